//! The edge that keeps releases on the disk: the folder `releases/` and `permalinks.lock` of a project.
//!
//! A release exists from the moment its line is in `releases/log.jsonl`, and that is the last thing written.
//! Before it, in this order, each step made to last before the next begins:
//!
//! 1. `releases/.staging-0007/` is filled with the parts of the release;
//! 2. `releases/.unfinished-0007` keeps the ledger as it is, and the hash of the one to come;
//! 3. the staging folder becomes `releases/0007/`;
//! 4. the grown ledger takes the place of `permalinks.lock`;
//! 5. the log takes its new line; then `.unfinished-0007` is removed.
//!
//! What is killed on the way is undone when the store is opened next: the ledger is put back from
//! `.unfinished-0007`. Grown and left so, it would hold addresses that were never released, and the
//! corrected release would be refused for dropping them. Until then [`ledger()`] reads through the
//! unfinished file. A folder that has neither a line in the log nor an unfinished file was not left by a
//! kill; it is refused and never removed. What the parts say is not known here.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge that keeps releases on the disk"
)]

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::release::archive::{self, Files};
use crate::release::digest::{Digest, Hashing};
use crate::release::log::{Digests, Facts, Log, Record};
use crate::release::sources;
use disk::{Disk, try_read};
use duibiao_render::ledger::{self, Ledger};
use error::Problem;

pub use disk::Step;
pub use error::StoreError;
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
pub struct Draft<'a> {
    /// What the log says of it.
    pub facts: Facts,
    /// The release sheet, as signed.
    pub sheet: &'a [u8],
    /// The manifest of the site.
    pub manifest: &'a [u8],
    /// What the site says, as JSON; it is packed here.
    pub edition: &'a [u8],
    /// The list of files to delete, see [`archive::deletions`].
    pub deleted: &'a str,
    /// Redirects for nginx.
    pub nginx: &'a str,
    /// Redirects for Caddy.
    pub caddy: &'a str,
    /// The files to upload.
    pub changed: Files<'a>,
    /// The files of the project.
    pub sources: Files<'a>,
    /// The ledger as this release leaves it, see [`Ledger::grow`].
    pub ledger: &'a Ledger,
}

/// The releases of a project, locked for as long as this is held.
#[derive(Debug)]
pub struct Store {
    root: PathBuf,
    folder: PathBuf,
    log: Log,
    ledger: Ledger,
    /// Locked until this is dropped.
    lock: File,
}

impl Drop for Store {
    /// Said aloud, because a process that is being started at this moment may hold a copy of the file.
    fn drop(&mut self) {
        self.lock.unlock().ok();
    }
}

