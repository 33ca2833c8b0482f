//! The table of the documents that a plan names.

use super::markup::{Markup, begin};
use crate::html::Html;
use crate::render::view::Citation;
use crate::theme::Theme;

/// Room for a citation.
const ROW: usize = 512;

/// The table; none when the plan names no document.
pub(super) fn table(theme: &Theme, citations: &[Citation]) -> Option<Html> {
    if citations.is_empty() {
        return None;
    }
    let heads = ["written", "document", "kind", "clause"];
    let heads = heads.map(|head| theme.word(&format!("table.{head}")));
    let mut html = begin(theme, (citations.len() + 1) * ROW);
    html.raw("<table class=\"list stack\">\n<caption class=\"quiet\" id=\"cap-citations\"><span>")
        .word("caption.citations")
        .raw("</span></caption>\n<thead><tr>");
    for head in heads {
        html.element("<th scope=\"col\"", head, "</th>");
    }
    html.raw("</tr></thead>\n<tbody>\n");
    for citation in citations {
        row(&mut html, &heads, citation);
    }
    html.raw("</tbody>\n</table>");
    Some(html.finish())
}

fn row(html: &mut Markup<'_>, heads: &[&str; 4], citation: &Citation) {
    let [_, document, kind, clause] = heads;
    html.element("<tr><th scope=\"row\"", &citation.written, "</th>")
        .open("<td")
        .attr("data-l", document);
    match &citation.target {
        Some(target) => html.link(target),
        None => html.absent("not-applicable"),
    };
    html.open("</td><td class=\"nowrap\"")
        .attr("data-l", kind)
        .member("citation", citation.kind)
        .open("</td><td")
        .attr("data-l", clause);
    if citation.clauses.is_empty() {
        html.absent("not-stated");
    }
    for (at, link) in citation.clauses.iter().enumerate() {
        if at > 0 {
            html.word("site.list");
        }
        html.link(link);
    }
    html.raw("</td></tr>\n");
}
