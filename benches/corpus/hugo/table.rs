//! Tables of duibiao's pages as values: what stands in each cell, without its markup.
//!
//! A page's view has every word but those of its tables, which duibiao writes straight to HTML; here they
//! are taken back out of it, so that Hugo's templates can make the same tables.

use scraper::{ElementRef, Html};
use serde_json::{Map, Value, json};

use super::Outcome;

type Fields = Map<String, Value>;

/// A part of a table that is not there, by its name: this file and `src/render/tables` disagree.
fn missing(part: &str) -> String {
    format!("a table of duibiao has no {part}")
}

/// The targets of a plan with those of the plans above.
pub(super) fn targets(html: &str) -> Outcome<Value> {
    let page = Html::parse_fragment(html);
    let table = table(&page)?;
    let heads: Vec<String> = heads(table).map(text).collect();
    let [_, _, baseline, target, ..] = &heads[..] else {
        return Err(missing("columns").into());
    };
    Ok(json!({
        "caption": caption(table),
        "baseline": baseline,
        "target": target,
        "groups": groups(table, target_row)?,
    }))
}

fn target_row(row: ElementRef<'_>) -> Outcome<Value> {
    let (head, cells) = parts(row)?;
    let [unit, baseline, own, nature, above @ ..] = &cells[..] else {
        return Err(missing("cells").into());
    };
    let name = child(head, "row").ok_or_else(|| missing("name"))?;
    Ok(json!({
        "id": row.attr("id"),
        "no": child(head, "no").map(text),
        "name": link_in(name),
        "unit": text(*unit),
        "baseline": cell(*baseline),
        "own": cell(*own),
        "nature": text(*nature),
        "against": above.iter().map(|cell| against(*cell)).collect::<Vec<_>>(),
    }))
}

/// The promises of a plan outside its table.
pub(super) fn promises(html: &str) -> Outcome<Value> {
    let page = Html::parse_fragment(html);
    let table = table(&page)?;
    Ok(json!({ "caption": caption(table), "groups": groups(table, promise)? }))
}

fn promise(row: ElementRef<'_>) -> Outcome<Value> {
    let (head, cells) = parts(row)?;
    let [own, clause, above @ ..] = &cells[..] else {
        return Err(missing("cells").into());
    };
    Ok(json!({
        "id": row.attr("id"),
        "name": link_in(head),
        "own": against(*own),
        "clause": link_in(*clause),
        "against": above.iter().map(|cell| against(*cell)).collect::<Vec<_>>(),
    }))
}

/// A chain, each row with its reasons.
pub(super) fn chain(html: &str, why: &str) -> Outcome<Value> {
    let (page, reasons) = (Html::parse_fragment(html), Html::parse_fragment(why));
    let table = table(&page)?;
    let reasons = reasons.root_element().child_elements();
    let reasons: Vec<Value> = reasons.map(reason).collect::<Outcome<_>>()?;
    Ok(json!({
        "caption": caption(table),
        "groups": groups(table, chain_row)?,
        "why": reasons,
    }))
}

fn chain_row(row: ElementRef<'_>) -> Outcome<Value> {
    let (head, cells) = parts(row)?;
    let [own, above @ ..] = &cells[..] else {
        return Err(missing("cells").into());
    };
    Ok(json!({
        "id": row.attr("id"),
        "name": link_in(head),
        "of": child(head, "of").map(text),
        "own": against(*own),
        "against": above.iter().map(|cell| against(*cell)).collect::<Vec<_>>(),
    }))
}

/// The sentences about a row.
fn reason(row: ElementRef<'_>) -> Outcome<Value> {
    let mut all = row.child_elements();
    let head = all.next().ok_or_else(|| missing("reasons"))?;
    Ok(json!({
        "id": row.attr("id"),
        "name": link_in(head),
        "sentences": all.map(sentence).collect::<Vec<_>>(),
    }))
}

fn sentence(line: ElementRef<'_>) -> Value {
    let mut fields = cell(line);
    let words = own_text(line);
    let reasons = line.child_elements().filter(|part| is(*part, "reason"));
    let reasons: Vec<Value> = reasons.map(|part| text(part).into()).collect();
    put(&mut fields, "level", child(line, "level").map(text));
    put(&mut fields, "sign", child(line, "sign").map(text));
    fields.insert("words".to_owned(), words.into());
    fields.insert("reasons".to_owned(), reasons.into());
    fields.into()
}

