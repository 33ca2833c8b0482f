//! Number formats of spreadsheets: `0.00%`, `#,##0"万人"`, `yyyy"年"m"月"`.
//!
//! The formats of ordinary tables are written exactly; fractions and powers of ten are not understood, and
//! the caller is told so instead of being given a number that looks right.

#[cfg(test)]
mod tests;

use super::decimal::Decimal;
use super::serial_date::{self, Moment};

/// A format code, cut into its pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
enum FormatPiece {
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    General,
    Text,
    /// A run of one letter of a date: `yyyy`.
    Date(char, usize),
    /// Hours counted on beyond the day: `[h]`.
    Elapsed(char),
    HalfDay,
    /// A fraction or a power of ten.
    Unknown,
}

/// The code of a format that every program knows by number.
pub(super) fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 | 13 => "# ?/?",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m/d/yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"时\"mm\"分\"",
        33 => "h\"时\"mm\"分\"ss\"秒\"",
        45 | 47 => "mm:ss",
        46 => "[h]:mm:ss",
        49 => "@",
        _ => "General",
    }
}

/// Writes a stored number by a format; nothing if the format is not understood.
pub(super) fn write(number: &Decimal, code: &str, is_1904: bool) -> Option<String> {
    let sections = sections(code);
    let (section, shows_sign) = chosen(number, &sections)?;
    let pieces = pieces(section);
    if pieces.contains(&FormatPiece::Unknown) {
        return None;
    }
    if pieces
        .iter()
        .any(|piece| matches!(piece, FormatPiece::Date(..) | FormatPiece::Elapsed(_)))
    {
        return date(number, &pieces, is_1904);
    }
    let shown = decimal(number, &pieces);
    let is_all_zero = !shown.chars().any(|c| matches!(c, '1'..='9'));
    Some(if shows_sign && number.is_negative && !is_all_zero {
        format!("-{shown}")
    } else {
        shown
    })
}

/// The sections of a code: positive, negative, zero, text.
fn sections(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut from, mut is_quoted, mut is_escaped) = (0, false, false);
    for (at, c) in code.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            ';' if !is_quoted => {
                found.push(&code[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(&code[from..]);
    found
}

/// The section for a number, and whether the sign must be written: a section for negative numbers has its
/// own. A condition in brackets other than these is not understood.
fn chosen<'a>(number: &Decimal, sections: &[&'a str]) -> Option<(&'a str, bool)> {
    if sections
        .iter()
        .any(|section| ["[<", "[>", "[="].iter().any(|mark| section.contains(mark)))
    {
        return None;
    }
    Some(match sections {
        [only] | [only, ..] if sections.len() == 1 || !(number.is_negative || number.is_zero()) => {
            (only, true)
        }
        [_, negative, ..] if number.is_negative && !number.is_zero() => (negative, false),
        [_, _, zero, ..] => (zero, false),
        [first, ..] => (first, true),
        [] => return None,
    })
}

fn pieces(section: &str) -> Vec<FormatPiece> {
    if section.trim().is_empty() {
        return Vec::new();
    }
    if section.trim().eq_ignore_ascii_case("general") {
        return vec![FormatPiece::General];
    }
    let mut found = Vec::new();
    let mut rest = section;
    while let Some(c) = rest.chars().next() {
        let (piece, length) = piece(c, rest);
        found.extend(piece);
        rest = &rest[length..];
    }
    found
}

