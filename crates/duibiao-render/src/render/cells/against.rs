//! What stands above a row, level by level: the printed values with what comparing them says, or why
//! there is nothing.
//!
//! The pairs and their verdicts come from [`duibiao_compare::compare`] and their sentences from
//! [`crate::render::sentence`]; here they are only put in their places.

use super::{CellOptions, joined, marks, target_cell, year_label};
use crate::render::page::PageContext;
use crate::render::sentence;
use crate::render::view::{self, Absent, Against, CellView, UpperHead};
use crate::route::{PageKey, View};
use duibiao_compare::catalog::{PlanId, RowRef};
use duibiao_compare::compare::{LevelAbove, Pair};
use duibiao_compare::verdict::{Standing, Strictness, Verdict};
use duibiao_syntax::target::Horizon;

/// The heads of the levels above a plan, the nearest first.
pub(in crate::render) fn upper_heads(page: &PageContext<'_>, plan: PlanId) -> Vec<UpperHead> {
    page.context
        .comparisons
        .of(plan)
        .levels
        .iter()
        .map(|level| upper_head(page, level))
        .collect()
}

fn upper_head(page: &PageContext<'_>, level: &LevelAbove) -> UpperHead {
    let held = main_plan(page, level);
    UpperHead {
        level: level.region.level().id(),
        region: page.region_link(&level.region),
        plan: held
            .map(|plan| page.plan_link(plan))
            .or_else(|| level.known.map(|known| page.reference_link(known))),
        held: held.is_some(),
        marks: held
            .map(|plan| page.plan_marks(page.context.catalog.plan(plan)))
            .unwrap_or_default(),
    }
}

/// Of several plans of a place above, the one that its column is named after: the first with a table.
pub(in crate::render) fn main_plan(page: &PageContext<'_>, level: &LevelAbove) -> Option<PlanId> {
    let catalog = page.context.catalog;
    let with_table = level
        .plans
        .iter()
        .find(|plan| !catalog.plan(**plan).rows.is_empty());
    with_table.or_else(|| level.plans.first()).copied()
}

/// What a level above sets against a row: never empty.
pub(in crate::render) fn against(
    page: &PageContext<'_>,
    plan: PlanId,
    row: u32,
    level: usize,
    view: View,
) -> Vec<Against> {
    let comparison = page.context.comparisons.of(plan);
    let Some(above) = comparison.levels.get(level) else {
        return vec![Against::absent("not-applicable")];
    };
    let of_level: Vec<&Pair> = pairs_of(&comparison.pairs, row)
        .iter()
        .filter(|pair| pair.standing == Standing::Above && usize::from(pair.level) == level)
        .collect();
    let shown: Vec<Against> = of_level
        .iter()
        .filter(|pair| is_shown(pair, view))
        .map(|pair| beside(page, plan, pair, above))
        .collect();
    if !shown.is_empty() {
        return shown;
    }
    if of_level.is_empty() {
        return vec![nothing(page, RowRef { plan, row }, above)];
    }
    vec![only_loose(page, RowRef { plan, row })]
}

/// The pairs of a row that a view takes, in the order of the comparison.
pub(in crate::render) fn shown_pairs<'a>(
    page: &PageContext<'a>,
    row: RowRef,
    view: View,
) -> impl Iterator<Item = &'a Pair> {
    let comparison = page.context.comparisons.of(row.plan);
    pairs_of(&comparison.pairs, row.row)
        .iter()
        .filter(move |pair| is_shown(pair, view))
}

/// The pairs of one row; they stand together.
fn pairs_of(pairs: &[Pair], row: u32) -> &[Pair] {
    let from = pairs.partition_point(|pair| pair.row < row);
    let to = pairs.partition_point(|pair| pair.row <= row);
    &pairs[from..to]
}

fn is_shown(pair: &Pair, view: View) -> bool {
    view == View::Loose || pair.is_strict()
}

/// A target above, beside an own one.
fn beside(page: &PageContext<'_>, plan: PlanId, pair: &Pair, level: &LevelAbove) -> Against {
    let own = &page.context.catalog.row(own_row(plan, pair)).targets;
    Against {
        year: year_label(page, own, usize::from(pair.target)),
        name: other_name(page, own_row(plan, pair), pair.against, level),
        cell: upper_cell(page, plan, pair),
        verdict: Some(verdict(page, plan, pair)),
    }
}

/// The target above. Its year goes without saying when it is that of the own target.
fn upper_cell(page: &PageContext<'_>, plan: PlanId, pair: &Pair) -> CellView {
    let catalog = page.context.catalog;
    let own = catalog
        .row(own_row(plan, pair))
        .targets
        .get(usize::from(pair.target));
    let at = usize::from(pair.against_target);
    let Some(above) = catalog.row(pair.against).targets.get(at) else {
        return target_cell(page, pair.against, at, true, true);
    };
    let own_time = own.map(|own| own.target.horizon);
    let time = match above.target.horizon {
        time @ Horizon::Year(_) => own_time != Some(time),
        _ => true,
    };
    let settled = CellOptions {
        href: Some(super::row_href(page, pair.against)),
        unit: true,
        time,
        marks: marks(page, pair.against),
    };
    super::cell(page, &above.target, settled)
}

