//! Every key of front matter and of `duibiao.toml`, as data: names, words for people, and the shape of
//! the value.
//!
//! This is what editors are told and what repairs may rename a slip to. It decides nothing about a
//! text; the parser does, and the tests of [`crate::schema`] hold this list to the parser key by key.

use super::words::Set;

mod config;
mod front_matter;
mod indicator;
mod plan;

pub use config::{CONFIG, FOOTER, NAV, REDIRECT, REVIEW};

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentKind {
    /// `content/topics/`.
    Topic,
    /// `content/indicators/<topic>/`.
    Indicator,
    /// `content/plans/<topic>/`.
    Plan,
    /// `content/references/`.
    Reference,
    /// `content/pages/`.
    Page,
}

impl DocumentKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [
        Self::Topic,
        Self::Indicator,
        Self::Plan,
        Self::Reference,
        Self::Page,
    ];

    /// The word in file names of schemas.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Indicator => "indicator",
            Self::Plan => "plan",
            Self::Reference => "reference",
            Self::Page => "page",
        }
    }

    /// The kind in Chinese.
    pub const fn chinese(self) -> &'static str {
        match self {
            Self::Topic => "领域",
            Self::Indicator => "指标",
            Self::Plan => "规划",
            Self::Reference => "文件",
            Self::Page => "网页",
        }
    }

    /// The folder of `content/`.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Topic => "topics",
            Self::Indicator => "indicators",
            Self::Plan => "plans",
            Self::Reference => "references",
            Self::Page => "pages",
        }
    }

    /// Whether its files lie in a folder for each topic.
    pub const fn is_by_topic(self) -> bool {
        matches!(self, Self::Indicator | Self::Plan)
    }

    /// The kind that a path from the project root gives a document.
    pub fn of_path(path: &str) -> Option<Self> {
        let folder = path.strip_prefix("content/")?.split('/').next()?;
        Self::ALL.into_iter().find(|kind| kind.folder() == folder)
    }

    /// The keys of its front matter, in the order in which they are best written.
    pub const fn keys(self) -> &'static [SchemaKey] {
        match self {
            Self::Topic => front_matter::TOPIC,
            Self::Indicator => indicator::INDICATOR,
            Self::Plan => plan::PLAN,
            Self::Reference => front_matter::REFERENCE,
            Self::Page => front_matter::PAGE,
        }
    }
}

/// A key.
#[derive(Clone, Copy, Debug)]
pub struct SchemaKey {
    /// The English name.
    pub name: &'static str,
    /// The Chinese name; empty where the format has none (`duibiao.toml`).
    pub alias: &'static str,
    /// What it is, in Chinese.
    pub zh: &'static str,
    /// What it is, in English.
    pub en: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// Whether a document without it is refused.
    pub required: bool,
    /// A good value, as a text; for lists, of one item.
    pub example: &'static str,
}

impl SchemaKey {
    /// Whether `written` is this key, under either name.
    pub fn is(&self, written: &str) -> bool {
        written == self.name || (!self.alias.is_empty() && written == self.alias)
    }

    /// The names it may be written under.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        [self.name, self.alias]
            .into_iter()
            .filter(|name| !name.is_empty())
    }
}

/// What a value looks like.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Any words.
    Text,
    /// Any words, where a number is not taken for one: in `duibiao.toml`.
    Quoted,
    /// Lower-case letters, digits and single hyphens.
    Id,
    /// `2026-11-22`.
    Date,
    /// A date with an optional time: `2026-11-22 09:00`.
    Moment,
    /// `2021-2025`.
    Period,
    /// Six digits of GB/T 2260.
    Region,
    /// An http or https address.
    Url,
    /// `14/14`.
    Count,
    /// The address of a site: ASCII, no query.
    SiteUrl,
    /// A folder inside the project.
    Folder,
    /// The name of a folder of `themes/`.
    ThemeName,
    /// One of a closed set of words.
    OneOf(Set),
    /// `true` or `false`, in Chinese as well.
    Flag,
    /// `true` or `false`: in `duibiao.toml`.
    Switch,
    /// A list of texts, in `duibiao.toml`.
    List,
    /// A text or a list of texts.
    Texts,
    /// A map.
    Map(&'static [SchemaKey]),
    /// A list of maps.
    Maps(&'static [SchemaKey]),
}

impl Shape {
    /// The keys of the maps that a value of this shape holds.
    pub const fn inner(self) -> &'static [SchemaKey] {
        match self {
            Self::Map(keys) | Self::Maps(keys) => keys,
            _ => &[],
        }
    }
}

/// The key that `written` names among `keys`.
pub fn find<'k>(keys: &'k [SchemaKey], written: &str) -> Option<&'k SchemaKey> {
    keys.iter().find(|key| key.is(written))
}