/// Every indicator of a topic, place by place.
pub(super) fn matrix(html: &str) -> Outcome<Value> {
    let page = Html::parse_fragment(html);
    let table = table(&page)?;
    let levels = heads(table).filter(|head| head.attr("colspan").is_some());
    let level = |head: ElementRef<'_>| json!({ "text": text(head), "span": head.attr("colspan") });
    let columns = heads(table)
        .filter(|head| head.attr("colspan").or(head.attr("rowspan")).is_none())
        .map(|head| {
            let mut fields = cell(head);
            put(&mut fields, "within", child(head, "of").map(text));
            fields.insert("plan".to_owned(), link_in(head));
            Ok(fields.into())
        });
    Ok(json!({
        "caption": caption(table),
        "levels": levels.map(level).collect::<Vec<_>>(),
        "columns": columns.collect::<Outcome<Vec<Value>>>()?,
        "groups": groups(table, matrix_row)?,
    }))
}

fn matrix_row(row: ElementRef<'_>) -> Outcome<Value> {
    let (head, cells) = parts(row)?;
    Ok(json!({
        "id": row.attr("id"),
        "name": link_in(head),
        "of": child(head, "of").map(text),
        "cells": cells.into_iter().map(against).collect::<Vec<_>>(),
    }))
}

/// What plans promise for an indicator.
pub(super) fn indicator(html: &str) -> Outcome<Value> {
    let page = Html::parse_fragment(html);
    let table = table(&page)?;
    let heads = heads(table).count();
    let row = |row: ElementRef<'_>| indicator_row(row, heads);
    Ok(json!({ "caption": caption(table), "groups": groups(table, row)? }))
}

fn indicator_row(row: ElementRef<'_>, heads: usize) -> Outcome<Value> {
    let (head, mut cells) = parts(row)?;
    // Promises outside tables have no baselines.
    let baseline = (heads == 6).then(|| cell(cells.remove(0)));
    let [own, verdict_cell, nature, name] = &cells[..] else {
        return Err(missing("cells").into());
    };
    let mut fields = cell(head);
    let plan = child(head, "of").ok_or_else(|| missing("plan"))?;
    let rest = json!({
        "region": link_in(head),
        "plan": link_in(plan),
        "baseline": baseline,
        "own": against(*own),
        "verdict": verdict(*verdict_cell),
        "none": child(*verdict_cell, "none").map(text),
        "nature": own_text(*nature),
        "no_nature": child(*nature, "none").map(text),
        "name": own_text(*name),
        "grade": child(*name, "grade").map(text),
    });
    if let Value::Object(rest) = rest {
        fields.extend(rest);
    }
    Ok(fields.into())
}

/// A printed value or the reason why there is none, with its marks.
fn cell(place: ElementRef<'_>) -> Fields {
    let mut fields = Fields::new();
    for part in place.child_elements() {
        let words = Some(text(part));
        let name = match class(part) {
            "num" => "text",
            "none" => "none",
            "unit" => "unit",
            "reading" => "reading",
            // The year of a target stands before its words, the time for which it holds behind them.
            "when" if fields.is_empty() => "year",
            "when" => "when",
            "mark" => {
                add_mark(&mut fields, part);
                continue;
            }
            _ => continue,
        };
        put(&mut fields, name, words);
        if matches!(name, "text" | "none") {
            put(&mut fields, "href", part.attr("href"));
        }
    }
    fields
}

fn add_mark(fields: &mut Fields, part: ElementRef<'_>) {
    let id = part
        .attr("class")
        .and_then(|all| all.strip_prefix("mark m-"));
    let mark = json!({ "id": id, "reason": part.attr("title") });
    let marks = fields.entry("marks").or_insert_with(|| json!([]));
    if let Value::Array(marks) = marks {
        marks.push(mark);
    }
}

/// Values, each with what comparing it says and the name it has over there.
fn against(place: ElementRef<'_>) -> Value {
    let mut all: Vec<Fields> = Vec::new();
    for part in place.child_elements() {
        if is(part, "v") {
            all.push(cell(part));
        } else if let Some(last) = all.last_mut() {
            match class(part) {
                "j" => put(last, "verdict", Some(verdict(part))),
                "alias" => put(last, "alias", Some(text(part))),
                _ => {}
            }
        }
    }
    all.into_iter().map(Value::from).collect()
}

