//! What machines read to find pages: the Atom feed (RFC 4287), `sitemap.xml` and `robots.txt`.
//!
//! Every day in them is one that a document states: its last change, or when it was published or
//! written. A plan that states none is left out of the feed, because `updated` is required there and a
//! day from the clock, or of the build, would be an invented one; in `sitemap.xml`, where `lastmod` is
//! optional, such a page stands without it. A day without an hour is given as its first minute in
//! Beijing time, which is what RFC 3339 leaves.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

use jiff::civil::Date as Day;

use super::index::{counted, say};
use super::page::{PageContext, newest_day};
use crate::html::HtmlWriter;
use crate::route::{PageKey, View};
use duibiao_compare::catalog::{Catalog, Cited, Plan, PlanId, TopicId};
use duibiao_compare::compare::Comparisons;
use duibiao_syntax::document::PublicationTime;
use duibiao_syntax::period::Period;

/// The feed has this many entries.
const MOST_ENTRIES: usize = 50;

/// The format of sitemaps allows this many addresses in a file.
const MOST_ADDRESSES: usize = 50_000;

/// A feed must say when it was updated. With no dated plan there is nothing true to say, and this moment
/// cannot be taken for an answer.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// The newest plans, by their last day.
pub(super) fn atom(page: &PageContext<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let entries = entries(page.context.catalog);
    let config = page.context.config;
    let updated = entries.first().map_or(NEVER, |(Reverse(moment), _)| moment);
    let home = page.absolute(&PageKey::Home);
    let author = config.publisher.as_ref().unwrap_or(&config.title);
    let mut xml = HtmlWriter::<()>::default();
    xml.open(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"",
    )
    .attr("xml:lang", page.language().tag())
    .element("\n<id", &home, "</id>\n")
    .element("<title", &allowed(&config.title), "</title>\n");
    if let Some(description) = &config.description {
        xml.element("<subtitle", &allowed(description), "</subtitle>\n");
    }
    xml.element("<updated", updated, "</updated>\n").element(
        "<author><name",
        &allowed(author),
        "</name></author>\n",
    );
    if let Some(license) = &config.license {
        xml.element("<rights", &allowed(license), "</rights>\n");
    }
    xml.open("<link rel=\"self\" type=\"application/atom+xml\"")
        .attr("href", &page.absolute(&PageKey::Feed))
        .empty()
        .raw("\n");
    alternate(&mut xml, &home);
    xml.open("<generator")
        .attr("version", env!("CARGO_PKG_VERSION"))
        .raw("duibiao</generator>\n");
    for (Reverse(updated), id) in &entries {
        entry(page, *id, updated, &mut xml);
    }
    xml.raw("</feed>\n");
    out.write_all(xml.finish().as_str().as_bytes())
}

/// The plans with a day, the newest first, with the moment of their last change.
fn entries(catalog: &Catalog) -> Vec<(Reverse<String>, PlanId)> {
    let mut dated: Vec<(Reverse<Day>, PlanId)> = catalog
        .plan_ids()
        .filter_map(|(id, plan)| Some((Reverse(newest_day(plan)?), id)))
        .collect();
    dated.sort_unstable();
    dated.truncate(MOST_ENTRIES);
    let mut entries: Vec<(Reverse<String>, PlanId)> = dated
        .into_iter()
        .map(|(Reverse(day), id)| (Reverse(moment_of(catalog.plan(id), day)), id))
        .collect();
    // Moments of one zone sort as their texts do.
    entries.sort_unstable();
    entries
}

/// The moment of a day in the life of a plan: with the hour, when it is that of its publication.
fn moment_of(plan: &Plan, day: Day) -> String {
    match &plan.document.published {
        Some(published) if published.date == day => published_at(published),
        _ => first_minute(day),
    }
}

fn published_at(published: &PublicationTime) -> String {
    match &published.time {
        Some(time) => format!("{}T{time}:00+08:00", published.date),
        None => first_minute(published.date),
    }
}

fn first_minute(day: Day) -> String {
    format!("{day}T00:00:00+08:00")
}

