//! Tables of Word: merged cells, frames and tables in tables.
//!
//! Word marks a vertical merge in every cell of it; a [`Grid`] has one cell that spans. A table of one
//! column around another table is a frame that somebody drew: its contents are read as if it was not there.

use std::collections::BTreeMap;

use crate::original::{Grid, GridCell, UnreadableOriginal};

use super::body::Walker;
use crate::readers::xml::{NodeId, Tree};

/// How a cell takes part in a vertical merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Merge {
    None,
    Begins,
    GoesOn,
}

/// Reads the table `node`.
pub(super) fn read(
    walker: &mut Walker<'_>,
    tree: &Tree,
    node: NodeId,
) -> Result<(), UnreadableOriginal> {
    if walker.depth >= walker.limits.table_depth {
        report_depth(walker);
        let text = flat_text(tree, node);
        let line = walker.draft.next_line();
        walker
            .draft
            .push_line(line, text, crate::original::Style::Plain);
        return Ok(());
    }
    walker.depth += 1;
    let rows = found(tree, node, "w:tr");
    let done = if is_frame(tree, &rows) {
        rows.iter()
            .flat_map(|&row| found(tree, row, "w:tc"))
            .try_for_each(|cell| walker.blocks(tree, cell))
    } else {
        table(walker, tree, &rows)
    };
    walker.depth -= 1;
    done
}

/// The rows of a table or the cells of a row, also those within content controls.
fn found(tree: &Tree, node: NodeId, name: &str) -> Vec<NodeId> {
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

fn is_frame(tree: &Tree, rows: &[NodeId]) -> bool {
    rows.iter().all(|&row| found(tree, row, "w:tc").len() == 1)
        && rows
            .iter()
            .any(|&row| tree.descendants(row).any(|node| tree.name(node) == "w:tbl"))
}

fn table(walker: &mut Walker<'_>, tree: &Tree, rows: &[NodeId]) -> Result<(), UnreadableOriginal> {
    let mut grid = Grid {
        line: walker.draft.line.saturating_add(1),
        rows: Vec::new(),
    };
    // For each column the cell whose merge may go on: its row and place.
    let mut open = BTreeMap::new();
    for &row in rows {
        if is_deleted(tree, row) {
            let text = flat_text(tree, row);
            walker
                .draft
                .remove(walker.draft.line, text, "tracked-deletion");
            continue;
        }
        let cells = table_row(walker, tree, row, &mut grid, &mut open)?;
        grid.rows.push(cells);
    }
    if walker.depth > 1 {
        walker.draft.report(
            grid.line,
            "nested-table",
            "单元格里还有表格，已按行列写进单元格文字，请核对。".into(),
            "There is a table in a cell; its rows became lines of the cell. Check it.".into(),
        );
    }
    walker.draft.push_table(grid);
    Ok(())
}

fn is_deleted(tree: &Tree, row: NodeId) -> bool {
    tree.child(row, "w:trPr")
        .is_some_and(|properties| tree.child(properties, "w:del").is_some())
}

type OpenCells = BTreeMap<usize, (usize, usize)>;

fn table_row(
    walker: &mut Walker<'_>,
    tree: &Tree,
    row: NodeId,
    grid: &mut Grid,
    open: &mut OpenCells,
) -> Result<Vec<GridCell>, UnreadableOriginal> {
    let index = grid.rows.len();
    let skipped = tree
        .child(row, "w:trPr")
        .and_then(|node| tree.child_value(node, "w:gridBefore", "w:val"));
    let mut column = count(skipped, walker.limits.columns).unwrap_or(0);
    let mut cells: Vec<GridCell> = Vec::new();
    for cell in found(tree, row, "w:tc") {
        walker.draft.count_cells(1, walker.limits)?;
        let properties = tree.child(cell, "w:tcPr");
        let span = properties.and_then(|node| tree.child_value(node, "w:gridSpan", "w:val"));
        let columns = count(span, walker.limits.columns).unwrap_or(1).max(1);
        let line = walker.draft.line.saturating_add(1);
        let (text, has_picture) = walker.cell_text(tree, cell)?;
        let here = GridCell {
            line,
            text,
            column,
            columns,
            rows: 1,
            has_picture,
        };
        column = column.saturating_add(columns).min(walker.limits.columns);
        if joined_sideways(tree, properties, &mut cells, &here) {
            continue;
        }
        match (merge(tree, properties), open.get(&here.column).copied()) {
            (Merge::GoesOn, Some((from, place))) if grows(grid, from, place, index) => {
                walker.draft.remove(line, here.text, "hidden-text");
            }
            (merge, _) => {
                open.remove(&here.column);
                if merge == Merge::Begins {
                    open.insert(here.column, (index, cells.len()));
                }
                cells.push(here);
            }
        }
    }
    Ok(cells)
}

/// Lets the cell at `from`, `place` reach into the row `index`, if it reaches the row before it.
fn grows(grid: &mut Grid, from: usize, place: usize, index: usize) -> bool {
    let Some(cell) = grid.rows.get_mut(from).and_then(|row| row.get_mut(place)) else {
        return false;
    };
    let reaches = from + cell.rows == index;
    cell.rows += usize::from(reaches);
    reaches
}

/// The old way to merge cells in a row: one cell for each column, marked.
fn joined_sideways(
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

fn merge(tree: &Tree, properties: Option<NodeId>) -> Merge {
    let mark = properties.and_then(|node| tree.child(node, "w:vMerge"));
    match mark.map(|node| tree.attribute(node, "w:val")) {
        None => Merge::None,
        Some(Some("restart")) => Merge::Begins,
        Some(_) => Merge::GoesOn,
    }
}

/// A count as the file claims it, within reason.
fn count(value: Option<&str>, most: usize) -> Option<usize> {
    value?.parse::<usize>().ok().map(|count| count.min(most))
}

/// All words below a node, for content that is too deep or deleted.
fn flat_text(tree: &Tree, node: NodeId) -> String {
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

fn report_depth(walker: &mut Walker<'_>) {
    let limit = walker.limits.table_depth;
    walker.draft.report(
        walker.draft.line,
        "nested-table",
        format!("表格嵌套超过 {limit} 层，更深处只保留了文字。"),
        format!("Tables are nested deeper than {limit}; below that only the words were kept."),
    );
}
