//! A table of Word, of a web page or of a spreadsheet as a matrix: merged cells laid out on their places.

use std::borrow::Cow;

use crate::original::Grid;

use crate::tables::header::MOST_COLUMNS;
use crate::tables::matrix::{MatrixLine, Slot};

/// A cell that reaches down: what it is and how many rows are still to come.
#[derive(Clone, Copy)]
struct Reach {
    row: usize,
    index: usize,
    id: u32,
    left: usize,
}

/// The rows of the grid, all equally wide. A grid that is wider than any table of indicators has none.
pub(crate) fn lines(grid: &Grid) -> Vec<MatrixLine<'_>> {
    let ends = grid.rows.iter().flatten();
    let width = ends
        .map(|cell| cell.column.saturating_add(cell.columns.max(1)))
        .max()
        .unwrap_or(0);
    if width > MOST_COLUMNS {
        return Vec::new();
    }
    let mut reaches: Vec<Option<Reach>> = vec![None; width];
    let mut next_id = 0;
    let mut lines = Vec::with_capacity(grid.rows.len());
    for (row, cells) in grid.rows.iter().enumerate() {
        for (index, cell) in cells.iter().enumerate() {
            next_id += 1;
            let columns = cell.column..cell.column.saturating_add(cell.columns.max(1)).min(width);
            for reach in reaches.get_mut(columns).unwrap_or_default() {
                *reach = Some(Reach {
                    row,
                    index,
                    id: next_id,
                    left: cell.rows.max(1),
                });
            }
        }
        let first = cells
            .iter()
            .map(|cell| cell.line)
            .min()
            .unwrap_or(grid.line);
        lines.push(MatrixLine {
            line: first,
            slots: reaches
                .iter()
                .map(|reach| slot(grid, row, *reach, first))
                .collect(),
        });
        for reach in &mut reaches {
            *reach = reach
                .map(|reach| Reach {
                    left: reach.left - 1,
                    ..reach
                })
                .filter(|reach| reach.left > 0);
        }
    }
    lines
}

fn slot(grid: &Grid, row: usize, reach: Option<Reach>, line: u32) -> Slot<'_> {
    let cell = reach.and_then(|reach| grid.rows.get(reach.row)?.get(reach.index));
    Slot {
        text: Cow::Borrowed(cell.map_or("", |cell| cell.text.as_str())),
        line: cell.map_or(line, |cell| cell.line),
        id: reach.map_or(0, |reach| reach.id),
        begins: reach.is_none_or(|reach| reach.row == row),
    }
}
