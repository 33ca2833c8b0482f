//! The frame of a printable page: one file without a script.

use duibiao_render::html::HtmlWriter;
use duibiao_syntax::diagnostic::Language;

use super::markup::VisibleHtml;

/// Where the style sheet of a page is.
#[derive(Clone, Copy, Debug)]
pub enum StylePlace {
    /// In the page, which then loads nothing.
    Page,
    /// At an address, which the server of the page lets it load.
    Address(&'static str),
}

/// A page around its content.
pub(super) fn page(
    title: &str,
    content: VisibleHtml,
    style: StylePlace,
    language: Language,
) -> String {
    let mut head = VisibleHtml::default();
    head.element("<title", title, "</title>\n");
    let mut html = HtmlWriter::<()>::default();
    html.open("<!DOCTYPE html>\n<html")
        .attr("lang", language.tag())
        .raw("\n<head>\n<meta charset=\"utf-8\">\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .raw("<meta name=\"robots\" content=\"noindex\">\n");
    match style {
        StylePlace::Page => html
            .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .html(&head.finish())
            .raw("<style>\n")
            .raw(STYLE)
            .raw("</style>\n"),
        StylePlace::Address(address) => html
            .html(&head.finish())
            .open("<link rel=\"stylesheet\"")
            .attr("href", address)
            .raw("\n"),
    };
    html.raw("</head>\n<body>\n<main>\n")
        .html(&content.finish())
        .raw("</main>\n</body>\n</html>\n");
    html.finish().into_string()
}

/// The style sheet of printed pages.
pub const STYLE: &str = include_str!("page.css");
