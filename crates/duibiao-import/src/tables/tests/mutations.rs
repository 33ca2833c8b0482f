//! Damage of the kind that offices do to a text, alone and together: rows stay equal, or a problem is told.

use super::real::{Key, PLANS, all_rows, differences, keys, shared, skipped};
use super::text;
use crate::tables::{conserve, find};

/// A kind of damage.
type Damage = (&'static str, fn(&str, &[Key]) -> String);

const DAMAGES: [Damage; 14] = [
    ("unit column", unit_column),
    ("joined header", |text, _| {
        let mut joined = text.to_owned();
        for (from, to) in [
            ("指标名称\t\t单位\t目标值", "指标名称单位目标值"),
            ("指标名称\t\t目标值", "指标名称目标值"),
            ("\t指标名称\n\t单位\n\t", "\t指标名称单位"),
            ("\t指标名称\n\t", "\t指标名称"),
            ("基础值\n\t目标值", "基础值目标值"),
        ] {
            joined = joined.replace(from, to);
        }
        joined
    }),
    ("no blank lines", |text, _| {
        lines(text, |line| {
            (!line.trim().is_empty()).then(|| line.to_owned())
        })
    }),
    ("blank line after every line", |text, _| {
        text.replace('\n', "\n\n")
    }),
    ("tabs to one space", |text, _| text.replace('\t', " ")),
    ("tabs to two spaces", |text, _| text.replace('\t', "  ")),
    ("tabs to four spaces", |text, _| text.replace('\t', "    ")),
    ("tabs to wide spaces", |text, _| text.replace('\t', "　　")),
    ("no tabs", |text, _| text.replace('\t', "")),
    ("wide digits", |text, _| {
        text.chars()
            .map(|c| wide(c, |c| c.is_ascii_digit()))
            .collect()
    }),
    ("wide digits and signs", |text, _| {
        text.chars()
            .map(|c| wide(c, |c| c.is_ascii_digit() || "%()".contains(c)))
            .collect()
    }),
    ("spaces around digits", |text, _| spaced(text)),
    ("joined rows", |text, keys| {
        lines(text, |line| {
            let is_row = keys.iter().any(|key| line.contains(&key.name));
            Some(if is_row {
                line.replace(['\t', ' '], "")
            } else {
                line.to_owned()
            })
        })
    }),
    ("page break in the middle", |text, keys| {
        let middle = keys.get(keys.len() / 2).map_or("", |key| &key.name);
        let chars: Vec<char> = middle.chars().take(8).collect();
        let start: String = chars.iter().collect();
        lines(text, |line| {
            let is_middle = line.contains(&start) && !line.contains('。');
            Some(if is_middle {
                format!("— 4 —\n\u{c}{line}")
            } else {
                line.to_owned()
            })
        })
    }),
];

fn lines(text: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let lines: Vec<String> = text.lines().filter_map(change).collect();
    lines.join("\n")
}

fn wide(c: char, which: fn(char) -> bool) -> char {
    if which(c) {
        char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c)
    } else {
        c
    }
}

/// As converters do: `共 3 家`.
fn spaced(text: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for c in text.chars() {
        let turns = c.is_ascii_digit() && ('\u{4e00}'..'\u{a000}').contains(&before)
            || ('\u{4e00}'..'\u{a000}').contains(&c) && before.is_ascii_digit();
        if turns {
            out.push(' ');
        }
        out.push(c);
        before = c;
    }
    out
}

