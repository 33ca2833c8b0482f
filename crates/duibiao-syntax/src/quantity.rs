//! Exact numbers and units, as plans print them.
//!
//! There is no floating point here: a number is the decimal that was printed, scale kept. A unit is
//! the printed word; what makes two units convertible (万人次 and 亿人次) is worked out only for
//! comparing, and a conversion is always told to the reader. This module reads one number or one
//! unit; operators, ranges and everything else around a number belong to [`crate::target`].

mod measure;
mod numeral;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

pub use rust_decimal::Decimal;

/// A unit as printed, e.g. `%`, `万平方米`, `家`. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit(Arc<UnitWords>);

/// The words of a unit.
#[derive(Debug, PartialEq, Eq)]
struct UnitWords {
    printed: Box<str>,
    /// The normalised spelling where it is another one. Most comparisons of targets begin with it.
    spelling: Option<Box<str>>,
}

/// The units that were met: a hundred thousand rows print a few dozen, and their words are worked out
/// and kept once.
static MET: RwLock<BTreeMap<Box<str>, Unit>> = RwLock::new(BTreeMap::new());
/// So many units are remembered: more than there are, so that a text of nothing but units is no danger.
const MOST_MET: usize = 1000;

impl Unit {
    /// The unit that a cell or a header names. None when it is empty, only a dash or slash, or 无.
    pub fn new(printed: &str) -> Option<Self> {
        let printed = printed.trim();
        let met = MET.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(unit) = met.get(printed) {
            return Some(unit.clone());
        }
        let has_room = met.len() < MOST_MET;
        drop(met);
        let unit = Self::read(printed)?;
        if has_room {
            let mut met = MET.write().unwrap_or_else(PoisonError::into_inner);
            met.insert(printed.into(), unit.clone());
        }
        Some(unit)
    }

    fn read(printed: &str) -> Option<Self> {
        let says_nothing = printed.chars().all(|c| is_dash(c) || c.is_whitespace());
        let spelling = measure::normalised(printed);
        let is_word = !says_nothing && printed != "无" && !spelling.is_empty();
        is_word.then(|| {
            Self(Arc::new(UnitWords {
                printed: printed.into(),
                spelling: (spelling != printed).then(|| spelling.into()),
            }))
        })
    }

    /// The word as it stands in the plan.
    pub fn as_printed(&self) -> &str {
        &self.0.printed
    }

    /// One spelling for one unit: `％` and `%`, `㎡`, `m2` and `平方米`, `km` and `公里`; half-width,
    /// without spaces. Units of different size keep different spellings.
    pub fn normalised(&self) -> &str {
        self.0.spelling.as_deref().unwrap_or(&self.0.printed)
    }

    /// Whether it is the percent sign. A percentage point (百分点) is not.
    pub fn is_percent(&self) -> bool {
        self.normalised() == "%"
    }

    /// Whether numbers can be counted in it. Tables print 定性 for “qualitative”.
    pub fn is_countable(&self) -> bool {
        !self.normalised().starts_with("定性")
    }

    /// The multiplier (1, 千, 万, 亿, 万亿 …) and what is counted, in its normalised spelling:
    /// 万平方米 is (10000, 平方米). A unit of only a multiplier (万) counts the empty word. 千瓦, 千克
    /// and 百分点 only look multiplied and are whole.
    pub fn scale(&self) -> (Decimal, String) {
        measure::scale(self.normalised())
    }

    /// The factor that turns a number in this unit into one in `other`: 亿人次 to 万人次 is 10000.
    /// None when they count different things, or when the factor is no finite decimal (亩 to 公顷).
    pub fn factor_to(&self, other: &Self) -> Option<Decimal> {
        measure::factor(self.normalised(), other.normalised())
    }
}

/// One printed number: exact, and never guessed.
///
/// Half and full-width digits, well-formed thousands separators (a comma or a space; a full-width comma
/// between half-width digits may part two values, 90，500), a decimal point with digits on both
/// sides; Chinese numerals (九十, 一百二十, 九十点五); 百分之九十 and 九成五, which bring their unit.
/// `1,23,4`, `12。5`, `10²`, `1e3`, `.5`, `5.`, `007` and what needs more than 28 digits are no numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The exact value.
    pub value: Decimal,
    /// The number as printed.
    pub text: Box<str>,
    /// `%` or `‰` where the numeral itself says so: 百分之九十, 九成.
    pub unit: Option<Unit>,
}

impl Number {
    /// The number that is all of `text`.
    pub fn parse(text: &str) -> Option<Self> {
        match Self::read(text) {
            Some((number, "")) => Some(number),
            _ => None,
        }
    }

