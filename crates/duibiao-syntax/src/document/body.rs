//! The facts of a Markdown body: clauses, boxes, indicator tables, commitments, citations, links.
//!
//! Facts have bytes, not words, wherever the words can be read again in the source. How they are found
//! is for [`crate::parse`].

use std::sync::Arc;

use super::Verification;
use crate::quantity::Unit;
use crate::span::{Extent, Span, Spanned};
use crate::target::{Horizon, Target};

/// The facts of a Markdown body and where they stand. The words stay in the source.
#[derive(Clone, Debug)]
pub struct Body {
    /// The bytes of the body in its source.
    pub span: Span,
    /// The numbered and the unnumbered sections, in the order of the text.
    pub clauses: Box<[Clause]>,
    /// The anchors of the clauses, each on a line.
    pub clause_anchors: Box<str>,
    /// The boxes 专栏.
    pub boxes: Box<[BoxMark]>,
    /// The tables of indicators.
    pub tables: Box<[IndicatorTable]>,
    /// Quantified promises outside the tables.
    pub commitments: Box<[Commitment]>,
    /// Titles in 《》 and document numbers.
    pub citations: Box<[Citation]>,
    /// Links and pictures that lead somewhere else.
    pub links: Box<[BodyLink]>,
    /// Whether there is a fenced block of code with a language.
    pub has_code: bool,
}

impl Body {
    /// A body without anything in it.
    pub fn empty(span: Span) -> Self {
        Self {
            span,
            clauses: Box::default(),
            clause_anchors: Box::default(),
            boxes: Box::default(),
            tables: Box::default(),
            commitments: Box::default(),
            citations: Box::default(),
            links: Box::default(),
            has_code: false,
        }
    }

    /// All indicator rows, table after table.
    pub fn rows(&self) -> impl Iterator<Item = &IndicatorRow> {
        self.tables.iter().flat_map(|table| &table.rows)
    }

    /// The anchors of its clauses, boxes, rows and promises: the places that a link may lead to for ever.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        let clauses = self.clauses.iter().map(|clause| self.anchor(clause));
        let boxes = self.boxes.iter().map(|mark| &*mark.anchor);
        let rows = self.rows().map(|row| &*row.anchor);
        let commitments = self.commitments.iter().map(|promise| &*promise.anchor);
        clauses.chain(boxes).chain(rows).chain(commitments)
    }

    /// The clause, or box clause, in which a place stands.
    pub fn clause_at(&self, place: Span) -> Option<&Clause> {
        let after = self
            .clauses
            .partition_point(|clause| clause.extent.start <= place.start);
        self.clauses[..after].last()
    }

    /// The anchor of a clause of this body, from the numbers of the outline: `s3-2-1`.
    pub fn anchor(&self, clause: &Clause) -> &str {
        let rest = &self.clause_anchors[clause.anchor as usize..];
        rest.split('\n').next().unwrap_or_default()
    }

    /// The box in which a place stands.
    pub fn box_at(&self, place: Span) -> Option<&BoxMark> {
        self.boxes
            .iter()
            .find(|mark| mark.span.start <= place.start && place.start < mark.span.end)
    }
}

/// A section of the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Where its anchor begins in [`Body::clause_anchors`].
    pub anchor: u32,
    /// One for 一、, two for （一）, and so on.
    pub level: u8,
    /// How it stands in the text.
    pub form: ClauseForm,
    /// The printed number, empty when there is none.
    pub number: Extent,
    /// The words of the heading, or the first words of the paragraph.
    pub title: Extent,
    /// From its first byte to the end of its line.
    pub extent: Extent,
}

/// How a clause stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClauseForm {
    /// A line of its own, with or without `#`.
    Heading,
    /// A numbered paragraph.
    Paragraph,
    /// An item of a numbered list.
    ListItem,
}

/// A titled, numbered box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoxMark {
    /// `box-2`.
    pub anchor: Box<str>,
    /// The printed label, e.g. 专栏 2.
    pub label: Span,
    /// The title.
    pub title: Span,
    /// The whole box.
    pub span: Span,
}

/// A table of indicators.
#[derive(Clone, Debug)]
pub struct IndicatorTable {
    /// The whole table.
    pub span: Span,
    /// How many body lines at its top are a second header.
    pub second_header: bool,
    /// Which columns the table has, for showing it again.
    pub columns: Box<[TableColumn]>,
    /// The rows, in order.
    pub rows: Box<[IndicatorRow]>,
}

