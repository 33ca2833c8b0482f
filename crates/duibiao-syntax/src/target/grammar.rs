//! The order in which a cell is tried to be read, and what its surroundings add.

use super::cursor::{Cursor, TargetChar, glyphs, is_footnote_mark};
use super::dates::When;
use super::phrase::{self, Over, PhraseReading};
use super::{Aside, Context, Delegated, Horizon, Target, TargetKind, Trouble};
use super::{compound, delegated, qualitative, units};
use crate::quantity::{Decimal, Unit, is_dash};

/// See [`Target::parse`].
pub(super) fn read(printed: &str, context: &Context<'_>) -> (Target, Option<Trouble>) {
    let printed = printed.trim();
    let mut glyphs = glyphs(printed);
    let footnotes = take_footnotes(&mut glyphs, printed);
    let text = Cursor::new(printed, &glyphs).trimmed();
    let (reading, trouble) = cell(text, context.unit);
    let (unit, contradiction) = unit_of(Some(&reading), context.unit);
    let target = Target {
        printed: printed.into(),
        horizon: horizon(&reading, context),
        kind: reading.kind,
        unit,
        aside: aside(reading.hedge, footnotes),
    };
    (target, trouble.or(contradiction))
}

fn aside(hedge: Option<Box<str>>, footnotes: String) -> Option<Box<Aside>> {
    let is_there = hedge.is_some() || !footnotes.is_empty();
    is_there.then(|| {
        Box::new(Aside {
            hedge,
            footnotes: footnotes.into(),
        })
    })
}

/// Takes the marks off the end, also from inside a bracket that ends there: 12.27③, 〔26.7①〕. A text
/// of nothing but marks keeps them.
fn take_footnotes(glyphs: &mut Vec<TargetChar>, printed: &str) -> String {
    let of_end = |sign: char| is_footnote_mark(sign) || matches!(sign, ']' | ' ');
    let Some(last) = glyphs.iter().rposition(|glyph| !of_end(glyph.sign)) else {
        return String::new();
    };
    let (marks, end): (Vec<TargetChar>, Vec<TargetChar>) = glyphs
        .drain(last + 1..)
        .partition(|glyph| is_footnote_mark(glyph.sign));
    glyphs.extend(end);
    marks
        .iter()
        .filter_map(|mark| printed.get(mark.start..mark.end))
        .collect()
}

fn cell(text: Cursor<'_>, row: Option<&Unit>) -> (PhraseReading, Option<Trouble>) {
    if text.is_done() {
        return (PhraseReading::of(TargetKind::Blank), None);
    }
    if is_nothing(text) {
        return (PhraseReading::of(TargetKind::Dash), None);
    }
    if let Some(reading) = simple(text, row).or_else(|| bracketed(text)) {
        return (reading, None);
    }
    if let Some((reading, trouble)) = delegated_in_part(text, row) {
        return (reading, trouble);
    }
    if let Some((parts, trouble)) = compound::read(text, row) {
        return (
            PhraseReading::of(TargetKind::Compound(parts.into())),
            trouble,
        );
    }
    if let Some(unit) = only_unit(text, row) {
        let reading = PhraseReading {
            unit: Some(unit),
            ..PhraseReading::of(TargetKind::UnitOnly)
        };
        return (reading, Some(Trouble::UnitOnly));
    }
    (PhraseReading::of(TargetKind::Text), None)
}

/// —, -, /, ——, ...: signs that tables print for “nothing”.
fn is_nothing(text: Cursor<'_>) -> bool {
    let dots = text.signs().filter(|sign| *sign == '.').count();
    dots != 1
        && text
            .signs()
            .all(|sign| is_dash(sign) || matches!(sign, ' ' | '.'))
}

/// Everything but several values in one cell.
pub(super) fn simple(text: Cursor<'_>, row: Option<&Unit>) -> Option<PhraseReading> {
    phrase::read(text, row).or_else(|| without_number(text))
}

fn without_number(text: Cursor<'_>) -> Option<PhraseReading> {
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

/// ［完成国家审核衔接后确定的目标］.
fn bracketed(mut text: Cursor<'_>) -> Option<PhraseReading> {
    text.eat("[").then_some(())?;
    let inside = text.without_end(|sign| sign == ' ');
    let length = inside.len().checked_sub(1)?;
    (inside.nth(length) == Some(']')).then_some(())?;
    let reading = without_number(inside.first(length).trimmed())?;
    Some(PhraseReading {
        over: Some(Over::Total),
        ..reading
    })
}

/// 完成市、区设定指标（其中2026年0.23万套）.
fn delegated_in_part(
    text: Cursor<'_>,
    row: Option<&Unit>,
) -> Option<(PhraseReading, Option<Trouble>)> {
    let mut rest = text;
    let hedge = qualitative::eat_hedges(&mut rest).map(Into::into);
    let by = delegated::eat(&mut rest)?.into();
    let note = super::clauses::eat_note(&mut rest)?;
    rest.is_done().then_some(())?;
    let (parts, trouble) = compound::read_share(note, row)?;
    let kind = TargetKind::Delegated(Delegated {
        by,
        parts: parts.into(),
    });
    Some((
        PhraseReading {
            hedge,
            ..PhraseReading::of(kind)
        },
        trouble,
    ))
}

fn only_unit(text: Cursor<'_>, row: Option<&Unit>) -> Option<Unit> {
    let mut rest = text;
    let unit = units::eat(&mut rest, row)?;
    rest.is_done().then_some(unit)
}

/// The cell's own unit before the row's. A cell that prints only a multiplier (约5000万) counts what the
/// row counts, unless the row has a multiplier too: then nobody knows which of them holds.
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

fn horizon(reading: &PhraseReading, context: &Context<'_>) -> Horizon {
    let printed_period = match reading.when {
        Some(When::Within(period)) => Some(period),
        _ => None,
    };
    match (reading.over, context.horizon, reading.when) {
        (Some(Over::Total), Some(total @ Horizon::Cumulative(_)), _) => total,
        (Some(Over::Total), _, _) => Horizon::Cumulative(printed_period.unwrap_or(context.period)),
        (Some(Over::Mean), Some(mean @ Horizon::Average(_)), _) => mean,
        (Some(Over::Mean), _, _) => Horizon::Average(printed_period.unwrap_or(context.period)),
        (None, _, Some(When::Year(year))) => Horizon::Year(year),
        (None, _, Some(When::Within(period))) => Horizon::Period(period),
        (None, Some(horizon), None) => horizon,
        (None, None, None) => Horizon::Year(context.period.end),
    }
}
