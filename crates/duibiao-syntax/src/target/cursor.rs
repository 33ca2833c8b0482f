//! A printed text as signs that the grammar can compare, and a place in it.
//!
//! Signs are half-width and there is one for each meaning: `≧`, `⩾` and `\geq` are all `≥`. Every sign
//! knows which bytes it stands for, so that labels and yardsticks are handed on as printed. Superscript
//! and circled digits stay what they are: `10²` is never 102. Reading is linear; nothing here recurses.

use crate::quantity::Number;

/// One sign and the bytes of the printed text that it stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct TargetChar {
    pub(super) sign: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The signs of a printed text.
pub(super) fn glyphs(printed: &str) -> Vec<TargetChar> {
    let in_math = is_math(printed);
    let mut glyphs = Vec::with_capacity(printed.len() / 3);
    let mut start = 0;
    while let Some(c) = printed[start..].chars().next() {
        let (sign, length) = command(&printed[start..]).unwrap_or((folded(c), c.len_utf8()));
        let end = start + length;
        let repeats_space = sign == ' '
            && glyphs
                .last()
                .is_some_and(|last: &TargetChar| last.sign == ' ');
        if !(is_invisible(c) || repeats_space || in_math && c == '$') {
            glyphs.push(TargetChar { sign, start, end });
        }
        start = end;
    }
    glyphs
}

/// Whether the text holds one formula between dollar signs. As in Pandoc, a digit after the second
/// sign means that both are dollars (`$100-$200`), unless a command stands between them.
fn is_math(printed: &str) -> bool {
    let mut pieces = printed.split('$');
    let (_, formula, after, more) = (pieces.next(), pieces.next(), pieces.next(), pieces.next());
    let (Some(formula), Some(after), None) = (formula, after, more) else {
        return false;
    };
    let before_digit = after.starts_with(|c: char| c.is_ascii_digit());
    !formula.is_empty() && (!before_digit || formula.starts_with('\\'))
}

/// A TeX command that stands for a sign, and its length with the white space after it.
fn command(text: &str) -> Option<(char, usize)> {
    let name = text.strip_prefix('\\')?;
    let length = name
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(name.len());
    let sign = match &name[..length] {
        "" if name.starts_with('%') => return Some(('%', 2)),
        "ge" | "geq" | "geqslant" => '≥',
        "le" | "leq" | "leqslant" => '≤',
        "gt" => '>',
        "lt" => '<',
        "sim" => '~',
        _ => return None,
    };
    let after = &name[length..];
    Some((sign, 1 + length + (after.len() - after.trim_start().len())))
}

const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
    )
}

/// Circled numbers and asterisks. Numbers in brackets are not marks: `[30]` is a total.
pub(super) const fn is_footnote_mark(sign: char) -> bool {
    matches!(sign, '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' | '❶'..='❿' | '*' | '※')
}

fn folded(c: char) -> char {
    match c {
        _ if c.is_whitespace() => ' ',
        '≧' | '⩾' | '≽' => '≥',
        '≦' | '⩽' | '≼' => '≤',
        '﹥' => '>',
        '﹤' => '<',
        '﹪' => '%',
        '〜' | '∼' => '~',
        '−' | '﹣' | '‐' | '‑' => '-',
        '‒'..='―' | '─' | '━' => '—',
        '〔' | '【' => '[',
        '〕' | '】' => ']',
        '∶' => ':',
        '“' | '”' | '「' | '」' => '"',
        'µ' => 'μ',
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    }
}

/// The words of a list, parted by spaces, that begin with a sign. Most lists have none or one of them, so
/// the sign is looked for and not the words.
fn words_with(words: &str, first: char) -> impl Iterator<Item = &str> {
    let begins = |at: &usize| *at == 0 || words.as_bytes()[at - 1].is_ascii_whitespace();
    words
        .match_indices(first)
        .map(|(at, _)| at)
        .filter(begins)
        .filter_map(|at| words[at..].split_ascii_whitespace().next())
}

/// What is still to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    source: &'a str,
    glyphs: &'a [TargetChar],
}

impl<'a> Cursor<'a> {
    /// `glyphs` are signs of `source`, in its order, possibly not all of them.
    pub(super) const fn new(source: &'a str, glyphs: &'a [TargetChar]) -> Self {
        Self { source, glyphs }
    }

