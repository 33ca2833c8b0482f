//! Cited titles and numbers to plans, references and stubs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::names::{normalised, normalised_number};
use crate::catalog::{Backlink, Cited, PlanId, ReferenceId, Stub, StubId};
use duibiao_syntax::diagnostic::{Code, Diagnostic};
use duibiao_syntax::document::{PlanDocument, PlanStatus, ReferenceDocument};
use duibiao_syntax::region;
use duibiao_syntax::span::Span;

/// What all citations lead to.
pub(super) struct Resolved {
    /// For each plan, in order.
    pub(super) plans: Vec<PlanCitations>,
    /// Cited documents that the site does not hold.
    pub(super) stubs: Vec<Stub>,
    /// Where each document is cited.
    pub(super) cited_by: BTreeMap<Cited, Vec<Backlink>>,
}

/// What the citations and the `implements` of a plan lead to.
pub(super) struct PlanCitations {
    pub(super) citations: Box<[Cited]>,
    pub(super) implements: Box<[Cited]>,
}

/// Resolves the citations of all plans.
pub(super) fn link(
    plans: &[Arc<PlanDocument>],
    references: &[Arc<ReferenceDocument>],
    found: &mut Vec<Diagnostic>,
) -> Resolved {
    let mut resolver = Resolver::new(plans, references);
    let all = (0..).map(PlanId).zip(plans);
    let plans = all
        .map(|(id, plan)| resolver.resolve(id, plan, found))
        .collect();
    Resolved {
        plans,
        stubs: resolver.made,
        cited_by: resolver.cited_by,
    }
}

/// Resolves citations and remembers who cites what.
struct Resolver {
    titles: BTreeMap<Arc<str>, Vec<Cited>>,
    /// Consultation drafts, which may share the title of the final version.
    drafts: BTreeSet<Cited>,
    numbers: BTreeMap<String, Cited>,
    /// The known titles, normalised.
    spellings: Vec<Arc<str>>,
    /// Which of them a title with one character left out may be, for near misses.
    shortened: BTreeMap<u64, u32>,
    stubs: BTreeMap<String, StubId>,
    made: Vec<Stub>,
    cited_by: BTreeMap<Cited, Vec<Backlink>>,
    warned: BTreeSet<String>,
}

impl Resolver {
    fn new(plans: &[Arc<PlanDocument>], references: &[Arc<ReferenceDocument>]) -> Self {
        let mut resolver = Self {
            titles: BTreeMap::new(),
            drafts: BTreeSet::new(),
            numbers: BTreeMap::new(),
            spellings: Vec::new(),
            shortened: BTreeMap::new(),
            stubs: BTreeMap::new(),
            made: Vec::new(),
            cited_by: BTreeMap::new(),
            warned: BTreeSet::new(),
        };
        // Final versions first: a title that a draft shares means the plan that is in force.
        let finals = |plan: &PlanDocument| plan.status.value != PlanStatus::Consultation;
        for wanted in [true, false] {
            for (id, plan) in (0..).map(PlanId).zip(plans) {
                if finals(plan) == wanted {
                    if !wanted {
                        resolver.drafts.insert(Cited::Plan(id));
                    }
                    resolver.add(
                        &plan.title.value,
                        plan.doc_no.as_ref().map(|number| &*number.value),
                        Cited::Plan(id),
                    );
                }
            }
        }
        for (id, reference) in (0..).map(ReferenceId).zip(references) {
            let cited = Cited::Reference(id);
            resolver.add(
                &reference.title.value,
                reference.doc_no.as_ref().map(|number| &*number.value),
                cited,
            );
            for title in &reference.also {
                resolver.add(&title.value, None, cited);
            }
        }
        resolver
    }

    fn add(&mut self, title: &str, number: Option<&str>, cited: Cited) {
        let key: Arc<str> = normalised(title).into();
        let at = u32::try_from(self.spellings.len()).unwrap_or(u32::MAX);
        self.spellings.push(Arc::clone(&key));
        for signature in shortened(&key) {
            self.shortened.entry(signature).or_insert(at);
        }
        let known = self.titles.entry(key).or_default();
        if !known.contains(&cited) {
            known.push(cited);
        }
        if let Some(number) = number {
            self.numbers
                .entry(normalised_number(number))
                .or_insert(cited);
        }
    }

    /// What the citations and the `implements` of a plan lead to.
    fn resolve(
        &mut self,
        plan: PlanId,
        document: &PlanDocument,
        found: &mut Vec<Diagnostic>,
    ) -> PlanCitations {
        let citations: Box<[Cited]> = document
            .body
            .citations
            .iter()
            .map(|citation| {
                let cited = self.find(
                    citation.title.as_deref(),
                    citation.doc_no.as_deref(),
                    plan,
                    citation.span,
                    found,
                );
                self.link_back(cited, plan, citation.span);
                cited
            })
            .collect();
        let implements = document
            .implements
            .iter()
            .map(|written| {
                let title = written
                    .value
                    .trim_start_matches('《')
                    .trim_end_matches('》');
                let cited = self.find(Some(title), None, plan, written.span, found);
                if !citations.contains(&cited) {
                    self.link_back(cited, plan, written.span);
                }
                cited
            })
            .collect();
        PlanCitations {
            citations,
            implements,
        }
    }

