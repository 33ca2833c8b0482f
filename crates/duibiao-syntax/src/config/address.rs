//! The two values of the settings that are addresses: of the site, and of its folder.
//!
//! They are judged by their letters only; nothing is asked of a network or a disk.

/// The address with a lower-case scheme and host and a `/` at the end, if it is one.
pub(super) fn normal_base_url(written: &str) -> Option<String> {
    let (scheme, rest) = written.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let fits = matches!(scheme.as_str(), "http" | "https") && is_host(host) && is_url_path(path);
    let path = path.trim_end_matches('/');
    let slash = if path.is_empty() { "" } else { "/" };
    fits.then(|| format!("{scheme}://{}/{path}{slash}", host.to_ascii_lowercase()))
}

/// A name or a number, with a port or without; no user and password.
fn is_host(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    };
    let bracketed = name.starts_with('[') && name.ends_with(']');
    let named = name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'));
    let port_fits = port.is_none_or(|port| port.parse::<u16>().is_ok());
    !name.is_empty() && (named || bracketed) && port_fits && !name.starts_with('.')
}

fn is_url_path(path: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~%!$&()*+,;=:@/".contains(&b);
    path.bytes().all(plain) && !path.split('/').any(|part| matches!(part, "." | ".."))
}

/// The folder with single slashes, if it is a relative path that stays inside and clear of the sources.
pub(super) fn normal_folder(written: &str) -> Option<String> {
    let parts: Vec<&str> = written
        .split('/')
        .filter(|part| !matches!(*part, "" | "."))
        .collect();
    let first = parts.first()?;
    let inside = !written.starts_with('/') && !written.contains(['\\', ':', '\0']);
    let clear = !matches!(*first, "content" | "themes" | "src" | "~") && !parts.contains(&"..");
    (inside && clear).then(|| parts.join("/"))
}
