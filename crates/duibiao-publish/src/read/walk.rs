//! What lies in a folder of a project, file by file, without leaving the project.
//!
//! A link is followed only when it stays inside. Nothing is left out but the debris of editors and
//! systems; what cannot be read is an entry that says why.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::ReadError;

/// A file of the project.
pub(super) struct Entry {
    /// Its path from the root, with `/` between the parts.
    pub(super) path: String,
    /// What it turned out to be.
    pub(super) found: EntryKind,
}

/// What a file turned out to be.
pub(super) enum EntryKind {
    /// A file to be read whole: a document, or any file of a theme.
    File,
    /// A file below `content/` that is no document, with its length in bytes.
    Attachment(u64),
    /// A link that leads out of the project, with where to.
    Outside(PathBuf),
    /// A file that cannot be read.
    Unreadable(io::Error),
}

impl Entry {
    fn unreadable(path: String, cause: impl Into<io::Error>) -> Self {
        Self {
            path,
            found: EntryKind::Unreadable(cause.into()),
        }
    }

    /// The path and the length, if it is an attachment.
    pub(super) fn into_attachment(self) -> Option<(Box<str>, u64)> {
        match self.found {
            EntryKind::Attachment(bytes) => Some((self.path.into_boxed_str(), bytes)),
            EntryKind::File | EntryKind::Outside(_) | EntryKind::Unreadable(_) => None,
        }
    }
}

/// All files below a folder of the project, in the order of the bytes of their paths. A folder that is
/// not there holds nothing.
pub(super) fn all(root: &Path, real_root: &Path, folder: &str) -> Result<Vec<Entry>, ReadError> {
    let top = root.join(folder);
    if !exists(&top)? {
        return Ok(Vec::new());
    }
    if let Some(target) = target_outside(&top, real_root) {
        let found = EntryKind::Outside(target);
        return Ok(vec![Entry {
            path: folder.to_owned(),
            found,
        }]);
    }
    if !fs::metadata(&top).is_ok_and(|metadata| metadata.is_dir()) {
        return Err(ReadError::new(&top, io::ErrorKind::NotADirectory));
    }
    let walk = Walk {
        root,
        real_root,
        documents_only: folder == "content",
    };
    let mut entries = walk.below(&top)?;
    entries.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(entries)
}

/// Whether anything lies at a path, be it a link to nothing.
pub(super) fn exists(path: &Path) -> Result<bool, ReadError> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(ReadError::new(path, error)),
    }
}

/// The file with this name at the root, if there is one.
pub(super) fn one(root: &Path, real_root: &Path, name: &str) -> Option<Entry> {
    let path = root.join(name);
    let found = match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) => EntryKind::Unreadable(error),
        Ok(metadata) => match target_outside(&path, real_root) {
            Some(target) => EntryKind::Outside(target),
            None if metadata.is_dir() => EntryKind::Unreadable(io::ErrorKind::IsADirectory.into()),
            None => EntryKind::File,
        },
    };
    Some(Entry {
        path: name.to_owned(),
        found,
    })
}

/// The names of the folders in a folder; none when it is not there.
pub(super) fn folders(folder: &Path) -> Result<Vec<String>, ReadError> {
    let mut names = Vec::new();
    for entry in WalkDir::new(folder).min_depth(1).max_depth(1) {
        match entry {
            Ok(entry) if entry.path().is_dir() && !is_debris(entry.path()) => {
                names.push(entry.file_name().to_string_lossy().into_owned());
            }
            Ok(_) => {}
            Err(_) if !exists(folder)? => break,
            Err(error) => return Err(ReadError::new(folder, error)),
        }
    }
    Ok(names)
}

struct Walk<'a> {
    root: &'a Path,
    real_root: &'a Path,
    /// Whether files other than Markdown are attachments, of which only the length is wanted.
    documents_only: bool,
}

