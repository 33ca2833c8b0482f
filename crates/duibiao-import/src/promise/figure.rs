//! A number with what it is counted in and the words that bound it: `不少于150家`, `85%以上`.
//!
//! Numbers are read by [`duibiao_syntax::quantity`]. What has no measure word (years, article numbers, codes)
//! is no figure. Whether a figure is promised is not asked here.

use std::ops::Range;

use duibiao_syntax::quantity::Number;

use super::lexicon::{
    AFTER, BOUNDS, CHANGES, DEGREES, DURATIONS, FILLERS, FIRM_BOUNDS, LEVELS, MEASURES,
    NO_MEASURES, RANK_JOINS, SHARES,
};
use super::sentence::Sentence;

/// A number and what belongs to it. All positions are characters of its sentence.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// What it measures.
    pub(super) kind: FigureKind,
    /// The number, with the second one of a range.
    pub(super) number: Range<usize>,
    /// Whether it is spelled in characters: 两家.
    pub(super) is_spelled: bool,
    /// Whether it is spelled 一, which is as often a mere article.
    pub(super) is_one: bool,
    /// From the first bounding word directly before the number to the last one after its unit.
    pub(super) quantity: Range<usize>,
    /// Where the words before the number begin that are no part of a subject: bounds, 达到, 为.
    pub(super) before: usize,
    /// Where the unit ends, before 以上 and its like.
    pub(super) unit_end: usize,
    /// Whether a bound, a change or a level is said directly before or after it.
    pub(super) is_bounded: bool,
}

/// What a figure measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FigureKind {
    /// Things or people, lengths and areas.
    Count,
    /// A share, a part or a multiple.
    Share,
    /// A length of time.
    Duration,
}

/// No number that a plan prints is longer, units and 以上 included.
const LONGEST_NUMBER: usize = 40;

/// Against what a change is measured, directly before it: 比2020年, 较“十三五”末.
fn basis_before(sentence: &Sentence, at: usize, floor: usize) -> Option<usize> {
    let ends = ["年", "末", "期", "年底", "期末", "基数"];
    sentence.longest_before(at, &ends)?;
    let near = floor.max(at.saturating_sub(12))..at;
    near.rev()
        .find(|at| matches!(sentence.char(*at), '比' | '较'))
}

/// The name of a whole of which a share is taken is no longer.
const LONGEST_WHOLE: usize = 20;

/// All figures of a sentence, from left to right.
pub(super) fn figures(sentence: &Sentence) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    let mut at = 0;
    while at < sentence.len() {
        let floor = found.last().map_or(0, |figure| figure.quantity.end);
        match figure(sentence, at, floor) {
            Ok(figure) => {
                at = figure.quantity.end.max(at + 1);
                found.push(figure);
            }
            Err(next) => at = next,
        }
    }
    found
}

/// The figure whose number begins here, or else where to look next.
fn figure(sentence: &Sentence, at: usize, floor: usize) -> Result<Figure, usize> {
    let Some(number) = number(sentence, at) else {
        return Err(after_run(sentence, at));
    };
    let next = number.end.max(at + 1);
    let (kind, unit_end) = unit(sentence, &number).ok_or(next)?;
    if is_part_of_a_word(sentence, &number) {
        return Err(next);
    }
    let tail = sentence.longest_at(unit_end, &AFTER).unwrap_or(0);
    let (before, quantity_start, bounded_before) =
        words_before(sentence, kind, number.start, floor);
    let (before, quantity_start, bounded_before) =
        match bound_of_a_part(sentence, kind, before, floor) {
            Some(start) if quantity_start == number.start => (start, start, true),
            _ => (before, quantity_start, bounded_before),
        };
    let is_spelled = !sentence
        .slice(number.clone())
        .iter()
        .any(char::is_ascii_digit);
    Ok(Figure {
        kind,
        is_spelled,
        is_one: sentence.text(number.clone()) == "一",
        quantity: quantity_start..unit_end + tail,
        before,
        unit_end,
        is_bounded: bounded_before || tail > 0,
        number,
    })
}

/// The number, range or fraction that begins here.
fn number(sentence: &Sentence, at: usize) -> Option<Range<usize>> {
    let is_inside_a_run = is_numeral(sentence.char_before(at)) && is_numeral(sentence.char(at));
    if is_inside_a_run {
        return None;
    }
    let mut end = one_number(sentence, at)?;
    if sentence.has_at(end, "分之") || sentence.char(end) == '/' {
        let joint = if sentence.char(end) == '/' { 1 } else { 2 };
        if let Some(denominator) = one_number(sentence, end + joint) {
            end = denominator;
        }
    } else if matches!(
        sentence.char(end),
        '—' | '-' | '–' | '~' | '～' | '－' | '至' | '到'
    ) && let Some(second) = one_number(sentence, end + 1)
    {
        end = second;
    }
    Some(at..end)
}

