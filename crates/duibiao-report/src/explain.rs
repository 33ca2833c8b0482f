//! What a diagnostic code means: the sections of `docs/diagnostics.md`, in the program.
//!
//! The document is the only text there is; it is taken apart once into [`CodePage`]s. Drawing is text for a
//! terminal and HTML for a preview; what a particular finding is about is not known here.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use duibiao_render::html::Html;
use duibiao_syntax::diagnostic::{Code, Language, Message, Severity, nearest};

mod draw;
mod section;

/// The sections of all codes.
const TEXT: &str = include_str!("explain/diagnostics.md");

static PAGES: LazyLock<BTreeMap<Code, CodePage>> = LazyLock::new(|| section::pages(TEXT));
/// For a code without a section, which the tests do not let happen.
static NOTHING: LazyLock<CodePage> = LazyLock::new(|| section::empty(Code::ConfigMissing));

/// What is told about a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodePage {
    /// The code.
    pub code: Code,
    /// The severity of its findings.
    pub severity: Severity,
    /// What it means, in one sentence.
    pub title: Message,
    /// The explanation.
    pub body: Explanation,
    markdown: &'static str,
}

/// The explanation of a code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// What it means.
    pub what: BilingualParagraph,
    /// Why it matters.
    pub why: BilingualParagraph,
    /// Wrong text and right text.
    pub example: Vec<ExampleLine>,
    /// How to mend it.
    pub mend: BilingualParagraph,
}

/// A paragraph in both languages, with `code` in backticks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BilingualParagraph {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl BilingualParagraph {
    /// The paragraph in one language.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

/// A line of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleLine {
    /// Which side it is on.
    pub side: Side,
    /// Its words.
    pub text: String,
}

/// A side of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Only in the wrong text.
    Wrong,
    /// Only in the right text.
    Right,
    /// In both.
    Both,
}

impl Explanation {
    /// One side of the example as it would stand in a file.
    pub fn side(&self, side: Side) -> String {
        let lines = self.example.iter();
        let lines = lines.filter(|line| line.side == side || line.side == Side::Both);
        lines.flat_map(|line| [line.text.as_str(), "\n"]).collect()
    }
}

impl CodePage {
    /// The page for a terminal.
    pub fn text(&self, language: Language) -> String {
        draw::text(self, language)
    }

    /// The page as an HTML fragment.
    pub fn html(&self, language: Language) -> Html {
        draw::html(self, language)
    }

    /// The section as it stands in the document, without its heading.
    pub fn markdown(&self) -> &'static str {
        self.markdown
    }

    /// The anchor of the section where the document is shown as a web page.
    pub fn anchor(&self) -> String {
        format!("{}-{:?}", self.code, self.code).to_ascii_lowercase()
    }
}

/// The page of a code.
pub fn page(code: Code) -> &'static CodePage {
    PAGES.get(&code).unwrap_or(&NOTHING)
}

/// A text that names no code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode {
    /// What was asked for.
    pub written: String,
    /// The codes that may have been meant, the nearest first.
    pub nearest: Vec<Code>,
}

impl UnknownCode {
    /// What to tell the one who asked.
    pub fn message(&self) -> Message {
        let written: String = self
            .written
            .chars()
            .filter(|c| !c.is_control())
            .take(40)
            .collect();
        let list: Vec<String> = self
            .nearest
            .iter()
            .map(|code| format!("{code} {}", page(*code).title.zh))
            .collect();
        let codes: Vec<String> = self.nearest.iter().map(Code::to_string).collect();
        Message::new(
            format!("没有代码 {written}；相近的有：{}", list.join("；")),
            format!("there is no code {written}; near it: {}", codes.join(", ")),
        )
    }
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message().en)
    }
}

impl std::error::Error for UnknownCode {}

/// The code that is meant by `DB0204`, `db204`, `0204`, `204`, `错误[DB0204]` or `UnknownKey`.
pub fn find(written: &str) -> Result<Code, UnknownCode> {
    let word = written.trim().trim_end_matches(']');
    let word = word.rsplit('[').next().unwrap_or(word);
    let lower = word.to_ascii_lowercase();
    let digits = lower.strip_prefix("db").unwrap_or(&lower);
    let number: Option<u16> = digits.parse().ok().filter(|_| digits.len() <= 4);
    let is_meant = |code: &&Code| match number {
        Some(number) => **code as u16 == number,
        None => format!("{code:?}").eq_ignore_ascii_case(word),
    };
    let code = Code::ALL.iter().find(is_meant).copied();
    code.ok_or_else(|| UnknownCode {
        written: written.trim().to_owned(),
        nearest: number.map_or_else(|| near_name(&lower), near_number),
    })
}

/// The three codes whose numbers are nearest.
fn near_number(number: u16) -> Vec<Code> {
    let mut codes = Code::ALL.to_vec();
    codes.sort_by_key(|code| (*code as u16).abs_diff(number));
    codes.truncate(3);
    codes
}

/// The codes with a name like the word, or the first of each stage when there is none.
fn near_name(word: &str) -> Vec<Code> {
    let names: Vec<String> = Code::ALL
        .iter()
        .map(|code| format!("{code:?}").to_ascii_lowercase())
        .collect();
    let near = nearest(word, names.iter().map(String::as_str));
    let by_name = names.iter().zip(Code::ALL);
    let codes: Vec<Code> = by_name
        .filter(|(name, _)| near.contains(&name.as_str()))
        .map(|(_, code)| *code)
        .collect();
    if !codes.is_empty() {
        return codes;
    }
    let mut stages = Code::ALL.to_vec();
    stages.dedup_by_key(|code| *code as u16 / 100);
    stages
}

#[cfg(test)]
mod tests;
