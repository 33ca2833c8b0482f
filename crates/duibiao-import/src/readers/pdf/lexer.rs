//! Objects of PDF as they are written: numbers, names, strings, arrays, dictionaries, and operators.
//!
//! The same reader serves files, page descriptions and character maps. Nesting is bounded, so a deep array
//! is an error and not a stack overflow; every call moves on, so nothing can loop.

use std::collections::BTreeMap;

use super::fixed::Fixed;

/// Arrays and dictionaries in each other.
const DEPTH: usize = 64;

/// A dictionary.
pub(super) type Dict = BTreeMap<String, Object>;

/// An object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Object {
    Null,
    Bool(bool),
    Number(Fixed),
    Name(String),
    String(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    /// The number of another object.
    Reference(u32),
    /// Any other word: an operator.
    Word(String),
}

impl Object {
    pub(super) fn number(&self) -> Option<Fixed> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(super) fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    pub(super) fn array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// A whole number that is not negative.
    pub(super) fn count(&self) -> Option<usize> {
        usize::try_from(self.number()?.whole()).ok()
    }
}

/// A place in bytes.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self {
            bytes,
            at: at.min(bytes.len()),
        }
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    pub(super) fn set_position(&mut self, at: usize) {
        self.at = at.min(self.bytes.len());
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => {
                    while self
                        .peek()
                        .is_some_and(|byte| !matches!(byte, b'\n' | b'\r'))
                    {
                        self.at += 1;
                    }
                }
                _ if is_space(byte) => self.at += 1,
                _ => return,
            }
        }
    }

    /// The next object; nothing at the end of the bytes. What cannot be read becomes a word.
    pub(super) fn next(&mut self) -> Option<Object> {
        self.object(0)
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        self.skip_space();
        let byte = self.peek()?;
        match byte {
            b'/' => {
                self.at += 1;
                Some(Object::Name(self.name()))
            }
            b'(' => {
                self.at += 1;
                Some(Object::String(self.string()))
            }
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Some(self.dict(depth + 1))
            }
            b'<' => {
                self.at += 1;
                Some(Object::String(self.hex()))
            }
            b'[' => {
                self.at += 1;
                Some(self.array(depth + 1))
            }
            b')' | b'>' | b']' | b'{' | b'}' => {
                let length = if self.bytes[self.at..].starts_with(b">>") {
                    2
                } else {
                    1
                };
                self.at += length;
                Some(Object::Word(char::from(byte).to_string().repeat(length)))
            }
            _ => Some(self.word()),
        }
    }

    fn regular(&mut self) -> &'a [u8] {
        let from = self.at;
        while self
            .peek()
            .is_some_and(|byte| !is_space(byte) && !is_delimiter(byte))
        {
            self.at += 1;
        }
        &self.bytes[from..self.at]
    }

    fn name(&mut self) -> String {
        let raw = self.regular();
        let mut name = String::new();
        let mut at = 0;
        while at < raw.len() {
            let code = raw
                .get(at + 1..at + 3)
                .filter(|_| raw[at] == b'#')
                .and_then(hex_pair);
            name.push(char::from(code.unwrap_or(raw[at])));
            at += if code.is_some() { 3 } else { 1 };
        }
        name
    }

    fn string(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        let mut open = 1_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.escape(&mut text),
                b'(' => {
                    open += 1;
                    text.push(byte);
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                    text.push(byte);
                }
                _ => text.push(byte),
            }
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
            b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else {
                        break;
                    };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                text.push(code.to_le_bytes()[0]);
            }
            other => text.push(other),
        }
    }

    fn hex(&mut self) -> Vec<u8> {
        let mut digits = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'>' => break,
                _ if byte.is_ascii_hexdigit() => digits.push(byte),
                _ => {}
            }
        }
        if !digits.len().is_multiple_of(2) {
            digits.push(b'0');
        }
        digits.chunks_exact(2).filter_map(hex_pair).collect()
    }

    fn array(&mut self, depth: usize) -> Object {
        let mut items = Vec::new();
        while let Some(item) = self.item(depth, b"]") {
            match item {
                Object::Word(word) if word == "R" => referenced(&mut items),
                Object::Word(word) if word == "endobj" || word == "endstream" => break,
                item => items.push(item),
            }
        }
        Object::Array(items)
    }

    fn dict(&mut self, depth: usize) -> Object {
        let mut items = Vec::new();
        while let Some(item) = self.item(depth, b">>") {
            match item {
                Object::Word(word) if word == "R" => referenced(&mut items),
                Object::Word(word) if word == "endobj" || word == "stream" => break,
                item => items.push(item),
            }
        }
        let mut dict = Dict::new();
        let mut items = items.into_iter().peekable();
        while let Some(key) = items.next() {
            // A key without value is followed by another key only in damaged files.
            if let (Object::Name(key), Some(value)) = (key, items.peek()) {
                dict.insert(key, value.clone());
                items.next();
            }
        }
        Object::Dict(dict)
    }

    /// The next item before `end`.
    fn item(&mut self, depth: usize, end: &[u8]) -> Option<Object> {
        self.skip_space();
        if self.bytes[self.at..].starts_with(end) {
            self.at += end.len();
            return None;
        }
        if depth > DEPTH {
            self.at = self.bytes.len();
            return None;
        }
        self.object(depth)
    }

    fn word(&mut self) -> Object {
        let raw = self.regular();
        if raw.is_empty() {
            // Not reached by the callers' choice of bytes, but a step must always be made.
            self.at += 1;
            return Object::Null;
        }
        match raw {
            b"true" => return Object::Bool(true),
            b"false" => return Object::Bool(false),
            b"null" => return Object::Null,
            _ => {}
        }
        let is_numeric = matches!(raw[0], b'0'..=b'9' | b'+' | b'-' | b'.');
        match Fixed::parse(raw).filter(|_| is_numeric) {
            Some(number) => Object::Number(number),
            None => Object::Word(raw.iter().map(|&byte| char::from(byte)).collect()),
        }
    }
}

/// `12 0 R`: the two numbers before become one reference.
fn referenced(items: &mut Vec<Object>) {
    let Some([number, _generation]) = items.last_chunk::<2>() else {
        return;
    };
    let Some(number) = number
        .number()
        .and_then(|number| u32::try_from(number.whole()).ok())
    else {
        return;
    };
    items.truncate(items.len() - 2);
    items.push(Object::Reference(number));
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

fn hex_pair(pair: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()
}