fn one_number(sentence: &Sentence, at: usize) -> Option<usize> {
    if !is_numeral(sentence.char(at)) {
        return None;
    }
    let text = sentence.text(at..sentence.len().min(at + LONGEST_NUMBER));
    let (number, _) = Number::read(&text)?;
    Some(at + number.text.chars().count())
}

/// Where a run of digits and numerals that is no number ends.
fn after_run(sentence: &Sentence, at: usize) -> usize {
    let run = (at..sentence.len()).take_while(|at| is_numeral(sentence.char(*at)));
    at + run.count().max(1)
}

/// Signs that a number may begin with. 百分之 and 千分之 begin with a power.
const fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '0'..='9'
            | '零'
            | '〇'
            | '一'
            | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
    )
}

/// What the number counts and where the unit ends.
fn unit(sentence: &Sentence, number: &Range<usize>) -> Option<(FigureKind, usize)> {
    let text = sentence.text(number.clone());
    let is_share_itself = text.contains("分之") || text.contains('成') || text.contains('/');
    if is_share_itself {
        return Some((FigureKind::Share, number.end));
    }
    let mut at = number.end + sentence.longest_at(number.end, &["多", "余"]).unwrap_or(0);
    if let Some(length) = sentence.longest_at(at, &SHARES) {
        return Some((FigureKind::Share, at + length));
    }
    let is_year = number.len() == 4 && sentence.char(at) == '年';
    if let Some(length) = sentence.longest_at(at, &DURATIONS).filter(|_| !is_year) {
        return Some((FigureKind::Duration, at + length));
    }
    at += sentence
        .longest_at(at, &["万", "亿", "千", "百", "万亿"])
        .unwrap_or(0);
    at += sentence.longest_at(at, &["多", "余"]).unwrap_or(0);
    measure(sentence, at).map(|length| (FigureKind::Count, at + length))
}

/// The length of the measure word that begins here, unless a longer word does that is none.
fn measure(sentence: &Sentence, at: usize) -> Option<usize> {
    let measure = sentence.longest_at(at, &MEASURES)?;
    let other = sentence.longest_at(at, &NO_MEASURES).unwrap_or(0);
    (other <= measure).then_some(measure)
}

/// Codes, times and formulas have digits too: A3, 1+30, 4·25, 第3.
fn is_part_of_a_word(sentence: &Sentence, number: &Range<usize>) -> bool {
    let before = sentence.char_before(number.start);
    before.is_ascii_alphanumeric()
        || matches!(
            before,
            '第' | '+' | '·' | '.' | '/' | '×' | '•' | '-' | '－'
        )
}

/// Walks leftwards over bounds, levels and fillers: where they begin, where the quantity begins, and
/// whether one of them promises.
fn words_before(
    sentence: &Sentence,
    kind: FigureKind,
    number: usize,
    floor: usize,
) -> (usize, usize, bool) {
    let (mut at, mut quantity, mut bounded) = (number, number, false);
    loop {
        let degree = sentence.longest_before(at, &DEGREES);
        let change = sentence
            .longest_before(at, &CHANGES)
            .max(degree.filter(|_| kind != FigureKind::Count));
        let binding = sentence.longest_before(at, &BOUNDS).max(change);
        let level = sentence
            .longest_before(at, &LEVELS)
            .max(degree.filter(|_| kind == FigureKind::Count));
        let filler = sentence.longest_before(at, &FILLERS);
        let longest = binding.max(level).max(filler).unwrap_or(0);
        if longest == 0 || at - longest < floor {
            let basis = basis_before(sentence, at, floor).filter(|_| quantity == at && bounded);
            return basis.map_or((at, quantity, bounded), |basis| (basis, basis, true));
        }
        at -= longest;
        if binding == Some(longest) {
            quantity = at;
        }
        bounded |= binding == Some(longest) || level == Some(longest);
    }
}

/// Where the bound of a share of something begins: 不低于总量的70%.
fn bound_of_a_part(
    sentence: &Sentence,
    kind: FigureKind,
    before: usize,
    floor: usize,
) -> Option<usize> {
    let is_part = kind == FigureKind::Share && sentence.char_before(before) == '的';
    let nearest = (floor.max(before.saturating_sub(LONGEST_WHOLE))..before)
        .rev()
        .take_while(|at| !matches!(sentence.char(*at), '，' | '；' | '：'))
        .find(|at| sentence.longest_at(*at, &FIRM_BOUNDS).is_some());
    nearest.filter(|_| is_part)
}

/// Whether a range holds nothing but signs that join the members of a list.
pub(super) fn only_joins(sentence: &Sentence, range: Range<usize>) -> bool {
    let mut at = range.start;
    while at < range.end {
        match sentence
            .longest_at(at, &RANK_JOINS)
            .or_else(|| sentence.longest_at(at, &["，", "；"]))
        {
            Some(length) => at += length,
            None => return false,
        }
    }
    true
}
