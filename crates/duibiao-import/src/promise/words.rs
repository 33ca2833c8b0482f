//! Sets of words and the longest of them at a place of a text.
//!
//! A set is written as its words with spaces between them and is sorted by first and last character when
//! it is first used. Words are compared sign by sign; forms of a word are words of their own.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A set of words.
pub(crate) struct IndexedWords {
    text: &'static str,
    by_first: OnceLock<BTreeMap<char, Vec<&'static str>>>,
    by_last: OnceLock<BTreeMap<char, Vec<&'static str>>>,
}

/// Something that knows its words by their ends.
pub(crate) trait WordSet {
    /// Every word that begins with a character; it may hold others too.
    fn beginning_with(&self, first: char) -> &[&'static str];

    /// Every word that ends with a character; it may hold others too.
    fn ending_with(&self, last: char) -> &[&'static str];
}

impl IndexedWords {
    /// The set of the words in a text with spaces between them.
    pub(crate) const fn new(text: &'static str) -> Self {
        Self {
            text,
            by_first: OnceLock::new(),
            by_last: OnceLock::new(),
        }
    }

    /// The words, in the order in which they are written.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.text.split(' ')
    }

    /// Whether a text is one of the words.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.longest_prefix(text) == Some(text)
    }

    /// The longest word that a text begins with.
    pub(crate) fn longest_prefix<'a>(&self, text: &'a str) -> Option<&'a str> {
        let words = self.beginning_with(text.chars().next()?);
        let fits = words.iter().filter(|word| text.starts_with(**word));
        text.get(..fits.map(|word| word.len()).max()?)
    }

    /// The longest word that a text ends with.
    pub(crate) fn longest_suffix<'a>(&self, text: &'a str) -> Option<&'a str> {
        let words = self.ending_with(text.chars().next_back()?);
        let fits = words.iter().filter(|word| text.ends_with(**word));
        text.get(text.len() - fits.map(|word| word.len()).max()?..)
    }

    fn index(&self, end: fn(&str) -> Option<char>) -> BTreeMap<char, Vec<&'static str>> {
        let mut index: BTreeMap<char, Vec<&str>> = BTreeMap::new();
        for word in self.iter() {
            if let Some(c) = end(word) {
                index.entry(c).or_default().push(word);
            }
        }
        index
    }
}

impl WordSet for IndexedWords {
    fn beginning_with(&self, first: char) -> &[&'static str] {
        let index = self
            .by_first
            .get_or_init(|| self.index(|word| word.chars().next()));
        index.get(&first).map_or(&[], Vec::as_slice)
    }

    fn ending_with(&self, last: char) -> &[&'static str] {
        let index = self
            .by_last
            .get_or_init(|| self.index(|word| word.chars().next_back()));
        index.get(&last).map_or(&[], Vec::as_slice)
    }
}

impl<const N: usize> WordSet for [&'static str; N] {
    fn beginning_with(&self, _first: char) -> &[&'static str] {
        self
    }

    fn ending_with(&self, _last: char) -> &[&'static str] {
        self
    }
}
