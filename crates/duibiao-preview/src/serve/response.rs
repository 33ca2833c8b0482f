//! Answers, each with the headers that every answer has.

use std::convert::Infallible;

use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderMap,
    HeaderName, HeaderValue, LOCATION, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use hyper::{Response, StatusCode};

use duibiao_syntax::diagnostic::Message;

use super::events::EventStream;
use super::guard::RequestRefusal;

/// An answer.
pub(super) type Answered = Response<UnsyncBoxBody<Bytes, Infallible>>;

/// For browsers that do not say where a request comes from: other pages cannot load the answer.
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// The policy of an answer that is no page.
const NOTHING: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What every answer says, whatever it is.
const ALWAYS: [(HeaderName, &str); 6] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (CACHE_CONTROL, "no-store"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "no-referrer"),
    (ROBOTS, "noindex"),
    (RESOURCE_POLICY, "same-origin"),
];

/// Bytes of a media type.
pub(super) fn bytes(status: StatusCode, media_type: &str, bytes: impl Into<Bytes>) -> Answered {
    answer(status, media_type, Full::new(bytes.into()).boxed_unsync())
}

/// A stream of events.
pub(super) fn events(stream: EventStream) -> Answered {
    answer(StatusCode::OK, "text/event-stream", stream.boxed_unsync())
}

/// The way to another address of this server.
pub(super) fn redirect(address: &str) -> Answered {
    let mut answered = message(
        StatusCode::TEMPORARY_REDIRECT,
        &Message::new(format!("请看 {address}"), format!("see {address}")),
    );
    set(&mut answered, LOCATION, address);
    answered
}

/// That the client has it already.
pub(super) fn not_modified(tag: &str) -> Answered {
    let mut answered = answer(
        StatusCode::NOT_MODIFIED,
        "text/plain",
        Full::default().boxed_unsync(),
    );
    answered.headers_mut().remove(CONTENT_TYPE);
    set(&mut answered, ETAG, tag);
    answered
}

/// Why nothing is answered. The connection ends, so a body that came along is never read.
pub(super) fn refusal(refusal: RequestRefusal) -> Answered {
    let mut answered = message(refusal.status(), &refusal.message());
    set(&mut answered, CONNECTION, "close");
    if refusal == RequestRefusal::Method {
        set(&mut answered, ALLOW, "GET, HEAD");
    }
    answered
}

/// A sentence as plain text.
pub(super) fn message(status: StatusCode, message: &Message) -> Answered {
    let text = format!("{} {}\n{}\n", status.as_u16(), message.zh, message.en);
    bytes(status, "text/plain; charset=utf-8", text)
}

/// Sets a header, if its value can be one.
pub(super) fn set(answered: &mut Answered, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        answered.headers_mut().insert(name, value);
    }
}

fn answer(
    status: StatusCode,
    media_type: &str,
    body: UnsyncBoxBody<Bytes, Infallible>,
) -> Answered {
    let mut answered = Response::new(body);
    *answered.status_mut() = status;
    set_always(answered.headers_mut());
    // A media type that is none makes a download, which is safe whatever the bytes are.
    set(&mut answered, CONTENT_TYPE, "application/octet-stream");
    set(&mut answered, CONTENT_TYPE, media_type);
    answered
}

fn set_always(headers: &mut HeaderMap) {
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(NOTHING));
}

/// The answer to a client that finds no place, as bytes: it is written without reading the request.
pub(super) fn full_house() -> String {
    let text = "503 预览的连接太多，请稍后再试\ntoo many connections, try again shortly\n";
    let always = ALWAYS.map(|(name, value)| format!("{name}: {value}\r\n"));
    let (always, length) = (always.concat(), text.len());
    format!(
        "HTTP/1.1 503 Service Unavailable\r\n{always}content-security-policy: {NOTHING}\r\n\
         content-type: text/plain; charset=utf-8\r\nretry-after: 1\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n{text}"
    )
}
