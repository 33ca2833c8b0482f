//! The table of targets of a plan: its columns as printed, and the levels above beside them.
//!
//! A plan may print several tables of indicators; they are shown as one, and a column that only some of
//! them have is said not to apply to the others. The words of columns that carry no data are taken from
//! the text here, since the facts of a body do not keep them.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::catalog::{PlanId, RowRef};
use crate::document::{Baseline, Column, IndicatorTable, Nature, Row};
use crate::markdown::{Markdown, Node};
use crate::render::cells::{self, Settled};
use crate::render::page::Page;
use crate::render::view::{Cell, Horizon, TargetColumns, TargetRow, TargetRowGroup};
use crate::route::View;
use crate::target;

/// The table of targets of a plan.
pub(super) struct TargetTable {
    pub(super) columns: TargetColumns,
    pub(super) groups: Vec<TargetRowGroup>,
}

/// Shows all tables of a plan as one.
pub(super) fn target_table(page: &Page<'_>, id: PlanId) -> TargetTable {
    let tables = &page.materials.catalog.plan(id).document.body.tables;
    let sheets: Vec<Sheet<'_>> = tables
        .iter()
        .map(|table| Sheet::read(page, table))
        .collect();
    let layout = Layout::of(page, &sheets);
    let lines = sheets
        .iter()
        .flat_map(|sheet| sheet.lines().map(move |(line, row)| (sheet, line, row)));
    let writer = RowWriter {
        page,
        id,
        layout: &layout,
    };
    let rows = (0..)
        .zip(lines)
        .map(|(at, (sheet, line, row))| writer.row(at, sheet, line, row));
    let titles = super::groups::titles(page, id);
    let groups = super::groups::grouped(titles.into_iter().zip(rows))
        .into_iter()
        .map(|(title, rows)| TargetRowGroup { title, rows })
        .collect();
    TargetTable {
        groups,
        columns: layout.into_columns(page),
    }
}

/// A table as it is printed.
struct Sheet<'a> {
    table: &'a IndicatorTable,
    /// The heads, one for each column.
    heads: Vec<String>,
    /// What each column is to the page.
    roles: Vec<Role>,
    /// The body lines that are rows.
    body: Vec<Vec<String>>,
}

/// What a printed column is to the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Said in the cells of the row itself: number, category, name, unit, nature.
    Own,
    Baseline,
    Target,
    /// Shown as it stands.
    Other,
}

impl<'a> Sheet<'a> {
    fn read(page: &Page<'a>, table: &'a IndicatorTable) -> Self {
        let mut lines = printed_lines(page.materials.sources.slice(table.span)).into_iter();
        let first = lines.next().unwrap_or_default();
        let second = if table.second_header {
            lines.next()
        } else {
            None
        };
        let name = table
            .columns
            .iter()
            .position(|column| *column == Column::Name);
        let has_name = |line: &Vec<String>| {
            name.and_then(|at| line.get(at))
                .is_some_and(|text| !text.is_empty())
        };
        Self {
            table,
            heads: heads(first, second),
            roles: roles(&table.columns),
            body: lines.filter(has_name).collect(),
        }
    }

    /// The rows with the words of their lines.
    fn lines(&self) -> impl Iterator<Item = (&[String], &'a Row)> {
        const NONE: &[String] = &[];
        let lines = self
            .body
            .iter()
            .map(Vec::as_slice)
            .chain(std::iter::repeat(NONE));
        self.table
            .rows
            .iter()
            .zip(lines)
            .map(|(row, line)| (line, row))
    }

    /// The columns of a role, with their heads; the same head twice is told apart by its count.
    fn columns_of(&self, role: Role) -> Vec<(usize, Head)> {
        let mut found: Vec<(usize, Head)> = Vec::new();
        for (at, _) in self
            .roles
            .iter()
            .enumerate()
            .filter(|(_, known)| **known == role)
        {
            let text = self.heads.get(at).cloned().unwrap_or_default();
            let count = found.iter().filter(|(_, head)| head.text == text).count();
            found.push((at, Head { text, count }));
        }
        found
    }

    fn column(&self, role: Role, head: &Head) -> Option<usize> {
        self.columns_of(role)
            .into_iter()
            .find(|(_, known)| known == head)
            .map(|(at, _)| at)
    }

    fn has(&self, column: &Column) -> bool {
        self.table.columns.contains(column)
    }
}

/// A printed head; how many of the same words stood before it.
#[derive(Clone, PartialEq, Eq)]
struct Head {
    text: String,
    count: usize,
}

