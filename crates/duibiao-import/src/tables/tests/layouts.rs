//! Layouts of plain text, each as some office or program makes it. All places and words are made up.

use crate::original::{Confidence, RowLayout};

use super::{codes, found, only, rows, text};

#[test]
fn tab_rows() {
    let table = only(&text(
        "云河县“十四五”供水主要指标\n\n序号\t指标名称\t单位\t2020年\t2025年\t属性\n\
         1\t自来水普及率\t%\t88\t≥95\t预期性\n2\t水质达标率\t%\t90.5\t98\t约束性\n3\t漏损率\t%\t12\t≤9\t预期性\n\n三、任务",
    ));
    assert_eq!(table.layout, RowLayout::TabRows);
    assert_eq!(
        rows(&table),
        [
            "1 自来水普及率(%) 88 -> ≥95 预期性",
            "2 水质达标率(%) 90.5 -> 98 约束性",
            "3 漏损率(%) 12 -> ≤9 预期性"
        ]
    );
    assert_eq!(table.caption.unwrap().text, "云河县“十四五”供水主要指标");
    let first = &table.rows[0];
    assert_eq!(
        (first.baseline_year, first.targets[0].year),
        (Some(2020), Some(2025))
    );
    assert_eq!(table.blocks, 0..6);
}

#[test]
fn tab_rows_with_groups_that_are_not_repeated() {
    let table = only(&text(
        "类别\t指标\t单位\t2025年目标值\t责任单位\n供水\t普及率\t%\t95\t县水务局\n\t达标率\t%\t98\t县卫健局\n\
         排水\t收集率\t%\t80\t县住建局、县水务局\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "[供水] 普及率(%) 95 县水务局",
            "[供水] 达标率(%) 98 县卫健局",
            "[排水] 收集率(%) 80 县住建局、县水务局"
        ]
    );
}

#[test]
fn tab_rows_without_the_place_of_a_merged_group() {
    let table = only(&text(
        "类别\t指标\t2020年\t2025年\t属性\n供水\t普及率（%）\t90\t95\t预期性\n达标率（%）\t92\t98\t约束性\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "[供水] 普及率(%) 90 -> 95 预期性",
            "[供水] 达标率(%) 92 -> 98 约束性"
        ]
    );
}

#[test]
fn tab_rows_broken_in_two() {
    let table = only(&text(
        "指标名称\t\t目标值\n（1）\t中小学校园周边道路限速标志\n设置率\t100%\n（2）\t护学岗覆盖率\t≥90%\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "1 中小学校园周边道路限速标志设置率 100%",
            "2 护学岗覆盖率 ≥90%"
        ]
    );
}

#[test]
fn tab_rows_with_a_second_header_line() {
    let table = only(&text(
        "指标\t单位\t目标值\t\t属性\n\t\t2025年\t2030年\t\n绿道长度\t公里\t120\t300\t预期性\n林木覆盖率\t%\t31\t33\t约束性\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "绿道长度(公里) 120/300 预期性",
            "林木覆盖率(%) 31/33 约束性"
        ]
    );
    let years: Vec<_> = table.rows[0]
        .targets
        .iter()
        .map(|target| target.year)
        .collect();
    assert_eq!(years, [Some(2025), Some(2030)]);
}

#[test]
fn cell_lines_parted_by_blank_lines() {
    let table = only(&text(
        "\t指标名称\n\t基础值\n\t目标值\n\n\t(1)\n\t护理床位占比\n\t45%\n\t60%\n\n\t（2）\n\t助餐点数量\n\t—\n\t≥120个\n\n\n四、保障\n",
    ));
    assert_eq!(table.layout, RowLayout::CellLines);
    assert_eq!(
        rows(&table),
        ["1 护理床位占比 45% -> 60%", "2 助餐点数量 — -> ≥120个"]
    );
}

#[test]
fn cell_lines_parted_by_circled_numbers() {
    let table = only(&text(
        "    指标名称\n    目标值\n    ①\n    床位使用率\n    ≥80%\n    ②\n    家庭医生签约率\n    稳步提升\n",
    ));
    assert_eq!(
        rows(&table),
        ["① 床位使用率 ≥80%", "② 家庭医生签约率 稳步提升"]
    );
}

#[test]
fn cell_paragraphs_with_everything() {
    let table = only(&text(
        "海山区“十四五”文化主要指标\n\n序号\n\n指标名称\n\n单位\n\n2020年\n\n2025年\n\n属性\n\n1\n\n图书馆藏书\n\n万册\n\n12\n\n20\n\n预期性\n\n\
         2\n\n文化馆达标率\n\n%\n\n—\n\n100\n\n约束性\n\n三、重点任务\n",
    ));
    assert_eq!(table.layout, RowLayout::CellParagraphs);
    assert_eq!(
        rows(&table),
        [
            "1 图书馆藏书(万册) 12 -> 20 预期性",
            "2 文化馆达标率(%) — -> 100 约束性"
        ]
    );
}

