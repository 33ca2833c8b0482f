//! The lines of a matrix: which rows of which plans stand on one, and what stands in its cells.
//!
//! On the loose page a line is an indicator: with the rows that say the same quantity in whatever words,
//! and, as 口径不同, those that cover more, less or something near. On the strict page it is one printed
//! name of an indicator; a plan that prints another has nothing there but a way to the loose page.

use std::collections::BTreeMap;

use super::columns::Columns;
use crate::render::cells;
use crate::render::page::PageContext;
use crate::render::view::{Absent, Against, CellView, VerdictView};
use crate::route::{PageKey, Scope, View};
use duibiao_compare::catalog::{IndicatorId, NameId, PlanId, RowRef};
use duibiao_compare::compare::Pair;
use duibiao_compare::link::names::normalised;
use duibiao_compare::verdict::{self, Standing};
use duibiao_syntax::diagnostic::Language;
use duibiao_syntax::document::{Grade, IndicatorRow};
use duibiao_syntax::quantity::Unit;

/// A line of the table.
pub(super) struct MatrixLine {
    pub(super) indicator: IndicatorId,
    /// Its printed name, when that is not the indicator's own: only on the strict page.
    pub(super) printed: Option<String>,
    /// The category under which the uppermost plan that has one prints it.
    pub(super) group: Option<String>,
    /// How many lines of the same indicator stand before it.
    nth: usize,
    /// The rows that stand on it, by plan.
    rows: BTreeMap<PlanId, Vec<Placed>>,
    /// On the strict page: plans that print the indicator in other words.
    elsewhere: Vec<PlanId>,
}

/// A row on a line.
#[derive(Clone, Copy)]
struct Placed {
    row: RowRef,
    grade: Grade,
    /// Whether its printed name is not the indicator's own.
    is_other_name: bool,
}

/// What makes two rows stand on one line.
type LineKey = (IndicatorId, Option<NameId>);

/// The lines in the order in which the plans print them, the uppermost first.
pub(super) fn lines(page: &PageContext<'_>, columns: &Columns, view: View) -> Vec<MatrixLine> {
    let mut table = MatrixTable {
        page,
        view,
        lines: Vec::new(),
        at: BTreeMap::new(),
        joined: BTreeMap::new(),
    };
    for plan in &columns.plans {
        table.take(*plan);
    }
    table.finish()
}

struct MatrixTable<'a> {
    page: &'a PageContext<'a>,
    view: View,
    lines: Vec<MatrixLine>,
    /// Where the line of a key is.
    at: BTreeMap<LineKey, usize>,
    /// The plans that have anything to do with an indicator.
    joined: BTreeMap<IndicatorId, Vec<PlanId>>,
}

impl MatrixTable<'_> {
    fn take(&mut self, plan: PlanId) {
        let printed = self.page.context.catalog.plan(plan);
        for (at, (row, links)) in (0..).zip(printed.linked_rows()) {
            let home = links.links.first().map_or(Grade::Related, |link| link.1);
            // A row that says an indicator stands under it alone; one that only comes near stands under
            // whatever it comes near to.
            let is_home = home <= Grade::Wording;
            let under = if is_home { 1 } else { links.links.len() };
            for (indicator, grade) in links.links.iter().take(under) {
                self.join(*indicator, plan);
                let key = match self.view {
                    View::Loose => (*indicator, None),
                    View::Strict if is_home => (*indicator, Some(links.name)),
                    View::Strict => continue,
                };
                let place = RowRef { plan, row: at };
                let own_name = self.page.context.catalog.indicator(*indicator).name;
                let is_other_name = own_name != Some(links.name);
                self.place(
                    key,
                    Placed {
                        row: place,
                        grade: *grade,
                        is_other_name,
                    },
                    row,
                );
            }
        }
    }

    fn join(&mut self, indicator: IndicatorId, plan: PlanId) {
        let known = self.joined.entry(indicator).or_default();
        if known.last() != Some(&plan) {
            known.push(plan);
        }
    }

    fn place(&mut self, key: LineKey, placed: Placed, row: &IndicatorRow) {
        let next = self.lines.len();
        let at = *self.at.entry(key).or_insert(next);
        if at == next {
            let is_named = self.view == View::Strict && placed.is_other_name;
            self.lines.push(MatrixLine {
                indicator: key.0,
                printed: is_named.then(|| row.name.value.to_string()),
                group: None,
                nth: self
                    .lines
                    .iter()
                    .filter(|line| line.indicator == key.0)
                    .count(),
                rows: BTreeMap::new(),
                elsewhere: Vec::new(),
            });
        }
        let Some(line) = self.lines.get_mut(at) else {
            return;
        };
        line.rows.entry(placed.row.plan).or_default().push(placed);
        if line.group.is_none() {
            line.group = row.group.as_deref().map(str::to_owned);
        }
    }

    fn finish(mut self) -> Vec<MatrixLine> {
        if self.view == View::Strict {
            for line in &mut self.lines {
                let joined = self
                    .joined
                    .get(&line.indicator)
                    .map_or(&[][..], Vec::as_slice);
                line.elsewhere = joined
                    .iter()
                    .copied()
                    .filter(|plan| !line.rows.contains_key(plan))
                    .collect();
            }
        }
        self.lines
    }
}

