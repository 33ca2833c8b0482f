//! One foreign document to one plan file, with the account of what was done.
//!
//! The stages are run in order; the tables and the finder of promises come from the caller, so that
//! nothing here depends on how they work.

use std::collections::BTreeSet;

use crate::original::{
    Block, Confidence, ImportProblem, Indicators, Original, OriginalCommitment, OriginalRow,
    Paragraph, Removed, WordRepair,
};

use duibiao_syntax::diagnostic::nearest;
use duibiao_syntax::region::RegionCode;

use crate::conserve::{self, Account};
pub use crate::draw::Attachment;
use crate::draw::{self, Drawn};
use crate::metadata::{self, Fact, Metadata, Topic};
use crate::promise::CatalogueName;
use crate::repair::{self, Ledger, RepairMode, Repaired, RepairedPart, Slice, SourceEdit};
use crate::structure::{self, Structure};

/// Where the issuing notice before a plan goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticePlacement {
    /// To the removals: the plan file holds the plan.
    SetApart,
    /// Into the plan file, before the plan.
    Keep,
}

/// Finds promises in paragraphs.
pub type FindPromises<'a> = dyn Fn(&[Paragraph]) -> Vec<OriginalCommitment> + 'a;

/// What an import is done with.
pub struct Context<'a> {
    /// The topics of the site.
    pub topics: &'a [Topic],
    /// The catalogue of the site.
    pub catalogue: &'a [CatalogueName],
    /// Which repairs are done.
    pub mode: RepairMode,
    /// The region, when a person has chosen it.
    pub region: Option<RegionCode>,
    /// The topic's id, when a person has chosen it.
    pub topic: Option<&'a str>,
    /// Where the issuing notice goes.
    pub notice: NoticePlacement,
    /// The indicator tables of the document.
    pub tables: &'a Indicators,
    /// The finder of promises.
    pub promises: &'a FindPromises<'a>,
    /// The original, when it is kept beside the plan file.
    pub attachment: Option<&'a Attachment>,
}

/// A plan file and the account of how it was made.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The path in the project, when region, topic and period are known.
    pub path: Option<String>,
    /// The plan file.
    pub drawn: Drawn,
    /// What the document says about itself.
    pub metadata: Metadata,
    /// The outline.
    pub structure: Structure,
    /// The indicator tables as they were drawn.
    pub tables: Indicators,
    /// The promises.
    pub commitments: Vec<OriginalCommitment>,
    /// The repairs, done or proposed, in the order of the lines.
    pub repairs: Vec<WordRepair>,
    /// What is not in the plan file, in the order of the lines.
    pub removed: Vec<Removed>,
    /// Where the source was changed.
    pub ledger: Ledger,
    /// What needs a person, in the order of the lines.
    pub problems: Vec<ImportProblem>,
}

/// Makes a plan file of a document.
pub fn import(original: &Original, context: &Context<'_>) -> Imported {
    let mut repaired = repair::repair(original, context.tables, context.mode);
    let (tables, cell_repairs) = repair::repair_tables(context.tables, original, context.mode);
    repaired.repairs.extend(cell_repairs);
    let metadata = chosen(metadata::read(&repaired.parts, context.topics), context);
    set_apart(original, &metadata, &mut repaired);
    pictures(original, &mut repaired);
    repaired.removed.extend(table_words(&tables));
    repaired.repairs.sort_by_key(|repair| repair.line);
    let structure = structure::structure(&repaired.parts, &metadata.apart, original);
    let commitments = (context.promises)(&structure.paragraphs);
    let drawn = draw::draw(
        &metadata,
        &structure,
        &commitments,
        &tables,
        original,
        context.attachment,
    );
    let account = Account {
        drawn: &drawn,
        ledger: &repaired.ledger,
        repairs: &repaired.repairs,
        removed: &repaired.removed,
        found: context.tables,
        tables: &tables,
    };
    let mut problems = conserve::check(original, &account);
    // What the reader left out is in no block, so it must not stand for an edit of one.
    repaired.removed.extend(original.removed.iter().cloned());
    repaired.removed.sort_by_key(|removed| removed.line);
    problems.extend(original.problems.iter().cloned());
    problems.extend(tables.problems.iter().cloned());
    problems.extend(metadata.problems.iter().cloned());
    problems.extend(not_in_catalogue(&tables, context.catalogue));
    problems.extend(lost_characters(original));
    problems.extend(too_long(&drawn));
    problems.sort_by_key(|problem| problem.line);
    Imported {
        path: path(&metadata),
        drawn,
        metadata,
        structure,
        tables,
        commitments,
        repairs: repaired.repairs,
        removed: repaired.removed,
        ledger: repaired.ledger,
        problems,
    }
}

