//! Each repair mends its finding and makes no new one.

#![expect(clippy::disallowed_methods, reason = "tests lay out files to be read")]

use std::fs;

use duibiao_syntax::config;

use duibiao_publish::read;
use duibiao_syntax::parse;

use super::*;

mod cases;
mod diff;
mod hostile;
mod properties;
mod refusals;

/// A sound plan, line by line, that cases break in one place.
const PLAN: &str = "---\ntitle: 示例市规划\nregion: \"321200\"\ntopic: sample\nperiod: 2021-2025\nstatus: in-force\ntext: digest\nverification: transcribed\n---\n\n# 一、目标\n\n| 序号 | 指标名称 | 单位 | 2025年目标值 | 属性 |\n|---|---|---|---|---|\n| 1 | 示例率 | % | ≥95% | 预期性 |\n| 2 | 示例数 | 个 | 7 | 约束性 |\n\n# 二、任务\n\n建成示例点。\n";
const PLAN_PATH: &str = "content/plans/sample/321200-2021.md";

/// What is wrong with one file by itself.
fn findings(path: &str, text: &str) -> (Vec<Diagnostic>, Sources) {
    let mut sources = Sources::default();
    let id = sources.add(path, text);
    let source = sources.get(id);
    let found = if path == config::FILE_NAME {
        config::parse(source).diagnostics
    } else {
        parse::document(source).diagnostics
    };
    (found, sources)
}

/// The text with all repairs that can be made together.
fn mended(path: &str, text: &str) -> String {
    let (found, sources) = findings(path, text);
    let fixes = propose(&found, &sources);
    let edits: Vec<TextEdit> = together(&fixes).into_values().flatten().collect();
    apply(text, &edits).unwrap()
}

fn counts(found: &[Diagnostic]) -> BTreeMap<Code, usize> {
    let mut counts = BTreeMap::new();
    for found in found {
        *counts.entry(found.code).or_default() += 1;
    }
    counts
}

/// The repair gives `wanted`; in it the finding is gone and there is no other one.
#[track_caller]
fn check(code: Code, path: &str, broken: &str, wanted: &str) {
    let (before, _) = findings(path, broken);
    assert!(
        before.iter().any(|found| found.code == code),
        "{code}: {before:#?}"
    );
    let text = mended(path, broken);
    assert_eq!(text, wanted, "{code}");
    let (after, _) = findings(path, &text);
    let (before, after) = (counts(&before), counts(&after));
    assert!(!after.contains_key(&code), "{code}: {after:?}");
    for (other, count) in after {
        assert!(
            before.get(&other).is_some_and(|known| count <= *known),
            "{other} is new"
        );
    }
}

/// The same for a plan in which `sound` was broken.
#[track_caller]
fn check_plan(code: Code, sound: &str, broken: &str) {
    let broken = PLAN.replacen(sound, broken, 1);
    assert_ne!(broken, PLAN);
    check(code, PLAN_PATH, &broken, PLAN);
    // Line endings of Windows stay, and so does everything else.
    check(
        code,
        PLAN_PATH,
        &broken.replace('\n', "\r\n"),
        &PLAN.replace('\n', "\r\n"),
    );
    let marked = |text: &str| format!("\u{FEFF}{text}");
    check(code, PLAN_PATH, &marked(&broken), &marked(PLAN));
}

/// Nothing is proposed for a finding of `code`.
#[track_caller]
fn check_none(code: Code, path: &str, text: &str) {
    let (found, sources) = findings(path, text);
    assert!(
        found.iter().any(|found| found.code == code),
        "{code}: {found:#?}"
    );
    let fixes = propose(&found, &sources);
    let fixes: Vec<&Fix> = fixes.iter().filter(|fix| fix.code == code).collect();
    assert!(fixes.is_empty(), "{code}: {fixes:#?}");
}

#[track_caller]
fn check_plan_none(code: Code, sound: &str, broken: &str) {
    let broken = PLAN.replacen(sound, broken, 1);
    assert_ne!(broken, PLAN);
    check_none(code, PLAN_PATH, &broken);
}

#[test]
fn the_plan_of_the_cases_is_sound() {
    let (found, _) = findings(PLAN_PATH, PLAN);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn invisible_characters_are_deleted_wherever_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(PLAN_PATH);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let many = "建\u{200B}成\u{2060}".repeat(20);
    let broken = PLAN
        .replacen("建成", &many, 1)
        .replacen("目标", "目\u{202E}标\u{FEFF}", 1);
    fs::write(&path, &broken).unwrap();
    let project = read::project(folder.path()).unwrap();
    let fixes = propose(&project.diagnostics, &project.value.sources);
    assert_eq!(fixes.len(), 3, "one for each character: {fixes:#?}");
    let edits: Vec<TextEdit> = together(&fixes).into_values().flatten().collect();
    let text = apply(&broken, &edits).unwrap();
    assert!(!text.contains(['\u{200B}', '\u{2060}', '\u{FEFF}']));
    assert!(
        text.contains('\u{202E}'),
        "what turns text around must be seen by an editor"
    );
}

#[test]
fn every_code_of_the_table_in_the_documentation_exists() {
    let text = include_str!("../fix.rs");
    let lines = text.lines().filter(|line| line.starts_with("//! | DB"));
    let mut told: Vec<u16> = Vec::new();
    for line in lines {
        let codes = line.trim_start_matches("//! |").split('|').next().unwrap();
        for part in codes.split(',') {
            let part = part.trim().trim_start_matches("DB");
            if let Some(group) = part.strip_suffix("xx") {
                let group: u16 = group.parse().unwrap();
                told.extend(
                    Code::ALL
                        .iter()
                        .map(|code| *code as u16)
                        .filter(|n| n / 100 == group),
                );
                continue;
            }
            let part = part.replace("07xx", "").replace("08xx", "");
            let (from, to) = part.split_once('–').unwrap_or((&part, &part));
            told.extend(from.trim().parse::<u16>().unwrap()..=to.trim().parse::<u16>().unwrap());
        }
    }
    let untold: Vec<&Code> = Code::ALL
        .iter()
        .filter(|code| !told.contains(&(**code as u16)))
        .collect();
    assert!(untold.is_empty(), "{untold:?}");
}
