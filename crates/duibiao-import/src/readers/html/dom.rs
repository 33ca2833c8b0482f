//! A web page as a tree: html5ever builds it, an arena holds it.
//!
//! Siblings are linked and not listed, so that no insertion has to search, and the depth is watched while
//! the page is parsed, because the work of the parser grows with it.

mod sink;

use crate::original::UnreadableOriginal;
use duibiao_syntax::tokens::{self, UnreadablePage};
use html5ever::interface::TreeSink;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, QualName};

use self::sink::DomSink;
use crate::readers::limits::Limits;
use crate::readers::refusal;

/// A node of the page.
pub(super) type NodeId = usize;

/// A parsed page.
#[derive(Debug)]
pub(super) struct Dom {
    nodes: Vec<HtmlNode>,
}

#[derive(Debug)]
struct HtmlNode {
    /// Empty for all but elements; html5ever may ask for the name of any node.
    name: QualName,
    kind: HtmlNodeKind,
    line: u32,
    depth: usize,
    parent: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
    before: Option<NodeId>,
    after: Option<NodeId>,
}

#[derive(Debug)]
enum HtmlNodeKind {
    Document,
    Element(Vec<Attribute>),
    Text(String),
    Comment,
}

/// Parses a page.
pub(super) fn parse(text: &str, limits: &Limits) -> Result<Dom, UnreadableOriginal> {
    let options = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let builder = TreeBuilder::new(DomSink::default(), options);
    let builder = tokens::tokenize(text, builder, |builder| builder.sink.check(limits))?;
    let dom = builder.sink.finish();
    if dom.deepest() > limits.html_depth {
        return Err(refusal::too_deep("HTML", limits.html_depth));
    }
    Ok(dom)
}

impl From<UnreadablePage> for UnreadableOriginal {
    fn from(_: UnreadablePage) -> Self {
        refusal::too_large(
            "一个标签的属性数",
            "attributes of a tag",
            tokens::MOST_ATTRIBUTES,
        )
    }
}

impl Dom {
    /// The document itself.
    pub(super) const ROOT: NodeId = 0;

    pub(super) fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.nodes[node].first, |&child| self.nodes[child].after)
    }

    pub(super) fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.nodes[node].parent, |&node| self.nodes[node].parent)
    }

    /// All nodes below `node` and itself, in the order of the page.
    pub(super) fn descendants(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let mut stack = vec![node];
        std::iter::from_fn(move || {
            let here = stack.pop()?;
            let from = stack.len();
            stack.extend(self.children(here));
            stack[from..].reverse();
            Some(here)
        })
    }

    /// The name of an element in lower case, empty for everything else.
    pub(super) fn name(&self, node: NodeId) -> &str {
        &self.nodes[node].name.local
    }

    pub(super) fn attribute(&self, node: NodeId, name: &str) -> Option<&str> {
        match &self.nodes[node].kind {
            HtmlNodeKind::Element(attributes) => attributes
                .iter()
                .find(|attribute| &*attribute.name.local == name)
                .map(|attribute| &*attribute.value),
            HtmlNodeKind::Document | HtmlNodeKind::Text(_) | HtmlNodeKind::Comment => None,
        }
    }

    pub(super) fn text(&self, node: NodeId) -> Option<&str> {
        match &self.nodes[node].kind {
            HtmlNodeKind::Text(text) => Some(text),
            HtmlNodeKind::Document | HtmlNodeKind::Element(_) | HtmlNodeKind::Comment => None,
        }
    }

    /// The line of the source that a node begins at.
    pub(super) fn line(&self, node: NodeId) -> u32 {
        self.nodes[node].line
    }

    pub(super) fn count(&self, name: &str) -> usize {
        (0..self.nodes.len())
            .filter(|&node| self.name(node) == name)
            .count()
    }

    pub(super) fn comments(&self) -> usize {
        self.nodes
            .iter()
            .filter(|node| matches!(node.kind, HtmlNodeKind::Comment))
            .count()
    }

    /// How many nodes were ever made; ids are below it.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether a node is for the browser and not for the reader.
    pub(super) fn is_machinery(&self, node: NodeId) -> bool {
        matches!(
            self.name(node),
            "script"
                | "style"
                | "template"
                | "head"
                | "iframe"
                | "object"
                | "svg"
                | "link"
                | "meta"
        )
    }

    /// The words below a node on lines, white space folded.
    pub(super) fn words(&self, node: NodeId) -> String {
        let mut words = String::new();
        let mut stack = vec![node];
        while let Some(at) = stack.pop() {
            if self.is_machinery(at) {
                continue;
            }
            if let Some(text) = self.text(at) {
                for word in text.split_whitespace() {
                    if !words.is_empty() && !words.ends_with('\n') {
                        words.push(' ');
                    }
                    words.push_str(word);
                }
            } else if is_block(self.name(at)) && !words.is_empty() && !words.ends_with('\n') {
                words.push('\n');
            }
            let from = stack.len();
            stack.extend(self.children(at));
            stack[from..].reverse();
        }
        words
    }

    fn deepest(&self) -> usize {
        let mut depths = vec![0_usize; self.nodes.len()];
        let mut deepest = 0;
        for node in self.descendants(Self::ROOT) {
            let depth = self.nodes[node]
                .parent
                .map_or(0, |parent| depths[parent] + 1);
            depths[node] = depth;
            deepest = deepest.max(depth);
        }
        deepest
    }
}

/// Whether an element begins a line of its own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ucapcontent"
            | "ul"
            | "br"
            | "option"
    )
}