#[test]
fn cell_paragraphs_with_groups_and_no_blank_lines() {
    let table = only(&text(
        "类型\n指标\n2020年\n2025年\n属性\n设施\n图书馆数量（个）\n3\n5\n预期性\n文化站数量（个）\n11\n18\n预期性\n\
         活动\n年演出场次（场）\n200\n新增一批\n预期性\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "[设施] 图书馆数量(个) 3 -> 5 预期性",
            "[设施] 文化站数量(个) 11 -> 18 预期性",
            "[活动] 年演出场次(场) 200 -> 新增一批 预期性"
        ]
    );
}

#[test]
fn a_value_whose_unit_is_on_the_next_line() {
    let table = only(&text(
        "指标名称\n基础值\n目标值\n1\n湿地保护面积\n98.2\n平方公里\n120.14\n平方公里\n2\n湿地公园\n3个\n5个\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "1 湿地保护面积 98.2平方公里 -> 120.14平方公里",
            "2 湿地公园 3个 -> 5个"
        ]
    );
}

#[test]
fn a_stream_with_years_below_a_common_head() {
    let table = only(&text(
        "指标名称\n单位\n目标值\n属性\n2025年\n2030年\n养老床位\n张\n800\n1200\n预期性\n护理员\n人\n300\n500\n预期性\n",
    ));
    assert_eq!(
        rows(&table),
        ["养老床位(张) 800/1200 预期性", "护理员(人) 300/500 预期性"]
    );
    assert_eq!(table.rows[1].targets[1].year, Some(2030));
}

#[test]
fn a_stream_row_that_lacks_a_value_is_told() {
    let found = found(&text(
        "指标名称\n基础值\n目标值\n（1）\n床位数\n80张\n120张\n（2）\n医师数\n35人\n（3）\n护士数\n60人\n90人\n",
    ));
    assert!(codes(&found).contains(&"cell-missing"), "{found:#?}");
}

#[test]
fn run_on_rows() {
    let table = only(&text(
        "云河县主要指标\n\n指标名称目标值\n\n- 1 校车安全达标率 100%\n- 2 急救培训人数不少于5000人\n- 3 安全教育覆盖率 $\\geq 95\\%$\n- 4 3岁以下幼儿意外伤害发生数持续下降\n\n三、任务\n",
    ));
    assert_eq!(table.layout, RowLayout::RunOn);
    assert_eq!(
        rows(&table),
        [
            "1 校车安全达标率 100%",
            "2 急救培训人数 不少于5000人",
            "3 安全教育覆盖率 $\\geq 95\\%$",
            "4 3岁以下幼儿意外伤害发生数 持续下降"
        ]
    );
    assert_eq!(table.confidence, Confidence::Low);
}

#[test]
fn run_on_rows_joined_to_their_numbers() {
    let table = only(&text(
        "指标名称目标值\n1参保人数稳步提升\n2签约率≥90%\n33岁以下幼儿托位数4.5个\n4老年大学覆盖率100%\n\n三、任务\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "1 参保人数 稳步提升",
            "2 签约率 ≥90%",
            "3 3岁以下幼儿托位数 4.5个",
            "4 老年大学覆盖率 100%"
        ]
    );
}

#[test]
fn run_on_with_all_columns() {
    let table = only(&text(
        "序号 指标 单位 2020年 2025年 属性\n1 绿化覆盖率 % 35.2 38 约束性\n2 公园数量 个 12 20 预期性\n3 古树保护率 % — 100 约束性\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "1 绿化覆盖率(%) 35.2 -> 38 约束性",
            "2 公园数量(个) 12 -> 20 预期性",
            "3 古树保护率(%) — -> 100 约束性"
        ]
    );
}

#[test]
fn run_on_with_the_value_in_the_next_paragraph() {
    let table = only(&text(
        "指标名称目标值\n\n1 镇街应急站覆盖率 100%\n\n2 每个行政村至少配备 1 名信息员承担灾情报告工作\n\n100%\n\n3 预警信息发布覆\n\n盖率 ≥98%\n\n三、任务\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "1 镇街应急站覆盖率 100%",
            "2 每个行政村至少配备1名信息员承担灾情报告工作 100%",
            "3 预警信息发布覆盖率 ≥98%"
        ]
    );
}

#[test]
fn a_run_on_row_without_a_value_is_told() {
    let found = found(&text(
        "指标名称目标值\n1 应急站覆盖率 100%\n2 建成县级指挥中心\n3 信息员配备率 100%\n",
    ));
    assert_eq!(codes(&found), ["row-unreadable"]);
    assert!(found.problems[0].zh.contains("建成县级指挥中心"));
    assert_eq!(found.tables[0].rows.len(), 2);
}

