//! A table that is being written, line by line.

use std::borrow::Cow;
use std::io::{self, Write};

use super::super::records::{CellType, ColumnSpec, Record};
use crate::route::DataFormat;

/// A cell: words, or nothing.
type DataCell<'a> = Cow<'a, str>;

/// Where a table goes: as CSV, as JSON, or both at once, from the same cells.
pub(in super::super) type Outs<'o> = Vec<(DataFormat, &'o mut dyn Write)>;

/// A table in the writing.
pub(super) struct DataTable<'o> {
    columns: &'static [ColumnSpec],
    outs: Vec<Out<'o>>,
    /// How many lines there are.
    lines: usize,
    /// The line that is being written: it goes on as a whole.
    line: Vec<u8>,
}

/// A table in the writing in one format.
struct Out<'o> {
    format: DataFormat,
    keys: Keys,
    bytes: &'o mut dyn Write,
}

/// What stands before the lines of a table.
pub(super) fn head(format: DataFormat, columns: &[ColumnSpec]) -> Vec<u8> {
    let mut head = Vec::new();
    match format {
        DataFormat::Csv => {
            let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
            head.extend_from_slice(names.join(",").as_bytes());
            head.push(b'\n');
        }
        DataFormat::Json => head.push(b'['),
    }
    head
}

/// What stands between two parts of a table.
pub(super) const fn between(format: DataFormat) -> &'static [u8] {
    match format {
        DataFormat::Csv => b"",
        DataFormat::Json => b",",
    }
}

/// What stands behind the lines of a table.
pub(super) const fn tail(format: DataFormat) -> &'static [u8] {
    match format {
        DataFormat::Csv => b"",
        DataFormat::Json => b"\n]\n",
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
    fn of(columns: &[ColumnSpec]) -> Self {
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

impl<'o> DataTable<'o> {
    /// Begins a table.
    pub(super) fn new(columns: &'static [ColumnSpec], mut outs: Outs<'o>) -> io::Result<Self> {
        for (format, out) in &mut outs {
            out.write_all(&head(*format, columns))?;
        }
        Ok(Self::part(columns, outs))
    }

    /// Begins a part of a table, which has no head of its own.
    pub(super) fn part(columns: &'static [ColumnSpec], outs: Outs<'o>) -> Self {
        let outs = outs.into_iter().map(|(format, bytes)| Out {
            format,
            keys: Keys::of(match format {
                DataFormat::Csv => &[],
                DataFormat::Json => columns,
            }),
            bytes,
        });
        Self {
            columns,
            outs: outs.collect(),
            lines: 0,
            line: Vec::new(),
        }
    }

    /// Adds the lines of a part, in each format.
    pub(super) fn lines(&mut self, part: &[Vec<u8>]) -> io::Result<()> {
        if part.iter().all(Vec::is_empty) {
            return Ok(());
        }
        for (out, lines) in self.outs.iter_mut().zip(part) {
            if self.lines > 0 {
                out.bytes.write_all(between(out.format))?;
            }
            out.bytes.write_all(lines)?;
        }
        self.lines += 1;
        Ok(())
    }

    /// Writes a record as a line.
    pub(super) fn line<R: Record>(&mut self, record: &R) -> io::Result<()> {
        debug_assert_eq!(
            self.columns.len(),
            R::COLUMNS.len(),
            "a record of this table"
        );
        self.cells(&record.cells())
    }

    fn cells(&mut self, cells: &[DataCell<'_>]) -> io::Result<()> {
        let line = &mut self.line;
        for Out {
            format,
            keys,
            bytes,
        } in &mut self.outs
        {
            match format {
                DataFormat::Csv => record(self.columns, cells, line),
                DataFormat::Json => {
                    bytes.write_all(if self.lines == 0 { b"\n" } else { b",\n" })?;
                    object(self.columns, keys, cells, line)?;
                }
            }
            bytes.write_all(line)?;
        }
        self.lines += 1;
        Ok(())
    }

    /// Ends the table.
    pub(super) fn finish(self) -> io::Result<()> {
        for Out { format, bytes, .. } in self.outs {
            bytes.write_all(tail(format))?;
        }
        Ok(())
    }
}

/// The cells of a line in their columns.
fn in_columns<'c>(
    columns: &'static [ColumnSpec],
    cells: &'c [DataCell<'c>],
) -> impl Iterator<Item = (&'static ColumnSpec, &'c str)> {
    columns.iter().zip(cells.iter().map(|cell| &**cell))
}

/// A line of CSV. Almost no cell needs quotes, so all are written as they are, and the line is looked at as
/// a whole, which takes many bytes at a time.
fn record(columns: &'static [ColumnSpec], cells: &[DataCell<'_>], line: &mut Vec<u8>) {
    line.clear();
    let mut separators = 0;
    let mut runs = false;
    for (column, cell) in in_columns(columns, cells) {
        line.extend_from_slice(cell.as_bytes());
        line.push(b',');
        separators += 1;
        runs |= is_formula(column, cell);
    }
    line.pop();
    if runs || count(line, needs_quotes) != separators - 1 {
        quoted_record(columns, cells, line);
    }
    line.push(b'\n');
}

