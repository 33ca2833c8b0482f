//! What a plan names, what names it, and its other versions.

use super::clauses::clause_links;
use crate::render::body;
use crate::render::page::PageContext;
use crate::render::view::{Citation, CitedBy, Date, PlanVersion};
use duibiao_compare::catalog::{Cited, PlanId, Successor};
use duibiao_syntax::document::PlanDocument;
use duibiao_syntax::span::Span;

/// The documents that a plan names, each once, in the order of its text. Itself it names on every page.
pub(super) fn citations(page: &PageContext<'_>, id: PlanId) -> Vec<Citation> {
    let plan = page.context.catalog.plan(id);
    let mut named: Vec<(Cited, Vec<Span>)> = Vec::new();
    let all = plan.citations.iter().zip(&plan.document.body.citations);
    for (cited, citation) in all.filter(|(cited, _)| **cited != Cited::Plan(id)) {
        match named.iter_mut().find(|(known, _)| known == cited) {
            Some((_, places)) => places.push(citation.span),
            None => named.push((*cited, vec![citation.span])),
        }
    }
    named
        .into_iter()
        .map(|(cited, places)| citation(page, id, cited, &places))
        .collect()
}

fn citation(page: &PageContext<'_>, id: PlanId, cited: Cited, places: &[Span]) -> Citation {
    Citation {
        written: places
            .first()
            .map(|place| body::words(page, *place))
            .unwrap_or_default(),
        target: Some(page.cited_link(cited)),
        kind: match cited {
            Cited::Plan(_) => "plan",
            Cited::Reference(_) => "reference",
            Cited::Stub(_) => "stub",
        },
        clauses: clause_links(page, id, places.iter().copied()),
    }
}

/// The plans that name a document, with the clauses in which they do.
pub(in crate::render) fn cited_by(page: &PageContext<'_>, cited: Cited) -> Vec<CitedBy> {
    let Some(backlinks) = page.context.catalog.cited_by.get(&cited) else {
        return Vec::new();
    };
    backlinks
        .chunk_by(|a, b| a.plan == b.plan)
        .filter(|of_plan| {
            of_plan
                .first()
                .is_some_and(|first| cited != Cited::Plan(first.plan))
        })
        .filter_map(|of_plan| {
            let plan = of_plan.first()?.plan;
            Some(CitedBy {
                document: page.plan_link(plan),
                clauses: clause_links(page, plan, of_plan.iter().map(|backlink| backlink.span)),
            })
        })
        .collect()
}

/// The versions of a plan, newest first; nothing when it is the only one.
pub(super) fn versions(page: &PageContext<'_>, id: PlanId) -> Vec<PlanVersion> {
    let catalog = page.context.catalog;
    let mut newer: Vec<PlanId> = Vec::new();
    let mut at = id;
    while let Some(Successor::Plan(next)) = catalog.plan(at).replaced_by {
        // Versions in a circle are an error, but a preview shows the site all the same.
        if next == id || newer.contains(&next) {
            break;
        }
        newer.push(next);
        at = next;
    }
    let mut all: Vec<PlanId> = newer.into_iter().rev().chain([id]).collect();
    let mut at = id;
    while let Some(before) = catalog
        .plan(at)
        .replaces
        .filter(|before| !all.contains(before))
    {
        all.push(before);
        at = before;
    }
    if all.len() < 2 {
        return Vec::new();
    }
    all.into_iter()
        .map(|version| self::version(page, version, id))
        .collect()
}

fn version(page: &PageContext<'_>, version: PlanId, current: PlanId) -> PlanVersion {
    let plan = page.context.catalog.plan(version);
    PlanVersion {
        title: page.plan_link(version),
        status: plan.status().id(),
        date: date(page, &plan.document),
        current: version == current,
        changes: None,
    }
}

/// When a plan was published, or else written.
fn date(page: &PageContext<'_>, document: &PlanDocument) -> Option<Date> {
    let published = document
        .published
        .as_ref()
        .map(|published| page.published(published));
    published.or_else(|| document.written.map(|day| page.date(day)))
}
