//! Words that are in no cell are found.

use super::*;
use crate::original::{
    Confidence, OriginalFormat, OriginalRow, RowLayout, RowTarget, Style, TextLine,
};

fn original(lines: &[&str]) -> Original {
    let line = |(at, text): (usize, &&str)| {
        Block::Line(TextLine {
            line: u32::try_from(at + 1).unwrap(),
            text: (*text).to_owned(),
            style: Style::Plain,
        })
    };
    Original {
        format: OriginalFormat::Text,
        encoding: None,
        blocks: lines.iter().enumerate().map(line).collect(),
        removed: Vec::new(),
        problems: Vec::new(),
    }
}

fn table(rows: Vec<OriginalRow>) -> IndicatorTable {
    IndicatorTable {
        blocks: 0..9,
        layout: RowLayout::TabRows,
        confidence: Confidence::Medium,
        caption: None,
        header: Vec::new(),
        rows,
        notes: Vec::new(),
        debris: Vec::new(),
    }
}

fn row(group: &str, name: &str, target: &str) -> OriginalRow {
    OriginalRow {
        group: Some(group.to_owned()),
        name: name.to_owned(),
        targets: vec![RowTarget {
            text: target.to_owned(),
            ..RowTarget::default()
        }],
        ..OriginalRow::default()
    }
}

#[test]
fn a_lost_word_is_found() {
    let mut original = original(&["水质\t达标率（%）\t≥90"]);
    original.blocks.resize(9, Block::PageBreak { line: 1 });
    let kept = table(vec![OriginalRow {
        unit: Some("%".to_owned()),
        ..row("水质", "达标率", "≥90")
    }]);
    assert_eq!(unplaced(&original, &kept), []);
    let lost = table(vec![row("水质", "达标率", "90")]);
    assert_eq!(unplaced(&original, &lost).len(), 1);
}

#[test]
fn a_group_counts_once_for_its_rows() {
    let mut original = original(&["水质\t达标率\t90", "\t水覆盖率\t80", "水"]);
    original.blocks.resize(9, Block::PageBreak { line: 1 });
    let rows = vec![row("水质", "达标率", "90"), row("水质", "水覆盖率", "80")];
    assert_eq!(unplaced(&original, &table(rows)).len(), 1);
}
