//! The editor's desk: what is left to do before a release, as one page for a preview.
//!
//! Problems by file and by editor, what changed since the last release, unverified values,
//! what is withheld, documents that are cited and not held, and the signs of the review. It collects and
//! draws; it decides nothing, and it is never part of a site.

use std::collections::BTreeMap;
use std::sync::Arc;

use duibiao_compare::catalog::{Catalog, Cited, StubId};
use duibiao_render::route::{self, PageKey};
use duibiao_render::site::Site;
use duibiao_render::workspace::Findings;
use duibiao_syntax::audience::{self, Audience};
use duibiao_syntax::config::ReviewRules;
use duibiao_syntax::diagnostic::{Message, Severity};
use duibiao_syntax::document::{DeskNotes, Document, Verification};
use duibiao_syntax::review::{self, SignState};
use duibiao_syntax::source::Sources;

mod page;

pub use page::{Links, STYLE, explained, html, plain};

/// How many entries a list shows; the rest is counted.
pub const MOST: usize = 200;

/// What is to be done, ready to be drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// The title of the site.
    pub title: String,
    /// The day for which it is made, and whether drafts are shown.
    pub day: String,
    /// Files with something wrong, the gravest first.
    pub files: Vec<FileProblems>,
    /// The same by who answers for the files.
    pub editors: Vec<EditorProblems>,
    /// Values that were not read in the original.
    pub unverified: Vec<Unverified>,
    /// What the public does not see.
    pub withheld: Vec<Withheld>,
    /// Cited documents that the site does not hold, the most cited first.
    pub stubs: Vec<StubCount>,
    /// Plans and pages with their review; empty when there is none.
    pub reviews: Vec<ReviewLine>,
    /// The steps of the review.
    pub steps: Vec<String>,
}

/// The problems of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileProblems {
    /// The path in the project.
    pub path: String,
    /// 责任编辑.
    pub editor: Option<String>,
    /// How many errors, warnings and notes.
    pub counts: [usize; 3],
    /// The gravest one: code, words, line and column.
    pub first: (String, Message, usize, usize),
    /// Whether the site shows an earlier state of it.
    pub is_behind: bool,
}

/// The problems of the files that have a responsible editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorProblems {
    /// 责任编辑; none for files without one.
    pub editor: Option<String>,
    /// How many files.
    pub files: usize,
    /// How many errors, warnings and notes.
    pub counts: [usize; 3],
}

/// A value that was not read in the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unverified {
    /// The title of the plan.
    pub plan: String,
    /// The address of the row from the root of the site.
    pub address: String,
    /// Number and name of the row, as printed.
    pub row: String,
    /// Where it was read instead.
    pub verification: &'static str,
    /// 责任编辑.
    pub editor: Option<String>,
}

/// A document that the public does not see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// The path in the project.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Why.
    pub reason: Message,
    /// Its page in this preview, from the root of the site.
    pub address: Option<String>,
}

/// How often a document that is not held is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StubCount {
    /// The title.
    pub title: String,
    /// The address of its page from the root of the site.
    pub address: String,
    /// How often.
    pub cited: usize,
}

/// The review of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewLine {
    /// The path in the project.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The state of each step, in order.
    pub states: Vec<SignState>,
    /// What is missing, and the lines to write.
    pub missing: Vec<Message>,
}

/// What a desk is made from.
#[derive(Debug)]
pub struct Papers<'a> {
    /// What is shown; none when nothing can be.
    pub site: Option<&'a Site>,
    /// The title of the site.
    pub title: &'a str,
    /// The day, and whether drafts are shown.
    pub audience: &'a Audience,
    /// The rules of the review.
    pub review: &'a ReviewRules,
    /// The texts as they are written now.
    pub sources: &'a Sources,
    /// What the files say now.
    pub documents: Vec<&'a Document>,
    /// What is wrong.
    pub findings: &'a [Findings],
    /// Paths of files of which the site shows an earlier state.
    pub behind: Vec<Arc<str>>,
}

impl Desk {
    /// Collects what is to be done.
    pub fn new(papers: &Papers<'_>) -> Self {
        let editors = editors(papers);
        let files = files(papers, &editors);
        let catalog = papers.site.map(Site::catalog);
        Self {
            title: papers.title.to_owned(),
            day: papers.audience.as_of.to_string(),
            editors: by_editor(&files),
            files,
            unverified: catalog.map(unverified).unwrap_or_default(),
            withheld: withheld(papers, catalog),
            stubs: catalog.map(stubs).unwrap_or_default(),
            reviews: reviews(papers),
            steps: papers.review.steps.clone(),
        }
    }
}

/// Who answers for each file.
fn editors<'a>(papers: &Papers<'a>) -> BTreeMap<Arc<str>, &'a str> {
    let named = papers.documents.iter().filter_map(|document| {
        let editor = notes(document)?.editor.as_deref()?;
        let path = Arc::clone(&papers.sources.get(document.source()).path);
        Some((path, editor))
    });
    named.collect()
}

fn notes(document: &Document) -> Option<&DeskNotes> {
    match document {
        Document::Plan(plan) => Some(&plan.desk),
        Document::Page(page) => Some(&page.desk),
        Document::Topic(_) | Document::Indicator(_) | Document::Reference(_) => None,
    }
}

