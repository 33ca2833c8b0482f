//! Character maps: which characters the codes of a font stand for (`ToUnicode`).
//!
//! Ranges are kept as ranges, so a map that claims four billion codes costs nothing.

use super::lexer::{Lexer, Object};

/// Entries of one map.
const ENTRIES: usize = 200_000;

/// Ranges in each other.
const NESTED: usize = 8;

/// A map from codes to characters.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// First code, last code, characters of the first; sorted.
    ranges: Vec<(u32, u32, String)>,
    /// Whether codes of one byte are declared, and of two.
    pub(super) has_one_byte: bool,
    pub(super) has_two_bytes: bool,
}

impl CMap {
    /// Reads a map.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::new(bytes, 0);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(object) = lexer.next() {
            match object {
                Object::Word(word) => {
                    map.operator(&word, &operands);
                    operands.clear();
                }
                object => operands.push(object),
            }
            if map.ranges.len() > ENTRIES || operands.len() > ENTRIES {
                break;
            }
        }
        // The last definition of a code counts, so the order within one code must stay.
        map.ranges.sort_by_key(|&(first, ..)| first);
        map
    }

    fn operator(&mut self, word: &str, operands: &[Object]) {
        match word {
            "endcodespacerange" => {
                for string in operands.iter().filter_map(string) {
                    self.has_one_byte |= string.len() == 1;
                    self.has_two_bytes |= string.len() == 2;
                }
            }
            "endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let (Some(code), Some(text)) = (code(&pair[0]), string(&pair[1]).map(utf16))
                    {
                        self.ranges.push((code, code, text));
                    }
                }
            }
            "endbfrange" => operands
                .chunks_exact(3)
                .for_each(|triple| self.range(triple)),
            _ => {}
        }
    }

    fn range(&mut self, triple: &[Object]) {
        let (Some(first), Some(last)) = (code(&triple[0]), code(&triple[1])) else {
            return;
        };
        match &triple[2] {
            Object::String(text) => self.ranges.push((first, last, utf16(text))),
            Object::Array(items) => {
                for (code, text) in (first..=last).zip(items.iter().filter_map(string)) {
                    self.ranges.push((code, code, utf16(text)));
                }
            }
            _ => {}
        }
    }

    /// The characters of a code.
    pub(super) fn get(&self, code: u32) -> Option<String> {
        let end = self.ranges.partition_point(|&(first, ..)| first <= code);
        // Ranges may lie within each other, but never deeply.
        let mut near = self.ranges[..end].iter().rev().take(NESTED);
        let (first, _, text) = near.find(|(_, last, text)| code <= *last && !text.is_empty())?;
        // In a range the last character counts on.
        let mut chars: Vec<char> = text.chars().collect();
        let last = chars.pop()?;
        chars.push(char::from_u32(u32::from(last).checked_add(code - first)?)?);
        Some(chars.into_iter().collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }
}

fn string(object: &Object) -> Option<&[u8]> {
    match object {
        Object::String(bytes) => Some(bytes),
        _ => None,
    }
}

fn code(object: &Object) -> Option<u32> {
    let bytes = string(object).filter(|bytes| bytes.len() <= 4)?;
    Some(
        bytes
            .iter()
            .fold(0, |code, &byte| code << 8 | u32::from(byte)),
    )
}

pub(super) fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks(2).map(|pair| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        single => u16::from(single[0]),
    });
    char::decode_utf16(units)
        .map(|unit| unit.unwrap_or('\u{FFFD}'))
        .collect()
}
