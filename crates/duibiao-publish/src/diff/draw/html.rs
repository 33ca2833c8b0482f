//! A difference as one printable page.

use duibiao_syntax::diagnostic::Language;

use super::markup::VisibleHtml;
use super::page::{self, StylePlace};
use super::sections;
use super::words::say;
use crate::diff::Difference;

/// What stands above a difference: the site, and what its two sides are called.
#[derive(Clone, Copy, Debug)]
pub struct SheetHeading<'a> {
    /// The title of the site.
    pub site: &'a str,
    /// What the old side is, e.g. a release or a revision.
    pub old: &'a str,
    /// What the new side is.
    pub new: &'a str,
}

/// A difference as a page.
pub fn html(
    difference: &Difference<'_>,
    heading: &SheetHeading<'_>,
    style: StylePlace,
    language: Language,
) -> String {
    let mut html = VisibleHtml::default();
    let title = say(language, "变更对照", "What changes");
    html.element("<h1", title, "</h1>\n");
    let under = match language {
        Language::Chinese => format!("{}：{} → {}", heading.site, heading.old, heading.new),
        Language::English => format!("{}: {} → {}", heading.site, heading.old, heading.new),
    };
    html.element("<p class=\"under\"", &under, "</p>\n");
    if difference.is_empty() {
        let same = say(
            language,
            "两边内容相同，没有变更。",
            "Both sides are the same.",
        );
        html.element("<p class=\"same\"", same, "</p>\n");
    } else {
        html.push(sections::counts(difference, language));
        html.push(sections::all(difference, language));
    }
    let title = format!("{title} {}", heading.site);
    page::page(&title, html, style, language)
}
