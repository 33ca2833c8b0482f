//! A table whose cells have a place in rows and columns, however it got them: header, body, groups.
//!
//! Grids of a format, Markdown tables and rows parted by tabs all come here. A row that has fewer cells
//! than the header is fitted by what its cells look like, or is a problem.

mod head;
mod settle;

use std::borrow::Cow;

use crate::original::PlacedText;
use duibiao_syntax::period::Period;

use crate::tables::align;
use crate::tables::column::ColumnRole;
use crate::tables::header::{Header, HeaderVerdict};
use crate::tables::line;
use crate::tables::number;
use crate::tables::rows::{Record, TableBody};
use crate::tables::words::{folded, is_blank, length, trimmed};
use head::head;
pub(crate) use head::{has_head, has_other_head};

/// A row of places.
#[derive(Clone, Debug, Default)]
pub(crate) struct MatrixLine<'a> {
    /// Its line.
    pub(crate) line: u32,
    /// One for each column; rows that the format does not square may have fewer.
    pub(crate) slots: Vec<Slot<'a>>,
}

/// What stands at a place.
#[derive(Clone, Debug)]
pub(crate) struct Slot<'a> {
    /// The words of the cell.
    pub(crate) text: Cow<'a, str>,
    /// The line of the cell.
    pub(crate) line: u32,
    /// Which cell it is: the places of a merged cell share it.
    pub(crate) id: u32,
    /// Whether the cell begins in this row, not in one above.
    pub(crate) begins: bool,
}

/// A matrix that was read.
pub(crate) struct MatrixReading {
    /// What it is.
    pub(crate) verdict: HeaderVerdict,
    /// Its header.
    pub(crate) header: Header,
    /// Its rows, empty unless it is a table of indicators.
    pub(crate) body: TableBody,
    /// The title in a row of its own.
    pub(crate) caption: Option<PlacedText>,
}

impl<'a> MatrixLine<'a> {
    /// The different cells that begin in this row and print something.
    fn cells(&self) -> Vec<&Slot<'a>> {
        let mut cells: Vec<&Slot<'a>> = Vec::new();
        for slot in &self.slots {
            let is_new = cells.iter().all(|cell| cell.id != slot.id);
            if slot.begins && is_new && !is_blank(&slot.text) {
                cells.push(slot);
            }
        }
        cells
    }

    fn words(&self) -> Vec<PlacedText> {
        self.cells().into_iter().map(Slot::words).collect()
    }

    fn text(&self, column: usize) -> &str {
        self.slots.get(column).map_or("", |slot| &slot.text)
    }

    fn id(&self, column: usize) -> Option<u32> {
        self.slots.get(column).map(|slot| slot.id)
    }
}

impl Slot<'_> {
    fn words(&self) -> PlacedText {
        PlacedText {
            line: self.line,
            text: trimmed(&self.text).to_owned(),
        }
    }
}

