//! The records of a site's tables to facts, whether they come from memory or from published JSON.
//!
//! The tables are the data contract, so a snapshot has their ids and words without working anything out
//! again.

use std::collections::BTreeMap;

use duibiao_render::render::records::{IndicatorRecord, PlanRecord, TargetRecord, VerdictRecord};
use serde::de::DeserializeOwned;

use super::{Clause, SnapshotPlan, SnapshotTarget, SnapshotVerdict, Statistic, UnreadableSnapshot};

/// The view of a verdict that only the strict comparison adds.
const STRICT: &str = "strict";

/// The lines of the table of plans.
pub(crate) fn plans(
    what: &str,
    bytes: &[u8],
) -> Result<Vec<PlanRecord<'static>>, UnreadableSnapshot> {
    lines(what, bytes)
}

/// The names of the indicators, by their ids.
pub(crate) fn indicators(
    what: &str,
    bytes: &[u8],
) -> Result<BTreeMap<String, String>, UnreadableSnapshot> {
    let named = |line: IndicatorRecord<'_>| (line.indicator_id.into(), line.name.into());
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
    line: &PlanRecord<'_>,
    page: String,
    tables: &PlanTables<'_>,
    clauses: Option<Vec<Clause>>,
) -> Result<SnapshotPlan, UnreadableSnapshot> {
    let (name, bytes) = tables.targets;
    let targets = lines::<TargetRecord<'_>>(name, bytes)?;
    let mut targets: Vec<SnapshotTarget> = targets.iter().map(target).collect::<Result<_, _>>()?;
    let commitments = usize::try_from(line.commitments.unwrap_or(0)).unwrap_or(usize::MAX);
    let Some(rows) = targets.len().checked_sub(commitments) else {
        return Err(UnreadableSnapshot::new(
            name,
            "fewer lines than commitments",
        ));
    };
    let commitments = targets.split_off(rows);
    let (name, bytes) = tables.verdicts;
    let mut verdicts = Vec::new();
    for record in lines::<VerdictRecord<'_>>(name, bytes)? {
        add_verdict(&mut verdicts, &record);
    }
    Ok(SnapshotPlan {
        page,
        targets,
        commitments,
        verdicts,
        clauses,
        ..plan_alone(line)
    })
}

fn lines<T: DeserializeOwned>(what: &str, bytes: &[u8]) -> Result<Vec<T>, UnreadableSnapshot> {
    serde_json::from_slice(bytes).map_err(|error| UnreadableSnapshot::new(what, error.to_string()))
}

/// What the line of a plan says of it.
pub(super) fn plan_alone(line: &PlanRecord<'_>) -> SnapshotPlan {
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
    SnapshotPlan {
        id: line.plan_id.as_ref().into(),
        title: line.title.as_ref().into(),
        region_code: line.region_code.as_ref().into(),
        region: line.region.as_ref().into(),
        topic: line.topic.as_ref().into(),
        period: line.period.as_ref().into(),
        status: line.status.as_ref().into(),
        doc_no: line.doc_no.as_ref().into(),
        issuers: line.issuers.as_ref().into(),
        written: day(line.written),
        published: day(line.published),
        openness: line.openness.as_ref().into(),
        text: line.text.as_ref().into(),
        source: line.source.as_ref().into(),
        verification: line.verification.as_ref().into(),
        replaces: line.replaces.as_ref().into(),
        replaced_by: line.replaced_by.as_ref().into(),
        in_default: line.in_default,
        ..SnapshotPlan::default()
    }
}

/// A line of a table of targets or commitments.
pub(super) fn target(line: &TargetRecord<'_>) -> Result<SnapshotTarget, UnreadableSnapshot> {
    let statistic = [Statistic::Baseline, Statistic::Target]
        .into_iter()
        .find(|statistic| statistic.id() == line.statistic)
        .ok_or_else(|| UnreadableSnapshot::new("statistic", line.statistic.as_ref()))?;
    Ok(SnapshotTarget {
        no: line.no.as_ref().into(),
        anchor: line.anchor.as_ref().into(),
        indicator_id: line.indicator_id.as_ref().into(),
        name_as_printed: line.name_as_printed.as_ref().into(),
        statistic,
        year: line.year,
        horizon: line.horizon.as_ref().into(),
        unit: line.unit.as_ref().into(),
        text_as_printed: line.text_as_printed.as_ref().into(),
        nature: line.nature.as_ref().into(),
        verification: line.verification.as_ref().into(),
        clause: line.clause.as_ref().into(),
    })
}

/// Adds a line of a table of verdicts. The strict line of a verdict follows its loose one and says the
/// same, so both become one.
pub(super) fn add_verdict(all: &mut Vec<SnapshotVerdict>, line: &VerdictRecord<'_>) {
    let strict = line.view == STRICT;
    let verdict = SnapshotVerdict {
        anchor: line.anchor.as_ref().into(),
        no: line.no.as_ref().into(),
        indicator_id: line.indicator_id.as_ref().into(),
        year: line.year,
        against_plan_id: line.against_plan_id.as_ref().into(),
        against_region_code: line.against_region_code.as_ref().into(),
        against_anchor: line.against_anchor.as_ref().into(),
        against_no: line.against_no.as_ref().into(),
        relation: line.relation.as_ref().into(),
        strict: false,
        verdict: line.verdict.as_ref().into(),
        strictness: line.strictness.as_ref().into(),
        sentence: line.sentence.as_ref().into(),
    };
    match all.last_mut().filter(|last| strict && **last == verdict) {
        Some(last) => last.strict = true,
        None => all.push(SnapshotVerdict { strict, ..verdict }),
    }
}
