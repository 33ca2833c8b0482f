//! What differs between two editions of a site, as facts and not as bytes.
//!
//! Plans are set side by side first, then their figures, verdicts and clauses, each followed to where
//! it went; files last. What is the same is not kept, and what differs is kept whole: a [`Change`] has
//! both sides, so nothing that was said is lost on the way to a drawing. Whether a change is right is
//! not judged, and no text is compared here: that is [`redline`], when a clause is drawn.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::edition::{Clause, Edition, Plan, Target};

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
pub enum Change<'a, T> {
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

impl<T> Clone for Change<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Change<'_, T> {}

impl<'a, T> Change<'a, T> {
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

impl<T: PartialEq> Change<'_, T> {
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

/// What differs between two editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference<'a> {
    /// The plans with any difference, in the order of the catalog.
    pub plans: Vec<PlanDifference<'a>>,
    /// The files with any difference.
    pub files: FileChanges<'a>,
    /// What plans and indicators are called.
    pub names: Names<'a>,
    /// The old edition in numbers.
    pub before: Counts,
    /// The new edition in numbers.
    pub after: Counts,
}

/// What differs in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDifference<'a> {
    /// The plan.
    pub plan: Change<'a, Plan>,
    /// What is said about it; nothing for a plan that came or went.
    pub fields: Vec<FieldChange<'a, PlanField>>,
    /// Its figures.
    pub targets: Vec<Change<'a, Target>>,
    /// Its promises outside the tables.
    pub commitments: Vec<Change<'a, Target>>,
    /// What its rows say beside others.
    pub verdicts: VerdictChanges<'a>,
    /// Its text.
    pub clauses: Vec<Change<'a, Clause>>,
    /// Whether the text could be compared. If not, its page differs and one text is not known.
    pub is_text_known: bool,
    /// Places of its page that people may have cited and that are gone.
    pub lost_anchors: Vec<&'a str>,
}

/// An edition in numbers.
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
    /// An edition in numbers.
    pub fn of(edition: &Edition) -> Self {
        let sum = |count: fn(&Plan) -> usize| edition.plans.iter().map(count).sum();
        let bytes = edition.files.values().map(|file| file.bytes);
        Self {
            plans: edition.plans.len(),
            targets: sum(|plan| plan.targets.len()),
            commitments: sum(|plan| plan.commitments.len()),
            verdicts: sum(|plan| plan.verdicts.len()),
            clauses: sum(|plan| plan.clauses.as_ref().map_or(0, Vec::len)),
            pages: edition.files.keys().filter(|path| is_page(path)).count(),
            files: edition.files.len(),
            bytes: bytes.fold(0, u64::saturating_add),
        }
    }
}

impl<'a> Difference<'a> {
    /// What differs between an edition and a later one.
    pub fn between(old: &'a Edition, new: &'a Edition) -> Self {
        let pairs: Vec<(PlanDifference<'a>, Vec<Change<'a, Target>>)> =
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
                Change::Changed { old, new } => verdicts::changes(&moves, old, new),
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

    /// Whether both editions say and have the same.
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

/// Whether the page of a plan is the same file with the same bytes in both editions.
fn same_page(plan: &Change<'_, Plan>, old: &Edition, new: &Edition) -> bool {
    let Change::Changed { old: was, new: is } = plan else {
        return false;
    };
    let file = old.files.get(&was.page);
    was.page == is.page && file.is_some() && file == new.files.get(&is.page)
}

impl<'a> PlanDifference<'a> {
    /// What differs in a plan, its verdicts aside; and all its figures side by side.
    fn facts(plan: Change<'a, Plan>, same_page: bool) -> (Self, Vec<Change<'a, Target>>) {
        let figures = |of: fn(&Plan) -> &[Target]| {
            targets::paired(plan.before().map_or(&[], of), plan.after().map_or(&[], of))
        };
        let targets = figures(|plan| &plan.targets);
        let commitments = figures(|plan| &plan.commitments);
        let clauses = clauses_of(&plan, same_page);
        let difference = Self {
            plan,
            fields: match plan {
                Change::Changed { old, new } => plans::fields(old, new),
                Change::Added(_) | Change::Removed(_) => Vec::new(),
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
        matches!(self.plan, Change::Changed { .. })
            && self.fields.is_empty()
            && self.targets.is_empty()
            && self.commitments.is_empty()
            && self.verdicts.is_empty()
            && self.clauses.is_empty()
            && self.is_text_known
    }
}

fn real<'a, T: PartialEq>(changes: impl Iterator<Item = Change<'a, T>>) -> Vec<Change<'a, T>> {
    changes.filter(Change::is_real).collect()
}

/// The clauses side by side; none when one of the texts is not known and the pages differ.
fn clauses_of<'a>(plan: &Change<'a, Plan>, same_page: bool) -> Option<Vec<Change<'a, Clause>>> {
    let text = |plan: Option<&'a Plan>| match plan {
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

fn lost_anchors<'a>(plan: &Change<'a, Plan>, same_page: bool) -> Vec<&'a str> {
    let Change::Changed { old, new } = plan else {
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
