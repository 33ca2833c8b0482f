//! What the page adds to the text: page numbers, running headers, the table of contents.
//!
//! A number alone on its line is a page number only where pages turn: beside a page break, or between
//! two halves of a sentence, or deep in the line and in a rising series. Anything less may be a cell of a
//! table that was not recognised.

use std::collections::BTreeMap;

use super::Item;
use super::draft::{LineDraft, squeezed};
use super::sentence;

/// Says of each line why it does not belong to the text, if it does not.
pub(super) fn mark(items: &mut [Item<'_>]) {
    contents(items);
    page_numbers(items);
    running_headers(items);
    stray_marks(items);
}

fn line<'a, 'b>(item: &'b Item<'a>) -> Option<&'b LineDraft<'a>> {
    match item {
        Item::Line(draft) if draft.gone.is_none() => Some(draft),
        _ => None,
    }
}

fn set(item: &mut Item<'_>, reason: &'static str, safe: bool) {
    if let Item::Line(draft) = item {
        draft.gone = Some((reason, safe));
    }
}

/// A line of leaders, and the heading 目录 above such lines.
fn contents(items: &mut [Item<'_>]) {
    let mut heading = None;
    for at in 0..items.len() {
        let Some(draft) = line(&items[at]) else {
            continue;
        };
        let words: String = squeezed(&draft.text).take(4).collect();
        if matches!(words.as_str(), "目录" | "目次") {
            heading = Some(at);
            continue;
        }
        if has_leader(draft.raw, heading.is_some()) {
            set(&mut items[at], "contents", true);
            if let Some(heading) = heading {
                set(&mut items[heading], "contents", true);
            }
        } else {
            heading = None;
        }
    }
}

/// `总体要求 ........ 3`; below the heading 目录 also with a tab or spaces for dots.
fn has_leader(raw: &str, in_contents: bool) -> bool {
    let text = raw.trim_end();
    let entry = text.trim_end_matches(|c: char| c.is_ascii_digit() || "-－—–".contains(c));
    if entry.len() == text.len() || text.len() - entry.len() > 12 {
        return false;
    }
    let bare = entry.trim_end();
    let dots = bare
        .chars()
        .rev()
        .take_while(|c| matches!(c, '.' | '…' | '·' | '．' | '。' | '⋯'))
        .count();
    let gap = &entry[bare.len()..];
    dots >= 3
        || bare.ends_with("……")
        || in_contents && (gap.contains('\t') || gap.chars().count() >= 2) && !bare.is_empty()
}

/// A number that a line consists of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PageNumber {
    /// `— 3 —`, `第3页`: it can be nothing else.
    Dressed,
    /// `3`.
    Bare(u32),
}

fn page_number(text: &str) -> Option<PageNumber> {
    let words: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(20)
        .collect();
    let dash = |c: char| "-－—–―·•".contains(c);
    let inner = words.trim_matches(dash);
    let number = |text: &str| {
        let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|_| is_number)
    };
    if let Some(value) = number(inner) {
        let both = words.starts_with(dash) && words.ends_with(dash);
        return if both {
            Some(PageNumber::Dressed)
        } else {
            (inner.len() == words.len()).then_some(PageNumber::Bare(value))
        };
    }
    let page = inner.strip_prefix('第')?;
    let (first, rest) = page.split_once('页')?;
    number(first)?;
    let rest = rest.trim_matches(|c| "/，,（）()".contains(c));
    let total = rest
        .strip_prefix('共')
        .and_then(|rest| rest.strip_suffix('页'));
    (rest.is_empty() || total.is_some_and(|total| number(total).is_some()))
        .then_some(PageNumber::Dressed)
}

