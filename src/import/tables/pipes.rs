//! A Markdown table as a matrix.
//!
//! Only tables whose lines hold `|` between cells; the line of dashes below the header must be there.

use std::borrow::Cow;

use crate::import::tables::document::Document;
use crate::import::tables::matrix::{Line, Slot};
use crate::import::tables::words::{is_blank, is_space, trimmed};

/// The matrix that begins at a line, and where it ends. None when none begins there.
pub(crate) fn lines<'a>(document: &Document<'a>, at: usize) -> Option<(Vec<Line<'a>>, usize)> {
    let first = document.text(at).filter(|text| text.contains('|'))?;
    let rule = document.text(at + 1)?;
    if !is_rule(rule) || cells(first).len() < 2 {
        return None;
    }
    let mut lines = Vec::new();
    let mut end = at;
    let mut id = 0;
    while let Some(text) = document.text(end).filter(|text| text.contains('|')) {
        let line = document.get(end).map_or(0, |piece| piece.line);
        if end != at + 1 {
            let slots = cells(text).into_iter().map(|text| {
                id += 1;
                Slot {
                    text,
                    line,
                    id,
                    begins: true,
                }
            });
            lines.push(Line {
                line,
                slots: slots.collect(),
            });
        }
        end += 1;
    }
    Some((lines, end))
}

/// `|---|:--:|`.
pub(crate) fn is_rule(text: &str) -> bool {
    text.contains("--") && text.contains('|') && {
        text.chars()
            .all(|c| is_space(c) || matches!(c, '|' | '-' | ':'))
    }
}

fn cells(text: &str) -> Vec<Cow<'_, str>> {
    let text = trimmed(text);
    let text = text.strip_prefix('|').unwrap_or(text);
    let text = match text.strip_suffix('|') {
        Some(inner) if !inner.ends_with('\\') => inner,
        _ => text,
    };
    let mut cells = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c == '|' && before != '\\' {
            cells.push(cell(&text[start..at]));
            start = at + 1;
        }
        before = c;
    }
    cells.push(cell(&text[start..]));
    cells
}

/// Without the marks of emphasis and the escapes of Markdown.
fn cell(text: &str) -> Cow<'_, str> {
    let text = trimmed(text);
    let bare = text
        .strip_prefix("**")
        .and_then(|text| text.strip_suffix("**"))
        .filter(|text| !is_blank(text))
        .unwrap_or(text);
    if bare.contains("\\|") || bare.contains("<br") {
        let parted = bare
            .replace("<br>", "\n")
            .replace("<br/>", "\n")
            .replace("<br />", "\n");
        Cow::Owned(parted.replace("\\|", "|"))
    } else {
        Cow::Borrowed(bare)
    }
}
