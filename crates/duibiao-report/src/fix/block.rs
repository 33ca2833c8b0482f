//! Lines of tables as the checks of tables count them: cells, delimiter rows, stretches of lines that
//! begin with a border.

use std::ops::Range;

use super::page::FileWithFindings;

/// The cells of a line, without borders and the blanks around them, in bytes of the line.
pub(super) fn cells(line: &str) -> Vec<Range<usize>> {
    let content = line.trim();
    let lead = line.len() - line.trim_start().len();
    let mut borders = borders(content);
    if borders.first() == Some(&0) {
        borders.remove(0);
    }
    let mut start = usize::from(content.starts_with('|'));
    let mut cells = Vec::new();
    for border in borders {
        cells.push(start..border);
        start = border + 1;
    }
    if start < content.len() {
        cells.push(start..content.len());
    }
    cells
        .into_iter()
        .map(|cell| {
            let text = &content[cell.clone()];
            let start = lead + cell.start + (text.len() - text.trim_start().len());
            start..(start + text.trim().len())
        })
        .collect()
}

/// The bytes of the borders that are not escaped.
fn borders(line: &str) -> Vec<usize> {
    let mut escaped = false;
    let mut borders = Vec::new();
    for (at, c) in line.char_indices() {
        if c == '|' && !escaped {
            borders.push(at);
        }
        escaped = c == '\\' && !escaped;
    }
    borders
}

/// Whether a line begins with a border, outside of quotes and lists.
pub(super) fn is_row(line: &str) -> bool {
    line.trim_start_matches(' ').starts_with('|')
}

/// Whether a line is a delimiter row.
pub(super) fn is_delimiter(line: &str) -> bool {
    let cells = cells(line);
    is_row(line)
        && !cells.is_empty()
        && cells.into_iter().all(|cell| {
            let dashes = line[cell].trim_start_matches(':').trim_end_matches(':');
            !dashes.is_empty() && dashes.bytes().all(|b| b == b'-')
        })
}

/// Whether a line is what people type for a delimiter row with the dashes of Chinese.
pub(super) fn is_drawn_delimiter(line: &str) -> bool {
    let cells = cells(line);
    is_row(line)
        && !cells.is_empty()
        && cells.into_iter().all(|cell| {
            let text = &line[cell];
            !text.is_empty()
                && text
                    .chars()
                    .all(|c| matches!(c, '-' | '—' | '－' | '–' | '−'))
        })
}

/// A delimiter row of so many cells.
pub(super) fn delimiter(cells: usize) -> String {
    format!("|{}", "---|".repeat(cells))
}

/// The stretch of lines with borders that begins at a line.
pub(super) fn from(page: &FileWithFindings<'_>, first: usize) -> Range<usize> {
    let mut end = first;
    while page.get(end).is_some_and(is_row) {
        end += 1;
    }
    first..end
}

/// The stretch of lines with borders that ends with a line.
pub(super) fn to(page: &FileWithFindings<'_>, last: usize) -> Range<usize> {
    let mut first = last;
    while first > 0 && is_row(page.line(first - 1)) {
        first -= 1;
    }
    first..last + 1
}

/// How many cells each line of a stretch has, when they all have as many.
pub(super) fn width(
    page: &FileWithFindings<'_>,
    mut lines: impl Iterator<Item = usize>,
) -> Option<usize> {
    let first = cells(page.line(lines.next()?)).len();
    let alike = lines.all(|at| cells(page.line(at)).len() == first);
    (alike && first > 1).then_some(first)
}
