//! The list of indicators, and the page of one: what it means, under which names plans print it, and
//! what they promise for it.

use std::collections::{BTreeMap, BTreeSet};

use super::body;
use super::index::{as_column, counted, newest, say};
use super::page::{PageContext, PageMeta};
use super::plan::comparison_labels;
use super::view::{
    Alternate, Download, IndicatorIndexSection, IndicatorIndexView, IndicatorItem, IndicatorView,
};
use crate::route::{DataFormat, Dataset, PageKey};
use duibiao_compare::catalog::{Catalog, IndicatorId, Plan, PlanId, TopicId};

mod names;
mod table;

pub(super) use names::{Name, names};

/// All indicators, topic by topic.
pub(super) fn indicators(page: &PageContext<'_>) -> IndicatorIndexView {
    let catalog = page.context.catalog;
    let topics = by_topic(catalog);
    let count = catalog.indicators.len();
    let names: Vec<String> = topics.keys().map(|id| page.topic_link(*id).text).collect();
    let heading = PageMeta {
        description: Some(say(
            page,
            || format!("{count} 项指标，按领域排列，附单位、方向、类型和设定它的规划数。"),
            || {
                format!(
                    "{} by topic, with unit, direction, kind and the number of plans that set them.",
                    counted(count, "indicator")
                )
            },
        )),
        section: Some(PageKey::Indicators),
        alternates: data_files(page, Dataset::Indicators).1,
        updated: newest(&catalog.plans),
        ..PageMeta::new("indicators", page.word("title.indicators"))
    };
    IndicatorIndexView {
        frame: page.frame(as_column(page, heading, "数据发布", &names)),
        sections: topics
            .into_iter()
            .map(|(id, items)| IndicatorIndexSection {
                anchor: catalog.topic(id).id.value.to_string(),
                topic: page.topic_link(id),
                items: items.into_iter().map(|id| item(page, id)).collect(),
            })
            .collect(),
    }
}

fn item(page: &PageContext<'_>, id: IndicatorId) -> IndicatorItem {
    let catalog = page.context.catalog;
    let document = &catalog.indicator(id).document;
    IndicatorItem {
        indicator: page.indicator_link(id),
        name_en: document.name_en.as_deref().map(str::to_owned),
        unit: document
            .unit
            .as_ref()
            .map(|unit| unit.as_printed().to_owned()),
        better: document.better.id(),
        measure: document.measure.id(),
        plans: plans_with(catalog, id).len(),
        names: 1 + document.also.len(),
    }
}

/// Puts indicators in the order in which plans of their topic first print them, which is that of the
/// official tables; those in no table come last.
pub(super) fn in_printed_order(catalog: &Catalog, indicators: &mut [IndicatorId]) {
    indicators.sort_by_cached_key(|id| {
        let indicator = catalog.indicator(*id);
        let first = indicator.rows.first();
        let at_home = indicator
            .rows
            .iter()
            .find(|linked| catalog.plan(linked.row.plan).topic == indicator.topic);
        let (row, commitment) = (
            at_home.or(first).map(|linked| linked.row),
            indicator.commitments.first(),
        );
        let commitment = commitment.map(|found| (found.plan, found.commitment));
        (row.is_none(), row, commitment.is_none(), commitment, *id)
    });
}

/// Indicators by topic, in the order in which plans print them.
pub(super) fn by_topic(catalog: &Catalog) -> BTreeMap<TopicId, Vec<IndicatorId>> {
    let mut topics: BTreeMap<TopicId, Vec<IndicatorId>> = BTreeMap::new();
    for (id, indicator) in (0..).map(IndicatorId).zip(&catalog.indicators) {
        topics.entry(indicator.topic).or_default().push(id);
    }
    for indicators in topics.values_mut() {
        in_printed_order(catalog, indicators);
    }
    topics
}

/// The plans that have a row or a commitment of an indicator.
fn plans_with(catalog: &Catalog, id: IndicatorId) -> BTreeSet<PlanId> {
    let indicator = catalog.indicator(id);
    let rows = indicator.rows.iter().map(|linked| linked.row.plan);
    rows.chain(
        indicator
            .commitments
            .iter()
            .map(|commitment| commitment.plan),
    )
    .collect()
}

/// A table of the whole site as files, for its page and for the head of it.
pub(super) fn data_files(
    page: &PageContext<'_>,
    dataset: Dataset,
) -> (Vec<Download>, Vec<Alternate>) {
    files(page, dataset.id(), |format| PageKey::Data(dataset, format))
}

fn files(
    page: &PageContext<'_>,
    name: &str,
    key: impl Fn(DataFormat) -> PageKey,
) -> (Vec<Download>, Vec<Alternate>) {
    let file = |format: DataFormat| {
        let (media_type, word) = match format {
            DataFormat::Csv => ("text/csv", "CSV"),
            DataFormat::Json => ("application/json", "JSON"),
        };
        let href = page.href(&key(format));
        let title = format!("{name}.{}", format.extension());
        (
            Download::new(href.clone(), word),
            Alternate {
                media_type,
                title,
                href,
            },
        )
    };
    DataFormat::ALL.map(file).into_iter().unzip()
}

/// One indicator.
pub(super) fn indicator(page: &PageContext<'_>, id: IndicatorId) -> IndicatorView {
    let indicator = page.context.catalog.indicator(id);
    let document = &indicator.document;
    let (downloads, alternates) = files(page, "rows", |format| PageKey::IndicatorRows(id, format));
    IndicatorView {
        frame: page.frame(heading(page, id, alternates)),
        id: document.id.value.to_string(),
        name_en: document.name_en.as_deref().map(str::to_owned),
        topic: page.topic_link(indicator.topic),
        unit: document
            .unit
            .as_ref()
            .map(|unit| unit.as_printed().to_owned()),
        better: document.better.id(),
        measure: document.measure.id(),
        definition: (!body::is_blank(page, &document.body))
            .then(|| body::html(page, &document.body, 3)),
        names: names::printed_names(page, id),
        sections: table::sections(page, id),
        downloads,
    }
}

fn heading(page: &PageContext<'_>, id: IndicatorId, alternates: Vec<Alternate>) -> PageMeta {
    let catalog = page.context.catalog;
    let indicator = catalog.indicator(id);
    let name = indicator.document.name.value.to_string();
    let plans: Vec<&Plan> = plans_with(catalog, id)
        .into_iter()
        .map(|id| catalog.plan(id))
        .collect();
    let (count, topic) = (plans.len(), page.topic_link(indicator.topic));
    let mut above = vec![page.crumb(&PageKey::Indicators, page.word("nav.indicators"))];
    above.push(page.crumb(&PageKey::Topic(indicator.topic), topic.text));
    let newest = newest(plans);
    PageMeta {
        description: Some(say(
            page,
            || format!("{name}：{count} 份规划的目标值、原文中的名称和与上级的比较。"),
            || {
                format!(
                    "{name}: the targets of {}, its printed names, and how they stand to the levels above.",
                    counted(count, "plan")
                )
            },
        )),
        above,
        section: Some(PageKey::Indicators),
        metas: comparison_labels(
            page,
            indicator.topic,
            &name,
            &PageKey::Indicator(id),
            newest,
        ),
        alternates,
        updated: newest,
        ..PageMeta::new("indicator", name.clone())
    }
}
