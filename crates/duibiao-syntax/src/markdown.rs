//! Markdown as plans need it: events of pulldown-cmark with the bytes of the author's own file.
//!
//! CommonMark alters Chinese plans without a word: `**“十四五”**规划` is not bold, `3*4*5` loses its
//! asterisks, `3~5` its tildes. So the parser reads a *shadow* of the source in which such places are
//! written the way CommonMark understands, and every offset is mapped back. The shadow also turns the
//! first line of a box (`> [!专栏 2] …`) into a mark of its own. Nothing here decides what an event
//! means, and nothing makes HTML.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

/// A body made ready for the parser.
pub struct Markdown {
    shadow: String,
    /// Where the body begins in its source.
    start: usize,
    edits: Vec<ShadowEdit>,
    boxes: Vec<BoxTitle>,
}

/// Something that stands in the shadow and not, or otherwise, in the source.
struct ShadowEdit {
    shadow: Range<usize>,
    /// The offset in the body at which the edit was made.
    body: usize,
    /// Shadow offset minus body offset, behind the edit.
    shift: isize,
}

/// The first line of a box, in bytes of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoxTitle {
    /// 专栏 2.
    pub label: Range<usize>,
    /// The words behind it.
    pub title: Range<usize>,
}

/// One event and its bytes in the source.
#[derive(Clone, Debug)]
pub struct SpannedEvent<'a> {
    /// What it is.
    pub node: MarkdownNode<'a>,
    /// Where it stands.
    pub range: Range<usize>,
}

/// What the parser saw.
#[derive(Clone, Debug)]
pub enum MarkdownNode<'a> {
    /// An event of CommonMark.
    Event(Event<'a>),
    /// The first line of a box, directly inside its block quote.
    BoxTitle(BoxTitle),
}

/// A noncharacter, which no source may hold: between an emphasis mark and CJK punctuation it makes the
/// mark stand “inside a word”, where it may open and close.
const JOINER: char = '\u{FDD0}';
/// The noncharacter that marks the comment put in the place of a box title.
const BOX_MARK: char = '\u{FDD1}';

/// A plan has about one event for so many bytes.
const BYTES_OF_A_PIECE: usize = 24;

impl Markdown {
    /// Prepares the body that begins at byte `start` of a source.
    pub fn new(source: &str, start: usize) -> Self {
        let body = &source[start..];
        let mut writer = ShadowWriter {
            shadow: String::with_capacity(body.len() + body.len() / 16),
            edits: Vec::new(),
            boxes: Vec::new(),
            start,
        };
        let mut fence = None;
        let mut at = 0;
        for line in body.split_inclusive('\n') {
            if fence_line(line, &mut fence) {
                writer.shadow.push_str(line);
            } else {
                writer.line(line, at);
            }
            at += line.len();
        }
        Self {
            shadow: writer.shadow,
            start,
            edits: writer.edits,
            boxes: writer.boxes,
        }
    }

