//! Which plans are the columns of a matrix, and which of its topic and period are not.

use std::collections::BTreeSet;

use crate::catalog::{Plan, PlanId, Successor};
use crate::document::Status;
use crate::region::{Level, Region};
use crate::render::page::Page;
use crate::render::view::{LeftOut, Link};
use crate::route::{self, MOST_COLUMNS, Scope};

/// The columns of a matrix.
pub(super) struct Columns {
    /// The plans, the nation first.
    pub(super) plans: Vec<PlanId>,
    /// The level of each.
    pub(super) levels: Vec<Level>,
}

impl Columns {
    pub(super) fn of(page: &Page<'_>, scope: &Scope) -> Self {
        let catalog = page.materials.catalog;
        let plans = route::columns(catalog, scope);
        let levels = plans
            .iter()
            .map(|id| catalog.plan(*id).region().level())
            .collect();
        Self { plans, levels }
    }
}

/// The plans of the scope that the table has no column for, and the plans above that are known to exist
/// and are not held.
pub(super) fn left_out(page: &Page<'_>, scope: &Scope, columns: &Columns) -> Vec<LeftOut> {
    let catalog = page.materials.catalog;
    let is_wide = catalog
        .plans_about(scope.topic, scope.period)
        .filter(|id| catalog.plan(*id).is_default())
        .nth(MOST_COLUMNS)
        .is_some();
    let held = catalog
        .plans_about(scope.topic, scope.period)
        .map(|id| (id, catalog.plan(id)))
        .filter(|(id, plan)| {
            !plan.is_default() && !columns.plans.contains(id) && is_within(plan, scope, is_wide)
        });
    let mut all: Vec<LeftOut> = held.map(|(id, plan)| not_default(page, id, plan)).collect();
    all.extend(missing(page, scope, columns));
    all
}

/// Whether a plan would be a column if it were in force. A place far below has a table of its own.
fn is_within(plan: &Plan, scope: &Scope, is_wide: bool) -> bool {
    match &scope.within {
        None => !is_wide || plan.region().level() <= Level::Province,
        Some(within) => {
            let region = plan.region();
            region == within
                || region.parent().as_ref() == Some(within)
                || within.ancestors().any(|ancestor| ancestor == *region)
        }
    }
}

fn not_default(page: &Page<'_>, id: PlanId, plan: &Plan) -> LeftOut {
    let reason = match (plan.status(), plan.replaced_by) {
        (_, Some(Successor::Plan(_))) => "replaced",
        (Status::Consultation | Status::Draft, _) => "draft",
        (Status::Repealed | Status::Expired | Status::NotYetInForce, _) => "not-in-force",
        _ => "other",
    };
    let successor = plan
        .replaced_by
        .map(|successor| page.successor_link(successor).text);
    LeftOut {
        plan: page.plan_link(id),
        reason,
        text: successor.map(|title| format!("《{title}》")),
    }
}

/// The plans of the places above the columns that are known and not held.
fn missing(page: &Page<'_>, scope: &Scope, columns: &Columns) -> Vec<LeftOut> {
    let catalog = page.materials.catalog;
    let above: BTreeSet<Region> = columns
        .plans
        .iter()
        .flat_map(|id| catalog.plan(*id).region().ancestors())
        .collect();
    let held = |region: &Region| {
        columns
            .plans
            .iter()
            .any(|id| catalog.plan(*id).region() == region)
    };
    above
        .into_iter()
        .filter(|region| !held(region))
        .filter_map(|region| {
            let known = catalog
                .known
                .get(&(region.clone(), scope.topic, scope.period))?;
            let plan: Link = page.reference_link(*known);
            Some(LeftOut {
                plan,
                reason: "missing",
                text: Some(region.full_name()),
            })
        })
        .collect()
}