/// The piece at the beginning of `rest`, and how many bytes it takes.
fn piece(c: char, rest: &str) -> (Option<FormatPiece>, usize) {
    let one = c.len_utf8();
    let after = &rest[one..];
    let next = after.chars().next();
    match c {
        '"' => {
            let end = after.find('"').unwrap_or(after.len());
            (
                Some(FormatPiece::Literal(after[..end].to_owned())),
                (one + end + 1).min(rest.len()),
            )
        }
        '\\' => (
            next.map(|next| FormatPiece::Literal(next.to_string())),
            one + next.map_or(0, char::len_utf8),
        ),
        '_' => (
            Some(FormatPiece::Literal(" ".to_owned())),
            one + next.map_or(0, char::len_utf8),
        ),
        '*' => (None, one + next.map_or(0, char::len_utf8)),
        '[' => {
            let end = after.find(']').unwrap_or(after.len());
            (bracket(&after[..end]), (one + end + 1).min(rest.len()))
        }
        '0' | '#' | '?' => (Some(FormatPiece::Digit(c)), one),
        '.' => (Some(FormatPiece::Point), one),
        ',' => (Some(FormatPiece::Comma), one),
        '%' => (Some(FormatPiece::Percent), one),
        '@' => (Some(FormatPiece::Text), one),
        'E' | 'e' if matches!(next, Some('+' | '-')) => (Some(FormatPiece::Unknown), one),
        '/' if rest.starts_with("/?") || rest.starts_with("/#") || rest.starts_with("/1") => {
            (Some(FormatPiece::Unknown), one)
        }
        'A' | 'a' if rest.to_ascii_uppercase().starts_with("AM/PM") => {
            (Some(FormatPiece::HalfDay), 5)
        }
        '上' if rest.starts_with("上午/下午") => {
            (Some(FormatPiece::HalfDay), "上午/下午".len())
        }
        'G' | 'g' if rest.to_ascii_lowercase().starts_with("general") => {
            (Some(FormatPiece::General), 7)
        }
        'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' => {
            let count = rest
                .chars()
                .take_while(|next| next.eq_ignore_ascii_case(&c))
                .count();
            (
                Some(FormatPiece::Date(c.to_ascii_lowercase(), count)),
                count,
            )
        }
        _ => (Some(FormatPiece::Literal(c.to_string())), one),
    }
}

/// `[h]`, `[$¥-804]`, and colours, which leave nothing.
fn bracket(inside: &str) -> Option<FormatPiece> {
    let lower = inside.to_ascii_lowercase();
    if let Some(currency) = inside.strip_prefix('$') {
        let symbol = currency.split('-').next().unwrap_or_default();
        return (!symbol.is_empty()).then(|| FormatPiece::Literal(symbol.to_owned()));
    }
    let first = lower.chars().next()?;
    (matches!(first, 'h' | 'm' | 's') && lower.chars().all(|c| c == first))
        .then_some(FormatPiece::Elapsed(first))
}

/// Writes the digits of a number into the places of the pieces.
fn decimal(number: &Decimal, pieces: &[FormatPiece]) -> String {
    let point = pieces.iter().position(|piece| *piece == FormatPiece::Point);
    let first = pieces.iter().position(|piece| digit(piece).is_some());
    let (power, groups) = scale(pieces);
    let places: Vec<char> = after(pieces, point).filter_map(digit).collect();
    let (whole, fraction) = number.clone().shifted(power).rounded(places.len()).parts();
    let before = pieces[..point.unwrap_or(pieces.len())].iter();
    let zeros = before.filter(|piece| digit(piece) == Some('0')).count();
    let filled = "0".repeat(zeros.saturating_sub(whole.len())) + &whole;
    let whole = grouped(&filled, groups);
    let mut text = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        let is_before_point = point.is_none_or(|point| at < point);
        match piece {
            FormatPiece::Digit(_) if Some(at) == first && is_before_point => text.push_str(&whole),
            FormatPiece::Point => {
                if first.is_none_or(|first| first > at) {
                    text.push_str(&whole);
                }
                text.push('.');
                text.push_str(&fitted(&fraction, &places));
            }
            FormatPiece::Literal(words) => text.push_str(words),
            FormatPiece::Percent => text.push('%'),
            FormatPiece::General | FormatPiece::Text => {
                text.push_str(number.plain().trim_start_matches('-'));
            }
            FormatPiece::Digit(_)
            | FormatPiece::Comma
            | FormatPiece::Date(..)
            | FormatPiece::Elapsed(_)
            | FormatPiece::HalfDay
            | FormatPiece::Unknown => {}
        }
    }
    text.trim().to_owned()
}

/// The power of ten that signs of percent and commas after the last digit multiply by, and whether a comma
/// among the digits groups them.
fn scale(pieces: &[FormatPiece]) -> (i32, bool) {
    let last = pieces
        .iter()
        .rposition(|piece| digit(piece).is_some())
        .unwrap_or(0);
    let first = pieces
        .iter()
        .position(|piece| digit(piece).is_some())
        .unwrap_or(last);
    let count = |piece: &FormatPiece, pieces: &[FormatPiece]| {
        i32::try_from(pieces.iter().filter(|other| *other == piece).count()).unwrap_or(0)
    };
    let thousands = count(&FormatPiece::Comma, &pieces[last.min(pieces.len())..]);
    let groups = pieces
        .get(first..last)
        .is_some_and(|inside| inside.contains(&FormatPiece::Comma));
    (
        2 * count(&FormatPiece::Percent, pieces) - 3 * thousands,
        groups,
    )
}

