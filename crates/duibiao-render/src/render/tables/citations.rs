//! The table of the documents that a plan names.

use super::markup::Markup;
use crate::render::view::Citation;
use crate::theme::{Html, Theme};

/// Room for a citation.
const ROW: usize = 512;

/// The table; none when the plan names no document.
pub(super) fn table(theme: &Theme, citations: &[Citation]) -> Option<Html> {
    if citations.is_empty() {
        return None;
    }
    let heads = ["written", "document", "kind", "clause"];
    let heads = heads.map(|head| theme.word(&format!("table.{head}")));
    let mut html = Markup::new(theme, (citations.len() + 1) * ROW);
    html.raw("<table class=\"list stack\">\n<caption class=\"quiet\" id=\"cap-citations\"><span>")
        .word("caption.citations")
        .raw("</span></caption>\n<thead><tr>");
    for head in heads {
        html.raw("<th scope=\"col\">").text(head).raw("</th>");
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
    html.raw("<tr><th scope=\"row\">")
        .text(&citation.written)
        .raw("</th><td data-l=\"")
        .text(document)
        .raw("\">");
    match &citation.target {
        Some(target) => html.link(target),
        None => html.absent("not-applicable"),
    };
    html.raw("</td><td class=\"nowrap\" data-l=\"")
        .text(kind)
        .raw("\">")
        .member("citation", citation.kind)
        .raw("</td><td data-l=\"")
        .text(clause)
        .raw("\">");
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
