//! Blocks of code: highlighted with classes where the language is known, plain where it is not.
//!
//! The grammars are loaded when the first such block is met, so a site without code never pays for them.

use crate::html::HtmlWriter;

/// Appends a block of code.
pub(super) fn block(code: &str, language: &str, html: &mut HtmlWriter) {
    html.raw("<pre class=\"code\" tabindex=\"0\"><code>");
    if !highlighted(code, language, html) {
        html.text(code);
    }
    html.raw("</code></pre>");
}

/// The style sheet of the classes.
pub(in crate::render) fn style() -> String {
    style_sheet()
}

#[cfg(feature = "syntax")]
fn highlighted(code: &str, language: &str, html: &mut HtmlWriter) -> bool {
    use syntect::parsing::{BasicScopeStackOp, ParseState, ScopeStack};
    use syntect::util::LinesWithEndings;

    let syntaxes = syntaxes();
    let Some(syntax) = syntaxes
        .find_syntax_by_token(language)
        .filter(|_| !language.is_empty())
    else {
        return false;
    };
    let mut state = ParseState::new(syntax);
    let lines = LinesWithEndings::from(code)
        .map(|line| Ok((line, state.parse_line(line, syntaxes)?)))
        .collect::<Result<Vec<_>, syntect::parsing::ParsingError>>();
    let Ok(lines) = lines else { return false };
    let mut stack = ScopeStack::new();
    let mut spans = Spans::default();
    for (line, changes) in lines {
        let mut at = 0;
        for (place, change) in changes {
            spans.text(&line[at..place], html);
            at = place;
            // A grammar that gives back a scope it never took away changes nothing.
            let _ = stack.apply_with_hook(&change, |change, _| match change {
                BasicScopeStackOp::Push(scope) => spans.waiting.push(scope),
                BasicScopeStackOp::Pop => spans.close(html),
            });
        }
        spans.text(&line[at..], html);
    }
    spans.waiting.clear();
    while spans.open > 0 {
        spans.close(html);
    }
    true
}

/// The elements of nested scopes. One that would have nothing in it is never begun.
#[cfg(feature = "syntax")]
#[derive(Default)]
struct Spans {
    open: usize,
    waiting: Vec<syntect::parsing::Scope>,
}

#[cfg(feature = "syntax")]
impl Spans {
    fn text(&mut self, text: &str, html: &mut HtmlWriter) {
        if text.is_empty() {
            return;
        }
        for scope in self.waiting.drain(..) {
            let classes = format!("syn-{}", scope.build_string().replace('.', " syn-"));
            html.open("<span").attr("class", &classes);
            self.open += 1;
        }
        html.text(text);
    }

    fn close(&mut self, html: &mut HtmlWriter) {
        if self.waiting.pop().is_none() {
            self.open = self.open.saturating_sub(1);
            html.raw("</span>");
        }
    }
}

#[cfg(feature = "syntax")]
fn syntaxes() -> &'static syntect::parsing::SyntaxSet {
    static SYNTAXES: std::sync::LazyLock<syntect::parsing::SyntaxSet> =
        std::sync::LazyLock::new(syntect::parsing::SyntaxSet::load_defaults_newlines);
    &SYNTAXES
}

#[cfg(not(feature = "syntax"))]
const fn highlighted(_: &str, _: &str, _: &mut HtmlWriter) -> bool {
    false
}

/// A few restrained colours, each at least 4.5:1 on its ground, in both schemes.
fn style_sheet() -> String {
    "\
.syn-comment { color: #4b5563; }
.syn-string { color: #0b3d7a; }
.syn-constant { color: #7a3300; }
.syn-keyword, .syn-storage { color: #5b3a8c; }
.syn-entity { color: #0b4f9e; }
@media (prefers-color-scheme: dark) {
.syn-comment { color: #aab2bd; }
.syn-string { color: #a9cdf7; }
.syn-constant { color: #f5b97f; }
.syn-keyword, .syn-storage { color: #c3a6f0; }
.syn-entity { color: #8ab8f5; }
}
"
    .to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(feature = "syntax")]
    fn scopes_become_nested_elements_and_empty_ones_none() {
        let mut html = crate::html::HtmlWriter::<()>::default();
        super::block("<b>\n", "py", &mut html);
        assert_eq!(
            html.finish().as_str(),
            concat!(
                "<pre class=\"code\" tabindex=\"0\"><code>",
                "<span class=\"syn-source syn-python\">",
                "<span class=\"syn-keyword syn-operator syn-comparison syn-python\">&lt;</span>",
                "<span class=\"syn-meta syn-qualified-name syn-python\">",
                "<span class=\"syn-meta syn-generic-name syn-python\">b</span></span>",
                "<span class=\"syn-keyword syn-operator syn-comparison syn-python\">&gt;</span>\n",
                "</span></code></pre>"
            )
        );
    }
}
