//! The tables of a plan: its targets as it prints them, and its promises outside them, each with what
//! the levels above say.

use super::cell::{MAIN_ROW, SUB_ROW, TableOptions};
use super::markup::{Markup, begin};
use crate::html::Html;
use crate::render::view::{CellView, CommitmentRow, PlanView, TargetRow};
use crate::theme::Theme;

/// Room for a row.
const ROW: usize = 2048;

/// The words that head columns and, on a narrow screen, stand in every cell.
struct Heads<'a> {
    unit: &'a str,
    nature: &'a str,
}

/// The table of targets; none when the plan has no rows.
pub(super) fn targets(theme: &Theme, view: &PlanView) -> Option<Html> {
    let count: usize = view.groups.iter().map(|group| group.rows.len()).sum();
    if count == 0 {
        return None;
    }
    let mut html = begin(theme, (count + 1) * ROW);
    let heads = Heads {
        unit: theme.word("table.unit"),
        nature: theme.word("table.nature"),
    };
    html.raw("<table class=\"targets stack\">\n<caption id=\"cap-targets\"><span>")
        .phrase("caption.targets", &[("title", &view.frame.title)])
        .raw("</span></caption>\n");
    head(&mut html, view, &heads);
    for group in &view.groups {
        html.raw("<tbody>\n");
        if let Some(title) = &group.title {
            html.band(title, span(view));
        }
        for target_row in &group.rows {
            row(&mut html, view, &heads, target_row);
        }
        html.raw("</tbody>\n");
    }
    html.raw("</table>");
    Some(html.finish())
}

/// How many columns the table has.
fn span(view: &PlanView) -> usize {
    let columns = &view.columns;
    let optional = [columns.unit, columns.baseline.is_some(), columns.nature];
    1 + optional.iter().filter(|has| **has).count()
        + columns.targets.len()
        + columns.others.len()
        + view.uppers.len()
}

fn head(html: &mut Markup<'_>, view: &PlanView, heads: &Heads<'_>) {
    let columns = &view.columns;
    html.raw("<thead><tr><th scope=\"col\">")
        .word("table.indicator")
        .raw("</th>\n");
    let mut column = |open: &'static str, head: &str| {
        html.element(open, head, "</th>");
    };
    let plain = "<th scope=\"col\"";
    if columns.unit {
        column(plain, heads.unit);
    }
    if let Some(baseline) = &columns.baseline {
        column("<th scope=\"col\" class=\"printed\"", baseline);
    }
    for target in &columns.targets {
        column("<th scope=\"col\" class=\"own printed\"", target);
    }
    if columns.nature {
        column(plain, heads.nature);
    }
    for other in &columns.others {
        column(plain, other);
    }
    html.upper_heads(&view.uppers).raw("</tr></thead>\n");
}

fn row(html: &mut Markup<'_>, view: &PlanView, heads: &Heads<'_>, row: &TargetRow) {
    let columns = &view.columns;
    let manner = TableOptions::within(&view.plan.period);
    let alone = TableOptions::within("");
    name(html, row);
    if columns.unit {
        labelled(html, heads.unit);
        match &row.unit {
            Some(unit) => html.text(unit),
            None => html.absent("not-stated"),
        };
        html.raw("</td>");
    }
    if let Some(head) = &columns.baseline {
        labelled(html, head);
        match &row.baseline {
            Some(baseline) => html.cell(baseline, alone),
            None => html.absent("not-stated"),
        };
        html.raw("</td>");
    }
    for (head, target) in columns.targets.iter().zip(&row.targets) {
        html.open("<td class=\"own\"")
            .attr("data-l", head)
            .cell(target, manner)
            .raw("</td>");
    }
    if columns.nature {
        labelled(html, heads.nature);
        match row.nature {
            Some(nature) => html.member("nature", nature),
            None => html.absent("not-stated"),
        };
        html.raw("</td>");
    }
    others(html, &columns.others, &row.others);
    html.upper_cells(&view.uppers, &row.against, manner)
        .raw("</tr>\n");
}

fn labelled(html: &mut Markup<'_>, head: &str) {
    html.open("<td").attr("data-l", head);
}

fn others(html: &mut Markup<'_>, heads: &[String], cells: &[CellView]) {
    for (head, cell) in heads.iter().zip(cells) {
        labelled(html, head);
        html.cell(cell, TableOptions::within("")).raw("</td>");
    }
}

/// The printed name, which leads to its first indicator; the others follow.
fn name(html: &mut Markup<'_>, row: &TargetRow) {
    html.open("<tr")
        .attr("id", &row.anchor)
        .raw(if row.sub { SUB_ROW } else { MAIN_ROW });
    if let Some(number) = &row.number {
        html.element("<span class=\"no\"", number, "</span> ");
    }
    html.raw("<span class=\"row\">");
    let mut indicators = row.indicators.iter();
    match indicators.next().and_then(|first| first.href.as_ref()) {
        Some(href) => html
            .open("<a")
            .attr("href", href)
            .text(&row.name)
            .raw("</a>"),
        None => html.text(&row.name),
    };
    for indicator in indicators {
        html.raw("<span class=\"of\">")
            .link(indicator)
            .raw("</span>");
    }
    html.raw("</span></th>\n");
}

/// The promises outside the table; none when there are none.
pub(super) fn commitments(theme: &Theme, view: &PlanView) -> Option<Html> {
    if view.commitments.is_empty() {
        return None;
    }
    let mut html = begin(theme, (view.commitments.len() + 1) * ROW);
    html.raw("<table class=\"targets stack\">\n<caption id=\"cap-commitments\"><span>")
        .phrase("caption.commitments", &[("title", &view.frame.title)])
        .raw("</span></caption>\n<thead><tr><th scope=\"col\">")
        .word("table.indicator")
        .raw("</th><th scope=\"col\" class=\"own\">")
        .word("table.words")
        .raw("</th><th scope=\"col\">")
        .word("table.clause")
        .raw("</th>\n")
        .upper_heads(&view.uppers)
        .raw("</tr></thead>\n<tbody>\n");
    for row in &view.commitments {
        commitment(&mut html, view, row);
    }
    html.raw("</tbody>\n</table>");
    Some(html.finish())
}

fn commitment(html: &mut Markup<'_>, view: &PlanView, row: &CommitmentRow) {
    let manner = TableOptions::within(&view.plan.period);
    html.open("<tr")
        .attr("id", &row.anchor)
        .raw(MAIN_ROW)
        .link(&row.indicator)
        .cell_of("</th><td class=\"own\"", "table.words")
        .targets(&row.targets, manner)
        .cell_of("</td><td", "table.clause")
        .link(&row.clause)
        .raw("</td>\n")
        .upper_cells(&view.uppers, &row.against, manner)
        .raw("</tr>\n");
}