fn files(papers: &Papers<'_>, editors: &BTreeMap<Arc<str>, &str>) -> Vec<FileProblems> {
    let mut files: BTreeMap<Arc<str>, FileProblems> = BTreeMap::new();
    let mut worst: BTreeMap<Arc<str>, Severity> = BTreeMap::new();
    for findings in papers.findings {
        for found in &findings.diagnostics {
            let place = found.place().map(|span| {
                let source = findings.sources.get(span.source);
                (
                    Arc::clone(&source.path),
                    source.position(span.range().start),
                )
            });
            let (path, line, column) = place.map_or_else(
                || ("".into(), 0, 0),
                |(path, at)| (path, at.line, at.column),
            );
            let first = (found.code.to_string(), found.message.clone(), line, column);
            let file = files
                .entry(Arc::clone(&path))
                .or_insert_with(|| FileProblems {
                    path: path.to_string(),
                    editor: editors.get(&path).map(|name| (*name).to_owned()),
                    counts: [0; 3],
                    first: first.clone(),
                    is_behind: papers.behind.contains(&path),
                });
            file.counts[found.severity as usize] += 1;
            let known = worst.entry(path).or_insert(found.severity);
            if found.severity < *known {
                *known = found.severity;
                file.first = first;
            }
        }
    }
    let mut files: Vec<FileProblems> = files.into_values().collect();
    files.sort_by_key(|file| std::cmp::Reverse(file.counts));
    files
}

fn by_editor(files: &[FileProblems]) -> Vec<EditorProblems> {
    let mut all: BTreeMap<Option<&str>, EditorProblems> = BTreeMap::new();
    for file in files {
        let entry = all.entry(file.editor.as_deref());
        let line = entry.or_insert_with(|| EditorProblems {
            editor: file.editor.clone(),
            files: 0,
            counts: [0; 3],
        });
        line.files += 1;
        for (sum, count) in line.counts.iter_mut().zip(file.counts) {
            *sum += count;
        }
    }
    let mut all: Vec<EditorProblems> = all.into_values().collect();
    all.sort_by_key(|line| std::cmp::Reverse(line.counts));
    all
}

fn unverified(catalog: &Catalog) -> Vec<Unverified> {
    let rows = catalog.plan_ids().flat_map(|(id, plan)| {
        let page = route::path(catalog, &PageKey::Plan(id))
            .address()
            .to_owned();
        plan.document.body.rows().filter_map(move |row| {
            let verification = plan.verification(row);
            (verification != Verification::Transcribed).then(|| Unverified {
                plan: plan.document.title.value.to_string(),
                address: format!("{page}#{}", row.anchor),
                row: format!("{} {}", row.number, row.name.value)
                    .trim()
                    .to_owned(),
                verification: verification.id(),
                editor: plan.document.desk.editor.as_deref().map(str::to_owned),
            })
        })
    });
    rows.collect()
}

fn withheld(papers: &Papers<'_>, catalog: Option<&Catalog>) -> Vec<Withheld> {
    let as_of = papers.audience.as_of;
    let all = papers.documents.iter().filter_map(|document| {
        let reason = audience::withheld(document, as_of)?.reason();
        let source = document.source();
        Some(Withheld {
            path: papers.sources.get(source).path.to_string(),
            title: title(document),
            reason,
            address: catalog.and_then(|catalog| address(catalog, document)),
        })
    });
    all.collect()
}

fn title(document: &Document) -> String {
    match document {
        Document::Topic(topic) => topic.title.to_string(),
        Document::Indicator(indicator) => indicator.name.value.to_string(),
        Document::Plan(plan) => plan.title.value.to_string(),
        Document::Reference(reference) => reference.title.value.to_string(),
        Document::Page(page) => page.title.to_string(),
    }
}

/// The page of a document from the root of the site, when the site has one.
fn address(catalog: &Catalog, document: &Document) -> Option<String> {
    let key = match document {
        Document::Plan(plan) => PageKey::Plan(catalog.plan_by_id(&plan.id.value)?),
        Document::Page(page) => {
            let mut pages = catalog.pages.iter();
            let at = pages.position(|known| known.id.value == page.id.value)?;
            PageKey::Page(u32::try_from(at).ok()?)
        }
        Document::Topic(_) | Document::Indicator(_) | Document::Reference(_) => return None,
    };
    Some(route::path(catalog, &key).address().to_owned())
}

fn stubs(catalog: &Catalog) -> Vec<StubCount> {
    let all = (0..).map(StubId).zip(&catalog.stubs);
    let mut all: Vec<StubCount> = all
        .map(|(id, stub)| StubCount {
            title: stub.title.to_string(),
            address: route::path(catalog, &PageKey::Stub(id))
                .address()
                .to_owned(),
            cited: catalog.cited_by.get(&Cited::Stub(id)).map_or(0, Vec::len),
        })
        .collect();
    all.sort_by_key(|stub| std::cmp::Reverse(stub.cited));
    all
}

/// The review of every plan and page, when a release needs it or it was begun.
fn reviews(papers: &Papers<'_>) -> Vec<ReviewLine> {
    let rules = review::Rules::new(papers.review.steps.iter().map(String::as_str));
    let all = papers.documents.iter().filter_map(|document| {
        let notes = notes(document)?;
        let source = papers.sources.get(document.source()).opened();
        let judged = review::judge(
            &rules,
            &notes.review,
            &review::fingerprint(&source.text),
            papers.audience.as_of,
        );
        (papers.review.required || !notes.review.is_empty()).then(|| ReviewLine {
            path: source.path.to_string(),
            title: title(document),
            states: judged.steps.iter().map(|(_, state)| *state).collect(),
            missing: judged.missing,
        })
    });
    all.collect()
}
