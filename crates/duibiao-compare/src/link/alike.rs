//! Whether linking makes the same of two readings of a file.
//!
//! While a project is edited most changes touch only what linking does not look at: a target, a
//! sentence, a date. Then the catalog takes the new document in the place of the old one, and nothing
//! else in it moves. Everything that `link` reads of a document has to be compared here.

use jiff::civil::Date;

use duibiao_syntax::audience;
use duibiao_syntax::document::{
    Body, Document, IndicatorDocument, PageDocument, PlanDocument, ReferenceDocument, TopicDocument,
};
use duibiao_syntax::span::Spanned;

/// Whether a catalog for `as_of` may take `new` in the place of `old`. `anchors` says whether any
/// document links to another, so that the places in documents matter.
pub fn alike(old: &Document, new: &Document, as_of: Date, anchors: bool) -> bool {
    let same = match (old, new) {
        (Document::Plan(old), Document::Plan(new)) => plans(old, new),
        (Document::Indicator(old), Document::Indicator(new)) => indicators(old, new),
        (Document::Topic(old), Document::Topic(new)) => topics(old, new),
        (Document::Reference(old), Document::Reference(new)) => references(old, new),
        (Document::Page(old), Document::Page(new)) => pages(old, new),
        _ => false,
    };
    same && audience::withheld(old, as_of) == audience::withheld(new, as_of)
        && bodies(old.body(), new.body(), anchors)
}

fn plans(old: &PlanDocument, new: &PlanDocument) -> bool {
    let head = |plan: &PlanDocument| {
        (
            plan.period.value,
            plan.status.value,
            plan.text,
            plan.verification,
        )
    };
    words(&old.id, &new.id)
        && words(&old.title, &new.title)
        && words(&old.topic, &new.topic)
        && old.region.value == new.region.value
        && head(old) == head(new)
        && maybe_words(old.doc_no.as_ref(), new.doc_no.as_ref())
        && maybe_words(old.replaces.as_ref(), new.replaces.as_ref())
        && lists(&old.implements, &new.implements, words)
        && lists(&old.attachments, &new.attachments, |a, b| {
            words(&a.file, &b.file)
        })
}

fn indicators(old: &IndicatorDocument, new: &IndicatorDocument) -> bool {
    words(&old.id, &new.id)
        && words(&old.name, &new.name)
        && words(&old.topic, &new.topic)
        && old.unit == new.unit
        && (old.better, old.measure) == (new.better, new.measure)
        && lists(&old.also, &new.also, |a, b| {
            words(&a.name, &b.name) && a.grade == b.grade && lists(&a.plans, &b.plans, words)
        })
}

fn topics(old: &TopicDocument, new: &TopicDocument) -> bool {
    words(&old.id, &new.id)
}

fn references(old: &ReferenceDocument, new: &ReferenceDocument) -> bool {
    let place = |reference: &ReferenceDocument| {
        reference.place.as_ref().map(|place| {
            let topic = place.topic.value.clone();
            (place.region.value.clone(), topic, place.period.value)
        })
    };
    words(&old.id, &new.id)
        && words(&old.title, &new.title)
        && maybe_words(old.doc_no.as_ref(), new.doc_no.as_ref())
        && maybe_words(old.replaces.as_ref(), new.replaces.as_ref())
        && lists(&old.also, &new.also, words)
        && place(old) == place(new)
}

fn pages(old: &PageDocument, new: &PageDocument) -> bool {
    words(&old.id, &new.id)
}

fn bodies(old: &Body, new: &Body, anchors: bool) -> bool {
    old.has_code == new.has_code
        && old
            .rows()
            .map(|row| &row.name.value)
            .eq(new.rows().map(|row| &row.name.value))
        && lists(&old.commitments, &new.commitments, |a, b| {
            words(&a.indicator, &b.indicator)
        })
        && lists(&old.citations, &new.citations, |a, b| {
            (&a.title, &a.doc_no) == (&b.title, &b.doc_no)
        })
        && lists(&old.links, &new.links, |a, b| {
            (&a.destination, a.kind) == (&b.destination, b.kind)
        })
        && (!anchors || old.anchors().eq(new.anchors()))
}

fn words(old: &Spanned<Box<str>>, new: &Spanned<Box<str>>) -> bool {
    old.value == new.value
}

fn maybe_words(old: Option<&Spanned<Box<str>>>, new: Option<&Spanned<Box<str>>>) -> bool {
    old.map(|text| &text.value) == new.map(|text| &text.value)
}

fn lists<T>(old: &[T], new: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
}
