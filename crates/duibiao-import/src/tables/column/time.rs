//! Years and periods in the words of headers and captions.

use duibiao_syntax::period::Period;

use crate::tables::words::folded;

/// The time that words name: a year, a span of years, a five-year period.
pub(crate) fn time(text: &str) -> Option<Period> {
    let text = folded(text);
    let years = years(&text);
    match years[..] {
        [] => named_period(&text),
        [first, .., last] if first < last => Some(Period {
            start: first,
            end: last,
        }),
        [year, ..] => Some(Period {
            start: year,
            end: year,
        }),
    }
}

/// The period of several years that words name in one piece: 2021-2025年, “十四五”. Two years in two
/// places are no period.
pub(crate) fn span(text: &str) -> Option<Period> {
    let text = folded(text);
    let dashes = text
        .match_indices(['-', '至', '到'])
        .find_map(|(at, dash)| {
            let start = text[..at].strip_suffix('年').unwrap_or(&text[..at]);
            let first = start.get(start.len().checked_sub(4)?..)?;
            let last = text[at + dash.len()..].get(..4)?;
            match (years(first)[..].first(), years(last)[..].first()) {
                (Some(first), Some(last)) if first < last => Some(Period {
                    start: *first,
                    end: *last,
                }),
                _ => None,
            }
        });
    dashes.or_else(|| named_period(&text))
}

/// The four-digit years of a folded text.
fn years(text: &str) -> Vec<u16> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .filter(|year| (1949..2200).contains(year))
        .take(4)
        .collect()
}

/// The five-year period that a text names: “十五五”, 十五五时期.
fn named_period(text: &str) -> Option<Period> {
    let ends = text.match_indices('五').map(|(at, five)| at + five.len());
    ends.filter_map(|end| {
        let numerals = text[..end]
            .char_indices()
            .rev()
            .take_while(|(_, c)| "一二三四五六七八九十".contains(*c));
        let start = numerals.take(4).last()?.0;
        Period::from_five_year_name(&text[start..end])
    })
    .next_back()
}

/// 2025年, 2026-2030年, “十五五”期间, 到2025年.
pub(super) fn time_end(text: &str) -> Option<usize> {
    let start = ["到", "至"]
        .iter()
        .find(|word| text.starts_with(**word))
        .map_or(0, |word| word.len());
    let body = &text[start..];
    let end = if body.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = body.find(|c: char| !(c.is_ascii_digit() || c == '-'));
        let end = digits.unwrap_or(body.len());
        matches!(end, 4 | 9).then_some(())?;
        time(&body[..end])?;
        let year = if body[end..].starts_with('年') {
            '年'.len_utf8()
        } else {
            0
        };
        end + year
    } else {
        let close = body.strip_prefix('“')?.find('”')?;
        let end = '“'.len_utf8() + close + '”'.len_utf8();
        named_period(&body[..end])?;
        end
    };
    Some(start + end + longest(&body[end..], "末 底 期间 时期 期末").unwrap_or(0))
}

/// The length of the longest of some words that a text begins with.
pub(super) fn longest(text: &str, words: &str) -> Option<usize> {
    let starts = words
        .split_ascii_whitespace()
        .filter(|word| text.starts_with(*word));
    starts.map(str::len).max()
}
