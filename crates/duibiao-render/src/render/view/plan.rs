//! The page of one plan.

use serde::Serialize;

use crate::html::Html;

use super::{
    Against, CellView, CitedBy, Contents, Date, Download, Field, Frame, Link, MarkView, NoticeView,
    PlanItem, TargetCell, Update,
};

/// A plan: what it is, what it promises, how that stands to the levels above, and its text.
#[derive(Clone, Debug, Serialize)]
pub struct PlanView {
    /// What all pages share; its title is the plan's.
    pub frame: Frame,
    /// The plan as lists show it.
    pub plan: PlanItem,
    /// What must be said before anything else, gravest first.
    pub notices: Vec<NoticeView>,
    /// The table 公开信息, in the order of the rule. Templates have it prepared, under the same name.
    #[serde(skip)]
    pub fields: Vec<Field>,
    /// The headings of the text, two levels; prepared too.
    #[serde(skip)]
    pub contents: Vec<Contents>,
    /// The levels above, nearest first: one column each in the tables of targets and commitments.
    pub uppers: Vec<UpperHead>,
    /// Which columns the table of targets has. Templates have the whole as the prepared `targets`.
    #[serde(skip)]
    pub columns: TargetColumns,
    /// The rows of the table of targets.
    #[serde(skip)]
    pub groups: Vec<TargetRowGroup>,
    /// The same table as files.
    pub table_downloads: Vec<Download>,
    /// What other places of the same kind promise, one sentence an indicator.
    pub peers: Vec<PeerNote>,
    /// The matrix of the plan's topic and period.
    pub matrix: Option<Link>,
    /// The promises outside the table. Templates have them as the prepared `promises`.
    #[serde(skip)]
    pub commitments: Vec<CommitmentRow>,
    /// What the text is, of the closed set `extent`: `full`, `digest`, `none`.
    pub extent: &'static str,
    /// The text, as prepared safe HTML with its own anchors; its headings begin at `h3`.
    pub body: Option<Html>,
    /// Documents that the text names, in the order of the text; prepared too.
    #[serde(skip)]
    pub citations: Vec<Citation>,
    /// Documents of the site that name this plan.
    pub cited_by: Vec<CitedBy>,
    /// The versions of the plan, newest first; empty when there is only this one.
    pub versions: Vec<PlanVersion>,
    /// Changes of the page, newest first.
    pub updates: Vec<Update>,
    /// Attachments, and the data of the plan.
    pub downloads: Vec<Download>,
    /// How to cite it.
    pub cite: Option<HowToCite>,
    /// Our own remark about the plan, as prepared safe HTML.
    pub note: Option<Html>,
}

/// The head of a column that holds a plan above, or the lack of one.
#[derive(Clone, Debug, Serialize)]
pub struct UpperHead {
    /// Its level, of the closed set `level`.
    pub level: &'static str,
    /// The region of the level.
    pub region: Link,
    /// The plan: a page of the site, a stub, or none when nothing is known of one.
    pub plan: Option<Link>,
    /// Whether the site holds the plan; if not, the head says 上级未收录.
    pub held: bool,
    /// What a reader must know before using it.
    pub marks: Vec<MarkView>,
}

/// Which columns a table of targets has beside the name. A column that the plan lacks is left out.
#[derive(Clone, Debug)]
pub struct TargetColumns {
    /// Whether there is a column of units.
    pub unit: bool,
    /// The head of the column of baselines, as printed, e.g. `2020年基期值`.
    pub baseline: Option<String>,
    /// The heads of the columns of targets, as printed; at least one.
    pub targets: Vec<String>,
    /// Whether there is a column of natures.
    pub nature: bool,
    /// The heads of the other printed columns, e.g. 责任部门, 备注.
    pub others: Vec<String>,
}

/// Rows under one printed category.
#[derive(Clone, Debug)]
pub struct TargetRowGroup {
    /// The category; none when the table has no such column.
    pub title: Option<String>,
    /// Its rows; at least one.
    pub rows: Vec<TargetRow>,
}

/// A row of the table of targets.
#[derive(Clone, Debug)]
pub struct TargetRow {
    /// The id of the row, e.g. `ind-3`.
    pub anchor: String,
    /// Its number as printed.
    pub number: Option<String>,
    /// Its name as printed.
    pub name: String,
    /// Whether it is part of the row above (其中).
    pub sub: bool,
    /// The indicators it was linked to; the name itself leads to the first.
    pub indicators: Vec<Link>,
    /// The unit as printed.
    pub unit: Option<String>,
    /// The baseline; some exactly when the table has the column.
    pub baseline: Option<CellView>,
    /// The targets, one for each target column.
    pub targets: Vec<CellView>,
    /// `binding` or `expected`, of the closed set `nature`.
    pub nature: Option<&'static str>,
    /// The cells of the other printed columns, one each.
    pub others: Vec<CellView>,
    /// What stands above: one list for each of the plan's `uppers`, none of them empty.
    pub against: Vec<Vec<Against>>,
}

/// How a target stands among other places of the same level.
#[derive(Clone, Debug, Serialize)]
pub struct PeerNote {
    /// The indicator.
    pub indicator: Link,
    /// The finding, e.g. `同级 4 个地区中，2 个高于本地，1 个持平。`
    pub sentence: String,
}

/// A quantified promise outside the table.
#[derive(Clone, Debug)]
pub struct CommitmentRow {
    /// The id of the row, e.g. `com-3`.
    pub anchor: String,
    /// The indicator; its words are the row's name.
    pub indicator: Link,
    /// The words of the promise as printed, read as a target.
    pub targets: Vec<TargetCell>,
    /// The clause in which it stands.
    pub clause: Link,
    /// What stands above: one list for each of the plan's `uppers`, none of them empty.
    pub against: Vec<Vec<Against>>,
}

/// A document that the text names.
#[derive(Clone, Debug)]
pub struct Citation {
    /// As it is written in the text.
    pub written: String,
    /// The document; none when nothing on the site answers to the name.
    pub target: Option<Link>,
    /// Of the closed set `citation`: `plan`, `reference`, `stub`, `unresolved`.
    pub kind: &'static str,
    /// The clauses in which it is named.
    pub clauses: Vec<Link>,
}

/// A version of the plan.
#[derive(Clone, Debug, Serialize)]
pub struct PlanVersion {
    /// Its title and page.
    pub title: Link,
    /// Its status, of the closed set `status`.
    pub status: &'static str,
    /// When it was published, or else written.
    pub date: Option<Date>,
    /// Whether it is this page.
    pub current: bool,
    /// The page that shows what changed since the version before.
    pub changes: Option<String>,
}

/// How to cite the plan.
#[derive(Clone, Debug, Serialize)]
pub struct HowToCite {
    /// The line of GB/T 7714—2025.
    pub line: String,
    /// The same for programs: BibTeX, RIS, CSL-JSON.
    pub files: Vec<Download>,
}