/// The first column of each kind is read into the row; what is left over is shown as it stands.
fn roles(columns: &[Column]) -> Vec<Role> {
    let is_first = |at: usize| {
        let kind = std::mem::discriminant(&columns[at]);
        columns[..at]
            .iter()
            .all(|before| std::mem::discriminant(before) != kind)
    };
    let role = |(at, column): (usize, &Column)| match column {
        Column::Target(_) => Role::Target,
        Column::Baseline(_) if is_first(at) => Role::Baseline,
        // Where a value was read is said by its mark.
        Column::Verification => Role::Own,
        Column::Number | Column::Group | Column::Name | Column::Unit | Column::Nature
            if is_first(at) =>
        {
            Role::Own
        }
        _ => Role::Other,
    };
    columns.iter().enumerate().map(role).collect()
}

/// The words of a second header stand behind those above them, which may span several columns.
fn heads(first: Vec<String>, second: Option<Vec<String>>) -> Vec<String> {
    let Some(second) = second else { return first };
    let mut above = String::new();
    let below = second.into_iter().chain(std::iter::repeat(String::new()));
    first
        .into_iter()
        .zip(below)
        .map(|(text, below)| {
            if !text.is_empty() {
                above.clone_from(&text);
            }
            if below.is_empty() || below == text {
                text
            } else {
                format!("{above}{below}")
            }
        })
        .collect()
}

/// The cells of a table, line by line, marks of emphasis taken off. Inside a box each line begins with
/// the mark of the quote, which is no part of the table.
fn printed_lines(table: &str) -> Vec<Vec<String>> {
    let text: Vec<&str> = table
        .lines()
        .map(|line| line.trim_start_matches([' ', '\t', '>']))
        .collect();
    let text = text.join("\n");
    let mut lines: Vec<Vec<String>> = Vec::new();
    let mut inside = false;
    for piece in Markdown::new(&text, 0).pieces() {
        match &piece.node {
            Node::Event(Event::Start(Tag::TableHead | Tag::TableRow)) => lines.push(Vec::new()),
            Node::Event(Event::Start(Tag::TableCell)) => {
                inside = true;
                lines
                    .last_mut()
                    .into_iter()
                    .for_each(|line| line.push(String::new()));
            }
            Node::Event(Event::End(TagEnd::TableCell)) => inside = false,
            Node::Event(event) if inside => {
                let cell = lines.last_mut().and_then(|line| line.last_mut());
                cell.into_iter()
                    .for_each(|cell| push_words(cell, event, &text, &piece.range));
            }
            _ => {}
        }
    }
    for cell in lines.iter_mut().flatten() {
        *cell = cell.trim().to_owned();
    }
    lines
}

fn push_words(cell: &mut String, event: &Event<'_>, text: &str, range: &Range<usize>) {
    match event {
        Event::Text(words) | Event::Code(words) => cell.push_str(words),
        Event::InlineMath(_) | Event::DisplayMath(_) => {
            cell.push_str(text.get(range.clone()).unwrap_or_default())
        }
        Event::InlineHtml(html) if !html.starts_with("<!--") => cell.push_str(html),
        Event::SoftBreak | Event::HardBreak => cell.push(' '),
        _ => {}
    }
}

/// The columns of all tables together.
struct Layout {
    unit: bool,
    nature: bool,
    baselines: Vec<Head>,
    targets: Vec<Head>,
    others: Vec<Head>,
}

impl Layout {
    fn of(_: &Page<'_>, sheets: &[Sheet<'_>]) -> Self {
        let all = |role: Role| {
            let mut heads: Vec<Head> = Vec::new();
            for (_, head) in sheets.iter().flat_map(|sheet| sheet.columns_of(role)) {
                if !heads.contains(&head) {
                    heads.push(head);
                }
            }
            heads
        };
        Self {
            unit: sheets.iter().any(|sheet| sheet.has(&Column::Unit)),
            nature: sheets.iter().any(|sheet| sheet.has(&Column::Nature)),
            baselines: all(Role::Baseline),
            targets: all(Role::Target),
            others: all(Role::Other),
        }
    }

    fn into_columns(self, page: &Page<'_>) -> TargetColumns {
        let words = |heads: Vec<Head>| heads.into_iter().map(|head| head.text).collect();
        let baseline = match &self.baselines[..] {
            [] => None,
            [one] => Some(one.text.clone()),
            _ => Some(page.word("table.baseline")),
        };
        let mut targets: Vec<String> = words(self.targets);
        if targets.is_empty() {
            targets.push(page.word("table.target"));
        }
        TargetColumns {
            unit: self.unit,
            baseline,
            targets,
            nature: self.nature,
            others: words(self.others),
        }
    }
}

struct RowWriter<'a> {
    page: &'a Page<'a>,
    id: PlanId,
    layout: &'a Layout,
}

