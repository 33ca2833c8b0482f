//! Completing a new site with what stays as it is.
//!
//! Unchanged files and files that are not ours come over from the published site by hard links, so they
//! keep their inode, their time and every byte. Files of ours that are produced no longer are left
//! behind, and with them the folders they emptied. The published site itself is only read.
//!
//! The new site is built on the folders of the site before the published one, if they are still there:
//! making and removing ten thousand folders takes a disk minutes, looking at them a moment. Nothing in
//! them is trusted: a file stays only if it is the very file that is published, and all else goes.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, DirEntry, FileType, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustix::io::Errno;

use super::error::{WriteError, WriteProblem, WriteStep};
use super::guard::is_mount_point;
use super::manifest::{self, PublishedFiles};

/// What the new site consists of, as far as it was produced.
pub(super) struct Carry<'a> {
    /// The published site.
    pub(super) from: &'a Path,
    /// The new one: absent, or a folder in any state.
    pub(super) to: &'a Path,
    /// Each produced file, sorted.
    pub(super) produced: &'a [Made<'a>],
    /// Whether the manifest was staged.
    pub(super) new_manifest: bool,
    /// The files of the published site.
    pub(super) published: &'a PublishedFiles,
}

/// A produced file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Made<'a> {
    /// Its path in the site.
    pub(super) path: &'a str,
    /// Its index among the produced files.
    pub(super) at: usize,
    /// Whether it was staged, because it is new or differs.
    pub(super) staged: bool,
}

/// What came over and what did not.
#[derive(Debug, Default)]
pub(super) struct Carried {
    /// How many files of ours came over, without the manifest.
    unchanged: usize,
    /// Whether the manifest came over.
    manifest: bool,
    /// How many files of ours were left behind.
    pub(super) removed: usize,
    /// What is not ours, by its path in the site.
    pub(super) foreign: Vec<PathBuf>,
}

/// A folder of the published site.
struct PublishedFolder<'a> {
    /// Its path in the site.
    relative: &'a Path,
    /// The same as the manifest would write it.
    key: &'a str,
    metadata: &'a Metadata,
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
    /// Of another owner.
    Foreign,
}

