//! What an import found, did and could not do, for a person and for a program.
//!
//! [`json`] gives the values of the JSON report, whose field names are fixed; [`markdown()`] draws the page
//! that is put beside the plan file. Neither decides anything.

mod lines;
mod markdown;

use crate::original::{Confidence, Original};
use serde::Serialize;

use crate::assemble::Imported;
use crate::metadata::Fact;

pub use lines::{json_line, terminal, unreadable_line, verification, verification_line};
pub use markdown::markdown;

/// The JSON report.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The name of the document.
    pub file: String,
    /// Its encoding, when its format does not say.
    pub encoding: Option<&'static str>,
    /// How its first indicator table is laid out; the format when there is none.
    pub layout: &'static str,
    /// What it says about itself.
    pub plan: ReportedPlan,
    /// The rows of its indicator tables.
    pub rows: Vec<ReportedRow>,
    /// The promises outside the tables.
    pub commitments: Vec<ReportedCommitment>,
    /// The repairs.
    pub repairs: Vec<ReportedRepair>,
    /// What is not in the plan file.
    pub removed: Vec<Removed>,
    /// What needs a person.
    pub problems: Vec<ReportedProblem>,
}

/// What a document says about itself.
#[derive(Clone, Debug, Serialize)]
pub struct ReportedPlan {
    /// The title.
    pub title: Option<String>,
    /// The full name of the region.
    pub region: Option<String>,
    /// Its code.
    pub region_code: Option<String>,
    /// The topic's id.
    pub topic: Option<String>,
    /// `2021-2025`.
    pub period: Option<String>,
    /// `issued`, `consultation` or `draft`.
    pub status: Option<&'static str>,
    /// 发文字号.
    pub doc_no: Option<String>,
    /// 发文机关: `某局等17部门`.
    pub issuers: Option<String>,
    /// The names of the issuers that are printed.
    pub issuer_names: Vec<String>,
    /// 成文日期.
    pub written: Option<String>,
    /// 公开方式.
    pub openness: Option<String>,
    /// How sure each fact is, and where it was found.
    pub confidence: Vec<Certainty>,
}

/// How sure a fact is.
#[derive(Clone, Debug, Serialize)]
pub struct Certainty {
    /// The key of the fact.
    pub field: &'static str,
    /// `high`, `medium` or `low`.
    pub confidence: &'static str,
    /// The line; 0 when it follows from no single one.
    pub line: u32,
}

/// A row of an indicator table.
#[derive(Clone, Debug, Serialize)]
pub struct ReportedRow {
    /// Its number.
    pub no: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Option<String>,
    /// Its group.
    pub group: Option<String>,
    /// The starting value.
    pub baseline: Option<String>,
    /// The year of the starting value.
    pub baseline_year: Option<u16>,
    /// The targets.
    pub targets: Vec<ReportedTarget>,
    /// 约束性 or 预期性.
    pub nature: Option<String>,
    /// Its line.
    pub line: u32,
    /// How sure the reading of its table is.
    pub confidence: &'static str,
}

/// A target.
#[derive(Clone, Debug, Serialize)]
pub struct ReportedTarget {
    /// Its year, when the header says it.
    pub year: Option<u16>,
    /// Its words.
    pub text: String,
}

/// A promise outside the tables.
#[derive(Clone, Debug, Serialize)]
pub struct ReportedCommitment {
    /// Its words.
    pub text: String,
    /// Its line.
    pub line: u32,
    /// Its clause.
    pub clause: String,
    /// What is promised.
    pub subject: String,
    /// How much.
    pub quantity: String,
    /// The indicator of the catalogue.
    pub indicator: Option<String>,
}

/// A repair.
#[derive(Clone, Debug, Serialize)]
pub struct ReportedRepair {
    /// Its line.
    pub line: u32,
    /// The words as they stood.
    pub before: String,
    /// The words as they should be.
    pub after: String,
    /// Why.
    pub reason: &'static str,
    /// Whether it was done.
    pub applied: bool,
}

/// Something that is not in the plan file.
#[derive(Clone, Debug, Serialize)]
pub struct Removed {
    /// Its line.
    pub line: u32,
    /// Its words.
    pub text: String,
    /// Why.
    pub reason: &'static str,
}

