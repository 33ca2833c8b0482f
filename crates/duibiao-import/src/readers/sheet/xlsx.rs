//! Excel, `.xlsx`.

use std::collections::BTreeMap;

use crate::original::{Original, OriginalFormat, UnreadableOriginal};

use super::decimal::Decimal;
use super::merges::Merge;
use super::{Sheet, number_format};
use crate::readers::draft::OriginalBuilder;
use crate::readers::limits::Limits;
use crate::readers::package::Package;
use crate::readers::refusal;
use crate::readers::xml::{self, NodeId, Tree};

/// What all sheets share.
struct Book {
    strings: Vec<String>,
    /// The format of each cell style.
    formats: Vec<String>,
    is_1904: bool,
}

/// Reads an Excel file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Original, UnreadableOriginal> {
    let mut package = Package::open(bytes, limits)?;
    let workbook = tree(&mut package, "xl/workbook.xml", limits)?
        .ok_or_else(|| refusal::damaged("xl/workbook.xml"))?;
    let relations = tree(&mut package, "xl/_rels/workbook.xml.rels", limits)?;
    let strings = tree(&mut package, "xl/sharedStrings.xml", limits)?;
    let styles = tree(&mut package, "xl/styles.xml", limits)?;
    let is_1904 = workbook.descendants(0).any(|node| {
        workbook.name(node) == "s:workbookPr"
            && matches!(workbook.attribute(node, "date1904"), Some("1" | "true"))
    });
    let book = Book {
        strings: strings.as_ref().map(shared_strings).unwrap_or_default(),
        formats: styles.as_ref().map(formats).unwrap_or_default(),
        is_1904,
    };
    let targets = relations.as_ref().map(targets).unwrap_or_default();
    let mut draft = OriginalBuilder::default();
    for node in workbook
        .descendants(0)
        .filter(|&node| workbook.name(node) == "s:sheet")
    {
        let id = workbook.attribute(node, "r:id").unwrap_or_default();
        let Some(part) = targets.get(id) else {
            continue;
        };
        let name = workbook
            .attribute(node, "name")
            .unwrap_or_default()
            .to_owned();
        let Some(tree) = tree(&mut package, part, limits)? else {
            draft.report(
                0,
                "sheet-missing",
                format!("工作表“{name}”没有内容。"),
                format!("The sheet “{name}” has no content."),
            );
            continue;
        };
        let mut sheet = sheet(&tree, &book, limits)?;
        sheet.name = name;
        sheet.is_hidden = matches!(
            workbook.attribute(node, "state"),
            Some("hidden" | "veryHidden")
        );
        sheet.write(&mut draft, limits);
    }
    leave_out_comments(&mut package, limits, &mut draft)?;
    Ok(draft.finish(OriginalFormat::Xlsx, None))
}

fn tree(
    package: &mut Package<'_>,
    name: &str,
    limits: &Limits,
) -> Result<Option<Tree>, UnreadableOriginal> {
    match package.text(name)? {
        Some(text) => xml::parse(&text, name, limits).map(Some),
        None => Ok(None),
    }
}

/// The part of each relation of the workbook.
fn targets(tree: &Tree) -> BTreeMap<String, String> {
    let entry = |node: NodeId| {
        let target = tree.attribute(node, "Target")?;
        let is_inside = tree.attribute(node, "TargetMode") != Some("External");
        let path = target
            .strip_prefix('/')
            .map_or_else(|| format!("xl/{target}"), str::to_owned);
        is_inside.then_some((tree.attribute(node, "Id")?.to_owned(), path))
    };
    tree.descendants(0).filter_map(entry).collect()
}

fn leave_out_comments(
    package: &mut Package<'_>,
    limits: &Limits,
    draft: &mut OriginalBuilder,
) -> Result<(), UnreadableOriginal> {
    let mut count = 0;
    for name in package.names() {
        if name.starts_with("xl/comments")
            && let Some(tree) = tree(package, &name, limits)?
        {
            count += tree.count(&["s:comment"]);
        }
    }
    if count > 0 {
        draft.removed.push(crate::original::Removed {
            line: 0,
            text: count.to_string(),
            reason: "comment",
        });
    }
    Ok(())
}

fn shared_strings(tree: &Tree) -> Vec<String> {
    tree.descendants(0)
        .filter(|&node| tree.name(node) == "s:si")
        .map(|node| rich_text(tree, node))
        .collect()
}

/// The text of a string, readings above the characters left out.
fn rich_text(tree: &Tree, node: NodeId) -> String {
    let mut text = String::new();
    for child in tree.children(node) {
        match tree.name(child) {
            "s:t" => text.push_str(&tree.own_text(child)),
            "s:r" => text.push_str(
                &tree
                    .child(child, "s:t")
                    .map(|node| tree.own_text(node))
                    .unwrap_or_default(),
            ),
            _ => {}
        }
    }
    text
}

