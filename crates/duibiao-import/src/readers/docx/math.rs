//! Formulas of Word on one line: `a/b`, `x^2`, `√(x)`.
//!
//! Words and numbers of a formula are kept with what binds them; its look is not.

use crate::readers::xml::{NodeId, Tree};

/// The formula as text, and whether nothing but text was in it.
pub(super) fn linear(tree: &Tree, node: NodeId) -> (String, bool) {
    let mut writer = Writer {
        tree,
        text: String::new(),
        is_plain: true,
    };
    writer.children(node);
    (writer.text, writer.is_plain)
}

struct Writer<'a> {
    tree: &'a Tree,
    text: String,
    is_plain: bool,
}

impl Writer<'_> {
    fn children(&mut self, node: NodeId) {
        for child in self.tree.children(node) {
            self.element(child);
        }
    }

    fn element(&mut self, node: NodeId) {
        match self.tree.name(node) {
            "m:t" | "w:t" => self.text.push_str(&self.tree.own_text(node)),
            "m:f" => self.joined(node, &[("", "m:num"), ("/", "m:den")]),
            "m:sSup" => self.joined(node, &[("", "m:e"), ("^", "m:sup")]),
            "m:sSub" => self.joined(node, &[("", "m:e"), ("_", "m:sub")]),
            "m:sSubSup" => self.joined(node, &[("", "m:e"), ("_", "m:sub"), ("^", "m:sup")]),
            "m:rad" => self.joined(node, &[("", "m:deg"), ("√", "m:e")]),
            "m:nary" => {
                let sign = self
                    .property(node, "m:naryPr", "m:chr")
                    .unwrap_or("∫")
                    .to_owned();
                self.text.push_str(&sign);
                self.joined(node, &[("_", "m:sub"), ("^", "m:sup"), (" ", "m:e")]);
            }
            "m:d" => self.delimited(node),
            name if name.ends_with("Pr") => {}
            "m:eqArr" | "m:m" | "m:acc" | "m:bar" | "m:limLow" | "m:limUpp" | "m:groupChr" => {
                self.is_plain = false;
                self.children(node);
            }
            _ => self.children(node),
        }
    }

    /// Brackets stay plain: they are on the line already.
    fn delimited(&mut self, node: NodeId) {
        let begin = self
            .property(node, "m:dPr", "m:begChr")
            .unwrap_or("(")
            .to_owned();
        let end = self
            .property(node, "m:dPr", "m:endChr")
            .unwrap_or(")")
            .to_owned();
        self.text.push_str(&begin);
        self.children(node);
        self.text.push_str(&end);
    }

    /// Parts with a sign before each that has something in it; a part of several characters in brackets.
    fn joined(&mut self, node: NodeId, parts: &[(&str, &str)]) {
        self.is_plain = false;
        for (sign, name) in parts {
            let Some(part) = self.tree.child(node, name) else {
                continue;
            };
            let mut inner = Writer {
                tree: self.tree,
                text: String::new(),
                is_plain: true,
            };
            inner.children(part);
            if inner.text.is_empty() {
                continue;
            }
            self.text.push_str(sign);
            let is_single = inner.text.chars().count() == 1
                || inner.text.chars().all(|c| c.is_ascii_digit() || c == '.');
            let is_word = is_single || (sign.is_empty() && parts.len() == 2 && *name != "m:num");
            let (begin, end) = if is_word { ("", "") } else { ("(", ")") };
            self.text.push_str(begin);
            self.text.push_str(&inner.text);
            self.text.push_str(end);
        }
    }

    fn property(&self, node: NodeId, properties: &str, name: &str) -> Option<&str> {
        self.tree
            .child_value(self.tree.child(node, properties)?, name, "m:val")
    }
}
