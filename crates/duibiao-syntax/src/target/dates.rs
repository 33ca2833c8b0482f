//! Years and periods that label a value: 到2030年, 2027年底前, 2026—2030年, “十五五”期间.
//!
//! A label says when a value holds; alone it is no value: 2025年 is not a number of years.

use super::cursor::Cursor;
use crate::period::Period;

/// What a label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Year(u16),
    Within(Period),
}

/// Takes a label.
pub(super) fn eat(cursor: &mut Cursor<'_>) -> Option<When> {
    let mut ahead = *cursor;
    let _preposition = ahead.eat_longest(&[((), "到 至 截至 截止 在")]);
    let when = eat_years(&mut ahead).or_else(|| eat_named_period(&mut ahead))?;
    *cursor = ahead;
    Some(when)
}

/// Takes one label or several with nothing said between them: 2026年、2027年.
pub(super) fn eat_list(cursor: &mut Cursor<'_>) -> Option<When> {
    let mut last = eat(cursor)?;
    loop {
        let mut ahead = *cursor;
        let joined = ahead.eat_one_of(&['、', '和', '及', '至']);
        match eat(&mut ahead) {
            Some(next) if joined => (last, *cursor) = (next, ahead),
            _ => return Some(last),
        }
    }
}

fn eat_years(cursor: &mut Cursor<'_>) -> Option<When> {
    let mut ahead = *cursor;
    let first = eat_year(&mut ahead)?;
    let mut last_year = ahead;
    last_year.eat("年");
    let spans = last_year.eat_one_of(&['-', '—', '~', '至', '到']);
    let last = if spans {
        eat_year(&mut last_year)
    } else {
        None
    };
    let when = match last {
        Some(end) if first < end => {
            ahead = last_year;
            When::Within(Period { start: first, end })
        }
        _ => When::Year(first),
    };
    ahead.eat("年").then_some(())?;
    eat_month(&mut ahead);
    let _part_of_year = ahead.eat_longest(&[((), "度 底 末 初 中 期间")]);
    let _before = ahead.eat_longest(&[((), "前 之前 以前")]);
    *cursor = ahead;
    Some(when)
}

/// Four digits that make a year of our time, and no fifth.
fn eat_year(cursor: &mut Cursor<'_>) -> Option<u16> {
    cursor.skip_spaces();
    let digits: Vec<u32> = cursor
        .signs()
        .take(5)
        .map_while(|sign| sign.to_digit(10))
        .collect();
    let [a, b, c, d] = *digits else { return None };
    let year = u16::try_from(a * 1000 + b * 100 + c * 10 + d).ok()?;
    *cursor = cursor.after(4);
    (1900..=2100).contains(&year).then_some(year)
}

fn eat_month(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    ahead.skip_spaces();
    let digits = ahead
        .signs()
        .take(2)
        .take_while(char::is_ascii_digit)
        .count();
    ahead = ahead.after(digits);
    if digits > 0 && ahead.eat("月") {
        *cursor = ahead;
    }
}

/// “十五五”期间, “十五五”末. Without quotation marks 期间 is needed: 十五 is also a number.
fn eat_named_period(cursor: &mut Cursor<'_>) -> Option<When> {
    let mut ahead = *cursor;
    let quoted = ahead.eat("\"");
    ahead.skip_spaces();
    let name = ahead;
    let length = ahead
        .signs()
        .take_while(|sign| "一二三四五六七八九十".contains(*sign))
        .count();
    ahead = ahead.after(length);
    let period = Period::from_five_year_name(name.until(ahead))?;
    let closed = quoted && ahead.eat("\"");
    let during = ahead.eat_longest(&[(true, "期间 时期"), (false, "末 期末")]);
    (quoted == closed && (quoted || during == Some(true))).then_some(())?;
    *cursor = ahead;
    Some(if during == Some(false) {
        When::Year(period.end)
    } else {
        When::Within(period)
    })
}
