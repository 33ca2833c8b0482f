//! A look at the tags of a page before it is parsed.
//!
//! The parser compares each attribute of a tag with all before it, so a tag with a million of them would keep
//! it busy for hours. What lies in scripts is looked at like a tag; no script has so many words without a `>`.

#[cfg(test)]
mod tests;

/// The most words in one tag. Pages have a handful.
pub(super) const ATTRIBUTES: usize = 3000;

/// Whether no tag has too many attributes.
pub(super) fn are_plain(page: &str) -> bool {
    let bytes = page.as_bytes();
    let mut at = 0;
    while let Some(offset) = bytes[at..].iter().position(|&byte| byte == b'<') {
        at += offset + 1;
        if bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            let Some(end) = tag_end(bytes, at) else {
                return false;
            };
            at = end;
        }
    }
    true
}

/// Where the tag from `at` on ends; nothing if it has too many words. A quote opens only after `=`.
fn tag_end(bytes: &[u8], from: usize) -> Option<usize> {
    let (mut quote, mut before, mut words) = (None, b' ', 0_usize);
    for (offset, &byte) in bytes[from..].iter().enumerate() {
        if quote.is_some() {
            if quote == Some(byte) {
                // What follows a closed quote is a new word even without a space.
                (quote, before) = (None, b' ');
            }
            continue;
        }
        match byte {
            b'>' => return Some(from + offset),
            b'"' | b'\'' if before == b'=' => quote = Some(byte),
            _ if byte.is_ascii_whitespace() && before == b'=' => {}
            _ if byte.is_ascii_whitespace() || byte == b'/' => before = b' ',
            _ => {
                words += usize::from(before == b' ');
                before = byte;
            }
        }
        if words > ATTRIBUTES {
            return None;
        }
    }
    Some(bytes.len())
}