impl RowWriter<'_> {
    fn row(&self, at: u32, sheet: &Sheet<'_>, line: &[String], row: &Row) -> TargetRow {
        let (page, place) = (
            self.page,
            RowRef {
                plan: self.id,
                row: at,
            },
        );
        let links = &page.materials.catalog.row_links(place).links;
        let levels = page.materials.comparisons.of(self.id).levels.len();
        TargetRow {
            anchor: row.anchor.to_string(),
            number: Some(row.number.to_string()).filter(|number| !number.is_empty()),
            name: row.name.value.to_string(),
            sub: row.is_part,
            indicators: links
                .iter()
                .map(|(indicator, _)| page.indicator_link(*indicator))
                .collect(),
            unit: unit(sheet, line),
            baseline: (!self.layout.baselines.is_empty()).then(|| self.baseline(place, sheet, row)),
            targets: self.targets(place, sheet, line, row),
            nature: row.nature.map(nature_id),
            others: self.others(sheet, line),
            against: (0..levels)
                .map(|level| cells::against(page, self.id, at, level, View::Loose))
                .collect(),
        }
    }

    /// The starting value; with several heads for it the cell says its year itself.
    fn baseline(&self, place: RowRef, sheet: &Sheet<'_>, row: &Row) -> Cell {
        if sheet.columns_of(Role::Baseline).is_empty() {
            return Cell::absent("not-applicable");
        }
        let mut cell = cells::baseline_cell(self.page, place);
        if let (Cell::Value(printed), Some(baseline), true) =
            (&mut cell, &row.baseline, self.layout.baselines.len() > 1)
        {
            printed.horizon = baseline_year(baseline);
        }
        cell
    }

    /// One cell for each target column of the page. A row keeps only what is printed, so its targets
    /// belong to those of its columns that are not blank.
    fn targets(&self, place: RowRef, sheet: &Sheet<'_>, line: &[String], row: &Row) -> Vec<Cell> {
        let columns = sheet.columns_of(Role::Target);
        let is_printed = |at: usize| line.get(at).is_some_and(|text| !text.is_empty());
        let printed: Vec<usize> = columns
            .iter()
            .map(|(at, _)| *at)
            .filter(|at| is_printed(*at))
            .collect();
        let heads = if self.layout.targets.is_empty() {
            &[][..]
        } else {
            &self.layout.targets
        };
        heads
            .iter()
            .map(|head| {
                let Some(at) = sheet.column(Role::Target, head) else {
                    return Cell::absent("not-applicable");
                };
                let target = printed
                    .iter()
                    .position(|column| *column == at)
                    .and_then(|nth| row.targets.get(nth));
                match target {
                    Some(target) => self.target(place, sheet, at, &target.target),
                    None => Cell::absent("blank"),
                }
            })
            .collect()
    }

    /// An own target. Its time goes without saying when its column says it.
    fn target(
        &self,
        place: RowRef,
        sheet: &Sheet<'_>,
        column: usize,
        target: &target::Target,
    ) -> Cell {
        let last = self.page.materials.catalog.plan(self.id).period().end;
        let said = match sheet.table.columns.get(column) {
            Some(Column::Target(Some(time))) => *time,
            _ => target::Horizon::Year(last),
        };
        let in_column =
            sheet.has(&Column::TargetYear) && matches!(target.horizon, target::Horizon::Year(_));
        let settled = Settled {
            time: !in_column && said != target.horizon,
            marks: cells::marks(self.page, place),
            ..Settled::default()
        };
        cells::cell(self.page, target, settled)
    }

    fn others(&self, sheet: &Sheet<'_>, line: &[String]) -> Vec<Cell> {
        let cell = |head: &Head| match sheet.column(Role::Other, head) {
            None => Cell::absent("not-applicable"),
            Some(at) => match line.get(at).filter(|text| !text.is_empty()) {
                Some(text) => Cell::printed(text),
                None => Cell::absent("blank"),
            },
        };
        self.layout.others.iter().map(cell).collect()
    }
}

/// The unit as the column of units prints it, be it a dash.
fn unit(sheet: &Sheet<'_>, line: &[String]) -> Option<String> {
    let at = sheet
        .table
        .columns
        .iter()
        .position(|column| *column == Column::Unit)?;
    line.get(at).filter(|text| !text.is_empty()).cloned()
}

fn baseline_year(baseline: &Baseline) -> Option<Horizon> {
    let is_year =
        baseline.year.len() == 4 && baseline.year.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| Horizon {
        id: "year",
        years: baseline.year.to_string(),
    })
}

/// The member of the closed set `nature`.
pub(in crate::render) const fn nature_id(nature: Nature) -> &'static str {
    match nature {
        Nature::Binding => "binding",
        Nature::Expected => "expected",
    }
}
