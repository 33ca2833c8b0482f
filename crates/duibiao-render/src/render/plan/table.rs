//! The table of targets of a plan: its columns as printed, and the levels above beside them.
//!
//! A plan may print several tables of indicators; they are shown as one, and a column that only some of
//! them have is said not to apply to the others. Columns that carry no data are shown as they stand.

use super::sheet::{PrintedHead, PrintedTable, Role};
use crate::render::cells::{self, CellOptions};
use crate::render::page::PageContext;
use crate::render::view::{CellView, Horizon, TargetColumns, TargetRow, TargetRowGroup};
use crate::route::View;
use duibiao_compare::catalog::{PlanId, RowRef};
use duibiao_syntax::document::{Baseline, IndicatorRow, Nature, TableColumn};
use duibiao_syntax::target;

/// The table of targets of a plan.
pub(super) struct TargetTable {
    pub(super) columns: TargetColumns,
    pub(super) groups: Vec<TargetRowGroup>,
}

/// Shows all tables of a plan as one.
pub(super) fn target_table(page: &PageContext<'_>, id: PlanId) -> TargetTable {
    let tables = &page.context.catalog.plan(id).document.body.tables;
    let sheets: Vec<PrintedTable<'_>> = tables
        .iter()
        .map(|table| PrintedTable::read(page, table))
        .collect();
    let layout = TableLayout::of(&sheets);
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

/// The columns of all tables together.
struct TableLayout {
    unit: bool,
    nature: bool,
    baselines: Vec<PrintedHead>,
    targets: Vec<PrintedHead>,
    others: Vec<PrintedHead>,
}

impl TableLayout {
    fn of(sheets: &[PrintedTable<'_>]) -> Self {
        let all = |role: Role| {
            let mut heads: Vec<PrintedHead> = Vec::new();
            for (_, head) in sheets.iter().flat_map(|sheet| sheet.of(role)) {
                if !heads.contains(head) {
                    heads.push(head.clone());
                }
            }
            heads
        };
        Self {
            unit: sheets.iter().any(|sheet| sheet.has(&TableColumn::Unit)),
            nature: sheets.iter().any(|sheet| sheet.has(&TableColumn::Nature)),
            baselines: all(Role::Baseline),
            targets: all(Role::Target),
            others: all(Role::Other),
        }
    }

    fn into_columns(self, page: &PageContext<'_>) -> TargetColumns {
        let words = |heads: Vec<PrintedHead>| heads.into_iter().map(|head| head.text).collect();
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
    page: &'a PageContext<'a>,
    id: PlanId,
    layout: &'a TableLayout,
}

impl RowWriter<'_> {
    fn row(
        &self,
        at: u32,
        sheet: &PrintedTable<'_>,
        line: &[String],
        row: &IndicatorRow,
    ) -> TargetRow {
        let (page, place) = (
            self.page,
            RowRef {
                plan: self.id,
                row: at,
            },
        );
        let links = &page.context.catalog.row_links(place).links;
        let levels = page.context.comparisons.of(self.id).levels.len();
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
    fn baseline(&self, place: RowRef, sheet: &PrintedTable<'_>, row: &IndicatorRow) -> CellView {
        if sheet.of(Role::Baseline).next().is_none() {
            return CellView::absent("not-applicable");
        }
        let mut cell = cells::baseline_cell(self.page, place);
        if let (CellView::Value(printed), Some(baseline), true) =
            (&mut cell, &row.baseline, self.layout.baselines.len() > 1)
        {
            printed.horizon = baseline_year(baseline);
        }
        cell
    }

    /// One cell for each target column of the page.
    fn targets(
        &self,
        place: RowRef,
        sheet: &PrintedTable<'_>,
        line: &[String],
        row: &IndicatorRow,
    ) -> Vec<CellView> {
        let filled = filled_columns(sheet, line, row);
        let cell = |head: &PrintedHead| {
            let Some(at) = sheet.column(Role::Target, head) else {
                return CellView::absent("not-applicable");
            };
            let target = filled
                .iter()
                .position(|column| *column == at)
                .and_then(|nth| row.targets.get(nth));
            match target {
                Some(target) => self.target(place, sheet, at, &target.target),
                None => CellView::absent("blank"),
            }
        };
        self.layout.targets.iter().map(cell).collect()
    }

    /// An own target. Its time goes without saying when its column says it.
    fn target(
        &self,
        place: RowRef,
        sheet: &PrintedTable<'_>,
        column: usize,
        target: &target::Target,
    ) -> CellView {
        let last = self.page.context.catalog.plan(self.id).period().end;
        let said = match sheet.table.columns.get(column) {
            Some(TableColumn::Target(Some(time))) => *time,
            _ => target::Horizon::Year(last),
        };
        let in_column = sheet.has(&TableColumn::TargetYear)
            && matches!(target.horizon, target::Horizon::Year(_));
        let settled = CellOptions {
            time: !in_column && said != target.horizon,
            marks: cells::marks(self.page, place),
            ..CellOptions::default()
        };
        cells::cell(self.page, target, settled)
    }

    fn others(&self, sheet: &PrintedTable<'_>, line: &[String]) -> Vec<CellView> {
        let cell = |head: &PrintedHead| match sheet.column(Role::Other, head) {
            None => CellView::absent("not-applicable"),
            Some(at) => match line.get(at).filter(|text| !text.is_empty()) {
                Some(text) => CellView::printed(text),
                None => CellView::absent("blank"),
            },
        };
        self.layout.others.iter().map(cell).collect()
    }
}

/// The target columns that a row's targets belong to, in order: a row keeps only what is printed.
fn filled_columns(sheet: &PrintedTable<'_>, line: &[String], row: &IndicatorRow) -> Vec<usize> {
    let all: Vec<usize> = sheet.of(Role::Target).map(|(at, _)| at).collect();
    let is_filled = |at: &usize| line.get(*at).is_some_and(|text| !text.is_empty());
    let filled: Vec<usize> = all.iter().copied().filter(is_filled).collect();
    if filled.len() == row.targets.len() {
        filled
    } else {
        all
    }
}

/// The unit as the column of units prints it, be it a dash.
fn unit(sheet: &PrintedTable<'_>, line: &[String]) -> Option<String> {
    let at = sheet
        .table
        .columns
        .iter()
        .position(|column| *column == TableColumn::Unit)?;
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
