//! Cells and verdicts of small catalogs.

use super::fixture::{SMALL, World};
use super::*;
use crate::render::view::Against;
use crate::route::View;

fn row(world: &World, plan: &str, row: u32) -> RowRef {
    RowRef {
        plan: world.plan(plan),
        row,
    }
}

/// What stands in a cell: the words with unit and time, or the absence.
fn words(cell: &CellView) -> String {
    match cell {
        CellView::Value(printed) => {
            let unit = printed.unit.as_deref().unwrap_or_default();
            let time = printed
                .horizon
                .as_ref()
                .map(|time| format!(" {} {}", time.id, time.years))
                .unwrap_or_default();
            format!("{}{unit}{time}", printed.text)
        }
        CellView::Absent(absent) => format!(
            "({}{})",
            absent.id,
            absent.printed.as_deref().unwrap_or_default()
        ),
    }
}

fn above(world: &World, plan: &str, row: u32, level: usize, view: View) -> Vec<Against> {
    let context = world.context();
    let id = world.plan(plan);
    let page = PageContext::new(&context, &PageKey::Plan(id));
    against(&page, id, row, level, view)
}

#[test]
fn units_and_times_are_said_once() {
    let world = World::new(SMALL);
    let context = world.context();
    let page = PageContext::new(&context, &PageKey::Plan(world.plan("health/100000-2021")));
    let rate = row(&world, "health/321200-2021", 0);
    let cells = target_cells(&page, rate, true, true);
    let all: Vec<_> = cells
        .iter()
        .map(|cell| (cell.year.as_deref(), words(&cell.cell)))
        .collect();
    assert_eq!(
        all,
        [
            (Some("2023年"), "≥92%".to_owned()),
            (Some("2025年"), "≥95%".to_owned())
        ]
    );
    assert_eq!(words(&target_cell(&page, rate, 1, true, false)), "≥95");
    let homes = row(&world, "health/321200-2021", 1);
    let cells = target_cells(&page, homes, true, true);
    assert_eq!(words(&cells[0].cell), "〔70〕家 cumulative 2021—2025");
    assert_eq!(words(&baseline_cell(&page, homes)), "(dash—)");
    assert_eq!(
        words(&baseline_cell(&page, row(&world, "health/100000-2021", 0))),
        "(not-stated)"
    );
    let percent = target_cell(&page, row(&world, "health/100000-2021", 0), 0, false, true);
    assert_eq!(words(&percent), "≥90%");
}

#[test]
fn unverified_values_say_so() {
    let world = World::new(SMALL);
    let context = world.context();
    let page = PageContext::new(&context, &PageKey::Plan(world.plan("health/321200-2021")));
    let ids = |row| {
        marks(&page, row)
            .into_iter()
            .map(|mark| (mark.id, mark.reason.is_some()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        ids(row(&world, "health/100000-2021", 0)),
        [("unverified", true)]
    );
    assert_eq!(
        ids(row(&world, "health/530000-2021-draft", 0)),
        [("draft", false)]
    );
    assert_eq!(ids(row(&world, "health/321200-2021", 0)), []);
}

#[test]
fn every_level_says_what_it_has_or_why_not() {
    let world = World::new(SMALL);
    let province = above(&world, "health/321200-2021", 0, 0, View::Loose);
    assert_eq!(words(&province[0].cell), "(upper-missing)");
    assert!(
        matches!(&province[0].cell, CellView::Absent(absent) if absent.href.as_deref() == Some("../../../references/js/index.html"))
    );
    let nation = above(&world, "health/321200-2021", 0, 1, View::Strict);
    let years: Vec<_> = nation.iter().map(|one| one.year.as_deref()).collect();
    assert_eq!(years, [Some("2023年"), Some("2025年")]);
    let verdict = nation[1].verdict.as_ref().unwrap();
    assert_eq!(
        (verdict.id, verdict.merit, verdict.difference.as_deref()),
        ("higher", Some("stricter"), Some("5 个百分点"))
    );
    assert_eq!(
        verdict.marks.iter().map(|mark| mark.id).collect::<Vec<_>>(),
        ["unverified"]
    );
    assert_eq!(
        verdict.href.as_deref(),
        Some("../../../chains/health/321200-2021/index.html#why-ind-1")
    );
    let homes = above(&world, "health/321200-2021", 1, 1, View::Loose);
    assert_eq!(
        (
            words(&homes[0].cell).as_str(),
            homes[0].verdict.as_ref().unwrap().id
        ),
        ("(not-set)", "new")
    );
}

#[test]
fn the_strict_view_sends_other_words_to_the_loose_one() {
    let world = World::new(SMALL);
    let strict = above(&world, "health/371000-2021", 0, 1, View::Strict);
    assert_eq!(words(&strict[0].cell), "(not-applicable)");
    assert!(
        matches!(&strict[0].cell, CellView::Absent(absent) if absent.href.as_deref() == Some("../../../chains/health/371000-2021/index.html#ind-1"))
    );
    let loose = above(&world, "health/371000-2021", 0, 1, View::Loose);
    assert_eq!(loose[0].name.as_deref(), Some("申报率"));
    let verdict = loose[0].verdict.as_ref().unwrap();
    assert_eq!((verdict.id, verdict.grade), ("equal", "wording"));
    let narrower = above(&world, "health/371000-2021", 1, 1, View::Loose);
    assert_eq!(narrower[0].verdict.as_ref().unwrap().id, "scope-differs");
}
