//! Repairs touch nothing but what they mend.

use proptest::prelude::*;

use super::*;

/// Lines that findings are made of.
const LINES: [&str; 34] = [
    "---",
    "——",
    "",
    " ",
    "title: 甲",
    "titel: 甲",
    "标题：甲",
    "title: a: b",
    "region: 泰州市",
    "period: 十四五",
    "topic: sample",
    "status: 草稿",
    "text:full",
    "verification: 原文",
    "written: 2022/3/28",
    "source:",
    "\turl: HTTPS://a",
    "  url: https：／／a",
    "also: [",
    "| 序号 | 指标名称 | 目标值 |",
    "|---|---|---|",
    "|——|——|——|",
    "| 1 | 甲 | 5 |",
    "| 2 | 乙 | 6 | |",
    "| 3 | 丙 |",
    "    缩进",
    "[!专栏 1] 甲",
    "** 一是**建成",
    "**一是",
    "[bookmark: _Toc1]甲",
    "# 一、目标",
    "- 5.2",
    "文字\u{200B}\u{FEFF}",
    "𠀀<b>x</b>",
];

fn document() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        8 => prop::sample::select(&LINES[..]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ];
    let newline = prop_oneof![Just("\n"), Just("\r\n")];
    (prop::collection::vec(line, 0..30), newline, any::<bool>()).prop_map(
        |(lines, newline, front)| {
            let front = if front {
                format!("---{newline}")
            } else {
                String::new()
            };
            front + &lines.join(newline)
        },
    )
}

/// What of a text lies outside of the edits.
fn outside(text: &str, edits: &[TextEdit]) -> Vec<String> {
    let mut at = 0;
    let mut parts = Vec::new();
    for edit in edits {
        parts.push(text[at..edit.span.range().start].to_owned());
        at = edit.span.range().end;
    }
    parts.push(text[at..].to_owned());
    parts
}

proptest! {
    #[test]
    fn repairs_touch_nothing_but_their_edits(text in document(), settings in any::<bool>()) {
        let path = if settings { config::FILE_NAME } else { PLAN_PATH };
        let (found, sources) = findings(path, &text);
        let fixes = propose(&found, &sources);
        for fix in &fixes {
            prop_assert_eq!(found[fix.finding].code, fix.code);
            prop_assert!(apply(&text, &fix.edits).is_ok());
        }
        let edits: Vec<TextEdit> = together(&fixes).into_values().flatten().collect();
        let after = apply(&text, &edits).unwrap();
        let mut rest = after.as_str();
        for (part, edit) in outside(&text, &edits).iter().zip(edits.iter().map(Some).chain([None])) {
            prop_assert!(rest.starts_with(part.as_str()));
            rest = &rest[part.len()..];
            if let Some(edit) = edit {
                prop_assert!(rest.starts_with(&edit.text));
                rest = &rest[edit.text.len()..];
            }
        }
        prop_assert!(rest.is_empty());
    }

    #[test]
    fn repairing_comes_to_an_end(text in document()) {
        let mut text = text;
        for _ in 0..40 {
            let next = mended(PLAN_PATH, &text);
            if next == text {
                return Ok(());
            }
            text = next;
        }
        prop_assert!(false, "repairs go on for ever");
    }

    #[test]
    fn edits_that_meet_are_refused(text in "[一-十a-c\n]{0,20}", places in prop::collection::vec((0_usize..30, 0_usize..30), 0..6)) {
        let mut sources = Sources::default();
        let id = sources.add("x.md", text.as_str());
        let edits: Vec<TextEdit> = places
            .iter()
            .map(|(start, end)| TextEdit { span: Span::new(id, *start..*end), text: "|".to_owned() })
            .collect();
        if let Ok(edited) = apply(&text, &edits) {
            let removed: usize = edits.iter().map(|edit| edit.span.range().len()).sum();
            prop_assert_eq!(edited.len() + removed, text.len() + edits.len());
        }
    }
}
