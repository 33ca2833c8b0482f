//! A difference as one JSON document for programs.
//!
//! Ids and words are those of the data tables. Every change has `old` and `new`, of which one may be
//! null; for a clause it also has its redline. The format has a name and a version and grows by adding
//! members only.

use serde::Serialize;

use crate::diff::clauses::{self, ClauseWeight};
use crate::diff::redline::{RedlineRun, redline};
use crate::diff::targets::{self, TargetWeight};
use crate::diff::{
    Counts, Difference, FieldChange, ItemChange, PlanDifference, PlanField, Totals, Turn,
};
use crate::snapshot::{Clause, SnapshotFile, SnapshotPlan, SnapshotTarget, SnapshotVerdict};

const FORMAT: &str = "duibiao-difference";
const VERSION: u32 = 1;

/// A difference as indented JSON that ends with a newline.
pub fn json(difference: &Difference<'_>) -> String {
    let document = DiffDocument::new(difference);
    // Strings and whole numbers only: there is nothing that could fail.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct DiffDocument<'a> {
    format: &'static str,
    version: u32,
    empty: bool,
    counts: Sides<JsonNumbers>,
    totals: Changed,
    plans: Vec<PlanEntry<'a>>,
    vanished: Vec<String>,
    files: FileLists<'a>,
}

#[derive(Serialize)]
struct Sides<T> {
    old: T,
    new: T,
}

#[derive(Serialize)]
struct JsonNumbers {
    plans: usize,
    targets: usize,
    commitments: usize,
    verdicts: usize,
    clauses: usize,
    pages: usize,
    files: usize,
    bytes: u64,
}

#[derive(Serialize)]
struct Changed {
    plans: Three,
    targets: Three,
    commitments: Three,
    clauses: Three,
    verdicts: Three,
    verdicts_restated: usize,
    verdicts_following: usize,
    texts_unknown: usize,
    pages: Three,
    files: Three,
}

#[derive(Serialize)]
struct Three {
    added: usize,
    removed: usize,
    changed: usize,
}

#[derive(Serialize)]
struct PlanEntry<'a> {
    change: &'static str,
    old_id: Option<&'a str>,
    new_id: Option<&'a str>,
    title: &'a str,
    fields: Vec<Field<'a>>,
    targets: Vec<JsonFigure<'a>>,
    commitments: Vec<JsonFigure<'a>>,
    verdicts: Verdicts<'a>,
    clauses: Vec<JsonText<'a>>,
    text_known: bool,
    lost_anchors: &'a [&'a str],
}

#[derive(Serialize)]
struct Field<'a> {
    #[serde(rename = "field")]
    id: &'static str,
    old: &'a str,
    new: &'a str,
}

#[derive(Serialize)]
struct JsonFigure<'a> {
    weight: &'static str,
    old: Option<&'a SnapshotTarget>,
    new: Option<&'a SnapshotTarget>,
}

#[derive(Serialize)]
struct Verdicts<'a> {
    flipped: Vec<Sides<Option<&'a SnapshotVerdict>>>,
    came_or_went: Vec<Sides<Option<&'a SnapshotVerdict>>>,
    restated: Vec<Sides<Option<&'a SnapshotVerdict>>>,
    following: Vec<Sides<Option<&'a SnapshotVerdict>>>,
}

#[derive(Serialize)]
struct JsonText<'a> {
    weight: &'static str,
    old: Option<&'a Clause>,
    new: Option<&'a Clause>,
    redline: Vec<(&'static str, String)>,
}

#[derive(Serialize)]
struct FileLists<'a> {
    added: Vec<FileEntry<'a>>,
    removed: Vec<FileEntry<'a>>,
    changed: Vec<FileEntry<'a>>,
}

#[derive(Serialize)]
struct FileEntry<'a> {
    path: &'a str,
    bytes: u64,
    blake3: &'a str,
}

impl<'a> DiffDocument<'a> {
    fn new(difference: &'a Difference<'_>) -> Self {
        let files = &difference.files;
        Self {
            format: FORMAT,
            version: VERSION,
            empty: difference.is_empty(),
            counts: Sides {
                old: JsonNumbers::new(&difference.before),
                new: JsonNumbers::new(&difference.after),
            },
            totals: Changed::new(&Totals::of(difference)),
            plans: difference.plans.iter().map(PlanEntry::new).collect(),
            vanished: difference.vanished(),
            files: FileLists {
                added: file_entries(&files.added),
                removed: file_entries(&files.removed),
                changed: file_entries(&files.changed),
            },
        }
    }
}

impl JsonNumbers {
    const fn new(counts: &Counts) -> Self {
        Self {
            plans: counts.plans,
            targets: counts.targets,
            commitments: counts.commitments,
            verdicts: counts.verdicts,
            clauses: counts.clauses,
            pages: counts.pages,
            files: counts.files,
            bytes: counts.bytes,
        }
    }
}

