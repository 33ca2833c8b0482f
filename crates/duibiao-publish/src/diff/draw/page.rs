//! The frame of a printable page: one file, no script, nothing that is loaded.

use duibiao_syntax::diagnostic::Language;

use super::markup::Html;
use super::words::say;

/// A page around its content.
pub(super) fn page(title: &str, content: &Html, language: Language) -> String {
    let mut html = Html::default();
    html.push_tag("<!DOCTYPE html>\n<html lang=\"");
    html.push_tag(say(language, "zh-CN", "en"));
    html.push_tag("\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.push_tag("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.push_tag("<meta name=\"robots\" content=\"noindex\">\n");
    html.push_tag("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    html.element("<title>", title, "</title>\n");
    html.push_tag("<style>\n");
    html.push_tag(STYLE);
    html.push_tag("</style>\n</head>\n<body>\n<main>\n");
    html.push(content);
    html.push_tag("</main>\n</body>\n</html>\n");
    html.into_string()
}

/// The style sheet of printed pages.
pub const STYLE: &str = include_str!("page.css");
