//! Tables of Word, of web pages and of spreadsheets.

use crate::original::{Block, Confidence, RowLayout};

use super::{codes, found, grid, line, only, original, rows};

#[test]
fn merged_groups() {
    let table = only(&original(vec![
        line("专栏1  “十四五”主要指标"),
        grid(&[
            &["指标@2x1", "单位", "2020年", "2025年", "属性"],
            &["供水@1x2", "普及率", "%", "90", "95", "预期性"],
            &["达标率①", "%", "92", "98", "约束性"],
            &["排水", "收集率", "%", "—", "80", "预期性"],
        ]),
        line("注：①按新标准。"),
    ]));
    assert_eq!(
        (table.layout, table.confidence),
        (RowLayout::Grid, Confidence::High)
    );
    assert_eq!(table.blocks, 0..3);
    assert_eq!(
        rows(&table),
        [
            "[供水] 普及率(%) 90 -> 95 预期性",
            "[供水] 达标率(%) 92 -> 98 约束性",
            "[排水] 收集率(%) — -> 80 预期性"
        ]
    );
}

#[test]
fn a_header_of_two_rows() {
    let table = only(&original(vec![
        line("山南区“十四五”规划"),
        grid(&[
            &[
                "序号@1x2",
                "指标名称@1x2",
                "单位@1x2",
                "目标@2x1",
                "属性@1x2",
            ],
            &["2020年", "2025年"],
            &["1", "公交分担率", "%", "30", "40", "预期性"],
        ]),
    ]));
    assert_eq!(rows(&table), ["1 公交分担率(%) 30 -> 40 预期性"]);
    assert_eq!(table.rows[0].baseline_year, Some(2020));
}

#[test]
fn several_target_years() {
    let table = only(&original(vec![grid(&[
        &["指标@1x2", "基期值@1x2", "目标值@2x1"],
        &["2025年", "2030年"],
        &["湿地保护率", "50%", "55%", "60%"],
    ])]));
    assert_eq!(rows(&table), ["湿地保护率 50% -> 55%/60%"]);
    let years: Vec<_> = table.rows[0]
        .targets
        .iter()
        .map(|target| target.year)
        .collect();
    assert_eq!(years, [Some(2025), Some(2030)]);
}

#[test]
fn attribute_before_unit_and_parts() {
    let table = only(&original(vec![grid(&[
        &[
            "序号",
            "指标",
            "指标属性",
            "计量单位",
            "2025年目标值",
            "责任单位",
        ],
        &["1", "绿地面积", "约束性", "公顷", "500", "园林局"],
        &["", "其中：公园绿地", "约束性", "公顷", "200", "园林局"],
        &[
            "2",
            "绿道",
            "预期性",
            "公里",
            "120.14\n公里",
            "园林局\n水务局",
        ],
    ])]));
    assert_eq!(table.rows[1].part_of.as_deref(), Some("1"));
    assert_eq!(table.rows[1].name, "其中：公园绿地");
    assert_eq!(table.rows[2].targets[0].text, "120.14公里");
}

#[test]
fn parts_in_a_column_of_their_own() {
    let table = only(&original(vec![grid(&[
        &["指标@2x1", "单位", "2025年目标值"],
        &["绿地面积@2x1", "公顷", "500"],
        &["其中@1x2", "公园绿地", "公顷", "200"],
        &["防护绿地", "公顷", "90"],
    ])]));
    let parts: Vec<_> = table
        .rows
        .iter()
        .map(|row| row.part_of.as_deref())
        .collect();
    assert_eq!(parts[..2], [None, Some("绿地面积")]);
    assert!(table.rows[1].name.ends_with("公园绿地"));
}

#[test]
fn group_rows() {
    let table = only(&original(vec![grid(&[
        &["指标名称", "单位", "2020年", "2025年"],
        &["一、设施@4x1"],
        &["图书馆", "个", "3", "5"],
        &["二、活动@4x1"],
        &["演出", "场", "200", "300"],
    ])]));
    assert_eq!(
        rows(&table),
        [
            "[一、设施] 图书馆(个) 3 -> 5",
            "[二、活动] 演出(场) 200 -> 300"
        ]
    );
}

