//! Repairs of one key or one value of front matter.

use duibiao_syntax::diagnostic::Diagnostic;
use duibiao_syntax::period::Period;
use duibiao_syntax::region::{self, Region, RegionCode};
use duibiao_syntax::span::Span;
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::page::FileWithFindings;
use super::{RepairText, TextEdit};
use duibiao_syntax::schema::keys::{self, DocumentKind, SchemaKey, Shape};

/// English keys shorter than this are too near to each other.
const SHORTEST_KEY: usize = 4;

/// Chinese names that offices use for exactly the same thing.
const SYNONYMS: [(&str, &str); 6] = [
    ("文号", "doc_no"),
    ("行政区划", "region"),
    ("行政区划代码", "region"),
    ("区划代码", "region"),
    ("发布时间", "published"),
    ("成文时间", "written"),
];

/// An unknown key of front matter that is a slip of a known one.
pub(super) fn rename(found: &Diagnostic, page: &mut FileWithFindings<'_>) -> Option<RepairText> {
    let span = unquoted(found.place()?, page)?;
    let written = page.words(span)?;
    let map = page.map_at(span.range().start)?;
    let (key, name) = meant_key(written, map.keys)?;
    // A map in braces stands in one line, which the index of keys does not look into.
    let line = page.line(page.line_at(span.range().start));
    let in_braces =
        line.contains('{') && key.names().any(|name| line.contains(&format!("{name}:")));
    if in_braces || page.has(map.line, key) || !fits(key, page, span) {
        return None;
    }
    page.add(map.line, key);
    let text = name.to_owned();
    Some(RepairText::new(
        format!("把 `{written}` 改成 `{name}`"),
        format!("rename `{written}` to `{name}`"),
        vec![TextEdit { span, text }],
    ))
}

/// The key that a slip can only mean, and the name to write.
pub(super) fn meant_key<'k>(
    written: &str,
    keys: &'k [SchemaKey],
) -> Option<(&'k SchemaKey, &'static str)> {
    let synonym = SYNONYMS.iter().find(|(word, _)| *word == written);
    if let Some((_, name)) = synonym {
        let key = keys::find(keys, name)?;
        return Some((key, key.alias));
    }
    let plain = written.to_ascii_lowercase().replace(['-', ' '], "_");
    let near = match keys.iter().find(|key| key.name == plain) {
        Some(key) => key.name,
        None if plain.is_ascii() && plain.len() >= SHORTEST_KEY => {
            let names = keys.iter().map(|key| key.name);
            slip_of(&plain, names.filter(|name| name.len() >= SHORTEST_KEY))?
        }
        None => return None,
    };
    keys::find(keys, near).map(|key| (key, key.name))
}

/// Whether the value behind a renamed key can be one of that key: `test: 1` is not `text`.
fn fits(key: &SchemaKey, page: &FileWithFindings<'_>, name: Span) -> bool {
    let Shape::OneOf(set) = key.shape else {
        return true;
    };
    let line = page.line_range(page.line_at(name.range().start));
    let behind = page.source.text.get(name.range().end..line.end);
    let value = behind
        .and_then(|text| text.split_once(':'))
        .map(|(_, value)| value.trim().trim_matches(['"', '\'']));
    value.is_some_and(|value| set.meant(value).is_some())
}

/// A word of a closed set in other letters, with one slip, or in Chinese.
pub(super) fn word(found: &Diagnostic, page: &FileWithFindings<'_>) -> Option<RepairText> {
    let span = unquoted(found.place()?, page)?;
    let written = page.words(span)?;
    let key = key_of_value(page, span)?;
    let Shape::OneOf(set) = key.shape else {
        return None;
    };
    let word = set.meant(written).or_else(|| slip(written, &set.ids()))?;
    Some(replace(span, written, word.to_owned()))
}

