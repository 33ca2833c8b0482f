//! A table whose cells are parted by `|`, as a matrix: Markdown, and what programs draw with signs.
//!
//! A Markdown table has a line of dashes below its header. Drawn tables have frames; where frames part
//! all rows, the lines between two of them are one row. Lines with `|` and neither are rows each.

use std::borrow::Cow;

use crate::tables::document::TableDocument;
use crate::tables::matrix::{MatrixLine, Slot};
use crate::tables::words::{is_space, trimmed};

/// The matrix that begins at a line, and where it ends. None when none begins there.
pub(crate) fn lines<'a>(
    document: &TableDocument<'a>,
    at: usize,
) -> Option<(Vec<MatrixLine<'a>>, usize)> {
    let first = document.text(at).filter(|text| is_piped(text))?;
    let next = document.text(at + 1).filter(|text| is_piped(text))?;
    let begins = is_frame(first) || is_frame(next) || first.trim_start().starts_with(BARS);
    let is_table = begins && (is_frame(first) || cells(first).len() >= 2);
    is_table.then(|| read(document, at))
}

/// Reads lines of cells to the first line that is none.
fn read<'a>(document: &TableDocument<'a>, at: usize) -> (Vec<MatrixLine<'a>>, usize) {
    let mut groups: Vec<Vec<(u32, Vec<Cow<'a, str>>)>> = vec![Vec::new()];
    let mut end = at;
    while let Some(text) = document.text(end).filter(|text| is_piped(text)) {
        let line = document.get(end).map_or(0, |piece| piece.line);
        match groups.last_mut() {
            Some(group) if !is_frame(text) => group.push((line, cells(text))),
            _ => groups.push(Vec::new()),
        }
        end += 1;
    }
    groups.retain(|group| !group.is_empty());
    let is_framed = groups.len() > 2;
    let rows = groups
        .into_iter()
        .flat_map(|group| if is_framed { vec![one(group)] } else { group });
    let mut id = 0;
    let lines = rows.map(|(line, cells)| {
        let slots = cells.into_iter().map(|text| {
            id += 1;
            Slot {
                text,
                line,
                id,
                begins: true,
            }
        });
        MatrixLine {
            line,
            slots: slots.collect(),
        }
    });
    (lines.collect(), end)
}

/// The lines of one row put together, cell by cell.
fn one(group: Vec<(u32, Vec<Cow<'_, str>>)>) -> (u32, Vec<Cow<'_, str>>) {
    let mut lines = group.into_iter();
    let Some((line, mut row)) = lines.next() else {
        return (0, Vec::new());
    };
    for (_, cells) in lines {
        for (at, cell) in cells.into_iter().enumerate() {
            match row.get_mut(at) {
                Some(_) if cell.is_empty() => {}
                Some(above) => {
                    above.to_mut().push('\n');
                    above.to_mut().push_str(&cell);
                }
                None => row.push(cell),
            }
        }
    }
    (line, row)
}

const BARS: [char; 4] = ['|', '│', '┃', '║'];

fn is_piped(text: &str) -> bool {
    text.contains(BARS) || is_frame(text)
}

/// `|---|:--:|`, `+---+---+`, `├──┼──┤`.
fn is_frame(text: &str) -> bool {
    let is_drawn = |c: char| {
        is_space(c)
            || BARS.contains(&c)
            || matches!(c, '-' | '=' | ':' | '+' | '\u{2500}'..='\u{257f}')
    };
    let text = trimmed(text);
    let begins = text.starts_with(BARS)
        || text.starts_with([
            '+', '\u{2500}', '┌', '├', '└', '╔', '╠', '╚', '┏', '┣', '┗', '-', ':',
        ]);
    let parts =
        text.contains(BARS) || text.contains(['+', '┼', '┬', '┴', '╬', '╦', '╩', '╋', '┳', '┻']);
    begins
        && parts
        && text.chars().count() >= 3
        && text.chars().all(is_drawn)
        && !text.chars().all(is_bar)
}

fn is_bar(c: char) -> bool {
    BARS.contains(&c) || is_space(c)
}

fn cells(text: &str) -> Vec<Cow<'_, str>> {
    let text = trimmed(text);
    let text = text.strip_prefix(BARS).unwrap_or(text);
    let text = match text.strip_suffix(BARS) {
        Some(inner) if !inner.ends_with('\\') => inner,
        _ => text,
    };
    let mut cells = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if BARS.contains(&c) && before != '\\' {
            cells.push(cell(&text[start..at]));
            start = at + c.len_utf8();
        }
        before = c;
    }
    cells.push(cell(&text[start..]));
    cells
}

/// Without the marks of emphasis and the escapes of Markdown.
fn cell(text: &str) -> Cow<'_, str> {
    let text = trimmed(text);
    if !["\\|", "<br", "**"].iter().any(|mark| text.contains(mark)) {
        return Cow::Borrowed(text);
    }
    let marks = [
        ("<br>", "\n"),
        ("<br/>", "\n"),
        ("<br />", "\n"),
        ("\\|", "|"),
        ("**", ""),
    ];
    let bare = marks.iter().fold(text.to_owned(), |text, (mark, plain)| {
        text.replace(mark, plain)
    });
    Cow::Owned(bare)
}
