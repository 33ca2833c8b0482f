//! The edge that keeps releases on the disk: the folder `releases/` and `permalinks.lock` of a project.
//!
//! A release exists from the moment its line is in `releases/log.jsonl`, and that is the last thing written.
//! Before it, in this order, each step made to last before the next begins:
//!
//! 1. `releases/.staging-0007/` is filled with the parts of the release;
//! 2. `releases/.unfinished-0007` keeps the permalinks file as it is, and the hash of the one to come;
//! 3. the staging folder becomes `releases/0007/`;
//! 4. the grown permalinks file takes the place of `permalinks.lock`;
//! 5. the log takes its new line; then `.unfinished-0007` is removed.
//!
//! What is killed on the way is undone when the store is opened next: the permalinks file is put back from
//! `.unfinished-0007`. Grown and left so, it would hold addresses that were never released, and the
//! corrected release would be refused for dropping them. Until then [`permalinks()`] reads through the
//! unfinished file. A folder that has neither a line in the log nor an unfinished file was not left by a
//! kill; it is refused and never removed. What the parts say is not known here.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge that keeps releases on the disk"
)]

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::release::archive::{self, ArchiveFiles};
use crate::release::digest::{Digest, Hashing};
use crate::release::log::{Digests, Facts, ReleaseLog, ReleaseRecord};
use crate::release::sources;
use disk::{Disk, try_read};
use duibiao_render::permalinks::{self, Permalinks};
use error::StoreProblem;

pub use error::StoreError;
pub use error::StoreStep;
pub use released::Released;

mod disk;
mod error;
mod recover;
mod released;
#[cfg(test)]
mod tests;

/// The folder of releases in a project.
pub const FOLDER: &str = "releases";

const LOG: &str = "log.jsonl";

/// The parts of a release to be made.
pub struct ReleaseDraft<'a> {
    /// What the log says of it.
    pub facts: Facts,
    /// The release sheet, as signed.
    pub sheet: &'a [u8],
    /// The manifest of the site.
    pub manifest: &'a [u8],
    /// What the site says, as JSON; it is packed here.
    pub snapshot: &'a [u8],
    /// The list of files to delete, see [`archive::deletions`].
    pub deleted: &'a str,
    /// Redirects for nginx.
    pub nginx: &'a str,
    /// Redirects for Caddy.
    pub caddy: &'a str,
    /// The files to upload.
    pub changed: ArchiveFiles<'a>,
    /// The files of the project.
    pub sources: ArchiveFiles<'a>,
    /// The permalinks file as this release leaves it, see [`Permalinks::grow`].
    pub permalinks: &'a Permalinks,
}

/// The releases of a project, locked for as long as this is held.
#[derive(Debug)]
pub struct Store {
    root: PathBuf,
    folder: PathBuf,
    log: ReleaseLog,
    permalinks: Permalinks,
    /// Locked until this is dropped.
    lock: File,
}

impl Drop for Store {
    /// Unlocks explicitly: a child process that is being started may hold a copy of the file handle.
    fn drop(&mut self) {
        self.lock.unlock().ok();
    }
}

