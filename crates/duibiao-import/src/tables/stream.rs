//! One cell a line or a paragraph: the cells of a table one after the other.
//!
//! Word writes tables so when they are pasted as text. Rows are parted by blank lines, by numbers or by
//! nothing; [`crate::tables::align`] finds them by what the cells look like.

use crate::original::{PlacedText, RowLayout};

use crate::tables::align::{self, CellPlace, UnalignedCell};
use crate::tables::column::ColumnRole;
use crate::tables::document::{PieceKind, TableDocument};
use crate::tables::header::Header;
use crate::tables::line;
use crate::tables::number;
use crate::tables::rows::{Record, TableBody};
use crate::tables::value::{is_dash, is_unit, is_value};
use crate::tables::words::{folded, is_space, length, letters, trimmed};

/// A cell and where it stands.
struct StreamCell<'a> {
    at: usize,
    line: u32,
    cell: UnalignedCell<'a>,
}

/// The rows of a stream.
pub(crate) struct Stream {
    /// The header, with a column for numbers if the rows have them.
    pub(crate) header: Header,
    /// The rows.
    pub(crate) body: TableBody,
    /// Whether cells are led by tabs or spaces.
    pub(crate) layout: RowLayout,
    /// The first piece after the last row.
    pub(crate) end: usize,
}

/// Reads the cells from `at` on.
pub(crate) fn read(document: &TableDocument<'_>, at: usize, mut header: Header) -> Stream {
    let mut body = TableBody::default();
    let mut gathered = gather(document, at, &header, &mut body);
    let numbers = gathered
        .iter()
        .filter(|piece| is_closed_number(piece.cell.text))
        .count();
    if numbers > 0 || begins_with_one(&gathered, &header) {
        header = header.with_number_column();
    }
    mark_groups(&mut gathered);
    if gathered.iter().any(|piece| piece.cell.is_group) {
        header = header.with_group_column();
    }
    let cells: Vec<UnalignedCell<'_>> = gathered.iter().map(|piece| piece.cell).collect();
    let places = align::places(&header.columns, &cells);
    let led = gathered
        .iter()
        .filter(|piece| piece.cell.text.starts_with(is_space))
        .count();
    let layout = if led * 2 > gathered.len() {
        RowLayout::CellLines
    } else {
        RowLayout::CellParagraphs
    };
    let end = add_rows(&header, &gathered, &places, &mut body).unwrap_or(at);
    let last = gathered.partition_point(|piece| piece.at < end);
    let last = last.checked_sub(1).and_then(|at| gathered.get(at));
    let last_line = last.map_or(0, |piece| piece.line);
    body.debris.retain(|words| words.line <= last_line);
    Stream {
        header,
        body,
        layout,
        end,
    }
}

/// 一、供水 before a name or a number is a group; before a value it is a name.
fn mark_groups(gathered: &mut [StreamCell<'_>]) {
    for at in 0..gathered.len() {
        let next = gathered.get(at + 1).map(|piece| trimmed(piece.cell.text));
        let is_row = next.is_some_and(|text| {
            number::alone(text).is_some() || !(is_value(text) || is_dash(text) || is_unit(text))
        });
        if let Some(piece) = gathered.get_mut(at) {
            piece.cell.is_group = is_row && line::is_heading(piece.cell.text);
        }
    }
}

fn is_closed_number(text: &str) -> bool {
    number::alone(text).is_some_and(|number| number.is_closed)
}

/// A bare 1 first and a name after it: the rows are numbered.
fn begins_with_one(gathered: &[StreamCell<'_>], header: &Header) -> bool {
    let is_one =
        |piece: &StreamCell<'_>| number::alone(piece.cell.text).is_some_and(|no| no.ordinal == 1);
    header.columns.first() == Some(&ColumnRole::Name) && gathered.first().is_some_and(is_one)
}

/// The cells from `at` to where prose, a heading or something else begins.
fn gather<'a>(
    document: &TableDocument<'a>,
    at: usize,
    header: &Header,
    body: &mut TableBody,
) -> Vec<StreamCell<'a>> {
    let head: Vec<String> = header
        .words
        .iter()
        .map(|words| folded(&words.text))
        .collect();
    let mut gathered: Vec<StreamCell<'a>> = Vec::new();
    let mut at = at;
    while let Some(next) = document.next_printed(at, 6) {
        let Some(piece) = document.get(next) else {
            break;
        };
        let PieceKind::Text(text) = piece.kind else {
            break;
        };
        if ends(text) || line::is_heading(text) && !is_group(document, next) {
            break;
        }
        if document.is_page_number(next) || head.contains(&folded(text)) {
            body.add_debris(piece.line, text);
        } else {
            gathered.push(StreamCell {
                at: next,
                line: piece.line,
                cell: UnalignedCell {
                    text,
                    is_parted: next > at,
                    is_group: false,
                },
            });
        }
        at = next + 1;
    }
    gathered
}

fn ends(text: &str) -> bool {
    line::is_note(text) && length(text) > 3
        || line::is_label(text)
        || line::is_prose(text)
        || line::is_contents(text)
        || line::promises_table(text)
}

