//! The data tables of a site read back: lines of JSON to facts.
//!
//! The tables are the data contract, so a snapshot has their ids and words without working anything out
//! again. Columns that are not known here are passed over: more may follow the ones there are.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Clause, SnapshotPlan, SnapshotTarget, SnapshotVerdict, Statistic, UnreadableSnapshot};

/// A line of `data/plans.json`.
#[derive(Debug, Deserialize)]
pub(crate) struct PlanLine {
    pub(crate) plan_id: String,
    title: String,
    region_code: String,
    region: String,
    topic: String,
    period: String,
    status: String,
    doc_no: String,
    issuers: String,
    written: Option<String>,
    published: Option<String>,
    openness: String,
    text: String,
    source: String,
    verification: String,
    commitments: usize,
    replaces: String,
    replaced_by: String,
    in_default: bool,
}

/// The view of a verdict that only the strict comparison adds.
const STRICT: &str = "strict";

/// A line of a table of verdicts: one for each view.
#[derive(Debug, Deserialize)]
struct VerdictLine {
    anchor: String,
    no: String,
    indicator_id: String,
    year: Option<i64>,
    against_plan_id: String,
    against_region_code: String,
    against_anchor: String,
    against_no: String,
    relation: String,
    view: String,
    verdict: String,
    strictness: String,
    sentence: String,
}

/// A line of a table of targets, which a commitment shares.
#[derive(Debug, Deserialize)]
struct TargetLine {
    no: String,
    anchor: String,
    indicator_id: String,
    name_as_printed: String,
    statistic: Statistic,
    year: Option<i64>,
    horizon: String,
    unit: String,
    text_as_printed: String,
    nature: String,
    verification: String,
    clause: String,
}

/// The lines of the table of plans.
pub(crate) fn plans(what: &str, bytes: &[u8]) -> Result<Vec<PlanLine>, UnreadableSnapshot> {
    lines(what, bytes)
}

/// A line of `data/indicators.json`.
#[derive(Debug, Deserialize)]
struct IndicatorLine {
    indicator_id: String,
    name: String,
}

/// The names of the indicators, by their ids.
pub(crate) fn indicators(
    what: &str,
    bytes: &[u8],
) -> Result<BTreeMap<String, String>, UnreadableSnapshot> {
    let named = |line: IndicatorLine| (line.indicator_id, line.name);
    Ok(lines(what, bytes)?.into_iter().map(named).collect())
}

/// The files that say what a plan says: their names are for messages.
pub(crate) struct PlanTables<'a> {
    /// Its targets, and its commitments behind them.
    pub(crate) targets: (&'a str, &'a [u8]),
    /// Its verdicts.
    pub(crate) verdicts: (&'a str, &'a [u8]),
}

/// A plan from its line, its tables and its text.
pub(crate) fn plan(
    line: PlanLine,
    page: String,
    tables: &PlanTables<'_>,
    clauses: Option<Vec<Clause>>,
) -> Result<SnapshotPlan, UnreadableSnapshot> {
    let (name, bytes) = tables.targets;
    let mut targets: Vec<SnapshotTarget> = lines::<TargetLine>(name, bytes)?
        .into_iter()
        .map(SnapshotTarget::from)
        .collect();
    let Some(rows) = targets.len().checked_sub(line.commitments) else {
        return Err(UnreadableSnapshot::new(
            name,
            "fewer lines than commitments",
        ));
    };
    let commitments = targets.split_off(rows);
    let (name, bytes) = tables.verdicts;
    Ok(SnapshotPlan {
        id: line.plan_id,
        title: line.title,
        region_code: line.region_code,
        region: line.region,
        topic: line.topic,
        period: line.period,
        status: line.status,
        doc_no: line.doc_no,
        issuers: line.issuers,
        written: line.written.unwrap_or_default(),
        published: line.published.unwrap_or_default(),
        openness: line.openness,
        text: line.text,
        source: line.source,
        verification: line.verification,
        replaces: line.replaces,
        replaced_by: line.replaced_by,
        in_default: line.in_default,
        page,
        targets,
        commitments,
        verdicts: verdicts(lines(name, bytes)?),
        clauses,
    })
}

fn lines<T: DeserializeOwned>(what: &str, bytes: &[u8]) -> Result<Vec<T>, UnreadableSnapshot> {
    serde_json::from_slice(bytes).map_err(|error| UnreadableSnapshot::new(what, error.to_string()))
}

/// The strict line of a verdict follows its loose one and says the same, so both become one.
fn verdicts(lines: Vec<VerdictLine>) -> Vec<SnapshotVerdict> {
    let mut all: Vec<SnapshotVerdict> = Vec::with_capacity(lines.len() / 2);
    for line in lines {
        let strict = line.view == STRICT;
        let verdict = SnapshotVerdict::from(line);
        match all.last_mut().filter(|last| strict && **last == verdict) {
            Some(last) => last.strict = true,
            None => all.push(SnapshotVerdict { strict, ..verdict }),
        }
    }
    all
}

impl From<VerdictLine> for SnapshotVerdict {
    fn from(line: VerdictLine) -> Self {
        Self {
            anchor: line.anchor,
            no: line.no,
            indicator_id: line.indicator_id,
            year: line.year,
            against_plan_id: line.against_plan_id,
            against_region_code: line.against_region_code,
            against_anchor: line.against_anchor,
            against_no: line.against_no,
            relation: line.relation,
            strict: false,
            verdict: line.verdict,
            strictness: line.strictness,
            sentence: line.sentence,
        }
    }
}

impl From<TargetLine> for SnapshotTarget {
    fn from(line: TargetLine) -> Self {
        Self {
            no: line.no,
            anchor: line.anchor,
            indicator_id: line.indicator_id,
            name_as_printed: line.name_as_printed,
            statistic: line.statistic,
            year: line.year,
            horizon: line.horizon,
            unit: line.unit,
            text_as_printed: line.text_as_printed,
            nature: line.nature,
            verification: line.verification,
            clause: line.clause,
        }
    }
}
