//! What one file becomes: the document and its findings, for each file of `tests/fixtures/parse/`.
//!
//! A file is parsed as if it lay where its name says: `topic-…`, `indicator-…`, `reference-…` and
//! `page-…` as those, everything else as the plan 321200-2021.

use std::fs;

use duibiao_syntax::parse;
use duibiao_syntax::source::Sources;

use crate::dump;
use crate::support::{drawn, fixtures};

/// Where a fixture lies as far as the parser knows.
fn place(stem: &str) -> String {
    let folder = match stem.split('-').next().unwrap() {
        "topic" => "topics",
        "indicator" => "indicators/sample",
        "reference" => "references",
        "page" => "pages",
        _ => return "content/plans/sample/321200-2021.md".to_owned(),
    };
    format!("content/{folder}/{stem}.md")
}

#[test]
fn documents_and_findings() {
    insta::glob!("../fixtures/parse", "*.md", |path| {
        let text = fs::read_to_string(path).unwrap();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let mut sources = Sources::default();
        let id = sources.add(place(stem), text);
        let source = sources.get(id);
        let parsed = parse::document(source);
        let value = parsed.value.as_ref();
        let value = value.map_or("no document\n".to_owned(), |value| {
            dump::document(value, source)
        });
        let findings = drawn(&parsed.diagnostics, &sources);
        insta::assert_snapshot!(format!("{value}\n{findings}"));
    });
}

#[test]
fn line_ends_and_byte_order_mark_change_nothing_but_places() {
    let marked = fs::read_to_string(fixtures("parse").join("crlf-bom.md")).unwrap();
    let plain = marked.trim_start_matches('\u{FEFF}').replace('\r', "");
    assert_ne!(marked, plain, "the fixture has lost its line ends");
    let read = |text: &str| {
        let mut sources = Sources::default();
        let id = sources.add("content/plans/sample/321200-2021.md", text);
        let parsed = parse::document(sources.get(id));
        let dumped = dump::document(&parsed.value.unwrap(), sources.get(id));
        (dumped, drawn(&parsed.diagnostics, &sources))
    };
    assert_eq!(read(&marked), read(&plain));
}

#[test]
fn a_file_outside_the_folders_is_stray() {
    for path in [
        "content/x.md",
        "content/plans/321200-2021.md",
        "content/plans/a/b/321200-2021.md",
        "content/pages/a/b.md",
        "content/other/x.md",
    ] {
        let mut sources = Sources::default();
        let id = sources.add(path, "---\ntitle: 示例\n---\n");
        let parsed = parse::document(sources.get(id));
        assert!(parsed.value.is_none(), "{path}");
        assert_eq!(parsed.diagnostics.len(), 1, "{path}");
    }
}

#[test]
fn documents_come_in_the_order_of_the_ids() {
    let mut sources = Sources::default();
    let ids: Vec<_> = (0..50)
        .map(|at| {
            let text = format!("---\ntitle: 示例{at}\n---\n");
            sources.add(format!("content/pages/p{at}.md"), text)
        })
        .collect();
    let parsed = parse::documents(&sources, &ids).value;
    let titles = parsed.iter().map(|document| match document {
        duibiao_syntax::document::Document::Page(page) => page.title.to_string(),
        other => panic!("{other:?}"),
    });
    assert!(titles.eq((0..50).map(|at| format!("示例{at}"))));
}