/// Something that needs a person.
#[derive(Clone, Debug, Serialize)]
pub struct ReportedProblem {
    /// Its line; 0 when it is about the whole document.
    pub line: u32,
    /// Its id.
    pub code: &'static str,
    /// What is wrong, in Chinese.
    pub message: String,
    /// What is wrong, in English.
    pub message_en: String,
}

/// The JSON report of an import.
pub fn json(file: &str, original: &Original, imported: &Imported) -> Report {
    let tables = &imported.tables.tables;
    Report {
        file: file.to_owned(),
        encoding: original.encoding,
        layout: tables
            .first()
            .map_or(original.format.id(), |table| table.layout.id()),
        plan: plan(imported),
        rows: tables
            .iter()
            .flat_map(|table| table.rows.iter().map(|found| row(found, table.confidence)))
            .collect(),
        commitments: imported.commitments.iter().map(commitment).collect(),
        repairs: imported.repairs.iter().map(repair).collect(),
        removed: imported.removed.iter().map(removed).collect(),
        problems: imported.problems.iter().map(problem).collect(),
    }
}

fn plan(imported: &Imported) -> ReportedPlan {
    let facts = &imported.metadata;
    let text = |found: &Option<Fact<String>>| found.as_ref().map(|found| found.value.clone());
    let region = facts
        .region
        .as_ref()
        .map(|region| duibiao_syntax::region::Region::of(region.value));
    ReportedPlan {
        title: text(&facts.title),
        region: region
            .as_ref()
            .map(duibiao_syntax::region::Region::full_name),
        region_code: region.as_ref().map(duibiao_syntax::region::Region::id),
        topic: text(&facts.topic),
        period: facts.period.as_ref().map(|found| found.value.to_string()),
        status: facts.status.as_ref().map(|found| found.value.id()),
        doc_no: text(&facts.doc_no),
        issuers: facts.issuers.as_ref().map(|found| found.value.summary()),
        issuer_names: facts
            .issuers
            .as_ref()
            .map_or_else(Vec::new, |found| found.value.names.clone()),
        written: text(&facts.written),
        openness: text(&facts.openness),
        confidence: certainties(imported),
    }
}

fn certainties(imported: &Imported) -> Vec<Certainty> {
    fn of<T>(field: &'static str, found: Option<&Fact<T>>) -> Option<Certainty> {
        found.map(|found| Certainty {
            field,
            confidence: word(found.confidence),
            line: found.line,
        })
    }
    let facts = &imported.metadata;
    [
        of("title", facts.title.as_ref()),
        of("region", facts.region.as_ref()),
        of("topic", facts.topic.as_ref()),
        of("period", facts.period.as_ref()),
        of("status", facts.status.as_ref()),
        of("doc_no", facts.doc_no.as_ref()),
        of("issuers", facts.issuers.as_ref()),
        of("written", facts.written.as_ref()),
        of("openness", facts.openness.as_ref()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The word for how sure a reading is.
const fn word(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}

fn row(row: &crate::original::OriginalRow, confidence: Confidence) -> ReportedRow {
    ReportedRow {
        no: row.no.clone(),
        name: row.name.clone(),
        unit: row.unit.clone(),
        group: row.group.clone(),
        baseline: row.baseline.clone(),
        baseline_year: row.baseline_year,
        targets: row
            .targets
            .iter()
            .map(|target| ReportedTarget {
                year: target.year,
                text: target.text.clone(),
            })
            .collect(),
        nature: row.nature.clone(),
        line: row.line,
        confidence: word(confidence),
    }
}

fn commitment(found: &crate::original::OriginalCommitment) -> ReportedCommitment {
    ReportedCommitment {
        text: found.text.clone(),
        line: found.line,
        clause: found.clause.clone(),
        subject: found.subject.clone(),
        quantity: found.quantity.clone(),
        indicator: found.indicator.clone(),
    }
}

fn repair(found: &crate::original::WordRepair) -> ReportedRepair {
    ReportedRepair {
        line: found.line,
        before: found.before.clone(),
        after: found.after.clone(),
        reason: found.reason,
        applied: found.applied,
    }
}

fn removed(found: &crate::original::Removed) -> Removed {
    Removed {
        line: found.line,
        text: found.text.clone(),
        reason: found.reason,
    }
}

fn problem(found: &crate::original::ImportProblem) -> ReportedProblem {
    ReportedProblem {
        line: found.line,
        code: found.code,
        message: found.zh.clone(),
        message_en: found.en.clone(),
    }
}

#[cfg(test)]
mod tests;
