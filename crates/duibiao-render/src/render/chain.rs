//! One plan beside the plans above it, row by row and level by level.
//!
//! The own rows come as the plan prints them; rows that only the plans above have stand in a group of
//! their own at the end, so that silence is seen. The strict and the loose page differ in what they set
//! beside a row, never in which rows there are.

use super::cells;
use super::page::{PageContext, PageMeta, newest_day};
use super::plan::{
    alternate, comparison_labels, data, group_titles, grouped, matrix_link, nature_id,
    target_notices,
};
use super::sentence;
use super::view::{
    self, Against, CellView, ChainRow, ChainRowGroup, ChainView, Counted, Frame, Link, ModeChoice,
    TargetCell,
};
use crate::route::{DataFormat, PageKey, View};
use duibiao_compare::catalog::{IndicatorId, PlanId, RowRef};
use duibiao_compare::compare::{LevelAbove, NotSet};
use duibiao_compare::verdict::Verdict;
use duibiao_syntax::diagnostic::Language;

mod legend;
#[cfg(test)]
mod tests;

pub(super) use legend::Legend;

/// The chain of a plan in one of its two views.
pub(super) fn chain(page: &PageContext<'_>, id: PlanId, view: View) -> ChainView {
    let comparison = page.context.comparisons.of(id);
    let groups = groups(page, id, view);
    let mut legend = Legend::default();
    let uppers = cells::upper_heads(page, id);
    legend.marks(uppers.iter().flat_map(|upper| &upper.marks));
    for row in groups.iter().flat_map(|group| &group.rows) {
        row.own.iter().for_each(|target| legend.cell(&target.cell));
        row.against
            .iter()
            .flatten()
            .for_each(|against| legend.against(against));
    }
    let comparable = match view {
        View::Loose => comparison.comparable.loose,
        View::Strict => comparison.comparable.strict,
    };
    ChainView {
        frame: frame(page, id, view),
        plan: page.plan_item(id),
        notices: target_notices(page, id),
        modes: modes(page, view, |view| PageKey::Chain(id, view)),
        counted: Counted {
            comparable: comparable as usize,
            total: page.context.catalog.plan(id).rows.len(),
        },
        uppers,
        legend: legend.verdict_ids(),
        marks: legend.mark_ids(),
        groups,
        downloads: data(page, |format| PageKey::ChainVerdicts(id, format)),
        matrix: Some(matrix_link(page, id)),
    }
}

fn frame(page: &PageContext<'_>, id: PlanId, view: View) -> Frame {
    let plan = page.context.catalog.plan(id);
    let key = match view {
        View::Loose => "title.chain",
        View::Strict => "title.chain-strict",
    };
    let title = page
        .context
        .theme
        .text(key, &[("plan", &plan.document.title.value)]);
    let topic = page.topic_link(plan.topic);
    let updated = newest_of(page, id);
    let file = |format| page.href(&PageKey::ChainVerdicts(id, format));
    page.frame(PageMeta {
        description: Some(description(page, id)),
        above: vec![
            page.crumb(&PageKey::Topics, page.word("nav.topics")),
            page.crumb(&PageKey::Topic(plan.topic), topic.text),
            page.crumb(&PageKey::Plan(id), &*plan.document.title.value),
        ],
        section: Some(PageKey::Topics),
        metas: comparison_labels(page, plan.topic, &title, &PageKey::Chain(id, view), updated),
        alternates: vec![
            alternate("text/csv", file(DataFormat::Csv)),
            alternate("application/json", file(DataFormat::Json)),
        ],
        updated,
        ..PageMeta::new("chain", title)
    })
}

fn description(page: &PageContext<'_>, id: PlanId) -> String {
    let plan = page.context.catalog.plan(id);
    let title = &plan.document.title.value;
    let levels = page.context.comparisons.of(id).levels.iter();
    let above: Vec<&str> = levels.map(|level| level.region.name()).collect();
    let count = plan.rows.len();
    match (page.language(), above.is_empty()) {
        (Language::Chinese, false) => {
            let above = above.join("、");
            format!("{title}的 {count} 项指标，与{above}的规划逐项对照。")
        }
        (Language::Chinese, true) => format!("{title}的 {count} 项指标；上面没有别的规划。"),
        (Language::English, false) => {
            let above = above.join(", ");
            format!("The {count} indicators of {title} beside those of {above}.")
        }
        (Language::English, true) => {
            format!("The {count} indicators of {title}; no plan stands above it.")
        }
    }
}

/// The day of the newest text of the chain.
fn newest_of(page: &PageContext<'_>, id: PlanId) -> Option<jiff::civil::Date> {
    let catalog = page.context.catalog;
    let above = page
        .context
        .comparisons
        .of(id)
        .levels
        .iter()
        .flat_map(|level| &level.plans);
    above
        .chain([&id])
        .filter_map(|plan| newest_day(catalog.plan(*plan)))
        .max()
}

/// The choice between the two views of a page.
pub(super) fn modes(
    page: &PageContext<'_>,
    current: View,
    key: impl Fn(View) -> PageKey,
) -> Vec<ModeChoice> {
    let choice = |view: View| ModeChoice {
        id: view.id(),
        href: page.href(&key(view)),
        current: view == current,
    };
    View::ALL.into_iter().map(choice).collect()
}

