//! Headers in lines of text: a line of words, or a word on each of several lines.
//!
//! A header is made of nothing but the words that headers have; one unknown word between them is let
//! through. Headers of tables whose cells a format marks are found in [`crate::tables::matrix`].

use crate::original::PlacedText;
use duibiao_syntax::period::Period;

use crate::tables::column::{self, ColumnRole};
use crate::tables::document::TableDocument;
use crate::tables::header::Header;
use crate::tables::printed::{Counting, Segment, measured, segments};
use crate::tables::words::{folded, is_blank, is_space, length, trimmed};

/// The longest line that can be a header.
const LONGEST: usize = 160;

/// A header and where it ends.
#[derive(Debug)]
pub(crate) struct HeadRows {
    /// The first piece after it.
    pub(crate) end: usize,
    /// The words of its columns.
    pub(crate) texts: Vec<String>,
    /// The words as printed.
    pub(crate) words: Vec<PlacedText>,
}

impl HeadRows {
    /// The header that its words make.
    pub(crate) fn header(&self, period: Option<Period>) -> Header {
        Header::of(&self.texts, self.words.clone(), period)
    }
}

/// The header that begins at a line.
pub(crate) fn at(document: &TableDocument<'_>, at: usize) -> Option<HeadRows> {
    let text = document.text(at)?;
    if is_blank(text) || text.len() > LONGEST * 4 {
        return None;
    }
    let line = document.get(at)?.line;
    on_one_line(document, at, line, text)
        .or_else(|| stacked(document, at))
        .or_else(|| on_lines(document, at))
}

/// 指标名称  2020年  2025年, and 指标名称目标值.
fn on_one_line(document: &TableDocument<'_>, at: usize, line: u32, text: &str) -> Option<HeadRows> {
    let segments = segments(text);
    let texts = known(segments.iter().map(|segment| segment.text))?;
    if texts.len() < 2 || !is_header(&texts) {
        return None;
    }
    let mut head = HeadRows {
        end: at + 1,
        texts,
        words: vec![PlacedText {
            line,
            text: trimmed(text).to_owned(),
        }],
    };
    if segments.len() > 1 {
        add_second_line(document, &mut head, &segments);
    }
    Some(head)
}

/// The words of all parts; a part with a word that no header has is let through once.
fn known<'a>(parts: impl Iterator<Item = &'a str>) -> Option<Vec<String>> {
    let mut texts = Vec::new();
    let mut unknown = 0;
    for part in parts {
        if let Some(mut words) = parted(part).or_else(|| column::split_joined(part)) {
            texts.append(&mut words);
        } else if length(part) <= 8
            && !part.contains(|c: char| c.is_numeric() || "。，；".contains(c))
        {
            unknown += 1;
            texts.push(trimmed(part).to_owned());
        } else {
            return None;
        }
    }
    (unknown == 0 || unknown == 1 && texts.len() >= 4).then_some(texts)
}

/// Words with single spaces or colons between them.
fn parted(text: &str) -> Option<Vec<String>> {
    let is_between = |c: char| is_space(c) || matches!(c, '：' | ':');
    let words: Vec<&str> = text
        .split(is_between)
        .filter(|word| !word.is_empty())
        .collect();
    let known = words.iter().map(|word| column::split_joined(word));
    let known: Vec<Vec<String>> = known.collect::<Option<_>>()?;
    (words.len() > 1).then(|| known.concat())
}

/// Whether words make a header: a name, and after it a value or what goes with one. “十四五”主要指标 is a
/// caption.
fn is_header(texts: &[String]) -> bool {
    let columns = column::columns(texts, None);
    let Some(name) = columns
        .iter()
        .position(|column| *column == ColumnRole::Name)
    else {
        return false;
    };
    let says_indicator = texts
        .iter()
        .any(|text| text.contains("指标") || text.contains('项'));
    let goes_with = |column: &ColumnRole| {
        column.is_value() || matches!(column, ColumnRole::Nature | ColumnRole::Unit)
    };
    let is_late = columns.iter().take(name).any(|column| column.is_value());
    says_indicator && !is_late && columns.iter().skip(name).any(goes_with)
}

