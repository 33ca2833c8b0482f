//! The pages that set plans side by side: a chain (one plan and the levels above) and a matrix (one
//! topic and period, every region).

use serde::Serialize;

use super::{
    Against, Choice, Download, Frame, Link, MarkView, NoticeView, PlanItem, TargetCell, UpperHead,
};

/// One plan beside the plans above it.
#[derive(Clone, Debug, Serialize)]
pub struct ChainView {
    /// What all pages share.
    pub frame: Frame,
    /// The plan whose page this is.
    pub plan: PlanItem,
    /// What must be said first.
    pub notices: Vec<NoticeView>,
    /// The strict and the loose view.
    pub modes: Vec<ModeChoice>,
    /// How many rows could be compared.
    pub counted: Counted,
    /// The levels above, nearest first.
    pub uppers: Vec<UpperHead>,
    /// The verdicts that occur, of the closed set `verdict`. Templates have the whole as the prepared
    /// `legend`.
    #[serde(skip)]
    pub legend: Vec<&'static str>,
    /// The marks that occur, of the closed set `mark`.
    #[serde(skip)]
    pub marks: Vec<&'static str>,
    /// The rows. Templates have them as the prepared `table` and `why`.
    #[serde(skip)]
    pub groups: Vec<ChainRowGroup>,
    /// The same table as files.
    pub downloads: Vec<Download>,
    /// The matrix of the plan's topic and period.
    pub matrix: Option<Link>,
}

/// The strict or the loose view of a comparison.
#[derive(Clone, Debug, Serialize)]
pub struct ModeChoice {
    /// `strict` or `loose`, of the closed set `mode`.
    pub id: &'static str,
    /// Where it leads.
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
}

/// How much of a table could be compared.
#[derive(Clone, Debug, Serialize)]
pub struct Counted {
    /// Rows with at least one comparison.
    pub comparable: usize,
    /// All rows.
    pub total: usize,
}

/// Rows of a chain that belong together.
#[derive(Clone, Debug)]
pub struct ChainRowGroup {
    /// Their category as the plan prints it, or what tells them from the others, e.g. 仅上级规划设定.
    pub title: Option<String>,
    /// The rows; at least one.
    pub rows: Vec<ChainRow>,
}

/// One indicator in a chain.
#[derive(Clone, Debug)]
pub struct ChainRow {
    /// The id of the row, e.g. `ind-3`. Its explanations get the id `why-ind-3`.
    pub anchor: String,
    /// The name as the plan prints it, with a link to the indicator.
    pub name: Link,
    /// Whether it is part of the row above (其中).
    pub sub: bool,
    /// The unit.
    pub unit: Option<String>,
    /// `binding` or `expected`, of the closed set `nature`.
    pub nature: Option<&'static str>,
    /// What the plan promises; at least one cell, which may be an absence.
    pub own: Vec<TargetCell>,
    /// What stands above: one list for each of the page's `uppers`, none of them empty.
    pub against: Vec<Vec<Against>>,
}

/// Every indicator of a topic and period, region by region.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixView {
    /// What all pages share.
    pub frame: Frame,
    /// The topic.
    pub topic: Link,
    /// The period, e.g. `“十四五”（2021—2025年）`.
    pub period: String,
    /// What the page covers, e.g. 全部地区 or 上海市.
    pub scope: String,
    /// The scopes that lie near, this one included; empty when there is only one.
    pub scopes: Vec<Choice>,
    /// The strict and the loose view.
    pub modes: Vec<ModeChoice>,
    /// How many cells could be compared.
    pub counted: Counted,
    /// The verdicts that occur, of the closed set `verdict`. Templates have the whole as the prepared
    /// `legend`.
    #[serde(skip)]
    pub legend: Vec<&'static str>,
    /// The marks that occur, of the closed set `mark`.
    #[serde(skip)]
    pub marks: Vec<&'static str>,
    /// The columns, level by level. Templates have the whole as the prepared `table`.
    #[serde(skip)]
    pub columns: Vec<ColumnGroup>,
    /// The rows.
    #[serde(skip)]
    pub groups: Vec<MatrixRowGroup>,
    /// Plans that the table leaves out, and why.
    pub left_out: Vec<LeftOutPlan>,
    /// The same table as files.
    pub downloads: Vec<Download>,
    /// Tables of the same topic for other periods.
    pub periods: Vec<Choice>,
}

/// The columns of one level.
#[derive(Clone, Debug)]
pub struct ColumnGroup {
    /// The level, of the closed set `level`.
    pub level: &'static str,
    /// Its columns; at least one.
    pub columns: Vec<MatrixColumn>,
}

/// A column of a matrix: one plan.
#[derive(Clone, Debug)]
pub struct MatrixColumn {
    /// The short name of the region, with a link to the plan; its hover words are the plan's title.
    pub plan: Link,
    /// The place above it, when two columns would have one name.
    pub within: Option<String>,
    /// What a reader must know before using it.
    pub marks: Vec<MarkView>,
}

/// Rows of a matrix that belong together.
#[derive(Clone, Debug)]
pub struct MatrixRowGroup {
    /// Their category; none when the table has no categories.
    pub title: Option<String>,
    /// The rows; at least one.
    pub rows: Vec<MatrixRow>,
}

/// One indicator in a matrix.
#[derive(Clone, Debug)]
pub struct MatrixRow {
    /// The id of the row: the id of the indicator.
    pub anchor: String,
    /// The indicator.
    pub indicator: Link,
    /// Its unit.
    pub unit: Option<String>,
    /// One list for each column, none of them empty. The verdict is against the nearest level above
    /// that has the indicator.
    pub cells: Vec<Vec<Against>>,
}

/// A plan that a table leaves out.
#[derive(Clone, Debug, Serialize)]
pub struct LeftOutPlan {
    /// The plan.
    pub plan: Link,
    /// Why, of the closed set `left-out`.
    pub reason: &'static str,
    /// More about it.
    pub text: Option<String>,
}
