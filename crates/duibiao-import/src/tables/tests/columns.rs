//! Columns made with spaces.

use crate::original::RowLayout;

use super::{found, only, rows, text};

#[test]
fn one_line_rows() {
    let table = only(&text(
        "       云河县“十四五”主要指标\n\n序号   指标名称              单位     2020年   2025年   属性\n\
         1    自来水普及率            %       88     ≥95    预期性\n\
         2    水质达标率             %       90.5   98     约束性\n\
         3    水厂数量              座       —      12     预期性\n\n  三、主要任务\n",
    ));
    assert_eq!(table.layout, RowLayout::Columns);
    assert_eq!(
        rows(&table),
        [
            "1 自来水普及率(%) 88 -> ≥95 预期性",
            "2 水质达标率(%) 90.5 -> 98 约束性",
            "3 水厂数量(座) — -> 12 预期性"
        ]
    );
}

#[test]
fn names_of_three_lines_and_groups() {
    let table = only(&text(
        "       青山市主要指标\n类别        指标              2025年    属性\n\
         \x20      农村集中供水工程水源保护\n       区划定率（含乡镇以下、联村   ≥95     约束性\n       供水）（%）\n\
         供水\n       水厂数量（座）          12      预期性\n       城乡供水一体化服务人口数\n                      300     预期性\n       量（万人）\n\
         排水     管网长度（公里）         800     预期性\n\n  三、任务\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "[供水] 农村集中供水工程水源保护区划定率（含乡镇以下、联村供水）(%) ≥95 约束性",
            "[供水] 水厂数量(座) 12 预期性",
            "[供水] 城乡供水一体化服务人口数量(万人) 300 预期性",
            "[排水] 管网长度(公里) 800 预期性"
        ]
    );
}

#[test]
fn a_page_turn_with_number_and_header() {
    let table = only(&text(
        "指标                2025年    属性\n图书馆数量（个）         5       预期性\n\n          3\n\u{c}\n指标                2025年    属性\n  博物馆数量（个）         2       预期性\n  文化馆面积达标的乡镇\n                   12      约束性\n  数量（个）\n\n  三、任务\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "图书馆数量(个) 5 预期性",
            "博物馆数量(个) 2 预期性",
            "文化馆面积达标的乡镇数量(个) 12 约束性"
        ]
    );
    assert_eq!(table.debris.len(), 2);
}

#[test]
fn values_on_the_first_line() {
    let table = only(&text(
        "指标                      目标值      责任单位\n1 乡镇卫生院中医馆设置        ≥90%     县卫健局\n  率\n2 村卫生室标准化建设达标      100%     县卫健局\n  率\n3 急救网络覆盖人口占全县      ≥85%     县卫健局\n  总人口比例\n\n三、任务\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "1 乡镇卫生院中医馆设置率 ≥90% 县卫健局",
            "2 村卫生室标准化建设达标率 100% 县卫健局",
            "3 急救网络覆盖人口占全县总人口比例 ≥85% 县卫健局"
        ]
    );
}

#[test]
fn screen_columns() {
    let table = only(&text(
        "指标            单位    2020年  2025年\n公园            个      3       5\n城市建成区绿道  公里    12      30\n古树            株      100     120\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "公园(个) 3 -> 5",
            "城市建成区绿道(公里) 12 -> 30",
            "古树(株) 100 -> 120"
        ]
    );
}

#[test]
fn a_missing_cell_is_told_or_placed() {
    let found = found(&text(
        "指标            单位    2020年  2025年\n公园            个      3       5\n绿道            公里            30\n古树            株      100     120\n",
    ));
    let table = &found.tables[0];
    assert_eq!(table.rows[1].targets[0].text, "30");
    assert_eq!(table.rows[1].baseline, None);
}

#[test]
fn years_below_a_common_head() {
    let table = only(&text(
        "云河县“十四五”规划\n  指标          单位           目标              属性\n                       2020年     2025年\n公园数量        个       3         5         预期性\n绿道长度        公里      12        30        预期性\n",
    ));
    assert_eq!(
        rows(&table),
        [
            "公园数量(个) 3 -> 5 预期性",
            "绿道长度(公里) 12 -> 30 预期性"
        ]
    );
}
