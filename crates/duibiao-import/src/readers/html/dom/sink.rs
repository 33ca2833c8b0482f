//! What html5ever writes to while it parses.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use crate::original::UnreadableOriginal;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName, local_name, ns};

use super::{Dom, HtmlNode, HtmlNodeKind, NodeId};
use crate::readers::limits::Limits;
use crate::readers::refusal;
/// Builds the tree.
#[derive(Debug)]
pub(super) struct DomSink {
    nodes: RefCell<Vec<HtmlNode>>,
    line: Cell<u32>,
    deepest: Cell<usize>,
}

impl Default for DomSink {
    fn default() -> Self {
        let sink = Self {
            nodes: RefCell::default(),
            line: Cell::new(1),
            deepest: Cell::new(0),
        };
        sink.make(nameless(), HtmlNodeKind::Document);
        sink
    }
}

impl DomSink {
    /// Refuses a page that has become too deep or too large.
    pub(super) fn check(&self, limits: &Limits) -> Result<(), UnreadableOriginal> {
        if self.deepest.get() > limits.html_depth {
            return Err(refusal::too_deep("HTML", limits.html_depth));
        }
        if self.nodes.borrow().len() > limits.nodes {
            return Err(refusal::too_large(
                "网页节点数",
                "nodes of a web page",
                limits.nodes,
            ));
        }
        Ok(())
    }

    fn make(&self, name: QualName, kind: HtmlNodeKind) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        let (parent, first, last, before, after) = (None, None, None, None, None);
        nodes.push(HtmlNode {
            name,
            kind,
            line: self.line.get(),
            depth: 0,
            parent,
            first,
            last,
            before,
            after,
        });
        nodes.len() - 1
    }

    /// Takes a node out of its place.
    fn detach(&self, node: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let (parent, before, after) = (
            nodes[node].parent.take(),
            nodes[node].before.take(),
            nodes[node].after.take(),
        );
        match (before, parent) {
            (Some(before), _) => nodes[before].after = after,
            (None, Some(parent)) => nodes[parent].first = after,
            (None, None) => {}
        }
        match (after, parent) {
            (Some(after), _) => nodes[after].before = before,
            (None, Some(parent)) => nodes[parent].last = before,
            (None, None) => {}
        }
    }

    /// Puts a node below `parent`, before `after` or at the end.
    fn attach(&self, node: NodeId, parent: NodeId, after: Option<NodeId>) {
        self.detach(node);
        let mut nodes = self.nodes.borrow_mut();
        let before = after.map_or(nodes[parent].last, |after| nodes[after].before);
        nodes[node].parent = Some(parent);
        nodes[node].depth = nodes[parent].depth + 1;
        nodes[node].before = before;
        nodes[node].after = after;
        match before {
            Some(before) => nodes[before].after = Some(node),
            None => nodes[parent].first = Some(node),
        }
        match after {
            Some(after) => nodes[after].before = Some(node),
            None => nodes[parent].last = Some(node),
        }
        let depth = nodes[node].depth;
        self.deepest.set(self.deepest.get().max(depth));
    }

    /// Text joins the text before it.
    fn insert(&self, child: NodeOrText<NodeId>, parent: NodeId, after: Option<NodeId>) {
        match child {
            NodeOrText::AppendNode(node) => self.attach(node, parent, after),
            NodeOrText::AppendText(text) => {
                let before = {
                    let nodes = self.nodes.borrow();
                    after.map_or(nodes[parent].last, |after| nodes[after].before)
                };
                if let Some(before) = before
                    && let HtmlNodeKind::Text(known) = &mut self.nodes.borrow_mut()[before].kind
                {
                    known.push_str(&text);
                    return;
                }
                // The parser tells the line after the text; its own line ends lead back to where it begins.
                let ends = text.chars().filter(|&c| c == '\n').count();
                let node = self.make(nameless(), HtmlNodeKind::Text(text.to_string()));
                let line = self
                    .line
                    .get()
                    .saturating_sub(u32::try_from(ends).unwrap_or(u32::MAX))
                    .max(1);
                self.nodes.borrow_mut()[node].line = line;
                self.attach(node, parent, after);
            }
        }
    }
}

impl TreeSink for DomSink {
    type Handle = NodeId;
    type Output = Dom;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Dom {
        Dom {
            nodes: self.nodes.into_inner(),
        }
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        Dom::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| &nodes[*target].name)
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _flags: ElementFlags,
    ) -> NodeId {
        self.make(name, HtmlNodeKind::Element(attributes))
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.make(nameless(), HtmlNodeKind::Comment)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        self.make(nameless(), HtmlNodeKind::Comment)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(child, *parent, None);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let parent = self.nodes.borrow()[*element].parent;
        match parent {
            Some(parent) => self.insert(child, parent, Some(*element)),
            None => self.insert(child, *previous, None),
        }
    }

    fn append_doctype_to_document(
        &self,
        _name: StrTendril,
        _public: StrTendril,
        _system: StrTendril,
    ) {
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.nodes.borrow()[*sibling].parent;
        if let Some(parent) = parent {
            self.insert(child, parent, Some(*sibling));
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, more: Vec<Attribute>) {
        if let HtmlNodeKind::Element(attributes) = &mut self.nodes.borrow_mut()[*target].kind {
            for attribute in more {
                if attributes.iter().all(|known| known.name != attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut child = self.nodes.borrow()[*node].first;
        while let Some(here) = child {
            child = self.nodes.borrow()[here].after;
            self.attach(here, *new_parent, None);
        }
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(u32::try_from(line).unwrap_or(u32::MAX));
    }
}

fn nameless() -> QualName {
    QualName::new(None, ns!(), local_name!(""))
}
