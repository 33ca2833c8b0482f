//! HTML as it is written: markup as it is, text escaped, words from the theme.

use crate::render::view::{Link, MarkView};
use crate::theme::{Html, Theme, escape_into};

/// A piece of HTML that grows.
pub(super) struct Markup<'a> {
    theme: &'a Theme,
    html: String,
    /// Kept from one lookup to the next, so that none of them allocates.
    key: String,
}

impl<'a> Markup<'a> {
    /// Nothing yet, with room for so many bytes.
    pub(super) fn new(theme: &'a Theme, capacity: usize) -> Self {
        Self {
            theme,
            html: String::with_capacity(capacity),
            key: String::new(),
        }
    }

    /// The whole.
    pub(super) fn finish(self) -> Html {
        Html::prepared(self.html)
    }

    /// Markup of this program.
    pub(super) fn raw(&mut self, html: &str) -> &mut Self {
        self.html.push_str(html);
        self
    }

    /// Text from a document, for content or for a quoted attribute.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        escape_into(text, &mut self.html);
        self
    }

    /// A number.
    pub(super) fn number(&mut self, number: usize) -> &mut Self {
        self.html.push_str(&number.to_string());
        self
    }

    /// A word of the theme.
    pub(super) fn word(&mut self, key: &str) -> &mut Self {
        let theme = self.theme;
        self.text(theme.word(key))
    }

    /// The word for a member of a closed set.
    pub(super) fn member(&mut self, set: &str, id: &str) -> &mut Self {
        let theme = self.theme;
        self.key.clear();
        self.key.push_str(set);
        self.key.push('.');
        self.key.push_str(id);
        escape_into(theme.word(&self.key), &mut self.html);
        self
    }

    /// The word for a member of a closed set, with values for its slots.
    pub(super) fn member_with(&mut self, set: &str, id: &str, slots: &[(&str, &str)]) -> &mut Self {
        let theme = self.theme;
        let text = theme.text(&format!("{set}.{id}"), slots);
        self.text(&text)
    }

    /// A word of the theme, with values for its slots.
    pub(super) fn phrase(&mut self, key: &str, slots: &[(&str, &str)]) -> &mut Self {
        let text = self.theme.text(key, slots);
        self.text(&text)
    }

    /// A link, or its words alone.
    pub(super) fn link(&mut self, link: &Link) -> &mut Self {
        let Some(href) = &link.href else {
            return self.text(&link.text);
        };
        self.raw("<a href=\"").text(href).raw("\"");
        if let Some(title) = &link.title {
            self.raw(" title=\"").text(title).raw("\"");
        }
        if link.external {
            self.raw(" rel=\"external\"");
        }
        self.raw(">").text(&link.text);
        if link.external {
            self.word("site.external");
        }
        self.raw("</a>")
    }

    /// What a reader must know, each behind a space.
    pub(super) fn marks(&mut self, marks: &[MarkView]) -> &mut Self {
        for mark in marks {
            self.raw(" <span class=\"mark m-").raw(mark.id).raw("\"");
            if let Some(reason) = &mark.reason {
                self.raw(" title=\"").text(reason).raw("\"");
            }
            self.raw(">").member("mark", mark.id).raw("</span>");
        }
        self
    }

    /// The reason why there is nothing.
    pub(super) fn absent(&mut self, id: &str) -> &mut Self {
        self.raw("<span class=\"none\">")
            .member("absence", id)
            .raw("</span>")
    }

    /// The row that names a group over `columns` columns.
    pub(super) fn band(&mut self, title: &str, columns: usize) -> &mut Self {
        self.raw("<tr class=\"band\"><th scope=\"rowgroup\" colspan=\"")
            .number(columns)
            .raw("\"><span>")
            .text(title)
            .raw("</span></th></tr>\n")
    }
}
