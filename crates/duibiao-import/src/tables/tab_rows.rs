//! Rows of cells parted by tabs, as Word gives them when a table is turned into text.
//!
//! A row whose words were broken over two lines is put together again when the first line ends without
//! a value and the next begins without a number.

use std::borrow::Cow;

use crate::original::PlacedText;

use crate::tables::document::{PieceKind, TableDocument};
use crate::tables::line;
use crate::tables::matrix::{MatrixLine, Slot};
use crate::tables::number;
use crate::tables::value::{is_dash, is_nature, is_unit, is_value};
use crate::tables::words::{is_blank, is_space, trimmed};

/// The rows below and with a header at `at`, what lies between them, and where they end.
pub(crate) struct TabRows<'a> {
    /// The rows, the header first.
    pub(crate) lines: Vec<MatrixLine<'a>>,
    /// Page numbers.
    pub(crate) debris: Vec<PlacedText>,
    /// The first piece after the last row.
    pub(crate) end: usize,
}

/// Whether a line holds at least two cells parted by a tab.
pub(crate) fn is_row(text: &str) -> bool {
    cells(text).filter(|cell| !is_blank(cell)).take(2).count() == 2
}

fn cells(text: &str) -> impl Iterator<Item = &str> {
    let is_end = |c: char| is_space(c) && c != '\t';
    text.trim_matches(is_end)
        .trim_end_matches(['\t', ' '])
        .split('\t')
}

/// Reads on from a line of cells until something else comes.
pub(crate) fn read<'a>(document: &TableDocument<'a>, at: usize) -> TabRows<'a> {
    let mut found = TabRows {
        lines: Vec::new(),
        debris: Vec::new(),
        end: at,
    };
    let mut pending: Vec<PlacedText> = Vec::new();
    let mut at = at;
    let mut id = 0;
    while let Some(next) = document.next_printed(at, 6) {
        let Some(piece) = document.get(next) else {
            break;
        };
        let PieceKind::Text(text) = piece.kind else {
            break;
        };
        if document.is_page_number(next) {
            pending.push(PlacedText {
                line: piece.line,
                text: trimmed(text).to_owned(),
            });
        } else if is_row(text) || !found.lines.is_empty() && is_between(document, next, text) {
            found.debris.append(&mut pending);
            let line = line(text, piece.line, &mut id);
            add(&mut found.lines, line);
            found.end = next + 1;
        } else {
            break;
        }
        at = next + 1;
    }
    found
}

/// A line without cells that stands in the table: the next printed line is a row again.
fn is_between(document: &TableDocument<'_>, at: usize, text: &str) -> bool {
    let ends = line::is_note(text) || line::is_label(text) || line::is_prose(text);
    let follows = document
        .next_printed(at + 1, 4)
        .and_then(|next| document.text(next))
        .is_some_and(is_row);
    let is_value_alone = is_value(trimmed(text));
    !ends && (follows || is_value_alone)
}

fn line<'a>(text: &'a str, line: u32, id: &mut u32) -> MatrixLine<'a> {
    let slots = cells(text).map(|cell| {
        *id += 1;
        Slot {
            text: Cow::Borrowed(trimmed(cell)),
            line,
            id: *id,
            begins: true,
        }
    });
    MatrixLine {
        line,
        slots: slots.collect(),
    }
}

/// Adds a row, or the second half of a row to the first.
fn add<'a>(lines: &mut Vec<MatrixLine<'a>>, line: MatrixLine<'a>) {
    let is_row_yet = lines.len() > 1;
    if is_row_yet && let Some(last) = lines.last_mut().filter(|last| continues(last, &line)) {
        let mut slots = line.slots.into_iter();
        if let (Some(end), Some(first)) = (last.slots.last_mut(), slots.next()) {
            if is_closed(&first.text) {
                last.slots.push(first);
            } else {
                end.text.to_mut().push_str(&first.text);
            }
        }
        last.slots.extend(slots);
        return;
    }
    lines.push(line);
}

/// Whether a row has no value yet and the next line begins no row of its own.
fn continues(last: &MatrixLine<'_>, line: &MatrixLine<'_>) -> bool {
    let begins = last
        .slots
        .first()
        .is_some_and(|slot| number::alone(&slot.text).is_some());
    let is_done = last
        .slots
        .iter()
        .skip(1)
        .any(|slot| is_closed(&slot.text) && !is_unit(&slot.text));
    let first = line.slots.first().map_or("", |slot| &slot.text);
    begins
        && last.slots.len() >= 2
        && !is_done
        && !is_blank(first)
        && number::leading(first).is_none()
}

fn is_closed(text: &str) -> bool {
    is_value(text) || is_nature(text) || is_dash(text) || is_unit(text)
}
