//! The files of a project as they were compiled, from which a release can be made again.
//!
//! Texts and theme come from memory: what is kept is what the site was made from, whatever has been saved
//! since. Attachments come from the disk, as in a build.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use crate::cli::disk;
use duibiao_render::permalinks;
use duibiao_syntax::config;
use duibiao_syntax::project::Project;
use duibiao_syntax::span::SourceId;

/// Where the bytes of a kept file are.
enum Origin<'p> {
    Text(SourceId),
    Memory(&'p [u8]),
    Disk,
}

/// The files of a project.
pub(super) struct Kept<'p> {
    project: &'p Project,
    origins: BTreeMap<Box<str>, Origin<'p>>,
    /// How many bytes each has.
    pub(super) lengths: BTreeMap<Box<str>, u64>,
}

impl<'p> Kept<'p> {
    pub(super) fn of(project: &'p Project) -> Self {
        let mut kept = Self {
            project,
            origins: BTreeMap::new(),
            lengths: BTreeMap::new(),
        };
        let settings = project.sources.iter();
        let settings = settings.filter(|source| &*source.path == config::FILE_NAME);
        let documents = project.documents.iter().map(|id| project.sources.get(*id));
        for source in settings.chain(documents) {
            let length = length(source.text.len());
            kept.add(&source.path, length, Origin::Text(source.id));
        }
        for (path, length) in &project.attachments {
            kept.add(path, *length, Origin::Disk);
        }
        let theme = format!("themes/{}", project.theme.name);
        if project.root.join(&theme).is_dir() {
            for (name, bytes) in &project.theme.files {
                let path = format!("{theme}/{name}");
                kept.add(&path, length(bytes.len()), Origin::Memory(bytes));
            }
        }
        if let Some(text) = &project.permalinks {
            kept.add(
                permalinks::NAME,
                length(text.len()),
                Origin::Memory(text.as_bytes()),
            );
        }
        kept
    }

    fn add(&mut self, path: &str, length: u64, origin: Origin<'p>) {
        self.lengths.insert(path.into(), length);
        self.origins.insert(path.into(), origin);
    }

    /// The bytes of a file.
    pub(super) fn open(&self, path: &str) -> io::Result<Box<dyn Read>> {
        let bytes = match self.origins.get(path) {
            Some(Origin::Text(id)) => {
                let source = self.project.sources.get(*id).opened();
                source.text.as_bytes().to_vec()
            }
            Some(Origin::Memory(bytes)) => bytes.to_vec(),
            Some(Origin::Disk) => return disk::open(&self.project.root.join(path)),
            None => return Err(io::ErrorKind::NotFound.into()),
        };
        Ok(Box::new(Cursor::new(bytes)))
    }
}

fn length(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}
