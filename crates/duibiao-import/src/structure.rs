//! The outline, the boxes and the lists of a plan, in the order of the text.
//!
//! What a number of the outline is, [`duibiao_syntax::outline`] says by its form. Which numbered line is a
//! heading, and where a box ends, the source does not mark: a heading is short and has no sentence in it;
//! a box ends at the next heading of the text around it, at the next box, or where its genre ends
//! (预期产出). Nothing is drawn here.

mod boxes;

use std::collections::BTreeSet;

use crate::original::{Block, Grid, Original, Paragraph, Style};
use duibiao_syntax::outline::{self, Marker, NumberForm};

use crate::repair::{Passage, RepairedPart, sentence};
use boxes::OpenBox;

/// A plan in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// The pieces, in order.
    pub elements: Vec<Element>,
    /// The prose, in which promises are looked for.
    pub paragraphs: Vec<Paragraph>,
    /// The boxes.
    pub boxes: Vec<BoxMark>,
    /// Who is responsible for what.
    pub responsible: Vec<Responsible>,
}

/// A piece of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// What it is.
    pub kind: BlockKind,
    /// The line that it begins at.
    pub line: u32,
    /// The box that it stands in, as an index.
    pub in_box: Option<usize>,
}

/// What a piece of a plan is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading.
    Heading {
        /// 1 is the highest.
        level: u8,
        /// The line as printed, with its number.
        text: String,
    },
    /// A paragraph, as an index of [`Structure::paragraphs`].
    Prose(usize),
    /// An item of a list without numbers, as an index of [`Structure::paragraphs`].
    Item(usize),
    /// The first line of a box, as an index of [`Structure::boxes`].
    BoxTitle(usize),
    /// An indicator table, as an index of the tables.
    Indicators(usize),
    /// Another table, as an index of the blocks.
    Grid(usize),
}

/// A box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoxMark {
    /// 专栏 2.
    pub label: String,
    /// The words behind it.
    pub title: String,
    /// The line that it begins at.
    pub line: u32,
    /// The line that its last paragraph begins at.
    pub end: u32,
}

/// Who is responsible for a clause, as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responsible {
    /// The line of the paragraph.
    pub line: u32,
    /// The clause.
    pub clause: String,
    /// The words inside the brackets.
    pub text: String,
}

/// Puts the parts in their places; `apart` are those that are no part of the plan proper.
pub fn structure(
    parts: &[RepairedPart],
    apart: &[(usize, &str)],
    original: &Original,
) -> Structure {
    let apart: BTreeSet<usize> = apart.iter().map(|(index, _)| *index).collect();
    let parts: Vec<&RepairedPart> = parts
        .iter()
        .enumerate()
        .filter(|(index, _)| !apart.contains(index))
        .map(|(_, part)| part)
        .collect();
    let mut builder = Builder {
        forms: forms(&parts),
        done: Structure::default(),
        clauses: Vec::new(),
        heading: String::new(),
        open: None,
    };
    for (at, part) in parts.iter().enumerate() {
        match part {
            RepairedPart::Passage(passage) => builder.passage(passage, parts.get(at + 1).copied()),
            RepairedPart::Indicators(table) => builder.table(BlockKind::Indicators(*table), 0),
            RepairedPart::Grid(block) => builder.grid(*block, original),
            RepairedPart::Picture(_) => {}
        }
    }
    builder.done
}

/// The forms of numbers that headings of this text have, the coarsest first.
fn forms(parts: &[&RepairedPart]) -> Vec<NumberForm> {
    let found: BTreeSet<NumberForm> = parts
        .iter()
        .enumerate()
        .filter_map(|(at, part)| match part {
            RepairedPart::Passage(passage) => {
                let marker = outline::marker(&passage.text)?;
                is_heading(passage, marker, parts.get(at + 1).copied()).then_some(marker.form)
            }
            _ => None,
        })
        .collect();
    found.into_iter().collect()
}

