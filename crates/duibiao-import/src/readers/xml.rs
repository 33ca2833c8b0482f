//! XML -> a flat tree with names that do not depend on the prefixes of the file.
//!
//! A document type declaration is refused: office programs write none, and its entities are the classic
//! bomb. The tree is an arena, so neither building nor dropping it can exhaust the stack.

mod namespace;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::original::UnreadableOriginal;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event};

use self::namespace::Scopes;
use crate::readers::limits::Limits;
use crate::readers::refusal;

/// Attributes of one element, more than any person or program writes.
const ATTRIBUTES: usize = 512;

/// A node of a [`Tree`].
pub(crate) type NodeId = usize;

/// A parsed XML part. Node 0 is the document, whose children are the root element.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<XmlNode>,
    names: Vec<String>,
    attributes: Vec<(u32, String)>,
    text: String,
}

#[derive(Debug)]
struct XmlNode {
    kind: XmlNodeKind,
    first: u32,
    next: u32,
}

#[derive(Debug)]
enum XmlNodeKind {
    Element { name: u32, attributes: Range<u32> },
    Text(Range<u32>),
}

impl Tree {
    /// The children of a node in order.
    pub(crate) fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let mut at = self.nodes[node].first as usize;
        std::iter::from_fn(move || {
            let here = at;
            at = self.nodes.get(here)?.next as usize;
            (here != 0).then_some(here)
        })
    }

    /// The name of an element as `w:p`, empty for text.
    pub(crate) fn name(&self, node: NodeId) -> &str {
        match &self.nodes[node].kind {
            XmlNodeKind::Element { name, .. } => &self.names[*name as usize],
            XmlNodeKind::Text(_) => "",
        }
    }

    /// An attribute of an element by its name, `w:val`.
    pub(crate) fn attribute(&self, node: NodeId, name: &str) -> Option<&str> {
        let XmlNodeKind::Element { attributes, .. } = &self.nodes[node].kind else {
            return None;
        };
        self.attributes[attributes.start as usize..attributes.end as usize]
            .iter()
            .find(|(key, _)| self.names[*key as usize] == name)
            .map(|(_, value)| value.as_str())
    }

    /// The first child element of this name.
    pub(crate) fn child(&self, node: NodeId, name: &str) -> Option<NodeId> {
        self.children(node).find(|&child| self.name(child) == name)
    }

    /// The value of the attribute `attribute` of the first child `name`.
    pub(crate) fn child_value(&self, node: NodeId, name: &str, attribute: &str) -> Option<&str> {
        self.attribute(self.child(node, name)?, attribute)
    }

    /// The text of a text node.
    pub(crate) fn text(&self, node: NodeId) -> Option<&str> {
        match &self.nodes[node].kind {
            XmlNodeKind::Text(range) => Some(&self.text[range.start as usize..range.end as usize]),
            XmlNodeKind::Element { .. } => None,
        }
    }

    /// The texts directly in an element.
    pub(crate) fn own_text(&self, node: NodeId) -> String {
        self.children(node)
            .filter_map(|child| self.text(child))
            .collect()
    }

    /// All nodes below `node` and itself, in document order, without recursion.
    pub(crate) fn descendants(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let mut stack = vec![node];
        std::iter::from_fn(move || {
            let here = stack.pop()?;
            let from = stack.len();
            stack.extend(self.children(here));
            stack[from..].reverse();
            Some(here)
        })
    }

    /// How many elements there are of any of these names.
    pub(crate) fn count(&self, names: &[&str]) -> usize {
        self.nodes
            .iter()
            .filter(|node| match &node.kind {
                XmlNodeKind::Element { name, .. } => {
                    names.contains(&self.names[*name as usize].as_str())
                }
                XmlNodeKind::Text(_) => false,
            })
            .count()
    }
}