fn groups(page: &PageContext<'_>, id: PlanId, view: View) -> Vec<ChainRowGroup> {
    let count = u32::try_from(page.context.catalog.plan(id).rows.len()).unwrap_or(u32::MAX);
    let rows = (0..count).map(|row| own_row(page, RowRef { plan: id, row }, view));
    let mut groups: Vec<ChainRowGroup> = grouped(group_titles(page, id).into_iter().zip(rows))
        .into_iter()
        .map(|(title, rows)| ChainRowGroup { title, rows })
        .collect();
    let above_only = rows_only_above(page, id);
    if !above_only.is_empty() {
        let title = match page.language() {
            Language::Chinese => "仅上级规划设定",
            Language::English => "Only in the plans above",
        };
        groups.push(ChainRowGroup {
            title: Some(title.to_owned()),
            rows: above_only,
        });
    }
    groups
}

fn own_row(page: &PageContext<'_>, place: RowRef, view: View) -> ChainRow {
    let row = page.context.catalog.row(place);
    let levels = page.context.comparisons.of(place.plan).levels.len();
    ChainRow {
        anchor: row.anchor.to_string(),
        name: row_link(page, place),
        sub: row.is_part,
        unit: row.unit.as_ref().map(|unit| unit.as_printed().to_owned()),
        nature: row.nature.map(nature_id),
        own: cells::target_cells(page, place, true, row.unit.is_none()),
        against: (0..levels)
            .map(|level| cells::against(page, place.plan, place.row, level, view))
            .collect(),
    }
}

/// The printed name of a row, which leads to its nearest indicator.
fn row_link(page: &PageContext<'_>, place: RowRef) -> Link {
    let catalog = page.context.catalog;
    let name = &*catalog.row(place).name.value;
    match catalog.row_links(place).links.first() {
        Some((indicator, _)) => Link::new(page.href(&PageKey::Indicator(*indicator)), name),
        None => Link::text(name),
    }
}

/// 仅上级规划设定: one row for each indicator, whichever levels have it.
fn rows_only_above(page: &PageContext<'_>, id: PlanId) -> Vec<ChainRow> {
    let all = &page.context.comparisons.of(id).not_set;
    let mut indicators: Vec<IndicatorId> = Vec::new();
    for not_set in all {
        if !indicators.contains(&not_set.indicator) {
            indicators.push(not_set.indicator);
        }
    }
    indicators
        .into_iter()
        .filter_map(|indicator| row_only_above(page, id, indicator))
        .collect()
}

/// An indicator of the plans above, named as the nearest of them prints it.
fn row_only_above(page: &PageContext<'_>, id: PlanId, indicator: IndicatorId) -> Option<ChainRow> {
    let catalog = page.context.catalog;
    let comparison = page.context.comparisons.of(id);
    let of_indicator: Vec<&NotSet> = comparison
        .not_set
        .iter()
        .filter(|not_set| not_set.indicator == indicator)
        .collect();
    let nearest = of_indicator.first()?.against;
    let row = catalog.row(nearest);
    let anchor = format!("upper-{}", catalog.indicator(indicator).document.id.value);
    let against = (0_u8..).zip(&comparison.levels).map(|(at, level)| {
        let rows: Vec<&NotSet> = of_indicator
            .iter()
            .copied()
            .filter(|not_set| not_set.level == at)
            .collect();
        only_above(page, id, &anchor, level, &rows)
    });
    Some(ChainRow {
        name: row_link(page, nearest),
        sub: false,
        unit: row.unit.as_ref().map(|unit| unit.as_printed().to_owned()),
        nature: None,
        own: vec![TargetCell::only(CellView::absent("not-set"))],
        against: against.collect(),
        anchor,
    })
}

/// What a level has of such an indicator, each value with the sentence that the own plan is silent.
fn only_above(
    page: &PageContext<'_>,
    id: PlanId,
    anchor: &str,
    level: &LevelAbove,
    rows: &[&NotSet],
) -> Vec<Against> {
    if rows.is_empty() {
        let absent = cells::upper_absence(page, level);
        return vec![Against {
            cell: CellView::Absent(absent),
            ..Against::absent("not-set")
        }];
    }
    let mut all = Vec::new();
    for not_set in rows {
        let name = cells::plan_beside(page, level, not_set.against);
        for target in cells::target_cells(page, not_set.against, true, true) {
            all.push(Against {
                year: target.year,
                name: name.clone(),
                cell: target.cell,
                verdict: Some(silent(page, id, anchor, not_set)),
            });
        }
    }
    all
}

/// 未设.
fn silent(page: &PageContext<'_>, id: PlanId, anchor: &str, not_set: &NotSet) -> view::VerdictView {
    view::VerdictView {
        id: Verdict::NotSet.id(),
        merit: None,
        difference: None,
        sentence: sentence::not_set(page.context, id, not_set),
        grade: "same",
        reason: None,
        marks: cells::joined(
            cells::marks(page, not_set.against),
            cells::draft_mark(page.context.catalog.plan(id)),
        ),
        href: Some(format!("#why-{anchor}")),
    }
}
