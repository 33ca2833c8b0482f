//! A table that is being written, line by line.

use std::borrow::Cow;
use std::io::{self, Write};

use super::columns::{Column, Kind};
use crate::route::Format;

/// A cell: words, or nothing.
pub(super) type Cell<'a> = Cow<'a, str>;

/// A table in the writing.
pub(super) struct Sheet<'o> {
    columns: &'static [Column],
    keys: Keys,
    format: Format,
    out: &'o mut dyn Write,
    /// How many lines there are.
    lines: usize,
    /// A line in the making: it goes on as a whole.
    line: Vec<u8>,
}

/// What stands before the lines of a table.
pub(super) fn head(format: Format, columns: &[Column]) -> Vec<u8> {
    let mut head = Vec::new();
    match format {
        Format::Csv => {
            let names = columns.iter().map(|column| Cow::Borrowed(column.name));
            record(names, &mut head);
        }
        Format::Json => head.push(b'['),
    }
    head
}

/// What stands between two parts of a table.
pub(super) const fn between(format: Format) -> &'static [u8] {
    match format {
        Format::Csv => b"",
        Format::Json => b",",
    }
}

/// What stands behind the lines of a table.
pub(super) const fn tail(format: Format) -> &'static [u8] {
    match format {
        Format::Csv => b"",
        Format::Json => b"\n]\n",
    }
}

/// The names of columns as keys of an object, made once for all lines.
struct Keys {
    /// One after the other: `"plan_id":`, then `,"region":`.
    text: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Keys {
    fn of(columns: &[Column]) -> Self {
        let mut keys = Self {
            text: Vec::with_capacity(columns.len() * 16),
            ends: Vec::with_capacity(columns.len()),
        };
        for column in columns {
            let before: &[u8] = if keys.ends.is_empty() { b"\"" } else { b",\"" };
            for piece in [before, column.name.as_bytes(), b"\":"] {
                keys.text.extend_from_slice(piece);
            }
            keys.ends.push(keys.text.len());
        }
        keys
    }

    fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(&0).chain(&self.ends);
        let places = starts.zip(&self.ends);
        places.map(|(start, end)| &self.text[*start..*end])
    }
}

impl<'o> Sheet<'o> {
    /// Begins a table.
    pub(super) fn new(
        format: Format,
        columns: &'static [Column],
        out: &'o mut dyn Write,
    ) -> io::Result<Self> {
        out.write_all(&head(format, columns))?;
        Ok(Self::part(format, columns, out))
    }

    /// Begins a part of a table, which has no head of its own.
    pub(super) fn part(format: Format, columns: &'static [Column], out: &'o mut dyn Write) -> Self {
        Self {
            columns,
            keys: Keys::of(match format {
                Format::Csv => &[],
                Format::Json => columns,
            }),
            format,
            out,
            lines: 0,
            line: Vec::new(),
        }
    }

    /// Adds the lines of a part.
    pub(super) fn lines(&mut self, part: &[u8]) -> io::Result<()> {
        if part.is_empty() {
            return Ok(());
        }
        if self.lines > 0 {
            self.out.write_all(between(self.format))?;
        }
        self.lines += 1;
        self.out.write_all(part)
    }

    /// Writes a line; cells that are not given are empty.
    pub(super) fn line(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        debug_assert!(cells.len() <= self.columns.len(), "more cells than columns");
        let empty = Cow::Borrowed("");
        let padded = self
            .columns
            .iter()
            .zip(cells.iter().chain(std::iter::repeat(&empty)));
        self.line.clear();
        match self.format {
            Format::Csv => record(
                padded.map(|(column, cell)| harmless(column, cell)),
                &mut self.line,
            ),
            Format::Json => {
                self.line
                    .extend_from_slice(if self.lines == 0 { b"\n{" } else { b",\n{" });
                for (key, (column, cell)) in self.keys.iter().zip(padded) {
                    self.line.extend_from_slice(key);
                    json(column, cell, &mut self.line)?;
                }
                self.line.push(b'}');
            }
        }
        self.lines += 1;
        self.out.write_all(&self.line)
    }

