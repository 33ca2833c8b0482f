//! A text cut into what changes as a whole: sentences, and words as a reader of Chinese sees them.
//!
//! The pieces cover the text without a gap. A Chinese character is a word of its own: where Chinese
//! words end, no rule of this length knows.

use std::ops::Range;

/// Sentences and the parts of one between semicolons, each with its stop.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let is_stop = |c: char| matches!(c, '。' | '；' | '！' | '？' | '\n');
    let mut begin = 0;
    text.split_inclusive(is_stop)
        .map(|sentence| {
            let range = begin..begin + sentence.len();
            begin = range.end;
            range
        })
        .collect()
}

/// Numbers with their signs, Latin words, runs of spaces, and single characters of anything else.
pub(super) fn words(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut begin = 0;
    while let Some(first) = text[begin..].chars().next() {
        let length = word(&text[begin..], first);
        all.push(begin..begin + length);
        begin += length;
    }
    all
}

/// The bytes of the first word of a text that is not empty.
fn word(text: &str, first: char) -> usize {
    bracketed(text)
        .or_else(|| number(text))
        .or_else(|| run(text, |c| c.is_ascii_alphanumeric()))
        .or_else(|| run(text, |c| c.is_ascii_whitespace() && c != '\n'))
        .unwrap_or_else(|| first.len_utf8())
}

/// A cumulated number 〔70〕.
fn bracketed(text: &str) -> Option<usize> {
    const LONGEST: usize = 40;
    let inner = text.strip_prefix('〔')?;
    let length = run(inner, |c| {
        is_digit(c) || is_sign(c) || is_unit_sign(c) || c == '.'
    })?;
    let closed = inner[length..].starts_with('〕') && length <= LONGEST;
    closed.then_some(length + '〔'.len_utf8() + '〕'.len_utf8())
}

/// `2025`, `≥95%`, `1,234.5`.
fn number(text: &str) -> Option<usize> {
    let signs = run(text, is_sign).unwrap_or(0);
    let mut length = signs + run(&text[signs..], is_digit)?;
    loop {
        let rest = &text[length..];
        let Some(digits) = rest
            .strip_prefix(['.', ','])
            .and_then(|rest| run(rest, is_digit))
        else {
            break;
        };
        length += 1 + digits;
    }
    Some(length + run(&text[length..], is_unit_sign).unwrap_or(0))
}

/// The bytes of the characters at the beginning that are of a kind; none when there is none.
fn run(text: &str, is_of: impl Fn(char) -> bool) -> Option<usize> {
    let rest = text.trim_start_matches(is_of);
    Some(text.len() - rest.len()).filter(|length| *length > 0)
}

const fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

const fn is_sign(c: char) -> bool {
    matches!(
        c,
        '≥' | '≤' | '＞' | '＜' | '>' | '<' | '=' | '±' | '~' | '～'
    )
}

const fn is_unit_sign(c: char) -> bool {
    matches!(c, '%' | '％' | '‰' | '℃')
}
