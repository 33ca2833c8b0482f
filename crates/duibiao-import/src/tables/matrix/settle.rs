//! Columns that the header leaves open, settled by what stands below it.
//!
//! A head over several columns (指标 over group and name, 指标名称 over number and name) names only the last
//! of them, and some heads are left empty. Only columns that the header leaves open are changed.

use super::MatrixLine;
use crate::tables::column::ColumnRole;
use crate::tables::header::Header;
use crate::tables::number;
use crate::tables::value::{is_nature, is_unit, is_value};
use crate::tables::words::{is_blank, letters};

/// Rows that are looked at.
const SAMPLE: usize = 200;

/// Settles the columns; `texts` are the words above them.
pub(super) fn settle(header: &mut Header, texts: &[String], body: &[MatrixLine<'_>]) {
    let body = &body[..body.len().min(SAMPLE)];
    if has_number_before(header.columns.len(), body) {
        header.columns.insert(0, ColumnRole::Number);
        header.units.insert(0, None);
        return settle_kinds(&mut header.columns, body);
    }
    settle_names(&mut header.columns, texts, body);
    settle_open(&mut header.columns, texts, body);
    settle_kinds(&mut header.columns, body);
}

/// Whether rows are one cell wider than the header and begin with a number.
fn has_number_before(width: usize, body: &[MatrixLine<'_>]) -> bool {
    let wider = |line: &&MatrixLine<'_>| {
        line.slots.len() == width + 1 && number::alone(line.text(0)).is_some()
    };
    let printed = body.iter().filter(|line| line.cells().len() > 1).count();
    printed > 0 && body.iter().filter(wider).count() * 2 > printed
}

/// What most of the cells of a column are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ColumnContent {
    Numbers,
    Natures,
    Units,
    Values,
    Words,
    Nothing,
}

fn content(column: usize, body: &[MatrixLine<'_>]) -> ColumnContent {
    let cells: Vec<&str> = body
        .iter()
        .filter(|line| line.cells().len() > 1)
        .map(|line| line.text(column))
        .filter(|text| !is_blank(text))
        .collect();
    let most = |test: fn(&str) -> bool| {
        !cells.is_empty() && cells.iter().filter(|cell| test(cell)).count() * 2 > cells.len()
    };
    match () {
        () if cells.is_empty() => ColumnContent::Nothing,
        () if most(|cell| number::alone(cell).is_some()) => ColumnContent::Numbers,
        () if most(is_nature) => ColumnContent::Natures,
        () if most(is_unit) => ColumnContent::Units,
        () if most(is_value) => ColumnContent::Values,
        () if most(|cell| letters(cell) > 1) => ColumnContent::Words,
        () => ColumnContent::Nothing,
    }
}

/// Of neighbouring columns below one name head the last is the name; those before it hold numbers or
/// groups.
fn settle_names(columns: &mut [ColumnRole], texts: &[String], body: &[MatrixLine<'_>]) {
    let is_open = |columns: &[ColumnRole], at: usize| {
        columns[at] == ColumnRole::Unknown && texts.get(at).is_none_or(|text| is_blank(text))
    };
    let mut at = 0;
    while at + 1 < columns.len() {
        let continues = columns[at + 1] == ColumnRole::Name
            || is_open(columns, at + 1) && content(at + 1, body) == ColumnContent::Words;
        if columns[at] == ColumnRole::Name && continues {
            columns[at] = match content(at, body) {
                ColumnContent::Numbers => ColumnRole::Number,
                _ => ColumnRole::Group,
            };
            columns[at + 1] = ColumnRole::Name;
        }
        at += 1;
    }
}

/// Columns without any head.
fn settle_open(columns: &mut [ColumnRole], texts: &[String], body: &[MatrixLine<'_>]) {
    let name = columns
        .iter()
        .position(|column| *column == ColumnRole::Name);
    for (at, column) in columns.iter_mut().enumerate() {
        let has_head = texts.get(at).is_some_and(|text| !is_blank(text));
        if *column != ColumnRole::Unknown || has_head {
            continue;
        }
        let is_before_name = name.is_some_and(|name| at < name);
        *column = match content(at, body) {
            ColumnContent::Numbers if is_before_name => ColumnRole::Number,
            ColumnContent::Words if is_before_name => ColumnRole::Group,
            ColumnContent::Natures => ColumnRole::Nature,
            ColumnContent::Units => ColumnRole::Unit,
            _ => ColumnRole::Unknown,
        };
    }
}

/// 类型 heads groups in one table and natures in another.
fn settle_kinds(columns: &mut [ColumnRole], body: &[MatrixLine<'_>]) {
    for (at, column) in columns.iter_mut().enumerate() {
        match (*column, content(at, body)) {
            (ColumnRole::Group, ColumnContent::Natures) => *column = ColumnRole::Nature,
            (ColumnRole::Group, ColumnContent::Numbers) => *column = ColumnRole::Number,
            (ColumnRole::Nature, ColumnContent::Words) => *column = ColumnRole::Group,
            _ => {}
        }
    }
}
