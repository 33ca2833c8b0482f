//! The table of a chain, and the reasons below it.

use super::cell::{MAIN_ROW, SUB_ROW, TableOptions};
use super::markup::{Markup, begin};
use crate::html::Html;
use crate::render::view::{Against, ChainRow, ChainView, UpperHead};
use crate::theme::Theme;

/// Room for a row with its reasons.
const ROW: usize = 2048;

/// One plan beside the levels above it.
pub(super) fn table(theme: &Theme, view: &ChainView) -> Html {
    let mut html = begin(theme, rows(view).count() * ROW);
    html.raw("<table class=\"targets chain stack\">\n<caption id=\"cap-chain\"><span>")
        .phrase("caption.chain", &[("title", &view.plan.title.text)])
        .raw("</span></caption>\n");
    head(&mut html, view);
    for group in &view.groups {
        html.raw("<tbody>\n");
        if let Some(title) = &group.title {
            html.band(title, 2 + view.uppers.len());
        }
        for chain_row in &group.rows {
            row(&mut html, view, chain_row);
        }
        html.raw("</tbody>\n");
    }
    html.raw("</table>");
    html.finish()
}

fn rows(view: &ChainView) -> impl Iterator<Item = &ChainRow> {
    view.groups.iter().flat_map(|group| &group.rows)
}

fn head(html: &mut Markup<'_>, view: &ChainView) {
    html.raw("<thead><tr><th scope=\"col\">")
        .word("table.indicator")
        .raw("</th><th scope=\"col\" class=\"own\">")
        .level(view.plan.level)
        .link(&view.plan.region)
        .raw("<span class=\"of\">")
        .word("table.own")
        .raw("</span></th>\n")
        .upper_heads(&view.uppers)
        .raw("</tr></thead>\n");
}

fn row(html: &mut Markup<'_>, view: &ChainView, row: &ChainRow) {
    let manner = TableOptions::within(&view.plan.period);
    html.open("<tr")
        .attr("id", &row.anchor)
        .raw(if row.sub { SUB_ROW } else { MAIN_ROW })
        .link(&row.name);
    if row.unit.is_some() || row.nature.is_some() {
        html.raw("<span class=\"of\">");
        if let Some(unit) = &row.unit {
            html.text(unit);
        }
        if let Some(nature) = row.nature {
            html.raw(if row.unit.is_some() { " · " } else { "" })
                .member("nature", nature);
        }
        html.raw("</span>");
    }
    html.open("</th><td class=\"own\"")
        .attr("data-l", &view.plan.region.text)
        .targets(&row.own, manner)
        .raw("</td>\n")
        .upper_cells(&view.uppers, &row.against, manner)
        .raw("</tr>\n");
}

/// Every finding of the table as a sentence.
pub(super) fn why(theme: &Theme, view: &ChainView) -> Html {
    let mut html = begin(theme, rows(view).count() * ROW);
    for row in rows(view) {
        html.open("<div")
            .attr_of("id", &["why-", &row.anchor])
            .open("\n<dt><a")
            .attr_of("href", &["#", &row.anchor])
            .text(&row.name.text)
            .raw("</a></dt>\n");
        for (upper, all) in view.uppers.iter().zip(&row.against) {
            for against in all {
                reason(&mut html, view, upper, against);
            }
        }
        html.raw("</div>\n");
    }
    html.finish()
}

fn reason(html: &mut Markup<'_>, view: &ChainView, upper: &UpperHead, against: &Against) {
    html.member_in(
        "<dd><span class=\"level\"",
        ("level", upper.level),
        "</span> ",
    );
    if let Some(verdict) = &against.verdict {
        html.sign(verdict.id).raw(" ").text(&verdict.sentence);
        if verdict.grade != "same" {
            html.raw(" <span class=\"reason\">")
                .word("text.graded")
                .word("site.colon")
                .member("grade", verdict.grade)
                .raw("</span>");
        }
        if let Some(reason) = &verdict.reason {
            html.element(" <span class=\"reason\"", reason, "</span>");
        }
        html.marks(&verdict.marks);
    } else {
        html.cell(&against.cell, TableOptions::within(&view.plan.period));
    }
    html.raw("</dd>\n");
}
