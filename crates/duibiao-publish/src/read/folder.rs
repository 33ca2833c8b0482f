//! A project folder that stays open while people edit it, read again only where it changed.
//!
//! [`WatchedFolder::refresh`] either takes the word of a watcher for which files changed, or looks at the stamps
//! (time, length, number) of all files. A stamp that is younger than the clock can tell apart is not
//! trusted. What the files mean is not known here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::text::Loaded;
use super::walk::{self, Entry, EntryKind};
use super::{ProjectReader, ReadError, config};
use duibiao_syntax::diagnostic::{self, Diagnostic};
use duibiao_syntax::project::{Changes, Project, ProjectOnDisk, ThemeFiles};
use duibiao_syntax::source::SourceText;
use duibiao_syntax::span::SourceId;

/// A file that was written less than this before it was looked at may be written again without its
/// stamp showing it: clocks of file systems tick every few milliseconds.
const UNCERTAIN: Duration = Duration::from_millis(50);

/// A project folder that is being edited.
#[derive(Debug)]
pub struct WatchedFolder {
    reader: ProjectReader,
    written: ProjectOnDisk,
    stamps: BTreeMap<String, Stamp>,
    /// What was found to be other before something could not be listed; told with the next look.
    untold: Changes,
}

/// What tells one state of a file from another without reading it. None when nothing can be trusted.
type Stamp = Option<(SystemTime, u64, u64)>;

impl WatchedFolder {
    /// Reads the project in a folder.
    ///
    /// # Errors
    ///
    /// When `root` is no folder, or a folder of the project cannot be listed.
    pub fn open(root: &Path) -> Result<Self, ReadError> {
        let began = SystemTime::now();
        let mut reader = ProjectReader::new(root)?;
        reader.stays_open = true;
        let content = reader.content()?;
        let found = by_source(std::mem::take(&mut reader.found));
        let stamps = reader.ids.keys().map(|path| {
            let stamp = stamp(&reader.root.join(&**path), began);
            (path.to_string(), stamp)
        });
        let stamps = stamps.collect();
        let config = reader.config();
        let found_config = std::mem::take(&mut reader.found);
        let theme = reader.theme(&config)?;
        let mut found_theme = std::mem::take(&mut reader.found);
        diagnostic::sort(&mut found_theme);
        let project = Project {
            root: root.to_owned(),
            config,
            sources: reader.sources.clone(),
            documents: content.documents,
            attachments: content.attachments,
            theme,
            permalinks: super::permalinks(root),
        };
        let written = ProjectOnDisk {
            project,
            diagnostics: found,
            config_diagnostics: found_config,
            theme_diagnostics: found_theme,
        };
        Ok(Self {
            reader,
            written,
            stamps,
            untold: Changes::default(),
        })
    }

    /// The project as it was when it was last looked at.
    pub const fn written(&self) -> &ProjectOnDisk {
        &self.written
    }

    /// Brings the project up to date with the disk and says what changed. `hints` are the files that
    /// changed, when they were watched; whatever they do not explain is looked for everywhere.
    ///
    /// # Errors
    ///
    /// When a folder of the project cannot be listed; what was read before stays.
    pub fn refresh(&mut self, hints: Option<&[PathBuf]>) -> Result<Changes, ReadError> {
        match hints.and_then(|hints| self.known_documents(hints)) {
            Some(entries) if self.untold.is_empty() => Ok(self.read_again(&entries)),
            _ => self.look_everywhere(),
        }
    }

    /// The documents that hints are about; none when a hint is about anything else.
    fn known_documents(&self, hints: &[PathBuf]) -> Option<Vec<Entry>> {
        let mut entries: Vec<Entry> = Vec::new();
        for hint in hints {
            let below = hint
                .strip_prefix(&self.reader.real_root)
                .or_else(|_| hint.strip_prefix(&self.reader.root));
            let path = below.ok()?.to_str()?.replace('\\', "/");
            if walk::is_debris(hint) {
                continue;
            }
            let is_document = path.starts_with("content/") && self.stamps.contains_key(&path);
            let is_file = fs::symlink_metadata(hint).is_ok_and(|metadata| metadata.is_file());
            if !is_document || !is_file {
                return None;
            }
            if entries.iter().all(|entry| entry.path != path) {
                entries.push(Entry {
                    path,
                    found: EntryKind::File,
                });
            }
        }
        Some(entries)
    }

