//! Cells with spans -> a [`Grid`] in which every cell knows its column.
//!
//! The rule is that of web pages: a cell takes the first column that no cell from above reaches into.
//! Spans that leave the table are cut; contents are never cut.

use crate::original::{Grid, GridCell};

/// Puts every cell at its column. `columns` and `rows` of the cells are what the source claims.
///
/// Beyond `max_columns` a cell keeps its text and stands in the last column.
pub(crate) fn place(line: u32, rows: Vec<Vec<GridCell>>, max_columns: usize) -> Grid {
    let count = rows.len();
    let mut taken: Vec<usize> = Vec::new();
    let mut placed = Vec::with_capacity(count);
    for (index, row) in rows.into_iter().enumerate() {
        let left = count - index;
        placed.push(place_row(row, index, left, max_columns, &mut taken));
    }
    Grid { line, rows: placed }
}

/// `taken[column]` is the first row that is free again in that column.
fn place_row(
    row: Vec<GridCell>,
    index: usize,
    left: usize,
    max_columns: usize,
    taken: &mut Vec<usize>,
) -> Vec<GridCell> {
    let mut column = 0;
    let mut cells = Vec::with_capacity(row.len());
    for mut cell in row {
        while taken.get(column).is_some_and(|&free| free > index) {
            column += 1;
        }
        let room = max_columns.saturating_sub(column).max(1);
        cell.column = column.min(max_columns.saturating_sub(1));
        cell.columns = cell.columns.clamp(1, room);
        cell.rows = if cell.rows == 0 {
            left
        } else {
            cell.rows.min(left)
        };
        let end = (cell.column + cell.columns).min(max_columns);
        if taken.len() < end {
            taken.resize(end, 0);
        }
        for free in &mut taken[cell.column..end] {
            *free = (*free).max(index + cell.rows);
        }
        column = cell.column + cell.columns;
        cells.push(cell);
    }
    cells
}

/// The words of a grid in reading order: cells parted by tabs, rows by line ends.
pub(crate) fn flat(grid: &Grid) -> String {
    let mut text = String::new();
    for (index, row) in grid.rows.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                text.push('\t');
            }
            text.push_str(&cell.text);
        }
    }
    text
}
