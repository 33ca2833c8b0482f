//! The rows of a matrix that are its header: where they begin and end, and the words above each column.

use crate::original::PlacedText;
use duibiao_syntax::period::Period;

use super::{MatrixLine, Slot};
use crate::tables::column::{self, ColumnRole};
use crate::tables::header::{Header, MOST_COLUMNS};
use crate::tables::words::{folded, is_blank, length};

/// Whether a matrix begins with the header of another table.
pub(crate) fn has_other_head(lines: &[MatrixLine<'_>], header: &Header) -> bool {
    head(lines, None).is_some_and(|head| {
        let words = head.words(lines);
        let is_known = |word: &PlacedText| {
            header
                .words
                .iter()
                .any(|own| folded(&own.text) == folded(&word.text))
        };
        head.start > 0 || !words.iter().all(is_known)
    })
}

/// Whether some of the first lines have the words of a header.
pub(crate) fn has_head(lines: &[MatrixLine<'_>]) -> bool {
    head(lines, None).is_some()
}

/// The rows that make the header.
pub(super) struct MatrixHead {
    /// The first of them.
    pub(super) start: usize,
    /// The first row after them.
    pub(super) end: usize,
    /// The words above each column, joined.
    pub(super) texts: Vec<String>,
}

impl MatrixHead {
    /// The printed words.
    pub(super) fn words(&self, lines: &[MatrixLine<'_>]) -> Vec<PlacedText> {
        lines[self.start..self.end]
            .iter()
            .flat_map(MatrixLine::words)
            .collect()
    }
}

/// Titles and remarks may stand above the header in rows of their own.
pub(super) fn head(lines: &[MatrixLine<'_>], period: Option<Period>) -> Option<MatrixHead> {
    for (start, line) in lines.iter().enumerate().take(6) {
        if line.slots.len() > MOST_COLUMNS {
            return None;
        }
        if line.cells().len() < 2 {
            continue;
        }
        let end = head_end(lines, start);
        let texts = texts(&lines[start..end]);
        let columns = column::columns(&texts, period);
        let known = columns
            .iter()
            .filter(|column| **column != ColumnRole::Unknown)
            .count();
        if columns.contains(&ColumnRole::Name) && known >= 2 {
            return Some(MatrixHead { start, end, texts });
        }
    }
    None
}

/// A header goes on in the next row where a cell reaches down, or where only times and kinds of value
/// stand below it.
fn head_end(lines: &[MatrixLine<'_>], start: usize) -> usize {
    let mut end = start + 1;
    while end < start + 3
        && let Some(line) = lines.get(end)
        && goes_on(&lines[start], line)
    {
        end += 1;
    }
    end
}

fn goes_on(first: &MatrixLine<'_>, line: &MatrixLine<'_>) -> bool {
    let cells = line.cells();
    let name = (0..first.slots.len()).find(|at| folded(first.text(*at)).contains("指标"));
    let is_free = name.is_none_or(|at| {
        let below = line.slots.get(at);
        below.is_none_or(|slot| {
            !slot.begins || is_blank(&slot.text) || *slot.text == *first.text(at)
        })
    });
    let is_head_word = |slot: &&Slot<'_>| {
        let repeats = first.slots.iter().any(|above| above.text == slot.text);
        repeats || length(&slot.text) <= 14 && column::is_header_word(&slot.text)
    };
    is_free && !cells.is_empty() && cells.iter().all(is_head_word)
}

/// The words above each column from top to bottom, the words of a merged cell once. An empty place in
/// the first row belongs to the cell to its left if words stand below it.
fn texts(lines: &[MatrixLine<'_>]) -> Vec<String> {
    let width = lines.iter().map(|line| line.slots.len()).max().unwrap_or(0);
    let mut above = String::new();
    (0..width)
        .map(|column| {
            let mut text = lines
                .first()
                .map_or("", |line| line.text(column))
                .to_owned();
            if !is_blank(&text) {
                above.clone_from(&text);
            }
            for line in lines.iter().skip(1) {
                let below = line.text(column);
                if is_blank(below) || folded(&text).ends_with(&folded(below)) {
                    continue;
                }
                if is_blank(&text) {
                    text.clone_from(&above);
                }
                text.push_str(below);
            }
            text
        })
        .collect()
}
