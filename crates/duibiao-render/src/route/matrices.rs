//! Which matrices there are, and which plans are the columns of each.
//!
//! A topic and period has one matrix of everything, as long as that is not too wide. Beyond, it keeps the
//! nation and the provinces, and each place below which at least two plans lie gets a matrix of its own. A
//! plan that lies alone below its place would have its chain for a matrix; it joins the next place above.

use std::collections::{BTreeMap, BTreeSet};

use super::Scope;
use duibiao_compare::catalog::{Catalog, Plan, PlanId, TopicId};
use duibiao_syntax::period::Period;
use duibiao_syntax::region::{Level, Region};

/// The widest table that is still read as a whole.
pub const MOST_COLUMNS: usize = 40;

/// All matrices of a site.
#[derive(Debug, Default)]
pub struct Matrices {
    together: BTreeMap<(TopicId, Period), Vec<Matrix>>,
}

/// A matrix: what it covers, and its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// What it covers.
    pub scope: Scope,
    /// The plans that are its columns, the nation first; none when only drafts are held.
    pub columns: Vec<PlanId>,
    /// The plans of its place and of those above that default comparisons do not take, and those that
    /// would stand here if they did.
    pub others: Vec<PlanId>,
}

impl Matrices {
    /// The matrices of everything the catalog holds.
    pub fn of(catalog: &Catalog) -> Self {
        let together: BTreeSet<(TopicId, Period)> = catalog
            .plans
            .iter()
            .map(|plan| (plan.topic, plan.period()))
            .collect();
        let matrices = |(topic, period)| ((topic, period), matrices_about(catalog, topic, period));
        Self {
            together: together.into_iter().map(matrices).collect(),
        }
    }

    /// All of them, topic by topic, the whole of a topic and period before its parts.
    pub fn iter(&self) -> impl Iterator<Item = &Matrix> {
        self.together.values().flatten()
    }

    /// Those of a topic and period, the whole first.
    pub fn about(&self, topic: TopicId, period: Period) -> &[Matrix] {
        self.together
            .get(&(topic, period))
            .map_or(&[], Vec::as_slice)
    }

    /// The columns of one.
    pub fn columns(&self, scope: &Scope) -> &[PlanId] {
        self.get(scope).map_or(&[], |matrix| &matrix.columns)
    }

    /// The plans that one has no column for.
    pub fn others(&self, scope: &Scope) -> &[PlanId] {
        self.get(scope).map_or(&[], |matrix| &matrix.others)
    }

    fn get(&self, scope: &Scope) -> Option<&Matrix> {
        let about = self.about(scope.topic, scope.period);
        let at = about.binary_search_by(|matrix| matrix.scope.within.cmp(&scope.within));
        about.get(at.ok()?)
    }

    /// The scope in which a plan stands among others of its level, or would if it were in force.
    pub fn home(&self, plan: &Plan) -> Scope {
        let whole = Scope {
            topic: plan.topic,
            period: plan.period(),
            within: None,
        };
        let scopes = plan.region().ancestors().map(|region| Scope {
            within: Some(region),
            ..whole.clone()
        });
        let mut scopes = scopes.filter(|scope| self.get(scope).is_some());
        scopes.next().unwrap_or(whole)
    }
}

fn matrices_about(catalog: &Catalog, topic: TopicId, period: Period) -> Vec<Matrix> {
    let (plans, others): (Vec<PlanId>, Vec<PlanId>) = catalog
        .plans_about(topic, period)
        .partition(|id| catalog.plan(*id).is_default());
    let shelves = if plans.len() <= MOST_COLUMNS {
        BTreeMap::from([(None, plans)])
    } else {
        shelves(catalog, &plans)
    };
    let mut others = without_column(catalog, &others, &shelves);
    shelves
        .into_iter()
        .map(|(within, mut columns)| {
            if let Some(region) = &within {
                columns.extend(on_the_way(catalog, topic, period, region));
            }
            columns.sort_by_key(|id| (catalog.plan(*id).region().level(), *id));
            Matrix {
                others: others.remove(&within).into_iter().flatten().collect(),
                scope: Scope {
                    topic,
                    period,
                    within,
                },
                columns,
            }
        })
        .collect()
}

/// The plans by the place below which they stand beside each other, from the lowest level up.
fn shelves(catalog: &Catalog, plans: &[PlanId]) -> BTreeMap<Option<Region>, Vec<PlanId>> {
    let mut below: BTreeMap<Option<Region>, Vec<PlanId>> = BTreeMap::from([(None, Vec::new())]);
    for id in plans {
        let parent = upper(catalog.plan(*id).region());
        below.entry(parent).or_default().push(*id);
    }
    for level in [Level::County, Level::City, Level::Province] {
        let alone: Vec<Region> = below
            .iter()
            .filter(|(_, plans)| plans.len() == 1)
            .filter_map(|(place, _)| place.clone())
            .filter(|place| place.level() == level)
            .collect();
        for place in alone {
            let moved = below.remove(&Some(place.clone())).unwrap_or_default();
            below.entry(upper(&place)).or_default().extend(moved);
        }
    }
    below
}

/// Where plans that are no column are told of: on the shelf where they would stand, and on those of
/// their place and of the places below it.
fn without_column(
    catalog: &Catalog,
    others: &[PlanId],
    shelves: &BTreeMap<Option<Region>, Vec<PlanId>>,
) -> BTreeMap<Option<Region>, BTreeSet<PlanId>> {
    let mut told: BTreeMap<Option<Region>, BTreeSet<PlanId>> = BTreeMap::new();
    let mut of_place: BTreeMap<&Region, Vec<PlanId>> = BTreeMap::new();
    for id in others {
        let region = catalog.plan(*id).region();
        let mut above = region.ancestors().map(Some);
        let home = above.find(|place| shelves.contains_key(place));
        told.entry(home.flatten()).or_default().insert(*id);
        of_place.entry(region).or_default().push(*id);
    }
    for place in shelves.keys().flatten() {
        let way = std::iter::once(place.clone()).chain(place.ancestors());
        let of_way = way.flat_map(|place| of_place.get(&place).into_iter().flatten());
        let of_way: Vec<PlanId> = of_way.copied().collect();
        told.entry(Some(place.clone())).or_default().extend(of_way);
    }
    told
}

/// The place above, unless it is the nation: there the whole begins.
fn upper(region: &Region) -> Option<Region> {
    region
        .parent()
        .filter(|parent| parent.level() > Level::Nation)
}

/// The plans of a place and of those above it.
fn on_the_way(
    catalog: &Catalog,
    topic: TopicId,
    period: Period,
    region: &Region,
) -> impl Iterator<Item = PlanId> {
    std::iter::once(region.clone())
        .chain(region.ancestors())
        .flat_map(|place| catalog.plans_of(&place))
        .copied()
        .filter(move |id| {
            let plan = catalog.plan(*id);
            plan.topic == topic && plan.period() == period && plan.is_default()
        })
}
