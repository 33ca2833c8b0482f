//! For which years a plan is.

use crate::original::Confidence;
use duibiao_syntax::period::Period;

use super::Fact;
use super::squeezed::squeezed;
use crate::repair::Passage;

/// The period that the title says, or the first sentences.
pub(super) fn period(
    title: Option<&Fact<String>>,
    passages: &[(usize, &Passage)],
) -> Option<Fact<Period>> {
    const REACH: usize = 12;
    let title = title?;
    if let Some(period) = in_words(&title.value) {
        return Some(Fact::new(period, Confidence::High, title.line));
    }
    let said = |(_, passage): &(usize, &Passage)| {
        let words = squeezed(&passage.text);
        let at = words.find("规划期").or_else(|| words.find("本规划"))?;
        let near: String = words[at..].chars().take(40).collect();
        Some(Fact::new(in_words(&near)?, Confidence::Low, passage.line))
    };
    passages.iter().take(REACH).find_map(said)
}

/// 2021-2025, 2021年至2025年, “十四五”.
fn in_words(words: &str) -> Option<Period> {
    years(words).or_else(|| five_years(words))
}

fn years(words: &str) -> Option<Period> {
    let bytes = words.as_bytes();
    let year = |at: usize| -> Option<u16> {
        let digits = words.get(at..at + 4)?;
        let alone = !bytes.get(at + 4).is_some_and(u8::is_ascii_digit)
            && !at
                .checked_sub(1)
                .is_some_and(|before| bytes[before].is_ascii_digit());
        let is_number = digits.bytes().all(|b| b.is_ascii_digit());
        digits
            .parse()
            .ok()
            .filter(|year| alone && is_number && (1949..2200).contains(year))
    };
    (0..bytes.len()).find_map(|at| {
        let start = year(at)?;
        let rest = words.get(at + 4..)?;
        let rest = rest.strip_prefix('年').unwrap_or(rest);
        let sign = rest
            .chars()
            .next()
            .filter(|c| "-—–－―～~至到".contains(*c))?;
        let rest = rest[sign.len_utf8()..].trim_start_matches(['—', '-', '－']);
        let end = year(words.len() - rest.len())?;
        (start < end).then_some(Period { start, end })
    })
}

fn five_years(words: &str) -> Option<Period> {
    let mut ends = words
        .char_indices()
        .filter(|(_, c)| *c == '五')
        .map(|(at, c)| at + c.len_utf8());
    ends.find_map(|end| {
        // 十五 in 十五五 is no name of a period.
        let goes_on = words[end..].starts_with(|c| "一二三四五六七八九十".contains(c));
        if goes_on {
            return None;
        }
        let start = words[..end]
            .char_indices()
            .rev()
            .take(4)
            .take_while(|(_, c)| "一二三四五六七八九十".contains(*c))
            .last()?
            .0;
        Period::from_five_year_name(&words[start..end])
    })
}