/// Parses a part; `part` is its name, for messages.
pub(crate) fn parse(xml: &str, part: &str, limits: &Limits) -> Result<Tree, UnreadableOriginal> {
    let mut reader = Reader::from_str(xml);
    let mut builder = Builder::new(part, limits);
    loop {
        let event = reader
            .read_event()
            .map_err(|_error| refusal::damaged(part))?;
        match event {
            Event::Start(start) => {
                builder.open(&start)?;
            }
            Event::Empty(start) => {
                builder.open(&start)?;
                builder.close();
            }
            Event::End(_) => builder.close(),
            Event::Text(text) => builder.write(&text)?,
            Event::CData(text) => builder.write(&text)?,
            Event::GeneralRef(reference) => {
                let character = resolve(&reference).ok_or_else(|| refusal::entities(part))?;
                builder.write(character.encode_utf8(&mut [0; 4]))?;
            }
            Event::DocType(_) => return Err(refusal::entities(part)),
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    builder.finish()
}

/// `&amp;` and its four companions, and references by number. Anything else would need a declaration.
fn resolve(reference: &BytesRef<'_>) -> Option<char> {
    if reference.is_char_ref() {
        return reference.resolve_char_ref().ok().flatten();
    }
    Some(match reference as &str {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

struct Builder<'a> {
    part: &'a str,
    limits: &'a Limits,
    tree: Tree,
    index: BTreeMap<String, u32>,
    scopes: Scopes,
    /// The open elements and the last child of each.
    open: Vec<(NodeId, NodeId)>,
}

impl<'a> Builder<'a> {
    fn new(part: &'a str, limits: &'a Limits) -> Self {
        let root = XmlNode {
            kind: XmlNodeKind::Text(0..0),
            first: 0,
            next: 0,
        };
        let tree = Tree {
            nodes: vec![root],
            names: Vec::new(),
            attributes: Vec::new(),
            text: String::new(),
        };
        let (index, scopes) = (BTreeMap::new(), Scopes::default());
        Self {
            part,
            limits,
            tree,
            index,
            scopes,
            open: vec![(0, 0)],
        }
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), UnreadableOriginal> {
        if self.open.len() > self.limits.xml_depth {
            return Err(refusal::too_deep(self.part, self.limits.xml_depth));
        }
        let mut found = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_error| refusal::damaged(self.part))?;
            if found.len() == ATTRIBUTES {
                return Err(refusal::too_large(
                    "XML 属性数",
                    "XML attributes",
                    ATTRIBUTES,
                ));
            }
            let value =
                unescape(&attribute.value).map_err(|_error| refusal::entities(self.part))?;
            found.push((attribute.key.0.to_owned(), value.into_owned()));
        }
        let declared = found
            .iter()
            .filter_map(|(key, value)| Some((namespace::declared(key)?, value.as_str())));
        if !self.scopes.enter(declared) {
            return Err(refusal::too_large(
                "XML 命名空间数",
                "XML namespaces",
                namespace::LIMIT,
            ));
        }
        let from = as_u32(self.tree.attributes.len());
        for (key, value) in found {
            let key = self.intern(&self.scopes.attribute(&key));
            self.tree.attributes.push((key, value));
        }
        let name = self.intern(&self.scopes.element(start.name().0));
        let attributes = from..as_u32(self.tree.attributes.len());
        let node = self.append(XmlNodeKind::Element { name, attributes })?;
        self.open.push((node, 0));
        Ok(())
    }

    fn close(&mut self) {
        if self.open.len() > 1 {
            self.open.pop();
            self.scopes.leave();
        }
    }

    /// Text goes on in the node before it, so that `a&lt;b` is one text.
    fn write(&mut self, text: &str) -> Result<(), UnreadableOriginal> {
        let from = as_u32(self.tree.text.len());
        self.tree.text.push_str(text);
        let end = as_u32(self.tree.text.len());
        let last = self.open.last().map_or(0, |&(_, last)| last);
        if last != 0
            && let XmlNodeKind::Text(range) = &mut self.tree.nodes[last].kind
            && range.end == from
        {
            range.end = end;
            return Ok(());
        }
        self.append(XmlNodeKind::Text(from..end)).map(|_node| ())
    }

    fn append(&mut self, kind: XmlNodeKind) -> Result<NodeId, UnreadableOriginal> {
        let id = self.tree.nodes.len();
        if id > self.limits.nodes {
            return Err(refusal::too_large(
                "XML 节点数",
                "XML nodes",
                self.limits.nodes,
            ));
        }
        self.tree.nodes.push(XmlNode {
            kind,
            first: 0,
            next: 0,
        });
        if let Some((parent, last)) = self.open.last_mut() {
            match *last {
                0 => self.tree.nodes[*parent].first = as_u32(id),
                before => self.tree.nodes[before].next = as_u32(id),
            }
            *last = id;
        }
        Ok(id)
    }

    fn intern(&mut self, name: &str) -> u32 {
        if let Some(&id) = self.index.get(name) {
            return id;
        }
        let id = as_u32(self.tree.names.len());
        self.tree.names.push(name.to_owned());
        self.index.insert(name.to_owned(), id);
        id
    }

    /// Elements that were never closed mean that the part was cut off.
    fn finish(self) -> Result<Tree, UnreadableOriginal> {
        if self.open.len() > 1 || self.tree.nodes.len() < 2 {
            return Err(refusal::damaged(self.part));
        }
        Ok(self.tree)
    }
}

/// Sizes here are bounded by the limits, far below four billion.
fn as_u32(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
