//! Repairs of running text: invisible characters, indents, boxes, debris, emphasis.

use duibiao_syntax::diagnostic::Diagnostic;

use super::page::FileWithFindings;
use super::{RepairText, TextEdit};

/// Characters that are not seen and have no effect on Chinese text: byte-order mark, zero-width space,
/// word joiner.
const WITHOUT_EFFECT: [char; 3] = ['\u{FEFF}', '\u{200B}', '\u{2060}'];

/// An invisible character without effect, wherever it stands in the file: only the first ten are told
/// one by one.
pub(super) fn invisible(found: &Diagnostic, page: &mut FileWithFindings<'_>) -> Option<RepairText> {
    let c = page.words(found.place()?)?.chars().next()?;
    if !WITHOUT_EFFECT.contains(&c) || !page.deleted.insert(c) {
        return None;
    }
    let places = page.source.text.match_indices(c).map(|(at, _)| at);
    let edits = places
        .filter(|at| *at > 0 || c != '\u{FEFF}')
        .map(|at| delete(page, at, at + c.len_utf8()));
    let code = u32::from(c);
    Some(RepairText::new(
        format!("删去不可见的字符 U+{code:04X}"),
        format!("delete the invisible character U+{code:04X}"),
        edits.collect(),
    ))
}

/// The indent of a paragraph of one line.
pub(super) fn indented(found: &Diagnostic, page: &FileWithFindings<'_>) -> Option<RepairText> {
    let at = page.line_at(found.place()?.range().start);
    let text = page.line(at);
    let words = text.trim_start_matches([' ', '\t']);
    let above_ends = at == 0 || page.is_blank(at - 1) || page.line(at - 1).starts_with('#');
    let below_begins =
        page.get(at + 1).is_none_or(|next| next.starts_with('#')) || page.is_blank(at + 1);
    if !is_plain(words) || !above_ends || !below_begins {
        return None;
    }
    let start = page.line_range(at).start;
    Some(RepairText::new(
        "删去行首的空格",
        "delete the blanks at the beginning of the line",
        vec![delete(page, start, start + text.len() - words.len())],
    ))
}

/// Whether a line means nothing to Markdown by its first characters.
fn is_plain(words: &str) -> bool {
    let digits = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_item = digits.len() < words.len() && digits.starts_with(['.', ')']);
    !words.is_empty()
        && !is_item
        && !words.starts_with("#-+*>|`~<=[!$_\\{".chars().collect::<Vec<_>>().as_slice())
}

/// The block quote of a box whose title and lines are all that is left in their section.
pub(super) fn boxed(found: &Diagnostic, page: &FileWithFindings<'_>) -> Option<RepairText> {
    const LONGEST_BOX: usize = 40;
    let first = page.line_at(found.place()?.range().start);
    let lines = first..page.lines().min(first + LONGEST_BOX);
    let end = lines
        .clone()
        .find(|at| page.is_blank(*at))
        .unwrap_or(lines.end);
    let next = (end..page.lines()).find(|at| !page.is_blank(*at));
    let is_last = next.is_none_or(|at| page.line(at).starts_with('#'));
    let has_title = page
        .line(first)
        .strip_prefix("[!")
        .is_some_and(|rest| rest.starts_with("专栏") && rest.contains(']'));
    let is_whole = (first + 1..end)
        .all(|at| !page.line(at).is_empty() && !page.line(at).starts_with(['>', ' ', '\t']));
    if end == lines.end && next.is_some() || !is_last || !has_title || !is_whole {
        return None;
    }
    let edits = (first..end).map(|at| {
        let start = page.line_range(at).start;
        TextEdit {
            span: page.source.span(start..start),
            text: "> ".to_owned(),
        }
    });
    Some(RepairText::new(
        "在专栏的每一行前加 >",
        "put > before each line of the box",
        edits.collect(),
    ))
}

/// `[bookmark: _Toc1]`, as some converters of Word files leave it.
pub(super) fn bookmark(found: &Diagnostic, page: &FileWithFindings<'_>) -> Option<RepairText> {
    const LONGEST_MARK: usize = 200;
    let span = found.place()?;
    let text = page.words(span)?;
    let edits = text.match_indices("[bookmark:").filter_map(|(at, _)| {
        let length = text[at..]
            .bytes()
            .take(LONGEST_MARK)
            .position(|b| b == b']')?
            + 1;
        let start = span.range().start + at;
        Some(delete(page, start, start + length))
    });
    Some(RepairText::new(
        "删去转换留下的书签记号",
        "delete the bookmark that the conversion left",
        edits.collect(),
    ))
}

/// Blanks inside the only two marks of emphasis of a line.
pub(super) fn emphasis(found: &Diagnostic, page: &FileWithFindings<'_>) -> Option<RepairText> {
    let at = page.line_at(found.place()?.range().start);
    let text = page.line(at);
    let marks: Vec<usize> = text.match_indices("**").map(|(at, _)| at).collect();
    let [open, close] = marks[..] else {
        return None;
    };
    let inner = &text[open + 2..close];
    let words = inner.trim();
    let is_simple = !text.contains(['\\', '`']) && !text.contains("***");
    if words.is_empty() || words.len() == inner.len() || !is_simple {
        return None;
    }
    let start = page.line_range(at).start + open + 2;
    let lead = inner.len() - inner.trim_start().len();
    let ends = [
        (start, start + lead),
        (start + lead + words.len(), start + inner.len()),
    ];
    let edits = ends.into_iter().filter(|(from, to)| from < to);
    Some(RepairText::new(
        "删去加粗记号里面的空格",
        "delete the blanks inside the marks of emphasis",
        edits.map(|(from, to)| delete(page, from, to)).collect(),
    ))
}

fn delete(page: &FileWithFindings<'_>, from: usize, to: usize) -> TextEdit {
    TextEdit {
        span: page.source.span(from..to),
        text: String::new(),
    }
}
