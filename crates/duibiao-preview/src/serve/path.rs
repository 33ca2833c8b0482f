//! From the path of a request to a path of the site, and back.
//!
//! The result is a key for a map: what it may hold is decided here, whatever the map does with it. There
//! is exactly one decoding, of bytes; what is not UTF-8 then, or could mean anything to a disk, is refused.

use std::fmt;
use std::str::FromStr;

/// Where the site stands below its host: `/` or `/sub/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasePath(String);

/// What was written is no base path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasePathError(String);

/// What a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RequestTarget {
    /// A path of the site, e.g. `plans/index.html`.
    File(String),
    /// The base path without its last slash, or the root of the host: the site begins at the base.
    Base,
    /// A path beside the site.
    Outside,
    /// Nothing that could be a path.
    Bad,
}

/// Longer paths name no file of a site.
const LONGEST: usize = 2048;

impl BasePath {
    /// The root of the host.
    pub fn root() -> Self {
        Self("/".to_owned())
    }

    /// The path, with a slash at both ends.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of a site path, percent-encoded, without `index.html`.
    pub(super) fn address(&self, path: &str) -> String {
        let is_index = path == "index.html" || path.ends_with("/index.html");
        let shown = &path[..path.len() - if is_index { "index.html".len() } else { 0 }];
        format!("{}{}", self.0, encode(shown))
    }

    /// Reads the path of a request, without its query.
    pub(super) fn target(&self, raw: &str) -> RequestTarget {
        if raw.len() > LONGEST || !raw.starts_with('/') {
            return RequestTarget::Bad;
        }
        let Some(below) = raw.strip_prefix(&*self.0) else {
            let bare = self.0.strip_suffix('/').unwrap_or_default();
            return if raw == bare || raw == "/" {
                RequestTarget::Base
            } else {
                RequestTarget::Outside
            };
        };
        match decode(below) {
            Some(mut path) => {
                if path.is_empty() || path.ends_with('/') {
                    path.push_str("index.html");
                }
                RequestTarget::File(path)
            }
            None => RequestTarget::Bad,
        }
    }
}

impl FromStr for BasePath {
    type Err = BasePathError;

    fn from_str(text: &str) -> Result<Self, BasePathError> {
        let inner = text.trim_matches('/');
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
        let is_segment = |segment: &str| {
            !segment.is_empty() && segment.bytes().all(is_plain) && !segment.starts_with('.')
        };
        if inner.is_empty() {
            Ok(Self::root())
        } else if inner.len() <= 200 && inner.split('/').all(is_segment) {
            Ok(Self(format!("/{inner}/")))
        } else {
            Err(BasePathError(text.to_owned()))
        }
    }
}

impl fmt::Display for BasePathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.0;
        write!(
            f,
            "“{text}” 不能作为网站的子路径：请写成 /plans/，只用字母、数字和 - . _ ~ ({text:?} cannot be a base path: write it like /plans/, with letters, digits and - . _ ~)"
        )
    }
}

impl std::error::Error for BasePathError {}

/// A path with each of its segments decoded. Only the last one may be empty: then it is a folder.
fn decode(raw: &str) -> Option<String> {
    let segments: Option<Vec<String>> = raw.split('/').map(segment_of).collect();
    let segments = segments?;
    let (_, folders) = segments.split_last()?;
    let has_hole = folders.iter().any(String::is_empty);
    (!has_hole).then(|| segments.join("/"))
}

fn segment_of(raw: &str) -> Option<String> {
    let text = String::from_utf8(bytes_of(raw)?).ok()?;
    let means_something_to_a_disk = |c: char| {
        c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
    };
    let is_bad = text == "." || text == ".." || text.contains(means_something_to_a_disk);
    (!is_bad).then_some(text)
}

fn bytes_of(raw: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => hex(rest.next()?)? << 4 | hex(rest.next()?)?,
            plain => plain,
        });
    }
    Some(bytes)
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// A text with everything but unreserved characters and slashes percent-encoded.
pub(super) fn encode(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                encoded.push(char::from(byte));
            }
            _ => {
                encoded.push('%');
                encoded.push(char::from(DIGITS[usize::from(byte >> 4)]));
                encoded.push(char::from(DIGITS[usize::from(byte & 15)]));
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests;
