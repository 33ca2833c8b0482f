//! Taking typed values out of a front-matter map, with every fault reported at its bytes.
//!
//! [`Fields`] knows nothing of plans or indicators. It hands out one key at a time under its English
//! name or its Chinese alias, and at the end reports the keys that were not asked for.

use jiff::civil::Date;

use super::yaml::YamlNode;
use crate::diagnostic::{Code, Diagnostic, Message, nearest};
use crate::document::{Origin, PageChange, PlanStatus, PublicationTime};
use crate::period::Period;
use crate::region::{self, Region, RegionCode, Zone};
use crate::site_path;
use crate::span::{Span, Spanned};

/// A key's English name and its Chinese alias.
pub(super) type FieldName = (&'static str, &'static str);

/// The legal state of a plan, whose words are sometimes taken for keys.
pub(super) const STATUS: FieldName = ("status", "有效性");

/// The entries of a map that have not been taken yet.
pub(super) struct Fields {
    entries: Vec<(Spanned<String>, Spanned<YamlNode>)>,
    asked: Vec<FieldName>,
    /// Where a missing key is reported.
    whole: Span,
}

impl Fields {
    /// The fields of a map; anything else has none, and is reported.
    pub(super) fn new(root: Spanned<YamlNode>, found: &mut Vec<Diagnostic>) -> Option<Self> {
        let whole = root.span;
        match root.value {
            YamlNode::Map(entries) => Some(Self {
                entries,
                asked: Vec::new(),
                whole,
            }),
            YamlNode::Text(_) | YamlNode::List(_) => {
                found.push(wrong_shape(whole, "键和值", "keys and values").help(
                    "每行写一个“键: 值”，冒号后面有一个空格",
                    "write a key and its value on each line, with a space behind the colon",
                ));
                None
            }
        }
    }

    fn take(
        &mut self,
        key: FieldName,
        found: &mut Vec<Diagnostic>,
    ) -> Option<(Span, Spanned<YamlNode>)> {
        self.asked.push(key);
        let is_key =
            |entry: &(Spanned<String>, _)| entry.0.value == key.0 || entry.0.value == key.1;
        let first = self.entries.iter().position(is_key)?;
        let (name, value) = self.entries.remove(first);
        while let Some(again) = self.entries.iter().position(is_key) {
            let (second, _) = self.entries.remove(again);
            found.push(duplicate(&name, &second));
        }
        Some((name.span, value))
    }

    /// Whether any of these keys is written.
    pub(super) fn has_any(&self, keys: &[FieldName]) -> bool {
        self.entries.iter().any(|(name, _)| {
            keys.iter()
                .any(|key| name.value == key.0 || name.value == key.1)
        })
    }

