//! Real documents and their keys, where they are at hand.

use std::path::PathBuf;

use crate::original::{Block, Grid, GridCell, Indicators, Original, OriginalRow};
use duibiao_syntax::period::Period;
use duibiao_syntax::target::{Amount, Context, Operator, Target, TargetKind, Trend};

use super::{found, line, original, text};
use crate::tables::words::folded;

#[expect(
    clippy::disallowed_methods,
    reason = "the real documents lie beside the project"
)]
pub(super) fn shared(name: &str) -> Option<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/plans");
    std::fs::read_to_string(folder.join(name)).ok()
}

#[expect(clippy::print_stderr, reason = "a test that did not run must say so")]
pub(super) fn skipped(name: &str) {
    eprintln!("skipped: {name} is not beside the project");
}

/// A row of the answer key.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) no: String,
    pub(super) name: String,
    pub(super) baseline: String,
    pub(super) target: String,
    pub(super) comparator: String,
}

pub(super) const PLANS: [&str; 5] = [
    "panzhihua-xiqu",
    "fuxin",
    "yunnan-draft",
    "taizhou",
    "weihai",
];

pub(super) fn keys(plan: &str) -> Option<Vec<Key>> {
    let csv = shared("indicators.csv")?;
    let rows = csv
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>());
    let key = |row: Vec<&str>| Key {
        no: row[1].to_owned(),
        name: row[2].to_owned(),
        baseline: row[3].to_owned(),
        target: row[4].to_owned(),
        comparator: row[5].to_owned(),
    };
    Some(rows.filter(|row| row[0] == plan).map(key).collect())
}

/// The comparator and the canonical form that the grammar gives to a target.
pub(super) fn read(target: &str) -> (&'static str, String) {
    let context = Context {
        unit: None,
        period: Period {
            start: 2021,
            end: 2025,
        },
        horizon: None,
    };
    let target = Target::parse(target, &context).0;
    let comparator = match &target.kind {
        TargetKind::Amount(Amount::Bound(Operator::AtLeast, _)) => "ge",
        TargetKind::Amount(Amount::Exact(_)) => "eq",
        TargetKind::Trend(Trend::Rising) => "trend-up",
        TargetKind::Trend(Trend::Falling) => "trend-down",
        TargetKind::Trend(Trend::Advancing) => "text",
        _ => "other",
    };
    (comparator, folded(&target.canonical()))
}

/// Whether rows are those of the key.
pub(super) fn differences(rows: &[&OriginalRow], keys: &[Key]) -> Vec<String> {
    let mut differences = Vec::new();
    if rows.len() != keys.len() {
        differences.push(format!("{} rows, not {}", rows.len(), keys.len()));
    }
    for (row, key) in rows.iter().zip(keys) {
        let target = row.targets.first().map_or("", |target| &target.text);
        let (comparator, canonical) = read(target);
        let same = folded(&row.name) == folded(&key.name)
            && folded(&row.no) == key.no
            && row.targets.len() == 1
            && canonical == read(&key.target).1
            && comparator == key.comparator
            && folded(row.baseline.as_deref().unwrap_or_default()) == folded(&key.baseline);
        if !same {
            let is = super::shown(row);
            let (no, name, baseline, target) = (&key.no, &key.name, &key.baseline, &key.target);
            differences.push(format!("{is}, not {no} {name} {baseline} -> {target}"));
        }
    }
    differences
}

pub(super) fn all_rows(found: &Indicators) -> Vec<&OriginalRow> {
    found.tables.iter().flat_map(|table| &table.rows).collect()
}

#[test]
fn five_plans_give_the_rows_of_the_key() {
    for plan in PLANS {
        let (Some(content), Some(keys)) = (shared(&format!("{plan}.txt")), keys(plan)) else {
            return skipped(plan);
        };
        let original = text(&content);
        let found = found(&original);
        assert_eq!(found.problems, [], "{plan}");
        assert_eq!(found.tables.len(), 1, "{plan}");
        assert_eq!(differences(&all_rows(&found), &keys), [""; 0], "{plan}");
        let table = &found.tables[0];
        assert!(table.debris.is_empty(), "{plan} {:?}", table.debris);
        assert!(table.caption.is_some(), "{plan}");
        for (row, key) in table.rows.iter().zip(&keys) {
            assert_eq!(
                row.name, key.name,
                "{plan}: as printed, without the spaces of the page"
            );
        }
    }
}

/// Columns of the key: no, name, unit, (baseline,) target, nature, group.
fn more_key(heading: &str) -> Option<Vec<Vec<String>>> {
    let key = shared("more/KEY.md")?;
    let section = key
        .split("\n## ")
        .find(|section| section.starts_with(heading))?;
    let rows = section.lines().filter(|line| line.starts_with("| "));
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect()
    };
    Some(rows.skip(2).map(cells).collect())
}

