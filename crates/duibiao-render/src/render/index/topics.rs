//! The list of topics, and the page of one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::super::body;
use super::super::indicator::in_printed_order;
use super::super::page::{PageContext, PageMeta};
use super::super::view::{Link, PlanSection, TopicIndexView, TopicSummary, TopicView};
use super::{
    as_column, by_level, counted, first_sentence, matrix_choices, newest, plans_of_topic, say,
    whole_matrix,
};
use crate::route::{PageKey, View};
use duibiao_compare::catalog::{IndicatorId, PlanId, TopicId};
use duibiao_syntax::diagnostic::Language;
use duibiao_syntax::period::Period;
use duibiao_syntax::region::Region;

/// All topics.
pub(in crate::render) fn topics(page: &PageContext<'_>) -> TopicIndexView {
    let catalog = page.context.catalog;
    let names: Vec<String> = topic_ids(page).map(|id| page.topic_link(id).text).collect();
    let plans = catalog.plans.len();
    let heading = PageMeta {
        description: Some(say(
            page,
            || format!("本站的 {plans} 份规划按领域排列：{}。", names.join("、")),
            || {
                format!(
                    "The {} of this site by topic: {}.",
                    counted(plans, "plan"),
                    names.join(", ")
                )
            },
        )),
        section: Some(PageKey::Topics),
        updated: newest(&catalog.plans),
        ..PageMeta::new("topics", page.word("title.topics"))
    };
    TopicIndexView {
        frame: page.frame(as_column(page, heading, "政策文件", &names)),
        topics: summaries(page),
    }
}

fn topic_ids(page: &PageContext<'_>) -> impl Iterator<Item = TopicId> + use<> {
    (0..u32::try_from(page.context.catalog.topics.len()).unwrap_or(u32::MAX)).map(TopicId)
}

/// Every topic with its counts.
pub(super) fn summaries(page: &PageContext<'_>) -> Vec<TopicSummary> {
    let mut indicators: BTreeMap<TopicId, usize> = BTreeMap::new();
    for indicator in &page.context.catalog.indicators {
        *indicators.entry(indicator.topic).or_default() += 1;
    }
    topic_ids(page)
        .map(|id| summary(page, id, indicators.get(&id).copied().unwrap_or_default()))
        .collect()
}

fn summary(page: &PageContext<'_>, id: TopicId, indicators: usize) -> TopicSummary {
    let catalog = page.context.catalog;
    let document = catalog.topic(id);
    let mut plans = 0;
    let mut regions: BTreeSet<&Region> = BTreeSet::new();
    let mut periods: BTreeSet<Reverse<Period>> = BTreeSet::new();
    for (_, plan) in plans_of_topic(catalog, id) {
        plans += 1;
        regions.insert(plan.region());
        periods.insert(Reverse(plan.period()));
    }
    let other_name = match page.language() {
        Language::Chinese => document.name_en.as_deref(),
        Language::English => document.name_en.as_ref().map(|_| &*document.title),
    };
    TopicSummary {
        title: page.topic_link(id),
        other_name: other_name.map(str::to_owned),
        description: first_sentence(page, &document.body),
        plans,
        indicators,
        regions: regions.len(),
        periods: periods
            .into_iter()
            .map(|Reverse(period)| period_link(page, id, period))
            .collect(),
    }
}

/// A period with its matrix, as far as there is one to look at.
fn period_link(page: &PageContext<'_>, topic: TopicId, period: Period) -> Link {
    let words = page.period(period);
    match whole_matrix(page.context.catalog, topic, period) {
        Some(scope) => Link::new(page.href(&PageKey::Matrix(scope, View::Loose)), words),
        None => Link::new(page.href_at(&PageKey::Topic(topic), &anchor(period)), words),
    }
}

/// One topic.
pub(in crate::render) fn topic(page: &PageContext<'_>, id: TopicId) -> TopicView {
    let document = page.context.catalog.topic(id);
    TopicView {
        frame: page.frame(topic_heading(page, id)),
        description: (!body::is_blank(page, &document.body))
            .then(|| body::html(page, &document.body, 2)),
        sections: sections(page, id),
        indicators: indicator_links(page, id),
    }
}

fn indicator_links(page: &PageContext<'_>, topic: TopicId) -> Vec<Link> {
    let mut indicators: Vec<IndicatorId> = indicators_of(page, topic).collect();
    in_printed_order(page.context.catalog, &mut indicators);
    indicators
        .into_iter()
        .map(|id| page.indicator_link(id))
        .collect()
}

fn topic_heading(page: &PageContext<'_>, id: TopicId) -> PageMeta {
    let catalog = page.context.catalog;
    let name = page.topic_link(id).text;
    let plans: Vec<_> = plans_of_topic(catalog, id).map(|(_, plan)| plan).collect();
    let regions = plans
        .iter()
        .map(|plan| plan.region())
        .collect::<BTreeSet<_>>()
        .len();
    let indicators = indicators_of(page, id).count();
    let count = plans.len();
    let heading = PageMeta {
        description: Some(say(
            page,
            || {
                format!(
                    "{name}领域的 {count} 份规划，涉及 {regions} 个地区、{indicators} 项指标，可以逐项比较。"
                )
            },
            || {
                format!(
                    "{name}: {} of {} with {}, side by side.",
                    counted(count, "plan"),
                    counted(regions, "region"),
                    counted(indicators, "indicator")
                )
            },
        )),
        above: vec![page.crumb(&PageKey::Topics, page.word("nav.topics"))],
        section: Some(PageKey::Topics),
        updated: newest(plans.iter().copied()),
        ..PageMeta::new("topic", name.clone())
    };
    as_column(page, heading, "政策文件", &[name])
}

fn indicators_of<'p>(
    page: &'p PageContext<'_>,
    topic: TopicId,
) -> impl Iterator<Item = IndicatorId> + 'p {
    let all = (0..).map(IndicatorId).zip(&page.context.catalog.indicators);
    all.filter(move |(_, indicator)| indicator.topic == topic)
        .map(|(id, _)| id)
}

/// The plans of a topic by period, the newest first.
fn sections(page: &PageContext<'_>, topic: TopicId) -> Vec<PlanSection> {
    let catalog = page.context.catalog;
    let mut periods: BTreeMap<Reverse<Period>, Vec<PlanId>> = BTreeMap::new();
    for (id, plan) in plans_of_topic(catalog, topic) {
        periods.entry(Reverse(plan.period())).or_default().push(id);
    }
    periods
        .into_iter()
        .map(|(Reverse(period), plans)| PlanSection {
            anchor: anchor(period),
            title: page.period(period),
            matrices: whole_matrix(catalog, topic, period)
                .map(|scope| matrix_choices(page, &scope))
                .unwrap_or_default(),
            groups: by_level(page, plans),
        })
        .collect()
}

/// The anchor of a period: `p2021-2025`.
fn anchor(period: Period) -> String {
    format!("p{period}")
}
