//! Everything a site holds, with every name resolved to an index.
//!
//! A catalog is made by [`crate::link`] for a day. What is withheld from the public is not in it at all,
//! unless it is made for editors. Its lists are
//! sorted by codes and ids, so that whatever is made from them comes in the same order on any machine.
//! It says nothing about how targets compare.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use duibiao_syntax::audience::Withheld;
use duibiao_syntax::diagnostic::Message;
use duibiao_syntax::document::{
    Document, Grade, IndicatorDocument, IndicatorRow, PageDocument, PlanDocument, PlanStatus,
    ReferenceDocument, TopicDocument, Verification,
};
use duibiao_syntax::period::Period;
use duibiao_syntax::region::Region;
use duibiao_syntax::span::{SourceId, Span};

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The place in the list.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        })*
    };
}

index! {
    /// A plan of the catalog.
    PlanId;
    /// An indicator of the catalog.
    IndicatorId;
    /// A topic of the catalog.
    TopicId;
    /// A reference of the catalog.
    ReferenceId;
    /// A cited document that the site does not hold.
    StubId;
    /// A printed row name after normalisation: equal ids, equal names.
    NameId;
}

/// Everything a site holds.
#[derive(Debug)]
pub struct Catalog {
    /// By id.
    pub topics: Vec<Arc<TopicDocument>>,
    /// By id.
    pub indicators: Vec<Indicator>,
    /// By topic, period, region and id; no drafts.
    pub plans: Vec<Plan>,
    /// By id.
    pub references: Vec<Arc<ReferenceDocument>>,
    /// In the order in which they are first cited.
    pub stubs: Vec<Stub>,
    /// By id.
    pub pages: Vec<Arc<PageDocument>>,
    /// What is not published, and why.
    pub left_out: Vec<LeftOutDocument>,
    /// What only editors see, and why; always empty in a site for the public.
    pub withheld: BTreeMap<SourceId, Withheld>,
    /// Files that published documents refer to: the path from the project root.
    pub attachments: BTreeSet<Box<str>>,
    /// Where each document is cited.
    pub cited_by: BTreeMap<Cited, Vec<Backlink>>,
    /// The plans of each region.
    pub by_region: BTreeMap<Region, Vec<PlanId>>,
    /// The plan that each source holds.
    pub by_source: BTreeMap<SourceId, PlanId>,
    /// The plan of each id.
    pub by_id: BTreeMap<Box<str>, PlanId>,
    /// The plans that are known to exist but not held, by their place.
    pub known: BTreeMap<(Region, TopicId, Period), ReferenceId>,
}

/// An indicator and the rows that print it.
#[derive(Debug)]
pub struct Indicator {
    /// Its file.
    pub document: Arc<IndicatorDocument>,
    /// The topic it is filed under.
    pub topic: TopicId,
    /// Its own name as a printed one; none when no plan prints it.
    pub name: Option<NameId>,
    /// For each line of its crosswalk, the printed name; none when no plan prints it.
    pub also: Box<[Option<NameId>]>,
    /// The rows, in the order of the plans.
    pub rows: Vec<LinkedRow>,
    /// The commitments, in the order of the plans.
    pub commitments: Vec<CommitmentRef>,
}

/// One version of a plan.
#[derive(Debug)]
pub struct Plan {
    /// Its file.
    pub document: Arc<PlanDocument>,
    /// Its topic.
    pub topic: TopicId,
    /// For each row of the body, in order.
    pub rows: Box<[RowLinks]>,
    /// For each commitment of the body, in order.
    pub commitments: Box<[IndicatorId]>,
    /// For each citation of the body, in order.
    pub citations: Box<[Cited]>,
    /// For each title in `implements`.
    pub implements: Box<[Cited]>,
    /// The version it takes the place of.
    pub replaces: Option<PlanId>,
    /// The version that takes its place.
    pub replaced_by: Option<Successor>,
}

/// What takes the place of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Successor {
    /// A plan of the site.
    Plan(PlanId),
    /// A plan that is known to exist.
    Reference(ReferenceId),
}

/// What the catalogue makes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowLinks {
    /// The printed name.
    pub name: NameId,
    /// The indicators, the nearest first; never empty in a catalog without errors.
    pub links: Box<[(IndicatorId, Grade)]>,
}

/// A row of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowRef {
    /// The plan.
    pub plan: PlanId,
    /// The row, counted through all tables of the plan.
    pub row: u32,
}

/// A row and how near it is to the indicator that it is listed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkedRow {
    /// The row.
    pub row: RowRef,
    /// How near.
    pub grade: Grade,
}

/// A commitment of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommitmentRef {
    /// The plan.
    pub plan: PlanId,
    /// Which of its commitments.
    pub commitment: u32,
}

/// What a citation leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cited {
    /// A plan of the site; possibly the citing plan itself.
    Plan(PlanId),
    /// A reference.
    Reference(ReferenceId),
    /// A document that the site does not hold.
    Stub(StubId),
}

/// A document that is cited and nothing more is known of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stub {
    /// `c-` and eight hexadecimal digits of the hash of the normalised title: the only thing known of it.
    pub id: String,
    /// The title or the number, as first cited.
    pub title: Box<str>,
    /// The number that stands with it.
    pub doc_no: Option<Box<str>>,
}

/// A place that cites a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Backlink {
    /// The citing plan.
    pub plan: PlanId,
    /// The words.
    pub span: Span,
}

/// Something of `content/` that is not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutDocument {
    /// The path.
    pub what: String,
    /// Why.
    pub why: Message,
}

/// Puts a document in the place of the one with its id.
fn put<T>(all: &mut [Arc<T>], document: Arc<T>, id: impl Fn(&T) -> &str) {
    if let Some(known) = all.iter_mut().find(|known| id(known) == id(&document)) {
        *known = document;
    }
}

