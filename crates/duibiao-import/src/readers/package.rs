//! A package of parts: the zip file that `.docx`, `.xlsx` and `.ods` are.
//!
//! Parts are read by exact name and never written anywhere, so names with `..` in them cannot do harm. What
//! a header says of a size is not believed: reading stops when more comes out than the limits allow.

#[cfg(test)]
mod tests;

use std::io::{Cursor, Read};

use crate::original::UnreadableOriginal;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::readers::limits::Limits;
use crate::readers::refusal;

/// Below this size a part may have any ratio: small parts of spaces are common.
const RATIO_FROM: usize = 1 << 20;

/// An opened package.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    limits: &'a Limits,
    /// Bytes that have come out so far.
    spent: usize,
}

impl<'a> Package<'a> {
    /// Opens a package and looks at its directory.
    pub(crate) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, UnreadableOriginal> {
        let claimed = claimed_entries(bytes).ok_or_else(|| refusal::damaged("zip"))?;
        if claimed > limits.entries {
            return Err(refusal::too_large(
                "压缩包内的文件数",
                "parts in the package",
                limits.entries,
            ));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refused(&error))?;
        if archive.has_duplicate_names() || archive.len() != claimed {
            return Err(refusal::duplicate_parts());
        }
        Ok(Self {
            archive,
            limits,
            spent: 0,
        })
    }

    /// The names of all parts, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .archive
            .file_names()
            .filter_map(Result::ok)
            .map(std::borrow::Cow::into_owned)
            .collect();
        names.sort_unstable();
        names
    }

    /// Whether there is a part of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The bytes of a part, none if there is no such part.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, UnreadableOriginal> {
        let Some(index) = self.archive.index_for_name(name) else {
            return Ok(None);
        };
        let entry = self
            .archive
            .by_index(index)
            .map_err(|error| refused(&error))?;
        if entry.encrypted() {
            return Err(refusal::encrypted());
        }
        let packed = usize::try_from(entry.compressed_size())
            .unwrap_or(usize::MAX)
            .max(1);
        let room = self
            .limits
            .part_bytes
            .min(self.limits.package_bytes.saturating_sub(self.spent));
        let allowed = room.min(packed.saturating_mul(self.limits.ratio).max(RATIO_FROM));
        let mut bytes = Vec::new();
        let cap = u64::try_from(allowed).unwrap_or(u64::MAX).saturating_add(1);
        entry
            .take(cap)
            .read_to_end(&mut bytes)
            .map_err(|_damage| refusal::damaged(name))?;
        if bytes.len() > allowed {
            return Err(refusal::zip_bomb(name));
        }
        self.spent += bytes.len();
        Ok(Some(bytes))
    }

    /// The text of an XML part.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, UnreadableOriginal> {
        let Some(bytes) = self.part(name)? else {
            return Ok(None);
        };
        crate::readers::encoding::decode(&bytes).map(|decoded| Some(decoded.text))
    }
}

fn refused(error: &ZipError) -> UnreadableOriginal {
    match error {
        ZipError::UnsupportedArchive(what) if *what == ZipError::PASSWORD_REQUIRED => {
            refusal::encrypted()
        }
        other => refusal::damaged(&other.to_string()),
    }
}

/// The number of entries that the end record of the directory claims.
fn claimed_entries(bytes: &[u8]) -> Option<usize> {
    // The record is 22 bytes and a comment of at most 65,535.
    let from = bytes.len().saturating_sub(22 + 65_535);
    let at = bytes[from..]
        .windows(4)
        .rposition(|window| window == b"PK\x05\x06")?
        + from;
    let count = bytes.get(at + 10..at + 12)?;
    Some(usize::from(u16::from_le_bytes([count[0], count[1]])))
}
