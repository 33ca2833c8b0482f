//! Tables of indicators: which Markdown tables are one, and what their rows say.
//!
//! A table is an indicator table when its header has an indicator column and a column of targets, or
//! enough of the vocabulary that the missing target column must be a slip. Every body row becomes a
//! [`IndicatorRow`] or a diagnostic. Whether a name is in the catalogue is for the linker.

use std::ops::Range;
use std::sync::Arc;

use super::column::{bracketed_unit, column, horizon};
use super::front_matter::row_verification;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{
    Baseline, IndicatorRow, IndicatorTable, Nature, Remarks, RowTarget, TableColumn,
};
use crate::period::Period;
use crate::quantity::Unit;
use crate::source::Source;
use crate::span::{Span, Spanned};
use crate::target::{Context, Horizon, Target, TargetKind, Trouble};

/// A Markdown table: the words of its cells and where they stand.
pub(super) struct Grid {
    /// The whole table.
    pub(super) range: Range<usize>,
    /// Its lines, header first.
    pub(super) lines: Vec<TableLine>,
}

/// A line of a table.
#[derive(Default)]
pub(super) struct TableLine {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// Its cells.
    pub(super) cells: Vec<TableCell>,
}

/// A cell of a table.
#[derive(Clone, Default)]
pub(super) struct TableCell {
    /// The words, marks of emphasis taken off.
    pub(super) text: String,
    /// Its bytes.
    pub(super) range: Range<usize>,
}

/// What a table is read with.
pub(super) struct TableReading<'a> {
    pub(super) source: &'a Source,
    pub(super) period: Period,
    /// How many indicator tables of this plan came before.
    pub(super) before: usize,
}

/// The indicator table that a grid is, if it is one.
pub(super) fn indicator_table(
    grid: &Grid,
    reading: &TableReading<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<IndicatorTable> {
    let header = grid.lines.first()?;
    let (columns, units, second_header) = header_columns(grid, reading.period);
    if !is_indicator_table(header, &columns, reading.period) {
        return None;
    }
    let span = reading.source.span(grid.range.clone());
    if !columns
        .iter()
        .any(|column| matches!(column, TableColumn::Target(_)))
    {
        found.push(no_target_column(reading.source.span(header.range.clone())));
        return None;
    }
    for (cell, column) in header.cells.iter().zip(&columns) {
        if *column == TableColumn::Unknown {
            found.push(unknown_column(cell, reading.source));
        }
    }
    let body = &grid.lines[1 + usize::from(second_header)..];
    if body.is_empty() {
        found.push(
            Diagnostic::new(
                Code::EmptyTable,
                "指标表没有一行",
                "the indicator table has no rows",
            )
            .at(reading.source.span(header.range.clone()))
            .help(
                "把指标逐行填上，或删去这张表",
                "fill in the rows or delete the table",
            ),
        );
    }
    let mut rows = RowReader {
        reading,
        columns: &columns,
        units: &units,
        group: None,
        rows: Vec::with_capacity(body.len()),
        found,
    };
    for line in body {
        rows.read(line);
    }
    Some(IndicatorTable {
        span,
        second_header,
        rows: rows.rows.into(),
        columns: columns.into(),
    })
}

/// The columns, the units in their headers, and whether the first body line is a second header.
fn header_columns(grid: &Grid, period: Period) -> (Vec<TableColumn>, Vec<Option<Unit>>, bool) {
    let header = &grid.lines[0];
    let first: Vec<&str> = header.cells.iter().map(|cell| cell.text.as_str()).collect();
    let second = grid
        .lines
        .get(1)
        .filter(|line| is_second_header(&first, line, period));
    let mut above = "";
    let texts: Vec<String> = first
        .iter()
        .enumerate()
        .map(|(at, text)| {
            let below = second
                .and_then(|line| line.cells.get(at))
                .map_or("", |cell| cell.text.as_str());
            if !text.is_empty() {
                above = text;
            }
            if below.is_empty() || below == *text {
                (*text).to_owned()
            } else {
                format!("{above}{below}")
            }
        })
        .collect();
    let columns = texts.iter().map(|text| column(text, period)).collect();
    let units = texts.iter().map(|text| bracketed_unit(text)).collect();
    (columns, units, second.is_some())
}

/// Whether a body line goes on with the header: below the indicator column there is nothing new, and
/// every other cell is empty or speaks of baselines, targets and years.
fn is_second_header(first: &[&str], line: &TableLine, period: Period) -> bool {
    let name = first
        .iter()
        .position(|text| column(text, period) == TableColumn::Name);
    let Some(name) = name else { return false };
    let mut spoken = 0;
    for (at, cell) in line.cells.iter().enumerate() {
        let repeats = first.get(at).is_some_and(|text| *text == cell.text);
        if cell.text.is_empty() || repeats {
            continue;
        }
        let is_time = matches!(
            column(&cell.text, period),
            TableColumn::Baseline(_) | TableColumn::Target(_)
        );
        if at == name || !is_time || cell.text.chars().count() > 12 {
            return false;
        }
        spoken += 1;
    }
    spoken > 0
}

fn is_indicator_table(header: &TableLine, columns: &[TableColumn], period: Period) -> bool {
    let Some(name) = columns
        .iter()
        .position(|column| *column == TableColumn::Name)
    else {
        return false;
    };
    let target = columns
        .iter()
        .any(|column| matches!(column, TableColumn::Target(_)));
    let says_indicator = header.cells[name].text.contains("指标");
    let others = columns
        .iter()
        .filter(|column| {
            matches!(
                column,
                TableColumn::Unit
                    | TableColumn::Baseline(_)
                    | TableColumn::Nature
                    | TableColumn::TargetYear
            )
        })
        .count();
    // A table of what the last period reached has the same vocabulary and no target of this one.
    let looks_back = header
        .cells
        .iter()
        .any(|cell| cell.text.contains("完成") || cell.text.contains("实现值"));
    if target {
        let past = |column: &TableColumn| matches!(column, TableColumn::Target(Some(time)) if time.year() < period.start);
        let only_past = columns
            .iter()
            .filter(|column| matches!(column, TableColumn::Target(_)))
            .all(past);
        (says_indicator || others > 0) && !(looks_back && only_past)
    } else {
        says_indicator && others > 0 && !looks_back
    }
}

fn no_target_column(header: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NoTargetColumn,
        "指标表没有目标列",
        "the indicator table has no column of targets",
    )
    .label(
        header,
        "表头里没有“目标值”或规划期内的年份",
        "no header says 目标值 or a year of the period",
    )
    .help(
        "把目标列的表头写成“目标值”或“2025年目标值”",
        "name the column 目标值 or 2025年目标值",
    )
}