    /// A text, when the key is there and not empty.
    pub(super) fn text(
        &mut self,
        key: FieldName,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Spanned<Box<str>>> {
        let (name, value) = self.take(key, found)?;
        let text = scalar(value, found)?;
        if says_nothing(&text.value) {
            found.push(empty(key, name));
            return None;
        }
        Some(text)
    }

    /// A text that must be there.
    pub(super) fn required(
        &mut self,
        key: FieldName,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Spanned<Box<str>>> {
        let present = self
            .entries
            .iter()
            .any(|(name, _)| name.value == key.0 || name.value == key.1);
        if !present {
            self.asked.push(key);
            found.push(self.missing(key));
            return None;
        }
        let before = found.len();
        let text = self.text(key, found);
        for empty in found[before..]
            .iter_mut()
            .filter(|found| found.code == Code::EmptyValue)
        {
            empty.help = Some(Message::new(
                "这个键必填：在冒号后面写上值；没有单位的，写 \"—\"",
                "this key is required: write its value; for no unit write \"—\"",
            ));
        }
        text
    }

    fn missing(&self, key: FieldName) -> Diagnostic {
        Diagnostic::new(
            Code::MissingKey,
            format!("缺少必填的 `{}`（{}）", key.0, key.1),
            format!("the required key `{}` is missing", key.0),
        )
        .label(
            first_line(self.whole),
            "文件头里没有它",
            "not in this front matter",
        )
        .help(
            format!("加一行 `{}: …`", key.0),
            format!("add a line `{}: …`", key.0),
        )
    }

    /// A list of texts; a single text counts as a list of one.
    pub(super) fn list(
        &mut self,
        key: FieldName,
        found: &mut Vec<Diagnostic>,
    ) -> Vec<Spanned<Box<str>>> {
        let Some((name, value)) = self.take(key, found) else {
            return Vec::new();
        };
        let texts = texts(value, found);
        if texts.iter().any(|text| says_nothing(&text.value)) {
            found.push(empty(key, name));
            return Vec::new();
        }
        texts
    }

    /// A list of maps, each as fields of its own.
    pub(super) fn maps(&mut self, key: FieldName, found: &mut Vec<Diagnostic>) -> Vec<Self> {
        let Some((_, value)) = self.take(key, found) else {
            return Vec::new();
        };
        match value.value {
            YamlNode::List(items) => items
                .into_iter()
                .filter_map(|item| Self::new(item, found))
                .collect(),
            YamlNode::Map(_) => Self::new(value, found).into_iter().collect(),
            YamlNode::Text(_) => {
                found.push(wrong_shape(value.span, "列表", "a list").help(
                    "每项另起一行，行首是“- ”，后面写键和值",
                    "begin a line with “- ” for each item and write its keys and values",
                ));
                Vec::new()
            }
        }
    }

    /// A map, as fields of its own.
    pub(super) fn map(&mut self, key: FieldName, found: &mut Vec<Diagnostic>) -> Option<Self> {
        let (_, value) = self.take(key, found)?;
        Self::new(value, found)
    }

    /// A map with the place of its key.
    pub(super) fn map_at(
        &mut self,
        key: FieldName,
        found: &mut Vec<Diagnostic>,
    ) -> Option<(Span, Self)> {
        let (span, value) = self.take(key, found)?;
        Some((span, Self::new(value, found)?))
    }

    /// One of a closed set of words, which must be there.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        key: FieldName,
        words: &[(T, &'static str)],
        found: &mut Vec<Diagnostic>,
    ) -> Option<Spanned<T>> {
        let text = self.required(key, found)?;
        closed(&text, key, words, found)
    }

    /// `true` or `false`; false when it is not there. Anything else is an error, and then true: a slip of
    /// the pen must not publish what was to be kept back.
    pub(super) fn flag(&mut self, key: FieldName, found: &mut Vec<Diagnostic>) -> bool {
        const WORDS: [(bool, &str); 4] = [
            (true, "true"),
            (false, "false"),
            (true, "是"),
            (false, "否"),
        ];
        let before = found.len();
        match self.text(key, found) {
            Some(text) => closed(&text, key, &WORDS, found).is_none_or(|flag| flag.value),
            None => found.len() > before,
        }
    }

    /// A day.
    pub(super) fn date(&mut self, key: FieldName, found: &mut Vec<Diagnostic>) -> Option<Date> {
        let text = self.text(key, found)?;
        date(&text.value).or_else(|| {
            found.push(bad_date(&text));
            None
        })
    }

    /// A day that must be there.
    pub(super) fn required_date(
        &mut self,
        key: FieldName,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Date> {
        let text = self.required(key, found)?;
        date(&text.value).or_else(|| {
            found.push(bad_date(&text));
            None
        })
    }

    /// A day with an optional time of day.
    pub(super) fn published(
        &mut self,
        key: FieldName,
        found: &mut Vec<Diagnostic>,
    ) -> Option<PublicationTime> {
        let text = self.text(key, found)?;
        let (day, time) = text
            .value
            .split_once(' ')
            .map_or((&*text.value, None), |(d, t)| (d, Some(t)));
        let time_is_good = time.is_none_or(is_time);
        if let Some(date) = date(day).filter(|_| time_is_good) {
            Some(PublicationTime {
                date,
                time: time.map(Into::into),
            })
        } else {
            found.push(bad_date(&text));
            None
        }
    }

    /// A planning period.
    pub(super) fn period(
        &mut self,
        key: FieldName,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Spanned<Period>> {
        let text = self.required(key, found)?;
        if let Ok(period) = text.value.parse() {
            return Some(text.with(period));
        }
        found.push(
            Diagnostic::new(
                Code::BadPeriod,
                format!("`{}` 不是规划期", text.value),
                format!("`{}` is not a planning period", text.value),
            )
            .at(text.span)
            .help(
                "写成 2021-2025：起止年份，中间一个连字符",
                "write 2021-2025: first and last year with a hyphen",
            ),
        );
        None
    }

    /// A region code with an optional zone.
    pub(super) fn region(
        &mut self,
        key: FieldName,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Spanned<Region>> {
        let text = self.required(key, found);
        let zone = self.map(("zone", "功能区"), found).and_then(|mut zone| {
            let id = zone.required(("id", "编号"), found);
            let name = zone.required(("name", "名称"), found);
            zone.finish(found);
            let id = id.filter(|id| is_id(id, found))?;
            Some(Box::new(Zone {
                id: id.value,
                name: name?.value,
            }))
        });
        let text = text?;
        let code = known_code(&text, found)?;
        Some(text.with(Region { code, zone }))
    }

    /// An id, or the fallback when the key is absent.
    pub(super) fn id(
        &mut self,
        fallback: &Spanned<Box<str>>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Spanned<Box<str>>> {
        let id = self
            .text(("id", "编号"), found)
            .unwrap_or_else(|| fallback.clone());
        is_id(&id, found).then_some(id)
    }

    /// Where a text was read.
    pub(super) fn origin(&mut self, key: FieldName, found: &mut Vec<Diagnostic>) -> Origin {
        let Some(mut fields) = self.map(key, found) else {
            return Origin::default();
        };
        let url = fields
            .text(("url", "网址"), found)
            .filter(|url| is_web_address(url, found));
        let origin = Origin {
            url: url.map(|url| url.value),
            title: fields
                .text(("title", "标题"), found)
                .map(|title| title.value),
            seen: fields.date(("seen", "查阅日期"), found),
            note: fields.text(("note", "说明"), found).map(|note| note.value),
        };
        fields.finish(found);
        origin
    }

    /// The history of a page.
    pub(super) fn changes(
        &mut self,
        key: FieldName,
        found: &mut Vec<Diagnostic>,
    ) -> Vec<PageChange> {
        let maps = self.maps(key, found);
        maps.into_iter()
            .filter_map(|mut fields| {
                let date = fields.required_date(("date", "日期"), found);
                let note = fields.required(("note", "说明"), found);
                fields.finish(found);
                Some(PageChange {
                    date: date?,
                    note: note?.value,
                })
            })
            .collect()
    }

    /// Reports the keys that were never asked for.
    pub(super) fn finish(self, found: &mut Vec<Diagnostic>) {
        for (name, _) in &self.entries {
            let known = self.asked.iter().flat_map(|key| [key.0, key.1]);
            let near = nearest(&name.value, known);
            let status = nearest(&name.value, PlanStatus::ALL.iter().map(|(_, word)| *word));
            let unknown = Diagnostic::new(
                Code::UnknownKey,
                format!("没有 `{}` 这个键", name.value),
                format!("there is no key `{}`", name.value),
            )
            .label(name.span, "不认识", "not known here");
            found.push(if let Some(near) = near.first() {
                unknown.help(
                    format!("是不是 `{near}`？"),
                    format!("did you mean `{near}`?"),
                )
            } else if let Some(word) = status.first().filter(|_| self.asked.contains(&STATUS)) {
                unknown.help(
                    format!("是不是 `status: {word}`？"),
                    format!("did you mean `status: {word}`?"),
                )
            } else {
                let all: Vec<&str> = self.asked.iter().map(|key| key.0).collect();
                unknown.help(
                    format!("可用的键：{}", all.join("、")),
                    format!("known keys: {}", all.join(", ")),
                )
            });
        }
    }
}

/// The value of a word of a closed set.
pub(super) fn closed<T: Copy>(
    text: &Spanned<Box<str>>,
    key: FieldName,
    words: &[(T, &'static str)],
    found: &mut Vec<Diagnostic>,
) -> Option<Spanned<T>> {
    if let Some((value, _)) = words.iter().find(|(_, word)| *word == &*text.value) {
        return Some(text.with(*value));
    }
    let all: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
    let near = nearest(&text.value, all.iter().copied());
    let (zh, en) = match near.first() {
        Some(near) => (
            format!("是不是 `{near}`？"),
            format!("did you mean `{near}`? "),
        ),
        None => (String::new(), String::new()),
    };
    found.push(
        Diagnostic::new(
            Code::NotInClosedSet,
            format!("`{}` 不能是 `{}`", key.0, text.value),
            format!("`{}` cannot be `{}`", key.0, text.value),
        )
        .at(text.span)
        .help(
            format!("{zh}只能是：{}", all.join("、")),
            format!("{en}allowed: {}", all.join(", ")),
        ),
    );
    None
}

/// A region code of the built-in table; a retired one is kept, with a warning.
fn known_code(text: &Spanned<Box<str>>, found: &mut Vec<Diagnostic>) -> Option<RegionCode> {
    let code = text.value.parse::<RegionCode>().ok();
    let Some(entry) = code.and_then(region::entry) else {
        found.push(unknown_region(text));
        return None;
    };
    if let Some(retired) = entry.retired {
        let successor = region::entry(retired.replaced_by).map_or("", |entry| entry.name);
        let doubt = if retired.verified { "" } else { "（待核）" };
        found.push(
            Diagnostic::new(
                Code::RetiredRegion,
                format!(
                    "{} {} 已于 {} 年撤销{doubt}",
                    entry.code, entry.name, retired.year
                ),
                format!(
                    "{} {} was retired in {}",
                    entry.code, entry.name, retired.year
                ),
            )
            .at(text.span)
            .help(
                format!(
                    "现行代码是 {} {successor}；旧规划可以保留旧代码",
                    retired.replaced_by
                ),
                format!(
                    "its successor is {} {successor}; an old plan may keep the old code",
                    retired.replaced_by
                ),
            ),
        );
    }
    Some(entry.code)
}

fn unknown_region(text: &Spanned<Box<str>>) -> Diagnostic {
    let by_name: Vec<String> = region::named(&text.value)
        .map(|entry| format!("{} {}", entry.code, Region::of(entry.code).full_name()))
        .collect();
    let near: Vec<String> = if by_name.is_empty() {
        region::all()
            .filter(|entry| one_digit_off(&text.value, entry.code.as_str()))
            .take(3)
            .map(|entry| format!("{} {}", entry.code, Region::of(entry.code).full_name()))
            .collect()
    } else {
        by_name
    };
    let diagnostic = Diagnostic::new(
        Code::UnknownRegion,
        format!("行政区划代码表里没有 `{}`", text.value),
        format!("`{}` is not a region code of GB/T 2260", text.value),
    )
    .at(text.span);
    if near.is_empty() {
        diagnostic.help(
            "写六位数字的 GB/T 2260 代码，并用引号括起来，例如 \"321200\"",
            "write the six digits of GB/T 2260 in quotes, e.g. \"321200\"",
        )
    } else {
        diagnostic.help(
            format!("是不是：{}？", near.join("、")),
            format!("did you mean: {}?", near.join(", ")),
        )
    }
}

fn one_digit_off(written: &str, code: &str) -> bool {
    written.len() == code.len()
        && written
            .bytes()
            .zip(code.bytes())
            .filter(|(a, b)| a != b)
            .count()
            == 1
}

/// Whether an id has the form of an id; reports it when not.
pub(super) fn is_id(id: &Spanned<Box<str>>, found: &mut Vec<Diagnostic>) -> bool {
    let good = site_path::is_id(&id.value);
    if !good {
        found.push(
            Diagnostic::new(
                Code::BadIdentifier,
                format!("`{}` 不能做编号", id.value),
                format!("`{}` cannot be an id", id.value),
            )
            .at(id.span)
            .help(
                "编号只用小写英文字母、数字和单个连字符，例如 hazard-declaration-rate",
                "an id has lower-case letters, digits and single hyphens, e.g. hazard-declaration-rate",
            ),
        );
    }
    good
}

fn is_web_address(url: &Spanned<Box<str>>, found: &mut Vec<Diagnostic>) -> bool {
    let rest = url
        .value
        .strip_prefix("https://")
        .or_else(|| url.value.strip_prefix("http://"));
    let good = rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with('/')
            && !rest.contains(|c: char| c.is_whitespace() || "<>\"'`".contains(c))
    });
    if !good {
        found.push(
            Diagnostic::new(
                Code::BadUrl,
                format!("`{}` 不是网址", url.value),
                format!("`{}` is not a web address", url.value),
            )
            .at(url.span)
            .help(
                "网址以 https:// 或 http:// 开头",
                "an address begins with https:// or http://",
            ),
        );
    }
    good
}

fn scalar(value: Spanned<YamlNode>, found: &mut Vec<Diagnostic>) -> Option<Spanned<Box<str>>> {
    match value.value {
        YamlNode::Text(text) => Some(Spanned::new(text.trim().into(), value.span)),
        YamlNode::List(_) | YamlNode::Map(_) => {
            found.push(wrong_shape(value.span, "一个值", "a single value").help(
                "只写一个值；值本身有方括号或花括号的，用英文双引号把整个值括起来",
                "write one value; put it in double quotes when it has brackets or braces of its own",
            ));
            None
        }
    }
}

fn texts(value: Spanned<YamlNode>, found: &mut Vec<Diagnostic>) -> Vec<Spanned<Box<str>>> {
    match value.value {
        YamlNode::List(items) => items
            .into_iter()
            .filter_map(|item| scalar(item, found))
            .collect(),
        YamlNode::Text(_) | YamlNode::Map(_) => scalar(value, found).into_iter().collect(),
    }
}

fn says_nothing(text: &str) -> bool {
    matches!(text, "" | "~" | "null")
}

fn empty(key: FieldName, name: Span) -> Diagnostic {
    Diagnostic::new(
        Code::EmptyValue,
        format!("`{}` 没有值", key.0),
        format!("`{}` has no value", key.0),
    )
    .label(name, "这个键是空的", "this key is empty")
    .help(
        "不知道就把整行删去，不要留空",
        "delete the line when it is not known",
    )
}

fn date(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| {
            if at == 4 || at == 7 {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    if shape { text.parse().ok() } else { None }
}

fn is_time(text: &str) -> bool {
    let Some((hour, minute)) = text.split_once(':') else {
        return false;
    };
    let below = |digits: &str, limit: u8| {
        digits.len() == 2 && digits.parse::<u8>().is_ok_and(|n| n < limit)
    };
    below(hour, 24) && below(minute, 60)
}

fn bad_date(text: &Spanned<Box<str>>) -> Diagnostic {
    Diagnostic::new(
        Code::BadDate,
        format!("`{}` 不是一个日期", text.value),
        format!("`{}` is not a date", text.value),
    )
    .at(text.span)
    .help(
        "写成 2026-11-22；发布日期可以带时间：2026-11-22 09:00",
        "write 2026-11-22; `published` may have a time: 2026-11-22 09:00",
    )
}

fn duplicate(first: &Spanned<String>, second: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(
        Code::DuplicateKey,
        format!("`{}` 写了两次", second.value),
        format!("`{}` stands twice", second.value),
    )
    .label(second.span, "第二次", "the second one")
    .label(first.span, "第一次在这里", "the first one")
    .help("只留一个", "keep one of them")
}

fn wrong_shape(span: Span, zh: &str, en: &str) -> Diagnostic {
    Diagnostic::new(
        Code::WrongShape,
        format!("这里要的是{zh}"),
        format!("{en} is wanted here"),
    )
    .at(span)
}

/// The beginning of a span: pointing at a whole front matter would fill the screen.
fn first_line(whole: Span) -> Span {
    Span {
        end: whole.start,
        ..whole
    }
}
