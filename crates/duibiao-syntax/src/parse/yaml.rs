//! YAML as a tree in which every key and every value knows its bytes.
//!
//! The tree has texts, lists and maps, and nothing else: a scalar is the text that was written, so that
//! `1.10`, `007`, `no` and `2026-01-01` stay what the editor typed, and the schema of
//! [`super::front_matter`] gives it a type. Anchors, aliases, tags and merge keys do not exist here;
//! a key that stands twice is kept twice, for the caller to report.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;
use crate::span::Spanned;

/// One value of the tree.
#[derive(Clone, Debug)]
pub(super) enum YamlNode {
    /// A scalar, as written; quotes taken off.
    Text(String),
    /// A list.
    List(Vec<Spanned<Self>>),
    /// A map, in the written order.
    Map(Vec<(Spanned<String>, Spanned<Self>)>),
}

/// Reads the YAML that stands at `start..end` of a source.
pub(super) fn read(
    source: &Source,
    start: usize,
    end: usize,
) -> Result<Spanned<YamlNode>, Box<Diagnostic>> {
    let text = &source.text[start..end];
    if let Some(offset) = find_reference(text) {
        return Err(Box::new(no_references(source, start + offset)));
    }
    let whole = source.span(start..end);
    if text.trim().is_empty() {
        return Ok(Spanned::new(YamlNode::Map(Vec::new()), whole));
    }
    let options = serde_saphyr::options! {
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::PassThrough,
        with_snippet: false,
        budget: serde_saphyr::budget! { max_aliases: 0, max_anchors: 0, max_depth: 16 },
    };
    let place = YamlPlace {
        source,
        start,
        text,
    };
    match serde_saphyr::from_str_with_options::<serde_saphyr::Spanned<RawNode>>(text, options) {
        Ok(root) => Ok(place.node(root)),
        Err(error) => Err(Box::new(place.invalid(&error))),
    }
}

/// What serde hands over, before the spans are made ours.
enum RawNode {
    Text(String),
    /// A plain scalar that YAML would read as a number, a truth value or nothing.
    Plain,
    List(Vec<serde_saphyr::Spanned<Self>>),
    Map(Vec<(serde_saphyr::Spanned<RawKey>, serde_saphyr::Spanned<Self>)>),
}

/// A key: any scalar; its text is taken from the source.
struct RawKey;

/// Where the YAML text lies in its source.
struct YamlPlace<'a> {
    source: &'a Source,
    start: usize,
    text: &'a str,
}

impl YamlPlace<'_> {
    fn node(&self, raw: serde_saphyr::Spanned<RawNode>) -> Spanned<YamlNode> {
        let (start, end) = self.range(raw.defined);
        let node = match raw.value {
            RawNode::Text(text) => YamlNode::Text(text),
            RawNode::Plain => YamlNode::Text(self.text[start..end].trim().to_owned()),
            RawNode::List(items) => {
                YamlNode::List(items.into_iter().map(|item| self.node(item)).collect())
            }
            RawNode::Map(entries) => YamlNode::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| (self.key(&key), self.node(value)))
                    .collect(),
            ),
        };
        Spanned::new(node, self.source.span(self.start + start..self.start + end))
    }

    fn key(&self, raw: &serde_saphyr::Spanned<RawKey>) -> Spanned<String> {
        let (start, end) = self.range(raw.defined);
        let written = self.text[start..end].trim();
        let unquoted = written
            .strip_prefix(['"', '\''])
            .and_then(|rest| rest.strip_suffix(['"', '\'']))
            .unwrap_or(written);
        Spanned::new(
            unquoted.to_owned(),
            self.source.span(self.start + start..self.start + end),
        )
    }

    /// Byte offsets in the YAML text. Block collections have no length of their own.
    fn range(&self, location: serde_saphyr::Location) -> (usize, usize) {
        let span = location.span();
        let known = span.byte_offset().zip(span.byte_len());
        let (start, length) = known.map_or_else(
            || (self.offset_of(location.line(), location.column()), 0),
            |(offset, length)| (to_usize(offset), to_usize(length)),
        );
        let start = self.text.floor_char_boundary(start.min(self.text.len()));
        let end = self
            .text
            .floor_char_boundary((start + length).min(self.text.len()));
        (start, end)
    }

    /// The byte offset of a line and column, both counted from one, the column in characters.
    fn offset_of(&self, line: u64, column: u64) -> usize {
        let lines_before = to_usize(line.saturating_sub(1));
        let line_start: usize = self
            .text
            .split_inclusive('\n')
            .take(lines_before)
            .map(str::len)
            .sum();
        let in_line = self.text[line_start..]
            .char_indices()
            .nth(to_usize(column.saturating_sub(1)))
            .map_or(self.text.len() - line_start, |(offset, _)| offset);
        line_start + in_line
    }

    fn invalid(&self, error: &serde_saphyr::Error) -> Diagnostic {
        let (start, end) = error
            .location()
            .map_or((0, 0), |location| self.range(location));
        let cause = error.without_snippet().to_string();
        let cause = cause.lines().next().unwrap_or_default();
        let cause = cause.split(" at line ").next().unwrap_or_default();
        Diagnostic::new(
            Code::YamlInvalid,
            format!("文件头不是合法的 YAML：{}", in_chinese(cause)),
            format!("the front matter is not valid YAML: {cause}"),
        )
        .label(
            self.source.span(self.start + start..self.start + end.max(start)),
            "读到这里读不下去了",
            "reading stopped here",
        )
        .help(
            "值里有冒号、井号、括号或引号时，用英文双引号把整个值括起来；缩进只用空格",
            "put a value that has a colon, a hash, a bracket or a quote in double quotes; indent with spaces only",
        )
    }
}