/// The name of the row over there when it is printed in other words, with its plan when that is not the
/// one in the head of the column.
fn other_name(
    page: &PageContext<'_>,
    own: RowRef,
    other: RowRef,
    level: &LevelAbove,
) -> Option<String> {
    let catalog = page.context.catalog;
    let same = catalog.row_links(other).name == catalog.row_links(own).name;
    plan_beside(page, level, other)
        .or_else(|| (!same).then(|| catalog.row(other).name.value.to_string()))
}

/// A row above with its plan, when that is not the one in the head of the column.
pub(in crate::render) fn plan_beside(
    page: &PageContext<'_>,
    level: &LevelAbove,
    row: RowRef,
) -> Option<String> {
    let catalog = page.context.catalog;
    let is_beside = main_plan(page, level) != Some(row.plan);
    is_beside.then(|| {
        format!(
            "《{}》：{}",
            catalog.plan(row.plan).document.title.value,
            catalog.row(row).name.value
        )
    })
}

/// Nothing is printed above for a row: the plan is not held, has no table, or has not this row.
fn nothing(page: &PageContext<'_>, row: RowRef, level: &LevelAbove) -> Against {
    let absent = upper_absence(page, level);
    let is_new = absent.id == "not-set";
    Against {
        cell: CellView::Absent(absent),
        verdict: is_new.then(|| new(page, row, level)),
        ..Against::absent("not-set")
    }
}

/// Why a level above has no value of its own for a row.
pub(in crate::render) fn upper_absence(page: &PageContext<'_>, level: &LevelAbove) -> Absent {
    let catalog = page.context.catalog;
    let id = if level.plans.is_empty() {
        "upper-missing"
    } else if level
        .plans
        .iter()
        .all(|plan| catalog.plan(*plan).rows.is_empty())
    {
        "no-table"
    } else {
        "not-set"
    };
    let known = level.known.filter(|_| id == "upper-missing");
    Absent {
        href: known.map(|known| page.href(&PageKey::Reference(known))),
        ..super::absence(id)
    }
}

/// A row that only the loose view can join says where that is.
fn only_loose(page: &PageContext<'_>, row: RowRef) -> Against {
    let anchor = &page.context.catalog.row(row).anchor;
    let href = page.href_at(&PageKey::Chain(row.plan, View::Loose), anchor);
    Against {
        cell: CellView::Absent(Absent {
            href: Some(href),
            ..super::absence("not-applicable")
        }),
        ..Against::absent("not-applicable")
    }
}

/// 新增: the plan above has a table, and not this row.
fn new(page: &PageContext<'_>, row: RowRef, level: &LevelAbove) -> view::VerdictView {
    view::VerdictView {
        id: Verdict::New.id(),
        merit: None,
        difference: None,
        sentence: sentence::new(page.context, row.plan, row.row, level),
        grade: "same",
        reason: None,
        marks: marks(page, row),
        href: Some(why_href(page, row)),
    }
}

/// What a pair of rows says.
pub(in crate::render) fn verdict(
    page: &PageContext<'_>,
    plan: PlanId,
    pair: &Pair,
) -> view::VerdictView {
    let own = own_row(plan, pair);
    let judgement = pair.judgement(page.context.catalog, plan);
    let finding = sentence::verdict(page.context, plan, pair, &judgement);
    view::VerdictView {
        id: judgement.verdict.id(),
        merit: judgement.strictness.map(Strictness::id),
        difference: sentence::difference(&judgement, page.language()),
        sentence: finding.sentence,
        grade: pair.grade.id(),
        reason: finding.reason,
        marks: joined(marks(page, own), marks(page, pair.against)),
        href: (pair.standing == Standing::Above).then(|| why_href(page, own)),
    }
}

const fn own_row(plan: PlanId, pair: &Pair) -> RowRef {
    RowRef {
        plan,
        row: pair.row,
    }
}

/// Where the sentence of a row stands: on this page when it is one of the two that set its plan beside
/// those above, else on the loose one, which has them all.
fn why_href(page: &PageContext<'_>, row: RowRef) -> String {
    let anchor = ["why-", &page.context.catalog.row(row).anchor].concat();
    let strict = PageKey::Chain(row.plan, View::Strict);
    if page.is_of(&strict) {
        return page.href_at(&strict, &anchor);
    }
    page.href_at(&PageKey::Chain(row.plan, View::Loose), &anchor)
}