/// Reads a matrix below a caption into a body that is still empty. None when no row of it can be a header.
pub(crate) fn read(
    lines: &[MatrixLine<'_>],
    caption: Option<&str>,
    period: Option<Period>,
    body: TableBody,
) -> Option<MatrixReading> {
    let head = head(lines, period)?;
    let titles: Vec<PlacedText> = lines[..head.start]
        .iter()
        .flat_map(MatrixLine::words)
        .collect();
    let inner = titles.iter().find(|title| {
        caption.is_none()
            && (line::is_caption(&title.text) || length(&title.text) >= 6)
            && !line::is_unit_remark(&title.text)
    });
    let inner = inner.cloned();
    let title = caption.or(inner.as_ref().map(|words| words.text.as_str()));
    let mut header = Header::of(&head.texts, head.words(lines), period);
    let rows = &lines[head.end..];
    settle::settle(&mut header, &head.texts, rows);
    let others = titles
        .into_iter()
        .filter(|words| Some(words) != inner.as_ref());
    header.words.splice(0..0, others);
    let verdict = header.judge(title, period);
    let mut reading = MatrixReading {
        verdict,
        header,
        body,
        caption: inner,
    };
    if verdict == HeaderVerdict::Indicators {
        reading.read_body(rows, &lines[head.start..head.end]);
    }
    Some(reading)
}

/// Goes on with a table whose header stands in an earlier matrix and may be printed again in this one.
pub(crate) fn read_on(header: &Header, lines: &[MatrixLine<'_>], body: &mut TableBody) {
    let parts = parts(&header.columns);
    let is_head = |text: &str| {
        header
            .words
            .iter()
            .any(|word| folded(&word.text) == folded(text))
    };
    for line in lines {
        let words = line.words();
        if words.len() >= 2 && words.iter().all(|word| is_head(&word.text)) {
            for word in words {
                body.add_debris(word.line, &word.text);
            }
        } else {
            read_line(header, &parts, line, body);
        }
    }
}

/// Whether the first cell of a line is the number of a row.
pub(crate) fn begins_with_number(line: &MatrixLine<'_>) -> bool {
    line.slots
        .first()
        .is_some_and(|slot| number::alone(&slot.text).is_some())
}

impl MatrixReading {
    fn read_body(&mut self, lines: &[MatrixLine<'_>], head: &[MatrixLine<'_>]) {
        let parts = parts(&self.header.columns);
        for line in lines {
            let words = line.words();
            if words.is_empty() {
                continue;
            }
            if repeats(line, head) {
                for word in words {
                    self.body.add_debris(word.line, &word.text);
                }
                continue;
            }
            read_line(&self.header, &parts, line, &mut self.body);
        }
    }
}

/// Whether a row prints the header again, as it does on a new page.
fn repeats(line: &MatrixLine<'_>, head: &[MatrixLine<'_>]) -> bool {
    let key = |line: &MatrixLine<'_>| -> Vec<String> {
        line.cells()
            .into_iter()
            .map(|cell| folded(&cell.text))
            .collect()
    };
    let wanted = key(line);
    wanted.len() >= 2 && head.iter().any(|head| key(head) == wanted)
}

/// The parts of a table that is set two-up: each has a name and a target of its own.
fn parts(columns: &[ColumnRole]) -> Vec<(usize, usize)> {
    let mut starts = vec![0];
    for (at, column) in columns.iter().enumerate() {
        let start = starts.last().copied().unwrap_or(0);
        let before = &columns[start..at];
        let has_row = before.contains(&ColumnRole::Name)
            && before
                .iter()
                .any(|column| matches!(column, ColumnRole::Target(_)));
        let heads = matches!(
            column,
            ColumnRole::Number | ColumnRole::Group | ColumnRole::Name
        );
        if heads && has_row {
            starts.push(at);
        }
    }
    let is_row = |part: &[ColumnRole]| {
        part.contains(&ColumnRole::Name)
            && part
                .iter()
                .any(|column| matches!(column, ColumnRole::Target(_)))
    };
    let ends = starts.iter().skip(1).copied().chain([columns.len()]);
    let parts: Vec<(usize, usize)> = starts.iter().copied().zip(ends).collect();
    if parts
        .iter()
        .all(|(start, end)| is_row(&columns[*start..*end]))
    {
        parts
    } else {
        vec![(0, columns.len())]
    }
}

fn read_line(
    header: &Header,
    parts: &[(usize, usize)],
    line: &MatrixLine<'_>,
    body: &mut TableBody,
) {
    let cells = line.cells();
    if let [only] = cells[..] {
        return read_single(header, line, only, body);
    }
    if cells.is_empty() {
        return;
    }
    if let [_] = parts {
        if let Some(record) = record(header, line, body) {
            body.add(header, &record);
        }
        return;
    }
    for (start, end) in parts {
        let part = MatrixLine {
            line: line.line,
            slots: line
                .slots
                .get(*start..(*end).min(line.slots.len()))
                .unwrap_or_default()
                .to_vec(),
        };
        let header = Header {
            words: Vec::new(),
            columns: header.columns[*start..*end].to_vec(),
            units: header.units[*start..*end].to_vec(),
        };
        if !part.cells().is_empty()
            && let Some(record) = record(&header, &part, body)
        {
            body.add(&header, &record);
        }
    }
}

