//! Repairs of tables: gaps, delimiter rows, empty cells past the header, words of two closed columns.

use duibiao_syntax::diagnostic::Diagnostic;
use duibiao_syntax::span::Span;

use super::page::{FileWithFindings, Grown};
use super::{RepairText, TextEdit, block};

/// Blank lines that a gap in a table may have.
const WIDEST_GAP: usize = 3;

/// A row that is longer than its header only by empty cells, or that is no row.
pub(super) fn cells(found: &Diagnostic, page: &FileWithFindings<'_>) -> Option<RepairText> {
    let [row, header] = &found.labels[..] else {
        return None;
    };
    let wanted = block::cells(page.words(header.span)?).len();
    let text = page.words(row.span)?;
    if !text.contains('|') {
        return prose_behind(row.span, page).filter(|_| wanted > 1);
    }
    let cells = block::cells(text);
    let extra = cells.get(wanted..).filter(|extra| !extra.is_empty())?;
    if extra.iter().any(|cell| !cell.is_empty()) {
        return None;
    }
    let last = cells.get(wanted.checked_sub(1)?)?.end;
    let border = last + text[last..].find('|')? + 1;
    let start = row.span.range().start;
    let span = page.source.span(start + border..start + text.len());
    Some(RepairText::new(
        "删去多出的空格子",
        "delete the empty cells past the header",
        vec![delete(span)],
    ))
}

/// A blank line between a table and the prose below it, which Markdown takes for a row.
fn prose_behind(row: Span, page: &FileWithFindings<'_>) -> Option<RepairText> {
    let at = page.line_at(row.range().start);
    let is_plain = page.line_range(at).start == row.range().start;
    // Of several such lines the first tells for all; nothing is looked up for the others.
    if !is_plain || at == 0 || !page.line(at - 1).contains('|') {
        return None;
    }
    let mut below = (at + 1..page.lines()).take_while(|next| !page.is_blank(*next));
    if below.any(|next| page.line(next).contains('|')) {
        return None;
    }
    let start = row.range().start;
    Some(RepairText::new(
        "在表格和下面的文字之间空一行",
        "leave an empty line between the table and the words below it",
        vec![TextEdit {
            span: page.source.span(start..start),
            text: page.newline().to_owned(),
        }],
    ))
}

/// Rows that stand outside their table. Told once for adjoining rows, at the first.
pub(super) fn stray(found: &Diagnostic, page: &mut FileWithFindings<'_>) -> Option<RepairText> {
    let first = page.line_at(found.place()?.range().start);
    let above = first.checked_sub(1)?;
    if block::is_row(page.line(above)) || !block::is_row(page.line(first)) {
        return None;
    }
    let rows = block::from(page, first);
    let width = block::width(
        page,
        rows.clone()
            .filter(|at| *at != first + 1 || !block::is_drawn_delimiter(page.line(*at))),
    )?;
    let second = page.line(first + 1);
    if rows.len() > 1 && block::is_drawn_delimiter(second) {
        return Some(RepairText::new(
            "把分隔行改成英文的 ---",
            "write the delimiter row with ASCII dashes",
            vec![row_edit(page, first + 1, &block::delimiter(width))],
        ));
    }
    gap(page, first, rows.end, width).or_else(|| headless(page, first, rows.len(), width))
}

/// The blank lines between a table and rows that go on with its numbers.
fn gap(
    page: &mut FileWithFindings<'_>,
    first: usize,
    end: usize,
    width: usize,
) -> Option<RepairText> {
    let above = (first.saturating_sub(WIDEST_GAP + 1)..first)
        .rev()
        .find(|at| !page.is_blank(*at))?;
    let table_width = match page.grown {
        Some(grown) if grown.last == above => grown.cells,
        _ => table_ending(page, above)?,
    };
    let goes_on = row_number(page.line(above))?.checked_add(1)? == row_number(page.line(first))?;
    if !goes_on || table_width != width {
        return None;
    }
    page.grown = Some(Grown {
        last: end - 1,
        cells: width,
    });
    let blank = page.whole_line(above).end..page.line_range(first).start;
    Some(RepairText::new(
        "删去表格中间的空行",
        "delete the blank lines inside the table",
        vec![delete(page.source.span(blank))],
    ))
}

