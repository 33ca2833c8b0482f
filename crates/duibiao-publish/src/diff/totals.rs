//! A difference in numbers: how many of each kind came, went or changed.

use super::{Difference, ItemChange, PlanDifference, is_page};

/// How many of a kind came, went or changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// Were not there.
    pub added: usize,
    /// Are no longer there.
    pub removed: usize,
    /// Are other ones.
    pub changed: usize,
}

/// A difference in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Plans; changed are those whose data sheet changed.
    pub plans: Turn,
    /// Baselines and targets.
    pub targets: Turn,
    /// Promises outside the tables.
    pub commitments: Turn,
    /// Clauses.
    pub clauses: Turn,
    /// Verdicts that came, went or flipped by themselves.
    pub verdicts: Turn,
    /// Verdicts with the same outcome in other words.
    pub restated: usize,
    /// Verdicts that only follow from a plan that came or went.
    pub following: usize,
    /// Plans whose texts could not be compared.
    pub unknown_texts: usize,
    /// Pages.
    pub pages: Turn,
    /// Files, pages among them.
    pub files: Turn,
}

impl Turn {
    /// A kind in numbers.
    pub fn of<T>(changes: &[ItemChange<'_, T>]) -> Self {
        let mut turn = Self::default();
        for change in changes {
            match change {
                ItemChange::Added(_) => turn.added += 1,
                ItemChange::Removed(_) => turn.removed += 1,
                ItemChange::Changed { .. } => turn.changed += 1,
            }
        }
        turn
    }

    /// All of them together.
    pub const fn sum(self) -> usize {
        self.added + self.removed + self.changed
    }

    const fn add(&mut self, more: Self) {
        self.added += more.added;
        self.removed += more.removed;
        self.changed += more.changed;
    }
}

impl Totals {
    /// A difference in numbers.
    pub fn of(difference: &Difference<'_>) -> Self {
        let mut totals = Self::default();
        for plan in &difference.plans {
            totals.add(plan);
        }
        let files = &difference.files;
        let pages = |list: &[(&str, _)]| list.iter().filter(|(path, _)| is_page(path)).count();
        totals.pages = Turn {
            added: pages(&files.added),
            removed: pages(&files.removed),
            changed: pages(&files.changed),
        };
        totals.files = Turn {
            added: files.added.len(),
            removed: files.removed.len(),
            changed: files.changed.len(),
        };
        totals
    }

    fn add(&mut self, plan: &PlanDifference<'_>) {
        match plan.plan {
            ItemChange::Added(_) => self.plans.added += 1,
            ItemChange::Removed(_) => self.plans.removed += 1,
            ItemChange::Changed { .. } => {
                self.plans.changed += usize::from(!plan.fields.is_empty());
            }
        }
        self.targets.add(Turn::of(&plan.targets));
        self.commitments.add(Turn::of(&plan.commitments));
        self.clauses.add(Turn::of(&plan.clauses));
        self.verdicts.add(Turn::of(&plan.verdicts.flipped));
        self.verdicts.add(Turn::of(&plan.verdicts.came_or_went));
        self.restated += plan.verdicts.restated.len();
        self.following += plan.verdicts.following.len();
        self.unknown_texts += usize::from(!plan.is_text_known);
    }
}
