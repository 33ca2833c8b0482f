//! 表外承诺: quantified promises outside the table, with what the levels above say of the same
//! indicator.
//!
//! Promises are not judged: a sentence may promise a part of what a table promises. Values above are
//! shown beside them and no verdict is given.

use super::clauses::clause_link;
use crate::render::cells::{self, CellOptions};
use crate::render::page::PageContext;
use crate::render::view::{Against, CellView, CommitmentRow, Link, TargetCell};
use crate::route::PageKey;
use duibiao_compare::catalog::{CommitmentRef, IndicatorId, LinkedRow, PlanId};
use duibiao_compare::compare::LevelAbove;
use duibiao_compare::link::names::normalised;
use duibiao_syntax::document::{Commitment, Grade};
use duibiao_syntax::target::Horizon;

/// The promises of a plan, in the order of the text.
pub(super) fn commitments(page: &PageContext<'_>, id: PlanId) -> Vec<CommitmentRow> {
    let plan = page.context.catalog.plan(id);
    let promises = plan.document.body.commitments.iter().zip(&plan.commitments);
    (1_usize..)
        .zip(promises)
        .map(|(number, (promise, indicator))| row(page, id, number, promise, *indicator))
        .collect()
}

fn row(
    page: &PageContext<'_>,
    id: PlanId,
    number: usize,
    promise: &Commitment,
    indicator: IndicatorId,
) -> CommitmentRow {
    let levels = &page.context.comparisons.of(id).levels;
    CommitmentRow {
        // The promise itself has the anchor `c-1` in the text.
        anchor: format!("com-{number}"),
        indicator: page.indicator_link(indicator),
        targets: vec![TargetCell::only(promised(page, id, promise, None))],
        clause: clause_link(page, id, promise.span)
            .unwrap_or_else(|| Link::text(page.word("section.body"))),
        against: levels
            .iter()
            .map(|level| above(page, id, level, indicator))
            .collect(),
    }
}

/// The words of a promise as a cell.
fn promised(
    page: &PageContext<'_>,
    id: PlanId,
    promise: &Commitment,
    href: Option<String>,
) -> CellView {
    let plan = page.context.catalog.plan(id);
    let marks = cells::draft_mark(plan)
        .into_iter()
        .chain(page.verification_mark(plan.document.verification))
        .collect();
    let time = promise.target.horizon != Horizon::Year(plan.period().end);
    cells::cell(
        page,
        &promise.target,
        CellOptions {
            href,
            unit: true,
            time,
            marks,
        },
    )
}

/// What a level above says of an indicator, in tables and in sentences, or why it says nothing.
fn above(
    page: &PageContext<'_>,
    own: PlanId,
    level: &LevelAbove,
    indicator: IndicatorId,
) -> Vec<Against> {
    let catalog = page.context.catalog;
    let period = catalog.plan(own).period();
    let plans = catalog.plans_of(&level.region).iter().filter(|id| {
        let plan = catalog.plan(**id);
        plan.period() == period && plan.is_default()
    });
    let mut found = Vec::new();
    for plan in plans {
        found.extend(
            rows_of(page, indicator, *plan)
                .flat_map(|linked| rows_above(page, level, indicator, linked)),
        );
        found.extend(
            promises_of(page, indicator, *plan).map(|promise| promise_above(page, level, promise)),
        );
    }
    if found.is_empty() {
        let absent = cells::upper_absence(page, level);
        found.push(Against {
            cell: CellView::Absent(absent),
            ..Against::absent("not-set")
        });
    }
    found
}

/// The rows of a plan that say the same quantity as an indicator; they are sorted by plan.
fn rows_of<'a>(
    page: &PageContext<'a>,
    indicator: IndicatorId,
    plan: PlanId,
) -> impl Iterator<Item = LinkedRow> + use<'a> {
    let rows = &page.context.catalog.indicator(indicator).rows;
    let from = rows.partition_point(|linked| linked.row.plan < plan);
    rows[from..]
        .iter()
        .take_while(move |linked| linked.row.plan == plan)
        .filter(|linked| linked.grade <= Grade::Wording)
        .copied()
}

fn promises_of<'a>(
    page: &PageContext<'a>,
    indicator: IndicatorId,
    plan: PlanId,
) -> impl Iterator<Item = CommitmentRef> + use<'a> {
    let promises = &page.context.catalog.indicator(indicator).commitments;
    let from = promises.partition_point(|promise| promise.plan < plan);
    promises[from..]
        .iter()
        .take_while(move |promise| promise.plan == plan)
        .copied()
}

fn rows_above(
    page: &PageContext<'_>,
    level: &LevelAbove,
    indicator: IndicatorId,
    linked: LinkedRow,
) -> Vec<Against> {
    let catalog = page.context.catalog;
    let printed = &catalog.row(linked.row).name.value;
    let is_other =
        normalised(printed) != normalised(&catalog.indicator(indicator).document.name.value);
    let name = name_above(page, level, linked.row.plan, is_other.then_some(&**printed));
    cells::target_cells(page, linked.row, true, true)
        .into_iter()
        .map(|target| Against {
            year: target.year,
            name: name.clone(),
            cell: target.cell,
            verdict: None,
        })
        .collect()
}

fn promise_above(page: &PageContext<'_>, level: &LevelAbove, promise: CommitmentRef) -> Against {
    let plan = page.context.catalog.plan(promise.plan);
    let Some(commitment) = plan
        .document
        .body
        .commitments
        .get(promise.commitment as usize)
    else {
        return Against::absent("not-set");
    };
    let href = page.href_at(&PageKey::Plan(promise.plan), &commitment.anchor);
    Against {
        year: None,
        name: name_above(page, level, promise.plan, None),
        cell: promised(page, promise.plan, commitment, Some(href)),
        verdict: None,
    }
}

/// The printed name over there when it differs, with the plan when it is not that of the column.
fn name_above(
    page: &PageContext<'_>,
    level: &LevelAbove,
    plan: PlanId,
    printed: Option<&str>,
) -> Option<String> {
    if cells::main_plan(page, level) == Some(plan) {
        return printed.map(str::to_owned);
    }
    let title = &page.context.catalog.plan(plan).document.title.value;
    Some(match printed {
        Some(printed) => format!("《{title}》：{printed}"),
        None => format!("《{title}》"),
    })
}
