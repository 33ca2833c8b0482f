//! The list of all pages.
//!
//! A plan, its comparison with the levels above and a matrix are listed once; the strict view of a
//! comparison is one click from the loose one and would only double the list. Every list is walked
//! once, however many plans there are.

use std::collections::BTreeMap;

use super::super::indicator::by_topic;
use super::super::page::{PageContext, PageMeta};
use super::super::view::{Link, SitemapGroup, SitemapSection, SitemapView};
use super::{level_word, nav_link, newest, say};
use crate::route::{self, DataFormat, Dataset, Matrix, PageKey, View};
use duibiao_compare::catalog::{PlanId, ReferenceId, StubId, TopicId};
use duibiao_syntax::region::{Level, Region};

/// Every page of the site as a list.
pub(in crate::render) fn sitemap(page: &PageContext<'_>) -> SitemapView {
    let heading = PageMeta {
        description: Some(say(
            page,
            || "本站全部页面的列表。".to_owned(),
            || "Every page of this site as a list.".to_owned(),
        )),
        section: Some(PageKey::SiteMap),
        updated: newest(&page.context.catalog.plans),
        ..PageMeta::new("sitemap", page.word("title.sitemap"))
    };
    let all = [
        site(page),
        topics(page),
        plans(page),
        chains(page),
        matrices(page),
        regions(page),
        indicators(page),
        references(page),
        data(page),
    ];
    SitemapView {
        frame: page.frame(heading),
        sections: all
            .into_iter()
            .filter(|section| !section.groups.is_empty())
            .collect(),
    }
}

/// A group, unless it has no pages.
fn group(title: Option<Link>, links: Vec<Link>) -> Option<SitemapGroup> {
    (!links.is_empty()).then_some(SitemapGroup { title, links })
}

fn site(page: &PageContext<'_>) -> SitemapSection {
    let fixed = [
        (PageKey::Topics, "nav.topics"),
        (PageKey::Regions, "nav.regions"),
        (PageKey::Indicators, "nav.indicators"),
        (PageKey::Crosswalk, "nav.crosswalk"),
        (PageKey::Method, "nav.method"),
        (PageKey::SiteMap, "nav.sitemap"),
    ];
    let pages = (0..)
        .zip(&page.context.catalog.pages)
        .map(|(at, document)| Link::new(page.href(&PageKey::Page(at)), &*document.title));
    let links = fixed
        .iter()
        .map(|(key, word)| nav_link(page, key, word))
        .chain(pages)
        .collect();
    SitemapSection {
        title: nav_link(page, &PageKey::Home, "nav.home"),
        groups: group(None, links).into_iter().collect(),
    }
}

fn topics(page: &PageContext<'_>) -> SitemapSection {
    let ids = (0..)
        .map(TopicId)
        .zip(&page.context.catalog.topics)
        .map(|(id, _)| id);
    SitemapSection {
        title: nav_link(page, &PageKey::Topics, "nav.topics"),
        groups: group(None, ids.map(|id| page.topic_link(id)).collect())
            .into_iter()
            .collect(),
    }
}

/// Plans by topic and level.
fn plans(page: &PageContext<'_>) -> SitemapSection {
    let mut together: BTreeMap<(TopicId, Level), Vec<PlanId>> = BTreeMap::new();
    for (id, plan) in page.context.catalog.plan_ids() {
        together
            .entry((plan.topic, plan.region().level()))
            .or_default()
            .push(id);
    }
    let groups = together.into_iter().filter_map(|((topic, level), plans)| {
        let mut title = page.topic_link(topic);
        title.text = format!("{} · {}", title.text, level_word(page, level));
        group(
            Some(title),
            plans.into_iter().map(|id| page.plan_link(id)).collect(),
        )
    });
    SitemapSection {
        title: Link::text(page.word("section.plans")),
        groups: groups.collect(),
    }
}

