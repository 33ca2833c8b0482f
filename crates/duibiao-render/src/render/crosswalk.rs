//! The crosswalk: every printed name, the indicator that it is, how nearly, and why.
//!
//! It is what the catalogue says; which rows a view then joins is [`duibiao_compare::compare`].

use std::collections::BTreeSet;

use super::index::{as_column, newest};
use super::indicator::{Name, by_topic, data_files, names};
use super::page::{PageContext, PageMeta};
use super::view::{CrosswalkRow, CrosswalkSection, CrosswalkView};
use crate::route::{Dataset, PageKey};
use duibiao_compare::catalog::IndicatorId;

/// The crosswalk, topic by topic.
pub(super) fn crosswalk(page: &PageContext<'_>) -> CrosswalkView {
    let catalog = page.context.catalog;
    let topics = by_topic(catalog);
    let (downloads, alternates) = data_files(page, Dataset::Crosswalk);
    let keywords: Vec<String> = topics.keys().map(|id| page.topic_link(*id).text).collect();
    let heading = PageMeta {
        description: Some(page.word("text.crosswalk-intro")),
        section: Some(PageKey::Crosswalk),
        alternates,
        updated: newest(&catalog.plans).max(newest_decision(page)),
        ..PageMeta::new("crosswalk", page.word("title.crosswalk"))
    };
    CrosswalkView {
        frame: page.frame(as_column(page, heading, "数据发布", &keywords)),
        sections: topics
            .into_iter()
            .map(|(id, indicators)| CrosswalkSection {
                anchor: catalog.topic(id).id.value.to_string(),
                topic: page.topic_link(id),
                rows: indicators
                    .into_iter()
                    .flat_map(|id| rows(page, id))
                    .collect(),
            })
            .collect(),
        downloads,
    }
}

/// The day of the last decision about a name.
fn newest_decision(page: &PageContext<'_>) -> Option<jiff::civil::Date> {
    let aliases = page
        .context
        .catalog
        .indicators
        .iter()
        .flat_map(|indicator| &indicator.document.also);
    aliases.filter_map(|alias| alias.on).max()
}

/// The names of an indicator, its own first.
fn rows(page: &PageContext<'_>, id: IndicatorId) -> Vec<CrosswalkRow> {
    let names = names(page.context.catalog, id);
    names.iter().map(|name| row(page, id, name)).collect()
}

fn row(page: &PageContext<'_>, id: IndicatorId, name: &Name<'_>) -> CrosswalkRow {
    CrosswalkRow {
        name: name.words.to_owned(),
        indicator: page.indicator_link(id),
        grade: name.grade.id(),
        reason: name.alias.map(|alias| alias.reason.to_string()),
        by: name
            .alias
            .and_then(|alias| alias.by.as_deref())
            .map(str::to_owned),
        on: name
            .alias
            .and_then(|alias| alias.on)
            .map(|day| page.date(day)),
        plans: name
            .rows
            .iter()
            .map(|row| row.plan)
            .collect::<BTreeSet<_>>()
            .len(),
    }
}
