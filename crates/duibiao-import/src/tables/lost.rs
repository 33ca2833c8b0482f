//! Tables that are not there: a caption, a picture or remarks are left, and the cells are not.
//!
//! Nothing is made up for them. A caption must have something of a table near it; remarks that explain
//! marks must have a table that has the marks.

use std::ops::Range;

use crate::original::ImportProblem;

use crate::tables::document::{DocumentPiece, PieceKind, TableDocument};
use crate::tables::line;
use crate::tables::surroundings;
use crate::tables::value::is_circled;
use crate::tables::words::{folded, length, trimmed};

/// What is lost outside the places where tables were found.
pub(crate) fn problems(
    document: &TableDocument<'_>,
    tables: &[Range<usize>],
) -> Vec<ImportProblem> {
    let mut problems: Vec<ImportProblem> = Vec::new();
    let mut told = 0;
    let mut tables = tables.iter().peekable();
    for (at, piece) in document.pieces.iter().enumerate() {
        while tables.peek().is_some_and(|range| range.end <= at) {
            tables.next();
        }
        if tables.peek().is_some_and(|range| range.start <= at) || at < told {
            continue;
        }
        let found = match piece.kind {
            PieceKind::Text(text) | PieceKind::Styled(text) => {
                at_line(document, at, text, tables.peek())
            }
            PieceKind::Table(grid) => {
                let has_picture = grid.rows.iter().flatten().any(|cell| cell.has_picture);
                let title = above(document, at).is_some_and(line::promises_table);
                (has_picture && title).then(|| (Loss::Picture, after_remarks(document, at)))
            }
            PieceKind::Picture(picture) => {
                let says_so = line::promises_table(&picture.description);
                says_so.then(|| (Loss::Picture, after_remarks(document, at)))
            }
            PieceKind::PageBreak => None,
        };
        if let Some((loss, end)) = found {
            problems.push(loss.problem(piece.line, piece.words().unwrap_or_default()));
            told = end;
        }
    }
    problems
}

#[derive(Clone, Copy)]
enum Loss {
    Picture,
    Table,
    Remarks,
}

impl Loss {
    fn problem(self, line: u32, words: &str) -> ImportProblem {
        let words = trimmed(words);
        let words: String = words.chars().take(40).collect();
        let (code, zh, en) = match self {
            Self::Picture => (
                "table-is-picture",
                format!("指标表是图片，不能识别，请人工录入：{words}"),
                format!("the table of indicators is a picture; enter it by hand: {words}"),
            ),
            Self::Table => (
                "table-lost",
                format!("有指标表的标题而没有表，请对照原件人工录入：{words}"),
                format!(
                    "the caption of a table of indicators stands here without the table; enter it by hand: {words}"
                ),
            ),
            Self::Remarks => (
                "table-lost",
                format!("有表的附注而没有表（多半是图片），请对照原件人工录入：{words}"),
                format!(
                    "the remarks of a table stand here without the table, which most likely was a picture; enter it by hand: {words}"
                ),
            ),
        };
        ImportProblem { line, code, zh, en }
    }
}

fn above<'a>(document: &TableDocument<'a>, at: usize) -> Option<&'a str> {
    let last = document.last_printed(at, 4)?;
    document.get(last)?.words()
}

/// A caption or a remark: what is lost there, and where the search goes on.
fn at_line(
    document: &TableDocument<'_>,
    at: usize,
    text: &str,
    next_table: Option<&&Range<usize>>,
) -> Option<(Loss, usize)> {
    let next = document.next_printed(at + 1, 12);
    let is_before_table =
        next_table.is_some_and(|range| next.is_some_and(|next| range.contains(&next)));
    if is_before_table {
        return None;
    }
    if is_orphan_remark(document, at, text) {
        return Some((Loss::Remarks, after_remarks(document, at)));
    }
    let promises = line::promises_table(text);
    let may_head = promises || line::is_heading(text) && folded(text).contains("指标");
    let picture = || picture_after(document, at);
    let points = points_to_table(text);
    if (may_head || points)
        && let Some(picture) = picture()
    {
        return Some((Loss::Picture, after_remarks(document, picture)));
    }
    let remarks = next.filter(|next| document.text(*next).is_some_and(line::is_note));
    if may_head && let Some(remarks) = remarks {
        return Some((Loss::Table, after_remarks(document, remarks)));
    }
    let stands_alone = is_line_of_its_own(document, at) && !table_follows(document, at);
    (promises && stands_alone && !is_in_contents(document, at)).then_some((Loss::Table, at + 1))
}