#[test]
fn a_sheet_with_title_unit_and_notes() {
    let table = only(&original(vec![
        line("Sheet1"),
        grid(&[
            &["云河县“十四五”水利主要指标@4x1"],
            &["单位：万立方米@4x1"],
            &["指标", "2020年", "2025年", "备注"],
            &["供水能力", "800", "1200", "含备用"],
            &["再生水利用量", "—", "≥100", ""],
            &["注：供水能力含乡镇。@4x1"],
        ]),
    ]));
    assert_eq!(
        table.caption.as_ref().unwrap().text,
        "云河县“十四五”水利主要指标"
    );
    assert_eq!(
        rows(&table),
        ["供水能力 800 -> 1200", "再生水利用量 — -> ≥100"]
    );
    let notes: Vec<_> = table
        .notes
        .iter()
        .map(|words| words.text.as_str())
        .collect();
    assert_eq!(notes, ["含备用", "注：供水能力含乡镇。"]);
}

#[test]
fn a_table_cut_by_a_page() {
    let table = only(&original(vec![
        grid(&[&["指标", "2020年", "2025年"], &["图书馆", "3个", "5个"]]),
        line(""),
        grid(&[&["博物馆", "1个", "2个"]]),
    ]));
    assert_eq!(rows(&table), ["图书馆 3个 -> 5个", "博物馆 1个 -> 2个"]);
    assert_eq!(table.blocks, 0..3);
}

#[test]
fn a_header_printed_again() {
    let table = only(&original(vec![grid(&[
        &["指标", "2020年", "2025年"],
        &["图书馆", "3个", "5个"],
        &["指标", "2020年", "2025年"],
        &["博物馆", "1个", "2个"],
    ])]));
    assert_eq!(table.rows.len(), 2);
    assert_eq!(table.debris.len(), 3);
}

#[test]
fn two_up() {
    let table = only(&original(vec![grid(&[
        &["序号", "指标", "目标值", "序号", "指标", "目标值"],
        &["1", "图书馆", "5个", "2", "博物馆", "2个"],
        &["3", "文化站", "8个", "4", "剧场", "1个"],
    ])]));
    assert_eq!(
        rows(&table),
        ["1 图书馆 5个", "2 博物馆 2个", "3 文化站 8个", "4 剧场 1个"]
    );
}

#[test]
fn a_row_without_target() {
    let found = found(&original(vec![grid(&[
        &["序号", "指标", "单位", "2020年", "2025年"],
        &["1", "图书馆", "个", "3", "5"],
        &["2", "剧场", "个", "1", ""],
        &["3", "公园", "个", "8", "12"],
    ])]));
    assert_eq!(codes(&found), ["row-unreadable"]);
    assert!(found.problems[0].zh.contains("剧场"));
    assert_eq!(found.tables[0].rows.len(), 2);
}

#[test]
fn averages_beside_years() {
    let table = only(&original(vec![
        line("北岭市“十四五”规划主要指标"),
        grid(&[
            &["指标", "2020年", "2025年", "年均增速\n〔累计〕", "属性"],
            &["粮食产量（万吨）", "50", "58", "〔3〕", "约束性"],
            &["人均收入（元）", "21000", "—", "7%左右", "预期性"],
        ]),
    ]));
    assert_eq!(
        rows(&table),
        [
            "粮食产量(万吨) 50 -> 58/〔3〕 约束性",
            "人均收入(元) 21000 -> —/7%左右 预期性"
        ]
    );
    assert_eq!(table.rows[0].targets[1].year, None);
}

#[test]
fn a_unit_in_the_header_and_target_over_both_years() {
    let table = only(&original(vec![grid(&[
        &["主要指标", "2025年目标值（%）", "2030年目标值（%）"],
        &["1. 垃圾分类覆盖率", "稳步提升@2x1"],
        &["2. 资源化利用率", "60", "75"],
    ])]));
    assert_eq!(
        rows(&table),
        [
            "1 垃圾分类覆盖率(%) 稳步提升/稳步提升",
            "2 资源化利用率(%) 60/75"
        ]
    );
}

#[test]
fn what_was_reached_can_be_the_start() {
    let table = only(&original(vec![grid(&[
        &["指标", "2020年实际完成", "2025年目标"],
        &["公园", "8个", "12个"],
    ])]));
    assert_eq!(rows(&table), ["公园 8个 -> 12个"]);
    assert_eq!(table.rows[0].baseline_year, Some(2020));
}

#[test]
fn a_layout_table_is_none() {
    let found = found(&original(vec![grid(&[
        &["关于印发规划的通知@1x1"],
        &["正文……"],
    ])]));
    assert!(found.tables.is_empty());
    assert_eq!(found.problems, []);
}

#[test]
fn a_picture_in_place_of_cells() {
    let mut picture = grid(&[&["@1x1"]]);
    if let Block::Table(grid) = &mut picture {
        grid.rows[0][0].has_picture = true;
    }
    let found = found(&original(vec![line("专栏1 “十四五”主要指标"), picture]));
    assert_eq!(codes(&found), ["table-is-picture"]);
}
