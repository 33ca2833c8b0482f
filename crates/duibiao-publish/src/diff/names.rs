//! What ids are called, for those who read a difference.

use std::collections::BTreeMap;

use crate::edition::Edition;

/// The names of plans and indicators of both editions, the later ones before the earlier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names<'a> {
    plans: BTreeMap<&'a str, &'a str>,
    indicators: BTreeMap<&'a str, &'a str>,
}

impl<'a> Names<'a> {
    pub(super) fn of(old: &'a Edition, new: &'a Edition) -> Self {
        let mut names = Self::default();
        for edition in [old, new] {
            let plans = edition.plans.iter().map(|plan| (&*plan.id, &*plan.title));
            names.plans.extend(plans);
            let indicators = edition.indicators.iter().map(|(id, name)| (&**id, &**name));
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
