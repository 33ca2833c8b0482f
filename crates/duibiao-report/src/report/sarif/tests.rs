//! Reports have the members that SARIF asks for.

use std::path::Path;

use serde_json::Value;

use super::*;
use crate::fix;
use duibiao_syntax::parse;

const BROKEN: &str = "---\ntitel: 甲\nregion: \"460100\"\ntopic: a\nperiod: 2026-2030\nstatus: 现行有效\ntext: full\nverification: transcribed\n---\n\n| 序号 | 指标 | 目标值 |\n|---|---|---|\n| 1 | 𠀀率 | 5 | 6 |\n";

fn log(path: &str, text: &str) -> (Value, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let id = sources.add(path, text);
    let mut found = parse::document(sources.get(id)).diagnostics;
    found.push(Diagnostic::new(
        Code::ConfigMissing,
        "没有设置",
        "no settings",
    ));
    let fixes = fix::propose(&found, &sources);
    let text = sarif(&found, &fixes, &sources);
    (serde_json::from_str(&text).unwrap(), found)
}

#[test]
fn every_finding_is_a_result_with_its_rule_and_its_place() {
    let (log, found) = log("content/plans/a 甲/460100-2026.md", BROKEN);
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), found.len());
    for (result, found) in results.iter().zip(&found) {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert_eq!(result["ruleId"], found.code.to_string());
        assert_eq!(result["properties"]["en"], found.message.en);
    }
    let ids: Vec<&str> = rules
        .iter()
        .map(|rule| rule["id"].as_str().unwrap())
        .collect();
    let mut once = ids.clone();
    once.dedup();
    assert_eq!(ids, once);
    assert_eq!(run["columnKind"], "utf16CodeUnits");
}

#[test]
fn names_are_encoded_and_columns_are_utf_16() {
    let (log, _) = log("content/plans/a 甲/460100-2026.md", BROKEN);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let cells = results
        .iter()
        .find(|result| result["ruleId"] == "DB0301")
        .unwrap();
    let place = &cells["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "content/plans/a%20%E7%94%B2/460100-2026.md"
    );
    assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
    assert_eq!(
        place["region"],
        serde_json::json!({ "startLine": 13, "startColumn": 1, "endLine": 13, "endColumn": 20 })
    );
    let related = &cells["relatedLocations"][0];
    assert_eq!(related["id"], 1);
    assert_eq!(related["physicalLocation"]["region"]["startLine"], 11);
    let whole = results
        .iter()
        .find(|result| result["ruleId"] == "DB0101")
        .unwrap();
    assert_eq!(
        whole["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "duibiao.toml"
    );
}

#[test]
fn a_fix_replaces_the_text_that_is_wrong() {
    let (log, _) = log("content/plans/a/460100-2026.md", BROKEN);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let key = results
        .iter()
        .find(|result| result["ruleId"] == "DB0204")
        .unwrap();
    let replacement = &key["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(
        replacement["deletedRegion"],
        serde_json::json!({ "startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 6 })
    );
    assert_eq!(replacement["insertedContent"]["text"], "title");
}

/// The rules of the published schema that our objects could break, kept by hand: which members each
/// object may have and must have.
#[test]
fn the_log_keeps_to_the_schema() {
    let (log, _) = log("content/plans/a/460100-2026.md", BROKEN);
    let mut faults = Vec::new();
    check(&log, "log", &mut faults);
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Object, the members it must have, the members it may have (name and kind of each; none: a value).
type Rule = (
    &'static str,
    &'static [&'static str],
    &'static [(&'static str, &'static str)],
);

const RULES: &[Rule] = &[
    (
        "log",
        &["version", "runs"],
        &[("$schema", ""), ("version", ""), ("runs", "run")],
    ),
    (
        "run",
        &["tool"],
        &[
            ("tool", "tool"),
            ("originalUriBaseIds", "bases"),
            ("columnKind", ""),
            ("results", "result"),
        ],
    ),
    ("bases", &[], &[("%SRCROOT%", "artifactLocation")]),
    ("tool", &["driver"], &[("driver", "driver")]),
    (
        "driver",
        &["name"],
        &[
            ("name", ""),
            ("fullName", ""),
            ("version", ""),
            ("rules", "rule"),
        ],
    ),
    (
        "rule",
        &["id"],
        &[
            ("id", ""),
            ("name", ""),
            ("shortDescription", "words"),
            ("fullDescription", "words"),
            ("help", "words"),
            ("defaultConfiguration", "configuration"),
            ("properties", "bag"),
        ],
    ),
    ("configuration", &[], &[("level", "")]),
    ("words", &["text"], &[("text", ""), ("markdown", "")]),
    (
        "result",
        &["message"],
        &[
            ("ruleId", ""),
            ("ruleIndex", ""),
            ("level", ""),
            ("message", "words"),
            ("locations", "location"),
            ("relatedLocations", "location"),
            ("fixes", "fix"),
            ("properties", "bag"),
        ],
    ),
    (
        "location",
        &[],
        &[
            ("id", ""),
            ("physicalLocation", "physical"),
            ("message", "words"),
        ],
    ),
    (
        "physical",
        &["artifactLocation"],
        &[
            ("artifactLocation", "artifactLocation"),
            ("region", "region"),
        ],
    ),
    (
        "artifactLocation",
        &[],
        &[("uri", ""), ("uriBaseId", ""), ("description", "words")],
    ),
    (
        "region",
        &[],
        &[
            ("startLine", ""),
            ("startColumn", ""),
            ("endLine", ""),
            ("endColumn", ""),
        ],
    ),
    (
        "fix",
        &["artifactChanges"],
        &[("description", "words"), ("artifactChanges", "change")],
    ),
    (
        "change",
        &["artifactLocation", "replacements"],
        &[
            ("artifactLocation", "artifactLocation"),
            ("replacements", "replacement"),
        ],
    ),
    (
        "replacement",
        &["deletedRegion"],
        &[("deletedRegion", "region"), ("insertedContent", "content")],
    ),
    ("content", &[], &[("text", "")]),
];

fn check(value: &Value, kind: &str, faults: &mut Vec<String>) {
    if let Some(items) = value.as_array() {
        return items.iter().for_each(|item| check(item, kind, faults));
    }
    let Some((_, required, members)) = RULES.iter().find(|(name, ..)| *name == kind) else {
        return;
    };
    let object = value.as_object().unwrap();
    faults.extend(
        required
            .iter()
            .filter(|name| !object.contains_key(**name))
            .map(|name| format!("{kind}: no {name}")),
    );
    for (name, inner) in object {
        match members.iter().find(|(known, _)| known == name) {
            Some((_, "")) => {
                let number_is_good = inner
                    .as_u64()
                    .is_none_or(|number| number > 0 || name == "ruleIndex");
                let text_is_good = inner.as_str().is_none_or(|text| !text.is_empty());
                if !number_is_good || !text_is_good {
                    faults.push(format!("{kind}.{name}: {inner}"));
                }
            }
            Some((_, kind)) => check(inner, kind, faults),
            None => faults.push(format!("{kind}: {name} does not exist")),
        }
    }
}

#[test]
fn nothing_found_is_a_log_without_results() {
    let text = sarif(&[], &[], &Sources::default());
    let log: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
    assert!(text.ends_with("}\n") && !text.contains(Path::new("/work").to_str().unwrap()));
}
