//! What documents say about themselves, in the forms in which offices write it.

use crate::original::Indicators;

use super::*;
use crate::repair::tests::text;
use crate::repair::{RepairMode, repair};

fn facts(source: &str) -> Metadata {
    let topics = [
        Topic {
            id: "forestry".into(),
            names: vec!["林业".into(), "苗木".into()],
        },
        Topic {
            id: "water".into(),
            names: vec!["水利".into()],
        },
    ];
    let repaired = repair(&text(source), &Indicators::default(), RepairMode::Safe);
    read(&repaired.parts, &topics)
}

fn value<T: Clone>(found: Option<&Fact<T>>) -> Option<T> {
    found.map(|found| found.value.clone())
}

const NOTICE: &str = "\
关于印发《嘉兴市“十五五”林业发展规划》的通知

嘉林发﹝X﹞

嘉林发〔2026〕15 号

各县（市、区）林业局、财政局：

市林业局会同有关部门编制了《嘉兴市“十五五”林业发展规划》，现印发给你们，请认真贯彻执行。

嘉兴市林业局 嘉兴市财政局
嘉兴市人民政府国有资 嘉兴市水利局产监督管
理委员会
嘉兴市总工会

二〇二六年三月九日

（此件主动公开）

嘉兴市“十五五”林业发展规划

为推动林业发展，制定本规划。

一、现状

树木很多。
";

#[test]
fn a_notice_says_who_when_and_under_which_number() {
    let facts = facts(NOTICE);
    assert_eq!(
        value(facts.title.as_ref()).as_deref(),
        Some("嘉兴市“十五五”林业发展规划")
    );
    assert_eq!(
        value(facts.doc_no.as_ref()).as_deref(),
        Some("嘉林发〔2026〕15号")
    );
    assert_eq!(value(facts.written.as_ref()).as_deref(), Some("2026-03-09"));
    assert_eq!(value(facts.openness.as_ref()).as_deref(), Some("主动公开"));
    assert_eq!(value(facts.status.as_ref()), Some(IssueStatus::Issued));
    assert_eq!(value(facts.topic.as_ref()).as_deref(), Some("forestry"));
    let period = value(facts.period.as_ref()).unwrap();
    assert_eq!((period.start, period.end), (2026, 2030));
    let region = facts.region.unwrap();
    assert_eq!(
        (region.value.as_str(), region.line, region.confidence),
        ("330400", 20, Confidence::High)
    );
    assert_eq!(facts.problems, []);
}

#[test]
fn columns_of_a_signature_are_untangled() {
    let issuers = facts(NOTICE).issuers.unwrap().value;
    assert_eq!(
        issuers.names,
        [
            "嘉兴市林业局",
            "嘉兴市财政局",
            "嘉兴市人民政府国有资产监督管理委员会",
            "嘉兴市水利局",
            "嘉兴市总工会",
        ]
    );
    assert_eq!(issuers.summary(), "嘉兴市林业局等5部门");
}

#[test]
fn a_broken_name_may_go_on_in_its_own_column() {
    let source = NOTICE.replace(
        "嘉兴市人民政府国有资 嘉兴市水利局产监督管\n理委员会\n",
        "嘉兴市人民政府国有资 嘉兴市水利局\n产监督管理委员会 嘉兴市教育局\n国 网 嘉 兴 供 电 公 司\n",
    );
    let issuers = facts(&source).issuers.unwrap().value;
    assert_eq!(
        issuers.names,
        [
            "嘉兴市林业局",
            "嘉兴市财政局",
            "嘉兴市人民政府国有资产监督管理委员会",
            "嘉兴市水利局",
            "嘉兴市教育局",
            "国网嘉兴供电公司",
            "嘉兴市总工会",
        ]
    );
}

#[test]
fn the_notice_and_the_title_are_no_part_of_the_plan() {
    let facts = facts(NOTICE);
    let reasons: Vec<&str> = facts.apart.iter().map(|(_, reason)| *reason).collect();
    assert_eq!(
        reasons.iter().filter(|reason| **reason == "title").count(),
        1
    );
    assert_eq!(facts.apart.len(), 12);
    assert!(
        reasons[..11]
            .iter()
            .all(|reason| *reason == "issuing-notice")
    );
    assert_eq!(
        value(facts.addressees.as_ref()).as_deref(),
        Some("各县（市、区）林业局、财政局")
    );
}

#[test]
fn a_notice_may_name_only_the_first_of_them() {
    let facts = facts(
        "关于印发《嘉兴市“十五五”林业发展规划》的通知\n\n嘉兴市林业局等 12 个部门联合编制了《嘉兴市“十五五”林业发展规划》，现印发给你们，请遵照执行。\n\n嘉兴市“十五五”林业发展规划\n\n一、现状\n",
    );
    let issuers = facts.issuers.unwrap().value;
    assert_eq!((issuers.names.len(), issuers.count), (1, 12));
    assert_eq!(issuers.summary(), "嘉兴市林业局等12部门");
}