/// A heading is a group when cells follow it, not sentences.
fn is_group(document: &TableDocument<'_>, at: usize) -> bool {
    let mut next = at + 1;
    let mut cells = 0;
    while cells < 3 {
        let Some(printed) = document.next_printed(next, 4) else {
            return false;
        };
        let Some(text) = document.text(printed) else {
            return false;
        };
        if ends(text) || line::is_heading(text) || length(text) > 50 {
            return false;
        }
        cells += 1;
        next = printed + 1;
    }
    true
}

/// Makes rows of the cells; where the last whole row ends. What follows it is no part of the table,
/// unless it begins with a number.
fn add_rows(
    header: &Header,
    gathered: &[StreamCell<'_>],
    places: &[CellPlace],
    body: &mut TableBody,
) -> Option<usize> {
    let mut end = None;
    let mut start = 0;
    let width_of_names = width_of_names(header, gathered, places);
    while start < gathered.len() {
        let after = places.iter().skip(start + 1);
        let width = after
            .take_while(|place| !matches!(place, CellPlace::Begins(_)))
            .count()
            + 1;
        let range = start..start + width;
        let row = gathered.get(range.clone()).unwrap_or_default();
        let places = places.get(range).unwrap_or_default();
        let record = record(header, row, places, width_of_names, body);
        let is_last = start + width >= gathered.len();
        start += width;
        let has_all = is_whole(header, &record);
        let is_numbered = row
            .first()
            .is_some_and(|piece| number::alone(piece.cell.text).is_some());
        if is_last && !has_all && !(is_numbered && row.len() > 1) {
            break;
        }
        add_row(header, &record, row, body);
        end = row.last().map(|piece| piece.at + 1);
    }
    end
}

fn is_whole(header: &Header, record: &Record) -> bool {
    let columns = header.columns.iter().zip(record);
    let has = |wanted: fn(&ColumnRole) -> bool| {
        columns
            .clone()
            .any(|(column, cell)| wanted(column) && cell.is_some())
    };
    has(|column| *column == ColumnRole::Name)
        && has(|column| matches!(column, ColumnRole::Target(_)))
}

/// A short line alone is a group; a row that lacks a value is told.
fn add_row(header: &Header, record: &Record, row: &[StreamCell<'_>], body: &mut TableBody) {
    if let [only] = row
        && !is_value(only.cell.text)
        && letters(only.cell.text) >= 2
        && length(only.cell.text) <= 24
    {
        body.set_group(&words(only));
        return;
    }
    body.add(header, record);
    let columns = header.columns.iter().zip(record);
    let lacks = columns
        .clone()
        .any(|(column, cell)| column.is_value() && cell.is_none());
    if lacks && is_whole(header, record) {
        let name = columns
            .clone()
            .find(|(column, _)| **column == ColumnRole::Name);
        let name = name.and_then(|(_, cell)| cell.clone()).unwrap_or_default();
        body.doubt(name.line, &name.text);
    }
}

fn words(piece: &StreamCell<'_>) -> PlacedText {
    PlacedText {
        line: piece.line,
        text: trimmed(piece.cell.text).to_owned(),
    }
}

/// How long the names are that stand on one line. A name that goes on in the next line fills its own.
fn width_of_names(header: &Header, gathered: &[StreamCell<'_>], places: &[CellPlace]) -> usize {
    let is_name = |column: usize| header.columns.get(column) == Some(&ColumnRole::Name);
    let next = places.iter().skip(1).map(Some).chain([None]);
    let names = gathered
        .iter()
        .zip(places)
        .zip(next)
        .filter(|((_, place), next)| {
            let goes_on = matches!(next, Some(CellPlace::GoesOn(_)));
            matches!(place, CellPlace::Begins(at) | CellPlace::Next(at) if is_name(*at)) && !goes_on
        });
    names
        .map(|((piece, _), _)| length(piece.cell.text))
        .max()
        .unwrap_or(0)
}

fn record(
    header: &Header,
    row: &[StreamCell<'_>],
    places: &[CellPlace],
    width_of_names: usize,
    body: &mut TableBody,
) -> Record {
    let mut record: Record = vec![None; header.columns.len()];
    let mut last = 0;
    for (piece, place) in row.iter().zip(places) {
        match place {
            CellPlace::Begins(column) | CellPlace::Next(column) => {
                last = *column;
                if let Some(cell) = record.get_mut(last) {
                    *cell = Some(words(piece));
                }
            }
            CellPlace::GoesOn(_) => {
                let is_name = header.columns.get(last) == Some(&ColumnRole::Name);
                let Some(Some(cell)) = record.get_mut(last) else {
                    continue;
                };
                let first = length(&cell.text);
                if is_name && (first < 5 || first + 1 < width_of_names) {
                    // A line that is not full does not go on: it is the group above the name.
                    body.set_group(cell);
                    *cell = words(piece);
                } else {
                    cell.text.push('\n');
                    cell.text.push_str(trimmed(piece.cell.text));
                }
            }
            CellPlace::Outside => body.unplaced(piece.line, piece.cell.text),
        }
    }
    record
}
