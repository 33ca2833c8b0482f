//! Which attributes make a browser fetch something, and how each writes addresses.
//!
//! The list leans to the safe side: an attribute that any element loads with counts on every element, and
//! a `link` counts unless its relation is known to load nothing.

use crate::release::markup::StartTag;

/// What an attribute holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AttributeKind {
    /// Nothing that is fetched.
    Other,
    /// One address.
    Address,
    /// Addresses with sizes, as in `srcset`.
    Candidates,
    /// Seconds and an address.
    Refresh,
    /// Declarations of a style sheet.
    Css,
    /// A whole page.
    Page,
}

/// What an attribute of an element holds.
pub(super) fn kind(tag: &StartTag<'_>, attribute: &str) -> AttributeKind {
    let element = tag.name();
    match attribute {
        "src" | "poster" | "background" | "formaction" | "codebase" | "archive" | "classid"
        | "lowsrc" | "dynsrc" => AttributeKind::Address,
        "srcset" | "imagesrcset" => AttributeKind::Candidates,
        "srcdoc" => AttributeKind::Page,
        "style" | "fill" | "stroke" | "filter" | "mask" | "clip-path" | "cursor" | "marker"
        | "marker-start" | "marker-mid" | "marker-end" => AttributeKind::Css,
        "data" if element == "object" => AttributeKind::Address,
        "code" if element == "applet" => AttributeKind::Address,
        "action" if element == "form" => AttributeKind::Address,
        "manifest" if element == "html" => AttributeKind::Address,
        "href" if element == "link" => of_link(tag),
        "href" | "xlink:href" if !matches!(element, "a" | "area") => AttributeKind::Address,
        "content" if refreshes(tag) => AttributeKind::Refresh,
        _ => AttributeKind::Other,
    }
}

fn refreshes(tag: &StartTag<'_>) -> bool {
    let equivalent = tag.attribute("http-equiv");
    tag.name() == "meta"
        && equivalent.is_some_and(|name| name.trim().eq_ignore_ascii_case("refresh"))
}

/// Relations that only say something.
const SAID_ONLY: [&str; 22] = [
    "alternate",
    "author",
    "bookmark",
    "canonical",
    "cite-as",
    "describedby",
    "external",
    "first",
    "help",
    "last",
    "license",
    "me",
    "next",
    "nofollow",
    "predecessor-version",
    "prev",
    "privacy-policy",
    "search",
    "shortlink",
    "successor-version",
    "tag",
    "up",
];

fn of_link(tag: &StartTag<'_>) -> AttributeKind {
    let relations = tag.attribute("rel").unwrap_or_default();
    let said = |relation: &str| {
        SAID_ONLY
            .iter()
            .any(|said| relation.eq_ignore_ascii_case(said))
    };
    if relations.split_ascii_whitespace().all(said) {
        AttributeKind::Other
    } else {
        AttributeKind::Address
    }
}

/// The addresses of a `srcset`: each reaches to the next white space, what follows to the next comma is
/// its size.
pub(super) fn candidates(value: &str) -> impl Iterator<Item = &str> {
    let is_space = |c: char| c.is_ascii_whitespace();
    let mut rest = value;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| is_space(c) || c == ',');
        if rest.is_empty() {
            return None;
        }
        let (written, after) = rest.split_at(rest.find(is_space).unwrap_or(rest.len()));
        let address = written.trim_end_matches(',');
        rest = if address.len() == written.len() {
            after.split_once(',').map_or("", |(_, next)| next)
        } else {
            after
        };
        Some(address)
    })
}

/// The address of a refresh, `5; url='…'`; none when the page refreshes itself.
pub(super) fn refreshed(value: &str) -> Option<&str> {
    let space = |c: char| c.is_ascii_whitespace();
    let rest = value.trim_start_matches(|c: char| space(c) || c.is_ascii_digit() || c == '.');
    let rest = rest
        .trim_start_matches([';', ','])
        .trim_start_matches(space);
    let named = rest
        .get(..3)
        .filter(|word| word.eq_ignore_ascii_case("url"));
    let behind = named.and_then(|_| rest[3..].trim_start_matches(space).strip_prefix('='));
    let address = behind.map_or(rest, |rest| rest.trim_start_matches(space));
    let address = match address.strip_prefix(['"', '\'']) {
        Some(inner) => inner.split(&address[..1]).next().unwrap_or_default(),
        None => address,
    };
    (!address.is_empty()).then_some(address)
}
