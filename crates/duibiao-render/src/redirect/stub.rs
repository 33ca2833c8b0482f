//! The page that stays where a page was: it leads on, or says why there is nothing to lead to.
//!
//! For hosts that can only serve files. It needs no script, style sheet or theme, so that it outlives all
//! of them, and it carries the anchors of the old page that have a place of their own. A theme has no
//! say in it; files that are not pages have no stub.

use duibiao_syntax::site_path::SitePath;

use super::server::push_encoded;
use super::{Destination, Redirects, SitePlace, shown};
use crate::html::{Html, HtmlWriter};

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
        .into_string()
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
    fn moved(&self, to: &SitePlace) -> Html {
        let (link, words) = (self.link(to), to.to_string());
        let mut html = begun("本页已移动 · This page has moved");
        html.open("<meta http-equiv=\"refresh\"")
            .attr_of("content", &["0; url=", &link])
            .raw("\n");
        if let Some(base) = self.base_url {
            html.open("<link rel=\"canonical\"")
                .attr_of("href", &[base, to.path.address()])
                .raw("\n");
        }
        body(&mut html)
            .raw("<h1>本页已移动</h1>\n")
            .open("<p>本页现在的地址是 <a")
            .attr("href", &link)
            .text(&words)
            .open("</a>。</p>\n<p lang=\"en\">This page is now at <a")
            .attr("href", &link)
            .text(&words)
            .raw("</a>.</p>\n");
        self.ended(html)
    }

    fn gone(&self, why: &str) -> Html {
        let address = shown(self.path);
        let mut html = begun("本页已撤下 · This page was withdrawn");
        body(&mut html)
            .raw("<h1>本页已撤下</h1>\n<p>原因：")
            .text(why)
            .raw("</p>\n<p>本站不再提供 ")
            .text(address)
            .raw("。</p>\n<p lang=\"en\">This page, ")
            .text(address)
            .raw(", was withdrawn. Reason: <span lang=\"zh-CN\">")
            .text(why)
            .raw("</span></p>\n");
        self.ended(html)
    }

    fn ended(&self, mut html: HtmlWriter) -> Html {
        self.parts(&mut html);
        html.raw("</main>\n</body>\n</html>\n");
        html.finish()
    }

    /// The anchors of the old page that went to a place of their own.
    fn parts(&self, html: &mut HtmlWriter) {
        let mut anchors = self.redirects.anchors(self.path).peekable();
        if anchors.peek().is_none() {
            return;
        }
        html.raw("<h2>本页各部分 <span lang=\"en\">Parts of this page</span></h2>\n<ul>\n");
        for (anchor, end) in anchors {
            html.open("<li").attr("id", anchor).raw("#").text(anchor);
            match end {
                Destination::Place(to) => html
                    .open(" → <a")
                    .attr("href", &self.link(to))
                    .text(&to.to_string())
                    .raw("</a>"),
                Destination::Gone(why) => html.raw("：").text(why),
            };
            html.raw("</li>\n");
        }
        html.raw("</ul>\n");
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

/// A page up to where its own part of the head may follow.
fn begun(title: &'static str) -> HtmlWriter {
    let mut html = HtmlWriter::<()>::default();
    html.raw("<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n")
        .element("<title", title, "</title>\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .raw("<meta name=\"robots\" content=\"noindex\">\n");
    html
}

/// The rest of the head and the beginning of the body.
fn body(html: &mut HtmlWriter) -> &mut HtmlWriter {
    html.raw("<style>")
        .raw(STYLE)
        .raw("</style>\n</head>\n<body>\n<main>\n")
}
