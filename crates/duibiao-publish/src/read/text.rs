//! What makes the bytes of a file a text that may be parsed.
//!
//! UTF-8, of a sane length, and without characters that a reader cannot see. The text is kept as it is:
//! nothing is mended, because a mended text is not the one that was published.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use duibiao_syntax::diagnostic::{Code, Diagnostic};
use duibiao_syntax::source::SourceText;
use duibiao_syntax::span::{SourceId, Span};

/// Longer than any plan, in bytes.
const LONGEST_FILE: usize = 5 << 20;
/// Longer than any paragraph or table row, in bytes.
const LONGEST_LINE: usize = 1 << 20;
/// How much of a text that is too long is kept for the excerpt, in bytes.
const EXCERPT: usize = 240;
/// How many invisible characters of one file are told one by one.
const MOST_CHARACTERS: usize = 10;

/// The text of a file and what is wrong with it.
#[derive(Default)]
pub(super) struct Loaded {
    /// The text; the part before the fault when it is not whole.
    pub(super) text: SourceText,
    /// Whether it is whole and not empty, so that it may be parsed.
    pub(super) whole: bool,
    /// What is wrong.
    pub(super) found: Vec<Diagnostic>,
}

impl Loaded {
    /// No text, for this reason.
    pub(super) fn nothing(diagnostic: Diagnostic) -> Self {
        Self::part(SourceText::default(), diagnostic)
    }

    fn part(text: SourceText, diagnostic: Diagnostic) -> Self {
        Self {
            text,
            whole: false,
            found: vec![diagnostic],
        }
    }
}

/// Whether texts are packed once they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// They are, which takes time and saves room.
    Packed,
    /// They are not.
    Plain,
}

impl Packing {
    fn text(self, words: &str) -> SourceText {
        match self {
            Self::Packed => SourceText::packed(words),
            Self::Plain => words.into(),
        }
    }
}

/// Reads the file that will be the source `id`.
pub(super) fn load(id: SourceId, path: &Path, packing: Packing) -> Loaded {
    match bytes(path) {
        Ok(bytes) => check(id, &bytes, packing),
        Err(cause) => {
            let name = path.display().to_string();
            Loaded::nothing(super::unreadable(&name, &cause).at(Span::new(id, 0..0)))
        }
    }
}

/// The bytes of the file in a vector of just their length, or the first ones past the longest length.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    let mut bytes = Vec::with_capacity(length.min(LONGEST_FILE + 1));
    file.take(LONGEST_FILE as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn check(id: SourceId, bytes: &[u8], packing: Packing) -> Loaded {
    if bytes.len() > LONGEST_FILE {
        return file_too_long(id, bytes);
    }
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => check_text(id, text, packing),
        Err(error) => not_utf8(id, error.valid_up_to(), bytes),
    }
}

fn check_text(id: SourceId, text: &str, packing: Packing) -> Loaded {
    if text.trim_start_matches('\u{FEFF}').trim().is_empty() {
        let place = Span::new(id, 0..text.len());
        return Loaded::part(text.into(), empty().at(place));
    }
    if let Some(start) = long_line(text) {
        return line_too_long(id, start, text);
    }
    let found = forbidden_characters(id, text);
    Loaded {
        text: packing.text(text),
        whole: true,
        found,
    }
}

fn empty() -> Diagnostic {
    Diagnostic::new(Code::EmptySource, "文件是空的", "the file is empty").help(
        "写入内容，或删除这个文件",
        "write something into it, or delete it",
    )
}

fn file_too_long(id: SourceId, bytes: &[u8]) -> Loaded {
    let text = valid_prefix(&bytes[..EXCERPT]);
    let diagnostic = Diagnostic::new(
        Code::SourceTooLong,
        "文件超过 5 MiB，比任何规划都长",
        "the file is longer than 5 MiB, which no plan is",
    )
    .at(Span::new(id, 0..0))
    .help(
        "检查是否误放了别的文件；图片等作为附件放在旁边，不要写进文本",
        "see whether it is another file by mistake; put images beside the text as attachments",
    );
    Loaded::part(text.into(), diagnostic)
}

