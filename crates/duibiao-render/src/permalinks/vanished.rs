//! Why a release would break an address that readers may have kept.
//!
//! Each reason says which line of `duibiao.toml` mends it. Whether a release goes on in spite of one is
//! not decided here.

use duibiao_syntax::diagnostic::Message;
use duibiao_syntax::site_path::SitePath;

use super::Addresses;
use crate::redirect::{Destination, Redirects, SitePlace, shown};

/// One broken promise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Vanished {
    /// A file that was released is not on the site.
    Address(SitePath),
    /// An anchor that was released is not on its page, which is still there.
    Anchor(SitePlace),
    /// A redirect leads to something that is not there.
    Target {
        /// What is redirected.
        from: SitePlace,
        /// Where its chain ends.
        to: SitePlace,
    },
    /// A redirect leads away from something that is still there.
    StillThere(SitePlace),
    /// The redirects from here lead in a circle.
    Circle(SitePlace),
}

impl Vanished {
    /// What is wrong and what to write, in both languages.
    pub fn message(&self) -> Message {
        match self {
            Self::Address(path) => vanished("发布过的地址", "the released address", shown(path)),
            Self::Anchor(place) => {
                vanished("发布过的锚点", "the released anchor", &place.to_string())
            }
            Self::Target { from, to } => Message::new(
                format!("`{from}` 的 [[redirect]] 通到 `{to}`，但网站上没有它：改正 to"),
                format!(
                    "the [[redirect]] of `{from}` leads to `{to}`, which is not on the site: correct `to`"
                ),
            ),
            Self::StillThere(from) => Message::new(
                format!("`{from}` 还在网站上，却有一条 [[redirect]]：删去这一条，或撤下原来的内容"),
                format!(
                    "`{from}` is still on the site but has a [[redirect]]: remove that, or withdraw what is there"
                ),
            ),
            Self::Circle(from) => Message::new(
                format!("从 `{from}` 开始的 [[redirect]] 绕成一圈，到不了任何页面：改正其中一条"),
                format!(
                    "the [[redirect]]s that begin at `{from}` go round in a circle and reach no page: correct one of them"
                ),
            ),
        }
    }
}

fn vanished(zh: &str, en: &str, place: &str) -> Message {
    Message::new(
        format!(
            "{zh} `{place}` 不见了，读者保存的链接会失效：恢复它，或在 duibiao.toml 里写 [[redirect]] from = \"{place}\" 和 to = \"新地址\"（或 gone = \"撤下的原因\"）"
        ),
        format!(
            "{en} `{place}` has vanished, and links to it would break: bring it back, or write in duibiao.toml [[redirect]] from = \"{place}\" with to = \"the new address\" (or gone = \"why it was withdrawn\")"
        ),
    )
}

/// What is wrong with the redirects themselves.
pub(super) fn of_redirects(present: &Addresses, redirects: &Redirects) -> Vec<Vanished> {
    let mut found = Vec::new();
    for (from, _) in redirects.iter() {
        if is_there(present, from) {
            found.push(Vanished::StillThere(from.clone()));
        }
        match redirects.end(from) {
            Some(None) => found.push(Vanished::Circle(from.clone())),
            Some(Some(Destination::Place(to))) if !is_there(present, to) => {
                let (from, to) = (from.clone(), to.clone());
                found.push(Vanished::Target { from, to });
            }
            _ => {}
        }
    }
    found
}

fn is_there(present: &Addresses, place: &SitePlace) -> bool {
    let page = present.get(&place.path);
    page.is_some_and(|anchors| place.anchor.as_ref().is_none_or(|a| anchors.contains(a)))
}
