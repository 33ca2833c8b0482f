//! The words of a line that stand apart: where they begin and end.

use crate::tables::words::{is_blank, trimmed};

/// Words without a wide gap inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment<'a> {
    /// Where it begins, in characters or in columns of a screen.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// Its words.
    pub(crate) text: &'a str,
}

impl Segment<'_> {
    /// Twice its middle.
    pub(crate) const fn middle(&self) -> usize {
        self.start + self.end
    }
}

/// How places are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counting {
    /// Every character is one wide.
    Characters,
    /// Chinese characters are two wide.
    Screen,
}

/// The segments of a line: parted by two spaces, by a wide space or by a tab.
pub(crate) fn segments(text: &str) -> Vec<Segment<'_>> {
    measured(text, Counting::Characters)
}

/// The segments of a line in a measure.
pub(crate) fn measured(text: &str, measure: Counting) -> Vec<Segment<'_>> {
    let mut found: Vec<Segment<'_>> = Vec::new();
    let mut place = 0;
    let mut gap = 2;
    for (at, c) in text.char_indices() {
        let next = place + width(c, measure);
        let end = at + c.len_utf8();
        if c.is_whitespace() {
            gap += if matches!(c, '\t' | '\u{3000}') { 2 } else { 1 };
        } else {
            match found.last_mut().filter(|_| gap < 2) {
                Some(last) => {
                    let start = offset(text, last.text);
                    last.text = &text[start..end];
                    last.end = next;
                }
                None => found.push(Segment {
                    start: place,
                    end: next,
                    text: &text[at..end],
                }),
            }
            gap = 0;
        }
        place = next;
    }
    found.retain(|segment| !is_blank(segment.text));
    found
}

/// Where a part of a text begins in it.
fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

fn width(c: char, measure: Counting) -> usize {
    let is_wide = matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '“' | '”' | '‘' | '’' | '—' | '…' | '≥' | '≤');
    match measure {
        Counting::Screen if is_wide => 2,
        Counting::Characters | Counting::Screen => 1,
    }
}

/// The words after the last space of a segment, if there is a space inside.
pub(super) fn last_word(segment: Segment<'_>) -> Option<(Segment<'_>, Segment<'_>)> {
    let (before, after) = segment.text.rsplit_once(char::is_whitespace)?;
    let length = after.chars().count();
    let middle = segment.end.saturating_sub(length);
    let first = Segment {
        end: middle.saturating_sub(1),
        text: trimmed(before),
        ..segment
    };
    let second = Segment {
        start: middle,
        text: after,
        ..segment
    };
    Some((first, second))
}
