//! A sentence as the finder reads it: without white space, in one form of each sign.
//!
//! Converted documents have spaces between numbers and words (`建设 1 个`), full and half-width signs
//! side by side, and the stars of Markdown. All that is folded here, once, and every character still
//! knows where it stands in the paragraph. Nothing is understood here.

use std::ops::Range;

use super::words::WordSet;

/// A longer sentence is read in pieces of this many characters, so that no text takes long.
const LONGEST: usize = 1500;

/// A sentence of a paragraph. Positions in it count characters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sentence {
    chars: Vec<char>,
    /// The bytes of every character in the paragraph.
    bytes: Vec<Range<usize>>,
    /// Whether each character stands in quotation or title marks.
    quoted: Vec<bool>,
    /// Whether each character stands in brackets, these included.
    bracketed: Vec<bool>,
}

/// The sentences of a paragraph.
pub(crate) fn sentences(paragraph: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut current = Sentence::default();
    let mut chars = paragraph.char_indices().peekable();
    let mut previous = ' ';
    while let Some((at, raw)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        if let Some(c) = folded(previous, raw, next) {
            current.chars.push(c);
            current.bytes.push(at..at + raw.len_utf8());
        }
        previous = raw;
        let is_end = matches!(raw, '。' | '！' | '？' | '\n');
        if is_end || current.chars.len() >= LONGEST {
            found.push(std::mem::take(&mut current).ended());
        }
    }
    found.push(current.ended());
    found.retain(|sentence| !sentence.chars.is_empty());
    found
}

/// The one form of a character; None for what only parts or marks words.
fn folded(previous: char, c: char, next: char) -> Option<char> {
    let between_digits = is_digit(previous) && is_digit(next);
    match c {
        // Without it 表1 20家 would become one number.
        _ if c.is_whitespace() && between_digits => Some(' '),
        _ if c.is_whitespace() => None,
        '*' | '\u{200b}' | '\u{feff}' | '\u{ad}' => None,
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
        '％' | '﹪' => Some('%'),
        '．' => Some('.'),
        '＋' => Some('+'),
        '(' => Some('（'),
        ')' => Some('）'),
        ':' | '∶' => Some('：'),
        ';' => Some('；'),
        ',' if !between_digits => Some('，'),
        '≧' | '⩾' => Some('≥'),
        '≦' | '⩽' => Some('≤'),
        '＞' => Some('>'),
        '＜' => Some('<'),
        other => Some(other),
    }
}

const fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

impl Sentence {
    fn ended(mut self) -> Self {
        self.quoted = enclosed(
            &self.chars,
            |c| matches!(c, '“' | '《' | '〈' | '「' | '『'),
            |c| matches!(c, '”' | '》' | '〉' | '」' | '』'),
        );
        self.bracketed = enclosed(
            &self.chars,
            |c| matches!(c, '（' | '〔' | '[' | '【'),
            |c| matches!(c, '）' | '〕' | ']' | '】'),
        );
        self
    }

    /// How many characters it has.
    pub(crate) const fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at a position; a blank outside.
    pub(crate) fn char(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or(' ')
    }

    /// The character before a position; a blank at the start.
    pub(crate) fn char_before(&self, at: usize) -> char {
        at.checked_sub(1).map_or(' ', |before| self.char(before))
    }

    /// The words of a range.
    pub(crate) fn text(&self, range: Range<usize>) -> String {
        self.slice(range).iter().collect()
    }

    /// The characters of a range.
    pub(crate) fn slice(&self, range: Range<usize>) -> &[char] {
        self.chars.get(range).unwrap_or_default()
    }

    /// The bytes of a range in the paragraph.
    pub(crate) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        match self.bytes.get(range.clone()) {
            Some([first, .., last]) => first.start..last.end,
            Some([only]) => only.clone(),
            Some([]) | None => 0..0,
        }
    }

    /// Whether a position stands in quotation marks or in the marks of a title.
    pub(crate) fn is_quoted(&self, at: usize) -> bool {
        self.quoted.get(at).copied().unwrap_or_default()
    }

    /// Whether a position stands in brackets.
    pub(crate) fn is_bracketed(&self, at: usize) -> bool {
        self.bracketed.get(at).copied().unwrap_or_default()
    }

    /// Whether a sign at a position parts the sentence there: not within quotes or brackets.
    pub(crate) fn is_open(&self, at: usize) -> bool {
        !self.is_quoted(at) && !self.is_bracketed(at)
    }

    /// Whether a word begins at a position.
    pub(crate) fn has_at(&self, at: usize, word: &str) -> bool {
        word.chars()
            .enumerate()
            .all(|(offset, c)| self.chars.get(at + offset) == Some(&c))
    }

    /// Whether a word ends at a position.
    pub(crate) fn has_before(&self, at: usize, word: &str) -> bool {
        at.checked_sub(word.chars().count())
            .is_some_and(|start| self.has_at(start, word))
    }

    /// The length of the longest of the words that begins at a position.
    pub(crate) fn longest_at(&self, at: usize, words: &impl WordSet) -> Option<usize> {
        let candidates = words.beginning_with(self.char(at)).iter();
        let fits = candidates.filter(|word| self.has_at(at, word));
        fits.map(|word| word.chars().count()).max()
    }

    /// The length of the longest of the words that ends at a position.
    pub(crate) fn longest_before(&self, at: usize, words: &impl WordSet) -> Option<usize> {
        let candidates = words.ending_with(self.char_before(at)).iter();
        let fits = candidates.filter(|word| self.has_before(at, word));
        fits.map(|word| word.chars().count()).max()
    }

    /// Whether one of the words stands anywhere in a range.
    pub(crate) fn contains(&self, range: Range<usize>, words: &impl WordSet) -> bool {
        range
            .into_iter()
            .any(|at| self.longest_at(at, words).is_some())
    }
}

/// Which characters stand between an opening and a closing mark. A mark that is never closed encloses
/// nothing: a stray one must not hide the rest of the sentence.
fn enclosed(chars: &[char], opens: fn(char) -> bool, closes: fn(char) -> bool) -> Vec<bool> {
    let mut marks = vec![false; chars.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut outermost = Vec::new();
    for (at, c) in chars.iter().enumerate() {
        if opens(*c) {
            open.push(at);
        } else if closes(*c)
            && let Some(start) = open.pop()
        {
            // A pair around earlier pairs takes their place: every character is marked once.
            while outermost.last().is_some_and(|(inner, _)| *inner > start) {
                outermost.pop();
            }
            outermost.push((start, at));
        }
    }
    for (start, end) in outermost {
        marks[start..=end].fill(true);
    }
    marks
}
