//! Automatic numbers as Word shows them.

#![expect(
    clippy::format_collect,
    reason = "the documents of tests are small, and a piece reads best where it stands"
)]

use crate::original::{Block, Style};

use crate::readers::maker::{docx_with, word_part, word_styles};
use crate::readers::tests::{opened, outline};

/// A level of a list.
fn level(at: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
    )
}

/// Paragraphs `(list, level, text)` with these parts of `numbering.xml`.
fn numbered(numbering: &str, paragraphs: &[(&str, usize, &str)]) -> Vec<String> {
    let body: String = paragraphs.iter().map(|(list, level, text)| {
        format!(r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
    }).collect();
    let numbering = word_part("numbering", numbering);
    outline(
        &opened(
            "a.docx",
            &docx_with(&body, &[("numbering.xml", &numbering)]),
        )
        .unwrap(),
    )
}

fn list(levels: &str) -> String {
    format!(
        r#"<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#
    )
}

#[test]
fn an_official_outline_counts_on_its_levels() {
    let levels = level(0, "chineseCounting", "%1、", "")
        + &level(1, "chineseCounting", "（%2）", "")
        + &level(2, "decimal", "%3.", "")
        + &level(3, "decimalEnclosedCircle", "%4", "");
    assert_eq!(
        numbered(
            &list(&levels),
            &[
                ("1", 0, "现状"),
                ("1", 1, "成效"),
                ("1", 1, "问题"),
                ("1", 2, "不足"),
                ("1", 3, "其一"),
                ("1", 0, "目标"),
                ("1", 1, "原则"),
                ("0", 0, "无号")
            ]
        ),
        [
            "一、现状",
            "（一）成效",
            "（二）问题",
            "1. 不足",
            "①其一",
            "二、目标",
            "（一）原则",
            "无号"
        ],
    );
}

#[test]
fn chapters_and_several_levels_in_one_number() {
    let levels = level(0, "chineseCountingThousand", "第%1章", "")
        + &level(1, "decimal", "%1.%2", "<w:isLgl/>");
    assert_eq!(
        numbered(
            &list(&levels),
            &[("1", 0, "总则"), ("1", 1, "目的"), ("1", 1, "依据")]
        ),
        ["第一章总则", "1.1 目的", "1.2 依据"]
    );
}

#[test]
fn a_start_of_its_own_begins_anew_once() {
    let numbering = list(&level(0, "decimal", "%1.", ""))
        + r#"<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>"#;
    assert_eq!(
        numbered(
            &numbering,
            &[("1", 0, "a"), ("1", 0, "b"), ("2", 0, "c"), ("2", 0, "d")]
        ),
        ["1. a", "2. b", "5. c", "6. d"],
    );
}

#[test]
fn bullets_are_a_style() {
    let numbering = word_part("numbering", &list(&level(0, "bullet", "\u{F0B7}", "")));
    let body = r#"<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>项</w:t></w:r></w:p>"#;
    let original = opened("a.docx", &docx_with(body, &[("numbering.xml", &numbering)])).unwrap();
    assert!(
        matches!(&original.blocks[0], Block::Line(line) if line.text == "项" && line.style == Style::Bullet)
    );
}

#[test]
fn a_heading_style_brings_its_number() {
    let styles = word_styles().replace(
        r#"<w:pPr><w:outlineLvl w:val="1"/></w:pPr>"#,
        r#"<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr>"#,
    );
    let levels = level(0, "chineseCounting", "%1、", "")
        + &level(1, "chineseCounting", "（%2）", r#"<w:pStyle w:val="2"/>"#);
    let body = r#"<w:p><w:pPr><w:pStyle w:val="2"/></w:pPr><w:r><w:t>目标</w:t></w:r></w:p>"#;
    let file = docx_with(
        body,
        &[
            ("styles.xml", &styles),
            ("numbering.xml", &word_part("numbering", &list(&levels))),
        ],
    );
    assert_eq!(outline(&opened("a.docx", &file).unwrap()), ["（一）目标"]);
}
