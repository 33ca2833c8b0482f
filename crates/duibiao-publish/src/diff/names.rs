//! What ids are called, for those who read a difference.

use std::collections::BTreeMap;

use crate::snapshot::Snapshot;

/// The names of plans and indicators of both snapshots, the later ones before the earlier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names<'a> {
    plans: BTreeMap<&'a str, &'a str>,
    indicators: BTreeMap<&'a str, &'a str>,
}

impl<'a> Names<'a> {
    pub(super) fn of(old: &'a Snapshot, new: &'a Snapshot) -> Self {
        let mut names = Self::default();
        for snapshot in [old, new] {
            let plans = snapshot.plans.iter().map(|plan| (&*plan.id, &*plan.title));
            names.plans.extend(plans);
            let indicators = snapshot
                .indicators
                .iter()
                .map(|(id, name)| (&**id, &**name));
            names.indicators.extend(indicators);
        }
        names
    }

    /// The title of a plan; its id when there is none.
    pub fn plan<'n>(&self, id: &'n str) -> &'n str
    where
        'a: 'n,
    {
        self.plans.get(id).copied().unwrap_or(id)
    }

    /// The name of an indicator; its id when there is none.
    pub fn indicator<'n>(&self, id: &'n str) -> &'n str
    where
        'a: 'n,
    {
        self.indicators.get(id).copied().unwrap_or(id)
    }
}
