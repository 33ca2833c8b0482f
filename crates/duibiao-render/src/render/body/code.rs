//! Blocks of code: highlighted with classes where the language is known, plain where it is not.
//!
//! The grammars are loaded when the first such block is met, so a site without code never pays for them.

use super::escape;

/// Appends a block of code.
pub(super) fn block(code: &str, language: &str, html: &mut String) {
    html.push_str("<pre class=\"code\" tabindex=\"0\"><code>");
    if !highlighted(code, language, html) {
        escape::text(code, html);
    }
    html.push_str("</code></pre>");
}

/// The style sheet of the classes.
pub(in crate::render) fn style() -> String {
    style_sheet()
}

#[cfg(feature = "syntax")]
fn highlighted(code: &str, language: &str, html: &mut String) -> bool {
    use syntect::html::{ClassStyle, ClassedHTMLGenerator};
    use syntect::util::LinesWithEndings;

    let syntaxes = syntaxes();
    let Some(syntax) = syntaxes
        .find_syntax_by_token(language)
        .filter(|_| !language.is_empty())
    else {
        return false;
    };
    let style = ClassStyle::SpacedPrefixed { prefix: "syn-" };
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, syntaxes, style);
    for line in LinesWithEndings::from(code) {
        if generator
            .parse_html_for_line_which_includes_newline(line)
            .is_err()
        {
            return false;
        }
    }
    html.push_str(&generator.finalize());
    true
}

#[cfg(feature = "syntax")]
fn syntaxes() -> &'static syntect::parsing::SyntaxSet {
    static SYNTAXES: std::sync::LazyLock<syntect::parsing::SyntaxSet> =
        std::sync::LazyLock::new(syntect::parsing::SyntaxSet::load_defaults_newlines);
    &SYNTAXES
}

#[cfg(not(feature = "syntax"))]
const fn highlighted(_: &str, _: &str, _: &mut String) -> bool {
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
