//! What a conversion broke and how it is mended, each change with its place.

use crate::original::{OriginalFormat, TextLine};

use super::*;

/// A text as the reader of plain text gives it.
pub(crate) fn text(source: &str) -> Original {
    let mut blocks = Vec::new();
    for (at, line) in source.lines().enumerate() {
        let number = u32::try_from(at + 1).unwrap();
        for (part, text) in line.split('\u{C}').enumerate() {
            if part > 0 {
                blocks.push(Block::PageBreak { line: number - 1 });
            }
            blocks.push(Block::Line(TextLine {
                line: number,
                text: text.to_owned(),
                style: Style::Plain,
            }));
        }
    }
    Original {
        format: OriginalFormat::Text,
        encoding: Some("UTF-8"),
        blocks,
        removed: Vec::new(),
        problems: Vec::new(),
    }
}

fn repaired(source: &str, mode: RepairMode) -> Repaired {
    repair(&text(source), &Indicators::default(), mode)
}

fn words(repaired: &Repaired) -> Vec<&str> {
    repaired
        .parts
        .iter()
        .filter_map(|part| match part {
            RepairedPart::Passage(passage) => Some(passage.text.as_str()),
            _ => None,
        })
        .collect()
}

fn removed(repaired: &Repaired) -> Vec<(&str, &str)> {
    repaired
        .removed
        .iter()
        .map(|removed| (removed.reason, removed.text.as_str()))
        .collect()
}

/// Paragraphs of a text whose lines are as wide as the page.
const WRAPPED: &str = "\
  一、苗圃现状
  云湖县有苗圃三百亩，分布在东部丘陵和西部河谷的十二
个乡镇，品种以香樟、桂花、银杏为主，每年供应城乡绿化
需要的苗木八十万株。
  苗圃的道路、水渠和温室多数建于二十年前，已经不能适
应机械化作业的要求，需要分批更新改造。近年来技术人员
\u{20}                       7
\u{C}流失较多，育苗质量有所下降，亟需培训一支新的队伍，并
建立稳定的经费渠道。
  二、工作安排
  先更新温室，再修复水渠，最后整治道路。三项工程都由
县林场组织实施，资金分年度落实到位。
";

#[test]
fn lines_as_wide_as_the_page_become_paragraphs() {
    let done = repaired(WRAPPED, RepairMode::Safe);
    assert_eq!(
        words(&done),
        [
            "一、苗圃现状",
            "云湖县有苗圃三百亩，分布在东部丘陵和西部河谷的十二个乡镇，品种以香樟、桂花、银杏为主，每年供应城乡绿化需要的苗木八十万株。",
            "苗圃的道路、水渠和温室多数建于二十年前，已经不能适应机械化作业的要求，需要分批更新改造。近年来技术人员流失较多，育苗质量有所下降，亟需培训一支新的队伍，并建立稳定的经费渠道。",
            "二、工作安排",
            "先更新温室，再修复水渠，最后整治道路。三项工程都由县林场组织实施，资金分年度落实到位。",
        ]
    );
    assert_eq!(removed(&done), [("page-number", "7")]);
    let page_break = done
        .repairs
        .iter()
        .find(|repair| repair.reason == "page-break")
        .unwrap();
    assert_eq!((page_break.line, page_break.applied), (6, true));
    assert_eq!(page_break.before, "。近年来技术人员\n流失较多，育苗质");
}

#[test]
fn a_sentence_cut_by_a_page_goes_on() {
    let done = repaired(
        "（一）修复河堤。结合汛期安排，分段加固城区河\n\n堤，补种护岸林木。\n\n（二）清理河道\n\n清淤十二公里，打捞漂浮物。\n\n林场\n\n水务站\n",
        RepairMode::Safe,
    );
    assert_eq!(
        words(&done),
        [
            "（一）修复河堤。结合汛期安排，分段加固城区河堤，补种护岸林木。",
            "（二）清理河道",
            "清淤十二公里，打捞漂浮物。",
            "林场",
            "水务站",
        ]
    );
}

