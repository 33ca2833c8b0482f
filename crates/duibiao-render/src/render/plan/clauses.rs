//! Where in its text a plan says something: links to clauses and boxes.

use crate::render::body;
use crate::render::page::PageContext;
use crate::render::view::Link;
use crate::route::PageKey;
use duibiao_compare::catalog::PlanId;
use duibiao_syntax::span::Span;

/// A link to the clause or box in which a place of a plan stands; none for a place outside its text,
/// such as a line of its front matter.
pub(in crate::render) fn clause_link(
    page: &PageContext<'_>,
    plan: PlanId,
    place: Span,
) -> Option<Link> {
    let text = &page.context.catalog.plan(plan).document.body;
    if place.start < text.span.start || place.end > text.span.end {
        return None;
    }
    let clause = text.clause_at(place);
    let boxed = text.box_at(place);
    // A clause inside the box says more than the box, and the box more than a clause before it.
    let boxed =
        boxed.filter(|mark| clause.is_none_or(|clause| clause.extent.start < mark.span.start));
    let (words, anchor) = match (boxed, clause) {
        (Some(mark), _) => {
            let label = page.slice(mark.label);
            (
                format!("{label} {}", body::words(page, mark.title)),
                &*mark.anchor,
            )
        }
        (None, Some(clause)) => (body::heading_words(page, text, clause), text.anchor(clause)),
        (None, None) => (String::new(), "body"),
    };
    let words = words.trim();
    let words = if words.is_empty() {
        page.word("section.body")
    } else {
        words.to_owned()
    };
    Some(Link::new(page.href_at(&PageKey::Plan(plan), anchor), words))
}

/// Links to the clauses of several places, each clause once.
pub(in crate::render) fn clause_links(
    page: &PageContext<'_>,
    plan: PlanId,
    places: impl Iterator<Item = Span>,
) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for link in places.filter_map(|place| clause_link(page, plan, place)) {
        if !links.iter().any(|known| known.href == link.href) {
            links.push(link);
        }
    }
    links
}
