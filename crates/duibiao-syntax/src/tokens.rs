//! The tokens of an HTML page in a time that grows with its length.
//!
//! The tokenizer is that of html5ever, which compares each attribute of a tag with all before it: a tag with
//! a million of them would not come to an end. So it is fed piece by piece, and when no token comes of
//! much text, that text is looked at. What the tokens mean is known to the sinks.
//!
//! It stands here because this crate is the one below both that read pages of others: the importer and the
//! publisher.

use std::cell::Cell;

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::diagnostic::Message;

/// A page not fit to be read: a tag of it has thousands of attributes.
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

/// The most attributes of a tag. Pages have a handful.
pub const MOST_ATTRIBUTES: usize = 1000;

/// How many bytes may pass without a token before it is asked what they are.
const PATIENCE: usize = 4096;

/// The tokenizer is fed pieces of at most so many bytes; it cannot take more than 4 GB at once.
const PIECE: usize = 16 * 1024;

/// Shows a sink the tokens of a page and gives it back. `check` may stop this between pieces of the page.
///
/// # Errors
///
/// When the page is [`UnreadablePage`], or what `check` says.
pub fn tokenize<S: TokenSink, E: From<UnreadablePage>>(
    page: &str,
    sink: S,
    check: impl Fn(&S) -> Result<(), E>,
) -> Result<S, E> {
    let sink = Heard {
        sink,
        spoke: Cell::default(),
    };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    // Where the text begins of which no token has come yet, and when to look at it next.
    let (mut silent, mut look) = (0, PATIENCE);
    let mut fed = 0;
    for piece in pieces(page) {
        queue.push_back(StrTendril::from_slice(piece));
        // It stops before its input ends when a sink asks it to run a script, which is not done.
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        check(&tokenizer.sink.sink)?;
        fed += piece.len();
        if tokenizer.sink.spoke.take() {
            (silent, look) = (fed, PATIENCE);
        } else if fed - silent > look {
            look *= 2;
            if is_monstrous(&page[silent..fed]) {
                return Err(UnreadablePage.into());
            }
        }
    }
    tokenizer.end();
    Ok(tokenizer.sink.sink)
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

/// A sink, and whether a token has come since this was last asked. It may only be read through shared
/// references, hence the cell.
struct Heard<S> {
    sink: S,
    spoke: Cell<bool>,
}

impl<S: TokenSink> TokenSink for Heard<S> {
    type Handle = S::Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<S::Handle> {
        if !matches!(token, Token::ParseError(_)) {
            self.spoke.set(true);
        }
        self.sink.process_token(token, line)
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.sink
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

#[cfg(test)]
mod tests {
    use html5ever::tokenizer::TagKind;
    use html5ever::tokenizer::states::RawKind;

    use super::*;

    /// Reads scripts and styles as what they are.
    struct Nothing;

    impl TokenSink for Nothing {
        type Handle = ();

        fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
            match token {
                Token::TagToken(tag) if tag.kind == TagKind::StartTag => match &*tag.name {
                    "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" => TokenSinkResult::RawData(RawKind::Rawtext),
                    _ => TokenSinkResult::Continue,
                },
                _ => TokenSinkResult::Continue,
            }
        }
    }

    fn read(page: &str) -> Result<(), UnreadablePage> {
        tokenize(page, Nothing, |_| Ok(())).map(drop)
    }

    #[test]
    fn a_tag_with_endless_attributes_is_refused_wherever_it_stands() {
        let attributes = |count: usize, end: &str| {
            let all = (0..count).map(|n| format!("a{n}{end}"));
            all.collect::<String>()
        };
        let (many, bare) = (attributes(200_000, "=\"\" "), attributes(200_000, "/"));
        assert_eq!(read(&format!("<p {}>", attributes(900, "=\"\" "))), Ok(()));
        for hostile in [
            format!("<p {many}>"),
            format!("</p {many}>"),
            format!("<p {bare}"),
            format!("<p a=\">\" {many}>"),
            format!("<script>a<b=\"</script><p {many}>"),
            format!("<!-- <b=\" --><p {many}>"),
            format!("<a b=it's {many}>'"),
        ] {
            assert_eq!(read(&hostile), Err(UnreadablePage), "{}", &hostile[..20]);
        }
    }

    #[test]
    fn what_only_looks_like_such_a_tag_is_read() {
        let long = "a b/c <p d=e ".repeat(100_000);
        for harmless in [
            format!("<img src=\"{long}\" alt='{long}'>"),
            format!("<!-- {long} --><p>"),
            format!("<script>{long}</script>"),
            long.replace('<', "="),
            format!("<style>{long}</style>"),
            "<p class=a>x</p>".repeat(4000),
        ] {
            assert_eq!(read(&harmless), Ok(()));
        }
    }
}
