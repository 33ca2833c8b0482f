//! By which names the server may be called.
//!
//! A page of another site cannot read the preview, but its owner can let the own name lead to this
//! machine, and then it could. So a request counts only when it calls us by a name that no other host can
//! own: a loopback address or `localhost`, with our port, or a name that the user allowed.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

/// The host and port of a request, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Authority {
    host: Host,
    port: Option<u16>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Host {
    V4(Ipv4Addr),
    V6(Ipv6Addr),
    Name(String),
}

/// The port that `http` means when none is written.
const HTTP_PORT: u16 = 80;

impl Authority {
    /// Reads `localhost:4000`, `127.0.0.1`, `[::1]:4000`. Anything that is written differently from what
    /// browsers send is nothing: no zone, no user, no other notation of numbers.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (host, port) = if let Some(rest) = text.strip_prefix('[') {
            let (host, port) = rest.split_once(']')?;
            (Host::V6(host.parse().ok()?), port)
        } else {
            let at = text.find(':').unwrap_or(text.len());
            (name(&text[..at])?, &text[at..])
        };
        let port = match port.strip_prefix(':') {
            Some(digits) => Some(number(digits)?),
            None if port.is_empty() => None,
            None => return None,
        };
        Some(Self { host, port })
    }

    fn is_loopback(&self) -> bool {
        match &self.host {
            Host::V4(address) => address.is_loopback(),
            Host::V6(address) => address.is_loopback(),
            Host::Name(name) => name == "localhost",
        }
    }

    fn is_address(&self, address: IpAddr) -> bool {
        match (&self.host, address) {
            (Host::V4(own), IpAddr::V4(other)) => *own == other,
            (Host::V6(own), IpAddr::V6(other)) => *own == other,
            _ => false,
        }
    }

    /// The authority for a content security policy, which has no notation for IPv6 addresses.
    pub(super) fn for_policy(&self) -> Option<String> {
        match &self.host {
            Host::V6(_) => None,
            _ => Some(self.to_string()),
        }
    }
}

fn name(text: &str) -> Option<Host> {
    if let Ok(address) = text.parse() {
        return Some(Host::V4(address));
    }
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
    let plain = (1..=253).contains(&text.len()) && text.bytes().all(is_plain);
    plain.then(|| Host::Name(text.to_ascii_lowercase()))
}

fn number(digits: &str) -> Option<u16> {
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

impl fmt::Display for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.host {
            Host::V4(address) => write!(f, "{address}")?,
            Host::V6(address) => write!(f, "[{address}]")?,
            Host::Name(name) => f.write_str(name)?,
        }
        match self.port {
            Some(port) => write!(f, ":{port}"),
            None => Ok(()),
        }
    }
}

/// A name by which the server may be called, such as `desk.example` behind a proxy. Without a port, any
/// port goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedHost(Authority);

/// What was written is no host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostError(String);

impl FromStr for AllowedHost {
    type Err = HostError;

    fn from_str(text: &str) -> Result<Self, HostError> {
        let authority = Authority::parse(text).ok_or_else(|| HostError(text.to_owned()))?;
        Ok(Self(authority))
    }
}

impl fmt::Display for HostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.0;
        write!(
            f,
            "“{text}” 不是主机名：请写成 desk.example 或 desk.example:8080，不带 http:// 和路径 ({text:?} is not a host: write it like desk.example or desk.example:8080)"
        )
    }
}

impl std::error::Error for HostError {}

/// All names by which the server may be called.
#[derive(Debug)]
pub(super) struct Hosts {
    local: SocketAddr,
    allowed: Vec<AllowedHost>,
}

impl Hosts {
    pub(super) const fn new(local: SocketAddr, allowed: Vec<AllowedHost>) -> Self {
        Self { local, allowed }
    }

    /// Whether it is us who is called.
    pub(super) fn admit(&self, authority: &Authority) -> bool {
        let ours = authority.is_loopback() || authority.is_address(self.local.ip());
        let unspecified = authority.is_address(self.local.ip()) && self.local.ip().is_unspecified();
        let our_port = authority.port.unwrap_or(HTTP_PORT) == self.local.port();
        (ours && our_port && !unspecified) || self.is_allowed(authority)
    }

    fn is_allowed(&self, authority: &Authority) -> bool {
        self.allowed.iter().any(|AllowedHost(allowed)| {
            allowed.host == authority.host
                && (allowed.port.is_none() || allowed.port == authority.port)
        })
    }
}

#[cfg(test)]
mod tests;
