//! The table of a matrix: a line for each indicator, a column for each plan.

use super::cell::TableOptions;
use super::markup::{Markup, begin};
use crate::html::Html;
use crate::render::view::{MatrixRow, MatrixView};
use crate::theme::Theme;

/// Room for a cell.
const CELL: usize = 256;

/// Every indicator of a topic and period, region by region.
pub(super) fn table(theme: &Theme, view: &MatrixView) -> Html {
    let columns: usize = view.columns.iter().map(|group| group.columns.len()).sum();
    let rows: usize = view.groups.iter().map(|group| group.rows.len()).sum();
    let mut html = begin(theme, (columns + 2) * rows * CELL);
    let slots = [
        ("topic", &*view.topic.text),
        ("period", &view.period),
        ("scope", &view.scope),
    ];
    html.raw("<table class=\"targets matrix\">\n<caption id=\"cap-matrix\"><span>")
        .phrase("caption.matrix", &slots)
        .raw("</span></caption>\n");
    head(&mut html, view);
    for group in &view.groups {
        html.raw("<tbody>\n");
        if let Some(title) = &group.title {
            html.band(title, columns + 1);
        }
        for line in &group.rows {
            row(&mut html, view, line);
        }
        html.raw("</tbody>\n");
    }
    html.raw("</table>");
    html.finish()
}

fn head(html: &mut Markup<'_>, view: &MatrixView) {
    html.raw("<thead>\n<tr class=\"levels\"><th scope=\"col\" rowspan=\"2\">")
        .word("table.indicator")
        .raw("</th>\n");
    for group in &view.columns {
        html.open("<th scope=\"colgroup\"")
            .attr("colspan", &group.columns.len().to_string())
            .member("level", group.level)
            .raw("</th>");
    }
    html.raw("</tr>\n<tr class=\"regions\">\n");
    for column in view.columns.iter().flat_map(|group| &group.columns) {
        html.raw("<th scope=\"col\">").link(&column.plan);
        if let Some(within) = &column.within {
            html.element("<span class=\"of\"", within, "</span>");
        }
        html.marks(&column.marks).raw("</th>");
    }
    html.raw("</tr>\n</thead>\n");
}

fn row(html: &mut Markup<'_>, view: &MatrixView, row: &MatrixRow) {
    let manner = TableOptions {
        period: &view.period,
        reading: false,
    };
    html.open("<tr")
        .attr("id", &row.anchor)
        .raw("<th scope=\"row\">")
        .link(&row.indicator);
    if let Some(unit) = &row.unit {
        html.element("<span class=\"of\"", unit, "</span>");
    }
    html.raw("</th>\n");
    for all in &row.cells {
        html.raw("<td>").against(all, manner).raw("</td>");
    }
    html.raw("</tr>\n");
}
