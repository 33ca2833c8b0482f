//! Tests of what is drawn and said.

use super::*;
use duibiao_syntax::diagnostic::Code;
use duibiao_syntax::span::Span;

mod drawing;
mod extremes;
mod results;

const PLAN: &str = "---\ntitle: 泰州市规划\nregoin: \"321200\"\n---\n\n\
    到2025年，工伤保险参保人数达到≥27.95万人，“三同时”审查率96％。\n";

/// The style of all drawings here.
const PLAIN: Style = Style {
    color: false,
    width: 100,
};

fn place(sources: &Sources, source: usize, words: &str) -> Span {
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
