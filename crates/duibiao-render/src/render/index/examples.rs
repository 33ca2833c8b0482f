//! Which comparisons the first page shows.
//!
//! The choice is a rule, not taste: kinds of outcome in a fixed order, and for each kind the pair that
//! is best checked and has the longest chain of levels behind it, the first plan winning a tie. Nothing
//! is said here about what a verdict means.

use std::cmp::Reverse;

use super::super::cells;
use super::super::page::PageContext;
use super::super::view::Example;
use super::say;
use crate::route::{PageKey, View};
use duibiao_compare::catalog::{PlanId, RowRef};
use duibiao_compare::compare::{Pair, PlanComparison};
use duibiao_compare::verdict::{Judgement, Standing, Strictness, Verdict};
use duibiao_syntax::document::Verification;

/// How many comparisons are shown.
const MOST: usize = 3;

/// A kind of outcome.
type OutcomeKind = fn(&Judgement) -> bool;

/// The kinds, the most telling first.
const KINDS: &[OutcomeKind] = &[
    |judgement| is_apart(judgement) && judgement.strictness == Some(Strictness::Stricter),
    |judgement| matches!(judgement.verdict, Verdict::Part | Verdict::FollowsUpper),
    |judgement| judgement.verdict == Verdict::OperatorOnly,
    |judgement| is_apart(judgement) && judgement.strictness == Some(Strictness::Looser),
    |judgement| judgement.verdict == Verdict::ScopeDiffers,
    |judgement| judgement.verdict == Verdict::Equal,
    |judgement| judgement.verdict == Verdict::UpperUnquantified,
    |judgement| judgement.verdict == Verdict::NotComparable,
];

/// A few telling comparisons with levels above.
pub(super) fn examples(page: &PageContext<'_>) -> Vec<Example> {
    let mut chosen: Vec<(PlanId, &Pair)> = Vec::new();
    for kind in KINDS {
        if chosen.len() == MOST {
            break;
        }
        chosen.extend(best(page, *kind, &chosen));
    }
    chosen
        .into_iter()
        .map(|(plan, pair)| example(page, plan, pair))
        .collect()
}

fn is_apart(judgement: &Judgement) -> bool {
    matches!(judgement.verdict, Verdict::Higher | Verdict::Lower)
}

/// The best pair of a kind, if possible from a plan that gives no other example.
fn best<'p>(
    page: &PageContext<'p>,
    kind: OutcomeKind,
    chosen: &[(PlanId, &Pair)],
) -> Option<(PlanId, &'p Pair)> {
    let catalog = page.context.catalog;
    let comparisons = page.context.comparisons;
    let above = catalog
        .plan_ids()
        .filter(|(_, plan)| plan.is_default())
        .flat_map(|(id, _)| comparisons.of(id).pairs.iter().map(move |pair| (id, pair)))
        .filter(|(_, pair)| pair.standing == Standing::Above);
    let mut best = None;
    for (id, pair) in above {
        let is_used = chosen.iter().any(|(used, _)| *used == id);
        let own = RowRef {
            plan: id,
            row: pair.row,
        };
        let is_unchecked = !is_checked(page, own) || !is_checked(page, pair.against);
        let rank = (
            is_used,
            is_unchecked,
            Reverse(depth(comparisons.of(id), pair.row)),
            !pair.is_strict(),
        );
        // Judging takes longest, so it is asked for last.
        let is_better = best.as_ref().is_none_or(|(known, _)| rank < *known);
        if is_better && kind(&pair.judgement(catalog, id)) {
            best = Some((rank, (id, pair)));
        }
    }
    best.map(|(_, found)| found)
}

/// Whether a value was read in the original.
fn is_checked(page: &PageContext<'_>, row: RowRef) -> bool {
    let catalog = page.context.catalog;
    catalog.plan(row.plan).verification(catalog.row(row)) == Verification::Transcribed
}

/// At how many levels above something stands beside a row.
fn depth(comparison: &PlanComparison, row: u32) -> usize {
    let from = comparison.pairs.partition_point(|pair| pair.row < row);
    let of_row = comparison.pairs[from..]
        .iter()
        .take_while(|pair| pair.row == row);
    let mut levels: Vec<u8> = of_row
        .filter(|pair| pair.standing == Standing::Above)
        .map(|pair| pair.level)
        .collect();
    levels.dedup();
    levels.len()
}

fn example(page: &PageContext<'_>, plan: PlanId, pair: &Pair) -> Example {
    let catalog = page.context.catalog;
    let own = catalog.plan(plan);
    let row = catalog.row(RowRef {
        plan,
        row: pair.row,
    });
    let period = own.period();
    let name = own.region().name();
    let place = say(
        page,
        || {
            period.five_year_name().map_or_else(
                || format!("{name} {}—{}年", period.start, period.end),
                |five_year| format!("{name} “{five_year}”"),
            )
        },
        || format!("{name} {}–{}", period.start, period.end),
    );
    let mut indicator = page.indicator_link(pair.indicator);
    indicator.href = Some(page.href_at(&PageKey::Chain(plan, View::Loose), &row.anchor));
    Example {
        indicator,
        place,
        verdict: cells::verdict(page, plan, pair),
    }
}
