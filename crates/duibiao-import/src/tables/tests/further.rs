//! More of what programs and people make of a table: drawn frames, broken headers, cells out of place.

use super::{codes, found, only, rows, text};

#[test]
fn bars_without_a_line_of_dashes() {
    let table = only(&text(
        "云河县“十四五”主要指标\n\n|序号 |指标名称        |单位 |2020年 |2025年 |\n|1    |供水普及率      |%    |88     |95     |\n|2    |水质达标率      |%    |90     |98     |\n",
    ));
    assert_eq!(
        rows(&table),
        ["1 供水普及率(%) 88 -> 95", "2 水质达标率(%) 90 -> 98"]
    );
}

#[test]
fn frames_of_signs() {
    let table = only(&text(
        "+------------+--------+--------+\n| 指标名称   | 2020年 | 2025年 |\n+============+========+========+\n| 城乡供水   | 88%    | 95%    |\n| 普及率     |        |        |\n+------------+--------+--------+\n| 水质达标率 | 90%    | 98%    |\n+------------+--------+--------+\n",
    ));
    assert_eq!(
        rows(&table),
        ["城乡供水普及率 88% -> 95%", "水质达标率 90% -> 98%"]
    );
}

#[test]
fn frames_of_box_characters() {
    let table = only(&text(
        "┌──────┬──────┐\n│指标名称    │目标值│\n├──────┼──────┤\n│供水普及率  │≥95% │\n├──────┼──────┤\n│水质达标率  │98%   │\n└──────┴──────┘\n",
    ));
    assert_eq!(rows(&table), ["供水普及率 ≥95%", "水质达标率 98%"]);
}

#[test]
fn lines_of_dashes_between_columns() {
    let table = only(&text(
        "  指标名称        2020年   2025年\n  ------------- -------- --------\n  供水普及率      88%      95%\n  水质达标率      90%      98%\n  ------------- -------- --------\n",
    ));
    assert_eq!(
        rows(&table),
        ["供水普及率 88% -> 95%", "水质达标率 90% -> 98%"]
    );
}

#[test]
fn header_words_broken_over_lines() {
    let table = only(&text(
        "    云河县“十四五”主要指标\n\n序号   指标名称       单位   2020年基    2025年目    属性\n                          期值        标值\n 1    供水普及率       %      88         95      预期性\n 2    水质达标率       %      90         98      约束性\n\n三、任务\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "1 供水普及率(%) 88 -> 95 预期性",
            "2 水质达标率(%) 90 -> 98 约束性"
        ]
    );
    assert_eq!(table.rows[0].baseline_year, Some(2020));
}

#[test]
fn header_words_at_three_heights() {
    let table = only(&text(
        "    云河县“十四五”主要指标\n                             2020年    2025年\n序号   指标名称       单位                      属性\n                             基期值    目标值\n 1    供水普及率       %        88        95      预期性\n 2    水质达标率       %        90        98      约束性\n\n三、任务\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "1 供水普及率(%) 88 -> 95 预期性",
            "2 水质达标率(%) 90 -> 98 约束性"
        ]
    );
}

#[test]
fn departments_that_wrap() {
    let table = only(&text(
        "序号     指标名称        单位    目标值      责任单位\n                                        县发展改革局、\n 1     供水普及率          %     95      县水务局、县\n                                        住建局\n 2     水质达标率          %     98      县卫健局\n                                        县水务局、县\n 3     漏损率            %     ≤9\n                                        住建局\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "1 供水普及率(%) 95 县发展改革局、县水务局、县住建局",
            "2 水质达标率(%) 98 县卫健局",
            "3 漏损率(%) ≤9 县水务局、县住建局"
        ]
    );
}

#[test]
fn groups_on_two_pages() {
    let table = only(&text(
        "类别      指标名称                  2020年     2025年    属性\n        县级图书馆人均藏书量（册）        0.6       1.0     预期性\n设施\n        乡镇综合文化站达到二级以上\n                                   55        80      约束性\n        标准的比例（%）\n                     2\n\u{c}类别      指标名称                  2020年     2025年    属性\n        年度送戏下乡场次（场）          120       150     预期性\n        群众文化活动参与人次（万人\n活动                                  30        45      预期性\n        次）\n        公共文化机构从业人员接受培\n                                   60        ≥90     预期性\n        训比例（%）\n\n三、任务\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "[设施] 县级图书馆人均藏书量(册) 0.6 -> 1.0 预期性",
            "[设施] 乡镇综合文化站达到二级以上标准的比例(%) 55 -> 80 约束性",
            "[活动] 年度送戏下乡场次(场) 120 -> 150 预期性",
            "[活动] 群众文化活动参与人次(万人次) 30 -> 45 预期性",
            "[活动] 公共文化机构从业人员接受培训比例(%) 60 -> ≥90 预期性"
        ]
    );
}

#[test]
fn groups_beside_their_first_rows() {
    let table = only(&text(
        "类别      指标名称           2025年    属性\n供水      供水普及率（%）       95      预期性\n          水质达标率（%）       98      约束性\n          漏损率（%）          ≤9      预期性\n排水      污水收集率（%）       80      预期性\n          管网长度（公里）       800     预期性\n",
    ));
    let groups: Vec<_> = table
        .rows
        .iter()
        .map(|row| row.group.as_deref().unwrap())
        .collect();
    assert_eq!(groups, ["供水", "供水", "供水", "排水", "排水"]);
}

#[test]
fn parts_in_columns() {
    let table = only(&text(
        "指标                单位    2020年   2025年\n绿地面积            公顷    300      500\n  其中：公园绿地    公顷    100      200\n林木覆盖率          %       31       33\n",
    ));
    let parts: Vec<_> = table
        .rows
        .iter()
        .map(|row| row.part_of.as_deref())
        .collect();
    assert_eq!(parts, [None, Some("绿地面积"), None]);
}

