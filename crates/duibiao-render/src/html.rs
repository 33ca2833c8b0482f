//! HTML and XML as they are written: markup of the program as it is, every value escaped.
//!
//! [`HtmlWriter`] takes markup only as `&'static str`, which no document, theme or setting can be, and
//! only such markup as leaves no start tag open; a value is text or a whole attribute, escaped both ways
//! alike. So a value can neither begin a tag nor end a quoted one, whatever is in it. [`Html`] is what such
//! a writer made and the one thing that may stand in a page as it is.
//!
//! It stands here because this is the lowest crate that writes HTML; those that draw differences, desks
//! and explanations stand upon it. It does not know which elements there are and does not balance them:
//! the tests of pages do.

use std::convert::Infallible;
use std::sync::Arc;

use duibiao_syntax::diagnostic::{Language, Message};

/// Finished HTML: every value in it was escaped.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Html(Arc<String>);

impl Html {
    /// HTML of a test.
    #[cfg(test)]
    pub(crate) fn literal(html: &'static str) -> Self {
        Self(Arc::new(html.to_owned()))
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The HTML as text on its way to a file.
    pub fn into_string(self) -> String {
        Arc::unwrap_or_clone(self.0)
    }
}

/// A piece of HTML that grows. `C` is where the words in it come from, if they are not all at hand.
#[derive(Clone, Debug, Default)]
pub struct HtmlWriter<C = ()> {
    /// Where words come from.
    pub context: C,
    html: String,
    /// Whether the last thing written is a start tag that still takes attributes.
    in_tag: bool,
}

impl<C> HtmlWriter<C> {
    /// Nothing yet, with room for so many bytes.
    pub fn new(context: C, capacity: usize) -> Self {
        Self {
            context,
            html: String::with_capacity(capacity),
            in_tag: false,
        }
    }

    /// The whole.
    pub fn finish(mut self) -> Html {
        self.end_tag();
        Html(Arc::new(self.html))
    }

    /// Markup of this program. It leaves no tag open: what takes the value of an attribute is
    /// [`HtmlWriter::open`].
    #[inline]
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        debug_assert!(!ends_in_tag(markup), "a tag is left open: {markup}");
        self.end_tag();
        self.html.push_str(markup);
        self
    }

    /// Markup of this program that ends in a start tag without its `>`, e.g. `</th><td class="own"`.
    /// Attributes may follow; anything else ends the tag.
    #[inline]
    pub fn open(&mut self, markup: &'static str) -> &mut Self {
        debug_assert!(
            ends_in_tag(markup) && markup.bytes().filter(|byte| *byte == b'"').count() % 2 == 0,
            "no tag is open, or a value is: {markup}"
        );
        self.end_tag();
        self.html.push_str(markup);
        self.in_tag = true;
        self
    }

    /// An attribute of the open tag.
    pub fn attr(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.attr_of(name, &[value])
    }

    /// An attribute of the open tag whose value is put together from parts.
    #[inline]
    pub fn attr_of(&mut self, name: &'static str, value: &[&str]) -> &mut Self {
        debug_assert!(self.in_tag, "no tag is open for {name}");
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        for part in value {
            escape_into(part, &mut self.html);
        }
        self.html.push('"');
        self
    }

    /// Ends the open tag as XML ends an element with nothing in it.
    pub fn empty(&mut self) -> &mut Self {
        debug_assert!(self.in_tag, "no tag is open");
        self.html.push_str("/>");
        self.in_tag = false;
        self
    }