#[test]
fn columns_of_a_pdf() {
    let name = "more/08-hubei-heritage-145-pdflayout.txt";
    let (Some(content), Some(keys)) = (shared(name), more_key("08")) else {
        return skipped(name);
    };
    let original = text(&content);
    let found = found(&original);
    assert_eq!(found.problems, []);
    assert_eq!(found.tables.len(), 1);
    let rows: Vec<Vec<String>> = found.tables[0]
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let of = |text: &Option<String>| text.clone().unwrap_or_default();
            let target = row.targets[0].text.clone();
            let no = (at + 1).to_string();
            vec![
                no,
                row.name.clone(),
                of(&row.unit),
                target,
                of(&row.nature),
                of(&row.group),
            ]
        })
        .collect();
    for (row, key) in rows.iter().zip(&keys) {
        assert_eq!(row, key);
    }
    assert_eq!(rows.len(), 25);
    assert!(
        found.tables[0]
            .rows
            .iter()
            .all(|row| row.targets[0].year == Some(2025))
    );
}

fn assert_heritage(found: &Indicators, keys: &[Vec<String>]) {
    assert_eq!(found.problems, []);
    assert_eq!(found.tables.len(), 1);
    let table = &found.tables[0];
    assert_eq!(table.rows.len(), 21);
    for (row, key) in table.rows.iter().zip(keys) {
        let of = |text: &Option<String>| text.clone().unwrap_or_default();
        let marks = row.marks.concat();
        let (name, baseline, target) = (&row.name, of(&row.baseline), &row.targets[0].text);
        let bare = |text: &str| text.replace(['①', '②', '③'], "");
        assert_eq!(*name, bare(&key[1]));
        assert_eq!(of(&row.unit), key[2], "{name}");
        assert_eq!(baseline, bare(&key[3]), "{name}");
        assert_eq!(folded(target), folded(&key[4]), "{name}");
        assert_eq!(of(&row.nature), key[5], "{name}");
        assert_eq!(of(&row.group), key[6], "{name}");
        assert_eq!(row.baseline_year, Some(2020));
        assert_eq!(row.targets[0].year, Some(2025));
        let wanted: String = format!("{}{}", key[1], key[3])
            .chars()
            .filter(|c| "①②③".contains(*c))
            .collect();
        assert_eq!(marks, wanted, "{name}");
    }
    assert_eq!(table.notes.len(), 3, "{:?}", table.notes);
}

#[test]
fn one_cell_a_line() {
    let name = "more/13-national-heritage-145-tabcells.txt";
    let (Some(content), Some(keys)) = (shared(name), more_key("10")) else {
        return skipped(name);
    };
    assert_heritage(&found(&text(&content)), &keys);
}

#[test]
fn rowspan() {
    let name = "more/14-national-heritage-145-htmlrowspan.txt";
    let (Some(content), Some(keys)) = (shared(name), more_key("10")) else {
        return skipped(name);
    };
    assert_heritage(&found(&scanned(&content)), &keys);
}

/// A scanner for the one web page of these tests; the reader of web pages is elsewhere.
fn scanned(html: &str) -> Original {
    let plain = |text: &str| {
        let text = text
            .replace("&nbsp;", " ")
            .replace("&ldquo;", "“")
            .replace("&rdquo;", "”");
        text.replace("&gt;", ">")
            .replace("&lt;", "<")
            .replace("&amp;", "&")
    };
    let mut blocks = Vec::new();
    let (before, rest) = html.split_once("<table").unwrap();
    let (table, after) = rest.split_once("</table>").unwrap();
    let lines = |part: &str, blocks: &mut Vec<Block>| {
        for text in part.lines() {
            let mut bare = String::new();
            let mut inside = false;
            for c in text.chars() {
                inside = c == '<' || inside && c != '>';
                if !inside && c != '>' {
                    bare.push(c);
                }
            }
            blocks.push(line(&plain(&bare)));
        }
    };
    lines(before, &mut blocks);
    let mut grid = Grid::default();
    let mut reach = 0;
    for row in table.split("<tr>").skip(1) {
        let first = usize::from(reach > 0);
        let mut cells = Vec::new();
        reach = usize::saturating_sub(reach, 1);
        let of_row = row.split("<t").skip(1);
        let of_row = of_row.filter(|cell| cell.starts_with(['d', 'h']) && !cell.starts_with("he"));
        for (at, cell) in of_row.enumerate() {
            let column = first + at;
            let (tag, content) = cell.split_once('>').unwrap();
            let rows = tag
                .split("rowspan=\"")
                .nth(1)
                .map_or(1, |span| span.split('"').next().unwrap().parse().unwrap());
            if column == 0 && rows > 1 {
                reach = rows - 1;
            }
            cells.push(GridCell {
                line: 1,
                text: plain(content.split("</t").next().unwrap()),
                column,
                columns: 1,
                rows,
                has_picture: false,
            });
        }
        grid.rows.push(cells);
    }
    blocks.push(Block::Table(grid));
    lines(after, &mut blocks);
    original(blocks)
}

#[test]
fn a_table_that_is_a_picture() {
    let name = "more/10-national-heritage-145-tableisimage.txt";
    let Some(content) = shared(name) else {
        return skipped(name);
    };
    let found = found(&text(&content));
    assert!(found.tables.is_empty());
    let codes: Vec<&str> = found.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["table-lost"], "{:#?}", found.problems);
}

#[test]
fn targets_only_in_prose() {
    let name = "more/16-shandong-education-145-prose.txt";
    let Some(content) = shared(name) else {
        return skipped(name);
    };
    let found = found(&text(&content));
    assert!(found.tables.is_empty());
    assert_eq!(found.problems, []);
}
