//! Lines and columns of many places at once, counted as machines that read reports count them.
//!
//! [`duibiao_syntax::source::Source::position`] walks the text from its beginning for every place; here all
//! places of a file are found in one walk, so that a file full of findings costs one reading. Columns
//! are UTF-16 code units: SARIF takes that for granted where nothing else is said, and the editors that
//! show such reports count so whatever is said. Nothing is drawn here.

use std::collections::{BTreeMap, BTreeSet};

use duibiao_syntax::source::{Source, Sources};
use duibiao_syntax::span::{SourceId, Span};

/// A line and a column; both count from one, the column in UTF-16 code units, a byte-order mark in none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    /// The line.
    pub(super) line: usize,
    /// The column.
    pub(super) column: usize,
}

/// The first position of a place and the one behind its last character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PositionRange {
    /// Where it begins.
    pub(super) start: Position,
    /// Where it has ended.
    pub(super) end: Position,
}

/// The positions of the spans that were asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Positions {
    of: BTreeMap<(SourceId, u32), Position>,
}

impl Positions {
    /// Finds the positions of `spans`. Offsets behind the end of a text count as its end.
    pub(super) fn of(spans: impl IntoIterator<Item = Span>, sources: &Sources) -> Self {
        let mut wanted: BTreeMap<SourceId, BTreeSet<u32>> = BTreeMap::new();
        for span in spans {
            wanted
                .entry(span.source)
                .or_default()
                .extend([span.start, span.end]);
        }
        let mut of = BTreeMap::new();
        for (id, offsets) in wanted {
            walk(sources.get(id), &offsets, &mut of);
        }
        Self { of }
    }

    /// The region of a span; that of the first character when the span was not asked for.
    pub(super) fn region(&self, span: Span) -> PositionRange {
        let at = |offset| {
            let known = self.of.get(&(span.source, offset));
            known.copied().unwrap_or(Position { line: 1, column: 1 })
        };
        PositionRange {
            start: at(span.start),
            end: at(span.end),
        }
    }
}

/// Walks a text once and notes the positions of `offsets`, which are in order. An offset inside a
/// character counts as the beginning of the character.
fn walk(source: &Source, offsets: &BTreeSet<u32>, of: &mut BTreeMap<(SourceId, u32), Position>) {
    let mut wanted = offsets.iter().copied().peekable();
    let mut here = Position { line: 1, column: 1 };
    for (at, c) in source.text.char_indices() {
        let end = at + c.len_utf8();
        while let Some(offset) = wanted.next_if(|offset| (*offset as usize) < end) {
            of.insert((source.id, offset), here);
        }
        if wanted.peek().is_none() {
            return;
        }
        match c {
            '\n' => {
                here.line += 1;
                here.column = 1;
            }
            '\u{FEFF}' if at == 0 => {}
            _ => here.column += c.len_utf16(),
        }
    }
    of.extend(wanted.map(|offset| ((source.id, offset), here)));
}

#[cfg(test)]
mod tests;