impl Plan {
    /// `topic/stem`.
    pub fn id(&self) -> &str {
        &self.document.id.value
    }

    /// The place.
    pub fn region(&self) -> &Region {
        &self.document.region.value
    }

    /// The years.
    pub fn period(&self) -> Period {
        self.document.period.value
    }

    /// The legal state.
    pub fn status(&self) -> PlanStatus {
        self.document.status.value
    }

    /// Whether default comparisons take it: it is no consultation draft, is not repealed, and no later
    /// version is held.
    pub fn is_default(&self) -> bool {
        !matches!(
            self.status(),
            PlanStatus::Draft | PlanStatus::Consultation | PlanStatus::Repealed
        ) && !matches!(self.replaced_by, Some(Successor::Plan(_)))
    }

    /// Where a row was read: as it says itself, or as the plan says.
    pub fn verification(&self, row: &IndicatorRow) -> Verification {
        row.verification.unwrap_or(self.document.verification)
    }

    /// Its rows with what the catalogue makes of them.
    pub fn linked_rows(&self) -> impl Iterator<Item = (&IndicatorRow, &RowLinks)> {
        self.document.body.rows().zip(&self.rows)
    }
}

impl Catalog {
    /// Takes a document in the place of the one with its id; everything that was linked to it stays. A
    /// plan is named.
    pub fn replace(&mut self, document: Document) -> Option<PlanId> {
        match document {
            Document::Plan(plan) => {
                let id = self.plan_by_id(&plan.id.value)?;
                self.plans[id.index()].document = plan;
                self.place_backlinks(id);
                return Some(id);
            }
            Document::Indicator(indicator) => {
                let all = &mut self.indicators;
                let known = all
                    .iter_mut()
                    .find(|known| known.document.id.value == indicator.id.value);
                if let Some(known) = known {
                    known.document = indicator;
                }
            }
            Document::Topic(topic) => put(&mut self.topics, topic, |topic| &topic.id.value),
            Document::Reference(reference) => {
                put(&mut self.references, reference, |reference| {
                    &reference.id.value
                });
            }
            Document::Page(page) => put(&mut self.pages, page, |page| &page.id.value),
        }
        None
    }

    /// Lets the backlinks of a plan point at where its citations stand now.
    fn place_backlinks(&mut self, id: PlanId) {
        let plan = &self.plans[id.index()];
        let document = &plan.document;
        let mut places: BTreeMap<Cited, Vec<Span>> = BTreeMap::new();
        for (cited, citation) in plan.citations.iter().zip(&document.body.citations) {
            places.entry(*cited).or_default().push(citation.span);
        }
        for (cited, written) in plan.implements.iter().zip(&document.implements) {
            if !plan.citations.contains(cited) {
                places.entry(*cited).or_default().push(written.span);
            }
        }
        for (cited, spans) in places {
            let links = self.cited_by.get_mut(&cited).into_iter().flatten();
            let own = links.filter(|link| link.plan == id);
            for (link, span) in own.zip(spans) {
                link.span = span;
            }
        }
    }

    /// A plan.
    pub fn plan(&self, id: PlanId) -> &Plan {
        &self.plans[id.index()]
    }

    /// An indicator.
    pub fn indicator(&self, id: IndicatorId) -> &Indicator {
        &self.indicators[id.index()]
    }

    /// A topic.
    pub fn topic(&self, id: TopicId) -> &TopicDocument {
        &self.topics[id.index()]
    }

    /// A reference.
    pub fn reference(&self, id: ReferenceId) -> &ReferenceDocument {
        &self.references[id.index()]
    }

    /// A stub.
    pub fn stub(&self, id: StubId) -> &Stub {
        &self.stubs[id.index()]
    }

    /// A row of a plan.
    ///
    /// # Panics
    ///
    /// When the plan has no such row: row references are made from the plans themselves.
    pub fn row(&self, row: RowRef) -> &IndicatorRow {
        let mut at = row.row as usize;
        for table in &self.plan(row.plan).document.body.tables {
            match table.rows.get(at) {
                Some(found) => return found,
                None => at -= table.rows.len(),
            }
        }
        unreachable!("row {} of plan {}", row.row, row.plan.0)
    }

    /// What the catalogue makes of a row.
    pub fn row_links(&self, row: RowRef) -> &RowLinks {
        &self.plan(row.plan).rows[row.row as usize]
    }

    /// All plans with their ids, in order.
    pub fn plan_ids(&self) -> impl Iterator<Item = (PlanId, &Plan)> {
        (0..).map(PlanId).zip(&self.plans)
    }

    /// The plans of a region.
    pub fn plans_of(&self, region: &Region) -> &[PlanId] {
        self.by_region.get(region).map_or(&[], Vec::as_slice)
    }

    /// The plan that a source holds.
    pub fn plan_of_source(&self, source: SourceId) -> Option<PlanId> {
        self.by_source.get(&source).copied()
    }

    /// The plan of an id, `topic/stem`.
    pub fn plan_by_id(&self, id: &str) -> Option<PlanId> {
        self.by_id.get(id).copied()
    }

    /// The plans of a topic and a period, which stand together.
    pub fn plans_about(&self, topic: TopicId, period: Period) -> impl Iterator<Item = PlanId> {
        let key = |plan: &Plan| (plan.topic, plan.period());
        let from = self
            .plans
            .partition_point(|plan| key(plan) < (topic, period));
        let to = self
            .plans
            .partition_point(|plan| key(plan) <= (topic, period));
        (from..to).map(|at| PlanId(u32::try_from(at).unwrap_or(u32::MAX)))
    }
}
