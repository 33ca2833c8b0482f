//! What drawings show of a difference, and that nothing of a plan becomes markup.

use duibiao_syntax::diagnostic::{Language, Message};
use jiff::civil::date;

use super::html::SheetHeading;
use super::sheet::{Redirect, Release, Review};
use super::terminal::Colour;
use super::{StylePlace, html, json, sheet, terminal};
use crate::diff::Difference;
use crate::snapshot::Snapshot;
use crate::snapshot::tests::fixture::{Fixture, PROVINCE};

const HEADING: SheetHeading<'_> = SheetHeading {
    site: "示例站",
    old: "第 3 次发布",
    new: "现在的内容",
};

/// A snapshot and a later one in which a bit of everything changed.
fn changed() -> (Snapshot, Snapshot) {
    let old = Fixture::default();
    let new = old
        .with(PROVINCE, "≥33", "≥55")
        .with(PROVINCE, "22辆", "30辆")
        .with(PROVINCE, "八小时", "九小时")
        .with(
            PROVINCE,
            "title: 示例省公共阅读规划",
            "title: 示例省公共阅读“十五五”规划",
        )
        .with(PROVINCE, "# 三、保障", "# 四、保障")
        .without("content/plans/public-reading/100000-2026.md");
    (old.snapshot(), new.snapshot())
}

