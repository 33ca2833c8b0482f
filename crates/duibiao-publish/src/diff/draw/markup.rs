//! The pieces of a page: escaped text, tables, redlines.
//!
//! Words of a plan go through [`VisibleHtml`], which shows what is hidden in them.

use duibiao_render::html::{Html, HtmlWriter};
use duibiao_syntax::diagnostic::Language;

use super::phrases::shortened;
use super::visible::visible;
use super::words::say;
use crate::diff::redline::{RedlineRun, redline};

/// HTML in which the hidden characters of every word are shown and its lines are kept.
#[derive(Debug, Default)]
pub(super) struct VisibleHtml(HtmlWriter);

impl VisibleHtml {
    /// Words.
    pub(super) fn text(words: &str) -> Self {
        let mut html = Self::default();
        html.push_text(words);
        html
    }

    /// Adds words.
    pub(super) fn push_text(&mut self, words: &str) {
        for (at, line) in visible(words).split('\n').enumerate() {
            self.0.raw(if at > 0 { "<br>" } else { "" }).text(line);
        }
    }

    /// Adds markup of the program itself.
    pub(super) fn raw(&mut self, markup: &'static str) {
        self.0.raw(markup);
    }

    /// Adds finished HTML.
    pub(super) fn push(&mut self, html: Self) {
        self.0.html(&html.finish());
    }

    /// Adds an element with words in it; `open` has no `>` yet.
    pub(super) fn element(&mut self, open: &'static str, words: &str, close: &'static str) {
        self.0.open(open);
        self.push_text(words);
        self.raw(close);
    }

    /// The whole.
    pub(super) fn finish(self) -> Html {
        self.0.finish()
    }

    /// Whether there is nothing.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A table with a caption and heads, whose first column names its rows.
pub(super) struct HtmlTable {
    html: VisibleHtml,
    rows: usize,
}

impl HtmlTable {
    /// Begins a table; `class` is a name of this program.
    pub(super) fn new(class: &'static str, caption: VisibleHtml, heads: &[&'static str]) -> Self {
        let mut html = VisibleHtml::default();
        html.0
            .open("<table")
            .attr("class", class)
            .raw("<caption>")
            .html(&caption.finish())
            .raw("</caption><thead><tr>");
        for head in heads {
            html.element("<th scope=\"col\"", head, "</th>");
        }
        html.raw("</tr></thead><tbody>\n");
        Self { html, rows: 0 }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = VisibleHtml>) {
        self.html.raw("<tr>");
        for (at, cell) in cells.into_iter().enumerate() {
            let (open, close) = if at == 0 {
                ("<th scope=\"row\">", "</th>")
            } else {
                ("<td>", "</td>")
            };
            self.html.raw(open);
            self.html.push(cell);
            self.html.raw(close);
        }
        self.html.raw("</tr>\n");
        self.rows += 1;
    }

    /// Ends it; a table without rows is nothing.
    pub(super) fn finish(mut self) -> VisibleHtml {
        if self.rows == 0 {
            return VisibleHtml::default();
        }
        self.html.raw("</tbody></table>\n");
        self.html
    }
}

/// Words that were taken out, marked by more than a colour.
pub(super) fn deleted(words: &str, language: Language) -> VisibleHtml {
    let mut html = VisibleHtml::default();
    html.element("<del><b", say(language, "删", "−"), "</b>");
    html.push_text(words);
    html.raw("</del>");
    html
}

/// Words that were put in, marked by more than a colour.
pub(super) fn inserted(words: &str, language: Language) -> VisibleHtml {
    let mut html = VisibleHtml::default();
    html.element("<ins><b", say(language, "增", "+"), "</b>");
    html.push_text(words);
    html.raw("</ins>");
    html
}

/// The redline of two texts, long unchanged stretches shortened.
pub(super) fn redlined(old: &str, new: &str, language: Language) -> VisibleHtml {
    let mut html = VisibleHtml::default();
    for run in redline(old, new) {
        let (run, rest) = shortened(run, language);
        match run {
            RedlineRun::Kept(words) => html.push_text(words),
            RedlineRun::Removed(words) => html.push(deleted(words, language)),
            RedlineRun::Added(words) => html.push(inserted(words, language)),
        }
        if let Some((mark, tail)) = rest {
            html.element("<span class=\"gap\"", &mark, "</span>");
            html.push_text(tail);
        }
    }
    html
}