    /// The events, in order.
    pub fn pieces(&self) -> Vec<SpannedEvent<'_>> {
        let mut pieces = Vec::with_capacity(self.shadow.len() / BYTES_OF_A_PIECE);
        let mut events = Parser::new_ext(&self.shadow, options())
            .into_offset_iter()
            .peekable();
        while let Some((event, range)) = events.next() {
            if matches!(event, Event::Start(Tag::HtmlBlock))
                && let Some(title) = events.peek().and_then(|(next, _)| self.box_title(next))
            {
                events.next();
                let is_blank =
                    |next: &Event<'_>| matches!(next, Event::Html(html) if html.trim().is_empty());
                while events.next_if(|(next, _)| is_blank(next)).is_some() {}
                events.next_if(|(next, _)| matches!(next, Event::End(TagEnd::HtmlBlock)));
                let range = title.label.start..title.title.end;
                pieces.push(SpannedEvent {
                    node: MarkdownNode::BoxTitle(title),
                    range,
                });
                continue;
            }
            let event = if self.edits.is_empty() {
                event
            } else {
                without_joiners(event)
            };
            if matches!(&event, Event::Text(text) if text.is_empty()) {
                continue;
            }
            let range = self.source_offset(range.start)..self.source_offset(range.end);
            pieces.push(SpannedEvent {
                node: MarkdownNode::Event(event),
                range,
            });
        }
        pieces
    }

    fn box_title(&self, event: &Event<'_>) -> Option<BoxTitle> {
        let Event::Html(html) = event else {
            return None;
        };
        let number = html
            .trim()
            .strip_prefix("<!--")?
            .strip_prefix(BOX_MARK)?
            .strip_suffix("-->")?;
        self.boxes.get(number.parse::<usize>().ok()?).cloned()
    }

    /// The byte of the source that an offset of the shadow stands for.
    fn source_offset(&self, offset: usize) -> usize {
        let after = self
            .edits
            .partition_point(|edit| edit.shadow.start < offset);
        let Some(edit) = after.checked_sub(1).map(|last| &self.edits[last]) else {
            return self.start + offset;
        };
        if offset < edit.shadow.end {
            return self.start + edit.body;
        }
        self.start + offset.checked_add_signed(-edit.shift).unwrap_or(edit.body)
    }
}

/// Tables, footnotes, `~~`, formulas and explicit heading ids. Smart punctuation would edit numbers.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_MATH
        | Options::ENABLE_HEADING_ATTRIBUTES
}

struct ShadowWriter {
    shadow: String,
    edits: Vec<ShadowEdit>,
    boxes: Vec<BoxTitle>,
    start: usize,
}

impl ShadowWriter {
    /// Adds text that the source does not have.
    fn insert(&mut self, text: &str, body: usize) {
        self.replace(text, body, body);
    }

    /// Puts `text` in the place of the body's bytes `from..to`.
    fn replace(&mut self, text: &str, from: usize, to: usize) {
        let begin = self.shadow.len();
        self.shadow.push_str(text);
        self.edits.push(ShadowEdit {
            shadow: begin..self.shadow.len(),
            body: from,
            shift: self.shadow.len().cast_signed() - to.cast_signed(),
        });
    }

    /// Writes a line outside of code fences; it begins at byte `at` of the body.
    fn line(&mut self, line: &str, at: usize) {
        let Some(title) = box_line(line) else {
            self.inline(line, at);
            return;
        };
        let indent = title.label.start - "[!".len();
        self.shadow.push_str(&line[..indent]);
        let mark = format!("<!--{BOX_MARK}{}-->", self.boxes.len());
        self.replace(&mark, at + indent, at + title.title.end);
        let shift = self.start + at;
        self.boxes.push(BoxTitle {
            label: title.label.start + shift..title.label.end + shift,
            title: title.title.start + shift..title.title.end + shift,
        });
        self.shadow.push_str(&line[title.title.end..]);
    }

    fn inline(&mut self, line: &str, at: usize) {
        let bytes = line.as_bytes();
        // Most lines have nothing to mend. Without an early exit the loop looks at many bytes at once.
        let is_special = |b: &u8| matches!(b, b'\\' | b'`' | b'*' | b'~');
        if !bytes.iter().fold(false, |any, b| any | is_special(b)) {
            return self.shadow.push_str(line);
        }
        let (mut i, mut copied) = (0, 0);
        while i < bytes.len() {
            match bytes[i] {
                b'\\' => i += 2,
                b'`' => i = after_code_span(bytes, i),
                b'*' | b'~' => {
                    let end = i + bytes[i..]
                        .iter()
                        .take_while(|byte| **byte == bytes[i])
                        .count();
                    for (place, text) in mend_run(line, i, end) {
                        self.shadow.push_str(&line[copied..place]);
                        copied = place;
                        self.insert(text, at + place);
                    }
                    i = end;
                }
                _ => i += 1,
            }
        }
        self.shadow.push_str(&line[copied..]);
    }
}

