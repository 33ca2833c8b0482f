//! Pages of documents that are not plans of the site (references and stubs), and ordinary pages.
//!
//! A reference shows what is known of it and nothing else; where it is named is found through the
//! catalog, clause by clause.

use super::body;
use super::index::{as_column, counted, first_sentence, newest, plans_directly_below, say};
use super::page::{Heading, Page};
use super::view::{
    CitedBy, Crumb, Field, FieldValue, Link, Notice, PageView, PlanItem, ReferenceView,
};
use crate::catalog::{Backlink, Cited, PlanId, ReferenceId, StubId, Successor, TopicId};
use crate::document::{Clause, ClauseForm, PlanPlace, ReferenceDocument, ReferenceKind};
use crate::route::PageKey;
use crate::span::Span;

/// A reference.
pub(super) fn reference(page: &Page<'_>, id: ReferenceId) -> ReferenceView {
    let document = page.materials.catalog.reference(id);
    let is_missing_plan = document.kind == ReferenceKind::Plan;
    ReferenceView {
        frame: page.frame(heading(page, Cited::Reference(id), &document.title.value)),
        kind: document.kind.id(),
        stub: is_missing_plan,
        notices: is_missing_plan
            .then(|| Notice::new("stub"))
            .into_iter()
            .collect(),
        fields: fields(page, id),
        note: (!body::is_blank(page, &document.body)).then(|| body::html(page, &document.body, 3)),
        cited_by: cited_by(page, Cited::Reference(id)),
        below: document
            .place
            .as_ref()
            .map(|place| below(page, place))
            .unwrap_or_default(),
    }
}

/// A cited document of which nothing more is known.
pub(super) fn stub(page: &Page<'_>, id: StubId) -> ReferenceView {
    let stub = page.materials.catalog.stub(id);
    let number = stub.doc_no.as_ref().filter(|number| **number != stub.title);
    ReferenceView {
        frame: page.frame(heading(page, Cited::Stub(id), &stub.title)),
        kind: ReferenceKind::Other.id(),
        stub: true,
        notices: vec![Notice::new("stub")],
        fields: number
            .map(|number| Field::new("doc-no", FieldValue::text(&**number)))
            .into_iter()
            .collect(),
        note: None,
        cited_by: cited_by(page, Cited::Stub(id)),
        below: Vec::new(),
    }
}

fn heading(page: &Page<'_>, cited: Cited, title: &str) -> Heading {
    let catalog = page.materials.catalog;
    let mut citing: Vec<PlanId> = backlinks(page, cited)
        .iter()
        .map(|link| link.plan)
        .collect();
    citing.dedup();
    let count = citing.len();
    let heading = Heading {
        description: Some(say(
            page,
            || {
                format!(
                    "《{}》：本站有 {count} 份规划引用它。",
                    title.trim_matches(['《', '》'])
                )
            },
            || {
                format!(
                    "“{title}”: cited by {} of this site.",
                    counted(count, "plan")
                )
            },
        )),
        above: vec![Crumb {
            text: page.word("section.citations"),
            href: None,
        }],
        updated: newest(citing.iter().map(|id| catalog.plan(*id))),
        ..Heading::new("reference", title)
    };
    as_column(page, heading, "政策文件", &[])
}

/// What is known of a reference, in the order of the table 公开信息.
fn fields(page: &Page<'_>, id: ReferenceId) -> Vec<Field> {
    let document = page.materials.catalog.reference(id);
    let text = |id, text: Option<&str>| text.map(|text| Field::new(id, FieldValue::text(text)));
    let day = |id, date| Field::new(id, FieldValue::Date { date });
    let issuers: Vec<FieldValue> = document
        .issuers
        .iter()
        .map(|issuer| FieldValue::text(&**issuer))
        .collect();
    let mut fields = Vec::new();
    fields.extend((!issuers.is_empty()).then_some(Field {
        id: "issuers",
        values: issuers,
    }));
    fields.extend(text(
        "doc-no",
        document.doc_no.as_ref().map(|number| &*number.value),
    ));
    fields.push(Field::new(
        "kind",
        FieldValue::Term {
            set: "reference",
            id: document.kind.id(),
        },
    ));
    fields.extend(
        document
            .issued
            .map(|issued| day("issued", page.date(issued))),
    );
    fields.extend(
        document
            .published
            .as_ref()
            .map(|published| day("published", page.published(published))),
    );
    fields.extend(
        document
            .place
            .iter()
            .flat_map(|place| place_fields(page, place)),
    );
    fields.extend(source(page, document));
    fields.extend(replaces(page, id));
    fields
}

/// Where a plan that is not held stands.
fn place_fields(page: &Page<'_>, place: &PlanPlace) -> [Field; 4] {
    let region = &place.region.value;
    let topic = topic_id(page, place)
        .map_or_else(|| Link::text(&*place.topic.value), |id| page.topic_link(id));
    [
        Field::new(
            "region",
            FieldValue::Link {
                link: page.full_region_link(region),
            },
        ),
        Field::new(
            "level",
            FieldValue::Term {
                set: "level",
                id: region.level().id(),
            },
        ),
        Field::new("topic", FieldValue::Link { link: topic }),
        Field::new("period", FieldValue::text(page.period(place.period.value))),
    ]
}

