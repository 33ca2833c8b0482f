//! Which plans are the columns of a matrix, and which of its topic and period are not.

use std::collections::BTreeSet;

use crate::render::page::PageContext;
use crate::render::view::{LeftOutPlan, Link};
use crate::route::Scope;
use duibiao_compare::catalog::{PlanId, Successor};
use duibiao_syntax::document::PlanStatus;
use duibiao_syntax::region::{Level, Region};

/// The columns of a matrix.
pub(super) struct Columns {
    /// The plans, the nation first.
    pub(super) plans: Vec<PlanId>,
    /// The level of each.
    pub(super) levels: Vec<Level>,
}

impl Columns {
    pub(super) fn of(page: &PageContext<'_>, scope: &Scope) -> Self {
        let catalog = page.context.catalog;
        let plans = page.context.routes.matrices.columns(scope).to_vec();
        let levels = plans
            .iter()
            .map(|id| catalog.plan(*id).region().level())
            .collect();
        Self { plans, levels }
    }
}

/// The plans of the scope that the table has no column for, and the plans above that are known to exist
/// and are not held.
pub(super) fn left_out(
    page: &PageContext<'_>,
    scope: &Scope,
    columns: &Columns,
) -> Vec<LeftOutPlan> {
    let held = page.context.routes.matrices.others(scope).iter();
    let mut all: Vec<LeftOutPlan> = held.map(|id| not_default(page, *id)).collect();
    all.extend(missing(page, scope, columns));
    all
}

fn not_default(page: &PageContext<'_>, id: PlanId) -> LeftOutPlan {
    let plan = page.context.catalog.plan(id);
    let reason = match (plan.status(), plan.replaced_by) {
        (_, Some(Successor::Plan(_))) => "replaced",
        (PlanStatus::Consultation | PlanStatus::Draft, _) => "draft",
        (PlanStatus::Repealed | PlanStatus::Expired | PlanStatus::NotYetInForce, _) => {
            "not-in-force"
        }
        _ => "other",
    };
    let successor = plan
        .replaced_by
        .map(|successor| page.successor_link(successor).text);
    LeftOutPlan {
        plan: page.plan_link(id),
        reason,
        text: successor.map(|title| format!("《{title}》")),
    }
}

/// The plans of the places above the columns that are known and not held.
fn missing(page: &PageContext<'_>, scope: &Scope, columns: &Columns) -> Vec<LeftOutPlan> {
    let catalog = page.context.catalog;
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
            Some(LeftOutPlan {
                plan,
                reason: "missing",
                text: Some(region.full_name()),
            })
        })
        .collect()
}