fn unknown_column(cell: &TableCell, source: &Source) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownColumn,
        format!("不认识的列“{}”", cell.text),
        format!("the column “{}” is not known", cell.text),
    )
    .at(source.span(cell.range.clone()))
    .help(
        "这一列照样显示，但不作为数据；可用：序号、类别、指标名称、单位、基期值、目标值、目标年、属性、核验、责任部门、来源、备注",
        "it is shown but not read; known: 序号 类别 指标名称 单位 基期值 目标值 目标年 属性 核验 责任部门 来源 备注",
    )
}

/// Reads body lines one after the other; a group goes on until the next one.
struct RowReader<'a, 'b> {
    reading: &'a TableReading<'a>,
    columns: &'a [TableColumn],
    units: &'a [Option<Unit>],
    group: Option<Arc<str>>,
    rows: Vec<IndicatorRow>,
    found: &'b mut Vec<Diagnostic>,
}

impl RowReader<'_, '_> {
    fn read(&mut self, line: &TableLine) {
        let span = self.reading.source.span(line.range.clone());
        let group = self
            .cell(line, &TableColumn::Group)
            .map(|cell| cell.text.clone());
        if let Some(group) = group.filter(|group| !group.is_empty()) {
            self.group = Some(group.into());
        }
        let name = self.cell(line, &TableColumn::Name).cloned();
        let Some(name) = name.filter(|cell| !cell.text.is_empty()) else {
            self.found.push(empty_name(span));
            return;
        };
        let is_part = name.text.starts_with("其中");
        if is_part && self.rows.is_empty() {
            self.found.push(orphan(span));
        }
        let unit = self.unit(line, &name);
        let number = self.text(line, &TableColumn::Number).unwrap_or_default();
        let baseline = self.baseline(line, unit.as_ref());
        // A trend has no unit of its own; the starting value beside it shows what it is counted in.
        let known_unit = unit
            .as_ref()
            .or_else(|| baseline.as_ref()?.value.unit.as_ref())
            .cloned();
        let targets = self.targets(line, known_unit.as_ref(), span);
        let row = IndicatorRow {
            anchor: self.anchor(&number, span).into(),
            number,
            group: self.group.clone(),
            name: Spanned::new(
                name.text.clone().into(),
                self.reading.source.span(name.range),
            ),
            is_part,
            baseline,
            targets: targets.into(),
            nature: self.nature(line),
            verification: self.verification(line),
            remarks: self.remarks(line),
            unit,
            span,
        };
        self.rows.push(row);
    }

