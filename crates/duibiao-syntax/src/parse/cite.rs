//! The documents that a text names: titles in 《》 and document numbers such as 国卫职健发〔2021〕39号.
//!
//! This finds the words and their bytes and nothing more: whether a title is a plan of the site is for
//! the linker. Code, comments and link destinations are not read.

use std::ops::Range;

use crate::document::Citation;
use crate::source::Source;

/// All citations in the bytes `range` of a source.
pub(super) fn citations(source: &Source, range: Range<usize>) -> Vec<Citation> {
    let mut found = Vec::new();
    let mut fenced = false;
    let mut at = range.start;
    for line in source.text[range].split_inclusive('\n') {
        if line.trim_start_matches([' ', '>']).starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            in_line(source, line, at, &mut found);
        }
        at += line.len();
    }
    found
}

fn in_line(source: &Source, line: &str, line_start: usize, found: &mut Vec<Citation>) {
    let mut at = 0;
    while let Some((open, c)) = next_open(line, at) {
        at = open + c.len_utf8();
        if c == '《' {
            if let Some(citation) = title(source, line, line_start, open) {
                at = citation.span.range().end - line_start;
                found.push(citation);
            }
        } else if let Some(number) = number(line, open) {
            at = number.end;
            found.push(Citation {
                title: None,
                doc_no: Some(line[number.clone()].into()),
                span: source.span(line_start + number.start..line_start + number.end),
            });
        }
    }
}

/// The next sign that may open a title or the year of a number. Plans are long and such signs are rare,
/// so the bytes are looked at: the signs that are not ASCII begin with E3 80 or EF BC.
fn next_open(line: &str, from: usize) -> Option<(usize, char)> {
    let bytes = line.as_bytes();
    let mut at = from;
    loop {
        at += bytes
            .get(at..)?
            .iter()
            .position(|b| matches!(b, b'[' | b'(' | 0xE3 | 0xEF))?;
        match line.get(at..).and_then(|rest| rest.chars().next()) {
            Some(c @ ('《' | '〔' | '[' | '［' | '【' | '（' | '(')) => return Some((at, c)),
            _ => at += 1,
        }
    }
}

/// A title from its 《, with the number in brackets that may follow it.
fn title(source: &Source, line: &str, line_start: usize, open: usize) -> Option<Citation> {
    let close = matching_close(line, open)?;
    let end = close + '》'.len_utf8();
    let title = line[open + '《'.len_utf8()..close].trim();
    if title.is_empty() {
        return None;
    }
    let behind = &line[end..];
    let bracketed = behind.strip_prefix(['（', '(']).and_then(|rest| {
        let start = line.len() - rest.len();
        let inner = start + rest.find(['〔', '[', '［', '【'])?;
        let number = number(line, inner)?;
        let closes = line[number.end..].starts_with(['）', ')']);
        (number.start == start && closes).then_some(number)
    });
    let closed = |number: &Range<usize>| {
        let close = line[number.end..].chars().next();
        number.end + close.map_or(0, char::len_utf8)
    };
    let span_end = bracketed.as_ref().map_or(end, closed);
    Some(Citation {
        title: Some(title.into()),
        doc_no: bracketed.map(|number| line[number].into()),
        span: source.span(line_start + open..line_start + span_end),
    })
}

/// The 》 of a 《; titles inside titles are counted.
fn matching_close(line: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (offset, c) in line[open..].char_indices() {
        match c {
            '《' => depth += 1,
            '》' => {
                depth -= 1;
                if depth == 0 {
                    return Some(open + offset);
                }
            }
            _ => {}
        }
    }
    None
}

/// A document number around the bracket at `open`: 机关代字〔年〕序号号 (GB/T 9704-2012, 7.2.5).
fn number(line: &str, open: usize) -> Option<Range<usize>> {
    let bracket = line[open..].chars().next()?;
    let year_start = open + bracket.len_utf8();
    let year = line.get(year_start..year_start + 4)?;
    let closing = line[year_start + 4..].chars().next()?;
    let pairs = ["〔〕", "[]", "［］", "【】", "（）", "()"];
    let is_pair = pairs
        .iter()
        .any(|pair| pair.starts_with(bracket) && pair.ends_with(closing));
    if !is_pair || !year.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let serial_start = year_start + 4 + closing.len_utf8();
    let digits = line[serial_start..]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    let serial_end = serial_start + digits;
    if !(1..=5).contains(&digits) || !line[serial_end..].starts_with('号') {
        return None;
    }
    let start = issuer_start(line, open)?;
    Some(start..serial_end + '号'.len_utf8())
}

/// Where the letters of the issuing office begin: Chinese characters before the bracket, at most
/// twelve, without the verb that may stand before them.
fn issuer_start(line: &str, open: usize) -> Option<usize> {
    const VERBS: [&str; 8] = ["根据", "按照", "依据", "落实", "执行", "关于", "以", "见"];
    let start = line[..open]
        .char_indices()
        .rev()
        .take(12)
        .take_while(|(_, c)| ('\u{4E00}'..='\u{9FFF}').contains(c))
        .last()?
        .0;
    let verb = VERBS
        .iter()
        .find(|verb| line[start..open].starts_with(**verb));
    let start = start + verb.map_or(0, |verb| verb.len());
    let joined = line[..start].ends_with(['》', '）', ')', '号', '、']);
    let conjunction = ["以及", "和", "及", "与"]
        .iter()
        .find(|word| joined && line[start..open].starts_with(**word));
    let start = start + conjunction.map_or(0, |word| word.len());
    (start < open).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn cited(text: &str) -> Vec<(Option<String>, Option<String>, String)> {
        let mut sources = Sources::default();
        let id = sources.add("x.md", text);
        let source = sources.get(id);
        citations(source, 0..text.len())
            .into_iter()
            .map(|citation| {
                (
                    citation.title.map(Into::into),
                    citation.doc_no.map(Into::into),
                    text[citation.span.range()].to_owned(),
                )
            })
            .collect()
    }

    #[expect(clippy::unnecessary_wraps, reason = "short for what is expected")]
    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn titles_and_numbers() {
        assert_eq!(
            cited("落实《关于加强体系建设的实施意见》（甲卫职健〔2020〕7号）要求"),
            [(
                some("关于加强体系建设的实施意见"),
                some("甲卫职健〔2020〕7号"),
                "《关于加强体系建设的实施意见》（甲卫职健〔2020〕7号）".to_owned()
            )]
        );
        assert_eq!(
            cited("《国家规划（2021-2025年）》"),
            [(
                some("国家规划（2021-2025年）"),
                None,
                "《国家规划（2021-2025年）》".to_owned()
            )]
        );
        assert_eq!(
            cited("根据甲府发[2021]39号文件"),
            [(
                None,
                some("甲府发[2021]39号"),
                "甲府发[2021]39号".to_owned()
            )]
        );
        assert_eq!(
            cited("《关于印发〈甲规划〉的通知》")[0].0,
            some("关于印发〈甲规划〉的通知")
        );
        assert_eq!(cited("《甲《乙》丙》")[0].0, some("甲《乙》丙"));
    }

    #[test]
    fn what_only_looks_like_one() {
        for text in [
            "《没有结束",
            "〔70〕",
            "累计〔2500〕套",
            "（2021）年",
            "[链接](x)",
            "《》",
            "到〔2025〕年底",
        ] {
            assert_eq!(cited(text), [], "{text}");
        }
    }

    #[test]
    fn code_is_not_read() {
        assert_eq!(cited("```\n《甲》\n```\n"), []);
    }
}
