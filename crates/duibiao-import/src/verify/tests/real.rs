//! The five real plans of the project against their originals, when both are there.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the texts lie outside the project, and what was measured is for a person to read"
)]

use std::path::{Path, PathBuf};

use crate::original::{Indicators, OriginalRow, RowTarget};
use duibiao_syntax::document::Document;
use duibiao_syntax::parse;
use duibiao_syntax::source::Sources;

use super::{tables, text};
use crate::promise::{self, CatalogueName};
use crate::verify::prose::Prose;
use crate::verify::{CellKind, PlanCells, ProofStatus, cells, verify};

/// Plan file and original.
const PLANS: [(&str, &str); 5] = [
    ("510403-2021", "panzhihua-xiqu"),
    ("210900-2021", "fuxin"),
    ("530000-2021-draft", "yunnan-draft"),
    ("321200-2021", "taizhou"),
    ("371000-2021", "weihai"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> Option<String> {
    let text = std::fs::read_to_string(path).ok();
    if text.is_none() {
        eprintln!("skipped: {} is not there", path.display());
    }
    text
}

fn document(path: &str, text: &str) -> Option<(Document, Sources)> {
    let mut sources = Sources::default();
    let id = sources.add(path, text);
    let document = parse::document(sources.get(id)).value?;
    Some((document, sources))
}

/// The names of the project's catalogue.
fn catalogue() -> Option<Vec<CatalogueName>> {
    let folder = root().join("content/indicators/occupational-health");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).ok()?.flatten() {
        let name = entry.file_name();
        let path = format!(
            "content/indicators/occupational-health/{}",
            name.to_string_lossy()
        );
        let Some((Document::Indicator(indicator), _)) = document(&path, &read(&entry.path())?)
        else {
            continue;
        };
        let also = indicator
            .also
            .iter()
            .map(|alias| alias.name.value.to_string());
        names.push(CatalogueName {
            id: indicator.id.value.to_string(),
            names: std::iter::once(indicator.name.value.to_string())
                .chain(also)
                .collect(),
        });
    }
    Some(names)
}

fn plan_cells(stem: &str, catalogue: &[CatalogueName]) -> Option<PlanCells> {
    let path = format!("content/plans/occupational-health/{stem}.md");
    let (document, sources) = document(&path, &read(&root().join(&path))?)?;
    let Document::Plan(plan) = document else {
        return None;
    };
    let source = sources.iter().next()?;
    Some(cells(&plan, source, catalogue))
}

/// A stand-in for the table finder: finds the names of the key in a text and takes what stands after them.
fn tables_of(lines: &str, names: &[String]) -> Indicators {
    let bare = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace() && *c != '。')
            .collect::<String>()
    };
    let mut rows: Vec<OriginalRow> = Vec::new();
    let (mut first, mut last, mut no) = (usize::MAX, 0, String::new());
    for (index, line) in lines.lines().enumerate() {
        let is_over = line.starts_with("三、");
        if is_over && !rows.is_empty() {
            break;
        }
        let words = line.trim().trim_start_matches("- ");
        let in_brackets = words.trim_start_matches(['(', '（']);
        let is_value = words.len() == 1 && !rows.is_empty();
        let digits: String = if is_value { "" } else { in_brackets }
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        let rest = in_brackets[digits.len()..]
            .trim_start_matches([')', '）'])
            .trim();
        let number = u32::try_from(index + 1).unwrap();
        let next = names
            .get(rows.len())
            .filter(|name| bare(rest).starts_with(bare(name).as_str()));
        let known = next.is_some() || !rows.is_empty();
        if known {
            (first, last) = (first.min(index), index + 1);
        }
        if let Some(name) = next {
            let length = bare(name).chars().count();
            let no = if digits.is_empty() {
                std::mem::take(&mut no)
            } else {
                digits
            };
            let mut row = OriginalRow {
                line: number,
                no,
                name: name.clone(),
                ..OriginalRow::default()
            };
            let value: String = bare(rest).chars().skip(length).collect();
            add(&mut row, &value, number);
            rows.push(row);
        } else if rest.is_empty() {
            no = digits;
        } else if let Some(row) = rows.last_mut() {
            add(row, words, number);
        }
    }
    tables(first.min(last)..last, rows)
}

fn add(row: &mut OriginalRow, value: &str, line: u32) {
    if value.is_empty() {
        return;
    }
    // Of two values the first is the starting one.
    if let Some(earlier) = row.targets.pop() {
        row.baseline = Some(earlier.text);
    }
    row.targets.push(RowTarget {
        year: None,
        text: value.to_owned(),
        line,
    });
}

/// How many texts a plan has that a digit can be wrong in: numbers, names and cells of rows, promises.
pub(super) fn slots(plan: &PlanCells) -> usize {
    plan.rows
        .iter()
        .map(|row| 2 + row.cells.len())
        .sum::<usize>()
        + plan.promises.len()
}

pub(super) fn slot_mut(plan: &mut PlanCells, mut at: usize) -> Option<&mut String> {
    for row in &mut plan.rows {
        let length = 2 + row.cells.len();
        if at < length {
            return match at {
                0 => Some(&mut row.no),
                1 => Some(&mut row.name),
                _ => row.cells.get_mut(at - 2).map(|cell| &mut cell.words),
            };
        }
        at -= length;
    }
    plan.promises.get_mut(at).map(|promise| &mut promise.words)
}

