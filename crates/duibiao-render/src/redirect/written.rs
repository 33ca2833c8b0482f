//! The words of a `[[redirect]]` table, read strictly, with the way out of each mistake.
//!
//! An address becomes part of a server's configuration, so it is made of segments that a site can have
//! or it is refused. Whether the place exists is not asked here.

use duibiao_syntax::diagnostic::Message;
use duibiao_syntax::site_path::SitePath;

use super::{SitePlace, site_path};

/// Reads an address of this site.
pub(super) fn place(key: &str, text: &str) -> Result<SitePlace, Message> {
    let (path, anchor) = match text.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (text, None),
    };
    Ok(SitePlace {
        path: path_of(path).ok_or_else(|| refused(key, text, &fault(path)))?,
        anchor: match anchor {
            Some(anchor) => Some(anchor_of(anchor).map_err(|why| refused(key, text, &why))?),
            None => None,
        },
    })
}

/// The path of a page written as `a/b/`, or of a file.
fn path_of(text: &str) -> Option<SitePath> {
    if text.ends_with('/') {
        site_path(&format!("{text}index.html"))
    } else {
        site_path(text)
    }
}

fn anchor_of(text: &str) -> Result<Box<str>, Message> {
    if text.is_empty() {
        return Err(Message::new("# 后面是空的", "nothing follows the #"));
    }
    if text.contains(|c: char| c.is_control() || c.is_whitespace() || c == '#') {
        return Err(Message::new(
            "锚点里不能有空白、控制字符或第二个 #",
            "an anchor has no white space, control characters or second #",
        ));
    }
    Ok(text.into())
}

/// Why a path is none, the gravest reason first.
fn fault(path: &str) -> Message {
    let parts = || path.split('/');
    if path.is_empty() {
        Message::new(
            "地址是空的；首页写作 index.html",
            "the address is empty; the first page is index.html",
        )
    } else if path.contains(char::is_control) {
        Message::new("里面有控制字符", "it has control characters")
    } else if path.contains(':') || path.starts_with("//") {
        Message::new(
            "只能写本站的相对地址，不写 https: 和主机名",
            "only relative addresses of this site are allowed, without https: and a host",
        )
    } else if path.starts_with('/') {
        Message::new("开头不写 /", "it does not begin with a /")
    } else if path.contains('\\') {
        Message::new("用 / 分隔，不用 \\", "parts are parted by /, not by \\")
    } else if parts().any(|part| matches!(part, "." | "..")) {
        Message::new("里面不能有 . 或 ..", "it has no . or .. in it")
    } else if path.contains('?') {
        Message::new("不能带 ? 和查询", "it has no ? and no query")
    } else if path.contains("//") {
        Message::new("有两个连着的 /", "there are two / in a row")
    } else {
        Message::new(
            "每一段只用小写字母、数字、-、_ 和 .",
            "every part is made of lower-case letters, digits, -, _ and .",
        )
    }
}

fn refused(key: &str, text: &str, why: &Message) -> Message {
    Message::new(
        format!(
            "[[redirect]] 的 {key} = {text:?} 不是本站的地址：{}。例如 `plans/water/330200-2026/`",
            why.zh
        ),
        format!(
            "{key} = {text:?} of a [[redirect]] is no address of this site: {}. For example `plans/water/330200-2026/`",
            why.en
        ),
    )
}

/// How many bytes a reason may have: it is repeated for every file of a withdrawn page.
const LONGEST_REASON: usize = 2000;

/// Reads why something was withdrawn.
pub(super) fn reason(text: &str) -> Result<Box<str>, Message> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Message::new(
            "gone 是空的：写明撤下的原因，读者会看到",
            "`gone` is empty: say why it was withdrawn, readers will see it",
        ));
    }
    if text.len() > LONGEST_REASON {
        return Err(Message::new(
            "gone 太长：用一句话说明，详情另写一页",
            "`gone` is too long: one sentence, and the details on a page of their own",
        ));
    }
    if text.contains(char::is_control) {
        return Err(Message::new(
            "gone 里有换行或控制字符：写成一行",
            "`gone` has line breaks or control characters: write one line",
        ));
    }
    Ok(text.into())
}

pub(super) fn one_of_two(from: &SitePlace) -> Message {
    Message::new(
        format!("`{from}` 的 [[redirect]] 要写 to（移到哪里）或 gone（为何撤下），只写一个"),
        format!(
            "the [[redirect]] of `{from}` needs `to` (where it went) or `gone` (why it was withdrawn), and only one of them"
        ),
    )
}
