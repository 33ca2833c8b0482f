//! `numbering.xml`: the automatic number of a paragraph, as Word shows it.
//!
//! Offices number headings with it (`一、`, `（一）`), so without it the outline of a plan is gone. Counting
//! depends on the order of paragraphs: [`Counters`] must see every numbered paragraph once.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::readers::numeral::{self, Numeral};
use crate::readers::xml::{NodeId, Tree};

/// Levels of a list.
const LEVELS: usize = 9;

/// What a paragraph or a style says about its number. Zero as list means: none, even if the style has one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NumberRef {
    list: Option<String>,
    level: Option<usize>,
}

impl NumberRef {
    /// Reads `w:numPr` below paragraph properties.
    pub(super) fn read(tree: &Tree, properties: NodeId) -> Self {
        let Some(node) = tree.child(properties, "w:numPr") else {
            return Self::default();
        };
        let level = tree
            .child_value(node, "w:ilvl", "w:val")
            .and_then(|level| level.parse().ok());
        Self {
            list: tree
                .child_value(node, "w:numId", "w:val")
                .map(str::to_owned),
            level,
        }
    }

    /// This, and where it is silent what `other` says.
    pub(super) fn or(self, other: &Self) -> Self {
        Self {
            list: self.list.or_else(|| other.list.clone()),
            level: self.level.or(other.level),
        }
    }
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: BTreeMap<String, List>,
    definitions: BTreeMap<String, Definition>,
    /// The definition of each list style.
    by_style: BTreeMap<String, String>,
}

#[derive(Debug, Default)]
struct List {
    definition: String,
    /// Another start, and another level, by the number of the level.
    starts: BTreeMap<usize, i64>,
    levels: BTreeMap<usize, Level>,
}

#[derive(Debug, Default)]
struct Definition {
    levels: BTreeMap<usize, Level>,
    /// The definition lies in the list of this style.
    number_style: Option<String>,
}

#[derive(Clone, Debug)]
struct Level {
    start: i64,
    format: Option<Numeral>,
    text: String,
    /// Whether something stands between number and text.
    has_gap: bool,
    legal: bool,
    /// After which level it starts anew; 0 means never.
    restart: Option<usize>,
    /// The style whose paragraphs are of this level.
    style: Option<String>,
}

/// What stands before a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NumberMark {
    /// A bullet.
    Bullet,
    /// A number with everything around it.
    Number(String),
}

/// How far each list has been counted.
#[derive(Debug, Default)]
pub(super) struct Counters {
    /// By definition, because lists of one definition go on counting together.
    counts: BTreeMap<String, [Option<i64>; LEVELS]>,
    /// Lists whose own start has been used.
    started: BTreeSet<String>,
}

impl Numbering {
    pub(super) fn read(tree: &Tree) -> Self {
        let mut numbering = Self::default();
        for node in tree.descendants(0) {
            match tree.name(node) {
                "w:abstractNum" => {
                    let id = tree.attribute(node, "w:abstractNumId").unwrap_or_default();
                    if let Some(style) = tree.child_value(node, "w:styleLink", "w:val") {
                        numbering.by_style.insert(style.to_owned(), id.to_owned());
                    }
                    numbering
                        .definitions
                        .insert(id.to_owned(), Definition::read(tree, node));
                }
                "w:num" => {
                    let id = tree.attribute(node, "w:numId").unwrap_or_default();
                    numbering
                        .lists
                        .insert(id.to_owned(), List::read(tree, node));
                }
                _ => {}
            }
        }
        numbering
    }

    /// Counts one paragraph and says what stands before it.
    pub(super) fn mark(
        &self,
        number: &NumberRef,
        style: Option<&str>,
        counters: &mut Counters,
    ) -> Option<NumberMark> {
        let id = number.list.as_deref().filter(|&id| id != "0")?;
        let list = self.lists.get(id)?;
        let definition_id = self.resolved(&list.definition);
        let definition = self.definitions.get(definition_id)?;
        let at = number
            .level
            .or_else(|| definition.level_of(style))
            .unwrap_or(0)
            .min(LEVELS - 1);
        let level_at = |at: usize| list.levels.get(&at).or_else(|| definition.levels.get(&at));
        let level = level_at(at)?;
        let starts_anew = counters.started.insert(id.to_owned());
        let counts = counters.counts.entry(definition_id.to_owned()).or_default();
        if starts_anew {
            for &level in list.starts.keys().filter(|&&level| level < LEVELS) {
                counts[level] = None;
            }
        }
        let start = |at: usize| {
            list.starts
                .get(&at)
                .copied()
                .or(level_at(at).map(|level| level.start))
                .unwrap_or(1)
        };
        counts[at] = Some(counts[at].map_or_else(|| start(at), |count| count.saturating_add(1)));
        for (below, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let restart = level_at(below).and_then(|level| level.restart);
            if restart.is_none_or(|restart| restart != 0 && at < restart) {
                *count = None;
            }
        }
        let shown = |of: usize| {
            let count = counts[of].unwrap_or_else(|| start(of));
            let format = level_at(of).and_then(|level| level.format);
            let format = if level.legal {
                Some(Numeral::Decimal)
            } else {
                format
            };
            format
                .map(|format| numeral::write(count, format))
                .unwrap_or_default()
        };
        level.mark(shown)
    }

