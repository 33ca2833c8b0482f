//! Fonts: codes in strings of a page -> characters and widths.
//!
//! In this order a code is named: the `ToUnicode` map of the font, its encoding, the Symbol table. What none
//! of them names becomes U+FFFD; a digit is never guessed.

use std::collections::BTreeMap;

use crate::original::UnreadableOriginal;
use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, MACINTOSH, SHIFT_JIS, WINDOWS_1252};

use super::cmap::{CMap, utf16};
use super::file::PdfFile;
use super::fixed::Fixed;
use super::glyph_name;
use super::lexer::{Dict, Object};
use super::radical;
use crate::readers::symbol;

/// What a font showed that an editor must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doubt {
    /// Codes without a character.
    NoUnicode,
    /// Characters named by the Symbol table.
    Symbol,
}

/// A font.
#[derive(Debug)]
pub(super) struct Font {
    pub(super) name: String,
    to_unicode: CMap,
    kind: FontKind,
    is_symbol: bool,
    /// In thousandths of the size, by code.
    widths: BTreeMap<u32, Fixed>,
    default_width: Fixed,
    pub(super) is_vertical: bool,
}

#[derive(Debug)]
enum FontKind {
    /// One byte a code, and what each means.
    Simple(Vec<Option<char>>),
    /// Several bytes a code.
    Composite(Codes),
}

/// How the codes of a composite font are to be read.
#[derive(Debug)]
enum Codes {
    /// Two bytes that mean nothing without a map.
    Identity,
    /// UTF-16.
    Utf16,
    /// One or two bytes of a national encoding.
    Legacy(&'static Encoding),
}

/// A character of a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) text: String,
    /// In thousandths of the size.
    pub(super) width: Fixed,
    /// Whether it is the single byte 32, which word spacing widens.
    pub(super) is_space: bool,
    pub(super) doubt: Option<Doubt>,
}

impl Font {
    pub(super) fn read(file: &PdfFile<'_>, dict: &Dict) -> Result<Self, UnreadableOriginal> {
        let to_unicode = match dict.get("ToUnicode").and_then(|object| file.stream(object)) {
            Some(stream) => file
                .unpack(&stream)?
                .map(|bytes| CMap::read(&bytes))
                .unwrap_or_default(),
            None => CMap::default(),
        };
        let name = file
            .get(dict, "BaseFont")
            .name()
            .unwrap_or_default()
            .to_owned();
        let is_symbol = symbol::is_symbol_font(&name);
        let font = Self {
            is_symbol,
            to_unicode,
            kind: FontKind::Simple(Vec::new()),
            widths: BTreeMap::new(),
            default_width: Fixed::from_int(500),
            is_vertical: false,
            name,
        };
        Ok(match file.get(dict, "Subtype").name() {
            Some("Type0") => font.composite(file, dict),
            _ => font.simple(file, dict),
        })
    }

    fn simple(mut self, file: &PdfFile<'_>, dict: &Dict) -> Self {
        let first = file.get(dict, "FirstChar").count().unwrap_or(0);
        let scale = glyph_scale(file, dict);
        if let Object::Array(widths) = file.get(dict, "Widths") {
            for (index, width) in widths.iter().take(256).enumerate() {
                let code = u32::try_from(first + index).unwrap_or(0);
                if let Some(width) = file.resolve(width).number() {
                    self.widths.insert(code, width.times(scale));
                }
            }
        }
        let descriptor = file.get_dict(dict, "FontDescriptor").unwrap_or_default();
        let flags = file
            .get(&descriptor, "Flags")
            .number()
            .map_or(0, Fixed::whole);
        let is_embedded = ["FontFile", "FontFile2", "FontFile3"]
            .iter()
            .any(|key| descriptor.contains_key(*key));
        let encoding = file.get(dict, "Encoding");
        let is_type3 = file.get(dict, "Subtype").name() == Some("Type3");
        // A symbolic font that is embedded draws what it likes for a code.
        let is_private = encoding == Object::Null && is_embedded && flags & 4 != 0
            || is_type3
            || symbol::is_picture_font(&self.name);
        self.kind = FontKind::Simple(simple_codes(file, &encoding, is_private, self.is_symbol));
        self
    }

