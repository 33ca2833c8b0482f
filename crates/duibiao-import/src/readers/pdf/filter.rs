//! Filters: how the bytes of a stream are packed.
//!
//! A stream that breaks off gives what it gave until then. Pictures are not unpacked.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};

/// Bytes of a stream, or why there are none.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unpacked {
    Bytes(Vec<u8>),
    /// More came out than is allowed.
    TooLarge,
    /// A filter for pictures, or an unknown one.
    Foreign,
}

/// Undoes one filter.
pub(super) fn undo(name: &str, bytes: &[u8], limit: usize) -> Unpacked {
    let out = match name {
        "FlateDecode" | "Fl" => flate(bytes, limit),
        "LZWDecode" | "LZW" => lzw(bytes, limit),
        "ASCIIHexDecode" | "AHx" => hex(bytes),
        "ASCII85Decode" | "A85" => ascii85(bytes),
        "RunLengthDecode" | "RL" => run_length(bytes, limit),
        "Crypt" => bytes.to_vec(),
        _ => return Unpacked::Foreign,
    };
    if out.len() > limit {
        Unpacked::TooLarge
    } else {
        Unpacked::Bytes(out)
    }
}

fn flate(bytes: &[u8], limit: usize) -> Vec<u8> {
    let out = inflate(ZlibDecoder::new(bytes), limit);
    // Some writers leave the header out.
    if out.is_empty() && bytes.len() > 2 {
        inflate(DeflateDecoder::new(bytes), limit)
    } else {
        out
    }
}

fn inflate(reader: impl Read, limit: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let cap = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    // On damage `read_to_end` leaves what it has read, which is all that can be had.
    let _damage = reader.take(cap).read_to_end(&mut out).is_err();
    out
}

fn hex(bytes: &[u8]) -> Vec<u8> {
    let digit = |byte: &u8| {
        char::from(*byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let digits: Vec<u8> = bytes
        .iter()
        .take_while(|&&byte| byte != b'>')
        .filter_map(digit)
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
        .collect()
}

fn ascii85(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut group: Vec<u8> = Vec::with_capacity(5);
    for &byte in bytes.iter().take_while(|&&byte| byte != b'~') {
        match byte {
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => {}
        }
        if group.len() == 5 {
            out.extend(group_of_85(&group));
            group.clear();
        }
    }
    if group.len() > 1 {
        let kept = group.len() - 1;
        group.resize(5, 84);
        out.extend(&group_of_85(&group)[..kept]);
    }
    out
}

fn group_of_85(group: &[u8]) -> [u8; 4] {
    let value = group.iter().fold(0_u32, |sum, &digit| {
        sum.wrapping_mul(85).wrapping_add(u32::from(digit))
    });
    value.to_be_bytes()
}

fn run_length(bytes: &[u8], limit: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&length) = bytes.get(at) {
        at += 1;
        match length {
            0..=127 => {
                let end = (at + usize::from(length) + 1).min(bytes.len());
                out.extend(&bytes[at..end]);
                at = end;
            }
            128 => break,
            129..=255 => {
                let Some(&byte) = bytes.get(at) else { break };
                out.extend(std::iter::repeat_n(byte, 257 - usize::from(length)));
                at += 1;
            }
        }
        if out.len() > limit {
            break;
        }
    }
    out
}

/// The variable code of TIFF and PDF: codes of 9 to 12 bits, 256 clears, 257 ends.
fn lzw(bytes: &[u8], limit: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::new();
    // Each entry is a piece of what is already written: from, length.
    let mut entries: Vec<(usize, usize)> = Vec::new();
    let (mut bits, mut held, mut width) = (0_u32, 0_u32, 9_u32);
    let mut before: Option<(usize, usize)> = None;
    for &byte in bytes {
        bits = bits << 8 | u32::from(byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = (bits >> held) as usize & ((1 << width) - 1);
        bits &= (1 << held) - 1;
        let from = out.len();
        match code {
            0..=255 => out.push(code.to_le_bytes()[0]),
            256 => {
                entries.clear();
                before = None;
                width = 9;
                continue;
            }
            257 => break,
            _ => {
                let known = entries.get(code - 258).copied();
                // A code that is just being made is the piece before and its own first byte, which follows it.
                let Some((start, length)) =
                    known.or(before.map(|(start, length)| (start, length + 1)))
                else {
                    break;
                };
                for offset in 0..length {
                    let byte = out[start + offset];
                    out.push(byte);
                }
            }
        }
        if let Some((start, length)) = before
            && entries.len() < 4096 - 258
        {
            entries.push((start, length + 1));
        }
        before = Some((from, out.len() - from));
        width = match entries.len() + 259 {
            0..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
        if out.len() > limit {
            break;
        }
    }
    out
}

/// Undoes the prediction of PNG rows, which object streams may have.
pub(super) fn unpredict(bytes: &[u8], columns: usize) -> Vec<u8> {
    let width = columns.clamp(1, 1 << 20);
    let mut above = vec![0_u8; width];
    let mut out = Vec::with_capacity(bytes.len());
    for row in bytes.chunks(width + 1) {
        let (kind, row) = (row[0], &row[1..]);
        let mut here = vec![0_u8; width];
        for (at, &byte) in row.iter().enumerate() {
            let left = if at > 0 { here[at - 1] } else { 0 };
            let corner = if at > 0 { above[at - 1] } else { 0 };
            let predicted = match kind {
                1 => left,
                2 => above[at],
                3 => u8::midpoint(left, above[at]),
                4 => paeth(left, above[at], corner),
                _ => 0,
            };
            here[at] = byte.wrapping_add(predicted);
        }
        out.extend(&here[..row.len()]);
        above = here;
    }
    out
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(above) - i16::from(corner);
    [left, above, corner]
        .into_iter()
        .min_by_key(|&byte| (estimate - i16::from(byte)).abs())
        .unwrap_or(0)
}
