//! What a unit's word says: one spelling, its multiplier, and which units convert into which.
//!
//! The tables hold only what is beyond doubt: decimal prefixes, the metric system, 亩 and 斤, and the
//! three measure words for people. Nothing is converted here that counts different things: a 人次 is
//! not a 人, a 百分点 is not a %, a 套 is not a 套（间）.

use rust_decimal::Decimal;

/// See [`super::Unit::normalised`].
pub(super) fn normalised(printed: &str) -> String {
    let folded: String = printed.chars().filter_map(folded).collect();
    let enclosed = folded
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let word = enclosed
        .filter(|inner| !inner.contains(['(', ')']))
        .unwrap_or(&folded);
    if let Some((counted, people)) = word.split_once('/')
        && let Some(people) = of_people(people)
    {
        let counted = if matches!(counted, "1" | "例") {
            ""
        } else {
            counted
        };
        return format!("{}/{people}", common_name(counted));
    }
    let parts: Vec<String> = word.split('/').map(common_name).collect();
    parts.join("/")
}

/// See [`super::Unit::scale`]. Expects a normalised unit.
pub(super) fn scale(unit: &str) -> (Decimal, String) {
    let (factor, rest) = split_multiplier(unit);
    (factor, rest.to_owned())
}

/// See [`super::Unit::factor_to`]. Expects normalised units.
pub(super) fn factor(from: &str, to: &str) -> Option<Decimal> {
    if from == to {
        return Some(Decimal::ONE);
    }
    let (from, to) = (UnitMeasure::of(from)?, UnitMeasure::of(to)?);
    (from.counted == to.counted).then_some(())?;
    let numerator = from.numerator.checked_mul(to.denominator)?;
    let denominator = from.denominator.checked_mul(to.numerator)?;
    let factor = numerator.checked_div(denominator)?;
    (factor.checked_mul(denominator)? == numerator).then(|| factor.normalize())
}

/// Half-width, signs for one thing made one sign; None for what carries no meaning.
fn folded(c: char) -> Option<char> {
    match c {
        _ if c.is_whitespace() => None,
        '\u{200b}' | '\u{feff}' | '\\' | '＼' | '$' | '＄' => None,
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0),
        '﹪' => Some('%'),
        '∕' | '⁄' => Some('/'),
        'µ' => Some('μ'),
        '²' => Some('2'),
        '³' => Some('3'),
        '・' | '•' => Some('·'),
        other => Some(other),
    }
}

/// Rates per people have many spellings: 1/10万, /十万人, 例/10万 are one.
fn of_people(denominator: &str) -> Option<&'static str> {
    match denominator {
        "10万" | "10万人" | "十万" | "十万人" => Some("10万人"),
        "千人" | "千人口" => Some("千人"),
        "万人" | "万人口" => Some("万人"),
        _ => None,
    }
}

/// One name for a part of a unit between slashes, its multiplier kept: `万m2` is 万平方米.
fn common_name(part: &str) -> String {
    let (_, word) = split_multiplier(part);
    let multiplier = &part[..part.len() - word.len()];
    let name = NAMES
        .iter()
        .find(|(other, _)| *other == word)
        .map_or(word, |(_, name)| name);
    format!("{multiplier}{name}")
}

const NAMES: &[(&str, &str)] = &[
    ("m", "米"),
    ("mm", "毫米"),
    ("㎜", "毫米"),
    ("cm", "厘米"),
    ("㎝", "厘米"),
    ("km", "公里"),
    ("KM", "公里"),
    ("Km", "公里"),
    ("㎞", "公里"),
    ("千米", "公里"),
    ("m2", "平方米"),
    ("M2", "平方米"),
    ("㎡", "平方米"),
    ("平米", "平方米"),
    ("km2", "平方公里"),
    ("KM2", "平方公里"),
    ("㎢", "平方公里"),
    ("平方千米", "平方公里"),
    ("hm2", "公顷"),
    ("ha", "公顷"),
    ("m3", "立方米"),
    ("M3", "立方米"),
    ("㎥", "立方米"),
    ("L", "升"),
    ("l", "升"),
    ("mL", "毫升"),
    ("ml", "毫升"),
    ("g", "克"),
    ("mg", "毫克"),
    ("㎎", "毫克"),
    ("μg", "微克"),
    ("ug", "微克"),
    ("㎍", "微克"),
    ("kg", "千克"),
    ("KG", "千克"),
    ("Kg", "千克"),
    ("㎏", "千克"),
    ("公斤", "千克"),
    ("t", "吨"),
    ("公吨", "吨"),
    ("tce", "吨标准煤"),
    ("吨标煤", "吨标准煤"),
    ("kW", "千瓦"),
    ("KW", "千瓦"),
    ("kw", "千瓦"),
    ("MW", "兆瓦"),
    ("GW", "吉瓦"),
    ("kWh", "千瓦时"),
    ("KWh", "千瓦时"),
    ("kwh", "千瓦时"),
    ("kW·h", "千瓦时"),
    ("千瓦小时", "千瓦时"),
    ("MWh", "兆瓦时"),
    ("GWh", "吉瓦时"),
    ("h", "小时"),
    ("min", "分钟"),
    ("dB", "分贝"),
    ("℃", "摄氏度"),
    ("个百分点", "百分点"),
];

