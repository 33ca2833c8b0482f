//! A row a line with nothing between the cells but a space, or not even that: `- 1 名称 值`.
//!
//! The value is the longest end of the line that the grammar of targets understands; what is before it
//! is the name. A line without a value goes on in the next line, or is told as unreadable.

mod cells;

use crate::original::PlacedText;

use crate::tables::column::ColumnRole;
use crate::tables::document::{PieceKind, TableDocument};
use crate::tables::header::Header;
use crate::tables::line;
use crate::tables::number;
use crate::tables::rows::TableBody;
use crate::tables::value::{is_value, value_at_end};
use crate::tables::words::{folded, half_width, is_space, length, letters, trimmed};
use cells::Cells;

/// How many lines in a row may be without a value.
const MOST_OPEN: usize = 4;

/// The rows that were read.
pub(crate) struct RunOn {
    /// The header, with a column for numbers if the rows have them.
    pub(crate) header: Header,
    /// The rows.
    pub(crate) body: TableBody,
    /// Whether a space stands before every value.
    pub(crate) is_spaced: bool,
    /// The first piece after the last row.
    pub(crate) end: usize,
}

/// Whether a line is a row by itself.
pub(crate) fn is_row(text: &str) -> bool {
    let text = without_bullet(text);
    let rest = number::leading(text).map_or(text, |number| number.rest);
    value_at_end(rest).is_some_and(|at| letters(&rest[..at]) >= 3)
}

/// Whether a line is a row of a table with this header.
pub(crate) fn is_row_of(header: &Header, text: &str) -> bool {
    let text = without_bullet(text);
    let rest = number::leading(text).map_or(text, |number| number.rest);
    Cells::of(header, rest, 0).is_some()
}

/// Reads on from `at`.
pub(crate) fn read(document: &TableDocument<'_>, at: usize, header: Header) -> RunOn {
    let first = first_number(document, at);
    let is_numbered = first.is_some();
    let header = if is_numbered {
        header.with_number_column()
    } else {
        header
    };
    let mut reader = RunOnReader {
        document,
        is_numbered,
        open: Vec::new(),
        pending: Vec::new(),
        out: RunOn {
            header,
            body: TableBody::counting_from(first.unwrap_or(1)),
            is_spaced: true,
            end: at,
        },
    };
    let mut at = at;
    while let Some(next) = document.next_printed(at, 5) {
        if !reader.read(next) {
            break;
        }
        at = next + 1;
    }
    reader.finish()
}

/// The number of the first row, if rows are numbered: what the first line begins with must be a number by
/// its form, or the next lines must go on counting.
fn first_number(document: &TableDocument<'_>, at: usize) -> Option<u32> {
    let mut at = at;
    let mut lines = Vec::new();
    while let (Some(next), true) = (document.next_printed(at, 5), lines.len() < 6) {
        lines.push(without_bullet(document.text(next).unwrap_or_default()));
        at = next + 1;
    }
    let by_form = |text: &&str| number::leading(text).map(|no| no.ordinal);
    let (first, ordinal) = lines.iter().enumerate().find_map(|(at, text)| {
        let ordinal = by_form(text).or_else(|| number::digits(text));
        ordinal.map(|ordinal| (at, ordinal))
    })?;
    let follows = |ordinal: u32| {
        let rest = lines.iter().skip(first + 1);
        rest.clone()
            .any(|text| row_number(text, ordinal + 1).is_some_and(|no| no.ordinal == ordinal + 1))
    };
    // 13岁以下 may be row 1 or have no number: what follows decides.
    let is_one = ordinal == 1 || ordinal > 1 && follows(ordinal);
    if is_one {
        return Some(ordinal);
    }
    let is_joined_one = lines
        .get(first)
        .is_some_and(|text| row_number(text, 1).is_some());
    (is_joined_one && follows(1)).then_some(1)
}

/// The number of a row in a numbered table, also where the name follows at once and begins with a digit.
fn row_number(text: &str, expected: u32) -> Option<number::RowNumber<'_>> {
    let by_form = number::leading(text).filter(|no| {
        no.is_closed || no.ordinal == expected || no.ordinal > expected && no.ordinal < expected + 4
    });
    by_form
        .or_else(|| number::expected(text, expected))
        .or_else(|| {
            number::before_digit(text, expected).filter(|no| value_at_end(no.rest) != Some(0))
        })
        .or_else(|| number::expected(text, expected + 1))
}

/// Without the mark of a list.
fn without_bullet(text: &str) -> &str {
    let text = trimmed(text);
    let bare = text.trim_start_matches([
        '-', '•', '●', '■', '◆', '▪', '○', '*', '·', '\u{f0b7}', '\u{f06e}',
    ]);
    let first_word = bare.trim_start_matches(|c: char| half_width(c).is_ascii_digit());
    let is_minus = text.starts_with('-') && !bare.starts_with(is_space);
    let is_bullet = !is_minus || first_word.starts_with(char::is_alphabetic);
    if is_bullet { trimmed(bare) } else { text }
}

