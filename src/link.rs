//! All documents to one catalog: every name resolved to an index, every near miss said.
//!
//! A row name is an indicator's own name or stands in the crosswalk, or it is an error; a cited title is
//! a plan, a reference, or becomes a stub. Nothing is matched by likeness: likeness only makes
//! suggestions.

mod citations;
mod files;
pub(crate) mod names;
mod rows;
mod versions;

use std::collections::BTreeMap;

use crate::catalog::{Catalog, Indicator, LeftOut, Plan, PlanId, ReferenceId, TopicId};
use crate::diagnostic::{Checked, Code, Diagnostic, Message, nearest};
use crate::document::{
    Document, IndicatorDocument, PageDocument, PlanDocument, ReferenceDocument, Status, TextKind, TopicDocument,
};
use crate::period::Period;
use crate::region::Region;
use crate::source::Sources;
use crate::span::Spanned;

/// Links the documents of a project. `files` are the paths of everything in `content/` that is no
/// document, with their sizes.
pub fn catalog(documents: Vec<Document>, sources: &Sources, files: &BTreeMap<Box<str>, u64>) -> Checked<Catalog> {
    let mut found = Vec::new();
    let mut shelves = Shelves::default();
    for document in documents {
        shelves.place(document, sources);
    }
    shelves.sort(&mut found);
    let Shelves { topics, indicators, plans, references, pages, left_out } = shelves;
    let lookup = TopicLookup::new(&topics);
    let indicators: Vec<Indicator> = indicators
        .into_iter()
        .map(|document| Indicator {
            topic: lookup.find(&document.topic, &mut found),
            document,
            rows: Vec::new(),
            commitments: Vec::new(),
        })
        .collect();
    let mut plans: Vec<(TopicId, PlanDocument)> = plans
        .into_iter()
        .map(|document| (lookup.find(&document.topic, &mut found), document))
        .collect();
    plans.sort_by(|(a_topic, a), (b_topic, b)| {
        let key = |plan: &PlanDocument| (plan.period.value, plan.region.value.clone(), plan.id.value.clone());
        (a_topic, key(a)).cmp(&(b_topic, key(b)))
    });
    let known = known_plans(&references, &lookup, &mut found);
    let rows = rows::link(&indicators, &plans, &mut found);
    let mut citations = citations::Resolver::new(&plans, &references);
    let plans: Vec<Plan> = plans
        .into_iter()
        .zip(rows)
        .enumerate()
        .map(|(at, ((topic, document), (rows, commitments)))| {
            let id = PlanId(u32::try_from(at).unwrap_or(u32::MAX));
            let (cited, implements) = citations.resolve(id, &document, &mut found);
            Plan { topic, rows, commitments, citations: cited, implements, replaces: None, replaced_by: None, document }
        })
        .collect();
    let (stubs, cited_by) = citations.finish();
    let mut catalog = Catalog {
        by_region: by_region(&plans),
        topics,
        indicators,
        plans,
        references,
        stubs,
        pages,
        left_out,
        attachments: std::collections::BTreeSet::new(),
        cited_by,
        known,
    };
    rows::collect(&mut catalog);
    versions::link(&mut catalog, &mut found);
    files::link(&mut catalog, sources, files, &mut found);
    check_plans(&catalog, &mut found);
    Checked::new(catalog, found)
}

/// Documents by kind.
#[derive(Default)]
struct Shelves {
    topics: Vec<TopicDocument>,
    indicators: Vec<IndicatorDocument>,
    plans: Vec<PlanDocument>,
    references: Vec<ReferenceDocument>,
    pages: Vec<PageDocument>,
    left_out: Vec<LeftOut>,
}

impl Shelves {
    fn place(&mut self, document: Document, sources: &Sources) {
        match document {
            Document::Topic(topic) => self.topics.push(topic),
            Document::Indicator(indicator) => self.indicators.push(indicator),
            Document::Plan(plan) if plan.status.value == Status::Draft => self.left_out.push(LeftOut {
                what: sources.get(plan.id.span.source).path.to_string(),
                why: Message::new("状态是 draft，不发布", "its status is draft"),
            }),
            Document::Plan(plan) => self.plans.push(*plan),
            Document::Reference(reference) => self.references.push(reference),
            Document::Page(page) => self.pages.push(page),
        }
    }

