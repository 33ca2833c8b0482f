//! Reports for programs, one JSON object a line, and the short ones for a terminal.

use std::fmt::Write as _;

use serde_json::json;

use super::{Report, json};
use crate::assemble::Imported;
use crate::original::{Original, UnreadableOriginal};
use crate::verify::{Difference, Verification};
use duibiao_syntax::diagnostic::Language;

/// The JSON report of a document as a line.
pub fn json_line(file: &str, original: &Original, imported: &Imported) -> String {
    line(&json(file, original, imported))
}

/// The same for a document that could not be read: only its name and the problem.
pub fn unreadable_line(file: &str, unreadable: &UnreadableOriginal) -> String {
    let problem = json!({
        "line": 0,
        "code": unreadable.code,
        "message": unreadable.zh,
        "message_en": unreadable.en,
    });
    line(&json!({ "file": file, "plan": null, "rows": [], "problems": [problem] }))
}

/// The proof of a plan against its original, by their names.
pub fn verification_line((plan, original): (&str, &str), verification: &Verification) -> String {
    let differences = verification.differences();
    let all: Vec<serde_json::Value> = differences.iter().map(difference).collect();
    let cells = verification.proofs.len();
    line(&json!({
        "plan": plan,
        "original": original,
        "cells": cells,
        "proved": cells - unproved(verification),
        "differences": all,
    }))
}

fn difference(difference: &Difference) -> serde_json::Value {
    json!({
        "code": difference.code,
        "row": difference.row,
        "cell": difference.kind.words().1,
        "expected": difference.expected,
        "found": difference.found,
        "plan_line": difference.plan_line,
        "original_line": difference.original_line,
        "clause": difference.clause,
        "message": difference.zh,
        "message_en": difference.en,
    })
}

fn line(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string(value).unwrap_or_default();
    text.push('\n');
    text
}

fn unproved(verification: &Verification) -> usize {
    use crate::verify::ProofStatus::{Differs, Missing};
    verification
        .proofs
        .iter()
        .filter(|proof| matches!(proof.status, Differs | Missing))
        .count()
}

/// The proof of a plan for a person: what differs, and how many cells were found.
pub fn verification(
    (plan, original): (&str, &str),
    verification: &Verification,
    language: Language,
) -> String {
    let mut text = String::new();
    for difference in verification.differences() {
        let (words, clause) = match language {
            Language::Chinese => (&difference.zh, "原文条款"),
            Language::English => (&difference.en, "clause"),
        };
        let _ = write!(text, "{plan}:{}: {words}", difference.plan_line);
        if !difference.clause.is_empty() {
            let _ = write!(text, " [{clause} {}]", difference.clause);
        }
        text.push('\n');
    }
    let cells = verification.proofs.len();
    let proved = cells - unproved(verification);
    let _ = match language {
        Language::Chinese => writeln!(text, "{plan}：{proved}/{cells} 格有原文（{original}）"),
        Language::English => {
            writeln!(
                text,
                "{plan}: {proved} of {cells} cells found in {original}"
            )
        }
    };
    text
}

/// What an import found, for a terminal: the facts in short, and every point that needs a person.
pub fn terminal(
    file: &str,
    original: &Original,
    imported: &Imported,
    language: Language,
) -> String {
    let report = json(file, original, imported);
    let mut text = summary(&report, original, language);
    for problem in &report.problems {
        let words = match language {
            Language::Chinese => &problem.message,
            Language::English => &problem.message_en,
        };
        let _ = match (problem.line, language) {
            (0, _) => writeln!(text, "  ! {words} [{}]", problem.code),
            (line, Language::Chinese) => {
                writeln!(text, "  ! 第{line}行：{words} [{}]", problem.code)
            }
            (line, Language::English) => {
                writeln!(text, "  ! line {line}: {words} [{}]", problem.code)
            }
        };
    }
    text
}

fn summary(report: &Report, original: &Original, language: Language) -> String {
    let applied = report
        .repairs
        .iter()
        .filter(|repair| repair.applied)
        .count();
    let proposed = report.repairs.len() - applied;
    let linked = report
        .commitments
        .iter()
        .filter(|commitment| commitment.indicator.is_some())
        .count();
    let format = match report.encoding {
        Some(encoding) => format!("{} {encoding}", original.format),
        None => original.format.to_string(),
    };
    let or_unknown = |value: &Option<String>| value.clone().unwrap_or_else(|| "?".to_owned());
    let plan = &report.plan;
    let facts = [
        or_unknown(&plan.region),
        or_unknown(&plan.topic),
        or_unknown(&plan.period),
        plan.status.unwrap_or("?").to_owned(),
    ];
    let (file, title, facts) = (&report.file, or_unknown(&plan.title), facts.join(" · "));
    let (rows, promises, removed) = (
        report.rows.len(),
        report.commitments.len(),
        report.removed.len(),
    );
    let layout = report.layout;
    match language {
        Language::Chinese => format!(
            "{file}（{format}）\n  {title}\n  {facts}\n  指标 {rows} 行（{layout}），承诺 {promises} 项（{linked} 项已对应指标），\
             修复 {applied} 处、建议 {proposed} 处，移出 {removed} 处\n"
        ),
        Language::English => format!(
            "{file} ({format})\n  {title}\n  {facts}\n  {rows} rows ({layout}), {promises} promises ({linked} with an indicator), \
             {applied} repairs done, {proposed} proposed, {removed} pieces set apart\n"
        ),
    }
}
