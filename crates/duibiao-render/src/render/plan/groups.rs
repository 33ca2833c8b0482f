//! Which rows of a plan stand under one printed category.

use crate::render::body;
use crate::render::page::PageContext;
use duibiao_compare::catalog::PlanId;
use duibiao_syntax::document::{Body, IndicatorRow, IndicatorTable};

/// The category of each row of a plan, in order. In a plan with several tables a row without one stands
/// under what its table stands under.
pub(in crate::render) fn titles(page: &PageContext<'_>, id: PlanId) -> Vec<Option<String>> {
    let text = &page.context.catalog.plan(id).document.body;
    let several = text.tables.len() > 1;
    let of_table = |table: &IndicatorTable| {
        let place = several.then(|| table_title(page, text, table)).flatten();
        let title = move |row: &IndicatorRow| {
            row.group
                .as_deref()
                .map(str::to_owned)
                .or_else(|| place.clone())
        };
        table.rows.iter().map(title).collect::<Vec<_>>()
    };
    text.tables.iter().flat_map(of_table).collect()
}

/// The words of the box or clause in which a table stands.
fn table_title(page: &PageContext<'_>, text: &Body, table: &IndicatorTable) -> Option<String> {
    let words = match (text.box_at(table.span), text.clause_at(table.span)) {
        (Some(mark), _) => body::words(page, mark.title),
        (None, Some(clause)) => body::heading_words(page, text, clause),
        (None, None) => return None,
    };
    Some(words).filter(|words| !words.is_empty())
}

/// Puts neighbours with one title together.
pub(in crate::render) fn grouped<T>(
    rows: impl Iterator<Item = (Option<String>, T)>,
) -> Vec<(Option<String>, Vec<T>)> {
    let mut groups: Vec<(Option<String>, Vec<T>)> = Vec::new();
    for (title, row) in rows {
        match groups.last_mut() {
            Some((known, rows)) if *known == title => rows.push(row),
            _ => groups.push((title, vec![row])),
        }
    }
    groups
}