    fn cell<'l>(&self, line: &'l TableLine, wanted: &TableColumn) -> Option<&'l TableCell> {
        let at = self.columns.iter().position(|column| column == wanted)?;
        line.cells.get(at)
    }

    fn text(&self, line: &TableLine, wanted: &TableColumn) -> Option<Box<str>> {
        let cell = self.cell(line, wanted)?;
        (!cell.text.is_empty()).then(|| cell.text.as_str().into())
    }

    fn remarks(&self, line: &TableLine) -> Option<Box<Remarks>> {
        let remarks = Remarks {
            responsible: self.text(line, &TableColumn::Responsible),
            source: self.text(line, &TableColumn::Source),
            note: self.text(line, &TableColumn::Note),
        };
        (remarks != Remarks::default()).then(|| Box::new(remarks))
    }

    fn unit(&self, line: &TableLine, name: &TableCell) -> Option<Unit> {
        let in_column = self
            .cell(line, &TableColumn::Unit)
            .and_then(|cell| Unit::new(&cell.text));
        in_column.or_else(|| bracketed_unit(&name.text))
    }

    fn baseline(&mut self, line: &TableLine, unit: Option<&Unit>) -> Option<Box<Baseline>> {
        let at = self
            .columns
            .iter()
            .position(|column| matches!(column, TableColumn::Baseline(_)))?;
        let TableColumn::Baseline(header_year) = &self.columns[at] else {
            return None;
        };
        let cell = line.cells.get(at)?;
        let row_year = self.text(line, &TableColumn::BaselineYear);
        let year = row_year.map_or_else(|| Arc::clone(header_year), Arc::from);
        let before = self.reading.period.start.saturating_sub(1);
        let context = Context {
            unit: unit.or(self.units[at].as_ref()),
            period: Period {
                start: before.saturating_sub(4),
                end: before,
            },
            horizon: horizon(&year, self.reading.period),
        };
        let value = self.target(cell, &context);
        let span = self.reading.source.span(cell.range.clone());
        Some(Box::new(Baseline { value, year, span }))
    }

    fn targets(&mut self, line: &TableLine, unit: Option<&Unit>, row: Span) -> Vec<RowTarget> {
        let row_time = self.row_time(line);
        let mut targets = Vec::new();
        let mut printed = false;
        for (at, column) in self.columns.iter().enumerate() {
            let (TableColumn::Target(time), Some(cell)) = (column, line.cells.get(at)) else {
                continue;
            };
            if cell.text.is_empty() {
                continue;
            }
            printed = true;
            let context = Context {
                unit: unit.or(self.units[at].as_ref()),
                period: self.reading.period,
                horizon: row_time.or(*time),
            };
            let target = self.target(cell, &context);
            let span = self.reading.source.span(cell.range.clone());
            self.check_year(target.horizon, span);
            targets.push(RowTarget { target, span });
        }
        if !printed {
            self.found.push(
                Diagnostic::new(Code::EmptyTarget, "这一行的目标是空的", "this row has no target")
                    .at(row)
                    .help("原文印着“—”就写“—”；原文空白的，写明“空白”并在备注里说明", "write — where the original prints it; otherwise say in 备注 that the original is blank"),
            );
        }
        targets
    }

    fn row_time(&mut self, line: &TableLine) -> Option<Horizon> {
        let cell = self
            .cell(line, &TableColumn::TargetYear)
            .filter(|cell| !cell.text.is_empty())?;
        let time = horizon(&cell.text, self.reading.period);
        if time.is_none() {
            self.found.push(
                Diagnostic::new(
                    Code::BadYear,
                    format!("“{}”不是年份或规划期", cell.text),
                    format!("“{}” is neither a year nor a period", cell.text),
                )
                .at(self.reading.source.span(cell.range.clone()))
                .help(
                    "写成 2030、2026-2030年均、2026-2030累计 或 “十五五”期间",
                    "write 2030, 2026-2030年均, 2026-2030累计 or “十五五”期间",
                ),
            );
        }
        time
    }

    fn check_year(&mut self, horizon: Horizon, span: Span) {
        let year = horizon.year();
        if !self.reading.period.contains(year) {
            self.found.push(
                Diagnostic::new(
                    Code::TargetYearOutside,
                    format!("目标年 {year} 不在规划期 {} 内", self.reading.period),
                    format!(
                        "the target year {year} is outside the period {}",
                        self.reading.period
                    ),
                )
                .at(span)
                .help(
                    "核对表头或“目标年”列；远景目标确实在规划期之外的，不用改",
                    "check the header or the year; leave it when the plan does look further ahead",
                ),
            );
        }
    }

    fn target(&mut self, cell: &TableCell, context: &Context<'_>) -> Target {
        let (target, trouble) = Target::parse(&cell.text, context);
        let span = self.reading.source.span(cell.range.clone());
        if let Some(trouble) = trouble {
            self.found.push(trouble_found(&trouble, &cell.text, span));
        } else if target.kind == TargetKind::Text {
            self.found.push(
                Diagnostic::new(
                    Code::TargetIsText,
                    format!("“{}”没有读成数值，按文字保留", cell.text),
                    format!(
                        "“{}” was not read as a value and is kept as text",
                        cell.text
                    ),
                )
                .at(span),
            );
        }
        target
    }

    fn nature(&mut self, line: &TableLine) -> Option<Nature> {
        let cell = self
            .cell(line, &TableColumn::Nature)
            .filter(|cell| !cell.text.is_empty())?;
        match cell.text.trim_end_matches('。') {
            "约束性" | "约束" | "约束性指标" => Some(Nature::Binding),
            "预期性" | "预期" | "预期性指标" => Some(Nature::Expected),
            "—" | "-" | "/" | "－" => None,
            other => {
                self.found.push(
                    Diagnostic::new(
                        Code::BadNature,
                        format!("属性“{other}”既不是约束性，也不是预期性"),
                        format!("the nature “{other}” is neither 约束性 nor 预期性"),
                    )
                    .at(self.reading.source.span(cell.range.clone()))
                    .help(
                        "写 约束性 或 预期性；原文没有的留空",
                        "write 约束性 or 预期性, or leave it empty",
                    ),
                );
                None
            }
        }
    }

    fn verification(&mut self, line: &TableLine) -> Option<crate::document::Verification> {
        let cell = self
            .cell(line, &TableColumn::Verification)
            .filter(|cell| !cell.text.is_empty())?;
        let text = Spanned::new(
            cell.text.as_str().into(),
            self.reading.source.span(cell.range.clone()),
        );
        row_verification(&text, self.found)
    }

    /// `ind-3`; `ind-t2-3` in a second table; the place of the row where no number is printed.
    fn anchor(&mut self, number: &str, span: Span) -> String {
        let table = match self.reading.before {
            0 => String::new(),
            before => format!("t{}-", before + 1),
        };
        let digits: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
        let name = if digits.is_empty() {
            format!("r{}", self.rows.len() + 1)
        } else {
            digits.to_ascii_lowercase()
        };
        let anchor = format!("ind-{table}{name}");
        let Some(first) = self.rows.iter().find(|row| *row.anchor == *anchor) else {
            return anchor;
        };
        self.found.push(
            Diagnostic::new(
                Code::DuplicateRowNumber,
                format!("序号 {number} 出现两次"),
                format!("the number {number} stands twice"),
            )
            .label(span, "这一行", "this row")
            .label(first.span, "和这一行", "and this row")
            .help(
                "对照原文；原文如此的，不用改",
                "compare with the original; leave it when it is printed so",
            ),
        );
        format!("{anchor}-r{}", self.rows.len() + 1)
    }
}

