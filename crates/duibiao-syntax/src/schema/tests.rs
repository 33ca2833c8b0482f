//! Schemas are true to the parser and mean the same in every draft.

#![expect(
    clippy::disallowed_methods,
    reason = "tests read the content of the project"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Sources;
use crate::{config as settings, parse};

use super::keys::{CONFIG, FOOTER, NAV, REDIRECT, REVIEW, SchemaKey, Shape};
use super::words::Set;
use super::*;

mod parser;
mod real;
mod refusals;

/// Where a document of a kind lies.
fn path(kind: DocumentKind) -> String {
    let topic = if kind.is_by_topic() {
        "public-reading/"
    } else {
        ""
    };
    format!("content/{}/{topic}460100-2026.md", kind.folder())
}

fn findings(path: &str, text: &str) -> Vec<Diagnostic> {
    let mut sources = Sources::default();
    let id = sources.add(path, text);
    if path == settings::FILE_NAME {
        settings::parse(sources.get(id)).diagnostics
    } else {
        parse::document(sources.get(id)).diagnostics
    }
}

/// The front matter of a text as JSON, as a YAML editor would read it.
fn as_json(front_matter: &str) -> Value {
    serde_saphyr::from_str(front_matter).unwrap()
}

fn front_matter_of(text: &str) -> Option<&str> {
    text.strip_prefix("---\n")?
        .split_once("\n---\n")
        .map(|(front, _)| front)
}

fn validator(schema: &Schema) -> jsonschema::Validator {
    jsonschema::validator_for(&schema.value).unwrap()
}

fn is_valid(kind: DocumentKind, front: &str) -> bool {
    validator(&front_matter(kind)).is_valid(&as_json(front))
}

#[test]
fn the_schemas_mean_the_same_in_every_draft() {
    for schema in all() {
        let mut unknown = BTreeSet::new();
        keywords(&schema.value, &mut unknown);
        // `examples`, `defaultSnippets` and the words for editors are passed over where they are unknown.
        let known = [
            "$schema",
            "title",
            "description",
            "type",
            "properties",
            "additionalProperties",
            "required",
            "allOf",
            "anyOf",
            "not",
            "enum",
            "pattern",
            "maxLength",
            "minimum",
            "minItems",
            "maximum",
            "items",
            "examples",
            "enumDescriptions",
            "x-taplo",
            "defaultSnippets",
        ];
        unknown.retain(|word| !known.contains(&word.as_str()));
        assert!(unknown.is_empty(), "{}: {unknown:?}", schema.file);
        for draft in [
            jsonschema::Draft::Draft4,
            jsonschema::Draft::Draft7,
            jsonschema::Draft::Draft202012,
        ] {
            let mut value = schema.value.clone();
            value.as_object_mut().unwrap().remove("$schema");
            assert!(
                jsonschema::options()
                    .with_draft(draft)
                    .build(&value)
                    .is_ok()
            );
        }
    }
}

/// The keywords of a schema; names of properties are none.
fn keywords(schema: &Value, found: &mut BTreeSet<String>) {
    let Some(map) = schema.as_object() else {
        return;
    };
    for (word, value) in map {
        found.insert(word.clone());
        match word.as_str() {
            "properties" => value
                .as_object()
                .unwrap()
                .values()
                .for_each(|inner| keywords(inner, found)),
            "allOf" | "anyOf" => value
                .as_array()
                .unwrap()
                .iter()
                .for_each(|inner| keywords(inner, found)),
            "not" | "items" => keywords(value, found),
            _ => {}
        }
    }
}

#[test]
fn every_key_has_words_and_every_example_is_valid() {
    fn walk(keys: &[SchemaKey]) {
        for key in keys {
            assert!(
                key.zh.ends_with('。') && key.en.ends_with('.'),
                "{}",
                key.name
            );
            assert_eq!(
                key.shape.inner().is_empty(),
                !key.example.is_empty(),
                "{}",
                key.name
            );
            walk(key.shape.inner());
        }
    }
    for kind in DocumentKind::ALL {
        walk(kind.keys());
    }
    walk(CONFIG);
}

#[test]
fn the_words_of_every_set_are_explained_and_no_others() {
    for set in Set::ALL {
        let explained: Vec<&str> = set.words().iter().map(|word| word.id).collect();
        assert_eq!(explained, set.ids(), "{set:?}");
        let chinese: Vec<&str> = set
            .words()
            .iter()
            .flat_map(|word| word.chinese)
            .copied()
            .collect();
        let once: BTreeSet<&str> = chinese.iter().copied().collect();
        assert_eq!(once.len(), chinese.len(), "{set:?}");
    }
}

#[test]
fn editor_files_are_json_and_name_files_that_are_there() {
    let files = editor::vscode_settings();
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    for file in &files {
        if file.path != ".taplo.toml" {
            assert!(
                serde_json::from_str::<Value>(&file.text).is_ok(),
                "{}",
                file.path
            );
        }
    }
    let taplo = files
        .iter()
        .find(|file| file.path == ".taplo.toml")
        .unwrap();
    let taplo: toml::Table = taplo.text.parse().unwrap();
    let path = taplo["rule"][0]["schema"]["path"].as_str().unwrap();
    assert!(paths.contains(&path), "{path}");
    for kind in DocumentKind::ALL {
        let path = format!("{}/{}.schema.json", editor::FOLDER, kind.id());
        assert!(paths.contains(&path.as_str()) && editor::remark().text.contains(&path));
    }
}

/// A comment for a YAML editor does no harm in front matter.
#[test]
fn comments_in_front_matter_are_taken() {
    let text = "---\n# yaml-language-server: $schema=../../.vscode/duibiao/page.schema.json\ntitle: 关于 # 标题\n---\n";
    assert!(findings("content/pages/about.md", text).is_empty());
}
