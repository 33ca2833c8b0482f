//! The prose of an original as paragraphs that still know their lines.
//!
//! Lines that a page cut are joined so that a sentence is whole; nothing is repaired and nothing is left
//! out but page numbers and the tables of indicators. What it makes is for searching, not for printing.

use std::ops::Range;

use crate::original::{Block, Indicators, Original, Paragraph};
use duibiao_syntax::outline::{Marker, NumberForm, marker};

/// The prose of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prose {
    /// Its paragraphs.
    pub(crate) paragraphs: Vec<Paragraph>,
    /// For each paragraph, at which byte which line of the original begins.
    lines: Vec<Vec<(usize, u32)>>,
}

impl Prose {
    /// Reads the prose of a document around its tables.
    pub(crate) fn of(original: &Original, tables: &Indicators) -> Self {
        let mut reader = ProseReader {
            joins: !original.format.has_paragraphs(),
            ..ProseReader::default()
        };
        let taken: Vec<&Range<usize>> = tables.tables.iter().map(|table| &table.blocks).collect();
        for (index, block) in original.blocks.iter().enumerate() {
            let after = taken.partition_point(|blocks| blocks.start <= index);
            let in_table = after
                .checked_sub(1)
                .is_some_and(|at| taken[at].contains(&index));
            if !in_table {
                reader.block(block);
            }
        }
        reader.prose
    }

    /// The line of the original on which a byte of a paragraph stands.
    pub(crate) fn line(&self, paragraph: usize, byte: usize) -> u32 {
        let lines = self.lines.get(paragraph).map_or(&[][..], Vec::as_slice);
        let after = lines.partition_point(|(start, _)| *start <= byte);
        lines
            .get(after.saturating_sub(1))
            .map_or(0, |(_, line)| *line)
    }

    /// The clause in which a line of the original stands.
    pub(crate) fn clause_at(&self, line: u32) -> String {
        let after = self
            .paragraphs
            .partition_point(|paragraph| paragraph.line <= line);
        let paragraph = after.checked_sub(1).and_then(|at| self.paragraphs.get(at));
        paragraph
            .map(|paragraph| paragraph.clause.clone())
            .unwrap_or_default()
    }
}

#[derive(Clone, Debug, Default)]
struct ProseReader {
    prose: Prose,
    /// Whether a paragraph may go on in the next line.
    joins: bool,
    goes_on: bool,
    numbers: Vec<(NumberForm, String)>,
    heading: String,
    in_box: Option<String>,
}

impl ProseReader {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Line(line) => self.lines(line.line, &line.text),
            Block::Table(grid) => {
                for cell in grid.rows.iter().flatten() {
                    self.goes_on = false;
                    self.lines(cell.line, &cell.text);
                }
                self.goes_on = false;
            }
            Block::Picture(_) | Block::PageBreak { .. } => {}
        }
    }

    fn lines(&mut self, number: u32, text: &str) {
        for line in text.lines() {
            self.line(number, line);
        }
    }

    fn line(&mut self, number: u32, line: &str) {
        let words = without_bookmarks(line.trim());
        let words = words.strip_prefix("- ").unwrap_or(words);
        let is_page_number = words
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '—' | ' '));
        if words.is_empty() || is_page_number {
            return;
        }
        let box_name = box_name(words);
        let marked = marker(words).filter(|_| box_name.is_none());
        self.enter(words, marked, box_name.clone());
        let is_new = marked.is_some()
            || box_name.is_some()
            || line.starts_with("  ")
            || line.starts_with('　');
        match self.prose.paragraphs.last_mut() {
            Some(last) if self.joins && self.goes_on && !is_new => {
                if let Some(lines) = self.prose.lines.last_mut() {
                    lines.push((last.text.len(), number));
                }
                last.text.push_str(words);
            }
            _ => self.begin(number, words),
        }
        let is_heading = box_name.is_some() || (marked.is_some() && is_short(words));
        self.goes_on = !is_heading && !words.ends_with(['。', '！', '？', '；', '：', '）']);
    }

    fn begin(&mut self, line: u32, words: &str) {
        self.prose.lines.push(vec![(0, line)]);
        self.prose.paragraphs.push(Paragraph {
            line,
            text: words.to_owned(),
            clause: self
                .numbers
                .iter()
                .map(|(_, number)| number.as_str())
                .collect(),
            heading: self.heading.clone(),
            in_box: self.in_box.clone(),
        });
    }

    /// Keeps track of the clause and the box.
    fn enter(&mut self, words: &str, marked: Option<Marker>, box_name: Option<String>) {
        self.in_box = box_name.or_else(|| self.in_box.take());
        let Some(number) = marked else { return };
        let is_chapter = number.form <= NumberForm::ChineseInBrackets;
        if is_chapter {
            self.in_box = None;
            self.heading = words.chars().take(HEADING).collect();
        }
        if self.in_box.is_none() {
            self.numbers.retain(|(form, _)| *form < number.form);
            let printed = words[..number.length].trim_end_matches(['、', '.', '．']);
            self.numbers.push((number.form, printed.to_owned()));
        }
    }
}

/// A heading is no longer than this many characters.
const HEADING: usize = 40;

fn is_short(words: &str) -> bool {
    words.chars().nth(HEADING).is_none()
}

/// `[bookmark: …]` is left by a conversion from Word.
fn without_bookmarks(mut words: &str) -> &str {
    while let Some((_, rest)) = words
        .strip_prefix("[bookmark")
        .and_then(|inner| inner.split_once(']'))
    {
        words = rest.trim_start();
    }
    words
}

/// The name of the box that a line opens: 专栏2.
fn box_name(words: &str) -> Option<String> {
    let rest = words.strip_prefix("专栏")?;
    let number: String = rest
        .trim_start()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    is_short(words).then(|| format!("专栏{number}"))
}
