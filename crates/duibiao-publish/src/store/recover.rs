//! What a killed release left, and how it is undone.
//!
//! The unfinished file is the witness: while it is there and the log has no line for its number, the
//! release never came to be, and whatever else it made goes away. Undoing may be killed too; it is done
//! in an order that lets it begin again, so the witness goes last.

use std::path::{Path, PathBuf};

use super::disk::{Disk, beside, exists, names, try_read};
use super::error::{StoreError, StoreProblem};
use super::{LOG, release_folder};
use crate::release::digest::Digest;
use crate::release::log::ReleaseLog;
use duibiao_render::permalinks;

const UNFINISHED: &str = ".unfinished-";
const STAGING: &str = ".staging-";

/// What is kept of the permalinks file while a release is being made.
pub(super) struct Unfinished {
    number: u32,
    /// The hash of the permalinks file that the release writes.
    new: Digest,
    /// The permalinks file before it, empty when there was none.
    old: Vec<u8>,
}

impl Unfinished {
    pub(super) fn of(root: &Path, number: u32, new: Digest) -> Result<Self, StoreError> {
        let old = try_read(&root.join(permalinks::NAME))?.unwrap_or_default();
        Ok(Self { number, new, old })
    }

    /// One line with the hash, then the permalinks file.
    pub(super) fn write(&self, folder: &Path, disk: &mut Disk<'_>) -> Result<(), StoreError> {
        let mut content = format!("{}\n", self.new).into_bytes();
        content.extend(&self.old);
        disk.replace(&unfinished_path(folder, self.number), &content)
    }

    fn read(folder: &Path, number: u32) -> Result<Option<Self>, StoreError> {
        let path = unfinished_path(folder, number);
        let Some(bytes) = try_read(&path)? else {
            return Ok(None);
        };
        let (line, old) = bytes.split_at_checked(65).unwrap_or_default();
        let line = std::str::from_utf8(line)
            .ok()
            .and_then(|line| line.strip_suffix('\n'));
        let new = line.and_then(Digest::parse);
        // It is put in its place whole, so another program wrote it.
        let new = new.ok_or_else(|| StoreError::new(&path, StoreProblem::Foreign))?;
        let old = old.to_vec();
        Ok(Some(Self { number, new, old }))
    }

    /// Whether the permalinks file is the one that the release wrote. One that was put there since stays.
    fn has_grown(&self, root: &Path) -> Result<bool, StoreError> {
        let present = try_read(&root.join(permalinks::NAME))?;
        Ok(present.is_some_and(|bytes| Digest::of(&bytes) == self.new))
    }
}

pub(super) fn unfinished_path(folder: &Path, number: u32) -> PathBuf {
    folder.join(format!("{UNFINISHED}{number:04}"))
}

pub(super) fn staging_path(folder: &Path, number: u32) -> PathBuf {
    folder.join(format!("{STAGING}{number:04}"))
}

/// Undoes what a killed release left. The releases must be locked.
pub(super) fn undo(
    root: &Path,
    folder: &Path,
    log: &ReleaseLog,
    disk: &mut Disk<'_>,
) -> Result<(), StoreError> {
    let names = names(folder)?;
    for number in names.iter().filter_map(|name| numbered(name, UNFINISHED)) {
        if number >= log.next_number() {
            if let Some(unfinished) = Unfinished::read(folder, number)? {
                put_back(root, &unfinished, disk)?;
            }
            take_away(folder, number, disk)?;
        }
        disk.remove(&unfinished_path(folder, number))?;
    }
    for name in names
        .iter()
        .filter(|name| numbered(name, STAGING).is_some())
    {
        disk.remove(&folder.join(name))?;
    }
    let new = [root.join(permalinks::NAME), folder.join(LOG)].map(|path| beside(&path));
    let half_written = names.iter().filter(|name| is_half_written(name));
    let half_written = half_written.map(|name| folder.join(name));
    for path in new.into_iter().chain(half_written) {
        if exists(&path)? {
            disk.remove(&path)?;
        }
    }
    Ok(())
}

fn put_back(root: &Path, unfinished: &Unfinished, disk: &mut Disk<'_>) -> Result<(), StoreError> {
    let path = root.join(permalinks::NAME);
    if !unfinished.has_grown(root)? {
        Ok(())
    } else if unfinished.old.is_empty() {
        disk.remove(&path)
    } else {
        disk.replace(&path, &unfinished.old)
    }
}

/// Removes the folder of a release that never came to be. It is first made a staging folder again, so that
/// no half of a release ever stands under a number.
fn take_away(folder: &Path, number: u32, disk: &mut Disk<'_>) -> Result<(), StoreError> {
    let published = release_folder(folder, number);
    let staging = staging_path(folder, number);
    if exists(&published)? {
        disk.remove(&staging)?;
        disk.rename(&published, &staging)?;
    }
    disk.remove(&staging)
}

/// Refuses a folder that looks like a release which the log does not know: the log may be an older one,
/// and then the folder is a release that exists.
pub(super) fn refuse_unlogged(folder: &Path, log: &ReleaseLog) -> Result<(), StoreError> {
    let next = log.next_number();
    let unlogged = names(folder)?;
    let unlogged = unlogged.iter().filter_map(|name| numbered(name, ""));
    match unlogged.filter(|number| *number >= next).min() {
        None => Ok(()),
        Some(number) => {
            let path = release_folder(folder, number);
            Err(StoreError::new(&path, StoreProblem::Unlogged(next - 1)))
        }
    }
}

/// The permalinks file before a killed release that has grown it, empty when there was none; nothing when no such
/// release left anything.
pub(super) fn before(
    root: &Path,
    folder: &Path,
    log: &ReleaseLog,
) -> Result<Option<String>, StoreError> {
    let Some(unfinished) = Unfinished::read(folder, log.next_number())? else {
        return Ok(None);
    };
    let is_grown = unfinished.has_grown(root)?;
    Ok(is_grown.then(|| String::from_utf8_lossy(&unfinished.old).into_owned()))
}

/// The number behind a prefix, written as this program writes it.
fn numbered(name: &str, prefix: &str) -> Option<u32> {
    let digits = name.strip_prefix(prefix)?;
    let number: u32 = digits.parse().ok()?;
    (digits == format!("{number:04}")).then_some(number)
}

fn is_half_written(name: &str) -> bool {
    let name = name
        .strip_prefix('.')
        .and_then(|name| name.strip_suffix(".new"));
    name.is_some_and(|name| numbered(name, UNFINISHED).is_some())
}
