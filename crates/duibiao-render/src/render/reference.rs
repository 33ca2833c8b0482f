//! Pages of documents that are not plans of the site (references and stubs), and ordinary pages.
//!
//! A reference shows what is known of it and nothing else; where it is named is found through the
//! catalog, clause by clause.

use super::body;
use super::index::{counted, first_sentence, newest, plans_directly_below, say};
use super::page::{PageContext, PageMeta};
use super::plan::cited_by;
use super::view::{Crumb, Field, FieldValue, Link, NoticeView, PageView, PlanItem, ReferenceView};
use crate::route::PageKey;
use duibiao_compare::catalog::{Backlink, Cited, PlanId, ReferenceId, StubId, Successor, TopicId};
use duibiao_syntax::config::SiteKind;
use duibiao_syntax::document::{PlanPlace, ReferenceDocument, ReferenceKind};

/// A reference.
pub(super) fn reference(page: &PageContext<'_>, id: ReferenceId) -> ReferenceView {
    let document = page.context.catalog.reference(id);
    let is_stub = document.kind == ReferenceKind::Plan && !has_facts(document);
    ReferenceView {
        frame: page.frame(heading(page, Cited::Reference(id), &document.title.value)),
        kind: document.kind.id(),
        stub: is_stub,
        notices: is_stub
            .then(|| NoticeView::new("stub"))
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

/// Whether more is known of a document than that others name it.
const fn has_facts(document: &ReferenceDocument) -> bool {
    let origin = &document.origin;
    document.doc_no.is_some()
        || !document.issuers.is_empty()
        || document.issued.is_some()
        || document.published.is_some()
        || origin.url.is_some()
        || origin.title.is_some()
}

/// A cited document of which nothing more is known.
pub(super) fn stub(page: &PageContext<'_>, id: StubId) -> ReferenceView {
    let stub = page.context.catalog.stub(id);
    let number = stub.doc_no.as_ref().filter(|number| **number != stub.title);
    ReferenceView {
        frame: page.frame(heading(page, Cited::Stub(id), &stub.title)),
        kind: ReferenceKind::Other.id(),
        stub: true,
        notices: vec![NoticeView::new("stub")],
        fields: number
            .map(|number| Field::new("doc-no", FieldValue::text(&**number)))
            .into_iter()
            .collect(),
        note: None,
        cited_by: cited_by(page, Cited::Stub(id)),
        below: Vec::new(),
    }
}

fn heading(page: &PageContext<'_>, cited: Cited, title: &str) -> PageMeta {
    let catalog = page.context.catalog;
    let mut citing: Vec<PlanId> = backlinks(page, cited)
        .iter()
        .map(|link| link.plan)
        .collect();
    citing.dedup();
    PageMeta {
        description: Some(description(page, title, citing.len())),
        above: vec![Crumb {
            text: page.word("section.citations"),
            href: None,
        }],
        updated: newest(citing.iter().map(|id| catalog.plan(*id))),
        ..PageMeta::new("reference", title)
    }
}

fn description(page: &PageContext<'_>, title: &str, citing: usize) -> String {
    let bare = title.trim_matches(['《', '》']);
    let plans = counted(citing, "plan");
    say(
        page,
        || match citing {
            0 => format!("《{bare}》：本站所知的信息。"),
            _ => format!("《{bare}》：本站有 {citing} 份规划引用它。"),
        },
        || match citing {
            0 => format!("“{bare}”: what this site knows of it."),
            _ => format!("“{bare}”: cited by {plans} of this site."),
        },
    )
}

/// What is known of a reference, in the order of the table 公开信息.
fn fields(page: &PageContext<'_>, id: ReferenceId) -> Vec<Field> {
    let document = page.context.catalog.reference(id);
    let day = |id, date| Field::new(id, FieldValue::Date { date });
    let texts = |id, texts: Vec<&str>| {
        let values = texts.into_iter().map(FieldValue::text).collect();
        Field { id, values }
    };
    let number = document.doc_no.as_ref().map(|number| &*number.value);
    let mut titles = vec![&*document.title.value];
    titles.extend(document.also.iter().map(|title| &*title.value));
    let issuers = document.issuers.iter().map(AsRef::as_ref).collect();
    let mut fields = vec![
        texts("title", titles),
        texts("issuers", issuers),
        texts("doc-no", number.into_iter().collect()),
        kind(document.kind),
    ];
    // The title stands above the table; here it is only the first of several.
    fields.retain(|field| field.values.len() > usize::from(field.id == "title"));
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

/// What kind of document it is; a plan would be on the site if it were held.
fn kind(kind: ReferenceKind) -> Field {
    let mut values = vec![FieldValue::Term {
        set: "reference",
        id: kind.id(),
    }];
    values.extend((kind == ReferenceKind::Plan).then_some(FieldValue::Term {
        set: "citation",
        id: "stub",
    }));
    Field { id: "kind", values }
}

/// Where a plan that is not held stands.
fn place_fields(page: &PageContext<'_>, place: &PlanPlace) -> [Field; 4] {
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

fn topic_id(page: &PageContext<'_>, place: &PlanPlace) -> Option<TopicId> {
    let at = page
        .context
        .catalog
        .topics
        .binary_search_by(|topic| topic.id.value.cmp(&place.topic.value))
        .ok()?;
    Some(TopicId(u32::try_from(at).ok()?))
}

/// Where the document was seen: a link, or words, and what the editors say about it.
fn source(page: &PageContext<'_>, document: &ReferenceDocument) -> Option<Field> {
    let origin = &document.origin;
    let mut values = Vec::new();
    match (&origin.url, &origin.title) {
        (Some(url), title) => {
            let link = outside_link(page, url, title.as_deref().unwrap_or(url));
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

/// A link to another site. For readers of a government site only what lies outside gov.cn is foreign.
fn outside_link(page: &PageContext<'_>, url: &str, words: &str) -> Link {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let is_official = host == "gov.cn" || host.ends_with(".gov.cn");
    if is_official && page.context.config.kind == SiteKind::Government {
        Link::new(url, words)
    } else {
        Link::external(url, words)
    }
}

/// The held version that a known plan takes the place of. Few references have one, so the plans are
/// looked through for it.
fn replaces(page: &PageContext<'_>, id: ReferenceId) -> Option<Field> {
    let catalog = page.context.catalog;
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
fn below(page: &PageContext<'_>, place: &PlanPlace) -> Vec<PlanItem> {
    let plans = topic_id(page, place)
        .map(|topic| plans_directly_below(page, &place.region.value, topic, place.period.value));
    plans
        .into_iter()
        .flatten()
        .map(|id| page.plan_item(id))
        .collect()
}

fn backlinks<'p>(page: &PageContext<'p>, cited: Cited) -> &'p [Backlink] {
    page.context
        .catalog
        .cited_by
        .get(&cited)
        .map_or(&[], Vec::as_slice)
}

/// A page has a list of contents from this many headings on.
const LONG: usize = 3;

/// An ordinary page.
pub(super) fn ordinary(page: &PageContext<'_>, at: u32) -> PageView {
    let document = &page.context.catalog.pages[at as usize];
    let contents = body::contents(page, &document.body);
    let heading = PageMeta {
        description: first_sentence(page, &document.body),
        section: Some(PageKey::Page(at)),
        ..PageMeta::new("page", &*document.title)
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
