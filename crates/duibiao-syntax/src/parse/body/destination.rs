//! What the destination of a link or a picture leads to, by its form alone.

use crate::document::LinkKind;

/// What a destination leads to; none when it could run code or leave the protocol to the page.
pub(super) fn link_kind(destination: &str, picture: bool) -> Option<LinkKind> {
    let plain: String = destination
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    let lower = plain.to_ascii_lowercase();
    let scheme = lower
        .split_once(':')
        .map(|(scheme, _)| scheme)
        .filter(|scheme| !scheme.contains(['/', '?', '#']));
    match scheme {
        Some("http" | "https" | "mailto" | "tel") if !picture => Some(LinkKind::External),
        Some(_) => None,
        None if lower.starts_with("//") || lower.starts_with('\\') || lower.contains('%') => None,
        None if picture => Some(LinkKind::Picture),
        None if lower.starts_with('#') || is_document(&lower) => Some(LinkKind::Document),
        None => Some(LinkKind::File),
    }
}

fn is_document(destination: &str) -> bool {
    destination
        .split('#')
        .next()
        .is_some_and(|path| path.strip_suffix(".md").is_some())
}
