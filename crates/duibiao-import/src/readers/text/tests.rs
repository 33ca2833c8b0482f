//! Lines of text files.

use crate::original::Block;

use super::lines;
use crate::readers::tests::{codes, opened, outline};

#[test]
fn every_line_end() {
    let all = |text| lines(text).collect::<Vec<_>>();
    assert_eq!(all("a\r\n\rb\n\nc"), ["a", "", "b", "", "c"]);
    assert_eq!(all("a\n"), ["a"]);
    assert_eq!(all(""), Vec::<&str>::new());
}

#[test]
fn form_feeds_end_pages() {
    let original = opened("a.txt", "甲\n\u{c}乙\u{c}丙\n\u{c}\n丁".as_bytes()).unwrap();
    assert_eq!(
        outline(&original),
        ["甲", "[页]", "乙", "[页]", "丙", "[页]", "丁"]
    );
    assert!(matches!(original.blocks[2], Block::Line(ref line) if line.line == 2));
}

#[test]
fn unknown_characters_are_reported() {
    let original = opened("a.txt", "挂牌率\u{FFFD}5%\n\u{E001}".as_bytes()).unwrap();
    assert_eq!(codes(&original), ["unknown-character", "unknown-character"]);
    assert_eq!(original.problems[1].line, 2);
}