/// Whether a numbered line is a heading. A bare 1. must have text below it that is no sibling.
fn is_heading(passage: &Passage, marker: Marker, next: Option<&RepairedPart>) -> bool {
    if matches!(passage.style, Style::Heading(_)) {
        return true;
    }
    let text = passage.text.strip_suffix('。').unwrap_or(&passage.text);
    let closes = text.len() < passage.text.len();
    if !sentence::is_heading(text) || closes && text.chars().nth(32).is_some() {
        return false;
    }
    match marker.form {
        NumberForm::Part
        | NumberForm::Chapter
        | NumberForm::Section
        | NumberForm::Chinese
        | NumberForm::ChineseInBrackets => true,
        NumberForm::Arabic => !closes && opens_text(next),
        NumberForm::ArabicInBrackets | NumberForm::Circled => false,
    }
}

fn opens_text(next: Option<&RepairedPart>) -> bool {
    match next {
        Some(RepairedPart::Passage(next)) => {
            outline::marker(&next.text).is_none()
                && !sentence::is_box(&next.text)
                && sentence::is_prose(&next.text)
        }
        Some(RepairedPart::Indicators(_)) => true,
        _ => false,
    }
}

struct Builder {
    forms: Vec<NumberForm>,
    done: Structure,
    /// The numbers above the text, the coarsest first.
    clauses: Vec<(NumberForm, u32, String)>,
    /// The words of the nearest heading.
    heading: String,
    open: Option<OpenBox>,
}

impl Builder {
    fn passage(&mut self, passage: &Passage, next: Option<&RepairedPart>) {
        let marker = outline::marker(&passage.text);
        if self
            .open
            .as_ref()
            .is_some_and(|open| open.ends_before(passage, marker, self.last_ordinals()))
        {
            self.open = None;
        }
        if sentence::is_box(&passage.text) && passage.style == Style::Plain
            || boxes::is_labelled(&passage.text)
        {
            self.begin_box(&passage.text, passage.line, passage.tabbed);
            return;
        }
        if let Some(open) = &mut self.open
            && open.takes_title(passage, marker)
        {
            let mark = &mut self.done.boxes[open.index];
            mark.title.clone_from(&passage.text);
            return;
        }
        let heading = marker.filter(|marker| is_heading(passage, *marker, next));
        if let Some(marker) = marker.filter(|_| self.open.is_none()) {
            self.number(&passage.text, marker);
        }
        match (heading, passage.style) {
            (Some(marker), _) if self.open.is_none() => {
                self.heading = first_words(&passage.text[marker.length..]);
                let level = self.level(marker.form);
                self.push(heading_kind(level, &passage.text), passage.line);
            }
            (None, Style::Heading(level)) if self.open.is_none() => {
                self.heading = first_words(&passage.text);
                self.push(heading_kind(level, &passage.text), passage.line);
            }
            (_, style) => self.prose(&passage.text, passage.line, style, marker),
        }
    }

    fn begin_box(&mut self, text: &str, line: u32, tabbed: bool) {
        let (label, title) = boxes::parted(text);
        let index = self.done.boxes.len();
        self.done.boxes.push(BoxMark {
            label: label.to_owned(),
            title: title.to_owned(),
            line,
            end: line,
        });
        self.open = Some(OpenBox::new(index, tabbed, title.is_empty()));
        self.push(BlockKind::BoxTitle(index), line);
    }

    /// Enters a number of the outline; finer ones end.
    fn number(&mut self, text: &str, marker: Marker) {
        self.clauses.retain(|(form, ..)| *form < marker.form);
        let printed = printed_number(&text[..marker.length], marker.form);
        self.clauses.push((marker.form, marker.ordinal, printed));
    }

