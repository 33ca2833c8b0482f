//! What a cell can be, by its words alone: a value, a unit, a nature, a dash, the mark of a footnote.
//!
//! Values are what [`duibiao_syntax::target`] understands. Which column a cell belongs to is not decided here.

use duibiao_syntax::period::Period;
use duibiao_syntax::quantity::Unit;
use duibiao_syntax::target::{Amount, Context, Horizon, Target, TargetKind};

use crate::tables::words::{folded, half_width, is_blank, is_space, length, trimmed};

/// Longer cells are words, not values.
const LONGEST_VALUE: usize = 48;

/// Any period will do: it changes no kind.
const CONTEXT: Context<'_> = Context {
    unit: None,
    period: Period {
        start: 2021,
        end: 2025,
    },
    horizon: Some(Horizon::Year(2025)),
};

/// Whether the cell prints a target or a starting value, dashes not counted.
pub(crate) fn is_value(text: &str) -> bool {
    if length(text) > LONGEST_VALUE || is_blank(text) {
        return false;
    }
    is_phrase(text) || is_bare_number(text) || is_compound(text)
}

/// Whether the grammar reads a promise in it without any help.
fn is_phrase(text: &str) -> bool {
    is_promise(&Target::parse(text, &CONTEXT).0.kind)
}

fn is_promise(kind: &TargetKind) -> bool {
    match kind {
        TargetKind::Amount(_)
        | TargetKind::Cumulative(_)
        | TargetKind::Change(_)
        | TargetKind::Trend(_)
        | TargetKind::Delegated(_)
        | TargetKind::Relative(_)
        | TargetKind::Proviso(_) => true,
        TargetKind::Compound(_)
        | TargetKind::UnitOnly
        | TargetKind::Dash
        | TargetKind::Blank
        | TargetKind::Text => false,
    }
}

fn is_compound(text: &str) -> bool {
    text.chars().any(|c| half_width(c).is_ascii_digit())
        && matches!(
            Target::parse(text, &CONTEXT).0.kind,
            TargetKind::Compound(_)
        )
}

/// 2000 and 40—45 may be years to the grammar as long as no unit is known; in a cell they are numbers.
fn is_bare_number(text: &str) -> bool {
    let text = folded(text);
    let of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-');
    text.chars().all(of_number)
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit())
}

/// —, -, /, ……: a cell that says that there is nothing.
pub(crate) fn is_dash(text: &str) -> bool {
    !is_blank(text)
        && length(text) <= 6
        && matches!(Target::parse(text, &CONTEXT).0.kind, TargetKind::Dash)
}

/// 约束性, 预期性 and their like.
pub(crate) fn is_nature(text: &str) -> bool {
    const NATURES: [&str; 7] = ["约束", "预期", "指导", "引导", "参考", "监测", "鼓励"];
    let text = folded(text);
    let stem = text.strip_suffix("指标").unwrap_or(&text);
    let stem = stem.strip_suffix(['性', '型']).unwrap_or(stem);
    NATURES.contains(&stem)
}

/// Whether all of the text is a unit of measure, as it stands in a column or in brackets.
pub(crate) fn is_unit(text: &str) -> bool {
    const OTHERS: [&str; 9] = ["级", "批", "期", "届", "班", "队", "支队", "无量纲", "定性"];
    let unit = folded(text);
    if unit.is_empty() || length(&unit) > 12 || unit.contains(|c: char| c.is_ascii_digit()) {
        return is_rate(&unit);
    }
    OTHERS.contains(&unit.as_str()) || is_grammar_unit(&unit) || is_rate(&unit)
}

/// A unit of the grammar is what can follow a number and be nothing else.
fn is_grammar_unit(unit: &str) -> bool {
    let target = Target::parse(&format!("1{unit}"), &CONTEXT).0;
    let is_one = matches!(target.kind, TargetKind::Amount(Amount::Exact(_)));
    let whole = |printed: &Unit| folded(printed.as_printed()) == unit;
    is_one && target.unit.as_ref().is_some_and(whole)
}

/// 件/万人, 1/10万, 人/10万人.
fn is_rate(unit: &str) -> bool {
    let Some((above, below)) = unit.split_once('/') else {
        return false;
    };
    let multiple = below.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let is_multiple = |text: &str| matches!(text, "" | "十" | "百" | "千" | "万" | "亿");
    let is_above = above == "1" || is_grammar_unit(above);
    is_above
        && length(below) <= 8
        && (is_multiple(multiple) && !below.is_empty() || is_grammar_unit(multiple))
}

/// The name and the unit that stands in brackets at its end: 覆盖率（%）.
pub(crate) fn bracketed_unit(name: &str) -> Option<(&str, &str)> {
    let name = trimmed(name);
    let inner = name.strip_suffix(['）', ')', '］', ']'])?;
    let open = inner.rfind(['（', '(', '［', '['])?;
    let unit = trimmed(inner[open..].trim_start_matches(['（', '(', '［', '[']));
    let before = trimmed(&inner[..open]);
    let stated = unit
        .strip_prefix("单位")
        .map(|unit| trimmed(unit.trim_start_matches(['：', ':'])));
    let is_unit = stated.is_some_and(|unit| !unit.is_empty()) || is_unit(unit);
    (is_unit && !before.is_empty()).then_some((before, stated.unwrap_or(unit)))
}

