//! Repairs inside one line: debris of a conversion, formulas, signs that only look alike, invisible
//! characters.
//!
//! Spaces between Chinese and digits (`到 2025 年`, `16 部门`) are how many offices set them and are kept.
//! A space between two digits before a percent sign, or between two Chinese characters of a sentence,
//! may be an artefact and may be meant: closing it up is only proposed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::LazyLock;

use crate::original::{Block, Original};
use unicode_normalization::UnicodeNormalization;

use super::RepairMode;

/// A change inside a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CharacterChange {
    /// The bytes that are changed.
    pub range: Range<usize>,
    /// What takes their place.
    pub after: String,
    /// Why.
    pub reason: &'static str,
    /// Whether it is beyond doubt.
    pub safe: bool,
    /// Whether it was done.
    pub applied: bool,
}

/// What characters a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Simplified, so that a single traditional form is a slip.
    Simplified,
    /// Traditional, or mixed: nothing is a slip.
    Other,
}

impl Script {
    /// The script of a document.
    pub fn of(original: &Original) -> Self {
        let (mut traditional, mut all) = (0_usize, 0_usize);
        let lines = original.blocks.iter().filter_map(|block| match block {
            Block::Line(line) => Some(line),
            _ => None,
        });
        for c in lines.flat_map(|line| line.text.chars()) {
            all += usize::from(is_han(c));
            traditional += usize::from(simplified(c).is_some());
        }
        if traditional * 100 < all {
            Self::Simplified
        } else {
            Self::Other
        }
    }
}

/// The line after the repairs that `mode` does, each run of white space one space, and all changes.
pub fn clean(raw: &str, script: Script, mode: RepairMode) -> (String, Vec<CharacterChange>) {
    let mut text = String::with_capacity(raw.len());
    let mut changes = Vec::new();
    let is_sentence = raw.contains(['，', '。']);
    let mut at = 0;
    while let Some(c) = raw[at..].chars().next() {
        let found = change(raw, at, c, text.trim().is_empty(), script)
            .or_else(|| space(raw, at, c).filter(|_| is_sentence));
        let Some((length, after, reason, safe)) = found else {
            push(&mut text, c);
            at += c.len_utf8();
            continue;
        };
        let applied = mode.does(safe);
        let range = at..at + length;
        if applied {
            text.push_str(&after);
        } else {
            raw[range.clone()].chars().for_each(|c| push(&mut text, c));
        }
        at = range.end;
        changes.push(CharacterChange {
            range,
            after,
            reason,
            safe,
            applied,
        });
    }
    (text.trim().to_owned(), changes)
}

fn push(text: &mut String, c: char) {
    if !c.is_whitespace() {
        text.push(c);
    } else if !text.ends_with(' ') {
        text.push(' ');
    }
}

/// Length, replacement, reason, and whether it is beyond doubt.
type CharacterRepair = (usize, String, &'static str, bool);

/// The change that begins at `at`; `leads` when nothing but white space stands before it.
fn change(raw: &str, at: usize, c: char, leads: bool, script: Script) -> Option<CharacterRepair> {
    let taken_out = |length, reason, safe| Some((length, String::new(), reason, safe));
    match c {
        '[' => taken_out(bookmark(&raw[at..])?, "bookmark", true),
        '#' if leads => taken_out(heading_mark(&raw[at..])?, "heading-mark", true),
        '-' | '*' if leads && is_list_mark(&raw[at + 1..]) => taken_out(1, "list-mark", true),
        '*' if raw[at..].starts_with("**") => taken_out(2, "emphasis-mark", true),
        'H' | 'P' | '\\' => taken_out(field_code(&raw[at..])?, "field-code", true),
        '<' => taken_out(office_tag(&raw[at..])?, "office-markup", true),
        '$' => {
            let (length, after) = formula(&raw[at..])?;
            Some((length, after, "formula", true))
        }
        '\u{2236}' => {
            let before = raw[..at].chars().next_back();
            let after = raw[at + c.len_utf8()..].chars().next();
            let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            let is_ratio = is_digit(before) && is_digit(after);
            (!is_ratio).then(|| (c.len_utf8(), "：".into(), "ratio-sign", true))
        }
        '\u{AD}' => taken_out(c.len_utf8(), "soft-hyphen", true),
        _ if is_invisible(c) => taken_out(c.len_utf8(), "invisible-character", true),
        _ if is_private(c) => {
            // At the beginning of a line it is the bullet of a symbol font; elsewhere it may be a word.
            taken_out(c.len_utf8(), "private-use-character", leads)
        }
        // Fonts of some PDF writers name characters by the radical of the same shape.
        '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' => {
            let after: String = std::iter::once(c).nfkc().collect();
            (!after.starts_with(c)).then(|| (c.len_utf8(), after, "radical-form", true))
        }
        _ if script == Script::Simplified => {
            let after = simplified(c)?;
            Some((c.len_utf8(), after.into(), "traditional-form", true))
        }
        _ => None,
    }
}

/// Whether what follows a dash makes it the mark of a list. Before a bare number it may be a minus.
fn is_list_mark(rest: &str) -> bool {
    let Some(words) = rest.strip_prefix(' ') else {
        return false;
    };
    let words = words.trim_start();
    !words.starts_with(|c: char| c.is_ascii_digit()) && !words.is_empty()
        || duibiao_syntax::outline::marker(words).is_some()
}

/// `[bookmark: _Toc1]`, as some converters of Word files leave it.
fn bookmark(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("[bookmark:")?;
    let end = inner.bytes().take(200).position(|byte| byte == b']')?;
    Some(text.len() - inner.len() + end + 1)
}

/// `## ` before a heading, from a conversion to Markdown.
fn heading_mark(text: &str) -> Option<usize> {
    let length = text.len() - text.trim_start_matches('#').len();
    let is_mark = length <= 6 && text[length..].starts_with(' ');
    is_mark.then_some(length)
}

/// `HYPERLINK "…"`, `PAGEREF _Toc1 \h`, `\* MERGEFORMAT`: instructions of Word's fields.
fn field_code(text: &str) -> Option<usize> {
    const LONGEST: usize = 300;
    const MERGE: &str = "\\* MERGEFORMAT";
    if text.starts_with(MERGE) {
        return Some(MERGE.len());
    }
    let (lead, close) = match text.strip_prefix("HYPERLINK \"") {
        Some(_) => ("HYPERLINK \"", "\""),
        None => ("PAGEREF _Toc", "\\h"),
    };
    let rest = text.strip_prefix(lead)?;
    let reach = rest.floor_char_boundary(LONGEST);
    let end = rest[..reach].find(close)?;
    Some(lead.len() + end + close.len())
}

fn office_tag(text: &str) -> Option<usize> {
    ["<o:p>", "</o:p>", "<o:p/>", "<o:p />"]
        .into_iter()
        .find(|tag| text.starts_with(tag))
        .map(str::len)
}

/// `$\geq 90\%$` as ≥90%. A formula that is more than a value is left as it is.
fn formula(text: &str) -> Option<(usize, String)> {
    let inner = text.strip_prefix('$')?;
    let end = inner.bytes().take(80).position(|byte| byte == b'$')?;
    let after = plain_formula(&inner[..end])?;
    Some((end + 2, after))
}

fn plain_formula(formula: &str) -> Option<String> {
    const WORDS: [(&str, &str); 16] = [
        ("geqslant", "≥"),
        ("leqslant", "≤"),
        ("geq", "≥"),
        ("leq", "≤"),
        ("ge", "≥"),
        ("le", "≤"),
        ("gt", ">"),
        ("lt", "<"),
        ("approx", "≈"),
        ("times", "×"),
        ("sim", "~"),
        ("pm", "±"),
        ("%", "%"),
        ("mu", "μ"),
        ("text", ""),
        ("mathrm", ""),
    ];
    let mut plain = String::new();
    let mut rest = formula;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let (word, sign) = WORDS.iter().find(|(word, _)| rest.starts_with(word))?;
                rest = &rest[word.len()..];
                plain.push_str(sign);
            }
            '{' | '}' => {}
            _ if c.is_whitespace() => {}
            _ if c.is_ascii_digit() || is_han(c) || ".,%<>=+-−~/≥≤＞＜".contains(c) => {
                plain.push(c);
            }
            _ => return None,
        }
    }
    plain.chars().any(|c| c.is_ascii_digit()).then_some(plain)
}

