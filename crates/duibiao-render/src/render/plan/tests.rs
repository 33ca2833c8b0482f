//! Plan pages of small catalogs.

use super::*;
use crate::render::cells::fixture::{SMALL, World};
use crate::render::view::{CellView, FieldValue};
use duibiao_syntax::config::{Config, SiteKind};

fn made(world: &World, id: &str) -> PlanView {
    let context = world.context();
    let id = world.plan(id);
    plan(&PageContext::new(&context, &PageKey::Plan(id)), id)
}

fn words(cell: &CellView) -> &str {
    match cell {
        CellView::Value(printed) => &printed.text,
        CellView::Absent(absent) => absent.id,
    }
}

#[test]
fn the_table_keeps_its_columns() {
    let world = World::new(SMALL);
    let view = made(&world, "health/321200-2021");
    assert_eq!(view.columns.baseline.as_deref(), Some("2020年基期值"));
    assert_eq!(view.columns.targets, ["2023年目标值", "2025年目标值"]);
    assert_eq!(view.columns.others, ["责任部门"]);
    assert!(view.columns.unit && view.columns.nature);
    let rows = &view.groups[0].rows;
    let cells = |row: usize| rows[row].targets.iter().map(words).collect::<Vec<_>>();
    assert_eq!(cells(0), ["≥92", "≥95"]);
    assert_eq!(cells(1), ["blank", "〔70〕"]);
    assert_eq!(words(&rows[0].others[0]), "卫健委");
    assert_eq!(words(&rows[1].others[0]), "blank");
    assert_eq!(rows[1].baseline.as_ref().map(words), Some("dash"));
    assert!(rows.iter().all(|row| row.against.len() == view.uppers.len()
        && row.against.iter().all(|level| !level.is_empty())));
}

#[test]
fn tables_with_other_columns_are_shown_as_one() {
    let more = "---\ntitle: 南通市健康规划\nregion: \"320600\"\ntopic: health\nperiod: 2021-2025\nstatus: in-force\n\
        text: full\nverification: transcribed\n---\n\n# 一、甲\n\n\
        | 指标名称 | 2020年基期值 | 2025年目标值 |\n|---|---|---|\n| 申报率 | 70% | ≥90% |\n\n# 二、乙\n\n\
        | 指标名称 | 目标值 | 图示 |\n|---|---|---|\n| **知晓率** | ≥80% | a\\|b |\n\n\
        > [!专栏 1] 丙\n> | 指标名称 | 2025年目标值 |\n> |---|---|\n> | 机构数 | 3家 |\n";
    let mut files = SMALL.to_vec();
    files.push(("plans/health/320600-2021.md", more));
    let view = made(&World::new(&files), "health/320600-2021");
    assert_eq!(view.columns.targets, ["2025年目标值", "目标值"]);
    let titles: Vec<_> = view
        .groups
        .iter()
        .map(|group| group.title.as_deref())
        .collect();
    assert_eq!(titles, [Some("一、甲"), Some("二、乙"), Some("丙")]);
    let row = &view.groups[1].rows[0];
    assert_eq!(
        (row.name.as_str(), words(row.baseline.as_ref().unwrap())),
        ("知晓率", "not-applicable")
    );
    assert_eq!(
        row.targets.iter().map(words).collect::<Vec<_>>(),
        ["not-applicable", "≥80%"]
    );
    assert_eq!(words(&row.others[0]), "a|b");
    assert_eq!(
        view.groups[2].rows[0]
            .targets
            .iter()
            .map(words)
            .collect::<Vec<_>>(),
        ["3家", "not-applicable"]
    );
}

#[test]
fn peers_that_come_out_alike_are_named_together() {
    let view = made(&World::new(SMALL), "health/321200-2021");
    let notes: Vec<_> = view
        .peers
        .iter()
        .map(|note| (note.indicator.text.as_str(), note.sentence.as_str()))
        .collect();
    assert_eq!(
        notes,
        [(
            "申报率",
            "2023年 ≥92%，与威海市（≥90%）不可比，时限不同；与云南省（征求意见稿，≥95%）不可比，时限不同。\
             2025年 ≥95%，比威海市（≥90%）高 5 个百分点；与云南省（征求意见稿，≥95%）持平。"
        )]
    );
}

