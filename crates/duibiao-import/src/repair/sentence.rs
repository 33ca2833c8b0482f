//! What the words of a line say about whether the next line goes on with its sentence.
//!
//! Only form is looked at: stops, brackets, numbers of the outline. Where the lines stand on the page is
//! for [`super::joining`]. A paragraph grows line by line, so no question about it may look at all of it:
//! each looks at a bounded number of characters from the beginning or the end.

use duibiao_syntax::outline::{self, NumberForm};

/// Whether a text ends where a paragraph may end.
pub(crate) fn ends(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '’', '"']);
    let Some(last) = bare.chars().next_back() else {
        return false;
    };
    match last {
        '。' | '！' | '？' | '；' | '：' | '…' | '!' | '?' | ';' | ':' => true,
        '）' | ')' => ends_in_brackets(bare),
        _ => false,
    }
}

/// Who is responsible stands in brackets behind the last sentence; a short bracket is a part of one.
fn ends_in_brackets(text: &str) -> bool {
    const LONG: usize = 10;
    const REACH: usize = 400;
    let mut chars = text.char_indices().rev().take(REACH);
    let open = chars.position(|(_, c)| matches!(c, '（' | '('));
    open.is_some_and(|length| length >= LONG || chars.next().is_some_and(|(_, c)| c == '。'))
}

/// Whether it ends in the middle: with a comma, or inside brackets.
pub(crate) fn breaks_off(text: &str) -> bool {
    text.ends_with(['，', '、', '（', '《', '“', '〈']) || has_open_bracket(text)
}

/// Looks at the end only, so that a slip long before does not count.
fn has_open_bracket(text: &str) -> bool {
    const PAIRS: [(char, char); 4] = [('《', '》'), ('“', '”'), ('（', '）'), ('〈', '〉')];
    let tail: Vec<char> = text.chars().rev().take(60).collect();
    PAIRS.iter().any(|(open, close)| {
        let first = tail.iter().find(|c| *c == open || *c == close);
        first == Some(open)
    })
}

/// Whether it is a sentence or the beginning of one, rather than a heading, a name or a date.
pub(crate) fn is_prose(text: &str) -> bool {
    if is_longer(text, 60) {
        return true;
    }
    !is_heading(text)
        && (text.contains(['。', '；']) || text.contains(['，', '、']) && is_longer(text, 12))
}

fn is_longer(text: &str, count: usize) -> bool {
    text.chars().nth(count).is_some()
}

/// Whether it is a numbered heading on a line of its own.
pub(crate) fn is_heading(text: &str) -> bool {
    if is_longer(text, 60) {
        return false;
    }
    let Some(marker) = outline::marker(text) else {
        return is_box(text);
    };
    let words = text[marker.length..].trim();
    let longest = if marker.form < NumberForm::Arabic {
        40
    } else {
        24
    };
    !is_longer(words, longest)
        && !words.is_empty()
        && !words.contains(['。', '；', '：', ':'])
        && !breaks_off(words)
}

/// Whether it is the title of a box: 专栏 2 ….
pub(crate) fn is_box(text: &str) -> bool {
    text.strip_prefix("专栏")
        .is_some_and(|rest| !is_longer(rest, 50) && !rest.contains(['。', '，', '；']))
}

/// Whether its first words can only begin a paragraph.
pub(crate) fn begins(text: &str) -> bool {
    const LEADS: [&str; 13] = [
        "- ", "* ", "• ", "•", "●", "■", "◆", "▪", "——", "注：", "注:", "附件", "附表",
    ];
    outline::marker(text).is_some()
        || is_box(text)
        || LEADS.iter().any(|lead| text.starts_with(lead))
        || has_label(text)
}

/// 建设目标：…, 预期产出：….
fn has_label(text: &str) -> bool {
    let colon = text.chars().take(7).position(|c| matches!(c, '：' | '∶'));
    colon.is_some_and(|at| at >= 2 && !text.chars().take(at).any(|c| "，、。”》".contains(c)))
}
