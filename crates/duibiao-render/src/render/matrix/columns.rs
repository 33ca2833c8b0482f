//! Which plans are the columns of a matrix, and which of its topic and period are not.

use std::collections::BTreeSet;

use crate::render::page::Page;
use crate::render::view::{LeftOut, Link};
use crate::route::Scope;
use duibiao_compare::catalog::{PlanId, Successor};
use duibiao_syntax::document::Status;
use duibiao_syntax::region::{Level, Region};

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
        let plans = page.materials.routes.matrices.columns(scope).to_vec();
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
    let held = page.materials.routes.matrices.others(scope).iter();
    let mut all: Vec<LeftOut> = held.map(|id| not_default(page, *id)).collect();
    all.extend(missing(page, scope, columns));
    all
}

fn not_default(page: &Page<'_>, id: PlanId) -> LeftOut {
    let plan = page.materials.catalog.plan(id);
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