    /// The sign at hand.
    pub(super) fn peek(&self) -> Option<char> {
        self.nth(0)
    }

    pub(super) fn nth(&self, index: usize) -> Option<char> {
        self.glyphs.get(index).map(|glyph| glyph.sign)
    }

    pub(super) const fn len(&self) -> usize {
        self.glyphs.len()
    }

    pub(super) fn signs(self) -> impl Iterator<Item = char> {
        self.glyphs.iter().map(|glyph| glyph.sign)
    }

    /// Everything but the first `count` signs.
    pub(super) fn after(self, count: usize) -> Self {
        Self {
            glyphs: self.glyphs.get(count..).unwrap_or_default(),
            ..self
        }
    }

    /// Only the first `count` signs.
    pub(super) fn first(self, count: usize) -> Self {
        Self {
            glyphs: self.glyphs.get(..count).unwrap_or(self.glyphs),
            ..self
        }
    }

    /// Without spaces at both ends.
    pub(super) fn trimmed(mut self) -> Self {
        self.skip_spaces();
        self.without_end(|sign| sign == ' ')
    }

    /// Without the signs at the end that are not wanted.
    pub(super) fn without_end(self, unwanted: impl Fn(char) -> bool) -> Self {
        let kept = self.glyphs.iter().rposition(|glyph| !unwanted(glyph.sign));
        self.first(kept.map_or(0, |last| last + 1))
    }

    pub(super) fn skip_spaces(&mut self) {
        while self.peek() == Some(' ') {
            *self = self.after(1);
        }
    }

    /// Whether nothing but spaces is left.
    pub(super) fn is_done(mut self) -> bool {
        self.skip_spaces();
        self.glyphs.is_empty()
    }

    /// Takes a word if it comes next. Spaces before it and between Chinese characters do not matter:
    /// converters put them there.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let mut ahead = *self;
        for (index, c) in word.chars().enumerate() {
            if index == 0 || !c.is_ascii() {
                ahead.skip_spaces();
            }
            if ahead.peek() != Some(c) {
                return false;
            }
            ahead = ahead.after(1);
        }
        *self = ahead;
        true
    }

    /// Takes the longest word of a table that comes next; a line of the table is a meaning and its
    /// words with spaces between them.
    pub(super) fn eat_longest<T: Copy>(&mut self, table: &[(T, &str)]) -> Option<T> {
        let mut start = *self;
        start.skip_spaces();
        let first = start.peek()?;
        let mut best: Option<(Self, T)> = None;
        for (meaning, words) in table {
            for word in words_with(words, first) {
                let mut ahead = start;
                if ahead.eat(word) && best.is_none_or(|(longest, _)| ahead.len() < longest.len()) {
                    best = Some((ahead, *meaning));
                }
            }
        }
        best.map(|(ahead, meaning)| {
            *self = ahead;
            meaning
        })
    }

    /// Takes one of a few signs.
    pub(super) fn eat_one_of(&mut self, signs: &[char]) -> bool {
        let mut ahead = *self;
        ahead.skip_spaces();
        let found = ahead.peek().is_some_and(|sign| signs.contains(&sign));
        if found {
            *self = ahead.after(1);
        }
        found
    }

    /// Takes a number, as [`Number::read`] defines it.
    pub(super) fn number(&mut self) -> Option<Number> {
        self.skip_spaces();
        let (first, last) = (self.glyphs.first()?, self.glyphs.last()?);
        let text = self.source.get(first.start..last.end)?;
        let (number, rest) = Number::read(text)?;
        let end = last.end - rest.len();
        *self = self.after(
            self.glyphs
                .iter()
                .take_while(|glyph| glyph.start < end)
                .count(),
        );
        Some(number)
    }

    /// What is left, as printed, without white space around it.
    pub(super) fn printed(self) -> &'a str {
        match (self.glyphs.first(), self.glyphs.last()) {
            (Some(first), Some(last)) => self
                .source
                .get(first.start..last.end)
                .unwrap_or_default()
                .trim(),
            _ => "",
        }
    }

    /// What was read between this place and a later one, as printed.
    pub(super) fn until(self, later: Self) -> &'a str {
        self.first(self.len() - later.len().min(self.len()))
            .printed()
    }
}
