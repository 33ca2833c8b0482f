//! What plans promise for an indicator: a table for each period, level by level.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::super::index::{matrix_choices, whole_matrix};
use super::super::page::PageContext;
use super::super::plan::nature_id;
use super::super::view::{
    CellView, Choice, IndicatorGroup, IndicatorRow, IndicatorSection, MarkView, Printed,
    TargetCell, VerdictView,
};
use super::super::{cells, sentence};
use crate::route::PageKey;
use duibiao_compare::catalog::{CommitmentRef, IndicatorId, LinkedRow, PlanId, RowRef, TopicId};
use duibiao_compare::verdict::Standing;
use duibiao_syntax::document::Grade;
use duibiao_syntax::period::Period;
use duibiao_syntax::region::Level;

/// What a plan says about an indicator: in a row of its table, or outside it.
#[derive(Clone, Copy)]
enum Promise {
    Row(LinkedRow),
    Commitment(CommitmentRef),
}

impl Promise {
    const fn plan(self) -> PlanId {
        match self {
            Self::Row(linked) => linked.row.plan,
            Self::Commitment(commitment) => commitment.plan,
        }
    }
}

/// What plans promise, by period (the newest first), level and place.
pub(super) fn sections(page: &PageContext<'_>, id: IndicatorId) -> Vec<IndicatorSection> {
    let catalog = page.context.catalog;
    let indicator = catalog.indicator(id);
    let rows = indicator.rows.iter().copied().map(Promise::Row);
    let mut promises: Vec<Promise> = rows
        .chain(
            indicator
                .commitments
                .iter()
                .copied()
                .map(Promise::Commitment),
        )
        .collect();
    let plan = |promise: &Promise| catalog.plan(promise.plan());
    promises.sort_by_cached_key(|promise| {
        let region = plan(promise).region();
        (
            Reverse(plan(promise).period()),
            region.level(),
            region.clone(),
            promise.plan(),
        )
    });
    promises
        .chunk_by(|a, b| plan(a).period() == plan(b).period())
        .filter_map(|together| {
            Some(section(
                page,
                id,
                plan(together.first()?).period(),
                together,
            ))
        })
        .collect()
}

fn section(
    page: &PageContext<'_>,
    id: IndicatorId,
    period: Period,
    promises: &[Promise],
) -> IndicatorSection {
    let catalog = page.context.catalog;
    let level = |promise: &Promise| catalog.plan(promise.plan()).region().level();
    let baseline = promises.iter().any(|promise| match promise {
        Promise::Row(linked) => catalog.row(linked.row).baseline.is_some(),
        Promise::Commitment(_) => false,
    });
    let group = |level: Level, promises: &[Promise]| IndicatorGroup {
        level: level.id(),
        rows: promises
            .iter()
            .map(|promise| match promise {
                Promise::Row(linked) => table_row(page, id, *linked, baseline),
                Promise::Commitment(commitment) => commitment_row(page, *commitment, baseline),
            })
            .collect(),
    };
    IndicatorSection {
        anchor: format!("p{period}"),
        period: page.period(period),
        matrices: matrices(page, period, promises),
        baseline,
        groups: promises
            .chunk_by(|a, b| level(a) == level(b))
            .filter_map(|together| Some(group(level(together.first()?), together)))
            .collect(),
    }
}

/// The matrices that hold rows of a section; a plan of another topic may print the indicator too.
fn matrices(page: &PageContext<'_>, period: Period, promises: &[Promise]) -> Vec<Choice> {
    let catalog = page.context.catalog;
    let rows = promises
        .iter()
        .filter(|promise| matches!(promise, Promise::Row(_)));
    let topics: BTreeSet<TopicId> = rows
        .map(|promise| catalog.plan(promise.plan()).topic)
        .collect();
    let is_alone = topics.len() == 1;
    topics
        .into_iter()
        .filter_map(|topic| Some((topic, whole_matrix(catalog, topic, period)?)))
        .flat_map(|(topic, scope)| {
            let mut choices = matrix_choices(page, &scope);
            for choice in choices.iter_mut().filter(|_| !is_alone) {
                choice.text = format!("{} · {}", page.topic_link(topic).text, choice.text);
            }
            choices
        })
        .collect()
}

fn table_row(
    page: &PageContext<'_>,
    id: IndicatorId,
    linked: LinkedRow,
    baseline: bool,
) -> IndicatorRow {
    let catalog = page.context.catalog;
    let plan = catalog.plan(linked.row.plan);
    let row = catalog.row(linked.row);
    IndicatorRow {
        region: page.full_region_link(plan.region()),
        plan: page.plan_link(linked.row.plan),
        name: row.name.value.to_string(),
        grade: linked.grade.id(),
        baseline: baseline.then(|| cells::baseline_cell(page, linked.row)),
        targets: cells::target_cells(page, linked.row, true, true),
        nature: row.nature.map(nature_id),
        verdict: nearest_verdict(page, id, linked.row),
        marks: marks(page, linked.row.plan, cells::marks(page, linked.row)),
    }
}

/// A promise outside the table has no row, so no printed name: the column says where it stands instead.
fn commitment_row(
    page: &PageContext<'_>,
    reference: CommitmentRef,
    baseline: bool,
) -> IndicatorRow {
    let plan = page.context.catalog.plan(reference.plan);
    let commitment = plan
        .document
        .body
        .commitments
        .get(reference.commitment as usize);
    let unverified: Vec<MarkView> = page
        .verification_mark(plan.document.verification)
        .into_iter()
        .collect();
    let cell = commitment.map_or(CellView::absent("not-stated"), |commitment| {
        CellView::Value(Printed {
            text: commitment.target.printed.to_string(),
            reading: sentence::reading(&commitment.target, page.language()),
            unit: None,
            horizon: None,
            marks: unverified.clone(),
            href: Some(page.href_at(&PageKey::Plan(reference.plan), &commitment.anchor)),
        })
    });
    IndicatorRow {
        region: page.full_region_link(plan.region()),
        plan: page.plan_link(reference.plan),
        name: page.word("section.commitments"),
        grade: Grade::Same.id(),
        baseline: baseline.then_some(CellView::absent("not-applicable")),
        targets: vec![TargetCell::only(cell)],
        nature: None,
        verdict: None,
        marks: marks(page, reference.plan, unverified),
    }
}

/// The marks of a value with those of the state of its plan, each once.
fn marks(page: &PageContext<'_>, plan: PlanId, of_value: Vec<MarkView>) -> Vec<MarkView> {
    let mut marks = page.plan_marks(page.context.catalog.plan(plan));
    marks.retain(|mark| mark.id != "unverified");
    for mark in of_value {
        if marks.iter().all(|known| known.id != mark.id) {
            marks.push(mark);
        }
    }
    marks
}

/// What the row says beside the nearest level above that has the indicator: its last target, beside the
/// row there that is nearest in name.
fn nearest_verdict(page: &PageContext<'_>, id: IndicatorId, row: RowRef) -> Option<VerdictView> {
    let pairs = &page.context.comparisons.of(row.plan).pairs;
    let from = pairs.partition_point(|pair| pair.row < row.row);
    let pair = pairs[from..]
        .iter()
        .take_while(|pair| pair.row == row.row)
        .filter(|pair| pair.standing == Standing::Above && pair.indicator == id)
        .min_by_key(|pair| (pair.level, Reverse(pair.target), pair.grade))?;
    Some(cells::verdict(page, row.plan, pair))
}