    fn composite(mut self, file: &PdfFile<'_>, dict: &Dict) -> Self {
        let encoding = file.get(dict, "Encoding");
        let name = encoding.name().unwrap_or("Identity-H").to_owned();
        self.is_vertical = name.ends_with("-V") || name == "V";
        self.default_width = Fixed::from_int(1000);
        let descendants = file.get(dict, "DescendantFonts");
        let descendant = descendants
            .array()
            .and_then(|fonts| fonts.first())
            .map(|font| file.resolve(font));
        let codes = codes(&name);
        if let (Some(Object::Dict(descendant)), Codes::Identity) = (descendant, &codes) {
            if let Some(width) = file.get(&descendant, "DW").number() {
                self.default_width = width;
            }
            if let Object::Array(items) = file.get(&descendant, "W") {
                self.widths = wide_widths(file, &items);
            }
        }
        self.kind = FontKind::Composite(codes);
        self
    }

    /// The characters of a string.
    pub(super) fn show(&self, string: &[u8]) -> Vec<Glyph> {
        let mut shown = Vec::with_capacity(string.len());
        let mut rest = string;
        while !rest.is_empty() {
            let length = self.code_length(rest).min(rest.len());
            let (bytes, tail) = rest.split_at(length);
            shown.push(self.code(bytes));
            rest = tail;
        }
        shown
    }

    fn code_length(&self, bytes: &[u8]) -> usize {
        match &self.kind {
            FontKind::Simple(_) => 1,
            FontKind::Composite(Codes::Identity)
                if self.to_unicode.has_one_byte && !self.to_unicode.has_two_bytes =>
            {
                1
            }
            FontKind::Composite(Codes::Identity) => 2,
            FontKind::Composite(Codes::Utf16) => {
                if matches!(bytes[0], 0xD8..=0xDB) {
                    4
                } else {
                    2
                }
            }
            FontKind::Composite(Codes::Legacy(_)) => {
                if bytes[0] < 0x80 {
                    1
                } else {
                    2
                }
            }
        }
    }

    fn code(&self, bytes: &[u8]) -> Glyph {
        let code = bytes
            .iter()
            .fold(0, |code, &byte| code << 8 | u32::from(byte));
        let (text, doubt) = self.character(code, bytes);
        let is_narrow = matches!(
            self.kind,
            FontKind::Composite(Codes::Utf16 | Codes::Legacy(_))
        ) && text.is_ascii();
        let width = if is_narrow {
            Fixed::from_int(500)
        } else {
            self.default_width
        };
        let width = self.widths.get(&code).copied().unwrap_or(width);
        Glyph {
            text,
            width,
            is_space: bytes == [32],
            doubt,
        }
    }

    fn character(&self, code: u32, bytes: &[u8]) -> (String, Option<Doubt>) {
        let mapped = self
            .to_unicode
            .get(code)
            .filter(|text| text.chars().all(|c| c != '\0'));
        if let Some(text) = mapped {
            // The long dash is two characters that a font draws as one.
            return self.checked(
                text.chars()
                    .map(radical::character)
                    .collect::<String>()
                    .replace('⸺', "——"),
            );
        }
        let named = match &self.kind {
            FontKind::Simple(codes) => codes
                .get(code as usize)
                .copied()
                .flatten()
                .map(String::from),
            FontKind::Composite(Codes::Identity) => None,
            FontKind::Composite(Codes::Utf16) => Some(utf16(bytes)),
            FontKind::Composite(Codes::Legacy(encoding)) => encoding
                .decode_without_bom_handling_and_without_replacement(bytes)
                .map(std::borrow::Cow::into_owned),
        };
        match named {
            Some(text) if self.is_symbol && code > 32 => (text, Some(Doubt::Symbol)),
            Some(text) => (text, None),
            // Word ends many strings with a space that its fonts do not name.
            None if bytes == [32] || (bytes == [0, 3] && self.to_unicode.is_empty()) => {
                (" ".to_owned(), None)
            }
            None => ("\u{FFFD}".to_owned(), Some(Doubt::NoUnicode)),
        }
    }

