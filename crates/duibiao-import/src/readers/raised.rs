//! Raised and lowered digits as the characters that stand for them.

/// Raised or lowered digits keep their height, because 10⁴ is not 104. Other text stays as it is.
pub(crate) fn shifted(text: &str, digits: &str) -> String {
    let shift = |c: char| {
        c.to_digit(10)
            .and_then(|digit| digits.chars().nth(digit as usize))
    };
    if text.trim().is_empty() || !text.trim().chars().all(|c| c.is_ascii_digit()) {
        return text.to_owned();
    }
    text.chars().map(|c| shift(c).unwrap_or(c)).collect()
}
