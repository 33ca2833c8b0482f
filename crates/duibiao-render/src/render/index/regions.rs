//! The list of regions, and the page of one.
//!
//! A region has a page when it, or a place below it, has a plan that is held or known to exist
//! ([`crate::route::regions`]). What lies below a region is found by the first digits of its code, so
//! that no page of a region walks through all plans of the site.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::super::page::{PageContext, PageMeta};
use super::super::view::{
    Link, NoticeView, PlanGroup, PlanSection, RegionIndexView, RegionNode, RegionView, StubItem,
};
use super::home::citing_plans;
use super::{as_column, counted, matrix_choices, newest, say};
use crate::route::{self, MOST_COLUMNS, PageKey, Scope};
use duibiao_compare::catalog::{Catalog, Cited, PlanId, ReferenceId, TopicId};
use duibiao_syntax::period::Period;
use duibiao_syntax::region::{self, Region, RegionCode};

/// All regions with a page, as a tree.
pub(in crate::render) fn regions(page: &PageContext<'_>) -> RegionIndexView {
    let catalog = page.context.catalog;
    let tree = Tree::new(page, route::regions(catalog));
    let count = catalog.by_region.len();
    let heading = PageMeta {
        description: Some(say(
            page,
            || format!("{count} 个地区的规划，按行政区划排列。"),
            || {
                format!(
                    "The plans of {}, by administrative division.",
                    counted(count, "region")
                )
            },
        )),
        section: Some(PageKey::Regions),
        updated: newest(&catalog.plans),
        ..PageMeta::new("regions", page.word("title.regions"))
    };
    let provinces: Vec<String> = tree
        .below(&Region::of(RegionCode::NATION))
        .map(|region| region.name().to_owned())
        .collect();
    RegionIndexView {
        frame: page.frame(as_column(page, heading, "政策文件", &provinces)),
        roots: tree.roots(),
    }
}

/// One region.
pub(in crate::render) fn region(page: &PageContext<'_>, region: &Region) -> RegionView {
    let catalog = page.context.catalog;
    let mut parents: Vec<Link> = region
        .ancestors()
        .map(|above| page.region_link(&above))
        .collect();
    parents.reverse();
    RegionView {
        frame: page.frame(heading(page, region)),
        notices: retired_notice(page, region).into_iter().collect(),
        code: region.code.to_string(),
        level: region.level().id(),
        parents,
        sections: sections(page, region),
        stubs: known_in(catalog, region)
            .map(|id| stub_item(page, id))
            .collect(),
        children: Tree::new(page, regions_below(catalog, region)).nodes(Some(region)),
    }
}

fn heading(page: &PageContext<'_>, region: &Region) -> PageMeta {
    let catalog = page.context.catalog;
    let name = region.full_name();
    let (held, missing) = (
        catalog.plans_of(region).len(),
        known_in(catalog, region).count(),
    );
    let mut above: Vec<Region> = region.ancestors().collect();
    above.reverse();
    let crumbs = above
        .iter()
        .map(|above| page.crumb(&PageKey::Region(above.clone()), above.name()));
    let heading = PageMeta {
        description: Some(description(page, &name, held, missing)),
        above: std::iter::once(page.crumb(&PageKey::Regions, page.word("nav.regions")))
            .chain(crumbs)
            .collect(),
        section: Some(PageKey::Regions),
        updated: newest(catalog.plans_of(region).iter().map(|id| catalog.plan(*id))),
        ..PageMeta::new("region", name)
    };
    as_column(page, heading, "政策文件", &[region.name().to_owned()])
}

/// How many plans of a region are held and how many are only known.
fn description(page: &PageContext<'_>, name: &str, held: usize, missing: usize) -> String {
    let plans = counted(held, "plan");
    say(
        page,
        || match (held, missing) {
            (0, 0) => format!("{name}：本站没有收录本级的规划，列出下级地区的规划。"),
            (_, 0) => format!("{name}的规划 {held} 份。"),
            (0, _) => format!("{name}：本站没有收录本级的规划，已知的有 {missing} 份。"),
            _ => format!("{name}的规划 {held} 份，另有 {missing} 份已知而未收录。"),
        },
        || match (held, missing) {
            (0, 0) => format!(
                "{name}: no plans of its own are held; those of the regions below are listed."
            ),
            (_, 0) => format!("{name}: {plans}."),
            (0, _) => format!("{name}: no plans are held, {missing} known."),
            _ => format!("{name}: {plans}, and {missing} more known but not held."),
        },
    )
}

