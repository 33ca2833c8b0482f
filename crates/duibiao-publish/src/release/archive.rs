//! A `.tar.zst` of some files that is the same wherever and whenever it is made.
//!
//! Sorted, without times, owners and rights of its own; one fixed level of zstd. Files are streamed, each
//! from a reader that the caller opens. What is archived is not known here. The bytes depend on the
//! version of the zstd library, which the lock file of the program holds still.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Write};

use tar::{Builder, EntryType, Header};
use zstd::stream::write::Encoder;

use super::digest::{Digest, Hashing};

#[cfg(test)]
mod tests;

/// The level of zstd: much smaller than the usual one for pages, and still quick.
const LEVEL: i32 = 9;

/// Opens a file for reading.
pub type OpenFile<'a> = dyn FnMut(&str) -> io::Result<Box<dyn Read>> + 'a;

/// Files to put into an archive.
pub struct ArchiveFiles<'a> {
    /// Their paths, relative and with `/`, and how many bytes each has.
    pub lengths: &'a BTreeMap<Box<str>, u64>,
    /// Opens one of them.
    pub open: &'a mut OpenFile<'a>,
}

/// Writes an archive of the files, and gives back the hash of each, in the order of their paths.
///
/// # Errors
///
/// When a path could lead out of the folder it is unpacked in, a file has become longer or shorter than it
/// was said to be, or the disk says no.
pub fn write(files: &mut ArchiveFiles<'_>, out: &mut dyn Write) -> io::Result<Vec<Digest>> {
    let mut packed = Encoder::new(out, LEVEL)?;
    packed.include_checksum(true)?;
    let mut tar = Builder::new(packed);
    let mut digests = Vec::with_capacity(files.lengths.len());
    for (path, length) in files.lengths {
        if !is_inside(path) {
            let why = format!("{path:?} is no path of a file inside a folder");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        }
        let file = (files.open)(path)?;
        digests.push(append(&mut tar, path, *length, file)?);
    }
    tar.into_inner()?.finish()?;
    Ok(digests)
}

fn append(
    tar: &mut Builder<impl Write>,
    path: &str,
    length: u64,
    file: impl Read,
) -> io::Result<Digest> {
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::Regular);
    header.set_mode(0o644);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(0);
    header.set_size(length);
    // One byte more is asked for, so that a file which grew is noticed; `tar` would write it all.
    let mut exact = Hashing::new(file.take(length.saturating_add(1)));
    tar.append_data(&mut header, path, &mut exact)?;
    if exact.passed() == length {
        return Ok(exact.finish().1);
    }
    let why = format!("{path} was changed while it was archived");
    Err(io::Error::new(io::ErrorKind::InvalidData, why))
}

/// Whether a path stays inside the folder that it is unpacked in, on any system.
fn is_inside(path: &str) -> bool {
    let plain = |part: &str| !matches!(part, "" | "." | "..");
    path.split('/').all(plain)
        && !path.contains(|c: char| c == '\\' || c.is_control())
        && !is_drive(path)
}

/// `C:` and the like, at the beginning.
fn is_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

/// The list of files to delete on the server, one a line.
pub fn deletions<P: AsRef<str> + Ord>(paths: &BTreeSet<P>) -> String {
    let mut list = String::new();
    for path in paths {
        list.push_str(path.as_ref());
        list.push('\n');
    }
    list
}

/// Packs some bytes as the files of an archive are packed.
///
/// # Errors
///
/// When the disk says no.
pub(crate) fn pack(bytes: &[u8], out: &mut dyn Write) -> io::Result<()> {
    let mut packed = Encoder::new(out, LEVEL)?;
    packed.include_checksum(true)?;
    packed.write_all(bytes)?;
    packed.finish()?;
    Ok(())
}