/// What a column of an indicator table holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableColumn {
    /// 序号.
    Number,
    /// 类别; an empty cell inherits.
    Group,
    /// 指标名称.
    Name,
    /// 单位.
    Unit,
    /// 基期值, with the year as printed.
    Baseline(Arc<str>),
    /// 基期年 of each row.
    BaselineYear,
    /// 目标值, with what the header says about time.
    Target(Option<Horizon>),
    /// 目标年 of each row.
    TargetYear,
    /// 属性.
    Nature,
    /// 核验 of each row.
    Verification,
    /// 责任部门.
    Responsible,
    /// 来源 of each row.
    Source,
    /// 备注.
    Note,
    /// Not recognised: shown, not read.
    Unknown,
}

/// A row of an indicator table.
#[derive(Clone, Debug)]
pub struct IndicatorRow {
    /// `ind-3`.
    pub anchor: Box<str>,
    /// 序号, as printed; may be empty.
    pub number: Box<str>,
    /// The group it stands in, as printed.
    pub group: Option<Arc<str>>,
    /// The name, as printed.
    pub name: Spanned<Box<str>>,
    /// Whether it is an 其中 row of the row above.
    pub is_part: bool,
    /// The unit of the unit column, or of the name or the header.
    pub unit: Option<Unit>,
    /// The starting value.
    pub baseline: Option<Box<Baseline>>,
    /// One for each target column that has something printed.
    pub targets: Box<[RowTarget]>,
    /// 约束性 or 预期性.
    pub nature: Option<Nature>,
    /// Where the row was read, when it is not as the plan says.
    pub verification: Option<Verification>,
    /// What else is printed, where anything is.
    pub remarks: Option<Box<Remarks>>,
    /// The line of the table.
    pub span: Span,
}

/// What a row says beside its numbers; most tables have no such columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// 责任部门, as printed.
    pub responsible: Option<Box<str>>,
    /// 来源 of a row that was read elsewhere.
    pub source: Option<Box<str>>,
    /// 备注, as printed.
    pub note: Option<Box<str>>,
}

impl IndicatorRow {
    /// 责任部门, as printed.
    pub fn responsible(&self) -> Option<&str> {
        self.remarks.as_ref()?.responsible.as_deref()
    }

    /// 来源 of a row that was read elsewhere.
    pub fn source(&self) -> Option<&str> {
        self.remarks.as_ref()?.source.as_deref()
    }

    /// 备注, as printed.
    pub fn note(&self) -> Option<&str> {
        self.remarks.as_ref()?.note.as_deref()
    }
}

/// A starting value.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// As printed, and its typed form.
    pub value: Target,
    /// The year or span of the header, or of the row, as printed: 2020, “十四五”.
    pub year: Arc<str>,
    /// The cell.
    pub span: Span,
}

/// What a row promises in one target column.
#[derive(Clone, Debug)]
pub struct RowTarget {
    /// As printed, and its typed form.
    pub target: Target,
    /// The cell.
    pub span: Span,
}

/// Whether a target binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    /// 约束性.
    Binding,
    /// 预期性.
    Expected,
}

impl Nature {
    /// The printed word.
    pub const fn printed(self) -> &'static str {
        match self {
            Self::Binding => "约束性",
            Self::Expected => "预期性",
        }
    }
}

/// A quantified promise in prose or in a box.
#[derive(Clone, Debug)]
pub struct Commitment {
    /// `c-1`, by its place in the text.
    pub anchor: Box<str>,
    /// The indicator's id, as written.
    pub indicator: Spanned<Box<str>>,
    /// The words of the link, as printed, and their typed form.
    pub target: Target,
    /// The link.
    pub span: Span,
}

/// A document that the text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The title inside 《》, without them.
    pub title: Option<Box<str>>,
    /// The document number that stands with it or alone.
    pub doc_no: Option<Box<str>>,
    /// From 《 to 》, or the number.
    pub span: Span,
}

/// A link or picture of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyLink {
    /// The destination as written.
    pub destination: Box<str>,
    /// What it leads to.
    pub kind: LinkKind,
    /// The whole link.
    pub span: Span,
}

/// What a link of a body leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// http, https, mailto or tel.
    External,
    /// Another document of `content/`, by its path from this file, or an anchor in this one.
    Document,
    /// A file beside the document.
    File,
    /// A picture beside the document.
    Picture,
}