    /// Reads documents whose paths are known.
    fn read_again(&mut self, entries: &[Entry]) -> Changes {
        let began = SystemTime::now();
        let mut changes = Changes::default();
        for entry in entries {
            let stamp = stamp(&self.reader.root.join(&entry.path), began);
            self.stamps.insert(entry.path.clone(), stamp);
            let id = self.reader.id_of(&entry.path, 0);
            let loaded = self.reader.load(id, entry);
            self.take(id, entry, loaded, &mut changes);
        }
        self.list_documents(&changes);
        changes
    }

    /// Takes over a document that was read, unless it is the one that was there.
    fn take(&mut self, id: SourceId, entry: &Entry, loaded: Loaded, changes: &mut Changes) {
        let documents = &self.written.project.documents;
        let is_known = self.reader.ids.contains_key(entry.path.as_str());
        let was_whole = is_known && documents.contains(&id);
        let same_text = is_known && *self.reader.sources.get(id).text == *loaded.text;
        let was_found = self
            .written
            .diagnostics
            .get(&id)
            .map_or(&[][..], Vec::as_slice);
        if same_text && was_whole == loaded.whole && was_found == loaded.found {
            return;
        }
        self.reader.put(&entry.path, loaded.text);
        if loaded.found.is_empty() {
            self.written.diagnostics.remove(&id);
        } else {
            self.written.diagnostics.insert(id, loaded.found);
        }
        changes.documents.push(id);
        if was_whole != loaded.whole {
            changes.listing = true;
            let documents = &mut self.written.project.documents;
            documents.retain(|other| *other != id);
            if loaded.whole {
                documents.push(id);
            }
        }
    }

    /// Puts the documents in the order of their paths again and hands out the texts as they are now.
    fn list_documents(&mut self, changes: &Changes) {
        if changes.documents.is_empty() && !changes.listing {
            return;
        }
        let project = &mut self.written.project;
        let known = project.sources.as_slice().len();
        if self.reader.sources.as_slice().len() == known {
            for id in &changes.documents {
                let text = &self.reader.sources.get(*id).text;
                project.sources.replace(*id, text.clone());
            }
        } else {
            project.sources = self.reader.sources.clone();
        }
        if changes.listing {
            let sources = &self.reader.sources;
            project
                .documents
                .sort_by(|a, b| sources.get(*a).path.cmp(&sources.get(*b).path));
        }
    }

    /// Looks at every file and reads those whose stamps are others.
    fn look_everywhere(&mut self) -> Result<Changes, ReadError> {
        let mut changes = std::mem::take(&mut self.untold);
        let looked = self.look_at_content(&mut changes).and_then(|()| {
            self.list_documents(&changes);
            self.look_at_settings(&mut changes)
        });
        match looked {
            Ok(()) => Ok(changes),
            Err(error) => {
                self.untold = changes;
                Err(error)
            }
        }
    }

    fn look_at_content(&mut self, changes: &mut Changes) -> Result<(), ReadError> {
        let began = SystemTime::now();
        let entries = self.reader.walk("content")?;
        let (attachments, sources): (Vec<Entry>, Vec<Entry>) = entries
            .into_iter()
            .partition(|entry| matches!(entry.found, EntryKind::Attachment(_)));
        let mut gone: Vec<String> = Vec::new();
        let mut paths = sources.iter().map(|entry| &entry.path).peekable();
        for known in self
            .stamps
            .keys()
            .filter(|path| path.starts_with("content/"))
        {
            while paths.next_if(|path| *path < known).is_some() {}
            if paths.peek() != Some(&known) {
                gone.push(known.clone());
            }
        }
        for path in gone {
            self.forget(&path, changes);
        }
        for entry in &sources {
            let now = stamp(&self.reader.root.join(&entry.path), began);
            let before = self.stamps.get(&entry.path);
            let is_plain = matches!(entry.found, EntryKind::File);
            if is_plain && now.is_some() && before == Some(&now) {
                continue;
            }
            self.stamps.insert(entry.path.clone(), now);
            let id = self.reader.id_of(&entry.path, 0);
            let loaded = self.reader.load(id, entry);
            self.take(id, entry, loaded, changes);
        }
        let attachments: BTreeMap<Box<str>, u64> = attachments
            .into_iter()
            .filter_map(Entry::into_attachment)
            .collect();
        changes.attachments |= attachments != self.written.project.attachments;
        self.written.project.attachments = attachments;
        Ok(())
    }