/// Words that were broken, or set at different heights: 2020年基 above 期值. What stands above each other
/// is one word.
fn stacked(document: &TableDocument<'_>, at: usize) -> Option<HeadRows> {
    let mut rows: Vec<(usize, PlacedText)> = Vec::new();
    let mut next = at;
    while rows.len() < 3
        && let Some(piece) = document.get(next)
        && let Some(text) = piece.text().filter(|text| length(text) <= 60)
    {
        let words = PlacedText {
            line: piece.line,
            text: trimmed(text).to_owned(),
        };
        rows.push((next, words));
        let Some(printed) = document.next_printed(next + 1, 2) else {
            break;
        };
        next = printed;
    }
    (2..=rows.len()).rev().find_map(|count| {
        let rows = rows.get(..count)?;
        let texts = columns_of(document, rows, Counting::Characters)
            .or_else(|| columns_of(document, rows, Counting::Screen))?;
        let (last, _) = rows.get(count - 1)?;
        (texts.len() >= 2 && is_header(&texts)).then(|| HeadRows {
            end: last + 1,
            texts,
            words: rows
                .iter()
                .take(count)
                .map(|(_, words)| words.clone())
                .collect(),
        })
    })
}

/// The words of the columns of some lines. None when one of them is not the word of a header.
fn columns_of(
    document: &TableDocument<'_>,
    rows: &[(usize, PlacedText)],
    measure: Counting,
) -> Option<Vec<String>> {
    let mut columns: Vec<(Segment<'_>, String)> = Vec::new();
    let mut is_apart = false;
    for (at, _) in rows {
        let found = measured(document.text(*at)?, measure);
        is_apart |= found.len() > 1;
        for segment in found {
            let overlaps = |(other, _): &&mut (Segment<'_>, String)| {
                segment.start <= other.end && other.start <= segment.end
            };
            match columns.iter_mut().find(overlaps) {
                Some((place, text)) => {
                    text.push_str(segment.text);
                    place.start = place.start.min(segment.start);
                    place.end = place.end.max(segment.end);
                }
                None => columns.push((segment, segment.text.to_owned())),
            }
        }
    }
    columns.sort_by_key(|(place, _)| place.start);
    let is_word = |text: &String| column::is_header_word(text);
    let texts: Vec<String> = columns.into_iter().map(|(_, text)| folded(&text)).collect();
    (is_apart && texts.iter().all(is_word)).then_some(texts)
}

/// Years below 目标 in a second line, each below or beside the word that they belong to.
fn add_second_line(document: &TableDocument<'_>, head: &mut HeadRows, first: &[Segment<'_>]) {
    let Some(next) = document.next_printed(head.end, 2) else {
        return;
    };
    let Some(piece) = document.get(next) else {
        return;
    };
    let Some(text) = piece.text() else { return };
    let below = segments(text);
    let Some(times) = known(below.iter().map(|segment| segment.text)) else {
        return;
    };
    let is_time = |text: &String| {
        let column = column::columns(std::slice::from_ref(text), None);
        column.first().is_some_and(|column| column.is_value()) && length(text) <= 12
    };
    if times.len() != below.len() || first.len() != head.texts.len() || !times.iter().all(is_time) {
        return;
    }
    let mut placed: Vec<(usize, String, bool)> = Vec::new();
    let above = first.iter().zip(&head.texts);
    placed.extend(above.map(|(segment, text)| (segment.middle(), text.clone(), false)));
    placed.extend(
        below
            .iter()
            .zip(&times)
            .map(|(segment, text)| (segment.middle(), text.clone(), true)),
    );
    placed.sort_by_key(|(middle, ..)| *middle);
    head.texts = spread(&placed);
    head.words.push(PlacedText {
        line: piece.line,
        text: trimmed(text).to_owned(),
    });
    head.end = next + 1;
}