#[test]
fn notices_come_gravest_first() {
    let world = World::new(SMALL);
    let ids = |id: &str| {
        made(&world, id)
            .notices
            .iter()
            .map(|notice| notice.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(ids("health/100000-2021"), ["no-text", "recalled"]);
    assert_eq!(ids("health/530000-2021-draft"), ["consultation", "no-text"]);
    assert_eq!(ids("health/321200-2021"), Vec::<&str>::new());
}

#[test]
fn a_period_is_over_when_the_next_plan_is_held() {
    let next = "---\ntitle: 泰州市新健康规划\nregion: \"321200\"\ntopic: health\nperiod: 2026-2030\nstatus: in-force\n\
        text: none\nverification: transcribed\n---\n\n| 指标名称 | 目标值 |\n|---|---|\n| 申报率 | ≥97% |\n";
    let mut files = SMALL.to_vec();
    files.push(("plans/health/321200-2026.md", next));
    let world = World::new(&files);
    let old = made(&world, "health/321200-2021");
    let over = old
        .notices
        .iter()
        .find(|notice| notice.id == "period-over")
        .unwrap();
    assert_eq!(over.link.as_ref().unwrap().text, "泰州市新健康规划");
    assert!(
        made(&world, "health/321200-2026")
            .notices
            .iter()
            .all(|notice| notice.id != "period-over")
    );
}

#[test]
fn what_is_not_known_is_left_out() {
    let world = World::new(SMALL);
    let ids = |id: &str| {
        made(&world, id)
            .fields
            .iter()
            .map(|field| field.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        ids("health/321200-2021"),
        [
            "title",
            "issuers",
            "doc-no",
            "topic",
            "written",
            "status",
            "region",
            "level",
            "period",
            "extent",
            "verification",
            "implements"
        ]
    );
    assert!(!ids("health/371000-2021").contains(&"written"));
    let view = made(&world, "health/321200-2021");
    let above = view
        .fields
        .iter()
        .find(|field| field.id == "implements")
        .unwrap();
    assert!(matches!(&above.values[0], FieldValue::Link { link } if link.text == "江苏省健康规划"));
}

#[test]
fn promises_stand_with_their_clause_and_the_levels_above() {
    let view = made(&World::new(SMALL), "health/321200-2021");
    let promise = &view.commitments[0];
    assert_eq!(
        (promise.anchor.as_str(), promise.clause.text.as_str()),
        ("com-1", "二、任务")
    );
    assert_eq!(promise.clause.href.as_deref(), Some("#s2"));
    assert_eq!(words(&promise.targets[0].cell), "不少于5家");
    let above: Vec<_> = promise
        .against
        .iter()
        .map(|level| words(&level[0].cell))
        .collect();
    assert_eq!(above, ["upper-missing", "not-set"]);
}

#[test]
fn citations_lead_both_ways() {
    let world = World::new(SMALL);
    let view = made(&world, "health/321200-2021");
    let cited: Vec<_> = view
        .citations
        .iter()
        .map(|one| (one.written.as_str(), one.kind, one.clauses.len()))
        .collect();
    assert_eq!(cited, [("《国家健康规划》", "plan", 1)]);
    let nation = made(&world, "health/100000-2021");
    assert_eq!(nation.cited_by[0].document.text, "泰州市健康规划");
    assert_eq!(nation.cited_by[0].clauses[0].text, "一、目标");
}

#[test]
fn versions_are_named_newest_first() {
    let revised = "---\ntitle: 泰州市健康规划（修订）\nregion: \"321200\"\ntopic: health\nperiod: 2021-2025\nstatus: in-force\n\
        text: none\nverification: transcribed\nreplaces: 321200-2021\n---\n\n| 指标名称 | 目标值 |\n|---|---|\n| 申报率 | ≥96% |\n";
    let mut files = SMALL.to_vec();
    files.push(("plans/health/321200-2021-revised.md", revised));
    let world = World::new(&files);
    let old = made(&world, "health/321200-2021");
    let versions: Vec<_> = old
        .versions
        .iter()
        .map(|version| (version.title.text.as_str(), version.current))
        .collect();
    assert_eq!(
        versions,
        [("泰州市健康规划（修订）", false), ("泰州市健康规划", true)]
    );
    let notice = old
        .notices
        .iter()
        .find(|notice| notice.id == "replaced")
        .unwrap();
    assert_eq!(notice.link.as_ref().unwrap().text, "泰州市健康规划（修订）");
    assert!(made(&world, "health/371000-2021").versions.is_empty());
}

#[test]
fn no_label_is_empty_and_none_is_made_up() {
    let config = Config {
        kind: SiteKind::Government,
        title: "泰州".to_owned(),
        ..Config::default()
    };
    let world = World::with(SMALL, config);
    let metas = made(&world, "health/371000-2021").frame.metas;
    assert!(metas.iter().all(|meta| !meta.content.trim().is_empty()));
    let names: Vec<_> = metas.iter().map(|meta| meta.name).collect();
    assert!(names.contains(&"ArticleTitle") && names.contains(&"ColumnType"));
    assert!(
        !names.contains(&"PubDate") && !names.contains(&"citation_technical_report_institution")
    );
    let known = made(&world, "health/321200-2021").frame.metas;
    let value = |name: &str| {
        known
            .iter()
            .find(|meta| meta.name == name)
            .map(|meta| meta.content.as_str())
    };
    assert_eq!(
        value("citation_technical_report_institution"),
        Some("泰州市卫生健康委员会")
    );
    assert_eq!(value("citation_publication_date"), Some("2022/03/28"));
    let research = made(&World::new(SMALL), "health/321200-2021").frame.metas;
    assert!(
        research
            .iter()
            .all(|meta| meta.name.starts_with("citation_"))
    );
}

#[test]
fn the_page_speaks_english_too() {
    let config = Config {
        language: Language::English,
        ..Config::default()
    };
    let view = made(&World::with(SMALL, config), "health/321200-2021");
    let sentence = &view.peers[0].sentence;
    assert!(
        sentence.contains("2025 ≥95%, 5 percentage points higher than 威海市 (≥90%); "),
        "{sentence}"
    );
    assert_eq!(
        view.frame.description.as_deref(),
        Some("泰州市健康规划: 2 indicators, row by row beside the plans above.")
    );
}