fn page_numbers(items: &mut [Item<'_>]) {
    let mut last: Option<(usize, u32)> = None;
    for at in 0..items.len() {
        let Some(draft) = line(&items[at]) else {
            continue;
        };
        match page_number(&draft.text) {
            Some(PageNumber::Dressed) => set(&mut items[at], "page-number", true),
            Some(PageNumber::Bare(value)) => {
                let at_turn = beside_break(items, at);
                let cuts = is_wedge(items, at);
                let rises = last.is_none_or(|(_, before)| value > before && value - before < 40);
                let apart = last.is_none_or(|(before, _)| at - before > 8);
                let deep = draft.indent >= 8 && rises && apart;
                if at_turn || cuts || deep {
                    set(&mut items[at], "page-number", true);
                    last = Some((at, value));
                }
            }
            None => {}
        }
    }
}

fn beside_break(items: &[Item<'_>], at: usize) -> bool {
    let is_break = |item: Option<&Item<'_>>| matches!(item, Some(Item::PageBreak));
    is_break(items.get(at + 1))
        || at
            .checked_sub(1)
            .is_some_and(|before| is_break(items.get(before)))
}

/// Whether the line stands apart between two halves of a sentence.
fn is_wedge(items: &[Item<'_>], at: usize) -> bool {
    const REACH: usize = 4;
    let apart = |item: Option<&Item<'_>>| match item {
        Some(Item::Line(draft)) => draft.blanks > 0,
        Some(Item::PageBreak) => true,
        Some(Item::Other(_)) | None => false,
    };
    if !(apart(items.get(at)) || beside_break(items, at)) || !apart(items.get(at + 1)) {
        return false;
    }
    let before = items[at.saturating_sub(REACH)..at]
        .iter()
        .rev()
        .find_map(line);
    let after = items[at + 1..].iter().take(REACH).find_map(line);
    before.zip(after).is_some_and(|(before, after)| {
        sentence::is_prose(&before.text)
            && !sentence::ends(&before.text)
            && !sentence::begins(&after.text)
            && sentence::is_prose(&after.text)
    })
}

/// Lines that stand at several page turns, and a short line that cuts a sentence in two.
fn running_headers(items: &mut [Item<'_>]) {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        if let Some(draft) = line(item).filter(|draft| may_be_header(&draft.text)) {
            let words = squeezed(&draft.text).filter(|c| !c.is_ascii_digit());
            places.entry(words.collect()).or_default().push(at);
        }
    }
    for (words, places) in places {
        let turns = places
            .iter()
            .filter(|at| near_turn(items, **at) || is_wedge(items, **at))
            .count();
        let repeated = places.len() >= 3 && turns >= 2 && turns * 3 >= places.len() * 2;
        for at in places {
            let cuts = is_wedge(items, at);
            if repeated && (cuts || near_turn(items, at)) {
                set(&mut items[at], "running-header", true);
            } else if cuts {
                set(&mut items[at], "running-header", names_a_series(&words));
            }
        }
    }
}

fn may_be_header(text: &str) -> bool {
    text.chars().nth(40).is_none()
        && text.chars().nth(1).is_some()
        && !text.contains(['。', '，', '；', '：', '、'])
        && !sentence::begins(text)
}

/// The words that a letterhead ends with: 某某局文件, 规范性文件, 公报.
fn names_a_series(words: &str) -> bool {
    ["文件", "公报", "公告", "规划", "纲要", "汇编"]
        .iter()
        .any(|end| words.ends_with(end))
}

/// Whether a page ends or a page number stands within two lines.
fn near_turn(items: &[Item<'_>], at: usize) -> bool {
    let from = at.saturating_sub(2);
    let to = (at + 3).min(items.len());
    items[from..to].iter().any(|item| match item {
        Item::PageBreak => true,
        Item::Line(draft) => draft
            .gone
            .is_some_and(|(reason, _)| reason == "page-number"),
        Item::Other(_) => false,
    })
}

/// A line of brackets and stops alone, which a converter left. A dash or a percent sign may be a cell.
fn stray_marks(items: &mut [Item<'_>]) {
    for item in items {
        let is_mark = |c: char| "()（）[]【】<>.,，。、;；:：_`|\\\"'“”‘’ ".contains(c);
        let is_stray = line(item).is_some_and(|draft| draft.text.chars().all(is_mark));
        if is_stray {
            set(item, "stray-mark", true);
        }
    }
}
