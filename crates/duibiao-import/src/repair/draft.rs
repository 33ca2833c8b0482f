//! One line on its way to a paragraph: its words after the repairs inside it, and how it was set.

use crate::original::{Style, TextLine, WordRepair};

use super::characters::{CharacterChange, Script, clean};
use super::{RepairMode, Slice, SourceEdit};

/// A line, or one of the parts that a soft line break cuts a Word paragraph into.
#[derive(Clone, Debug)]
pub(super) struct LineDraft<'a> {
    pub(super) line: u32,
    /// Where it stands in the source.
    pub(super) slice: Slice,
    /// Its words as they stood.
    pub(super) raw: &'a str,
    /// Its words after the repairs inside it.
    pub(super) text: String,
    pub(super) changes: Vec<CharacterChange>,
    /// Columns of white space before it.
    pub(super) indent: usize,
    /// Columns from the margin to its end.
    pub(super) width: usize,
    pub(super) tabbed: bool,
    pub(super) style: Style,
    /// Empty lines right before it.
    pub(super) blanks: u32,
    /// Whether it follows the part before it in the same paragraph of the source.
    pub(super) continues: bool,
    /// Why it does not belong to the text, and whether that is beyond doubt.
    pub(super) gone: Option<(&'static str, bool)>,
}

impl<'a> LineDraft<'a> {
    /// The drafts of a line of the source.
    pub(super) fn of(
        block: usize,
        line: &'a TextLine,
        blanks: u32,
        script: Script,
        mode: RepairMode,
    ) -> Vec<Self> {
        let mut drafts: Vec<Self> = Vec::new();
        let mut at = 0;
        for raw in line.text.split('\n') {
            let range = at..at + raw.len();
            at = range.end + 1;
            if raw.trim().is_empty() {
                continue;
            }
            let (text, changes) = clean(raw, script, mode);
            let content = raw.trim_start();
            let indent = columns(&raw[..raw.len() - content.len()]);
            drafts.push(Self {
                line: line.line,
                slice: Slice {
                    block,
                    cell: 0,
                    range,
                },
                raw,
                indent,
                width: indent + columns(content.trim_end()),
                tabbed: raw.starts_with('\t'),
                style: style(line.style, &text, &changes),
                text,
                changes,
                blanks: if drafts.is_empty() { blanks } else { 0 },
                continues: !drafts.is_empty(),
                gone: None,
            });
        }
        drafts
    }

    /// Its repairs for the list.
    pub(super) fn repairs(&self) -> impl Iterator<Item = WordRepair> {
        // What is taken out and was taken out is in the list of removals.
        let listed = |change: &&CharacterChange| !change.applied || !change.after.is_empty();
        self.changes.iter().filter(listed).map(|change| {
            let (before, after) = self.in_context(change);
            WordRepair {
                line: self.line,
                before,
                after,
                reason: change.reason,
                applied: change.applied,
                safe: change.safe,
            }
        })
    }

    /// The changed words with up to four characters on both sides, so that a person can find them.
    fn in_context(&self, change: &CharacterChange) -> (String, String) {
        let start = back(self.raw, change.range.start, 4);
        let end = self.raw[change.range.end..]
            .char_indices()
            .nth(4)
            .map_or(self.raw.len(), |(at, _)| change.range.end + at);
        let (head, tail) = (
            &self.raw[start..change.range.start],
            &self.raw[change.range.end..end],
        );
        let before = &self.raw[change.range.clone()];
        (
            format!("{head}{before}{tail}").trim().to_owned(),
            format!("{head}{}{tail}", change.after).trim().to_owned(),
        )
    }

    /// What of it is in the ledger.
    pub(super) fn edits(&self) -> impl Iterator<Item = SourceEdit> {
        let done = |change: &&CharacterChange| change.applied;
        self.changes.iter().filter(done).map(|change| SourceEdit {
            slice: self.part(change.range.start, change.range.end),
            after: change.after.clone(),
        })
    }

    /// A part of its place, from byte to byte of its raw words.
    pub(super) fn part(&self, start: usize, end: usize) -> Slice {
        let offset = self.slice.range.start;
        Slice {
            range: offset + start..offset + end,
            ..self.slice.clone()
        }
    }

    /// The bytes of its raw words that became the first `count` characters of its text, white space not
    /// counted.
    pub(super) fn raw_length(&self, count: usize) -> usize {
        let mut left = count;
        let mut at = 0;
        let mut changes = self
            .changes
            .iter()
            .filter(|change| change.applied)
            .peekable();
        while left > 0 {
            if let Some(change) = changes.next_if(|change| change.range.start == at) {
                left = left.saturating_sub(squeezed(&change.after).count());
                at = change.range.end;
                continue;
            }
            let Some(c) = self.raw[at..].chars().next() else {
                return at;
            };
            left -= usize::from(!c.is_whitespace());
            at += c.len_utf8();
        }
        at
    }
}

/// What a mark that was taken out says of a line. An item with a number is no item of a list without
/// numbers.
fn style(style: Style, text: &str, changes: &[CharacterChange]) -> Style {
    let had = |reason: &str| {
        let mut applied = changes.iter().filter(|change| change.applied);
        applied.find(|change| change.reason == reason)
    };
    if style != Style::Plain {
        return style;
    }
    if let Some(mark) = had("heading-mark") {
        return Style::Heading(u8::try_from(mark.range.len()).unwrap_or(6));
    }
    if had("list-mark").is_some() && duibiao_syntax::outline::marker(text).is_none() {
        return Style::Bullet;
    }
    style
}

/// The byte `count` characters before `end`.
pub(super) fn back(text: &str, end: usize, count: usize) -> usize {
    text[..end]
        .char_indices()
        .rev()
        .take(count)
        .last()
        .map_or(end, |(at, _)| at)
}

/// The characters that are not white space.
pub(super) fn squeezed(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace())
}

/// How many columns a text takes on a screen: two for a Chinese character.
fn columns(text: &str) -> usize {
    text.chars()
        .map(|c| match c {
            '\t' => 4,
            _ if u32::from(c) >= 0x1100 => 2,
            _ => 1,
        })
        .sum()
}
