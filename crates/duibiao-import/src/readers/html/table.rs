//! Tables of a web page, and tables that are only there for the layout.
//!
//! Old sites put a whole article into a cell. Such a table is read as if it was not there; a table of data
//! within a table of data becomes lines of the cell.

use crate::original::{GridCell, Style, UnreadableOriginal};

use super::blocks::BlockReader;
use super::dom::{Dom, NodeId};
use crate::readers::grid;

/// Paragraphs in one cell from which on it is an article and not a cell.
const ARTICLE_PARAGRAPHS: usize = 12;

/// The most rows and columns that a cell of a web page may claim, as browsers have it.
const SPAN: usize = 1000;

/// Reads the table `node`.
pub(super) fn read(reader: &mut BlockReader<'_>, node: NodeId) -> Result<(), UnreadableOriginal> {
    if reader.depth >= reader.limits.table_depth {
        let (line, text) = (reader.dom.line(node), reader.dom.words(node));
        reader.draft.push_line(line, text, Style::Plain);
        report(reader, line);
        return Ok(());
    }
    reader.depth += 1;
    let done = table(reader, node);
    reader.depth -= 1;
    done
}

fn table(reader: &mut BlockReader<'_>, node: NodeId) -> Result<(), UnreadableOriginal> {
    let rows = rows(reader.dom, node);
    for caption in reader
        .dom
        .children(node)
        .filter(|&child| reader.dom.name(child) == "caption")
        .collect::<Vec<_>>()
    {
        reader.children(caption)?;
        reader.end_line();
    }
    if is_layout(reader.dom, &rows) {
        for cell in rows.iter().flat_map(|&row| cells(reader.dom, row)) {
            reader.children(cell)?;
            reader.end_line();
        }
        return Ok(());
    }
    let line = reader.dom.line(node);
    let mut placed = Vec::with_capacity(rows.len());
    for row in rows {
        placed.push(table_row(reader, row)?);
    }
    reader.draft.line = reader.draft.line.max(line);
    let grid = grid::place(line, placed, reader.limits.columns);
    if reader.depth > 1 {
        report(reader, line);
    }
    reader.draft.push_table(grid);
    Ok(())
}

fn rows(dom: &Dom, table: NodeId) -> Vec<NodeId> {
    let mut rows = Vec::new();
    for child in dom.children(table) {
        match dom.name(child) {
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => {
                rows.extend(dom.children(child).filter(|&row| dom.name(row) == "tr"));
            }
            _ => {}
        }
    }
    rows
}

fn cells(dom: &Dom, row: NodeId) -> Vec<NodeId> {
    dom.children(row)
        .filter(|&cell| matches!(dom.name(cell), "td" | "th"))
        .collect()
}

/// A single cell with more than a line in it, a cell that is an article, or a frame around another table.
fn is_layout(dom: &Dom, rows: &[NodeId]) -> bool {
    let all: Vec<NodeId> = rows.iter().flat_map(|&row| cells(dom, row)).collect();
    let full: Vec<NodeId> = all
        .into_iter()
        .filter(|&cell| has_content(dom, cell))
        .collect();
    let holds_table = |cell: NodeId| dom.descendants(cell).any(|node| dom.name(node) == "table");
    match full.as_slice() {
        [] => false,
        [only] => holds_table(*only) || paragraphs(dom, *only) > 1,
        several => {
            several
                .iter()
                .any(|&cell| paragraphs(dom, cell) >= ARTICLE_PARAGRAPHS)
                || (is_one_column(dom, rows) && several.iter().any(|&cell| holds_table(cell)))
        }
    }
}

fn is_one_column(dom: &Dom, rows: &[NodeId]) -> bool {
    rows.iter().all(|&row| cells(dom, row).len() <= 1)
}

fn has_content(dom: &Dom, cell: NodeId) -> bool {
    dom.descendants(cell).any(|node| {
        dom.name(node) == "img" || dom.text(node).is_some_and(|text| !text.trim().is_empty())
    })
}

/// Lines in a cell, those of tables in it not counted.
fn paragraphs(dom: &Dom, cell: NodeId) -> usize {
    let mut stack: Vec<NodeId> = dom.children(cell).collect();
    let mut count = 0;
    while let Some(node) = stack.pop() {
        match dom.name(node) {
            "table" => continue,
            "p" | "br" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => count += 1,
            _ => {}
        }
        stack.extend(dom.children(node));
    }
    count
}

fn table_row(
    reader: &mut BlockReader<'_>,
    row: NodeId,
) -> Result<Vec<GridCell>, UnreadableOriginal> {
    let mut found = Vec::new();
    for cell in cells(reader.dom, row) {
        reader.draft.count_cells(1, reader.limits)?;
        let (text, has_picture) = reader.cell_text(cell)?;
        let columns = span(reader.dom, cell, "colspan").max(1);
        let rows = span(reader.dom, cell, "rowspan");
        found.push(GridCell {
            line: reader.dom.line(cell),
            text,
            column: 0,
            columns,
            rows,
            has_picture,
        });
    }
    Ok(found)
}

/// A span as the page claims it; a `rowspan` of zero means to the end.
fn span(dom: &Dom, cell: NodeId, name: &str) -> usize {
    dom.attribute(cell, name)
        .and_then(|span| span.trim().parse::<usize>().ok())
        .map_or(1, |span| span.min(SPAN))
}

fn report(reader: &mut BlockReader<'_>, line: u32) {
    reader.draft.report(
        line,
        "nested-table",
        "单元格里还有表格，已按行列写进单元格文字，请核对。".into(),
        "There is a table in a cell; its rows became lines of the cell. Check it.".into(),
    );
}
