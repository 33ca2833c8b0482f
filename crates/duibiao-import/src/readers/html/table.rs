//! Tables of a web page, and tables that are only there for the layout.
//!
//! Old sites put a whole article into a cell. Such a table is read as if it was not there; a table of data
//! within a table of data becomes lines of the cell.

use super::dom::{Dom, NodeId};

/// Paragraphs in one cell from which on it is an article and not a cell.
const ARTICLE_PARAGRAPHS: usize = 12;

/// The most rows and columns that a cell of a web page may claim, as browsers have it.
const SPAN: usize = 1000;

pub(super) fn rows(dom: &Dom, table: NodeId) -> Vec<NodeId> {
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

pub(super) fn cells(dom: &Dom, row: NodeId) -> Vec<NodeId> {
    dom.children(row)
        .filter(|&cell| matches!(dom.name(cell), "td" | "th"))
        .collect()
}

/// A single cell with more than a line in it, a cell that is an article, or a frame around another table.
pub(super) fn is_layout(dom: &Dom, rows: &[NodeId]) -> bool {
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

/// A span as the page claims it; a `rowspan` of zero means to the end.
pub(super) fn span(dom: &Dom, cell: NodeId, name: &str) -> usize {
    dom.attribute(cell, name)
        .and_then(|span| span.trim().parse::<usize>().ok())
        .map_or(1, |span| span.min(SPAN))
}