/// 指标见下表.
fn points_to_table(text: &str) -> bool {
    let bare = folded(text);
    let points = ["见下表", "如下表", "见下图", "如下图", "下表所示"];
    bare.contains("指标")
        && points.iter().any(|word| {
            bare.ends_with(&format!("{word}。"))
                || bare.ends_with(word)
                || bare.ends_with(&format!("{word}:"))
        })
}

/// A picture within the next few lines, before any prose.
fn picture_after(document: &TableDocument<'_>, at: usize) -> Option<usize> {
    let mut at = at;
    for _ in 0..3 {
        at = document.next_printed(at + 1, 6)?;
        match document.get(at)?.kind {
            PieceKind::Picture(_) => return Some(at),
            PieceKind::Text(text) if length(text) <= 40 => {}
            PieceKind::Text(_)
            | PieceKind::Styled(_)
            | PieceKind::Table(_)
            | PieceKind::PageBreak => return None,
        }
    }
    None
}

/// A table of another kind follows, which is what the caption meant.
fn table_follows(document: &TableDocument<'_>, at: usize) -> bool {
    let next = document
        .next_printed(at + 1, 6)
        .and_then(|next| document.get(next));
    next.is_some_and(|piece| matches!(piece.kind, PieceKind::Table(_)))
}

/// Not the end of a sentence that began on the line above.
fn is_line_of_its_own(document: &TableDocument<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| document.get(before));
    before.and_then(DocumentPiece::words).is_none_or(|text| {
        let text = trimmed(text);
        let is_open = length(text) > 24 && !text.ends_with(['。', '：', '；', '！', '”', '）']);
        text.is_empty() || !is_open
    })
}

/// The lines around are those of a table of contents.
fn is_in_contents(document: &TableDocument<'_>, at: usize) -> bool {
    let from = at.saturating_sub(6);
    let around = document
        .pieces
        .iter()
        .skip(from)
        .take(12)
        .filter_map(DocumentPiece::words);
    around
        .filter(|text| line::is_contents(text) || folded(text) == "目录")
        .count()
        >= 1
}

/// 注：① …: a remark about a mark that nothing above has.
fn is_orphan_remark(document: &TableDocument<'_>, at: usize, text: &str) -> bool {
    let bare = folded(text);
    let Some(rest) = bare.strip_prefix("注:").or_else(|| bare.strip_prefix('注')) else {
        return false;
    };
    let mark = rest.chars().next();
    let explains = mark.is_some_and(|c| is_circled(c) || c == '*')
        || rest.starts_with("1.")
        || rest.starts_with("〔")
        || rest.starts_with("带");
    let Some(mark) = mark.filter(|_| explains) else {
        return false;
    };
    let from = at.saturating_sub(200);
    let before = document.pieces.get(from..at).unwrap_or_default();
    let has_mark = |text: &str| is_circled(mark) && text.contains(mark);
    !before.iter().any(|piece| match piece.kind {
        PieceKind::Text(text) | PieceKind::Styled(text) => has_mark(text),
        PieceKind::Table(_) => true,
        PieceKind::Picture(_) | PieceKind::PageBreak => false,
    })
}

fn after_remarks(document: &TableDocument<'_>, at: usize) -> usize {
    surroundings::below(document, at + 1).0
}