#[test]
fn digits_that_may_belong_to_the_name_are_told() {
    let found = found(&text(
        "指标名称目标值\n1 PM2.535\n2 优良天数比率 90%\n3 降尘量 ≤5\n",
    ));
    assert!(!found.problems.is_empty(), "{found:#?}");
    assert!(found.tables[0].rows.iter().all(|row| row.name != "PM"));
}

#[test]
fn a_name_that_ends_like_a_trend() {
    let table = only(&text(
        "指标名称目标值\n1 单位能耗年均下降率 3.5%\n2 研发经费年均增长率 ≥8%\n3 万元产值用水量下降 16%\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "1 单位能耗年均下降率 3.5%",
            "2 研发经费年均增长率 ≥8%",
            "3 万元产值用水量下降 16%"
        ]
    );
}

#[test]
fn without_a_header() {
    let table = only(&text(
        "青石镇“十四五”主要指标\n1. 供水普及率 ≥95%\n2. 供气普及率 ≥60%\n3. 公厕数量 30座\n\n二、任务\n",
    ));
    assert_eq!(
        rows(&table),
        ["1 供水普及率 ≥95%", "2 供气普及率 ≥60%", "3 公厕数量 30座"]
    );
    assert_eq!(table.confidence, Confidence::Low);
}

#[test]
fn markdown() {
    let table = only(&text(
        "| 指标 | 单位 | 2020年 | 2025年 | 责任部门 |\n|---|---|---:|---:|---|\n| 景区数量 | 家 | 3 | 6 | 文旅局 |\n\
         | **其中：** 4A级 | 家 | 1 | 2 | 文旅局 |\n| 民宿床位 | 张 | 200 | 500 \\| 650 | 文旅局 |\n",
    ));
    assert_eq!(table.layout, RowLayout::Pipes);
    assert_eq!(table.rows.len(), 3);
    assert_eq!(table.rows[1].part_of.as_deref(), Some("景区数量"));
    assert_eq!(table.rows[2].targets[0].text, "500|650");
}

#[test]
fn wide_digits() {
    let table = only(&text(
        "指标名称\t目标值\n（１）\t入学率\t≥９５％\n（２）\t巩固率\t９８．５％\n",
    ));
    assert_eq!(rows(&table), ["１ 入学率 ≥９５％", "２ 巩固率 ９８．５％"]);
}

#[test]
fn a_page_number_inside() {
    let table = only(&text(
        "\t指标名称\n\t目标值\n\n\t（1）\n\t入学率\n\t≥95%\n\n        7\n\u{c}\n\t（2）\n\t巩固率\n\t98%\n\n\n三、任务",
    ));
    assert_eq!(rows(&table), ["1 入学率 ≥95%", "2 巩固率 98%"]);
    assert_eq!(table.debris.len(), 1);
}

#[test]
fn notes_and_marks() {
    let table = only(&text(
        "指标\t2020年\t2025年\n万人专利数①\t12.27②\t14\n研发投入强度（%）*\t2.1\t2.8\n\n注：①指有效发明专利；\n   ②为2019年\n数据。\n*为预计数\n\n三、任务\n",
    ));
    assert_eq!(
        rows(&table),
        ["万人专利数 12.27 -> 14", "研发投入强度(%) 2.1 -> 2.8"]
    );
    assert_eq!(table.rows[0].marks, ["①", "②"]);
    assert_eq!(table.rows[1].marks, ["*"]);
    assert_eq!(table.notes.len(), 3);
    assert_eq!(table.notes[1].text, "②为2019年数据。");
}

#[test]
fn a_unit_for_the_whole_table() {
    let table = only(&text(
        "表1 主要指标\n（单位：万吨）\n指标名称\t2025年目标值\n粮食产量\t58\n蔬菜产量\t120\n",
    ));
    assert_eq!(table.caption.as_ref().unwrap().text, "表1 主要指标");
    assert!(table.header.iter().any(|words| words.text.contains("万吨")));
    assert_eq!(table.rows.len(), 2);
}

#[test]
fn two_tables() {
    let found = found(&text(
        "表1 供水主要指标\n指标\t2025年目标\n普及率\t95%\n\n说明文字说了许多事情，与表没有关系。\n\n表2 排水主要指标\n指标\t2025年目标\n收集率\t80%\n",
    ));
    assert_eq!(found.problems, []);
    let captions: Vec<_> = found
        .tables
        .iter()
        .map(|table| table.caption.clone().unwrap().text)
        .collect();
    assert_eq!(captions, ["表1 供水主要指标", "表2 排水主要指标"]);
}
