//! What is wrong with a text, where, and how to mend it.
//!
//! A diagnostic is a value for the person who edits the text: a stable code, a message in Chinese and
//! in English, one label for each place involved, and a way out. It is not how a broken world (a disk,
//! a port) is told; that is a `Result` of the edge it happened at. Nothing here draws: see
//! `duibiao_report::report`.

use crate::span::Span;

pub use code::Code;

mod code;

/// A sentence in both languages of the interface.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Message {
    /// The sentence in Chinese and in English.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// What `say` says in each language.
    pub fn in_each(say: impl Fn(Language) -> String) -> Self {
        Self::new(say(Language::Chinese), say(Language::English))
    }

    /// The sentence in one language.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The tag of the language (BCP 47): `zh-CN` or `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
}

/// How grave a diagnostic is. Only an error stops a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is published while it stands.
    Error,
    /// Published, but an editor should look.
    Warning,
    /// Good to know.
    Note,
}

/// A place that a diagnostic points at, with a few words about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What to see there.
    pub message: Message,
}

/// One finding about the text of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code, under which `docs/diagnostics.md` explains it.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: Message,
    /// The places; the first is the primary one. Empty only when the project as a whole is meant.
    pub labels: Vec<Label>,
    /// How to mend it.
    pub help: Option<Message>,
}

impl Diagnostic {
    /// A finding of `code`, with the severity that the code has.
    pub fn new(code: Code, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: Message::new(zh, en),
            labels: Vec::new(),
            help: None,
        }
    }

    /// Points at a place, with words about it.
    #[must_use]
    pub fn label(mut self, span: Span, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            message: Message::new(zh, en),
        });
        self
    }

    /// Points at a place without words.
    #[must_use]
    pub fn at(self, span: Span) -> Self {
        self.label(span, "", "")
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Message::new(zh, en));
        self
    }

    /// Where it stands, for sorting: diagnostics about the whole project come first.
    pub fn place(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }
}

/// A value, and what was found while making it. A stage always returns a value, however bad the text.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    /// What the stage made.
    pub value: T,
    /// What it found.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value with nothing to say about it.
    pub const fn clean(value: T) -> Self {
        Self {
            value,
            diagnostics: Vec::new(),
        }
    }

    /// A value with its findings.
    pub const fn new(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value, diagnostics }
    }

    /// Moves the findings to `into` and keeps the value.
    pub fn drain_into(self, into: &mut Vec<Diagnostic>) -> T {
        into.extend(self.diagnostics);
        self.value
    }
}

/// Whether any of them is an error.
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Puts diagnostics in the order of the text they are about.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics
        .sort_by(|a, b| (a.place(), a.code, &a.message).cmp(&(b.place(), b.code, &b.message)));
}

/// Of `candidates`, the ones that `written` may have meant, nearest first, at most three.
pub fn nearest<'a>(written: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let length = written.chars().count();
    let limit = (length / 3).max(1);
    let mut near: Vec<(usize, &str)> = candidates
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| (strsim::osa_distance(written, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .collect();
    near.sort_unstable();
    near.dedup();
    near.truncate(3);
    near.into_iter().map(|(_, candidate)| candidate).collect()
}
