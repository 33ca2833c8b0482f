//! Proof of a plan file against the original that it was made from, cell by cell.
//!
//! Each number, name, unit, starting value and target of the plan is looked up in the row of the same
//! name in the tables of the original, or, where the original has no such row, in a sentence with that
//! name; each promise in the prose. What is not there word for word, but for its dress, is a difference
//! with both lines. Nothing is interpreted: 不少于90% and ≥90% differ here. Nothing is mended either.

mod cells;
mod evidence;
mod pairing;
mod problem;
pub(crate) mod prose;
#[cfg(test)]
mod tests;
mod wording;

use std::collections::BTreeSet;

use crate::original::{Indicators, Original, OriginalRow};

pub use cells::{CellKind, PlanCell, PlanCells, PlanPromise, PlanRow, cells};
pub use problem::Difference;
pub use wording::Normalisation;

use evidence::{Evidence, EvidencePlace};
use prose::Prose;
use wording::{plain, same};

/// What was found out about every cell of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// The cells, in the order of the plan: for each row its number, its name and its values; then the
    /// promises.
    pub proofs: Vec<Proof>,
    /// Rows of the original that the plan does not have.
    pub extra: Vec<ExtraRow>,
}

/// One cell of a plan and where the original says the same, or something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Its line in the plan file.
    pub plan_line: u32,
    /// Its row, by number and name, or the name of the promise.
    pub row: String,
    /// Which cell it is.
    pub kind: CellKind,
    /// What the plan says.
    pub found: String,
    /// What the original says; empty where nothing was found.
    pub expected: String,
    /// The line of the original; 0 where nothing was found.
    pub line: u32,
    /// The clause of the original.
    pub clause: String,
    /// The name in the original, where it is not the plan's.
    pub named: Option<String>,
    /// Whether they are the same.
    pub status: ProofStatus,
}

/// Whether an original proves a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProofStatus {
    /// Byte for byte.
    Proved,
    /// The same words, once these are overlooked.
    ProvedAfter(Vec<Normalisation>),
    /// The original says something else.
    Differs,
    /// The original says nothing of it.
    Missing,
}

/// A row of the original that the plan does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraRow {
    /// Its number and name.
    pub row: String,
    /// Its line in the original.
    pub line: u32,
    /// Its clause.
    pub clause: String,
}

impl Verification {
    /// Whether every cell is proved and no row is left over.
    pub fn is_complete(&self) -> bool {
        self.differences().is_empty()
    }

    /// What a person must look at.
    pub fn differences(&self) -> Vec<Difference> {
        problem::differences(self)
    }
}

/// Proves the cells of a plan against its original.
pub fn verify(plan: &PlanCells, original: &Original, tables: &Indicators) -> Verification {
    let prose = Prose::of(original, tables);
    let pairing = pairing::pair(&plan.rows, tables);
    let unpaired = plan
        .rows
        .iter()
        .zip(&pairing.of_plan)
        .filter(|(_, pair)| pair.is_none());
    let names: BTreeSet<String> = unpaired
        .map(|(row, _)| row.name.clone())
        .chain(
            plan.promises
                .iter()
                .flat_map(|promise| promise.names.clone()),
        )
        .collect();
    let evidence = Evidence::of(&prose, &names);
    let rows = plan
        .rows
        .iter()
        .zip(&pairing.of_plan)
        .flat_map(|(row, pair)| match pair {
            Some(original) => row_in_table(row, original, &prose),
            None => row_in_prose(row, &evidence),
        });
    let promises = plan
        .promises
        .iter()
        .map(|promise| promise_in_prose(promise, &evidence));
    Verification {
        proofs: rows.chain(promises).collect(),
        extra: pairing.extra.iter().map(|row| extra(row, &prose)).collect(),
    }
}

fn extra(row: &OriginalRow, prose: &Prose) -> ExtraRow {
    ExtraRow {
        row: labelled(&row.no, &row.name),
        line: row.line,
        clause: prose.clause_at(row.line),
    }
}

fn labelled(no: &str, name: &str) -> String {
    format!("{no} {name}").trim().to_owned()
}

/// The cells of a row that has its row in a table.
fn row_in_table(row: &PlanRow, original: &OriginalRow, prose: &Prose) -> Vec<Proof> {
    let clause = prose.clause_at(original.line);
    let proof =
        |kind, found: &str, expected: &str, line: u32, same: Option<Vec<Normalisation>>| Proof {
            plan_line: row.line,
            row: labelled(&row.no, &row.name),
            kind,
            found: found.to_owned(),
            expected: expected.to_owned(),
            line,
            clause: clause.clone(),
            named: None,
            status: same.map_or(ProofStatus::Differs, ProofStatus::overlooking),
        };
    let mut proofs = Vec::new();
    if !row.no.is_empty() && !original.no.is_empty() {
        proofs.push(proof(
            CellKind::Number,
            &row.no,
            &original.no,
            original.line,
            same(&row.no, &original.no),
        ));
    }
    proofs.push(proof(
        CellKind::Name,
        &row.name,
        &original.name,
        original.line,
        same(&row.name, &original.name),
    ));
    let mut targets = 0;
    for cell in &row.cells {
        let (expected, line) = counterpart(cell.kind, original, targets);
        targets += usize::from(matches!(cell.kind, CellKind::Target(_)));
        let same = match cell.kind {
            CellKind::Unit => same_unit(&cell.words, original),
            _ => same_value(row, &cell.words, original, expected),
        };
        proofs.push(proof(cell.kind, &cell.words, expected, line, same));
    }
    let left_out = left_out(row, original, targets);
    proofs.extend(left_out.map(|(kind, words, line)| proof(kind, "", words, line, None)));
    proofs
}

