//! Columns made with spaces, as `pdftotext -layout` and similar programs write them.
//!
//! A row is a line with a value, and the lines above and below it that hold the rest of its name. Groups
//! are printed once, beside the middle of their rows. Places are compared, never counted on: programs put
//! Chinese words one or two columns wide, and pages are shifted against each other.

mod group;
mod left;
mod region_line;
mod region;
mod segment;
mod wrap;

use std::collections::BTreeMap;

use crate::original::PlacedText;

use crate::tables::align;
use crate::tables::column::ColumnRole;
use crate::tables::document::TableDocument;
use crate::tables::header::Header;
use crate::tables::number;
use crate::tables::rows::{Record, TableBody};
use crate::tables::words::{is_blank, tidy};

use region::TableRegion;
use region_line::RegionLine;
pub(crate) use segment::{Counting, Segment, measured, segments};

/// The rows that were read.
pub(crate) struct Printed {
    /// The header, with columns for numbers and groups if the rows have them.
    pub(crate) header: Header,
    /// The rows.
    pub(crate) body: TableBody,
    /// The first piece after the last row.
    pub(crate) end: usize,
}

/// Reads on from `at`.
pub(crate) fn read(document: &TableDocument<'_>, at: usize, header: Header) -> Printed {
    let mut body = TableBody::default();
    let Some(mut region) = TableRegion::read(document, at, &header) else {
        return Printed {
            header,
            body,
            end: at,
        };
    };
    let mut header = header;
    if region.lines.iter().any(|line| line.number.is_some()) {
        header = header.with_number_column();
    }
    let rows = wrap::rows(&region.lines);
    let end = rows.iter().map(|row| row.last).max().unwrap_or(0);
    let end_at = region.lines.get(end).map_or(at, |line| line.at + 1);
    let groups = group::groups(&region.lines, &rows, end);
    if groups.of_rows.iter().any(Option::is_some) {
        header = header.with_group_column();
    }
    for group in &groups.doubtful {
        body.doubt_group(region.lines.first().map_or(0, |line| line.line), group);
    }
    let places = Places::of(&header, &region.lines, &rows);
    let mut last_group = None;
    for (row, group) in rows.iter().zip(groups.of_rows) {
        let is_new = group != last_group;
        let new_group = group.clone().filter(|_| is_new);
        last_group = group;
        add(&header, &region.lines, row, new_group, &places, &mut body);
    }
    let last_line = region.lines.get(end).map_or(0, |line| line.line);
    region.debris.retain(|words| words.line <= last_line);
    body.debris.append(&mut region.debris);
    debris_outside(&region.lines, &rows, end, &mut body);
    Printed {
        header,
        body,
        end: end_at,
    }
}

