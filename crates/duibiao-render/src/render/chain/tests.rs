//! Chains of small catalogs.

use super::*;
use crate::render::cells::fixture::{SMALL, World};

fn made(world: &World, id: &str, view: View) -> ChainView {
    let context = world.context();
    let id = world.plan(id);
    chain(
        &PageContext::new(&context, &PageKey::Chain(id, view)),
        id,
        view,
    )
}

#[test]
fn rows_only_above_come_last() {
    let view = made(&World::new(SMALL), "health/321200-2021", View::Loose);
    let last = view.groups.last().unwrap();
    assert_eq!(last.title.as_deref(), Some("仅上级规划设定"));
    let row = &last.rows[0];
    assert_eq!(
        (row.anchor.as_str(), row.name.text.as_str()),
        ("upper-known", "知晓率")
    );
    assert!(matches!(&row.own[0].cell, CellView::Absent(absent) if absent.id == "not-set"));
    assert!(
        matches!(&row.against[0][0].cell, CellView::Absent(absent) if absent.id == "upper-missing")
    );
    let verdict = row.against[1][0].verdict.as_ref().unwrap();
    assert_eq!(
        (verdict.id, verdict.href.as_deref()),
        ("not-set", Some("#why-upper-known"))
    );
    assert!(verdict.sentence.contains("泰州市未设"));
}

#[test]
fn the_two_views_count_what_they_compare() {
    let world = World::new(SMALL);
    let loose = made(&world, "health/371000-2021", View::Loose);
    let strict = made(&world, "health/371000-2021", View::Strict);
    assert_eq!((loose.counted.comparable, loose.counted.total), (1, 2));
    assert_eq!((strict.counted.comparable, strict.counted.total), (0, 2));
    assert_eq!(loose.legend, ["equal", "scope-differs", "not-set"]);
    assert_eq!(loose.marks, ["unverified"]);
    assert_eq!(strict.legend, ["not-set"]);
    let current: Vec<_> = strict
        .modes
        .iter()
        .filter(|mode| mode.current)
        .map(|mode| mode.id)
        .collect();
    assert_eq!(current, ["strict"]);
}

#[test]
fn explanations_stand_on_the_page_itself() {
    let world = World::new(SMALL);
    for view in View::ALL {
        let chain = made(&world, "health/321200-2021", view);
        let verdict = chain.groups[0].rows[0].against[1][0]
            .verdict
            .as_ref()
            .unwrap();
        assert_eq!(verdict.href.as_deref(), Some("#why-ind-1"), "{view:?}");
    }
}

#[test]
fn no_list_is_empty() {
    let world = World::new(SMALL);
    for (id, _) in world.catalog.plan_ids() {
        let context = world.context();
        for view in View::ALL {
            let chain = chain(
                &PageContext::new(&context, &PageKey::Chain(id, view)),
                id,
                view,
            );
            for row in chain.groups.iter().flat_map(|group| &group.rows) {
                assert!(!row.own.is_empty() && row.against.len() == chain.uppers.len());
                assert!(row.against.iter().all(|level| !level.is_empty()));
            }
        }
    }
}

#[test]
fn a_plan_without_any_above_is_beside_none() {
    let world = World::new(SMALL);
    for (id, plan) in world.catalog.plan_ids() {
        let context = world.context();
        let page = PageContext::new(&context, &PageKey::Chain(id, View::Loose));
        let words = description(&page, id);
        let is_top = plan.region().level() == duibiao_syntax::region::Level::Nation;
        assert_eq!(words.contains("没有别的规划"), is_top, "{words}");
        assert!(!words.contains("与的"), "{words}");
    }
}
