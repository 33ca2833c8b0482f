//! Which verdicts flip: the same row beside the same other row, and another outcome.
//!
//! A row is followed to its new place before its verdicts are compared, so that a new row at the top of
//! a table flips nothing. What comes of a plan that came or went is told apart: a new reference gives
//! every row below it a verdict, and none has to be checked by hand.

use std::collections::{BTreeMap, BTreeSet};

use super::ItemChange;
use super::pairing::Pairing;
use crate::snapshot::{SnapshotPlan, SnapshotVerdict};

/// What became of the verdicts of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerdictChanges<'a> {
    /// The outcome is another one.
    pub flipped: Vec<ItemChange<'a, SnapshotVerdict>>,
    /// There is one that was not there, or none where there was one: a row came or went.
    pub came_or_went: Vec<ItemChange<'a, SnapshotVerdict>>,
    /// The outcome is the same and the sentence is another one.
    pub restated: Vec<ItemChange<'a, SnapshotVerdict>>,
    /// Whatever follows from a plan that came or went.
    pub following: Vec<ItemChange<'a, SnapshotVerdict>>,
}

impl VerdictChanges<'_> {
    /// Whether nothing changed.
    pub const fn is_empty(&self) -> bool {
        self.flipped.is_empty()
            && self.came_or_went.is_empty()
            && self.restated.is_empty()
            && self.following.is_empty()
    }
}

/// How the plans and rows of the old snapshot are called in the new one, and which plans came or went.
#[derive(Debug, Default)]
pub(super) struct Moves<'a> {
    /// The new id of each old plan that is still there.
    ids: BTreeMap<&'a str, &'a str>,
    /// By old plan id: where its rows are.
    rows: BTreeMap<&'a str, BTreeMap<&'a str, Option<&'a str>>>,
    /// Plans that comparisons no longer take, by old id.
    left: BTreeSet<&'a str>,
    /// Plans that comparisons now take, by new id.
    entered: BTreeSet<&'a str>,
}

/// A row of the old snapshot in the terms of the new one: a row that is gone is no row of it.
type RowPlace<'a> = (bool, &'a str);

impl<'a> Moves<'a> {
    /// Notes a plan, and where its rows went.
    pub(super) fn note(
        &mut self,
        plan: &ItemChange<'a, SnapshotPlan>,
        rows: BTreeMap<&'a str, Option<&'a str>>,
    ) {
        match plan {
            ItemChange::Added(new) => {
                self.entered.insert(&new.id);
            }
            ItemChange::Removed(old) => {
                self.left.insert(&old.id);
            }
            ItemChange::Changed { old, new } => {
                self.ids.insert(&old.id, &new.id);
                if old.in_default && !new.in_default {
                    self.left.insert(&old.id);
                }
                if new.in_default && !old.in_default {
                    self.entered.insert(&new.id);
                }
            }
        }
        if let Some(old) = plan.before() {
            self.rows.insert(&old.id, rows);
        }
    }

    fn row(&self, plan: &str, anchor: &'a str) -> RowPlace<'a> {
        let moved = self.rows.get(plan).and_then(|rows| rows.get(anchor));
        match moved {
            None => (true, anchor),
            Some(Some(place)) => (true, place),
            Some(None) => (false, anchor),
        }
    }

    fn id(&self, plan: &'a str) -> &'a str {
        self.ids.get(plan).copied().unwrap_or(plan)
    }

    /// Whether a change comes of a plan that came or went.
    fn explain(&self, change: &ItemChange<'_, SnapshotVerdict>) -> bool {
        let left = |verdict: &SnapshotVerdict| self.left.contains(&*verdict.against_plan_id);
        let entered = |verdict: &SnapshotVerdict| self.entered.contains(&*verdict.against_plan_id);
        change.before().is_some_and(left) || change.after().is_some_and(entered)
    }
}

/// A verdict in the terms of the new snapshot.
#[derive(Clone, Copy)]
struct Sight<'a> {
    verdict: &'a SnapshotVerdict,
    own: RowPlace<'a>,
    plan: &'a str,
    other: RowPlace<'a>,
}

impl<'a> Sight<'a> {
    fn new(verdict: &'a SnapshotVerdict) -> Self {
        Self {
            verdict,
            own: (true, &verdict.anchor),
            plan: &verdict.against_plan_id,
            other: (true, &verdict.against_anchor),
        }
    }

