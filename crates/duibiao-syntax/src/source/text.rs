//! The text of a file, which takes little room while it is not looked into.
//!
//! Ten thousand texts are read once and looked into rarely: when they are parsed, and when a page of
//! their own is made. Between the two they lie packed.

use std::cell::RefCell;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use zstd::bulk::{Compressor, Decompressor};

/// A text; one that is packed is unpacked when it is looked into. Copies share what is unpacked.
#[derive(Clone)]
pub struct SourceText(Arc<Inner>);

struct Inner {
    /// How many bytes it has.
    length: usize,
    /// Its bytes, packed; empty where packing does not pay.
    packed: Box<[u8]>,
    /// Its words, from the first look on.
    words: OnceLock<Box<str>>,
}

thread_local! {
    /// Making what packs takes as long as packing a plan.
    static PACKER: RefCell<Option<Compressor<'static>>> = RefCell::new(Compressor::new(LEVEL).ok());
    /// The same of what unpacks.
    static UNPACKER: RefCell<Option<Unpacker>> = RefCell::new(Unpacker::new());
}

/// What unpacks, with room for a text.
struct Unpacker {
    zstd: Decompressor<'static>,
    bytes: Vec<u8>,
}

impl Unpacker {
    fn new() -> Option<Self> {
        let zstd = Decompressor::new().ok()?;
        let bytes = Vec::new();
        Some(Self { zstd, bytes })
    }
}

/// Texts shorter than this are not worth unpacking.
const SHORT: usize = 1 << 10;
/// The lowest level: higher ones save a twentieth more of a plan and take twice the time.
const LEVEL: i32 = 1;

impl SourceText {
    /// How many bytes it has.
    #[expect(
        clippy::len_without_is_empty,
        reason = "a text is a str for everything else"
    )]
    pub fn len(&self) -> usize {
        self.0.length
    }

    /// The same text, unpacked, for as long as the returned value lives.
    #[must_use]
    pub fn opened(&self) -> Self {
        match self.0.words.get() {
            Some(_) => self.clone(),
            None => Self::plain(self.0.unpacked()),
        }
    }

    fn plain(words: Box<str>) -> Self {
        Self(Arc::new(Inner {
            length: words.len(),
            packed: Box::default(),
            words: OnceLock::from(words),
        }))
    }
}

impl Inner {
    fn unpacked(&self) -> Box<str> {
        let words = UNPACKER.with_borrow_mut(|unpacker| {
            let Unpacker { zstd, bytes } = unpacker.as_mut()?;
            bytes.clear();
            bytes.reserve(self.length);
            zstd.decompress_to_buffer(&self.packed, bytes).ok()?;
            simdutf8::basic::from_utf8(bytes).ok().map(Box::from)
        });
        words.unwrap_or_else(|| unreachable!("it was packed here"))
    }
}

impl SourceText {
    /// The text, packed unless that does not pay.
    pub fn packed(words: &str) -> Self {
        let packed = match words.len() {
            0..SHORT => None,
            _ => pack(words),
        };
        match packed.filter(|packed| packed.len() < words.len()) {
            Some(packed) => Self(Arc::new(Inner {
                length: words.len(),
                packed: Box::from(&*packed),
                words: OnceLock::new(),
            })),
            None => Self::plain(words.into()),
        }
    }
}

fn pack(words: &str) -> Option<Vec<u8>> {
    PACKER.with_borrow_mut(|packer| packer.as_mut()?.compress(words.as_bytes()).ok())
}

impl From<&str> for SourceText {
    fn from(words: &str) -> Self {
        Self::plain(words.into())
    }
}

impl From<String> for SourceText {
    fn from(words: String) -> Self {
        Self::plain(words.into_boxed_str())
    }
}

impl From<Box<str>> for SourceText {
    fn from(words: Box<str>) -> Self {
        Self::plain(words)
    }
}

impl From<Arc<str>> for SourceText {
    fn from(words: Arc<str>) -> Self {
        Self::from(&*words)
    }
}

impl Default for SourceText {
    fn default() -> Self {
        Self::plain(Box::default())
    }
}

impl Deref for SourceText {
    type Target = str;

    fn deref(&self) -> &str {
        self.0.words.get_or_init(|| self.0.unpacked())
    }
}

impl PartialEq for SourceText {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || **self == **other
    }
}

impl Eq for SourceText {}

impl fmt::Debug for SourceText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again() {
        for words in ["", "短", &"规划".repeat(2000), "a\r\n\u{FEFF}"] {
            let text = SourceText::packed(words);
            assert_eq!((text.len(), &*text.opened()), (words.len(), words));
            assert_eq!(&*text, words);
        }
    }

    #[test]
    fn opening_leaves_the_text_packed() {
        let text = SourceText::packed(&"规划".repeat(2000));
        assert!(text.0.packed.len() < 100);
        assert_eq!(text.opened().len(), 12_000);
        assert!(text.0.words.get().is_none());
    }
}