/// The state between two lines.
struct RunOnReader<'a, 'b> {
    document: &'b TableDocument<'a>,
    is_numbered: bool,
    /// Lines of a row that has no value yet.
    open: Vec<(usize, PlacedText)>,
    /// Page numbers and repeated headers, kept only if rows follow.
    pending: Vec<PlacedText>,
    out: RunOn,
}

impl RunOnReader<'_, '_> {
    /// Reads one line. False when the table ended before it.
    fn read(&mut self, at: usize) -> bool {
        let Some(piece) = self.document.get(at) else {
            return false;
        };
        let PieceKind::Text(text) = piece.kind else {
            return false;
        };
        let words = PlacedText {
            line: piece.line,
            text: without_bullet(text).to_owned(),
        };
        let repeats = self
            .out
            .header
            .words
            .iter()
            .any(|word| folded(&word.text) == folded(text));
        if self.document.is_page_number(at) || repeats {
            self.pending.push(words);
            return true;
        }
        let begins = self.begins(text);
        let is_long_row = begins && is_row_of(&self.out.header, text) && length(text) <= 90;
        let is_heading = line::is_heading(text);
        if ends(text) && !is_long_row || is_heading && !self.is_group(at, text) {
            return false;
        }
        if begins && !self.open.is_empty() {
            self.give_up();
        }
        if self.open.is_empty() && !begins && self.is_group(at, text) && self.is_between_rows() {
            self.out.body.set_group(&words);
            self.out.end = at + 1;
            return true;
        }
        self.open.push((at, words));
        self.close(at) || self.open.len() < MOST_OPEN && self.may_stay_open(begins)
    }

    /// Whether a line begins a row by its form.
    fn begins(&self, text: &str) -> bool {
        let bare = without_bullet(text);
        let is_bulleted = bare.len() < trimmed(text).len();
        let expected = self.out.body.expected() + u32::from(!self.open.is_empty());
        is_bulleted || self.is_numbered && row_number(bare, expected).is_some()
    }

    /// In a numbered table a line without a number opens no row.
    fn may_stay_open(&self, begins: bool) -> bool {
        begins || !self.is_numbered || self.open.len() > 1
    }

    /// Whether a group can stand here: rows are numbered, and the next line is one.
    fn is_group(&self, at: usize, text: &str) -> bool {
        let next = self.document.next_printed(at + 1, 5);
        let next = next
            .and_then(|next| self.document.text(next))
            .unwrap_or_default();
        let header = &self.out.header;
        let is_short = length(text) <= 20 && !is_row_of(header, text) && !is_value(trimmed(text));
        is_short
            && is_row_of(header, next)
            && (line::is_heading(text) || self.begins(next) && !self.begins(text))
    }

    fn is_between_rows(&self) -> bool {
        self.is_numbered
    }

    /// Makes a row of the open lines if they end in a value.
    fn close(&mut self, at: usize) -> bool {
        let text: Vec<&str> = self
            .open
            .iter()
            .map(|(_, words)| words.text.as_str())
            .collect();
        let text = text.join("\n");
        let expected = self.out.body.expected();
        let number = if self.is_numbered {
            row_number(&text, expected)
        } else {
            None
        };
        let rest = number.map_or(text.as_str(), |number| number.rest);
        let line = self.open.first().map_or(0, |(_, words)| words.line);
        let Some(cells) = Cells::of(&self.out.header, rest, line) else {
            return false;
        };
        let mut record = cells.record;
        if let Some(number) = number
            && let Some(at) = self
                .out
                .header
                .columns
                .iter()
                .position(|column| *column == ColumnRole::Number)
        {
            record[at] = Some(PlacedText {
                line,
                text: number.printed.to_owned(),
            });
        }
        self.out.is_spaced &= cells.is_spaced;
        let out = &mut self.out;
        out.body.debris.append(&mut self.pending);
        out.body.add(&out.header, &record);
        if cells.is_doubtful || self.is_numbered && number.is_none() {
            out.body.doubt(line, rest);
        }
        out.end = at + 1;
        self.open.clear();
        true
    }

    /// The open lines have no value and the next row begins.
    fn give_up(&mut self) {
        let words: Vec<PlacedText> = self.open.iter().map(|(_, words)| words.clone()).collect();
        if let (Some(first), Some((at, _))) = (words.first(), self.open.last()) {
            self.out.body.debris.append(&mut self.pending);
            self.out.end = at + 1;
            self.out.body.unreadable(first.line, &words);
        }
        self.open.clear();
    }

    /// A numbered line without a value at the end is a row; anything else is what follows the table.
    fn finish(mut self) -> RunOn {
        let first = self.open.first().map(|(_, words)| words.text.clone());
        let is_next =
            first.is_some_and(|text| row_number(&text, self.out.body.expected()).is_some());
        if self.is_numbered && is_next && !self.out.body.rows.is_empty() {
            self.give_up();
        }
        self.out
    }
}

fn ends(text: &str) -> bool {
    line::is_note(text) && number::leading(text).is_none()
        || line::is_label(text)
        || line::is_prose(text)
        || line::is_contents(text)
        || line::promises_table(text)
}
