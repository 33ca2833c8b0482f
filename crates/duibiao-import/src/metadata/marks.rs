//! The marks of an official document that stand on lines of their own: number, date, disclosure.
//!
//! A number or a date inside a sentence belongs to another document and is not looked at.

use crate::original::{Confidence, ImportProblem};

use super::squeezed::squeezed;
use super::{Fact, Metadata};
use crate::repair::{Passage, RepairedPart};

/// Labels before a number of the document.
const NUMBER_LABELS: [&str; 4] = ["发文字号", "文号", "文件编号", "发文号"];
/// Labels before the day.
const DATE_LABELS: [&str; 3] = ["成文日期", "印发日期", "发文日期"];
/// Labels before the way of disclosure.
const DISCLOSURE_LABELS: [&str; 10] = [
    "公开方式",
    "公开属性",
    "公开类别",
    "公开选项",
    "公开形式",
    "公开范围",
    "信息公开选项",
    "信息公开形式",
    "信息公开类别",
    "信息公开属性",
];

/// Takes what a passage says.
pub(super) fn read(passage: &Passage, metadata: &mut Metadata) {
    let words = squeezed(&passage.text);
    let line = passage.line;
    if metadata.doc_no.is_none()
        && let Some(number) = number(&words)
    {
        metadata.doc_no = Some(Fact::new(number, Confidence::High, line));
    } else if let Some(date) = date(&words) {
        // The last one is the day under the signature.
        metadata.written = Some(Fact::new(date, Confidence::High, line));
    } else if let Some(how) = disclosure(&words) {
        set_openness(how, line, metadata);
    }
}

fn set_openness(how: String, line: u32, metadata: &mut Metadata) {
    if ["依申请公开", "不予公开", "不公开"]
        .iter()
        .any(|closed| how.contains(closed))
    {
        metadata.problems.push(ImportProblem {
            line,
            code: "not-public",
            zh: format!("公开方式是“{how}”，不能发布"),
            en: format!("its openness is “{how}”, so it must not be published"),
        });
    }
    metadata.openness = Some(Fact::new(how, Confidence::High, line));
}

/// Whether a line holds nothing but a mark.
pub(super) fn is_mark(text: &str) -> bool {
    let words = squeezed(text);
    number(&words).is_some() || date(&words).is_some() || disclosure(&words).is_some()
}

/// What stands behind the text of the plan: disclosure, and the record of the printing office.
pub(super) fn tail(parts: &[RepairedPart], metadata: &mut Metadata) {
    const REACH: usize = 10;
    let from = parts.len().saturating_sub(REACH);
    for (index, part) in parts.iter().enumerate().skip(from) {
        let RepairedPart::Passage(passage) = part else {
            continue;
        };
        let words = squeezed(&passage.text);
        let is_apart = metadata.apart.iter().any(|(at, _)| *at == index);
        if is_apart || words.chars().nth(120).is_some() {
            continue;
        }
        if let Some(how) = disclosure(&words) {
            set_openness(how, passage.line, metadata);
            metadata.apart.push((index, "front-matter"));
        } else if is_colophon(&words) {
            if let Some(date) = printed_on(&words).filter(|_| metadata.written.is_none()) {
                metadata.written = Some(Fact::new(date, Confidence::Medium, passage.line));
            }
            metadata.apart.push((index, "colophon"));
        }
    }
}

/// 抄送：…, 某办公室2021年10月27日印发, 初校：…, （共印50份）.
fn is_colophon(words: &str) -> bool {
    const LEADS: [&str; 6] = ["抄送：", "抄送:", "抄报：", "初校：", "校对：", "（共印"];
    LEADS.iter().any(|lead| words.starts_with(lead)) || printed_on(words).is_some()
}

fn printed_on(words: &str) -> Option<String> {
    let rest = words.strip_suffix("印发")?;
    let start = rest.find(|c: char| c.is_ascii_digit() || "二〇○零".contains(c))?;
    date(&rest[start..])
}

