//! Tables of Word: merged cells, frames and tables in tables.
//!
//! Word marks a vertical merge in every cell of it; a [`Grid`] has one cell that spans. A table of one
//! column around another table is a drawn frame: its contents are read as if it was not there.

use std::collections::BTreeMap;

use crate::original::{Grid, GridCell};

use crate::readers::xml::{NodeId, Tree};

/// How a cell takes part in a vertical merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Merge {
    None,
    Begins,
    GoesOn,
}

/// The rows of a table or the cells of a row, also those within content controls.
pub(super) fn found(tree: &Tree, node: NodeId, name: &str) -> Vec<NodeId> {
    let mut all = Vec::new();
    let mut stack: Vec<NodeId> = tree.children(node).collect();
    stack.reverse();
    while let Some(at) = stack.pop() {
        match tree.name(at) {
            this if this == name => all.push(at),
            "w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" | "w:moveTo" => {
                let from = stack.len();
                stack.extend(tree.children(at));
                stack[from..].reverse();
            }
            _ => {}
        }
    }
    all
}

pub(super) fn is_frame(tree: &Tree, rows: &[NodeId]) -> bool {
    rows.iter().all(|&row| found(tree, row, "w:tc").len() == 1)
        && rows
            .iter()
            .any(|&row| tree.descendants(row).any(|node| tree.name(node) == "w:tbl"))
}

pub(super) fn is_deleted(tree: &Tree, row: NodeId) -> bool {
    tree.child(row, "w:trPr")
        .is_some_and(|properties| tree.child(properties, "w:del").is_some())
}

/// For each column the cell whose merge may go on: its row and place.
pub(super) type OpenCells = BTreeMap<usize, (usize, usize)>;

/// Lets the cell at `from`, `place` reach into the row `index`, if it reaches the row before it.
pub(super) fn grows(grid: &mut Grid, from: usize, place: usize, index: usize) -> bool {
    let Some(cell) = grid.rows.get_mut(from).and_then(|row| row.get_mut(place)) else {
        return false;
    };
    let reaches = from + cell.rows == index;
    cell.rows += usize::from(reaches);
    reaches
}

/// The old way to merge cells in a row: one cell for each column, marked.
pub(super) fn joined_sideways(
    tree: &Tree,
    properties: Option<NodeId>,
    cells: &mut [GridCell],
    here: &GridCell,
) -> bool {
    let mark = properties.and_then(|node| tree.child(node, "w:hMerge"));
    let goes_on = mark.is_some_and(|node| tree.attribute(node, "w:val") != Some("restart"));
    let Some(before) = cells.last_mut().filter(|_| goes_on) else {
        return false;
    };
    before.columns += here.columns;
    if !here.text.is_empty() {
        before.text.push('\n');
        before.text.push_str(&here.text);
    }
    true
}

pub(super) fn merge(tree: &Tree, properties: Option<NodeId>) -> Merge {
    let mark = properties.and_then(|node| tree.child(node, "w:vMerge"));
    match mark.map(|node| tree.attribute(node, "w:val")) {
        None => Merge::None,
        Some(Some("restart")) => Merge::Begins,
        Some(_) => Merge::GoesOn,
    }
}

/// A count as the file claims it, within reason.
pub(super) fn count(value: Option<&str>, most: usize) -> Option<usize> {
    value?.parse::<usize>().ok().map(|count| count.min(most))
}

/// All words below a node, for content that is too deep or deleted.
pub(super) fn flat_text(tree: &Tree, node: NodeId) -> String {
    let mut text = String::new();
    let mut stack = vec![node];
    while let Some(at) = stack.pop() {
        match tree.name(at) {
            "w:p" if !text.is_empty() => text.push('\n'),
            "w:t" | "w:delText" | "m:t" => text.push_str(&tree.own_text(at)),
            "w:tab" => text.push('\t'),
            _ => {}
        }
        let from = stack.len();
        // The second form of the same content would say everything twice.
        let is_twice =
            tree.name(at) == "mc:AlternateContent" && tree.child(at, "mc:Choice").is_some();
        stack.extend(
            tree.children(at)
                .filter(|&child| !(is_twice && tree.name(child) == "mc:Fallback")),
        );
        stack[from..].reverse();
    }
    text
}
