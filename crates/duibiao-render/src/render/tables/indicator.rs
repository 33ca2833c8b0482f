//! The tables of an indicator: what plans promise for it, a table for each period.

use super::cell::TableOptions;
use super::markup::{Markup, begin};
use crate::html::Html;
use crate::render::view::{IndicatorRow, IndicatorSection, IndicatorView};
use crate::theme::Theme;

/// Room for a row.
const ROW: usize = 1024;

/// One table for each section of the page, in their order.
pub(super) fn tables(theme: &Theme, view: &IndicatorView) -> Vec<Html> {
    view.sections
        .iter()
        .map(|section| table(theme, &view.frame.title, section))
        .collect()
}

fn table(theme: &Theme, name: &str, section: &IndicatorSection) -> Html {
    let count: usize = section.groups.iter().map(|group| group.rows.len()).sum();
    let mut html = begin(theme, (count + 1) * ROW);
    html.open("<table class=\"targets stack\">\n<caption")
        .attr_of("id", &["cap-", &section.anchor])
        .raw("<span>")
        .phrase(
            "caption.indicator",
            &[("name", name), ("period", &section.period)],
        )
        .raw("</span></caption>\n");
    head(&mut html, section.baseline);
    for group in &section.groups {
        html.raw("<tbody>\n").band(
            theme.word(&format!("level.{}", group.level)),
            columns(section),
        );
        for indicator_row in &group.rows {
            row(&mut html, section, indicator_row);
        }
        html.raw("</tbody>\n");
    }
    html.raw("</table>");
    html.finish()
}

fn columns(section: &IndicatorSection) -> usize {
    5 + usize::from(section.baseline)
}

fn head(html: &mut Markup<'_>, has_baseline: bool) {
    html.raw("<thead><tr><th scope=\"col\">")
        .word("table.region")
        .raw("</th>");
    if has_baseline {
        html.raw("<th scope=\"col\">")
            .word("table.baseline")
            .raw("</th>");
    }
    html.raw("<th scope=\"col\" class=\"own\">")
        .word("table.target")
        .raw("</th><th scope=\"col\">")
        .word("table.against")
        .raw("</th><th scope=\"col\">")
        .word("table.nature")
        .raw("</th><th scope=\"col\">")
        .word("table.name")
        .raw("</th></tr></thead>\n");
}

fn row(html: &mut Markup<'_>, section: &IndicatorSection, row: &IndicatorRow) {
    html.raw("<tr><th scope=\"row\">")
        .link(&row.region)
        .marks(&row.marks)
        .raw("<span class=\"of\">")
        .link(&row.plan)
        .raw("</span></th>\n");
    if section.baseline {
        html.cell_of("<td", "table.baseline");
        match &row.baseline {
            Some(baseline) => html.cell(baseline, TableOptions::within("")),
            None => html.absent("not-stated"),
        };
        html.raw("</td>");
    }
    html.cell_of("<td class=\"own\"", "table.target")
        .targets(&row.targets, TableOptions::within(&section.period))
        .cell_of("</td><td", "table.against");
    match &row.verdict {
        Some(verdict) => html.verdict(verdict),
        None => html.absent("not-applicable"),
    };
    html.cell_of("</td><td class=\"nowrap\"", "table.nature");
    match row.nature {
        Some(nature) => html.member("nature", nature),
        None => html.absent("not-stated"),
    };
    html.cell_of("</td><td", "table.name")
        .text(&row.name)
        .member_in(
            " <span class=\"grade\"",
            ("grade", row.grade),
            "</span></td></tr>\n",
        );
}
