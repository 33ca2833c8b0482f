//! The table of what is known of a document: 公开信息, two fields to a row and a long one alone.

use super::markup::{Markup, begin};
use crate::html::Html;
use crate::render::view::{Field, FieldValue};
use crate::theme::Theme;

/// Fields that take a row for themselves.
const LONG: [&str; 7] = [
    "title",
    "issuers",
    "source",
    "implements",
    "replaces",
    "keywords",
    "abstract",
];

/// Room for a field.
const FIELD: usize = 256;

/// The fields under a caption, which is the text of `caption`; nothing when there are none.
pub(super) fn table(theme: &Theme, caption: &str, fields: &[Field]) -> Option<Html> {
    if fields.is_empty() {
        return None;
    }
    let mut html = begin(theme, (fields.len() + 1) * FIELD);
    html.raw("<table class=\"meta\">\n<caption>")
        .word(caption)
        .raw("</caption>\n<tbody>\n");
    let rows = rows(fields);
    let is_wide = rows.iter().any(|row| row.len() > 1);
    for row in rows {
        html.raw("<tr>");
        let alone = if row.len() == 1 && is_wide {
            "<td colspan=\"3\">"
        } else {
            "<td>"
        };
        for (at, field) in row.iter().enumerate() {
            html.raw(if at == 0 { "" } else { "\n" })
                .member_in("<th scope=\"row\"", ("field", field.id), "</th>")
                .raw(alone)
                .values(field)
                .raw("</td>");
        }
        html.raw("</tr>\n");
    }
    html.raw("</tbody>\n</table>");
    Some(html.finish())
}

/// The fields row by row: one or two each.
fn rows(fields: &[Field]) -> Vec<&[Field]> {
    let is_long = |field: &Field| LONG.contains(&field.id);
    let mut rows = Vec::new();
    let mut rest = fields;
    while !rest.is_empty() {
        let has_two = matches!(rest, [one, two, ..] if !is_long(one) && !is_long(two));
        let (row, others) = rest.split_at(if has_two { 2 } else { 1 });
        rows.push(row);
        rest = others;
    }
    rows
}

impl Markup<'_> {
    fn values(&mut self, field: &Field) -> &mut Self {
        for (at, value) in field.values.iter().enumerate() {
            if at > 0 && field.id == "source" {
                self.raw("<br>");
            } else if at > 0 {
                self.word("site.list");
            }
            match value {
                FieldValue::Text { text } => self.text(text),
                FieldValue::Link { link } => self.link(link),
                FieldValue::Date { date } => self
                    .open("<time")
                    .attr("datetime", &date.iso)
                    .text(&date.text)
                    .raw("</time>"),
                FieldValue::Term { set, id } => self.member(set, id),
            };
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_field_stands_alone_and_the_others_in_pairs() {
        let field = |id| Field::new(id, FieldValue::text("x"));
        let ids = [
            "title", "status", "written", "issuers", "doc-no", "abstract", "topic",
        ];
        let fields = ids.map(field);
        let drawn: Vec<usize> = rows(&fields).iter().map(|row| row.len()).collect();
        assert_eq!(drawn, [1, 2, 1, 1, 1, 1]);
        assert!(rows(&[]).is_empty());
    }
}
