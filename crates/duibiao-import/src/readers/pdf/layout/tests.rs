//! Places -> lines and columns.

use super::super::content::{PageContent, PlacedGlyph};
use super::super::fixed::Fixed;
use super::{left_edge, write};
use crate::original::Block;
use crate::readers::Limits;
use crate::readers::draft::OriginalBuilder;

/// Characters of 10 points from `left` on the base `base`; those below U+2000 are half as wide.
fn words(text: &str, left: i64, base: i64, gap: i64) -> Vec<PlacedGlyph> {
    let mut at = left;
    text.chars()
        .map(|c| {
            let width = if u32::from(c) < 0x2000 { 5 } else { 10 };
            let glyph = PlacedGlyph {
                text: c.to_string(),
                left: Fixed::from_int(at),
                right: Fixed::from_int(at + width),
                base: Fixed::from_int(base),
                size: Fixed::from_int(10),
                quarters: 0,
            };
            at += width + gap;
            glyph
        })
        .collect()
}

fn laid_out(glyphs: &[Vec<PlacedGlyph>]) -> Vec<String> {
    let content = PageContent {
        glyphs: glyphs.concat(),
        ..PageContent::default()
    };
    let mut draft = OriginalBuilder::default();
    write(
        &content,
        left_edge(std::slice::from_ref(&content)),
        &Limits::default(),
        &mut draft,
    )
    .unwrap();
    draft
        .blocks
        .into_iter()
        .map(|block| match block {
            Block::Line(line) => line.text,
            other => format!("{other:?}"),
        })
        .collect()
}

#[test]
fn indents_and_columns_are_kept() {
    let lines = laid_out(&[
        words("前言", 20, 120, 0),
        words("指标名称很长", 0, 100, 0),
        words("2020", 100, 100, 0),
        words("目标", 150, 100, 0),
        words("短", 0, 80, 0),
        words("—", 105, 80, 0),
        words("≥95%", 150, 80, 0),
    ]);
    assert_eq!(lines[0], "  前言");
    let column = |line: &str, word: &str| line[..line.find(word).unwrap()].chars().count();
    assert_eq!(
        column(&lines[1], "目标"),
        column(&lines[2], "≥95%"),
        "{lines:#?}"
    );
}

#[test]
fn chinese_drawn_apart_is_not_parted() {
    assert_eq!(
        laid_out(&[words("两端对齐的一行", 0, 100, 3)]),
        ["两端对齐的一行"]
    );
    assert_eq!(
        laid_out(&[
            words("到", 0, 100, 0),
            words("2025", 12, 100, 0),
            words("年", 35, 100, 0)
        ]),
        ["到2025年"]
    );
    assert_eq!(
        laid_out(&[words("to", 0, 100, 0), words("be", 13, 100, 0)]),
        ["to be"]
    );
}

#[test]
fn blank_lines_are_kept() {
    let lines = laid_out(
        &(0..5)
            .map(|at| words("行", 0, 100 - 15 * at, 0))
            .chain([words("末", 0, 0, 0)])
            .collect::<Vec<_>>(),
    );
    assert_eq!(lines, ["行", "行", "行", "行", "行", "", "末"]);
}
