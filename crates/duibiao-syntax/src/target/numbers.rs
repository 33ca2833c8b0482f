//! One number or two of them, with their unit: 90%, -2.3, 35—40, 10家至20家, 三十家.
//!
//! What is not certain is not a number: a range must rise, its two units must agree, a lone 一 is a
//! word (or a dash), and 2021-2025 with no unit anywhere are years.

use super::cursor::Cursor;
use super::words::Bound;
use super::{Amount, Operator, units};
use crate::quantity::{Decimal, Unit};

/// A number, or the ends of a range.
#[derive(Clone, Debug)]
pub(super) struct NumberOrRange {
    low: Decimal,
    high: Option<Decimal>,
    pub(super) unit: Option<Unit>,
    /// What 多 or 余 behind the digits says: 50多个, 50余家.
    rounding: Option<Bound>,
}

impl NumberOrRange {
    pub(super) fn read(cursor: &mut Cursor<'_>, row: Option<&Unit>) -> Option<Self> {
        let low = One::read(cursor, row)?;
        let mut ahead = *cursor;
        let dash = ahead.eat_longest(&[((), "- — —— ~ 至 到")]);
        match dash.and_then(|()| One::read(&mut ahead, row)) {
            Some(high) => {
                *cursor = ahead;
                low.up_to(high)
            }
            None => low.is_clear(low.unit.as_ref()).then_some(Self {
                low: low.value,
                high: None,
                unit: low.unit,
                rounding: low.rounding,
            }),
        }
    }

    /// Takes “per year” off the unit of things that are counted (1家/年), unless the row counts per year as
    /// well. An amount per year (10万吨/年) is what a plant can do, not a mean of several years.
    pub(super) fn take_per_year(&mut self, row: Option<&Unit>) -> bool {
        let row_is_per_year = row.is_some_and(|unit| unit.normalised().ends_with("/年"));
        let per = |unit: &Unit| {
            let rest = unit.as_printed().strip_suffix('年')?.trim_end();
            Unit::new(rest.strip_suffix(['/', '／'])?)
        };
        let shorter = self
            .unit
            .as_ref()
            .and_then(per)
            .filter(|_| !row_is_per_year);
        let shorter = shorter.filter(|unit| {
            AMOUNTS
                .iter()
                .all(|word| !unit.as_printed().ends_with(word))
        });
        let found = shorter.is_some();
        self.unit = shorter.or_else(|| self.unit.take());
        found
    }

    /// Whether they look like two years and their own unit does not say that they are something else.
    pub(super) fn may_be_years(&self) -> bool {
        self.unit.is_none() && is_year(&self.low) && self.high.as_ref().is_some_and(is_year)
    }

    /// Whether it looks like a year or a month (2025, 2025.12) and has no unit of its own.
    pub(super) fn may_be_a_date(&self) -> bool {
        let is_one = self.unit.is_none() && self.high.is_none();
        is_one && (is_year(&self.low) || is_year_and_month(&self.low))
    }

    /// What a word behind the digits says of the number.
    pub(super) const fn rounding(&self) -> Option<Bound> {
        self.rounding
    }

    /// Whether it is 100 %, of which 全覆盖 says nothing more.
    pub(super) fn is_all(&self) -> bool {
        let is_percent = self.unit.as_ref().is_some_and(Unit::is_percent);
        is_percent && self.high.is_none() && self.low == Decimal::ONE_HUNDRED
    }

    pub(super) fn is_negative(&self) -> bool {
        self.low.is_sign_negative()
    }

    /// None for a range with a bound: 不少于3-5家 says nothing certain.
    pub(super) fn amount(&self, bound: Option<Bound>) -> Option<Amount> {
        match (self.high, bound) {
            (None, None) => Some(Amount::Exact(self.low)),
            (None, Some(Bound::About)) => Some(Amount::About(self.low)),
            (None, Some(Bound::Side(operator))) => Some(Amount::Bound(operator, self.low)),
            (Some(high), None) => Some(Amount::Range(self.low, high)),
            (Some(_), Some(_)) => None,
        }
    }
}

