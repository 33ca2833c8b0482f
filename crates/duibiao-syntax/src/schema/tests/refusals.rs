//! What the schema refuses, the parser refuses too, and the other way round.

use super::*;

const PLAN: &str = "title: 甲\nregion: \"460100\"\ntopic: public-reading\nperiod: 2026-2030\nstatus: in-force\ntext: full\nverification: transcribed\n";

#[track_caller]
fn check(kind: DocumentKind, front: &str, good: bool) {
    let found = findings(&path(kind), &format!("---\n{front}---\n"));
    let errors: Vec<&Diagnostic> = found
        .iter()
        .filter(|found| found.severity == crate::diagnostic::Severity::Error)
        .collect();
    assert_eq!(errors.is_empty(), good, "parser, {front}: {errors:#?}");
    assert_eq!(is_valid(kind, front), good, "schema, {front}");
}

#[test]
fn values_of_a_plan() {
    check(DocumentKind::Plan, PLAN, true);
    for (from, to, good) in [
        ("2026-2030", "2026—2030", true),
        ("2026-2030", "2026-30", false),
        ("\"460100\"", "460100", true),
        ("\"460100\"", "\"4601\"", false),
        ("in-force", "current", false),
        ("title: 甲", "title: [甲, 乙]", false),
        ("title: 甲", "title: 2026", true),
        ("title: 甲", "title:", false),
        ("title: 甲", "标题: 甲", true),
        ("title: 甲", "标题: 甲\ntitle: 甲", false),
        ("text: full", "text: full\nwritten: 2026-03-28", true),
        ("text: full", "text: full\nwritten: 2026-3-28", false),
        (
            "text: full",
            "text: full\npublished: 2026-03-28 09:00",
            true,
        ),
        (
            "text: full",
            "text: full\npublished: 2026-03-28 9:00",
            false,
        ),
        ("text: full", "text: full\nissuers: 甲局", true),
        ("text: full", "text: full\nissuers: [甲局, 乙局]", true),
        (
            "text: full",
            "text: full\nsource: { url: www.example.org }",
            false,
        ),
        (
            "text: full",
            "text: full\nsource: { url: \"https://example.org/a\", seen: 2026-11-22 }",
            true,
        ),
        (
            "text: full",
            "text: full\nattachments: [{ title: 甲 }]",
            false,
        ),
        (
            "text: full",
            "text: full\nzone: { id: East, name: 甲 }",
            false,
        ),
        ("text: full", "text: full\ndraft: true", true),
        ("text: full", "text: full\ndraft: maybe", false),
        (
            "text: full",
            "text: full\nconsultation: { opens: 2026-03-01 }",
            false,
        ),
    ] {
        check(DocumentKind::Plan, &PLAN.replace(from, to), good);
    }
}

#[test]
fn a_reference_has_the_whole_place_of_a_plan_or_nothing_of_it() {
    let front = "title: 甲\nkind: plan\n";
    check(DocumentKind::Reference, front, true);
    check(
        DocumentKind::Reference,
        &format!("{front}region: \"460100\"\n"),
        false,
    );
    check(
        DocumentKind::Reference,
        &format!("{front}region: \"460100\"\n领域: a\nperiod: 2026-2030\n"),
        true,
    );
    check(
        DocumentKind::Reference,
        &format!("{front}zone: {{ id: a, name: 甲 }}\n"),
        false,
    );
}

#[test]
fn settings_values() {
    let sound = "title = \"甲\"\nkind = \"research\"\nbase_url = \"https://example.org/\"\n";
    for (from, to, good) in [
        ("甲", "乙", true),
        ("research", "Research", false),
        ("https://example.org/", "example.org", false),
        ("https://example.org/", "https://example.org/?a", false),
        ("title = \"甲\"", "", false),
        ("title = \"甲\"", "title = 1", false),
        ("title", "theme = \"a/b\"\ntitle", false),
        ("title", "output = \"/srv\"\ntitle", false),
        (
            "title",
            "nav = [{ title = \"甲\", page = \"about\" }]\ntitle",
            true,
        ),
        ("title", "nav = [{ title = \"甲\" }]\ntitle", false),
    ] {
        let text = sound.replacen(from, to, 1);
        let value = serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap();
        assert_eq!(
            findings(settings::FILE_NAME, &text).is_empty(),
            good,
            "parser: {text}"
        );
        assert_eq!(
            validator(&config()).is_valid(&value),
            good,
            "schema: {text}"
        );
    }
}
