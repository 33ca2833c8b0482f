//! What Markdown would alter in a plan without a word, and what a conversion has left behind.
//!
//! These checks look at lines of the source, not at events: by the time there are events, the cell or
//! the minus sign is gone.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;
use crate::span::Span;

/// Checks the lines of a body; `quiet` are the code blocks and tables, which are not prose.
pub(super) fn lines(
    source: &Source,
    range: Range<usize>,
    quiet: &[Range<usize>],
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut lines_with_borders = Vec::new();
    let mut at = range.start;
    let text = &source.text[range];
    // To ask the whole text once is quicker than to ask every line.
    let scars: Vec<&str> = SCARS
        .into_iter()
        .filter(|mark| text.contains(mark))
        .collect();
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if quiet
            .iter()
            .any(|quiet| quiet.start < at && start < quiet.end)
        {
            continue;
        }
        let content = line.trim_start_matches([' ', '>']).trim_end();
        let begin = start + line.len() - line.trim_start_matches([' ', '>']).len();
        let span = source.span(begin..begin + content.len());
        if content.starts_with('|') {
            lines_with_borders.push((content, span));
            continue;
        }
        strays(&mut lines_with_borders, &mut found);
        if let Some(mark) = scars.iter().find(|mark| content.contains(**mark)) {
            found.push(scarred(mark, span));
        } else if let Some(mark) = secret(content) {
            found.push(secret_mark(mark, span));
        }
    }
    strays(&mut lines_with_borders, &mut found);
    found
}

/// Reports adjoining lines that begin with a cell border and are in no table: a wrong delimiter row
/// alone, when there is one, since the others only follow from it.
fn strays(lines: &mut Vec<(&str, Span)>, found: &mut Vec<Diagnostic>) {
    let delimiter = lines.iter().find(|(line, _)| is_delimiter(line));
    match delimiter {
        Some((_, span)) => found.push(wrong_delimiter(*span)),
        None => found.extend(lines.iter().map(|(_, span)| stray(*span))),
    }
    lines.clear();
}

fn wrong_delimiter(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::TableDelimiter,
        "分隔行与表头不配，整张表不成表",
        "the delimiter row does not fit the header, so there is no table",
    )
    .at(span)
    .help(
        "表头下一行写 |---|---|，格数与表头相同",
        "below the header write |---|---| with as many cells as the header has",
    )
}

/// A line that begins with a cell border and is in no table.
fn stray(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::TableRowStray,
        "这一行落在表外，会变成正文",
        "this row stands outside its table and would become prose",
    )
    .at(span)
    .help(
        "删去它与表之间的空行；表头下面要有 |---|---| 一行",
        "delete the empty line before it; a table has a line |---|---| below its header",
    )
}

fn is_delimiter(line: &str) -> bool {
    line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// Debris of Word and PDF.
const SCARS: [&str; 5] = [
    "[bookmark:",
    "<o:p>",
    "HYPERLINK \"",
    "\u{FFFD}",
    "MERGEFORMAT",
];

fn scarred(mark: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::ConversionScar,
        format!("有转换留下的残迹 `{mark}`"),
        format!("debris of a conversion: `{mark}`"),
    )
    .at(span)
    .help(
        "对照原文删去",
        "delete it after comparing with the original",
    )
}

/// A mark of secrecy on a line of its own (GB/T 9704-2012, 7.2.2).
fn secret(line: &str) -> Option<&'static str> {
    ["绝密", "机密", "秘密"].into_iter().find(|mark| {
        line.strip_prefix(mark)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('★'))
    })
}

fn secret_mark(mark: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::ConfidentialMark,
        format!("有密级标志“{mark}”，不能发布"),
        format!("the text is marked “{mark}” and cannot be published"),
    )
    .at(span)
    .help(
        "涉密文件不能放进 content/",
        "a classified document must not be in content/",
    )
}

/// Compares the cells of each line of a table with its header.
pub(super) fn table_rows(source: &Source, range: &Range<usize>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut header: Option<(usize, Span)> = None;
    let mut at = range.start;
    for line in source.text[range.clone()].split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '>', '\t']);
        let begin = at + line.len() - content.len();
        at += line.len();
        let content = content.trim_end();
        if content.is_empty() {
            continue;
        }
        let span = source.span(begin..begin + content.len());
        let cells = cell_count(content);
        match header {
            None => header = Some((cells, span)),
            Some((wanted, first)) if cells != wanted => {
                found.push(cell_mismatch(cells, wanted, span, first));
            }
            Some(_) => {}
        }
    }
    found
}