impl Carry<'_> {
    /// Brings everything over that stays, and makes the folders for what was staged.
    ///
    /// # Errors
    ///
    /// When the disk says no, something foreign lies where a file of the site belongs, or the published
    /// site is not what it was when the files were compared.
    pub(super) fn over(&self) -> Result<Carried, WriteError> {
        let metadata = self.metadata(self.from)?;
        if !metadata.is_dir() {
            return Err(WriteError::new(self.from, WriteProblem::ChangedMeanwhile));
        }
        let carried = self.folder(&PublishedFolder {
            relative: Path::new(""),
            key: "",
            metadata: &metadata,
        })?;
        // No unchanged file may have vanished after it was compared.
        let expected = self.produced.iter().filter(|made| !made.staged).count();
        if carried.unchanged == expected && carried.manifest != self.new_manifest {
            Ok(carried)
        } else {
            Err(WriteError::new(self.from, WriteProblem::ChangedMeanwhile))
        }
    }

    fn folder(&self, folder: &PublishedFolder<'_>) -> Result<Carried, WriteError> {
        let (from, to) = (
            self.from.join(folder.relative),
            self.to.join(folder.relative),
        );
        let entries = self.list(&from)?;
        let mut before = before(&to)?;
        let is_empty = entries.is_empty();
        let pairs: Vec<(DirEntry, Option<DirEntry>)> = entries
            .into_iter()
            .map(|entry| {
                let before = before.remove(&entry.file_name());
                (entry, before)
            })
            .collect();
        before.into_values().try_for_each(|entry| discard(&entry))?;
        let mut carried = pairs
            .into_par_iter()
            .map(|(entry, before)| self.entry(&entry, before.as_ref(), folder))
            .try_reduce(Carried::default, |a, b| Ok(a.plus(b)))?;
        if is_empty && !folder.key.is_empty() {
            // A folder that we emptied is gone since; this one was made by another program.
            carried.foreign.push(folder.relative.to_owned());
        }
        self.settle(folder, &to, &carried)?;
        Ok(carried)
    }

    fn entry(
        &self,
        entry: &DirEntry,
        before: Option<&DirEntry>,
        folder: &PublishedFolder<'_>,
    ) -> Result<Carried, WriteError> {
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
            .map_err(|cause| WriteError::failed(WriteStep::Inspect, &path, cause))?;
        if !kind.is_dir() {
            return self.file(entry, kind, before, relative, &key);
        }
        let metadata = self.metadata(&path)?;
        // What is mounted would be copied and then removed at its source.
        if is_mount_point(&path, &metadata, folder.metadata) {
            return Err(WriteError::new(&path, WriteProblem::MountInside));
        }
        if let Some(before) = before.filter(|before| !is_folder(before)) {
            discard(before)?;
        }
        self.folder(&PublishedFolder {
            relative: &relative,
            key: &key,
            metadata: &metadata,
        })
    }

    fn file(
        &self,
        entry: &DirEntry,
        kind: FileType,
        before: Option<&DirEntry>,
        relative: PathBuf,
        key: &str,
    ) -> Result<Carried, WriteError> {
        let path = entry.path();
        let fate = self
            .fate(key)
            .ok_or_else(|| WriteError::new(&path, WriteProblem::InTheWay))?;
        let stays = matches!(fate, Fate::Unchanged | Fate::Manifest | Fate::Foreign);
        let is_there = stays && before.is_some_and(|before| is_same_file(entry, before));
        if let Some(before) = before.filter(|_| !is_there) {
            discard(before)?;
        }
        if stays && !is_there {
            take_over(&path, kind, &self.to.join(&relative))
                .map_err(|cause| self.not_taken_over(&path, cause))?;
        }
        Ok(fate.of(relative))
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
        match self.produced.binary_search_by(|made| made.path.cmp(key)) {
            Ok(at) if !self.produced[at].staged => Some(Fate::Unchanged),
            Ok(_) => listed.then_some(Fate::Replaced),
            Err(_) if listed => Some(Fate::Removed),
            Err(_) => (!self.is_folder_of_ours(key)).then_some(Fate::Foreign),
        }
    }

    /// Whether the new site has files below this path.
    fn is_folder_of_ours(&self, key: &str) -> bool {
        let below = format!("{key}/");
        let next = self.produced.partition_point(|made| *made.path < *below);
        let next = self.produced.get(next);
        next.is_some_and(|made| made.path.starts_with(&below))
    }

    /// Makes the folder or takes it away, as the new site needs it, with the permissions of the old one,
    /// which a web server may depend on.
    fn settle(
        &self,
        folder: &PublishedFolder<'_>,
        to: &Path,
        carried: &Carried,
    ) -> Result<(), WriteError> {
        let failed = |cause| WriteError::failed(WriteStep::TakeOver, to, cause);
        if !folder.key.is_empty() && carried.is_nothing() && !self.is_folder_of_ours(folder.key) {
            return match fs::remove_dir(to) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                done => done.map_err(failed),
            };
        }
        let metadata = match fs::symlink_metadata(to) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(to).and_then(|()| fs::symlink_metadata(to))
            }
            metadata => metadata,
        };
        let wanted = folder.metadata.permissions();
        if metadata.map_err(failed)?.permissions() != wanted {
            fs::set_permissions(to, wanted).map_err(failed)?;
        }
        Ok(())
    }

    fn list(&self, folder: &Path) -> Result<Vec<DirEntry>, WriteError> {
        fs::read_dir(folder)
            .and_then(Iterator::collect)
            .map_err(|cause| self.not_inspected(folder, cause))
    }

    fn metadata(&self, path: &Path) -> Result<Metadata, WriteError> {
        fs::symlink_metadata(path).map_err(|cause| self.not_inspected(path, cause))
    }

    fn not_inspected(&self, path: &Path, cause: io::Error) -> WriteError {
        match cause.kind() {
            io::ErrorKind::NotFound => WriteError::new(self.from, WriteProblem::ChangedMeanwhile),
            _ => WriteError::failed(WriteStep::Inspect, path, cause),
        }
    }

    fn not_taken_over(&self, path: &Path, cause: io::Error) -> WriteError {
        match cause.kind() {
            io::ErrorKind::NotFound => WriteError::new(self.from, WriteProblem::ChangedMeanwhile),
            _ => WriteError::failed(WriteStep::TakeOver, path, cause),
        }
    }
}