    fn sort(&mut self, found: &mut Vec<Diagnostic>) {
        by_id(&mut self.topics, |topic| &topic.id, found);
        by_id(&mut self.indicators, |indicator| &indicator.id, found);
        by_id(&mut self.plans, |plan| &plan.id, found);
        by_id(&mut self.references, |reference| &reference.id, found);
        by_id(&mut self.pages, |page| &page.id, found);
    }
}

/// Sorts documents by id and reports the ids that two have.
fn by_id<T>(documents: &mut [T], id: impl Fn(&T) -> &Spanned<Box<str>>, found: &mut Vec<Diagnostic>) {
    documents.sort_by(|a, b| (&id(a).value, id(a).span).cmp(&(&id(b).value, id(b).span)));
    for pair in documents.windows(2) {
        let (first, second) = (id(&pair[0]), id(&pair[1]));
        if first.value == second.value {
            found.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    format!("编号 `{}` 有两份文件", second.value),
                    format!("two documents have the id `{}`", second.value),
                )
                .label(second.span, "这一份", "this one")
                .label(first.span, "和这一份", "and this one")
                .help("改其中一份的 id（或文件名）", "change the id (or the file name) of one of them"),
            );
        }
    }
}

struct TopicLookup<'a> {
    topics: &'a [TopicDocument],
}

impl<'a> TopicLookup<'a> {
    const fn new(topics: &'a [TopicDocument]) -> Self {
        Self { topics }
    }

    /// The topic of this name. An unknown one is an error, and whatever index comes back is then not
    /// looked at.
    fn find(&self, written: &Spanned<Box<str>>, found: &mut Vec<Diagnostic>) -> TopicId {
        let at = self.topics.binary_search_by(|topic| topic.id.value.cmp(&written.value));
        let at = at.unwrap_or_else(|_| {
            found.push(self.unknown(written));
            0
        });
        TopicId(u32::try_from(at).unwrap_or(u32::MAX))
    }

    fn unknown(&self, written: &Spanned<Box<str>>) -> Diagnostic {
        let near = nearest(&written.value, self.topics.iter().map(|topic| &*topic.id.value));
        let diagnostic = Diagnostic::new(
            Code::UnknownTopic,
            format!("没有领域 `{}`", written.value),
            format!("there is no topic `{}`", written.value),
        )
        .at(written.span);
        match near.first() {
            Some(near) => diagnostic.help(format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
            None => diagnostic.help(
                format!("先建 content/topics/{}.md", written.value),
                format!("make content/topics/{}.md first", written.value),
            ),
        }
    }
}

fn known_plans(references: &[ReferenceDocument], topics: &TopicLookup<'_>, found: &mut Vec<Diagnostic>) -> BTreeMap<(Region, TopicId, Period), ReferenceId> {
    let mut known = BTreeMap::new();
    for (id, reference) in (0..).map(ReferenceId).zip(references) {
        if let Some(place) = &reference.place {
            let topic = topics.find(&place.topic, found);
            known.entry((place.region.value.clone(), topic, place.period.value)).or_insert(id);
        }
    }
    known
}

fn by_region(plans: &[Plan]) -> BTreeMap<Region, Vec<PlanId>> {
    let mut regions: BTreeMap<Region, Vec<PlanId>> = BTreeMap::new();
    for (id, plan) in (0..).map(PlanId).zip(plans) {
        regions.entry(plan.region().clone()).or_default().push(id);
    }
    regions
}

fn check_plans(catalog: &Catalog, found: &mut Vec<Diagnostic>) {
    for plan in &catalog.plans {
        if plan.document.text == TextKind::None && plan.rows.is_empty() {
            found.push(
                Diagnostic::new(Code::TableHeldIsMissing, "只收录指标表的规划里没有认出指标表", "a plan of which only the table is held has no indicator table")
                    .at(plan.document.title.span)
                    .help("表头要有“指标名称”和“目标值”", "the header of the table needs 指标名称 and 目标值"),
            );
        }
    }
}