fn after(pieces: &[FormatPiece], point: Option<usize>) -> impl Iterator<Item = &FormatPiece> {
    point.map_or(&[][..], |point| &pieces[point + 1..]).iter()
}

fn digit(piece: &FormatPiece) -> Option<char> {
    match piece {
        FormatPiece::Digit(place) => Some(*place),
        _ => None,
    }
}

/// The decimals for their places: `0` is always filled, `#` only when there is a digit.
fn fitted(fraction: &str, places: &[char]) -> String {
    let mut digits: Vec<char> = fraction
        .chars()
        .chain(std::iter::repeat('0'))
        .take(places.len())
        .collect();
    while let (Some('0'), Some('#' | '?')) =
        (digits.last(), places.get(digits.len().wrapping_sub(1)))
    {
        digits.pop();
    }
    digits.into_iter().collect()
}

fn grouped(whole: &str, groups: bool) -> String {
    if !groups {
        return whole.to_owned();
    }
    let mut text = String::new();
    for (at, c) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(c);
    }
    text
}

fn date(number: &Decimal, pieces: &[FormatPiece], is_1904: bool) -> Option<String> {
    let (days, seconds) = number.days_and_seconds()?;
    let moment = serial_date::moment(days, seconds, is_1904)?;
    let half = pieces.contains(&FormatPiece::HalfDay);
    let mut text = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            FormatPiece::Literal(words) => text.push_str(words),
            FormatPiece::Date('m', count) if *count <= 2 && is_minute(pieces, at) => {
                text.push_str(&padded(moment.seconds / 60 % 60, *count));
            }
            FormatPiece::Date(letter, count) => {
                text.push_str(&date_part(moment, *letter, *count, half));
            }
            FormatPiece::Elapsed(letter) => {
                let all = days.saturating_mul(86_400) + seconds;
                let unit = match letter {
                    'h' => 3600,
                    'm' => 60,
                    _ => 1,
                };
                text.push_str(&(all / unit).to_string());
            }
            FormatPiece::HalfDay => text.push_str(if moment.seconds < 43_200 {
                "上午"
            } else {
                "下午"
            }),
            FormatPiece::Point => text.push('.'),
            FormatPiece::Comma => text.push(','),
            FormatPiece::Percent => text.push('%'),
            FormatPiece::Digit(_)
            | FormatPiece::General
            | FormatPiece::Text
            | FormatPiece::Unknown => {}
        }
    }
    Some(text.trim().to_owned())
}

/// `m` means minutes after hours and before seconds.
fn is_minute(pieces: &[FormatPiece], at: usize) -> bool {
    let is_time = |piece: Option<&FormatPiece>, letters: &[char]| match piece {
        Some(FormatPiece::Date(letter, _) | FormatPiece::Elapsed(letter)) => {
            letters.contains(letter)
        }
        _ => false,
    };
    let is_date =
        |piece: &&FormatPiece| matches!(piece, FormatPiece::Date(..) | FormatPiece::Elapsed(_));
    is_time(pieces[..at].iter().rfind(is_date), &['h'])
        || is_time(pieces[at + 1..].iter().find(is_date), &['s'])
}

fn date_part(moment: Moment, letter: char, count: usize, half: bool) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let hour = moment.seconds / 3600;
    match letter {
        'y' if count <= 2 => padded(moment.year % 100, 2),
        'y' | 'e' => moment.year.to_string(),
        'm' if count >= 3 => {
            let index = usize::try_from(moment.month - 1).unwrap_or(0);
            MONTHS.get(index).copied().unwrap_or_default().to_owned()
        }
        'm' => padded(moment.month, count),
        'd' => padded(moment.day, count.min(2)),
        'h' if half => padded((hour + 11) % 12 + 1, count),
        'h' => padded(hour, count),
        _ => padded(moment.seconds % 60, count),
    }
}

fn padded(value: i64, width: usize) -> String {
    if width >= 2 {
        format!("{value:02}")
    } else {
        value.to_string()
    }
}
