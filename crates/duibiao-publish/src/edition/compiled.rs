//! A compiled project to the edition that it would be.
//!
//! The facts are the site's own data tables, and the text is its own HTML: so the edition of a project
//! and that of its published folder cannot drift apart, and the theme makes no difference.

use std::collections::BTreeMap;

use duibiao_compare::catalog::PlanId;
use duibiao_render::render::{self, Failure, Materials};
use duibiao_render::route::{self, Dataset, Format, PageKey};
use rayon::prelude::*;

use super::tables::{self, PlanLine, PlanTables};
use super::{Edition, File, Plan, Unreadable, body};

/// What a compiled project says; `files` are the files that it is published as.
///
/// # Errors
///
/// When the project cannot be rendered at all, which a compiled one always can.
pub fn of(materials: &Materials<'_>, files: BTreeMap<String, File>) -> Result<Edition, Unreadable> {
    let key = PageKey::Data(Dataset::Plans, Format::Json);
    let lines = tables::plans("plans.json", &rendered(materials, &key)?)?;
    let key = PageKey::Data(Dataset::Indicators, Format::Json);
    let indicators = tables::indicators("indicators.json", &rendered(materials, &key)?)?;
    let ids: Vec<PlanId> = materials.catalog.plan_ids().map(|(id, _)| id).collect();
    let plans: Result<Vec<Plan>, Unreadable> = ids
        .into_par_iter()
        .zip(lines)
        .map(|(id, line)| plan(materials, id, line))
        .collect();
    Ok(Edition {
        plans: plans?,
        indicators,
        files,
    })
}

fn plan(materials: &Materials<'_>, id: PlanId, line: PlanLine) -> Result<Plan, Unreadable> {
    let targets = rendered(materials, &PageKey::PlanTargets(id, Format::Json))?;
    let verdicts = rendered(materials, &PageKey::ChainVerdicts(id, Format::Json))?;
    let page = PageKey::Plan(id);
    let text = render::plan_text(materials, id);
    let clauses = body::clauses(&format!(
        "<div class=\"body clauses\">{}</div>",
        text.as_str()
    ));
    let path = route::path(materials.catalog, &page);
    let tables = PlanTables {
        targets: ("targets.json", &targets),
        verdicts: ("verdicts.json", &verdicts),
    };
    tables::plan(line, path.as_str().to_owned(), &tables, clauses)
}

fn rendered(materials: &Materials<'_>, key: &PageKey) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    let failed = |failure| match failure {
        Failure::Template(diagnostic) => diagnostic.message.en,
        Failure::Io(error) => error.to_string(),
    };
    match render::file(materials, key, &mut bytes) {
        Ok(()) => Ok(bytes),
        Err(failure) => {
            let path = route::path(materials.catalog, key);
            Err(Unreadable::new(path.as_str(), failed(failure)))
        }
    }
}
