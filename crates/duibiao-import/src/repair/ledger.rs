//! Where in the source something was changed or taken out.
//!
//! An [`SourceEdit`] says only what was done and where, not why: reasons are in the lists of repairs and
//! removals. Changes of white space alone are not edits.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::original::{Block, Original};

/// A place in the text of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// The block.
    pub block: usize,
    /// The cell, counted row by row; 0 in a line.
    pub cell: usize,
    /// The bytes in the text of the block or the cell.
    pub range: Range<usize>,
}

/// A change of the source's characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceEdit {
    /// What was changed.
    pub slice: Slice,
    /// What stands there now; empty when it was taken out.
    pub after: String,
}

/// All edits of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    edits: Vec<SourceEdit>,
}

impl Ledger {
    /// A ledger of edits that may come in any order.
    pub fn new(mut edits: Vec<SourceEdit>) -> Self {
        edits.sort_by_key(|edit| order(&edit.slice));
        Self { edits }
    }

    /// All edits, in the order of the source.
    pub fn edits(&self) -> &[SourceEdit] {
        &self.edits
    }

    /// The edits of one block.
    pub fn of_block(&self, block: usize) -> &[SourceEdit] {
        let start = self.edits.partition_point(|edit| edit.slice.block < block);
        let end = self.edits.partition_point(|edit| edit.slice.block <= block);
        &self.edits[start..end]
    }

    /// Takes out what is left of these places; returns the words that were, with the block of each.
    #[must_use]
    pub fn without(self, slices: &[Slice], original: &Original) -> (Self, Vec<(usize, String)>) {
        let mut places: BTreeMap<(usize, usize), Vec<&Slice>> = BTreeMap::new();
        for slice in slices {
            places
                .entry((slice.block, slice.cell))
                .or_default()
                .push(slice);
        }
        let is_inside = |edit: &SourceEdit| {
            let around = places.get(&(edit.slice.block, edit.slice.cell));
            around.into_iter().flatten().any(|place| {
                place.range.start <= edit.slice.range.start
                    && edit.slice.range.end <= place.range.end
            })
        };
        // A repair inside a place that is taken out is undone with it: there is no result to compare.
        let (inside, mut kept): (Vec<SourceEdit>, Vec<SourceEdit>) =
            self.edits.into_iter().partition(is_inside);
        let gone = inside.into_iter().filter(|edit| edit.after.is_empty());
        let gone = Self::new(gone.collect());
        let mut words = Vec::new();
        for slice in slices {
            let mut text = String::new();
            let mut at = slice.range.start;
            let edits = gone.of_block(slice.block).iter();
            let edits = edits.filter(|edit| {
                slice.range.start <= edit.slice.range.start
                    && edit.slice.range.end <= slice.range.end
            });
            let ends = std::iter::once((slice.range.end, slice.range.end));
            let stops = edits.map(|edit| (edit.slice.range.start, edit.slice.range.end));
            for (start, end) in stops.chain(ends) {
                if at < start {
                    let gap = Slice {
                        range: at..start,
                        ..slice.clone()
                    };
                    text.push_str(gap.words(original));
                    kept.push(SourceEdit {
                        slice: gap,
                        after: String::new(),
                    });
                }
                at = at.max(end);
            }
            words.push((slice.block, text));
        }
        kept.extend(gone.edits);
        (Self::new(kept), words)
    }
}

fn order(slice: &Slice) -> (usize, usize, usize, usize) {
    (slice.block, slice.cell, slice.range.start, slice.range.end)
}

impl Slice {
    /// The words of the source at this place.
    pub fn words<'a>(&self, original: &'a Original) -> &'a str {
        let text = match original.blocks.get(self.block) {
            Some(Block::Line(line)) => line.text.as_str(),
            Some(Block::Table(grid)) => grid
                .rows
                .iter()
                .flatten()
                .nth(self.cell)
                .map_or("", |cell| cell.text.as_str()),
            Some(Block::Picture(picture)) => picture.description.as_str(),
            Some(Block::PageBreak { .. }) | None => "",
        };
        text.get(self.range.clone()).unwrap_or_default()
    }
}
