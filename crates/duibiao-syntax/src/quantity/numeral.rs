//! Chinese numerals: 九十, 一千零五十, 三点五, 百分之九十, 九成五.
//!
//! Only the full, regular form counts: what a value is spelled as must be what was printed. So 一万二
//! (is it 12 000 or 10 002?), 二〇三〇 (a year) and 一百一 are not read.

use rust_decimal::Decimal;

/// The numeral at the start of `text`, the sign it brings (`%`, `‰`) and its length in bytes.
pub(super) fn read(text: &str) -> Option<(Decimal, Option<&'static str>, usize)> {
    proportion(text)
        .or_else(|| tenths(text))
        .or_else(|| plain(text).map(|(value, length)| (value, None, length)))
}

/// 百分之九十, 百分之95.5, 百分之百, 千分之五.
fn proportion(text: &str) -> Option<(Decimal, Option<&'static str>, usize)> {
    let (sign, rest) = [("百分之", "%"), ("千分之", "‰"), ("万分之", "‱")]
        .into_iter()
        .find_map(|(words, sign)| Some((sign, text.strip_prefix(words)?)))?;
    let (value, length) = super::digits(rest).or_else(|| plain(rest)).or_else(|| {
        rest.starts_with('百')
            .then_some((Decimal::ONE_HUNDRED, '百'.len_utf8()))
    })?;
    Some((value, Some(sign), text.len() - rest.len() + length))
}

/// 九成, 九成五.
fn tenths(text: &str) -> Option<(Decimal, Option<&'static str>, usize)> {
    let mut chars = text.chars();
    let tens = chars
        .next()
        .and_then(numeral_digit)
        .filter(|tens| *tens > 0)?;
    let rest = chars.as_str().strip_prefix('成')?;
    let ones = rest
        .chars()
        .next()
        .and_then(|c| Some((numeral_digit(c)?, c.len_utf8())));
    let (ones, length) = ones.unwrap_or((0, 0));
    let value = Decimal::from(tens * 10 + ones);
    Some((value, Some("%"), text.len() - rest.len() + length))
}

/// No numeral that means a number in a plan is longer; this also keeps the arithmetic in 64 bits.
const LONGEST: usize = 40;

fn plain(text: &str) -> Option<(Decimal, usize)> {
    let of_numeral = |c: char| numeral_digit(c).is_some() || power(c).is_some() || c == '点';
    let length = text.find(|c| !of_numeral(c)).unwrap_or(text.len());
    let run = &text[..length];
    if run.chars().nth(LONGEST).is_some() {
        return None;
    }
    let (whole, fraction) = run
        .split_once('点')
        .map_or((run, None), |(w, f)| (w, Some(f)));
    let whole = whole_value(whole)?;
    let value = fraction.map_or(Some(Decimal::from(whole)), |f| with_fraction(whole, f))?;
    Some((value, length))
}

fn with_fraction(whole: u64, fraction: &str) -> Option<Decimal> {
    let digits = fraction
        .chars()
        .map(numeral_digit)
        .collect::<Option<Vec<_>>>()?;
    if digits.is_empty() || digits.len() > 8 {
        return None;
    }
    let mantissa = digits
        .iter()
        .fold(i128::from(whole), |value, d| value * 10 + i128::from(*d));
    Decimal::try_from_i128_with_scale(mantissa, u32::try_from(digits.len()).ok()?).ok()
}

fn whole_value(run: &str) -> Option<u64> {
    let plain: String = run.chars().map(common_form).collect();
    let value = lenient_value(&plain)?;
    (spelled(value) == plain).then_some(value)
}

const fn common_form(c: char) -> char {
    match c {
        '两' => '二',
        '〇' => '零',
        other => other,
    }
}

/// Adds up what the characters say, in whatever order they stand; [`whole_value`] checks the order.
fn lenient_value(numeral: &str) -> Option<u64> {
    let (mut above, mut middle, mut section, mut digit) = (0_u64, 0_u64, 0_u64, 0_u64);
    for c in numeral.chars() {
        match (numeral_digit(c), power(c)?) {
            (Some(value), _) => digit = u64::from(value),
            (None, 10_000) => {
                middle = middle.checked_add((section + digit) * 10_000)?;
                (section, digit) = (0, 0);
            }
            (None, 100_000_000) => {
                above = above.checked_add(middle)?.checked_add(section + digit)?;
                above = above.checked_mul(100_000_000)?;
                (middle, section, digit) = (0, 0, 0);
            }
            (None, small) => {
                section = section.checked_add(digit.max(1) * small)?;
                digit = 0;
            }
        }
    }
    above.checked_add(middle)?.checked_add(section + digit)
}

fn numeral_digit(c: char) -> Option<u32> {
    let digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let found = digits.iter().position(|digit| *digit == common_form(c))?;
    u32::try_from(found).ok()
}

/// What a character multiplies by; 1 for a digit.
fn power(c: char) -> Option<u64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => numeral_digit(c).map(|_| 1),
    }
}

/// The regular spelling of a whole number.
pub(super) fn spelled(value: u64) -> String {
    if value == 0 {
        return "零".to_owned();
    }
    let spelled = spelled_group(value);
    spelled
        .strip_prefix("一十")
        .map_or_else(|| spelled.clone(), |rest| format!("十{rest}"))
}

/// Empty for zero, 一十 for ten, as inside a longer numeral.
fn spelled_group(value: u64) -> String {
    for (power, name) in [
        (100_000_000, '亿'),
        (10_000, '万'),
        (1000, '千'),
        (100, '百'),
        (10, '十'),
    ] {
        if value >= power {
            let (high, low) = (spelled_group(value / power), value % power);
            let zero = if low > 0 && low < power / 10 {
                "零"
            } else {
                ""
            };
            return format!("{high}{name}{zero}{}", spelled_group(low));
        }
    }
    ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
        .get(usize::try_from(value).unwrap_or_default())
        .map(|digit| (*digit).to_owned())
        .unwrap_or_default()
}
