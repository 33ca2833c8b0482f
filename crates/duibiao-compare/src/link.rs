//! All documents to one catalog: every name resolved to an index, every near miss said.
//!
//! A row name is an indicator's own name or stands in the crosswalk, or it is an error; a cited title is
//! a plan, a reference, or becomes a stub. Nothing is matched by likeness: likeness only makes
//! suggestions.

mod alike;
mod citations;
pub mod files;
pub mod names;
mod rows;
mod versions;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use alike::alike;

use crate::catalog::{Catalog, Indicator, LeftOutDocument, Plan, PlanId, ReferenceId, TopicId};
use duibiao_syntax::audience::{self, Audience, Withheld};
use duibiao_syntax::diagnostic::{Checked, Code, Diagnostic, nearest};
use duibiao_syntax::document::{
    Document, IndicatorDocument, PageDocument, PlanDocument, ReferenceDocument, TextKind,
    TopicDocument,
};
use duibiao_syntax::period::Period;
use duibiao_syntax::region::Region;
use duibiao_syntax::source::Sources;
use duibiao_syntax::span::{SourceId, Spanned};

/// Links the documents of a project. `files` are the paths of everything in `content/` that is no
/// document, with their sizes.
pub fn catalog(
    documents: Vec<Document>,
    sources: &Sources,
    files: &BTreeMap<Box<str>, u64>,
    audience: Audience,
) -> Checked<Catalog> {
    let mut found = Vec::new();
    let mut shelves = DocumentsByKind::default();
    for document in documents {
        shelves.place(document, sources, audience);
    }
    shelves.sort(&mut found);
    let topics = shelves.topics_of(&mut found);
    // Four readings of the same shelves that know nothing of each other.
    let ((links, versions), (published, citations)) = rayon::join(
        || {
            rayon::join(
                || checked(|found| rows::link(&shelves.indicators, &shelves.plans, found)),
                || checked(|found| versions::link(&shelves, found)),
            )
        },
        || {
            rayon::join(
                || checked(|found| files::link(&shelves, sources, files, found)),
                || checked(|found| citations::link(&shelves.plans, &shelves.references, found)),
            )
        },
    );
    let links = links.drain_into(&mut found);
    let versions = versions.drain_into(&mut found);
    let published = published.drain_into(&mut found);
    let citations = citations.drain_into(&mut found);
    let catalog = assemble(shelves, topics, links, versions, published, citations);
    check_plans(&catalog, &mut found);
    Checked::new(catalog, found)
}

/// A part of linking with what it found.
fn checked<T>(part: impl FnOnce(&mut Vec<Diagnostic>) -> T) -> Checked<T> {
    let mut found = Vec::new();
    let value = part(&mut found);
    Checked::new(value, found)
}

/// Puts together what the parts of linking have found out, each for all plans in their order.
fn assemble(
    shelves: DocumentsByKind,
    topics: Topics,
    links: rows::Links,
    versions: Vec<versions::VersionPlace>,
    published: files::PublishedAttachments,
    citations: citations::Resolved,
) -> Catalog {
    let plans: Vec<Plan> = shelves
        .plans
        .into_iter()
        .zip(topics.plans)
        .zip(links.plans)
        .zip(versions)
        .zip(citations.plans)
        .map(|((((document, topic), links), place), cited)| Plan {
            document,
            topic,
            rows: links.rows,
            commitments: links.commitments,
            citations: cited.citations,
            implements: cited.implements,
            replaces: place.replaces,
            replaced_by: place.replaced_by,
        })
        .collect();
    let indicators = shelves
        .indicators
        .into_iter()
        .zip(topics.indicators)
        .zip(links.indicators)
        .map(|((document, topic), uses)| Indicator {
            document,
            topic,
            name: uses.name,
            also: uses.also,
            rows: uses.rows,
            commitments: uses.commitments,
        })
        .collect();
    let mut left_out = shelves.left_out;
    left_out.extend(published.left_out);
    Catalog {
        by_region: by_region(&plans),
        by_source: index(&plans, |plan| plan.document.title.span.source),
        by_id: index(&plans, |plan| plan.id().into()),
        known: topics.known,
        topics: shelves.topics,
        indicators,
        plans,
        references: shelves.references,
        stubs: citations.stubs,
        pages: shelves.pages,
        left_out,
        withheld: shelves.withheld,
        attachments: published.attachments,
        cited_by: citations.cited_by,
    }
}

/// Documents by kind.
#[derive(Default)]
struct DocumentsByKind {
    topics: Vec<Arc<TopicDocument>>,
    indicators: Vec<Arc<IndicatorDocument>>,
    plans: Vec<Arc<PlanDocument>>,
    references: Vec<Arc<ReferenceDocument>>,
    pages: Vec<Arc<PageDocument>>,
    left_out: Vec<LeftOutDocument>,
    withheld: BTreeMap<SourceId, Withheld>,
}

