//! Which targets are set side by side, and what comes of it.
//!
//! A plan is compared with the plans of its period in the places above it (all topics: a district's
//! greening plan repeats targets of the city's outline), with other plans of its own place, and with its
//! peers as long as they are few. Only plans that default comparisons take are references; a draft is
//! compared with the others, never the other way round, except among peers, where it is marked. A level
//! without a plan is kept as missing and the next one is looked at. Two rows are set side by side when
//! they share an indicator; how they compare is [`crate::verdict`].

use rayon::prelude::*;

use crate::catalog::{Catalog, IndicatorId, Plan, PlanId, ReferenceId, RowRef};
use crate::verdict::{Judgement, JudgementContext, Standing, Verdict, judge};
use duibiao_syntax::document::{Grade, IndicatorRow, PlanStatus, Verification};
use duibiao_syntax::region::{Level, Region};
use duibiao_syntax::target::Target;

/// The comparisons of every plan, by [`PlanId`].
#[derive(Debug)]
pub struct Comparisons {
    plans: Vec<PlanComparison>,
}

/// What a plan is compared with.
#[derive(Debug)]
pub struct PlanComparison {
    /// The places above, the nearest first, the nation last.
    pub levels: Box<[LevelAbove]>,
    /// The pairs of rows, by own row, then by level, then same place, then peers.
    pub pairs: Box<[Pair]>,
    /// Rows of the plans above, of the same topic, that no own row answers to.
    pub not_set: Box<[NotSet]>,
    /// The peers that were compared; empty as well when there are too many.
    pub peers: Box<[PlanId]>,
    /// How many of its rows each view could compare with at least one row above.
    pub comparable: Views<u32>,
}

/// A value for each of the two views.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Views<T> {
    /// Rows with the same printed name only.
    pub strict: T,
    /// Rows that the crosswalk joins as well.
    pub loose: T,
}

/// A place above and its plans of the same topic and period.
#[derive(Clone, Debug)]
pub struct LevelAbove {
    /// The place.
    pub region: Region,
    /// Its plans that default comparisons take.
    pub plans: Box<[PlanId]>,
    /// The plan that is known to exist, when none is held.
    pub known: Option<ReferenceId>,
}

/// An own target and a row set beside it.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// The own row, counted through all tables.
    pub row: u32,
    /// Which of its targets.
    pub target: u16,
    /// The row beside it.
    pub against: RowRef,
    /// Which of that row's targets.
    pub against_target: u16,
    /// How the places stand.
    pub standing: Standing,
    /// For a place above: its index in [`PlanComparison::levels`].
    pub level: u8,
    /// The indicator that joins them.
    pub indicator: IndicatorId,
    /// How near the rows are.
    pub grade: Grade,
}

impl Pair {
    /// The outcome. It is not kept: judging takes less time than the memory of a million judgements.
    pub fn judgement(&self, catalog: &Catalog, plan: PlanId) -> Judgement {
        let own = RowRef {
            plan,
            row: self.row,
        };
        let indicator = &catalog.indicator(self.indicator).document;
        let setting = JudgementContext {
            grade: self.grade,
            standing: self.standing,
            better: indicator.better,
            measure: indicator.measure,
            unit: indicator.unit.as_ref(),
        };
        let target = |row, at: u16| &catalog.row(row).targets[usize::from(at)].target;
        judge(
            target(own, self.target),
            target(self.against, self.against_target),
            &setting,
        )
    }

    /// Whether the strict view takes it.
    pub fn is_strict(&self) -> bool {
        self.grade == Grade::Same
    }
}

/// A row above that no own row answers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotSet {
    /// The index of the level.
    pub level: u8,
    /// The row above.
    pub against: RowRef,
    /// Its home indicator.
    pub indicator: IndicatorId,
}

/// With more plans than this in a topic and period, peers are not compared one by one: their number
/// would grow with its square. The pages of indicators list them all.
pub const MOST_PEERS: usize = 40;

/// Compares every plan.
pub fn all(catalog: &Catalog) -> Comparisons {
    let ids: Vec<PlanId> = catalog.plan_ids().map(|(id, _)| id).collect();
    Comparisons {
        plans: ids.par_iter().map(|id| plan(catalog, *id)).collect(),
    }
}