    fn last_ordinals(&self) -> impl Iterator<Item = (NumberForm, u32)> + '_ {
        self.clauses
            .iter()
            .map(|(form, ordinal, _)| (*form, *ordinal))
    }

    fn level(&self, form: NumberForm) -> u8 {
        let rank = self.forms.iter().position(|known| *known == form);
        u8::try_from(rank.unwrap_or(0) + 1).map_or(6, |level| level.min(6))
    }

    fn prose(&mut self, text: &str, line: u32, style: Style, marker: Option<Marker>) {
        let index = self.done.paragraphs.len();
        let clause: String = self
            .clauses
            .iter()
            .map(|(_, _, printed)| printed.as_str())
            .collect();
        if let Some(open) = &mut self.open {
            open.take(text, marker);
        }
        let in_box = self.open.as_ref().map(|open| open.index);
        let label = in_box.map(|index| &self.done.boxes[index].label);
        if let Some(words) = responsible(text) {
            self.done.responsible.push(Responsible {
                line,
                clause: clause.clone(),
                text: words.to_owned(),
            });
        }
        self.done.paragraphs.push(Paragraph {
            line,
            text: text.to_owned(),
            clause,
            heading: self.heading.clone(),
            in_box: label.map(|label| label.split_whitespace().collect()),
        });
        let kind = match style {
            Style::Bullet => BlockKind::Item(index),
            _ => BlockKind::Prose(index),
        };
        self.push(kind, line);
    }

    fn table(&mut self, kind: BlockKind, line: u32) {
        self.push(kind, line);
        if let Some(open) = &mut self.open {
            open.take_table();
        }
    }

    fn grid(&mut self, block: usize, original: &Original) {
        let Some(Block::Table(grid)) = original.blocks.get(block) else {
            return;
        };
        let Some(title) = boxes::title_of(grid) else {
            self.table(BlockKind::Grid(block), grid.line);
            return;
        };
        self.open = None;
        self.begin_box(title, grid.line, false);
        for (line, text) in lines(grid).skip(1) {
            self.prose(text, line, Style::Plain, outline::marker(text));
        }
        self.open = None;
    }

    fn push(&mut self, kind: BlockKind, line: u32) {
        let in_box = self.open.as_ref().map(|open| open.index);
        if let Some(index) = in_box {
            let mark = &mut self.done.boxes[index];
            mark.end = mark.end.max(line);
        }
        self.done.elements.push(Element { kind, line, in_box });
    }
}

fn heading_kind(level: u8, text: &str) -> BlockKind {
    BlockKind::Heading {
        level: level.clamp(1, 6),
        text: text.to_owned(),
    }
}

/// The words of a heading. What a format says is a heading may be a whole page, and every paragraph
/// below it keeps a copy.
fn first_words(text: &str) -> String {
    const LONGEST: usize = 80;
    text.trim().chars().take(LONGEST).collect()
}

/// The lines of the cells of a table, in order.
fn lines(grid: &Grid) -> impl Iterator<Item = (u32, &str)> {
    grid.rows.iter().flatten().flat_map(|cell| {
        cell.text
            .split('\n')
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(|text| (cell.line, text))
    })
}

/// 三 of 三、, （四） of (四), 2 of 2., 第三章 of 第三章.
fn printed_number(number: &str, form: NumberForm) -> String {
    let inner = number.trim_matches(['（', '）', '(', ')', '、', '.', '．', ' ']);
    match form {
        NumberForm::ChineseInBrackets | NumberForm::ArabicInBrackets => {
            format!("（{}）", inner.trim())
        }
        _ => inner.to_owned(),
    }
}

/// Who is responsible: the last brackets of a paragraph, when they say so.
fn responsible(text: &str) -> Option<&str> {
    const LEADS: [&str; 5] = ["责任", "牵头", "负责", "配合", "主责"];
    const ENDS: [&str; 6] = ["负责", "配合", "牵头", "落实", "参与", "分工负责"];
    let bare = text.trim_end_matches('。');
    let inner = bare.strip_suffix(['）', ')'])?;
    let open = inner.rfind(['（', '('])?;
    let words = inner[open..].trim_start_matches(['（', '(']);
    let says = LEADS.iter().any(|lead| words.starts_with(lead))
        || ENDS.iter().any(|end| words.ends_with(end));
    (says && words.chars().nth(3).is_some()).then_some(words)
}

#[cfg(test)]
mod tests;