/// Adds 单位 to the header and a unit before the last cell of every row.
fn unit_column(text: &str, keys: &[Key]) -> String {
    let headed = text
        .replace("指标名称\t\t目标值", "指标名称\t\t单位\t目标值")
        .replace("\t指标名称\n", "\t指标名称\n\t单位\n")
        .replace("指标名称目标值", "指标名称单位目标值");
    let mut out: Vec<String> = Vec::new();
    let names: Vec<String> = keys.iter().map(|key| bare(&key.name)).collect();
    for line in headed.lines() {
        let is_row = names.iter().any(|name| bare(line).contains(name)) && !line.contains('；');
        let unit = if line.contains('率') { "%" } else { "家" };
        if !is_row {
            out.push(line.to_owned());
        } else if line.trim().contains('\t') {
            let (head, value) = line.rsplit_once('\t').unwrap_or((line, ""));
            out.push(format!("{head}\t{unit}\t{value}"));
        } else if line.starts_with('\t') {
            out.push(line.to_owned());
            out.push(format!("\t{unit}"));
        } else if let Some((head, value)) = line.split_once(" $") {
            out.push(format!("{head} {unit} ${value}"));
        } else if let Some(head) = line.strip_suffix("稳步提升") {
            out.push(format!("{head} {unit} 稳步提升"));
        } else if let Some((head, value)) = line.rsplit_once(' ') {
            let is_value = value.ends_with('%');
            out.push(if is_value {
                format!("{head} {unit} {value}")
            } else {
                format!("{line} {unit}")
            });
        } else {
            out.push(line.to_owned());
        }
    }
    out.join("\n")
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The rows that were read are those of the key, or something is told.
fn check(content: &str, keys: &[Key], what: &str, silent: &mut Vec<String>) -> bool {
    let original = text(content);
    let found = find(&original);
    for table in &found.tables {
        assert_eq!(conserve::unplaced(&original, table), [], "{what}");
    }
    let differences = differences(&all_rows(&found), keys);
    if !differences.is_empty() && found.problems.is_empty() {
        silent.push(format!(
            "{what}: {}",
            differences
                .iter()
                .take(2)
                .cloned()
                .collect::<Vec<_>>()
                .join("\n   ")
        ));
    }
    differences.is_empty()
}

#[test]
fn damaged_texts_are_read_or_told() {
    let mut silent = Vec::new();
    let (mut read, mut all) = (0, 0);
    let mut told: Vec<String> = Vec::new();
    for plan in PLANS {
        let (Some(content), Some(keys)) = (shared(&format!("{plan}.txt")), keys(plan)) else {
            return skipped(plan);
        };
        for (at, (first, one)) in DAMAGES.iter().enumerate() {
            for (second, two) in DAMAGES.iter().skip(at) {
                let what = format!("{plan}, {first}, {second}");
                let once = one(&content, &keys);
                let damaged = if first == second {
                    once
                } else {
                    two(&once, &keys)
                };
                all += 1;
                if check(&damaged, &keys, &what, &mut silent) {
                    read += 1;
                } else {
                    told.push(what);
                }
            }
        }
    }
    assert!(
        silent.is_empty(),
        "{} silently wrong:\n{}",
        silent.len(),
        silent.join("\n")
    );
    assert!(
        read * 100 >= all * 95,
        "only {read} of {all} were read:\n{}",
        told.join("\n")
    );
}

/// Cuts out every line in turn, and every value: a row that is gone may not change its neighbours.
#[test]
fn a_lost_line_changes_no_other_row() {
    for plan in PLANS {
        let (Some(content), Some(keys)) = (shared(&format!("{plan}.txt")), keys(plan)) else {
            return skipped(plan);
        };
        let whole = find(&text(&content));
        let table = whole.tables.first().unwrap();
        let first = table.header.first().map_or(0, |words| words.line) as usize;
        let last = table.rows.last().map_or(0, |row| row.line) as usize + 3;
        let lines: Vec<&str> = content.lines().collect();
        for cut in first..last.min(lines.len()) {
            if lines[cut].trim().is_empty() {
                continue;
            }
            let kept: Vec<&str> = lines
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != cut)
                .map(|(_, line)| *line)
                .collect();
            let found = find(&text(&kept.join("\n")));
            for row in all_rows(&found) {
                let fits = keys
                    .iter()
                    .any(|key| differences(&[row], std::slice::from_ref(key)).is_empty());
                assert!(
                    fits || !found.problems.is_empty(),
                    "{plan} without line {}: {row:?}",
                    cut + 1
                );
            }
        }
    }
}

const CHANGES: [Damage; 9] = [
    ("nothing", |text, _| text.to_owned()),
    ("no blank lines", |text, _| {
        lines(text, |line| {
            (!line.trim_matches(' ').is_empty()).then(|| line.to_owned())
        })
    }),
    ("blank line after every line", |text, _| {
        text.replace('\n', "\n\n")
    }),
    ("moved to the right", |text, _| {
        lines(text, |line| Some(format!("    {line}")))
    }),
    ("spaces at the end", |text, _| {
        lines(text, |line| Some(format!("{line}   ")))
    }),
    ("twice the spaces", |text, _| text.replace("  ", "    ")),
    ("wide digits", |text, _| {
        text.chars()
            .map(|c| wide(c, |c| c.is_ascii_digit()))
            .collect()
    }),
    ("no form feeds", |text, _| text.replace('\u{c}', "")),
    ("tabs to spaces", |text, _| text.replace('\t', "    ")),
];

/// The same for columns made with spaces and for cells on lines: the undamaged text is the key.
#[test]
fn damaged_columns_are_read_or_told() {
    const FILES: [&str; 2] = [
        "more/08-hubei-heritage-145-pdflayout.txt",
        "more/13-national-heritage-145-tabcells.txt",
    ];
    let plain = |rows: &[&crate::original::OriginalRow]| -> Vec<String> {
        rows.iter()
            .map(|row| crate::tables::words::folded(&super::shown(row)))
            .collect()
    };
    let (mut silent, mut told) = (Vec::new(), 0);
    for file in FILES {
        let Some(content) = shared(file) else {
            return skipped(file);
        };
        let whole = find(&text(&content));
        let wanted = plain(&all_rows(&whole));
        for (first, one) in CHANGES {
            for (second, two) in CHANGES {
                let damaged = text(&two(&one(&content, &[]), &[]));
                let found = find(&damaged);
                for table in &found.tables {
                    assert_eq!(
                        conserve::unplaced(&damaged, table),
                        [],
                        "{file} {first} {second}"
                    );
                }
                let rows = plain(&all_rows(&found));
                let differs = rows.iter().zip(&wanted).find(|(row, wanted)| row != wanted);
                if rows == wanted {
                    continue;
                }
                told += 1;
                if found.problems.is_empty() {
                    silent.push(format!(
                        "{file} {first} {second}: {differs:?} {}",
                        rows.len()
                    ));
                }
            }
        }
    }
    assert!(silent.is_empty(), "silently wrong:\n{}", silent.join("\n"));
    assert!(told < 40, "{told} of 162 were not read");
}
