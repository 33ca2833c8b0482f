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
    form: Form<'o>,
}

enum Form<'o> {
    Csv {
        out: &'o mut dyn Write,
    },
    Json {
        out: &'o mut dyn Write,
        lines: usize,
    },
}

impl<'o> Sheet<'o> {
    /// Begins a table.
    pub(super) fn new(
        format: Format,
        columns: &'static [Column],
        out: &'o mut dyn Write,
    ) -> io::Result<Self> {
        match format {
            Format::Csv => record(columns.iter().map(|column| Cow::Borrowed(column.name)), out)?,
            Format::Json => out.write_all(b"[")?,
        }
        Ok(Self::part(format, columns, out))
    }

    /// Begins a part of a table, which has no head of its own.
    pub(super) fn part(format: Format, columns: &'static [Column], out: &'o mut dyn Write) -> Self {
        let form = match format {
            Format::Csv => Form::Csv { out },
            Format::Json => Form::Json { out, lines: 0 },
        };
        Self { columns, form }
    }

    /// Adds the lines of a part.
    pub(super) fn lines(&mut self, part: &[u8]) -> io::Result<()> {
        match &mut self.form {
            Form::Csv { out } => out.write_all(part),
            Form::Json { .. } if part.is_empty() => Ok(()),
            Form::Json { out, lines } => {
                if *lines > 0 {
                    out.write_all(b",")?;
                }
                *lines += 1;
                out.write_all(part)
            }
        }
    }

    /// Writes a line; cells that are not given are empty.
    pub(super) fn line(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        debug_assert!(cells.len() <= self.columns.len(), "more cells than columns");
        let empty = Cow::Borrowed("");
        let padded = self
            .columns
            .iter()
            .zip(cells.iter().chain(std::iter::repeat(&empty)));
        match &mut self.form {
            Form::Csv { out } => record(padded.map(|(column, cell)| harmless(column, cell)), *out),
            Form::Json { out, lines } => {
                out.write_all(if *lines == 0 { b"\n{" } else { b",\n{" })?;
                *lines += 1;
                for (at, (column, cell)) in padded.enumerate() {
                    out.write_all(if at == 0 { b"\"" } else { b",\"" })?;
                    out.write_all(column.name.as_bytes())?;
                    out.write_all(b"\":")?;
                    json(column, cell, *out)?;
                }
                out.write_all(b"}")
            }
        }
    }

    /// Ends the table.
    pub(super) fn finish(self) -> io::Result<()> {
        match self.form {
            Form::Csv { .. } => Ok(()),
            Form::Json { out, .. } => out.write_all(b"\n]\n"),
        }
    }
}

/// A record of RFC 4180: a cell with a comma, a quote or a line break stands in quotes, and a quote in
/// it is doubled. Lines end with LF. (The `csv` crate owns its output and cannot take over lines that
/// other threads have made.)
fn record<'c>(cells: impl Iterator<Item = Cow<'c, str>>, out: &mut dyn Write) -> io::Result<()> {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        if cell.contains([',', '"', '\n', '\r']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\n")
}

fn json(column: &Column, cell: &str, out: &mut dyn Write) -> io::Result<()> {
    let bare = matches!(column.kind, Kind::Integer | Kind::Boolean) && !cell.is_empty();
    if bare && cell.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return out.write_all(cell.as_bytes());
    }
    if cell.is_empty() && column.kind != Kind::Text {
        return out.write_all(b"null");
    }
    Ok(serde_json::to_writer(out, cell)?)
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
