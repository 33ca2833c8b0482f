//! The writer of tables: HTML with words of the theme, and the small pieces that all tables share.

use crate::html::HtmlWriter;
use crate::render::view::{Link, MarkView};
use crate::theme::Theme;

/// HTML with words of a theme.
pub(super) type Markup<'a> = HtmlWriter<Words<'a>>;

/// The words of a theme.
pub(super) struct Words<'a> {
    theme: &'a Theme,
    /// Kept from one lookup to the next, so that none of them allocates.
    key: String,
}

/// Nothing yet, with room for so many bytes.
pub(super) fn begin(theme: &Theme, capacity: usize) -> Markup<'_> {
    let key = String::new();
    HtmlWriter::new(Words { theme, key }, capacity)
}

impl Markup<'_> {
    /// A word of the theme.
    pub(super) fn word(&mut self, key: &str) -> &mut Self {
        let theme = self.context.theme;
        self.text(theme.word(key))
    }

    /// An open cell whose head, which stands beside it on a narrow screen, is a word of the theme.
    pub(super) fn cell_of(&mut self, open: &'static str, head: &str) -> &mut Self {
        let theme = self.context.theme;
        self.open(open).attr("data-l", theme.word(head))
    }

    /// The word for a member of a closed set.
    pub(super) fn member(&mut self, set: &str, id: &str) -> &mut Self {
        let Words { theme, key } = &mut self.context;
        let theme = *theme;
        key.clear();
        key.push_str(set);
        key.push('.');
        key.push_str(id);
        let word = theme.word(key);
        self.text(word)
    }

    /// The word for a member of a closed set as an element of its own.
    pub(super) fn member_in(
        &mut self,
        open: &'static str,
        (set, id): (&str, &str),
        close: &'static str,
    ) -> &mut Self {
        self.open(open).member(set, id).raw(close)
    }

    /// The word for a member of a closed set, with values for its slots.
    pub(super) fn member_with(&mut self, set: &str, id: &str, slots: &[(&str, &str)]) -> &mut Self {
        self.phrase(&format!("{set}.{id}"), slots)
    }

    /// A word of the theme, with values for its slots.
    pub(super) fn phrase(&mut self, key: &str, slots: &[(&str, &str)]) -> &mut Self {
        let text = self.context.theme.text(key, slots);
        self.text(&text)
    }

    /// A link, or its words alone.
    pub(super) fn link(&mut self, link: &Link) -> &mut Self {
        let Some(href) = &link.href else {
            return self.text(&link.text);
        };
        self.open("<a").attr("href", href);
        if let Some(title) = &link.title {
            self.attr("title", title);
        }
        if link.external {
            self.attr("rel", "external");
        }
        self.text(&link.text);
        if link.external {
            self.word("site.external");
        }
        self.raw("</a>")
    }

    /// What a reader must know, each behind a space.
    pub(super) fn marks(&mut self, marks: &[MarkView]) -> &mut Self {
        for mark in marks {
            self.open(" <span").attr_of("class", &["mark m-", mark.id]);
            if let Some(reason) = &mark.reason {
                self.attr("title", reason);
            }
            self.member("mark", mark.id).raw("</span>");
        }
        self
    }

    /// The reason why there is nothing.
    pub(super) fn absent(&mut self, id: &str) -> &mut Self {
        self.member_in("<span class=\"none\"", ("absence", id), "</span>")
    }

    /// The row that names a group over `columns` columns.
    pub(super) fn band(&mut self, title: &str, columns: usize) -> &mut Self {
        self.open("<tr class=\"band\"><th scope=\"rowgroup\"")
            .attr("colspan", &columns.to_string())
            .element("<span", title, "</span></th></tr>\n")
    }
}