/// A row in which a single cell prints something: a remark, a group, or an indicator without a value.
fn read_single(header: &Header, line: &MatrixLine<'_>, only: &Slot<'_>, body: &mut TableBody) {
    let words = only.words();
    let covers = line.slots.iter().filter(|slot| slot.id == only.id).count();
    let at = line
        .slots
        .iter()
        .position(|slot| slot.id == only.id)
        .unwrap_or(0);
    let column = header
        .columns
        .get(at)
        .copied()
        .unwrap_or(ColumnRole::Unknown);
    let is_numbered = number::leading(&words.text).is_some();
    let is_short = length(&words.text) <= 16;
    if line::is_note(&words.text) {
        body.notes.push(words);
    } else if line::is_unit_remark(&words.text)
        || line::is_continuation(&words.text)
        || line::is_dressed_page_number(&words.text)
        || line::is_bare_number(&words.text)
    {
        body.add_debris(words.line, &words.text);
    } else if covers >= 3 && covers == line.slots.len() && line::is_prose(&words.text) {
        body.notes.push(words);
    } else if column == ColumnRole::Group
        || !is_numbered && (covers >= 3 || line::is_heading(&words.text))
        || !is_numbered && is_short && column == ColumnRole::Number
    {
        body.set_group(&words);
    } else {
        body.unreadable(words.line, &[words]);
    }
}

/// The cells of a row by column: by their place, or fitted when the row is not as wide as the header or
/// what stands in its places cannot stand there.
fn record(header: &Header, line: &MatrixLine<'_>, body: &mut TableBody) -> Option<Record> {
    let columns = &header.columns;
    let printed = line
        .slots
        .iter()
        .rposition(|slot| !is_blank(&slot.text))
        .map_or(0, |at| at + 1);
    let texts: Vec<&str> = (0..columns.len()).map(|at| line.text(at)).collect();
    let is_short = line.slots.len() < columns.len();
    let has_target = columns
        .iter()
        .zip(&texts)
        .any(|(column, text)| matches!(column, ColumnRole::Target(_)) && !is_blank(text));
    let by_their_place = has_target || !is_short;
    if by_their_place && printed <= columns.len() && align::suits(columns, &texts) {
        return Some(by_place(columns, line));
    }
    let cells = line.cells();
    let texts: Vec<&str> = cells.iter().map(|cell| &*cell.text).collect();
    let Some(places) = align::fit(columns, &texts) else {
        let words: Vec<PlacedText> = cells.iter().map(|cell| cell.words()).collect();
        body.unreadable(line.line, &words);
        return None;
    };
    let mut record: Record = vec![None; columns.len()];
    for (cell, column) in cells.iter().zip(&places) {
        record[*column] = Some(cell.words());
    }
    let lacks = |(at, column): (usize, &ColumnRole)| column.is_value() && !places.contains(&at);
    if columns.iter().enumerate().any(lacks) {
        let name = columns
            .iter()
            .position(|column| *column == ColumnRole::Name);
        let name = name.and_then(|at| record[at].clone()).unwrap_or_default();
        body.doubt(line.line, &name.text);
    }
    Some(record)
}

/// A name that is merged with its group column is only a name; a starting value that is merged with a
/// target is only a target; groups hold from the row in which they begin.
fn by_place(columns: &[ColumnRole], line: &MatrixLine<'_>) -> Record {
    let merged_with = |at: usize, wanted: fn(ColumnRole) -> bool| {
        let id = line.id(at);
        columns
            .iter()
            .enumerate()
            .any(|(other, column)| other != at && wanted(*column) && line.id(other) == id)
    };
    columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let slot = line.slots.get(at).filter(|slot| !is_blank(&slot.text))?;
            let is_name = |column| column == ColumnRole::Name;
            let is_target = |column| matches!(column, ColumnRole::Target(_));
            let is_other = match column {
                ColumnRole::Group => {
                    !slot.begins && !is_part(&slot.text) || merged_with(at, is_name)
                }
                ColumnRole::Number => merged_with(at, is_name),
                ColumnRole::Baseline(_) | ColumnRole::Actual(_) => merged_with(at, is_target),
                _ => false,
            };
            (!is_other).then(|| slot.words())
        })
        .collect()
}

fn is_part(text: &str) -> bool {
    trimmed(text).starts_with("其中")
}
