//! Tables as Markdown writes them.

use crate::original::{Grid, IndicatorTable, OriginalRow};

use super::escape;

/// A column of an indicator table as it is drawn.
enum DrawnColumn {
    Number,
    Group,
    Name,
    Unit,
    Baseline,
    Target(usize),
    Nature,
    Department,
    Marks,
}

/// The lines of an indicator table, with the header that `duibiao_syntax::parse` knows. Columns that no row
/// has anything in are left out.
pub(super) fn indicators(table: &IndicatorTable) -> Vec<String> {
    let columns = columns(&table.rows);
    let header: Vec<String> = columns
        .iter()
        .map(|column| header(column, &table.rows))
        .collect();
    let rule = vec!["---".to_owned(); columns.len()];
    let mut lines = vec![joined(&header), format!("|{}|", rule.join("|"))];
    for row in &table.rows {
        let cells: Vec<String> = columns
            .iter()
            .map(|column| escape::cell(&cell(column, row)))
            .collect();
        lines.push(joined(&cells));
    }
    lines
}

fn columns(rows: &[OriginalRow]) -> Vec<DrawnColumn> {
    let any = |has: fn(&OriginalRow) -> bool| rows.iter().any(has);
    let targets = rows.iter().map(|row| row.targets.len()).max().unwrap_or(0);
    let mut columns = Vec::new();
    if any(|row| !row.no.is_empty()) {
        columns.push(DrawnColumn::Number);
    }
    if any(|row| row.group.is_some()) {
        columns.push(DrawnColumn::Group);
    }
    columns.push(DrawnColumn::Name);
    if any(|row| row.unit.is_some()) {
        columns.push(DrawnColumn::Unit);
    }
    if any(|row| row.baseline.is_some()) {
        columns.push(DrawnColumn::Baseline);
    }
    columns.extend((0..targets.max(1)).map(DrawnColumn::Target));
    if any(|row| row.nature.is_some()) {
        columns.push(DrawnColumn::Nature);
    }
    if any(|row| row.department.is_some()) {
        columns.push(DrawnColumn::Department);
    }
    if any(|row| !row.marks.is_empty()) {
        columns.push(DrawnColumn::Marks);
    }
    columns
}

fn header(column: &DrawnColumn, rows: &[OriginalRow]) -> String {
    let dated = |year: Option<u16>, word: &str| match year {
        Some(year) => format!("{year}年{word}"),
        None => word.to_owned(),
    };
    match column {
        DrawnColumn::Number => "序号".into(),
        DrawnColumn::Group => "类别".into(),
        DrawnColumn::Name => "指标名称".into(),
        DrawnColumn::Unit => "单位".into(),
        DrawnColumn::Baseline => dated(rows.iter().find_map(|row| row.baseline_year), "基期值"),
        DrawnColumn::Target(index) => {
            let year = rows.iter().find_map(|row| row.targets.get(*index)?.year);
            dated(year, "目标值")
        }
        DrawnColumn::Nature => "属性".into(),
        DrawnColumn::Department => "责任部门".into(),
        DrawnColumn::Marks => "备注".into(),
    }
}

fn cell(column: &DrawnColumn, row: &OriginalRow) -> String {
    let printed = |text: &Option<String>| text.clone().unwrap_or_default();
    match column {
        DrawnColumn::Number => row.no.clone(),
        DrawnColumn::Group => printed(&row.group),
        DrawnColumn::Name => name(row),
        DrawnColumn::Unit => printed(&row.unit),
        DrawnColumn::Baseline => printed(&row.baseline),
        DrawnColumn::Target(index) => row
            .targets
            .get(*index)
            .map(|target| target.text.clone())
            .unwrap_or_default(),
        DrawnColumn::Nature => printed(&row.nature),
        DrawnColumn::Department => printed(&row.department),
        DrawnColumn::Marks => row.marks.concat(),
    }
}

/// 其中 marks a row as a part of the one above it; a table may print it in a cell of its own.
pub(crate) fn name(row: &OriginalRow) -> String {
    if row.part_of.is_some() && !row.name.starts_with("其中") {
        format!("其中：{}", row.name)
    } else {
        row.name.clone()
    }
}

/// The lines of another table. A merged cell stands in its first place, the other places are empty.
pub(super) fn grid(grid: &Grid) -> Vec<String> {
    const MOST_COLUMNS: usize = 256;
    let width = grid
        .rows
        .iter()
        .flatten()
        .map(|cell| cell.column.saturating_add(1))
        .max()
        .unwrap_or(0)
        .min(MOST_COLUMNS);
    let mut lines = Vec::new();
    for (at, row) in grid.rows.iter().enumerate() {
        let mut cells = vec![String::new(); width];
        for cell in row {
            // Cells past the last column would be lost, so they share it.
            let place = cell.column.min(width.saturating_sub(1));
            let words = escape::cell(&cell.text);
            if let Some(shared) = cells.get_mut(place) {
                if !shared.is_empty() && !words.is_empty() {
                    shared.push(' ');
                }
                shared.push_str(&words);
            }
        }
        lines.push(joined(&cells));
        if at == 0 {
            lines.push(format!("|{}|", vec!["---"; width].join("|")));
        }
    }
    lines
}

fn joined(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}
