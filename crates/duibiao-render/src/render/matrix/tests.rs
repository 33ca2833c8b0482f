//! Matrices of small catalogs.

use super::*;
use crate::render::RenderContext;
use crate::render::cells::fixture::{SMALL, World};
use duibiao_syntax::region;

fn made(world: &World, view: View) -> MatrixView {
    let context = world.context();
    let scope = first_scope(&context);
    matrix(
        &PageContext::new(&context, &PageKey::Matrix(scope.clone(), view)),
        &scope,
        view,
    )
}

fn first_scope(context: &RenderContext<'_>) -> Scope {
    let first = context.routes.matrices.iter().next();
    first.unwrap().scope.clone()
}

/// A line as words: its name, then each cell.
fn line(row: &MatrixRow) -> String {
    let cell = |against: &Against| {
        let words = match &against.cell {
            CellView::Value(printed) => printed.text.clone(),
            CellView::Absent(absent) => format!("({})", absent.id),
        };
        match &against.verdict {
            Some(verdict) => format!("{words} {}", verdict.id),
            None => words,
        }
    };
    let cells: Vec<String> = row
        .cells
        .iter()
        .map(|cell_list| cell_list.iter().map(cell).collect::<Vec<_>>().join(" + "))
        .collect();
    format!("{}: {}", row.indicator.text, cells.join(" | "))
}

fn all_lines(view: &MatrixView) -> Vec<String> {
    view.groups
        .iter()
        .flat_map(|group| &group.rows)
        .map(line)
        .collect()
}

#[test]
fn the_loose_page_has_a_line_for_each_indicator() {
    let view = made(&World::new(SMALL), View::Loose);
    let heads: Vec<_> = view
        .columns
        .iter()
        .flat_map(|group| &group.columns)
        .map(|column| column.plan.text.as_str())
        .collect();
    assert_eq!(heads, ["中国", "泰州市", "威海市"]);
    assert_eq!(
        all_lines(&view),
        [
            "申报率: ≥90% | ≥92 not-comparable + ≥95 higher | ≥90% equal + ≥99% scope-differs",
            "知晓率: ≥85% | (not-set) | (not-set)",
            "机构数: (not-set) | 〔70〕 | (not-set)",
        ]
    );
    let titles: Vec<_> = view
        .groups
        .iter()
        .map(|group| group.title.as_deref())
        .collect();
    assert_eq!(titles, [Some("防治"), Some("其他指标")]);
    assert_eq!((view.counted.comparable, view.counted.total), (2, 3));
}

#[test]
fn the_strict_page_has_a_line_for_each_printed_name() {
    let view = made(&World::new(SMALL), View::Strict);
    assert_eq!(
        all_lines(&view),
        [
            "申报率: ≥90% | ≥92 not-comparable + ≥95 higher | (not-applicable)",
            "知晓率: ≥85% | (not-set) | (not-set)",
            "机构数: (not-set) | 〔70〕 | (not-set)",
            "申报的比例: (not-applicable) | (not-applicable) | ≥90%",
        ]
    );
    let anchors: Vec<_> = view
        .groups
        .iter()
        .flat_map(|group| &group.rows)
        .map(|row| row.anchor.as_str())
        .collect();
    assert_eq!(anchors, ["rate", "known", "homes", "rate_2"]);
}

#[test]
fn what_has_no_column_is_named() {
    let view = made(&World::new(SMALL), View::Loose);
    let left: Vec<_> = view
        .left_out
        .iter()
        .map(|left| (left.plan.text.as_str(), left.reason))
        .collect();
    assert_eq!(
        left,
        [
            ("云南省健康规划（征求意见稿）", "draft"),
            ("江苏省健康规划", "missing")
        ]
    );
    assert!(view.scopes.is_empty() && view.periods.is_empty());
}

/// The only plan below its city.
const ALONE: &str = "---\ntitle: 荔湾区健康规划\nregion: \"440103\"\ntopic: health\nperiod: 2021-2025\nstatus: in-force\n\
    text: none\nverification: transcribed\n---\n\n| 指标名称 | 目标值 |\n|---|---|\n| 申报率 | ≥91% |\n";

/// The small site with a plan for every place below three provinces and one for a district: too many
/// for one table.
fn wide() -> World {
    let mut files: Vec<(String, String)> = SMALL
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    let below = |entry: &&region::Entry| {
        let parent = entry
            .parent
            .map(|parent| parent.to_string())
            .unwrap_or_default();
        entry.retired.is_none() && ["110000", "440000", "510000"].contains(&parent.as_str())
    };
    for entry in region::all().filter(below) {
        let text = format!(
            "---\ntitle: {}健康规划\nregion: \"{}\"\ntopic: health\nperiod: 2021-2025\nstatus: in-force\n\
             text: none\nverification: transcribed\n---\n\n| 指标名称 | 目标值 |\n|---|---|\n| 申报率 | ≥91% |\n",
            entry.name, entry.code
        );
        files.push((format!("plans/health/{}-2021.md", entry.code), text));
    }
    files.push(("plans/health/440103-2021.md".to_owned(), ALONE.to_owned()));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    World::new(&files)
}

#[test]
fn a_wide_topic_goes_down_level_by_level() {
    let world = wide();
    let context = world.context();
    for Matrix { scope, .. } in context.routes.matrices.iter() {
        let key = PageKey::Matrix(scope.clone(), View::Loose);
        let view = matrix(&PageContext::new(&context, &key), scope, View::Loose);
        assert!(view.scopes.len() > 1);
        assert_eq!(
            view.scopes.iter().filter(|choice| choice.current).count(),
            1
        );
        let drafts = view
            .left_out
            .iter()
            .filter(|left| left.reason == "draft")
            .count();
        assert_eq!(drafts, usize::from(scope.within.is_none()));
    }
    let beijing = world.plan("health/110101-2021");
    let page = PageContext::new(&context, &PageKey::Plan(beijing));
    let link = crate::render::plan::matrix_link(&page, beijing);
    assert_eq!(
        link.href.as_deref(),
        Some("../../../matrix/health/2021-2025/110000/index.html")
    );
}

#[test]
fn a_plan_alone_below_its_place_stands_in_the_next_matrix() {
    let world = wide();
    let context = world.context();
    let alone = world.plan("health/440103-2021");
    let home = context.routes.matrices.home(world.catalog.plan(alone));
    assert_eq!(home.within.as_ref().unwrap().id(), "440000");
    assert!(context.routes.matrices.columns(&home).contains(&alone));
}
