//! The order in which a cell is tried to be read, and what its surroundings add.

use super::cursor::{Cursor, TargetChar, glyphs, is_footnote_mark};
use super::dates::When;
use super::phrase::{Over, PhraseReading};
use super::value::{simple, unit_of, without_number};
use super::{Aside, Context, Delegated, Horizon, Target, TargetKind, Trouble};
use super::{compound, delegated, qualitative, units};
use crate::quantity::{Unit, is_dash};

/// See [`Target::parse`].
pub(super) fn read(printed: &str, context: &Context<'_>) -> (Target, Option<Trouble>) {
    let printed = printed.trim();
    let mut glyphs = glyphs(printed);
    let footnotes = take_footnotes(&mut glyphs, printed);
    let text = Cursor::new(printed, &glyphs).trimmed();
    let text = text.without_end(|sign| matches!(sign, '。' | ';' | ' '));
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
