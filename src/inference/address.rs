//! The public address of a site, as far as a page host gives it away.

use super::Guess;

/// The address from a `CNAME` file, else from the remote of a page host that gives each repository one.
pub(super) fn base_url(cname: Option<&str>, remote: Option<&str>) -> Option<Guess<String>> {
    let own = cname.and_then(own_domain).map(|host| {
        Guess::new(
            format!("https://{host}/"),
            "CNAME 文件里的域名",
            "the domain in the file CNAME",
        )
    });
    own.or_else(|| {
        let url = pages_address(remote?)?;
        Some(Guess::new(
            url,
            "git 远程仓库的网页地址",
            "the pages address of the git remote",
        ))
    })
}

/// Whether an address is below `.gov.cn`.
pub(super) fn is_government(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    host == "gov.cn" || host.ends_with(".gov.cn")
}

/// The one domain of a `CNAME` file.
fn own_domain(text: &str) -> Option<String> {
    let mut lines = text
        .trim_start_matches('\u{FEFF}')
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let host = lines.next()?.to_ascii_lowercase();
    (lines.next().is_none() && is_host(&host)).then_some(host)
}

/// Labels of letters, digits and hyphens, at least two of them.
fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let labels: Vec<&str> = host.split('.').collect();
    let last_is_name = labels
        .last()
        .is_some_and(|last| last.bytes().any(|b| b.is_ascii_alphabetic()));
    labels.len() > 1 && last_is_name && labels.into_iter().all(is_label)
}

/// The address that a page host gives a repository: `git@github.com:owner/plans.git`,
/// `https://gitlab.com/owner/plans`.
fn pages_address(remote: &str) -> Option<String> {
    let (host, path) = host_and_path(remote.trim())?;
    let pages = match host {
        "github.com" => "github.io",
        "gitlab.com" => "gitlab.io",
        _ => return None,
    };
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let (owner, name) = path.split_once('/')?;
    let is_plain = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    let owner = owner.to_ascii_lowercase();
    if !is_plain(&owner)
        || !is_plain(name)
        || !is_host(&format!("{owner}.{pages}"))
        || name.starts_with('.')
    {
        return None;
    }
    let site = format!("{owner}.{pages}");
    if name.eq_ignore_ascii_case(&site) {
        return Some(format!("https://{site}/"));
    }
    Some(format!("https://{site}/{name}/"))
}

/// Host and path of a remote, whose user and password are passed over.
fn host_and_path(remote: &str) -> Option<(&str, &str)> {
    if let Some((_, rest)) = remote.split_once("://") {
        let (host, path) = rest.split_once('/')?;
        let host = host.rsplit('@').next()?;
        return Some((host.split(':').next()?, path));
    }
    let (host, path) = remote.split_once(':')?;
    Some((host.rsplit('@').next()?, path))
}
