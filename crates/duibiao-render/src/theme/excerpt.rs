//! A place in a file of a theme, as text: `themes/x/templates/plan.html:12:5` and the line under it.
//!
//! Files of a theme are no sources of the project, so a diagnostic about one carries its place in its
//! message.

use std::ops::Range;

use duibiao_syntax::diagnostic::{Code, Diagnostic};
use duibiao_syntax::source::Source;
use duibiao_syntax::span::SourceId;

/// A file of a theme that something is wrong with.
pub(super) struct Excerpt<'a> {
    /// Its path from the project root.
    pub(super) path: String,
    /// Its text.
    pub(super) text: &'a str,
    /// The bytes that are meant; none when it is the file as a whole.
    pub(super) place: Option<Range<usize>>,
}

impl Excerpt<'_> {
    /// A diagnostic about this place.
    pub(super) fn diagnostic(&self, code: Code, zh: &str, en: &str) -> Diagnostic {
        let (place, drawing) = (self.place(), self.drawing());
        Diagnostic::new(
            code,
            format!("{place}：{zh}{drawing}"),
            format!("{place}: {en}{drawing}"),
        )
    }

    fn source(&self) -> Source {
        Source {
            id: SourceId(0),
            path: self.path.as_str().into(),
            text: self.text.into(),
        }
    }

    fn place(&self) -> String {
        match &self.place {
            None => self.path.clone(),
            Some(range) => {
                let position = self.source().position(range.start);
                format!("{}:{}:{}", self.path, position.line, position.column)
            }
        }
    }

    /// The line of the place, and carets under it that also stand right under wide characters.
    fn drawing(&self) -> String {
        let Some(range) = &self.place else {
            return String::new();
        };
        let start = self.text.floor_char_boundary(range.start);
        let line_start = self.text[..start]
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let line_end = self.text[start..]
            .find('\n')
            .map_or(self.text.len(), |length| start + length);
        let end = self
            .text
            .floor_char_boundary(range.end)
            .clamp(start, line_end);
        let gutter = self.source().position(start).line.to_string();
        let blank = " ".repeat(gutter.len());
        let line = &self.text[line_start..line_end];
        let before = " ".repeat(width(&self.text[line_start..start]));
        let carets = "^".repeat(width(&self.text[start..end]).max(1));
        format!("\n{blank} |\n{gutter} | {line}\n{blank} | {before}{carets}")
    }
}

/// How many columns a terminal gives a text, roughly: Chinese characters and signs take two.
fn width(text: &str) -> usize {
    text.chars()
        .map(|c| if c >= '\u{1100}' { 2 } else { 1 })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_named_and_drawn() {
        let excerpt = Excerpt {
            path: "themes/x/templates/a.html".to_owned(),
            text: "<p>\n规划{{ titel }}\n</p>",
            place: Some(13..18),
        };
        let drawn = excerpt.diagnostic(Code::TemplateSyntax, "无此名称", "no such name");
        assert_eq!(
            drawn.message.zh,
            "themes/x/templates/a.html:2:6：无此名称\n  |\n2 | 规划{{ titel }}\n  |        ^^^^^"
        );
        assert!(
            drawn
                .message
                .en
                .starts_with("themes/x/templates/a.html:2:6: no such name\n")
        );
    }
}