    /// The number that `text` begins with, and what follows it. A malformed run of digits and
    /// separators is no number, not a shorter one.
    pub fn read(text: &str) -> Option<(Self, &str)> {
        let read = digits(text).map(|(value, length)| (value, None, length));
        let (value, sign, length) = read.or_else(|| numeral::read(text))?;
        let (printed, rest) = text.split_at_checked(length)?;
        let number = Self {
            value,
            text: printed.into(),
            unit: sign.and_then(Unit::new),
        };
        Some((number, rest))
    }
}

/// More than this many digits cannot be held exactly.
const MOST_DIGITS: usize = 28;

/// The Arabic number at the start of `text` and its length in bytes.
fn digits(text: &str) -> Option<(Decimal, usize)> {
    if let Some(grouped) = grouped_by_spaces(text) {
        return Some(grouped);
    }
    let of_number = |c: char| digit(c).is_some() || is_separator(c) || is_point(c);
    let run = &text[..text.find(|c| !of_number(c)).unwrap_or(text.len())];
    let run = run.trim_end_matches(is_separator);
    let is_half_width = |c: char| c.is_ascii_digit();
    if run.contains('，') && run.contains(is_half_width) {
        return None;
    }
    let mut halves = run.split(is_point);
    let (whole, fraction) = (halves.next()?, halves.next());
    if halves.next().is_some() || !is_well_grouped(whole) {
        return None;
    }
    let fraction = fraction.map_or(Some(""), |f| is_plain(f).then_some(f))?;
    exact(whole, fraction).map(|value| (value, run.len()))
}

/// 1 000, 10 000: groups of three digits, parted by single spaces, after a first group of one to three; and
/// nothing behind them that would go on as a number.
fn grouped_by_spaces(text: &str) -> Option<(Decimal, usize)> {
    let of_run = |c: char| digit(c).is_some() || c == ' ';
    let run = &text[..text.find(|c| !of_run(c)).unwrap_or(text.len())];
    let run = run.trim_end_matches(' ');
    let goes_on = text[run.len()..].starts_with(|c: char| is_separator(c) || is_point(c));
    let mut groups = run.split(' ');
    let first = groups.next().filter(|first| is_plain(first))?;
    let is_first = first.chars().count() <= 3 && digit(first.chars().next()?) != Some(0);
    let mut rest = groups.peekable();
    let is_grouped =
        rest.peek().is_some() && rest.all(|group| is_plain(group) && group.chars().count() == 3);
    (is_first && is_grouped && !goes_on).then_some(())?;
    let joined: String = run.chars().filter(|c| *c != ' ').collect();
    exact(&joined, "").map(|value| (value, run.len()))
}

/// Digits without separators, or groups of three after a first group of one to three; no needless
/// zero in front.
fn is_well_grouped(whole: &str) -> bool {
    let mut groups = whole.split(is_separator);
    let first = groups.next().unwrap_or_default();
    let first_length = first.chars().count();
    let mut rest = groups.peekable();
    let ungrouped = rest.peek().is_none();
    let starts_with_zero = first.chars().next().and_then(digit) == Some(0);
    is_plain(first)
        && (ungrouped || first_length <= 3)
        && (!starts_with_zero || (ungrouped && first_length == 1))
        && rest.all(|group| is_plain(group) && group.chars().count() == 3)
}

fn is_plain(digits: &str) -> bool {
    !digits.is_empty() && digits.chars().all(|c| digit(c).is_some())
}

fn exact(whole: &str, fraction: &str) -> Option<Decimal> {
    let scale = fraction.chars().count();
    let digits = || whole.chars().chain(fraction.chars()).filter_map(digit);
    if digits().count() > MOST_DIGITS {
        return None;
    }
    let mantissa = digits().fold(0_i128, |value, digit| value * 10 + i128::from(digit));
    Decimal::try_from_i128_with_scale(mantissa, u32::try_from(scale).ok()?).ok()
}

/// The value of a half or full-width digit. Superscripts and circled numbers are not digits.
fn digit(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => '0',
        '０'..='９' => '０',
        _ => return None,
    };
    u8::try_from(u32::from(c) - u32::from(zero)).ok()
}

const fn is_separator(c: char) -> bool {
    matches!(c, ',' | '，')
}

const fn is_point(c: char) -> bool {
    matches!(c, '.' | '．')
}

/// Every sign that tables print for “nothing here”.
pub(crate) const fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '‐'..='―' | '−' | '－' | '﹣' | '─' | '━' | '/' | '／' | '…'
    )
}

#[cfg(test)]
mod tests;
