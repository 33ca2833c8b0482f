//! The examples are true: the wrong side has the finding, the right side has not.

use duibiao_syntax::config;
use duibiao_syntax::parse;
use duibiao_syntax::source::Sources;

use super::*;

/// Where the lines of an example stand.
enum Place {
    /// Among the keys of a plan.
    PlanKeys,
    /// Among the keys of an indicator.
    IndicatorKeys,
    /// They are the body of a plan.
    PlanBody,
    /// They are the body of a plan whose `text` is `full`.
    FullText,
    /// They are a whole page.
    Page,
    /// They are settings.
    Settings,
}

/// The place of the example of a code; none for codes that are about other files, about bytes that are
/// no text, or about what a program writes.
fn place(code: Code) -> Option<Place> {
    let elsewhere = [
        101, 104, 105, 106, 107, 108, 109, 110, 214, 219, 313, 403, 413,
    ];
    match code as u16 {
        number if elsewhere.contains(&number) => None,
        102 | 103 => Some(Place::Settings),
        201 | 202 => Some(Place::Page),
        211 => Some(Place::IndicatorKeys),
        200..300 => Some(Place::PlanKeys),
        309 => Some(Place::FullText),
        300..500 => Some(Place::PlanBody),
        _ => None,
    }
}

const PLAN: &[&str] = &[
    "title: 示例市公共阅读规划",
    "region: \"460100\"",
    "topic: public-reading",
    "period: 2026-2030",
    "status: in-force",
    "text: digest",
    "verification: transcribed",
];
const INDICATOR: &[&str] = &[
    "id: rate",
    "name: 甲率",
    "topic: public-reading",
    "unit: \"%\"",
    "better: higher",
    "measure: rate",
];
const SETTINGS: &[&str] = &[
    "title = \"甲\"",
    "kind = \"research\"",
    "base_url = \"https://example.org/\"",
];

/// `base` with the keys of the example in the place of its own; a key that either side has is the
/// example's.
fn with_keys(base: &[&str], example: &str, both_sides: &str) -> String {
    let key = |line: &str| line.split([':', '=']).next().unwrap().trim().to_owned();
    let own: Vec<String> = both_sides.lines().map(key).collect();
    let kept = base.iter().filter(|line| !own.contains(&key(line)));
    kept.flat_map(|line| [*line, "\n"]).collect::<String>() + example
}

/// The file with one side of an example: its path and its text.
fn file(page: &CodePage, place: &Place, side: Side) -> (&'static str, String) {
    let plan = "content/plans/public-reading/460100-2026.md";
    let example = page.body.side(side);
    let both = page.body.side(Side::Wrong) + &page.body.side(Side::Right);
    let fenced = |keys: String, body: &str| format!("---\n{keys}---\n{body}");
    match place {
        Place::PlanKeys => (plan, fenced(with_keys(PLAN, &example, &both), "")),
        Place::IndicatorKeys => (
            "content/indicators/public-reading/rate.md",
            fenced(with_keys(INDICATOR, &example, &both), ""),
        ),
        Place::PlanBody => (plan, fenced(with_keys(PLAN, "", ""), &example)),
        Place::FullText => (
            plan,
            fenced(with_keys(PLAN, "text: full\n", "text:"), &example),
        ),
        Place::Page => ("content/pages/about.md", example),
        Place::Settings => (config::FILE_NAME, with_keys(SETTINGS, &example, &both)),
    }
}

fn codes(path: &str, text: &str) -> Vec<Code> {
    let mut sources = Sources::default();
    let id = sources.add(path, text);
    let found = if path == config::FILE_NAME {
        config::parse(sources.get(id)).diagnostics
    } else {
        parse::document(sources.get(id)).diagnostics
    };
    found.into_iter().map(|found| found.code).collect()
}

#[test]
fn the_wrong_side_has_the_finding_and_the_right_side_no_error() {
    let mut faults = Vec::new();
    for code in Code::ALL {
        let Some(place) = place(*code) else { continue };
        let page = page(*code);
        let (path, text) = file(page, &place, Side::Wrong);
        let found = codes(path, &text);
        if !found.contains(code) {
            faults.push(format!("{code}, wrong side: {found:?}\n{text}"));
        }
        let (path, text) = file(page, &place, Side::Right);
        let mut found = codes(path, &text);
        // A fragment is laid into a file of another name.
        found.retain(|other| *other != Code::StemMismatch);
        if found
            .iter()
            .any(|other| other == code || other.severity() == Severity::Error)
        {
            faults.push(format!("{code}, right side: {found:?}\n{text}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
