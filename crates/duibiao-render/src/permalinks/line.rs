//! One line of the permalinks file: `plans/water/310000-2026/index.html 1-6 ind-1 s1 s1-1`.
//!
//! The path; the first and the last release that had it, the last left open while it is there; then its
//! anchors, sorted. An anchor is kept as it is printed, with white space and `%` percent-encoded, so that
//! five million of them are a few strings and not five million. What a release is, is not known here.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use duibiao_syntax::diagnostic::Message;
use duibiao_syntax::site_path::SitePath;

use crate::redirect::site_path;

/// A line of a file that is not as this program writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFault {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it and how to mend it.
    pub message: Message,
}

impl LineFault {
    /// A fault of a line, counted from 1.
    pub const fn new(line: usize, message: Message) -> Self {
        Self { line, message }
    }
}

/// What is known of one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PermalinkLine {
    /// The first release that had it.
    first: u32,
    /// The last one, if it was withdrawn.
    pub(super) last: Option<u32>,
    /// As printed: sorted, parted by single spaces.
    anchors: Box<str>,
}

impl PermalinkLine {
    pub(super) fn new(first: u32) -> Self {
        Self {
            first,
            last: None,
            anchors: Box::default(),
        }
    }

    pub(super) fn parse(text: &str) -> Result<(SitePath, Self), Message> {
        let (path, rest) = text.split_once(' ').ok_or_else(|| malformed(text))?;
        let (releases, anchors) = rest.split_once(' ').unwrap_or((rest, ""));
        let path = site_path(path).ok_or_else(|| malformed(text))?;
        let (first, last) = parse_releases(releases).ok_or_else(|| malformed(text))?;
        // A space at the end would be an empty anchor that is not there.
        if rest.len() > releases.len() && !are_anchors(anchors) {
            return Err(wrong_anchors(&path));
        }
        let anchors = anchors.into();
        Ok((
            path,
            Self {
                first,
                last,
                anchors,
            },
        ))
    }

    pub(super) fn print(&self, path: &SitePath, into: &mut String) {
        let _ = write!(into, "{path} {}-", self.first);
        if let Some(last) = self.last {
            let _ = write!(into, "{last}");
        }
        if !self.anchors.is_empty() {
            into.push(' ');
            into.push_str(&self.anchors);
        }
        into.push('\n');
    }

    /// At most how many bytes are printed behind the path.
    pub(super) const fn longest(&self) -> usize {
        self.anchors.len() + " 4294967295-4294967295 \n".len()
    }

    /// Notes that release `number` is the first without it.
    pub(super) fn withdraw(&mut self, number: u32) {
        self.last
            .get_or_insert(number.saturating_sub(1).max(self.first));
    }

    /// Notes that it is there, with these anchors.
    pub(super) fn take(&mut self, anchors: &BTreeSet<Box<str>>) {
        self.last = None;
        let mut all: Vec<Cow<'_, str>> = self.printed().map(Cow::Borrowed).collect();
        let before = all.len();
        all.extend(anchors.iter().filter(|a| !a.is_empty()).map(|a| encoded(a)));
        all.sort_unstable();
        all.dedup();
        if all.len() > before {
            self.anchors = all.join(" ").into();
        }
    }

    /// The anchors as they stand in pages.
    pub(super) fn anchors(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.printed().map(decoded)
    }

    fn printed(&self) -> impl Iterator<Item = &str> {
        self.anchors.split(' ').filter(|anchor| !anchor.is_empty())
    }
}

/// `3-` or `3-7`, as printed.
fn parse_releases(text: &str) -> Option<(u32, Option<u32>)> {
    let number = |text: &str| {
        let plain = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
        plain.then(|| text.parse::<u32>().ok())?
    };
    let (first, last) = text.split_once('-')?;
    let first = number(first)?;
    if last.is_empty() {
        return Some((first, None));
    }
    let last = number(last)?;
    (first <= last).then_some((first, Some(last)))
}

/// Whether they are sorted, none is there twice, and each is as [`encoded`] writes it.
fn are_anchors(text: &str) -> bool {
    let mut before = "";
    text.split(' ').all(|anchor| {
        let follows = before < anchor;
        before = anchor;
        follows && is_encoded(anchor)
    })
}

fn is_encoded(anchor: &str) -> bool {
    !anchor.contains(|c| must_encode(c) && c != '%')
        && (!anchor.contains('%') || encoded(&decoded(anchor)) == anchor)
}

/// Spaces part anchors, line ends part lines, and other such characters cannot be seen.
fn must_encode(c: char) -> bool {
    c == '%' || c.is_whitespace() || c.is_control()
}

fn encoded(anchor: &str) -> Cow<'_, str> {
    if !anchor.contains(must_encode) {
        return Cow::Borrowed(anchor);
    }
    let mut out = String::with_capacity(anchor.len() + 2);
    for c in anchor.chars() {
        if must_encode(c) {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Undoes [`encoded`]; what is not encoded stays as it is.
fn decoded(anchor: &str) -> Cow<'_, str> {
    let Some((plain, mut rest)) = anchor.split_once('%') else {
        return Cow::Borrowed(anchor);
    };
    let mut bytes = plain.as_bytes().to_vec();
    loop {
        match rest.get(..2).map(|digits| u8::from_str_radix(digits, 16)) {
            Some(Ok(byte)) => {
                bytes.push(byte);
                rest = &rest[2..];
            }
            _ => bytes.push(b'%'),
        }
        match rest.split_once('%') {
            Some((plain, after)) => {
                bytes.extend(plain.as_bytes());
                rest = after;
            }
            None => break,
        }
    }
    bytes.extend(rest.as_bytes());
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

pub(super) fn cut() -> Message {
    Message::new(
        "文件的最后一行不完整：它被截断了；从 git 恢复它",
        "the last line of the file has no end: it was cut off; restore the file from git",
    )
}

fn malformed(text: &str) -> Message {
    if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
        .iter()
        .any(|mark| text.starts_with(mark))
    {
        return Message::new(
            "这里有没有解决的 git 合并冲突：两边的行都要保留，同一地址的锚点合在一行",
            "a merge conflict of git is not resolved here: keep the lines of both sides, with the anchors of one address in one line",
        );
    }
    Message::new(
        "这一行不是“地址 发布号- 锚点…”：从 git 恢复它",
        "this line is not “address releases- anchors…”: restore it from git",
    )
}

fn wrong_anchors(path: &SitePath) -> Message {
    Message::new(
        format!("`{path}` 的锚点没有按顺序排列，或有重复：排好顺序，每个只留一次"),
        format!(
            "the anchors of `{path}` are not sorted, or one is there twice: sort them and keep each once"
        ),
    )
}
