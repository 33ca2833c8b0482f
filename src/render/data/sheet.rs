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
    format: Format,
    out: &'o mut dyn Write,
    /// How many lines there are.
    lines: usize,
    /// A line in the making: it goes on as a whole.
    line: Vec<u8>,
}

impl<'o> Sheet<'o> {
    /// Begins a table.
    pub(super) fn new(
        format: Format,
        columns: &'static [Column],
        out: &'o mut dyn Write,
    ) -> io::Result<Self> {
        let mut sheet = Self::part(format, columns, out);
        match format {
            Format::Csv => {
                let names = columns.iter().map(|column| Cow::Borrowed(column.name));
                record(names, &mut sheet.line);
                sheet.out.write_all(&sheet.line)?;
            }
            Format::Json => sheet.out.write_all(b"[")?,
        }
        Ok(sheet)
    }

    /// Begins a part of a table, which has no head of its own.
    pub(super) fn part(format: Format, columns: &'static [Column], out: &'o mut dyn Write) -> Self {
        Self {
            columns,
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
        if self.format == Format::Json && self.lines > 0 {
            self.out.write_all(b",")?;
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
                for (at, (column, cell)) in padded.enumerate() {
                    self.line
                        .extend_from_slice(if at == 0 { b"\"" } else { b",\"" });
                    self.line.extend_from_slice(column.name.as_bytes());
                    self.line.extend_from_slice(b"\":");
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
        match self.format {
            Format::Csv => Ok(()),
            Format::Json => self.out.write_all(b"\n]\n"),
        }
    }
}

fn record<'c>(cells: impl Iterator<Item = Cow<'c, str>>, line: &mut Vec<u8>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            line.push(b',');
        }
        if cell
            .bytes()
            .any(|b| matches!(b, b',' | b'"' | b'\n' | b'\r'))
        {
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
    } else {
        serde_json::to_writer(line, cell)?;
    }
    Ok(())
}

/// A text that a spreadsheet would run as a formula gets an apostrophe before it. A dash that stands
/// alone and numbers are what they are.
fn harmless<'c>(column: &Column, cell: &'c Cell<'_>) -> Cow<'c, str> {
    let mut chars = cell.chars();
    let first = chars.next();
    let runs = match first {
        Some('=' | '+' | '@' | '\t' | '\r') => cell.len() > 2 || first == Some('@'),
        Some('-') => chars.next().is_some_and(|next| {
            next.is_ascii_alphabetic() || matches!(next, '+' | '-' | '=' | '@' | '(')
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