/// The cells of a line: borders that are not escaped, less the outer ones, plus one.
fn cell_count(line: &str) -> usize {
    let mut borders = 0;
    let mut escaped = false;
    let mut last_is_border = false;
    for c in line.chars() {
        last_is_border = c == '|' && !escaped;
        borders += usize::from(last_is_border);
        escaped = c == '\\' && !escaped;
    }
    let outer = usize::from(line.starts_with('|')) + usize::from(last_is_border && line.len() > 1);
    (borders + 1).saturating_sub(outer)
}

fn cell_mismatch(cells: usize, wanted: usize, span: Span, header: Span) -> Diagnostic {
    let (zh, en) = if cells > wanted {
        ("多出的格会被丢掉", "the cells past the last would be lost")
    } else {
        ("缺的格会变成空白", "the missing cells would be blank")
    };
    Diagnostic::new(
        Code::TableRowCells,
        format!("这一行有 {cells} 格，表头有 {wanted} 格：{zh}"),
        format!("this row has {cells} cells and its header {wanted}: {en}"),
    )
    .label(span, format!("{cells} 格"), format!("{cells} cells"))
    .label(header, format!("表头 {wanted} 格"), format!("{wanted} cells in the header"))
    .help(
        "格里的竖线写成 \\|；没有内容的格也要留出位置；表后的文字与表之间空一行",
        "write a border inside a cell as \\|; keep the place of an empty cell; leave an empty line behind a table",
    )
}

/// Whether an item of a list begins with something that may be a negative number: `- 5.2`.
pub(super) fn may_be_minus(item: &str) -> bool {
    let Some(rest) = item.strip_prefix("- ").or_else(|| item.strip_prefix("+ ")) else {
        return false;
    };
    let rest = rest.trim_start();
    let number = rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))
            .len();
    if number == 0 {
        return false;
    }
    // A date or an outline number begins an honest item: “- 2023年…”, “- 1.建设…”.
    let is_outline = rest[..number].ends_with('.');
    let next = rest[number..].chars().next();
    !is_outline
        && next.is_none_or(|c| {
            matches!(c, '%' | '％' | ' ' | '（' | '(' | '|' | '个' | '万' | '亿')
                || c.is_ascii_alphabetic()
        })
}

pub(super) fn minus(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::ListMarkerNumber,
        "行首的“-”是列表记号还是负号？作为列表，负号会丢失",
        "is this a list marker or a minus sign? As a list the sign is lost",
    )
    .at(span)
    .help(
        "负数写成 −5.2（或 \\-5.2）；列表项在数字前加文字",
        "write a negative number as −5.2 (or \\-5.2); begin a list item with a word",
    )
}

pub(super) fn gap(span: Span, expected: u32) -> Diagnostic {
    Diagnostic::new(
        Code::OutlineGap,
        format!("编号不连续：这里应是第 {expected}"),
        format!("the numbering jumps: {expected} is expected here"),
    )
    .at(span)
    .help(
        "核对原文有没有漏掉的条",
        "compare with the original: is a clause missing?",
    )
}

pub(super) fn unsafe_link(destination: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::UnsafeLink,
        format!("不能链接到 `{destination}`"),
        format!("a link to `{destination}` is not allowed"),
    )
    .at(span)
    .help(
        "只能链接 http、https、mailto、tel，或本站文件的相对路径",
        "allowed are http, https, mailto, tel, and relative paths to files of this site",
    )
}

pub(super) fn foreign_picture(destination: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::UnsafeLink,
        format!("图片 `{destination}` 不在本站"),
        format!("the picture `{destination}` is not of this site"),
    )
    .at(span)
    .help(
        "把图片存到这份文档旁边，用相对路径引用：网页不从别处加载任何东西",
        "put the picture beside this document and name it by a relative path: pages load nothing from elsewhere",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_counted_as_github_does() {
        for (line, cells) in [
            ("| a | b |", 2),
            ("a | b", 2),
            ("| a\\|b | c |", 2),
            ("| a|b 合计 | 90 |", 3),
            ("|---|", 1),
            ("文字", 1),
        ] {
            assert_eq!(cell_count(line), cells, "{line}");
        }
    }

    #[test]
    fn minus_signs_and_list_items() {
        for item in ["- 5.2", "- 5.2 （降幅）", "- 5%", "+ 3万"] {
            assert!(may_be_minus(item), "{item}");
        }
        for item in ["- 2023年开展评估", "- 1.建设中心", "- 建设5个", "-5"] {
            assert!(!may_be_minus(item), "{item}");
        }
    }
}