fn line_too_long(id: SourceId, start: usize, text: &str) -> Loaded {
    let kept = &text[..start + valid_prefix(&text.as_bytes()[start..start + EXCERPT]).len()];
    let diagnostic = Diagnostic::new(
        Code::SourceTooLong,
        "这一行超过 1 MiB，比任何段落都长",
        "this line is longer than 1 MiB, which no paragraph is",
    )
    .at(Span::new(id, start..kept.len()))
    .help(
        "检查换行是否丢失，或是否有嵌入的图片数据",
        "see whether its line breaks were lost or an image is embedded in it",
    );
    Loaded::part(kept.into(), diagnostic)
}

/// Where the first line that is too long begins.
fn long_line(text: &str) -> Option<usize> {
    if text.len() <= LONGEST_LINE {
        return None;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end_matches(['\n', '\r']).len() > LONGEST_LINE {
            return Some(start);
        }
        start += line.len();
    }
    None
}

fn not_utf8(id: SourceId, at: usize, bytes: &[u8]) -> Loaded {
    let byte = bytes[at];
    let (zh, en) = guess(&bytes[at..], bytes);
    let diagnostic = Diagnostic::new(
        Code::NotUtf8,
        format!("文件不是 UTF-8：第 {} 个字节是 0x{byte:02X}", at + 1),
        format!("the file is not UTF-8: byte {} is 0x{byte:02X}", at + 1),
    )
    .at(Span::new(id, at..at))
    .help(zh, en);
    Loaded::part(valid_prefix(bytes).into(), diagnostic)
}

/// What the bytes seem to be, and what to do.
fn guess(rest: &[u8], all: &[u8]) -> (String, String) {
    let name = if all.starts_with(b"\xFF\xFE") || all.starts_with(b"\xFE\xFF") {
        "UTF-16"
    } else if looks_like_gb18030(rest) || looks_like_gb18030(all) {
        "GB18030"
    } else {
        return (
            "既不像 UTF-8，也不像 GB18030：文件可能已损坏，或不是文本".to_owned(),
            "it looks neither like UTF-8 nor like GB18030: it may be damaged, or no text"
                .to_owned(),
        );
    };
    (
        format!(
            "看起来是 {name}：请转换成 UTF-8（记事本：另存为，编码选 UTF-8；或 iconv -f {name} -t UTF-8）"
        ),
        format!("it looks like {name}; convert it to UTF-8 (iconv -f {name} -t UTF-8)"),
    )
}

/// Whether all high bytes stand in the pairs and fours of GB18030. One character may be cut off at the
/// end.
fn looks_like_gb18030(mut rest: &[u8]) -> bool {
    while let Some(first) = rest.first() {
        let length = match (first, rest.get(1)) {
            (0..=0x7F, _) | (0x81..=0xFE, None) => 1,
            (0x81..=0xFE, Some(0x40..=0x7E | 0x80..=0xFE)) => 2,
            (0x81..=0xFE, Some(0x30..=0x39)) => match (rest.get(2), rest.get(3)) {
                (Some(0x81..=0xFE), Some(0x30..=0x39)) => 4,
                _ => return false,
            },
            _ => return false,
        };
        rest = &rest[length..];
    }
    true
}

fn valid_prefix(bytes: &[u8]) -> &str {
    bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid())
}

/// A finding for each of the first characters that a reader cannot see; the last one tells how many
/// more there are.
fn forbidden_characters(id: SourceId, text: &str) -> Vec<Diagnostic> {
    let mut places = suspects(text).filter(|(at, c)| is_forbidden(*at, *c));
    let first: Vec<(usize, char)> = places.by_ref().take(MOST_CHARACTERS).collect();
    let more = places.count();
    let mut found: Vec<Diagnostic> = first
        .into_iter()
        .map(|(at, c)| forbidden(Span::new(id, at..at + c.len_utf8()), c))
        .collect();
    if let Some(last) = found.last_mut().filter(|_| more > 0) {
        let _ = write!(last.message.zh, "（此后还有 {more} 处）");
        let _ = write!(last.message.en, " ({more} more after it)");
    }
    found
}

