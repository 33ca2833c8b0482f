//! The finder as a whole: made-up documents for every layout, real ones where they are at hand.

mod columns;
mod decoys;
mod further;
mod grids;
mod layouts;
mod mutations;
mod properties;
mod real;

use crate::original::{
    Block, Grid, GridCell, IndicatorTable, Indicators, Original, OriginalFormat, OriginalRow,
    Picture, Style, TextLine,
};

use crate::tables::conserve;
use crate::tables::find;

/// A text as the reader of plain text gives it: a line each, form feeds as page breaks.
fn text(content: &str) -> Original {
    let mut blocks = Vec::new();
    for (at, line) in content.lines().enumerate() {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        for (page, part) in line.split('\u{c}').enumerate() {
            if page > 0 {
                blocks.push(Block::PageBreak { line: number });
            }
            blocks.push(Block::Line(TextLine {
                line: number,
                text: part.to_owned(),
                style: Style::Plain,
            }));
        }
    }
    original(blocks)
}

fn original(blocks: Vec<Block>) -> Original {
    Original {
        format: OriginalFormat::Text,
        encoding: None,
        blocks,
        removed: Vec::new(),
        problems: Vec::new(),
    }
}

fn line(text: &str) -> Block {
    Block::Line(TextLine {
        line: 1,
        text: text.to_owned(),
        style: Style::Plain,
    })
}

fn picture() -> Block {
    Block::Picture(Picture {
        line: 1,
        description: String::new(),
    })
}

/// A grid from rows of cells; `text@2x3` covers two columns and three rows, and the columns of the cells
/// follow from what is covered already.
fn grid(rows: &[&[&str]]) -> Block {
    let mut covered: Vec<Vec<bool>> = vec![vec![false; 40]; rows.len() + 40];
    let mut grid = Grid {
        line: 1,
        rows: Vec::new(),
    };
    for (row, cells) in rows.iter().enumerate() {
        let mut made = Vec::new();
        for cell in *cells {
            let (text, span) = cell.rsplit_once('@').unwrap_or((cell, "1x1"));
            let (columns, down) = span.split_once('x').unwrap();
            let (columns, down): (usize, usize) = (columns.parse().unwrap(), down.parse().unwrap());
            let column = covered[row].iter().position(|taken| !taken).unwrap();
            for line in &mut covered[row..row + down] {
                line[column..column + columns].fill(true);
            }
            made.push(GridCell {
                line: u32::try_from(row + 1).unwrap(),
                text: text.to_owned(),
                column,
                columns,
                rows: down,
                has_picture: false,
            });
        }
        grid.rows.push(made);
    }
    Block::Table(grid)
}

/// What was found; every word of every table must be accounted for without a remainder.
fn found(original: &Original) -> Indicators {
    let found = find(original);
    for table in &found.tables {
        assert_eq!(conserve::unplaced(original, table), [], "{table:#?}");
        assert!(!table.rows.is_empty());
    }
    found
}

/// The only table, which must have been read without any problem.
fn only(original: &Original) -> IndicatorTable {
    let mut found = found(original);
    assert_eq!(found.problems, [], "{:#?}", found.tables);
    assert_eq!(found.tables.len(), 1);
    found.tables.remove(0)
}

/// The codes of the problems.
fn codes(found: &Indicators) -> Vec<&'static str> {
    found.problems.iter().map(|problem| problem.code).collect()
}

/// A row as one line: `no group | name (unit) | baseline | targets | nature | department`, blanks left out.
fn shown(row: &OriginalRow) -> String {
    let targets: Vec<&str> = row
        .targets
        .iter()
        .map(|target| target.text.as_str())
        .collect();
    let targets = targets.join("/");
    let unit = row.unit.as_ref().map(|unit| format!("({unit})"));
    let parts = [
        (!row.no.is_empty()).then(|| row.no.clone()),
        row.group.as_ref().map(|group| format!("[{group}]")),
        Some(format!("{}{}", row.name, unit.unwrap_or_default())),
        row.baseline
            .clone()
            .map(|baseline| format!("{baseline} ->")),
        Some(targets),
        row.nature.clone(),
        row.department.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn rows(table: &IndicatorTable) -> Vec<String> {
    table.rows.iter().map(shown).collect()
}