/// The same, cell by cell.
fn quoted_record(columns: &'static [ColumnSpec], cells: &[DataCell<'_>], line: &mut Vec<u8>) {
    line.clear();
    for (at, (column, cell)) in in_columns(columns, cells).enumerate() {
        if at > 0 {
            line.push(b',');
        }
        let cell = harmless(column, cell);
        if cell.bytes().any(needs_quotes) {
            line.push(b'"');
            line.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
            line.push(b'"');
        } else {
            line.extend_from_slice(cell.as_bytes());
        }
    }
}

const fn needs_quotes(byte: u8) -> bool {
    matches!(byte, b',' | b'"' | b'\n' | b'\r')
}

/// An object of JSON, in the same manner.
fn object(
    columns: &'static [ColumnSpec],
    keys: &Keys,
    cells: &[DataCell<'_>],
    line: &mut Vec<u8>,
) -> io::Result<()> {
    let as_it_is = |cell: &str, line: &mut Vec<u8>| {
        line.push(b'"');
        line.extend_from_slice(cell.as_bytes());
        line.push(b'"');
        Ok(())
    };
    let quotes = members(columns, keys, cells, line, as_it_is)?;
    if count(line, needs_escape) != quotes {
        members(columns, keys, cells, line, |cell, line| {
            Ok(serde_json::to_writer(line, cell)?)
        })?;
    }
    line.push(b'}');
    Ok(())
}

/// The members of an object, with the texts written in one way or another; tells how many quotes there are
/// when no text holds one.
fn members(
    columns: &'static [ColumnSpec],
    keys: &Keys,
    cells: &[DataCell<'_>],
    line: &mut Vec<u8>,
    text: impl Fn(&str, &mut Vec<u8>) -> io::Result<()>,
) -> io::Result<usize> {
    line.clear();
    line.push(b'{');
    let mut quotes = 0;
    for (key, (column, cell)) in keys.iter().zip(in_columns(columns, cells)) {
        line.extend_from_slice(key);
        quotes += 2;
        if let Some(bare) = bare(column, cell) {
            line.extend_from_slice(bare.as_bytes());
        } else {
            text(cell, line)?;
            quotes += 2;
        }
    }
    Ok(quotes)
}

const fn needs_escape(byte: u8) -> bool {
    byte < b' ' || matches!(byte, b'"' | b'\\')
}

/// What stands in JSON without quotes.
fn bare<'c>(column: &ColumnSpec, cell: &'c str) -> Option<&'c str> {
    match column.kind {
        CellType::Text => None,
        _ if cell.is_empty() => Some("null"),
        CellType::Integer | CellType::Boolean => {
            let is_plain = cell.bytes().all(|byte| byte.is_ascii_alphanumeric());
            is_plain.then_some(cell)
        }
        CellType::Decimal | CellType::Date => None,
    }
}

/// How many bytes are of a kind.
fn count(bytes: &[u8], is_of_kind: impl Fn(u8) -> bool) -> usize {
    // Counted in bytes, which takes as many at a time as a register holds; no piece overflows one.
    let pieces = bytes.chunks(usize::from(u8::MAX));
    let counts = pieces.map(|piece| piece.iter().map(|byte| u8::from(is_of_kind(*byte))).sum());
    counts.map(|count: u8| usize::from(count)).sum()
}

