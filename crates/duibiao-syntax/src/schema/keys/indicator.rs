//! The keys of an entry of the catalogue.

use super::front_matter::{ID, NAME_EN, TOPIC_KEY, key, required};
use super::{SchemaKey, Shape};
use crate::schema::words::Set;

/// Keys of an entry of the catalogue.
pub(super) const INDICATOR: &[SchemaKey] = &[
    ID,
    required(key(
        ("name", "名称"),
        Shape::Text,
        "借书证持有率",
        "指标的规范名称，与规划里印的一致。",
        "The canonical name, as plans print it.",
    )),
    NAME_EN,
    required(TOPIC_KEY),
    required(key(
        ("unit", "单位"),
        Shape::Text,
        "%",
        "计量单位；没有单位的写 \"—\"。",
        "The unit; \"—\" for a pure number.",
    )),
    required(key(
        ("better", "方向"),
        Shape::OneOf(Set::Better),
        "higher",
        "数值高还是低算更严。",
        "Which way is stricter.",
    )),
    required(key(
        ("measure", "量的类型"),
        Shape::OneOf(Set::Measure),
        "rate",
        "量的类型，决定上下级怎样对照。",
        "What kind of quantity it is, which decides how levels are compared.",
    )),
    key(
        ("also", "又作"),
        Shape::Maps(ALIAS),
        "",
        "对应表：规划里印的其他名称，各有等级和理由。",
        "The crosswalk: other printed names, each with a grade and a reason.",
    ),
];

const ALIAS: &[SchemaKey] = &[
    required(key(
        ("name", "名称"),
        Shape::Text,
        "有借书证居民比例",
        "规划里印的名称。",
        "The printed name.",
    )),
    required(key(
        ("grade", "等级"),
        Shape::OneOf(Set::Grade),
        "wording",
        "与这个指标有多近。",
        "How near it is to this indicator.",
    )),
    required(key(
        ("reason", "理由"),
        Shape::Text,
        "换了说法，分子分母相同。",
        "为什么这样判定，供读者核对。",
        "Why, for the reader to check.",
    )),
    key(
        ("by", "判定人"),
        Shape::Text,
        "示例编辑部",
        "谁判定的。",
        "Who judged.",
    ),
    key(
        ("on", "日期"),
        Shape::Date,
        "2026-11-22",
        "判定的日期。",
        "When.",
    ),
    key(
        ("plans", "规划"),
        Shape::Texts,
        "public-reading/460100-2026",
        "只在这些规划里成立；不写就是都成立。",
        "Only in these plans; in all when left out.",
    ),
];