impl Store {
    /// Locks the releases of the project in a folder and undoes what a killed release left.
    ///
    /// # Errors
    ///
    /// When another release is being made, the log or the permalinks file is not what the last release left, or the
    /// disk says no.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        Self::open_in_steps(root, &mut |_| Ok(()))
    }

    /// The same, asking before each step.
    fn open_in_steps(root: &Path, before: &mut disk::BeforeStep<'_>) -> Result<Self, StoreError> {
        let folder = root.join(FOLDER);
        make(&folder)?;
        let lock = lock(&folder)?;
        let log = read_log(&folder)?;
        recover::undo(root, &folder, &log, &mut Disk { before })?;
        recover::refuse_unlogged(&folder, &log)?;
        let permalinks = read_permalinks(root, &log)?;
        Ok(Self {
            root: root.to_owned(),
            folder,
            log,
            permalinks,
            lock,
        })
    }

    /// The releases so far.
    pub const fn log(&self) -> &ReleaseLog {
        &self.log
    }

    /// The permalinks file as the last release left it.
    pub const fn permalinks(&self) -> &Permalinks {
        &self.permalinks
    }

    /// The last release.
    pub fn last(&self) -> Option<Released> {
        let record = self.log.last()?.clone();
        Some(Released::new(&self.folder, record))
    }

    /// Makes a release. When this is done the release exists; before that, and after any failure, nothing
    /// of it does.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or the disk says no.
    pub fn release(&mut self, draft: ReleaseDraft<'_>) -> Result<ReleaseRecord, StoreError> {
        let number = self.log.next_number();
        match self.release_in_steps(draft, &mut |_| Ok(())) {
            Ok(record) => Ok(record),
            Err(error) => self.after(number, error),
        }
    }

    /// What became of a release in which something failed: all of it is undone, unless the log has its line
    /// already. The first error is the one that is told.
    fn after(&mut self, number: u32, error: StoreError) -> Result<ReleaseRecord, StoreError> {
        let Ok(log) = read_log(&self.folder) else {
            return Err(error);
        };
        match log.last() {
            Some(record) if record.number == number => {
                // Only what makes the line last has failed. The unfinished file stays, in case it does not.
                let record = record.clone();
                self.permalinks = read_permalinks(&self.root, &log)?;
                self.log = log;
                Ok(record)
            }
            _ => {
                let mut disk = Disk {
                    before: &mut |_| Ok(()),
                };
                recover::undo(&self.root, &self.folder, &log, &mut disk).ok();
                Err(error)
            }
        }
    }

    /// The same, asking before each step, and leaving all as it is when the answer is no.
    fn release_in_steps(
        &mut self,
        draft: ReleaseDraft<'_>,
        before: &mut disk::BeforeStep<'_>,
    ) -> Result<ReleaseRecord, StoreError> {
        let mut disk = Disk { before };
        let number = self.log.next_number();
        let grown = draft.permalinks.clone();
        let printed = grown.print();
        let staging = recover::staging_path(&self.folder, number);
        let (facts, digests) = stage(draft, &staging, &printed, &mut disk)?;
        let unfinished = recover::Unfinished::of(&self.root, number, digests.permalinks)?;
        unfinished.write(&self.folder, &mut disk)?;
        disk.rename(&staging, &release_folder(&self.folder, number))?;
        disk.replace(&self.root.join(permalinks::NAME), printed.as_bytes())?;
        let (log, record) = self.log.append(facts, digests);
        disk.replace(&self.folder.join(LOG), log.print().as_bytes())?;
        (self.log, self.permalinks) = (log, grown);
        // The release exists; a file that stays is removed when the store is next opened.
        disk.remove(&recover::unfinished_path(&self.folder, number))
            .ok();
        Ok(record)
    }
}

/// Fills the staging folder.
fn stage(
    draft: ReleaseDraft<'_>,
    staging: &Path,
    permalinks: &str,
    disk: &mut Disk<'_>,
) -> Result<(Facts, Digests), StoreError> {
    let ReleaseDraft {
        facts,
        sheet,
        manifest,
        snapshot,
        deleted,
        nginx,
        caddy,
        mut changed,
        mut sources,
        permalinks: _,
    } = draft;
    disk.make_folder(staging)?;
    let texts: [(&str, &[u8]); 5] = [
        ("sheet.html", sheet),
        ("manifest.json", manifest),
        ("deleted.txt", deleted.as_bytes()),
        ("redirects.nginx.conf", nginx.as_bytes()),
        ("redirects.caddy", caddy.as_bytes()),
    ];
    for (name, bytes) in texts {
        disk.write(&staging.join(name), |out| out.write_all(bytes))?;
    }
    let edition_path = staging.join("edition.json.zst");
    disk.write(&edition_path, |out| archive::pack(snapshot, out))?;
    let archive = disk.write(&staging.join("changed.tar.zst"), |out| {
        let mut out = Hashing::new(out);
        archive::write(&mut changed, &mut out)?;
        Ok(out.finish().1)
    })?;
    let sources = disk.write(&staging.join("sources.tar.zst"), |out| {
        sources::write(&mut sources, out)
    })?;
    disk.sync_folder(staging)?;
    let digests = Digests {
        sources,
        manifest: Digest::of(manifest),
        snapshot: Digest::of(snapshot),
        sheet: Digest::of(sheet),
        archive,
        permalinks: Digest::of(permalinks.as_bytes()),
    };
    Ok((facts, digests))
}

