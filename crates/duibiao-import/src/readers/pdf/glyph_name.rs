//! Names of glyphs -> characters, for fonts that list names instead of codes.
//!
//! The names that office programs write: `uni4E00`, single letters, and the common marks. A name that means
//! nothing outside its font (`g37`) stays unknown.

/// The character of a glyph name.
pub(super) fn character(name: &str) -> Option<char> {
    let name = name.split('.').next().unwrap_or(name);
    let mut letters = name.chars();
    if let (Some(only), None) = (letters.next(), letters.next()) {
        return Some(only);
    }
    let digits = name
        .strip_prefix("uni")
        .filter(|digits| digits.len() >= 4)
        .map(|digits| &digits[..4]);
    let digits = digits.or_else(|| {
        name.strip_prefix('u')
            .filter(|digits| (4..=6).contains(&digits.len()))
    });
    if let Some(code) = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
        return char::from_u32(code);
    }
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|&(_, character)| character)
}

const NAMES: [(&str, char); 99] = [
    ("space", ' '),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("asciicircum", '^'),
    ("underscore", '_'),
    ("grave", '`'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("asciitilde", '~'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("bullet", '•'),
    ("endash", '–'),
    ("emdash", '—'),
    ("ellipsis", '…'),
    ("periodcentered", '·'),
    ("degree", '°'),
    ("plusminus", '±'),
    ("multiply", '×'),
    ("divide", '÷'),
    ("lessequal", '≤'),
    ("greaterequal", '≥'),
    ("notequal", '≠'),
    ("approxequal", '≈'),
    ("minus", '−'),
    ("perthousand", '‰'),
    ("section", '§'),
    ("paragraph", '¶'),
    ("yen", '¥'),
    ("sterling", '£'),
    ("cent", '¢'),
    ("Euro", '€'),
    ("mu", 'μ'),
    ("Delta", 'Δ'),
    ("Omega", 'Ω'),
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("delta", 'δ'),
    ("pi", 'π'),
    ("sigma", 'σ'),
    ("Sigma", 'Σ'),
    ("infinity", '∞'),
    ("radical", '√'),
    ("twosuperior", '²'),
    ("threesuperior", '³'),
    ("onesuperior", '¹'),
    ("onehalf", '½'),
    ("onequarter", '¼'),
    ("threequarters", '¾'),
    ("guillemotleft", '«'),
    ("guillemotright", '»'),
    ("guilsinglleft", '‹'),
    ("guilsinglright", '›'),
    ("copyright", '©'),
    ("registered", '®'),
    ("trademark", '™'),
    ("fraction", '⁄'),
    ("dagger", '†'),
    ("daggerdbl", '‡'),
    ("nbspace", '\u{A0}'),
    ("logicalnot", '¬'),
    ("arrowright", '→'),
];
