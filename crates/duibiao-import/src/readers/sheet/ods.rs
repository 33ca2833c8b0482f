//! Spreadsheets of the Open Document Format, `.ods`. They store beside each value the text that is shown, which is read.

use std::collections::BTreeSet;

use crate::original::{Original, OriginalFormat, UnreadableOriginal};

use super::Sheet;
use super::merges::Merge;
use crate::readers::draft::OriginalBuilder;
use crate::readers::limits::Limits;
use crate::readers::package::Package;
use crate::readers::refusal;
use crate::readers::xml::{self, NodeId, Tree};

/// What a cell shows when its formula fails.
const ERRORS: [&str; 7] = [
    "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "Err:",
];

/// Reads such a spreadsheet.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Original, UnreadableOriginal> {
    let mut package = Package::open(bytes, limits)?;
    let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(refusal::encrypted());
    }
    let text = package
        .text("content.xml")?
        .ok_or_else(|| refusal::damaged("content.xml"))?;
    let tree = xml::parse(&text, "content.xml", limits)?;
    let hidden = hidden_styles(&tree);
    let mut draft = OriginalBuilder::default();
    for node in tree
        .descendants(0)
        .filter(|&node| tree.name(node) == "table:table")
    {
        let mut sheet = sheet(&tree, node, limits)?;
        sheet.is_hidden = tree
            .attribute(node, "table:style-name")
            .is_some_and(|style| hidden.contains(style));
        sheet.write(&mut draft, limits);
    }
    let comments = tree.count(&["office:annotation"]);
    if comments > 0 {
        draft.removed.push(crate::original::Removed {
            line: 0,
            text: comments.to_string(),
            reason: "comment",
        });
    }
    Ok(draft.finish(OriginalFormat::Ods, None))
}

/// Styles of sheets that are not shown.
fn hidden_styles(tree: &Tree) -> BTreeSet<&str> {
    tree.descendants(0)
        .filter(|&node| tree.name(node) == "style:style")
        .filter(|&node| {
            tree.child_value(node, "style:table-properties", "table:display") == Some("false")
        })
        .filter_map(|node| tree.attribute(node, "style:name"))
        .collect()
}

fn sheet(tree: &Tree, node: NodeId, limits: &Limits) -> Result<Sheet, UnreadableOriginal> {
    let name = tree
        .attribute(node, "table:name")
        .unwrap_or_default()
        .to_owned();
    let mut sheet = Sheet {
        name,
        ..Sheet::default()
    };
    let mut row = 0;
    let mut stack: Vec<NodeId> = tree.children(node).collect();
    stack.reverse();
    while let Some(at) = stack.pop() {
        match tree.name(at) {
            "table:table-row" => {
                let times = repeated(tree, at, "table:number-rows-repeated");
                read_row(tree, at, row, times, &mut sheet, limits)?;
                row = row.saturating_add(times);
            }
            "table:table-column" if is_hidden(tree, at) => {
                sheet.hidden_columns +=
                    repeated(tree, at, "table:number-columns-repeated").min(limits.columns);
            }
            "table:table-header-rows"
            | "table:table-rows"
            | "table:table-row-group"
            | "table:table-columns"
            | "table:table-header-columns"
            | "table:table-column-group" => {
                let from = stack.len();
                stack.extend(tree.children(at));
                stack[from..].reverse();
            }
            _ => {}
        }
    }
    Ok(sheet)
}

fn is_hidden(tree: &Tree, node: NodeId) -> bool {
    matches!(
        tree.attribute(node, "table:visibility"),
        Some("collapse" | "filter")
    )
}

fn repeated(tree: &Tree, node: NodeId, name: &str) -> usize {
    tree.attribute(node, name)
        .and_then(|count| count.parse::<usize>().ok())
        .unwrap_or(1)
        .max(1)
}

fn read_row(
    tree: &Tree,
    node: NodeId,
    row: usize,
    times: usize,
    sheet: &mut Sheet,
    limits: &Limits,
) -> Result<(), UnreadableOriginal> {
    let mut column = 0_usize;
    let mut is_full = false;
    for cell in tree.children(node) {
        if !matches!(
            tree.name(cell),
            "table:table-cell" | "table:covered-table-cell"
        ) {
            continue;
        }
        let across = repeated(tree, cell, "table:number-columns-repeated");
        let text = cell_text(tree, cell);
        if !text.is_empty() {
            is_full = true;
            if ERRORS.iter().any(|error| text.starts_with(error)) {
                sheet.errors.push((row, column, text.clone()));
            }
            fill(sheet, (row, times), (column, across), &text, limits)?;
        }
        let span = |name| repeated(tree, cell, name);
        let (rows, columns) = (
            span("table:number-rows-spanned"),
            span("table:number-columns-spanned"),
        );
        if rows > 1 || columns > 1 {
            sheet.merges.push(Merge {
                row,
                column,
                rows,
                columns,
            });
        }
        column = column.saturating_add(across);
    }
    if is_full && is_hidden(tree, node) {
        sheet.hidden_rows += times.min(limits.cells);
    }
    Ok(())
}

/// Writes one cell as often as the file says; more often than the limit is an error of [`Sheet::set`].
fn fill(
    sheet: &mut Sheet,
    (row, down): (usize, usize),
    (column, across): (usize, usize),
    text: &str,
    limits: &Limits,
) -> Result<(), UnreadableOriginal> {
    for below in 0..down {
        for beside in 0..across {
            sheet.set(
                row.saturating_add(below),
                column.saturating_add(beside),
                text.to_owned(),
                limits,
            )?;
        }
    }
    Ok(())
}

/// The paragraphs of a cell.
fn cell_text(tree: &Tree, cell: NodeId) -> String {
    let paragraphs = tree
        .children(cell)
        .filter(|&node| tree.name(node) == "text:p");
    paragraphs
        .map(|node| paragraph(tree, node))
        .collect::<Vec<_>>()
        .join("\n")
}

fn paragraph(tree: &Tree, node: NodeId) -> String {
    let mut text = String::new();
    let mut stack = vec![node];
    while let Some(at) = stack.pop() {
        if let Some(words) = tree.text(at) {
            text.push_str(words);
        }
        match tree.name(at) {
            "text:s" => text.push_str(&" ".repeat(repeated(tree, at, "text:c").min(1000))),
            "text:tab" => text.push('\t'),
            "text:line-break" => text.push('\n'),
            "office:annotation" | "text:note" => continue,
            _ => {}
        }
        let from = stack.len();
        stack.extend(tree.children(at));
        stack[from..].reverse();
    }
    text
}