fn release<'a>(redirects: &'a [Redirect<'a>], reviews: &'a [Review<'a>]) -> Release<'a> {
    Release {
        site: "示例站",
        number: 4,
        previous: Some(3),
        as_of: date(2026, 11, 22),
        revision: Some("0123456789abcdef0123456789abcdef01234567"),
        tool: "0.1.0",
        manifest: "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262",
        redirects,
        reviews,
    }
}

#[test]
fn a_terminal_shows_what_changes_in_the_order_of_its_weight() {
    let (old, new) = changed();
    let difference = Difference::between(&old, &new);
    let text = terminal::terminal(&difference, &HEADING, Language::Chinese, Colour::Plain);
    for wanted in [
        "示例站: 第 3 次发布 → 现在的内容\n",
        "1 居民持证率  2030年目标  ≥33% → ≥55%  （数值改变）",
        "22辆 → 30辆",
        "- 高于，更严  ",
        "+ 低于，更宽  ",
        "删除  示例国家公共阅读规划（中国，public-reading/100000-2026）",
        "标题  示例省公共阅读规划 → 示例省公共阅读“十五五”规划",
        "（二）阅览室免费开放，周末不少于[-八-]{+九+}小时。",
        "消失的网址",
        "  /plans/public-reading/100000-2026/\n",
    ] {
        assert!(text.contains(wanted), "{wanted} is not in\n{text}");
    }
    let order = [
        "指标和目标",
        "判定变化",
        "规划信息",
        "正文条款",
        "消失的网址",
    ];
    let places: Vec<usize> = order.iter().map(|part| text.find(part).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(!text.contains('\u{1b}'));
    let coloured = terminal::terminal(&difference, &HEADING, Language::English, Colour::Shown);
    assert!(coloured.contains("\u{1b}[32m{+九+}\u{1b}[0m"), "{coloured}");
    assert!(coloured.contains("Targets"));
}

#[test]
fn json_has_both_sides_of_every_change() {
    let (old, new) = changed();
    let difference = Difference::between(&old, &new);
    let document: serde_json::Value = serde_json::from_str(&json::json(&difference)).unwrap();
    assert_eq!(document["format"], "duibiao-difference");
    assert_eq!(document["empty"], false);
    assert_eq!(document["totals"]["plans"]["removed"], 1);
    let plans = document["plans"].as_array().unwrap();
    let province = plans
        .iter()
        .find(|plan| plan["new_id"] == "public-reading/460000-2026")
        .unwrap();
    let target = &province["targets"][0];
    assert_eq!(target["old"]["text_as_printed"], "≥33");
    assert_eq!(target["new"]["text_as_printed"], "≥55");
    let runs = province["clauses"].as_array().unwrap().iter();
    let runs: Vec<&serde_json::Value> = runs
        .flat_map(|clause| clause["redline"].as_array().unwrap())
        .collect();
    assert!(
        runs.contains(&&serde_json::json!(["removed", "八"])),
        "{runs:?}"
    );
    assert_eq!(
        json::json(&difference),
        json::json(&Difference::between(&old, &new))
    );
}

#[test]
fn pages_stand_alone_and_have_marks_beside_colours() {
    let (old, new) = changed();
    let difference = Difference::between(&old, &new);
    let page = html::html(&difference, &HEADING, StylePlace::Page, Language::Chinese);
    for wanted in [
        "<html lang=\"zh-CN\">",
        "<del><b>删</b>八</del><ins><b>增</b>九</ins>",
        "<th scope=\"col\">原为</th>",
        "<caption>",
        "@page",
        "prefers-color-scheme: dark",
        // What follows from the plan that went, counted.
        "<td>高于，更严 → 上级未收录</td><td>1</td>",
    ] {
        assert!(page.contains(wanted), "{wanted} is not in\n{page}");
    }
    for forbidden in [
        "<script", "src=", "url(", "@import", "http://", "https://", "<link",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    let english = html::html(&difference, &HEADING, StylePlace::Page, Language::English);
    assert!(english.contains("<html lang=\"en\">") && english.contains(">Before<"));
}

#[test]
fn a_page_may_have_its_style_in_a_file_and_then_forbids_nothing_itself() {
    let (old, new) = changed();
    let difference = Difference::between(&old, &new);
    let style = StylePlace::Address("page.css");
    let page = html::html(&difference, &HEADING, style, Language::Chinese);
    assert!(page.contains("<link rel=\"stylesheet\" href=\"page.css\">\n</head>\n"));
    assert!(!page.contains("<style") && !page.contains("Content-Security-Policy"));
}

#[test]
fn a_sheet_has_what_is_signed() {
    let (old, new) = changed();
    let difference = Difference::between(&old, &new);
    let redirects = [
        Redirect {
            from: "plans/public-reading/100000-2026/",
            to: Some("topics/"),
            note: "",
        },
        Redirect {
            from: "plans/old/",
            to: None,
            note: "已撤下",
        },
    ];
    let reviews = [Review {
        page: "示例省公共阅读规划",
        step: "终审",
        by: "",
        on: None,
        state: Message::new("未签", "not signed"),
    }];
    let page = sheet::sheet(
        &difference,
        &release(&redirects, &reviews),
        Language::Chinese,
    );
    for wanted in [
        "<h1>发布审批单</h1>",
        "第 4 次（与第 3 次对照）",
        "2026年11月22日",
        "0123456789abcdef0123456789abcdef01234567",
        "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262",
        "duibiao 0.1.0",
        "/topics/",
        "（已撤下）",
        "未签",
        "拟稿",
        "审核",
        "签发",
        "≥55",
    ] {
        assert!(page.contains(wanted), "{wanted} is not in\n{page}");
    }
    assert!(
        page.find("签发").unwrap() > page.find("≥55").unwrap(),
        "signed at the end"
    );
}

#[test]
fn an_empty_difference_says_so_in_one_line() {
    let snapshot = Fixture::default().snapshot();
    let difference = Difference::between(&snapshot, &snapshot);
    let page = sheet::sheet(&difference, &release(&[], &[]), Language::Chinese);
    assert!(page.contains("与上次发布相同，没有需要上传的文件"));
    assert!(page.contains("签发") && !page.contains("<h2>"));
    let text = terminal::terminal(&difference, &HEADING, Language::Chinese, Colour::Plain);
    assert_eq!(text.lines().count(), 2);
    assert!(
        html::html(&difference, &HEADING, StylePlace::Page, Language::English)
            .contains("Both sides are the same.")
    );
}

#[test]
fn nothing_that_a_plan_says_gets_out_of_its_place() {
    let old = Fixture::default().snapshot();
    let mut new = old.clone();
    let evil = "<script>alert(1)</script>\"'&\u{1b}[2J\u{202e}甲";
    for plan in &mut new.plans {
        evil.clone_into(&mut plan.title);
        evil.clone_into(&mut plan.doc_no);
        for target in &mut plan.targets {
            evil.clone_into(&mut target.text_as_printed);
            evil.clone_into(&mut target.name_as_printed);
            evil.clone_into(&mut target.no);
        }
        for verdict in &mut plan.verdicts {
            evil.clone_into(&mut verdict.sentence);
            evil.clone_into(&mut verdict.verdict);
        }
        for clause in plan.clauses.iter_mut().flatten() {
            evil.clone_into(&mut clause.title);
            evil.clone_into(&mut clause.number);
        }
    }
    let heading = SheetHeading {
        site: evil,
        old: evil,
        new: evil,
    };
    let difference = Difference::between(&old, &new);
    let pages = [
        html::html(&difference, &heading, StylePlace::Page, Language::Chinese),
        sheet::sheet(
            &difference,
            &Release {
                site: evil,
                tool: evil,
                ..release(&[], &[])
            },
            Language::English,
        ),
    ];
    for page in pages {
        assert!(
            !page.contains("<script") && !page.contains('\u{202e}') && !page.contains('\u{1b}')
        );
        assert!(page.contains("[U+202E]甲"));
    }
    let text = terminal::terminal(&difference, &heading, Language::Chinese, Colour::Plain);
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
}