/// Units of amounts, which are measured and not counted.
const AMOUNTS: [&str; 12] = [
    "吨", "米", "方", "升", "克", "斤", "瓦", "时", "焦", "t", "m³", "kWh",
];

/// A number as it stands in the text.
struct One {
    value: Decimal,
    unit: Option<Unit>,
    rounding: Option<Bound>,
    is_word: bool,
}

impl One {
    fn read(cursor: &mut Cursor<'_>, row: Option<&Unit>) -> Option<Self> {
        let mut ahead = *cursor;
        ahead.skip_spaces();
        let is_signed =
            ahead.peek() == Some('-') && ahead.nth(1).is_some_and(|c| c.is_ascii_digit());
        ahead = ahead.after(usize::from(is_signed));
        let number = ahead.number()?;
        let (rounding, unit) = rounded(&mut ahead, number.unit, row);
        *cursor = ahead;
        let value = if is_signed {
            -number.value
        } else {
            number.value
        };
        Some(Self {
            value,
            unit,
            rounding,
            is_word: is_one_numeral(&number.text),
        })
    }

    fn up_to(self, high: Self) -> Option<NumberOrRange> {
        let is_clear = self.is_clear(high.unit.as_ref()) && high.is_clear(high.unit.as_ref());
        let is_range = self.rounding.is_none()
            && high.rounding.is_none()
            && self.value < high.value
            && units_agree(self.unit.as_ref(), high.unit.as_ref());
        let numbers = NumberOrRange {
            low: self.value,
            high: Some(high.value),
            unit: high.unit,
            rounding: None,
        };
        (is_clear && is_range).then_some(numbers)
    }

    /// A lone numeral needs a unit after it to be a number; and 一批 means “some”.
    fn is_clear(&self, unit: Option<&Unit>) -> bool {
        !self.is_word
            || self.value.is_zero()
            || unit.is_some_and(|unit| !unit.as_printed().starts_with('批'))
    }
}

/// The unit behind a number, and what stands between them: 多 (more than) and 余 (about) round a number of
/// something, so they need a unit before or behind them.
fn rounded(
    cursor: &mut Cursor<'_>,
    own: Option<Unit>,
    row: Option<&Unit>,
) -> (Option<Bound>, Option<Unit>) {
    let mut ahead = *cursor;
    let more = Bound::Side(Operator::MoreThan);
    if let Some(rounding) = ahead.eat_longest(&[(more, "多"), (Bound::About, "余")]) {
        let unit = own.clone().or_else(|| units::eat(&mut ahead, row));
        if unit.is_some() {
            *cursor = ahead;
            return (Some(rounding), unit);
        }
    }
    (None, own.or_else(|| units::eat(cursor, row)))
}

fn is_year(value: &Decimal) -> bool {
    value.is_integer() && (Decimal::from(1900)..=Decimal::from(2100)).contains(value)
}

/// 2025.12 and 2024.6 are printed for months.
fn is_year_and_month(value: &Decimal) -> bool {
    let month = value.fract() * Decimal::from(10_u32.pow(value.scale().min(2)));
    (1..=2).contains(&value.scale())
        && is_year(&value.trunc())
        && (Decimal::ONE..=Decimal::from(12)).contains(&month)
}

fn is_one_numeral(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    first.is_some_and(|c| "一二两三四五六七八九十零〇".contains(c)) && chars.next().is_none()
}

/// A range prints its unit once, at its end, or twice. The first may leave off what is counted:
/// 25万—27万套.
fn units_agree(low: Option<&Unit>, high: Option<&Unit>) -> bool {
    let Some(low) = low else { return true };
    high.is_some_and(|high| {
        let (multiplier, counted) = low.scale();
        let is_abbreviated = counted.is_empty() && multiplier == high.scale().0;
        is_abbreviated || low.normalised() == high.normalised()
    })
}