fn empty_name(row: Span) -> Diagnostic {
    Diagnostic::new(
        Code::EmptyName,
        "这一行没有指标名称",
        "this row has no indicator name",
    )
    .at(row)
    .help(
        "补上名称；如果是上一行的续行，并入上一行",
        "fill in the name, or join it to the row above",
    )
}

fn orphan(row: Span) -> Diagnostic {
    Diagnostic::new(
        Code::OrphanSubRow,
        "“其中”行上面没有行",
        "an 其中 row has no row above it",
    )
    .at(row)
    .help(
        "“其中”行紧跟在它所属的那一行下面",
        "an 其中 row stands right below the row it is a part of",
    )
}

fn trouble_found(trouble: &Trouble, text: &str, span: Span) -> Diagnostic {
    match trouble {
        Trouble::UnitContradiction { cell, row } => Diagnostic::new(
            Code::UnitContradiction,
            format!("“{text}”的单位是“{}”，这一行的单位却是“{}”", cell.as_printed(), row.as_printed()),
            format!("“{text}” is in “{}” but its row is in “{}”", cell.as_printed(), row.as_printed()),
        )
        .at(span)
        .help("核对原文：改单元格或改单位列；原文就是这样的，把单位列留空", "check the original: mend the cell or the unit; leave the unit empty if both are printed so"),
        Trouble::UnitOnly => Diagnostic::new(
            Code::UnitOnly,
            format!("目标格只有单位“{text}”，没有数"),
            format!("the target cell holds the unit “{text}” and no number"),
        )
        .at(span)
        .help("核对原文；原文如此的，照原样保留", "check the original; keep it when it is printed so"),
    }
}