    fn old(moves: &Moves<'a>, plan: &str, verdict: &'a SnapshotVerdict) -> Self {
        let against = &*verdict.against_plan_id;
        Self {
            verdict,
            own: moves.row(plan, &verdict.anchor),
            plan: moves.id(against),
            other: moves.row(against, &verdict.against_anchor),
        }
    }

    /// The two rows.
    fn rows(&self) -> (RowPlace<'a>, &'a str, RowPlace<'a>, &'a str) {
        (self.own, self.plan, self.other, &self.verdict.relation)
    }

    /// The own row beside a place, whichever plan and row of it.
    fn beside(&self) -> Option<(RowPlace<'a>, &'a str, &'a str)> {
        let has_row = !self.verdict.anchor.is_empty();
        has_row.then_some((
            self.own,
            &self.verdict.against_region_code,
            &self.verdict.relation,
        ))
    }

    /// The other row, whichever own row answers to it.
    fn reference(&self) -> Option<(&'a str, RowPlace<'a>)> {
        let has_row = !self.verdict.against_anchor.is_empty() && self.verdict.relation == "above";
        has_row.then_some((self.plan, self.other))
    }
}

/// What became of the verdicts of a plan that is in both snapshots.
pub(super) fn changes<'a>(
    moves: &Moves<'a>,
    old: &'a SnapshotPlan,
    new: &'a SnapshotPlan,
) -> VerdictChanges<'a> {
    let olds: Vec<Sight<'a>> = old
        .verdicts
        .iter()
        .map(|verdict| Sight::old(moves, &old.id, verdict))
        .collect();
    let news: Vec<Sight<'a>> = new.verdicts.iter().map(Sight::new).collect();
    let mut pairing = Pairing::new(&olds, &news);
    pairing.by_same(|sight| {
        Some((
            sight.rows(),
            sight.verdict.year,
            &*sight.verdict.indicator_id,
        ))
    });
    pairing.by_same(|sight| Some((sight.rows(), sight.verdict.year)));
    pairing.by_same(|sight| Some(sight.rows()));
    pairing.by_same(|sight| Some((sight.beside()?, sight.verdict.year)));
    pairing.by_same(Sight::beside);
    pairing.by_same(Sight::reference);
    let mut found = VerdictChanges::default();
    for change in pairing.changes() {
        let change = match change {
            ItemChange::Added(new) => ItemChange::Added(new.verdict),
            ItemChange::Removed(old) => ItemChange::Removed(old.verdict),
            ItemChange::Changed { old, new } => ItemChange::Changed {
                old: old.verdict,
                new: new.verdict,
            },
        };
        found.sort_in(moves, change);
    }
    found
}

impl<'a> VerdictChanges<'a> {
    fn sort_in(&mut self, moves: &Moves<'a>, change: ItemChange<'a, SnapshotVerdict>) {
        let list = match &change {
            ItemChange::Changed { old, new } if says_the_same(old, new) => return,
            _ if moves.explain(&change) => &mut self.following,
            ItemChange::Changed { old, new } if outcome(old) != outcome(new) => &mut self.flipped,
            ItemChange::Changed { .. } => &mut self.restated,
            ItemChange::Added(_) | ItemChange::Removed(_) => &mut self.came_or_went,
        };
        list.push(change);
    }

    /// Every verdict of a plan that is new or gone follows from just that.
    pub(super) fn of_one(change: &ItemChange<'a, SnapshotPlan>) -> Self {
        let following = match change {
            ItemChange::Added(new) => new.verdicts.iter().map(ItemChange::Added).collect(),
            ItemChange::Removed(old) => old.verdicts.iter().map(ItemChange::Removed).collect(),
            ItemChange::Changed { .. } => Vec::new(),
        };
        Self {
            following,
            ..Self::default()
        }
    }
}

fn outcome(verdict: &SnapshotVerdict) -> (&str, &str) {
    (&verdict.verdict, &verdict.strictness)
}

fn says_the_same(old: &SnapshotVerdict, new: &SnapshotVerdict) -> bool {
    outcome(old) == outcome(new) && old.sentence == new.sentence && old.strict == new.strict
}
