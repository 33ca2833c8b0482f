use std::fmt::Write as _;

use super::text::width;
use super::*;
use crate::diagnostic::Code;
use crate::{LeftOut, PlanTally};

const PLAN: &str = "---\ntitle: 泰州市规划\nregoin: \"321200\"\n---\n\n\
    到2025年，工伤保险参保人数达到≥27.95万人，“三同时”审查率96％。\n";

/// The style of all drawings here.
const PLAIN: Style = Style {
    color: false,
    width: 100,
};

fn place(sources: &Sources, source: usize, words: &str) -> crate::span::Span {
    let source = &sources.as_slice()[source];
    let start = source.text.find(words).unwrap();
    source.span(start..start + words.len())
}

fn sources(texts: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in texts {
        sources.add(*path, *text);
    }
    sources
}

/// A diagnostic with two labels in one line, one in another file, and help.
fn full() -> (Diagnostic, Sources) {
    let sources = sources(&[
        ("content/plans/a/321200-2021.md", PLAN),
        (
            "content/indicators/a/injury.md",
            "---\nid: injury\nunit: 万人次\n---\n",
        ),
    ]);
    let diagnostic = Diagnostic::new(
        Code::UnitContradiction,
        "目标值的单位与指标不同",
        "the target's unit is not the indicator's",
    )
    .label(place(&sources, 0, "≥27.95万人"), "单位是“万人”", "in 万人")
    .label(
        place(&sources, 0, "工伤保险参保人数"),
        "这项指标",
        "this indicator",
    )
    .label(place(&sources, 1, "万人次"), "单位是“万人次”", "in 万人次")
    .help("改成同一个单位", "use one unit for both");
    (diagnostic, sources)
}

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
    for (text, range) in [
        ("", 0..0),
        ("甲", 3..3),
        ("甲\n", 4..4),
        ("甲\n乙", 3..4),
        ("甲", 0..900),
        ("甲乙", 1..4),
    ] {
        let sources = sources(&[("a.md", text)]);
        let diagnostic =
            Diagnostic::new(Code::EmptySource, "空", "").at(sources.as_slice()[0].span(range));
        let drawing = draw(&[diagnostic], &sources, Language::Chinese, PLAIN);
        assert!(
            drawing.contains("a.md:") && drawing.contains('^'),
            "{text:?}\n{drawing}"
        );
    }
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

#[test]
fn the_json_document_has_both_languages_and_character_columns() {
    let (diagnostic, sources) = full();
    let whole = Diagnostic::new(Code::ConfigMissing, "没有", "none");
    insta::assert_snapshot!(json(&[whole, diagnostic], &sources, &Outcome::default()), @r#"
    {
      "diagnostics": [
        {
          "code": "DB0101",
          "severity": "error",
          "path": null,
          "line": null,
          "column": null,
          "end_line": null,
          "end_column": null,
          "message": {
            "zh": "没有",
            "en": "none"
          },
          "labels": [],
          "help": null,
          "excerpt": null
        },
        {
          "code": "DB0405",
          "severity": "error",
          "path": "content/plans/a/321200-2021.md",
          "line": 6,
          "column": 18,
          "end_line": 6,
          "end_column": 26,
          "message": {
            "zh": "目标值的单位与指标不同",
            "en": "the target's unit is not the indicator's"
          },
          "labels": [
            {
              "path": "content/plans/a/321200-2021.md",
              "line": 6,
              "column": 18,
              "end_line": 6,
              "end_column": 26,
              "message": {
                "zh": "单位是“万人”",
                "en": "in 万人"
              }
            },
            {
              "path": "content/plans/a/321200-2021.md",
              "line": 6,
              "column": 8,
              "end_line": 6,
              "end_column": 16,
              "message": {
                "zh": "这项指标",
                "en": "this indicator"
              }
            },
            {
              "path": "content/indicators/a/injury.md",
              "line": 3,
              "column": 7,
              "end_line": 3,
              "end_column": 10,
              "message": {
                "zh": "单位是“万人次”",
                "en": "in 万人次"
              }
            }
          ],
          "help": {
            "zh": "改成同一个单位",
            "en": "use one unit for both"
          },
          "excerpt": "到2025年，工伤保险参保人数达到≥27.95万人，“三同时”审查率96％。"
        }
      ],
      "summary": {
        "errors": 2,
        "warnings": 0,
        "notes": 0,
        "tally": null,
        "published": null,
        "failure": null
      }
    }
    "#);
}

fn tally(plans: usize) -> Tally {
    let by_plan = (0..plans).map(|index| PlanTally {
        id: format!("topic-{}/321200-{index}", index % 2),
        title: format!("示例第{index}部“十四五”规划"),
        rows: index * 600,
        commitments: index,
        marks: vec![Message::new("待核", "unverified"); index % 2],
    });
    Tally {
        plans,
        rows: 12_345,
        commitments: 67,
        pages: 1,
        by_plan: by_plan.collect(),
        left_out: vec![LeftOut {
            what: "content/plans/a/附件.docx".into(),
            why: Message::new("没有页面引用它", "no page refers to it"),
        }],
        ..Tally::default()
    }
}

fn published() -> Option<Publication<'static>> {
    Some(Publication::Published {
        written: Written {
            files: 1234,
            bytes: 12_345_678,
            written: 12,
            unchanged: 1222,
            removed: 3,
        },
        folder: Path::new("output"),
        took: Duration::from_millis(2345),
    })
}

