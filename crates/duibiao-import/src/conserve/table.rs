//! The proof for one indicator table.

use std::collections::{BTreeMap, BTreeSet};

use crate::original::{Block, ImportProblem, IndicatorTable, Original, OriginalRow, WordRepair};

use super::shown::ShownTable;
use super::{Bag, put, squeezed};

/// Brackets, borders and list marks that a layout puts around cells, and that cells are without.
const LAYOUT: &str = "()（）[]【】|-－:.、*";

/// Compares the blocks of a table with its words.
pub(super) fn check_source(original: &Original, table: &IndicatorTable) -> Vec<ImportProblem> {
    let mut problems = not_in_source(original, table);
    problems.extend(altered_numbers(original, table));
    problems.extend(unaccounted(original, table));
    problems
}

/// Each cell that a repair changed must be in the list.
pub(super) fn check_repairs(
    found: &IndicatorTable,
    drawn: &IndicatorTable,
    repairs: &[WordRepair],
) -> Vec<ImportProblem> {
    let lines: BTreeSet<u32> = repairs
        .iter()
        .filter(|repair| repair.applied)
        .map(|repair| repair.line)
        .collect();
    let same = |a: &str, b: &str| squeezed(a).eq(squeezed(b));
    let silent = |(before, after): &(&OriginalRow, &OriginalRow)| {
        let differs = cells(before).zip(cells(after)).any(|(a, b)| !same(a, b));
        let mut at =
            std::iter::once(before.line).chain(before.targets.iter().map(|target| target.line));
        differs && !at.any(|line| lines.contains(&line))
    };
    let rows = found.rows.iter().zip(&drawn.rows);
    rows.filter(silent)
        .map(|(row, _)| {
            problem(
                row.line,
                "edit-unlisted",
                &format!("“{}”一行被改动，却不在修改清单里", row.name),
                &format!("the row “{}” was changed and is in no list", row.name),
            )
        })
        .collect()
}

/// Compares a table with what the file shows of it.
pub(super) fn check_drawn(
    table: &IndicatorTable,
    shown: Option<&ShownTable>,
) -> Vec<ImportProblem> {
    let line = table.rows.first().map_or(0, |row| row.line);
    let Some(shown) = shown else {
        return vec![problem(
            line,
            "table-not-drawn",
            "指标表不在规划文件里",
            "the indicator table is not in the plan file",
        )];
    };
    let mut problems = Vec::new();
    let rows = shown.rows.get(1..).unwrap_or_default();
    if rows.len() != table.rows.len() {
        problems.push(problem(
            line,
            "rows-lost",
            &format!(
                "指标表有 {} 行，规划文件里有 {} 行",
                table.rows.len(),
                rows.len()
            ),
            &format!(
                "the table has {} rows and the plan file {}",
                table.rows.len(),
                rows.len()
            ),
        ));
    }
    for (row, cells) in table.rows.iter().zip(rows) {
        problems.extend(missing_cell(row, cells));
    }
    let words = table.caption.iter().chain(&table.notes);
    let expected: String = words.flat_map(|words| squeezed(&words.text)).collect();
    if expected != shown.words {
        problems.push(problem(
            line,
            "text-lost",
            "指标表的标题或注与规划文件里的不同",
            "caption or notes of the indicator table differ from those in the plan file",
        ));
    }
    problems
}

/// Characters of the blocks that are in no word of the table.
fn unaccounted(original: &Original, table: &IndicatorTable) -> Option<ImportProblem> {
    let line = table.rows.first().map_or(0, |row| row.line);
    let mut source = Bag::new();
    for text in texts(original, table) {
        put(&mut source, text);
    }
    let mut account = Bag::new();
    let words = table
        .caption
        .iter()
        .chain(&table.header)
        .chain(&table.notes)
        .chain(&table.debris);
    words.for_each(|words| put(&mut account, &words.text));
    let mut group: Option<&str> = None;
    for row in &table.rows {
        // A group that reaches over several rows is printed once.
        let next = row.group.as_deref();
        if next != group {
            put(&mut account, next.unwrap_or_default());
            group = next;
        }
        for text in cells(row) {
            put(&mut account, text);
        }
        row.marks.iter().for_each(|mark| put(&mut account, mark));
    }
    let lost: String = source
        .iter()
        .filter(|(c, count)| !LAYOUT.contains(**c) && account.get(c).unwrap_or(&0) < count)
        .map(|(c, _)| *c)
        .take(40)
        .collect();
    (!lost.is_empty()).then(|| {
        problem(
            line,
            "table-text-lost",
            &format!("指标表里有字没有着落：{lost}"),
            &format!("characters of the indicator table are in no cell: {lost}"),
        )
    })
}