/// The last release of the project in a folder. Nothing is locked and nothing is changed.
///
/// # Errors
///
/// When the log is damaged or cannot be read.
pub fn last(root: &Path) -> Result<Option<Released>, StoreError> {
    let folder = root.join(FOLDER);
    let log = read_log(&folder)?;
    Ok(log
        .last()
        .map(|record| Released::new(&folder, record.clone())))
}

/// The release with a number. Nothing is locked and nothing is changed.
///
/// # Errors
///
/// When the log is damaged or cannot be read.
pub fn release(root: &Path, number: u32) -> Result<Option<Released>, StoreError> {
    let folder = root.join(FOLDER);
    let log = read_log(&folder)?;
    let mut records = log.records().iter();
    let record = records.find(|record| record.number == number);
    Ok(record.map(|record| Released::new(&folder, record.clone())))
}

/// The permalinks file as the last release left it, also while what a killed release left is there. Nothing is
/// locked and nothing is changed.
///
/// # Errors
///
/// When the log or the permalinks file is damaged or cannot be read.
pub fn permalinks(root: &Path) -> Result<Permalinks, StoreError> {
    let folder = root.join(FOLDER);
    let log = read_log(&folder)?;
    match recover::before(root, &folder, &log)? {
        Some(text) => parse_permalinks(&root.join(permalinks::NAME), &text, &log),
        None => read_permalinks(root, &log),
    }
}

fn release_folder(releases: &Path, number: u32) -> PathBuf {
    releases.join(format!("{number:04}"))
}

fn read_log(folder: &Path) -> Result<ReleaseLog, StoreError> {
    let path = folder.join(LOG);
    let text = read_text(&path)?.unwrap_or_default();
    ReleaseLog::parse(&text).map_err(|fault| StoreError::new(&path, StoreProblem::Damaged(fault)))
}

fn read_permalinks(root: &Path, log: &ReleaseLog) -> Result<Permalinks, StoreError> {
    let path = root.join(permalinks::NAME);
    let text = read_text(&path)?.unwrap_or_default();
    parse_permalinks(&path, &text, log)
}

/// Reads a permalinks file, which must be the one that the last release left. Before the first one there is none.
fn parse_permalinks(path: &Path, text: &str, log: &ReleaseLog) -> Result<Permalinks, StoreError> {
    let permalinks = if text.is_empty() {
        Permalinks::default()
    } else {
        Permalinks::parse(text)
            .map_err(|fault| StoreError::new(path, StoreProblem::Damaged(fault)))?
    };
    let Some(record) = log.last() else {
        return Ok(permalinks);
    };
    // Hashed as printed: git may have added carriage returns.
    if Digest::of(permalinks.print().as_bytes()) == record.blake3.permalinks {
        Ok(permalinks)
    } else {
        Err(StoreError::new(
            path,
            StoreProblem::OtherLedger(record.number),
        ))
    }
}

fn read_text(path: &Path) -> Result<Option<String>, StoreError> {
    let bytes = try_read(path)?;
    let text = bytes.map(String::from_utf8).transpose();
    text.map_err(|cause| {
        let cause = io::Error::new(io::ErrorKind::InvalidData, cause);
        StoreError::failed(StoreStep::Read, path, cause)
    })
}

/// Makes the folder of releases, with a note to git about what is no part of them.
fn make(folder: &Path) -> Result<(), StoreError> {
    let note = folder.join(".gitignore");
    fs::create_dir_all(folder)
        .and_then(
            |()| match OpenOptions::new().write(true).create_new(true).open(&note) {
                Ok(mut file) => file.write_all(b"/.*\n!/.gitignore\n"),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
                Err(error) => Err(error),
            },
        )
        .map_err(|cause| StoreError::failed(StoreStep::MakeFolder, folder, cause))
}

fn lock(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join(".lock");
    let failed = |cause| StoreError::failed(StoreStep::Lock, &path, cause);
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::new(folder, StoreProblem::Locked)),
        Err(TryLockError::Error(cause)) => Err(failed(cause)),
    }
}
