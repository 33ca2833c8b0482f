//! Real texts, where they are at hand: every line is read as it stands, and the one web page has its table.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read the texts that lie beside the project, and say when there are none"
)]

use std::fs;
use std::path::{Path, PathBuf};

use crate::original::{Block, OriginalFormat};

use super::{opened, outline};

/// The folder with the texts, beside the project.
fn plans() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/plans");
    if !folder.is_dir() {
        eprintln!("skipped: {} is not there", folder.display());
        return None;
    }
    Some(folder)
}

fn texts() -> Vec<PathBuf> {
    let Some(folder) = plans() else {
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = [folder.clone(), folder.join("more")]
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    found.sort();
    found
}

#[test]
fn texts_keep_every_line() {
    for path in texts() {
        let bytes = fs::read(&path).unwrap();
        let original = opened(&path.to_string_lossy(), &bytes).unwrap();
        if original.format != OriginalFormat::Text {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        let read = outline(&original).concat().replace("[页]", "");
        let expected: String = text
            .chars()
            .filter(|c| !matches!(c, '\n' | '\r' | '\u{c}'))
            .collect();
        assert_eq!(
            read,
            expected.trim_start_matches('\u{FEFF}'),
            "{}",
            path.display()
        );
    }
}

#[test]
fn the_web_page_has_its_table() {
    let Some(path) = texts()
        .into_iter()
        .find(|path| path.to_string_lossy().contains("htmlrowspan"))
    else {
        return;
    };
    let bytes = fs::read(&path).unwrap();
    let original = opened(&path.to_string_lossy(), &bytes).unwrap();
    assert_eq!(original.format, OriginalFormat::Html);
    let grids: Vec<_> = original
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(grid) => Some(grid),
            _ => None,
        })
        .collect();
    assert_eq!(
        grids.iter().map(|grid| grid.rows.len()).collect::<Vec<_>>(),
        [22]
    );
    let source = String::from_utf8(bytes).unwrap();
    let at = source
        .lines()
        .position(|line| line.contains("<table"))
        .unwrap()
        + 1;
    assert_eq!(grids[0].line as usize, at);
    for block in &original.blocks {
        if let Block::Line(line) = block
            && !line.text.trim().is_empty()
        {
            let stands = source
                .lines()
                .nth(line.line as usize - 1)
                .unwrap_or_default();
            let first: String = line.text.trim().chars().take(3).collect();
            assert!(
                stands.replace("&gt;", ">").contains(&first),
                "line {} is {:?}",
                line.line,
                line.text
            );
        }
    }
}
