//! Two texts as one: what was kept, what was taken out, what was put in.
//!
//! Words are not shredded: a number with its sign and its brackets, a Latin word and a mark of
//! punctuation change whole, Chinese changes character by character, and a character or two that two
//! changes happen to have between them go with the changes. Sentences are set side by side first, so
//! that one rewritten sentence does not disturb the others. The work is bounded by counted steps, never
//! by a clock: beyond them a passage is replaced as a whole.

mod align;
mod tokens;

use std::ops::Range;

use align::Match;

/// A piece of a redline. The kept and the removed pieces make the old text, the kept and the added ones
/// the new text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedlineRun<'a> {
    /// In both texts.
    Kept(&'a str),
    /// Only in the old text.
    Removed(&'a str),
    /// Only in the new text.
    Added(&'a str),
}

/// The redline of two texts.
pub fn redline<'a>(old: &'a str, new: &'a str) -> Vec<RedlineRun<'a>> {
    let mut parts = Vec::new();
    let sentences = Side::new(old, new, tokens::sentences);
    for part in sentences.parts() {
        if part.is_kept {
            push(&mut parts, part);
        } else {
            let words = Side::new(
                &old[part.old.clone()],
                &new[part.new.clone()],
                tokens::words,
            );
            for inner in words.parts() {
                push(&mut parts, inner.shifted(part.old.start, part.new.start));
            }
        }
    }
    runs(old, new, &joined(old, parts))
}

/// A stretch of both texts that is the same, or is not.
#[derive(Clone, Debug)]
struct RedlinePart {
    is_kept: bool,
    old: Range<usize>,
    new: Range<usize>,
}

impl RedlinePart {
    fn shifted(self, old: usize, new: usize) -> Self {
        Self {
            is_kept: self.is_kept,
            old: self.old.start + old..self.old.end + old,
            new: self.new.start + new..self.new.end + new,
        }
    }

    /// Bytes that are not the same.
    fn changed(&self) -> usize {
        if self.is_kept {
            0
        } else {
            self.old.len() + self.new.len()
        }
    }
}

/// Adds a part; two neighbours of one kind are one.
fn push(parts: &mut Vec<RedlinePart>, part: RedlinePart) {
    if part.old.is_empty() && part.new.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(last) if last.is_kept == part.is_kept => {
            last.old.end = part.old.end;
            last.new.end = part.new.end;
        }
        _ => parts.push(part),
    }
}

/// Two texts cut into pieces, and which of those match.
struct Side {
    old: Vec<Range<usize>>,
    new: Vec<Range<usize>>,
    matches: Vec<Match>,
}

impl Side {
    fn new(old: &str, new: &str, cut: fn(&str) -> Vec<Range<usize>>) -> Self {
        let (olds, news) = (cut(old), cut(new));
        let matches = align::matches(
            &olds
                .iter()
                .map(|range| &old[range.clone()])
                .collect::<Vec<_>>(),
            &news
                .iter()
                .map(|range| &new[range.clone()])
                .collect::<Vec<_>>(),
        );
        Self {
            old: olds,
            new: news,
            matches,
        }
    }

    /// The whole of both texts, kept and changed parts in turn.
    fn parts(&self) -> Vec<RedlinePart> {
        let mut parts = Vec::new();
        let (mut old, mut new) = (0, 0);
        let end = Match {
            old: self.old.len(),
            new: self.new.len(),
            length: 0,
        };
        for found in self.matches.iter().chain([&end]) {
            parts.push(self.part(false, old..found.old, new..found.new));
            (old, new) = (found.old + found.length, found.new + found.length);
            parts.push(self.part(true, found.old..old, found.new..new));
        }
        parts
    }

    fn part(&self, is_kept: bool, old: Range<usize>, new: Range<usize>) -> RedlinePart {
        RedlinePart {
            is_kept,
            old: bytes(&self.old, old),
            new: bytes(&self.new, new),
        }
    }
}

/// The bytes of some pieces; pieces cover their text without a gap.
fn bytes(pieces: &[Range<usize>], some: Range<usize>) -> Range<usize> {
    let all = pieces.last().map_or(0, |last| last.end);
    let at = |piece: usize| pieces.get(piece).map_or(all, |range| range.start);
    at(some.start)..at(some.end)
}

/// The most characters of an island.
const ISLAND: usize = 2;

/// Lets the changes on both sides of a short kept piece swallow it, where they outweigh it.
fn joined(text: &str, parts: Vec<RedlinePart>) -> Vec<RedlinePart> {
    let mut all: Vec<RedlinePart> = Vec::with_capacity(parts.len());
    let mut rest = parts.into_iter().peekable();
    while let Some(mut part) = rest.next() {
        let before = all.last().map_or(0, RedlinePart::changed);
        let after = rest.peek().map_or(0, RedlinePart::changed);
        let kept = &text[part.old.clone()];
        let between = before > 0 && after > 0 && before + after >= 2 * kept.len();
        part.is_kept &= !(between && is_island(kept));
        push(&mut all, part);
    }
    all
}

/// Whether a kept piece is too short to be read by itself. Ends of sentences always can be.
fn is_island(kept: &str) -> bool {
    let is_firm =
        |c: char| matches!(c, '。' | '；' | '！' | '？' | '\n') || c.is_ascii_alphanumeric();
    kept.chars().nth(ISLAND).is_none() && !kept.chars().any(is_firm)
}

fn runs<'a>(old: &'a str, new: &'a str, parts: &[RedlinePart]) -> Vec<RedlineRun<'a>> {
    let mut runs = Vec::with_capacity(parts.len() * 2);
    for part in parts {
        let (was, is) = (&old[part.old.clone()], &new[part.new.clone()]);
        if part.is_kept {
            runs.push(RedlineRun::Kept(is));
            continue;
        }
        if !was.is_empty() {
            runs.push(RedlineRun::Removed(was));
        }
        if !is.is_empty() {
            runs.push(RedlineRun::Added(is));
        }
    }
    runs
}

#[cfg(test)]
mod tests;
