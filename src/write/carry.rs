//! Completing a staged site with what stays as it is.
//!
//! Unchanged files and files that are not ours come over from the published site by hard links, so they
//! keep their inode, their time and every byte. Files of ours that are produced no longer are left
//! behind, and with them the folders they emptied. The published site itself is only read.

use std::fs::{self, DirEntry, FileType, Metadata, Permissions};
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::compare::in_folder;
use super::error::{Problem, Refusal, Step, WriteError};
use super::guard::is_mount_point;
use super::manifest::{self, Published};

/// What the new site consists of, as far as it was produced.
pub(super) struct Carry<'a> {
    /// The published site.
    pub(super) from: &'a Path,
    /// The staged one.
    pub(super) to: &'a Path,
    /// The path of each produced file, sorted, and whether it was staged.
    pub(super) produced: &'a [(&'a str, bool)],
    /// Whether the manifest was staged.
    pub(super) new_manifest: bool,
    /// The files of the published site.
    pub(super) published: &'a Published,
}

/// How many files met which fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Carried {
    /// Files of ours that came over unchanged, without the manifest.
    pub(super) unchanged: usize,
    /// Files of ours that were left behind.
    pub(super) removed: usize,
}

/// A folder of the published site.
struct Folder<'a> {
    /// Its path in the site.
    relative: &'a Path,
    /// The same as the manifest would write it.
    key: &'a str,
    metadata: Metadata,
    /// The permissions that new folders have.
    made_with: Permissions,
}

/// What a file of the published site is to the new one.
enum Fate {
    /// Ours and the same.
    Unchanged,
    /// The manifest, and the same.
    Manifest,
    /// Ours, and already staged anew.
    Replaced,
    /// Ours, and produced no longer.
    Removed,
    /// Somebody else's.
    Foreign,
}

