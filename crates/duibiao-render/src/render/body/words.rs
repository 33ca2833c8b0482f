//! The words of a body without its marks: headings, lists of contents, quotations.

use pulldown_cmark::Event;

use crate::html::{Html, HtmlWriter};
use crate::render::page::PageContext;
use crate::render::view::Contents;
use duibiao_syntax::document::{Body, Clause, ClauseForm};
use duibiao_syntax::markdown::{Markdown, MarkdownNode};
use duibiao_syntax::span::Span;

/// A note of the editors as escaped paragraphs.
pub(in crate::render) fn text(text: &str) -> Html {
    let mut html = HtmlWriter::<()>::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        html.element("<p", line, "</p>");
    }
    html.finish()
}

/// Whether there is nothing to show but white space.
pub(in crate::render) fn is_blank(page: &PageContext<'_>, body: &Body) -> bool {
    page.slice(body.span).trim().is_empty()
}

/// The words of a place, marks of emphasis and link destinations taken off.
pub(in crate::render) fn words(page: &PageContext<'_>, span: Span) -> String {
    let source = page.slice(span);
    if is_plain(&source) {
        return source.trim().to_owned();
    }
    let mut words = String::with_capacity(source.len());
    for piece in Markdown::new(&source, 0).pieces() {
        match piece.node {
            MarkdownNode::Event(Event::Text(text) | Event::Code(text)) => words.push_str(&text),
            MarkdownNode::Event(Event::SoftBreak | Event::HardBreak) => words.push(' '),
            _ => {}
        }
    }
    words.trim().to_owned()
}

/// Whether Markdown could not read these words as anything but themselves, as it cannot most headings and
/// titles: one line, no sign of markup, and no ASCII at its beginning that could make it a list or a rule.
fn is_plain(source: &str) -> bool {
    let is_markup = |b: &u8| {
        matches!(
            b,
            b'\\'
                | b'`'
                | b'*'
                | b'_'
                | b'['
                | b']'
                | b'<'
                | b'>'
                | b'&'
                | b'~'
                | b'$'
                | b'!'
                | b'#'
                | b'|'
                | b'\n'
                | b'\r'
                | b'{'
                | b'}'
                | b'\t'
        )
    };
    let begins_block = source
        .trim_start()
        .bytes()
        .next()
        .is_none_or(|b| b.is_ascii());
    !begins_block && !source.as_bytes().iter().any(is_markup)
}

/// The headings of a body, two levels deep.
pub(in crate::render) fn contents(page: &PageContext<'_>, body: &Body) -> Vec<Contents> {
    let mut entries: Vec<Contents> = Vec::new();
    let headings = body.clauses.iter().filter(|clause| {
        clause.form == ClauseForm::Heading
            && body.box_at(clause.extent.of(body.span.source)).is_none()
    });
    for clause in headings {
        let entry = || Contents {
            text: heading_words(page, body, clause),
            href: format!("#{}", body.anchor(clause)),
            children: Vec::new(),
        };
        match (clause.level, entries.last_mut()) {
            (0 | 1, _) | (2, None) => entries.push(entry()),
            (2, Some(above)) => above.children.push(entry()),
            _ => {}
        }
    }
    entries
}

/// The number and the words of a heading, as printed.
pub(in crate::render) fn heading_words(
    page: &PageContext<'_>,
    body: &Body,
    clause: &Clause,
) -> String {
    let number = page.slice(clause.number.of(body.span.source));
    let title = words(page, clause.title.of(body.span.source));
    let needs_space = number
        .ends_with(|c: char| c.is_ascii() || matches!(c, '章' | '节' | '编' | '篇'))
        && !number.is_empty();
    let space = if needs_space && !number.ends_with('.') {
        "\u{3000}"
    } else {
        ""
    };
    format!("{number}{space}{title}")
}
