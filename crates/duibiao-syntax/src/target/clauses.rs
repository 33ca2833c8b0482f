//! Clauses around a number: what it is compared with (较2020年), what it leaves out (除危废外), and
//! notes in round brackets.

use super::cursor::Cursor;
use super::words::BEFORE;

/// Nothing that is meant here is longer; this keeps reading linear.
const LONGEST_CLAUSE: usize = 40;

/// Takes 较“十二五”, 比2020年, 与2020年相比, 同比.
pub(super) fn eat_basis<'a>(cursor: &mut Cursor<'a>) -> Option<&'a str> {
    let start = *cursor;
    let mut ahead = start;
    if ahead.eat_longest(&[((), "同比 环比")]).is_some() {
        *cursor = ahead;
        return Some(start.until(ahead));
    }
    let ends_with_word = ahead.eat_longest(&[((), "与 和 同")]).is_some();
    if !ends_with_word {
        ahead.eat_longest(&[((), "较 比 相比 相较于 对比")])?;
    }
    let end = end_of_basis(ahead, ends_with_word)?;
    names_a_state(ahead.until(end)).then_some(())?;
    *cursor = end;
    Some(start.until(end).trim_end_matches([',', '，', ' ']))
}

/// The place of the next word about the number, or the place after 相比.
fn end_of_basis(start: Cursor<'_>, ends_with_word: bool) -> Option<Cursor<'_>> {
    let longest = start.len().min(LONGEST_CLAUSE);
    for index in 1..longest {
        let mut ahead = start.after(index);
        if ends_with_word && ahead.eat_longest(&[((), "相比 相较")]).is_some() {
            return Some(ahead);
        }
        if ahead.peek().is_some_and(|sign| ";。:([".contains(sign)) {
            return None;
        }
        if !ends_with_word && ahead.eat_longest(BEFORE).is_some() {
            return Some(start.after(index));
        }
    }
    None
}

/// A year, a period, a place or a mean; so that 比重 and 较快 are not taken for a comparison.
fn names_a_state(basis: &str) -> bool {
    basis.contains([
        '年', '期', '五', '末', '初', '均', '平', '上', '现', '国', '省', '市',
    ])
}

/// Takes 除危废外.
pub(super) fn eat_exception<'a>(cursor: &mut Cursor<'a>) -> Option<&'a str> {
    let start = *cursor;
    let mut ahead = start;
    ahead.eat("除").then_some(())?;
    let plain = |sign: &char| !"()[];:".contains(*sign);
    let clause = ahead.signs().take(LONGEST_CLAUSE).take_while(plain);
    let length = clause.take_while(|sign| *sign != '外').count();
    (ahead.nth(length) == Some('外')).then_some(())?;
    *cursor = ahead.after(length + 1);
    Some(start.until(*cursor))
}

/// Takes （…） and gives what is inside; round brackets inside it must be balanced.
pub(super) fn eat_note<'a>(cursor: &mut Cursor<'a>) -> Option<Cursor<'a>> {
    let mut inside = *cursor;
    inside.eat("(").then_some(())?;
    let mut depth = 1_usize;
    let length = inside.signs().position(|sign| {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    *cursor = inside.after(length + 1);
    Some(inside.first(length).trimmed())
}

/// Whether a note names the part of a place that is counted: （城区）, （全市）, （农村）.
pub(super) fn is_scope(note: Cursor<'_>) -> bool {
    const SCOPES: &str = "全国 全省 全市 全县 全区 全域 市域 县域 城区 市区 主城区 中心城区 建成区 城镇 乡镇 农村 乡村 县城 \
         市本级 省级 市级 县级 区级 规模以上 规上";
    let mut rest = note;
    rest.eat_longest(&[((), SCOPES)]).is_some() && rest.is_done()
}

/// Whether a note says what is counted and what is not.
pub(super) fn is_condition(note: Cursor<'_>) -> bool {
    let mut rest = note;
    let begins = rest.eat_longest(&[((), "除 不含 不包括 不包含 不计 剔除 扣除 含 包括 包含")]);
    begins.is_some() && !rest.is_done()
}