/// A head without a year that stands between years of the second line is the head of them all.
fn spread(placed: &[(usize, String, bool)]) -> Vec<String> {
    let is_head = |text: &str| {
        let column = column::columns(&[text.to_owned()], None);
        matches!(
            column.first(),
            Some(ColumnRole::Target(None) | ColumnRole::Baseline(None))
        )
    };
    let near = |at: usize| {
        let beside = [at.checked_sub(1), Some(at + 1)];
        beside
            .into_iter()
            .flatten()
            .any(|at| placed.get(at).is_some_and(|(.., below)| *below))
    };
    let spans: Vec<usize> = (0..placed.len())
        .filter(|at| {
            placed
                .get(*at)
                .is_some_and(|(_, text, below)| !below && is_head(text))
                && near(*at)
        })
        .collect();
    let nearest = |middle: usize| {
        let distance = |at: &usize| {
            placed
                .get(*at)
                .map_or(0, |(span, ..)| span.abs_diff(middle))
        };
        spans
            .iter()
            .min_by_key(|at| distance(at))
            .and_then(|at| placed.get(*at))
    };
    placed
        .iter()
        .enumerate()
        .filter(|(at, _)| !spans.contains(at))
        .map(|(_, (middle, text, below))| match nearest(*middle) {
            Some((_, head, _)) if *below => format!("{head}{text}"),
            _ => text.clone(),
        })
        .collect()
}

/// A word on each line: 指标名称 / 基础值 / 目标值.
fn on_lines(document: &TableDocument<'_>, at: usize) -> Option<HeadRows> {
    let mut head = HeadRows {
        end: at,
        texts: Vec::new(),
        words: Vec::new(),
    };
    let mut next = at;
    while head.texts.len() < 24
        && let Some(piece) = document.get(next)
        && let Some(text) = piece.text()
    {
        let is_word = column::is_header_word(text);
        let is_between = !head.texts.is_empty() && length(text) <= 8 && is_followed(document, next);
        if !(is_word || is_between && folded(text).chars().all(char::is_alphabetic)) {
            break;
        }
        head.texts.push(folded(text));
        head.words.push(PlacedText {
            line: piece.line,
            text: trimmed(text).to_owned(),
        });
        head.end = next + 1;
        let Some(printed) = document.next_printed(next + 1, 2) else {
            break;
        };
        next = printed;
    }
    head.texts = flattened(&head.texts);
    (head.texts.len() >= 2 && is_header(&head.texts)).then_some(head)
}

/// Whether another header word follows.
fn is_followed(document: &TableDocument<'_>, at: usize) -> bool {
    let next = document
        .next_printed(at + 1, 2)
        .and_then(|next| document.text(next));
    next.is_some_and(column::is_header_word)
}

/// 目标值 over years, printed before them or before the rest of the first line: the years take its place.
fn flattened(texts: &[String]) -> Vec<String> {
    let is_time = |text: &String| {
        column::time(text).is_some()
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || "年末底-".contains(c))
    };
    let times: Vec<&String> = texts.iter().filter(|text| is_time(text)).collect();
    let heads: Vec<usize> = (0..texts.len())
        .filter(|at| {
            texts
                .get(*at)
                .is_some_and(|text| matches!(text.as_str(), "目标值" | "目标" | "规划目标"))
        })
        .collect();
    let [head] = heads[..] else {
        return texts.to_vec();
    };
    let follow = texts.iter().skip(head + 1);
    let after = follow.clone().take_while(|text| is_time(text)).count();
    let at_end = texts.iter().rev().take_while(|text| is_time(text)).count();
    let is_over = times.len() >= 2
        && (after == times.len() || at_end == times.len() && at_end + head < texts.len());
    if !is_over {
        return texts.to_vec();
    }
    let own = texts.get(head).map_or("", String::as_str);
    let mut flat = Vec::with_capacity(texts.len());
    for (at, text) in texts.iter().enumerate() {
        if at == head {
            flat.extend(times.iter().map(|time| format!("{own}{time}")));
        } else if !is_time(text) {
            flat.push(text.clone());
        }
    }
    flat
}
