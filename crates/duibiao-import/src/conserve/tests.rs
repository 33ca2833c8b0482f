//! The proof holds for what was kept, and fails for every way of losing something.

use crate::original::{Confidence, IndicatorTable, OriginalRow, PlacedText, RowLayout, RowTarget};

use super::*;
use crate::assemble::{Context, Imported, NoticePlacement, import};
use crate::repair::RepairMode;
use crate::repair::tests::text;

const SOURCE: &str = "\
关于印发《云湖县“十五五”苗木规划》的通知

现印发给你们，请认真贯彻执行。

云湖县“十五五”苗木规划

一、目标

扩大苗圃，更新品种，成活率∶九成以上。[bookmark: _Toc9]苗木要供应城

乡绿化，不得外流。

主要指标
指标名称\t目标值
1\t苗木成活率\t$\\geq 92\\%$
2\t苗圃面积\t350亩
二、保障

安排专人，按月报送，*重点*报送 3*4*5 的数据。
";

fn tables() -> Indicators {
    let words = |line: u32, text: &str| PlacedText {
        line,
        text: text.into(),
    };
    let row = |line: u32, no: &str, name: &str, target: &str| OriginalRow {
        line,
        no: no.into(),
        name: name.into(),
        targets: vec![RowTarget {
            year: None,
            text: target.into(),
            line,
        }],
        ..OriginalRow::default()
    };
    Indicators {
        tables: vec![IndicatorTable {
            blocks: 12..16,
            layout: RowLayout::TabRows,
            confidence: Confidence::High,
            caption: Some(words(13, "主要指标")),
            header: vec![words(14, "指标名称"), words(14, "目标值")],
            rows: vec![
                row(15, "1", "苗木成活率", "$\\geq 92\\%$"),
                row(16, "2", "苗圃面积", "350亩"),
            ],
            notes: Vec::new(),
            debris: Vec::new(),
        }],
        problems: Vec::new(),
    }
}

fn imported(tables: &Indicators) -> (Original, Imported) {
    let original = text(SOURCE);
    let context = Context {
        topics: &[],
        catalogue: &[],
        mode: RepairMode::Safe,
        region: None,
        topic: None,
        tables,
        notice: NoticePlacement::SetApart,
        promises: &|_| Vec::new(),
        attachment: None,
    };
    let imported = import(&original, &context);
    (original, imported)
}

/// The codes that the check finds after `spoil` has done its work.
fn spoilt(spoil: impl Fn(&mut Imported, &mut Indicators)) -> Vec<&'static str> {
    let mut found = tables();
    let (original, mut imported) = imported(&found);
    spoil(&mut imported, &mut found);
    let account = Account {
        drawn: &imported.drawn,
        ledger: &imported.ledger,
        repairs: &imported.repairs,
        removed: &imported.removed,
        found: &found,
        tables: &imported.tables,
    };
    let problems = check(&original, &account);
    problems.iter().map(|problem| problem.code).collect()
}

#[test]
fn an_honest_account_holds() {
    assert_eq!(spoilt(|_, _| {}), [""; 0]);
}

#[test]
fn a_dropped_sentence_is_found() {
    let codes = spoilt(|imported, _| {
        imported.drawn.text = imported.drawn.text.replace("扩大苗圃，", "");
        for table in &mut imported.drawn.tables {
            let length = "扩大苗圃，".len();
            table.range = table.range.start - length..table.range.end - length;
        }
    });
    assert_eq!(codes, ["text-lost"]);
}

#[test]
fn words_in_another_order_are_found() {
    let codes = spoilt(|imported, _| {
        imported.drawn.text = imported
            .drawn
            .text
            .replace("安排专人，按月报送", "按月报送，安排专人");
    });
    assert!(!codes.is_empty());
}

#[test]
fn an_invented_word_is_found() {
    let codes = spoilt(|imported, _| {
        imported.drawn.text.push_str("\n并且按周报送。\n");
    });
    assert_eq!(codes, ["text-invented"]);
}

#[test]
fn what_markdown_would_eat_is_found() {
    let codes = spoilt(|imported, _| {
        imported.drawn.text = imported.drawn.text.replace("\\*重点\\*", "*重点*");
    });
    assert!(codes.contains(&"text-lost"), "{codes:?}");
}

#[test]
fn a_silent_edit_is_found() {
    let codes = spoilt(|imported, _| {
        imported
            .removed
            .retain(|removed| removed.reason != "bookmark");
    });
    assert_eq!(codes, ["edit-unlisted"]);
    let codes = spoilt(|imported, _| imported.repairs.clear());
    assert_eq!(codes, ["edit-unlisted", "edit-unlisted"]);
    let codes = spoilt(|imported, _| {
        imported
            .removed
            .retain(|removed| removed.reason != "issuing-notice");
    });
    assert!(codes.contains(&"edit-unlisted"));
}

#[test]
fn a_changed_cell_is_found() {
    let codes = spoilt(|imported, _| {
        imported.drawn.text = imported.drawn.text.replace("350亩", "305亩");
    });
    assert_eq!(codes, ["cell-lost"]);
    let codes = spoilt(|imported, _| {
        imported.drawn.text = imported
            .drawn
            .text
            .replace("| 2 | 苗圃面积 | 350亩 |\n", "");
    });
    assert!(codes.contains(&"rows-lost"), "{codes:?}");
}

#[test]
fn a_row_that_the_source_does_not_have_is_found() {
    let codes = spoilt(|_, found| found.tables[0].rows[1].name = "苗圃座数".into());
    assert!(codes.contains(&"cell-invented"), "{codes:?}");
    assert!(codes.contains(&"table-text-lost"), "{codes:?}");
}

#[test]
fn a_number_without_its_point_is_found() {
    let source = "指标名称\t目标值\n1\t苗圃面积\t12.27亩\n";
    let original = text(source);
    let mut found = tables();
    let table = &mut found.tables[0];
    table.blocks = 0..2;
    table.caption = None;
    table.rows.truncate(1);
    table.rows[0].name = "苗圃面积".into();
    table.rows[0].targets[0].text = "12.27亩".into();
    assert_eq!(table::check_source(&original, &found.tables[0]), []);
    found.tables[0].rows[0].targets[0].text = "1227亩".into();
    let codes: Vec<&str> = table::check_source(&original, &found.tables[0])
        .iter()
        .map(|problem| problem.code)
        .collect();
    assert_eq!(codes, ["cell-invented"]);
}

#[test]
fn differences_are_told_one_by_one() {
    let traced = |text: &str| text.chars().map(|c| (c, 7)).collect::<Vec<_>>();
    let problems = compare(
        &traced("春种一粒粟秋收万颗子四海无闲田农夫犹饿死"),
        &"春种一粒粟万颗子四海无闲田多农夫犹饿死"
            .chars()
            .collect::<Vec<_>>(),
    );
    let told: Vec<(&str, u32)> = problems
        .iter()
        .map(|problem| (problem.code, problem.line))
        .collect();
    assert_eq!(told, [("text-lost", 7), ("text-invented", 7)]);
    assert!(problems[0].zh.ends_with("秋收"));
}
