//! The pieces of a page: escaped text, tables, redlines.
//!
//! Everything that becomes HTML goes through [`Html`], which takes words and escapes them; only this
//! file writes tags around them.

use duibiao_syntax::diagnostic::Language;

use super::phrases::shortened;
use super::visible::visible;
use super::words::say;
use crate::diff::redline::{RedlineRun, redline};

/// HTML in which every word of a plan is escaped.
#[derive(Clone, Debug, Default)]
pub(super) struct Html(String);

impl Html {
    /// Words.
    pub(super) fn text(words: &str) -> Self {
        let mut html = Self::default();
        html.push_text(words);
        html
    }

    /// Adds words.
    pub(super) fn push_text(&mut self, words: &str) {
        for c in visible(words).chars() {
            match c {
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '&' => self.0.push_str("&amp;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\n' => self.0.push_str("<br>"),
                c => self.0.push(c),
            }
        }
    }

    /// Adds markup of the program itself.
    pub(super) fn push_tag(&mut self, tag: &'static str) {
        self.0.push_str(tag);
    }

    /// Adds finished HTML.
    pub(super) fn push(&mut self, html: &Self) {
        self.0.push_str(&html.0);
    }

    /// Adds an element with words in it; `open` may have attributes.
    pub(super) fn element(&mut self, open: &'static str, words: &str, close: &'static str) {
        self.push_tag(open);
        self.push_text(words);
        self.push_tag(close);
    }

    /// The finished text.
    pub(super) fn into_string(self) -> String {
        self.0
    }

    /// Whether there is nothing.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A table with a caption and heads, whose first column names its rows.
pub(super) struct HtmlTable {
    html: Html,
    rows: usize,
}

impl HtmlTable {
    /// Begins a table; `class` is a name of this program.
    pub(super) fn new(class: &'static str, caption: &Html, heads: &[&'static str]) -> Self {
        let mut html = Html::default();
        html.push_tag("<table class=\"");
        html.push_tag(class);
        html.push_tag("\"><caption>");
        html.push(caption);
        html.push_tag("</caption><thead><tr>");
        for head in heads {
            html.element("<th scope=\"col\">", head, "</th>");
        }
        html.push_tag("</tr></thead><tbody>\n");
        Self { html, rows: 0 }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: &[Html]) {
        self.html.push_tag("<tr>");
        for (at, cell) in cells.iter().enumerate() {
            let (open, close) = if at == 0 {
                ("<th scope=\"row\">", "</th>")
            } else {
                ("<td>", "</td>")
            };
            self.html.push_tag(open);
            self.html.push(cell);
            self.html.push_tag(close);
        }
        self.html.push_tag("</tr>\n");
        self.rows += 1;
    }

    /// Ends it; a table without rows is nothing.
    pub(super) fn finish(mut self) -> Html {
        if self.rows == 0 {
            return Html::default();
        }
        self.html.push_tag("</tbody></table>\n");
        self.html
    }
}

/// Words that were taken out, marked by more than a colour.
pub(super) fn deleted(words: &str, language: Language) -> Html {
    let mut html = Html::default();
    html.element("<del><b>", say(language, "删", "−"), "</b>");
    html.push_text(words);
    html.push_tag("</del>");
    html
}

/// Words that were put in, marked by more than a colour.
pub(super) fn inserted(words: &str, language: Language) -> Html {
    let mut html = Html::default();
    html.element("<ins><b>", say(language, "增", "+"), "</b>");
    html.push_text(words);
    html.push_tag("</ins>");
    html
}

/// The redline of two texts, long unchanged stretches shortened.
pub(super) fn redlined(old: &str, new: &str, language: Language) -> Html {
    let mut html = Html::default();
    for run in redline(old, new) {
        let (run, rest) = shortened(run, language);
        match run {
            RedlineRun::Kept(words) => html.push_text(words),
            RedlineRun::Removed(words) => html.push(&deleted(words, language)),
            RedlineRun::Added(words) => html.push(&inserted(words, language)),
        }
        if let Some((mark, tail)) = rest {
            html.element("<span class=\"gap\">", &mark, "</span>");
            html.push_text(tail);
        }
    }
    html
}