/// What a slot holds, its line, and its words.
pub(super) fn slot(plan: &PlanCells, at: usize) -> (CellKind, u32, String) {
    let mut rest = at;
    for row in &plan.rows {
        let length = 2 + row.cells.len();
        if rest < length {
            return match rest {
                0 => (CellKind::Number, row.line, row.no.clone()),
                1 => (CellKind::Name, row.line, row.name.clone()),
                _ => (
                    row.cells[rest - 2].kind,
                    row.line,
                    row.cells[rest - 2].words.clone(),
                ),
            };
        }
        rest -= length;
    }
    let promise = &plan.promises[rest];
    (CellKind::Promise, promise.line, promise.words.clone())
}

/// The text with each of its digits changed in turn.
pub(super) fn changed_digits(words: &str) -> Vec<String> {
    let digits = words
        .char_indices()
        .filter_map(|(at, c)| Some((at, c, c.to_digit(10)?)));
    digits
        .flat_map(|(at, c, digit)| (1..10).map(move |by| (at, c, (digit + by) % 10)))
        .map(|(at, c, other)| format!("{}{other}{}", &words[..at], &words[at + c.len_utf8()..]))
        .collect()
}

#[test]
fn every_cell_of_the_five_plans_is_proved() {
    let Some(catalogue) = catalogue() else { return };
    let (mut rows, mut promises) = (0, 0);
    for (stem, file) in PLANS {
        let Some(plan) = plan_cells(stem, &catalogue) else {
            return;
        };
        let Some(text_of) = read(&root().join(format!("../shared/plans/{file}.txt"))) else {
            return;
        };
        let names: Vec<String> = plan.rows.iter().map(|row| row.name.clone()).collect();
        let tables = tables_of(&text_of, &names);
        let found = verify(&plan, &text(&text_of), &tables);
        for proof in found
            .proofs
            .iter()
            .filter(|proof| proof.status != ProofStatus::Proved)
        {
            println!(
                "{file} {}→{} {} {:?} {} | {} | {:?} {:?}",
                proof.plan_line,
                proof.line,
                proof.clause,
                proof.kind,
                proof.row,
                proof.found,
                proof.status,
                proof.named
            );
        }
        assert_eq!(found.differences(), [], "{file}");
        rows += plan.rows.len();
        promises += plan.promises.len();
    }
    println!("{rows} rows and {promises} promises proved");
    assert_eq!((rows, promises), (49, 25));
}

#[test]
fn every_changed_digit_of_the_five_plans_is_reported() {
    let Some(catalogue) = catalogue() else { return };
    let mut changes = 0;
    for (stem, file) in PLANS {
        let Some(plan) = plan_cells(stem, &catalogue) else {
            return;
        };
        let Some(text_of) = read(&root().join(format!("../shared/plans/{file}.txt"))) else {
            return;
        };
        let names: Vec<String> = plan.rows.iter().map(|row| row.name.clone()).collect();
        let (original, tables) = (text(&text_of), tables_of(&text_of, &names));
        for at in 0..slots(&plan) {
            let (kind, line, words) = slot(&plan, at);
            // Every digit at least twice; all nine changes of each take no other way.
            for changed in changed_digits(&words).into_iter().step_by(4) {
                let mut plan = plan.clone();
                *slot_mut(&mut plan, at).unwrap() = changed.clone();
                let found = verify(&plan, &original, &tables).differences();
                let is_told = found.iter().any(|d| {
                    d.kind == kind
                        && d.plan_line == line
                        && d.found == changed
                        && d.original_line > 0
                        && d.expected != changed
                });
                assert!(is_told, "{file} {kind:?} {words} → {changed}: {found:?}");
                changes += 1;
            }
        }
    }
    println!("{changes} changed digits, all reported");
}

#[test]
fn the_finder_links_what_the_editors_linked_and_nothing_else() {
    let Some(catalogue) = catalogue() else { return };
    let (mut linked, mut unlinked, mut all) = (0, Vec::new(), 0);
    for (stem, file) in PLANS {
        let Some(plan) = plan_cells(stem, &catalogue) else {
            return;
        };
        let Some(text_of) = read(&root().join(format!("../shared/plans/{file}.txt"))) else {
            return;
        };
        let names: Vec<String> = plan.rows.iter().map(|row| row.name.clone()).collect();
        let prose = Prose::of(&text(&text_of), &tables_of(&text_of, &names));
        let found = promise::find(&prose.paragraphs, &catalogue);
        let ids = |names: &[String]| {
            let entry = catalogue.iter().find(|entry| entry.names == names);
            entry.map(|entry| entry.id.clone())
        };
        let editors: Vec<String> = plan
            .promises
            .iter()
            .filter_map(|promise| ids(&promise.names))
            .collect();
        for id in found
            .iter()
            .filter_map(|commitment| commitment.indicator.as_ref())
        {
            assert!(
                editors.contains(id),
                "{file}: {id} was not linked by the editors"
            );
        }
        for id in editors {
            all += 1;
            if found
                .iter()
                .any(|commitment| commitment.indicator.as_ref() == Some(&id))
            {
                linked += 1;
            } else {
                unlinked.push(id);
            }
        }
    }
    println!("{linked} of {all} promises linked by name; not: {unlinked:?}");
    assert!(
        all == 25 && linked >= 23,
        "{linked} of {all}; not: {unlinked:?}"
    );
}
