//! Every indicator of a topic and period, region by region.
//!
//! Columns are plans, the nation first; a cell is what the plan prints and how that stands to the nearest
//! place above that has the indicator. On the strict page a line is one printed name, so that nothing
//! stands side by side that is not called the same.

use super::chain::{Legend, modes};
use super::page::{PageContext, PageMeta, newest_day};
use super::plan::{alternate, comparison_labels, data};
use super::view::{
    Against, CellView, Choice, ColumnGroup, Counted, Frame, MatrixColumn, MatrixRow,
    MatrixRowGroup, MatrixView,
};
use crate::route::{DataFormat, Matrix, PageKey, Scope, View};
use columns::{Columns, left_out};
use duibiao_compare::catalog::{PlanId, TopicId};
use duibiao_compare::verdict::Verdict;
use duibiao_syntax::diagnostic::Language;
use duibiao_syntax::period::Period;
use duibiao_syntax::region::{Level, Region};
use lines::{MatrixLine, lines};

mod columns;
mod lines;
#[cfg(test)]
mod tests;

/// The matrix of a scope in one of its two views.
pub(super) fn matrix(page: &PageContext<'_>, scope: &Scope, view: View) -> MatrixView {
    let columns = Columns::of(page, scope);
    let groups = groups(page, scope, &columns, view);
    let mut legend = Legend::default();
    let heads = columns.heads(page);
    legend.marks(
        heads
            .iter()
            .flat_map(|group| &group.columns)
            .flat_map(|column| &column.marks),
    );
    for against in groups
        .iter()
        .flat_map(|group| &group.rows)
        .flat_map(|row| row.cells.iter().flatten())
    {
        legend.against(against);
    }
    let matrices = page
        .context
        .routes
        .matrices
        .about(scope.topic, scope.period);
    MatrixView {
        frame: frame(page, scope, view, &columns, matrices.len() > 1),
        topic: page.topic_link(scope.topic),
        period: page.period(scope.period),
        scope: scope_name(page, scope),
        scopes: scope_choices(page, scope, matrices, view),
        modes: modes(page, view, |view| PageKey::Matrix(scope.clone(), view)),
        counted: counted(&columns, &groups),
        legend: legend.verdict_ids(),
        marks: legend.mark_ids(),
        columns: heads,
        groups,
        left_out: left_out(page, scope, &columns),
        downloads: data(page, |format| PageKey::MatrixCells(scope.clone(), format)),
        periods: period_choices(page, scope, view),
    }
}

fn frame(
    page: &PageContext<'_>,
    scope: &Scope,
    view: View,
    columns: &Columns,
    is_one_of_several: bool,
) -> Frame {
    let topic = page.topic_link(scope.topic).text;
    let period = page.period(scope.period);
    let within = scope_name(page, scope);
    let slots = [
        ("topic", topic.as_str()),
        ("period", &period),
        ("scope", &within),
    ];
    let key = if is_one_of_several {
        "title.matrix-scope"
    } else {
        "title.matrix"
    };
    let title = page.context.theme.text(key, &slots);
    let newest = columns
        .plans
        .iter()
        .filter_map(|id| newest_day(page.context.catalog.plan(*id)))
        .max();
    let address = PageKey::Matrix(scope.clone(), view);
    let file = |format| page.href(&PageKey::MatrixCells(scope.clone(), format));
    page.frame(PageMeta {
        above: vec![
            page.crumb(&PageKey::Topics, page.word("nav.topics")),
            page.crumb(&PageKey::Topic(scope.topic), topic.as_str()),
        ],
        section: Some(PageKey::Topics),
        metas: comparison_labels(page, scope.topic, &title, &address, newest),
        alternates: vec![
            alternate("text/csv", file(DataFormat::Csv)),
            alternate("application/json", file(DataFormat::Json)),
        ],
        updated: newest,
        ..PageMeta::new("matrix", title)
    })
}

fn scope_name(page: &PageContext<'_>, scope: &Scope) -> String {
    match &scope.within {
        Some(region) => region.full_name(),
        None => page.word("title.all-regions"),
    }
}

/// The scopes that lie beside the way from the whole to this one: with hundreds of cities, a list of all
/// would be longer than the table.
fn scope_choices(
    page: &PageContext<'_>,
    current: &Scope,
    matrices: &[Matrix],
    view: View,
) -> Vec<Choice> {
    if matrices.len() < 2 {
        return Vec::new();
    }
    let mut way: Vec<Region> = current.within.iter().flat_map(Region::ancestors).collect();
    way.extend(current.within.clone());
    let is_near = |scope: &&Scope| match scope.within.as_ref().and_then(Region::parent) {
        Some(parent) => parent.level() == Level::Nation || way.contains(&parent),
        None => true,
    };
    let choice = |scope: &Scope| Choice {
        text: scope_name(page, scope),
        href: page.href(&PageKey::Matrix(scope.clone(), view)),
        current: scope == current,
    };
    let is_here = |scope: &&Scope| *scope == current;
    matrices
        .iter()
        .map(|matrix| &matrix.scope)
        .filter(|scope| is_near(scope) || is_here(scope))
        .map(choice)
        .collect()
}

/// The same topic in other periods. Only the whole of a topic is sure to have a page there too.
fn period_choices(page: &PageContext<'_>, scope: &Scope, view: View) -> Vec<Choice> {
    let periods = periods_of(page, scope.topic);
    if periods.len() < 2 {
        return Vec::new();
    }
    let choice = |period: Period| {
        let current = period == scope.period;
        let other = Scope {
            topic: scope.topic,
            period,
            within: None,
        };
        let key = PageKey::Matrix(if current { scope.clone() } else { other }, view);
        Choice {
            text: page.period(period),
            href: page.href(&key),
            current,
        }
    };
    periods.into_iter().map(choice).collect()
}

