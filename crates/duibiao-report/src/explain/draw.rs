//! A page as text for a terminal and as HTML for a preview.

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
pub(super) fn html(page: &CodePage, language: Language) -> String {
    let labels = labels(language);
    let body = &page.body;
    let lang = match language {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    };
    let example: String = body.example.iter().map(html_line).collect();
    format!(
        "<article class=\"explain\" id=\"{anchor}\" lang=\"{lang}\">\n<h1><code>{code}</code> {title}</h1>\n\
         <p><strong>{severity}</strong>{what}</p>\n<h2>{why_label}</h2>\n<p>{why}</p>\n\
         <h2>{example_label}</h2>\n<p>− {wrong} · + {right}</p>\n<pre lang=\"zh-CN\"><code>{example}</code></pre>\n\
         <h2>{mend_label}</h2>\n<p>{mend}</p>\n</article>\n",
        anchor = page.anchor(),
        code = page.code,
        title = words(page.title.in_language(language)),
        severity = severity(page.severity, language),
        what = more_than_title(page, language),
        why_label = labels.why,
        why = words(body.why.in_language(language)),
        example_label = labels.example,
        wrong = labels.wrong,
        right = labels.right,
        mend_label = labels.mend,
        mend = words(body.mend.in_language(language)),
    )
}

/// What the page says besides its title; in English the title is all of it.
fn more_than_title(page: &CodePage, language: Language) -> String {
    let what = page.body.what.in_language(language);
    if what == page.title.in_language(language) {
        return String::new();
    }
    format!(" {}", words(what))
}

fn html_line(line: &ExampleLine) -> String {
    let text = escaped(&line.text);
    match line.side {
        Side::Wrong => format!("<del>− {text}</del>\n"),
        Side::Right => format!("<ins>+ {text}</ins>\n"),
        Side::Both => format!("  {text}\n"),
    }
}

/// A paragraph with its code in `code` elements.
fn words(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // An odd mark at the end opens nothing.
    let closed = parts.len() - usize::from(parts.len().is_multiple_of(2));
    let mut html = String::new();
    for (at, part) in parts.iter().enumerate() {
        match (at % 2 == 1, at < closed) {
            (true, true) => html.extend(["<code>", &escaped(part), "</code>"]),
            (true, false) => html.extend(["`", &escaped(part)]),
            (false, _) => html.push_str(&escaped(part)),
        }
    }
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
