//! What a plan file says, cell by cell, as far as an original can prove it.

use duibiao_syntax::document::{self, PlanDocument};
use duibiao_syntax::source::Source;
use duibiao_syntax::span::Span;

use crate::promise::CatalogueName;

/// The cells of a plan file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanCells {
    /// The rows of its indicator tables.
    pub rows: Vec<PlanRow>,
    /// Its promises outside the tables.
    pub promises: Vec<PlanPromise>,
}

/// A row of an indicator table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanRow {
    /// Its number as printed; may be empty.
    pub no: String,
    /// Its name as printed.
    pub name: String,
    /// Its line in the plan file.
    pub line: u32,
    /// Its cells.
    pub cells: Vec<PlanCell>,
}

/// A cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanCell {
    /// Which column it stands in.
    pub kind: CellKind,
    /// Its words as printed.
    pub words: String,
}

/// Which column a cell stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellKind {
    /// The number of the row.
    Number,
    /// The name of the row.
    Name,
    /// The unit.
    Unit,
    /// The starting value.
    Baseline,
    /// A target, with the year of its column.
    Target(Option<u16>),
    /// A promise outside the tables.
    Promise,
}

impl CellKind {
    /// The word for it in messages, in Chinese and English.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Number => ("序号", "number"),
            Self::Name => ("名称", "name"),
            Self::Unit => ("单位", "unit"),
            Self::Baseline => ("基期值", "baseline"),
            Self::Target(_) => ("目标值", "target"),
            Self::Promise => ("承诺", "commitment"),
        }
    }
}

/// A promise outside the tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanPromise {
    /// The names of its indicator: the name and its aliases; the id where the catalogue has none.
    pub names: Vec<String>,
    /// The words of the link.
    pub words: String,
    /// Its line in the plan file.
    pub line: u32,
}

/// The cells of a parsed plan file. Commitments name their indicator by id; the catalogue tells its names.
pub fn cells(plan: &PlanDocument, source: &Source, catalogue: &[CatalogueName]) -> PlanCells {
    let line =
        |span: Span| u32::try_from(source.position(span.start as usize).line).unwrap_or(u32::MAX);
    PlanCells {
        rows: plan
            .body
            .rows()
            .map(|row| plan_row(row, line(row.span)))
            .collect(),
        promises: plan
            .body
            .commitments
            .iter()
            .map(|commitment| PlanPromise {
                names: names(&commitment.indicator.value, catalogue),
                words: commitment.target.printed.to_string(),
                line: line(commitment.span),
            })
            .collect(),
    }
}

fn plan_row(row: &document::IndicatorRow, line: u32) -> PlanRow {
    let unit = row.unit.iter().map(|unit| PlanCell {
        kind: CellKind::Unit,
        words: unit.as_printed().to_owned(),
    });
    let baseline = row.baseline.iter().map(|baseline| PlanCell {
        kind: CellKind::Baseline,
        words: baseline.value.printed.to_string(),
    });
    let targets = row.targets.iter().map(|target| PlanCell {
        kind: CellKind::Target(Some(target.target.horizon.year())),
        words: target.target.printed.to_string(),
    });
    PlanRow {
        no: row.number.to_string(),
        name: row.name.value.to_string(),
        line,
        cells: unit.chain(baseline).chain(targets).collect(),
    }
}

fn names(id: &str, catalogue: &[CatalogueName]) -> Vec<String> {
    let entry = catalogue.iter().find(|entry| entry.id == id);
    entry.map_or_else(|| vec![id.to_owned()], |entry| entry.names.clone())
}