impl Walk<'_> {
    fn below(&self, top: &Path) -> Result<Vec<Entry>, ReadError> {
        let mut entries = Vec::new();
        let mut walk = WalkDir::new(top).follow_links(true).into_iter();
        while let Some(step) = walk.next() {
            let entry = match step {
                Ok(entry) => entry,
                Err(error) => {
                    entries.extend(self.broken(top, error)?);
                    continue;
                }
            };
            let outside = self.outside(&entry);
            if entry.file_type().is_dir() && (outside.is_some() || is_skipped(&entry)) {
                walk.skip_current_dir();
            }
            if !is_skipped(&entry) && (outside.is_some() || !entry.file_type().is_dir()) {
                entries.push(self.entry(&entry, outside));
            }
        }
        Ok(entries)
    }

    fn outside(&self, entry: &DirEntry) -> Option<PathBuf> {
        let link = entry.path_is_symlink() && entry.depth() > 0;
        link.then(|| target_outside(entry.path(), self.real_root))
            .flatten()
    }

    fn entry(&self, entry: &DirEntry, outside: Option<PathBuf>) -> Entry {
        let Some(path) = self.relative(entry.path()) else {
            let name = self.relative_lossy(entry.path());
            return Entry::unreadable(name, io::Error::other("the name is not UTF-8"));
        };
        let found = match outside {
            Some(target) => EntryKind::Outside(target),
            None if !entry.file_type().is_file() => {
                EntryKind::Unreadable(io::Error::other("not a regular file"))
            }
            None if self.documents_only && !is_markdown(entry.path()) => attachment(entry.path()),
            None => EntryKind::File,
        };
        Entry { path, found }
    }

    /// What the walk stumbled over: a folder is an error, a file an entry, debris nothing.
    fn broken(&self, top: &Path, error: walkdir::Error) -> Result<Option<Entry>, ReadError> {
        let path = error.path().unwrap_or(top).to_owned();
        if is_debris(&path) && path != top {
            return Ok(None);
        }
        if fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_dir()) || path == top {
            return Err(ReadError::new(&path, error));
        }
        let name = self.relative_lossy(&path);
        let found = match target_outside(&path, self.real_root) {
            Some(target) => EntryKind::Outside(target),
            None => EntryKind::Unreadable(error.into()),
        };
        Ok(Some(Entry { path: name, found }))
    }

    fn relative(&self, path: &Path) -> Option<String> {
        let parts = path.strip_prefix(self.root).ok()?.iter();
        let parts: Option<Vec<&str>> = parts.map(|part| part.to_str()).collect();
        parts.map(|parts| parts.join("/"))
    }

    fn relative_lossy(&self, path: &Path) -> String {
        let below = path.strip_prefix(self.root).unwrap_or(path);
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    }
}

fn is_skipped(entry: &DirEntry) -> bool {
    entry.depth() > 0 && is_debris(entry.path())
}

/// Opens the file, so that one that cannot be read is known before its page is published.
fn attachment(path: &Path) -> EntryKind {
    match File::open(path).and_then(|file| file.metadata()) {
        Ok(metadata) => EntryKind::Attachment(metadata.len()),
        Err(cause) => EntryKind::Unreadable(cause),
    }
}

/// Where a path leads when it leads out of the project through a link. A link to nothing is measured by
/// what is written in it.
fn target_outside(path: &Path, real_root: &Path) -> Option<PathBuf> {
    let target = fs::canonicalize(path)
        .or_else(|_| written_target(path))
        .ok()?;
    (!target.starts_with(real_root)).then_some(target)
}

fn written_target(link: &Path) -> io::Result<PathBuf> {
    let folder = fs::canonicalize(link.parent().unwrap_or(link))?;
    let mut target = PathBuf::new();
    for part in folder.join(fs::read_link(link)?).components() {
        match part {
            std::path::Component::ParentDir => {
                target.pop();
            }
            std::path::Component::CurDir => {}
            _ => target.push(part),
        }
    }
    Ok(target)
}

/// Whether a file is debris of an editor, a system or an import, which is no part of a site.
pub(super) fn is_debris(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let lower = name.to_ascii_lowercase();
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    name.starts_with('.')
        || name.starts_with("~$")
        || is_import_report(&lower)
        || lower == "thumbs.db"
        || ending == "bak"
        || ending == "tmp"
}

/// What an import writes beside a plan file for the person who looks it over.
fn is_import_report(name: &str) -> bool {
    name.ends_with(".import.md")
}

fn is_markdown(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("md"))
}
