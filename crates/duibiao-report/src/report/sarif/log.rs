//! The objects of a SARIF log, as far as a report of findings needs them.

use std::collections::BTreeMap;

use serde::Serialize;

use duibiao_syntax::diagnostic::{Code, Language, Message, Severity};

use crate::explain;
use crate::report::position::PositionRange;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const ROOT: &str = "%SRCROOT%";

#[derive(Serialize)]
pub(super) struct SarifLog<'a> {
    #[serde(rename = "$schema")]
    pub(super) schema: &'static str,
    pub(super) version: &'static str,
    pub(super) runs: [SarifRun<'a>; 1],
}

impl<'a> SarifLog<'a> {
    pub(super) fn new(run: SarifRun<'a>) -> Self {
        Self {
            schema: SCHEMA,
            version: "2.1.0",
            runs: [run],
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifRun<'a> {
    pub(super) tool: Tool,
    pub(super) original_uri_base_ids: BTreeMap<&'static str, Base>,
    pub(super) column_kind: &'static str,
    pub(super) results: Vec<SarifOutcome<'a>>,
}

impl<'a> SarifRun<'a> {
    pub(super) fn new(results: Vec<SarifOutcome<'a>>, rules: &BTreeMap<Code, usize>) -> Self {
        let root = Base {
            description: SarifMessage::new(
                "项目根目录，即 duibiao.toml 所在的文件夹 / the folder of duibiao.toml",
            ),
        };
        Self {
            tool: Tool {
                driver: Driver {
                    name: "duibiao",
                    full_name: "duibiao 对标",
                    version: env!("CARGO_PKG_VERSION"),
                    rules: rules.keys().map(|code| SarifRule::new(*code)).collect(),
                },
            },
            original_uri_base_ids: BTreeMap::from([(ROOT, root)]),
            column_kind: "utf16CodeUnits",
            results,
        }
    }
}

#[derive(Serialize)]
pub(super) struct Tool {
    pub(super) driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver {
    pub(super) name: &'static str,
    pub(super) full_name: &'static str,
    pub(super) version: &'static str,
    pub(super) rules: Vec<SarifRule>,
}

#[derive(Serialize)]
pub(super) struct Base {
    pub(super) description: SarifMessage,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifRule {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) short_description: SarifMessage,
    pub(super) full_description: SarifMessage,
    pub(super) help: SarifMessage,
    pub(super) default_configuration: Configuration,
    pub(super) properties: RuleProperties,
}

impl SarifRule {
    pub(super) fn new(code: Code) -> Self {
        let page = explain::page(code);
        Self {
            id: code.to_string(),
            name: format!("{code:?}"),
            short_description: SarifMessage::new(format!("{} / {}", page.title.zh, page.title.en)),
            full_description: SarifMessage::new(format!(
                "{}\n\n{}",
                page.body.what.zh, page.body.what.en
            )),
            help: SarifMessage {
                text: page.text(Language::Chinese),
                markdown: Some(page.markdown().to_owned()),
            },
            default_configuration: Configuration {
                level: level(code.severity()),
            },
            properties: RuleProperties {
                docs: format!("docs/diagnostics.md#{}", page.anchor()),
            },
        }
    }
}

#[derive(Serialize)]
pub(super) struct Configuration {
    pub(super) level: &'static str,
}

#[derive(Serialize)]
pub(super) struct RuleProperties {
    pub(super) docs: String,
}

#[derive(Serialize)]
pub(super) struct SarifMessage {
    pub(super) text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) markdown: Option<String>,
}

impl SarifMessage {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            markdown: None,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifOutcome<'a> {
    #[serde(rename = "ruleId")]
    pub(super) rule: String,
    pub(super) rule_index: usize,
    pub(super) level: &'static str,
    pub(super) message: SarifMessage,
    pub(super) locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) fixes: Vec<SarifFix<'a>>,
    pub(super) properties: Properties<'a>,
}

#[derive(Serialize)]
pub(super) struct Properties<'a> {
    pub(super) en: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) help: Option<Both<'a>>,
}

#[derive(Serialize)]
pub(super) struct Both<'a> {
    pub(super) zh: &'a str,
    pub(super) en: &'a str,
}

impl<'a> Both<'a> {
    pub(super) fn of(message: &'a Message) -> Self {
        Self {
            zh: &message.zh,
            en: &message.en,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    pub(super) physical: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<SarifMessage>,
}

impl Location {
    pub(super) fn of(physical: Physical) -> Self {
        Self {
            id: None,
            physical,
            message: None,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Physical {
    pub(super) artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) region: Option<Extent>,
}

impl Physical {
    pub(super) fn whole(path: &str) -> Self {
        Self {
            artifact_location: Artifact::new(path),
            region: None,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Artifact {
    pub(super) uri: String,
    pub(super) uri_base_id: &'static str,
}

impl Artifact {
    pub(super) fn new(path: &str) -> Self {
        Self {
            uri: uri(path),
            uri_base_id: ROOT,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Extent {
    pub(super) start_line: usize,
    pub(super) start_column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

impl From<PositionRange> for Extent {
    fn from(region: PositionRange) -> Self {
        Self {
            start_line: region.start.line,
            start_column: region.start.column,
            end_line: region.end.line,
            end_column: region.end.column,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifFix<'a> {
    pub(super) description: SarifMessage,
    pub(super) artifact_changes: Vec<SarifChange<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifChange<'a> {
    pub(super) artifact_location: Artifact,
    pub(super) replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Replacement<'a> {
    pub(super) deleted_region: Extent,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) inserted_content: Option<Inserted<'a>>,
}

#[derive(Serialize)]
pub(super) struct Inserted<'a> {
    pub(super) text: &'a str,
}

pub(super) const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A path as a relative reference: everything but plain ASCII and `/` is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
            let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
            uri.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    uri
}