#[test]
fn the_summary_names_every_plan_in_aligned_columns() {
    let tally = tally(4);
    let outcome = Outcome {
        tally: Some(&tally),
        publication: published(),
        failure: None,
    };
    insta::assert_snapshot!(summary(&outcome, Language::Chinese), @r"
    指标行  承诺  规划
         0     0  示例第0部“十四五”规划
       600     1  示例第1部“十四五”规划（待核）
     1,200     2  示例第2部“十四五”规划
     1,800     3  示例第3部“十四五”规划（待核）

    规划 4 部（其中待核 2 部），指标行 12,345 行，目标值 0 个，表外承诺 67 条，引文 0 处。
    行政区 0 个，指标 0 个，判定 0 条，引用文件 0 份，未收录文件 0 份，页面 1 页。
    没有进入网站的 1 项：
      content/plans/a/附件.docx：没有页面引用它
    已发布到 output：文件 1,234 个，共 12.3 MB；写入 12 个，未变 1,222 个，删除 3 个；用时 2.34 秒。
    ");
    insta::assert_snapshot!(summary(&outcome, Language::English), @r"
     rows  commitments  plan
        0            0  示例第0部“十四五”规划
      600            1  示例第1部“十四五”规划 (unverified)
    1,200            2  示例第2部“十四五”规划
    1,800            3  示例第3部“十四五”规划 (unverified)

    4 plans (2 unverified), 12,345 rows, 0 targets, 67 commitments, 0 citations.
    0 regions, 0 indicators, 0 verdicts, 0 references, 0 stubs, 1 page.
    Left out of the site: 1
      content/plans/a/附件.docx: no page refers to it
    Published to output: 1,234 files, 12.3 MB; 12 written, 1,222 unchanged, 3 removed; 2.34 s.
    ");
}

#[test]
fn many_plans_are_counted_by_topic() {
    let tally = tally(61);
    let outcome = Outcome {
        tally: Some(&tally),
        publication: published(),
        failure: None,
    };
    let words = summary(&outcome, Language::Chinese);
    let table: String = words.lines().take(3).fold(String::new(), |mut text, line| {
        writeln!(text, "{line}").unwrap();
        text
    });
    insta::assert_snapshot!(table, @r"
    规划   指标行  承诺  领域
      31  558,000   930  topic-0
      30  540,000   900  topic-1
    ");
}

#[test]
fn a_summary_without_a_site_on_disk() {
    let withheld = Outcome {
        publication: Some(Publication::Withheld {
            folder: Path::new("output"),
        }),
        ..Outcome::default()
    };
    assert_eq!(
        summary(&withheld, Language::English),
        "Nothing was published; output is as it was.\n"
    );
    assert_eq!(summary(&Outcome::default(), Language::English), "");
    let tally = tally(2);
    let checked = Outcome {
        tally: Some(&tally),
        ..Outcome::default()
    };
    insta::assert_snapshot!(summary(&checked, Language::Chinese), @r"
    规划 2 部（其中待核 1 部），指标行 12,345 行，目标值 0 个，表外承诺 67 条，引文 0 处。
    行政区 0 个，指标 0 个，判定 0 条，引用文件 0 份，未收录文件 0 份，页面 1 页。
    没有进入网站的 1 项：
      content/plans/a/附件.docx：没有页面引用它
    ");
}

#[test]
fn the_json_summary_has_what_the_words_say() {
    let tally = tally(1);
    let outcome = Outcome {
        tally: Some(&tally),
        publication: published(),
        failure: Some(Message::new("磁盘满了", "the disk is full")),
    };
    insta::assert_snapshot!(json(&[], &Sources::default(), &outcome), @r#"
    {
      "diagnostics": [],
      "summary": {
        "errors": 0,
        "warnings": 0,
        "notes": 0,
        "tally": {
          "plans": 1,
          "rows": 12345,
          "targets": 0,
          "commitments": 67,
          "citations": 0,
          "verdicts": 0,
          "indicators": 0,
          "references": 0,
          "stubs": 0,
          "regions": 0,
          "pages": 1,
          "by_plan": [
            {
              "id": "topic-0/321200-0",
              "title": "示例第0部“十四五”规划",
              "rows": 0,
              "commitments": 0,
              "marks": []
            }
          ],
          "left_out": [
            {
              "what": "content/plans/a/附件.docx",
              "why": {
                "zh": "没有页面引用它",
                "en": "no page refers to it"
              }
            }
          ]
        },
        "published": {
          "folder": "output",
          "files": 1234,
          "bytes": 12345678,
          "written": 12,
          "unchanged": 1222,
          "removed": 3,
          "milliseconds": 2345
        },
        "failure": {
          "zh": "磁盘满了",
          "en": "the disk is full"
        }
      }
    }
    "#);
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
