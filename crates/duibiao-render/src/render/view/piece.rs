//! Small pieces that several kinds of page are made of.
//!
//! A piece is finished: its text is for reading, its address is relative to the page it stands on.

use serde::Serialize;

use super::MarkView;

/// A link, or a text that would be one if its target were on the site.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// Its words.
    pub text: String,
    /// Where it leads; without an address the words stand alone.
    pub href: Option<String>,
    /// More words for those who hover, never needed to understand it.
    pub title: Option<String>,
    /// Whether it leaves the site (and, on a government site, gov.cn): then a word says so.
    pub external: bool,
}

impl Link {
    /// A link within the site.
    pub fn new(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: Some(href.into()),
            title: None,
            external: false,
        }
    }

    /// Words that lead nowhere.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: None,
            title: None,
            external: false,
        }
    }

    /// A link that leaves the site.
    pub fn external(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            external: true,
            ..Self::new(href, text)
        }
    }

    /// Adds words for those who hover.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }
}

/// A day, or a day and an hour.
#[derive(Clone, Debug, Serialize)]
pub struct Date {
    /// For machines: `2022-03-30` or `2022-03-30T09:00:00+08:00`.
    pub iso: String,
    /// For readers: `2022年3月30日` or `2022-03-30 09:00`, as the place where it stands wants it.
    pub text: String,
}

/// A row of the table 公开信息. A field without a value is left out, so `values` is never empty.
#[derive(Clone, Debug)]
pub struct Field {
    /// Which one, of the closed set `field`.
    pub id: &'static str,
    /// Its values; several issuers stand in the order of the document.
    pub values: Vec<FieldValue>,
}

impl Field {
    /// A field with one value.
    pub fn new(id: &'static str, value: FieldValue) -> Self {
        Self {
            id,
            values: vec![value],
        }
    }
}

/// One value of a [`Field`].
#[derive(Clone, Debug)]
pub enum FieldValue {
    /// Words as they are printed.
    Text {
        /// The words.
        text: String,
    },
    /// A link.
    Link {
        /// The link.
        link: Link,
    },
    /// A day.
    Date {
        /// The day.
        date: Date,
    },
    /// A member of a closed set; its word is `t(set ~ "." ~ id)`.
    Term {
        /// The closed set, e.g. `status`.
        set: &'static str,
        /// The member, e.g. `in-force`.
        id: &'static str,
    },
}

impl FieldValue {
    /// Words as they are printed.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }
}

/// A box that says something about the whole page, such as 征求意见稿.
#[derive(Clone, Debug, Serialize)]
pub struct NoticeView {
    /// Which one, of the closed set `notice`: its word is bold, its sentence follows (`notice-text`).
    pub id: &'static str,
    /// What this page adds to the sentence, e.g. 规划期至2025年.
    pub text: Option<String>,
    /// The document to go on to, e.g. the one that replaces this one.
    pub link: Option<Link>,
}

impl NoticeView {
    /// A notice with nothing to add.
    pub const fn new(id: &'static str) -> Self {
        Self {
            id,
            text: None,
            link: None,
        }
    }
}

/// An entry of a list of contents. The number of a clause is part of its words.
#[derive(Clone, Debug)]
pub struct Contents {
    /// The words of the heading.
    pub text: String,
    /// Where it leads, e.g. `#s3-2`.
    pub href: String,
    /// The entries below it; the second level has none.
    pub children: Vec<Contents>,
}

/// A file to take away.
#[derive(Clone, Debug, Serialize)]
pub struct Download {
    /// What it is called, e.g. `CSV` or the title of an attachment.
    pub text: String,
    /// Where it is.
    pub href: String,
    /// Its size in words, e.g. `84 KB`.
    pub size: Option<String>,
}

impl Download {
    /// A file without a size.
    pub fn new(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
            size: None,
        }
    }
}

/// One of several forms of a page, e.g. another scope of the same table.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// Its words.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
}

/// A plan in a list.
#[derive(Clone, Debug, Serialize)]
pub struct PlanItem {
    /// Its title and page.
    pub title: Link,
    /// Its region and the page of that.
    pub region: Link,
    /// The level of its region, of the closed set `level`.
    pub level: &'static str,
    /// Its topic and the page of that.
    pub topic: Link,
    /// Its period, e.g. `“十四五”（2021—2025年）`.
    pub period: String,
    /// Its status, of the closed set `status`.
    pub status: &'static str,
    /// How many rows its indicator tables have.
    pub rows: usize,
    /// When it was published, or else written.
    pub date: Option<Date>,
    /// What a reader must know before using it.
    pub marks: Vec<MarkView>,
    /// The page that sets it beside the levels above.
    pub chain: Option<String>,
}

/// A document that is cited or expected but not on the site.
#[derive(Clone, Debug, Serialize)]
pub struct StubItem {
    /// Its title and its page.
    pub title: Link,
    /// How often the documents of the site name it.
    pub cited: usize,
}

/// A document of the site that names another.
#[derive(Clone, Debug, Serialize)]
pub struct CitedBy {
    /// The document that names it.
    pub document: Link,
    /// The clauses in which it does.
    pub clauses: Vec<Link>,
}

/// A change of the page.
#[derive(Clone, Debug, Serialize)]
pub struct Update {
    /// The day.
    pub date: Date,
    /// What changed, in a sentence.
    pub note: String,
}