impl Carry<'_> {
    /// Brings everything over that stays.
    ///
    /// # Errors
    ///
    /// When the disk says no, something foreign lies where a file of the site belongs, or the published
    /// site is not what it was when the files were compared.
    pub(super) fn over(&self) -> Result<Carried, WriteError> {
        let top = Folder {
            relative: Path::new(""),
            key: "",
            metadata: metadata(self.from)?,
            // All folders that were made below have the same.
            made_with: metadata(self.to)?.permissions(),
        };
        if !top.metadata.is_dir() {
            return Err(WriteError::new(self.from, Problem::ChangedMeanwhile));
        }
        let carried = self.folder(&top)?;
        let expected = self.produced.iter().filter(|(_, staged)| !staged).count();
        if carried.unchanged == expected {
            Ok(carried)
        } else {
            Err(WriteError::new(self.from, Problem::ChangedMeanwhile))
        }
    }

    fn folder(&self, folder: &Folder<'_>) -> Result<Carried, WriteError> {
        let from = self.from.join(folder.relative);
        let entries: Vec<DirEntry> = fs::read_dir(&from)
            .and_then(Iterator::collect)
            .map_err(|cause| WriteError::failed(Step::Inspect, &from, cause))?;
        if entries.is_empty() && !folder.key.is_empty() {
            // A folder that we emptied is gone since; this one was made by somebody.
            self.make_folder(folder.relative)?;
        }
        let carried = entries
            .into_par_iter()
            .map(|entry| self.entry(&entry, folder))
            .try_reduce(Carried::default, |a, b| Ok(a.plus(b)))?;
        self.keep_permissions(folder)?;
        Ok(carried)
    }

    fn entry(&self, entry: &DirEntry, folder: &Folder<'_>) -> Result<Carried, WriteError> {
        let name = entry.file_name();
        let relative = folder.relative.join(&name);
        // A name that is not UTF-8 is none of ours; neither is one with the mark put in its place.
        let key = match folder.key {
            "" => name.to_string_lossy().into_owned(),
            above => format!("{above}/{}", name.to_string_lossy()),
        };
        let path = entry.path();
        let kind = entry
            .file_type()
            .map_err(|cause| WriteError::failed(Step::Inspect, &path, cause))?;
        if !kind.is_dir() {
            return self.file(&path, kind, &relative, &key);
        }
        let below = Folder {
            relative: &relative,
            key: &key,
            metadata: metadata(&path)?,
            made_with: folder.made_with.clone(),
        };
        // What is mounted would be copied and then removed at its source.
        if is_mount_point(&path, &below.metadata, &folder.metadata) {
            return Err(WriteError::refused(&path, Refusal::MountPoint));
        }
        self.folder(&below)
    }

    fn file(
        &self,
        path: &Path,
        kind: FileType,
        relative: &Path,
        key: &str,
    ) -> Result<Carried, WriteError> {
        let fate = self
            .fate(key)
            .ok_or_else(|| WriteError::new(path, Problem::InTheWay))?;
        if matches!(fate, Fate::Unchanged | Fate::Manifest | Fate::Foreign) {
            take_over(path, kind, &self.to.join(relative))
                .map_err(|cause| self.not_taken_over(path, cause))?;
        }
        Ok(Carried {
            unchanged: usize::from(matches!(fate, Fate::Unchanged)),
            removed: usize::from(matches!(fate, Fate::Removed)),
        })
    }

    /// None when it is foreign and lies where a file of the site belongs.
    fn fate(&self, key: &str) -> Option<Fate> {
        if key == manifest::NAME {
            return Some(if self.new_manifest {
                Fate::Replaced
            } else {
                Fate::Manifest
            });
        }
        let listed = self.published.contains(key);
        match self.produced.binary_search_by(|(path, _)| (*path).cmp(key)) {
            Ok(at) if !self.produced[at].1 => Some(Fate::Unchanged),
            Ok(_) => listed.then_some(Fate::Replaced),
            Err(_) if listed => Some(Fate::Removed),
            Err(_) => (!self.is_folder_of_ours(key)).then_some(Fate::Foreign),
        }
    }

    /// Whether the new site has files below this path.
    fn is_folder_of_ours(&self, key: &str) -> bool {
        let below = format!("{key}/");
        let next = self
            .produced
            .partition_point(|(path, _)| *path < below.as_str());
        self.produced
            .get(next)
            .is_some_and(|(path, _)| path.starts_with(&below))
    }

    fn make_folder(&self, relative: &Path) -> Result<(), WriteError> {
        let folder = self.to.join(relative);
        fs::create_dir_all(&folder)
            .map_err(|cause| self.not_taken_over(&self.from.join(relative), cause))
    }

    /// Gives the new folder the permissions of the old one, which a web server may depend on.
    fn keep_permissions(&self, folder: &Folder<'_>) -> Result<(), WriteError> {
        let wanted = folder.metadata.permissions();
        if wanted == folder.made_with {
            return Ok(());
        }
        let to = self.to.join(folder.relative);
        match fs::set_permissions(&to, wanted) {
            // It was emptied, so it was not made.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound) => Ok(()),
            done => done.map_err(|cause| WriteError::failed(Step::TakeOver, &to, cause)),
        }
    }

    fn not_taken_over(&self, path: &Path, cause: io::Error) -> WriteError {
        match cause.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
                WriteError::new(path, Problem::InTheWay)
            }
            io::ErrorKind::NotFound => WriteError::new(self.from, Problem::ChangedMeanwhile),
            _ => WriteError::failed(Step::TakeOver, path, cause),
        }
    }
}

impl Carried {
    const fn plus(self, other: Self) -> Self {
        Self {
            unchanged: self.unchanged + other.unchanged,
            removed: self.removed + other.removed,
        }
    }
}

fn metadata(path: &Path) -> Result<Metadata, WriteError> {
    fs::symlink_metadata(path).map_err(|cause| WriteError::failed(Step::Inspect, path, cause))
}

fn take_over(from: &Path, kind: FileType, to: &Path) -> io::Result<()> {
    take_over_with(from, kind, to, |from, to| fs::hard_link(from, to))
}

/// Links a file, or copies it where that is impossible: some file systems have no hard links, and a
/// system may forbid them for files of somebody else.
pub(super) fn take_over_with(
    from: &Path,
    kind: FileType,
    to: &Path,
    link: impl Fn(&Path, &Path) -> io::Result<()>,
) -> io::Result<()> {
    use io::ErrorKind::{AlreadyExists, NotADirectory, NotFound};
    if kind.is_symlink() {
        let target = fs::read_link(from)?;
        return in_folder(to, || make_link(&target, to));
    }
    match in_folder(to, || link(from, to)) {
        Err(error) if matches!(error.kind(), AlreadyExists | NotADirectory | NotFound) => {
            Err(error)
        }
        // Reading a pipe or a device would not end.
        Err(_) if kind.is_file() => in_folder(to, || fs::copy(from, to)).map(drop),
        done => done,
    }
}

#[cfg(unix)]
fn make_link(target: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, at)
}

#[cfg(windows)]
fn make_link(target: &Path, at: &Path) -> io::Result<()> {
    std::os::windows::fs::symlink_file(target, at)
}
