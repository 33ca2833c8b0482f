//! What a person must look at after a comparison: which row, what the original says, what the plan says.

use super::cells::CellKind;
use super::{Proof, ProofStatus, Verification};

/// A difference between a plan file and its original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its stable id: `cell-differs`, `name-differs`, `row-missing`, `row-extra`, `promise-differs`,
    /// `promise-missing`.
    pub code: &'static str,
    /// Its line in the plan file; 0 for a row that the plan does not have.
    pub plan_line: u32,
    /// Its line in the original; 0 where nothing was found.
    pub original_line: u32,
    /// The clause of the original.
    pub clause: String,
    /// The row, by its number and name in the plan, or the name of the promise.
    pub row: String,
    /// Which cell.
    pub kind: CellKind,
    /// What the original says; empty where nothing was found.
    pub expected: String,
    /// What the plan says; empty for a row that it does not have.
    pub found: String,
    /// What is wrong, in Chinese.
    pub zh: String,
    /// What is wrong, in English.
    pub en: String,
}

/// All differences: those of the plan in its order, then the rows that it lacks.
pub(super) fn differences(verification: &Verification) -> Vec<Difference> {
    let of_plan = verification.proofs.iter().filter_map(difference);
    let extra = verification.extra.iter().map(|row| Difference {
        code: "row-extra",
        plan_line: 0,
        original_line: row.line,
        clause: row.clause.clone(),
        row: row.row.clone(),
        kind: CellKind::Name,
        expected: row.row.clone(),
        found: String::new(),
        zh: format!("原文第{}行的指标“{}”不在规划文件里", row.line, row.row),
        en: format!(
            "the indicator “{}” on line {} of the original is not in the plan file",
            row.row, row.line
        ),
    });
    of_plan.chain(extra).collect()
}

fn difference(proof: &Proof) -> Option<Difference> {
    let code = code(proof)?;
    let (zh, en) = message(proof);
    Some(Difference {
        code,
        plan_line: proof.plan_line,
        original_line: proof.line,
        clause: proof.clause.clone(),
        row: proof.row.clone(),
        kind: proof.kind,
        expected: proof.expected.clone(),
        found: proof.found.clone(),
        zh,
        en,
    })
}

fn code(proof: &Proof) -> Option<&'static str> {
    match (&proof.status, proof.kind) {
        (ProofStatus::Proved | ProofStatus::ProvedAfter(_), _) => None,
        (ProofStatus::Differs, CellKind::Name) => Some("name-differs"),
        (ProofStatus::Differs, CellKind::Promise) => Some("promise-differs"),
        (ProofStatus::Differs, _) => Some("cell-differs"),
        (ProofStatus::Missing, CellKind::Promise) => Some("promise-missing"),
        (ProofStatus::Missing, _) => Some("row-missing"),
    }
}

fn message(proof: &Proof) -> (String, String) {
    let Proof {
        row,
        found,
        expected,
        plan_line,
        line,
        ..
    } = proof;
    let (kind_zh, kind_en) = proof.kind.words();
    if proof.status == ProofStatus::Missing {
        return (
            format!("规划文件第{plan_line}行“{row}”的{kind_zh}“{found}”在原文里没有找到"),
            format!(
                "the {kind_en} “{found}” of “{row}” on line {plan_line} of the plan file was not found in the original"
            ),
        );
    }
    (
        format!(
            "“{row}”的{kind_zh}不同：原文第{line}行是“{expected}”，规划文件第{plan_line}行是“{found}”"
        ),
        format!(
            "the {kind_en} of “{row}” differs: line {line} of the original has “{expected}”, line {plan_line} of the plan file has “{found}”"
        ),
    )
}
