//! Whether an address leads to another host, read as browsers read it.
//!
//! Browsers drop tabs and line ends, take `\` for `/` and need no slashes behind `https:`. Whatever has a
//! scheme that is not known to stay inside the page leads elsewhere.

use std::borrow::Cow;

/// The host of the site itself.
#[derive(Debug)]
pub(super) struct Own<'a>(&'a str);

impl<'a> Own<'a> {
    pub(super) fn of(base_url: &'a str) -> Option<Self> {
        let (_, rest) = base_url.split_once("://")?;
        let host = rest.split('/').next().filter(|host| !host.is_empty())?;
        Some(Self(host))
    }
}

pub(super) fn is_elsewhere(written: &str, own: Option<&Own<'_>>) -> bool {
    let address = cleaned(written);
    if let Some(host) = behind_slashes(&address) {
        return !is_own(host, own);
    }
    let Some((scheme, rest)) = scheme(&address) else {
        return false;
    };
    match &*scheme.to_ascii_lowercase() {
        // Nothing is asked of a host, whatever becomes of it.
        "data" | "about" | "blob" | "javascript" | "mailto" | "tel" => false,
        "http" | "https" => !is_own(rest.trim_start_matches(['/', '\\']), own),
        _ => true,
    }
}

/// Without the characters that browsers overlook.
fn cleaned(written: &str) -> Cow<'_, str> {
    let trimmed = written.trim_matches(|c: char| c <= ' ');
    if trimmed.contains(['\t', '\n', '\r']) {
        Cow::Owned(trimmed.replace(['\t', '\n', '\r'], ""))
    } else {
        Cow::Borrowed(trimmed)
    }
}

/// What follows two slashes at the beginning.
fn behind_slashes(address: &str) -> Option<&str> {
    address.strip_prefix(['/', '\\'])?.strip_prefix(['/', '\\'])
}

fn scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"+-.".contains(&b);
    let is_scheme =
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.bytes().all(fits);
    is_scheme.then_some((scheme, rest))
}

/// Whether an address behind its slashes begins with the host of the site.
fn is_own(rest: &str, own: Option<&Own<'_>>) -> bool {
    let host = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    own.is_some_and(|own| host.eq_ignore_ascii_case(own.0))
}
