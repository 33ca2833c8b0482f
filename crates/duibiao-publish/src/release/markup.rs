//! One walk over the tags of a page, for all that judge a page by what was really written.
//!
//! A tag here is a tag to a browser. No tree is built: what a
//! browser would move or leave out of its tree is seen too, which errs on the side of seeing too much.
//! What a script does is not known. Where a page has words for browsers
//! without scripts (`noscript`), it is read as they read it.

use std::cell::RefCell;

use duibiao_syntax::tokens::{self, UnreadablePage};
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};

use foreign::Foreign;

mod foreign;
#[cfg(test)]
mod tests;

/// A visitor that is shown the parts of a page, in their order.
pub trait Visitor {
    /// A start tag.
    fn tag(&mut self, tag: &StartTag<'_>);

    /// The text of a `style` element.
    fn style(&mut self, _css: &str) {}

    /// The text of a comment; `<?…>` is one to a browser that reads HTML.
    fn comment(&mut self, _text: &str) {}
}

/// Two visitors in one walk.
impl<A: Visitor, B: Visitor> Visitor for (A, B) {
    fn tag(&mut self, tag: &StartTag<'_>) {
        self.0.tag(tag);
        self.1.tag(tag);
    }

    fn style(&mut self, css: &str) {
        self.0.style(css);
        self.1.style(css);
    }

    fn comment(&mut self, text: &str) {
        self.0.comment(text);
        self.1.comment(text);
    }
}

/// A start tag; names are in lower case, character references are resolved.
#[derive(Debug)]
pub struct StartTag<'a>(&'a Tag);

impl StartTag<'_> {
    /// The name of the element.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The attributes in their order, names and values; of two with one name, the first.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        let attributes = self.0.attrs.iter();
        attributes.map(|attribute| (&*attribute.name.local, &*attribute.value))
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes()
            .find(|(n, _)| *n == name)
            .map(|(_, value)| value)
    }
}

/// Shows the visitor a page. Bytes that are no UTF-8 are read as browsers read them.
///
/// # Errors
///
/// When the page is [`UnreadablePage`].
pub fn walk(page: &[u8], visitor: &mut dyn Visitor) -> Result<(), UnreadablePage> {
    let page = String::from_utf8_lossy(page);
    let sink = tokens::tokenize(&page, LoadSink::new(visitor), |_| {
        Ok::<_, UnreadablePage>(())
    })?;
    sink.close_style();
    Ok(())
}

/// What the tokenizer speaks to. It may only be read through shared references, hence the cells.
struct LoadSink<'a> {
    visitor: RefCell<&'a mut dyn Visitor>,
    foreign: RefCell<Foreign>,
    /// The text of the `style` element that is open.
    style: RefCell<Option<String>>,
}

impl<'a> LoadSink<'a> {
    fn new(visitor: &'a mut dyn Visitor) -> Self {
        Self {
            visitor: RefCell::new(visitor),
            foreign: RefCell::default(),
            style: RefCell::default(),
        }
    }

    fn start(&self, tag: &Tag) -> TokenSinkResult<()> {
        let is_foreign = self.foreign.borrow_mut().start(tag);
        self.visitor.borrow_mut().tag(&StartTag(tag));
        if &*tag.name == "style" && !(is_foreign && tag.self_closing) {
            self.close_style();
            self.style.replace(Some(String::new()));
        }
        if is_foreign {
            return TokenSinkResult::Continue;
        }
        match &*tag.name {
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "plaintext" => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        }
    }

    fn end(&self, tag: &Tag) {
        self.foreign.borrow_mut().end(tag);
        if &*tag.name == "style" {
            self.close_style();
        }
    }

    fn close_style(&self) {
        if let Some(css) = self.style.take() {
            self.visitor.borrow_mut().style(&css);
        }
    }
}

impl TokenSink for LoadSink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return self.start(&tag),
            Token::TagToken(tag) => self.end(&tag),
            Token::CommentToken(text) => self.visitor.borrow_mut().comment(&text),
            Token::CharacterTokens(text) => {
                if let Some(css) = &mut *self.style.borrow_mut() {
                    css.push_str(&text);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.foreign.borrow().is_inside()
    }
}
