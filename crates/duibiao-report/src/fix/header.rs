//! Repairs of the front matter as a whole: its fences, the signs between keys and values, lines that
//! are missing or stand twice.

use std::ops::Range;

use duibiao_syntax::diagnostic::{Code, Diagnostic};
use duibiao_syntax::parse;
use duibiao_syntax::region::{self, RegionCode};
use duibiao_syntax::source::Source;

use super::page::FileWithFindings;
use super::{RepairText, TextEdit, apply, line};
use duibiao_syntax::schema::keys::{self, DocumentKind};

/// A front matter has at least so many known keys before its end is guessed.
const FEWEST_KEYS: usize = 2;

/// The opening line: blank lines before it, other dashes, or none at all.
pub(super) fn opening(page: &FileWithFindings<'_>) -> Option<RepairText> {
    let first = (0..page.lines()).find(|at| !page.is_blank(*at))?;
    let text = page.line(first);
    let begin = text_start(page);
    if text.trim_end() == "---" {
        let blank = begin..page.line_range(first).start;
        return checked(
            page,
            "删去文件头前面的空行",
            "delete the blank lines before the front matter",
            vec![edit(page, blank, "")],
        );
    }
    let is_fence = line::is_fence(text);
    let keys = first + usize::from(is_fence);
    let end = end_of_keys(page, keys)?;
    let fence = format!("---{}", page.newline());
    let before = if is_fence {
        begin..page.whole_line(first).end
    } else {
        begin..page.line_range(first).start.max(begin)
    };
    let mut edits = vec![edit(page, before, &fence)];
    edits.extend(closing_edit(page, end)?);
    checked(
        page,
        "补上文件头的第一行 ---",
        "add the opening line of three dashes",
        edits,
    )
}

/// The closing line, behind the last line of known keys.
pub(super) fn closing(page: &FileWithFindings<'_>) -> Option<RepairText> {
    let end = end_of_keys(page, 1)?;
    let edits = closing_edit(page, end)?;
    checked(
        page,
        "补上文件头的最后一行 ---",
        "add the closing line of three dashes",
        edits,
    )
}

/// The edit that makes a line the closing one, or puts one before it; no edit when it is one already.
fn closing_edit(page: &FileWithFindings<'_>, end: usize) -> Option<Vec<TextEdit>> {
    let newline = page.newline();
    let Some(text) = page.get(end) else {
        let at = page.source.text.len();
        let broken = !page.source.text.ends_with('\n');
        let lead = if broken { newline } else { "" };
        return Some(vec![edit(page, at..at, &format!("{lead}---{newline}"))]);
    };
    match text.trim_end() {
        "---" | "..." => Some(Vec::new()),
        fence if line::is_fence(fence) => Some(vec![edit(page, page.line_range(end), "---")]),
        // Anything else must be the body: a blank line, a heading or a table begins it.
        "" => Some(vec![edit(page, page.line_range(end), "---")])
            .filter(|_| page.get(end + 1).is_some()),
        body if body.starts_with(['#', '|', '>']) => {
            let start = page.line_range(end).start;
            Some(vec![edit(page, start..start, &format!("---{newline}"))])
        }
        _ => None,
    }
}

/// The line behind the known keys that begin at a line, with their lists and maps; none when there are
/// too few.
fn end_of_keys(page: &FileWithFindings<'_>, from: usize) -> Option<usize> {
    let keys = page.kind?.keys();
    let mut known = 0;
    let mut at = from;
    while let Some(text) = page.get(at) {
        let nested = text.starts_with([' ', '\t']) || text.starts_with("- ");
        let is_key = line::key(text).is_some_and(|key| keys::find(keys, key).is_some());
        if nested && known > 0 && !text.trim().is_empty() {
            at += 1;
        } else if is_key && !nested {
            known += 1;
            at += 1;
        } else {
            break;
        }
    }
    (known >= FEWEST_KEYS).then_some(at)
}

/// Slips that keep the front matter from being YAML.
pub(super) fn syntax(found: &Diagnostic, page: &FileWithFindings<'_>) -> Option<RepairText> {
    colons(page)
        .or_else(|| tabs(page))
        .or_else(|| quotes(found, page))
}

/// A front matter that is one long text, because its keys have no colon and space behind them.
pub(super) fn shape(found: &Diagnostic, page: &FileWithFindings<'_>) -> Option<RepairText> {
    // A value of a wrong shape stands behind its key.
    let place = found.place()?.range().start;
    let first = (1..page.lines()).find(|at| !page.is_blank(*at))?;
    let is_root = page.line_at(place) == first && page.is_at_margin(place);
    is_root.then(|| colons(page))?
}

/// `键：值` and `key:value` in all lines of the front matter.
fn colons(page: &FileWithFindings<'_>) -> Option<RepairText> {
    let keys = page.kind?.keys();
    let mut edits = Vec::new();
    for at in header_lines(page)? {
        let text = page.line(at);
        let Some(colon) = text.find([':', '：']) else {
            continue;
        };
        let width = text[colon..].chars().next().map_or(1, char::len_utf8);
        let rest = &text[colon + width..];
        let is_right = width == 1 && (rest.is_empty() || rest.starts_with([' ', '\t']));
        let is_key = keys::find(keys, &text[..colon]).is_some();
        if is_key && !is_right {
            let space = if rest.starts_with(' ') { "" } else { " " };
            let start = line_start(page, at) + colon;
            edits.push(edit(page, start..start + width, &format!(":{space}")));
        }
    }
    checked(
        page,
        "键后面写英文冒号和一个空格",
        "write a colon and a space behind the key",
        edits,
    )
}

