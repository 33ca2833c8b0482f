//! Spreadsheets: `.xlsx` and `.ods`, every cell as the program shows it.
//!
//! A plan table says `80%` and `24.10`; a spreadsheet stores 0.8 and 24.1 with a format beside. The reader
//! writes what a person sees, and reports what it cannot show. Formulas are not computed: their stored
//! results are read.

mod decimal;
mod merges;
mod number_format;
mod ods;
mod serial_date;
mod xlsx;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeMap;

use crate::original::{Grid, GridCell, Style, UnreadableOriginal};

use self::merges::{Merge, Merges};
pub(crate) use self::ods::read as read_ods;
pub(crate) use self::xlsx::read as read_xlsx;
use crate::readers::draft::OriginalBuilder;
use crate::readers::limits::Limits;
use crate::readers::refusal;

/// A sheet wider than this keeps only its full cells; a narrower one gets its empty cells too.
const FILLED_WIDTH: usize = 256;

/// One sheet, as its file tells it. Rows and columns count from 0.
#[derive(Debug, Default)]
struct Sheet {
    name: String,
    is_hidden: bool,
    cells: BTreeMap<(usize, usize), String>,
    merges: Vec<Merge>,
    hidden_rows: usize,
    hidden_columns: usize,
    /// Cells that show an error: row, column and what they show.
    errors: Vec<(usize, usize, String)>,
    /// Numbers whose format is not understood: row, column and the format.
    odd_formats: Vec<(usize, usize, String)>,
}

impl Sheet {
    /// Sets a cell, if there is something in it.
    fn set(
        &mut self,
        row: usize,
        column: usize,
        text: String,
        limits: &Limits,
    ) -> Result<(), UnreadableOriginal> {
        if text.is_empty() {
            return Ok(());
        }
        self.cells.insert((row, column), text);
        if self.cells.len() > limits.cells {
            return Err(refusal::too_large(
                "表格单元格数",
                "table cells",
                limits.cells,
            ));
        }
        Ok(())
    }

    /// Writes the sheet as a line with its name and a table.
    fn write(self, draft: &mut OriginalBuilder, limits: &Limits) {
        let line = draft.next_line();
        self.report(draft, line);
        draft.push_line(line, self.name.clone(), Style::Plain);
        let grid = self.grid(draft, limits);
        draft.push_table(grid);
    }

    fn report(&self, draft: &mut OriginalBuilder, line: u32) {
        let name = &self.name;
        if self.is_hidden {
            draft.report(
                line,
                "hidden-sheet",
                format!("工作表“{name}”是隐藏的，已照样读入。"),
                format!("The sheet “{name}” is hidden; it was read all the same."),
            );
        }
        for (count, zh, en) in [
            (self.hidden_rows, "行", "rows"),
            (self.hidden_columns, "列", "columns"),
        ] {
            if count > 0 {
                draft.report(
                    line,
                    "hidden-cells",
                    format!("工作表“{name}”有 {count} 个隐藏{zh}，已照样读入。"),
                    format!(
                        "The sheet “{name}” has {count} hidden {en}; they were read all the same."
                    ),
                );
            }
        }
        for (row, column, shown) in &self.errors {
            let cell = address(*row, *column);
            draft.report(
                line,
                "cell-error",
                format!("工作表“{name}”的 {cell} 显示错误值 {shown}。"),
                format!("Cell {cell} of the sheet “{name}” shows the error {shown}."),
            );
        }
        for (row, column, format) in &self.odd_formats {
            let cell = address(*row, *column);
            draft.report(
                line,
                "number-format",
                format!("工作表“{name}”的 {cell} 用了数字格式“{format}”，写出的是存储的数，请核对。"),
                format!("Cell {cell} of the sheet “{name}” has the number format “{format}”; the stored number was written. Check it."),
            );
        }
    }

    /// The cells as a grid from the first full column on. Rows without a cell are left out.
    fn grid(self, draft: &mut OriginalBuilder, limits: &Limits) -> Grid {
        let first = self
            .cells
            .keys()
            .map(|&(_, column)| column)
            .min()
            .unwrap_or(0);
        let last = self
            .cells
            .keys()
            .map(|&(_, column)| column)
            .max()
            .unwrap_or(0);
        let mut rows: Vec<usize> = self.cells.keys().map(|&(row, _)| row).collect();
        rows.dedup();
        let width = last - first + 1;
        let is_filled = width <= FILLED_WIDTH && width.saturating_mul(rows.len()) <= limits.cells;
        let mut merges = Merges::new(&self.merges, &rows);
        let mut grid = Grid {
            line: draft.line.saturating_add(1),
            rows: Vec::with_capacity(rows.len()),
        };
        let mut cells = self.cells.into_iter().peekable();
        for (index, &row) in rows.iter().enumerate() {
            let line = draft.next_line();
            let mut written = Vec::new();
            let mut full = BTreeMap::new();
            while let Some(((_, column), text)) = cells.next_if(|((at, _), _)| *at == row) {
                full.insert(column, text);
            }
            merges.enter(index);
            let columns: Vec<usize> = if is_filled {
                (first..=last).collect()
            } else {
                full.keys().copied().collect()
            };
            for column in columns {
                let text = full.remove(&column).unwrap_or_default();
                let Some((rows, columns)) = merges.span(index, column) else {
                    draft.remove(line, text, "hidden-text");
                    continue;
                };
                written.push(GridCell {
                    line,
                    text,
                    column: column - first,
                    columns,
                    rows,
                    has_picture: false,
                });
            }
            grid.rows.push(written);
        }
        grid
    }
}

/// `B7` for row 6, column 1.
fn address(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &(row + 1).to_string()
}

/// Row and column of `B7`.
fn place(address: &str) -> Option<(usize, usize)> {
    let letters = address.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = address.split_at(letters);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().fold(0, |sum, letter| {
        sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let row = digits.parse::<usize>().ok()?.checked_sub(1)?;
    Some((row, column - 1))
}
