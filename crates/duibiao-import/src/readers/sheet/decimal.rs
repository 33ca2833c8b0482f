//! Decimal numbers as digits: what a spreadsheet stores, rounded the way it shows them.
//!
//! No binary fraction is involved, so 2.675 rounds to 2.68 as on the screen.

/// Digits beyond which a stored number is only an artefact of binary fractions.
const SIGNIFICANT: usize = 15;

/// A number: its digits times a power of ten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) is_negative: bool,
    /// Without zeros in front; empty for zero.
    digits: Vec<u8>,
    exponent: i32,
}

impl Decimal {
    /// Parses `-12.5E-3`, rounded to fifteen digits.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (is_negative, rest) = text
            .strip_prefix('-')
            .map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all: String = format!("{whole}{fraction}");
        if all.is_empty() || all.len() > 400 || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let shift = i32::try_from(fraction.len()).ok()?;
        let exponent = exponent
            .parse::<i32>()
            .ok()
            .filter(|power| power.abs() < 400)?
            - shift;
        let digits: Vec<u8> = all
            .bytes()
            .map(|byte| byte - b'0')
            .skip_while(|&digit| digit == 0)
            .collect();
        let mut number = Self {
            is_negative,
            digits,
            exponent,
        };
        if number.digits.len() > SIGNIFICANT {
            number.cut(number.digits.len() - SIGNIFICANT);
        }
        Some(number)
    }

    pub(super) fn is_zero(&self) -> bool {
        self.digits.iter().all(|&digit| digit == 0)
    }

    /// Multiplied by a power of ten.
    pub(super) fn shifted(mut self, power: i32) -> Self {
        self.exponent = self.exponent.saturating_add(power);
        self
    }

    /// Rounded half up to a number of decimal places.
    pub(super) fn rounded(mut self, places: usize) -> Self {
        let wanted = i32::try_from(places).unwrap_or(i32::MAX);
        if let Ok(extra) = usize::try_from((-self.exponent).saturating_sub(wanted)) {
            self.cut(extra);
        }
        self
    }

    /// Drops the last `count` digits and rounds.
    fn cut(&mut self, count: usize) {
        let kept = self.digits.len().saturating_sub(count);
        let rounds_up =
            count <= self.digits.len() && self.digits.get(kept).is_some_and(|&digit| digit >= 5);
        self.digits.truncate(kept);
        self.exponent = self
            .exponent
            .saturating_add(i32::try_from(count).unwrap_or(i32::MAX));
        if rounds_up {
            for digit in self.digits.iter_mut().rev() {
                *digit += 1;
                if *digit < 10 {
                    return;
                }
                *digit = 0;
            }
            self.digits.insert(0, 1);
        }
    }

    /// The digits before and after the point, the sign left out. No zeros in front, none cut at the end.
    pub(super) fn parts(&self) -> (String, String) {
        let digits: String = self
            .digits
            .iter()
            .map(|&digit| char::from(b'0' + digit))
            .collect();
        if self.exponent >= 0 {
            let zeros = if digits.is_empty() {
                0
            } else {
                usize::try_from(self.exponent).unwrap_or(0)
            };
            return (digits + &"0".repeat(zeros), String::new());
        }
        let places = usize::try_from(-self.exponent).unwrap_or(0);
        match digits.len().checked_sub(places) {
            Some(at) => (digits[..at].to_owned(), digits[at..].to_owned()),
            None => (String::new(), "0".repeat(places - digits.len()) + &digits),
        }
    }

    /// As `General` shows it: no zeros at the end.
    pub(super) fn plain(&self) -> String {
        let (whole, fraction) = self.parts();
        let fraction = fraction.trim_end_matches('0');
        let whole = if whole.is_empty() { "0" } else { &whole };
        let sign = if self.is_negative && !self.is_zero() {
            "-"
        } else {
            ""
        };
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{fraction}")
    }

    /// The whole part as a number, and the rest of the day in seconds, for dates.
    pub(super) fn days_and_seconds(&self) -> Option<(i64, i64)> {
        if self.is_negative {
            return None;
        }
        let (whole, fraction) = self.parts();
        let days: i64 = if whole.is_empty() {
            0
        } else {
            whole.parse().ok()?
        };
        let nine: String = fraction
            .chars()
            .chain(std::iter::repeat('0'))
            .take(9)
            .collect();
        let billionths: i64 = nine.parse().ok()?;
        let seconds = (billionths * 86_400 + 500_000_000) / 1_000_000_000;
        Some((days + seconds / 86_400, seconds % 86_400))
    }
}
