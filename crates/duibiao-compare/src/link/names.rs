//! When two printed names are the same name.
//!
//! Normalisation takes off what carries no meaning (footnote marks, spaces, punctuation, width) and
//! nothing else: 职业健康 and 职业卫生 stay two words, which only the crosswalk may join.

use unicode_normalization::UnicodeNormalization;

/// A name after normalisation.
pub fn normalised(name: &str) -> String {
    let folded: String = name
        .chars()
        .filter(|c| !is_footnote_mark(*c))
        .nfkc()
        .collect();
    let mut key = String::with_capacity(folded.len());
    let mut chars = folded.chars().peekable();
    while let Some(c) = chars.next() {
        let in_number = c == '.'
            && key.ends_with(|last: char| last.is_ascii_digit())
            && chars.peek().is_some_and(char::is_ascii_digit);
        if in_number || c.is_alphanumeric() || matches!(c, '%' | '+' | '/') {
            key.extend(c.to_lowercase());
        }
    }
    key
}

/// A document number after normalisation: every bracket of the year in one form.
pub fn normalised_number(number: &str) -> String {
    number
        .nfkc()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '[' | '【' | '(' => '〔',
            ']' | '】' | ')' => '〕',
            other => other,
        })
        .collect()
}

/// ①–⑳ behind a word refer to a note; NFKC would turn them into digits of the name.
fn is_footnote_mark(c: char) -> bool {
    matches!(c, '①'..='⑳' | '*' | '＊')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_carries_no_meaning_is_taken_off() {
        for (a, b) in [
            (
                "全国重点文物保护单位“四有”工作①完成率",
                "全国重点文物保护单位四有工作完成率",
            ),
            ("细颗粒物（PM2.5）浓度", "细颗粒物(ＰＭ２．５) 浓度"),
            (
                "中心城雨水排水能力达3~5年一遇面积占比",
                "中心城雨水排水能力达3～5年一遇面积占比",
            ),
        ] {
            assert_eq!(normalised(a), normalised(b));
        }
        assert_ne!(
            normalised("职业健康违法案件查处率"),
            normalised("职业卫生违法案件查处率")
        );
    }

    #[test]
    fn numbers_of_documents() {
        assert_eq!(
            normalised_number("甲卫发[2022] 8号"),
            normalised_number("甲卫发〔2022〕8号")
        );
    }
}
