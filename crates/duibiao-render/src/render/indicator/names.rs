//! Under which names plans print an indicator, and which rows print which.

use std::collections::BTreeMap;

use super::super::page::PageContext;
use super::super::view::{Link, PrintedName};
use crate::route::PageKey;
use duibiao_compare::catalog::{Catalog, IndicatorId, NameId, RowRef};
use duibiao_compare::link::names::normalised;
use duibiao_syntax::document::{Alias, Grade};

/// The names of an indicator as its page lists them.
pub(super) fn printed_names(page: &PageContext<'_>, id: IndicatorId) -> Vec<PrintedName> {
    let names = names(page.context.catalog, id);
    names.iter().map(|name| printed_name(page, name)).collect()
}

/// A name under which plans print an indicator.
pub(in crate::render) struct Name<'c> {
    /// Its words.
    pub(in crate::render) words: &'c str,
    /// How near it is.
    pub(in crate::render) grade: Grade,
    /// Its line of the crosswalk; none for the indicator's own name.
    pub(in crate::render) alias: Option<&'c Alias>,
    /// The rows that print it, in the order of the plans.
    pub(in crate::render) rows: Vec<RowRef>,
}

/// The names of an indicator: its own, then those of the crosswalk.
pub(in crate::render) fn names(catalog: &Catalog, id: IndicatorId) -> Vec<Name<'_>> {
    let indicator = catalog.indicator(id);
    let own = Name {
        words: &indicator.document.name.value,
        grade: Grade::Same,
        alias: None,
        rows: Vec::new(),
    };
    let others = indicator.document.also.iter().map(|alias| Name {
        words: &alias.name.value,
        grade: alias.grade,
        alias: Some(alias),
        rows: Vec::new(),
    });
    let mut names: Vec<Name<'_>> = std::iter::once(own).chain(others).collect();
    let keys: Vec<String> = names.iter().map(|name| normalised(name.words)).collect();
    let mut printed: BTreeMap<NameId, String> = BTreeMap::new();
    for linked in &indicator.rows {
        let key = printed
            .entry(catalog.row_links(linked.row).name)
            .or_insert_with(|| normalised(&catalog.row(linked.row).name.value));
        let same = |at: &usize| keys[*at] == *key;
        let candidates: Vec<usize> = (0..names.len()).filter(same).collect();
        if let Some(at) = sense(&names, &candidates, catalog.plan(linked.row.plan).id()) {
            names[at].rows.push(linked.row);
        }
    }
    names
}

/// Which of several equal names a plan means: the one that is limited to it, or else the first that is
/// limited to none.
fn sense(names: &[Name<'_>], candidates: &[usize], plan: &str) -> Option<usize> {
    let limits = |at: usize| {
        names[at]
            .alias
            .map_or(&[][..], |alias| alias.plans.as_slice())
    };
    let limited = candidates
        .iter()
        .copied()
        .find(|at| limits(*at).iter().any(|id| *id.value == *plan));
    limited.or_else(|| candidates.iter().copied().find(|at| limits(*at).is_empty()))
}

fn printed_name(page: &PageContext<'_>, name: &Name<'_>) -> PrintedName {
    PrintedName {
        name: name.words.to_owned(),
        grade: name.grade.id(),
        reason: name.alias.map(|alias| alias.reason.to_string()),
        by: name
            .alias
            .and_then(|alias| alias.by.as_deref())
            .map(str::to_owned),
        on: name
            .alias
            .and_then(|alias| alias.on)
            .map(|day| page.date(day)),
        plans: row_links(page, &name.rows),
    }
}

/// Links to rows under the names of their places, or under the titles of the plans where a place has
/// several.
fn row_links(page: &PageContext<'_>, rows: &[RowRef]) -> Vec<Link> {
    let catalog = page.context.catalog;
    let mut places: BTreeMap<_, usize> = BTreeMap::new();
    for row in rows {
        *places.entry(catalog.plan(row.plan).region()).or_default() += 1;
    }
    rows.iter()
        .map(|row| {
            let plan = catalog.plan(row.plan);
            let title = &*plan.document.title.value;
            let is_alone = places.get(plan.region()) == Some(&1);
            let words = if is_alone {
                plan.region().name()
            } else {
                title
            };
            Link::new(
                page.href_at(&PageKey::Plan(row.plan), &catalog.row(*row).anchor),
                words,
            )
            .titled(title)
        })
        .collect()
}
