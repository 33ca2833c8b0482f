//! Hostile and endless texts.

use super::super::text::width;
use super::*;

#[test]
fn a_long_line_is_cut_around_the_label() {
    let long = "职业病防治规划，".repeat(40_000);
    let text = format!("{long}这里错了{long}\n");
    let sources = sources(&[("a.md", &text)]);
    let diagnostic = Diagnostic::new(Code::SourceTooLong, "行太长", "").label(
        place(&sources, 0, "这里错了"),
        "此处",
        "",
    );
    let drawing = draw(&[diagnostic], &sources, Language::Chinese, PLAIN);
    insta::assert_snapshot!(drawing, @r"
    错误[DB0106]: 行太长
     --> a.md:1:320001
      |
    1 | ... 划，职业病防治规划，职业病防治规划，这里错了职业病防治规划，职业病防治规划，职业病防治规...
      |                                         ^^^^^^^^ 此处

    错误 1 处
    ");
}

#[test]
fn labels_that_do_not_fit_side_by_side_get_an_excerpt_each_and_wide_ones_are_shortened() {
    let long = "职业病防治规划，".repeat(4_000);
    let text = format!("开头{long}结尾\n");
    let sources = sources(&[("a.md", &text)]);
    let diagnostic = Diagnostic::new(Code::SourceTooLong, "行太长", "")
        .label(place(&sources, 0, &text), "全部", "")
        .label(place(&sources, 0, "结尾"), "末尾", "");
    let drawing = draw(&[diagnostic], &sources, Language::Chinese, PLAIN);
    insta::assert_snapshot!(drawing, @r"
    错误[DB0106]: 行太长
     --> a.md:1:1
      |
    1 | 开头职业病防治规划，职业病防治规划，职业病防治规划，职业病防治规划，职业病防治规划，职业病防...
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 全部
      |
     ::: a.md:1:32003
      |
    1 | ... 规划，职业病防治规划，职业病防治规划，结尾
      |                                           ---- 末尾

    错误 1 处
    ");
}

#[test]
fn a_few_lines_are_drawn_whole_and_many_by_the_first() {
    let text = "| 一 |\n| 二 |\n| 三 |\n".to_owned() + &"| 四 |\n".repeat(20);
    let sources = sources(&[("a.md", &text)]);
    let few = Diagnostic::new(Code::TableRowStray, "三行", "").label(
        place(&sources, 0, "| 二 |\n| 三 |\n"),
        "这些",
        "",
    );
    let many = Diagnostic::new(Code::TableRowStray, "全部", "").label(
        place(&sources, 0, &text),
        "从这里起",
        "",
    );
    insta::assert_snapshot!(draw(&[few, many], &sources, Language::Chinese, PLAIN), @r"
    错误[DB0302]: 三行
     --> a.md:2:1
      |
    2 | / | 二 |
    3 | | | 三 |
      | |______^ 这些

    错误[DB0302]: 全部
     --> a.md:1:1
      |
    1 | | 一 |
      | ^^^^^^ 从这里起

    错误 2 处
    ");
}

#[test]
fn places_at_the_ends_of_a_text_are_drawn() {
    for (text, range, place) in [
        ("", 0..0, "1:1"),
        ("甲", 3..3, "1:2"),
        ("甲\n", 3..4, "1:2"),
        ("甲\n", 4..4, "2:1"),
        ("甲\n乙", 3..4, "1:2"),
        ("甲", 0..900, "1:1"),
        ("甲乙", 1..4, "1:1"),
    ] {
        let sources = sources(&[("a.md", text)]);
        let diagnostic =
            Diagnostic::new(Code::EmptySource, "空", "").at(sources.as_slice()[0].span(range));
        let drawing = draw(&[diagnostic], &sources, Language::Chinese, PLAIN);
        assert!(
            drawing.contains(&format!("a.md:{place}\n")) && drawing.contains('^'),
            "{text:?}\n{drawing}"
        );
    }
}

#[test]
fn the_empty_line_at_the_end_is_a_line() {
    let sources = sources(&[("a.md", "甲乙\n")]);
    let source = &sources.as_slice()[0];
    let diagnostic = Diagnostic::new(Code::EmptySource, "到此为止", "")
        .label(source.span(7..7), "这里", "")
        .label(source.span(3..6), "之后", "");
    insta::assert_snapshot!(draw(&[diagnostic], &sources, Language::Chinese, PLAIN), @r"
    错误[DB0105]: 到此为止
     --> a.md:2:1
      |
    1 | 甲乙
      |   -- 之后
    2 |
      | ^ 这里

    错误 1 处
    ");
}

proptest::proptest! {
    /// Whatever a text and a span are, the drawing is short and its lines fit a terminal.
    #[test]
    fn no_text_and_no_span_breaks_a_drawing(
        text in "[a中“\t\r\n\u{200b}\u{feff}\u{301}😀|\u{7}]{0,400}",
        spans in proptest::collection::vec((0usize..1300, 0usize..1300), 1..4),
    ) {
        let sources = sources(&[("a.md", &text)]);
        let source = &sources.as_slice()[0];
        let diagnostic = spans.iter().fold(Diagnostic::new(Code::BadUrl, "坏", "bad"), |found, (start, length)| {
            found.label(source.span(*start..start + length), "此处", "here")
        });
        let drawing = draw(&[diagnostic], &sources, Language::Chinese, PLAIN);
        proptest::prop_assert!(drawing.lines().all(|line| width(line) <= 130), "{}", drawing);
    }
}