    /// Text.
    #[inline]
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.end_tag();
        escape_into(text, &mut self.html);
        self
    }

    /// An element that has nothing but text in it. `open` is as in [`HtmlWriter::open`].
    #[inline]
    pub fn element(&mut self, open: &'static str, text: &str, close: &'static str) -> &mut Self {
        self.open(open).text(text).raw(close)
    }

    /// HTML that is finished.
    pub fn html(&mut self, html: &Html) -> &mut Self {
        self.end_tag();
        self.html.push_str(&html.0);
        self
    }

    /// Whether nothing was written.
    pub const fn is_empty(&self) -> bool {
        self.html.is_empty()
    }

    /// How many bytes were written, the end of an open tag included.
    pub const fn len(&self) -> usize {
        self.html.len() + self.in_tag as usize
    }

    /// Whether the last character is such a one.
    pub fn ends_with(&self, is_such: impl Fn(char) -> bool) -> bool {
        !self.in_tag && self.html.ends_with(is_such)
    }

    #[inline]
    fn end_tag(&mut self) {
        if self.in_tag {
            self.html.push('>');
            self.in_tag = false;
        }
    }
}

impl HtmlWriter<Language> {
    /// One of two texts, by the language.
    pub fn say(&mut self, zh: &str, en: &str) -> &mut Self {
        let text = match self.context {
            Language::Chinese => zh,
            Language::English => en,
        };
        self.text(text)
    }

    /// A message in the language.
    pub fn message(&mut self, message: &Message) -> &mut Self {
        self.text(message.in_language(self.context))
    }
}

/// Whether markup ends within a tag.
fn ends_in_tag(markup: &str) -> bool {
    markup.rfind('<') > markup.rfind('>')
}

/// Adds `text` to `html`, with entities for what would be markup.
pub(crate) fn escape_into(text: &str, html: &mut String) {
    let Ok(()) = escape::<Infallible>(text, |piece| {
        html.push_str(piece);
        Ok(())
    });
}

/// Hands `text` to `write`, piece by piece, with entities for what would be markup.
#[inline]
pub(crate) fn escape<E>(text: &str, mut write: impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
    if !has_entities(text) {
        return write(text);
    }
    let mut done = 0;
    for (index, byte) in text.bytes().enumerate() {
        if let Some(entity) = entity(byte) {
            write(&text[done..index])?;
            write(entity)?;
            done = index + 1;
        }
    }
    write(&text[done..])
}

/// Whether a text has anything that would be markup. It looks at every byte, which takes many at a time:
/// almost no text has any.
fn has_entities(text: &str) -> bool {
    let would_be = |byte| matches!(byte, b'<' | b'>' | b'&' | b'"' | b'\'');
    text.bytes().fold(false, |any, byte| any | would_be(byte))
}

/// The entity for a byte that means something in text or in a quoted attribute.
const fn entity(byte: u8) -> Option<&'static str> {
    match byte {
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'&' => Some("&amp;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "\"><script>alert('1')</script>&amp;规划";
    const ESCAPED: &str = "&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;规划";

    #[test]
    fn no_value_gets_out_of_its_place() {
        let mut html = HtmlWriter::<()>::default();
        html.open("<p><a class=\"x\"")
            .attr("href", HOSTILE)
            .attr_of("title", &["a-", HOSTILE])
            .text(HOSTILE)
            .raw("</a>")
            .open("<br")
            .empty()
            .open("<img")
            .attr("alt", "");
        let wanted = format!(
            "<p><a class=\"x\" href=\"{ESCAPED}\" title=\"a-{ESCAPED}\">{ESCAPED}</a><br/><img alt=\"\">"
        );
        assert_eq!(html.finish().as_str(), wanted);
    }

    #[test]
    fn the_end_of_a_tag_counts_as_written() {
        let mut html = HtmlWriter::<()>::default();
        let before = html.open("<td").len();
        assert!(!html.ends_with(|c| c == 'd'));
        assert_eq!(html.raw("").len(), before);
        assert!(html.text("d").ends_with(|c| c == 'd'));
    }

    #[test]
    #[should_panic(expected = "a tag is left open")]
    fn no_text_is_written_into_a_tag() {
        HtmlWriter::<()>::default().raw("<a href=");
    }

    #[test]
    #[should_panic(expected = "no tag is open, or a value is")]
    fn no_attribute_is_written_into_another() {
        HtmlWriter::<()>::default().open("<a href=\"");
    }
}