impl Comparisons {
    /// The comparisons of a plan.
    pub fn of(&self, id: PlanId) -> &PlanComparison {
        &self.plans[id.index()]
    }

    /// Compares these plans again, after the targets of some plan changed.
    pub fn refresh(&mut self, catalog: &Catalog, ids: &[PlanId]) {
        let again: Vec<PlanComparison> = ids.par_iter().map(|id| plan(catalog, *id)).collect();
        for (id, comparison) in ids.iter().zip(again) {
            self.plans[id.index()] = comparison;
        }
    }

    /// How many verdicts a plan has: pairs in the views that take them, and what one side does not have
    /// in both. As many lines the plan has in the table of verdicts.
    pub fn verdicts(&self, catalog: &Catalog, id: PlanId) -> usize {
        let comparison = self.of(id);
        let pairs = &comparison.pairs;
        let strict = pairs.iter().filter(|pair| pair.is_strict()).count();
        let rows = catalog.plan(id).rows.len();
        let mut answered: Vec<(u32, u8)> = pairs
            .iter()
            .filter(|pair| pair.standing == Standing::Above)
            .map(|pair| (pair.row, pair.level))
            .collect();
        answered.sort_unstable();
        answered.dedup();
        let absent = rows * comparison.levels.len() - answered.len() + comparison.not_set.len();
        pairs.len() + strict + 2 * absent
    }
}

/// The plans whose comparisons look at the rows of a plan: its own, those of the same place and below in
/// its period, and its peers.
pub fn dependents(catalog: &Catalog, id: PlanId) -> Vec<PlanId> {
    let upper = catalog.plan(id);
    let peers = catalog.plans_about(upper.topic, upper.period());
    let has_peers = peers.take(MOST_PEERS + 1).count() <= MOST_PEERS;
    let looks = |plan: &Plan| {
        let is_peer = has_peers && plan.topic == upper.topic;
        plan.period() == upper.period()
            && (is_peer
                || plan.region() == upper.region()
                || is_above(upper.region(), plan.region()))
    };
    let all = catalog.plan_ids().filter(|(_, plan)| looks(plan));
    all.map(|(id, _)| id).collect()
}

fn plan(catalog: &Catalog, id: PlanId) -> PlanComparison {
    let own = catalog.plan(id);
    let levels: Box<[LevelAbove]> = own
        .region()
        .ancestors()
        .map(|region| level(catalog, id, region))
        .collect();
    let peers = peers(catalog, id);
    let scene = Comparer {
        catalog,
        id,
        levels: &levels,
        peers: &peers,
    };
    let mut pairs = Vec::new();
    for (row_at, (row, links)) in (0..).zip(own.linked_rows()) {
        let own_row = RowRef {
            plan: id,
            row: row_at,
        };
        let mut against = scene.against(own_row, &links.links);
        against.sort_by_key(|found| (found.place, found.row));
        for found in against {
            pairs.extend(scene.pairs(own_row, row, &found));
        }
    }
    let not_set = scene.not_set();
    PlanComparison {
        comparable: comparable(catalog, id, &pairs),
        pairs: Box::from(&*pairs),
        not_set: Box::from(&*not_set),
        levels,
        peers,
    }
}

/// A place above with its plans of the same topic and period.
fn level(catalog: &Catalog, id: PlanId, region: Region) -> LevelAbove {
    let own = catalog.plan(id);
    let plans: Box<[PlanId]> = catalog
        .plans_of(&region)
        .iter()
        .copied()
        .filter(|plan| {
            let plan = catalog.plan(*plan);
            plan.topic == own.topic && plan.period() == own.period() && plan.is_default()
        })
        .collect();
    let known = catalog
        .known
        .get(&(region.clone(), own.topic, own.period()))
        .copied();
    LevelAbove {
        known: known.filter(|_| plans.is_empty()),
        region,
        plans,
    }
}

