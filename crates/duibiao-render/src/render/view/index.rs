//! The pages that lead to others: the first page, topics, regions, and the list of all pages.

use serde::Serialize;

use super::{Choice, Frame, Link, NoticeView, PlanItem, StubItem, VerdictView};
use crate::html::Html;

/// The first page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// What all pages share; the site's description is the two lines that say what this is.
    pub frame: Frame,
    /// The numbers of the site.
    pub figures: Vec<SiteCount>,
    /// Its topics.
    pub topics: Vec<TopicSummary>,
    /// The newest plans.
    pub latest: Vec<PlanItem>,
    /// A few telling comparisons.
    pub examples: Vec<Example>,
    /// Verdicts to explain, of the closed set `verdict`.
    pub legend: Vec<&'static str>,
    /// Documents that are named most and not here.
    pub stubs: Vec<StubItem>,
    /// The page that explains the method.
    pub method: String,
    /// The feed of the site.
    pub feed: Option<String>,
}

/// A number about the site.
#[derive(Clone, Debug, Serialize)]
pub struct SiteCount {
    /// What is counted, of the closed set `figure`.
    pub id: &'static str,
    /// How many.
    pub value: usize,
    /// The page that lists them.
    pub href: Option<String>,
}

/// A comparison worth looking at.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    /// The indicator, with a link to the chain it is taken from.
    pub indicator: Link,
    /// The plan it is taken from, e.g. 青浦区 “十五五”.
    pub place: String,
    /// The verdict, with its sentence.
    pub verdict: VerdictView,
}

/// A topic in a list.
#[derive(Clone, Debug, Serialize)]
pub struct TopicSummary {
    /// Its name and page.
    pub title: Link,
    /// Its English name, when the page is Chinese and has one, or the other way round.
    pub other_name: Option<String>,
    /// What it is about, in a sentence.
    pub description: Option<String>,
    /// How many plans it has.
    pub plans: usize,
    /// How many indicators it has.
    pub indicators: usize,
    /// How many regions have a plan.
    pub regions: usize,
    /// Its periods, each with its matrix.
    pub periods: Vec<Link>,
}

/// All topics.
#[derive(Clone, Debug, Serialize)]
pub struct TopicIndexView {
    /// What all pages share.
    pub frame: Frame,
    /// The topics.
    pub topics: Vec<TopicSummary>,
}

/// One topic.
#[derive(Clone, Debug, Serialize)]
pub struct TopicView {
    /// What all pages share.
    pub frame: Frame,
    /// What it is about, as prepared safe HTML.
    pub description: Option<Html>,
    /// Its plans, newest period first.
    pub sections: Vec<PlanSection>,
    /// Its indicators.
    pub indicators: Vec<Link>,
}

/// The plans of one period (on the page of a topic) or of one topic and period (of a region).
#[derive(Clone, Debug, Serialize)]
pub struct PlanSection {
    /// The id of the section, e.g. `p2021-2025`.
    pub anchor: String,
    /// Its heading.
    pub title: String,
    /// The comparisons of the period: matrix strict, matrix loose.
    pub matrices: Vec<Choice>,
    /// The plans, level by level.
    pub groups: Vec<PlanGroup>,
}

/// Plans of one level, or simply plans that stand together.
#[derive(Clone, Debug, Serialize)]
pub struct PlanGroup {
    /// The level, of the closed set `level`; none when the list needs no heads.
    pub level: Option<&'static str>,
    /// The plans; at least one.
    pub plans: Vec<PlanItem>,
}

/// All regions that have a plan or a stub, and what lies above them.
#[derive(Clone, Debug, Serialize)]
pub struct RegionIndexView {
    /// What all pages share.
    pub frame: Frame,
    /// The tree, the nation first.
    pub roots: Vec<RegionNode>,
}

/// A region in a tree.
#[derive(Clone, Debug, Serialize)]
pub struct RegionNode {
    /// Its name and page.
    pub region: Link,
    /// Its six digits.
    pub code: String,
    /// Its level, of the closed set `level`.
    pub level: &'static str,
    /// How many plans it has.
    pub plans: usize,
    /// How many plans of it are named but not here.
    pub stubs: usize,
    /// The regions below it.
    pub children: Vec<RegionNode>,
}

/// One region.
#[derive(Clone, Debug, Serialize)]
pub struct RegionView {
    /// What all pages share.
    pub frame: Frame,
    /// What must be said first, e.g. that its code has been retired.
    pub notices: Vec<NoticeView>,
    /// Its six digits.
    pub code: String,
    /// Its level, of the closed set `level`.
    pub level: &'static str,
    /// The regions above it, the nation first.
    pub parents: Vec<Link>,
    /// Its plans.
    pub sections: Vec<PlanSection>,
    /// Its plans that are named but not here.
    pub stubs: Vec<StubItem>,
    /// The regions below it that have plans.
    pub children: Vec<RegionNode>,
}

/// Every page of the site as a list.
#[derive(Clone, Debug, Serialize)]
pub struct SitemapView {
    /// What all pages share.
    pub frame: Frame,
    /// The sections of the list.
    pub sections: Vec<SitemapSection>,
}

/// A section of the list of pages.
#[derive(Clone, Debug, Serialize)]
pub struct SitemapSection {
    /// Its heading, with the page that it is the list of.
    pub title: Link,
    /// Its groups. Templates have them as the prepared `lists`, one for each section.
    #[serde(skip)]
    pub groups: Vec<SitemapGroup>,
}

/// Pages that stand together in the list of pages.
#[derive(Clone, Debug)]
pub struct SitemapGroup {
    /// What joins them; none when the section has one group only.
    pub title: Option<Link>,
    /// The pages; at least one.
    pub links: Vec<Link>,
}