/// A text without its footnote marks, and the marks in order: 12.27③ is 12.27 and ③.
pub(crate) fn without_marks(text: &str) -> (String, Vec<String>) {
    let (text, bracketed) = without_bracketed_mark(trimmed(text));
    let start = text.trim_start_matches(is_star);
    let leading = text.len() - start.len();
    let mut marks: Vec<String> = text[..leading].chars().map(String::from).collect();
    let end = start.trim_end_matches(|c: char| is_end_mark(c) || is_space(c));
    let mut kept = String::with_capacity(text.len());
    for c in end.chars() {
        if is_circled(c) {
            marks.push(c.to_string());
        } else {
            kept.push(c);
        }
    }
    let tail = start.get(end.len()..).unwrap_or_default();
    marks.extend(tail.chars().filter(|c| !is_space(*c)).map(String::from));
    marks.extend(bracketed);
    if is_blank(&kept) {
        return (text.to_owned(), Vec::new());
    }
    (kept, marks)
}

/// 数值\[注1\], 数值（注2）.
fn without_bracketed_mark(text: &str) -> (&str, Option<String>) {
    const OPEN: [char; 6] = ['[', '（', '(', '【', '〔', '［'];
    let split = || {
        let inner = text.strip_suffix([']', '）', ')', '】', '〕', '］'])?;
        let open = inner.rfind(OPEN)?;
        let mark = inner[open..].trim_start_matches(OPEN);
        let number = mark.strip_prefix('注')?;
        let is_mark =
            number.chars().count() <= 2 && number.chars().all(|c| half_width(c).is_ascii_digit());
        is_mark.then(|| (&text[..open], Some(text[open..].to_owned())))
    };
    split().unwrap_or((text, None))
}

/// ① to ㊿.
pub(crate) const fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' | '❶'..='❿')
}

const fn is_end_mark(c: char) -> bool {
    is_circled(c) || is_star(c)
}

const fn is_star(c: char) -> bool {
    matches!(c, '*' | '※' | '＊')
}

/// Where the value that ends the text begins, when name and value stand on one line: the longest end
/// that the grammar understands. None when the line ends in no value, or when it cannot be told where
/// the digits of the name end.
pub(crate) fn value_at_end(text: &str) -> Option<usize> {
    let text = text.trim_end_matches(is_space);
    let from = nth_from_end(text, LONGEST_VALUE);
    let mut before = text[..from].chars().next_back();
    for (at, c) in text[from..].char_indices() {
        let start = from + at;
        let previous = before.replace(c);
        if !may_begin_value(c, previous) || !is_value_here(&text[start..]) {
            continue;
        }
        let start = after_noun(text, start);
        let value = &text[start..];
        let touches = text[..start].chars().next_back();
        let is_clear = !value.starts_with(is_digit) || touches.is_none_or(|c| !is_digit_part(c));
        let is_apart = touches.is_none_or(is_space) || !is_bare_movement(value);
        return (is_clear && is_apart).then_some(start);
    }
    None
}

/// 下降, 提升 without a manner also end names (能耗降低), whose value may stand elsewhere.
fn is_bare_movement(value: &str) -> bool {
    length(value) <= 2 && !value.contains(|c: char| half_width(c).is_ascii_digit())
}

/// A number alone counts after a space only as the grammar has it, so that no year becomes a value.
fn is_value_here(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|c| !is_space(c)) && is_phrase(text)
}

fn nth_from_end(text: &str, count: usize) -> usize {
    let mut indices = text.char_indices().rev();
    indices.nth(count).map_or(0, |(at, _)| at)
}

fn is_digit(c: char) -> bool {
    half_width(c).is_ascii_digit()
}

/// What makes digits go on to the left: PM2.5, 5G, 3—5.
fn is_digit_part(c: char) -> bool {
    let c = half_width(c);
    c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '-' | '—' | '–')
}

/// The first letters of everything that the grammar takes before a number, and of trends. A digit
/// begins a number only where no digit stands before it.
fn may_begin_value(c: char, previous: Option<char>) -> bool {
    const FIRST: &str = "≥≧⩾>≤≦⩽<≈=$\\〔［[约大近将超不至最低高小多少力争努预期原基达为实确建创培打评保稳维控\
        提升上扩增缩降下减年平每累五持续逐进明显有效较全加深积扎统分呈与和同跟完比新压削动按";
    const NUMERALS: &str = "一二三四五六七八九十百";
    if is_digit(c) {
        return previous.is_none_or(|before| !is_digit(before) && !matches!(before, '.' | '．'));
    }
    FIRST.contains(half_width(c)) || FIRST.contains(c) || NUMERALS.contains(c)
}

/// A name ends in 增长率 or 下降 before a space, and the value is only what follows.
fn after_noun(text: &str, start: usize) -> usize {
    let value = &text[start..];
    let is_first_of_amount = |c: char| is_digit(c) || "≥≤><＞＜≧≦$〔".contains(c);
    let Some(number) = value.find(is_first_of_amount) else {
        return start;
    };
    let words = &value[..number];
    let bare = words.trim_end_matches(is_space);
    let is_noun = bare.ends_with(['率', '速', '幅']);
    let is_parted = bare.len() < words.len();
    let is_direction = [
        "增长", "下降", "降低", "减少", "增加", "新增", "提高", "提升", "上升", "年均", "累计",
    ]
    .iter()
    .any(|word| bare.ends_with(word));
    if !bare.is_empty() && (is_noun || is_parted && is_direction) {
        start + number
    } else {
        start
    }
}
