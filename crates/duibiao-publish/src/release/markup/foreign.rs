//! Whether the tokenizer stands inside SVG or `MathML`, where `style` and `title` hold tags like any
//! other element.
//!
//! Without a tree this is a stack of the few elements that switch between the two, kept as the rules of
//! HTML say; it is bounded, because a page decides how deep it is.

use html5ever::LocalName;
use html5ever::tokenizer::Tag;

/// Deeper pages are read as if the innermost element were not there.
const DEEPEST: usize = 64;

/// The open elements that switch, outermost first.
#[derive(Debug, Default)]
pub(super) struct Foreign(Vec<LocalName>);

impl Foreign {
    /// Whether the innermost of them is foreign.
    pub(super) fn is_inside(&self) -> bool {
        self.0.last().is_some_and(|name| is_root(name))
    }

    /// Takes a start tag, and tells whether the element is a foreign one itself.
    pub(super) fn start(&mut self, tag: &Tag) -> bool {
        if self.is_inside() && breaks_out(tag) {
            while self.is_inside() {
                self.0.pop();
            }
        }
        let is_foreign = self.is_inside() || is_root(&tag.name);
        let switches = is_root(&tag.name) || (is_foreign && holds_html(&tag.name));
        if switches && !tag.self_closing && self.0.len() < DEEPEST {
            self.0.push(tag.name.clone());
        }
        is_foreign
    }

    pub(super) fn end(&mut self, tag: &Tag) {
        if self.is_inside() && matches!(&*tag.name, "p" | "br") {
            while self.is_inside() {
                self.0.pop();
            }
        }
        if let Some(at) = self.0.iter().rposition(|name| *name == tag.name) {
            self.0.truncate(at);
        }
    }
}

fn is_root(name: &str) -> bool {
    matches!(name, "svg" | "math")
}

/// Elements of SVG and `MathML` whose content is HTML again.
fn holds_html(name: &str) -> bool {
    matches!(
        name,
        "foreignobject" | "desc" | "title" | "mi" | "mo" | "mn" | "ms" | "mtext" | "annotation-xml"
    )
}

/// Elements of HTML that no foreign element can hold: they end it.
fn breaks_out(tag: &Tag) -> bool {
    let styled = |name: &str| matches!(name, "color" | "face" | "size");
    match &*tag.name {
        "font" => tag
            .attrs
            .iter()
            .any(|attribute| styled(&attribute.name.local)),
        "b" | "big" | "blockquote" | "body" | "br" | "center" | "code" | "dd" | "div" | "dl"
        | "dt" | "em" | "embed" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "head" | "hr" | "i"
        | "img" | "li" | "listing" | "menu" | "meta" | "nobr" | "ol" | "p" | "pre" | "ruby"
        | "s" | "small" | "span" | "strong" | "strike" | "sub" | "sup" | "table" | "tt" | "u"
        | "ul" | "var" => true,
        _ => false,
    }
}