/// The way of disclosure that a line states: 此件公开发布, 公开方式：主动公开.
pub fn disclosure(words: &str) -> Option<String> {
    const WAYS: [&str; 7] = [
        "主动公开",
        "公开发布",
        "依申请公开",
        "不予公开",
        "不公开",
        "公开",
        "全文公开",
    ];
    let inner = words.trim_matches(['(', ')', '（', '）', '。', '【', '】']);
    let way = match inner
        .strip_prefix("此件")
        .or_else(|| inner.strip_prefix("本文"))
    {
        Some(way) => way,
        None => behind_label(inner, &DISCLOSURE_LABELS)?,
    };
    WAYS.contains(&way).then(|| way.to_owned())
}

/// 某发〔2022〕8号, alone on its line or behind its label.
fn number(words: &str) -> Option<String> {
    let words = behind_label(words, &NUMBER_LABELS).unwrap_or(words);
    let open = words.find(['〔', '[', '（', '(', '【', '［'])?;
    let (body, rest) = words.split_at(open);
    let mut chars = rest.chars();
    chars.next()?;
    let rest = chars.as_str();
    let year = rest
        .get(..4)
        .filter(|year| year.bytes().all(|b| b.is_ascii_digit()))?;
    let mut behind = rest[4..].chars();
    behind.next().filter(|c| "〕]）)】］".contains(*c))?;
    let serial = behind.as_str().strip_suffix('号')?;
    let serial = serial.strip_prefix('第').unwrap_or(serial);
    let is_serial = (1..=5).contains(&serial.len()) && serial.bytes().all(|b| b.is_ascii_digit());
    let is_body =
        (1..=16).contains(&body.chars().count()) && body.chars().all(char::is_alphanumeric);
    (is_serial && is_body).then(|| format!("{body}〔{year}〕{serial}号"))
}

/// A day alone on its line, in digits or in Chinese: `2022-03-28`.
fn date(words: &str) -> Option<String> {
    let words = behind_label(words, &DATE_LABELS).unwrap_or(words);
    let words = words.trim_matches(['(', ')', '（', '）']);
    let (year, rest) = words.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.strip_suffix('日')?;
    let (year, month, day) = (digits(year)?, small(month)?, small(day)?);
    let is_day =
        (1949..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    is_day.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// 2022, ２０２２, 二〇二二.
fn digits(text: &str) -> Option<u32> {
    let value: String = text.chars().map(digit).collect::<Option<_>>()?;
    (value.len() == 4).then(|| value.parse().ok()).flatten()
}

fn digit(c: char) -> Option<char> {
    const CHINESE: [&str; 10] = [
        "〇○零Ｏ",
        "一",
        "二",
        "三",
        "四",
        "五",
        "六",
        "七",
        "八",
        "九",
    ];
    if c.is_ascii_digit() {
        return Some(c);
    }
    if let Some(value) = u32::from(c)
        .checked_sub(u32::from('０'))
        .filter(|value| *value < 10)
    {
        return char::from_digit(value, 10);
    }
    let value = CHINESE.iter().position(|forms| forms.contains(c))?;
    char::from_digit(u32::try_from(value).ok()?, 10)
}

/// 3, 03, 十二, 二十八.
fn small(text: &str) -> Option<u32> {
    let value = |text: &str| -> Option<u32> {
        match text.chars().count() {
            0 => None,
            _ => text
                .chars()
                .map(digit)
                .collect::<Option<String>>()?
                .parse()
                .ok(),
        }
    };
    if text.chars().count() > 3 {
        return None;
    }
    match text.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { value(tens)? };
            let ones = if ones.is_empty() { 0 } else { value(ones)? };
            Some(tens * 10 + ones)
        }
        None => value(text),
    }
}

fn behind_label<'a>(words: &'a str, labels: &[&str]) -> Option<&'a str> {
    labels.iter().find_map(|label| {
        let rest = words.strip_prefix(label)?;
        rest.strip_prefix(['：', ':'])
    })
}