/// A code that is no longer current leads to the one that took its place.
fn retired_notice(page: &PageContext<'_>, region: &Region) -> Option<NoticeView> {
    let retired = region::entry(region.code)?.retired?;
    let successor = Region::of(retired.replaced_by);
    let (name, code, year) = (successor.full_name(), successor.code, retired.year);
    let text = say(
        page,
        || {
            format!(
                "{year}年起为{name}（{code}）。{}",
                if retired.verified {
                    ""
                } else {
                    "接替关系凭一般了解，未经核对。"
                }
            )
        },
        || {
            format!(
                "Since {year}: {name} ({code}).{}",
                if retired.verified {
                    ""
                } else {
                    " The succession is recalled, not verified."
                }
            )
        },
    );
    Some(NoticeView {
        text: Some(text),
        link: has_page(page.context.catalog, &successor).then(|| page.full_region_link(&successor)),
        ..NoticeView::new("retired-code")
    })
}

/// The plans of a region by period, the newest first, and topic.
fn sections(page: &PageContext<'_>, region: &Region) -> Vec<PlanSection> {
    let catalog = page.context.catalog;
    let mut together: BTreeMap<(Reverse<Period>, TopicId), Vec<PlanId>> = BTreeMap::new();
    for id in catalog.plans_of(region) {
        let plan = catalog.plan(*id);
        together
            .entry((Reverse(plan.period()), plan.topic))
            .or_default()
            .push(*id);
    }
    together
        .into_iter()
        .map(|((Reverse(period), topic), plans)| {
            let scope = plans.iter().find_map(|id| matrix_with(catalog, *id));
            PlanSection {
                anchor: format!("{}-{period}", catalog.topic(topic).id.value),
                title: title(page, topic, period),
                matrices: scope
                    .map(|scope| matrix_choices(page, &scope))
                    .unwrap_or_default(),
                groups: vec![PlanGroup {
                    level: None,
                    plans: plans.iter().map(|id| page.plan_item(*id)).collect(),
                }],
            }
        })
        .collect()
}

fn title(page: &PageContext<'_>, topic: TopicId, period: Period) -> String {
    let (topic, period) = (page.topic_link(topic).text, page.period(period));
    say(
        page,
        || format!("{topic}{period}"),
        || format!("{topic}, {period}"),
    )
}

/// The matrix in which a plan is a column: that of the whole topic, or, where that is too wide for all
/// levels, the one of the place above.
fn matrix_with(catalog: &Catalog, id: PlanId) -> Option<Scope> {
    let plan = catalog.plan(id);
    if !plan.is_default() {
        return None;
    }
    let (topic, period) = (plan.topic, plan.period());
    let columns = catalog
        .plans_about(topic, period)
        .filter(|id| catalog.plan(*id).is_default());
    let is_wide = columns.take(MOST_COLUMNS + 1).count() > MOST_COLUMNS;
    let parent = plan
        .region()
        .parent()
        .filter(|parent| parent.code != RegionCode::NATION);
    Some(Scope {
        topic,
        period,
        within: parent.filter(|_| is_wide),
    })
}

fn stub_item(page: &PageContext<'_>, id: ReferenceId) -> StubItem {
    StubItem {
        title: page.reference_link(id),
        cited: citing_plans(page.context.catalog, Cited::Reference(id)),
    }
}

/// The plans of a region that are known to exist but not held.
fn known_in<'c>(
    catalog: &'c Catalog,
    region: &Region,
) -> impl Iterator<Item = ReferenceId> + use<'c> {
    let region = region.clone();
    let first = (region.clone(), TopicId(0), Period { start: 0, end: 0 });
    catalog
        .known
        .range(first..)
        .take_while(move |((place, ..), _)| *place == region)
        .map(|(_, id)| *id)
}

/// The digits that the codes of a region and of everything below it begin with.
fn prefix(region: &Region) -> &str {
    if region.code == RegionCode::NATION {
        return "";
    }
    let code = region.code.as_str();
    code.strip_suffix("0000")
        .or_else(|| code.strip_suffix("00"))
        .unwrap_or(code)
}

