//! What a browser would fetch from another host when it opens a file of the site.
//!
//! A site of a closed network must be whole by itself, and a page that fetches from elsewhere tells
//! a reader of it. Only what is fetched without the reader's doing counts, and where a form would
//! be sent: a link is not a load. What a script fetches while it runs is not known here.

use std::collections::BTreeSet;

use duibiao_syntax::diagnostic::Message;
use duibiao_syntax::tokens::UnreadablePage;

use super::markup::{self, StartTag, Visitor};
use address::Own;

mod address;
mod attributes;
mod css;
#[cfg(test)]
mod tests;

/// Something that would be fetched from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Load {
    /// The file of the site that asks for it.
    pub file: Box<str>,
    /// With what: `<img src>`, `url()` of a style sheet.
    pub what: Box<str>,
    /// The address as written.
    pub address: Box<str>,
}

impl Load {
    /// What is wrong and what to do, in both languages.
    pub fn message(&self) -> Message {
        let Self {
            file,
            what,
            address,
        } = self;
        Message::new(
            format!(
                "`{file}` 打开时会向别的主机请求 `{address}`（{what}）：把它存到项目里，用相对地址引用"
            ),
            format!(
                "`{file}` would fetch `{address}` from another host when opened ({what}): keep it in the project and refer to it by a relative address"
            ),
        )
    }
}

/// What a file of the site would fetch from elsewhere, each once, sorted. `base_url` is the address of the
/// site, whose host is not another one. Files that a browser does not read for addresses fetch nothing.
///
/// # Errors
///
/// When a page is [`UnreadablePage`].
pub fn of_file(
    file: &str,
    bytes: &[u8],
    base_url: Option<&str>,
) -> Result<Vec<Load>, UnreadablePage> {
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    match &*extension.to_ascii_lowercase() {
        "html" | "htm" | "xhtml" | "svg" => {
            let mut finder = Finder::new(file, base_url);
            markup::walk(bytes, &mut finder)?;
            finder.into_loads()
        }
        "css" => Ok(of_css(file, &String::from_utf8_lossy(bytes), base_url)),
        _ => Ok(Vec::new()),
    }
}

fn of_css(file: &str, css: &str, base_url: Option<&str>) -> Vec<Load> {
    let mut finder = Finder::new(file, base_url);
    finder.style(css);
    finder.loads.into_iter().collect()
}

/// How many pages may be written inside each other in `srcdoc`.
const DEEPEST: u32 = 4;

/// Collects the loads of a page.
#[derive(Debug)]
pub struct Finder<'a> {
    file: &'a str,
    base_url: Option<&'a str>,
    own: Option<Own<'a>>,
    loads: BTreeSet<Load>,
    depth: u32,
    is_unreadable: bool,
}

impl<'a> Finder<'a> {
    /// A collector for one page.
    pub fn new(file: &'a str, base_url: Option<&'a str>) -> Self {
        Self {
            file,
            base_url,
            own: base_url.and_then(Own::of),
            loads: BTreeSet::new(),
            depth: 0,
            is_unreadable: false,
        }
    }

    /// What was found, each once, sorted.
    ///
    /// # Errors
    ///
    /// When a page inside the page is [`UnreadablePage`].
    pub fn into_loads(self) -> Result<Vec<Load>, UnreadablePage> {
        if self.is_unreadable {
            return Err(UnreadablePage);
        }
        Ok(self.loads.into_iter().collect())
    }

    fn note(&mut self, what: impl FnOnce() -> String, address: &str) {
        if address::is_elsewhere(address, self.own.as_ref()) {
            self.loads.insert(Load {
                file: self.file.into(),
                what: what().into(),
                address: address.into(),
            });
        }
    }

    fn css(&mut self, css: &str, of: &str) {
        for (what, address) in css::loads(css) {
            let what = || format!("{of}{what}");
            self.note(what, &address);
        }
    }

    /// A page that is written inside a value of this one.
    fn inner(&mut self, page: &str) {
        if self.depth == DEEPEST {
            self.is_unreadable = true;
            return;
        }
        let mut inner = Finder::new(self.file, self.base_url);
        inner.depth = self.depth + 1;
        let walked = markup::walk(page.as_bytes(), &mut inner);
        self.is_unreadable |= walked.is_err() || inner.is_unreadable;
        self.loads.append(&mut inner.loads);
    }
}

impl Visitor for Finder<'_> {
    fn tag(&mut self, tag: &StartTag<'_>) {
        for (name, value) in tag.attributes() {
            let of = || format!("<{} {name}>", tag.name());
            match attributes::kind(tag, name) {
                attributes::AttributeKind::Other => {}
                attributes::AttributeKind::Address => self.note(of, value),
                attributes::AttributeKind::Candidates => {
                    for address in attributes::candidates(value) {
                        self.note(of, address);
                    }
                }
                attributes::AttributeKind::Refresh => {
                    if let Some(address) = attributes::refreshed(value) {
                        self.note(of, address);
                    }
                }
                attributes::AttributeKind::Css => self.css(value, &format!("{} ", of())),
                attributes::AttributeKind::Page => self.inner(value),
            }
        }
    }

    fn style(&mut self, css: &str) {
        self.css(css, "");
    }

    fn comment(&mut self, text: &str) {
        // In a picture that is read as XML this is no comment.
        let Some(rest) = text.strip_prefix("?xml-stylesheet") else {
            return;
        };
        let value = rest.split_once("href").map_or("", |(_, rest)| rest);
        let mut parts = value.split(['"', '\'']);
        if let Some(address) = parts.nth(1) {
            self.note(|| "<?xml-stylesheet?>".to_owned(), address);
        }
    }
}
