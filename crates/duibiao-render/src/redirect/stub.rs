//! The page that stays where a page was: it leads on, or says why there is nothing to lead to.
//!
//! For hosts that can only serve files. It needs no script, style sheet or theme, so that it outlives all
//! of them, and it carries the anchors of the old page that have a place of their own. A theme has no
//! say in it; files that are not pages have no stub.

use std::fmt::Write as _;

use duibiao_syntax::site_path::SitePath;

use super::server::push_encoded;
use super::{Destination, Redirects, SitePlace, shown};

/// The page to put at `path`, if it was a page and there is a redirect for it. `base_url` ends with `/`.
pub fn html(redirects: &Redirects, path: &SitePath, base_url: Option<&str>) -> Option<Vec<u8>> {
    let extension = path.as_str().rsplit_once('.');
    let is_page = extension.is_some_and(|(_, extension)| extension == "html");
    let end = redirects.end(&SitePlace::page(path.clone()))??;
    is_page.then(|| {
        let stub = Stub {
            redirects,
            path,
            base_url,
        };
        match end {
            Destination::Place(to) => stub.moved(to),
            Destination::Gone(why) => stub.gone(why),
        }
        .into_bytes()
    })
}

struct Stub<'a> {
    redirects: &'a Redirects,
    path: &'a SitePath,
    base_url: Option<&'a str>,
}

const STYLE: &str = ":root{color-scheme:light dark}\
body{max-width:40rem;margin:4rem auto;padding:0 1rem;font:1.125rem/1.8 sans-serif}\
h1{font-size:1.5rem}a{overflow-wrap:anywhere}";

/// How a policy of a host names the style (CSP Level 3, hash sources). `scripts/check-desk` sees in a
/// browser that it fits.
pub const STYLE_HASH: &str = "sha256-Aa9kIqy93xV+fsEhU8SPgM6+iqNZm0FmG+K1Y/hhJ0k=";

impl Stub<'_> {
    fn moved(&self, to: &SitePlace) -> String {
        let link = escaped(&self.link(to));
        let words = escaped(&to.to_string());
        let mut head = format!("<meta http-equiv=\"refresh\" content=\"0; url={link}\">\n");
        if let Some(base) = self.base_url {
            let canonical = escaped(&format!("{base}{}", to.path.address()));
            let _ = writeln!(head, "<link rel=\"canonical\" href=\"{canonical}\">");
        }
        let body = format!(
            "<h1>本页已移动</h1>\n\
             <p>本页现在的地址是 <a href=\"{link}\">{words}</a>。</p>\n\
             <p lang=\"en\">This page is now at <a href=\"{link}\">{words}</a>.</p>\n"
        );
        self.page("本页已移动 · This page has moved", &head, &body)
    }

    fn gone(&self, why: &str) -> String {
        let (why, address) = (escaped(why), escaped(shown(self.path)));
        let body = format!(
            "<h1>本页已撤下</h1>\n\
             <p>原因：{why}</p>\n\
             <p>本站不再提供 {address}。</p>\n\
             <p lang=\"en\">This page, {address}, was withdrawn. Reason: <span lang=\"zh-CN\">{why}</span></p>\n"
        );
        self.page("本页已撤下 · This page was withdrawn", "", &body)
    }

    fn page(&self, title: &str, head: &str, body: &str) -> String {
        format!(
            "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
             <title>{title}</title>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"robots\" content=\"noindex\">\n{head}<style>{STYLE}</style>\n</head>\n\
             <body>\n<main>\n{body}{}</main>\n</body>\n</html>\n",
            self.parts()
        )
    }

    /// The anchors of the old page that went to a place of their own.
    fn parts(&self) -> String {
        let mut list = String::new();
        for (anchor, end) in self.redirects.anchors(self.path) {
            let id = escaped(anchor);
            let _ = match end {
                Destination::Place(to) => {
                    let (link, words) = (escaped(&self.link(to)), escaped(&to.to_string()));
                    writeln!(
                        list,
                        "<li id=\"{id}\">#{id} → <a href=\"{link}\">{words}</a></li>"
                    )
                }
                Destination::Gone(why) => {
                    writeln!(list, "<li id=\"{id}\">#{id}：{}</li>", escaped(why))
                }
            };
        }
        if list.is_empty() {
            return list;
        }
        format!(
            "<h2>本页各部分 <span lang=\"en\">Parts of this page</span></h2>\n<ul>\n{list}</ul>\n"
        )
    }

    fn link(&self, to: &SitePlace) -> String {
        let mut link = self.path.link_to(&to.path);
        if let Some(anchor) = &to.anchor {
            link.push('#');
            push_encoded(anchor, &mut link);
        }
        link
    }
}

/// The text without a meaning to HTML, between tags and in quoted values.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
