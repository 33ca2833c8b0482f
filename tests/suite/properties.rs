//! What holds for every text and every pair of targets, tried on made-up and on mutated ones.
//!
//! The numbers of cases are small enough for a debug build; `PROPTEST_CASES` asks for more.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use duibiao_compare::compare;
use duibiao_compare::link;
use duibiao_compare::verdict::{Judgement, JudgementContext, Standing, Strictness, Verdict, judge};
use duibiao_report::report::{self, Style};
use duibiao_syntax::diagnostic::{Diagnostic, Language, Severity};
use duibiao_syntax::document::{Better, Body, Document, Grade, IndicatorMeasure};
use duibiao_syntax::markdown::{Markdown, MarkdownNode};
use duibiao_syntax::parse;
use duibiao_syntax::period::Period;
use duibiao_syntax::quantity::Unit;
use duibiao_syntax::source::{Source, Sources};
use duibiao_syntax::span::{SourceId, Span};
use duibiao_syntax::target::{Context, Target, TargetKind};

use crate::support::{package, today, tree};

const PERIOD: Period = Period {
    start: 2021,
    end: 2025,
};

/// Every plan of the project itself: path and text.
static PLANS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let plans = tree(&package().join("content/plans"));
    let plans: Vec<(String, String)> = plans
        .into_iter()
        .filter(|(path, _)| path.strip_suffix(".md").is_some())
        .map(|(path, bytes)| {
            (
                format!("content/plans/{path}"),
                String::from_utf8(bytes).unwrap(),
            )
        })
        .collect();
    assert!(!plans.is_empty());
    plans
});

/// Pieces that mean something to YAML, Markdown, tables, outlines, boxes, citations or targets.
const PIECES: &[&str] = &[
    "---\n",
    "\n",
    "\n\n",
    "\r\n",
    "\u{FEFF}",
    "title: ",
    "region: \"321200\"\n",
    "topic: sample\n",
    "period: 2021-2025\n",
    "status: in-force\n",
    "text: full\n",
    "verification: transcribed\n",
    "also:\n  - { name: 甲",
    "[",
    "]",
    "{",
    "}",
    ": ",
    "- ",
    "? ",
    "\"",
    "'",
    "|",
    " | ",
    "|---|---|\n",
    "| 指标名称 | 2025年目标值 |\n",
    "| 甲 | ≥90% |\n",
    "\\",
    "# ",
    "## ",
    "一、",
    "（一）",
    "1.",
    "①",
    "第一章",
    "> ",
    "> [!专栏 1] 甲\n",
    "[!",
    "**",
    "*",
    "~",
    "~~",
    "`",
    "```\n",
    "<!--",
    "-->",
    "<b>",
    "](indicator:a)",
    "](javascript:x)",
    "](#s1)",
    "![",
    "《",
    "》",
    "（",
    "）",
    "〔2022〕8号",
    "〔70〕",
    "≥",
    "90",
    "%",
    "万",
    "亿元",
    "2025年",
    "较",
    "下降",
    "以上",
    "左右",
    "年均",
    "其中",
    "稳步提升",
    "完成省下达",
    "$",
    "$\\geq 90\\%$",
    "　",
    " ",
    "\t",
    "甲",
    "职业病",
    "é",
    "𠮷",
    "\u{200D}",
    "&lt;",
    "^",
    "{#a}",
    "    ",
    "3~5",
    "---",
    "- 5.2",
    "秘密\n",
    "\u{FFFD}",
    "\0",
];

fn soup(most: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => select(PIECES).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    proptest::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
}