/// What to insert where, so that a run of `*` or `~` means what a Chinese author expects.
fn mend_run(line: &str, start: usize, end: usize) -> Vec<(usize, &'static str)> {
    let before = line[..start].chars().next_back();
    let after = line[end..].chars().next();
    let single = end - start == 1;
    let is_tilde = line.as_bytes()[start] == b'~';
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if single && (is_tilde || is_digit(before) && is_digit(after)) {
        return vec![(start, "\\")];
    }
    let (Some(before), Some(after)) = (before, after) else {
        return Vec::new();
    };
    if before.is_whitespace() || after.is_whitespace() || !(is_cjk(before) || is_cjk(after)) {
        return Vec::new();
    }
    let mut inserts = Vec::new();
    if is_punctuation(before) && before != '|' {
        inserts.push((start, "\u{FDD0}"));
    }
    if is_punctuation(after) && after != '|' {
        inserts.push((end, "\u{FDD0}"));
    }
    inserts
}

/// The byte behind a code span that opens at `open`, or behind the backticks when it does not close in
/// this line.
fn after_code_span(bytes: &[u8], open: usize) -> usize {
    let ticks = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|byte| **byte == b'`')
            .count()
    };
    let length = ticks(open);
    let mut at = open + length;
    while at < bytes.len() {
        let run = ticks(at);
        if run == length {
            return at + run;
        }
        at += run.max(1);
    }
    open + length
}

/// Whether a line belongs to a fenced block of code; `fence` is the open one.
fn fence_line(line: &str, fence: &mut Option<(u8, usize)>) -> bool {
    let text = line.trim_start_matches([' ', '>']).trim_end();
    let mark = text
        .bytes()
        .next()
        .filter(|byte| matches!(byte, b'`' | b'~'));
    let length = mark.map_or(0, |mark| {
        text.bytes().take_while(|byte| *byte == mark).count()
    });
    match *fence {
        Some((open, least)) => {
            if mark == Some(open) && length >= least && text.len() == length {
                *fence = None;
            }
            true
        }
        None if length >= 3 => {
            *fence = mark.map(|mark| (mark, length));
            true
        }
        None => false,
    }
}

/// The label and the title of `> [!专栏 2] …`, in bytes of the line.
fn box_line(line: &str) -> Option<BoxTitle> {
    let quoted = line.trim_start();
    let inner = quoted.strip_prefix('>')?.trim_start_matches([' ', '>']);
    let open = line.len() - inner.len();
    let label_start = open + inner.strip_prefix("[!").map(|_| "[!".len())?;
    let label_end = label_start + line[label_start..].find(']')?;
    let title_end = line.trim_end().len();
    let title_start = title_end - line[label_end + 1..title_end].trim_start().len();
    Some(BoxTitle {
        label: label_start..label_end,
        title: title_start..title_end,
    })
}

fn without_joiners(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Text(text) => Event::Text(clean(text)),
        Event::Code(text) => Event::Code(clean(text)),
        Event::Html(text) => Event::Html(clean(text)),
        Event::InlineHtml(text) => Event::InlineHtml(clean(text)),
        Event::InlineMath(text) => Event::InlineMath(clean(text)),
        Event::DisplayMath(text) => Event::DisplayMath(clean(text)),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Link {
            link_type,
            dest_url: clean(dest_url),
            title: clean(title),
            id: clean(id),
        }),
        Event::Start(Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Image {
            link_type,
            dest_url: clean(dest_url),
            title: clean(title),
            id: clean(id),
        }),
        other => other,
    }
}

