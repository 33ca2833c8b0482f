//! Findings as the page shows them: places, lines and marks instead of spans.

use crate::serve::problem::{ExcerptLine, ExcerptMark, ProblemView, Problems, SourcePlace};
use duibiao_render::workspace::Findings;
use duibiao_syntax::diagnostic::{Diagnostic, Label, Severity};
use duibiao_syntax::source::{Source, Sources};

/// Characters of a line that are shown around a mark.
const AROUND: usize = 90;

/// So many problems are made ready; a page shows no more.
const MOST: usize = 100;

/// The address that opens a place of a file.
type EditorLink<'a> = dyn Fn(&str, usize, usize) -> Option<String> + 'a;

/// What is wrong, the gravest first. Notes are for the desk, not for the page.
pub(super) fn collect(findings: &[Findings], editor: &EditorLink<'_>) -> Problems {
    let mut all: Vec<(&Diagnostic, &Sources)> = findings
        .iter()
        .flat_map(|findings| {
            let sources = &findings.sources;
            findings
                .diagnostics
                .iter()
                .map(move |found| (found, sources))
        })
        .filter(|(found, _)| found.severity != Severity::Note)
        .collect();
    let count = |severity| {
        all.iter()
            .filter(|(found, _)| found.severity == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    all.sort_by_key(|(found, _)| found.severity);
    let list = all.into_iter().take(MOST);
    Problems {
        revision: 0,
        errors,
        warnings,
        list: list
            .map(|(found, sources)| problem(found, sources, editor))
            .collect(),
    }
}

fn problem(found: &Diagnostic, sources: &Sources, editor: &EditorLink<'_>) -> ProblemView {
    let place = found.place().map(|span| {
        let source = sources.get(span.source);
        let at = source.position(span.range().start);
        (source, at)
    });
    let link = place.and_then(|(source, at)| editor(&source.path, at.line, at.column));
    ProblemView {
        code: found.code.to_string(),
        severity: found.severity.into(),
        message: found.message.clone().into(),
        place: place.map(|(source, at)| SourcePlace {
            path: source.path.to_string(),
            line: clamp(at.line),
            column: clamp(at.column),
        }),
        excerpt: excerpt(found, sources),
        help: found.help.clone().map(Into::into),
        editor: link,
        explanation: Some(format!("_desk/codes/{}/", found.code)),
    }
}

/// The lines that a finding marks in its first file.
fn excerpt(found: &Diagnostic, sources: &Sources) -> Vec<ExcerptLine> {
    let Some(first) = found.place() else {
        return Vec::new();
    };
    let source = sources.get(first.source);
    let labels = found.labels.iter();
    let mut lines: Vec<ExcerptLine> = labels
        .filter(|label| label.span.source == first.source)
        .map(|label| line(label, source))
        .collect();
    lines.sort_by_key(|line| line.number);
    lines.dedup_by(|later, earlier| {
        let same = later.number == earlier.number && later.text == earlier.text;
        if same {
            earlier.marks.append(&mut later.marks);
            earlier.marks.sort_by_key(|mark| mark.start);
        }
        same
    });
    for line in &mut lines {
        keep_apart(&mut line.marks);
    }
    lines
}

/// Marks may not overlap; the first one counts.
fn keep_apart(marks: &mut Vec<ExcerptMark>) {
    let mut end = 0;
    marks.retain(|mark| {
        let is_apart = mark.start >= end;
        end = end.max(mark.end);
        is_apart
    });
}

/// The line of a label, cut to what is around it.
fn line(label: &Label, source: &Source) -> ExcerptLine {
    let text = &*source.text;
    let start = text.floor_char_boundary(label.span.range().start);
    let end = text.floor_char_boundary(label.span.range().end).max(start);
    let from = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let to = text[start..]
        .find(['\n', '\r'])
        .map_or(text.len(), |newline| start + newline);
    let before: Vec<char> = text[from..start].chars().rev().take(AROUND).collect();
    let marked: Vec<char> = text[start..end.min(to)].chars().take(AROUND).collect();
    let behind = text[end.min(to).max(start)..to].chars().take(AROUND);
    let shown: String = before
        .iter()
        .rev()
        .copied()
        .chain(marked.iter().copied())
        .chain(behind)
        .collect();
    let mark = ExcerptMark {
        start: clamp(before.len()),
        end: clamp(before.len() + marked.len()),
        label: label.message.clone().into(),
    };
    ExcerptLine {
        number: clamp(source.position(start).line),
        text: shown.trim_start_matches('\u{FEFF}').to_owned(),
        marks: vec![mark],
    }
}

fn clamp(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