fn topic_id(page: &Page<'_>, place: &PlanPlace) -> Option<TopicId> {
    let at = page
        .materials
        .catalog
        .topics
        .binary_search_by(|topic| topic.id.value.cmp(&place.topic.value))
        .ok()?;
    Some(TopicId(u32::try_from(at).ok()?))
}

/// Where the document was seen: a link, or words, and what the editors say about it.
fn source(page: &Page<'_>, document: &ReferenceDocument) -> Option<Field> {
    let origin = &document.origin;
    let mut values = Vec::new();
    match (&origin.url, &origin.title) {
        (Some(url), title) => {
            let link = Link::external(&**url, title.as_deref().unwrap_or(url));
            values.push(FieldValue::Link { link });
        }
        (None, Some(title)) => values.push(FieldValue::text(&**title)),
        (None, None) => {}
    }
    values.extend(origin.note.as_deref().map(FieldValue::text));
    (!values.is_empty()).then_some(Field {
        id: "source",
        values,
    })
}

/// The held version that a known plan takes the place of. Few references have one, so the plans are
/// looked through for it.
fn replaces(page: &Page<'_>, id: ReferenceId) -> Option<Field> {
    let catalog = page.materials.catalog;
    catalog.reference(id).replaces.as_ref()?;
    let (plan, _) = catalog
        .plan_ids()
        .find(|(_, plan)| plan.replaced_by == Some(Successor::Reference(id)))?;
    Some(Field::new(
        "replaces",
        FieldValue::Link {
            link: page.plan_link(plan),
        },
    ))
}

/// The plans that would stand right under a plan that is not held.
fn below(page: &Page<'_>, place: &PlanPlace) -> Vec<PlanItem> {
    let plans = topic_id(page, place)
        .map(|topic| plans_directly_below(page, &place.region.value, topic, place.period.value));
    plans
        .into_iter()
        .flatten()
        .map(|id| page.plan_item(id))
        .collect()
}

fn backlinks<'p>(page: &Page<'p>, cited: Cited) -> &'p [Backlink] {
    page.materials
        .catalog
        .cited_by
        .get(&cited)
        .map_or(&[], Vec::as_slice)
}

/// The documents that name another one, each with the clauses in which it does.
pub(super) fn cited_by(page: &Page<'_>, cited: Cited) -> Vec<CitedBy> {
    let mut all: Vec<&Backlink> = backlinks(page, cited)
        .iter()
        .filter(|link| Cited::Plan(link.plan) != cited)
        .collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a.plan == b.plan)
        .filter_map(|of_plan| {
            let plan = of_plan.first()?.plan;
            let mut clauses: Vec<Link> = Vec::new();
            for clause in of_plan
                .iter()
                .filter_map(|link| clause_link(page, plan, link.span))
            {
                if clauses.iter().all(|known| known.href != clause.href) {
                    clauses.push(clause);
                }
            }
            Some(CitedBy {
                document: page.plan_link(plan),
                clauses,
            })
        })
        .collect()
}

/// The place of a plan's text in which some words stand: its box, or else its clause. None for words
/// before the first heading and for those of the front matter.
pub(super) fn clause_link(page: &Page<'_>, plan: PlanId, place: Span) -> Option<Link> {
    let text = &page.materials.catalog.plan(plan).document.body;
    if !text.span.range().contains(&place.range().start) {
        return None;
    }
    let (anchor, words) = if let Some(mark) = text.box_at(place) {
        (
            &mark.anchor,
            format!(
                "{} {}",
                body::words(page, mark.label),
                body::words(page, mark.title)
            ),
        )
    } else {
        let clause = text.clause_at(place)?;
        (&clause.anchor, clause_words(page, plan, clause))
    };
    let words = words.trim();
    (!words.is_empty()).then(|| Link::new(page.href_at(&PageKey::Plan(plan), anchor), words))
}

/// A heading in full; a numbered paragraph or item by its number, after the heading it stands under.
fn clause_words(page: &Page<'_>, plan: PlanId, clause: &Clause) -> String {
    if clause.form == ClauseForm::Heading {
        return body::heading_words(page, clause);
    }
    let clauses = &page.materials.catalog.plan(plan).document.body.clauses;
    let before = clauses
        .iter()
        .take_while(|other| other.span.start < clause.span.start);
    let heading = before
        .filter(|other| other.form == ClauseForm::Heading)
        .last();
    let number = page.materials.sources.slice(clause.number).trim();
    match heading {
        Some(heading) => format!("{} {number}", body::heading_words(page, heading)),
        None if number.is_empty() => body::words(page, clause.title),
        None => number.to_owned(),
    }
}

/// A page has a list of contents from this many headings on.
const LONG: usize = 3;

/// An ordinary page.
pub(super) fn ordinary(page: &Page<'_>, at: u32) -> PageView {
    let document = &page.materials.catalog.pages[at as usize];
    let contents = body::contents(page, &document.body);
    let heading = Heading {
        description: first_sentence(page, &document.body),
        section: Some(PageKey::Page(at)),
        ..Heading::new("page", &*document.title)
    };
    PageView {
        frame: page.frame(heading),
        contents: if contents.len() < LONG {
            Vec::new()
        } else {
            contents
        },
        body: body::html(page, &document.body, 2),
        updates: Vec::new(),
    }
}
