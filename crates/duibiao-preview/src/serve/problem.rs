//! What is wrong with the site, in the shape in which the page shows it.
//!
//! These are finished facts: words in both languages, places with lines and columns, pieces of the text
//! with marks. They know no spans and no codes of the program, and nothing in them is HTML: the script in
//! the page sets every text as text.

use serde::Serialize;

use duibiao_syntax::diagnostic::{self, Message};

/// So many problems go to a page; who has mended those sees the next ones.
const MOST: usize = 100;

/// So many bytes of problems go to a page, whatever a text holds.
const MOST_BYTES: usize = 256 * 1024;

/// What is wrong at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// Grows whenever anything below is different.
    pub revision: u64,
    /// How many errors there are.
    pub errors: usize,
    /// How many warnings there are.
    pub warnings: usize,
    /// The problems, gravest first; not necessarily all that were counted.
    pub list: Vec<ProblemView>,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProblemView {
    /// The stable code, e.g. `target-syntax`.
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: BilingualText,
    /// Where; nothing when it is about the whole project.
    pub place: Option<SourcePlace>,
    /// The lines around the place, few and short.
    pub excerpt: Vec<ExcerptLine>,
    /// How to mend it.
    pub help: Option<BilingualText>,
    /// The address that opens the place in the editor, see [`crate::serve::editor`].
    pub editor: Option<String>,
    /// The address of the page that explains the code.
    pub explanation: Option<String>,
}

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is published while it stands.
    Error,
    /// Published, but an editor should look.
    Warning,
    /// Good to know.
    Note,
}

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BilingualText {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A place in a file of the project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourcePlace {
    /// The path below the project, with `/`.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// A line of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExcerptLine {
    /// Its number, from 1.
    pub number: u32,
    /// Its text, without the line end.
    pub text: String,
    /// What to see in it, in the order of the text and without overlap.
    pub marks: Vec<ExcerptMark>,
}

/// A marked piece of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExcerptMark {
    /// The first character, from 0.
    pub start: u32,
    /// The character after the last; equal to `start` for a place between two characters.
    pub end: u32,
    /// What to see there; empty when the message says it.
    pub label: BilingualText,
}

impl From<Message> for BilingualText {
    fn from(message: Message) -> Self {
        Self {
            zh: message.zh,
            en: message.en,
        }
    }
}

impl From<diagnostic::Severity> for Severity {
    fn from(severity: diagnostic::Severity) -> Self {
        match severity {
            diagnostic::Severity::Error => Self::Error,
            diagnostic::Severity::Warning => Self::Warning,
            diagnostic::Severity::Note => Self::Note,
        }
    }
}

/// What a page is told.
#[derive(Serialize)]
struct Told<'a> {
    revision: u64,
    errors: usize,
    warnings: usize,
    /// How many of those that were counted are not in the list.
    omitted: usize,
    list: &'a [ProblemView],
}

impl Problems {
    /// The problems as JSON on one line, as many as a page can bear.
    pub(super) fn to_json(&self) -> String {
        let list = &self.list[..self.bearable()];
        let told = Told {
            revision: self.revision,
            errors: self.errors,
            warnings: self.warnings,
            omitted: (self.errors + self.warnings).saturating_sub(list.len()),
            list,
        };
        json(&told)
    }

    fn bearable(&self) -> usize {
        let sizes = self.list.iter().take(MOST).scan(0, |total: &mut usize, p| {
            *total += json(p).len();
            Some(*total)
        });
        sizes.take_while(|total| *total <= MOST_BYTES).count()
    }
}

/// JSON of a value of this module. It has only strings for keys, so writing it cannot fail.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

#[cfg(test)]
mod tests;
