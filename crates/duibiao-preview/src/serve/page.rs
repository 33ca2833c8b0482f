//! What the preview adds to a page: one script element between two comments.
//!
//! Everything visible is made by that script, so a page of the preview differs from the published one by
//! this piece and nothing else, and [`without_insertion`] gives the published bytes back.

use std::borrow::Cow;

use super::path::BasePath;
use super::problem::{ExcerptLine, ProblemView, Problems};
use duibiao_render::html::{Html, HtmlWriter};

const OPEN: &str = "<!--duibiao-preview-->";
const CLOSE: &str = "<!--/duibiao-preview-->";

/// The address of the script below the base path.
pub(super) const SCRIPT: &str = "_desk/preview.js";

/// What the script must know of the page that it stands in.
#[derive(Clone, Debug)]
pub(super) struct Insertion<'a> {
    /// Where the site begins.
    pub(super) base: &'a BasePath,
    /// The fingerprint of the page; nothing for a page of our own that stands for one that failed.
    pub(super) fingerprint: &'a str,
    /// The revision of the site before the page was made.
    pub(super) revision: u64,
}

impl Insertion<'_> {
    fn html(&self) -> Html {
        let mut html = HtmlWriter::<()>::default();
        html.raw(OPEN)
            .open("<script")
            .attr_of("src", &[self.base.as_str(), SCRIPT])
            .attr("data-page", self.fingerprint)
            .attr("data-revision", &self.revision.to_string())
            .attr("defer", "")
            .raw("</script>")
            .raw(CLOSE);
        html.finish()
    }

    /// The page with the insertion before the end of its body, or at its end.
    pub(super) fn into_page(self, page: &[u8]) -> Vec<u8> {
        let at = end_of_body(page);
        let html = self.html();
        [&page[..at], html.as_str().as_bytes(), &page[at..]].concat()
    }
}

/// The fingerprint of bytes, for `ETag`.
pub(super) fn fingerprint(bytes: &[u8]) -> String {
    let mut hex = blake3::hash(bytes).to_hex().to_string();
    hex.truncate(32);
    hex
}

fn end_of_body(page: &[u8]) -> usize {
    const TAG: &[u8] = b"</body>";
    page.windows(TAG.len())
        .rposition(|window| window.eq_ignore_ascii_case(TAG))
        .unwrap_or(page.len())
}

/// A page of the preview as it would be published: what was inserted is taken out.
pub fn without_insertion(page: &[u8]) -> Cow<'_, [u8]> {
    let last = |text: &str, below: usize| {
        let text = text.as_bytes();
        page[..below].windows(text.len()).rposition(|w| w == text)
    };
    let Some(close) = last(CLOSE, page.len()) else {
        return Cow::Borrowed(page);
    };
    let Some(open) = last(OPEN, close) else {
        return Cow::Borrowed(page);
    };
    Cow::Owned([&page[..open], &page[close + CLOSE.len()..]].concat())
}

/// The page for an address whose page cannot be made and never could. The script shows the problems in
/// it and puts the page in its place once there is one; without scripts it tells them itself.
pub(super) fn failed(problems: &Problems) -> String {
    let mut html = HtmlWriter::<()>::default();
    html.raw(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>预览：此页暂时无法生成</title>\n\
         </head>\n<body>\n<main>\n<h1>此页暂时无法生成</h1>\n\
         <p>改正下面的错误后，这里会自动显示页面。</p>\n\
         <p lang=\"en\">This page cannot be made yet. It appears here by itself once the errors are mended.</p>\n\
         <noscript>\n<ol>\n",
    );
    for problem in problems.list.iter().take(20) {
        push_problem(&mut html, problem);
    }
    html.raw("</ol>\n</noscript>\n</main>\n</body>\n</html>\n");
    html.finish().into_string()
}

fn push_problem(html: &mut HtmlWriter, problem: &ProblemView) {
    html.raw("<li>").text(&problem.message.zh).element(
        " <span lang=\"en\"",
        &problem.message.en,
        "</span>",
    );
    if let Some(place) = &problem.place {
        let at = format!("{}:{}:{}", place.path, place.line, place.column);
        html.element("<br><code", &at, "</code>");
    }
    html.raw("<pre>");
    for ExcerptLine { number, text, .. } in problem.excerpt.iter().take(20) {
        html.text(&format!("{number:>5} | {text}\n"));
    }
    html.raw("</pre></li>\n");
}

#[cfg(test)]
mod tests;
