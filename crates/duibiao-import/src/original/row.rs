//! The indicator tables of an original: rows as they are printed, nothing interpreted.

use std::ops::Range;

use super::ImportProblem;

/// What was found in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indicators {
    /// The indicator tables, in order.
    pub tables: Vec<IndicatorTable>,
    /// What looked like one and needs a person: a table that is a picture, a row without a value.
    pub problems: Vec<ImportProblem>,
}

/// One indicator table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorTable {
    /// Which blocks of the original it takes, from its caption to its last row or note.
    pub blocks: Range<usize>,
    /// How it was laid out.
    pub layout: RowLayout,
    /// How sure the reading is.
    pub confidence: Confidence,
    /// The line above it that names it.
    pub caption: Option<PlacedText>,
    /// The words of the header cells, in reading order.
    pub header: Vec<PlacedText>,
    /// The rows.
    pub rows: Vec<OriginalRow>,
    /// Remarks below it: 注：…, ①….
    pub notes: Vec<PlacedText>,
    /// Words inside its blocks that are none of the above: page numbers, running headers.
    pub debris: Vec<PlacedText>,
}

/// Words and where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlacedText {
    /// The line of the first of them.
    pub line: u32,
    /// The words.
    pub text: String,
}

/// How sure a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// A person must compare it.
    Low,
    /// Cells were told apart by rule.
    Medium,
    /// The format marks the cells.
    High,
}

/// How an indicator table was laid out in the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowLayout {
    /// Cells parted by tabs, one row a line.
    TabRows,
    /// One cell a line, each led by a tab or by spaces.
    CellLines,
    /// One cell a paragraph, nothing before it.
    CellParagraphs,
    /// `- 1 名称 值`: a row a line, nothing between the cells but a space or not even that.
    RunOn,
    /// Columns made with spaces, as `pdftotext -layout` writes them.
    Columns,
    /// Markdown with `|`.
    Pipes,
    /// A table of the format: Word, web page, spreadsheet.
    Grid,
}

impl RowLayout {
    /// The word for it in reports.
    pub const fn id(self) -> &'static str {
        match self {
            Self::TabRows => "tab-rows",
            Self::CellLines => "cell-lines",
            Self::CellParagraphs => "cell-paragraphs",
            Self::RunOn => "run-on",
            Self::Columns => "columns",
            Self::Pipes => "pipes",
            Self::Grid => "grid",
        }
    }
}

/// One row, as printed: spaces inside words that a page made are gone, nothing else is changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OriginalRow {
    /// The line of its first cell.
    pub line: u32,
    /// Its number as printed, without brackets: `1`; empty when the table has none.
    pub no: String,
    /// The name as printed, without the marks of footnotes.
    pub name: String,
    /// The unit, from its own column or from brackets after the name, as printed.
    pub unit: Option<String>,
    /// The group that it stands in.
    pub group: Option<String>,
    /// The number or name of the row that it is a part of: 其中.
    pub part_of: Option<String>,
    /// The starting value as printed, without the marks of footnotes; `—` is kept.
    pub baseline: Option<String>,
    /// The year of the starting value, if the header says it.
    pub baseline_year: Option<u16>,
    /// The targets, one for each target column.
    pub targets: Vec<RowTarget>,
    /// 约束性, 预期性 as printed.
    pub nature: Option<String>,
    /// Who is responsible, as printed.
    pub department: Option<String>,
    /// The marks of footnotes that were taken off, with their place: `12.27③` leaves `③`.
    pub marks: Vec<String>,
}

/// A target as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowTarget {
    /// The year of its column, if the header says it.
    pub year: Option<u16>,
    /// The words.
    pub text: String,
    /// Their line.
    pub line: u32,
}

/// A paragraph of prose after repairs, in which promises are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The line it begins at.
    pub line: u32,
    /// Its words.
    pub text: String,
    /// The numbers of the headings above it, as printed and joined: `三（七）2`.
    pub clause: String,
    /// The words of the nearest heading.
    pub heading: String,
    /// The name of the box that it stands in: `专栏2`.
    pub in_box: Option<String>,
}

/// A promise with a number outside the tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginalCommitment {
    /// Which paragraph, as an index.
    pub paragraph: usize,
    /// The bytes of it in the paragraph that are to be linked.
    pub span: Range<usize>,
    /// The words.
    pub text: String,
    /// The line it stands at.
    pub line: u32,
    /// The clause.
    pub clause: String,
    /// What is promised: `职业健康领域首席专家`.
    pub subject: String,
    /// The number as printed with its comparator and unit: `不少于150家`.
    pub quantity: String,
    /// The indicator of the catalogue that it is about, if the catalogue has one.
    pub indicator: Option<String>,
}
