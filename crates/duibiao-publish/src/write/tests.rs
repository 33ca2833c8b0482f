//! The promises of the edge that writes, on a real disk.

mod faults;
mod files;
mod folders;
mod kill;
mod recovery;
mod site;
mod spare;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::error::WriteStep;
use super::*;
use duibiao_syntax::diagnostic::Language;

/// A project in a folder of its own that goes when it is dropped.
struct Project {
    _folder: TempDir,
    root: PathBuf,
    output: PathBuf,
}

impl Project {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // On some systems the temporary folder is itself behind a link.
        let root = fs::canonicalize(folder.path()).unwrap().join("project");
        for below in ["content/plans", "themes/default", "src"] {
            fs::create_dir_all(root.join(below)).unwrap();
        }
        fs::write(root.join("duibiao.toml"), "title = \"t\"\n").unwrap();
        fs::write(root.join("content/plans/a.md"), "a").unwrap();
        let output = root.join("output");
        Self {
            _folder: folder,
            root,
            output,
        }
    }

    fn open(&self) -> Output {
        Output::open(&self.output, &self.root).unwrap()
    }

    /// Publishes a site of these files and contents.
    fn publish(&self, site: &[(&str, &str)]) -> BuildReport {
        publish_site(&self.open(), site).unwrap()
    }

    fn work(&self, name: &str) -> PathBuf {
        self.root.join(".duibiao-output").join(name)
    }

    /// The contents of the output, without the manifest.
    fn published(&self) -> BTreeMap<String, String> {
        let mut files = contents(&self.output);
        assert!(files.remove(manifest::NAME).is_some() || files.is_empty());
        files
    }

    /// Checks that no leftover of a build is there.
    fn assert_tidy(&self) {
        assert!(
            !work::exists(&self.work("stage")).unwrap(),
            "stage was left behind"
        );
        assert!(
            !work::exists(&self.work("old")).unwrap(),
            "old was left behind"
        );
    }
}

/// What goes wrong in these tests while rendering.
type Finding = String;

fn paths(site: &[(&str, &str)]) -> Vec<SitePath> {
    site.iter()
        .map(|(path, _)| SitePath::new(path.split('/')))
        .collect()
}

/// Files that are all rendered.
fn files(paths: &[SitePath]) -> SiteFiles<'_> {
    SiteFiles {
        paths,
        concats: BTreeMap::new(),
        format_pairs: BTreeMap::new(),
    }
}

/// Renders files one at a time.
fn singly<F>(
    render: F,
) -> impl Fn(&[usize], &mut [&mut dyn io::Write]) -> Result<(), Failure<Finding>> + Sync
where
    F: Fn(usize, &mut dyn io::Write) -> Result<(), Failure<Finding>> + Sync,
{
    move |files, outs| {
        let mut files = files.iter().zip(outs);
        files.try_for_each(|(at, out)| render(*at, *out))
    }
}

fn publish_site(
    output: &Output,
    site: &[(&str, &str)],
) -> Result<BuildReport, PublishError<Finding>> {
    let render = singly(|at, out| {
        // In small pieces, as a template engine writes.
        let mut pieces = site[at].1.as_bytes().chunks(3);
        pieces
            .try_for_each(|piece| out.write_all(piece))
            .map_err(Failure::Io)
    });
    publish(output, &files(&paths(site)), &render, &|_| {})
}

/// What can be told about a file or folder without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    inode: u64,
    modified: (i64, i64),
    mode: u32,
    content: Option<Vec<u8>>,
}

/// Everything below a folder, itself included.
fn stamps(folder: &Path) -> BTreeMap<PathBuf, Stamp> {
    let mut all = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        let metadata = entry.metadata().unwrap();
        let stamp = Stamp {
            inode: metadata.ino(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            mode: metadata.mode(),
            content: metadata.is_file().then(|| fs::read(entry.path()).unwrap()),
        };
        all.insert(entry.path().to_owned(), stamp);
    }
    all
}

/// The text of every file below a folder, by its path in it.
fn contents(folder: &Path) -> BTreeMap<String, String> {
    let files = stamps(folder).into_iter();
    files
        .filter_map(|(path, stamp)| {
            let below = path
                .strip_prefix(folder)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            Some((below, String::from_utf8_lossy(&stamp.content?).into_owned()))
        })
        .collect()
}

fn as_map(site: &[(&str, &str)]) -> BTreeMap<String, String> {
    let own = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    site.iter().map(own).collect()
}

/// A system without exchange.
fn no_exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn write_error<E: std::fmt::Debug>(result: Result<BuildReport, PublishError<E>>) -> WriteError {
    match result {
        Err(PublishError::Write(error)) => error,
        other => panic!("{other:?}"),
    }
}