fn clean(text: CowStr<'_>) -> CowStr<'_> {
    if text.contains(JOINER) {
        CowStr::from(text.replace(JOINER, ""))
    } else {
        text
    }
}

/// Characters of Chinese, Japanese and Korean text, with the punctuation that Chinese shares with Latin.
fn is_cjk(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x11FF | 0x2E80..=0x33FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xA960..=0xA97F
        | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
        || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '※' | '①'..='⑳')
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || (!c.is_alphanumeric() && !c.is_whitespace() && !c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks emphasis as `<b>`, for reading results by eye.
    fn drawn(source: &str) -> String {
        Markdown::new(source, 0)
            .pieces()
            .into_iter()
            .map(|piece| match piece.node {
                MarkdownNode::Event(Event::Text(text)) => text.to_string(),
                MarkdownNode::Event(Event::Start(Tag::Strong)) => "<b>".to_owned(),
                MarkdownNode::Event(Event::End(TagEnd::Strong)) => "</b>".to_owned(),
                MarkdownNode::Event(Event::Start(Tag::Strikethrough)) => "<s>".to_owned(),
                MarkdownNode::Event(Event::End(TagEnd::Strikethrough)) => "</s>".to_owned(),
                MarkdownNode::Event(Event::Start(Tag::Emphasis)) => "<i>".to_owned(),
                MarkdownNode::BoxTitle(_) => "<box>".to_owned(),
                MarkdownNode::Event(_) => String::new(),
            })
            .collect()
    }

    #[test]
    fn emphasis_is_what_a_chinese_author_expects() {
        for (source, wanted) in [
            ("**一是**职业病", "<b>一是</b>职业病"),
            ("**“十四五”**规划", "<b>“十四五”</b>规划"),
            ("达到**95%**以上", "达到<b>95%</b>以上"),
            (
                "**（一）总体目标。**到2025年",
                "<b>（一）总体目标。</b>到2025年",
            ),
            ("~~“旧目标”~~改为", "<s>“旧目标”</s>改为"),
            (
                "**“十四五”**规划和**“十三五”**规划",
                "<b>“十四五”</b>规划和<b>“十三五”</b>规划",
            ),
            (
                "**目标1：**2025年**目标2：**2030年",
                "<b>目标1：</b>2025年<b>目标2：</b>2030年",
            ),
            ("面积3*4*5=60", "面积3*4*5=60"),
            ("约3~5天，价格100~200元", "约3~5天，价格100~200元"),
            ("a **b** c", "a <b>b</b> c"),
        ] {
            assert_eq!(drawn(source), wanted, "{source}");
        }
    }

    #[test]
    fn text_events_lie_where_the_author_wrote_them() {
        let source = "前**“十四五”**规划，3~5天\n> [!专栏 2] 支撑体系\n> 建设**1个**中心\n";
        for piece in Markdown::new(source, 0).pieces() {
            if let MarkdownNode::Event(Event::Text(text)) = piece.node {
                assert!(
                    source[piece.range.clone()].ends_with(&*text),
                    "{text} at {:?}",
                    piece.range
                );
            }
        }
    }

    #[test]
    fn a_box_title_is_a_piece_of_its_own() {
        let source = "> [!专栏 2] 职业病防治\n> 1.建设\n";
        let markdown = Markdown::new(source, 0);
        let title = markdown
            .pieces()
            .into_iter()
            .find_map(|piece| match piece.node {
                MarkdownNode::BoxTitle(title) => Some(title),
                MarkdownNode::Event(_) => None,
            })
            .unwrap();
        assert_eq!(&source[title.label], "专栏 2");
        assert_eq!(&source[title.title], "职业病防治");
    }

    #[test]
    fn code_is_left_alone() {
        assert_eq!(
            drawn("```\n3~5 **“a”**b\n> [!专栏 1] x\n```\n"),
            "3~5 **“a”**b\n> [!专栏 1] x\n"
        );
        let markdown = Markdown::new("`3~5`", 0);
        let code = markdown
            .pieces()
            .into_iter()
            .find_map(|piece| match piece.node {
                MarkdownNode::Event(Event::Code(code)) => Some(code.to_string()),
                _ => None,
            });
        assert_eq!(code.as_deref(), Some("3~5"));
    }
}
