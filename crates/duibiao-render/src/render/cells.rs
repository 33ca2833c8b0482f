//! Cells: what a place in a table of targets holds, and what comparing it with another says.
//!
//! All pages that show targets make their cells here, so that a value, its unit, its time and its marks
//! look the same everywhere and no cell can be empty. Which rows a page has is the business of the page;
//! which rows are set side by side was decided in [`duibiao_compare::compare`].

mod against;
#[cfg(test)]
pub(super) mod fixture;
#[cfg(test)]
mod tests;

pub(super) use against::{
    against, main_plan, plan_beside, shown_pairs, upper_absence, upper_heads, verdict,
};

use super::page::PageContext;
use super::sentence;
use super::view::{Absent, CellView, Horizon, MarkView, Printed, TargetCell};
use crate::route::PageKey;
use duibiao_compare::catalog::{Plan, RowRef};
use duibiao_syntax::diagnostic::Language;
use duibiao_syntax::document::{IndicatorRow, PlanStatus, RowTarget};
use duibiao_syntax::quantity::Unit;
use duibiao_syntax::target::{self, Target, TargetKind};

/// The targets of a row as another page shows them.
pub(super) fn target_cells(
    page: &PageContext<'_>,
    row: RowRef,
    with_link: bool,
    with_unit: bool,
) -> Vec<TargetCell> {
    let targets = &page.context.catalog.row(row).targets;
    if targets.is_empty() {
        return vec![TargetCell::only(target_cell(
            page, row, 0, with_link, with_unit,
        ))];
    }
    (0..targets.len())
        .map(|at| TargetCell {
            year: year_label(page, targets, at),
            cell: target_cell(page, row, at, with_link, with_unit),
        })
        .collect()
}

/// One target of a row; blank when nothing is printed in any target column. The year goes without
/// saying when it is the last one of the plan, or when the row has several and a label stands beside each.
pub(super) fn target_cell(
    page: &PageContext<'_>,
    row: RowRef,
    target: usize,
    with_link: bool,
    with_unit: bool,
) -> CellView {
    let catalog = page.context.catalog;
    let targets = &catalog.row(row).targets;
    let mut settled = CellOptions {
        href: with_link.then(|| row_href(page, row)),
        unit: with_unit,
        time: false,
        marks: marks(page, row),
    };
    let Some(RowTarget { target, .. }) = targets.get(target) else {
        return CellView::Absent(Absent {
            href: settled.href,
            marks: settled.marks,
            ..absence("blank")
        });
    };
    let last = catalog.plan(row.plan).period().end;
    settled.time = match target.horizon {
        target::Horizon::Year(year) => targets.len() < 2 && year != last,
        _ => true,
    };
    cell(page, target, settled)
}

/// The starting value of a row. A plan without a column for it states none; a lack of it needs no mark.
pub(super) fn baseline_cell(page: &PageContext<'_>, row: RowRef) -> CellView {
    let Some(baseline) = &page.context.catalog.row(row).baseline else {
        return CellView::absent("not-stated");
    };
    let mut cell = cell(page, &baseline.value, CellOptions::default());
    if let CellView::Value(printed) = &mut cell {
        printed.marks = marks(page, row);
    }
    cell
}

/// What is to be said of a target besides its words.
#[derive(Default)]
pub(super) struct CellOptions {
    /// Where its row stands.
    pub(super) href: Option<String>,
    /// Whether the unit must be said when the words lack it.
    pub(super) unit: bool,
    /// Whether the time must be said.
    pub(super) time: bool,
    /// What a reader must know.
    pub(super) marks: Vec<MarkView>,
}

/// A target as printed, or the kind of its absence.
pub(super) fn cell(page: &PageContext<'_>, target: &Target, settled: CellOptions) -> CellView {
    let id = match target.kind {
        TargetKind::Dash => "dash",
        TargetKind::Blank => "blank",
        _ if target.printed.is_empty() => "blank",
        _ => return CellView::Value(value(page, target, settled)),
    };
    CellView::Absent(Absent {
        id,
        printed: (id == "dash").then(|| target.printed.to_string()),
        href: settled.href,
        marks: settled.marks,
    })
}