/// The characters that begin like a forbidden one; nearly all text has few of them.
fn suspects(text: &str) -> impl Iterator<Item = (usize, char)> {
    let starts = text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| LEADS[usize::from(*byte)]);
    starts.filter_map(|(at, _)| text[at..].chars().next().map(|c| (at, c)))
}

/// The first bytes that forbidden characters have in UTF-8.
const LEADS: [bool; 256] = {
    let mut leads = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        leads[byte] = matches!(byte, 0..=0x08 | 0x0B | 0x0C | 0x0E..=0x1F | 0x7F | 0xC2 | 0xD8 | 0xE2 | 0xEF | 0xF3);
        byte += 1;
    }
    leads
};

fn is_forbidden(at: usize, c: char) -> bool {
    name(c).is_some() && !(at == 0 && c == '\u{FEFF}')
}

fn forbidden(place: Span, c: char) -> Diagnostic {
    let (zh, en) = name(c).unwrap_or_default();
    let code = u32::from(c);
    Diagnostic::new(
        Code::ForbiddenCharacter,
        format!("不可见的字符 U+{code:04X}（{zh}）"),
        format!("invisible character U+{code:04X} ({en})"),
    )
    .at(place)
    .help(
        "删除它；它多半来自 Word、PDF 或网页的复制",
        "delete it; it mostly comes with text copied from Word, PDF or a web page",
    )
}

/// The Chinese and the English name of a forbidden character; none when it is allowed.
fn name(c: char) -> Option<(&'static str, &'static str)> {
    Some(match c {
        '\t' | '\n' | '\r' => return None,
        '\0' => ("空字符", "NULL"),
        '\u{8}' => ("退格", "BACKSPACE"),
        '\u{B}' => ("垂直制表符", "LINE TABULATION"),
        '\u{C}' => ("换页符", "FORM FEED"),
        '\u{1B}' => ("转义符", "ESCAPE"),
        '\u{7F}' => ("删除符", "DELETE"),
        '\u{85}' => ("下一行", "NEXT LINE"),
        '\0'..='\u{1F}' | '\u{80}'..='\u{9F}' => ("控制字符", "CONTROL CHARACTER"),
        '\u{61C}' => ("双向控制符", "ARABIC LETTER MARK"),
        '\u{200B}' => ("零宽空格", "ZERO WIDTH SPACE"),
        '\u{200C}' => ("零宽不连字", "ZERO WIDTH NON-JOINER"),
        '\u{200D}' => ("零宽连字", "ZERO WIDTH JOINER"),
        '\u{200E}' => ("双向控制符", "LEFT-TO-RIGHT MARK"),
        '\u{200F}' => ("双向控制符", "RIGHT-TO-LEFT MARK"),
        '\u{202A}' => ("双向控制符", "LEFT-TO-RIGHT EMBEDDING"),
        '\u{202B}' => ("双向控制符", "RIGHT-TO-LEFT EMBEDDING"),
        '\u{202C}' => ("双向控制符", "POP DIRECTIONAL FORMATTING"),
        '\u{202D}' => ("双向控制符", "LEFT-TO-RIGHT OVERRIDE"),
        '\u{202E}' => ("双向控制符", "RIGHT-TO-LEFT OVERRIDE"),
        '\u{2060}' => ("零宽不换行", "WORD JOINER"),
        '\u{2066}' => ("双向控制符", "LEFT-TO-RIGHT ISOLATE"),
        '\u{2067}' => ("双向控制符", "RIGHT-TO-LEFT ISOLATE"),
        '\u{2068}' => ("双向控制符", "FIRST STRONG ISOLATE"),
        '\u{2069}' => ("双向控制符", "POP DIRECTIONAL ISOLATE"),
        '\u{FEFF}' => (
            "零宽不换行空格，即字节顺序标记",
            "ZERO WIDTH NO-BREAK SPACE, the byte-order mark",
        ),
        '\u{FDD0}' | '\u{FDD1}' | '\u{FFFE}' | '\u{FFFF}' => ("非字符", "NONCHARACTER"),
        '\u{E0000}'..='\u{E007F}' => ("标签字符", "TAG CHARACTER"),
        _ => return None,
    })
}
