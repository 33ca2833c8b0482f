//! A compiled project to the snapshot that it would be.
//!
//! The facts are the records of which the site's own data tables are made, and the text is its own HTML:
//! so the snapshot of a project and that of its published folder cannot drift apart, and the theme makes
//! no difference. That both are equal is a test.

use std::collections::BTreeMap;
use std::io;

use duibiao_compare::catalog::PlanId;
use duibiao_render::html::HtmlWriter;
use duibiao_render::render::records::TargetRecord;
use duibiao_render::render::{self, RenderContext};
use duibiao_render::route::{self, PageKey};
use rayon::prelude::*;

use super::{
    Snapshot, SnapshotFile, SnapshotPlan, SnapshotTarget, UnreadableSnapshot, body, tables,
};

/// What a compiled project says; `files` are the files that it is published as.
///
/// # Errors
///
/// When a figure is neither a baseline nor a target, which no record says.
pub fn of(
    context: &RenderContext<'_>,
    files: BTreeMap<String, SnapshotFile>,
) -> Result<Snapshot, UnreadableSnapshot> {
    let ids: Vec<PlanId> = context.catalog.plan_ids().map(|(id, _)| id).collect();
    let plans: Result<Vec<SnapshotPlan>, UnreadableSnapshot> =
        ids.into_par_iter().map(|id| plan(context, id)).collect();
    let indicators = context.catalog.indicators.iter();
    Ok(Snapshot {
        plans: plans?,
        indicators: indicators
            .map(|indicator| &indicator.document)
            .map(|document| {
                (
                    document.id.value.to_string(),
                    document.name.value.to_string(),
                )
            })
            .collect(),
        files,
    })
}

fn plan(context: &RenderContext<'_>, id: PlanId) -> Result<SnapshotPlan, UnreadableSnapshot> {
    let mut plan = tables::plan_alone(&render::plan_record(context, id));
    let SnapshotPlan {
        targets,
        commitments,
        verdicts,
        ..
    } = &mut plan;
    render::plan_figures(
        context,
        id,
        &mut |record| add_figure(targets, record),
        &mut |record| add_figure(commitments, record),
    )
    .and_then(|()| {
        render::plan_verdicts(context, id, &mut |record| {
            tables::add_verdict(verdicts, record);
            Ok(())
        })
    })
    .map_err(|error| UnreadableSnapshot::new("targets", error.to_string()))?;
    let mut html = HtmlWriter::<()>::default();
    html.raw("<div class=\"body clauses\">")
        .html(&render::plan_text(context, id))
        .raw("</div>");
    plan.clauses = body::clauses(html.finish().as_str());
    plan.page = route::path(context.catalog, &PageKey::Plan(id)).to_string();
    Ok(plan)
}

fn add_figure(all: &mut Vec<SnapshotTarget>, record: &TargetRecord<'_>) -> io::Result<()> {
    all.push(tables::target(record).map_err(io::Error::other)?);
    Ok(())
}