/// Regions that have a plan, held or known, among those whose code begins like that of `region`.
fn regions_like<'c>(
    catalog: &'c Catalog,
    region: &Region,
) -> impl Iterator<Item = &'c Region> + use<'c> {
    let digits: Box<str> = prefix(region).into();
    let known_digits = digits.clone();
    let first = Region::of(format!("{digits:0<6}").parse().unwrap_or(region.code));
    let first_known = (first.clone(), TopicId(0), Period { start: 0, end: 0 });
    let held = catalog
        .by_region
        .range(first..)
        .map(|(region, _)| region)
        .take_while(move |region| region.code.as_str().starts_with(&*digits));
    let known = catalog
        .known
        .range(first_known..)
        .map(|((region, ..), _)| region)
        .take_while(move |region| region.code.as_str().starts_with(&*known_digits));
    held.chain(known)
}

/// Whether a region has a page.
fn has_page(catalog: &Catalog, region: &Region) -> bool {
    regions_like(catalog, region).any(|other| is_within(other, region))
}

fn is_within(other: &Region, region: &Region) -> bool {
    other == region || other.ancestors().any(|above| above == *region)
}

/// The regions below a region that have a plan, held or known, and what lies between.
fn regions_below(catalog: &Catalog, region: &Region) -> BTreeSet<Region> {
    let mut all = BTreeSet::new();
    for other in
        regions_like(catalog, region).filter(|other| *other != region && is_within(other, region))
    {
        all.extend(other.ancestors().take_while(|above| above != region));
        all.insert(other.clone());
    }
    all
}

/// The plans of a topic and period below a region that have no plan between them and it: those that miss
/// the plan of the region most.
pub(in crate::render) fn plans_directly_below(
    page: &PageContext<'_>,
    region: &Region,
    topic: TopicId,
    period: Period,
) -> Vec<PlanId> {
    let catalog = page.context.catalog;
    let places: BTreeSet<&Region> = regions_like(catalog, region)
        .filter(|other| *other != region)
        .collect();
    places
        .into_iter()
        .flat_map(|place| catalog.plans_of(place))
        .copied()
        .filter(|id| catalog.plan(*id).topic == topic && catalog.plan(*id).period() == period)
        .filter(|id| {
            let levels = &page.context.comparisons.of(*id).levels;
            let at = levels.iter().position(|level| level.region == *region);
            at.is_some_and(|at| levels[..at].iter().all(|level| level.plans.is_empty()))
        })
        .collect()
}

/// Regions by the place above them.
struct Tree<'p> {
    page: &'p PageContext<'p>,
    children: BTreeMap<Option<Region>, Vec<Region>>,
}

impl<'p> Tree<'p> {
    fn new(page: &'p PageContext<'p>, regions: BTreeSet<Region>) -> Self {
        let mut children: BTreeMap<Option<Region>, Vec<Region>> = BTreeMap::new();
        for region in regions {
            children.entry(region.parent()).or_default().push(region);
        }
        Self { page, children }
    }

    /// Those that have nothing above them: the nation.
    fn roots(&self) -> Vec<RegionNode> {
        self.nodes(None)
    }

    fn below(&self, region: &Region) -> impl Iterator<Item = &Region> {
        self.children
            .get(&Some(region.clone()))
            .into_iter()
            .flatten()
    }

    fn nodes(&self, above: Option<&Region>) -> Vec<RegionNode> {
        let here = self.children.get(&above.cloned());
        here.into_iter()
            .flatten()
            .map(|region| self.node(region))
            .collect()
    }

    fn node(&self, region: &Region) -> RegionNode {
        let catalog = self.page.context.catalog;
        RegionNode {
            region: self.page.region_link(region),
            code: region.code.to_string(),
            level: region.level().id(),
            plans: catalog.plans_of(region).len(),
            stubs: known_in(catalog, region).count(),
            children: self.nodes(Some(region)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_begins_like_the_one_above_it() {
        for entry in region::all() {
            for above in Region::of(entry.code).ancestors() {
                assert!(
                    entry.code.as_str().starts_with(prefix(&above)),
                    "{} below {}",
                    entry.code,
                    above.code
                );
            }
        }
    }
}