    /// Ends the table.
    pub(super) fn finish(self) -> io::Result<()> {
        self.out.write_all(tail(self.format))
    }
}

fn record<'c>(cells: impl Iterator<Item = Cow<'c, str>>, line: &mut Vec<u8>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            line.push(b',');
        }
        if has(&cell, |b| matches!(b, b',' | b'"' | b'\n' | b'\r')) {
            line.push(b'"');
            line.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
            line.push(b'"');
        } else {
            line.extend_from_slice(cell.as_bytes());
        }
    }
    line.push(b'\n');
}

fn json(column: &Column, cell: &str, line: &mut Vec<u8>) -> io::Result<()> {
    let bare = matches!(column.kind, Kind::Integer | Kind::Boolean) && !cell.is_empty();
    if bare && cell.bytes().all(|b| b.is_ascii_alphanumeric()) {
        line.extend_from_slice(cell.as_bytes());
    } else if cell.is_empty() && column.kind != Kind::Text {
        line.extend_from_slice(b"null");
    } else if has(cell, |b| b < b' ' || matches!(b, b'"' | b'\\')) {
        serde_json::to_writer(line, cell)?;
    } else {
        line.push(b'"');
        line.extend_from_slice(cell.as_bytes());
        line.push(b'"');
    }
    Ok(())
}

/// Whether a text has a byte of a kind. It looks at all of them, which takes many at a time: almost no
/// cell has one.
fn has(text: &str, is_of_kind: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |has, b| has | is_of_kind(b))
}

/// A text that a spreadsheet would run as a formula gets an apostrophe before it. A dash that stands
/// alone and numbers are what they are.
fn harmless<'c>(column: &Column, cell: &'c Cell<'_>) -> Cow<'c, str> {
    let bytes = cell.as_bytes();
    let first = bytes.first();
    let runs = match first {
        Some(b'=' | b'+' | b'@' | b'\t' | b'\r') => cell.len() > 2 || first == Some(&b'@'),
        Some(b'-') => bytes.get(1).is_some_and(|next| {
            next.is_ascii_alphabetic() || matches!(next, b'+' | b'-' | b'=' | b'@' | b'(')
        }),
        _ => false,
    };
    if column.kind == Kind::Text && runs {
        return Cow::Owned(format!("'{cell}"));
    }
    Cow::Borrowed(cell)
}

#[cfg(test)]
mod tests {
    use super::super::columns::CITATIONS;
    use super::*;

    fn written(format: Format, cells: &[&str]) -> String {
        let mut out = Vec::new();
        let mut sheet = Sheet::new(format, CITATIONS, &mut out).unwrap();
        let cells: Vec<Cell<'_>> = cells.iter().map(|cell| Cow::Borrowed(*cell)).collect();
        sheet.line(&cells).unwrap();
        sheet.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn formulas_are_defused_and_signs_are_kept() {
        for (cell, wanted) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-", "-"),
            ("-5.2", "-5.2"),
            (">=", ">="),
            ("≥90%", "≥90%"),
            ("-cmd", "'-cmd"),
        ] {
            let line = written(Format::Csv, &[cell]);
            assert!(
                line.lines()
                    .nth(1)
                    .unwrap()
                    .starts_with(&format!("{wanted},")),
                "{line}"
            );
        }
    }

    #[test]
    fn json_has_the_same_columns() {
        let json: serde_json::Value =
            serde_json::from_str(&written(Format::Json, &["a/b", "s1", "《甲》\"乙\""])).unwrap();
        assert_eq!(json[0]["written"], "《甲》\"乙\"");
        assert_eq!(json[0].as_object().unwrap().len(), CITATIONS.len());
    }
}
