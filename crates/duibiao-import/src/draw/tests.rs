//! What a plan file looks like, and that the parser of plans reads it back.

use std::sync::Arc;

use crate::original::{Confidence, IndicatorTable, OriginalRow, PlacedText, RowLayout, RowTarget};
use duibiao_syntax::document::Document;
use duibiao_syntax::source::Sources;

use super::*;
use crate::metadata::{Fact, IssueStatus};
use crate::repair::tests::text;
use crate::repair::{RepairMode, repair};
use crate::structure::structure;

fn metadata() -> Metadata {
    let found = |text: &str| Some(Fact::new(text.to_owned(), Confidence::High, 1));
    Metadata {
        title: found("云湖县“十五五”苗木规划: 说明 #1"),
        region: Some(Fact::new("330402".parse().unwrap(), Confidence::High, 1)),
        topic: found("forestry"),
        period: Some(Fact::new("2026-2030".parse().unwrap(), Confidence::High, 1)),
        status: Some(Fact::new(IssueStatus::Issued, Confidence::High, 1)),
        doc_no: found("云林发〔2026〕5号"),
        written: found("2026-03-09"),
        ..Metadata::default()
    }
}

fn row(no: &str, name: &str, unit: Option<&str>, target: &str) -> OriginalRow {
    OriginalRow {
        no: no.into(),
        name: name.into(),
        unit: unit.map(str::to_owned),
        group: Some("苗圃".into()),
        baseline: Some("80".into()),
        baseline_year: Some(2025),
        targets: vec![RowTarget {
            year: Some(2030),
            text: target.into(),
            line: 1,
        }],
        nature: Some("约束性".into()),
        ..OriginalRow::default()
    }
}

fn table() -> Indicators {
    let mut rows = vec![
        row("1", "苗木成活率", Some("%"), "≥92"),
        row("2", "苗圃|面积*", Some("亩"), "350"),
    ];
    rows[1].marks = vec!["①".into()];
    Indicators {
        tables: vec![IndicatorTable {
            blocks: 1..2,
            layout: RowLayout::TabRows,
            confidence: Confidence::High,
            caption: Some(PlacedText {
                line: 2,
                text: "“十五五”主要指标".into(),
            }),
            header: Vec::new(),
            rows,
            notes: vec![PlacedText {
                line: 5,
                text: "注：①含租用的地。".into(),
            }],
            debris: Vec::new(),
        }],
        problems: Vec::new(),
    }
}

fn drawn(source: &str, tables: &Indicators, commitments: &[OriginalCommitment]) -> Drawn {
    let original = text(source);
    let repaired = repair(&original, tables, RepairMode::Safe);
    let structure = structure(&repaired.parts, &[], &original);
    draw(
        &metadata(),
        &structure,
        commitments,
        tables,
        &original,
        None,
    )
}

/// The plan that `duibiao` reads, and the codes of what it says about it.
fn parsed(drawn: &Drawn) -> (duibiao_syntax::document::PlanDocument, Vec<String>) {
    let mut sources = Sources::default();
    let id = sources.add("content/plans/forestry/330402-2026.md", drawn.text.as_str());
    let checked = duibiao_syntax::parse::document(sources.get(id));
    let codes = checked
        .diagnostics
        .iter()
        .map(|found| format!("{:?}", found.code))
        .collect();
    match checked.value {
        Some(Document::Plan(plan)) => (Arc::unwrap_or_clone(plan), codes),
        other => panic!("{other:?} {codes:?}\n{}", drawn.text),
    }
}

#[test]
fn the_file_is_what_duibiao_reads() {
    let drawn = drawn(
        "一、目标\n（表）\n（一）育苗\n扩大苗圃，更新品种。\n专栏 1 苗圃工程\n1. 建设苗圃5处。\n2. 培训工人20名。\n",
        &table(),
        &[],
    );
    let (plan, codes) = parsed(&drawn);
    assert_eq!(codes, [""; 0], "{}", drawn.text);
    assert_eq!(&*plan.title.value, "云湖县“十五五”苗木规划: 说明 #1");
    assert_eq!(plan.doc_no.unwrap().value.as_ref(), "云林发〔2026〕5号");
    assert_eq!(plan.written.unwrap().to_string(), "2026-03-09");
    let anchors: Vec<&str> = plan
        .body
        .clauses
        .iter()
        .map(|clause| plan.body.anchor(clause))
        .collect();
    assert_eq!(anchors, ["s1", "s1-1", "box-1-n0-0-1", "box-1-n0-0-2"]);
    assert_eq!(plan.body.boxes.len(), 1);
    let rows: Vec<&duibiao_syntax::document::IndicatorRow> = plan.body.rows().collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(&*rows[1].name.value, "苗圃|面积*");
    assert_eq!(rows[0].targets[0].target.printed.as_ref(), "≥92");
    assert_eq!(rows[0].baseline.as_ref().unwrap().year.as_ref(), "2025");
}

#[test]
fn commitments_become_links() {
    let source = "一、目标\n（表）\n建成苗圃不少于12处，培训[工人]20名。\n";
    let paragraph = "建成苗圃不少于12处，培训[工人]20名。";
    let commitment = |words: &str, indicator: Option<&str>| {
        let start = paragraph.find(words).unwrap();
        OriginalCommitment {
            paragraph: 0,
            span: start..start + words.len(),
            text: words.into(),
            line: 3,
            clause: String::new(),
            subject: String::new(),
            quantity: words.into(),
            indicator: indicator.map(str::to_owned),
        }
    };
    let drawn = drawn(
        source,
        &table(),
        &[
            commitment("20名", None),
            commitment("不少于12处", Some("nurseries")),
            commitment("12处", Some("overlaps")),
            commitment("培训", Some("no](id")),
        ],
    );
    assert!(
        drawn
            .text
            .contains("建成苗圃[不少于12处](indicator:nurseries)，培训\\[工人\\]20名。"),
        "{}",
        drawn.text
    );
    let (plan, codes) = parsed(&drawn);
    assert_eq!(codes, [""; 0]);
    assert_eq!(plan.body.commitments.len(), 1);
}

#[test]
fn what_is_unknown_is_named_in_a_comment() {
    let original = text("一、现状\n");
    let repaired = repair(&original, &Indicators::default(), RepairMode::Safe);
    let structure = structure(&repaired.parts, &[], &original);
    let drawn = draw(
        &Metadata::default(),
        &structure,
        &[],
        &Indicators::default(),
        &original,
        None,
    );
    assert!(
        drawn
            .text
            .starts_with("---\n# 待填：title（标题）\n# 待填：region")
    );
}

#[test]
fn a_stub_is_an_entry_of_the_catalogue() {
    let (path, text) = stub_indicator(
        &row("1", "苗木\"成活率", Some("%"), "≥92"),
        "forestry",
        "survival",
    );
    assert_eq!(path, "content/indicators/forestry/survival.md");
    let mut sources = Sources::default();
    let id = sources.add(path, text.as_str());
    let checked = duibiao_syntax::parse::document(sources.get(id));
    assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
    let Some(Document::Indicator(indicator)) = checked.value else {
        panic!("no indicator: {text}")
    };
    assert_eq!(&*indicator.name.value, "苗木\"成活率");
    assert_eq!(indicator.better, duibiao_syntax::document::Better::Higher);
}