#[test]
fn a_paragraph_without_its_stop_keeps_the_next_apart() {
    let done = repaired(
        "2.建设苗圃：乔木苗圃 5 处，灌木苗圃 9 处\n成果目标：形成供应体系，满足需要。\n",
        RepairMode::Safe,
    );
    assert_eq!(words(&done).len(), 2);
    assert!(done.repairs.is_empty());
}

#[test]
fn debris_and_lookalikes_inside_a_line() {
    let done = repaired(
        "[bookmark: _Toc1]林業部門要求成活率 $\\geq 92\\%$，目标∶比例1∶3。\u{200B}\u{AD}其余文字保持不变，全部内容都是简体字，不作任何其他改动，请各单位按照文件要求认真做好工作并且及时报送进展情况，年底之前完成全部任务，经费由财政统一安排，验收办法另行制定，联系人和电话附后，特此说明，希望大家互相配合，共同完成，谢谢各位同志的支持和帮助。以下空白，没有更多的话要说，只是为了让简体字足够多，使得几个繁体字只占极少的一部分，这样才能判断出它们是笔误而不是本来的写法，到这里应当足够了，再写几句也无妨，反正都是测试用的句子，不会出现在别处，也不代表任何真实的地方和单位，更不代表任何真实的数字和目标。\n",
        RepairMode::Safe,
    );
    let words = words(&done)[0];
    assert!(
        words.starts_with("林业部门要求成活率 ≥92%，目标：比例1∶3。其余"),
        "{words}"
    );
    assert_eq!(
        removed(&done),
        [
            ("bookmark", "[bookmark: _Toc1]"),
            ("invisible-character", "U+200B"),
            ("soft-hyphen", "U+00AD"),
        ]
    );
    let reasons: Vec<_> = done.repairs.iter().map(|repair| repair.reason).collect();
    assert_eq!(
        reasons,
        [
            "traditional-form",
            "traditional-form",
            "formula",
            "ratio-sign"
        ]
    );
}

#[test]
fn traditional_text_is_left_alone() {
    let done = repaired("林業部門負責實施。", RepairMode::All);
    assert_eq!(words(&done), ["林業部門負責實施。"]);
}

#[test]
fn a_formula_that_is_more_than_a_value_is_left_alone() {
    for source in ["价格为$x_1 + y$元。", "单价$5，总价$9。", "半个 $\\geq 9"] {
        let done = repaired(source, RepairMode::All);
        assert_eq!(words(&done), [source]);
    }
}

#[test]
fn doubtful_repairs_are_only_proposed() {
    let source = "成活率达到9 0%，树 种十二个，共 16 部门。";
    let done = repaired(source, RepairMode::Safe);
    assert_eq!(words(&done), [source]);
    let proposed: Vec<_> = done
        .repairs
        .iter()
        .map(|repair| (repair.reason, repair.applied, repair.safe))
        .collect();
    assert_eq!(
        proposed,
        [
            ("space-in-number", false, false),
            ("space-in-word", false, false)
        ]
    );
    let all = repaired(source, RepairMode::All);
    assert_eq!(words(&all), ["成活率达到90%，树种十二个，共 16 部门。"]);
}

#[test]
fn without_repairs_all_are_proposals() {
    let done = repaired(WRAPPED, RepairMode::None);
    assert!(done.removed.is_empty());
    assert!(done.ledger.edits().is_empty());
    assert!(done.repairs.iter().all(|repair| !repair.applied));
    assert!(
        done.repairs
            .iter()
            .any(|repair| repair.reason == "page-number")
    );
    assert!(words(&done).contains(&"7"));
}

#[test]
fn running_headers_are_taken_out() {
    let page = |page: u32| {
        format!(
            "第{page}段开头的句子，说明这一页的工作，句子到页末没有写完的部\n\n— {page} —\n\n云湖县林业公报\n\n分在下一页继续，直到结束。\n\n"
        )
    };
    let source: String = (1..=4).map(page).collect();
    let done = repaired(&source, RepairMode::Safe);
    assert_eq!(words(&done).len(), 4);
    let headers = removed(&done)
        .iter()
        .filter(|(reason, _)| *reason == "running-header")
        .count();
    assert_eq!(headers, 4);
}

