//! Findings as workflow commands of GitHub Actions, one line each: they become marks beside the lines
//! of a pull request.
//!
//! Escaping is the runner's own and not that of a URL. The runner shows only the first few marks of a
//! kind and step; which those are is the caller's order.

use duibiao_syntax::diagnostic::{Diagnostic, Severity};
use duibiao_syntax::source::Sources;

use crate::report::position::Positions;

/// One command for each finding, in the given order, each on a line of its own.
pub fn github(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let places = diagnostics.iter().filter_map(Diagnostic::place);
    let positions = Positions::of(places, sources);
    diagnostics
        .iter()
        .map(|found| command(found, sources, &positions))
        .collect()
}

fn command(found: &Diagnostic, sources: &Sources, positions: &Positions) -> String {
    let name = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = place(found, sources, positions);
    properties.push(("title", found.code.to_string()));
    let properties: Vec<String> = properties
        .into_iter()
        .map(|(key, value)| format!("{key}={}", escaped_property(&value)))
        .collect();
    let message = escaped(&message(found));
    format!("::{name} {}::{message}\n", properties.join(","))
}

/// File, lines and columns; nothing for a finding about the whole project. The runner refuses columns
/// of a place that has more than one line.
fn place(
    found: &Diagnostic,
    sources: &Sources,
    positions: &Positions,
) -> Vec<(&'static str, String)> {
    let Some(span) = found.place() else {
        return Vec::new();
    };
    let region = positions.region(span);
    let mut place = vec![
        ("file", sources.get(span.source).path.to_string()),
        ("line", region.start.line.to_string()),
        ("endLine", region.end.line.to_string()),
    ];
    if region.start.line == region.end.line {
        place.push(("col", region.start.column.to_string()));
        place.push(("endColumn", region.end.column.to_string()));
    }
    place
}

/// The finding in Chinese and in English, each with its way out.
fn message(found: &Diagnostic) -> String {
    let mut lines = vec![found.message.zh.clone()];
    lines.extend(found.help.iter().map(|help| format!("改法：{}", help.zh)));
    lines.push(found.message.en.clone());
    lines.extend(found.help.iter().map(|help| format!("help: {}", help.en)));
    lines.join("\n")
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn escaped_property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests;
