//! Tables of numbers and units, and properties of both.

use proptest::prelude::*;

use super::*;

fn value(text: &str) -> Option<String> {
    Number::parse(text).map(|number| {
        assert_eq!(&*number.text, text);
        let unit = number
            .unit
            .as_ref()
            .map(Unit::as_printed)
            .unwrap_or_default();
        format!("{}{unit}", number.value)
    })
}

#[test]
fn arabic_numbers() {
    for (text, expected) in [
        ("0", "0"),
        ("90", "90"),
        ("5.0", "5.0"),
        ("0.006", "0.006"),
        ("１２．５", "12.5"),
        ("1２.５", "12.5"),
        ("1,234", "1234"),
        ("1 234", "1234"),
        ("12 345 678", "12345678"),
        ("12,345,678.90", "12345678.90"),
        ("１，２３４", "1234"),
        ("100,000", "100000"),
        (
            "9999999999999999999999999999",
            "9999999999999999999999999999",
        ),
        (
            "0.000000000000000000000000001",
            "0.000000000000000000000000001",
        ),
    ] {
        assert_eq!(value(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn chinese_numbers() {
    for (text, expected) in [
        ("零", "0"),
        ("九", "9"),
        ("十", "10"),
        ("十五", "15"),
        ("九十", "90"),
        ("九十点五", "90.5"),
        ("零点零六", "0.06"),
        ("一百二十", "120"),
        ("一百零五", "105"),
        ("一百一十", "110"),
        ("一百一十五", "115"),
        ("一千零五十", "1050"),
        ("一千零五", "1005"),
        ("两千三百", "2300"),
        ("一万", "10000"),
        ("一万零五十", "10050"),
        ("十二万", "120000"),
        ("一百二十万", "1200000"),
        ("三千五百万", "35000000"),
        ("两亿", "200000000"),
        ("一亿零五万", "100050000"),
        ("三万亿", "3000000000000"),
        ("百分之九十", "90%"),
        ("百分之九十九点五", "99.5%"),
        ("百分之95", "95%"),
        ("百分之百", "100%"),
        ("百分之一百二十", "120%"),
        ("千分之五", "5‰"),
        ("九成", "90%"),
        ("九成五", "95%"),
        ("两成", "20%"),
    ] {
        assert_eq!(value(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn what_is_no_number() {
    for text in [
        "",
        " ",
        "1,23,4",
        "1,23,456",
        "1,2345",
        "1234,567",
        ",123",
        "1,,234",
        "0,123",
        "12。5",
        "10²",
        "1e3",
        ".5",
        "5.",
        "1.2.3",
        "1，234",
        "1 23",
        "0 123",
        "1234 567",
        "007",
        "-5",
        "+5",
        "٣",
        "②",
        "½",
        "Ⅲ",
        "〇五",
        "一二",
        "二〇三〇",
        "一万二",
        "一百一",
        "一百五",
        "百",
        "千",
        "万",
        "十百",
        "一千五十",
        "一零",
        "零零",
        "点五",
        "五点",
        "一点二点三",
        "百分之",
        "千分之千",
        "零成",
        "几十",
        "99999999999999999999999999999",
        "0.00000000000000000000000000001",
    ] {
        assert_eq!(value(text), None, "{text}");
    }
}

#[test]
fn a_number_ends_where_something_else_begins() {
    for (text, rest) in [
        ("90%", "%"),
        ("60，其中", "，其中"),
        ("12。5%", "。5%"),
        ("10²", "²"),
        ("九十以上", "以上"),
        ("三十家", "家"),
        ("百分之九十以上", "以上"),
        ("九成以上", "以上"),
    ] {
        assert_eq!(
            Number::read(text).map(|(_, rest)| rest),
            Some(rest),
            "{text}"
        );
    }
    assert_eq!(Number::read("12，5"), None);
    assert_eq!(Number::read("5.%"), None);
}

#[test]
fn nothing_is_no_unit() {
    for printed in [
        "", " ", "—", "-", "－", "–", "——", "/", "／", "\u{3000}", "…", "无",
    ] {
        assert_eq!(Unit::new(printed), None, "{printed}");
    }
    let unit = |printed| Unit::new(printed).unwrap();
    assert_eq!(unit(" 万平方米 ").as_printed(), "万平方米");
    assert!(!unit("定性").is_countable());
    assert!(unit("家").is_countable());
    assert!(unit("％").is_percent());
    assert!(unit(" % ").is_percent());
    assert!(!unit("百分点").is_percent());
    assert!(!unit("‰").is_percent());
}

#[test]
fn one_spelling_for_one_unit() {
    for (printed, expected) in [
        ("%", "%"),
        ("％", "%"),
        ("（%）", "%"),
        ("﹪", "%"),
        ("㎡", "平方米"),
        ("m2", "平方米"),
        ("m²", "平方米"),
        ("M2", "平方米"),
        ("平米", "平方米"),
        ("万㎡", "万平方米"),
        ("万 m2", "万平方米"),
        ("km", "公里"),
        ("千米", "公里"),
        ("KM", "公里"),
        ("km²", "平方公里"),
        ("平方千米", "平方公里"),
        ("hm2", "公顷"),
        ("m3", "立方米"),
        ("m³", "立方米"),
        ("㎥", "立方米"),
        ("亿m3", "亿立方米"),
        ("μg/m3", "微克/立方米"),
        ("µg/m³", "微克/立方米"),
        ("ug/m3", "微克/立方米"),
        ("㎍/㎥", "微克/立方米"),
        ("mg/L", "毫克/升"),
        ("公斤", "千克"),
        ("kg", "千克"),
        ("kW", "千瓦"),
        ("MW", "兆瓦"),
        ("kW·h", "千瓦时"),
        ("kWh", "千瓦时"),
        ("吨标煤", "吨标准煤"),
        ("个百分点", "百分点"),
        ("万套（间）", "万套(间)"),
        ("条 （段）", "条(段)"),
        ("ｋｍ", "公里"),
        ("万件／套", "万件/套"),
        ("人/亿元", "人/亿元"),
        ("家", "家"),
    ] {
        assert_eq!(
            Unit::new(printed).unwrap().normalised(),
            expected,
            "{printed}"
        );
    }
}

#[test]
fn multipliers() {
    for (printed, factor, counted) in [
        ("%", 1_i64, "%"),
        ("家", 1, "家"),
        ("千人", 1000, "人"),
        ("万平方米", 10_000, "平方米"),
        ("万㎡", 10_000, "平方米"),
        ("万套（间）", 10_000, "套(间)"),
        ("百万千瓦", 1_000_000, "千瓦"),
        ("亿人次", 100_000_000, "人次"),
        ("亿美元", 100_000_000, "美元"),
        ("万亿元", 1_000_000_000_000, "元"),
        ("万亿斤", 1_000_000_000_000, "斤"),
        ("万", 10_000, ""),
        ("亿", 100_000_000, ""),
        ("千瓦", 1, "千瓦"),
        ("万千瓦", 10_000, "千瓦"),
        ("亿千瓦时", 100_000_000, "千瓦时"),
        ("千克", 1, "千克"),
        ("千米", 1, "公里"),
        ("千伏安", 1, "千伏安"),
        ("兆瓦", 1, "兆瓦"),
        ("百分点", 1, "百分点"),
        ("万件/套", 10_000, "件/套"),
        ("万元/人", 10_000, "元/人"),
    ] {
        let (got, base) = Unit::new(printed).unwrap().scale();
        assert_eq!(
            (got, base.as_str()),
            (Decimal::from(factor), counted),
            "{printed}"
        );
    }
}

fn factor(from: &str, to: &str) -> Option<String> {
    let (from, to) = (Unit::new(from).unwrap(), Unit::new(to).unwrap());
    from.factor_to(&to).map(|factor| factor.to_string())
}

#[test]
fn conversions() {
    for (from, to, expected) in [
        ("%", "％", "1"),
        ("亿人次", "万人次", "10000"),
        ("万人次", "亿人次", "0.0001"),
        ("万套（间）", "套（间）", "10000"),
        ("平方公里", "公顷", "100"),
        ("公顷", "平方公里", "0.01"),
        ("万平方米", "平方公里", "0.01"),
        ("万平方米", "公顷", "1"),
        ("公顷", "亩", "15"),
        ("km", "米", "1000"),
        ("吨", "万吨", "0.0001"),
        ("吨", "公斤", "1000"),
        ("亿斤", "万吨", "5"),
        ("亿吨标准煤", "万吨标准煤", "10000"),
        ("兆瓦", "万千瓦", "0.1"),
        ("亿千瓦时", "万千瓦时", "10000"),
        ("微克/立方米", "mg/m3", "0.001"),
        ("人/亿元", "人/万元", "0.0001"),
        ("元/吨", "元/千克", "0.001"),
        ("万元/人", "元/人", "10000"),
        ("名", "人", "1"),
        ("万人", "名", "10000"),
        ("‰", "%", "0.1"),
        ("万", "亿", "0.0001"),
    ] {
        assert_eq!(
            factor(from, to).as_deref(),
            Some(expected),
            "{from} -> {to}"
        );
    }
}

#[test]
fn what_counts_something_else_does_not_convert() {
    for (one, other) in [
        ("%", "百分点"),
        ("%", "人"),
        ("人", "人次"),
        ("套", "套（间）"),
        ("平方米", "立方米"),
        ("平方米", "平方米/人"),
        ("元", "美元"),
        ("吨", "吨标准煤"),
        ("千瓦", "千瓦时"),
        ("家", "个"),
        ("个", "项"),
        ("万", "万人"),
        ("天", "年"),
    ] {
        assert_eq!(factor(one, other), None, "{one} -> {other}");
        assert_eq!(factor(other, one), None, "{other} -> {one}");
    }
    assert_eq!(
        factor("亩", "公顷"),
        None,
        "one fifteenth is no finite decimal"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_never_panics_and_loses_nothing(text in any::<String>()) {
        if let Some((number, rest)) = Number::read(&text) {
            prop_assert_eq!(format!("{}{rest}", number.text), text);
        }
    }

    #[test]
    fn a_printed_decimal_is_read_exactly(mantissa in 0_u64.., scale in 0_u32..10) {
        let value = Decimal::from_i128_with_scale(i128::from(mantissa), scale);
        let read = Number::parse(&value.to_string()).map(|number| number.value);
        prop_assert_eq!(read, Some(value));
        prop_assert_eq!(read.map(|value| value.scale()), Some(scale));
    }

    #[test]
    fn a_spelled_number_is_read_exactly(value in 0_u64..1_000_000_000_000_000) {
        let read = Number::parse(&numeral::spelled(value)).map(|number| number.value);
        prop_assert_eq!(read, Some(Decimal::from(value)));
    }

    #[test]
    fn units_never_panic_and_normalise_once(printed in any::<String>()) {
        if let Some(unit) = Unit::new(&printed) {
            let normalised = unit.normalised();
            prop_assert_eq!(unit.factor_to(&unit), Some(Decimal::ONE));
            let _scale = unit.scale();
            if let Some(again) = Unit::new(normalised) {
                prop_assert_eq!(again.normalised(), normalised);
            }
        }
    }

    #[test]
    fn converting_there_and_back_changes_nothing(one in 0_usize..UNITS.len(), other in 0_usize..UNITS.len()) {
        let (one, other) = (Unit::new(UNITS[one]).unwrap(), Unit::new(UNITS[other]).unwrap());
        if let (Some(there), Some(back)) = (one.factor_to(&other), other.factor_to(&one)) {
            prop_assert_eq!(there * back, Decimal::ONE);
        }
    }
}

const UNITS: &[&str] = &[
    "%",
    "‰",
    "人",
    "万人",
    "亿人次",
    "万人次",
    "平方米",
    "万平方米",
    "公顷",
    "亩",
    "平方公里",
    "米",
    "公里",
    "立方米",
    "亿立方米",
    "吨",
    "万吨",
    "亿斤",
    "千克",
    "吨标准煤",
    "亿吨标准煤",
    "千瓦",
    "万千瓦",
    "兆瓦",
    "元",
    "万元",
    "亿元",
    "万元/人",
    "元/人",
    "微克/立方米",
    "毫克/立方米",
    "人/亿元",
    "人/万元",
    "万",
    "亿",
    "名",
];
