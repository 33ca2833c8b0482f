//! A page as text for a terminal and as HTML for a preview.

use duibiao_render::html::{Html, HtmlWriter};
use duibiao_syntax::diagnostic::{Language, Severity};

use super::{CodePage, ExampleLine, Side};

/// The words around a page.
struct Labels {
    why: &'static str,
    example: &'static str,
    wrong: &'static str,
    right: &'static str,
    mend: &'static str,
}

const CHINESE: Labels = Labels {
    why: "为什么",
    example: "例子",
    wrong: "错",
    right: "对",
    mend: "改法",
};

const ENGLISH: Labels = Labels {
    why: "Why it matters",
    example: "Example",
    wrong: "wrong",
    right: "right",
    mend: "How to mend it",
};

const fn labels(language: Language) -> &'static Labels {
    match language {
        Language::Chinese => &CHINESE,
        Language::English => &ENGLISH,
    }
}

const fn severity(severity: Severity, language: Language) -> &'static str {
    match (language, severity) {
        (Language::Chinese, Severity::Error) => "错误",
        (Language::Chinese, Severity::Warning) => "警告",
        (Language::Chinese, Severity::Note) => "提示",
        (Language::English, Severity::Error) => "error",
        (Language::English, Severity::Warning) => "warning",
        (Language::English, Severity::Note) => "note",
    }
}

/// Lines of text that end with a line feed; long ones are for the terminal to break.
pub(super) fn text(page: &CodePage, language: Language) -> String {
    let labels = labels(language);
    let body = &page.body;
    let heading = format!(
        "{}[{}] {:?}",
        severity(page.severity, language),
        page.code,
        page.code
    );
    let example: String = body
        .example
        .iter()
        .map(|line| {
            format!("  {} {}", mark(line), line.text)
                .trim_end()
                .to_owned()
                + "\n"
        })
        .collect();
    format!(
        "{heading}\n\n{}\n\n{}\n  {}\n\n{} (- {}, + {})\n{example}\n{}\n  {}\n",
        body.what.in_language(language),
        labels.why,
        body.why.in_language(language),
        labels.example,
        labels.wrong,
        labels.right,
        labels.mend,
        body.mend.in_language(language),
    )
}

const fn mark(line: &ExampleLine) -> char {
    match line.side {
        Side::Wrong => '-',
        Side::Right => '+',
        Side::Both => ' ',
    }
}

/// One `article` element. Which side a line of the example is on is said by its sign and its element,
/// never by colour alone.
pub(super) fn html(page: &CodePage, language: Language) -> Html {
    let labels = labels(language);
    let body = &page.body;
    let mut html = HtmlWriter::<()>::default();
    html.open("<article class=\"explain\"")
        .attr("id", &page.anchor())
        .attr("lang", language.tag())
        .element("\n<h1><code", &page.code.to_string(), "</code> ");
    words(&mut html, page.title.in_language(language));
    html.raw("</h1>\n<p>")
        .element("<strong", severity(page.severity, language), "</strong>");
    let what = body.what.in_language(language);
    // In English the title is all of it.
    if what != page.title.in_language(language) {
        words(html.text(" "), what);
    }
    html.element("</p>\n<h2", labels.why, "</h2>\n<p>");
    words(&mut html, body.why.in_language(language));
    html.element("</p>\n<h2", labels.example, "</h2>\n<p>− ")
        .text(labels.wrong)
        .raw(" · + ")
        .text(labels.right)
        .raw("</p>\n<pre lang=\"zh-CN\"><code>");
    for line in &body.example {
        match line.side {
            Side::Wrong => html.raw("<del>− ").text(&line.text).raw("</del>\n"),
            Side::Right => html.raw("<ins>+ ").text(&line.text).raw("</ins>\n"),
            Side::Both => html.raw("  ").text(&line.text).raw("\n"),
        };
    }
    html.element("</code></pre>\n<h2", labels.mend, "</h2>\n<p>");
    words(&mut html, body.mend.in_language(language));
    html.raw("</p>\n</article>\n");
    html.finish()
}

/// A paragraph with its code in `code` elements.
fn words(html: &mut HtmlWriter, text: &str) {
    let mut rest = text;
    // An odd mark at the end opens nothing.
    while let Some((before, (code, after))) = rest
        .split_once('`')
        .and_then(|(before, behind)| Some((before, behind.split_once('`')?)))
    {
        html.text(before).element("<code", code, "</code>");
        rest = after;
    }
    html.text(rest);
}