fn entry(page: &PageContext<'_>, id: PlanId, updated: &str, xml: &mut HtmlWriter) {
    let plan = page.context.catalog.plan(id);
    let document = &plan.document;
    let address = page.absolute(&PageKey::Plan(id));
    xml.element("<entry>\n<id", &address, "</id>\n")
        .element("<title", &allowed(&document.title.value), "</title>\n")
        .element("<updated", updated, "</updated>\n");
    if let Some(published) = &document.published {
        xml.element("<published", &published_at(published), "</published>\n");
    }
    for issuer in &document.issuers {
        xml.element("<author><name", &allowed(issuer), "</name></author>\n");
    }
    alternate(xml, &address);
    let topic = page.context.catalog.topic(plan.topic);
    xml.open("<category")
        .attr("term", &topic.id.value)
        .attr("label", &allowed(&page.topic_link(plan.topic).text))
        .empty()
        .element(
            "\n<summary",
            &allowed(&summary(page, plan)),
            "</summary>\n</entry>\n",
        );
}

/// The page that an entry or the feed is about.
fn alternate(xml: &mut HtmlWriter, address: &str) {
    xml.open("<link rel=\"alternate\" type=\"text/html\"")
        .attr("href", address)
        .empty()
        .raw("\n");
}

/// What an entry says: where, when and how much, in what state, and what changed last.
fn summary(page: &PageContext<'_>, plan: &Plan) -> String {
    let region = plan.region().full_name();
    let period = page.period(plan.period());
    let status = page.word(&format!("status.{}", plan.status().id()));
    let rows = plan.rows.len();
    let changes = &plan.document.changes;
    let change = changes
        .iter()
        .max_by_key(|change| change.date)
        .map(|change| format!(" {}：{}", change.date, change.note));
    let first = say(
        page,
        || format!("{region}，{period}，{rows} 项指标，{status}。"),
        || {
            format!(
                "{region}, {period}, {}, {}.",
                counted(rows, "indicator"),
                status.to_lowercase()
            )
        },
    );
    first + &change.unwrap_or_default()
}

/// The pages of the site with the day of the newest text on each, where one is known.
pub(super) fn sitemap(page: &PageContext<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let days = Days::new(page.context.catalog, page.context.comparisons);
    let mut keys: Vec<&PageKey> = page
        .context
        .routes
        .keys
        .iter()
        .filter(|key| is_page(key))
        .collect();
    if keys.len() > MOST_ADDRESSES {
        // The strict views and the stubs repeat what other pages say. The sort keeps the order otherwise.
        keys.sort_by_key(|key| is_repetition(key));
        keys.truncate(MOST_ADDRESSES);
    }
    let mut xml = HtmlWriter::<()>::default();
    xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .raw("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for key in keys {
        xml.element("<url><loc", &page.absolute(key), "</loc>");
        if let Some(day) = days.of(key) {
            xml.element("<lastmod", &day.to_string(), "</lastmod>");
        }
        xml.raw("</url>\n");
    }
    xml.raw("</urlset>\n");
    out.write_all(xml.finish().as_str().as_bytes())
}

/// Whether a file is a page that people look for.
const fn is_page(key: &PageKey) -> bool {
    match key {
        PageKey::Home
        | PageKey::Topics
        | PageKey::Topic(_)
        | PageKey::Regions
        | PageKey::Region(_)
        | PageKey::Plan(_)
        | PageKey::Chain(..)
        | PageKey::Matrix(..)
        | PageKey::Indicators
        | PageKey::Indicator(_)
        | PageKey::Reference(_)
        | PageKey::Stub(_)
        | PageKey::Crosswalk
        | PageKey::Method
        | PageKey::SiteMap
        | PageKey::Page(_) => true,
        PageKey::NotFound
        | PageKey::Moved(_)
        | PageKey::PlanTargets(..)
        | PageKey::PlanCitation(..)
        | PageKey::ChainVerdicts(..)
        | PageKey::MatrixCells(..)
        | PageKey::IndicatorRows(..)
        | PageKey::Data(..)
        | PageKey::DataPackage
        | PageKey::Feed
        | PageKey::SiteMapXml
        | PageKey::Robots
        | PageKey::ThemeFile(_)
        | PageKey::CodeStyle
        | PageKey::Attachment(_) => false,
    }
}

