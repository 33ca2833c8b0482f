//! What every page has around its own content: head, header, breadcrumb and footer.
//!
//! It knows nothing of what the page is about beyond its title and its place.

use serde::Serialize;

use super::Date;

/// The parts that all pages share.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// The site the page belongs to.
    pub site: SiteView,
    /// The kind of page, e.g. `plan`: the first part of its template's name. It becomes a class.
    pub kind: &'static str,
    /// The title of the page, which is also its one `h1`. On the first page it is the site's title.
    pub title: String,
    /// One or two sentences about the page.
    pub description: Option<String>,
    /// The absolute address of the page.
    pub canonical: Option<String>,
    /// The way from the page to the root of the site: empty or `../` so often as needed. On the page
    /// for missing addresses it is the absolute path of the site, since it may show anywhere.
    pub root: String,
    /// The main navigation, in order.
    pub nav: Vec<NavItem>,
    /// The places above the page, from the first page down, without the page itself.
    pub breadcrumb: Vec<Crumb>,
    /// `meta` elements: the labels of government sites, citation data. None is ever empty.
    pub metas: Vec<Meta>,
    /// Other forms of the page or the site: feed, CSV, JSON.
    pub alternates: Vec<Alternate>,
    /// Scripts of the site, as addresses; empty when none is needed.
    pub scripts: Vec<String>,
    /// Why the public does not see the page, in a preview; it is marked all over then.
    pub withheld: Option<String>,
    /// The day of the newest text that the page was made from.
    pub updated: Option<Date>,
    /// The program and its version, for `meta name=generator`.
    pub generator: String,
}

/// The site as its settings describe it.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// Its title.
    pub title: String,
    /// What it is, in about two lines.
    pub description: Option<String>,
    /// `government` or `research`.
    pub kind: &'static str,
    /// The language of the interface: `zh-CN` or `en`.
    pub language: String,
    /// The address of the first page, from this page.
    pub home: String,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Under which terms its data may be used.
    pub license: Option<String>,
    /// How to reach the publisher.
    pub contact: Option<String>,
    /// The marks a government site prints in its footer, as far as they are configured.
    pub marks: Vec<FooterMark>,
}

/// A mark in the footer: 主办单位, 网站标识码, ICP备案号.
#[derive(Clone, Debug, Serialize)]
pub struct FooterMark {
    /// Which one, of the closed set `footer`.
    pub id: &'static str,
    /// Its value as configured.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
}

/// An entry of the main navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavItem {
    /// Its words.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// Whether the page is this entry or lies below it.
    pub current: bool,
}

/// A place above the page.
#[derive(Clone, Debug, Serialize)]
pub struct Crumb {
    /// Its words.
    pub text: String,
    /// Where it leads; a place without a page of its own has no address.
    pub href: Option<String>,
}

/// A `meta` element.
#[derive(Clone, Debug, Serialize)]
pub struct Meta {
    /// Its name, exactly as the rule writes it.
    pub name: &'static str,
    /// Its value, never empty.
    pub content: String,
}

/// Another form of the page, for `link rel=alternate`.
#[derive(Clone, Debug, Serialize)]
pub struct Alternate {
    /// Its media type, e.g. `text/csv`.
    pub media_type: &'static str,
    /// What it is.
    pub title: String,
    /// Where it is.
    pub href: String,
}
