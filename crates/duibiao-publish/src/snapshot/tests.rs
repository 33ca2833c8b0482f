//! Editions of made-up projects: compiled, published and read again.

#![expect(
    clippy::disallowed_methods,
    reason = "tests write and read folders of their own"
)]

use std::fs;

use super::*;
use crate::published;
use crate::snapshot::tests::fixture::{Fixture, PROVINCE_ID};

mod body;
pub(crate) mod fixture;
mod revision;

fn every(_: &str, _: &SnapshotFile) -> bool {
    true
}

#[test]
fn a_compiled_project_says_what_it_prints() {
    let snapshot = Fixture::default().snapshot();
    assert_eq!(snapshot.plans.len(), 3);
    let plan = snapshot.plan(PROVINCE_ID).unwrap();
    let figures: Vec<(&str, Option<i64>, &str)> = plan
        .targets
        .iter()
        .map(|target| (target.statistic.id(), target.year, &*target.text_as_printed))
        .collect();
    assert_eq!(
        figures,
        [
            ("baseline", Some(2025), "11"),
            ("target", Some(2030), "≥33"),
            ("baseline", Some(2025), "—"),
            ("target", Some(2030), "〔222〕"),
        ]
    );
    assert_eq!(plan.commitments[0].indicator_id, "book-vans");
    assert_eq!(plan.commitments[0].clause, "box-1");
    let verdict = &plan.verdicts[0];
    assert_eq!(
        (&*verdict.verdict, &*verdict.strictness),
        ("higher", "stricter")
    );
    assert!(verdict.strict, "both views are one verdict");
    assert_eq!(plan.page, "plans/public-reading/460000-2026/index.html");
}

#[test]
fn the_text_is_cut_at_clauses_and_boxes() {
    let snapshot = Fixture::default().snapshot();
    let clauses = snapshot
        .plan(PROVINCE_ID)
        .unwrap()
        .clauses
        .as_ref()
        .unwrap();
    let labels: Vec<(&str, String)> = clauses
        .iter()
        .map(|clause| {
            (
                &*clause.anchor,
                clause.words().lines().next().unwrap_or_default().to_owned(),
            )
        })
        .collect();
    let wanted = [
        ("s1", "一、目标"),
        ("s2", "二、任务"),
        ("s2-1", "（一）每年公布一次进展。"),
        ("s2-2", "（二）阅览室免费开放，周末不少于八小时。"),
        ("box-1", "专栏 1\u{3000}流动书车"),
        ("box-1-n0-0-1", "1.山区优先。"),
        ("s3", "三、保障"),
    ];
    assert_eq!(
        labels,
        wanted.map(|(anchor, label)| (anchor, label.to_owned()))
    );
    let row = ClauseLine::Row(
        ["1", "居民持证率", "%", "11", "≥33", "约束性"]
            .map(str::to_owned)
            .into(),
    );
    assert!(clauses[0].lines.contains(&row));
}

#[test]
fn a_published_folder_says_what_its_project_says() {
    let folder = tempfile::tempdir().unwrap();
    let compiled = Fixture::default().publish(folder.path());
    assert_eq!(
        published::snapshot(folder.path(), &every).unwrap(),
        compiled
    );
}

#[test]
fn pages_that_are_not_wanted_are_not_read() {
    let folder = tempfile::tempdir().unwrap();
    Fixture::default().publish(folder.path());
    fs::remove_file(
        folder
            .path()
            .join("plans/public-reading/100000-2026/index.html"),
    )
    .unwrap();
    let wanted = |page: &str, _: &SnapshotFile| page.contains("460000");
    let snapshot = published::snapshot(folder.path(), &wanted).unwrap();
    let known: Vec<&str> = snapshot
        .plans
        .iter()
        .filter(|plan| plan.clauses.is_some())
        .map(|plan| &*plan.id)
        .collect();
    assert_eq!(known, [PROVINCE_ID]);
}