fn value(page: &PageContext<'_>, target: &Target, settled: CellOptions) -> Printed {
    Printed {
        text: target.printed.to_string(),
        reading: sentence::reading(target, page.language()),
        unit: if settled.unit {
            unsaid_unit(target)
        } else {
            None
        },
        horizon: settled.time.then(|| Horizon {
            id: target.horizon.id(),
            years: years(target.horizon),
        }),
        marks: settled.marks,
        href: settled.href,
    }
}

/// The unit of a number whose words do not hold it.
fn unsaid_unit(target: &Target) -> Option<String> {
    let counts = target.kind.is_quantified() || matches!(target.kind, TargetKind::Compound(_));
    let unit = target
        .unit
        .as_ref()
        .filter(|unit| counts && unit.is_countable())?;
    (!says_unit(&target.printed, unit)).then(|| unit.as_printed().to_owned())
}

/// Whether printed words hold a unit, in whatever spelling of it.
fn says_unit(words: &str, unit: &Unit) -> bool {
    let spelt =
        || Unit::new(words).is_some_and(|words| words.normalised().contains(unit.normalised()));
    words.contains(unit.as_printed())
        || (unit.is_percent() && (words.contains("百分之") || words.contains('成')))
        || spelt()
}

/// The years that a target speaks of: 2027, 2026—2030.
pub(super) fn years(time: target::Horizon) -> String {
    match time {
        target::Horizon::Year(year) => year.to_string(),
        target::Horizon::Average(period)
        | target::Horizon::Cumulative(period)
        | target::Horizon::Period(period) => {
            format!("{}—{}", period.start, period.end)
        }
    }
}

/// What tells one target of a row from the others: its year; none when there is only one.
pub(super) fn year_label(
    page: &PageContext<'_>,
    targets: &[RowTarget],
    at: usize,
) -> Option<String> {
    if targets.len() < 2 {
        return None;
    }
    let years = years(targets.get(at)?.target.horizon);
    Some(match page.language() {
        Language::Chinese => format!("{years}年"),
        Language::English => years,
    })
}

/// What a reader must know of a value: that it is a draft's, that it is unverified.
pub(super) fn marks(page: &PageContext<'_>, row: RowRef) -> Vec<MarkView> {
    let catalog = page.context.catalog;
    let plan = catalog.plan(row.plan);
    let printed = catalog.row(row);
    let unverified = page
        .verification_mark(plan.verification(printed))
        .map(|mark| sourced(page, mark, printed));
    draft_mark(plan).into_iter().chain(unverified).collect()
}

/// 征求意见稿.
pub(super) fn draft_mark(plan: &Plan) -> Option<MarkView> {
    (plan.status() == PlanStatus::Consultation).then(|| MarkView::new("draft"))
}

/// The mark of a row that was read elsewhere says where.
fn sourced(page: &PageContext<'_>, mut mark: MarkView, row: &IndicatorRow) -> MarkView {
    if let (Some(reason), Some(source)) = (&mut mark.reason, row.source()) {
        let (label, colon) = (page.word("field.source"), page.word("site.colon"));
        *reason = format!("{reason} {label}{colon}{source}");
    }
    mark
}

/// The marks of two sides of a comparison, each once.
pub(super) fn joined(
    mut marks: Vec<MarkView>,
    more: impl IntoIterator<Item = MarkView>,
) -> Vec<MarkView> {
    for mark in more {
        if !marks.iter().any(|known| known.id == mark.id) {
            marks.push(mark);
        }
    }
    marks
}

/// Where a row stands in its plan.
pub(super) fn row_href(page: &PageContext<'_>, row: RowRef) -> String {
    let anchor = &page.context.catalog.row(row).anchor;
    page.href_at(&PageKey::Plan(row.plan), anchor)
}

/// An absence of which no more is known than its reason.
pub(super) const fn absence(id: &'static str) -> Absent {
    Absent {
        id,
        printed: None,
        href: None,
        marks: Vec::new(),
    }
}
