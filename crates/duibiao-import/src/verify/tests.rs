//! Verification of made-up plans, and of the real ones where they are present.

mod made_up;
mod real;
mod words;

use crate::original::{
    Block, Confidence, IndicatorTable, Indicators, Original, OriginalFormat, OriginalRow,
    RowLayout, RowTarget, Style, TextLine,
};

use super::{CellKind, PlanCell, PlanPromise, PlanRow};

/// A text file, a line for each line.
fn text(lines: &str) -> Original {
    let blocks = (1_u32..).zip(lines.lines()).map(|(line, text)| {
        Block::Line(TextLine {
            line,
            text: text.to_owned(),
            style: Style::Plain,
        })
    });
    Original {
        format: OriginalFormat::Text,
        encoding: None,
        blocks: blocks.collect(),
        removed: Vec::new(),
        problems: Vec::new(),
    }
}

/// A table at these blocks.
fn table(blocks: std::ops::Range<usize>, rows: Vec<OriginalRow>) -> IndicatorTable {
    IndicatorTable {
        blocks,
        layout: RowLayout::TabRows,
        confidence: Confidence::Medium,
        caption: None,
        header: Vec::new(),
        rows,
        notes: Vec::new(),
        debris: Vec::new(),
    }
}

fn tables(blocks: std::ops::Range<usize>, rows: Vec<OriginalRow>) -> Indicators {
    Indicators {
        tables: vec![table(blocks, rows)],
        problems: Vec::new(),
    }
}

/// A row of an original with one target.
fn row(line: u32, no: &str, name: &str, target: &str) -> OriginalRow {
    OriginalRow {
        line,
        no: no.to_owned(),
        name: name.to_owned(),
        targets: vec![RowTarget {
            year: None,
            text: target.to_owned(),
            line,
        }],
        ..OriginalRow::default()
    }
}

/// A row of a plan with one target.
fn plan_row(line: u32, no: &str, name: &str, target: &str) -> PlanRow {
    PlanRow {
        no: no.to_owned(),
        name: name.to_owned(),
        line,
        cells: vec![PlanCell {
            kind: CellKind::Target(Some(2025)),
            words: target.to_owned(),
        }],
    }
}

fn plan_promise(line: u32, name: &str, words: &str) -> PlanPromise {
    PlanPromise {
        names: vec![name.to_owned()],
        words: words.to_owned(),
        line,
    }
}
