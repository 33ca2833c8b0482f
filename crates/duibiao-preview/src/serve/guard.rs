//! Which requests are answered at all.
//!
//! Judged from the head alone, before anything is looked up: who is called, what is wanted, and by which
//! page. A page of another origin can neither read the preview nor make it work.

use hyper::header::{HOST, HeaderMap, HeaderName, ORIGIN};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};

use duibiao_syntax::diagnostic::Message;

use super::host::{Authority, Hosts};

/// Where the request comes from, as the browser says.
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// What the answer is for.
const FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");
/// How it was made.
const FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// Why a request is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RequestRefusal {
    /// It names another host.
    Host,
    /// It wants to do more than read.
    Method,
    /// A page of another origin made it.
    Origin,
    /// It has a body.
    Body,
    /// Its address cannot be read.
    Address,
}

/// Whether a request brings a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RequestBody {
    /// Nothing.
    Empty,
    /// Something, which will not be read.
    Some,
}

/// Who is called, if the request may be answered.
pub(super) fn admit(
    head: &Parts,
    body: RequestBody,
    hosts: &Hosts,
) -> Result<Authority, RequestRefusal> {
    let called = called(head, hosts).ok_or(RequestRefusal::Host)?;
    if !matches!(head.method, Method::GET | Method::HEAD) {
        return Err(RequestRefusal::Method);
    }
    if !is_own_origin(&head.headers, &called) || !is_own_page(&head.headers) {
        return Err(RequestRefusal::Origin);
    }
    match body {
        RequestBody::Empty => Ok(called),
        RequestBody::Some => Err(RequestRefusal::Body),
    }
}

/// The host that is called: exactly one, the same in the address if it is written there too, and ours.
fn called(head: &Parts, hosts: &Hosts) -> Option<Authority> {
    let mut written = head.headers.get_all(HOST).iter();
    let called = Authority::parse(written.next()?.to_str().ok()?)?;
    let in_address = match head.uri.authority() {
        Some(authority) => Authority::parse(authority.as_str())? == called,
        None => true,
    };
    (written.next().is_none() && in_address && hosts.admit(&called)).then_some(called)
}

/// Whether there is no `Origin`, or ours.
fn is_own_origin(headers: &HeaderMap, called: &Authority) -> bool {
    headers.get_all(ORIGIN).iter().all(|origin| {
        let text = origin.to_str().unwrap_or_default();
        let authority = text
            .strip_prefix("http://")
            .or_else(|| text.strip_prefix("https://"));
        authority.and_then(Authority::parse).as_ref() == Some(called)
    })
}

/// Whether a page of ours made the request, or the user did. From elsewhere one may only come to us: a
/// link that is followed in a window, but nothing that is loaded into another page. Another port of the
/// same machine is elsewhere too.
fn is_own_page(headers: &HeaderMap) -> bool {
    let is = |name: HeaderName, value: &str| headers.get(name).is_some_and(|v| v == value);
    match headers
        .get(FETCH_SITE)
        .map(hyper::http::HeaderValue::as_bytes)
    {
        None | Some(b"same-origin" | b"none") => true,
        Some(_) => is(FETCH_MODE, "navigate") && is(FETCH_DEST, "document"),
    }
}

impl RequestRefusal {
    /// The status of the answer.
    pub(super) const fn status(self) -> StatusCode {
        match self {
            Self::Host => StatusCode::MISDIRECTED_REQUEST,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Origin => StatusCode::FORBIDDEN,
            Self::Body | Self::Address => StatusCode::BAD_REQUEST,
        }
    }

    /// What to say about it.
    pub(super) fn message(self) -> Message {
        match self {
            Self::Host => Message::new(
                "这个主机名不属于本预览。经代理或端口转发访问时，请用 --allow-host 加上它",
                "this host name is not one of this preview; behind a proxy or a forwarded port, allow it with --allow-host",
            ),
            Self::Method => Message::new("预览只能读取", "the preview can only be read"),
            Self::Origin => Message::new(
                "别的网站不能读取预览",
                "another site may not read the preview",
            ),
            Self::Body => Message::new("请求不能带有内容", "a request may not have a body"),
            Self::Address => Message::new("网址无法识别", "the address cannot be read"),
        }
    }
}

#[cfg(test)]
mod tests;