    /// A map may lead into the private area of the Symbol font.
    fn checked(&self, text: String) -> (String, Option<Doubt>) {
        let is_private = |c: char| ('\u{F020}'..='\u{F0FF}').contains(&c);
        if !text.chars().any(is_private) {
            return (text, None);
        }
        let known = |c: char| {
            if is_private(c) && self.is_symbol {
                symbol::symbol(u32::from(c))
            } else {
                Some(c)
            }
        };
        match text.chars().map(known).collect::<Option<String>>() {
            Some(text) if !text.chars().any(is_private) => (text, Some(Doubt::Symbol)),
            _ => ("\u{FFFD}".to_owned(), Some(Doubt::NoUnicode)),
        }
    }
}

/// Type 3 fonts have a size of their own.
fn glyph_scale(file: &PdfFile<'_>, dict: &Dict) -> Fixed {
    match file.get(dict, "FontMatrix") {
        Object::Array(items) if file.get(dict, "Subtype").name() == Some("Type3") => {
            let scale = items
                .first()
                .and_then(Object::number)
                .unwrap_or(Fixed::ratio(1, 1000));
            scale.times(Fixed::from_int(1000)).abs()
        }
        _ => Fixed::ONE,
    }
}

/// What the 256 codes of a simple font mean.
fn simple_codes(
    file: &PdfFile<'_>,
    encoding: &Object,
    is_private: bool,
    is_symbol: bool,
) -> Vec<Option<char>> {
    let base = match encoding {
        Object::Name(name) => Some(name.clone()),
        Object::Dict(dict) => file.get(dict, "BaseEncoding").name().map(str::to_owned),
        _ => None,
    };
    let mut codes: Vec<Option<char>> = (0..=255_u8)
        .map(|code| match base.as_deref() {
            _ if is_symbol => symbol::symbol(u32::from(code)),
            None if is_private => None,
            Some("MacRomanEncoding") => decoded(MACINTOSH, code),
            _ => decoded(WINDOWS_1252, code),
        })
        .collect();
    if let Object::Dict(dict) = encoding
        && let Object::Array(items) = file.get(dict, "Differences")
    {
        let mut code = 0;
        for item in &items {
            match item {
                Object::Number(number) => code = usize::try_from(number.whole()).unwrap_or(0),
                Object::Name(name) => {
                    if let Some(place) = codes.get_mut(code) {
                        *place = glyph_name::character(name);
                    }
                    code += 1;
                }
                _ => {}
            }
        }
    }
    codes
}

fn decoded(encoding: &'static Encoding, code: u8) -> Option<char> {
    let bytes = [code];
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes)?;
    text.chars().next().filter(|c| !c.is_control())
}

/// The predefined maps for Chinese, Japanese and Korean fonts.
fn codes(name: &str) -> Codes {
    let has = |part: &str| name.contains(part);
    match () {
        () if name.starts_with("Uni") && (has("UCS2") || has("UTF16")) => Codes::Utf16,
        () if name.starts_with("GB") => Codes::Legacy(GB18030),
        () if has("B5") || name.starts_with("HKscs") => Codes::Legacy(BIG5),
        () if has("RKSJ") => Codes::Legacy(SHIFT_JIS),
        () if name.starts_with("KSC") => Codes::Legacy(EUC_KR),
        () => Codes::Identity,
    }
}

/// The widths of a composite font: `first [w w w]` and `first last w`.
fn wide_widths(file: &PdfFile<'_>, items: &[Object]) -> BTreeMap<u32, Fixed> {
    /// Codes of two bytes.
    const CODES: usize = 65_536;
    let mut widths = BTreeMap::new();
    let mut rest = items;
    while let [first, second, tail @ ..] = rest {
        let Some(first) = first.count().filter(|&first| first < CODES) else {
            break;
        };
        if let Object::Array(list) = file.resolve(second) {
            for (code, width) in (first..CODES).zip(list.iter().filter_map(Object::number)) {
                widths.insert(u32::try_from(code).unwrap_or(0), width);
            }
            rest = tail;
        } else if let (Some(last), [width, tail @ ..]) = (second.count(), tail) {
            let Some(width) = file.resolve(width).number() else {
                break;
            };
            // A range is written out once; a file that repeats it gains nothing.
            for code in first..=last.min(CODES - 1) {
                widths
                    .entry(u32::try_from(code).unwrap_or(0))
                    .or_insert(width);
            }
            rest = tail;
        } else {
            break;
        }
    }
    widths
}