impl DocumentsByKind {
    fn place(&mut self, document: Document, sources: &Sources, audience: Audience) {
        if let Some(withheld) = audience::withheld(&document, audience.as_of) {
            let source = document.source();
            if !audience.drafts {
                self.left_out.push(LeftOutDocument {
                    what: sources.get(source).path.to_string(),
                    why: withheld.reason(),
                });
                return;
            }
            self.withheld.insert(source, withheld);
        }
        match document {
            Document::Topic(topic) => self.topics.push(topic),
            Document::Indicator(indicator) => self.indicators.push(indicator),
            Document::Plan(plan) => self.plans.push(plan),
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
        // Ids begin with the topic, so only period and region have to go before the rest of the id.
        self.plans.sort_by(|a, b| {
            let head = |plan: &PlanDocument| (plan.topic.value.clone(), plan.period.value);
            (head(a), &a.region.value, &a.id.value).cmp(&(head(b), &b.region.value, &b.id.value))
        });
    }

    /// The topics of everything that is filed under one.
    fn topics_of(&self, found: &mut Vec<Diagnostic>) -> Topics {
        let lookup = TopicLookup::new(&self.topics);
        let mut find = |written: &Spanned<Box<str>>| lookup.find(written, found);
        Topics {
            indicators: self
                .indicators
                .iter()
                .map(|document| find(&document.topic))
                .collect(),
            plans: self
                .plans
                .iter()
                .map(|document| find(&document.topic))
                .collect(),
            known: known_plans(&self.references, &mut find),
        }
    }
}

/// The topics of indicators and plans, in their order, and the plans that are only known to exist.
struct Topics {
    indicators: Vec<TopicId>,
    plans: Vec<TopicId>,
    known: BTreeMap<(Region, TopicId, Period), ReferenceId>,
}

/// Sorts documents by id and reports the ids that two have.
fn by_id<T>(
    documents: &mut [T],
    id: impl Fn(&T) -> &Spanned<Box<str>>,
    found: &mut Vec<Diagnostic>,
) {
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
                .help(
                    "改其中一份的 id（或文件名）",
                    "change the id (or the file name) of one of them",
                ),
            );
        }
    }
}

struct TopicLookup<'a> {
    topics: &'a [Arc<TopicDocument>],
}

impl<'a> TopicLookup<'a> {
    const fn new(topics: &'a [Arc<TopicDocument>]) -> Self {
        Self { topics }
    }

    /// The topic of this name. An unknown one is an error, and whatever index comes back is then not
    /// looked at.
    fn find(&self, written: &Spanned<Box<str>>, found: &mut Vec<Diagnostic>) -> TopicId {
        let at = self
            .topics
            .binary_search_by(|topic| topic.id.value.cmp(&written.value));
        let at = at.unwrap_or_else(|_| {
            found.push(self.unknown(written));
            0
        });
        TopicId(u32::try_from(at).unwrap_or(u32::MAX))
    }

    fn unknown(&self, written: &Spanned<Box<str>>) -> Diagnostic {
        let near = nearest(
            &written.value,
            self.topics.iter().map(|topic| &*topic.id.value),
        );
        let diagnostic = Diagnostic::new(
            Code::UnknownTopic,
            format!("没有领域 `{}`", written.value),
            format!("there is no topic `{}`", written.value),
        )
        .at(written.span);
        match near.first() {
            Some(near) => diagnostic.help(
                format!("是不是 `{near}`？"),
                format!("did you mean `{near}`?"),
            ),
            None => diagnostic.help(
                format!("先建 content/topics/{}.md", written.value),
                format!("make content/topics/{}.md first", written.value),
            ),
        }
    }
}

fn known_plans(
    references: &[Arc<ReferenceDocument>],
    find: &mut impl FnMut(&Spanned<Box<str>>) -> TopicId,
) -> BTreeMap<(Region, TopicId, Period), ReferenceId> {
    let mut known = BTreeMap::new();
    for (id, reference) in (0..).map(ReferenceId).zip(references) {
        if let Some(place) = &reference.place {
            let key = (
                place.region.value.clone(),
                find(&place.topic),
                place.period.value,
            );
            known.entry(key).or_insert(id);
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

/// The plans by a key that each has alone.
fn index<K: Ord>(plans: &[Plan], key: impl Fn(&Plan) -> K) -> BTreeMap<K, PlanId> {
    (0..)
        .map(PlanId)
        .zip(plans)
        .map(|(id, plan)| (key(plan), id))
        .collect()
}

fn check_plans(catalog: &Catalog, found: &mut Vec<Diagnostic>) {
    for plan in &catalog.plans {
        if plan.document.text == TextKind::None && plan.rows.is_empty() {
            found.push(
                Diagnostic::new(
                    Code::TableHeldIsMissing,
                    "只收录指标表的规划里没有认出指标表",
                    "a plan of which only the table is held has no indicator table",
                )
                .at(plan.document.title.span)
                .help(
                    "表头要有“指标名称”和“目标值”",
                    "the header of the table needs 指标名称 and 目标值",
                ),
            );
        }
    }
}
