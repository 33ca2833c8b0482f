//! `duibiao import` as its users see it: documents in, plan files and reports out, and every cell of a plan
//! found again in its original.
//!
//! The real texts and their keys lie beside the project as `../shared/plans/`; where they do not, those
//! tests say so and stop. A made-up text is always imported.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::{fixtures, lay, package, put, tree};

/// The real texts by the name that the keys call them, with the plan of this site.
const PLANS: [(&str, &str); 5] = [
    ("panzhihua-xiqu", "510403-2021"),
    ("fuxin", "210900-2021"),
    ("yunnan-draft", "530000-2021-draft"),
    ("taizhou", "321200-2021"),
    ("weihai", "371000-2021"),
];

const TOPIC: &str = "content/plans/occupational-health";

/// The folder of the real texts; none, with a word about it, where there is none.
fn shared() -> Option<PathBuf> {
    let folder = package().join("../shared/plans");
    if !folder.is_dir() {
        eprintln!("skipped: {} is not there", folder.display());
        return None;
    }
    Some(folder)
}

fn duibiao(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_duibiao"))
        .args(arguments)
        .current_dir(folder)
        .env("DUIBIAO_LANG", "zh")
        .env("SOURCE_DATE_EPOCH", "1795305600")
        .env_remove("NO_COLOR")
        .output()
        .unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// The JSON report of a dry run in a project.
fn report(file: &Path, project: &Path) -> Value {
    let file = file.to_str().unwrap();
    let ran = duibiao(&["import", "--dry-run", "--format", "json", file], project);
    let mut lines = out(&ran).lines();
    let report = serde_json::from_str(lines.next().unwrap()).unwrap();
    assert_eq!(lines.next(), None, "one object a file");
    report
}

type Record = BTreeMap<String, String>;

fn key(folder: &Path, name: &str) -> Vec<Record> {
    let mut reader = csv::Reader::from_path(folder.join(name)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

/// The base project with nothing in it but what a sample needs.
fn base() -> tempfile::TempDir {
    let project = tempfile::tempdir().unwrap();
    lay(&tree(&fixtures("base")), project.path());
    fs::remove_file(project.path().join("content/plans/sample/321200-2021.md")).unwrap();
    project
}

fn sample() -> PathBuf {
    fixtures("import").join("sample-city.txt")
}

/// A made-up text, with what a document cannot say (a made-up city) given on the command line.
const SAMPLE: [&str; 5] = ["import", "--topic", "sample", "--region", "321200"];

fn import_sample(project: &Path, more: &[&str]) -> Output {
    let file = sample();
    let mut arguments = SAMPLE.to_vec();
    arguments.extend(more);
    arguments.push(file.to_str().unwrap());
    duibiao(&arguments, project)
}

#[test]
fn a_text_becomes_a_plan_file_that_builds() {
    let project = base();
    let ran = import_sample(project.path(), &[]);
    assert_eq!(ran.status.code(), Some(0), "{}{}", out(&ran), err(&ran));
    let plan = fs::read_to_string(project.path().join("content/plans/sample/321200-2021.md"));
    insta::assert_snapshot!("the_plan_file_of_a_text", plan.unwrap());
    let page = project
        .path()
        .join("content/plans/sample/321200-2021.import.md");
    insta::assert_snapshot!("the_report_of_a_text", fs::read_to_string(page).unwrap());
    let built = duibiao(&["build"], project.path());
    assert_eq!(built.status.code(), Some(0), "{}", err(&built));
}

#[test]
fn nothing_is_written_over_and_a_dry_run_writes_nothing() {
    let project = base();
    let before = tree(project.path());
    let dry = import_sample(project.path(), &["--dry-run"]);
    assert_eq!(dry.status.code(), Some(0));
    assert!(out(&dry).contains("会写入 content/plans/sample/321200-2021.md"));
    assert_eq!(tree(project.path()), before);

    put(
        project.path(),
        "content/plans/sample/321200-2021.md",
        "mine",
    );
    let before = tree(project.path());
    let refused = import_sample(project.path(), &[]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(err(&refused).contains("--force"), "{}", err(&refused));
    assert_eq!(tree(project.path()), before);
    let forced = import_sample(project.path(), &["--force"]);
    assert_eq!(forced.status.code(), Some(0), "{}", err(&forced));
}

#[test]
fn the_original_is_kept_on_request() {
    let project = base();
    let ran = import_sample(project.path(), &["--keep-original"]);
    assert_eq!(ran.status.code(), Some(0), "{}", err(&ran));
    let kept = project.path().join("content/plans/sample/321200-2021.txt");
    assert_eq!(fs::read(kept).unwrap(), fs::read(sample()).unwrap());
    let built = duibiao(&["build"], project.path());
    assert_eq!(built.status.code(), Some(0), "{}", err(&built));
    let page = project
        .path()
        .join("output/plans/sample/321200-2021/index.html");
    assert!(fs::read_to_string(page).unwrap().contains("原件（BLAKE3 "));
}

#[test]
fn entries_for_unknown_indicators_are_made_on_request() {
    let project = base();
    fs::remove_file(project.path().join("content/plans/sample/100000-2021.md")).unwrap();
    fs::remove_file(
        project
            .path()
            .join("content/indicators/sample/sample-rate.md"),
    )
    .unwrap();
    let ran = import_sample(project.path(), &["--stubs"]);
    assert!(
        out(&ran).contains("indicator-not-in-catalogue"),
        "{}",
        out(&ran)
    );
    let made: Vec<String> = tree(&project.path().join("content/indicators/sample"))
        .into_keys()
        .filter(|name| !name.starts_with("sample-count") && !name.starts_with("sample-sites"))
        .collect();
    assert_eq!(made.len(), 1, "{made:?}");
    let built = duibiao(&["build"], project.path());
    assert_eq!(built.status.code(), Some(0), "{}", err(&built));
}

/// Neither goes over the other, not even with `--force`; both share an entry that neither finds.
#[test]
fn two_documents_of_one_run_do_not_meet_in_one_place() {
    let project = base();
    let file = sample();
    let file = file.to_str().unwrap();
    let twice = [&SAMPLE[..], &["--force", file, file]].concat();
    let ran = duibiao(&twice, project.path());
    assert_eq!(ran.status.code(), Some(1));
    assert!(err(&ran).contains("没有写入"), "{}", err(&ran));
    assert_eq!(out(&ran).matches("已写入").count(), 2, "{}", out(&ran));

    let project = base();
    fs::remove_file(project.path().join("content/plans/sample/100000-2021.md")).unwrap();
    fs::remove_file(
        project
            .path()
            .join("content/indicators/sample/sample-rate.md"),
    )
    .unwrap();
    let other = fs::read_to_string(file)
        .unwrap()
        .replace("“十四五”", "“十五五”");
    put(
        project.path(),
        "other.txt",
        other.replace("到2025年", "到2030年"),
    );
    let both = [&SAMPLE[..], &["--stubs", file, "other.txt"]].concat();
    let ran = duibiao(&both, project.path());
    assert_eq!(ran.status.code(), Some(0), "{}{}", out(&ran), err(&ran));
    let plans = tree(&project.path().join("content/plans/sample"));
    assert!(plans.contains_key("321200-2021.md") && plans.contains_key("321200-2026.md"));
}

/// A plan file has one starting value a row; the others are kept and told.
#[test]
fn several_starting_values_are_told() {
    let project = base();
    let table = "指标名称\t单位\t2015年\t2020年\t2025年\n示例率\t%\t70\t87\t≥95\n";
    let words = format!("示例市示例“十四五”规划\n\n一、目标\n\n主要指标\n\n{table}");
    put(project.path(), "two.txt", words);
    let report = report(&project.path().join("two.txt"), project.path());
    assert_eq!(text(&report["rows"][0], "baseline"), "87");
    let problems = report["problems"].as_array().unwrap();
    assert!(
        problems
            .iter()
            .any(|one| text(one, "code") == "earlier-baseline"),
        "{problems:#?}"
    );
    let ran = duibiao(&[&SAMPLE[..], &["two.txt"]].concat(), project.path());
    assert_eq!(ran.status.code(), Some(0), "{}{}", out(&ran), err(&ran));
    let plan = project.path().join("content/plans/sample/321200-2021.md");
    let plan = fs::read_to_string(plan).unwrap();
    assert!(plan.contains("| 87 |") && plan.contains("70"), "{plan}");
}

#[test]
fn a_document_without_a_place_is_told() {
    let project = base();
    let file = sample();
    let ran = duibiao(&["import", file.to_str().unwrap()], project.path());
    assert_eq!(ran.status.code(), Some(1));
    assert!(
        out(&ran).contains("没有写入：地区、领域、规划期"),
        "{}",
        out(&ran)
    );
}

#[test]
fn what_cannot_be_read_is_told_and_nothing_is_written() {
    let project = base();
    put(project.path(), "empty.docx", "");
    put(
        project.path(),
        "old.doc",
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
    );
    put(
        project.path(),
        "photo.pdf",
        [0x89, b'P', b'N', b'G', 13, 10, 26, 10],
    );
    let before = tree(project.path());
    for (file, code) in [
        ("empty.docx", "empty"),
        ("old.doc", "format-not-read"),
        ("photo.pdf", "scan"),
        ("nowhere.txt", "not-opened"),
    ] {
        let ran = duibiao(&["import", "--format", "json", file], project.path());
        assert_eq!(ran.status.code(), Some(1), "{file}");
        let report: Value = serde_json::from_str(out(&ran)).unwrap();
        assert_eq!(text(&report["problems"][0], "code"), code, "{file}");
        let ran = duibiao(&["import", file], project.path());
        assert_eq!(ran.status.code(), Some(1), "{file}");
        assert!(err(&ran).contains(file), "{}", err(&ran));
    }
    assert_eq!(tree(project.path()), before);
}

#[test]
fn a_command_line_without_sense_is_misuse() {
    let project = base();
    let file = sample();
    let file = file.to_str().unwrap();
    for arguments in [
        vec!["import"],
        vec!["import", "--region", "999999", file],
        vec!["import", "--topic", "nowhere", file],
        vec!["import", "--verify", "x.md"],
        vec!["import", "--record", file],
    ] {
        let ran = duibiao(&arguments, project.path());
        assert_eq!(ran.status.code(), Some(2), "{arguments:?} {}", err(&ran));
    }
}

#[test]
fn a_proof_is_recorded_and_a_changed_digit_is_found() {
    let project = base();
    import_sample(project.path(), &[]);
    let file = sample();
    let plan = "content/plans/sample/321200-2021.md";
    let verify = [
        "import",
        "--verify",
        plan,
        "--against",
        file.to_str().unwrap(),
    ];
    let ran = duibiao(&[&verify[..], &["--record"]].concat(), project.path());
    assert_eq!(ran.status.code(), Some(0), "{}{}", out(&ran), err(&ran));
    let built = duibiao(&["build"], project.path());
    assert_eq!(built.status.code(), Some(0), "{}", err(&built));
    let page = project
        .path()
        .join("output/plans/sample/321200-2021/index.html");
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("格有原文（sample-city.txt，2026年11月22日核对）"));

    let path = project.path().join(plan);
    let proved = fs::read_to_string(&path).unwrap();
    fs::write(&path, proved.replace("≥95%", "≥96%")).unwrap();
    let ran = duibiao(
        &[&verify[..], &["--format", "json"]].concat(),
        project.path(),
    );
    assert_eq!(ran.status.code(), Some(1));
    let report: Value = serde_json::from_str(out(&ran)).unwrap();
    let difference = &report["differences"][0];
    assert_eq!(
        (text(difference, "expected"), text(difference, "found")),
        ("≥95%", "≥96%")
    );
    let line = |text: &str, words: &str| {
        text.lines().position(|line| line.contains(words)).unwrap() as u64 + 1
    };
    let original = fs::read_to_string(sample()).unwrap();
    assert_eq!(difference["original_line"], line(&original, "≥95%"));
    assert_eq!(difference["plan_line"], line(&proved, "≥95%"));
}

/// 49 rows, with names, targets, comparators and starting values as the key has them.
#[test]
fn the_rows_of_the_five_texts() {
    let Some(shared) = shared() else { return };
    let keys = key(&shared, "indicators.csv");
    let mut seen = 0;
    for (name, _) in PLANS {
        let report = report(&shared.join(format!("{name}.txt")), package());
        let rows = report["rows"].as_array().unwrap();
        let wanted: Vec<&Record> = keys.iter().filter(|row| row["plan"] == name).collect();
        assert_eq!(rows.len(), wanted.len(), "{name}");
        for (row, wanted) in rows.iter().zip(wanted) {
            let baseline = text(row, "baseline").replace('—', "");
            let target = text(&row["targets"][0], "text");
            assert_eq!(
                (text(row, "no"), text(row, "name"), target, &*baseline),
                (
                    &*wanted["no"],
                    &*wanted["name"],
                    &*wanted["target"],
                    &*wanted["baseline"].replace('—', "")
                ),
                "{name}"
            );
            seen += 1;
        }
    }
    assert_eq!(seen, 49);
}

#[test]
fn what_the_five_texts_say_about_themselves() {
    let Some(shared) = shared() else { return };
    for wanted in key(&shared, "plans.csv") {
        let report = report(&shared.join(&wanted["file"]), package());
        let plan = &report["plan"];
        let status = wanted["status"].replace("consultation draft", "consultation");
        for (field, value) in [
            ("title", &*wanted["title"]),
            ("region_code", &wanted["region_code"]),
            ("region", &wanted["region"]),
            ("period", &wanted["period"]),
            ("status", &status),
            ("doc_no", &wanted["doc_number"]),
            ("issuers", &wanted["issuers"]),
            ("written", &wanted["date"]),
            ("openness", &wanted["disclosure"]),
        ] {
            assert_eq!(text(plan, field), value, "{field} of {}", wanted["file"]);
        }
        assert_eq!(text(plan, "topic"), "occupational-health");
    }
}

/// All 25 promises are proposed, and at most five others in the five texts together.
#[test]
fn the_promises_of_the_five_texts() {
    let Some(shared) = shared() else { return };
    let keys = key(&shared, "commitments.csv");
    let (mut found, mut others) = (0, Vec::new());
    for (name, _) in PLANS {
        let report = report(&shared.join(format!("{name}.txt")), package());
        let mut wanted: Vec<&Record> = keys.iter().filter(|row| row["plan"] == name).collect();
        for promise in report["commitments"].as_array().unwrap() {
            let quantity = text(promise, "quantity");
            let says = |row: &&Record| {
                let digits: String = quantity.chars().filter(char::is_ascii_digit).collect();
                let unit = &*row["unit"];
                let one = quantity.contains('一') && row["value"] == "1";
                (digits == row["value"] || one)
                    && (quantity.ends_with(unit) || quantity.contains(unit))
            };
            match wanted.iter().position(says) {
                Some(at) => {
                    wanted.remove(at);
                    found += 1;
                }
                None => others.push(format!("{name}: {}", text(promise, "text"))),
            }
        }
        assert!(wanted.is_empty(), "{name} lacks {wanted:?}");
    }
    assert_eq!(found, 25);
    assert!(others.len() <= 5, "{others:#?}");
}

/// The plan files made of the full texts build, and nothing of the texts is lost.
#[test]
fn the_five_texts_build() {
    let Some(shared) = shared() else { return };
    let project = tempfile::tempdir().unwrap();
    lay(
        &tree(&package().join("content")),
        &project.path().join("content"),
    );
    fs::copy(
        package().join("duibiao.toml"),
        project.path().join("duibiao.toml"),
    )
    .unwrap();
    for (name, plan) in PLANS {
        let file = shared.join(format!("{name}.txt"));
        let ran = duibiao(
            &["import", "--force", file.to_str().unwrap()],
            project.path(),
        );
        assert_eq!(ran.status.code(), Some(0), "{}{}", out(&ran), err(&ran));
        let page = project.path().join(TOPIC).join(format!("{plan}.import.md"));
        assert!(
            fs::read_to_string(page).unwrap().contains("已证明"),
            "{name}"
        );
    }
    let built = duibiao(&["build"], project.path());
    assert_eq!(built.status.code(), Some(0), "{}", err(&built));
    assert!(
        out(&built).contains("指标 11 + 7 + 9 + 8 + 14 = 49 行"),
        "{}",
        out(&built)
    );
}

/// Every cell of the five plans of this project is found in its original.
#[test]
fn the_plans_of_the_project_are_proved() {
    let Some(shared) = shared() else { return };
    for (name, plan) in PLANS {
        let plan = format!("{TOPIC}/{plan}.md");
        let original = shared.join(format!("{name}.txt"));
        let arguments = [
            "import",
            "--verify",
            &plan,
            "--against",
            original.to_str().unwrap(),
        ];
        let ran = duibiao(&arguments, package());
        assert_eq!(ran.status.code(), Some(0), "{}", out(&ran));
    }
}

#[test]
fn the_further_texts_are_read_as_their_key_says() {
    let Some(shared) = shared() else { return };
    for (file, rows, code) in [
        ("08-hubei-heritage-145-pdflayout.txt", 25, None),
        (
            "10-national-heritage-145-tableisimage.txt",
            0,
            Some("table-"),
        ),
        ("13-national-heritage-145-tabcells.txt", 21, None),
        ("14-national-heritage-145-htmlrowspan.txt", 21, None),
        ("16-shandong-education-145-prose.txt", 0, None),
    ] {
        let report = report(&shared.join("more").join(file), package());
        assert_eq!(report["rows"].as_array().unwrap().len(), rows, "{file}");
        let problems = report["problems"].as_array().unwrap();
        let tells = |code: &str| {
            problems
                .iter()
                .any(|problem| text(problem, "code").starts_with(code))
        };
        assert!(code.is_none_or(tells), "{file}: {problems:#?}");
    }
}