/// The periods of a topic, found by leaps: its plans stand together, period after period.
fn periods_of(page: &PageContext<'_>, topic: TopicId) -> Vec<Period> {
    let plans = &page.context.catalog.plans;
    let mut at = plans.partition_point(|plan| plan.topic < topic);
    let mut periods = Vec::new();
    while let Some(plan) = plans.get(at).filter(|plan| plan.topic == topic) {
        let period = plan.period();
        periods.push(period);
        at = plans.partition_point(|plan| (plan.topic, plan.period()) <= (topic, period));
    }
    periods
}

fn groups(
    page: &PageContext<'_>,
    scope: &Scope,
    columns: &Columns,
    view: View,
) -> Vec<MatrixRowGroup> {
    let lines = lines(page, columns, view);
    let has_groups = lines.iter().any(|line| line.group.is_some());
    let rest = match page.language() {
        Language::Chinese => "其他指标",
        Language::English => "Other indicators",
    };
    let mut groups: Vec<MatrixRowGroup> = Vec::new();
    let (with, without): (Vec<&MatrixLine>, Vec<&MatrixLine>) =
        lines.iter().partition(|line| line.group.is_some());
    for line in with.into_iter().chain(without) {
        let title = line
            .group
            .clone()
            .or_else(|| has_groups.then(|| rest.to_owned()));
        let row = row(page, scope, columns, line, view);
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.rows.push(row),
            None => groups.push(MatrixRowGroup {
                title,
                rows: vec![row],
            }),
        }
    }
    groups
}

fn row(
    page: &PageContext<'_>,
    scope: &Scope,
    columns: &Columns,
    line: &MatrixLine,
    view: View,
) -> MatrixRow {
    let indicator = &page.context.catalog.indicator(line.indicator).document;
    let mut name = page.indicator_link(line.indicator);
    if let Some(printed) = &line.printed {
        name.text.clone_from(printed);
    }
    MatrixRow {
        anchor: line.anchor(page),
        indicator: name,
        unit: indicator
            .unit
            .as_ref()
            .map(|unit| unit.as_printed().to_owned()),
        cells: columns
            .plans
            .iter()
            .map(|plan| line.cell(page, scope, *plan, view))
            .collect(),
    }
}

/// How many cells below the nation hold a value, and how many of them could be compared.
fn counted(columns: &Columns, groups: &[MatrixRowGroup]) -> Counted {
    let mut counted = Counted {
        comparable: 0,
        total: 0,
    };
    for row in groups.iter().flat_map(|group| &group.rows) {
        for (level, cell) in columns.levels.iter().zip(&row.cells) {
            if *level == Level::Nation
                || !cell
                    .iter()
                    .any(|against| matches!(against.cell, CellView::Value(_)))
            {
                continue;
            }
            counted.total += 1;
            counted.comparable += usize::from(cell.iter().any(is_compared));
        }
    }
    counted
}

/// Whether a verdict says how two targets stand, by number or in kind.
fn is_compared(against: &Against) -> bool {
    let compared = |id: &str| {
        let verdict = Verdict::ALL.iter().find(|(_, known)| *known == id);
        verdict.is_some_and(|(verdict, _)| {
            verdict.is_by_number()
                || matches!(verdict, Verdict::SameInKind | Verdict::DiffersInKind)
        })
    };
    against
        .verdict
        .as_ref()
        .is_some_and(|verdict| compared(verdict.id))
}

impl Columns {
    /// The heads, level by level.
    fn heads(&self, page: &PageContext<'_>) -> Vec<ColumnGroup> {
        let catalog = page.context.catalog;
        let named = self.plans.iter().map(|id| catalog.plan(*id).region());
        let named: Vec<(&str, &Region)> = named.map(|region| (region.name(), region)).collect();
        let mut groups: Vec<ColumnGroup> = Vec::new();
        for ((at, plan), level) in self.plans.iter().enumerate().zip(&self.levels) {
            let column = head(page, *plan, at, &named);
            match groups.last_mut() {
                Some(group) if group.level == level.id() => group.columns.push(column),
                _ => groups.push(ColumnGroup {
                    level: level.id(),
                    columns: vec![column],
                }),
            }
        }
        groups
    }
}

/// A column is called by its region; where two would have one name, by what tells them apart.
fn head(page: &PageContext<'_>, id: PlanId, at: usize, named: &[(&str, &Region)]) -> MatrixColumn {
    let plan = page.context.catalog.plan(id);
    let (name, region) = named[at];
    let others = named.iter().enumerate().filter(|(other, _)| *other != at);
    let namesakes: Vec<&Region> = others
        .filter(|(_, (other, _))| *other == name)
        .map(|(_, (_, region))| *region)
        .collect();
    let within = match (namesakes.is_empty(), namesakes.contains(&region)) {
        (true, _) => None,
        (false, true) => Some(plan.document.title.value.to_string()),
        (false, false) => region.parent().map(|parent| parent.full_name()),
    };
    let mut link = page.plan_link(id).titled(&*plan.document.title.value);
    name.clone_into(&mut link.text);
    MatrixColumn {
        plan: link,
        within,
        marks: page.plan_marks(plan),
    }
}