/// The plans of the topic and period elsewhere, neither above nor below.
fn peers(catalog: &Catalog, id: PlanId) -> Box<[PlanId]> {
    let own = catalog.plan(id);
    let together: Vec<PlanId> = catalog
        .plans_about(own.topic, own.period())
        .take(MOST_PEERS + 1)
        .collect();
    if together.len() > MOST_PEERS {
        return Box::default();
    }
    let is_current = |id: PlanId| {
        let plan = catalog.plan(id);
        plan.is_default() || plan.status() == PlanStatus::Consultation
    };
    together
        .into_iter()
        .filter(|peer| *peer != id && is_current(*peer))
        .filter(|peer| {
            let place = catalog.plan(*peer).region();
            place != own.region()
                && !is_above(place, own.region())
                && !is_above(own.region(), place)
        })
        .collect()
}

fn is_above(upper: &Region, lower: &Region) -> bool {
    upper.level() == Level::Nation || lower.ancestors().any(|ancestor| ancestor == *upper)
}

/// A row that shares an indicator with an own row.
struct RowMatch {
    row: RowRef,
    place: RowPlace,
    indicator: IndicatorId,
    grade: Grade,
}

/// Where a row beside an own row stands; the order is that of the pairs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum RowPlace {
    Above(u8),
    Same,
    Peer,
}

struct Comparer<'a> {
    catalog: &'a Catalog,
    id: PlanId,
    levels: &'a [LevelAbove],
    peers: &'a [PlanId],
}

