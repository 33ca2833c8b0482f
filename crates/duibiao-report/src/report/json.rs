//! The report for programs: one JSON document with every finding, in both languages.

use serde::Serialize;

use super::text::{boundary, visible};
use super::{CommandOutcome, Counts, Publication};
use duibiao_render::site::{LeftOutDocument, PlanTally, Tally};
use duibiao_syntax::diagnostic::{Diagnostic, Label, Message, Severity};
use duibiao_syntax::source::{Source, Sources};
use duibiao_syntax::span::Span;

/// Characters of an excerpt before and after the place it is for.
const EXCERPT: usize = 120;

/// All of `diagnostics` and what the command did, as one indented JSON document that ends with a
/// newline. Lines and columns count from one, columns in characters; a finding about the project as a
/// whole has neither, nor a path.
pub fn json(diagnostics: &[Diagnostic], sources: &Sources, outcome: &CommandOutcome<'_>) -> String {
    let document = JsonDocument {
        diagnostics: diagnostics
            .iter()
            .map(|found| Finding::new(found, sources))
            .collect(),
        summary: Summary {
            counts: Counts::of(diagnostics),
            tally: outcome.tally.map(Totals::new),
            published: outcome.publication.as_ref().and_then(JsonFiles::new),
            failure: outcome.failure.as_ref().map(Sentence::new),
        },
    };
    // Strings and whole numbers only: there is nothing that could fail.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct JsonDocument<'a> {
    diagnostics: Vec<Finding<'a>>,
    summary: Summary<'a>,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: String,
    severity: &'static str,
    #[serde(flatten)]
    place: JsonPlace<'a>,
    message: Sentence<'a>,
    labels: Vec<Pointer<'a>>,
    help: Option<Sentence<'a>>,
    excerpt: Option<String>,
}

impl<'a> Finding<'a> {
    fn new(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Self {
        let primary = diagnostic.place();
        Self {
            code: diagnostic.code.to_string(),
            severity: match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            place: primary.map_or_else(JsonPlace::default, |span| JsonPlace::new(span, sources)),
            message: Sentence::new(&diagnostic.message),
            labels: diagnostic
                .labels
                .iter()
                .map(|label| Pointer::new(label, sources))
                .collect(),
            help: diagnostic.help.as_ref().map(Sentence::new),
            excerpt: primary.map(|span| excerpt(sources.get(span.source), span)),
        }
    }
}

#[derive(Default, Serialize)]
struct JsonPlace<'a> {
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

impl<'a> JsonPlace<'a> {
    fn new(span: Span, sources: &'a Sources) -> Self {
        let source = sources.get(span.source);
        let start = source.position(span.range().start);
        let end = source.position(span.range().end);
        Self {
            path: Some(&source.path),
            line: Some(start.line),
            column: Some(start.column),
            end_line: Some(end.line),
            end_column: Some(end.column),
        }
    }
}

#[derive(Serialize)]
struct Pointer<'a> {
    #[serde(flatten)]
    place: JsonPlace<'a>,
    message: Sentence<'a>,
}

impl<'a> Pointer<'a> {
    fn new(label: &'a Label, sources: &'a Sources) -> Self {
        Self {
            place: JsonPlace::new(label.span, sources),
            message: Sentence::new(&label.message),
        }
    }
}

#[derive(Serialize)]
struct Sentence<'a> {
    zh: &'a str,
    en: &'a str,
}

impl<'a> Sentence<'a> {
    fn new(message: &'a Message) -> Self {
        Self {
            zh: &message.zh,
            en: &message.en,
        }
    }
}

#[derive(Serialize)]
struct Summary<'a> {
    #[serde(flatten)]
    counts: Counts,
    tally: Option<Totals<'a>>,
    published: Option<JsonFiles>,
    failure: Option<Sentence<'a>>,
}

#[derive(Serialize)]
struct Totals<'a> {
    plans: usize,
    rows: usize,
    targets: usize,
    commitments: usize,
    citations: usize,
    verdicts: usize,
    indicators: usize,
    references: usize,
    stubs: usize,
    regions: usize,
    pages: usize,
    by_plan: Vec<JsonPlan<'a>>,
    left_out: Vec<Omission<'a>>,
}

impl<'a> Totals<'a> {
    fn new(tally: &'a Tally) -> Self {
        Self {
            plans: tally.plans,
            rows: tally.rows,
            targets: tally.targets,
            commitments: tally.commitments,
            citations: tally.citations,
            verdicts: tally.verdicts,
            indicators: tally.indicators,
            references: tally.references,
            stubs: tally.stubs,
            regions: tally.regions,
            pages: tally.pages,
            by_plan: tally.by_plan.iter().map(JsonPlan::new).collect(),
            left_out: tally.left_out.iter().map(Omission::new).collect(),
        }
    }
}

#[derive(Serialize)]
struct JsonPlan<'a> {
    id: &'a str,
    title: &'a str,
    rows: usize,
    commitments: usize,
    marks: Vec<Sentence<'a>>,
}

impl<'a> JsonPlan<'a> {
    fn new(plan: &'a PlanTally) -> Self {
        Self {
            id: &plan.id,
            title: &plan.title,
            rows: plan.rows,
            commitments: plan.commitments,
            marks: plan.marks.iter().map(Sentence::new).collect(),
        }
    }
}

#[derive(Serialize)]
struct Omission<'a> {
    what: &'a str,
    why: Sentence<'a>,
}

impl<'a> Omission<'a> {
    fn new(left_out: &'a LeftOutDocument) -> Self {
        Self {
            what: &left_out.what,
            why: Sentence::new(&left_out.why),
        }
    }
}

#[derive(Serialize)]
struct JsonFiles {
    folder: String,
    #[serde(rename = "files")]
    total: usize,
    bytes: u64,
    written: usize,
    unchanged: usize,
    removed: usize,
    milliseconds: u128,
}

impl JsonFiles {
    fn new(publication: &Publication<'_>) -> Option<Self> {
        match publication {
            Publication::Published {
                written,
                folder,
                took,
            } => Some(Self {
                folder: folder.display().to_string(),
                total: written.files,
                bytes: written.bytes,
                written: written.written,
                unchanged: written.unchanged,
                removed: written.removed,
                milliseconds: took.as_millis(),
            }),
            Publication::Withheld { .. } => None,
        }
    }
}

/// The line that a span begins in, or the part of it around the span.
fn excerpt(source: &Source, span: Span) -> String {
    let start = boundary(&source.text, span.range().start);
    let (before, after) = source.text.split_at(start);
    let before = before.rsplit('\n').next().unwrap_or_default();
    let after = after.split('\n').next().unwrap_or_default();
    let skipped = before.chars().count().saturating_sub(EXCERPT);
    before
        .chars()
        .skip(skipped)
        .chain(after.trim_end_matches('\r').chars().take(EXCERPT))
        .filter(|c| *c != '\u{FEFF}')
        .map(visible)
        .collect()
}
