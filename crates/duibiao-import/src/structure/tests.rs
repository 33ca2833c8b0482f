//! Outlines, boxes and responsibilities.

use crate::original::{GridCell, Indicators};

use super::*;
use crate::repair::tests::text;
use crate::repair::{RepairMode, repair};

fn built(source: &str) -> Structure {
    let original = text(source);
    let repaired = repair(&original, &Indicators::default(), RepairMode::Safe);
    structure(&repaired.parts, &[], &original)
}

/// One line for each element: its kind, its box, its first words.
fn sketch(structure: &Structure) -> Vec<String> {
    structure
        .elements
        .iter()
        .map(|element| {
            let place = if element.in_box.is_some() { "|" } else { "" };
            let words = |text: &str| text.chars().take(6).collect::<String>();
            match &element.kind {
                BlockKind::Heading { level, text } => format!("{place}H{level} {}", words(text)),
                BlockKind::Prose(index) => {
                    format!("{place}{}", words(&structure.paragraphs[*index].text))
                }
                BlockKind::Item(index) => {
                    format!("{place}- {}", words(&structure.paragraphs[*index].text))
                }
                BlockKind::BoxTitle(index) => format!("[{}]", structure.boxes[*index].label),
                other => format!("{place}{other:?}"),
            }
        })
        .collect()
}

#[test]
fn headings_have_the_levels_of_their_forms() {
    let built = built(
        "一、现状\n苗圃很多，够用。\n二、任务\n（一）育苗。\n扩大苗圃，更新品种。\n1.选种\n选用本地品种，分批试种。\n2.移栽。移栽要在春季，不得拖延。\n（二）管护。护林要分片，落实到人。\n",
    );
    assert_eq!(
        sketch(&built),
        [
            "H1 一、现状",
            "苗圃很多，够",
            "H1 二、任务",
            "H2 （一）育苗。",
            "扩大苗圃，更",
            "H3 1.选种",
            "选用本地品种",
            "2.移栽。移",
            "（二）管护。",
        ]
    );
    let clauses: Vec<(&str, &str)> = built
        .paragraphs
        .iter()
        .map(|paragraph| (paragraph.clause.as_str(), paragraph.heading.as_str()))
        .collect();
    assert_eq!(
        clauses,
        [
            ("一", "现状"),
            ("二（一）", "育苗。"),
            ("二（一）1", "选种"),
            ("二（一）2", "选种"),
            ("二（二）", "选种"),
        ]
    );
}

#[test]
fn short_items_of_a_list_are_no_headings() {
    let built = built("一、工程\n1.修路\n2.架桥\n3.种树\n");
    assert_eq!(
        sketch(&built),
        ["H1 一、工程", "1.修路", "2.架桥", "3.种树"]
    );
}

#[test]
fn a_box_ends_at_the_next_heading_around_it() {
    let built = built(
        "一、任务\n（一）育苗\n扩大苗圃，更新品种。\n专栏 1 苗圃工程\n目标：建成苗圃，形成体系。\n1.建设苗圃5处。\n2.培训工人20名。\n（二）管护\n护林要分片，落实到人。\n专栏2 护林工程\n1.建设瞭望塔3座。\n二、保障\n",
    );
    assert_eq!(
        sketch(&built),
        [
            "H1 一、任务",
            "H2 （一）育苗",
            "扩大苗圃，更",
            "[专栏 1]",
            "|目标：建成苗",
            "|1.建设苗圃",
            "|2.培训工人",
            "H2 （二）管护",
            "护林要分片，",
            "[专栏2]",
            "|1.建设瞭望",
            "H1 二、保障",
        ]
    );
    assert_eq!(built.boxes[0].title, "苗圃工程");
    assert_eq!((built.boxes[0].line, built.boxes[0].end), (4, 7));
    assert_eq!(built.paragraphs[1].in_box.as_deref(), Some("专栏1"));
    assert_eq!(built.paragraphs[1].clause, "一（一）");
}

#[test]
fn a_box_ends_where_the_list_around_it_goes_on() {
    let built = built(
        "一、任务\n1.育苗。扩大苗圃，更新品种。\n2.移栽。移栽要在春季，不得拖延。\n专栏1 苗圃工程\n1.建设苗圃5处。\n3.管护。护林要分片，落实到人。\n",
    );
    assert_eq!(
        sketch(&built).last().map(String::as_str),
        Some("3.管护。护")
    );
}

#[test]
fn a_box_ends_behind_its_results() {
    let built = built(
        "一、任务\n专栏1 苗圃工程\n内容：\n1.建设苗圃5处。\n预期产出：苗木自给，质量提高。\n各乡镇要安排专人，按月报送。\n",
    );
    assert_eq!(
        sketch(&built).last().map(String::as_str),
        Some("各乡镇要安排")
    );
}

#[test]
fn a_cell_of_a_converted_table_ends_at_two_empty_lines() {
    let built = built(
        "一、任务\n\t专栏1 苗圃工程\n\n\t目标：建成苗圃，形成体系。\n1.建设苗圃5处。\n\n\n各乡镇要安排专人，按月报送。\n",
    );
    assert_eq!(
        sketch(&built).last().map(String::as_str),
        Some("各乡镇要安排")
    );
}

#[test]
fn the_title_of_a_box_may_stand_below_its_label() {
    let built = built("一、任务\n专栏3\n苗圃工程\n1.建设苗圃5处。\n");
    assert_eq!(built.boxes[0].title, "苗圃工程");
    assert_eq!(sketch(&built), ["H1 一、任务", "[专栏3]", "|1.建设苗圃"]);
}

#[test]
fn a_table_of_one_column_is_a_box() {
    let cell = |line: u32, text: &str| {
        vec![GridCell {
            line,
            text: text.to_owned(),
            columns: 1,
            rows: 1,
            ..GridCell::default()
        }]
    };
    let mut original = text("一、任务\n");
    original.blocks.push(Block::Table(Grid {
        line: 2,
        rows: vec![
            cell(2, "专栏4 苗圃工程"),
            cell(3, "1.建设苗圃5处。\n2.培训工人20名。"),
        ],
    }));
    let repaired = repair(&original, &Indicators::default(), RepairMode::Safe);
    let built = structure(&repaired.parts, &[], &original);
    assert_eq!(
        sketch(&built),
        ["H1 一、任务", "[专栏4]", "|1.建设苗圃", "|2.培训工人"]
    );
}

#[test]
fn who_is_responsible() {
    let built = built(
        "一、任务\n扩大苗圃，更新品种。（责任部门：县林场牵头，各乡镇配合）\n修建水渠，长三里（含支渠）。\n修路架桥，方便运输。（县交通局、县财政局按职责分工负责）\n",
    );
    let found: Vec<&str> = built
        .responsible
        .iter()
        .map(|responsible| responsible.text.as_str())
        .collect();
    assert_eq!(
        found,
        [
            "责任部门：县林场牵头，各乡镇配合",
            "县交通局、县财政局按职责分工负责"
        ]
    );
}
