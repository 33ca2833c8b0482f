//! The verdicts and marks that a table shows, each with its meaning.

use super::markup::begin;
use crate::html::Html;
use crate::theme::Theme;

/// Room for a member.
const MEMBER: usize = 320;

/// The list. It has no entries when the table shows neither.
pub(super) fn list(theme: &Theme, verdicts: &[&str], marks: &[&str]) -> Html {
    let mut html = begin(theme, (verdicts.len() + marks.len() + 1) * MEMBER);
    html.raw("<ul>\n");
    for id in verdicts {
        html.open("<li><span")
            .attr_of("class", &["badge v-", id])
            .sign(id)
            .raw(" ")
            .member("verdict", id)
            .raw("</span> ")
            .member("verdict-text", id)
            .raw("</li>\n");
    }
    for id in marks {
        html.open("<li><span")
            .attr_of("class", &["mark m-", id])
            .member("mark", id)
            .raw("</span> ")
            .member("mark-text", id)
            .raw("</li>\n");
    }
    html.raw("</ul>");
    html.finish()
}
