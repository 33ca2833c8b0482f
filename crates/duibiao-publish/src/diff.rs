//! What differs between two snapshots of a site, as facts and not as bytes.
//!
//! Plans are set side by side first, then their figures, verdicts and clauses, each followed to where
//! it went; files last. What is the same is not kept, and what differs is kept whole: a [`ItemChange`] has
//! both sides, so nothing that was said is lost on the way to a drawing. Whether a change is right is
//! not judged, and no text is compared here: that is [`redline`], when a clause is drawn.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::snapshot::{Clause, Snapshot, SnapshotPlan, SnapshotTarget};

pub use clauses::ClauseWeight;
pub use files::{FileChanges, address, is_page};
pub use names::Names;
pub use plans::PlanField;
pub use targets::{TargetField, TargetWeight};
pub use totals::{Totals, Turn};
pub use verdicts::VerdictChanges;

pub mod clauses;
pub mod draw;
mod files;
mod names;
mod pairing;
mod plans;
pub mod redline;
pub mod targets;
mod totals;
mod verdicts;

use verdicts::Moves;

/// Something that is there on one side only, or on both and not the same.
#[derive(Debug, PartialEq, Eq)]
pub enum ItemChange<'a, T> {
    /// It was not there.
    Added(&'a T),
    /// It is no longer there.
    Removed(&'a T),
    /// It is another one.
    Changed {
        /// As it was.
        old: &'a T,
        /// As it is.
        new: &'a T,
    },
}

impl<T> Clone for ItemChange<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ItemChange<'_, T> {}

impl<'a, T> ItemChange<'a, T> {
    /// As it was.
    pub const fn before(&self) -> Option<&'a T> {
        match self {
            Self::Added(_) => None,
            Self::Removed(old) | Self::Changed { old, .. } => Some(old),
        }
    }

    /// As it is.
    pub const fn after(&self) -> Option<&'a T> {
        match self {
            Self::Removed(_) => None,
            Self::Added(new) | Self::Changed { new, .. } => Some(new),
        }
    }

    /// As it is, or as it was when it is gone.
    pub const fn latest(&self) -> &'a T {
        match self {
            Self::Added(it) | Self::Removed(it) | Self::Changed { new: it, .. } => it,
        }
    }
}

impl<T: PartialEq> ItemChange<'_, T> {
    /// Whether there is any difference.
    fn is_real(&self) -> bool {
        !matches!(self, Self::Changed { old, new } if old == new)
    }
}

/// A part of something, with both values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange<'a, F> {
    /// Which part.
    pub field: F,
    /// As it was.
    pub old: Cow<'a, str>,
    /// As it is.
    pub new: Cow<'a, str>,
}

/// What differs between two snapshots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference<'a> {
    /// The plans with any difference, in the order of the catalog.
    pub plans: Vec<PlanDifference<'a>>,
    /// The files with any difference.
    pub files: FileChanges<'a>,
    /// What plans and indicators are called.
    pub names: Names<'a>,
    /// The old snapshot in numbers.
    pub before: Counts,
    /// The new snapshot in numbers.
    pub after: Counts,
}

/// What differs in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDifference<'a> {
    /// The plan.
    pub plan: ItemChange<'a, SnapshotPlan>,
    /// What is said about it; nothing for a plan that came or went.
    pub fields: Vec<FieldChange<'a, PlanField>>,
    /// Its figures.
    pub targets: Vec<ItemChange<'a, SnapshotTarget>>,
    /// Its promises outside the tables.
    pub commitments: Vec<ItemChange<'a, SnapshotTarget>>,
    /// What its rows say beside others.
    pub verdicts: VerdictChanges<'a>,
    /// Its text.
    pub clauses: Vec<ItemChange<'a, Clause>>,
    /// Whether the text could be compared. If not, its page differs and one text is not known.
    pub is_text_known: bool,
    /// Places of its page that people may have cited and that are gone.
    pub lost_anchors: Vec<&'a str>,
}

/// A snapshot in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Plans, each version for itself.
    pub plans: usize,
    /// Baselines and targets of tables.
    pub targets: usize,
    /// Promises outside the tables.
    pub commitments: usize,
    /// Verdicts.
    pub verdicts: usize,
    /// Clauses and boxes of the texts that are known.
    pub clauses: usize,
    /// Pages.
    pub pages: usize,
    /// Files, pages among them.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

impl Counts {
    /// A snapshot in numbers.
    pub fn of(snapshot: &Snapshot) -> Self {
        let sum = |count: fn(&SnapshotPlan) -> usize| snapshot.plans.iter().map(count).sum();
        let bytes = snapshot.files.values().map(|file| file.bytes);
        Self {
            plans: snapshot.plans.len(),
            targets: sum(|plan| plan.targets.len()),
            commitments: sum(|plan| plan.commitments.len()),
            verdicts: sum(|plan| plan.verdicts.len()),
            clauses: sum(|plan| plan.clauses.as_ref().map_or(0, Vec::len)),
            pages: snapshot.files.keys().filter(|path| is_page(path)).count(),
            files: snapshot.files.len(),
            bytes: bytes.fold(0, u64::saturating_add),
        }
    }
}

