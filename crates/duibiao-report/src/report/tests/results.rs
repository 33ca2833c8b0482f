//! JSON and the closing summary.

use super::*;
use duibiao_render::site::{LeftOutDocument, PlanTally};

#[test]
fn a_json_finding_has_both_languages_and_character_columns() {
    let (diagnostic, sources) = full();
    let document = json(&[diagnostic], &sources, &CommandOutcome::default());
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    let mut finding = document["diagnostics"][0].clone();
    assert_eq!(
        finding["labels"].as_array_mut().unwrap().drain(1..).count(),
        2
    );
    insta::assert_snapshot!(serde_json::to_string_pretty(&finding).unwrap(), @r#"
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
        }
      ],
      "help": {
        "zh": "改成同一个单位",
        "en": "use one unit for both"
      },
      "excerpt": "到2025年，工伤保险参保人数达到≥27.95万人，“三同时”审查率96％。"
    }
    "#);
}

#[test]
fn a_json_finding_about_the_whole_project_has_no_place() {
    let missing = Diagnostic::new(Code::ConfigMissing, "没有", "none");
    let document = json(&[missing], &Sources::default(), &CommandOutcome::default());
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    let finding = &document["diagnostics"][0];
    for key in [
        "path",
        "line",
        "column",
        "end_line",
        "end_column",
        "help",
        "excerpt",
    ] {
        assert!(finding[key].is_null(), "{key}");
    }
    assert_eq!(document["summary"]["errors"], 1);
}

fn tally(plans: usize) -> Tally {
    let by_plan = (0..plans).map(|index| PlanTally {
        id: format!("topic-{}/321200-{index}", index % 2),
        title: format!("示例第{index}部“十四五”规划"),
        rows: index * 600,
        commitments: index,
        has_text: index % 3 == 0,
        marks: vec![Message::new("待核", "unverified"); index % 2],
    });
    Tally {
        plans,
        rows: 12_345,
        commitments: 67,
        pages: 1,
        by_plan: by_plan.collect(),
        left_out: vec![LeftOutDocument {
            what: "content/plans/a/附件.docx".into(),
            why: Message::new("没有页面引用它", "no page refers to it"),
        }],
        ..Tally::default()
    }
}

fn published() -> Publication<'static> {
    Publication::Published {
        written: BuildReport {
            files: 1234,
            bytes: 12_345_678,
            written: 12,
            unchanged: 1222,
            removed: 3,
        },
        folder: Path::new("output"),
        took: Duration::from_millis(2345),
    }
}

#[test]
fn the_summary_names_every_plan_in_aligned_columns() {
    let tally = tally(4);
    let outcome = CommandOutcome {
        tally: Some(&tally),
        publication: Some(published()),
        failure: None,
    };
    insta::assert_snapshot!(summary(&outcome, Language::Chinese), @r"
    指标行  承诺  规划
         0     0  示例第0部“十四五”规划
       600     1  示例第1部“十四五”规划（待核）
     1,200     2  示例第2部“十四五”规划
     1,800     3  示例第3部“十四五”规划（待核）

    有正文或摘要的规划 2 部：指标 0 + 1,800 = 1,800 行，表外承诺 3 条；只收录指标表的 2 部：1,800 行。
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

    2 plans with their text or a digest: 0 + 1,800 = 1,800 rows, 3 commitments; 2 with their table only: 1,800 rows.
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
    let outcome = CommandOutcome {
        tally: Some(&tally),
        publication: Some(published()),
        failure: None,
    };
    let words = summary(&outcome, Language::Chinese);
    let table = words.lines().take(3).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(table, @r"
    规划   指标行  承诺  领域
      31  558,000   930  topic-0
      30  540,000   900  topic-1
    ");
}

#[test]
fn a_summary_without_a_site_on_disk() {
    let withheld = CommandOutcome {
        publication: Some(Publication::Withheld {
            folder: Path::new("output"),
        }),
        ..CommandOutcome::default()
    };
    assert_eq!(
        summary(&withheld, Language::English),
        "Nothing was published; output is as it was.\n"
    );
    assert_eq!(summary(&CommandOutcome::default(), Language::English), "");
    let tally = tally(2);
    let checked = CommandOutcome {
        tally: Some(&tally),
        ..CommandOutcome::default()
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
    let outcome = CommandOutcome {
        tally: Some(&tally),
        publication: Some(published()),
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