fn formats(tree: &Tree) -> Vec<String> {
    let mut own = BTreeMap::new();
    for node in tree
        .descendants(0)
        .filter(|&node| tree.name(node) == "s:numFmt")
    {
        let id = tree
            .attribute(node, "numFmtId")
            .and_then(|id| id.parse::<u32>().ok());
        if let (Some(id), Some(code)) = (id, tree.attribute(node, "formatCode")) {
            own.insert(id, code.to_owned());
        }
    }
    let code = |node: NodeId| {
        let id = tree
            .attribute(node, "numFmtId")
            .and_then(|id| id.parse::<u32>().ok())
            .unwrap_or(0);
        own.get(&id)
            .cloned()
            .unwrap_or_else(|| number_format::built_in(id).to_owned())
    };
    let list = tree
        .descendants(0)
        .find(|&node| tree.name(node) == "s:cellXfs");
    list.map(|list| {
        tree.children(list)
            .filter(|&node| tree.name(node) == "s:xf")
            .map(code)
            .collect()
    })
    .unwrap_or_default()
}

fn sheet(tree: &Tree, book: &Book, limits: &Limits) -> Result<Sheet, UnreadableOriginal> {
    let mut sheet = Sheet::default();
    let is_hidden = |node| matches!(tree.attribute(node, "hidden"), Some("1" | "true"));
    let mut next_row = 0;
    for node in tree.descendants(0) {
        match tree.name(node) {
            "s:col" if is_hidden(node) => {
                let bound = |name| {
                    tree.attribute(node, name)
                        .and_then(|value| value.parse::<usize>().ok())
                };
                let (from, to) = (bound("min").unwrap_or(0), bound("max").unwrap_or(0));
                sheet.hidden_columns += to.saturating_sub(from) + 1;
            }
            "s:row" => {
                sheet.hidden_rows += usize::from(is_hidden(node));
                let row = tree
                    .attribute(node, "r")
                    .and_then(|row| row.parse::<usize>().ok());
                let row = row.and_then(|row| row.checked_sub(1)).unwrap_or(next_row);
                next_row = row.saturating_add(1);
                read_row(tree, node, row, book, &mut sheet, limits)?;
            }
            "s:mergeCell" => {
                let range = tree
                    .attribute(node, "ref")
                    .and_then(|range| range.split_once(':'));
                if let Some((Some(from), Some(to))) =
                    range.map(|(from, to)| (super::place(from), super::place(to)))
                {
                    let (rows, columns) = (
                        to.0.saturating_sub(from.0) + 1,
                        to.1.saturating_sub(from.1) + 1,
                    );
                    sheet.merges.push(Merge {
                        row: from.0,
                        column: from.1,
                        rows,
                        columns,
                    });
                }
            }
            _ => {}
        }
    }
    Ok(sheet)
}

fn read_row(
    tree: &Tree,
    node: NodeId,
    row: usize,
    book: &Book,
    sheet: &mut Sheet,
    limits: &Limits,
) -> Result<(), UnreadableOriginal> {
    let mut next = 0;
    for cell in tree.children(node).filter(|&cell| tree.name(cell) == "s:c") {
        let column = tree
            .attribute(cell, "r")
            .and_then(super::place)
            .map_or(next, |(_, column)| column);
        next = column.saturating_add(1);
        let text = shown(tree, cell, (row, column), book, sheet);
        sheet.set(row, column, text, limits)?;
    }
    Ok(())
}

/// What the program shows in a cell.
fn shown(
    tree: &Tree,
    cell: NodeId,
    (row, column): (usize, usize),
    book: &Book,
    sheet: &mut Sheet,
) -> String {
    let value = tree
        .child(cell, "s:v")
        .map(|node| tree.own_text(node))
        .unwrap_or_default();
    match tree.attribute(cell, "t").unwrap_or("n") {
        "s" => value
            .trim()
            .parse::<usize>()
            .ok()
            .and_then(|index| book.strings.get(index))
            .cloned()
            .unwrap_or_default(),
        "inlineStr" => tree
            .child(cell, "s:is")
            .map(|node| rich_text(tree, node))
            .unwrap_or_default(),
        "str" => value,
        "b" => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
        "e" => {
            sheet.errors.push((row, column, value.clone()));
            value
        }
        "d" => value.split('T').next().unwrap_or_default().to_owned(),
        _ if value.is_empty() => {
            if tree.child(cell, "s:f").is_some() {
                sheet
                    .errors
                    .push((row, column, "（公式没有存储结果）".to_owned()));
            }
            String::new()
        }
        _ => {
            let style = tree
                .attribute(cell, "s")
                .and_then(|style| style.parse::<usize>().ok())
                .unwrap_or(0);
            let code = book.formats.get(style).map_or("General", String::as_str);
            number(&value, code, (row, column), book, sheet)
        }
    }
}

fn number(
    value: &str,
    code: &str,
    (row, column): (usize, usize),
    book: &Book,
    sheet: &mut Sheet,
) -> String {
    let Some(number) = Decimal::parse(value) else {
        return value.to_owned();
    };
    number_format::write(&number, code, book.is_1904).unwrap_or_else(|| {
        sheet.odd_formats.push((row, column, code.to_owned()));
        number.plain()
    })
}
