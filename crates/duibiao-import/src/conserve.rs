//! Proof that an import lost nothing and invented nothing.
//!
//! The source, character after character in its own order and white space aside, is walked beside the
//! words that the drawn file shows when it is read as Markdown. Outside the indicator tables the two must
//! be the same, but for the edits of the ledger, each of which must be in the list of repairs or removals
//! at its line. An indicator table changes its order, so there every cell must be in the source's
//! blocks, every character of the blocks in a cell or another listed word, and every cell in the drawn
//! table. Time is linear in the source.

mod shown;
mod table;

use std::collections::BTreeMap;

use crate::original::{Block, ImportProblem, Indicators, Original, Removed, WordRepair};

use crate::draw::Drawn;
use crate::repair::{Ledger, visible};
use shown::ShownText;

/// What an import made of a source, as far as the proof needs it.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// The plan file.
    pub drawn: &'a Drawn,
    /// Where the source was changed.
    pub ledger: &'a Ledger,
    /// The repairs as listed.
    pub repairs: &'a [WordRepair],
    /// The removals as listed.
    pub removed: &'a [Removed],
    /// The indicator tables as they were found.
    pub found: &'a Indicators,
    /// The indicator tables after repairs, as they were drawn.
    pub tables: &'a Indicators,
}

/// The codes of problems that mean the proof does not hold.
pub const CODES: [&str; 8] = [
    "text-lost",
    "text-invented",
    "edit-unlisted",
    "table-not-drawn",
    "table-text-lost",
    "rows-lost",
    "cell-lost",
    "cell-invented",
];

/// No more places than this are told.
const MOST: usize = 20;

/// What is wrong with an account; nothing when the proof holds.
pub fn check(original: &Original, account: &Account<'_>) -> Vec<ImportProblem> {
    let shown = ShownText::of(account.drawn);
    let mut problems = compare(&expected(original, account), &shown.prose);
    problems.extend(listed(original, account));
    let tables = account.found.tables.iter().zip(&account.tables.tables);
    for (index, (found, drawn)) in tables.enumerate() {
        problems.extend(table::check_source(original, found));
        problems.extend(table::check_repairs(found, drawn, account.repairs));
        problems.extend(table::check_drawn(drawn, shown.table(index)));
    }
    problems.truncate(MOST);
    problems
}

/// A character of the source and its line.
type Traced = (char, u32);

/// What the file should show outside the indicator tables.
fn expected(original: &Original, account: &Account<'_>) -> Vec<Traced> {
    let mut expected = Vec::new();
    let mut tables = account
        .found
        .tables
        .iter()
        .map(|table| &table.blocks)
        .peekable();
    let mut table_end = 0;
    for (at, block) in original.blocks.iter().enumerate() {
        while let Some(blocks) = tables.next_if(|blocks| blocks.start <= at) {
            table_end = table_end.max(blocks.end);
        }
        if at < table_end {
            continue;
        }
        match block {
            Block::Line(line) => edited(&line.text, line.line, at, account.ledger, &mut expected),
            Block::Table(grid) => {
                for cell in grid.rows.iter().flatten() {
                    expected.extend(squeezed(&cell.text).map(|c| (c, cell.line)));
                }
            }
            Block::Picture(picture) => edited(
                &picture.description,
                picture.line,
                at,
                account.ledger,
                &mut expected,
            ),
            Block::PageBreak { .. } => {}
        }
    }
    expected
}

/// The characters of a line after its edits.
fn edited(text: &str, line: u32, block: usize, ledger: &Ledger, expected: &mut Vec<Traced>) {
    let mut at = 0;
    for edit in ledger.of_block(block) {
        let range = edit.slice.range.clone();
        let before = text.get(at..range.start).unwrap_or_default();
        expected.extend(squeezed(before).map(|c| (c, line)));
        expected.extend(squeezed(&edit.after).map(|c| (c, line)));
        at = at.max(range.end);
    }
    let rest = text.get(at..).unwrap_or_default();
    expected.extend(squeezed(rest).map(|c| (c, line)));
}

fn squeezed(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace())
}

/// Walks both, and finds the way again behind a difference.
fn compare(expected: &[Traced], shown: &[char]) -> Vec<ImportProblem> {
    let mut problems = Vec::new();
    let (mut at, mut seen) = (0, 0);
    while at < expected.len() || seen < shown.len() {
        if expected.get(at).map(|(c, _)| c) == shown.get(seen) {
            (at, seen) = (at + 1, seen + 1);
            continue;
        }
        let (lost, invented) = resync(&expected[at..], &shown[seen..]);
        let line = expected
            .get(at)
            .or(expected.last())
            .map_or(0, |(_, line)| *line);
        problems.extend(difference(
            &expected[at..at + lost],
            &shown[seen..seen + invented],
            line,
        ));
        (at, seen) = (at + lost, seen + invented);
        if problems.len() >= MOST {
            break;
        }
    }
    problems
}

