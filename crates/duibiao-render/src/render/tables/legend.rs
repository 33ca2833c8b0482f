//! The verdicts and marks that a table shows, each with its meaning.

use super::markup::Markup;
use crate::theme::{Html, Theme};

/// Room for a member.
const MEMBER: usize = 320;

/// The list. It has no entries when the table shows neither.
pub(super) fn list(theme: &Theme, verdicts: &[&str], marks: &[&str]) -> Html {
    let mut html = Markup::new(theme, (verdicts.len() + marks.len() + 1) * MEMBER);
    html.raw("<ul>\n");
    for id in verdicts {
        html.raw("<li><span class=\"badge v-")
            .raw(id)
            .raw("\"><span class=\"sign\" aria-hidden=\"true\">")
            .member("symbol", id)
            .raw("</span> ")
            .member("verdict", id)
            .raw("</span> ")
            .member("verdict-text", id)
            .raw("</li>\n");
    }
    for id in marks {
        html.raw("<li><span class=\"mark m-")
            .raw(id)
            .raw("\">")
            .member("mark", id)
            .raw("</span> ")
            .member("mark-text", id)
            .raw("</li>\n");
    }
    html.raw("</ul>");
    html.finish()
}
