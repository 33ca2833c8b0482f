//! Redirects as web servers read them: nginx and Caddy, 301 for what moved and 410 for what is gone.
//!
//! A server is never told of the part behind `#`, so anchors are not in these files; browsers carry an
//! anchor over to the new address by themselves. Whatever reaches a file is percent-encoded or quoted, so
//! that no word of a project can end a directive and begin another.

use std::fmt::Write as _;

use duibiao_syntax::diagnostic::Message;
use duibiao_syntax::site_path::SitePath;

use super::{Destination, Redirects, SitePlace};

/// The path under which a site stands on its host: `/` or `/plans/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasePath(Box<str>);

impl BasePath {
    /// The root of a host.
    pub fn root() -> Self {
        Self("/".into())
    }

    /// The path of the site's address.
    ///
    /// # Errors
    ///
    /// When it has characters that mean something else in the files of a server.
    pub fn of(base_url: &str) -> Result<Self, Message> {
        let rest = base_url
            .split_once("://")
            .map_or(base_url, |(_, rest)| rest);
        let path = rest.split_once('/').map_or("", |(_, path)| path);
        let path = path.trim_matches('/');
        if !path
            .split('/')
            .all(|part| path.is_empty() || is_plain(part))
        {
            return Err(Message::new(
                format!(
                    "base_url 的路径 /{path}/ 里有服务器配置中另有含义的字符：只用字母、数字、-、_、. 和 ~，才能写出跳转配置"
                ),
                format!(
                    "the path /{path}/ of base_url has characters that mean something else to a server: redirects need one of letters, digits, -, _, . and ~"
                ),
            ));
        }
        let slash = if path.is_empty() { "" } else { "/" };
        Ok(Self(format!("/{path}{slash}").into()))
    }
}

/// Letters, digits and signs that no server gives a meaning.
fn is_plain(part: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
    !part.is_empty() && !matches!(part, "." | "..") && part.bytes().all(plain)
}

/// Lines for the `server` block of nginx.
pub fn nginx(redirects: &Redirects, base: &BasePath) -> String {
    let mut file = heading("include it in the server block of nginx");
    for (path, end) in redirects.pages() {
        for from in addresses(path) {
            let _ = match end {
                Destination::Place(to) => writeln!(
                    file,
                    "location = \"{}{from}\" {{ return 301 \"{}\"; }}",
                    base.0,
                    target(base, to)
                ),
                Destination::Gone(_) => {
                    writeln!(file, "location = \"{}{from}\" {{ return 410; }}", base.0)
                }
            };
        }
    }
    file
}

/// Lines for the site block of a Caddyfile.
pub fn caddy(redirects: &Redirects, base: &BasePath) -> String {
    let mut file = heading("import it in the site block of a Caddyfile");
    for (path, end) in redirects.pages() {
        for from in addresses(path) {
            let _ = match end {
                Destination::Place(to) => writeln!(
                    file,
                    "redir \"{}{from}\" \"{}\" permanent",
                    base.0,
                    target(base, to)
                ),
                Destination::Gone(_) => writeln!(file, "respond \"{}{from}\" 410", base.0),
            };
        }
    }
    file
}

fn heading(how: &str) -> String {
    format!("# Redirects of the whole site, written by `duibiao release`: {how}.\n")
}

/// What a reader may have kept of a file: a page answers at its folder and at the file.
fn addresses(path: &SitePath) -> impl Iterator<Item = &str> {
    let folder = path.address();
    let file = (folder != path.as_str()).then(|| path.as_str());
    std::iter::once(folder).chain(file)
}

fn target(base: &BasePath, to: &SitePlace) -> String {
    let mut target = format!("{}{}", base.0, to.path.address());
    if let Some(anchor) = &to.anchor {
        target.push('#');
        push_encoded(anchor, &mut target);
    }
    target
}

/// Percent-encodes all but the letters, digits and signs that mean nothing anywhere.
pub(super) fn push_encoded(text: &str, into: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            into.push(char::from(byte));
        } else {
            let _ = write!(into, "%{byte:02X}");
        }
    }
}