impl Carried {
    fn is_nothing(&self) -> bool {
        self.unchanged == 0 && !self.manifest && self.foreign.is_empty()
    }

    fn plus(mut self, mut other: Self) -> Self {
        self.foreign.append(&mut other.foreign);
        Self {
            unchanged: self.unchanged + other.unchanged,
            manifest: self.manifest || other.manifest,
            removed: self.removed + other.removed,
            foreign: self.foreign,
        }
    }
}

impl Fate {
    /// The account of one file with this fate.
    fn of(&self, relative: PathBuf) -> Carried {
        let foreign = matches!(self, Self::Foreign).then_some(relative);
        Carried {
            unchanged: usize::from(matches!(self, Self::Unchanged)),
            manifest: matches!(self, Self::Manifest),
            removed: usize::from(matches!(self, Self::Removed)),
            foreign: foreign.into_iter().collect(),
        }
    }
}

/// What lies in a folder of the new site already.
fn before(folder: &Path) -> Result<BTreeMap<OsString, DirEntry>, WriteError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        entries => entries.and_then(Iterator::collect::<io::Result<Vec<DirEntry>>>),
    };
    let entries = entries.map_err(|cause| WriteError::failed(WriteStep::Inspect, folder, cause))?;
    Ok(entries
        .into_iter()
        .map(|entry| (entry.file_name(), entry))
        .collect())
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_ok_and(|kind| kind.is_dir())
}

/// Removes what the new site cannot use.
fn discard(entry: &DirEntry) -> Result<(), WriteError> {
    let path = entry.path();
    let removed = if is_folder(entry) {
        fs::remove_dir_all(&path)
    } else {
        fs::remove_file(&path)
    };
    removed.map_err(|cause| WriteError::failed(WriteStep::Remove, &path, cause))
}

/// Whether two names are one file. Asks for both, because the number in a folder's list is not always
/// that of the file.
#[cfg(unix)]
fn is_same_file(one: &DirEntry, other: &DirEntry) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (one.metadata(), other.metadata()) {
        (Ok(one), Ok(other)) => (one.dev(), one.ino()) == (other.dev(), other.ino()),
        _ => false,
    }
}

/// Nothing tells, so every file is linked anew.
#[cfg(not(unix))]
fn is_same_file(_: &DirEntry, _: &DirEntry) -> bool {
    false
}

fn take_over(from: &Path, kind: FileType, to: &Path) -> io::Result<()> {
    take_over_with(from, kind, to, |from, to| fs::hard_link(from, to))
}

/// Links a file, or copies it where that is impossible: some file systems have no hard links, and a
/// system may forbid them for files of other owners.
pub(super) fn take_over_with(
    from: &Path,
    kind: FileType,
    to: &Path,
    link: impl Fn(&Path, &Path) -> io::Result<()>,
) -> io::Result<()> {
    if kind.is_symlink() {
        let target = fs::read_link(from)?;
        return in_folder(to, || make_link(&target, to));
    }
    match in_folder(to, || link(from, to)) {
        // Reading a pipe or a device would not end.
        Err(error) if kind.is_file() && is_impossible(&error) => {
            in_folder(to, || fs::copy(from, to)).map(drop)
        }
        done => done,
    }
}

/// Whether the system says that it never links this file, rather than that something went wrong.
fn is_impossible(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, TooManyLinks, Unsupported};
    let forbidden = Errno::from_io_error(error) == Some(Errno::PERM);
    forbidden || matches!(error.kind(), CrossesDevices | TooManyLinks | Unsupported)
}

#[cfg(unix)]
fn make_link(target: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, at)
}

#[cfg(windows)]
fn make_link(target: &Path, at: &Path) -> io::Result<()> {
    std::os::windows::fs::symlink_file(target, at)
}

/// Makes something at a path, and the folders above it when they turn out to be missing: each folder is
/// made once, and nothing is asked before.
pub(super) fn in_folder<T>(path: &Path, make: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match make() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().unwrap_or(path))?;
            make()
        }
        done => done,
    }
}
