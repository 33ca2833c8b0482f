//! The first page: what the site holds, in numbers, lists and a few examples.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::super::page::{PageContext, PageMeta};
use super::super::view::{HomeView, PlanItem, SiteCount, StubItem};
use super::{as_column, examples, newest, topics};
use crate::route::PageKey;
use duibiao_compare::catalog::{Catalog, Cited, PlanId};
use duibiao_syntax::document::ReferenceKind;

/// The verdicts that a reader meets first; the page of the method explains them all.
const LEGEND: &[&str] = &[
    "higher",
    "lower",
    "equal",
    "operator-only",
    "part",
    "follows-upper",
    "scope-differs",
    "not-comparable",
    "not-set",
    "upper-missing",
];

/// How many plans, and how many missing documents, the page lists.
const MOST_LISTED: usize = 8;

/// The first page.
pub(in crate::render) fn home(page: &PageContext<'_>) -> HomeView {
    HomeView {
        frame: page.frame(heading(page)),
        figures: figures(page),
        topics: topics::summaries(page),
        latest: latest(page),
        examples: examples::examples(page),
        legend: LEGEND.to_vec(),
        stubs: most_cited(page),
        method: page.href(&PageKey::Method),
        feed: Some(page.href(&PageKey::Feed)),
    }
}

/// On a government site the column of the first page is called 首页 whatever the site is called.
fn heading(page: &PageContext<'_>) -> PageMeta {
    let column = as_column(
        page,
        PageMeta::new("home", page.word("title.home")),
        "首页",
        &[],
    );
    PageMeta {
        title: page.context.config.title.clone(),
        updated: newest(&page.context.catalog.plans),
        section: Some(PageKey::Home),
        ..column
    }
}

/// The numbers of the site; what there is none of is not counted, except plans.
fn figures(page: &PageContext<'_>) -> Vec<SiteCount> {
    let catalog = page.context.catalog;
    let plans = &catalog.plans;
    let verdicts = catalog
        .plan_ids()
        .map(|(id, _)| page.context.comparisons.verdicts(catalog, id))
        .sum();
    let not_held = catalog
        .references
        .iter()
        .filter(|reference| reference.kind == ReferenceKind::Plan)
        .count();
    let all = [
        ("plans", plans.len(), Some(PageKey::Topics)),
        (
            "rows",
            plans.iter().map(|plan| plan.rows.len()).sum(),
            Some(PageKey::Indicators),
        ),
        (
            "commitments",
            plans.iter().map(|plan| plan.commitments.len()).sum(),
            None,
        ),
        ("verdicts", verdicts, None),
        ("regions", catalog.by_region.len(), Some(PageKey::Regions)),
        (
            "indicators",
            catalog.indicators.len(),
            Some(PageKey::Indicators),
        ),
        (
            "stubs",
            not_held + catalog.stubs.len(),
            Some(PageKey::SiteMap),
        ),
    ];
    all.into_iter()
        .filter(|(id, value, _)| *id == "plans" || *value > 0)
        .map(|(id, value, key)| SiteCount {
            id,
            value,
            href: key.map(|key| page.href(&key)),
        })
        .collect()
}

/// The plans that were published (or else written) last. One without a day cannot be among them.
fn latest(page: &PageContext<'_>) -> Vec<PlanItem> {
    let mut dated: Vec<(Reverse<jiff::civil::Date>, PlanId)> = page
        .context
        .catalog
        .plan_ids()
        .filter_map(|(id, plan)| {
            let published = plan
                .document
                .published
                .as_ref()
                .map(|published| published.date);
            Some((Reverse(published.or(plan.document.written)?), id))
        })
        .collect();
    dated.sort_unstable();
    dated.truncate(MOST_LISTED);
    dated
        .into_iter()
        .map(|(_, id)| page.plan_item(id))
        .collect()
}

/// The documents that most plans name and the site does not hold.
fn most_cited(page: &PageContext<'_>) -> Vec<StubItem> {
    let catalog = page.context.catalog;
    let missing = catalog
        .cited_by
        .keys()
        .filter(|cited| is_missing(catalog, **cited));
    let mut counted: Vec<(Reverse<usize>, Cited)> = missing
        .map(|cited| (Reverse(citing_plans(catalog, *cited)), *cited))
        .collect();
    counted.sort_unstable();
    counted.truncate(MOST_LISTED);
    counted
        .into_iter()
        .map(|(Reverse(cited), document)| StubItem {
            title: page.cited_link(document),
            cited,
        })
        .collect()
}

/// Whether a cited document belongs on the site but is not held: a stub, or a plan known by name. Laws
/// and other references are not missing; they are known for what they are.
fn is_missing(catalog: &Catalog, cited: Cited) -> bool {
    match cited {
        Cited::Plan(_) => false,
        Cited::Reference(id) => catalog.reference(id).kind == ReferenceKind::Plan,
        Cited::Stub(_) => true,
    }
}

/// How many plans name a document, each counted once.
pub(super) fn citing_plans(catalog: &Catalog, cited: Cited) -> usize {
    let links = catalog.cited_by.get(&cited).map_or(&[][..], Vec::as_slice);
    links
        .iter()
        .map(|link| link.plan)
        .collect::<BTreeSet<_>>()
        .len()
}
