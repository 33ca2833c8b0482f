//! Shows what was found and what was done: to people as drawings and sentences, to programs as JSON.
//!
//! Everything comes back as text. Nothing here prints, knows the terminal or decides whether a finding
//! is grave: `cli` does the first two, the diagnostic codes the third.

use std::path::Path;
use std::time::Duration;

use annotate_snippets::{Group, Level, Renderer};
use serde::Serialize;

use duibiao_publish::write::BuildReport;
use duibiao_render::site::Tally;
use duibiao_syntax::diagnostic::{Diagnostic, Language, Message, Severity};
use duibiao_syntax::source::Sources;

pub use github::github;
pub use json::json;
pub use sarif::sarif;
pub use summary::summary;

mod excerpt;
mod github;
mod json;
mod position;
mod sarif;
mod summary;
mod text;

pub use text::pick;
use text::readable;

/// Drawings past this number would only scroll the first ones away.
const MOST_DRAWN: usize = 200;

/// How a drawing may look.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Whether it may hold terminal escapes for colour.
    pub color: bool,
    /// How many columns the reader has.
    pub width: usize,
}

/// What a command did, besides what it found in the text.
#[derive(Clone, Debug, Default)]
pub struct CommandOutcome<'a> {
    /// What the site holds, when there is one.
    pub tally: Option<&'a Tally>,
    /// What became of the site, when it was to be published.
    pub publication: Option<Publication<'a>>,
    /// An I/O failure: a disk, a folder.
    pub failure: Option<Message>,
}

/// What became of a site that was to be published. The folder is named as the reader knows it.
#[derive(Clone, Debug)]
pub enum Publication<'a> {
    /// It is on disk.
    Published {
        /// What was written.
        written: BuildReport,
        /// Where.
        folder: &'a Path,
        /// How long everything took.
        took: Duration,
    },
    /// It is not; what was there before stands.
    Withheld {
        /// Where it would have gone.
        folder: &'a Path,
    },
}

/// Draws diagnostics with the lines they are about, and counts them in a last line, also when there are
/// none. The order is kept; when there are too many, the gravest are drawn.
pub fn draw(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    language: Language,
    style: Style,
) -> String {
    let renderer = renderer(style);
    let drawings = gravest(diagnostics, MOST_DRAWN)
        .into_iter()
        .map(|diagnostic| {
            renderer.render(&[group(diagnostic, sources, language, style.width)]) + "\n\n"
        });
    let more = diagnostics.len().saturating_sub(MOST_DRAWN);
    let rest = (more > 0).then(|| match language {
        Language::Chinese => format!("……另有 {more} 处没有画出；用 --format json 可得到全部\n"),
        Language::English => format!("… and {more} more; --format json lists them all\n"),
    });
    let counts = Counts::of(diagnostics).sentence(language) + "\n";
    drawings.chain(rest).chain([counts]).collect()
}

/// Draws a failure that is about no text: a folder that cannot be written, a wrong command line.
pub fn draw_failure(message: &str, language: Language, style: Style) -> String {
    let title = level(Severity::Error, language).primary_title(readable(message));
    renderer(style).render(&[Group::with_title(title)]) + "\n"
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// They stop a build.
    pub errors: usize,
    /// An editor should look.
    pub warnings: usize,
    /// Good to know.
    pub notes: usize,
}

impl Counts {
    /// Counts `diagnostics`.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let count = |severity| {
            diagnostics
                .iter()
                .filter(|found| found.severity == severity)
                .count()
        };
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }

    /// The counts in words; what there is none of is not said.
    fn sentence(self, language: Language) -> String {
        if self == Self::default() {
            return pick(language, "没有发现问题", "nothing to complain about").to_owned();
        }
        let parts = [
            (self.errors, "错误", "error", "errors"),
            (self.warnings, "警告", "warning", "warnings"),
            (self.notes, "提示", "note", "notes"),
        ];
        let spoken: Vec<String> = parts
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, zh, one, many)| match language {
                Language::Chinese => format!("{zh} {count} 处"),
                Language::English => format!("{count} {}", if count == 1 { one } else { many }),
            })
            .collect();
        spoken.join(pick(language, "，", ", "))
    }
}

/// At most `limit` diagnostics in their order, graver ones before lesser ones.
fn gravest(diagnostics: &[Diagnostic], limit: usize) -> Vec<&Diagnostic> {
    let mut indices: Vec<usize> = (0..diagnostics.len()).collect();
    indices.sort_by_key(|index| (diagnostics[*index].severity, *index));
    indices.truncate(limit);
    indices.sort_unstable();
    indices
        .into_iter()
        .map(|index| &diagnostics[index])
        .collect()
}

/// One diagnostic: its title with the code, its excerpts, and the way out.
fn group<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
    language: Language,
    width: usize,
) -> Group<'a> {
    level(diagnostic.severity, language)
        .primary_title(readable(diagnostic.message.in_language(language)))
        .id(diagnostic.code.to_string())
        .elements(excerpt::snippets(
            &diagnostic.labels,
            sources,
            language,
            width,
        ))
        .elements(
            diagnostic
                .help
                .as_ref()
                .map(|help| help_note(help.in_language(language), language)),
        )
}

fn help_note(help: &str, language: Language) -> annotate_snippets::Message<'static> {
    Level::HELP
        .with_name(pick(language, "修改办法", "help"))
        .message(readable(help))
}

fn level(severity: Severity, language: Language) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR.with_name(pick(language, "错误", "error")),
        Severity::Warning => Level::WARNING.with_name(pick(language, "警告", "warning")),
        Severity::Note => Level::NOTE.with_name(pick(language, "提示", "note")),
    }
}

/// ASCII strokes: the box-drawing characters take two columns in many Chinese terminals, and carets
/// made of them would no longer stand under their words.
fn renderer(style: Style) -> Renderer {
    let renderer = if style.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.term_width(style.width)
}

#[cfg(test)]
mod tests;