/// One thing that a slip of the hand does to a text.
#[derive(Clone, Debug)]
enum Slip {
    Insert(Index, &'static str),
    Delete(Index, usize),
    Repeat(Index, usize),
    SwapLines(Index, Index),
}

fn slips() -> impl Strategy<Value = Vec<Slip>> {
    let slip = prop_oneof![
        (any::<Index>(), select(PIECES)).prop_map(|(at, piece)| Slip::Insert(at, piece)),
        (any::<Index>(), 1..40_usize).prop_map(|(at, length)| Slip::Delete(at, length)),
        (any::<Index>(), 1..40_usize).prop_map(|(at, length)| Slip::Repeat(at, length)),
        (any::<Index>(), any::<Index>()).prop_map(|(one, other)| Slip::SwapLines(one, other)),
    ];
    proptest::collection::vec(slip, 1..8)
}

fn slipped(text: &str, slips: &[Slip]) -> String {
    slips
        .iter()
        .fold(text.to_owned(), |text, slip| slip.on(&text))
}

impl Slip {
    fn on(&self, text: &str) -> String {
        let place = |at: &Index| text.floor_char_boundary(at.index(text.len() + 1));
        let range = |at: &Index, length: usize| {
            let start = place(at);
            start..text.floor_char_boundary((start + length).min(text.len()))
        };
        let mut slipped = text.to_owned();
        match self {
            Self::Insert(at, piece) => slipped.insert_str(place(at), piece),
            Self::Delete(at, length) => slipped.replace_range(range(at, *length), ""),
            Self::Repeat(at, length) => {
                let range = range(at, *length);
                slipped.insert_str(range.end, &text[range]);
            }
            Self::SwapLines(one, other) => {
                let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
                if !lines.is_empty() {
                    let (one, other) = (one.index(lines.len()), other.index(lines.len()));
                    lines.swap(one, other);
                }
                slipped = lines.concat();
            }
        }
        slipped
    }
}

/// Parses, links, compares and draws a text, and checks every place that comes out.
fn go_through(path: &str, text: &str) {
    let mut sources = Sources::default();
    let id = sources.add(path, text);
    let source = sources.get(id);
    let mut found = Vec::new();
    let document = parse::document(source).drain_into(&mut found);
    if let Some(document) = &document {
        for span in places(document) {
            check_place(span, source);
        }
    }
    let catalog = link::catalog(
        document.into_iter().collect(),
        &sources,
        &BTreeMap::new(),
        today(),
    );
    let catalog = catalog.drain_into(&mut found);
    for label in found.iter().flat_map(|diagnostic| &diagnostic.labels) {
        check_place(label.span, source);
    }
    // What is compared with what is only defined for a catalog without errors.
    if !found
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
    {
        drop(compare::all(&catalog));
    }
    for (language, width) in [(Language::Chinese, 100), (Language::English, 40)] {
        let style = Style {
            color: false,
            width,
        };
        let drawing = report::draw(&found, &sources, language, style);
        assert!(!drawing.is_empty());
    }
}

#[track_caller]
fn check_place(span: Span, source: &Source) {
    let range = span.range();
    let cut = source.text.get(range.clone());
    assert!(
        cut.is_some(),
        "{range:?} is no part of the {} bytes",
        source.text.len()
    );
}

fn places(document: &Document) -> Vec<Span> {
    let (mut places, body) = match document {
        Document::Topic(topic) => (vec![topic.id.span], &topic.body),
        Document::Indicator(indicator) => (
            vec![indicator.id.span, indicator.name.span],
            &indicator.body,
        ),
        Document::Plan(plan) => (
            vec![
                plan.id.span,
                plan.title.span,
                plan.region.span,
                plan.period.span,
                plan.status.span,
            ],
            &plan.body,
        ),
        Document::Reference(reference) => (
            vec![reference.id.span, reference.title.span],
            &reference.body,
        ),
        Document::Page(page) => (vec![page.id.span], &page.body),
    };
    places.extend(body_places(body));
    places
}

fn body_places(body: &Body) -> Vec<Span> {
    let mut places = vec![body.span];
    places.extend(
        body.clauses
            .iter()
            .flat_map(|clause| [clause.number, clause.title, clause.extent])
            .map(|extent| extent.of(body.span.source)),
    );
    places.extend(
        body.boxes
            .iter()
            .flat_map(|mark| [mark.label, mark.title, mark.span]),
    );
    places.extend(body.tables.iter().map(|table| table.span));
    for row in body.rows() {
        places.extend([row.span, row.name.span]);
        places.extend(row.targets.iter().map(|target| target.span));
        places.extend(row.baseline.as_ref().map(|baseline| baseline.span));
    }
    places.extend(
        body.commitments
            .iter()
            .flat_map(|of| [of.span, of.indicator.span]),
    );
    places.extend(body.citations.iter().map(|citation| citation.span));
    places.extend(body.links.iter().map(|link| link.span));
    places
}

/// Cases that are quick are tried more often.
fn cases(count: u32) -> ProptestConfig {
    ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").map_or(count, |cases| cases.parse().unwrap()),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_text_is_parsed_without_panic(text in soup(120), head in any::<bool>()) {
        let head = if head { HEAD } else { "" };
        go_through("content/plans/sample/321200-2021.md", &format!("{head}{text}"));
    }

    #[test]
    fn any_text_is_an_indicator_or_not(text in soup(60)) {
        go_through("content/indicators/sample/a.md", &format!("---\n{text}"));
    }

    #[test]
    fn events_lie_on_character_borders(text in soup(80)) {
        for piece in Markdown::new(&text, 0).pieces() {
            let words = text.get(piece.range.clone());
            prop_assert!(words.is_some(), "{:?} of {text:?}", piece.range);
            if let MarkdownNode::BoxTitle(title) = piece.node {
                prop_assert!(text.get(title.label).is_some() && text.get(title.title).is_some());
            }
        }
    }
}