impl MatrixLine {
    /// The id of the indicator; a further line of it has a number behind an underscore, which no id holds.
    pub(super) fn anchor(&self, page: &PageContext<'_>) -> String {
        let id = self.id(page);
        match self.nth {
            0 => id.to_owned(),
            before => format!("{id}_{}", before + 1),
        }
    }

    fn id<'a>(&self, page: &PageContext<'a>) -> &'a str {
        &page
            .context
            .catalog
            .indicator(self.indicator)
            .document
            .id
            .value
    }

    /// What a plan has on this line: never empty.
    pub(super) fn cell(
        &self,
        page: &PageContext<'_>,
        scope: &Scope,
        plan: PlanId,
        view: View,
    ) -> Vec<Against> {
        let Some(rows) = self.rows.get(&plan) else {
            return vec![self.nothing(page, scope, plan)];
        };
        rows.iter()
            .flat_map(|placed| self.values(page, *placed, view))
            .collect()
    }

    fn nothing(&self, page: &PageContext<'_>, scope: &Scope, plan: PlanId) -> Against {
        if self.elsewhere.contains(&plan) {
            let key = PageKey::Matrix(scope.clone(), View::Loose);
            let href = page.href_at(&key, self.id(page));
            let absent = Absent {
                href: Some(href),
                ..cells::absence("not-applicable")
            };
            return Against {
                cell: CellView::Absent(absent),
                ..Against::absent("not-applicable")
            };
        }
        let has_table = !page.context.catalog.plan(plan).rows.is_empty();
        Against::absent(if has_table { "not-set" } else { "no-table" })
    }

    /// The targets of a row, each with its verdict.
    fn values(&self, page: &PageContext<'_>, placed: Placed, view: View) -> Vec<Against> {
        let catalog = page.context.catalog;
        let row = catalog.row(placed.row);
        let head = catalog.indicator(self.indicator).document.unit.as_ref();
        let is_said = row
            .targets
            .iter()
            .all(|target| is_same(target.target.unit.as_ref(), head));
        let name =
            (view == View::Loose && placed.is_other_name).then(|| row.name.value.to_string());
        (0_u16..)
            .zip(cells::target_cells(page, placed.row, true, !is_said))
            .map(|(at, target)| Against {
                year: target.year,
                name: name.clone(),
                verdict: self.verdict(page, placed, at, view),
                cell: target.cell,
            })
            .collect()
    }

    /// The verdict against the nearest level above that has the indicator. A row that only comes near
    /// the indicator says so even when nothing stands above it.
    fn verdict(
        &self,
        page: &PageContext<'_>,
        placed: Placed,
        target: u16,
        view: View,
    ) -> Option<VerdictView> {
        let above = cells::shown_pairs(page, placed.row, view).filter(|pair| {
            pair.standing == Standing::Above
                && pair.target == target
                && pair.indicator == self.indicator
        });
        let nearest: Option<&Pair> = above.min_by_key(|pair| (pair.level, pair.grade));
        match nearest {
            Some(pair) => Some(cells::verdict(page, placed.row.plan, pair)),
            None if placed.grade > Grade::Wording => Some(self.scope_differs(page, placed)),
            None => None,
        }
    }

    /// 口径不同, between a row and the indicator itself.
    fn scope_differs(&self, page: &PageContext<'_>, placed: Placed) -> VerdictView {
        let catalog = page.context.catalog;
        let row = catalog.row(placed.row);
        let name = &catalog.indicator(self.indicator).document.name.value;
        let place = catalog.plan(placed.row.plan).region().name();
        let sentence = match page.language() {
            Language::Chinese => format!(
                "{place}的“{}”与指标“{name}”口径不同，只并列，不比数值。",
                row.name.value
            ),
            Language::English => {
                format!(
                    "{place}: “{}” does not cover the same as “{name}”; shown, not compared.",
                    row.name.value
                )
            }
        };
        VerdictView {
            id: verdict::Verdict::ScopeDiffers.id(),
            merit: None,
            difference: None,
            sentence,
            grade: placed.grade.id(),
            reason: self.crosswalk_reason(page, placed.row),
            marks: cells::marks(page, placed.row),
            href: None,
        }
    }

    /// What the crosswalk says of the printed name of a row.
    fn crosswalk_reason(&self, page: &PageContext<'_>, row: RowRef) -> Option<String> {
        let catalog = page.context.catalog;
        let name = normalised(&catalog.row(row).name.value);
        let plan = catalog.plan(row.plan).id();
        let aliases = &catalog.indicator(self.indicator).document.also;
        aliases
            .iter()
            .filter(|alias| normalised(&alias.name.value) == name)
            .filter(|alias| {
                alias.plans.is_empty() || alias.plans.iter().any(|only| *only.value == *plan)
            })
            .max_by_key(|alias| alias.plans.len())
            .map(|alias| alias.reason.to_string())
    }
}

/// Whether two units are one, in whatever spelling.
fn is_same(unit: Option<&Unit>, other: Option<&Unit>) -> bool {
    unit == other || unit.map(Unit::normalised) == other.map(Unit::normalised)
}
