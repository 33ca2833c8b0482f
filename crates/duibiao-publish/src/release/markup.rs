//! One walk over the tags of a page, for all that judge a page by what was really written.
//!
//! The tokenizer is that of html5ever, so a tag here is a tag to a browser. No tree is built: what a
//! browser would move or leave out of its tree is seen too, which errs on the side of seeing too much.
//! What a script does is not known. Where a page has words for browsers
//! without scripts (`noscript`), it is read as they read it.

use std::cell::{Cell, RefCell};

use duibiao_syntax::diagnostic::Message;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

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

/// A page not fit to publish: a tag of it has thousands of attributes. The tokenizer compares
/// each with all before it, so it would not come to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnreadablePage;

impl UnreadablePage {
    /// What is wrong, in both languages.
    pub fn message(self) -> Message {
        Message::new(
            format!(
                "网页里有一个标签写了 {MOST_ATTRIBUTES} 个以上的属性：它不是正常的网页，请改正或去掉它"
            ),
            format!(
                "a tag of the page has more than {MOST_ATTRIBUTES} attributes: this is no proper page, mend it or take it out"
            ),
        )
    }
}

const MOST_ATTRIBUTES: usize = 1000;

/// How many bytes may pass without a token before it is asked what they are.
const PATIENCE: usize = 4096;

/// The tokenizer is fed pieces of at most so many bytes; it cannot take more than 4 GB at once.
const PIECE: usize = 16 * 1024;

/// Shows the visitor a page. Bytes that are no UTF-8 are read as browsers read them.
///
/// # Errors
///
/// When the page is [`UnreadablePage`].
pub fn walk(page: &[u8], visitor: &mut dyn Visitor) -> Result<(), UnreadablePage> {
    let page = String::from_utf8_lossy(page);
    let sink = LoadSink::new(visitor);
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    // Where the text begins of which no token has come yet, and when to look at it next.
    let (mut silent, mut look) = (0, PATIENCE);
    let mut fed = 0;
    for piece in pieces(&page) {
        queue.push_back(StrTendril::from_slice(piece));
        // It only stops before its input ends when a sink asks it to run a script.
        drop(tokenizer.feed(&queue));
        fed += piece.len();
        if tokenizer.sink.spoke.take() {
            (silent, look) = (fed, PATIENCE);
        } else if fed - silent > look {
            look *= 2;
            if is_monstrous(&page[silent..fed]) {
                return Err(UnreadablePage);
            }
        }
    }
    tokenizer.end();
    tokenizer.sink.close_style();
    Ok(())
}

/// The text cut before each `<`, so that whatever is silent begins at the beginning of a piece.
fn pieces(page: &str) -> impl Iterator<Item = &str> {
    let mut rest = page;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?.len_utf8();
        let next = rest[first..].find('<').map_or(rest.len(), |at| first + at);
        let end = rest.floor_char_boundary(next.min(PIECE));
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

/// Whether a text is the beginning of a tag with too many attributes. It errs towards more.
fn is_monstrous(text: &str) -> bool {
    let mut bytes = text.bytes();
    if bytes.next() != Some(b'<')
        || !bytes
            .next()
            .is_some_and(|b| b.is_ascii_alphabetic() || b == b'/')
    {
        return false;
    }
    let (mut count, mut quote, mut in_word, mut awaits_value) = (0, None, true, false);
    for byte in bytes {
        match (quote, byte) {
            (Some(open), _) if open == byte => (quote, in_word) = (None, false),
            (Some(_), _) => {}
            (None, b'"' | b'\'') if awaits_value => (quote, awaits_value) = (Some(byte), false),
            (None, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ') => in_word = false,
            (None, b'/') if !awaits_value => in_word = false,
            (None, b'=') if in_word => awaits_value = true,
            (None, _) => {
                count += usize::from(!in_word && !awaits_value);
                (in_word, awaits_value) = (true, false);
            }
        }
    }
    count > MOST_ATTRIBUTES
}

/// What the tokenizer speaks to. It may only be read through shared references, hence the cells.
struct LoadSink<'a> {
    visitor: RefCell<&'a mut dyn Visitor>,
    foreign: RefCell<Foreign>,
    /// The text of the `style` element that is open.
    style: RefCell<Option<String>>,
    /// Whether a token has come since this was last asked.
    spoke: Cell<bool>,
}

impl<'a> LoadSink<'a> {
    fn new(visitor: &'a mut dyn Visitor) -> Self {
        Self {
            visitor: RefCell::new(visitor),
            foreign: RefCell::default(),
            style: RefCell::default(),
            spoke: Cell::default(),
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
        if !matches!(token, Token::ParseError(_)) {
            self.spoke.set(true);
        }
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