impl Comparer<'_> {
    /// The rows elsewhere that share an indicator with an own row, each once, by its nearest link.
    fn against(&self, own_row: RowRef, links: &[(IndicatorId, Grade)]) -> Vec<RowMatch> {
        let mut all: Vec<RowMatch> = Vec::new();
        for (indicator, own_grade) in links {
            for linked in self.rows_near(*indicator) {
                let Some(place) = self.place(linked.row.plan) else {
                    continue;
                };
                let grade = self.joint_grade(own_row, linked.row, *own_grade, linked.grade);
                match all.iter_mut().find(|found| found.row == linked.row) {
                    Some(known) if known.grade <= grade => {}
                    Some(known) => {
                        known.grade = grade;
                        known.indicator = *indicator;
                    }
                    None => all.push(RowMatch {
                        row: linked.row,
                        place,
                        indicator: *indicator,
                        grade,
                    }),
                }
            }
        }
        self.nearest_of_each_plan(all)
    }

    /// The rows of an indicator in plans that are looked at, found without walking through all plans of
    /// the site: the rows of an indicator are sorted by plan.
    fn rows_near(
        &self,
        indicator: IndicatorId,
    ) -> impl Iterator<Item = crate::catalog::LinkedRow> + '_ {
        let rows = &self.catalog.indicator(indicator).rows;
        let own = self.catalog.plan(self.id);
        let above = self
            .levels
            .iter()
            .flat_map(|level| self.catalog.plans_of(&level.region));
        let same = self.catalog.plans_of(own.region());
        above
            .chain(same)
            .chain(self.peers)
            .filter(|plan| **plan != self.id)
            .flat_map(move |plan| {
                let from = rows.partition_point(|linked| linked.row.plan < *plan);
                rows[from..]
                    .iter()
                    .take_while(move |linked| linked.row.plan == *plan)
                    .copied()
            })
    }

    /// How a plan stands to this one; none when they are not set side by side.
    fn place(&self, other: PlanId) -> Option<RowPlace> {
        if self.peers.contains(&other) {
            return Some(RowPlace::Peer);
        }
        let plan = self.catalog.plan(other);
        let own = self.catalog.plan(self.id);
        if plan.period() != own.period() || !plan.is_default() {
            return None;
        }
        if plan.region() == own.region() {
            return Some(RowPlace::Same);
        }
        let level = self
            .levels
            .iter()
            .position(|level| level.region == *plan.region())?;
        Some(RowPlace::Above(u8::try_from(level).unwrap_or(u8::MAX)))
    }

    /// Two rows that print the same name under the same grade are the same; otherwise the farther of the
    /// two grades holds, and never better than other words for the same thing.
    fn joint_grade(
        &self,
        own: RowRef,
        other: RowRef,
        own_grade: Grade,
        other_grade: Grade,
    ) -> Grade {
        let same_name = self.catalog.row_links(own).name == self.catalog.row_links(other).name;
        if same_name && own_grade == other_grade {
            Grade::Same
        } else {
            own_grade.max(other_grade).max(Grade::Wording)
        }
    }

    /// Of the rows of one plan only the nearest ones stay, and of those the ones read in the original.
    fn nearest_of_each_plan(&self, all: Vec<RowMatch>) -> Vec<RowMatch> {
        let key = |found: &RowMatch| (found.grade, self.verification(found.row));
        let best = |plan: PlanId| {
            all.iter()
                .filter(|found| found.row.plan == plan)
                .map(key)
                .min()
        };
        let keep: Vec<bool> = all
            .iter()
            .map(|found| best(found.row.plan) == Some(key(found)))
            .collect();
        all.into_iter()
            .zip(keep)
            .filter_map(|(found, keep)| keep.then_some(found))
            .collect()
    }

    fn verification(&self, row: RowRef) -> Verification {
        self.catalog
            .plan(row.plan)
            .verification(self.catalog.row(row))
    }

    /// One pair for each own target.
    fn pairs(&self, own_row: RowRef, row: &IndicatorRow, found: &RowMatch) -> Vec<Pair> {
        let other = self.catalog.row(found.row);
        let (standing, level) = match found.place {
            RowPlace::Above(level) => (Standing::Above, level),
            RowPlace::Same => (Standing::SamePlace, 0),
            RowPlace::Peer => (Standing::Peer, 0),
        };
        (0..)
            .zip(&row.targets)
            .filter_map(|(target_at, own)| {
                let against_target = target_for(&own.target, other)?;
                Some(Pair {
                    row: own_row.row,
                    target: target_at,
                    against: found.row,
                    against_target,
                    standing,
                    level,
                    indicator: found.indicator,
                    grade: found.grade,
                })
            })
            .collect()
    }

    /// Rows of the plans above, of this topic, whose home indicator no own row has anything to do with.
    fn not_set(&self) -> Vec<NotSet> {
        let own = self.catalog.plan(self.id);
        let mut answered: Vec<IndicatorId> = own
            .rows
            .iter()
            .flat_map(|links| &links.links)
            .map(|link| link.0)
            .collect();
        answered.sort_unstable();
        let mut all = Vec::new();
        for (level_at, level) in (0..).zip(self.levels) {
            for plan in &level.plans {
                for (row, links) in (0..).zip(&self.catalog.plan(*plan).rows) {
                    let is_answered = links
                        .links
                        .iter()
                        .any(|(indicator, _)| answered.binary_search(indicator).is_ok());
                    if let Some((indicator, _)) = links.links.first().filter(|_| !is_answered) {
                        all.push(NotSet {
                            level: level_at,
                            against: RowRef { plan: *plan, row },
                            indicator: *indicator,
                        });
                    }
                }
            }
        }
        all
    }
}

/// The target of a row that answers to another's: of the same year, else the last one.
fn target_for(own: &Target, other: &IndicatorRow) -> Option<u16> {
    let same_year = other
        .targets
        .iter()
        .position(|target| target.target.horizon.year() == own.horizon.year());
    let at = same_year.or_else(|| other.targets.len().checked_sub(1))?;
    u16::try_from(at).ok()
}

fn comparable(catalog: &Catalog, plan: PlanId, pairs: &[Pair]) -> Views<u32> {
    let count = |strict: bool| {
        let mut rows: Vec<u32> = pairs
            .iter()
            .filter(|pair| pair.standing == Standing::Above && pair.grade <= Grade::Wording)
            .filter(|pair| !strict || pair.is_strict())
            .filter(|pair| pair.judgement(catalog, plan).verdict != Verdict::NotComparable)
            .map(|pair| pair.row)
            .collect();
        rows.dedup();
        u32::try_from(rows.len()).unwrap_or(u32::MAX)
    };
    Views {
        strict: count(true),
        loose: count(false),
    }
}