/// The texts of a row, its group apart.
fn cells(row: &OriginalRow) -> impl Iterator<Item = &str> {
    [&row.unit, &row.baseline, &row.nature, &row.department]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .chain([row.no.as_str(), row.name.as_str()])
        .chain(row.targets.iter().map(|target| target.text.as_str()))
}

fn texts<'a>(original: &'a Original, table: &IndicatorTable) -> Vec<&'a str> {
    let blocks = original
        .blocks
        .get(table.blocks.clone())
        .unwrap_or_default();
    let mut texts = Vec::new();
    for block in blocks {
        match block {
            Block::Line(line) => texts.push(line.text.as_str()),
            Block::Table(grid) => {
                texts.extend(grid.rows.iter().flatten().map(|cell| cell.text.as_str()));
            }
            Block::Picture(_) | Block::PageBreak { .. } => {}
        }
    }
    texts
}

/// Cells that the source does not have: their characters, in order, from their row's line on. A cell
/// that is wrapped in a column has words of its neighbours between its own.
fn not_in_source(original: &Original, table: &IndicatorTable) -> Vec<ImportProblem> {
    // Only these places of each character are searched, so that no table takes long.
    let mut places: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    let all = texts(original, table);
    for (at, c) in all.iter().flat_map(|text| squeezed(text)).enumerate() {
        places.entry(c).or_default().push(at);
    }
    let is_there = |text: &str| {
        let mut from = 0;
        squeezed(text).all(|c| {
            let Some(places) = places.get(&c) else {
                return false;
            };
            let next = places.partition_point(|place| *place < from);
            places.get(next).is_some_and(|place| {
                from = place + 1;
                true
            })
        })
    };
    let invented = |row: &OriginalRow| {
        cells(row)
            .chain(row.group.as_deref())
            .find(|text| !is_there(text))
            .map(|text| {
                problem(
                    row.line,
                    "cell-invented",
                    &format!("“{}”一行的“{text}”不在原文里", row.name),
                    &format!("“{text}” of the row “{}” is not in the original", row.name),
                )
            })
    };
    table.rows.iter().filter_map(invented).collect()
}

/// Numbers of baselines and targets that the source does not have as they are: 1227 for 12.27 has all its
/// characters in the right order and is still another value.
fn altered_numbers(original: &Original, table: &IndicatorTable) -> Vec<ImportProblem> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    for text in texts(original, table) {
        known.extend(numbers(text).map(str::to_owned));
        // A page may have put a space into a number.
        let closed: String = squeezed(text).collect();
        known.extend(numbers(&closed).map(str::to_owned));
    }
    let altered = |row: &OriginalRow| {
        let targets = row.targets.iter().map(|target| target.text.as_str());
        let values = targets.chain(row.baseline.as_deref());
        let number = values
            .flat_map(numbers)
            .find(|number| !known.contains(*number))?;
        Some(problem(
            row.line,
            "cell-invented",
            &format!("“{}”一行的数“{number}”不在原文里", row.name),
            &format!(
                "the number {number} of the row “{}” is not in the original",
                row.name
            ),
        ))
    };
    table.rows.iter().filter_map(altered).collect()
}

/// The numbers of a text, with their points and commas.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_numeric() && !('①'..='⑳').contains(&c) || ".,．，".contains(c);
    text.split(move |c| !is_part(c))
        .map(|run| run.trim_matches(['.', ',', '．', '，']))
        .filter(|run| run.contains(char::is_numeric))
}

/// A cell of a row that its line in the file does not show.
fn missing_cell(row: &OriginalRow, shown: &[String]) -> Option<ImportProblem> {
    let marks = row.marks.concat();
    let missing = cells(row)
        .chain(row.group.as_deref())
        .chain([marks.as_str()])
        .find(|text| {
            let wanted: String = squeezed(text).collect();
            let has = |cell: &String| {
                *cell == wanted || cell.strip_prefix("其中：") == Some(wanted.as_str())
            };
            !wanted.is_empty() && !shown.iter().any(has)
        })?
        .to_owned();
    Some(problem(
        row.line,
        "cell-lost",
        &format!("“{}”一行的“{missing}”不在规划文件里", row.name),
        &format!(
            "“{missing}” of the row “{}” is not in the plan file",
            row.name
        ),
    ))
}

fn problem(line: u32, code: &'static str, zh: &str, en: &str) -> ImportProblem {
    ImportProblem {
        line,
        code,
        zh: zh.to_owned(),
        en: en.to_owned(),
    }
}
