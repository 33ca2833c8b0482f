//! `styles.xml`: which paragraph styles are headings, and which bring a number with them.

use std::collections::BTreeMap;

use crate::original::Style;

use super::numbering::NumberRef;
use crate::readers::xml::{NodeId, Tree};

/// Styles are based on styles; longer chains are loops.
const CHAIN: usize = 32;

/// The paragraph styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, ParagraphStyle>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

#[derive(Debug, Default)]
struct ParagraphStyle {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    number: NumberRef,
    hidden: bool,
}

impl Styles {
    pub(super) fn read(tree: &Tree) -> Self {
        let mut styles = Self::default();
        for node in tree
            .descendants(0)
            .filter(|&node| tree.name(node) == "w:style")
        {
            let Some(id) = tree.attribute(node, "w:styleId") else {
                continue;
            };
            let is_paragraph = tree
                .attribute(node, "w:type")
                .is_none_or(|kind| kind == "paragraph");
            let is_default = matches!(tree.attribute(node, "w:default"), Some("1" | "true" | "on"));
            if is_paragraph && is_default {
                styles.default = Some(id.to_owned());
            }
            styles
                .by_id
                .insert(id.to_owned(), ParagraphStyle::read(tree, node));
        }
        styles
    }

    /// What a paragraph of this style is.
    pub(super) fn style(&self, id: Option<&str>) -> Style {
        self.chain(id)
            .find_map(ParagraphStyle::meaning)
            .unwrap_or_default()
    }

    /// The number that this style brings.
    pub(super) fn number(&self, id: Option<&str>) -> NumberRef {
        let mut number = NumberRef::default();
        for style in self.chain(id) {
            number = number.or(&style.number);
        }
        number
    }

    /// Whether text of this style is hidden.
    pub(super) fn is_hidden(&self, id: Option<&str>) -> bool {
        id.is_some() && self.chain(id).any(|style| style.hidden)
    }

    /// The style and what it is based on.
    fn chain(&self, id: Option<&str>) -> impl Iterator<Item = &ParagraphStyle> {
        let first = id.or(self.default.as_deref());
        let next =
            |style: &&ParagraphStyle| style.based_on.as_ref().and_then(|id| self.by_id.get(id));
        std::iter::successors(first.and_then(|id| self.by_id.get(id)), next).take(CHAIN)
    }
}

impl ParagraphStyle {
    fn read(tree: &Tree, node: NodeId) -> Self {
        let properties = tree.child(node, "w:pPr");
        let outline = properties.and_then(|node| tree.child_value(node, "w:outlineLvl", "w:val"));
        Self {
            name: tree
                .child_value(node, "w:name", "w:val")
                .unwrap_or_default()
                .to_owned(),
            based_on: tree
                .child_value(node, "w:basedOn", "w:val")
                .map(str::to_owned),
            outline: outline.and_then(|level| level.parse().ok()),
            number: properties
                .map(|node| NumberRef::read(tree, node))
                .unwrap_or_default(),
            hidden: tree
                .child(node, "w:rPr")
                .is_some_and(|node| super::runs::is_on(tree, node, "w:vanish")),
        }
    }

    /// The name says more than the level: a title has level 1 in some templates.
    fn meaning(&self) -> Option<Style> {
        by_name(&self.name).or(match self.outline {
            Some(level @ 0..=8) => Some(Style::Heading(level + 1)),
            Some(_) => Some(Style::Plain),
            None => None,
        })
    }
}

/// Word keeps the English names in every language; other programs write the names of their menus.
fn by_name(name: &str) -> Option<Style> {
    let name = name.trim().to_lowercase();
    if ["title", "标题", "文档标题", "文件标题", "標題"].contains(&name.as_str()) {
        return Some(Style::Title);
    }
    let rest = ["heading", "标题", "標題"]
        .iter()
        .find_map(|word| name.strip_prefix(word))?;
    match rest.trim().parse() {
        Ok(level @ 1..=9) => Some(Style::Heading(level)),
        _ => None,
    }
}