/// `9 0%`, `安全巡 检率`: white space that a converter may have put inside a number or a word.
fn space(raw: &str, at: usize, c: char) -> Option<CharacterRepair> {
    if c != ' ' {
        return None;
    }
    let before = raw[..at].chars().next_back()?;
    let mut behind = raw[at + 1..].chars();
    let next = behind.next()?;
    let split_number = before.is_ascii_digit()
        && next.is_ascii_digit()
        && behind.next().is_some_and(|c| matches!(c, '%' | '％'));
    let split_word = is_han(before) && is_han(next);
    if split_number {
        Some((1, String::new(), "space-in-number", false))
    } else if split_word {
        Some((1, String::new(), "space-in-word", false))
    } else {
        None
    }
}

/// Words for a list: an invisible character by its code.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_invisible(c) || is_private(c) || c == '\u{AD}' {
            // Writing to a string cannot fail.
            let _ = write!(shown, "U+{:04X}", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Zero-width, bidirectional and control characters, all invisible.
fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064 | 0x2066..=0x206F | 0xFDD0..=0xFDEF | 0xFEFF | 0xE0000..=0xE007F)
        || c.is_control() && !c.is_whitespace()
}

fn is_private(c: char) -> bool {
    matches!(u32::from(c), 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF)
}

pub(super) fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0x20000..=0x3FFFF)
}

/// Traditional forms that have one simplified form and no use of their own beside it.
const TRADITIONAL: &str = "門問間開關時東車長馬魚鳥龍國學會來對個們這說話語讀記認識議論設計許證評調課請誰談謝護讓變產業務員應當實現發動總經濟織結給級約組細練線綠網編緊縣續職聯聲聽興舊藥處術衛裝補複親觀規覺視覽貝負財責貨質費資賞賠賣購貫貯貿賀贊辦農邊過還進遠連運達遞選適遷鄉醫針鋼錄錢鐵銀鎮鏈閉閱陽階際隊險隨雜難電靜響頁項順須預領頭題願類飛飯館驗驅體點黨齊齡";
/// Their simplified forms, in the same order.
const SIMPLIFIED: &str = "门问间开关时东车长马鱼鸟龙国学会来对个们这说话语读记认识议论设计许证评调课请谁谈谢护让变产业务员应当实现发动总经济织结给级约组细练线绿网编紧县续职联声听兴旧药处术卫装补复亲观规觉视览贝负财责货质费资赏赔卖购贯贮贸贺赞办农边过还进远连运达递选适迁乡医针钢录钱铁银镇链闭阅阳阶际队险随杂难电静响页项顺须预领头题愿类飞饭馆验驱体点党齐龄";

static FORMS: LazyLock<BTreeMap<char, char>> =
    LazyLock::new(|| TRADITIONAL.chars().zip(SIMPLIFIED.chars()).collect());

fn simplified(c: char) -> Option<char> {
    FORMS.get(&c).copied()
}
