//! When two printed texts are the same words, and what had to be overlooked to say so.
//!
//! Only the dress of a text is overlooked: width, white space, the commands of LaTeX and Markdown, dashes,
//! footnote marks, points at the ends. Every digit, every comparator and every unit counts: no step
//! makes two of them one, and superscripts stay what they are. White space between two digits counts
//! too, for it cannot be told whether `9 0` is one number.

/// What was overlooked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Normalisation {
    /// `$\geq 90\%$` is `≥90%`.
    Latex,
    /// `\*` is `*`.
    Markdown,
    /// Full and half-width signs, forms of one sign.
    Width,
    /// White space, but not between digits.
    Spaces,
    /// Forms of the dash: `3—5`, `3-5`, `3~5`.
    Dashes,
    /// `10,000` is `10000`.
    Separators,
    /// Marks of footnotes: `12.27③`.
    Marks,
    /// Points and commas at the ends.
    Punctuation,
    /// The unit stands in its own column in one of the two.
    Unit,
    /// The original names the thing in other words, which are given with the proof.
    Name,
}

impl Normalisation {
    /// The word for it in reports, in Chinese and English.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Latex => ("LaTeX 写法", "LaTeX"),
            Self::Markdown => ("Markdown 转义", "Markdown escapes"),
            Self::Width => ("全角半角", "full and half width"),
            Self::Spaces => ("空格", "spaces"),
            Self::Dashes => ("连接号", "dashes"),
            Self::Separators => ("千位分隔", "thousands separators"),
            Self::Marks => ("注释标记", "footnote marks"),
            Self::Punctuation => ("首尾标点", "punctuation at the ends"),
            Self::Unit => ("单位所在的栏", "the place of the unit"),
            Self::Name => ("名称的写法", "the wording of the name"),
        }
    }
}

type WordingStep = (Normalisation, fn(&str) -> String);

/// The steps, in the order in which they are tried. Each undoes one kind of dress.
const STEPS: [WordingStep; 8] = [
    (Normalisation::Latex, without_latex),
    (Normalisation::Markdown, without_escapes),
    (Normalisation::Width, in_one_width),
    (Normalisation::Spaces, without_spaces),
    (Normalisation::Dashes, with_one_dash),
    (Normalisation::Separators, without_separators),
    (Normalisation::Marks, without_marks),
    (Normalisation::Punctuation, without_points),
];

/// What must be overlooked for two texts to be the same: nothing where they are byte for byte. None
/// where they differ.
pub(super) fn same(one: &str, other: &str) -> Option<Vec<Normalisation>> {
    if one == other {
        return Some(Vec::new());
    }
    let equal_with = |steps: &[WordingStep]| apply(one, steps) == apply(other, steps);
    if !equal_with(&STEPS) {
        return None;
    }
    // Leaving out a step that is not needed keeps them equal; what is left are the ones that are.
    let mut needed = STEPS.to_vec();
    let mut at = 0;
    while at < needed.len() {
        let step = needed.remove(at);
        if !equal_with(&needed) {
            needed.insert(at, step);
            at += 1;
        }
    }
    Some(
        needed
            .into_iter()
            .map(|(normalisation, _)| normalisation)
            .collect(),
    )
}

/// The form of a text in which all dress is undone.
pub(super) fn plain(text: &str) -> String {
    apply(text, &STEPS)
}

fn apply(text: &str, steps: &[WordingStep]) -> String {
    steps
        .iter()
        .fold(text.to_owned(), |text, (_, step)| step(&text))
}

/// The commands of LaTeX that documents converted from PDF hold. The longer ones stand first.
const COMMANDS: [(&str, &str); 14] = [
    ("\\geqslant", "≥"),
    ("\\leqslant", "≤"),
    ("\\geq", "≥"),
    ("\\leq", "≤"),
    ("\\ge", "≥"),
    ("\\le", "≤"),
    ("\\gt", ">"),
    ("\\lt", "<"),
    ("\\sim", "~"),
    ("\\times", "×"),
    ("\\pm", "±"),
    ("\\approx", "≈"),
    ("\\text", ""),
    ("\\mathrm", ""),
];

/// Text without `$` is no LaTeX.
fn without_latex(text: &str) -> String {
    if text.matches('$').count() < 2 {
        return text.to_owned();
    }
    let spelled = COMMANDS
        .iter()
        .fold(text.replace('$', ""), |text, (command, sign)| {
            text.replace(command, sign)
        });
    // A superscript or index keeps its braces, so that 10^{2} never becomes 102.
    let has_index = spelled.contains(['^', '_']);
    spelled
        .replace("\\%", "%")
        .replace("\\,", "")
        .replace(|c| !has_index && matches!(c, '{' | '}'), "")
}

fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let escapes = c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        plain.extend(if escapes { chars.next() } else { Some(c) });
    }
    plain
}

fn in_one_width(text: &str) -> String {
    let folded = text.chars().map(|c| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '　' => ' ',
        '﹪' => '%',
        '∶' => ':',
        '≧' | '⩾' => '≥',
        '≦' | '⩽' => '≤',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        other => other,
    });
    folded
        .collect::<String>()
        .replace(">=", "≥")
        .replace("<=", "≤")
}

fn without_spaces(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut skipped = false;
    for c in text.chars() {
        if c.is_whitespace()
            || matches!(
                c,
                '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' | '\u{ad}'
            )
        {
            skipped = true;
            continue;
        }
        if skipped && is_digit(c) && plain.ends_with(is_digit) {
            plain.push(' ');
        }
        plain.push(c);
        skipped = false;
    }
    plain
}

const fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// A dash at the beginning stays as it is: it may be the sign of a number. Dashes alone are one word.
fn with_one_dash(text: &str) -> String {
    let is_dash = |c: char| matches!(c, '-' | '‐'..='―' | '－' | '─' | '━' | '~' | '～' | '〜');
    if !text.is_empty() && text.chars().all(is_dash) {
        return "—".to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if plain.is_empty() || !is_dash(c) {
            plain.push(c);
        } else if !plain.ends_with('-') {
            plain.push('-');
        }
    }
    plain
}

/// Commas are taken out of well formed groups of three only.
fn without_separators(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let digits_from = |at: usize| {
        chars[at..]
            .iter()
            .take(4)
            .take_while(|c| is_digit(**c))
            .count()
    };
    let is_separator = |at: usize| {
        matches!(chars[at], ',' | '，')
            && at > 0
            && is_digit(chars[at - 1])
            && digits_from(at + 1) == 3
    };
    (0..chars.len())
        .filter(|at| !is_separator(*at))
        .map(|at| chars[at])
        .collect()
}

/// ① to ⑳, and stars at the end.
fn without_marks(text: &str) -> String {
    let unmarked: String = text.chars().filter(|c| !('①'..='⑳').contains(c)).collect();
    unmarked.trim_end_matches(['*', '※']).to_owned()
}

fn without_points(text: &str) -> String {
    let is_point = |c: char| {
        matches!(c, '。' | '；' | ';' | '，' | ',' | '、' | '：' | ':') || c.is_whitespace()
    };
    let ended = text.trim_matches(is_point);
    // A point after a number at its end is no decimal point.
    ended.strip_suffix('.').unwrap_or(ended).to_owned()
}
