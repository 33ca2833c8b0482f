//! Proof that no word of a table is lost: whatever is printed in its blocks is in the table.
//!
//! Letters, digits and comparing signs are counted; spaces, brackets, dashes and other punctuation are
//! not, since they part cells in one layout and belong to words in another. A group that was printed once
//! for many rows counts once for every cell that prints it.

use std::collections::BTreeMap;

use crate::original::{Block, IndicatorTable, Original, PlacedText};

use crate::tables::words::{is_space, trimmed};

/// The lines of a table's blocks of which a word stands nowhere in the table. Empty is the proof.
pub fn unplaced(original: &Original, table: &IndicatorTable) -> Vec<PlacedText> {
    let printed = printed(original, table);
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for_each_text(table, |text| {
        for c in text.chars().filter(|c| is_counted(*c)) {
            *counts.entry(c).or_default() += 1;
        }
    });
    for (group, count) in groups(&printed, table) {
        for c in group.chars().filter(|c| is_counted(*c)) {
            *counts.entry(c).or_default() += count;
        }
    }
    let mut missing: Vec<PlacedText> = Vec::new();
    for words in printed.iter().rev() {
        let mut lacks = false;
        for c in words.text.chars().filter(|c| is_counted(*c)) {
            match counts.get_mut(&c) {
                Some(count) if *count > 0 => *count -= 1,
                _ => lacks = true,
            }
        }
        if lacks {
            missing.push(words.clone());
        }
    }
    missing.reverse();
    missing
}

/// Whether a character is part of a word or changes a value.
fn is_counted(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '%' | '％' | '‰' | '≥' | '≤' | '>' | '<' | '＞' | '＜' | '±'
        )
}

/// The lines and cells of the blocks.
fn printed(original: &Original, table: &IndicatorTable) -> Vec<PlacedText> {
    let blocks = original
        .blocks
        .get(table.blocks.clone())
        .unwrap_or_default();
    let mut printed = Vec::new();
    for block in blocks {
        match block {
            Block::Line(line) => printed.push(PlacedText {
                line: line.line,
                text: line
                    .text
                    .replace("<br>", "\n")
                    .replace("<br/>", "\n")
                    .replace("<br />", "\n"),
            }),
            Block::Table(grid) => {
                printed.extend(grid.rows.iter().flatten().map(|cell| PlacedText {
                    line: cell.line,
                    text: cell.text.clone(),
                }));
            }
            Block::Picture(_) | Block::PageBreak { .. } => {}
        }
    }
    printed.retain(|words| words.text.chars().any(is_counted));
    printed
}

/// Every text of the table but the groups.
fn for_each_text<'a>(table: &'a IndicatorTable, mut see: impl FnMut(&'a str)) {
    let outside = [&table.header, &table.notes, &table.debris];
    for words in table.caption.iter().chain(outside.into_iter().flatten()) {
        see(&words.text);
    }
    for row in &table.rows {
        see(&row.no);
        see(&row.name);
        let optional = [&row.unit, &row.baseline, &row.nature, &row.department];
        optional.into_iter().flatten().for_each(|text| see(text));
        row.targets.iter().for_each(|target| see(&target.text));
        row.marks.iter().for_each(|mark| see(mark));
    }
}

/// The groups of the table and how often each is printed: once for every run of rows, or as often as
/// a cell of its own holds it.
fn groups(printed: &[PlacedText], table: &IndicatorTable) -> BTreeMap<String, usize> {
    let mut runs: BTreeMap<String, usize> = BTreeMap::new();
    let mut before: Option<&str> = None;
    for row in &table.rows {
        let group = row.group.as_deref();
        if let Some(group) = group.filter(|group| before != Some(*group)) {
            *runs.entry(bare(group)).or_default() += 1;
        }
        before = group;
    }
    let mut cells: BTreeMap<String, usize> = BTreeMap::new();
    for words in printed {
        for cell in words
            .text
            .split(['\t', '|'])
            .flat_map(|cell| cell.split("  "))
        {
            let cell = bare(cell);
            if runs.contains_key(&cell) {
                *cells.entry(cell).or_default() += 1;
            }
        }
    }
    for (group, count) in cells {
        runs.entry(group)
            .and_modify(|runs| *runs = (*runs).max(count));
    }
    runs
}

fn bare(text: &str) -> String {
    trimmed(text).chars().filter(|c| !is_space(*c)).collect()
}

#[cfg(test)]
mod tests;