/// The comparisons of single plans, by topic.
fn chains(page: &PageContext<'_>) -> SitemapSection {
    let catalog = page.context.catalog;
    let mut together: BTreeMap<TopicId, Vec<Link>> = BTreeMap::new();
    for (id, plan) in catalog.plan_ids() {
        let link = Link::new(
            page.href(&PageKey::Chain(id, View::Loose)),
            &*plan.document.title.value,
        );
        together.entry(plan.topic).or_default().push(link);
    }
    let groups = together
        .into_iter()
        .filter_map(|(topic, links)| group(Some(page.topic_link(topic)), links));
    SitemapSection {
        title: Link::text(page.word("table.chain")),
        groups: groups.collect(),
    }
}

/// The comparisons of many plans, by topic.
fn matrices(page: &PageContext<'_>) -> SitemapSection {
    let mut together: BTreeMap<TopicId, Vec<Link>> = BTreeMap::new();
    for Matrix { scope, .. } in page.context.routes.matrices.iter() {
        let period = page.period(scope.period);
        let words = match &scope.within {
            Some(region) => format!("{period} {}", region.full_name()),
            None => period,
        };
        let topic = scope.topic;
        together.entry(topic).or_default().push(Link::new(
            page.href(&PageKey::Matrix(scope.clone(), View::Loose)),
            words,
        ));
    }
    let groups = together
        .into_iter()
        .filter_map(|(topic, links)| group(Some(page.topic_link(topic)), links));
    SitemapSection {
        title: Link::text(page.word("text.see-matrix")),
        groups: groups.collect(),
    }
}

/// The nation and the provinces, then what lies in each province.
fn regions(page: &PageContext<'_>) -> SitemapSection {
    let mut upper: Vec<Link> = Vec::new();
    let mut lower: BTreeMap<Region, Vec<Link>> = BTreeMap::new();
    for region in route::regions(page.context.catalog) {
        let province = region
            .ancestors()
            .find(|above| above.level() == Level::Province);
        match province {
            Some(province) => lower
                .entry(province)
                .or_default()
                .push(page.region_link(&region)),
            None => upper.push(page.region_link(&region)),
        }
    }
    let below = lower
        .into_iter()
        .filter_map(|(province, links)| group(Some(page.region_link(&province)), links));
    SitemapSection {
        title: nav_link(page, &PageKey::Regions, "nav.regions"),
        groups: group(None, upper).into_iter().chain(below).collect(),
    }
}

fn indicators(page: &PageContext<'_>) -> SitemapSection {
    let groups = by_topic(page.context.catalog)
        .into_iter()
        .filter_map(|(topic, indicators)| {
            let links = indicators
                .into_iter()
                .map(|id| page.indicator_link(id))
                .collect();
            group(Some(page.topic_link(topic)), links)
        });
    SitemapSection {
        title: nav_link(page, &PageKey::Indicators, "nav.indicators"),
        groups: groups.collect(),
    }
}

/// Cited documents: those of which something is known, and the others.
fn references(page: &PageContext<'_>) -> SitemapSection {
    let catalog = page.context.catalog;
    let known = (0..)
        .map(ReferenceId)
        .zip(&catalog.references)
        .map(|(id, _)| page.reference_link(id))
        .collect();
    let stubs = (0..)
        .map(StubId)
        .zip(&catalog.stubs)
        .map(|(id, stub)| Link::new(page.href(&PageKey::Stub(id)), &*stub.title));
    let known = group(Some(Link::text(page.word("citation.reference"))), known);
    let stubs = group(
        Some(Link::text(page.word("citation.stub"))),
        stubs.collect(),
    );
    SitemapSection {
        title: Link::text(page.word("section.citations")),
        groups: known.into_iter().chain(stubs).collect(),
    }
}

fn data(page: &PageContext<'_>) -> SitemapSection {
    let tables = Dataset::ALL
        .into_iter()
        .flat_map(|dataset| DataFormat::ALL.map(|format| (dataset, format)));
    let links = tables.map(|(dataset, format)| {
        let name = format!("{}.{}", dataset.id(), format.extension());
        Link::new(page.href(&PageKey::Data(dataset, format)), name)
    });
    SitemapSection {
        title: Link::new(
            page.href_at(&PageKey::Method, "files"),
            page.word("section.files"),
        ),
        groups: group(None, links.collect()).into_iter().collect(),
    }
}
