//! Completing a staged site with what stays as it is.
//!
//! Unchanged files and files that are not ours come over from the published site by hard links, so they
//! keep their inode, their time and every byte. Files of ours that are produced no longer are left
//! behind, and with them the folders they emptied. The published site itself is only read.

use std::fs::{self, DirEntry};
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
        let carried = self.folder(Path::new(""), "")?;
        let expected = self.produced.iter().filter(|(_, staged)| !staged).count();
        if carried.unchanged == expected {
            Ok(carried)
        } else {
            Err(WriteError::new(self.from, Problem::ChangedMeanwhile))
        }
    }

    /// Brings one folder over. `key` is its path as the manifest would write it.
    fn folder(&self, relative: &Path, key: &str) -> Result<Carried, WriteError> {
        let from = self.from.join(relative);
        let inspect = |cause| WriteError::failed(Step::Inspect, &from, cause);
        let entries: Vec<DirEntry> = fs::read_dir(&from)
            .and_then(Iterator::collect)
            .map_err(inspect)?;
        if entries.is_empty() && !key.is_empty() {
            // A folder that we emptied is gone since; this one was made by somebody.
            self.make_folder(relative)?;
        }
        let carried = entries
            .into_par_iter()
            .map(|entry| self.entry(&entry, relative, key))
            .try_reduce(Carried::default, |a, b| Ok(a.plus(b)))?;
        self.keep_permissions(&from, relative)?;
        Ok(carried)
    }

    fn entry(&self, entry: &DirEntry, folder: &Path, key: &str) -> Result<Carried, WriteError> {
        let name = entry.file_name();
        let relative = folder.join(&name);
        // A name that is not UTF-8 is none of ours; neither is one with the mark put in its place.
        let key = match key {
            "" => name.to_string_lossy().into_owned(),
            _ => format!("{key}/{}", name.to_string_lossy()),
        };
        let path = entry.path();
        let inspect = |cause| WriteError::failed(Step::Inspect, &path, cause);
        if !entry.file_type().map_err(inspect)?.is_dir() {
            return self.file(&path, &relative, &key);
        }
        // What is mounted would be copied and then removed at its source.
        if is_mount_point(&path).map_err(inspect)? {
            return Err(WriteError::refused(&path, Refusal::MountPoint));
        }
        self.folder(&relative, &key)
    }

    fn file(&self, path: &Path, relative: &Path, key: &str) -> Result<Carried, WriteError> {
        let fate = self
            .fate(key)
            .ok_or_else(|| WriteError::new(path, Problem::InTheWay))?;
        if matches!(fate, Fate::Unchanged | Fate::Manifest | Fate::Foreign) {
            take_over(path, &self.to.join(relative))
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
    fn keep_permissions(&self, from: &Path, relative: &Path) -> Result<(), WriteError> {
        let to = self.to.join(relative);
        let failed = |cause| WriteError::failed(Step::TakeOver, from, cause);
        let Ok(made) = fs::symlink_metadata(&to) else {
            return Ok(());
        };
        let wanted = fs::symlink_metadata(from).map_err(failed)?.permissions();
        if made.is_dir() && made.permissions() != wanted {
            fs::set_permissions(&to, wanted).map_err(failed)?;
        }
        Ok(())
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

fn take_over(from: &Path, to: &Path) -> io::Result<()> {
    if fs::symlink_metadata(from)?.is_symlink() {
        let target = fs::read_link(from)?;
        return in_folder(to, || make_link(&target, to));
    }
    in_folder(to, || fs::hard_link(from, to)).or_else(|error| match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            Err(error)
        }
        // Some file systems have no hard links, or no more of them.
        _ => in_folder(to, || fs::copy(from, to)).map(drop),
    })
}

#[cfg(unix)]
fn make_link(target: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, at)
}

#[cfg(windows)]
fn make_link(target: &Path, at: &Path) -> io::Result<()> {
    std::os::windows::fs::symlink_file(target, at)
}