#[test]
fn a_number_or_a_date_in_a_sentence_is_another_documents() {
    let facts = facts(
        "嘉兴市“十五五”林业发展规划\n\n按照《苗木管理办法》（浙林发〔2020〕3号）和2020年5月1日的会议精神，制定本规划。\n\n一、现状\n",
    );
    assert_eq!(
        (facts.doc_no, facts.written, facts.issuers),
        (None, None, None)
    );
}

#[test]
fn a_draft_for_comment() {
    let facts = facts("嘉兴市苗木规划（2026—2030年）\n（公开征求意见稿）\n\n一、现状\n");
    assert_eq!(
        value(facts.status.as_ref()),
        Some(IssueStatus::Consultation)
    );
    assert_eq!(
        value(facts.title.as_ref()).as_deref(),
        Some("嘉兴市苗木规划（2026—2030年）（公开征求意见稿）")
    );
    assert_eq!(facts.apart.len(), 2);
    let period = value(facts.period.as_ref()).unwrap();
    assert_eq!((period.start, period.end), (2026, 2030));
}

#[test]
fn a_title_page_in_several_lines() {
    let facts = facts("嘉兴市林业发展\n“十五五”规划\n\n嘉兴市林业局\n二〇二六年一月\n一、现状\n");
    assert_eq!(
        value(facts.title.as_ref()).as_deref(),
        Some("嘉兴市林业发展“十五五”规划")
    );
    assert_eq!(facts.issuers.unwrap().value.names, ["嘉兴市林业局"]);
}

#[test]
fn one_of_many_places_of_a_name_is_found_by_the_city_above() {
    let region = |title: &str| {
        let facts = facts(&format!("{title}\n\n一、现状\n"));
        let codes: Vec<&str> = facts
            .problems
            .iter()
            .map(|problem| problem.code)
            .filter(|code| *code != "status-unconfirmed")
            .collect();
        (
            value(facts.region.as_ref()).map(|code| code.to_string()),
            codes.join(" "),
        )
    };
    assert_eq!(
        region("南京市鼓楼区“十五五”林业规划"),
        (Some("320106".into()), String::new())
    );
    assert_eq!(
        region("鼓楼区“十五五”林业规划"),
        (None, "region-ambiguous".into())
    );
    assert_eq!(
        region("浙江省嘉兴市“十五五”林业规划"),
        (Some("330400".into()), String::new())
    );
    assert_eq!(
        region("上海“十五五”林业规划"),
        (Some("310000".into()), String::new())
    );
    assert_eq!(
        region("全国林业发展“十五五”规划"),
        (Some("100000".into()), String::new())
    );
    assert_eq!(
        region("甲乙丙“十五五”林业规划"),
        (None, "region-unknown".into())
    );
}

#[test]
fn an_ambiguous_place_is_reported_with_its_candidates() {
    let facts = facts("鼓楼区“十五五”林业规划\n\n一、现状\n");
    let problem = &facts.problems[0];
    assert!(
        problem.zh.contains("320106 江苏省南京市鼓楼区"),
        "{}",
        problem.zh
    );
    assert!(problem.zh.contains("--region"));
    let told = facts_with("鼓楼区“十五五”林业规划\n\n福州市的苗圃由鼓楼区管理。\n\n一、现状\n");
    assert_eq!(told.as_deref(), Some("350102"));
}

fn facts_with(source: &str) -> Option<String> {
    value(facts(source).region.as_ref()).map(|code| code.to_string())
}

#[test]
fn ways_of_disclosure() {
    for (line, wanted) in [
        ("(此件公开发布)", Some("公开发布")),
        ("（此件依申请公开）", Some("依申请公开")),
        ("信息公开选项：主动公开", Some("主动公开")),
        ("公开方式:主动公开", Some("主动公开")),
        ("（公开属性：不予公开）", Some("不予公开")),
        ("推动主动公开", None),
        ("公开方式：另行通知", None),
    ] {
        assert_eq!(disclosure(line).as_deref(), wanted, "{line}");
    }
    let closed = facts("嘉兴市“十五五”林业规划\n一、现状\n够了。\n\n公开方式：依申请公开\n");
    assert!(
        closed
            .problems
            .iter()
            .any(|problem| problem.code == "not-public")
    );
    assert_eq!(closed.apart.len(), 2);
}

#[test]
fn a_record_of_printing_is_set_apart() {
    let facts = facts(
        "嘉兴市“十五五”林业规划\n一、现状\n够了。\n\n抄送：市委办公室。\n嘉兴市林业局办公室 2026年4月1日印发\n",
    );
    assert_eq!(value(facts.written.as_ref()).as_deref(), Some("2026-04-01"));
    assert_eq!(facts.apart.len(), 3);
}

#[test]
fn what_is_missing_is_told() {
    let facts = facts("几句没有标题的话。\n");
    let codes: Vec<&str> = facts.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(
        codes,
        [
            "title-unknown",
            "region-unknown",
            "topic-unknown",
            "period-unknown"
        ]
    );
}