/// How many cells the rows of the table that ends with a line have.
fn table_ending(page: &FileWithFindings<'_>, last: usize) -> Option<usize> {
    if !block::is_row(page.line(last)) {
        return None;
    }
    let rows = block::to(page, last);
    let is_table = rows.len() > 2 && block::is_delimiter(page.line(rows.start + 1));
    is_table.then(|| block::width(page, rows))?
}

/// The number that a row begins with.
fn row_number(line: &str) -> Option<u32> {
    let first = block::cells(line).into_iter().next()?;
    line[first].parse().ok()
}

/// A delimiter row below a first line that can only be a header.
fn headless(
    page: &FileWithFindings<'_>,
    first: usize,
    rows: usize,
    width: usize,
) -> Option<RepairText> {
    let text = page.line(first);
    let has = |words: &[&str]| {
        block::cells(text)
            .into_iter()
            .any(|cell| words.contains(&&text[cell]))
    };
    let is_header = has(&["指标", "指标名称"]) && has(&["序号", "单位", "目标值", "属性"]);
    let stands_alone = page.is_blank(first - 1) || page.line(first - 1).starts_with('#');
    if rows < 2 || !is_header || !stands_alone || after_table(page, first) {
        return None;
    }
    let end = page.line_range(first).end;
    Some(RepairText::new(
        "在表头下面加分隔行",
        "add the delimiter row below the header",
        vec![TextEdit {
            span: page.source.span(end..end),
            text: format!("{}{}", page.newline(), block::delimiter(width)),
        }],
    ))
}

/// Whether only blank lines lie between a line and a row above it.
fn after_table(page: &FileWithFindings<'_>, first: usize) -> bool {
    (first.saturating_sub(WIDEST_GAP + 1)..first)
        .rev()
        .find(|at| !page.is_blank(*at))
        .is_some_and(|above| block::is_row(page.line(above)))
}

/// A delimiter row with as many cells as header and rows have.
pub(super) fn delimiter(found: &Diagnostic, page: &FileWithFindings<'_>) -> Option<RepairText> {
    let at = page.line_at(found.place()?.range().start);
    let header = at.checked_sub(1)?;
    let is_second =
        block::is_row(page.line(header)) && (header == 0 || !block::is_row(page.line(header - 1)));
    let text = page.line(at);
    if !is_second || !block::is_row(text) || text.contains(':') {
        return None;
    }
    let rows = block::from(page, header);
    let width = block::width(page, rows.filter(|row| *row != at))?;
    Some(RepairText::new(
        format!("分隔行改成 {width} 格"),
        format!("make the delimiter row {width} cells long"),
        vec![row_edit(page, at, &block::delimiter(width))],
    ))
}

/// A nature with blanks inside the word.
pub(super) fn nature(found: &Diagnostic, page: &FileWithFindings<'_>) -> Option<RepairText> {
    cell_word(found, page, |plain| {
        ["约束性", "预期性"].into_iter().find(|word| *word == plain)
    })
}

/// A verification with blanks inside the word, or in other letters.
pub(super) fn verification(found: &Diagnostic, page: &FileWithFindings<'_>) -> Option<RepairText> {
    cell_word(found, page, |plain| {
        let small = plain.to_ascii_lowercase();
        [
            "原文",
            "转引",
            "记忆",
            "transcribed",
            "reported",
            "recalled",
        ]
        .into_iter()
        .find(|word| *word == small)
    })
}

fn cell_word(
    found: &Diagnostic,
    page: &FileWithFindings<'_>,
    word: impl Fn(&str) -> Option<&'static str>,
) -> Option<RepairText> {
    let span = found.place()?;
    let written = page.words(span)?;
    let plain: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    let text = word(&plain).filter(|word| *word != written)?;
    Some(RepairText::new(
        format!("把“{written}”改成“{text}”"),
        format!("write “{text}” for “{written}”"),
        vec![TextEdit {
            span,
            text: text.to_owned(),
        }],
    ))
}

/// The edit that makes a row another one; its indent stays.
fn row_edit(page: &FileWithFindings<'_>, at: usize, text: &str) -> TextEdit {
    let range = page.line_range(at);
    let line = page.line(at);
    let indent = line.len() - line.trim_start().len();
    TextEdit {
        span: page.source.span(range.start + indent..range.end),
        text: text.to_owned(),
    }
}

fn delete(span: Span) -> TextEdit {
    TextEdit {
        span,
        text: String::new(),
    }
}