/// The causes that editors really meet; the rest stays as the reader of YAML says it.
fn in_chinese(cause: &str) -> &str {
    [
        ("mapping values are not allowed", "值里有英文冒号"),
        ("tabs disallowed", "缩进用了制表符"),
        ("unclosed bracket", "括号没有配对"),
        ("unclosed quote", "引号没有配对"),
    ]
    .into_iter()
    .find(|(english, _)| cause.starts_with(english))
    .map_or(cause, |(_, chinese)| chinese)
}

fn to_usize(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

/// The first anchor, alias or tag that stands where a value begins.
fn find_reference(text: &str) -> Option<usize> {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let value = line.find(": ").map(|colon| colon + 2).or_else(|| {
            line.trim_start()
                .starts_with("- ")
                .then(|| line.len() - line.trim_start().len() + 2)
        });
        if let Some(at) = value {
            let rest = line[at..].trim_start();
            if rest.starts_with(['&', '*', '!']) {
                return Some(offset + line.len() - rest.len());
            }
        }
        offset += line.len();
    }
    None
}

fn no_references(source: &Source, at: usize) -> Diagnostic {
    Diagnostic::new(
        Code::YamlInvalid,
        "文件头里不能用 YAML 的锚点、别名和标签",
        "anchors, aliases and tags of YAML are not allowed in front matter",
    )
    .label(source.span(at..at + 1), "在这里", "here")
    .help(
        "如果值本来就以这个符号开头，用英文双引号把它括起来",
        "put the value in double quotes if it really begins with this sign",
    )
}

impl<'de> Deserialize<'de> for RawNode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

impl<'de> Deserialize<'de> for RawKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|_| Self)
    }
}

struct NodeVisitor;

macro_rules! plain {
    ($($method:ident: $type:ty),*) => {
        $(fn $method<E>(self, _: $type) -> Result<RawNode, E> { Ok(RawNode::Plain) })*
    };
}

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = RawNode;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a list or a map")
    }

    plain! { visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_i128: i128, visit_u128: u128, visit_f64: f64 }

    fn visit_unit<E>(self) -> Result<RawNode, E> {
        Ok(RawNode::Plain)
    }

    fn visit_none<E>(self) -> Result<RawNode, E> {
        Ok(RawNode::Plain)
    }

    fn visit_str<E>(self, text: &str) -> Result<RawNode, E> {
        Ok(RawNode::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<RawNode, E> {
        Ok(RawNode::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<RawNode, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(RawNode::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<RawNode, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(RawNode::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn tree(text: &str) -> Result<Spanned<YamlNode>, Box<Diagnostic>> {
        let mut sources = Sources::default();
        let id = sources.add("x.md", text);
        read(sources.get(id), 0, text.len())
    }

    fn map(text: &str) -> Vec<(Spanned<String>, Spanned<YamlNode>)> {
        match tree(text).unwrap().value {
            YamlNode::Map(map) => map,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn scalars_stay_as_written() {
        let text = "a: 1.10\nb: 007\nc: no\nd: 2026-01-01\ne: 1e3\nf: 12:30\ng: \"x: y\"\nh: 95.50\ni: ~\nj:\n";
        let values: Vec<_> = map(text)
            .into_iter()
            .map(|(_, value)| match value.value {
                YamlNode::Text(text) => text,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(
            values,
            [
                "1.10",
                "007",
                "no",
                "2026-01-01",
                "1e3",
                "12:30",
                "x: y",
                "95.50",
                "~",
                ""
            ]
        );
    }

    #[test]
    fn spans_are_the_bytes_of_keys_and_values() {
        let text = "标题: 泰州市规划\n领域: [甲, 乙]\n";
        let map = map(text);
        assert_eq!(&text[map[0].0.span.range()], "标题");
        assert_eq!(&text[map[0].1.span.range()], "泰州市规划");
        assert_eq!(map[1].0.value, "领域");
        let YamlNode::List(items) = &map[1].1.value else {
            panic!()
        };
        assert_eq!(&text[items[1].span.range()], "乙");
    }

    #[test]
    fn keys_that_stand_twice_are_both_kept() {
        assert_eq!(map("a: 1\na: 2\n").len(), 2);
    }

    #[test]
    fn broken_yaml_has_a_place() {
        let text = "title: 规划: 2021\nb: 1\n";
        let diagnostic = tree(text).unwrap_err();
        assert_eq!(diagnostic.code, Code::YamlInvalid);
        for bomb in ["a: &x [1]\nb: *x\n", "a: !!str 1\n"] {
            assert_eq!(tree(bomb).unwrap_err().code, Code::YamlInvalid);
        }
        let deep = format!("a: {}", "[".repeat(5000));
        assert_eq!(tree(&deep).unwrap_err().code, Code::YamlInvalid);
    }
}
