//! Lists of duibiao's pages as values: what is known of a document, its citations, a legend, the list of
//! all pages. duibiao writes them straight to HTML, as it does its tables.

use scraper::{ElementRef, Html, Node};
use serde_json::{Value, json};

use super::Outcome;
use super::table::{class, link, link_in, named, parts, table, text};

/// The fields of a document, row by row.
pub(super) fn fields(html: &str) -> Outcome<Value> {
    let page = Html::parse_fragment(html);
    let rows = named(table(&page)?, "tbody").flat_map(|body| named(body, "tr"));
    let field = |(name, cell): (ElementRef<'_>, ElementRef<'_>)| {
        let nodes = cell.children();
        let values = nodes.filter_map(|node| value(node.value(), ElementRef::wrap(node)));
        json!({
            "name": text(name),
            "values": values.collect::<Vec<_>>(),
            "alone": cell.attr("colspan").is_some(),
        })
    };
    let row = |row| {
        named(row, "th")
            .zip(named(row, "td"))
            .map(field)
            .collect::<Vec<_>>()
    };
    Ok(rows.map(row).collect::<Vec<_>>().into())
}

/// Words, a link, a day, or a line break.
fn value(node: &Node, element: Option<ElementRef<'_>>) -> Option<Value> {
    let Some(element) = element else {
        let words: &str = node.as_text()?;
        return Some(json!({ "kind": "text", "text": words }));
    };
    Some(match element.value().name() {
        "a" => json!({ "kind": "link", "link": link(element) }),
        "time" => {
            let date = json!({ "iso": element.attr("datetime"), "text": text(element) });
            json!({ "kind": "date", "date": date })
        }
        _ => json!({ "kind": "break" }),
    })
}

/// The documents that a plan names.
pub(super) fn citations(html: &str) -> Outcome<Value> {
    let page = Html::parse_fragment(html);
    let rows = named(table(&page)?, "tbody").flat_map(|body| named(body, "tr"));
    let citation = |row| {
        let (written, cells) = parts(row)?;
        let [target, kind, clauses] = &cells[..] else {
            return Err("a citation of duibiao has other cells".into());
        };
        let links = |cell: &ElementRef<'_>| named(*cell, "a").map(link).collect::<Vec<_>>();
        Ok(json!({
            "written": text(written),
            "target": links(target).pop(),
            "kind": text(*kind),
            "clauses": links(clauses),
        }))
    };
    Ok(rows.map(citation).collect::<Outcome<Vec<_>>>()?.into())
}

/// The ids of the verdicts and of the marks of a legend.
pub(super) fn legend(html: &str) -> [Value; 2] {
    let page = Html::parse_fragment(html);
    let entries = named(page.root_element(), "ul").flat_map(|list| named(list, "li"));
    let classes = entries.filter_map(|entry| entry.child_elements().next()?.attr("class"));
    let classes: Vec<&str> = classes.collect();
    ["badge v-", "mark m-"].map(|kind| {
        let ids = classes.iter().filter_map(|class| class.strip_prefix(kind));
        ids.map(Value::from).collect()
    })
}

/// The groups of a section of the list of all pages.
pub(super) fn pages(html: &str) -> Value {
    let page = Html::parse_fragment(html);
    let mut title = Value::Null;
    let mut groups = Vec::new();
    for part in page.root_element().child_elements() {
        if class(part) == "columns" {
            let links: Vec<Value> = named(part, "li").map(link_in).collect();
            groups.push(json!({ "title": title.take(), "links": links }));
        } else {
            title = link_in(part);
        }
    }
    groups.into()
}