/// Words that begin like a multiplier and are whole.
const WHOLE: &[&str] = &[
    "千瓦", "千克", "千米", "千伏", "千卡", "千焦", "千帕", "百帕", "千赫", "千字", "百分", "千分",
    "万分",
];

/// The leading multiplier of a word and the rest of the word.
fn split_multiplier(word: &str) -> (Decimal, &str) {
    let (mut factor, mut rest) = (Decimal::ONE, word);
    while !WHOLE.iter().any(|whole| rest.starts_with(whole)) {
        let mut chars = rest.chars();
        let Some(power) = chars.next().and_then(multiplier) else {
            break;
        };
        let Some(product) = factor.checked_mul(Decimal::from(power)) else {
            break;
        };
        (factor, rest) = (product, chars.as_str());
    }
    (factor, rest)
}

const fn multiplier(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

/// A unit taken apart: how many of what is counted, per what.
struct UnitMeasure {
    numerator: Decimal,
    denominator: Decimal,
    counted: Vec<String>,
}

impl UnitMeasure {
    fn of(unit: &str) -> Option<Self> {
        let mut measure = Self {
            numerator: Decimal::ONE,
            denominator: Decimal::ONE,
            counted: Vec::new(),
        };
        for (index, part) in unit.split('/').enumerate() {
            let (multiplier, word) = split_multiplier(part);
            let (counted, numerator, denominator) = in_base_unit(word);
            let numerator = multiplier.checked_mul(Decimal::from(numerator))?;
            let denominator = Decimal::from(denominator);
            let (up, down) = if index == 0 {
                (numerator, denominator)
            } else {
                (denominator, numerator)
            };
            measure.numerator = measure.numerator.checked_mul(up)?;
            measure.denominator = measure.denominator.checked_mul(down)?;
            measure.counted.push(counted);
        }
        Some(measure)
    }
}

/// 吨标准煤 is 1 000 000 / 1 of 克标准煤; a word that is not in the table is one of itself.
fn in_base_unit(word: &str) -> (String, u32, u32) {
    SIZES
        .iter()
        .find_map(|(name, base, numerator, denominator)| {
            let rest = word.strip_prefix(name)?;
            Some((format!("{base}{rest}"), *numerator, *denominator))
        })
        .unwrap_or_else(|| (word.to_owned(), 1, 1))
}

/// Name, base unit, and how many base units it is. No name is the beginning of a later one.
const SIZES: &[(&str, &str, u32, u32)] = &[
    ("毫米", "米", 1, 1000),
    ("厘米", "米", 1, 100),
    ("公里", "米", 1000, 1),
    ("平方公里", "平方米", 1_000_000, 1),
    ("公顷", "平方米", 10_000, 1),
    ("亩", "平方米", 2000, 3),
    ("毫升", "立方米", 1, 1_000_000),
    ("升", "立方米", 1, 1000),
    ("微克", "克", 1, 1_000_000),
    ("毫克", "克", 1, 1000),
    ("千克", "克", 1000, 1),
    ("吨", "克", 1_000_000, 1),
    ("斤", "克", 500, 1),
    ("千瓦", "瓦", 1000, 1),
    ("兆瓦", "瓦", 1_000_000, 1),
    ("吉瓦", "瓦", 1_000_000_000, 1),
    ("小时", "分钟", 60, 1),
    ("年", "月", 12, 1),
    ("个月", "月", 1, 1),
    ("名", "人", 1, 1),
    ("位", "人", 1, 1),
    ("幢", "栋", 1, 1),
    ("‰", "%", 1, 10),
    ("‱", "%", 1, 100),
];