/// How many characters to pass on each side until eight of them agree again.
fn resync(expected: &[Traced], shown: &[char]) -> (usize, usize) {
    const REACH: usize = 2000;
    const AGREE: usize = 8;
    let agrees = |lost: usize, invented: usize| {
        let (rest, other) = (&expected[lost..], &shown[invented..]);
        let enough = AGREE.min(rest.len()).min(other.len());
        let at_end = rest.len() == other.len();
        let same = rest
            .iter()
            .map(|(c, _)| c)
            .take(enough)
            .eq(&other[..enough]);
        same && (enough == AGREE || at_end)
    };
    for step in 1..=REACH {
        if step <= expected.len() && agrees(step, 0) {
            return (step, 0);
        }
        if step <= shown.len() && agrees(0, step) {
            return (0, step);
        }
        if step <= expected.len() && step <= shown.len() && agrees(step, step) {
            return (step, step);
        }
    }
    (expected.len(), shown.len())
}

fn difference(lost: &[Traced], invented: &[char], line: u32) -> Vec<ImportProblem> {
    const SHOWN: usize = 40;
    let mut problems = Vec::new();
    if !lost.is_empty() {
        let words: String = lost.iter().take(SHOWN).map(|(c, _)| c).collect();
        problems.push(ImportProblem {
            line,
            code: "text-lost",
            zh: format!("原文这里有 {} 个字不在规划文件里：{words}", lost.len()),
            en: format!(
                "{} characters of the original are not in the plan file: {words}",
                lost.len()
            ),
        });
    }
    if !invented.is_empty() {
        let words: String = invented.iter().take(SHOWN).collect();
        problems.push(ImportProblem {
            line,
            code: "text-invented",
            zh: format!("规划文件里有 {} 个字不在原文里：{words}", invented.len()),
            en: format!(
                "{} characters of the plan file are not in the original: {words}",
                invented.len()
            ),
        });
    }
    problems
}

/// Characters and how often they occur.
type Bag = BTreeMap<char, usize>;

/// Each edit must be in the list of repairs or removals, at its line.
fn listed(original: &Original, account: &Account<'_>) -> Vec<ImportProblem> {
    let mut removed: BTreeMap<u32, Bag> = BTreeMap::new();
    for entry in account.removed {
        put(removed.entry(entry.line).or_default(), &entry.text);
    }
    let mut repaired: BTreeMap<u32, Bag> = BTreeMap::new();
    for repair in account.repairs.iter().filter(|repair| repair.applied) {
        put(repaired.entry(repair.line).or_default(), &repair.before);
    }
    let mut problems = Vec::new();
    for edit in account.ledger.edits() {
        let line = original.blocks.get(edit.slice.block).map_or(0, line_of);
        let words = edit.slice.words(original);
        let list = if edit.after.is_empty() {
            removed.get_mut(&line)
        } else {
            repaired.get_mut(&line)
        };
        let is_listed = list.is_some_and(|bag| {
            // Invisible characters are listed by their codes.
            take(bag, &visible(words)) || take(bag, words)
        });
        if !is_listed && problems.len() < MOST {
            problems.push(ImportProblem {
                line,
                code: "edit-unlisted",
                zh: format!("“{}”被改动，却不在修改清单里", words.trim()),
                en: format!("“{}” was changed and is in no list", words.trim()),
            });
        }
    }
    problems
}

fn line_of(block: &Block) -> u32 {
    match block {
        Block::Line(line) => line.line,
        Block::Table(grid) => grid.line,
        Block::Picture(picture) => picture.line,
        Block::PageBreak { line } => *line,
    }
}

fn put(bag: &mut Bag, text: &str) {
    for c in squeezed(text) {
        *bag.entry(c).or_default() += 1;
    }
}

/// Takes all characters of a text out of a bag, or none.
fn take(bag: &mut Bag, text: &str) -> bool {
    let mut wanted = Bag::new();
    put(&mut wanted, text);
    let has = |(c, count): (&char, &usize)| bag.get(c).is_some_and(|there| there >= count);
    if !wanted.iter().all(has) {
        return false;
    }
    for (c, count) in wanted {
        if let Some(there) = bag.get_mut(&c) {
            *there -= count;
        }
    }
    true
}

#[cfg(test)]
mod tests;