    /// Follows a definition that only points to the list of a style.
    fn resolved<'a>(&'a self, id: &'a str) -> &'a str {
        let style = self
            .definitions
            .get(id)
            .and_then(|definition| definition.number_style.as_ref());
        style
            .and_then(|style| self.by_style.get(style))
            .map_or(id, String::as_str)
    }
}

impl List {
    fn read(tree: &Tree, node: NodeId) -> Self {
        let definition = tree
            .child_value(node, "w:abstractNumId", "w:val")
            .unwrap_or_default();
        let mut list = Self {
            definition: definition.to_owned(),
            ..Self::default()
        };
        for child in tree
            .children(node)
            .filter(|&child| tree.name(child) == "w:lvlOverride")
        {
            let Some(at) = index(tree, child) else {
                continue;
            };
            let start = tree.child_value(child, "w:startOverride", "w:val");
            if let Some(start) = start.and_then(|start| start.parse().ok()) {
                list.starts.insert(at, start);
            }
            if let Some(level) = tree.child(child, "w:lvl") {
                list.levels.insert(at, Level::read(tree, level));
            }
        }
        list
    }
}

impl Definition {
    fn read(tree: &Tree, node: NodeId) -> Self {
        let levels = tree
            .children(node)
            .filter(|&child| tree.name(child) == "w:lvl");
        Self {
            levels: levels
                .filter_map(|level| Some((index(tree, level)?, Level::read(tree, level))))
                .collect(),
            number_style: tree
                .child_value(node, "w:numStyleLink", "w:val")
                .map(str::to_owned),
        }
    }

    fn level_of(&self, style: Option<&str>) -> Option<usize> {
        let style = style?;
        self.levels
            .iter()
            .find(|(_, level)| level.style.as_deref() == Some(style))
            .map(|(&at, _)| at)
    }
}

fn index(tree: &Tree, node: NodeId) -> Option<usize> {
    tree.attribute(node, "w:ilvl")?
        .parse()
        .ok()
        .filter(|&level| level < LEVELS)
}

impl Level {
    fn read(tree: &Tree, node: NodeId) -> Self {
        let value = |name| tree.child_value(node, name, "w:val");
        Self {
            start: value("w:start")
                .and_then(|start| start.parse().ok())
                .unwrap_or(0),
            format: numeral::word_format(value("w:numFmt").unwrap_or("decimal")),
            text: value("w:lvlText").unwrap_or_default().to_owned(),
            has_gap: value("w:suff") != Some("nothing"),
            legal: super::runs::is_on(tree, node, "w:isLgl"),
            restart: value("w:lvlRestart").and_then(|level| level.parse().ok()),
            style: value("w:pStyle").map(str::to_owned),
        }
    }

    /// The text of the level with `%1` … replaced.
    fn mark(&self, shown: impl Fn(usize) -> String) -> Option<NumberMark> {
        if self.format == Some(Numeral::Bullet) {
            return (!self.text.trim().is_empty()).then_some(NumberMark::Bullet);
        }
        let mut mark = String::new();
        let mut chars = self.text.chars().peekable();
        while let Some(c) = chars.next() {
            match chars.peek().and_then(|next| next.to_digit(10)) {
                Some(level @ 1..=9) if c == '%' => {
                    mark.push_str(&shown(level as usize - 1));
                    chars.next();
                }
                _ => mark.push(c),
            }
        }
        // A tab after `一、` is only layout; after `1.` it keeps number and text apart.
        if self.has_gap && mark.chars().last().is_some_and(|c| c.is_ascii()) {
            mark.push(' ');
        }
        (!mark.trim().is_empty()).then_some(NumberMark::Number(mark))
    }
}