impl<'a> Difference<'a> {
    /// What differs between a snapshot and a later one.
    pub fn between(old: &'a Snapshot, new: &'a Snapshot) -> Self {
        let pairs: Vec<(PlanDifference<'a>, Vec<ItemChange<'a, SnapshotTarget>>)> =
            plans::paired(&old.plans, &new.plans)
                .into_par_iter()
                .map(|plan| PlanDifference::facts(plan, same_page(&plan, old, new)))
                .collect();
        let mut moves = Moves::default();
        for (pair, figures) in &pairs {
            moves.note(&pair.plan, targets::moved(figures));
        }
        let plans = pairs.into_par_iter().map(|(mut pair, _)| {
            pair.verdicts = match pair.plan {
                ItemChange::Changed { old, new } => verdicts::changes(&moves, old, new),
                alone => VerdictChanges::of_one(&alone),
            };
            pair
        });
        Self {
            plans: plans.filter(|plan| !plan.is_empty()).collect(),
            files: FileChanges::between(&old.files, &new.files),
            names: Names::of(old, new),
            before: Counts::of(old),
            after: Counts::of(new),
        }
    }

    /// Whether both snapshots say and have the same.
    pub const fn is_empty(&self) -> bool {
        self.plans.is_empty() && self.files.is_empty()
    }

    /// The addresses that are gone: pages without a file, and places of pages that are still there.
    pub fn vanished(&self) -> Vec<String> {
        let pages = self.files.removed.iter().map(|(path, _)| *path);
        let pages = pages.filter(|path| is_page(path));
        let mut all: Vec<String> = pages.map(|path| address(path).to_owned()).collect();
        for plan in &self.plans {
            if let Some(new) = plan.plan.after().filter(|_| plan.plan.before().is_some()) {
                let page = address(&new.page);
                let lost = plan.lost_anchors.iter();
                all.extend(lost.map(|anchor| format!("{page}#{anchor}")));
            }
        }
        all.sort();
        all
    }
}

/// Whether the page of a plan is the same file with the same bytes in both snapshots.
fn same_page(plan: &ItemChange<'_, SnapshotPlan>, old: &Snapshot, new: &Snapshot) -> bool {
    let ItemChange::Changed { old: was, new: is } = plan else {
        return false;
    };
    let file = old.files.get(&was.page);
    was.page == is.page && file.is_some() && file == new.files.get(&is.page)
}

impl<'a> PlanDifference<'a> {
    /// What differs in a plan, its verdicts aside; and all its figures side by side.
    fn facts(
        plan: ItemChange<'a, SnapshotPlan>,
        same_page: bool,
    ) -> (Self, Vec<ItemChange<'a, SnapshotTarget>>) {
        let figures = |of: fn(&SnapshotPlan) -> &[SnapshotTarget]| {
            targets::paired(plan.before().map_or(&[], of), plan.after().map_or(&[], of))
        };
        let targets = figures(|plan| &plan.targets);
        let commitments = figures(|plan| &plan.commitments);
        let clauses = clauses_of(&plan, same_page);
        let difference = Self {
            plan,
            fields: match plan {
                ItemChange::Changed { old, new } => plans::fields(old, new),
                ItemChange::Added(_) | ItemChange::Removed(_) => Vec::new(),
            },
            targets: real(targets.iter().copied()),
            commitments: real(commitments.iter().copied()),
            verdicts: VerdictChanges::default(),
            is_text_known: clauses.is_some(),
            clauses: real(clauses.into_iter().flatten()),
            lost_anchors: lost_anchors(&plan, same_page),
        };
        (difference, targets)
    }

    fn is_empty(&self) -> bool {
        matches!(self.plan, ItemChange::Changed { .. })
            && self.fields.is_empty()
            && self.targets.is_empty()
            && self.commitments.is_empty()
            && self.verdicts.is_empty()
            && self.clauses.is_empty()
            && self.is_text_known
    }
}

fn real<'a, T: PartialEq>(
    changes: impl Iterator<Item = ItemChange<'a, T>>,
) -> Vec<ItemChange<'a, T>> {
    changes.filter(ItemChange::is_real).collect()
}

/// The clauses side by side; none when one of the texts is not known and the pages differ.
fn clauses_of<'a>(
    plan: &ItemChange<'a, SnapshotPlan>,
    same_page: bool,
) -> Option<Vec<ItemChange<'a, Clause>>> {
    let text = |plan: Option<&'a SnapshotPlan>| match plan {
        None => Some(&[][..]),
        Some(plan) => plan.clauses.as_deref(),
    };
    match (text(plan.before()), text(plan.after())) {
        (Some(old), Some(new)) => Some(clauses::paired(old, new)),
        // A page without a text has nothing to read it from.
        (None, Some([])) | (Some([]), None) => Some(Vec::new()),
        _ if same_page => Some(Vec::new()),
        _ => None,
    }
}

fn lost_anchors<'a>(plan: &ItemChange<'a, SnapshotPlan>, same_page: bool) -> Vec<&'a str> {
    let ItemChange::Changed { old, new } = plan else {
        return Vec::new();
    };
    match (old.anchors(), new.anchors()) {
        (Some(old), Some(new)) if !same_page => {
            let lost: BTreeSet<&str> = old.difference(&new).copied().collect();
            lost.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