#[test]
fn a_short_line_inside_a_sentence_is_only_proposed_when_it_may_be_words() {
    let done = repaired(
        "各乡镇要落实管护责任，做好冬季\n\n防火巡查\n\n检查，发现火情立即上报，不得迟延。\n",
        RepairMode::Safe,
    );
    assert!(words(&done).contains(&"防火巡查"));
    assert!(
        done.repairs
            .iter()
            .any(|repair| repair.reason == "running-header" && !repair.applied)
    );
}

#[test]
fn a_table_of_contents_is_taken_out() {
    let done = repaired(
        "目  录\n一、总则 ........ 1\n  （一）原则……………3\n二、任务\t5\n一、总则\n说明如下。\n",
        RepairMode::Safe,
    );
    assert_eq!(words(&done), ["一、总则", "说明如下。"]);
    assert_eq!(removed(&done).len(), 4);
}

#[test]
fn numbers_of_cells_are_no_page_numbers() {
    let done = repaired("1\n\n香樟\n\n2\n\n桂花\n\n3\n\n银杏\n", RepairMode::Safe);
    assert_eq!(words(&done), ["1", "香樟", "2", "桂花", "3", "银杏"]);
}

#[test]
fn what_a_page_repeats_is_taken_out_once() {
    let done = repaired(
        "林场负责落实《云湖县苗木管理办法》\n\n办法》（试行）和年度计划，并报县里备案。\n",
        RepairMode::Safe,
    );
    assert_eq!(
        words(&done),
        ["林场负责落实《云湖县苗木管理办法》（试行）和年度计划，并报县里备案。"]
    );
    assert_eq!(removed(&done), [("repeated-fragment", "办法》")]);
}

#[test]
fn list_marks_before_numbers_go_and_dashes_become_items() {
    let done = repaired("- 1.修路。\n- 种树。\n- 5.2 万株\n", RepairMode::Safe);
    assert_eq!(words(&done), ["1.修路。", "种树。", "- 5.2 万株"]);
    let RepairedPart::Passage(item) = &done.parts[1] else {
        panic!("a passage")
    };
    assert_eq!(item.style, Style::Bullet);
}

#[test]
fn markdown_of_a_conversion_is_taken_as_such() {
    let done = repaired(
        "## 一、现状\n**苗圃**有三百亩。HYPERLINK \"http://a\"见附件 \\* MERGEFORMAT\n",
        RepairMode::Safe,
    );
    assert_eq!(words(&done), ["一、现状", "苗圃有三百亩。见附件"]);
    let RepairedPart::Passage(heading) = &done.parts[0] else {
        panic!("a passage")
    };
    assert_eq!(heading.style, Style::Heading(2));
}

#[test]
fn cells_of_tables_are_mended_too() {
    let row = crate::original::OriginalRow {
        name: "成活率".into(),
        line: 4,
        targets: vec![crate::original::RowTarget {
            year: None,
            text: "$\\ge 92\\%$".into(),
            line: 5,
        }],
        ..crate::original::OriginalRow::default()
    };
    let tables = Indicators {
        tables: vec![crate::original::IndicatorTable {
            blocks: 0..1,
            layout: crate::original::RowLayout::RunOn,
            confidence: crate::original::Confidence::Medium,
            caption: None,
            header: Vec::new(),
            rows: vec![row],
            notes: Vec::new(),
            debris: Vec::new(),
        }],
        problems: Vec::new(),
    };
    let (mended, repairs) = repair_tables(&tables, &text(""), RepairMode::Safe);
    assert_eq!(mended.tables[0].rows[0].targets[0].text, "≥92%");
    assert_eq!((repairs[0].line, repairs[0].reason), (5, "formula"));
}