    fn link_back(&mut self, cited: Cited, plan: PlanId, span: Span) {
        if cited != Cited::Plan(plan) {
            self.cited_by
                .entry(cited)
                .or_default()
                .push(Backlink { plan, span });
        }
    }

    fn find(
        &mut self,
        title: Option<&str>,
        number: Option<&str>,
        plan: PlanId,
        span: Span,
        found: &mut Vec<Diagnostic>,
    ) -> Cited {
        let key = title.map(normalised);
        if let Some(known) = key.as_ref().and_then(|key| self.titles.get(key.as_str())) {
            let own = Cited::Plan(plan);
            let numbered = number.and_then(|number| self.numbers.get(&normalised_number(number)));
            let numbered = numbered.filter(|cited| known.contains(cited));
            let finals = known.iter().filter(|cited| !self.drafts.contains(cited));
            if known.contains(&own) {
                return own;
            }
            if numbered.is_none() && finals.count() > 1 {
                found.push(ambiguous(title.unwrap_or_default(), span));
            }
            return *numbered.unwrap_or(&known[0]);
        }
        if let Some(cited) = number.and_then(|number| self.numbers.get(&normalised_number(number)))
        {
            return *cited;
        }
        // What is not held and was cited before has been looked at.
        if let (Some(key), Some(title)) = (&key, title)
            && !self.stubs.contains_key(key)
        {
            self.warn_near(key, title, span, found);
        }
        let key = key
            .or_else(|| number.map(normalised_number))
            .unwrap_or_default();
        self.stub(&key, title, number)
    }

    fn stub(&mut self, key: &str, title: Option<&str>, number: Option<&str>) -> Cited {
        let next = StubId(u32::try_from(self.made.len()).unwrap_or(u32::MAX));
        let id = *self.stubs.entry(key.to_owned()).or_insert(next);
        if id == next {
            let hash = blake3::hash(key.as_bytes()).to_hex();
            self.made.push(Stub {
                id: format!("c-{}", &hash[..8]),
                title: title.or(number).unwrap_or_default().into(),
                doc_no: title.and(number).map(Into::into),
            });
        } else if let Some(stub) = self
            .made
            .get_mut(id.index())
            .filter(|stub| stub.doc_no.is_none())
        {
            stub.doc_no = title.and(number).map(Into::into);
        }
        Cited::Stub(id)
    }

    /// A title that differs from a known one by a character is a slip more often than not, unless the
    /// difference is the place: 江苏省… and 江西省… are two plans.
    fn warn_near(&mut self, key: &str, title: &str, span: Span, found: &mut Vec<Diagnostic>) {
        let near = shortened(key).find_map(|signature| self.shortened.get(&signature));
        let near = near.and_then(|at| self.spellings.get(*at as usize));
        let Some(near) = near.filter(|near| strsim::osa_distance(near, key) == 1) else {
            return;
        };
        if place_of(near) != place_of(key) || !self.warned.insert(key.to_owned()) {
            return;
        }
        found.push(
            Diagnostic::new(
                Code::UncertainCitation,
                format!("《{title}》与本站的一个标题只差一个字，按未收录处理"),
                format!("《{title}》 differs by one character from a title of this site and is taken as not held"),
            )
            .at(span)
            .help(
                format!("如果是同一份文件，改为“{near}”的写法，或在那份文件的 also 里加上这个标题"),
                format!("if it is the same document write it like “{near}”, or add this title to its `also`"),
            ),
        );
    }
}

fn ambiguous(title: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::AmbiguousCitation,
        format!("《{title}》是本站两份文件的标题，取排在前面的一份"),
        format!("《{title}》 is the title of two documents of this site; the first is taken"),
    )
    .at(span)
    .help(
        "在引用处带上发文字号，或把其中一份的标题写全",
        "cite the document number as well, or make one of the titles more exact",
    )
}

/// Hashes of a title with each of its characters left out, and of the title itself.
fn shortened(key: &str) -> impl Iterator<Item = u64> + use<'_> {
    let without = key
        .char_indices()
        .map(|(at, c)| signature(&key[..at], &key[at + c.len_utf8()..]));
    std::iter::once(signature(key, "")).chain(without)
}

/// FNV-1a over two pieces: quick, and the same on every machine.
fn signature(head: &str, tail: &str) -> u64 {
    head.bytes()
        .chain(tail.bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
}

/// The places that a title begins with, as far as the table of regions knows them: 山西省忻州市.
fn place_of(title: &str) -> &str {
    let mut end = 0;
    while let Some(length) = region_name(&title[end..]) {
        end += length;
    }
    &title[..end]
}

/// The bytes of the longest region name at the beginning of a text.
fn region_name(text: &str) -> Option<usize> {
    text.char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .take(12)
        .filter(|end| region::named(&text[..*end]).next().is_some())
        .last()
}