const fn is_repetition(key: &PageKey) -> bool {
    matches!(
        key,
        PageKey::Chain(_, View::Strict) | PageKey::Matrix(_, View::Strict) | PageKey::Stub(_)
    )
}

/// The days of pages that are made from many plans, worked out once.
struct Days<'a> {
    catalog: &'a Catalog,
    comparisons: &'a Comparisons,
    of_topic: BTreeMap<(TopicId, Option<Period>), Day>,
    of_site: Option<Day>,
}

impl<'a> Days<'a> {
    fn new(catalog: &'a Catalog, comparisons: &'a Comparisons) -> Self {
        let mut of_topic: BTreeMap<(TopicId, Option<Period>), Day> = BTreeMap::new();
        for plan in &catalog.plans {
            let Some(day) = newest_day(plan) else {
                continue;
            };
            for period in [None, Some(plan.period())] {
                let newest = of_topic.entry((plan.topic, period)).or_insert(day);
                *newest = day.max(*newest);
            }
        }
        let of_site = of_topic.values().copied().max();
        Self {
            catalog,
            comparisons,
            of_topic,
            of_site,
        }
    }

    fn of(&self, key: &PageKey) -> Option<Day> {
        match key {
            PageKey::Home
            | PageKey::Topics
            | PageKey::Regions
            | PageKey::Indicators
            | PageKey::Crosswalk
            | PageKey::SiteMap => self.of_site,
            PageKey::Topic(id) => self.of_topic.get(&(*id, None)).copied(),
            PageKey::Matrix(scope, _) => self
                .of_topic
                .get(&(scope.topic, Some(scope.period)))
                .copied(),
            PageKey::Region(region) => self.newest(self.catalog.plans_of(region).iter().copied()),
            PageKey::Plan(id) => newest_day(self.catalog.plan(*id)),
            PageKey::Chain(id, _) => self.newest(self.chain(*id)),
            PageKey::Indicator(id) => self.newest(
                self.catalog
                    .indicator(*id)
                    .rows
                    .iter()
                    .map(|linked| linked.row.plan),
            ),
            PageKey::Reference(id) => self.newest(self.citing(Cited::Reference(*id))),
            PageKey::Stub(id) => self.newest(self.citing(Cited::Stub(*id))),
            _ => None,
        }
    }

    fn newest(&self, plans: impl Iterator<Item = PlanId>) -> Option<Day> {
        plans
            .filter_map(|id| newest_day(self.catalog.plan(id)))
            .max()
    }

    /// A plan and those above it.
    fn chain(&self, id: PlanId) -> impl Iterator<Item = PlanId> {
        let above = self
            .comparisons
            .of(id)
            .levels
            .iter()
            .flat_map(|level| level.plans.iter().copied());
        std::iter::once(id).chain(above)
    }

    fn citing(&self, cited: Cited) -> impl Iterator<Item = PlanId> {
        let links = self
            .catalog
            .cited_by
            .get(&cited)
            .map_or(&[][..], Vec::as_slice);
        links.iter().map(|link| link.plan)
    }
}

/// Everything may be read, and the list of addresses is there.
pub(super) fn robots(page: &PageContext<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    write!(
        out,
        "User-agent: *\nAllow: /\n\nSitemap: {}\n",
        page.absolute(&PageKey::SiteMapXml)
    )
}

/// Words as one line of what XML 1.0 has a place for: it has none for most control characters.
fn allowed(text: &str) -> String {
    let kept = text.chars().filter_map(|c| match c {
        '\t' | '\n' | '\r' => Some(' '),
        '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => None,
        c => Some(c),
    });
    kept.collect()
}

#[cfg(test)]
mod tests;