const HEAD: &str = "---\ntitle: 示例市规划\nregion: \"321200\"\ntopic: sample\nperiod: 2021-2025\n\
                    status: in-force\ntext: full\nverification: transcribed\n---\n\n";

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn mutated_plans_are_parsed_without_panic(plan in any::<Index>(), slips in slips()) {
        let (path, text) = plan.get(&PLANS);
        go_through(path, &slipped(text, &slips));
    }
}

/// Lines that are wrong wherever they stand alone between empty lines of a plan.
const BROKEN_LINES: [&str; 8] = [
    "| 落单的一行 | 1 |",
    "见[脚本](javascript:x)。",
    "秘密",
    "[!专栏 9] 写错的专栏",
    "- 5.2",
    "![图](https://example.cn/a.png)",
    "| 指标名称 | 目标值 |\n|---|---|\n| 甲 | 1 | 2 |",
    "| 指标名称 | 单位 | 数值 |\n|---|---|---|\n| 甲 | 个 | 2 |",
];

/// The errors of a plan by code and words, without places.
fn errors(path: &str, text: &str) -> BTreeMap<String, usize> {
    let mut sources = Sources::default();
    let id = sources.add(path, text);
    let found = parse::document(sources.get(id)).diagnostics;
    let errors = found
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error);
    errors.fold(
        BTreeMap::new(),
        |mut counts, Diagnostic { code, message, .. }| {
            *counts.entry(format!("{code} {}", message.zh)).or_default() += 1;
            counts
        },
    )
}

/// Puts a line between empty lines at one of the empty lines of the body.
fn with_line(text: &str, at: Index, line: &str) -> String {
    let body = text.find("\n---\n").unwrap() + "\n---\n".len();
    let gaps: Vec<usize> = text
        .match_indices("\n\n")
        .map(|(at, _)| at)
        .filter(|at| *at >= body)
        .collect();
    if gaps.is_empty() {
        return format!("{text}\n\n{line}\n");
    }
    let gap = gaps[at.index(gaps.len())];
    format!("{}\n\n{line}{}", &text[..gap], &text[gap..])
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn another_broken_line_hides_no_error(
        plan in any::<Index>(),
        before in proptest::collection::vec((any::<Index>(), select(&BROKEN_LINES[..])), 0..4),
        one_more in (any::<Index>(), select(&BROKEN_LINES[..])),
    ) {
        let (path, text) = plan.get(&PLANS);
        let broken = before.iter().fold(text.clone(), |text, (at, line)| with_line(&text, *at, line));
        let more = with_line(&broken, one_more.0, one_more.1);
        let (fewer, found) = (errors(path, &broken), errors(path, &more));
        for (error, count) in &fewer {
            prop_assert!(found.get(error).is_some_and(|found| found >= count), "{error} is gone from:\n{more}");
        }
        let total = |errors: &BTreeMap<String, usize>| errors.values().sum::<usize>();
        prop_assert!(total(&found) > total(&fewer), "nothing was said of {:?} in:\n{more}", one_more.1);
    }
}

/// Numbers as they are printed besides digits and a point.
const NUMERALS: &[&str] = &["九十", "百分之九十", "1,234", "12,345.6", "９５"];

const UNITS: &[&str] = &[
    "",
    "%",
    "％",
    "个",
    "家",
    "万人次",
    "亿元",
    "公里",
    "个百分点",
    "‰",
    "微克/立方米",
];

/// Forms of targets around a number with its unit.
const FORMS: &[&str] = &[
    "#",
    "≥#",
    "＞#",
    "≤#",
    "<#",
    "#以上",
    "#以下",
    "不少于#",
    "不低于#",
    "不超过#",
    "超过#",
    "至少#",
    "约#",
    "#左右",
    "〔#〕",
    "累计#",
    "年均#",
    "下降#",
    "下降#以上",
    "增长#左右",
    "年均增长#",
    "较2020年下降#",
    "力争达到#",
    "#①",
    "≥#（除危废外）",
    "2023年#",
    "2023年#，2025年#",
    "#-#",
    "#—#",
    "每年#以上",
    "# ",
    "(#)",
];

/// Targets without a number.
const WORDS: &[&str] = &[
    "稳步提升",
    "持续下降",
    "保持稳定",
    "完成省下达任务",
    "不低于全市平均水平",
    "与经济增长同步",
    "—",
    "/",
    "",
    "基本健全",
];

