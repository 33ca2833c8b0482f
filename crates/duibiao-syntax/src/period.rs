//! Planning periods: whole years, first and last included.

use std::fmt;
use std::str::FromStr;

/// The years a plan is for, e.g. 2021–2025.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first year.
    pub start: u16,
    /// The last year.
    pub end: u16,
}

impl Period {
    /// Whether a year lies in the period.
    pub const fn contains(self, year: u16) -> bool {
        self.start <= year && year <= self.end
    }

    /// “十四五” for 2021–2025: the name that five-year plans have had without a gap since the sixth
    /// (1981–1985). Other spans have no such name.
    pub fn five_year_name(self) -> Option<String> {
        let aligned = self.start >= 1981 && self.start % 5 == 1 && self.end == self.start + 4;
        aligned.then(|| format!("{}五", chinese_numeral((self.start - 1981) / 5 + 6)))
    }

    /// The period that a name like 十四五 stands for, with or without quotation marks.
    pub fn from_five_year_name(name: &str) -> Option<Self> {
        let numeral = name
            .trim_matches(['“', '”', '"', '「', '」', '＂'])
            .strip_suffix('五')?;
        (6..=40)
            .find(|ordinal| chinese_numeral(*ordinal) == numeral)
            .map(|ordinal| {
                let start = 1981 + (ordinal - 6) * 5;
                Self {
                    start,
                    end: start + 4,
                }
            })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.start, self.end)
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let (start, end) = text
            .split_once(['-', '—', '–', '－', '～', '~'])
            .ok_or(NotAPeriod)?;
        let year = |digits: &str| {
            let four_digits = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
            if four_digits {
                digits.parse().or(Err(NotAPeriod))
            } else {
                Err(NotAPeriod)
            }
        };
        let (start, end) = (year(start)?, year(end)?);
        if start <= end {
            Ok(Self { start, end })
        } else {
            Err(NotAPeriod)
        }
    }
}

/// A text that is not two years with the earlier one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPeriod;

/// A number below a hundred in Chinese: 十四, 二十一.
fn chinese_numeral(number: u16) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (usize::from(number / 10), usize::from(number % 10));
    match tens {
        0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        _ => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_year_names_both_ways() {
        for (period, name) in [
            ("2021-2025", "十四五"),
            ("2026-2030", "十五五"),
            ("2016-2020", "十三五"),
        ] {
            let period: Period = period.parse().unwrap();
            assert_eq!(period.five_year_name().as_deref(), Some(name));
            assert_eq!(
                Period::from_five_year_name(&format!("“{name}”")),
                Some(period)
            );
        }
        assert_eq!(
            "2021-2035".parse::<Period>().unwrap().five_year_name(),
            None
        );
    }

    #[test]
    fn years_must_be_in_order() {
        for wrong in ["2025-2021", "2021", "21-25", "2021-", "2021-20255"] {
            assert_eq!(wrong.parse::<Period>(), Err(NotAPeriod), "{wrong}");
        }
    }
}