/// A badge, the difference and how nearly the rows say the same; null where there is no badge.
fn verdict(place: ElementRef<'_>) -> Value {
    let Some(badge) = child(place, "badge") else {
        return Value::Null;
    };
    let mut fields = cell(place);
    let id = badge
        .attr("class")
        .and_then(|all| all.strip_prefix("badge v-"));
    put(&mut fields, "id", id);
    put(&mut fields, "href", badge.attr("href"));
    put(&mut fields, "sign", child(badge, "sign").map(text));
    put(&mut fields, "merit", child(badge, "merit").map(text));
    put(&mut fields, "words", Some(own_text(badge)));
    put(&mut fields, "diff", child(place, "diff").map(text));
    put(&mut fields, "grade", child(place, "grade").map(text));
    fields.into()
}

fn put(fields: &mut Fields, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        fields.insert(name.to_owned(), value.into());
    }
}

/// The first link below an element, or its words.
pub(super) fn link_in(place: ElementRef<'_>) -> Value {
    let Some(link) = place
        .child_elements()
        .find(|part| part.value().name() == "a")
    else {
        return json!({ "text": own_text(place) });
    };
    self::link(link)
}

pub(super) fn link(link: ElementRef<'_>) -> Value {
    json!({ "text": text(link), "href": link.attr("href"), "title": link.attr("title") })
}

pub(super) fn table(page: &Html) -> Outcome<ElementRef<'_>> {
    let table = named(page.root_element(), "table").next();
    table.ok_or_else(|| missing("beginning").into())
}

pub(super) fn named<'a>(
    place: ElementRef<'a>,
    name: &'a str,
) -> impl Iterator<Item = ElementRef<'a>> {
    place
        .child_elements()
        .filter(move |part| part.value().name() == name)
}

fn caption(table: ElementRef<'_>) -> Option<String> {
    named(table, "caption").next().map(text)
}

/// The heads of all columns.
fn heads(table: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    named(table, "thead")
        .flat_map(|head| named(head, "tr"))
        .flat_map(|row| named(row, "th"))
}

/// The groups of a table, each with its title and its rows.
fn groups(
    table: ElementRef<'_>,
    row: impl Fn(ElementRef<'_>) -> Outcome<Value>,
) -> Outcome<Vec<Value>> {
    let group = |body: ElementRef<'_>| {
        let title = named(body, "tr").find(|row| is(*row, "band")).map(text);
        let rows = named(body, "tr").filter(|row| !is(*row, "band"));
        let rows: Vec<Value> = rows.map(&row).collect::<Outcome<_>>()?;
        Ok(json!({ "title": title, "rows": rows }))
    };
    named(table, "tbody").map(group).collect()
}

/// The head of a row and its cells.
pub(super) fn parts(row: ElementRef<'_>) -> Outcome<(ElementRef<'_>, Vec<ElementRef<'_>>)> {
    let head = named(row, "th").next().ok_or_else(|| missing("row head"))?;
    Ok((head, named(row, "td").collect()))
}

fn child<'a>(place: ElementRef<'a>, class: &str) -> Option<ElementRef<'a>> {
    place.child_elements().find(|part| is(*part, class))
}

fn is(part: ElementRef<'_>, name: &str) -> bool {
    class(part) == name
}

/// The first class of an element.
pub(super) fn class(part: ElementRef<'_>) -> &str {
    let all = part.attr("class").unwrap_or_default();
    all.split(' ').next().unwrap_or_default()
}

/// All words below an element.
pub(super) fn text(part: ElementRef<'_>) -> String {
    part.text().collect::<String>().trim().to_owned()
}

/// The words that stand in an element itself.
fn own_text(part: ElementRef<'_>) -> String {
    let own = part.children().filter_map(|node| node.value().as_text());
    let own: String = own.map(|text| &**text).collect();
    own.trim().to_owned()
}

/// The words of a piece of HTML: a note or description of the corpus has no markup but its paragraph.
pub(super) fn plain(html: &str) -> String {
    text(Html::parse_fragment(html).root_element())
}
