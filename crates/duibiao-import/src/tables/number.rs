//! The number of a row: 1, (1), （１）, 1., ①.
//!
//! Only Arabic and circled numbers number the rows of a table; 一、 and （一） head groups or sections
//! and are left to [`duibiao_syntax::outline`].

use crate::tables::value::is_circled;
use crate::tables::words::{half_width, is_space, trimmed};

/// A number at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowNumber<'a> {
    /// As printed, without brackets or stop.
    pub(crate) printed: &'a str,
    /// What follows it.
    pub(crate) rest: &'a str,
    /// Its value.
    pub(crate) ordinal: u32,
    /// Whether something beside a space closes it, so that it can be nothing but a number.
    pub(crate) is_closed: bool,
}

/// The number that a text begins with, when a bracket, a stop, a space or the end of the text follows.
pub(crate) fn leading(text: &str) -> Option<RowNumber<'_>> {
    let text = trimmed(text);
    bracketed(text)
        .or_else(|| circled(text))
        .or_else(|| open(text))
}

/// The number that is all of a text.
pub(crate) fn alone(text: &str) -> Option<RowNumber<'_>> {
    leading(text).filter(|number| number.rest.is_empty())
}

/// The text after a number that was expected, even where nothing parts them: `1名称`.
pub(crate) fn expected(text: &str, ordinal: u32) -> Option<RowNumber<'_>> {
    let text = trimmed(text);
    let end = digits_end(text);
    let (printed, rest) = text.split_at_checked(end)?;
    let is_it = value(printed) == Some(ordinal);
    let is_decimal = rest.starts_with(['.', '．', '%', '％', ',', '-', '—']);
    (is_it && !is_decimal).then_some(RowNumber {
        printed,
        rest: trimmed(rest),
        ordinal,
        is_closed: false,
    })
}

/// The expected number where the digits of the name follow at once: the 1 of `13岁以下` in the first row.
pub(crate) fn before_digit(text: &str, ordinal: u32) -> Option<RowNumber<'_>> {
    let text = trimmed(text);
    let length = ordinal.to_string().len();
    let end = text.char_indices().nth(length).map(|(at, _)| at)?;
    let (printed, rest) = text.split_at_checked(end)?;
    let is_it = value(printed) == Some(ordinal);
    let goes_on = rest.starts_with(|c: char| half_width(c).is_ascii_digit());
    (is_it && goes_on).then_some(RowNumber {
        printed,
        rest,
        ordinal,
        is_closed: false,
    })
}

/// The digits that a text begins with, whatever follows.
pub(crate) fn digits(text: &str) -> Option<u32> {
    let text = trimmed(text);
    text.get(..digits_end(text)).and_then(value)
}

fn bracketed(text: &str) -> Option<RowNumber<'_>> {
    let inner = text.strip_prefix(['（', '(', '［', '['])?;
    let end = inner
        .find(['）', ')', '］', ']'])
        .filter(|end| *end <= 12)?;
    let rest = inner[end..].trim_start_matches(['）', ')', '］', ']']);
    let printed = trimmed(&inner[..end]);
    Some(RowNumber {
        printed,
        rest: trimmed(rest.trim_start_matches(['、', '.'])),
        ordinal: value(printed)?,
        is_closed: true,
    })
}

fn circled(text: &str) -> Option<RowNumber<'_>> {
    let first = text.chars().next().filter(|c| is_circled(*c))?;
    let ordinal = match first {
        '①'..='⑳' => u32::from(first) - u32::from('①') + 1,
        '㉑'..='㉟' => u32::from(first) - u32::from('㉑') + 21,
        '㊱'..='㊿' => u32::from(first) - u32::from('㊱') + 36,
        _ => u32::from(first) - u32::from('❶') + 1,
    };
    let (printed, rest) = text.split_at_checked(first.len_utf8())?;
    Some(RowNumber {
        printed,
        rest: trimmed(rest),
        ordinal,
        is_closed: true,
    })
}

/// `1 `, `1.`, `1、`, `1．` and `1` alone; never the 1 of 1.5.
fn open(text: &str) -> Option<RowNumber<'_>> {
    let (printed, after) = text.split_at_checked(digits_end(text))?;
    let ordinal = value(printed)?;
    let stop = after.chars().next();
    let (rest, is_closed) = match stop {
        None => ("", false),
        Some(c) if is_space(c) => (after, false),
        Some(c @ ('.' | '．' | '、' | ')' | '）')) => (&after[c.len_utf8()..], true),
        Some(_) => return None,
    };
    if is_closed && rest.starts_with(|c: char| half_width(c).is_ascii_digit()) {
        return None;
    }
    Some(RowNumber {
        printed,
        rest: trimmed(rest),
        ordinal,
        is_closed,
    })
}

fn digits_end(text: &str) -> usize {
    text.find(|c: char| !half_width(c).is_ascii_digit())
        .unwrap_or(text.len())
}

/// Rows are counted up to three digits; more is a year or a value.
fn value(digits: &str) -> Option<u32> {
    let plain: String = digits.chars().map(half_width).collect();
    let is_short = (1..=3).contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_digit());
    is_short.then(|| plain.parse().ok()).flatten()
}
