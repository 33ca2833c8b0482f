//! A saved web page: the article in it, without the site around it.
//!
//! Government sites put the text of a plan in a container that their publishing systems name; that container
//! is read, and every word outside of it is listed as left out. Scripts are never run and nothing is fetched.

mod article;
mod blocks;
mod dom;
mod table;
#[cfg(test)]
mod tests;

use crate::original::{Original, OriginalFormat, Removed, Style, UnreadableOriginal};

use self::article::Article;
use self::blocks::BlockReader;
use self::dom::{Dom, NodeId};
use crate::readers::draft::OriginalBuilder;
use crate::readers::limits::Limits;
use crate::readers::{encoding, refusal};

/// How much of a page is searched for the name of its encoding.
const HEAD: usize = 4096;

/// Reads a web page.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Original, UnreadableOriginal> {
    if bytes.len() > limits.text_bytes {
        return Err(refusal::too_large(
            "网页字节数",
            "bytes of a web page",
            limits.text_bytes,
        ));
    }
    let decoded = match charset(&bytes[..bytes.len().min(HEAD)]) {
        Some(label) => encoding::decode_as(bytes, &label),
        None => encoding::decode(bytes),
    }?;
    let dom = dom::parse(&decoded.text, limits)?;
    let article = article::find(&dom);
    let mut draft = OriginalBuilder::default();
    leave_out_machinery(&dom, &mut draft);
    if let Some(title) = article.title {
        let text = dom.words(title);
        draft.push_line(dom.line(title), text.trim().to_owned(), Style::Title);
    }
    BlockReader::new(&dom, limits, &mut draft).article(article.root)?;
    leave_out_site(&dom, &article, &mut draft);
    if draft.blocks.is_empty() {
        return Err(refusal::empty());
    }
    Ok(draft.finish(OriginalFormat::Html, Some(decoded.encoding)))
}

/// The encoding that `<meta charset=…>` or `<meta content="…; charset=…">` names.
fn charset(head: &[u8]) -> Option<String> {
    let head: String = head
        .iter()
        .filter(|&&byte| byte != 0)
        .map(|&byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let (_, rest) = head.split_once("charset")?;
    let rest = rest
        .trim_start()
        .strip_prefix('=')?
        .trim_start()
        .trim_start_matches(['"', '\'']);
    let label: String = rest
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    (!label.is_empty()).then_some(label)
}

/// Scripts, styles and comments are no words of the document; they are counted. The title of the window is.
fn leave_out_machinery(dom: &Dom, draft: &mut OriginalBuilder) {
    for node in dom
        .descendants(Dom::ROOT)
        .filter(|&node| dom.name(node) == "title")
    {
        draft.remove(dom.line(node), dom.words(node).trim(), "page-title");
    }
    for (reason, count) in [
        ("script", dom.count("script")),
        ("style", dom.count("style")),
        ("comment", dom.comments()),
    ] {
        if count > 0 {
            draft.removed.push(Removed {
                line: 0,
                text: count.to_string(),
                reason,
            });
        }
    }
}

/// Lists the words outside the article, piece by piece, and says so when there are many.
fn leave_out_site(dom: &Dom, article: &Article, draft: &mut OriginalBuilder) {
    let mut inside: Vec<NodeId> = dom.ancestors(article.root).collect();
    inside.sort_unstable();
    let mut stack = vec![Dom::ROOT];
    while let Some(node) = stack.pop() {
        if node == article.root || Some(node) == article.title || dom.is_machinery(node) {
            continue;
        }
        let holds_title = article
            .title
            .is_some_and(|title| dom.ancestors(title).any(|above| above == node));
        if node == Dom::ROOT || holds_title || inside.binary_search(&node).is_ok() {
            let from = stack.len();
            stack.extend(dom.children(node));
            stack[from..].reverse();
        } else {
            draft.remove(dom.line(node), dom.words(node).trim(), "site-navigation");
        }
    }
    if article.is_doubtful {
        draft.report(
            0,
            "main-content-uncertain",
            "正文容器之外还有较多文字（见“已移除”），请核对正文是否完整。".into(),
            "Many words lie outside the main content (see what was removed); check that it is complete.".into(),
        );
    }
}
