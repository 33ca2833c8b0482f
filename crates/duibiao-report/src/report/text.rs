//! Small things about text on a terminal: the language's word, what is safe to print, how wide it is.

use duibiao_syntax::diagnostic::Language;

/// Longer messages quote something too long to read in a terminal.
const LONGEST_MESSAGE: usize = 1000;

/// The word in the reader's language.
pub fn pick(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// A message as it may be printed: nothing in it steers the terminal, and it has an end.
pub(super) fn readable(text: &str) -> String {
    let mut readable: String = text.chars().map(visible).take(LONGEST_MESSAGE).collect();
    if text.chars().nth(LONGEST_MESSAGE).is_some() {
        readable.push('…');
    }
    readable
}

/// The character to print for `c`: what a terminal would obey or not show is replaced by one mark.
pub(super) const fn visible(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' => c,
        '\0'..='\x1F' => control_picture(c),
        '\x7F' => '\u{2421}',
        '\u{80}'..='\u{9F}'
        | '\u{AD}'
        | '\u{61C}'
        | '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FDD0}'..='\u{FDEF}'
        | '\u{FEFF}'
        | '\u{E0000}'..='\u{E007F}' => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

/// `␛` for escape and so on.
const fn control_picture(c: char) -> char {
    match char::from_u32(0x2400 + c as u32) {
        Some(picture) => picture,
        None => char::REPLACEMENT_CHARACTER,
    }
}

/// The last character boundary not after `offset`: of a text that is too long, only the beginning is
/// kept, and what was found may lie behind it.
pub(super) fn boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len()))
        .rev()
        .find(|candidate| text.is_char_boundary(*candidate))
        .unwrap_or(0)
}

/// How many columns a text takes in a terminal.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// Two columns for East Asian wide characters, none for combining marks, one for the rest. What is
/// “ambiguous” in Unicode (`“ ” ≥ —`) counts one, as the renderer of the excerpts has it.
pub(super) const fn char_width(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36F}' | '\u{FE00}'..='\u{FE0F}' => 0,
        '\t' => 4,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{303E}'
        | '\u{3041}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF01}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{1F64F}'
        | '\u{1F900}'..='\u{1F9FF}'
        | '\u{20000}'..='\u{3FFFD}' => 2,
        _ => 1,
    }
}
