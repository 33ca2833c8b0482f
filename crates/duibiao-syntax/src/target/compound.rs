//! Several values in one cell, each with a date or a name: 2027年60%，2028年…; 现代物流：5500亿元 ….
//!
//! A part that cannot be read is a part of text, with its label. Parts have no parts.

use super::cursor::{Cursor, is_footnote_mark};
use super::value::{simple, unit_of};
use super::{CompoundPart, TargetKind, Trouble, dates};
use crate::quantity::Unit;

/// Parts and the first trouble in one of them.
pub(super) type CompoundParts = (Vec<CompoundPart>, Option<Trouble>);

/// At least two labelled values, or None.
pub(super) fn read(text: Cursor<'_>, row: Option<&Unit>) -> Option<CompoundParts> {
    dated(text, row)
        .filter(|(parts, _)| parts.len() > 1)
        .or_else(|| named(text, row).filter(|(parts, _)| parts.len() > 1 && has_number(parts)))
}

/// What stands in brackets after a delegated target: 其中2026年0.23万套.
pub(super) fn read_share(note: Cursor<'_>, row: Option<&Unit>) -> Option<CompoundParts> {
    let mut text = note;
    text.eat("其中");
    text.eat_one_of(&[',', ':']);
    let text = text.trimmed();
    dated(text, row)
        .or_else(|| named(text, row))
        .filter(|(parts, _)| has_number(parts))
}

fn has_number(parts: &[CompoundPart]) -> bool {
    parts.iter().any(|part| part.kind.is_quantified())
}

/// A date begins the text; every later part begins with a date after a separator.
fn dated(text: Cursor<'_>, row: Option<&Unit>) -> Option<CompoundParts> {
    let mut parts = (Vec::new(), None);
    let mut rest = text.trimmed();
    while !rest.is_done() {
        let start = rest;
        dates::eat_list(&mut rest)?;
        let label = start.until(rest);
        rest.eat_one_of(&[',', ':']);
        let length = length_of_dated(rest);
        push(&mut parts, label, rest.first(length), row)?;
        rest = rest.after(length + 1);
    }
    Some(parts)
}

/// Up to a separator that a date follows.
fn length_of_dated(text: Cursor<'_>) -> usize {
    let ends_here = |(index, sign): &(usize, char)| {
        (is_separator(*sign) || *sign == '、') && dates::eat(&mut text.after(index + 1)).is_some()
    };
    text.signs()
        .enumerate()
        .find(ends_here)
        .map_or(text.len(), |(index, _)| index)
}

/// Every part is a name, a colon and a value.
fn named(text: Cursor<'_>, row: Option<&Unit>) -> Option<CompoundParts> {
    let mut parts = (Vec::new(), None);
    let mut rest = text.trimmed();
    while !rest.is_done() {
        let colon = rest
            .signs()
            .take_while(|sign| !is_separator(*sign))
            .position(|sign| sign == ':')?;
        let label = rest.first(colon).printed();
        is_name(label).then_some(())?;
        rest = rest.after(colon + 1);
        rest.skip_spaces();
        let length = length_of_named(rest);
        push(&mut parts, label, rest.first(length), row)?;
        rest = rest.after(length + 1);
        rest.skip_spaces();
    }
    Some(parts)
}

/// Not a figure: 1：16 is a ratio.
fn is_name(label: &str) -> bool {
    label
        .chars()
        .next_back()
        .is_some_and(|last| !last.is_numeric())
}

/// Up to a separator; a comma between digits is not one.
fn length_of_named(text: Cursor<'_>) -> usize {
    let is_digit = |index: usize| text.nth(index).is_some_and(|sign| sign.is_ascii_digit());
    let ends_here = |(index, sign): &(usize, char)| {
        let groups_digits =
            *sign == ',' && *index > 0 && is_digit(index - 1) && is_digit(index + 1);
        is_separator(*sign) && !groups_digits
    };
    text.signs()
        .enumerate()
        .find(ends_here)
        .map_or(text.len(), |(index, _)| index)
}

const fn is_separator(sign: char) -> bool {
    matches!(sign, ';' | ',' | '。' | ' ')
}

/// None when the label or the value is empty.
fn push(
    parts: &mut CompoundParts,
    label: &str,
    text: Cursor<'_>,
    row: Option<&Unit>,
) -> Option<()> {
    let text = text.without_end(|sign| is_separator(sign) || is_footnote_mark(sign));
    let printed = text.printed();
    (!label.is_empty() && !printed.is_empty()).then_some(())?;
    let reading = simple(text, row);
    let (unit, trouble) = unit_of(reading.as_ref(), row);
    let kind = reading.map_or(TargetKind::Text, |reading| reading.kind);
    parts.0.push(CompoundPart {
        label: label.into(),
        printed: printed.into(),
        kind,
        unit,
    });
    parts.1 = parts.1.take().or(trouble);
    Some(())
}
