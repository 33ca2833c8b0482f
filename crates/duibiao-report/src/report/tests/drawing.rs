//! Excerpts under Chinese text.

use super::super::text::width;
use super::*;

#[test]
fn a_drawing_has_code_place_labels_of_both_files_and_help() {
    let (diagnostic, sources) = full();
    insta::assert_snapshot!(draw(&[diagnostic], &sources, Language::Chinese, PLAIN), @r"
    错误[DB0405]: 目标值的单位与指标不同
     --> content/plans/a/321200-2021.md:6:18
      |
    6 | 到2025年，工伤保险参保人数达到≥27.95万人，“三同时”审查率96％。
      |           ----------------    ^^^^^^^^^^ 单位是“万人”
      |           |
      |           这项指标
      |
     ::: content/indicators/a/injury.md:3:7
      |
    3 | unit: 万人次
      |       ------ 单位是“万人次”
      |
      = 修改办法: 改成同一个单位

    错误 1 处
    ");
}

#[test]
fn the_drawing_in_english() {
    let (diagnostic, sources) = full();
    insta::assert_snapshot!(draw(&[diagnostic], &sources, Language::English, PLAIN), @r"
    error[DB0405]: the target's unit is not the indicator's
     --> content/plans/a/321200-2021.md:6:18
      |
    6 | 到2025年，工伤保险参保人数达到≥27.95万人，“三同时”审查率96％。
      |           ----------------    ^^^^^^^^^^ in 万人
      |           |
      |           this indicator
      |
     ::: content/indicators/a/injury.md:3:7
      |
    3 | unit: 万人次
      |       ------ in 万人次
      |
      = help: use one unit for both

    1 error
    ");
}

/// The columns in which the carets of the first underlined line stand, and the columns of `words` above.
#[track_caller]
fn assert_aligned(drawing: &str, words: &str) {
    let lines: Vec<&str> = drawing.lines().collect();
    let carets = lines.iter().position(|line| line.contains('^')).unwrap();
    let (before, _) = lines[carets - 1].split_once(words).unwrap();
    let start = lines[carets].find('^').unwrap();
    let count = lines[carets].matches('^').count();
    assert_eq!((width(before), width(words)), (start, count), "\n{drawing}");
}

#[test]
fn carets_stand_under_chinese_words() {
    for words in ["27.95万人", "“三同时”", "96％", "到2025年，", "工伤保险"] {
        let sources = sources(&[("a.md", PLAN)]);
        let diagnostic = Diagnostic::new(Code::UnitOnly, "", "").at(place(&sources, 0, words));
        assert_aligned(
            &draw(&[diagnostic], &sources, Language::Chinese, PLAIN),
            words,
        );
    }
}

#[test]
fn a_tab_and_an_invisible_character_do_not_shift_carets() {
    let sources = sources(&[("a.md", "\t职\u{200b}业病\u{1b}[31m防治目标\n")]);
    let diagnostic =
        Diagnostic::new(Code::ForbiddenCharacter, "", "").at(place(&sources, 0, "目标"));
    let drawing = draw(&[diagnostic], &sources, Language::Chinese, PLAIN);
    assert_aligned(&drawing, "目标");
    assert!(
        !drawing.contains('\u{1b}') && drawing.contains("a.md:1:13"),
        "{drawing}"
    );
}

#[test]
fn a_byte_order_mark_is_no_column() {
    let sources = sources(&[("a.md", "\u{feff}标题\r\n正文\r\n")]);
    let first = Diagnostic::new(Code::FrontMatterMissing, "", "").at(place(&sources, 0, "标题"));
    let drawing = draw(&[first], &sources, Language::Chinese, PLAIN);
    assert!(drawing.contains("a.md:1:1\n"), "{drawing}");
    assert_aligned(&drawing, "标题");
}

#[test]
fn a_finding_without_a_place_has_title_and_help_only() {
    let missing = Diagnostic::new(Code::ConfigMissing, "没有 duibiao.toml", "no duibiao.toml")
        .help("运行 duibiao init", "run duibiao init");
    insta::assert_snapshot!(draw(&[missing], &Sources::default(), Language::Chinese, PLAIN), @r"
    错误[DB0101]: 没有 duibiao.toml
     |
     = 修改办法: 运行 duibiao init

    错误 1 处
    ");
}

#[test]
fn of_too_many_the_gravest_are_drawn_and_all_are_counted() {
    let note = Diagnostic::new(Code::HtmlComment, "注", "note");
    let error = Diagnostic::new(Code::ConfigInvalid, "错", "error");
    let mut all = vec![note; 300];
    all.push(error);
    let drawing = draw(&all, &Sources::default(), Language::English, PLAIN);
    assert_eq!(drawing.matches("note[").count(), 199);
    let end: Vec<&str> = drawing.lines().rev().take(2).collect();
    assert_eq!(
        end,
        [
            "1 error, 300 notes",
            "… and 101 more; --format json lists them all"
        ]
    );
    assert!(drawing.contains("error[DB0102]: error"));
}

#[test]
fn nothing_found_is_said() {
    let drawing = draw(&[], &Sources::default(), Language::Chinese, PLAIN);
    assert_eq!(drawing, "没有发现问题\n");
}

#[test]
fn colour_only_when_wanted() {
    let (diagnostic, sources) = full();
    let color = Style {
        color: true,
        ..PLAIN
    };
    let drawn = |style| {
        draw(
            std::slice::from_ref(&diagnostic),
            &sources,
            Language::Chinese,
            style,
        )
    };
    assert!(drawn(color).contains('\u{1b}') && !drawn(PLAIN).contains('\u{1b}'));
}

#[test]
fn a_message_cannot_steer_the_terminal_or_flood_it() {
    let hostile = format!("\u{1b}]0;x\u{7}\u{202e}{}", "长".repeat(5000));
    let diagnostic = Diagnostic::new(Code::UnknownKey, hostile.clone(), "").help(hostile, "");
    let drawing = draw(&[diagnostic], &Sources::default(), Language::Chinese, PLAIN);
    assert!(drawing.starts_with("错误[DB0204]: ␛]0;x␇\u{fffd}长"));
    assert!(drawing.chars().count() < 2100 && !drawing.contains('\u{1b}'));
}
