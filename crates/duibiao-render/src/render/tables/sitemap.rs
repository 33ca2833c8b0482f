//! The list of all pages: links by the thousand.

use super::markup::begin;
use crate::html::Html;
use crate::render::view::{SitemapGroup, SitemapSection, SitemapView};
use crate::theme::Theme;

/// Room for a link.
const LINK: usize = 192;

/// The groups of each section of the page, in their order.
pub(super) fn lists(theme: &Theme, view: &SitemapView) -> Vec<Html> {
    let sections = view.sections.iter();
    sections.map(|section| list(theme, section)).collect()
}

fn list(theme: &Theme, section: &SitemapSection) -> Html {
    let count: usize = section.groups.iter().map(|group| group.links.len()).sum();
    let mut html = begin(theme, (count + 1) * LINK);
    for SitemapGroup { title, links } in &section.groups {
        if let Some(title) = title {
            html.raw("<h3>").link(title).raw("</h3>\n");
        }
        html.raw("<ul class=\"columns\">\n");
        for link in links {
            html.raw("<li>").link(link).raw("</li>\n");
        }
        html.raw("</ul>\n");
    }
    html.finish()
}