/// Lines between rows that belong to none of them.
fn debris_outside(
    lines: &[RegionLine<'_>],
    rows: &[wrap::WrappedRow],
    end: usize,
    body: &mut TableBody,
) {
    let mut ranges = rows.iter();
    let mut range = ranges.next();
    for (at, line) in lines.iter().enumerate().take(end) {
        while range.is_some_and(|row| row.last < at) {
            range = ranges.next();
        }
        let is_inside = range.is_some_and(|row| row.first <= at);
        if !is_inside && !line.left.is_empty() {
            body.unreadable(line.line, &[words(line.line, &line.name())]);
        }
    }
}

/// Where the columns right of the name stand, by lines that have them all.
struct Places {
    columns: Vec<usize>,
    /// Twice the middle of each, for every page and for all.
    centres: BTreeMap<usize, Vec<usize>>,
}

impl Places {
    fn of(header: &Header, lines: &[RegionLine<'_>], rows: &[wrap::WrappedRow]) -> Self {
        let columns = value_places(header);
        let mut centres = BTreeMap::new();
        for row in rows {
            let Some(line) = lines.get(row.value) else {
                continue;
            };
            if line.right.len() == columns.len() {
                let middles = line.right.iter().map(Segment::middle).collect();
                centres.entry(line.page).or_insert(middles);
            }
        }
        Self { columns, centres }
    }

    /// The columns of segments that are fewer than the columns; None when their places do not tell.
    fn nearest(&self, page: usize, segments: &[Segment<'_>]) -> Option<Vec<usize>> {
        let centres = self
            .centres
            .get(&page)
            .or_else(|| self.centres.values().next())?;
        let mut found: Vec<usize> = Vec::new();
        for segment in segments {
            let middle = segment.middle();
            let distances = centres
                .iter()
                .enumerate()
                .map(|(at, centre)| (centre.abs_diff(middle), at));
            let (_, nearest) = distances.min()?;
            let column = *self.columns.get(nearest)?;
            if found.last().is_some_and(|last| *last >= column) {
                return None;
            }
            found.push(column);
        }
        Some(found)
    }
}

/// The columns right of the name.
pub(crate) fn value_places(header: &Header) -> Vec<usize> {
    let name = header
        .columns
        .iter()
        .position(|column| *column == ColumnRole::Name);
    (name.map_or(0, |name| name + 1)..header.columns.len()).collect()
}

fn add(
    header: &Header,
    lines: &[RegionLine<'_>],
    row: &wrap::WrappedRow,
    group: Option<String>,
    places: &Places,
    body: &mut TableBody,
) {
    let all = lines.get(row.first..=row.last).unwrap_or_default();
    let Some(value) = lines.get(row.value) else {
        return;
    };
    let name: Vec<String> = all.iter().map(RegionLine::name).collect();
    let name = PlacedText {
        line: all.first().map_or(value.line, |line| line.line),
        text: tidy(&name.join("\n")),
    };
    let Some((found, is_sure)) = columns_of_values(header, value, places) else {
        let cells = value.right.iter();
        let cells = cells.map(|segment| words(value.line, segment.text));
        let cells: Vec<PlacedText> = [name].into_iter().chain(cells).collect();
        return body.unreadable(value.line, &cells);
    };
    let mut record: Record = vec![None; header.columns.len()];
    for (segment, at) in value.right.iter().zip(&found) {
        record[*at] = Some(words(value.line, segment.text));
    }
    add_wrapped(all, row, places, &mut record);
    set(header, &mut record, ColumnRole::Name, name.clone());
    if let Some(group) = group {
        let group = words(value.line, &group);
        set(header, &mut record, ColumnRole::Group, group);
    }
    if let Some(number) = all.iter().find_map(|line| line.number) {
        let number = words(value.line, number);
        set(header, &mut record, ColumnRole::Number, number);
    }
    body.add(header, &record);
    let lacks =
        |(column, cell): (&ColumnRole, &Option<PlacedText>)| column.is_value() && cell.is_none();
    if row.is_doubtful || !is_sure && header.columns.iter().zip(&record).any(lacks) {
        body.doubt(value.line, &name.text);
    }
}

/// The columns of the cells right of a name, and whether their number or their places tell them; if not,
/// they are fitted by what they look like.
fn columns_of_values(
    header: &Header,
    value: &RegionLine<'_>,
    places: &Places,
) -> Option<(Vec<usize>, bool)> {
    if value.right.len() == places.columns.len() {
        return Some((places.columns.clone(), true));
    }
    let texts: Vec<&str> = value.right.iter().map(|segment| segment.text).collect();
    let nearest = places.nearest(value.page, &value.right);
    if let Some(found) = nearest.filter(|found| suits(header, found, &texts)) {
        return Some((found, true));
    }
    let columns = places.columns.iter();
    let columns: Vec<ColumnRole> = columns
        .filter_map(|at| header.columns.get(*at).copied())
        .collect();
    let fit = align::fit(&columns, &texts)?;
    let found = fit.iter().filter_map(|at| places.columns.get(*at).copied());
    Some((found.collect(), false))
}

/// Words of a wide column on the right that go on above and below the value.
fn add_wrapped(
    all: &[RegionLine<'_>],
    row: &wrap::WrappedRow,
    places: &Places,
    record: &mut Record,
) {
    for (at, line) in all.iter().enumerate() {
        if row.first + at == row.value {
            continue;
        }
        for segment in &line.right {
            let one = std::slice::from_ref(segment);
            let nearest = places
                .nearest(line.page, one)
                .and_then(|found| found.first().copied());
            let column = nearest.or_else(|| places.columns.last().copied());
            let Some(cell) = column.and_then(|column| record.get_mut(column)) else {
                continue;
            };
            match cell {
                Some(cell) if row.first + at < row.value => {
                    cell.text.insert_str(0, &format!("{}\n", segment.text));
                }
                Some(cell) => {
                    cell.text.push('\n');
                    cell.text.push_str(segment.text);
                }
                None => *cell = Some(words(line.line, segment.text)),
            }
        }
    }
}

fn suits(header: &Header, found: &[usize], texts: &[&str]) -> bool {
    let columns: Vec<ColumnRole> = found
        .iter()
        .filter_map(|at| header.columns.get(*at).copied())
        .collect();
    align::suits(&columns, texts)
}

fn set(header: &Header, record: &mut Record, wanted: ColumnRole, words: PlacedText) {
    let at = header.columns.iter().position(|column| *column == wanted);
    if let Some(cell) = at.and_then(|at| record.get_mut(at))
        && !is_blank(&words.text)
    {
        *cell = Some(words);
    }
}

fn words(line: u32, text: &str) -> PlacedText {
    PlacedText {
        line,
        text: text.to_owned(),
    }
}

/// The number that a name on the line of a value begins with, if it is the next one.
fn number_before(name: &str, expected: u32) -> Option<number::RowNumber<'_>> {
    number::leading(name).filter(|no| no.is_closed || no.ordinal == expected)
}
