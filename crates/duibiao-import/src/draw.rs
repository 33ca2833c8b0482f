//! The plan file: front matter and Markdown that say exactly what the original says.
//!
//! Headings, boxes and tables are written as `duibiao_syntax::parse` takes them; all other words are escaped so
//! that Markdown alters none of them. What the document does not say is not written: a key that a person
//! must fill in is named in a comment.

mod escape;
mod front_matter;
mod proof;
mod stub;
mod table;

use std::ops::Range;

use crate::original::{Block, Indicators, Original, OriginalCommitment};

use crate::metadata::Metadata;
use crate::structure::{BlockKind, Element, Structure};

pub use front_matter::Attachment;
pub use proof::with_proof;
pub use stub::stub_indicator;

/// A plan file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// The whole text.
    pub text: String,
    /// Where the body begins.
    pub body: usize,
    /// The indicator tables in it.
    pub tables: Vec<DrawnTable>,
}

/// An indicator table of a plan file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnTable {
    /// Which one, as an index of [`Indicators::tables`].
    pub table: usize,
    /// Its bytes, caption and notes included.
    pub range: Range<usize>,
}

/// Draws a plan file.
pub fn draw(
    metadata: &Metadata,
    structure: &Structure,
    commitments: &[OriginalCommitment],
    tables: &Indicators,
    original: &Original,
    attachment: Option<&Attachment>,
) -> Drawn {
    let mut pen = Pen {
        drawn: Drawn::default(),
        structure,
        commitments: by_paragraph(structure, commitments),
        tables,
        original,
        in_box: None,
    };
    pen.drawn.text = front_matter::draw(metadata, attachment);
    pen.drawn.body = pen.drawn.text.len();
    for element in &structure.elements {
        pen.element(element);
    }
    pen.drawn
}

/// The commitments that have an indicator, for each paragraph in the order of its words. Spans that
/// overlap, or do not fit the paragraph, are left out: the words stay, only the link is lost.
fn by_paragraph<'a>(
    structure: &Structure,
    commitments: &'a [OriginalCommitment],
) -> Vec<Vec<(&'a OriginalCommitment, &'a str)>> {
    let mut all = vec![Vec::new(); structure.paragraphs.len()];
    for commitment in commitments {
        let fits = structure
            .paragraphs
            .get(commitment.paragraph)
            .and_then(|paragraph| paragraph.text.get(commitment.span.clone()))
            .is_some_and(|words| !words.trim().is_empty());
        let indicator = commitment.indicator.as_deref().filter(|id| is_id(id));
        if let (true, Some(indicator)) = (fits, indicator) {
            all[commitment.paragraph].push((commitment, indicator));
        }
    }
    for some in &mut all {
        some.sort_by_key(|(commitment, _)| (commitment.span.start, commitment.span.end));
        let mut end = 0;
        some.retain(|(commitment, _)| {
            let is_free = commitment.span.start >= end;
            if is_free {
                end = commitment.span.end;
            }
            is_free
        });
    }
    all
}

struct Pen<'a> {
    drawn: Drawn,
    structure: &'a Structure,
    commitments: Vec<Vec<(&'a OriginalCommitment, &'a str)>>,
    tables: &'a Indicators,
    original: &'a Original,
    /// The box that is being drawn.
    in_box: Option<usize>,
}

impl Pen<'_> {
    fn element(&mut self, element: &Element) {
        if let BlockKind::BoxTitle(index) = element.kind {
            self.in_box = Some(index);
            let mark = &self.structure.boxes[index];
            let title = escape::box_title(&mark.title);
            let label = escape::label(&mark.label);
            self.drawn.text.push('\n');
            self.line(&format!("[!{label}] {title}"));
            return;
        }
        // An empty quoted line keeps the box whole; an empty line ends it.
        if element.in_box.is_some() && element.in_box == self.in_box {
            self.line("");
        } else {
            self.in_box = element.in_box;
            self.drawn.text.push('\n');
        }
        match &element.kind {
            BlockKind::Heading { level, text } => self.heading(*level, text),
            BlockKind::Prose(index) => {
                let words = self.words(*index);
                self.line(&escape::line_start(&words));
            }
            BlockKind::Item(index) => {
                let words = self.words(*index);
                self.line(&format!("- {}", escape::line_start(&words)));
            }
            BlockKind::Indicators(index) => self.indicators(*index),
            BlockKind::Grid(block) => {
                if let Some(Block::Table(grid)) = self.original.blocks.get(*block) {
                    for line in table::grid(grid) {
                        self.line(&line);
                    }
                }
            }
            BlockKind::BoxTitle(_) => {}
        }
    }

    fn heading(&mut self, level: u8, text: &str) {
        // Behind a heading, braces are attributes.
        if text.trim_end().ends_with('}') {
            self.line(&escape::line_start(&escape::inline(text)));
            return;
        }
        let marks = "#".repeat(usize::from(level));
        self.line(&format!("{marks} {}", escape::heading(text)));
    }

    /// The words of a paragraph with its commitments linked.
    fn words(&self, index: usize) -> String {
        let text = &self.structure.paragraphs[index].text;
        let mut words = String::with_capacity(text.len());
        let mut at = 0;
        for (commitment, indicator) in &self.commitments[index] {
            let span = commitment.span.clone();
            words.push_str(&escape::inline(&text[at..span.start]));
            words.push('[');
            words.push_str(&escape::inline(&text[span.clone()]));
            words.push_str("](indicator:");
            words.push_str(indicator);
            words.push(')');
            at = span.end;
        }
        words.push_str(&escape::inline(&text[at..]));
        words
    }

    fn indicators(&mut self, index: usize) {
        let Some(table) = self.tables.tables.get(index) else {
            return;
        };
        let start = self.drawn.text.len();
        let caption = table.caption.iter().map(|words| &words.text);
        for text in caption {
            self.line(&escape::line_start(&escape::inline(&one_line(text))));
            self.line("");
        }
        for line in table::indicators(table) {
            self.line(&line);
        }
        for note in &table.notes {
            self.line("");
            self.line(&escape::line_start(&escape::inline(&one_line(&note.text))));
        }
        self.drawn.tables.push(DrawnTable {
            table: index,
            range: start..self.drawn.text.len(),
        });
    }

    fn line(&mut self, line: &str) {
        if self.in_box.is_some() {
            self.drawn
                .text
                .push_str(if line.is_empty() { ">" } else { "> " });
        }
        self.drawn.text.push_str(line);
        self.drawn.text.push('\n');
    }
}

/// Whether a word can be an id of the catalogue; anything else could end the link too early.
fn is_id(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// The words with each run of white space as one space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
