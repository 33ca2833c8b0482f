//! A counting number in the writing that a list asks for: `3`, `三`, `③`, `iii`, `叁`.

#[cfg(test)]
mod tests;

/// A way to write a counting number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numeral {
    /// 1, 2, 3.
    Decimal,
    /// 01, 02, 03.
    DecimalZero,
    /// １, ２, ３.
    FullWidth,
    /// ①, ②, ③.
    Circled,
    /// ⑴, ⑵, ⑶.
    Parenthesized,
    /// ⒈, ⒉, ⒊.
    WithStop,
    /// 一, 二, 十一, and digits from a hundred on: 一〇一.
    Chinese,
    /// 一, 二, 一百零一.
    ChineseThousand,
    /// 壹, 贰, 壹拾壹.
    ChineseLegal,
    /// 一, 二, 一一: digit by digit.
    ChineseDigits,
    /// 甲, 乙, 丙.
    Stems,
    /// 子, 丑, 寅.
    Branches,
    /// I, II, III.
    RomanUpper,
    /// i, ii, iii.
    RomanLower,
    /// A, B, C.
    LatinUpper,
    /// a, b, c.
    LatinLower,
    /// A mark that does not count.
    Bullet,
}

/// The writing that `w:numFmt` names; nothing for `none`. A name that is not known counts with digits.
pub(crate) fn word_format(name: &str) -> Option<Numeral> {
    Some(match name {
        "none" => return None,
        "bullet" => Numeral::Bullet,
        "decimalZero" => Numeral::DecimalZero,
        "decimalFullWidth" | "decimalFullWidth2" => Numeral::FullWidth,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Numeral::Circled,
        "decimalEnclosedParen" => Numeral::Parenthesized,
        "decimalEnclosedFullstop" => Numeral::WithStop,
        "chineseCounting" | "taiwaneseCounting" | "koreanCounting" => Numeral::Chinese,
        "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCountingThousand" => {
            Numeral::ChineseThousand
        }
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            Numeral::ChineseLegal
        }
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => {
            Numeral::ChineseDigits
        }
        "ideographTraditional" => Numeral::Stems,
        "ideographZodiac" => Numeral::Branches,
        "upperRoman" => Numeral::RomanUpper,
        "lowerRoman" => Numeral::RomanLower,
        "upperLetter" => Numeral::LatinUpper,
        "lowerLetter" => Numeral::LatinLower,
        _ => Numeral::Decimal,
    })
}

/// Writes a number. Where a writing ends, digits are used: ㊿ is followed by 51.
pub(crate) fn write(number: i64, numeral: Numeral) -> String {
    let plain = || number.to_string();
    let Ok(count) = u32::try_from(number) else {
        return plain();
    };
    match numeral {
        Numeral::Bullet => String::new(),
        Numeral::Decimal => plain(),
        Numeral::DecimalZero => format!("{number:02}"),
        Numeral::FullWidth => plain().chars().map(full_width).collect(),
        Numeral::Circled => circled(count).map_or_else(plain, String::from),
        Numeral::Parenthesized => run(count, 20, '⑴').map_or_else(plain, String::from),
        Numeral::WithStop => run(count, 20, '⒈').map_or_else(plain, String::from),
        Numeral::Chinese if count >= 100 => digits(&plain()),
        Numeral::Chinese | Numeral::ChineseThousand => chinese(count, &ORDINARY),
        Numeral::ChineseLegal => chinese(count, &LEGAL),
        Numeral::ChineseDigits => digits(&plain()),
        Numeral::Stems => nth("甲乙丙丁戊己庚辛壬癸", count).map_or_else(plain, String::from),
        Numeral::Branches => {
            nth("子丑寅卯辰巳午未申酉戌亥", count).map_or_else(plain, String::from)
        }
        Numeral::RomanUpper => roman(count).unwrap_or_else(plain),
        Numeral::RomanLower => roman(count).map_or_else(plain, |text| text.to_lowercase()),
        Numeral::LatinUpper => latin(count).unwrap_or_else(plain),
        Numeral::LatinLower => latin(count).map_or_else(plain, |text| text.to_lowercase()),
    }
}

/// ① to ㊿.
pub(crate) fn circled(count: u32) -> Option<char> {
    run(count, 20, '①')
        .or_else(|| run(count.checked_sub(20)?, 15, '㉑'))
        .or_else(|| run(count.checked_sub(35)?, 15, '㊱'))
}

/// The character for `count` in a run of code points that begins with the one for 1.
fn run(count: u32, last: u32, first: char) -> Option<char> {
    (1..=last)
        .contains(&count)
        .then(|| char::from_u32(u32::from(first) + count - 1))
        .flatten()
}

fn nth(characters: &str, count: u32) -> Option<char> {
    characters
        .chars()
        .nth(usize::try_from(count.checked_sub(1)?).ok()?)
}

fn full_width(digit: char) -> char {
    digit
        .to_digit(10)
        .and_then(|digit| char::from_u32(u32::from('０') + digit))
        .unwrap_or(digit)
}

fn digits(plain: &str) -> String {
    plain
        .chars()
        .filter_map(|digit| {
            "〇一二三四五六七八九"
                .chars()
                .nth(digit.to_digit(10)? as usize)
        })
        .collect()
}

/// The characters of one way to count in words.
struct NumeralCharacters {
    digits: [char; 10],
    units: [&'static str; 4],
    /// Ten is 十, not 一十.
    bare_ten: bool,
}

const ORDINARY: NumeralCharacters = NumeralCharacters {
    digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    units: ["", "十", "百", "千"],
    bare_ten: true,
};

const LEGAL: NumeralCharacters = NumeralCharacters {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    units: ["", "拾", "佰", "仟"],
    bare_ten: false,
};

/// Numbers below ten thousand in words; above, digit by digit.
fn chinese(count: u32, words: &NumeralCharacters) -> String {
    if count == 0 || count > 9999 {
        return digits(&count.to_string());
    }
    let mut text = String::new();
    let mut has_gap = false;
    for position in (0..4_u32).rev() {
        let digit = count / 10_u32.pow(position) % 10;
        if digit == 0 {
            has_gap = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut has_gap) {
            text.push(words.digits[0]);
        }
        let is_bare = words.bare_ten && position == 1 && digit == 1 && text.is_empty();
        if !is_bare {
            text.push(words.digits[digit as usize]);
        }
        text.push_str(words.units[position as usize]);
    }
    text
}

fn roman(count: u32) -> Option<String> {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = (1..4000).contains(&count).then_some(count)?;
    let mut text = String::new();
    for (value, letters) in STEPS {
        while rest >= value {
            text.push_str(letters);
            rest -= value;
        }
    }
    Some(text)
}

/// A … Z, AA, BB, … as Word counts.
fn latin(count: u32) -> Option<String> {
    let index = count.checked_sub(1)?;
    let letter = char::from_u32(u32::from('A') + index % 26)?;
    let times = usize::try_from(index / 26 + 1)
        .ok()
        .filter(|&times| times < 32)?;
    Some(letter.to_string().repeat(times))
}
