//! The finder on made-up sentences, and on the real texts where they are present.

mod positive;
mod negative;
mod real;

use crate::original::Paragraph;

use super::{CatalogueName, find};

/// What is found in one paragraph: `subject|quantity` each.
fn found(text: &str) -> Vec<String> {
    found_in(&[paragraph(text)])
}

fn found_in(paragraphs: &[Paragraph]) -> Vec<String> {
    let found = find(paragraphs, &[]);
    found
        .iter()
        .map(|c| format!("{}|{}", c.subject, c.quantity))
        .collect()
}

fn paragraph(text: &str) -> Paragraph {
    Paragraph {
        line: 7,
        text: text.to_owned(),
        clause: "三（二）".to_owned(),
        heading: "（二）主要任务".to_owned(),
        in_box: None,
    }
}

/// Every line: the sentence, and after `=>` what must be found, parted by ` ; `. All faults are shown at once.
fn assert_table(table: &str) {
    let mut faults = Vec::new();
    for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (sentence, expected) = line.split_once("=>").unwrap_or((line, ""));
        let expected: Vec<&str> = expected
            .split(" ; ")
            .map(str::trim)
            .filter(|e| !e.is_empty())
            .collect();
        let found = found(sentence.trim());
        if found != expected {
            faults.push(format!(
                "{sentence}\n    expected {expected:?}\n    found    {found:?}"
            ));
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn a_chapter_on_the_present_state_promises_nothing() {
    let mut look_back = paragraph("建成示范书屋50家，培训馆员300名。");
    look_back.heading = "一、发展现状与问题".to_owned();
    look_back.clause = "一".to_owned();
    let mut below = paragraph("建成示范书屋50家。");
    below.heading = "（二）服务网络".to_owned();
    below.clause = "一（二）".to_owned();
    let mut eleventh = paragraph("建成示范书屋50家。");
    eleventh.clause = "一十".to_owned();
    assert_eq!(found_in(&[look_back, below, eleventh]), ["示范书屋|50家"]);
}

#[test]
fn the_years_that_are_named_most_are_the_plan_s_own() {
    let own = paragraph("“十五五”规划的实施期为“十五五”时期。");
    let past = paragraph("2030年，服务站达到80家。“十四五”期间，改造街区20个。");
    assert!(
        found_in(&[own.clone(), past]).is_empty() || found("2030年，服务站达到80家。").len() == 1
    );
    let before = paragraph("“十四五”期间，改造街区20个。");
    assert_eq!(found_in(&[own.clone(), before]), Vec::<String>::new());
    let ahead = paragraph("“十五五”期间，改造街区20个。");
    assert_eq!(found_in(&[own, ahead]), ["街区|20个"]);
}

#[test]
fn a_catalogue_name_is_matched_exactly_and_by_alias_and_by_nothing_near() {
    let catalogue = [
        CatalogueName {
            id: "rooms".into(),
            names: vec!["省级 示范书屋".into()],
        },
        CatalogueName {
            id: "centre".into(),
            names: vec!["阅读指导中心（市级）".into(), "阅读中心".into()],
        },
        CatalogueName {
            id: "chosen".into(),
            names: vec!["推荐省级“读书达人”".into()],
        },
        CatalogueName {
            id: "twice-a".into(),
            names: vec!["流动书车".into()],
        },
        CatalogueName {
            id: "twice-b".into(),
            names: vec!["流动书车".into()],
        },
    ];
    let of = |text: &str| {
        find(&[paragraph(text)], &catalogue)
            .first()
            .and_then(|c| c.indicator.clone())
    };
    assert_eq!(of("建成省级示范书屋50家。").as_deref(), Some("rooms"));
    assert_eq!(of("建成50家省级“示范书屋”。").as_deref(), Some("rooms"));
    assert_eq!(
        of("建成全市省级示范书屋50家。").as_deref(),
        Some("rooms"),
        "the place is the plan's own"
    );
    assert_eq!(of("建成乡镇省级示范书屋50家。"), None);
    assert_eq!(of("建设市级阅读指导中心1个。").as_deref(), Some("centre"));
    assert_eq!(of("建设阅读中心1个。").as_deref(), Some("centre"));
    assert_eq!(of("推荐省级“读书达人”5名。").as_deref(), Some("chosen"));
    assert_eq!(of("建成省级示范书店50家。"), None);
    assert_eq!(of("购置流动书车8辆。"), None);
}

#[test]
fn the_span_is_what_is_to_be_linked_and_loses_no_word_that_holds() {
    let of = |text: &str| {
        find(&[paragraph(text)], &[])
            .iter()
            .map(|c| c.text.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of("建成 省级书屋 50 家，覆盖率达到 85% 以上。"),
        ["50 家", "85% 以上"]
    );
    assert_eq!(
        of("每年新建书屋不少于3家，更新书车2辆。"),
        ["每年新建书屋不少于3家", "更新书车2辆"]
    );
    assert_eq!(of("至少评选“读书达人”30名。"), ["至少评选“读书达人”30名"]);
    let text = "建成５０家书屋。";
    let first = find(&[paragraph(text)], &[]).remove(0);
    assert_eq!(
        (
            &text[first.span.clone()],
            first.text.as_str(),
            first.quantity.as_str()
        ),
        ("５０家", "５０家", "50家")
    );
    assert_eq!(
        (first.line, first.clause.as_str(), first.paragraph),
        (7, "三（二）", 0)
    );
}

#[test]
fn an_item_of_a_box_says_its_box_and_number() {
    let mut item = paragraph("- 2.建设1个市级阅读中心。");
    item.in_box = Some("专栏3".to_owned());
    assert_eq!(find(&[item], &[]).remove(0).clause, "专栏3.2");
    let numbered = paragraph("4.建设1个市级阅读中心。");
    assert_eq!(find(&[numbered], &[]).remove(0).clause, "三（二）4");
    let mut counted = paragraph("（1）建设1个市级阅读中心。");
    counted.clause = "三（二）4（1）".to_owned();
    assert_eq!(find(&[counted], &[]).remove(0).clause, "三（二）4（1）");
}

#[test]
fn hostile_texts_end_soon_and_break_nothing() {
    for piece in [
        "建成50家",
        "“",
        "（1个",
        "1",
        "一",
        "、5名",
        "每年",
        "，",
        "：",
        "百分之",
        "5—",
        "的",
        "1,",
    ] {
        let text = piece.repeat(5_000);
        let _found = find(&[paragraph(&text)], &[]);
    }
    for text in [
        "",
        "。",
        "（1个）",
        "1个",
        "（",
        "）1个",
        "：1个",
        "1个省级",
        "建成1个省级、",
        "每1个",
        "省级1个、1个市级",
    ] {
        let _found = find(&[paragraph(text)], &[]);
    }
}

/// Numbers that look drawn by lot and are the same in every run.
fn lots(seed: u64) -> impl Iterator<Item = usize> {
    let next = |state: &u64| {
        Some(
            state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1),
        )
    };
    std::iter::successors(Some(seed), next)
        .map(|state| usize::try_from(state >> 40).unwrap_or_default())
}

#[test]
fn every_span_holds_its_words_whatever_the_text() {
    let pieces = "建成|50|家|省级|、|，|。|：|（|）|“|”|每|年|至少|的|以上|%|达到|５|一|百分之|—|分别|和| |\n|*|书屋|等|1.|每个\
                  |企业参与|超|万|专栏|𠮷|é|\u{200b}";
    let pieces: Vec<&str> = pieces.split('|').collect();
    for seed in 0..2000 {
        let text: String = lots(seed)
            .skip(1)
            .take(24)
            .map(|lot| pieces[lot % pieces.len()])
            .collect();
        for commitment in find(&[paragraph(&text)], &[]) {
            assert_eq!(
                text.get(commitment.span.clone()),
                Some(commitment.text.as_str()),
                "{text}"
            );
            assert!(
                !commitment.subject.is_empty() && !commitment.quantity.is_empty(),
                "{text}"
            );
            assert!(
                commitment
                    .quantity
                    .chars()
                    .any(|c| c.is_numeric() || "一两百".contains(c)),
                "{text}"
            );
        }
    }
}
