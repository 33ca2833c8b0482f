//! Commands around the desk as people type them: diff, check --fix and its formats, explain, schema.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::starter;

const PLAN: &str = "content/plans/public-reading/460100-2026.md";

fn run(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_duibiao"))
        .args(["--lang", "zh", "--as-of", "2026-11-22"])
        .args(arguments)
        .current_dir(home)
        .output()
        .unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn replace(home: &Path, old: &str, new: &str) {
    let path = home.join(PLAN);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{old}");
    fs::write(path, text.replacen(old, new, 1)).unwrap();
}

fn git(home: &Path, arguments: &[&str]) -> bool {
    let settings = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
    let output = Command::new("git")
        .args(settings)
        .args(arguments)
        .current_dir(home)
        .output();
    output.is_ok_and(|output| output.status.success())
}

#[test]
fn a_difference_is_the_same_against_a_folder_and_a_revision() {
    let home = starter();
    let root = home.path();
    assert!(run(root, &["build"]).status.success());
    assert!(out(&run(root, &["diff", "--against", "output"])).contains("没有变更"));
    let has_git = git(root, &["init", "-q"])
        && git(root, &["add", "-A"])
        && git(root, &["commit", "-q", "-m", "one"]);
    replace(root, "＞33", "≥44");
    let against_folder = out(&run(root, &["diff", "--against", "output"]));
    assert!(against_folder.contains("＞33% → ≥44%"), "{against_folder}");
    assert!(against_folder.contains("判定变化"), "{against_folder}");
    if has_git {
        let against_revision = out(&run(root, &["diff", "--against", "git:HEAD"]));
        let body = |text: &str| text.split_once('\n').map(|(_, body)| body.to_owned());
        assert_eq!(body(&against_revision), body(&against_folder));
        let unknown = run(root, &["diff", "--against", "git:no-such-branch"]);
        assert_eq!(unknown.status.code(), Some(1));
    } else {
        eprintln!("SKIP revisions: there is no git");
    }
    let json: Value = serde_json::from_str(&out(&run(
        root,
        &["diff", "--against", "output", "--format", "json"],
    )))
    .unwrap();
    assert!(json.is_object());
    let html = out(&run(
        root,
        &["diff", "--against", "output", "--format", "html"],
    ));
    assert!(
        html.starts_with("<!DOCTYPE html>") && html.contains("<ins") && !html.contains("<script")
    );
    let nothing = run(root, &["diff", "--against", "content"]);
    assert_eq!(nothing.status.code(), Some(1), "a folder that is no site");
}

#[test]
fn what_is_safe_to_mend_is_shown_and_then_mended() {
    let home = starter();
    let root = home.path();
    replace(root, "period: 2026-2030", "peroid: 2026-2030");
    let broken = fs::read(root.join(PLAN)).unwrap();
    let shown = run(root, &["check", "--fix", "--dry-run"]);
    assert_eq!(shown.status.code(), Some(1));
    assert!(
        out(&shown).contains("-peroid: 2026-2030\n+period: 2026-2030"),
        "{}",
        out(&shown)
    );
    assert_eq!(fs::read(root.join(PLAN)).unwrap(), broken);
    let mended = run(root, &["check", "--fix", "--yes"]);
    assert!(out(&mended).contains("+period: 2026-2030"));
    assert!(run(root, &["check"]).status.success());
}

#[test]
fn findings_come_in_the_forms_of_other_programs() {
    let home = starter();
    let root = home.path();
    replace(root, "period: 2026-2030", "peroid: 2026-2030");
    let sarif: Value =
        serde_json::from_str(&out(&run(root, &["check", "--format", "sarif"]))).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert!(
        results.iter().any(|result| result["ruleId"] == "DB0204"),
        "{results:?}"
    );
    let github = out(&run(root, &["check", "--format", "github"]));
    assert!(
        github.contains(&format!("::error file={PLAN},line=5,")),
        "{github}"
    );
}

#[test]
fn a_code_is_explained_and_an_unknown_one_is_misuse() {
    let home = starter();
    let known = run(home.path(), &["explain", "db204"]);
    assert!(known.status.success() && out(&known).contains("DB0204"));
    assert_eq!(
        run(home.path(), &["explain", "DB9999"]).status.code(),
        Some(2)
    );
    let all = out(&run(home.path(), &["explain"]));
    assert_eq!(
        all.lines().count(),
        duibiao_syntax::diagnostic::Code::ALL.len()
    );
}

#[test]
fn schemas_are_printed_and_wired_without_touching_what_is_there() {
    let home = starter();
    let root = home.path();
    let plan: Value = serde_json::from_str(&out(&run(root, &["schema", "plan"]))).unwrap();
    assert!(plan["properties"].get("consultation").is_some());
    assert!(run(root, &["schema", "--vscode"]).status.success());
    assert!(
        run(root, &["schema", "--vscode"]).status.success(),
        "the second time nothing differs"
    );
    let settings = root.join(".vscode/settings.json");
    fs::write(&settings, "{}\n").unwrap();
    assert_eq!(run(root, &["schema", "--vscode"]).status.code(), Some(1));
    assert_eq!(fs::read_to_string(&settings).unwrap(), "{}\n");
}
