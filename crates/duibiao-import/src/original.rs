//! A foreign document as it was read, before anything is made of it: lines, tables, pictures, in order.
//!
//! Every reader makes one of these, whatever the format; everything after it works on this alone. What a
//! reader leaves out on purpose (the navigation of a web page, comments of a reviewer) is in
//! [`Original::removed`], so that nothing is lost without a word.

mod row;

use std::fmt;

pub use row::{
    Confidence, IndicatorTable, Indicators, OriginalCommitment, OriginalRow, Paragraph, PlacedText,
    RowLayout, RowTarget,
};

/// One document, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// Which format it came in.
    pub format: OriginalFormat,
    /// The character encoding that was found, for formats that do not say: `UTF-8`, `GB18030`, …
    pub encoding: Option<&'static str>,
    /// What it holds, in reading order.
    pub blocks: Vec<Block>,
    /// What the reader left out.
    pub removed: Vec<Removed>,
    /// What is wrong with it as a file of its format.
    pub problems: Vec<ImportProblem>,
}

/// The format of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OriginalFormat {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// Word, `.docx`.
    Docx,
    /// A saved web page.
    Html,
    /// PDF with a text layer.
    Pdf,
    /// A spreadsheet, `.xlsx`.
    Xlsx,
    /// A spreadsheet, `.ods`.
    Ods,
}

impl OriginalFormat {
    /// The word for it in reports: `text`, `docx`, …
    pub const fn id(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
        }
    }

    /// Whether a [`TextLine`] is a whole paragraph. In text and PDF it is a line as it was printed, and a
    /// paragraph may go on in the next one.
    pub const fn has_paragraphs(self) -> bool {
        matches!(self, Self::Docx | Self::Html)
    }
}

impl fmt::Display for OriginalFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// One piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A line of text or a paragraph, empty ones included.
    Line(TextLine),
    /// A table whose cells the format itself marks.
    Table(Grid),
    /// A picture; its words, if it has any, are unknown.
    Picture(Picture),
    /// Where a printed page ends.
    PageBreak {
        /// The number of the last line before it.
        line: u32,
    },
}

/// A line of text (plain text, PDF) or a paragraph (Word, web page).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct TextLine {
    /// Its number, from 1: the line of a text file or of the source of a web page, the ordinal of the
    /// paragraph of a Word file (cells counted), the ordinal of the line in a PDF.
    pub line: u32,
    /// The text, white space at both ends kept, without the line end. A line break inside a Word paragraph
    /// is `\n`.
    pub text: String,
    /// What the format says it is.
    pub style: Style,
}

/// What a format itself says of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Style {
    /// Nothing.
    #[default]
    Plain,
    /// The title of the document.
    Title,
    /// A heading, 1 is the highest.
    Heading(u8),
    /// An item of a list whose mark is a bullet. An automatic number is written into the text instead.
    Bullet,
    /// A footnote.
    Footnote,
}

/// A table with its merged cells.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Grid {
    /// The number of the first line of it.
    pub line: u32,
    /// Its rows. Each has its own cells only; a cell that reaches here from above is not repeated.
    pub rows: Vec<Vec<GridCell>>,
}

/// A cell of a [`Grid`].
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct GridCell {
    /// Its line.
    pub line: u32,
    /// Its text; paragraphs in it are parted by `\n`.
    pub text: String,
    /// The column of its left edge, from 0, counted on the grid.
    pub column: usize,
    /// How many columns it covers, at least 1.
    pub columns: usize,
    /// How many rows it covers, at least 1.
    pub rows: usize,
    /// Whether there is a picture in it.
    pub has_picture: bool,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Picture {
    /// The number of the line before it.
    pub line: u32,
    /// The words that stand for it, if the document has some.
    pub description: String,
}

/// A piece of the original that is not in the plan file, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Its line.
    pub line: u32,
    /// What was removed.
    pub text: String,
    /// Why: an id of a closed set, `page-number`, `site-navigation`, …
    pub reason: &'static str,
}

/// A change of the words of the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordRepair {
    /// Its line.
    pub line: u32,
    /// The words as they stood.
    pub before: String,
    /// The words as they should be.
    pub after: String,
    /// Why: an id of a closed set, `page-break`, `bookmark`, …
    pub reason: &'static str,
    /// Whether it was done. A doubtful one is only proposed.
    pub applied: bool,
    /// Whether it is beyond doubt.
    pub safe: bool,
}

/// Something a person must look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportProblem {
    /// Its line; 0 when it is about the whole document.
    pub line: u32,
    /// Its stable id: `table-is-picture`, `no-text-layer`, …
    pub code: &'static str,
    /// What is wrong, in Chinese.
    pub zh: String,
    /// What is wrong, in English.
    pub en: String,
}

/// Why a file could not be read at all. Nothing is made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableOriginal {
    /// Its stable id: `truncated`, `encrypted`, `too-large`, `zip-bomb`, `tracked-changes`, …
    pub code: &'static str,
    /// What is wrong and what to do, in Chinese.
    pub zh: String,
    /// What is wrong and what to do, in English.
    pub en: String,
}
