//! The same document in every format: a Word file, a web page, a PDF and an old encoding give the rows that
//! the text gives.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read the texts that lie beside the project, and say when there are none"
)]

use std::fs;
use std::path::{Path, PathBuf};

use super::original::{Block, Indicators, Original, OriginalRow};
use super::readers::maker::{self, MadePart};
use super::readers::{self, Options};
use super::tables;

/// The real texts, where they lie beside the project, and the made-up one.
fn texts() -> Vec<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = vec![here.join("../../tests/fixtures/import/sample-city.txt")];
    let shared = here.join("../../../shared/plans");
    if !shared.is_dir() {
        eprintln!("skipped: {} is not there", shared.display());
        return all;
    }
    for name in [
        "panzhihua-xiqu",
        "fuxin",
        "yunnan-draft",
        "taizhou",
        "weihai",
    ] {
        all.push(shared.join(format!("{name}.txt")));
    }
    all
}

fn read(name: &str, bytes: &[u8]) -> (Original, Indicators) {
    let original = readers::read(name, bytes, &Options::default()).unwrap();
    let tables = tables::find(&original);
    (original, tables)
}

/// What a row says, without where it stands.
fn said(row: &OriginalRow) -> [String; 4] {
    let targets: Vec<&str> = row
        .targets
        .iter()
        .map(|target| target.text.as_str())
        .collect();
    [
        row.no.clone(),
        row.name.clone(),
        row.baseline.clone().unwrap_or_default(),
        targets.join("/"),
    ]
}

fn rows(tables: &Indicators) -> Vec<[String; 4]> {
    tables
        .tables
        .iter()
        .flat_map(|table| &table.rows)
        .map(said)
        .collect()
}

/// The document as an office has it: its lines as paragraphs, its table as a table.
fn parts(original: &Original, tables: &Indicators) -> Vec<MadePart> {
    let mut parts = Vec::new();
    let mut at = 0;
    for table in &tables.tables {
        parts.extend(paragraphs(&original.blocks[at..table.blocks.start]));
        if let Some(caption) = &table.caption {
            parts.push(MadePart::Caption(caption.text.trim().to_owned()));
        }
        parts.push(MadePart::Table(cells(&table.rows)));
        at = table.blocks.end;
    }
    parts.extend(paragraphs(&original.blocks[at..]));
    parts
}

fn paragraphs(blocks: &[Block]) -> impl Iterator<Item = MadePart> + '_ {
    blocks.iter().filter_map(|block| match block {
        Block::Line(line) if !line.text.trim().is_empty() => {
            Some(MadePart::Paragraph(line.text.trim().to_owned()))
        }
        _ => None,
    })
}

fn cells(rows: &[OriginalRow]) -> Vec<Vec<String>> {
    let has_baseline = rows.iter().any(|row| row.baseline.is_some());
    let mut head = vec!["序号".to_owned(), "指标名称".to_owned()];
    head.extend(has_baseline.then(|| "基础值".to_owned()));
    head.push("目标值".to_owned());
    let body = rows.iter().map(|row| {
        let [no, name, baseline, target] = said(row);
        let mut cells = vec![no, name];
        cells.extend(has_baseline.then_some(baseline));
        cells.push(target);
        cells
    });
    std::iter::once(head).chain(body).collect()
}

#[test]
fn every_format_gives_the_same_rows() {
    for path in texts() {
        let bytes = fs::read(&path).unwrap();
        let (original, tables) = read("a.txt", &bytes);
        let wanted = rows(&tables);
        assert!(!wanted.is_empty(), "{}", path.display());
        let text = String::from_utf8(bytes).unwrap();
        let parts = parts(&original, &tables);
        for (name, bytes) in [
            ("a.docx", maker::docx(&parts)),
            ("a.html", maker::html(&parts).into_bytes()),
            ("a.pdf", maker::pdf(&parts)),
            ("a.txt", maker::gb18030(&text)),
        ] {
            let (read, found) = read(name, &bytes);
            assert_eq!(rows(&found), wanted, "{} as {name}", path.display());
            if name == "a.txt" {
                assert_eq!(read.encoding, Some("GB18030"), "{}", path.display());
            }
        }
    }
}