#[test]
fn names_wrapped_in_a_stream() {
    let table = only(&text(
        "指标名称\n单位\n2020年\n2025年\n城乡居民基本医疗\n保险参保率\n%\n96\n98\n家庭医生签约服务\n覆盖率\n%\n60\n75\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "城乡居民基本医疗保险参保率(%) 96 -> 98",
            "家庭医生签约服务覆盖率(%) 60 -> 75"
        ]
    );
}

#[test]
fn groups_on_lines_of_a_stream() {
    let wanted = [
        "供水普及率 88% -> 95%",
        "水质达标率 90% -> 98%",
        "污水收集率 70% -> 85%",
    ];
    for (first, second) in [("一、供水", "二、排水"), ("供水", "排水")] {
        let table = only(&text(&format!(
            "指标名称\n2020年\n2025年\n{first}\n供水普及率\n88%\n95%\n水质达标率\n90%\n98%\n{second}\n污水收集率\n70%\n85%\n\n三、任务\n加强领导，落实责任。完成各项任务，确保规划实施取得实效。\n"
        )));
        let groups: Vec<_> = table
            .rows
            .iter()
            .map(|row| row.group.as_deref().unwrap())
            .collect();
        assert_eq!(groups, [first, first, second]);
        let bare: Vec<String> = rows(&table)
            .iter()
            .map(|row| row.split_once("] ").unwrap().1.to_owned())
            .collect();
        assert_eq!(bare, wanted);
    }
}

#[test]
fn groups_on_lines_between_tab_rows() {
    let table = only(&text(
        "指标名称\t2020年\t2025年\n一、供水\n供水普及率\t88%\t95%\n二、排水\n污水收集率\t70%\t85%\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "[一、供水] 供水普及率 88% -> 95%",
            "[二、排水] 污水收集率 70% -> 85%"
        ]
    );
}

#[test]
fn more_values_than_the_header_has() {
    for content in [
        "指标名称 目标值\n1 供水普及率 88% 95%\n2 水质达标率 90% 98%\n",
        "指标名称\n目标值\n供水普及率\n88%\n95%\n水质达标率\n90%\n98%\n",
    ] {
        let found = found(&text(content));
        assert!(!found.problems.is_empty(), "{found:#?}");
    }
}

#[test]
fn fewer_values_than_the_header_has() {
    for content in [
        "指标名称 基期值 目标值\n1 供水普及率 88% 95%\n2 水质达标率 98%\n3 漏损率 12% 9%\n",
        "指标名称\n基期值\n目标值\n供水普及率\n\n95%\n水质达标率\n88%\n98%\n",
        "指标名称\t基期值\t目标值\n供水普及率\t95%\n水质达标率\t88%\t98%\n",
    ] {
        let found = found(&text(content));
        assert!(
            codes(&found).contains(&"cell-missing"),
            "{content} {found:#?}"
        );
    }
}

#[test]
fn a_number_that_is_missing_or_jumps() {
    for content in [
        "指标名称\t\t目标值\n(1)\t供水普及率\t95%\n(3)\t漏损率\t≤9%\n",
        "指标名称目标值\n2 供水普及率95%\n3 漏损率≤9%\n4 公厕数30座\n",
    ] {
        let found = found(&text(content));
        assert_eq!(codes(&found), ["number-out-of-order"], "{content}");
    }
}

#[test]
fn marks_before_names_and_in_brackets() {
    let table = only(&text(
        "指标\t2020年\t2025年\n*供水普及率[注1]\t88%\t95%\n水质达标率\t90%（注2）\t98%\n[注1] 含乡镇。\n（注2）为2019年数据。\n",
    ));
    assert_eq!(
        rows(&table),
        ["供水普及率 88% -> 95%", "水质达标率 90% -> 98%"]
    );
    assert_eq!(table.rows[0].marks, ["*", "[注1]"]);
    assert_eq!(table.notes.len(), 2);
}

#[test]
fn wide_spaces_and_colons() {
    let wide = only(&text(
        "　　指标名称　　目标值\n　　1．供水普及率　　≥95%\n　　2．水质达标率　　98%\n",
    ));
    assert_eq!(rows(&wide), ["1 供水普及率 ≥95%", "2 水质达标率 98%"]);
    let colons = only(&text(
        "指标名称：目标值\n供水普及率：95%\n水质达标率：98%\n",
    ));
    assert_eq!(rows(&colons), ["供水普及率 95%", "水质达标率 98%"]);
}

#[test]
fn words_for_targets() {
    let table = only(&text(
        "指标名称\t单位\t2025年目标\n森林覆盖率\t%\t完成市下达目标\n居民收入增长\t%\t与经济增长同步\n应急水源\t处\t建成2处\n",
    ));
    let targets: Vec<_> = table
        .rows
        .iter()
        .map(|row| row.targets[0].text.as_str())
        .collect();
    assert_eq!(targets, ["完成市下达目标", "与经济增长同步", "建成2处"]);
}

#[test]
fn a_label_on_a_line_above_the_caption() {
    let table = only(&text(
        "专栏1\n“十四五”主要指标\n指标\t目标值\n供水普及率\t95%\n水质达标率\t98%\n",
    ));
    assert_eq!(table.caption.unwrap().text, "专栏1 “十四五”主要指标");
    assert_eq!(table.blocks, 0..5);
}

#[test]
fn a_header_without_rows_is_told() {
    let found = found(&text(
        "云河县“十四五”主要指标\n指标名称  目标值\n\n三、任务\n",
    ));
    assert!(found.tables.is_empty());
    assert_eq!(codes(&found), ["table-unreadable"]);
}