impl Changed {
    const fn new(totals: &Totals) -> Self {
        Self {
            plans: Three::new(totals.plans),
            targets: Three::new(totals.targets),
            commitments: Three::new(totals.commitments),
            clauses: Three::new(totals.clauses),
            verdicts: Three::new(totals.verdicts),
            verdicts_restated: totals.restated,
            verdicts_following: totals.following,
            texts_unknown: totals.unknown_texts,
            pages: Three::new(totals.pages),
            files: Three::new(totals.files),
        }
    }
}

impl Three {
    const fn new(turn: Turn) -> Self {
        Self {
            added: turn.added,
            removed: turn.removed,
            changed: turn.changed,
        }
    }
}

impl<'a> PlanEntry<'a> {
    fn new(plan: &'a PlanDifference<'_>) -> Self {
        let verdicts = &plan.verdicts;
        Self {
            change: turn_id(&plan.plan),
            old_id: plan.plan.before().map(|plan: &SnapshotPlan| &*plan.id),
            new_id: plan.plan.after().map(|plan| &*plan.id),
            title: &plan.plan.latest().title,
            fields: plan.fields.iter().map(Field::new).collect(),
            targets: plan.targets.iter().map(JsonFigure::new).collect(),
            commitments: plan.commitments.iter().map(JsonFigure::new).collect(),
            verdicts: Verdicts {
                flipped: verdicts.flipped.iter().map(sides).collect(),
                came_or_went: verdicts.came_or_went.iter().map(sides).collect(),
                restated: verdicts.restated.iter().map(sides).collect(),
                following: verdicts.following.iter().map(sides).collect(),
            },
            clauses: plan.clauses.iter().map(JsonText::new).collect(),
            text_known: plan.is_text_known,
            lost_anchors: &plan.lost_anchors,
        }
    }
}

impl<'a> Field<'a> {
    fn new(change: &'a FieldChange<'_, PlanField>) -> Self {
        Self {
            id: field_id(change.field),
            old: &change.old,
            new: &change.new,
        }
    }
}

impl<'a> JsonFigure<'a> {
    fn new(change: &ItemChange<'a, SnapshotTarget>) -> Self {
        Self {
            weight: match targets::weight(change) {
                TargetWeight::Figure => "figure",
                TargetWeight::Name => "name",
                TargetWeight::Mark => "mark",
                TargetWeight::Place => "place",
            },
            old: change.before(),
            new: change.after(),
        }
    }
}

impl<'a> JsonText<'a> {
    fn new(change: &ItemChange<'a, Clause>) -> Self {
        let words = |clause: Option<&Clause>| clause.map(Clause::words).unwrap_or_default();
        let (old, new) = (words(change.before()), words(change.after()));
        let run = |run: RedlineRun<'_>| match run {
            RedlineRun::Kept(text) => ("kept", text.to_owned()),
            RedlineRun::Removed(text) => ("removed", text.to_owned()),
            RedlineRun::Added(text) => ("added", text.to_owned()),
        };
        Self {
            weight: match clauses::weight(change) {
                ClauseWeight::Words => "words",
                ClauseWeight::Cells => "cells",
                ClauseWeight::Place => "place",
            },
            old: change.before(),
            new: change.after(),
            redline: redline(&old, &new).into_iter().map(run).collect(),
        }
    }
}

const fn sides<'a, T>(change: &ItemChange<'a, T>) -> Sides<Option<&'a T>> {
    Sides {
        old: change.before(),
        new: change.after(),
    }
}

fn file_entries<'a>(files: &[(&'a str, &'a SnapshotFile)]) -> Vec<FileEntry<'a>> {
    let entry = |(path, file): &(&'a str, &'a SnapshotFile)| FileEntry {
        path,
        bytes: file.bytes,
        blake3: &file.blake3,
    };
    files.iter().map(entry).collect()
}

const fn turn_id<T>(change: &ItemChange<'_, T>) -> &'static str {
    match change {
        ItemChange::Added(_) => "added",
        ItemChange::Removed(_) => "removed",
        ItemChange::Changed { .. } => "changed",
    }
}

/// The column of `data/plans.json` that a field is.
const fn field_id(field: PlanField) -> &'static str {
    match field {
        PlanField::Id => "plan_id",
        PlanField::Title => "title",
        PlanField::Region => "region",
        PlanField::Topic => "topic",
        PlanField::Period => "period",
        PlanField::Status => "status",
        PlanField::DocNo => "doc_no",
        PlanField::Issuers => "issuers",
        PlanField::Written => "written",
        PlanField::Published => "published",
        PlanField::Openness => "openness",
        PlanField::Text => "text",
        PlanField::Source => "source",
        PlanField::Verification => "verification",
        PlanField::Replaces => "replaces",
        PlanField::ReplacedBy => "replaced_by",
    }
}
