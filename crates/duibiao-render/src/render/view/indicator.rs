//! The pages about indicators: the list, one indicator, and the crosswalk.

use serde::Serialize;

use crate::html::Html;

use super::{CellView, Choice, Date, Download, Frame, Link, MarkView, TargetCell, VerdictView};

/// All indicators, topic by topic.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorIndexView {
    /// What all pages share.
    pub frame: Frame,
    /// One section for each topic.
    pub sections: Vec<IndicatorIndexSection>,
}

/// The indicators of one topic.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorIndexSection {
    /// The id of the section: the topic's.
    pub anchor: String,
    /// The topic.
    pub topic: Link,
    /// Its indicators; at least one.
    pub items: Vec<IndicatorItem>,
}

/// An indicator in a list.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorItem {
    /// Its name and page.
    pub indicator: Link,
    /// Its English name.
    pub name_en: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
    /// `higher`, `lower` or `neither`, of the closed set `better`.
    pub better: &'static str,
    /// `rate`, `level` or `total`, of the closed set `measure`.
    pub measure: &'static str,
    /// How many plans set a target for it.
    pub plans: usize,
    /// How many printed names it has.
    pub names: usize,
}

/// One indicator.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorView {
    /// What all pages share; its title is the indicator's name.
    pub frame: Frame,
    /// Its id.
    pub id: String,
    /// Its English name.
    pub name_en: Option<String>,
    /// Its topic.
    pub topic: Link,
    /// Its unit; none when it has none.
    pub unit: Option<String>,
    /// `higher`, `lower` or `neither`, of the closed set `better`.
    pub better: &'static str,
    /// `rate`, `level` or `total`, of the closed set `measure`.
    pub measure: &'static str,
    /// What it measures, as prepared safe HTML.
    pub definition: Option<Html>,
    /// The names under which plans print it.
    pub names: Vec<PrintedName>,
    /// What plans promise for it, newest period first.
    pub sections: Vec<IndicatorSection>,
    /// The same table as files.
    pub downloads: Vec<Download>,
}

/// A name under which plans print an indicator.
#[derive(Clone, Debug, Serialize)]
pub struct PrintedName {
    /// The name.
    pub name: String,
    /// How nearly it is this indicator, of the closed set `grade`.
    pub grade: &'static str,
    /// Why; a name that is the indicator's own needs no reason.
    pub reason: Option<String>,
    /// Who decided so.
    pub by: Option<String>,
    /// When.
    pub on: Option<Date>,
    /// The plans that print it.
    pub plans: Vec<Link>,
}

/// The targets of one period.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorSection {
    /// The id of the section, e.g. `p2021-2025`.
    pub anchor: String,
    /// The period, e.g. `“十四五”（2021—2025年）`.
    pub period: String,
    /// The matrix of the period, strict and loose.
    pub matrices: Vec<Choice>,
    /// Whether any row has a baseline.
    pub baseline: bool,
    /// The rows, level by level. Templates have them as the prepared `tables`, one for each section.
    #[serde(skip)]
    pub groups: Vec<IndicatorGroup>,
}

/// The targets of one level.
#[derive(Clone, Debug)]
pub struct IndicatorGroup {
    /// The level, of the closed set `level`.
    pub level: &'static str,
    /// The rows; at least one.
    pub rows: Vec<IndicatorRow>,
}

/// The target of one plan.
#[derive(Clone, Debug)]
pub struct IndicatorRow {
    /// The region.
    pub region: Link,
    /// The plan.
    pub plan: Link,
    /// The name as printed there.
    pub name: String,
    /// How nearly that is this indicator, of the closed set `grade`.
    pub grade: &'static str,
    /// The baseline, when the section has the column.
    pub baseline: Option<CellView>,
    /// The targets; at least one cell.
    pub targets: Vec<TargetCell>,
    /// `binding` or `expected`, of the closed set `nature`.
    pub nature: Option<&'static str>,
    /// Against the nearest level above that has the indicator.
    pub verdict: Option<VerdictView>,
    /// What a reader must know before using it.
    pub marks: Vec<MarkView>,
}

/// Which printed name is which indicator.
#[derive(Clone, Debug, Serialize)]
pub struct CrosswalkView {
    /// What all pages share.
    pub frame: Frame,
    /// One section for each topic.
    pub sections: Vec<CrosswalkSection>,
    /// The whole table as files.
    pub downloads: Vec<Download>,
}

/// The crosswalk of one topic.
#[derive(Clone, Debug, Serialize)]
pub struct CrosswalkSection {
    /// The id of the section: the topic's.
    pub anchor: String,
    /// The topic.
    pub topic: Link,
    /// Its rows; at least one.
    pub rows: Vec<CrosswalkRow>,
}

/// A printed name in the crosswalk.
#[derive(Clone, Debug, Serialize)]
pub struct CrosswalkRow {
    /// The name as printed.
    pub name: String,
    /// The indicator.
    pub indicator: Link,
    /// How nearly the one is the other, of the closed set `grade`.
    pub grade: &'static str,
    /// Why.
    pub reason: Option<String>,
    /// Who decided so.
    pub by: Option<String>,
    /// When.
    pub on: Option<Date>,
    /// How many plans print the name.
    pub plans: usize,
}