/// The word of a set that was written with one slip.
fn slip(written: &str, words: &[&'static str]) -> Option<&'static str> {
    const SHORTEST_WORD: usize = 5;
    let is_word = written.is_ascii() && written.len() >= SHORTEST_WORD;
    is_word.then(|| slip_of(written, words.iter().copied()))?
}

/// The one word that is one stroke away, when there is exactly one.
fn slip_of(written: &str, words: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let mut near = words.filter(|word| is_one_stroke(written.as_bytes(), word.as_bytes()));
    let word = near.next()?;
    near.next().is_none().then_some(word)
}

/// Whether one letter more, less, other or changed with its neighbour makes one word of another.
fn is_one_stroke(a: &[u8], b: &[u8]) -> bool {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[head..], &b[head..]);
    match (a, b) {
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([_, rest @ ..], b) if rest == b => true,
        (a, [_, rest @ ..]) if rest == a => true,
        ([a1, a2, a @ ..], [b1, b2, b @ ..]) => a1 == b2 && a2 == b1 && a == b,
        _ => false,
    }
}

/// The key that a value belongs to: the word before the colon in front of it.
fn key_of_value(page: &FileWithFindings<'_>, value: Span) -> Option<&'static SchemaKey> {
    let line = page.line_range(page.line_at(value.range().start));
    let before = page.source.text.get(line.start..value.range().start)?;
    let before = before.trim_end_matches([' ', '\t', '"', '\'']);
    let before = before.strip_suffix(':')?.trim_end_matches(['"', '\'']);
    let start = before
        .rfind([' ', '\t', '{', ',', '"', '\'', '\u{FEFF}'])
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
    let map = page.map_at(line.start + start)?;
    keys::find(map.keys, &before[start..])
}

/// A date in another order of signs.
pub(super) fn date(found: &Diagnostic, page: &FileWithFindings<'_>) -> Option<RepairText> {
    let span = unquoted(found.place()?, page)?;
    let written = page.words(span)?;
    let has_time = matches!(key_of_value(page, span)?.shape, Shape::Moment);
    let text = day(written, has_time)?;
    Some(replace(span, written, text))
}

/// The date that is written, year first, as the parser wants it; with its time when it may have one.
fn day(written: &str, may_have_time: bool) -> Option<String> {
    let plain: String = written.nfkc().collect();
    let plain = plain.replace('T', " ");
    let (date, time) = split_time(plain.trim());
    let date = calendar_day(date)?;
    match time {
        None => Some(date.to_string()),
        Some(time) if may_have_time => Some(format!("{date} {}", clock(time)?)),
        Some(_) => None,
    }
}

/// The part that is a date, and what stands behind its last digit or sign.
fn split_time(text: &str) -> (&str, Option<&str>) {
    let is_date = |c: char| c.is_ascii_digit() || "年月日/.-".contains(c);
    let end = text.find(|c: char| !is_date(c)).unwrap_or(text.len());
    let rest = text[end..].trim();
    (&text[..end], (!rest.is_empty()).then_some(rest))
}

fn calendar_day(text: &str) -> Option<Date> {
    let numbers: Vec<&str> = text
        .trim_end_matches('日')
        .split(|c: char| !c.is_ascii_digit())
        .collect();
    let signs = text
        .trim_end_matches('日')
        .replace(|c: char| c.is_ascii_digit(), "");
    let (year, month, day) = match numbers[..] {
        [all] if all.len() == 8 && signs.is_empty() => (&all[..4], &all[4..6], &all[6..]),
        [year, month, day] if matches!(signs.as_str(), "年月" | "//" | ".." | "--") => {
            (year, month, day)
        }
        _ => return None,
    };
    let short = |digits: &str| (1..=2).contains(&digits.len());
    if year.len() != 4 || !short(month) || !short(day) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `9:00` and `09:00:00` as `09:00`.
fn clock(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(':').collect();
    let ([hour, minute] | [hour, minute, "00"]) = parts[..] else {
        return None;
    };
    let digits = |text: &str| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(hour) || !digits(minute) || minute.len() != 2 {
        return None;
    }
    let hour: u8 = hour.parse().ok().filter(|hour| *hour < 24)?;
    let minute: u8 = minute.parse().ok().filter(|minute| *minute < 60)?;
    Some(format!("{hour:02}:{minute:02}"))
}

/// A planning period in other words.
pub(super) fn period(found: &Diagnostic, page: &FileWithFindings<'_>) -> Option<RepairText> {
    let span = unquoted(found.place()?, page)?;
    let written = page.words(span)?;
    let text = years(written)?.to_string();
    Some(replace(span, written, text))
}

fn years(written: &str) -> Option<Period> {
    let plain: String = written.nfkc().filter(|c| !c.is_whitespace()).collect();
    let name = plain
        .trim_end_matches("规划")
        .trim_end_matches("时期")
        .trim_end_matches("期间");
    if let Some(period) = Period::from_five_year_name(name) {
        return Some(period);
    }
    let marks: String = plain.replace('年', "").replace(['至', '到'], "-");
    let (start, end) = marks.split_once(['-', '—', '–', '~', '−'])?;
    let end = end.trim_start_matches(['-', '—']);
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if start.len() != 4 || !digits(start) || !digits(end) {
        return None;
    }
    let end = match end.len() {
        4 => end.to_owned(),
        2 => format!("{}{end}", &start[..2]),
        _ => return None,
    };
    let period: Period = format!("{start}-{end}").parse().ok()?;
    // 2021-25 has a second year only when it is a later one.
    (period.start < period.end).then_some(period)
}

/// A region by its name, or by its code in other digits.
pub(super) fn region(found: &Diagnostic, page: &FileWithFindings<'_>) -> Option<RepairText> {
    let whole = found.place()?;
    let span = unquoted(whole, page)?;
    let written = page.words(span)?;
    let code = code(written).or_else(|| named(written))?;
    if page.kind == Some(DocumentKind::Plan) && !page.place()?.1.starts_with(code.as_str()) {
        return None;
    }
    let is_bare = span == whole && !is_quoted(page, span);
    let text = if is_bare {
        format!("\"{code}\"")
    } else {
        code.to_string()
    };
    Some(replace(span, written, text))
}

/// Full-width digits, and the twelve digits of statistics when the last six say nothing.
fn code(written: &str) -> Option<RegionCode> {
    let digits: String = written.nfkc().filter(|c| !c.is_whitespace()).collect();
    let short = match digits.len() {
        12 => digits.strip_suffix("000000")?,
        _ => &digits,
    };
    let code: RegionCode = short.parse().ok()?;
    region::entry(code).map(|entry| entry.code)
}

/// The one place with this official name, alone or with the names above it.
fn named(written: &str) -> Option<RegionCode> {
    let mut places = region::all().filter(|entry| {
        entry.retired.is_none()
            && written.ends_with(entry.name)
            && (written == entry.name || written == Region::of(entry.code).full_name())
    });
    let place = places.next()?;
    places.next().is_none().then_some(place.code)
}

/// The scheme of a web address in full-width signs or in capitals.
pub(super) fn url(found: &Diagnostic, page: &FileWithFindings<'_>) -> Option<RepairText> {
    let span = unquoted(found.place()?, page)?;
    let written = page.words(span)?;
    let letters = written.len()
        - written
            .trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .len();
    let scheme = written[..letters].to_ascii_lowercase();
    let rest = &written[letters..];
    let rest = rest.strip_prefix([':', '：'])?;
    let slash = |c: char| matches!(c, '/' | '／');
    let rest = rest.strip_prefix(slash)?.strip_prefix(slash)?;
    let is_plain = !rest.is_empty()
        && rest
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"<>\"'`".contains(&b));
    if !matches!(scheme.as_str(), "http" | "https") || !is_plain || rest.starts_with('/') {
        return None;
    }
    Some(replace(span, written, format!("{scheme}://{rest}")))
}

fn replace(span: Span, written: &str, text: String) -> RepairText {
    RepairText::new(
        format!("把 `{written}` 改成 `{text}`"),
        format!("write `{text}` for `{written}`"),
        vec![TextEdit { span, text }],
    )
}

/// The span without quotes and blanks around it.
pub(super) fn unquoted(span: Span, page: &FileWithFindings<'_>) -> Option<Span> {
    let text = page.words(span)?;
    let inner = text.trim();
    let inner = ['"', '\'']
        .into_iter()
        .find_map(|quote| inner.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(inner);
    let start = span.range().start + text.find(inner)?;
    let is_plain = !inner.is_empty() && !inner.contains(['\n', '\\', '"']);
    is_plain.then(|| page.source.span(start..start + inner.len()))
}

fn is_quoted(page: &FileWithFindings<'_>, span: Span) -> bool {
    page.source.text[..span.range().start].ends_with(['"', '\''])
}
