//! Targets without a number of their own: trends, and targets bound to or set by another level.

use super::cursor::Cursor;
use super::words::{HEDGES, MeaningWords, SIDES};
use super::{Operator, Relation, Relative, Trend};

/// Takes the words that weaken a promise, if there are any.
pub(super) fn eat_hedges<'a>(cursor: &mut Cursor<'a>) -> Option<&'a str> {
    let mut hedge = None;
    loop {
        let start = *cursor;
        if cursor.eat_longest(&[((), HEDGES)]).is_none() {
            return hedge;
        }
        hedge = hedge.or(Some(start.until(*cursor)));
    }
}

/// 稳步提升; or two that say the same: 全面启动，稳步推进.
pub(super) fn trend(mut cursor: Cursor<'_>) -> Option<Trend> {
    let trend = eat_trend(&mut cursor)?;
    while !cursor.is_done() {
        cursor.eat_one_of(&[',', '、']).then_some(())?;
        (eat_trend(&mut cursor)? == trend).then_some(())?;
    }
    Some(trend)
}

fn eat_trend(cursor: &mut Cursor<'_>) -> Option<Trend> {
    eat_movement(cursor).or_else(|| cursor.eat_longest(WHOLE_TRENDS))
}

/// 保持稳定增长, 呈下降趋势. A bare 推进 or 实施 says nothing yet.
fn eat_movement(cursor: &mut Cursor<'_>) -> Option<Trend> {
    let mut ahead = *cursor;
    let _holding = ahead.eat_longest(&[((), "保持 实现 呈 呈现")]);
    let before_manner = ahead;
    while ahead.eat_longest(MANNERS).is_some() {}
    let has_manner = ahead.len() < before_manner.len();
    let trend = ahead.eat_longest(MOVEMENTS)?;
    (has_manner || trend != Trend::Advancing).then_some(())?;
    let _course = ahead.eat_longest(&[((), "态势 趋势")]);
    *cursor = ahead;
    Some(trend)
}

const WHOLE_TRENDS: MeaningWords<Trend> = &[
    (
        Trend::Stable,
        "稳定 保持稳定 基本稳定 保持基本稳定 总体稳定 保持总体稳定 维持稳定 保持不变",
    ),
    (Trend::Rising, "稳中有升 逐年递增"),
    (Trend::Falling, "稳中有降 逐年递减"),
    (Trend::Adjusting, "动态调整"),
];

const MANNERS: MeaningWords<()> = &[
    (
        (),
        "稳步 持续 逐步 不断 进一步 明显 显著 大幅 大幅度 稳定 平稳 有效 逐年 较快",
    ),
    ((), "全面 有序 加快 深入 积极 扎实 大力 统筹 分步"),
];

const MOVEMENTS: MeaningWords<Trend> = &[
    (Trend::Rising, "提升 提高 增长 增加 上升 扩大"),
    (Trend::Falling, "下降 降低 减少 缩小"),
    (Trend::Advancing, "推进 推动 启动 实施 开展"),
];

/// 不低于全市平均水平, 与经济增长同步. 优于 and 好于 are not read: which side they mean depends on the
/// indicator.
pub(super) fn relative(cursor: Cursor<'_>) -> Option<Relative> {
    bound_to(cursor).or_else(|| in_step(cursor))
}

fn bound_to(mut cursor: Cursor<'_>) -> Option<Relative> {
    let relation = match cursor.eat_longest(SIDES) {
        Some(Operator::AtLeast) => Relation::AtLeast,
        Some(Operator::MoreThan) => Relation::Above,
        Some(Operator::AtMost) => Relation::AtMost,
        Some(Operator::LessThan) => Relation::Below,
        None => {
            cursor.eat_longest(&[((), "达到 达")])?;
            return reaches_mean(cursor);
        }
    };
    yardstick(cursor, YARDSTICK_ENDS).map(|yardstick| Relative {
        relation,
        yardstick,
    })
}

/// 达到全国平均水平; other things that are reached (国家要求) are set by another level.
fn reaches_mean(cursor: Cursor<'_>) -> Option<Relative> {
    let yardstick = yardstick(cursor, &["平均水平", "平均值", "均值", "平均数", "平均"])?;
    Some(Relative {
        relation: Relation::AtLeast,
        yardstick,
    })
}

const YARDSTICK_ENDS: &[&str] = &[
    "水平",
    "平均",
    "平均值",
    "平均数",
    "均值",
    "增速",
    "增幅",
    "增长率",
    "增长速度",
    "经济增长",
    "上年",
    "基期",
    "现状",
    "目标",
    "指标",
    "标准",
    "要求",
];

/// All of the text, when it is a name without a number and ends like a yardstick.
fn yardstick(cursor: Cursor<'_>, ends: &[&str]) -> Option<Box<str>> {
    let printed = cursor.printed();
    let fits = is_name(cursor) && ends.iter().any(|end| printed.ends_with(end));
    fits.then(|| printed.into())
}

/// One piece of words: no digits, no punctuation. Spaces come from converters.
fn is_name(cursor: Cursor<'_>) -> bool {
    let of_name = |sign: char| sign.is_alphabetic() || sign == ' ' || sign == '、';
    !cursor.is_done() && cursor.len() <= 40 && cursor.signs().all(of_name)
}

/// 与经济增长同步, 和经济增长基本同步, 与全市保持同步增长, 与上年持平.
fn in_step(mut cursor: Cursor<'_>) -> Option<Relative> {
    cursor.eat_longest(&[((), "与 和 同 跟")])?;
    let longest = cursor.len().min(40);
    let (index, _) = (1..longest)
        .map(|index| (index, cursor.after(index)))
        .find(|(_, rest)| {
            let mut rest = *rest;
            rest.eat_longest(&[((), "保持 基本 大体 总体 实现")]);
            rest.eat_longest(&[((), "基本 大体")]);
            rest.eat_longest(IN_STEP).is_some() && rest.is_done()
        })?;
    let yardstick = cursor.first(index);
    let relation = Relation::InStep;
    is_name(yardstick).then(|| Relative {
        relation,
        yardstick: yardstick.printed().into(),
    })
}

const IN_STEP: MeaningWords<()> = &[((), "同步 同步增长 同步提高 同步提升 同步推进 持平")];