/// What a person has chosen goes before what the document says.
fn chosen(mut metadata: Metadata, context: &Context<'_>) -> Metadata {
    if let Some(region) = context.region {
        metadata.region = Some(Fact::new(region, Confidence::High, 0));
        metadata
            .problems
            .retain(|problem| !problem.code.starts_with("region-"));
    }
    if let Some(topic) = context.topic {
        metadata.topic = Some(Fact::new(topic.to_owned(), Confidence::High, 0));
        metadata
            .problems
            .retain(|problem| problem.code != "topic-unknown");
    }
    if context.notice == NoticePlacement::Keep {
        metadata
            .apart
            .retain(|(_, reason)| *reason != "issuing-notice");
    }
    metadata
}

/// Moves what is no part of the plan proper to the removals.
fn set_apart(original: &Original, metadata: &Metadata, repaired: &mut Repaired) {
    let mut slices: Vec<Slice> = Vec::new();
    let mut reasons = Vec::new();
    for (index, reason) in &metadata.apart {
        if let Some(RepairedPart::Passage(passage)) = repaired.parts.get(*index) {
            slices.extend(passage.slices.iter().cloned());
            reasons.extend(passage.slices.iter().map(|_| *reason));
        }
    }
    let (ledger, words) = std::mem::take(&mut repaired.ledger).without(&slices, original);
    repaired.ledger = ledger;
    for ((block, text), reason) in words.into_iter().zip(reasons) {
        let Some(Block::Line(line)) = original.blocks.get(block) else {
            continue;
        };
        if !text.trim().is_empty() {
            repaired.removed.push(Removed {
                line: line.line,
                text: text.trim().to_owned(),
                reason,
            });
        }
    }
}

/// The words that stand for a picture are not words of the plan.
fn pictures(original: &Original, repaired: &mut Repaired) {
    let mut edits = Vec::new();
    for part in &repaired.parts {
        let RepairedPart::Picture(block) = part else {
            continue;
        };
        let Some(Block::Picture(picture)) = original.blocks.get(*block) else {
            continue;
        };
        edits.push(SourceEdit {
            slice: Slice {
                block: *block,
                cell: 0,
                range: 0..picture.description.len(),
            },
            after: String::new(),
        });
        repaired.removed.push(Removed {
            line: picture.line,
            text: picture.description.clone(),
            reason: "picture",
        });
    }
    if !edits.is_empty() {
        edits.extend_from_slice(repaired.ledger.edits());
        repaired.ledger = Ledger::new(edits);
    }
}

/// The words of an indicator table that the drawn one has others for, or none.
fn table_words(tables: &Indicators) -> Vec<Removed> {
    let removed = |reason: &'static str| {
        move |words: &crate::original::PlacedText| Removed {
            line: words.line,
            text: words.text.clone(),
            reason,
        }
    };
    tables
        .tables
        .iter()
        .flat_map(|table| {
            let header = table.header.iter().map(removed("table-header"));
            header.chain(table.debris.iter().map(removed("table-debris")))
        })
        .collect()
}

