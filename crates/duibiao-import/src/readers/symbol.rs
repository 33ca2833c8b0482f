//! The Symbol font: which character a code of it draws.
//!
//! Documents store `≥` as code B3 of the Symbol font, and most converters read it as `³`. Only the codes
//! that stand for a character of writing or mathematics are known here; pieces of tall brackets and
//! pictures of other symbol fonts are not guessed at.

/// The printable codes from 0x20 to 0x7E, in order.
const LOW: &str = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";

/// The codes from 0xA0 to 0xFE, in order; a full stop in a box where there is no character.
const HIGH: &str = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\u{0}\u{0}↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}〉∫⌠\u{0}⌡";

/// The character of a code of the Symbol font, also when it stands in the private area F020–F0FF where Word
/// puts it.
pub(crate) fn symbol(code: u32) -> Option<char> {
    let code = if (0xF000..=0xF0FF).contains(&code) {
        code - 0xF000
    } else {
        code
    };
    let (table, first) = match code {
        0x20..=0x7E => (LOW, 0x20),
        0xA0..=0xEF => (HIGH, 0xA0),
        0xF1..=0xFE => (HIGH, 0xA1),
        _ => return None,
    };
    let index = usize::try_from(code - first).ok()?;
    table.chars().nth(index).filter(|&c| c != '\0')
}

/// Whether a font of this name has the Symbol encoding.
pub(crate) fn is_symbol_font(name: &str) -> bool {
    let name = name
        .rsplit('+')
        .next()
        .unwrap_or(name)
        .trim_start_matches('/');
    name.eq_ignore_ascii_case("Symbol")
        || name.to_ascii_lowercase().starts_with("symbolmt")
        || name.to_ascii_lowercase().starts_with("symbol,")
}

/// Whether a font of this name holds pictures whose codes say nothing: Wingdings, Webdings, Dingbats.
pub(crate) fn is_picture_font(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["wingdings", "webdings", "dingbats", "marlett"]
        .iter()
        .any(|font| name.contains(font))
}

/// The few pictures of Wingdings that offices use as words: a tick and a cross in a box.
pub(crate) fn wingdings(code: u32) -> Option<char> {
    let code = if (0xF000..=0xF0FF).contains(&code) {
        code - 0xF000
    } else {
        code
    };
    Some(match code {
        0x6C => '●',
        0x6E => '■',
        0x6F | 0xA8 => '□',
        0x71 => '❑',
        0x75 => '◆',
        0xA1 => '○',
        0xA7 => '▪',
        0xD8 => '➢',
        0xE8 => '➔',
        0xFB => '✗',
        0xFC => '✓',
        0xFD => '☒',
        0xFE => '☑',
        _ => return None,
    })
}
