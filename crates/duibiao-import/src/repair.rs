//! Undoes what printing and converting did to the words of a document: the blocks outside the indicator
//! tables become whole paragraphs.
//!
//! A change is one of a closed set ([`WordRepair::reason`]); each is listed with its line, the words before
//! and after, and whether it was done. A doubtful one is only proposed. Where the change alters more
//! than white space, its place in the source is kept in the [`Ledger`], so that [`crate::conserve`]
//! can prove that the source is the result plus the listed changes and nothing else. What the words mean
//! (headings, boxes, the notice before the plan) is not looked at here.

mod characters;
mod draft;
mod furniture;
mod joining;
mod ledger;
pub(crate) mod sentence;

use crate::original::{Block, Indicators, Original, Removed, Style, WordRepair};

pub(crate) use characters::visible;
pub use characters::{CharacterChange, Script, clean};
pub use ledger::{Ledger, Slice, SourceEdit};

use draft::LineDraft;

/// Which repairs are done; the others are listed as proposals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RepairMode {
    /// None.
    None,
    /// Those beyond doubt.
    Safe,
    /// All.
    All,
}

impl RepairMode {
    /// Whether a repair is done.
    pub const fn does(self, safe: bool) -> bool {
        match self {
            Self::None => false,
            Self::Safe => safe,
            Self::All => true,
        }
    }
}

/// A document after repairs.
#[derive(Clone, Debug, Default)]
pub struct Repaired {
    /// What it holds, in order.
    pub parts: Vec<RepairedPart>,
    /// The changes of words, done or proposed.
    pub repairs: Vec<WordRepair>,
    /// What was taken out.
    pub removed: Vec<Removed>,
    /// Where in the source something was changed or taken out.
    pub ledger: Ledger,
}

/// A piece of a document after repairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RepairedPart {
    /// A paragraph.
    Passage(Passage),
    /// An indicator table, as an index of [`Indicators::tables`].
    Indicators(usize),
    /// Another table whose cells the format marks, as an index of the blocks.
    Grid(usize),
    /// A picture, as an index of the blocks.
    Picture(usize),
}

/// A paragraph, made of one or more lines of the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The line that it begins at.
    pub line: u32,
    /// Its words; white space at both ends is gone and each run of it is one space.
    pub text: String,
    /// What the format says it is.
    pub style: Style,
    /// Whether its first line is led by a tab.
    pub tabbed: bool,
    /// How many empty lines stand right before it.
    pub blanks: u32,
    /// The places in the source that it was made from.
    pub slices: Vec<Slice>,
}

/// Repairs the blocks outside the indicator tables.
pub fn repair(original: &Original, tables: &Indicators, mode: RepairMode) -> Repaired {
    let script = Script::of(original);
    let mut drafts = drafts(original, tables, script, mode);
    furniture::mark(&mut drafts);
    joining::join(drafts, original, mode)
}

/// Repairs the words of the cells of indicator tables, one by one.
pub fn repair_tables(
    tables: &Indicators,
    original: &Original,
    mode: RepairMode,
) -> (Indicators, Vec<WordRepair>) {
    let script = Script::of(original);
    let mut repairs = Vec::new();
    let mut mend = |line: u32, text: &mut String| {
        let (after, changes) = clean(text, script, mode);
        repairs.extend(changes.into_iter().map(|change| WordRepair {
            line,
            before: text[change.range].to_owned(),
            after: change.after,
            reason: change.reason,
            applied: change.applied,
            safe: change.safe,
        }));
        *text = after;
    };
    let mut mended = tables.clone();
    for row in mended.tables.iter_mut().flat_map(|table| &mut table.rows) {
        let line = row.line;
        mend(line, &mut row.name);
        let cells = [
            &mut row.unit,
            &mut row.group,
            &mut row.baseline,
            &mut row.nature,
            &mut row.department,
        ];
        for cell in cells.into_iter().flatten() {
            mend(line, cell);
        }
        for target in &mut row.targets {
            mend(target.line, &mut target.text);
        }
    }
    (mended, repairs)
}

/// What stands between the drafts of lines.
#[derive(Clone, Debug)]
enum Item<'a> {
    Line(LineDraft<'a>),
    /// A page ends here.
    PageBreak,
    Other(RepairedPart),
}

fn drafts<'a>(
    original: &'a Original,
    tables: &Indicators,
    script: Script,
    mode: RepairMode,
) -> Vec<Item<'a>> {
    let mut items = Vec::with_capacity(original.blocks.len());
    let mut blanks = 0;
    let mut coming = tables.tables.iter().enumerate().peekable();
    let mut at = 0;
    while let Some(block) = original.blocks.get(at) {
        // Tables that hold no block, or overlap the one before, would never be passed.
        while coming
            .next_if(|(_, table)| table.blocks.end <= at)
            .is_some()
        {}
        if let Some((index, table)) = coming.next_if(|(_, table)| table.blocks.start <= at) {
            items.push(Item::Other(RepairedPart::Indicators(index)));
            at = table.blocks.end.max(at + 1);
            blanks = 0;
            continue;
        }
        match block {
            Block::Line(line) if line.text.trim().is_empty() => blanks += 1,
            Block::Line(line) => {
                let drafts = LineDraft::of(at, line, blanks, script, mode);
                items.extend(drafts.into_iter().map(Item::Line));
                blanks = 0;
            }
            Block::PageBreak { .. } => items.push(Item::PageBreak),
            Block::Table(_) => items.push(Item::Other(RepairedPart::Grid(at))),
            Block::Picture(_) => items.push(Item::Other(RepairedPart::Picture(at))),
        }
        at += 1;
    }
    items
}

#[cfg(test)]
pub(crate) mod tests;