/// Whether a spreadsheet would run a text. A dash that stands alone and numbers are what they are.
fn is_formula(column: &ColumnSpec, cell: &str) -> bool {
    let bytes = cell.as_bytes();
    let runs = match bytes.first() {
        Some(b'@') => true,
        Some(b'=' | b'+' | b'\t' | b'\r') => cell.len() > 2,
        Some(b'-') => bytes.get(1).is_some_and(|next| {
            next.is_ascii_alphabetic() || matches!(next, b'+' | b'-' | b'=' | b'@' | b'(')
        }),
        _ => false,
    };
    runs && column.kind == CellType::Text
}

/// A text that a spreadsheet would run as a formula gets an apostrophe before it.
fn harmless<'c>(column: &ColumnSpec, cell: &'c str) -> Cow<'c, str> {
    if is_formula(column, cell) {
        return Cow::Owned(format!("'{cell}"));
    }
    Cow::Borrowed(cell)
}

#[cfg(test)]
mod tests {
    use super::super::super::records::CitationRecord;
    use super::*;

    const CITATIONS: &[ColumnSpec] = CitationRecord::COLUMNS;

    fn written(format: DataFormat, cells: &[&str]) -> String {
        let mut out = Vec::new();
        let mut sheet = DataTable::new(CITATIONS, vec![(format, &mut out)]).unwrap();
        let mut cells: Vec<DataCell<'_>> = cells.iter().map(|cell| Cow::Borrowed(*cell)).collect();
        cells.resize(CITATIONS.len(), Cow::Borrowed(""));
        sheet.cells(&cells).unwrap();
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
            let line = written(DataFormat::Csv, &[cell]);
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
    fn what_needs_quotes_gets_them_and_nothing_else_changes() {
        let columns = CITATIONS.len();
        for cell in [
            "a,b",
            "a\"b",
            "a\nb",
            "a\rb",
            "a\\b",
            "\u{1}",
            "“a”，b",
            "",
            "=1+1",
        ] {
            for at in 0..columns {
                let mut cells = vec!["x"; columns];
                cells[at] = cell;
                let csv = written(DataFormat::Csv, &cells);
                let quoted = if cell.contains([',', '"', '\n', '\r']) {
                    format!("\"{}\"", cell.replace('"', "\"\""))
                } else {
                    cell.replace('=', "'=")
                };
                let mut wanted = cells.clone();
                wanted[at] = &quoted;
                let line = csv.split_once('\n').unwrap().1;
                assert_eq!(line, format!("{}\n", wanted.join(",")));
                let json = written(DataFormat::Json, &cells);
                let json: serde_json::Value = serde_json::from_str(&json).unwrap();
                assert_eq!(json[0][CITATIONS[at].name], cell);
            }
        }
    }

    #[test]
    fn long_lines_are_looked_at_to_their_end() {
        let long = "规".repeat(1_000) + ",";
        let csv = written(DataFormat::Csv, &[&long]);
        assert!(csv.contains(&format!("\"{long}\"")), "{csv}");
        assert_eq!(count(long.as_bytes(), |byte| byte == 0xE8), 1_000);
    }

    #[test]
    fn both_formats_come_from_the_same_cells() {
        let record = CitationRecord {
            plan_id: "a/b".into(),
            written: "《甲》".into(),
            ..CitationRecord::default()
        };
        let (mut csv, mut json) = (Vec::new(), Vec::new());
        let outs: Outs<'_> = vec![(DataFormat::Csv, &mut csv), (DataFormat::Json, &mut json)];
        let mut sheet = DataTable::new(CITATIONS, outs).unwrap();
        sheet.line(&record).unwrap();
        sheet.line(&record).unwrap();
        sheet.finish().unwrap();
        let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(json.as_array().unwrap().len(), 2);
        assert_eq!(String::from_utf8(csv).unwrap().lines().count(), 3);
    }

    #[test]
    fn json_has_the_same_columns() {
        let json: serde_json::Value =
            serde_json::from_str(&written(DataFormat::Json, &["a/b", "s1", "《甲》\"乙\""]))
                .unwrap();
        assert_eq!(json[0]["written"], "《甲》\"乙\"");
        assert_eq!(json[0].as_object().unwrap().len(), CITATIONS.len());
    }
}
