//! Addresses of the files of a site: relative, normalised, ASCII.
//!
//! A path is made of segments that were each checked, so that no text of a plan can lead out of the
//! output folder or collide on a disk that ignores case. It is not a URL: [`SitePath::link_to`] makes
//! the relative reference from one page to another, which also works from `file://` and below a
//! sub-path.

use std::fmt;

/// A file of the site, e.g. `plans/occupational-health/321200-2021/index.html`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Box<str>);

impl SitePath {
    /// The path with these parts: a segment each, or several with `/` between them.
    ///
    /// # Panics
    ///
    /// When a segment is not [`is_segment`]: the caller makes segments only from codes and checked ids.
    pub fn new<'a>(parts: impl IntoIterator<Item = &'a str, IntoIter: Clone>) -> Self {
        let parts = parts.into_iter();
        let length: usize = parts.clone().map(|part| part.len() + 1).sum();
        let mut path = String::with_capacity(length.saturating_sub(1));
        for (at, part) in parts.enumerate() {
            if at > 0 {
                path.push('/');
            }
            path.push_str(part);
        }
        let mut segments = path.as_bytes().split(|byte| *byte == b'/');
        assert!(segments.all(is_safe), "not a site path: {path:?}");
        Self(path.into_boxed_str())
    }

    /// The page whose address is the folder with these segments, e.g. `plans/x/` → `plans/x/index.html`.
    pub fn page<'a>(folder: impl IntoIterator<Item = &'a str, IntoIter: Clone>) -> Self {
        Self::new(folder.into_iter().chain(["index.html"]))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address without the `index.html`, as it stands behind the site's base address.
    pub fn address(&self) -> &str {
        self.0.strip_suffix("index.html").unwrap_or(&self.0)
    }

    /// Another file in the folder of this one.
    #[must_use]
    pub fn sibling(&self, name: &str) -> Self {
        let folder = self.0.rsplit_once('/').map(|(folder, _)| folder);
        Self::new(folder.into_iter().chain([name]))
    }

    /// The relative reference from this file to `other`.
    pub fn link_to(&self, other: &Self) -> String {
        let mut shared = 0;
        for (at, (one, two)) in self.0.bytes().zip(other.0.bytes()).enumerate() {
            if one != two {
                break;
            }
            if one == b'/' {
                shared = at + 1;
            }
        }
        let up = self.0[shared..]
            .bytes()
            .filter(|byte| *byte == b'/')
            .count();
        let rest = &other.0[shared..];
        let mut link = String::with_capacity(up * "../".len() + rest.len());
        for _ in 0..up {
            link.push_str("../");
        }
        link.push_str(rest);
        link
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a text may be one segment of an address: lower-case ASCII letters, digits, `-`, `_` and `.`
/// inside, at most a hundred bytes, and no name that Windows keeps for itself.
pub fn is_segment(text: &str) -> bool {
    is_safe(text.as_bytes())
}

fn is_safe(segment: &[u8]) -> bool {
    let (Some(first), Some(last)) = (segment.first(), segment.last()) else {
        return false;
    };
    segment.len() <= 100
        && first.is_ascii_alphanumeric()
        && *last != b'.'
        // Without an early end this takes many bytes at a time; addresses are made for every link.
        && segment.iter().fold(true, |fit, b| fit & fits(*b))
        && !is_reserved(segment)
}

const fn fits(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.')
}

/// Whether a text is an id: a segment of letters, digits and single hyphens.
pub fn is_id(text: &str) -> bool {
    is_segment(text) && !text.contains(['.', '_']) && !text.ends_with('-') && !text.contains("--")
}

/// The device names of Windows, which no file there can have, whatever its extension.
fn is_reserved(name: &[u8]) -> bool {
    match name {
        [a, b, c] | [a, b, c, b'.', ..] => {
            matches!(&[*a, *b, *c], b"con" | b"prn" | b"aux" | b"nul")
        }
        [a, b, c, number] | [a, b, c, number, b'.', ..] => {
            matches!(&[*a, *b, *c], b"com" | b"lpt") && number.is_ascii_digit()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative() {
        let home = SitePath::page([]);
        let plan = SitePath::page(["plans", "water", "310000-2026"]);
        let other = SitePath::page(["plans", "water", "310107-2026"]);
        assert_eq!(home.as_str(), "index.html");
        assert_eq!(home.link_to(&plan), "plans/water/310000-2026/index.html");
        assert_eq!(plan.link_to(&home), "../../../index.html");
        assert_eq!(plan.link_to(&other), "../310107-2026/index.html");
        assert_eq!(plan.link_to(&plan), "index.html");
        assert_eq!(
            plan.sibling("targets.csv").as_str(),
            "plans/water/310000-2026/targets.csv"
        );
        assert_eq!(plan.address(), "plans/water/310000-2026/");
    }

    #[test]
    fn parts_may_hold_several_segments() {
        let path = SitePath::new(["plans", "water/310000-2026", "index.html"]);
        assert_eq!(path, SitePath::page(["plans", "water", "310000-2026"]));
        for bad in ["", "/a", "a/", "a//b", "a/../b"] {
            assert!(
                std::panic::catch_unwind(|| SitePath::new([bad])).is_err(),
                "{bad}"
            );
        }
    }

    #[test]
    fn segments_are_safe_everywhere() {
        for good in ["a", "321200-2021", "targets.csv", "gbt-9704", "x_y"] {
            assert!(is_segment(good), "{good}");
        }
        for bad in [
            "", ".", "..", "a/b", "A", "规划", "con", "nul.txt", "com1", "a.", ".git", "-x", "_x",
            "a b",
        ] {
            assert!(!is_segment(bad), "{bad}");
        }
    }
}