/// Targets of the forms that plans print.
fn printed() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        (0..2000_u32).prop_map(|n| n.to_string()),
        (0..200_u32, 0..100_u32).prop_map(|(whole, part)| format!("{whole}.{part:02}")),
        select(NUMERALS).prop_map(str::to_owned),
    ];
    let fill =
        |(form, number, unit): (&str, String, &str)| form.replace('#', &format!("{number}{unit}"));
    prop_oneof![
        6 => (select(FORMS), number, select(UNITS)).prop_map(fill),
        1 => select(WORDS).prop_map(str::to_owned),
        1 => soup(8),
    ]
}

fn read(printed: &str, unit: Option<&Unit>) -> Target {
    let context = Context {
        unit,
        period: PERIOD,
        horizon: None,
    };
    Target::parse(printed, &context).0
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn a_target_keeps_what_is_printed_and_reads_its_own_spelling(
        printed in printed(),
        unit in proptest::option::of(select(&["%", "个", "万元", "公里"][..])),
    ) {
        let unit = unit.and_then(Unit::new);
        let target = read(&printed, unit.as_ref());
        prop_assert_eq!(&*target.printed, printed.trim());
        let again = read(&target.canonical(), unit.as_ref());
        prop_assert_eq!(&again.kind, &target.kind, "{} written as {}", printed, target.canonical());
        prop_assert_eq!(again.canonical(), target.canonical());
    }

    #[test]
    fn judging_turns_round_with_its_targets(
        own in printed(),
        reference in printed(),
        same_place in any::<bool>(),
        better in select(&[Better::Higher, Better::Lower, Better::Neither][..]),
        grade in select(&[Grade::Same, Grade::Wording, Grade::Broader][..]),
    ) {
        let unit = Unit::new("%");
        let setting = JudgementContext {
            grade,
            standing: if same_place { Standing::SamePlace } else { Standing::Peer },
            better,
            measure: IndicatorMeasure::Rate,
            unit: unit.as_ref(),
        };
        let (own, reference) = (read(&own, None), read(&reference, None));
        let (there, back) = (judge(&own, &reference, &setting), judge(&reference, &own, &setting));
        check_turned(&own, &reference, &there, &back);
        check_turned(&reference, &own, &back, &there);
    }

    #[test]
    fn a_target_is_as_strict_as_itself(own in printed(), better in select(&[Better::Higher, Better::Lower][..])) {
        let setting = JudgementContext {
            grade: Grade::Same,
            standing: Standing::Above,
            better,
            measure: IndicatorMeasure::Rate,
            unit: None,
        };
        let own = read(&own, None);
        let judgement = judge(&own, &own, &setting);
        prop_assert_eq!(judgement.strictness, None);
        prop_assert_eq!(judgement.difference, None);
        if own.kind.is_quantified() {
            prop_assert_eq!(judgement.verdict, Verdict::Equal);
        }
    }
}

/// What two judgements of the same targets, the other way round, must have in common.
#[track_caller]
fn check_turned(own: &Target, reference: &Target, there: &Judgement, back: &Judgement) {
    let turned = match there.verdict {
        Verdict::Higher => Some(Verdict::Lower),
        Verdict::Lower => Some(Verdict::Higher),
        same @ (Verdict::Equal | Verdict::OperatorOnly | Verdict::SameInKind) => Some(same),
        _ => None,
    };
    let words = format!(
        "{} beside {}: {there:?}, {back:?}",
        own.printed, reference.printed
    );
    assert_eq!(turned.unwrap_or(back.verdict), back.verdict, "{words}");
    let merit = there.strictness.map(|merit| match merit {
        Strictness::Stricter => Strictness::Looser,
        Strictness::Looser => Strictness::Stricter,
    });
    assert_eq!(merit, back.strictness, "{words}");
    if there.converted.is_none() && back.converted.is_none() {
        assert_eq!(there.difference, back.difference, "{words}");
    }
    let silent = matches!(own.kind, TargetKind::Dash | TargetKind::Blank);
    assert!(!silent || !there.verdict.is_by_number(), "{words}");
}

#[test]
fn places_of_no_source_are_never_made() {
    let mut sources = Sources::default();
    sources.add("content/pages/first.md", "---\ntitle: 甲\n---\n");
    let second = sources.add(
        "content/pages/second.md",
        "---\ntitel: 乙\n---\n[x](javascript:x)\n",
    );
    assert_eq!(second, SourceId(1));
    let found = parse::document(sources.get(second)).diagnostics;
    let labels: Vec<Span> = found
        .iter()
        .flat_map(|found| &found.labels)
        .map(|label| label.span)
        .collect();
    assert!(labels.len() >= 3 && labels.iter().all(|span| span.source == second));
}
