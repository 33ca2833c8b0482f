//! The headings of a text as a list of links.

use super::markup::{Markup, begin};
use crate::html::Html;
use crate::render::view::Contents;
use crate::theme::Theme;

/// Room for a heading.
const HEADING: usize = 96;

/// The list; none when the text has no headings.
pub(super) fn list(theme: &Theme, contents: &[Contents]) -> Option<Html> {
    if contents.is_empty() {
        return None;
    }
    let below = contents.iter().map(|entry| entry.children.len());
    let count = contents.len() + below.sum::<usize>();
    let mut html = begin(theme, (count + 1) * HEADING);
    html.entries(contents);
    Some(html.finish())
}

impl Markup<'_> {
    fn entries(&mut self, contents: &[Contents]) {
        self.raw("<ul>\n");
        for entry in contents {
            self.open("<li><a")
                .attr("href", &entry.href)
                .text(&entry.text)
                .raw("</a>");
            if !entry.children.is_empty() {
                self.entries(&entry.children);
            }
            self.raw("</li>\n");
        }
        self.raw("</ul>");
    }
}