/// Tabs at the beginning of lines.
fn tabs(page: &FileWithFindings<'_>) -> Option<RepairText> {
    let mut edits = Vec::new();
    for at in header_lines(page)? {
        let text = page.line(at);
        let tabs = text.len() - text.trim_start_matches('\t').len();
        if tabs > 0 && !text[tabs..].starts_with(' ') {
            let start = line_start(page, at);
            edits.push(edit(page, start..start + tabs, &"  ".repeat(tabs)));
        }
    }
    checked(
        page,
        "缩进用空格代替制表符",
        "indent with spaces instead of tabs",
        edits,
    )
}

/// A plain value with a colon in it.
fn quotes(found: &Diagnostic, page: &FileWithFindings<'_>) -> Option<RepairText> {
    let at = page.line_at(found.place()?.range().start);
    let text = page.line(at);
    let key = line::key(text)?;
    keys::find(page.kind?.keys(), key).filter(|key| key.shape.inner().is_empty())?;
    let (start, value) = line::value(text)?;
    let is_plain = value.contains(": ") && !value.contains(" #");
    let is_words = !value.starts_with([
        '"', '\'', '[', '{', '|', '>', '&', '*', '!', '%', '@', '`', '#', '-',
    ]);
    let goes_on = page
        .get(at + 1)
        .is_some_and(|next| next.starts_with([' ', '\t']));
    if !is_plain || !is_words || goes_on || text.starts_with([' ', '\t', '-']) {
        return None;
    }
    let quoted = format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
    let start = line_start(page, at) + start;
    let edits = vec![edit(page, start..start + value.len(), &quoted)];
    checked(
        page,
        "用英文双引号把值括起来",
        "put the value in double quotes",
        edits,
    )
}

/// The lines between the fences.
fn header_lines(page: &FileWithFindings<'_>) -> Option<Range<usize>> {
    let end = (1..page.lines()).find(|at| matches!(page.line(*at).trim_end(), "---" | "..."))?;
    Some(1..end)
}

/// A required key whose value the place of the file leaves no choice for.
pub(super) fn derived(found: &Diagnostic, page: &mut FileWithFindings<'_>) -> Option<RepairText> {
    let place = found.place()?.range().start;
    // A missing key of an inner map is reported at that map.
    if !page.is_first_key(place) {
        return None;
    }
    let lines = header_lines(page)?;
    let kind = page.kind.filter(|kind| kind.is_by_topic())?;
    let (topic, stem) = page.place()?;
    let line = if found.message.en.contains("`topic`") {
        format!("topic: {topic}")
    } else if found.message.en.contains("`region`") && kind == DocumentKind::Plan {
        format!("region: \"{}\"", region_of(stem)?)
    } else {
        return None;
    };
    let start = page.line_range(lines.end).start;
    let text = format!("{line}{}", page.newline());
    Some(RepairText::new(
        format!("按文件的位置加一行 `{line}`"),
        format!("add `{line}`, as the place of the file says"),
        vec![edit(page, start..start, &text)],
    ))
}

/// The region of `460100-2026` and `460100-2026-housing`; a zone needs its name.
fn region_of(stem: &str) -> Option<RegionCode> {
    let (code, rest) = stem.split_once('-')?;
    let year = rest.split('-').next()?;
    let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    let entry = region::entry(code.parse().ok()?)?;
    is_year.then_some(entry.code)
}

/// The second of two lines that say the same.
pub(super) fn duplicate(found: &Diagnostic, page: &FileWithFindings<'_>) -> Option<RepairText> {
    let [second, first] = &found.labels[..] else {
        return None;
    };
    let value = |offset: usize| {
        let at = page.line_at(offset);
        let text = page.line(at);
        let goes_on = page
            .get(at + 1)
            .is_some_and(|next| next.starts_with([' ', '\t', '-']) && next.trim() != "---");
        let is_plain = page.is_at_margin(offset) && !goes_on;
        is_plain
            .then(|| line::value(text))?
            .map(|(_, value)| value.trim_matches(['"', '\'']))
    };
    let (again, once) = (
        value(second.span.range().start)?,
        value(first.span.range().start)?,
    );
    let is_word = !again.is_empty() && !again.starts_with(['[', '{', '|', '>']);
    if again != once || !is_word {
        return None;
    }
    let line = page.whole_line(page.line_at(second.span.range().start));
    Some(RepairText::new(
        "删去重复的一行",
        "delete the line that says the same again",
        vec![edit(page, line, "")],
    ))
}

/// The repair, if the front matter can be read once it is made.
fn checked(
    page: &FileWithFindings<'_>,
    zh: &str,
    en: &str,
    edits: Vec<TextEdit>,
) -> Option<RepairText> {
    if edits.is_empty() {
        return None;
    }
    let text = apply(&page.source.text, &edits).ok()?;
    let mended = Source {
        id: page.source.id,
        path: page.source.path.clone(),
        text: text.into(),
    };
    let unreadable = [
        Code::FrontMatterMissing,
        Code::FrontMatterUnclosed,
        Code::YamlInvalid,
    ];
    let found = parse::document(&mended).diagnostics;
    let reads = !found.iter().any(|found| unreadable.contains(&found.code));
    reads.then(|| RepairText::new(zh, en, edits))
}

fn edit(page: &FileWithFindings<'_>, range: Range<usize>, text: &str) -> TextEdit {
    TextEdit {
        span: page.source.span(range),
        text: text.to_owned(),
    }
}

/// Where the text of the file begins, behind a byte-order mark.
fn text_start(page: &FileWithFindings<'_>) -> usize {
    page.source.text.len() - page.source.text.trim_start_matches('\u{FEFF}').len()
}

/// Where the text of a line begins.
fn line_start(page: &FileWithFindings<'_>, at: usize) -> usize {
    let start = page.line_range(at).start;
    if at == 0 {
        start.max(text_start(page))
    } else {
        start
    }
}
