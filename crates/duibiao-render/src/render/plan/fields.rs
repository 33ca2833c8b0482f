//! 公开信息: what is known of a plan, in the order of the rule for government sites, then what this site
//! adds. A field without a value is left out.

use crate::render::page::PageContext;
use crate::render::view::{Field, FieldValue, Link};
use duibiao_compare::catalog::{Cited, Plan, PlanId};
use duibiao_syntax::diagnostic::Language;
use duibiao_syntax::document::{Origin, PlanDocument, Proof};

/// The fields of a plan.
pub(super) fn fields(page: &PageContext<'_>, id: PlanId) -> Vec<Field> {
    let plan = page.context.catalog.plan(id);
    let official = official(page, plan);
    official
        .into_iter()
        .chain(own(page, plan))
        .filter(|field| !field.values.is_empty())
        .collect()
}

/// The fields of 政府信息公开目录, in its order.
fn official(page: &PageContext<'_>, plan: &Plan) -> Vec<Field> {
    let document = &plan.document;
    let number = document.doc_no.as_ref().map(|number| &*number.value);
    let mut fields = vec![
        field("index-no", text(document.index_no.as_deref())),
        field("title", text([&*document.title.value])),
        field(
            "issuers",
            text(document.issuers.iter().map(|issuer| &**issuer)),
        ),
        field("doc-no", text(number)),
        field("topic", [link(page.topic_link(plan.topic))]),
        field("source", source(page, &document.origin)),
    ];
    fields.extend(dates(page, document));
    fields.extend([
        field("status", [term("status", plan.status().id())]),
        field("openness", text(document.openness.as_deref())),
        field(
            "keywords",
            text(document.keywords.iter().map(|word| &**word)),
        ),
        field("abstract", text(document.summary.as_deref())),
    ]);
    fields
}

fn dates(page: &PageContext<'_>, document: &PlanDocument) -> [Field; 4] {
    let day = |day: Option<jiff::civil::Date>| {
        day.map(|day| FieldValue::Date {
            date: page.date(day),
        })
    };
    let published = document.published.as_ref();
    let published = published.map(|published| FieldValue::Date {
        date: page.published(published),
    });
    [
        field("written", day(document.written)),
        field("published", published),
        field("effective", day(document.effective)),
        field("repealed", day(document.repealed)),
    ]
}

/// What this site says besides.
fn own(page: &PageContext<'_>, plan: &Plan) -> Vec<Field> {
    let document = &plan.document;
    let mut above: Vec<Cited> = Vec::new();
    for cited in &plan.implements {
        if !above.contains(cited) {
            above.push(*cited);
        }
    }
    vec![
        field("region", [link(page.full_region_link(plan.region()))]),
        field("level", [term("level", plan.region().level().id())]),
        field("period", [FieldValue::text(page.period(plan.period()))]),
        field("extent", [term("extent", document.text.id())]),
        field(
            "verification",
            [term("verification", document.verification.id())],
        ),
        field(
            "proof",
            document.proof.as_ref().map(|proof| proved(page, proof)),
        ),
        field(
            "implements",
            above.into_iter().map(|cited| link(page.cited_link(cited))),
        ),
        field(
            "replaces",
            plan.replaces.map(|replaced| link(page.plan_link(replaced))),
        ),
    ]
}

/// How many cells were found in the original, in which, and when.
fn proved(page: &PageContext<'_>, proof: &Proof) -> FieldValue {
    let Proof {
        proved,
        cells,
        original,
        on,
        ..
    } = proof;
    let on = page.date(*on).text;
    FieldValue::text(match page.language() {
        Language::Chinese => format!("{proved}/{cells} 格有原文（{original}，{on}核对）"),
        Language::English => {
            format!("{proved} of {cells} cells found in the original ({original}, {on})")
        }
    })
}

fn field(id: &'static str, values: impl IntoIterator<Item = FieldValue>) -> Field {
    Field {
        id,
        values: values.into_iter().collect(),
    }
}

fn text<'a>(words: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = FieldValue> {
    words.into_iter().map(FieldValue::text)
}

const fn term(set: &'static str, id: &'static str) -> FieldValue {
    FieldValue::Term { set, id }
}

const fn link(link: Link) -> FieldValue {
    FieldValue::Link { link }
}

/// Where the text was read: the page, what is to be said of it, and when.
fn source(page: &PageContext<'_>, origin: &Origin) -> Vec<FieldValue> {
    let mut values = Vec::new();
    match (&origin.url, &origin.title) {
        (Some(url), title) => values.push(link(Link::external(
            &**url,
            title.as_deref().unwrap_or(url),
        ))),
        (None, Some(title)) => values.push(FieldValue::text(&**title)),
        (None, None) => {}
    }
    // Values stand in one line with a sign between them, so a note goes without its full stop.
    let note = origin
        .note
        .as_deref()
        .map(|note| note.trim_end_matches(['。', '.']));
    values.extend(note.map(FieldValue::text));
    if let Some(seen) = origin.seen {
        let seen = page.date(seen).text;
        values.push(FieldValue::text(match page.language() {
            Language::Chinese => format!("{seen}查阅"),
            Language::English => format!("seen on {seen}"),
        }));
    }
    values
}