impl Store {
    /// Locks the releases of the project in a folder and undoes what a killed release left.
    ///
    /// # Errors
    ///
    /// When another release is being made, the log or the ledger is not what the last release left, or the
    /// disk says no.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        Self::open_in_steps(root, &mut |_| Ok(()))
    }

    /// The same, asking before each step.
    fn open_in_steps(root: &Path, before: &mut disk::Before<'_>) -> Result<Self, StoreError> {
        let folder = root.join(FOLDER);
        make(&folder)?;
        let lock = lock(&folder)?;
        let log = read_log(&folder)?;
        recover::undo(root, &folder, &log, &mut Disk { before })?;
        recover::refuse_unlogged(&folder, &log)?;
        let ledger = read_ledger(root, &log)?;
        Ok(Self {
            root: root.to_owned(),
            folder,
            log,
            ledger,
            lock,
        })
    }

    /// The releases so far.
    pub const fn log(&self) -> &Log {
        &self.log
    }

    /// The ledger as the last release left it.
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
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
    pub fn release(&mut self, draft: Draft<'_>) -> Result<Record, StoreError> {
        let number = self.log.next_number();
        match self.release_in_steps(draft, &mut |_| Ok(())) {
            Ok(record) => Ok(record),
            Err(error) => self.after(number, error),
        }
    }

    /// What became of a release in which something failed: all of it is undone, unless the log has its line
    /// already. The first error is the one that is told.
    fn after(&mut self, number: u32, error: StoreError) -> Result<Record, StoreError> {
        let Ok(log) = read_log(&self.folder) else {
            return Err(error);
        };
        match log.last() {
            Some(record) if record.number == number => {
                // Only what makes the line last has failed. The unfinished file stays, in case it does not.
                let record = record.clone();
                self.ledger = read_ledger(&self.root, &log)?;
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
        draft: Draft<'_>,
        before: &mut disk::Before<'_>,
    ) -> Result<Record, StoreError> {
        let mut disk = Disk { before };
        let number = self.log.next_number();
        let grown = draft.ledger.clone();
        let printed = grown.print();
        let staging = recover::staging_path(&self.folder, number);
        let (facts, digests) = stage(draft, &staging, &printed, &mut disk)?;
        let unfinished = recover::Unfinished::of(&self.root, number, digests.ledger)?;
        unfinished.write(&self.folder, &mut disk)?;
        disk.rename(&staging, &release_folder(&self.folder, number))?;
        disk.replace(&self.root.join(ledger::NAME), printed.as_bytes())?;
        let (log, record) = self.log.append(facts, digests);
        disk.replace(&self.folder.join(LOG), log.print().as_bytes())?;
        (self.log, self.ledger) = (log, grown);
        // The release exists; a file that stays is removed when the store is next opened.
        disk.remove(&recover::unfinished_path(&self.folder, number))
            .ok();
        Ok(record)
    }
}

/// Fills the staging folder.
fn stage(
    draft: Draft<'_>,
    staging: &Path,
    ledger: &str,
    disk: &mut Disk<'_>,
) -> Result<(Facts, Digests), StoreError> {
    let Draft {
        facts,
        sheet,
        manifest,
        edition,
        deleted,
        nginx,
        caddy,
        mut changed,
        mut sources,
        ledger: _,
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
    disk.write(&edition_path, |out| archive::pack(edition, out))?;
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
        edition: Digest::of(edition),
        sheet: Digest::of(sheet),
        archive,
        ledger: Digest::of(ledger.as_bytes()),
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

/// The ledger as the last release left it, also while what a killed release left is there. Nothing is
/// locked and nothing is changed.
///
/// # Errors
///
/// When the log or the ledger is damaged or cannot be read.
pub fn ledger(root: &Path) -> Result<Ledger, StoreError> {
    let folder = root.join(FOLDER);
    let log = read_log(&folder)?;
    match recover::before(root, &folder, &log)? {
        Some(text) => parse_ledger(&root.join(ledger::NAME), &text, &log),
        None => read_ledger(root, &log),
    }
}

fn release_folder(releases: &Path, number: u32) -> PathBuf {
    releases.join(format!("{number:04}"))
}

fn read_log(folder: &Path) -> Result<Log, StoreError> {
    let path = folder.join(LOG);
    let text = read_text(&path)?.unwrap_or_default();
    Log::parse(&text).map_err(|fault| StoreError::new(&path, Problem::Damaged(fault)))
}

fn read_ledger(root: &Path, log: &Log) -> Result<Ledger, StoreError> {
    let path = root.join(ledger::NAME);
    let text = read_text(&path)?.unwrap_or_default();
    parse_ledger(&path, &text, log)
}

/// Reads a ledger, which must be the one that the last release left. Before the first one there is none.
fn parse_ledger(path: &Path, text: &str, log: &Log) -> Result<Ledger, StoreError> {
    let ledger = if text.is_empty() {
        Ledger::default()
    } else {
        Ledger::parse(text).map_err(|fault| StoreError::new(path, Problem::Damaged(fault)))?
    };
    let Some(record) = log.last() else {
        return Ok(ledger);
    };
    // Hashed as printed: git may have added carriage returns.
    if Digest::of(ledger.print().as_bytes()) == record.blake3.ledger {
        Ok(ledger)
    } else {
        Err(StoreError::new(path, Problem::OtherLedger(record.number)))
    }
}

fn read_text(path: &Path) -> Result<Option<String>, StoreError> {
    let bytes = try_read(path)?;
    let text = bytes.map(String::from_utf8).transpose();
    text.map_err(|cause| {
        let cause = io::Error::new(io::ErrorKind::InvalidData, cause);
        StoreError::failed(Step::Read, path, cause)
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
        .map_err(|cause| StoreError::failed(Step::MakeFolder, folder, cause))
}

fn lock(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join(".lock");
    let failed = |cause| StoreError::failed(Step::Lock, &path, cause);
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::new(folder, Problem::Locked)),
        Err(TryLockError::Error(cause)) => Err(failed(cause)),
    }
}
