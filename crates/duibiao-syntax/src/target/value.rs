//! One value with its words, and the unit in which it is meant.

use super::cursor::Cursor;
use super::phrase::{self, PhraseReading};
use super::{Amount, Delegated, Operator, TargetKind, Trouble, delegated, qualitative};
use crate::quantity::{Decimal, Unit};

/// Everything but several values in one cell.
pub(super) fn simple(text: Cursor<'_>, row: Option<&Unit>) -> Option<PhraseReading> {
    phrase::read(text, row)
        .or_else(|| between(text, row))
        .or_else(|| promise_and_hope(text, row))
        .or_else(|| without_number(text))
}

/// 90%，力争95%: what is promised counts, and the hope is kept as the words that go with it.
fn promise_and_hope(text: Cursor<'_>, row: Option<&Unit>) -> Option<PhraseReading> {
    let at = text.signs().position(|sign| matches!(sign, ',' | ';'))?;
    let rest = text.after(at + 1).trimmed();
    let (promise, hope) = (phrase::read(text.first(at), row)?, phrase::read(rest, row)?);
    let is_hope = promise.hedge.is_none() && hope.hedge.is_some();
    is_hope.then(|| PhraseReading {
        hedge: Some(rest.printed().into()),
        ..promise
    })
}

/// ≥95%，≤98% and ≥95且≤98: a range whose two ends are bounds.
fn between(text: Cursor<'_>, row: Option<&Unit>) -> Option<PhraseReading> {
    let at = text
        .signs()
        .position(|sign| matches!(sign, ',' | '且' | '、'))?;
    let (low, high) = (
        phrase::read(text.first(at), row)?,
        phrase::read(text.after(at + 1), row)?,
    );
    let (
        TargetKind::Amount(Amount::Bound(Operator::AtLeast, from)),
        TargetKind::Amount(Amount::Bound(Operator::AtMost, to)),
    ) = (&low.kind, &high.kind)
    else {
        return None;
    };
    let normalised = |reading: &PhraseReading| {
        reading
            .unit
            .as_ref()
            .map(|unit| unit.normalised().to_owned())
    };
    let is_one_unit = low.unit.is_none() || normalised(&low) == normalised(&high);
    let range = TargetKind::Amount(Amount::Range(*from, *to));
    (from < to && is_one_unit && low.when == high.when).then_some(PhraseReading {
        kind: range,
        ..high
    })
}

pub(super) fn without_number(text: Cursor<'_>) -> Option<PhraseReading> {
    if let Some(trend) = qualitative::trend(text) {
        return Some(PhraseReading::of(TargetKind::Trend(trend)));
    }
    let mut rest = text;
    let hedge = qualitative::eat_hedges(&mut rest).map(Into::into);
    let kind = qualitative::relative(rest)
        .map(TargetKind::Relative)
        .or_else(|| qualitative::trend(rest).map(TargetKind::Trend))
        .or_else(|| wholly_delegated(rest))?;
    Some(PhraseReading {
        hedge,
        ..PhraseReading::of(kind)
    })
}

fn wholly_delegated(mut text: Cursor<'_>) -> Option<TargetKind> {
    let by = delegated::eat(&mut text)?.into();
    text.is_done().then(|| {
        TargetKind::Delegated(Delegated {
            by,
            parts: Box::default(),
        })
    })
}

/// The cell's own unit before the row's. A cell that prints only a multiplier (约5000万) counts what the
/// row counts, unless the row has a multiplier too: then it is not known which of them holds.
pub(super) fn unit_of(
    reading: Option<&PhraseReading>,
    row: Option<&Unit>,
) -> (Option<Unit>, Option<Trouble>) {
    let Some((reading, cell)) = reading.and_then(|reading| Some((reading, reading.unit.clone()?)))
    else {
        return (row.cloned(), None);
    };
    let Some(row) = row else {
        return (Some(cell), None);
    };
    if let Some(joined) = joined(&cell, row) {
        return (Some(joined), None);
    }
    let agrees = is_relative_change(&reading.kind, &cell) || counts_the_same(&cell, row);
    let row = row.clone();
    let trouble = Trouble::UnitContradiction {
        cell: cell.clone(),
        row,
    };
    (Some(cell), (!agrees).then_some(trouble))
}

fn joined(cell: &Unit, row: &Unit) -> Option<Unit> {
    let row_is_plain = row.scale().0 == Decimal::ONE && !row.is_percent() && row.is_countable();
    let only_multiplier = cell.scale().1.is_empty() && row_is_plain;
    only_multiplier.then(|| Unit::new(&format!("{}{}", cell.as_printed(), row.as_printed())))?
}

/// A growth in %, 百分点 or 倍 is one of any row.
fn is_relative_change(kind: &TargetKind, cell: &Unit) -> bool {
    let kind = if let TargetKind::Proviso(proviso) = kind {
        &proviso.kind
    } else {
        kind
    };
    matches!(kind, TargetKind::Change(_)) && matches!(cell.normalised(), "%" | "百分点" | "倍")
}

/// Convertible, or one of the words that the row gives to choose from: 万套 in a row of 万套（间）.
fn counts_the_same(cell: &Unit, row: &Unit) -> bool {
    let first_choice = |unit: &Unit| {
        let (_, counted) = unit.scale();
        counted.split('(').next().unwrap_or_default().to_owned()
    };
    let convertible = cell
        .factor_to(row)
        .or_else(|| row.factor_to(cell))
        .is_some();
    convertible || first_choice(cell) == first_choice(row)
}