#[test]
fn a_page_that_was_touched_has_no_known_text() {
    let folder = tempfile::tempdir().unwrap();
    Fixture::default().publish(folder.path());
    let page = folder
        .path()
        .join("plans")
        .join(PROVINCE_ID)
        .join("index.html");
    let text = fs::read_to_string(&page).unwrap().replace("每年", "每月");
    fs::write(&page, text).unwrap();
    let snapshot = published::snapshot(folder.path(), &every).unwrap();
    assert_eq!(snapshot.plan(PROVINCE_ID).unwrap().clauses, None);
}

#[test]
fn a_text_that_lacks_a_clause_of_the_tables_is_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = Fixture::default().publish(folder.path());
    let name = snapshot.plan(PROVINCE_ID).unwrap().page.clone();
    let page = folder.path().join(&name);
    let text = fs::read_to_string(&page).unwrap();
    let other = text
        .replace("<h3 id=\"s1\">", "<h3>")
        .replace("<h2 id=\"s1\">", "<h2>");
    assert_ne!(other, text);
    fs::write(&page, &other).unwrap();
    let manifest = folder.path().join("duibiao-manifest.json");
    let listed = fs::read_to_string(&manifest).unwrap();
    let (old, new) = (
        SnapshotFile::of(text.as_bytes()),
        SnapshotFile::of(other.as_bytes()),
    );
    let listed = listed.replace(&old.blake3, &new.blake3).replace(
        &format!("\"bytes\":{},\"blake3\":\"{}", old.bytes, new.blake3),
        &format!("\"bytes\":{},\"blake3\":\"{}", new.bytes, new.blake3),
    );
    fs::write(&manifest, listed).unwrap();
    let read = published::snapshot(folder.path(), &every).unwrap();
    assert_eq!(read.files[&name], new);
    assert_eq!(read.plan(PROVINCE_ID).unwrap().clauses, None);
}

#[test]
fn a_table_that_was_touched_stops_the_reading() {
    let folder = tempfile::tempdir().unwrap();
    Fixture::default().publish(folder.path());
    let table = folder
        .path()
        .join("plans")
        .join(PROVINCE_ID)
        .join("targets.json");
    let text = fs::read_to_string(&table).unwrap().replace("≥33", "≥34");
    fs::write(&table, text).unwrap();
    let error = published::snapshot(folder.path(), &every).unwrap_err();
    assert!(
        error.message().zh.contains("targets.json"),
        "{}",
        error.message().zh
    );
}

#[test]
fn a_folder_without_our_manifest_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), "<p>").unwrap();
    let error = published::snapshot(folder.path(), &every).unwrap_err();
    assert!(
        matches!(error, published::PublishedError::NotOurs(_)),
        "{error}"
    );
    let text = |path: &str| {
        format!(
            "{{\"format\":\"duibiao-manifest\",\"version\":1,\"files\":{{\"{path}\":{{\"bytes\":1,\"blake3\":\"\"}}}}}}"
        )
    };
    for path in ["../x", "/etc/passwd", "a//b", "a/../../b"] {
        fs::write(folder.path().join("duibiao-manifest.json"), text(path)).unwrap();
        let error = published::snapshot(folder.path(), &every).unwrap_err();
        assert!(
            matches!(error, published::PublishedError::Damaged { .. }),
            "{error}"
        );
    }
}

#[test]
fn json_brings_an_edition_back() {
    let snapshot = Fixture::default().snapshot();
    let mut bytes = Vec::new();
    snapshot.write(&mut bytes).unwrap();
    assert_eq!(Snapshot::parse(&bytes).unwrap(), snapshot);
    let mut again = Vec::new();
    Fixture::default().snapshot().write(&mut again).unwrap();
    assert!(bytes == again, "the same project, the same bytes");
    let later = String::from_utf8(bytes)
        .unwrap()
        .replacen("\"version\":1", "\"version\":2", 1);
    assert!(Snapshot::parse(later.as_bytes()).is_err());
    assert!(Snapshot::parse(b"{").is_err());
}