/// Cells of the original that the row of the plan does not have, but for dashes.
fn left_out<'a>(
    row: &PlanRow,
    original: &'a OriginalRow,
    targets: usize,
) -> impl Iterator<Item = (CellKind, &'a str, u32)> {
    let has_baseline = row.cells.iter().any(|cell| cell.kind == CellKind::Baseline);
    let baseline = original.baseline.as_deref().filter(|_| !has_baseline);
    let baseline = baseline.map(|words| (CellKind::Baseline, words, original.line));
    let targets = original.targets.iter().skip(targets).map(|target| {
        (
            CellKind::Target(target.year),
            target.text.as_str(),
            target.line,
        )
    });
    let says_something = |words: &str| !matches!(plain(words).as_str(), "" | "—" | "/");
    let cells = baseline.into_iter().chain(targets);
    cells.filter(move |(_, words, _)| says_something(words))
}

/// The cell of the original that stands in the same column, and its line. `nth` counts the targets before
/// it: headers without a year are compared in order.
fn counterpart(kind: CellKind, original: &OriginalRow, nth: usize) -> (&str, u32) {
    match kind {
        CellKind::Target(year) => {
            let of_year = original
                .targets
                .iter()
                .find(|target| target.year.is_some() && target.year == year);
            // A header without a year is compared in order, but never one of another year.
            let in_order = original.targets.get(nth);
            let target =
                of_year.or(in_order.filter(|target| target.year.is_none() || year.is_none()));
            target.map_or(("", original.line), |target| {
                (target.text.as_str(), target.line)
            })
        }
        CellKind::Baseline => (
            original.baseline.as_deref().unwrap_or_default(),
            original.line,
        ),
        CellKind::Unit => (original.unit.as_deref().unwrap_or_default(), original.line),
        CellKind::Number => (original.no.as_str(), original.line),
        CellKind::Name | CellKind::Promise => (original.name.as_str(), original.line),
    }
}

/// A unit may stand in its column, in the name or in the target.
fn same_unit(unit: &str, original: &OriginalRow) -> Option<Vec<Normalisation>> {
    if let Some(printed) = &original.unit {
        return same(unit, printed);
    }
    let unit = plain(unit);
    let ends_with_unit = |text: &str| plain(text).trim_end_matches(')').ends_with(&unit);
    let is_printed = ends_with_unit(&original.name)
        || original
            .targets
            .iter()
            .any(|target| ends_with_unit(&target.text));
    (is_printed && !unit.is_empty()).then(|| vec![Normalisation::Unit])
}

/// A value may bring its unit or leave it to the column.
fn same_value(
    row: &PlanRow,
    words: &str,
    original: &OriginalRow,
    expected: &str,
) -> Option<Vec<Normalisation>> {
    let with_unit = |value: &str, unit: &str| format!("{}{unit}", plain(value));
    let plan_unit = row
        .cells
        .iter()
        .find(|cell| cell.kind == CellKind::Unit)
        .map(|cell| cell.words.as_str());
    let moved = || {
        let in_original = original
            .unit
            .as_ref()
            .and_then(|unit| same(&plain(words), &with_unit(expected, unit)));
        let in_plan = || plan_unit.and_then(|unit| same(&with_unit(words, unit), &plain(expected)));
        let overlooked = in_original.or_else(in_plan)?;
        Some(
            overlooked
                .into_iter()
                .chain([Normalisation::Unit])
                .collect(),
        )
    };
    same(words, expected).or_else(moved)
}

/// The cells of a row that stands in no table of the original.
fn row_in_prose(row: &PlanRow, evidence: &Evidence<'_>) -> Vec<Proof> {
    let values = row
        .cells
        .iter()
        .filter(|cell| matches!(cell.kind, CellKind::Target(_) | CellKind::Baseline));
    let proofs: Vec<Proof> = values
        .map(|cell| {
            let found = evidence.of_row(&row.name, &cell.words);
            from_prose(
                row.line,
                labelled(&row.no, &row.name),
                cell.kind,
                &cell.words,
                found,
            )
        })
        .collect();
    if proofs.is_empty() {
        // A row without a value is still a row that the original does not have.
        let label = labelled(&row.no, &row.name);
        return vec![from_prose(row.line, label, CellKind::Name, &row.name, None)];
    }
    proofs
}

fn promise_in_prose(promise: &PlanPromise, evidence: &Evidence<'_>) -> Proof {
    let name = promise.names.first().cloned().unwrap_or_default();
    let found = evidence.of_promise(&promise.names, &promise.words);
    from_prose(promise.line, name, CellKind::Promise, &promise.words, found)
}

fn from_prose(
    plan_line: u32,
    row: String,
    kind: CellKind,
    words: &str,
    found: Option<EvidencePlace>,
) -> Proof {
    let is_found = found.is_some();
    let EvidencePlace {
        line,
        clause,
        words: expected,
        same,
        name,
    } = found.unwrap_or_default();
    let unproved = if is_found {
        ProofStatus::Differs
    } else {
        ProofStatus::Missing
    };
    Proof {
        plan_line,
        row,
        kind,
        found: words.to_owned(),
        expected,
        line,
        clause,
        named: name,
        status: same.map_or(unproved, ProofStatus::overlooking),
    }
}

impl ProofStatus {
    fn overlooking(overlooked: Vec<Normalisation>) -> Self {
        if overlooked.is_empty() {
            Self::Proved
        } else {
            Self::ProvedAfter(overlooked)
        }
    }
}
