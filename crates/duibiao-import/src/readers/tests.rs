//! The readers from outside: made documents come back with the same words, hostile ones come back at all.

#![expect(
    clippy::disallowed_methods,
    reason = "real texts and real PDFs are read from the disk"
)]

mod conservation;
mod hostile;
mod real;
mod round_trip;

use crate::original::{Block, Original, UnreadableOriginal};

use crate::readers::{Options, read};

/// Reads with the default options.
pub(crate) fn opened(name: &str, bytes: &[u8]) -> Result<Original, UnreadableOriginal> {
    read(name, bytes, &Options::default())
}

/// The words of the blocks: a line each, cells of a table parted by `|`.
pub(crate) fn outline(original: &Original) -> Vec<String> {
    original
        .blocks
        .iter()
        .flat_map(|block| match block {
            Block::Line(line) => vec![line.text.clone()],
            Block::Table(grid) => grid
                .rows
                .iter()
                .map(|row| {
                    row.iter()
                        .map(|cell| cell.text.as_str())
                        .collect::<Vec<_>>()
                        .join("|")
                })
                .collect(),
            Block::Picture(picture) => vec![format!("[图 {}]", picture.description)],
            Block::PageBreak { .. } => vec!["[页]".to_owned()],
        })
        .collect()
}

/// The ids of the problems.
pub(crate) fn codes(original: &Original) -> Vec<&'static str> {
    original
        .problems
        .iter()
        .map(|problem| problem.code)
        .collect()
}

/// What was removed for a reason.
pub(crate) fn removed<'a>(original: &'a Original, reason: &str) -> Vec<&'a str> {
    original
        .removed
        .iter()
        .filter(|removed| removed.reason == reason)
        .map(|removed| removed.text.as_str())
        .collect()
}

/// A small generator, so that every run sees the same mutations.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % limit.max(1)
    }
}
