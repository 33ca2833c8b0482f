//! A compiled project to the snapshot that it would be.
//!
//! The facts are the site's own data tables, and the text is its own HTML: so the snapshot of a project
//! and that of its published folder cannot drift apart, and the theme makes no difference.

use std::collections::BTreeMap;

use duibiao_compare::catalog::PlanId;
use duibiao_render::render::{self, Failure, RenderContext};
use duibiao_render::route::{self, DataFormat, Dataset, PageKey};
use rayon::prelude::*;

use super::tables::{self, PlanLine, PlanTables};
use super::{Snapshot, SnapshotFile, SnapshotPlan, UnreadableSnapshot, body};

/// What a compiled project says; `files` are the files that it is published as.
///
/// # Errors
///
/// When the project cannot be rendered at all, which a compiled one always can.
pub fn of(
    context: &RenderContext<'_>,
    files: BTreeMap<String, SnapshotFile>,
) -> Result<Snapshot, UnreadableSnapshot> {
    let key = PageKey::Data(Dataset::Plans, DataFormat::Json);
    let lines = tables::plans("plans.json", &rendered(context, &key)?)?;
    let key = PageKey::Data(Dataset::Indicators, DataFormat::Json);
    let indicators = tables::indicators("indicators.json", &rendered(context, &key)?)?;
    let ids: Vec<PlanId> = context.catalog.plan_ids().map(|(id, _)| id).collect();
    let plans: Result<Vec<SnapshotPlan>, UnreadableSnapshot> = ids
        .into_par_iter()
        .zip(lines)
        .map(|(id, line)| plan(context, id, line))
        .collect();
    Ok(Snapshot {
        plans: plans?,
        indicators,
        files,
    })
}

fn plan(
    context: &RenderContext<'_>,
    id: PlanId,
    line: PlanLine,
) -> Result<SnapshotPlan, UnreadableSnapshot> {
    let targets = rendered(context, &PageKey::PlanTargets(id, DataFormat::Json))?;
    let verdicts = rendered(context, &PageKey::ChainVerdicts(id, DataFormat::Json))?;
    let page = PageKey::Plan(id);
    let text = render::plan_text(context, id);
    let clauses = body::clauses(&format!(
        "<div class=\"body clauses\">{}</div>",
        text.as_str()
    ));
    let path = route::path(context.catalog, &page);
    let tables = PlanTables {
        targets: ("targets.json", &targets),
        verdicts: ("verdicts.json", &verdicts),
    };
    tables::plan(line, path.as_str().to_owned(), &tables, clauses)
}

fn rendered(context: &RenderContext<'_>, key: &PageKey) -> Result<Vec<u8>, UnreadableSnapshot> {
    let mut bytes = Vec::new();
    let failed = |failure| match failure {
        Failure::Template(diagnostic) => diagnostic.message.en,
        Failure::Io(error) => error.to_string(),
    };
    match render::file(context, key, &mut bytes) {
        Ok(()) => Ok(bytes),
        Err(failure) => {
            let path = route::path(context.catalog, key);
            Err(UnreadableSnapshot::new(path.as_str(), failed(failure)))
        }
    }
}
