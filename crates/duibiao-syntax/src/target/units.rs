//! Units in a cell: what may follow a number.
//!
//! A closed vocabulary of measure words and the row's own unit. Whatever else follows a number is not
//! a unit but a noun (8个城中村整体改造项目), and then the cell is not read as a number. Words that
//! also make dates and ranks (月, 日, 点, 级, 期, 届, 批) count only where the row has them as its unit.

use super::cursor::{Cursor, glyphs};
use super::words::MeaningWords;
use crate::quantity::Unit;

/// Takes the unit that comes next: the row's or a known one, whichever is longer.
pub(super) fn eat(cursor: &mut Cursor<'_>, row: Option<&Unit>) -> Option<Unit> {
    let start = *cursor;
    let row = row.filter(|unit| unit.is_countable()).map(signs_of);
    let row = row.as_deref().unwrap_or(NO_WORD);
    let mut of_row = start;
    let of_row = of_row.eat(row).then_some(of_row);
    let known = after_known_unit(start, row);
    let rest = [of_row, known]
        .into_iter()
        .flatten()
        .min_by_key(Cursor::len)?;
    *cursor = rest;
    unit_between(start, rest)
}

/// As printed; but `\%` in a formula prints a plain percent sign.
fn unit_between(start: Cursor<'_>, end: Cursor<'_>) -> Option<Unit> {
    let printed = start.until(end);
    if printed.contains(['\\', '$']) {
        Unit::new(
            &start
                .first(start.len() - end.len())
                .signs()
                .collect::<String>(),
        )
    } else {
        Unit::new(printed)
    }
}

/// Stands for “no unit” in a row: a character that no text holds.
const NO_WORD: &str = "\u{10ffff}";

fn signs_of(unit: &Unit) -> String {
    glyphs(unit.as_printed())
        .iter()
        .map(|glyph| glyph.sign)
        .collect()
}

/// 万套（间）, 微克/立方米, 万件/套, or only 万.
fn after_known_unit<'a>(cursor: Cursor<'a>, row: &str) -> Option<Cursor<'a>> {
    let mut rest = cursor;
    if rest
        .eat_longest(&[((), "/10万 /10万人 /十万 /十万人 /万 /万人")])
        .is_some()
    {
        return Some(rest);
    }
    if !eat_noun(&mut rest, row) {
        return (rest.len() < cursor.len()).then_some(rest);
    }
    let mut alternative = rest;
    if alternative.eat("(") && eat_noun(&mut alternative, row) && alternative.eat(")") {
        rest = alternative;
    }
    let mut divisor = rest;
    while divisor.eat("/") && (eat_population(&mut divisor) || eat_noun(&mut divisor, row)) {
        rest = divisor;
    }
    Some(rest)
}

/// 例/10万人, 张/千人口.
fn eat_population(cursor: &mut Cursor<'_>) -> bool {
    let words = "10万 10万人 十万 十万人 万人 万人口 千人 千人口 百人 百户 日 天 月";
    cursor.eat_longest(&[((), words)]).is_some()
}

/// A multiplier, if there is one, and a measure word. Whether the measure word is there; the
/// multiplier is taken anyway.
fn eat_noun(cursor: &mut Cursor<'_>, row: &str) -> bool {
    eat_word(cursor, row) || cursor.eat_longest(MULTIPLIERS).is_some() && eat_word(cursor, row)
}

/// Looks for the word before the multiplier: 千瓦 is not a thousand 瓦 here.
fn eat_word(cursor: &mut Cursor<'_>, row: &str) -> bool {
    cursor.eat_longest(NOUNS).is_some() || cursor.eat(row)
}

const MULTIPLIERS: MeaningWords<()> = &[((), "百 千 万 亿 百万 千万 百亿 千亿 万亿")];

const NOUNS: MeaningWords<()> = &[
    ((), "% ‰ ‱ 百分点 个百分点 倍"),
    (
        (),
        "人 人次 名 位 户 户次 家 家次 所 例 例次 起 次 场 场次 班次 批次 车次 架次 航次 组 对",
    ),
    (
        (),
        "个 项 处 座 栋 幢 套 台套 间 张 床 床位 块 条 段 片 件 部 种 支 辆 辆次 台 台次 标台",
    ),
    (
        (),
        "艘 架 头 只 羽 尾 株 棵 门 册 篇 本 卷 集 首 幅 份 枚 颗 箱 标箱 标准箱 TEU 车位 泊位",
    ),
    (
        (),
        "层 宗 笔 单 元 美元 欧元 港元 年 岁 天 周 个月 小时 h 分钟 min 秒 分 学时 课时 学分",
    ),
    ((), "米 公里 千米 厘米 毫米 延米 m km KM cm mm"),
    (
        (),
        "平方米 平米 m2 m² ㎡ 平方公里 平方千米 km2 km² ㎢ 公顷 hm2 hm² ha 亩",
    ),
    ((), "立方米 方 m3 m³ ㎥ 升 毫升 L mL"),
    (
        (),
        "吨 吨标准煤 吨标煤 吨二氧化碳 吨公里 t tce 千克 公斤 斤 克 毫克 微克 kg g mg μg ug ㎏ ㎎ ㎍",
    ),
    (
        (),
        "瓦 千瓦 兆瓦 吉瓦 kW MW GW 千瓦时 千瓦小时 兆瓦时 吉瓦时 kWh MWh GWh 千伏 千伏安 吉焦",
    ),
    (
        (),
        "分贝 dB ℃ 摄氏度 MB GB TB PB Mbps Gbps TFLOPS PFLOPS EFLOPS",
    ),
];
