//! The crosswalk: every printed name, the indicator that it is, how nearly, and why.
//!
//! It is what the catalogue says; which rows a view then joins is [`crate::compare`].

use std::collections::{BTreeMap, BTreeSet};

use super::index::{as_column, newest};
use super::indicator::{Name, data_files, names};
use super::page::{Heading, Page};
use super::view::{CrosswalkRow, CrosswalkSection, CrosswalkView};
use crate::catalog::{IndicatorId, TopicId};
use crate::route::{Dataset, PageKey};

/// The crosswalk, topic by topic.
pub(super) fn crosswalk(page: &Page<'_>) -> CrosswalkView {
    let catalog = page.materials.catalog;
    let mut topics: BTreeMap<TopicId, Vec<CrosswalkRow>> = BTreeMap::new();
    for (id, indicator) in (0..).map(IndicatorId).zip(&catalog.indicators) {
        let rows = names(catalog, id)
            .into_iter()
            .map(|name| row(page, id, &name));
        topics.entry(indicator.topic).or_default().extend(rows);
    }
    let (downloads, alternates) = data_files(page, Dataset::Crosswalk);
    let keywords: Vec<String> = topics.keys().map(|id| page.topic_link(*id).text).collect();
    let heading = Heading {
        description: Some(page.word("text.crosswalk-intro")),
        section: Some(PageKey::Crosswalk),
        alternates,
        updated: newest(&catalog.plans).max(newest_decision(page)),
        ..Heading::new("crosswalk", page.word("title.crosswalk"))
    };
    CrosswalkView {
        frame: page.frame(as_column(page, heading, "数据发布", &keywords)),
        sections: topics
            .into_iter()
            .map(|(id, rows)| CrosswalkSection {
                anchor: catalog.topic(id).id.value.to_string(),
                topic: page.topic_link(id),
                rows,
            })
            .collect(),
        downloads,
    }
}

/// The day of the last decision about a name.
fn newest_decision(page: &Page<'_>) -> Option<jiff::civil::Date> {
    let aliases = page
        .materials
        .catalog
        .indicators
        .iter()
        .flat_map(|indicator| &indicator.document.also);
    aliases.filter_map(|alias| alias.on).max()
}

fn row(page: &Page<'_>, id: IndicatorId, name: &Name<'_>) -> CrosswalkRow {
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