/// `content/plans/<topic>/<stem>.md`.
fn path(metadata: &Metadata) -> Option<String> {
    let topic = &metadata.topic.as_ref()?.value;
    Some(format!("content/plans/{topic}/{}.md", metadata.stem()?))
}

/// Rows whose name the catalogue does not have.
pub fn unknown_rows<'a>(
    tables: &'a Indicators,
    catalogue: &[CatalogueName],
) -> Vec<&'a OriginalRow> {
    let known: BTreeSet<String> = catalogue
        .iter()
        .flat_map(|entry| &entry.names)
        .map(|name| comparable(name))
        .collect();
    let rows = tables.tables.iter().flat_map(|table| &table.rows);
    rows.filter(|row| !known.contains(&comparable(&row.name)))
        .collect()
}

/// The site cannot be built before its catalogue has them.
fn not_in_catalogue(tables: &Indicators, catalogue: &[CatalogueName]) -> Vec<ImportProblem> {
    /// For more rows than any plan has, near names are not looked for.
    const COMPARED: usize = 500;
    unknown_rows(tables, catalogue)
        .into_iter()
        .enumerate()
        .map(|(at, row)| unknown(row, if at < COMPARED { catalogue } else { &[] }))
        .collect()
}

fn unknown(row: &OriginalRow, catalogue: &[CatalogueName]) -> ImportProblem {
    let names = catalogue.iter().flat_map(|entry| {
        let names = entry.names.iter();
        names.map(|name| (name.as_str(), entry.id.as_str()))
    });
    let near: Vec<String> = nearest(&row.name, names.clone().map(|(name, _)| name))
        .into_iter()
        .map(|near| {
            let id = names.clone().find(|(name, _)| *name == near);
            format!("{near}（{}）", id.map_or("", |(_, id)| id))
        })
        .collect();
    let (zh, en) = if near.is_empty() {
        (String::new(), String::new())
    } else {
        let list = near.join("、");
        (format!("；相近的有 {list}"), format!("; near ones: {list}"))
    };
    ImportProblem {
        line: row.line,
        code: "indicator-not-in-catalogue",
        zh: format!(
            "指标目录里没有“{}”{zh}。并入已有指标（又作）或新建一条",
            row.name
        ),
        en: format!(
            "the catalogue has no “{}”{en}. Add the name to an entry or make a new one",
            row.name
        ),
    }
}

/// A name without what carries no meaning: width, spaces, punctuation, marks of notes.
fn comparable(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    name.chars()
        .filter(|c| !('①'..='⑳').contains(c))
        .nfkc()
        .filter(|c| c.is_alphanumeric() || matches!(c, '%' | '+' | '/'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Lines with the sign that a conversion puts for a character that it could not read.
fn lost_characters(original: &Original) -> Vec<ImportProblem> {
    const MOST: usize = 20;
    original
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Line(line) if line.text.contains('\u{FFFD}') => Some(line.line),
            _ => None,
        })
        .take(MOST)
        .map(|line| ImportProblem {
            line,
            code: "lost-character",
            zh: "这一行有转换时丢失的字（�），要对照原件补上".into(),
            en: "a character of this line was lost in a conversion (�); fill it in from the original".into(),
        })
        .collect()
}

/// A plan file that `duibiao check` would refuse.
fn too_long(drawn: &Drawn) -> Option<ImportProblem> {
    const LONGEST_FILE: usize = 5 << 20;
    const LONGEST_LINE: usize = 1 << 20;
    let is_long =
        drawn.text.len() > LONGEST_FILE || drawn.text.lines().any(|line| line.len() > LONGEST_LINE);
    is_long.then(|| ImportProblem {
        line: 0,
        code: "plan-too-long",
        zh: "规划文件超过 5 MiB，或有一行超过 1 MiB，不能发布；多半不是一份规划".into(),
        en: "the plan file is longer than 5 MiB, or a line of it than 1 MiB, and cannot be published; it is probably no plan".into(),
    })
}

#[cfg(test)]
mod tests;