    /// A document that is gone. Its index stays, with no text.
    fn forget(&mut self, path: &str, changes: &mut Changes) {
        self.stamps.remove(path);
        let Some(id) = self.reader.ids.get(path).copied() else {
            return;
        };
        self.reader.put(path, SourceText::default());
        self.written.diagnostics.remove(&id);
        self.written.project.documents.retain(|other| *other != id);
        changes.documents.push(id);
        changes.listing = true;
    }

    fn look_at_settings(&mut self, changes: &mut Changes) -> Result<(), ReadError> {
        let before = self.reader.ids.get(config::FILE_NAME).copied();
        let text = before.map(|id| self.reader.sources.get(id).text.clone());
        let config = self.reader.config();
        let found = std::mem::take(&mut self.reader.found);
        let id = self.reader.ids.get(config::FILE_NAME).copied();
        let now = id.map(|id| self.reader.sources.get(id).text.clone());
        let permalinks = super::permalinks(&self.reader.root);
        let same_ledger = permalinks == self.written.project.permalinks;
        self.written.project.permalinks = permalinks;
        let is_other = text != now || found != self.written.config_diagnostics || !same_ledger;
        changes.config |= is_other;
        if is_other {
            self.written.project.config = config;
            self.written.config_diagnostics = found;
        }
        let theme = self.reader.theme(&self.written.project.config)?;
        let mut found = std::mem::take(&mut self.reader.found);
        diagnostic::sort(&mut found);
        let old = &self.written.project.theme;
        changes.theme.extend(differing(old, &theme));
        if found != self.written.theme_diagnostics && changes.theme.is_empty() {
            changes.theme.push("theme.toml".to_owned());
        }
        if !changes.theme.is_empty() || old.name != theme.name {
            self.written.project.theme = theme;
            self.written.theme_diagnostics = found;
        }
        self.written.project.sources = self.reader.sources.clone();
        Ok(())
    }
}

/// The files of a theme that two states of it do not share.
fn differing(old: &ThemeFiles, new: &ThemeFiles) -> Vec<String> {
    if old.name != new.name {
        return vec!["theme.toml".to_owned()];
    }
    let names = old.files.keys().chain(new.files.keys());
    let mut differing: Vec<String> = names
        .filter(|name| old.files.get(*name) != new.files.get(*name))
        .cloned()
        .collect();
    differing.sort();
    differing.dedup();
    differing
}

/// Findings by the file that they are about.
fn by_source(found: Vec<Diagnostic>) -> BTreeMap<SourceId, Vec<Diagnostic>> {
    let mut all: BTreeMap<SourceId, Vec<Diagnostic>> = BTreeMap::new();
    for diagnostic in found {
        let source = diagnostic.place().map_or(SourceId(0), |place| place.source);
        all.entry(source).or_default().push(diagnostic);
    }
    all
}

/// The stamp of a file that is about to be read, or was read since `began`; none when it is too young to
/// be trusted.
fn stamp(path: &Path, began: SystemTime) -> Stamp {
    let metadata = fs::metadata(path).ok()?;
    let modified = metadata.modified().ok()?;
    let age = began.duration_since(modified).ok()?;
    (age > UNCERTAIN).then(|| (modified, metadata.len(), number(&metadata)))
}

/// The number that the system gives a file, which tells a file that was put in its place from it.
#[cfg(unix)]
fn number(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> u64 {
    0
}
