//! Plain text and Markdown: a file cut into its lines.
//!
//! Nothing is joined or trimmed: tabs and spaces at the start of a line are the only trace that a table
//! leaves in pasted text.

#[cfg(test)]
mod tests;

use crate::original::{Original, OriginalFormat, Style, UnreadableOriginal};

use crate::readers::draft::OriginalBuilder;
use crate::readers::limits::Limits;
use crate::readers::{encoding, refusal};

/// Reads a text file.
pub(crate) fn read(
    bytes: &[u8],
    format: OriginalFormat,
    limits: &Limits,
) -> Result<Original, UnreadableOriginal> {
    if bytes.len() > limits.text_bytes {
        return Err(refusal::too_large(
            "文本字节数",
            "bytes of text",
            limits.text_bytes,
        ));
    }
    let decoded = encoding::decode(bytes)?;
    if decoded.text.trim().is_empty() {
        return Err(refusal::empty());
    }
    let mut draft = OriginalBuilder::default();
    for line in lines(&decoded.text) {
        draft.next_line();
        push(&mut draft, line);
    }
    Ok(draft.finish(format, Some(decoded.encoding)))
}

/// The lines of a text, however they end: `\n`, `\r\n` or `\r`. The end of the last line starts no new one.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(end) = rest.find(['\n', '\r']) else {
            return Some(std::mem::take(&mut rest));
        };
        let line = &rest[..end];
        let length = if rest[end..].starts_with("\r\n") {
            2
        } else {
            1
        };
        rest = &rest[end + length..];
        Some(line)
    })
}

/// A line, cut where a page ends in it.
fn push(draft: &mut OriginalBuilder, line: &str) {
    let number = draft.line;
    let mut pieces = line.split('\u{C}').peekable();
    let has_break = line.contains('\u{C}');
    while let Some(piece) = pieces.next() {
        if !piece.is_empty() || !has_break {
            draft.push_line(number, piece.to_owned(), Style::Plain);
        }
        if pieces.peek().is_some() {
            draft.page_break();
        }
    }
}
