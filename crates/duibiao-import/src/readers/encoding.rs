//! Bytes -> text: which encoding the bytes are in.
//!
//! The order is: byte order mark, UTF-16 without one, UTF-8, Big5 where its shape is unmistakable, GB18030.
//! A decoding that meets one wrong byte is refused with the line of it; nothing is replaced silently.

#[cfg(test)]
mod tests;

use crate::original::UnreadableOriginal;
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::readers::refusal;

/// Text and the encoding that it was in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: &'static str,
}

/// Decodes a whole file.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, UnreadableOriginal> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strict(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = utf16_without_mark(bytes)
        && let Ok(decoded) = strict(encoding, bytes)
    {
        return Ok(decoded);
    }
    if bytes.contains(&0) {
        return Err(refusal::binary());
    }
    let (valid, kind) = utf8_prefix(bytes);
    if valid == bytes.len() {
        return strict(UTF_8, bytes);
    }
    if kind == Utf8Share::Damaged {
        return Err(refusal::undecodable(line_of(bytes, valid), "UTF-8"));
    }
    if looks_like_big5(bytes)
        && let Ok(decoded) = strict(BIG5, bytes)
    {
        return Ok(decoded);
    }
    strict(GB18030, bytes).or_else(|refusal| strict(BIG5, bytes).map_err(|_second| refusal))
}

/// Decodes with an encoding that the document itself names, and falls back to looking at the bytes.
pub(crate) fn decode_as(bytes: &[u8], label: &str) -> Result<Decoded, UnreadableOriginal> {
    let named = Encoding::for_label(label.trim().as_bytes());
    let named = named.filter(|_| Encoding::for_bom(bytes).is_none());
    // A page that calls itself GB2312 or GBK may use any character of GB18030, the superset.
    let named = named.map(|found| {
        if found == encoding_rs::GBK {
            GB18030
        } else {
            found
        }
    });
    match named.filter(|&found| found == GB18030 || found == BIG5 || found == UTF_8) {
        Some(encoding) => {
            strict(encoding, bytes).or_else(|refusal| decode(bytes).map_err(|_second| refusal))
        }
        None => decode(bytes),
    }
}

/// Decodes without replacing anything.
fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, UnreadableOriginal> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(Decoded {
            text: text.into_owned(),
            encoding: name(encoding),
        }),
        None => Err(refusal::undecodable(
            first_bad_line(encoding, bytes),
            name(encoding),
        )),
    }
}

/// The line of the first byte that `encoding` cannot decode.
fn first_bad_line(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut buffer = vec![0_u8; 4096];
    let mut at = 0;
    loop {
        let (result, read, _) =
            decoder.decode_to_utf8_without_replacement(&bytes[at..], &mut buffer, true);
        at += read;
        match result {
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::InputEmpty | encoding_rs::DecoderResult::Malformed(..) => {
                return line_of(bytes, at.saturating_sub(1));
            }
        }
    }
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    bytes[..at.min(bytes.len())]
        .split(|&byte| byte == b'\n')
        .count()
}

/// Whether bytes that are not quite UTF-8 were meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Utf8Share {
    /// Nearly all of them are.
    Damaged,
    /// They are something else.
    Other,
}

/// The length of the valid beginning, and whether the whole was meant to be UTF-8.
///
/// Chinese in another encoding makes valid sequences of three bytes by chance only.
fn utf8_prefix(bytes: &[u8]) -> (usize, Utf8Share) {
    let (mut first, mut good, mut bad) = (None, 0_usize, 0_usize);
    let mut rest = bytes;
    loop {
        match std::str::from_utf8(rest) {
            Ok(text) => {
                good += text.bytes().filter(|&byte| byte >= 0xE0).count();
                break;
            }
            Err(error) => {
                let valid = error.valid_up_to();
                good += rest[..valid].iter().filter(|&&byte| byte >= 0xE0).count();
                first.get_or_insert(bytes.len() - rest.len() + valid);
                bad += 1;
                rest = &rest[valid + error.error_len().unwrap_or(rest.len() - valid)..];
            }
        }
    }
    let share = if good > 4 * bad {
        Utf8Share::Damaged
    } else {
        Utf8Share::Other
    };
    (first.unwrap_or(bytes.len()), share)
}

/// The name of the standard; the web writes this one small.
fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 {
        "GB18030"
    } else {
        encoding.name()
    }
}

/// UTF-16 without a mark: nearly all units are Chinese, its punctuation or ASCII. Chinese in GB18030 or
/// UTF-8 read as UTF-16 falls into Hangul and the private area instead.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4
        || !bytes.len().is_multiple_of(2)
        || std::str::from_utf8(bytes).is_ok_and(|_| !bytes.contains(&0))
    {
        return None;
    }
    let plausible = |unit: fn([u8; 2]) -> u16| {
        bytes
            .chunks_exact(2)
            .filter(|pair| is_usual(unit([pair[0], pair[1]])))
            .count()
    };
    let enough = bytes.len() / 2 * 19 / 20;
    let (little, big) = (plausible(u16::from_le_bytes), plausible(u16::from_be_bytes));
    match () {
        () if little > enough && little > big => Some(UTF_16LE),
        () if big > enough && big > little => Some(UTF_16BE),
        () => None,
    }
}

fn is_usual(unit: u16) -> bool {
    matches!(unit, 0x09 | 0x0A | 0x0C | 0x0D | 0x20..=0x7E | 0xB0..=0xB7 | 0x2010..=0x22FF | 0x2460..=0x24FF
        | 0x2500..=0x25FF | 0x3000..=0x30FF | 0x3400..=0x9FFF | 0xD800..=0xDFFF | 0xFF00..=0xFFEF)
}

/// Whether pairs of bytes have the shape of Big5. Its second bytes are below A1 for about half of all
/// characters; the everyday characters of GB have none there.
fn looks_like_big5(bytes: &[u8]) -> bool {
    let (mut pairs, mut low, mut lead) = (0_usize, 0_usize, 0_usize);
    let mut at = 0;
    while at + 1 < bytes.len() {
        if bytes[at] < 0x80 {
            at += 1;
            continue;
        }
        pairs += 1;
        low += usize::from(bytes[at + 1] < 0xA1);
        lead += usize::from(matches!(bytes[at], 0xA1..=0xC7));
        at += 2;
    }
    low * 5 > pairs && lead * 10 > pairs * 9
}
