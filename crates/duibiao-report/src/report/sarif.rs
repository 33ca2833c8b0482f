//! Findings as SARIF 2.1.0, for code review sites and editors.
//!
//! One run with a rule for every code that occurs and a result for every finding. File names are
//! relative to `%SRCROOT%`, whose real place is not told, so that the same sources give the same bytes
//! on every machine. A rule has no `helpUri`, since the format demands an absolute address there: the
//! explanation itself is in `help`, and where it stands in the documentation in `properties.docs`.
//! The message of a result is Chinese; a viewer that knows Markdown shows `markdown` *instead of* the
//! text, so the English sentence is in `properties.en`.

use std::collections::BTreeMap;

use duibiao_syntax::diagnostic::{Code, Diagnostic, Label};
use duibiao_syntax::source::Sources;
use duibiao_syntax::span::Span;

use crate::fix::{Fix, TextEdit};
use crate::report::position::Positions;

use log::{
    Artifact, Both, Inserted, Location, Physical, Properties, Replacement, SarifChange, SarifFix,
    SarifLog, SarifMessage, SarifOutcome, SarifRun,
};

mod log;

/// Where a finding about the whole project is put: readers of the format refuse a result without a file.
const PROJECT: &str = "duibiao.toml";

/// All of `diagnostics` as one SARIF log that ends with a newline; `fixes` are those that
/// [`crate::fix::propose`] made of the same findings, or none.
pub fn sarif(diagnostics: &[Diagnostic], fixes: &[Fix], sources: &Sources) -> String {
    let labels = diagnostics.iter().flat_map(|found| &found.labels);
    let edits = fixes.iter().flat_map(|fix| &fix.edits);
    let spans = labels
        .map(|label| label.span)
        .chain(edits.map(|edit| edit.span));
    let places = Places {
        sources,
        positions: Positions::of(spans, sources),
    };
    let rules = rules(diagnostics);
    let mut by_finding: BTreeMap<usize, Vec<&Fix>> = BTreeMap::new();
    for fix in fixes {
        by_finding.entry(fix.finding).or_default().push(fix);
    }
    let results = diagnostics.iter().enumerate().map(|(index, found)| {
        let fixes = by_finding.get(&index).map_or(&[][..], Vec::as_slice);
        places.result(found, rules[&found.code], fixes)
    });
    let log = SarifLog::new(SarifRun::new(results.collect(), &rules));
    // Strings and whole numbers only: there is nothing that could fail.
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

/// The codes that occur, with the place of each in the list of rules.
fn rules(diagnostics: &[Diagnostic]) -> BTreeMap<Code, usize> {
    let mut rules: BTreeMap<Code, usize> =
        diagnostics.iter().map(|found| (found.code, 0)).collect();
    for (index, place) in rules.values_mut().enumerate() {
        *place = index;
    }
    rules
}

/// Makes locations of spans.
struct Places<'a> {
    sources: &'a Sources,
    positions: Positions,
}

impl<'a> Places<'a> {
    fn result(&self, found: &'a Diagnostic, rule: usize, fixes: &[&'a Fix]) -> SarifOutcome<'a> {
        let related = found.labels.iter().skip(1).enumerate();
        let primary = found.labels.first().map_or_else(
            || Location::of(Physical::whole(PROJECT)),
            |label| self.location(label),
        );
        SarifOutcome {
            rule: found.code.to_string(),
            rule_index: rule,
            level: log::level(found.severity),
            message: SarifMessage::new(message(found)),
            locations: [primary],
            related_locations: related
                .map(|(at, label)| Location {
                    id: Some(at + 1),
                    ..self.location(label)
                })
                .collect(),
            fixes: fixes.iter().map(|fix| self.fix(fix)).collect(),
            properties: Properties {
                en: &found.message.en,
                help: found.help.as_ref().map(Both::of),
            },
        }
    }

    fn location(&self, label: &Label) -> Location {
        let words = &label.message;
        let said = [words.zh.as_str(), words.en.as_str()];
        let said: Vec<&str> = said.into_iter().filter(|text| !text.is_empty()).collect();
        Location {
            id: None,
            physical: self.physical(label.span),
            message: (!said.is_empty()).then(|| SarifMessage::new(said.join(" / "))),
        }
    }

    fn physical(&self, span: Span) -> Physical {
        Physical {
            region: Some(self.positions.region(span).into()),
            ..Physical::whole(&self.sources.get(span.source).path)
        }
    }

    fn fix(&self, fix: &'a Fix) -> SarifFix<'a> {
        let mut changes: BTreeMap<&str, Vec<Replacement<'a>>> = BTreeMap::new();
        for edit in &fix.edits {
            let path = &*self.sources.get(edit.span.source).path;
            changes
                .entry(path)
                .or_default()
                .push(self.replacement(edit));
        }
        SarifFix {
            description: SarifMessage::new(format!("{} / {}", fix.title.zh, fix.title.en)),
            artifact_changes: changes
                .into_iter()
                .map(|(path, replacements)| SarifChange {
                    artifact_location: Artifact::new(path),
                    replacements,
                })
                .collect(),
        }
    }

    fn replacement(&self, edit: &'a TextEdit) -> Replacement<'a> {
        Replacement {
            deleted_region: self.positions.region(edit.span).into(),
            inserted_content: (!edit.text.is_empty()).then_some(Inserted { text: &edit.text }),
        }
    }
}

/// What is wrong and the way out, in Chinese.
fn message(found: &Diagnostic) -> String {
    match &found.help {
        Some(help) => format!("{}。改法：{}", found.message.zh, help.zh),
        None => found.message.zh.clone(),
    }
}

#[cfg(test)]
mod tests;
