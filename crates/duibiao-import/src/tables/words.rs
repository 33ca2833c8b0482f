//! Words as a page prints them, and as they were meant: spaces that a page made, widths of letters.
//!
//! Nothing here knows what a table is.

/// The half-width form of a full-width letter, digit or sign.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '﹪' => '%',
        '\u{3000}' => ' ',
        other => other,
    }
}

/// Half-width and without any white space: for comparing with a vocabulary.
pub(crate) fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| !is_space(*c))
        .map(half_width)
        .map(|c| match c {
            '"' | '「' => '“',
            '」' => '”',
            '–' | '—' | '－' | '~' | '～' | '―' => '-',
            other => other,
        })
        .collect()
}

/// White space and what is printed as nothing.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
        )
}

/// The words without the spaces that a page put inside them. Chinese is written without spaces; one stays
/// beside a Latin letter and between two digits, where it may part words.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parted = false;
    for c in text.chars() {
        if is_space(c) {
            parted = true;
            continue;
        }
        if let (true, Some(last)) = (parted, out.chars().next_back()) {
            let digits = last.is_ascii_digit() && c.is_ascii_digit();
            if digits || last.is_ascii_alphabetic() || c.is_ascii_alphabetic() {
                out.push(' ');
            }
        }
        parted = false;
        out.push(c);
    }
    out
}

/// How many characters are printed.
pub(crate) fn length(text: &str) -> usize {
    text.chars().filter(|c| !is_space(*c)).count()
}

/// How many letters of words there are: neither digits nor signs.
pub(crate) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// Whether nothing is printed.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(is_space)
}

/// Whether the text holds one of the words.
pub(crate) fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// The text without white space at both ends, form feeds and invisible characters counted as such.
pub(crate) fn trimmed(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// Whether brackets and quotation marks that open also close, and the other way round.
pub(crate) fn is_balanced(text: &str) -> bool {
    let mut open: Vec<char> = Vec::new();
    for c in text.chars().map(half_width) {
        let closes = match c {
            ')' => '(',
            '》' => '《',
            '”' => '“',
            '】' => '【',
            '(' | '《' | '“' | '【' => {
                open.push(c);
                continue;
            }
            _ => continue,
        };
        if open.pop() != Some(closes) {
            return false;
        }
    }
    open.is_empty()
}
