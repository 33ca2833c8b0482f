//! From a request to an answer.
//!
//! A request that [`guard`] admits is looked up by its site path; the looking up happens on
//! a thread that may block. What is found gets its tag, a page its script, and everything its headers.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use hyper::body::{Body as _, Bytes, Incoming};
use hyper::header::{CONTENT_SECURITY_POLICY, ETAG, HeaderMap, IF_NONE_MATCH};
use hyper::http::request::Parts;
use hyper::{Method, Request, StatusCode};

use duibiao_syntax::diagnostic::Message;

use super::admission::Admission;
use super::events::Hub;
use super::guard::{self, RequestRefusal};
use super::host::{Authority, Hosts};
use super::page::{self, Insertion};
use super::path::{BasePath, RequestTarget};
use super::problem::Problems;
use super::response::{self, Answered};
use super::{Answer, FileKind, Preview, SiteScripts};

/// The script in the page.
const SCRIPT: &str = concat!(
    "(() => {\n'use strict';\n",
    include_str!("preview/page.js"),
    include_str!("preview/styles.js"),
    include_str!("preview/panel.js"),
    include_str!("preview/stream.js"),
    "})();\n",
);

/// The media type of pages of our own.
const HTML: &str = "text/html; charset=utf-8";

/// What is served, and to whom.
pub(super) struct ServedSite {
    pub(super) preview: Arc<dyn Preview>,
    pub(super) hub: Arc<Hub>,
    pub(super) hosts: Hosts,
    pub(super) base: BasePath,
    pub(super) scripts: SiteScripts,
    pub(super) style: &'static str,
}

/// The address to open in a browser.
pub(super) fn url(local: SocketAddr, base: &BasePath) -> String {
    let address = match local.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => "127.0.0.1".to_owned(),
        IpAddr::V6(ip) if ip.is_unspecified() => "[::1]".to_owned(),
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    };
    format!("http://{address}:{}{}", local.port(), base.as_str())
}

/// Answers a request.
pub(super) async fn answer(
    site: Arc<ServedSite>,
    admission: Arc<Admission>,
    request: Request<Incoming>,
) -> Result<Answered, Infallible> {
    let (head, body) = request.into_parts();
    let body = if body.is_end_stream() {
        guard::RequestBody::Empty
    } else {
        guard::RequestBody::Some
    };
    Ok(match guard::admit(&head, body, &site.hosts) {
        Ok(called) => admitted(&site, &admission, &head, called).await,
        Err(refusal) => response::refusal(refusal),
    })
}

async fn admitted(
    site: &Arc<ServedSite>,
    admission: &Admission,
    head: &Parts,
    called: Authority,
) -> Answered {
    match site.base.target(head.uri.path()) {
        RequestTarget::Bad => response::refusal(RequestRefusal::Address),
        RequestTarget::Base => response::redirect(site.base.as_str()),
        RequestTarget::Outside => response::message(StatusCode::NOT_FOUND, &outside(&site.base)),
        RequestTarget::File(path) => match &*path {
            page::SCRIPT => {
                response::bytes(StatusCode::OK, "text/javascript; charset=utf-8", SCRIPT)
            }
            "_desk/problems.json" => {
                let problems = site.hub.problems().to_string();
                response::bytes(StatusCode::OK, "application/json", problems)
            }
            "_desk/events" => events(site, admission, head),
            _ => looked_up(site, path, head, called).await,
        },
    }
}

fn outside(base: &BasePath) -> Message {
    let base = base.as_str();
    Message::new(
        format!("网站在 {base} 之下"),
        format!("the site stands below {base}"),
    )
}

fn events(site: &ServedSite, admission: &Admission, head: &Parts) -> Answered {
    if head.method == Method::HEAD {
        return response::bytes(StatusCode::OK, "text/event-stream", Bytes::new());
    }
    if admission.become_listener() {
        response::events(site.hub.listen())
    } else {
        response::message(
            StatusCode::SERVICE_UNAVAILABLE,
            &Message::new("打开的页面太多", "too many pages are open"),
        )
    }
}

async fn looked_up(
    site: &Arc<ServedSite>,
    path: String,
    head: &Parts,
    called: Authority,
) -> Answered {
    let request = Lookup {
        site: Arc::clone(site),
        path,
        query: head.uri.query().map(str::to_owned),
        wanted: Wanted::of(&head.headers),
        called,
    };
    // A panic of the preview ends this one look and nothing else.
    match tokio::task::spawn_blocking(move || request.answer()).await {
        Ok(answered) => answered,
        Err(_) => response::message(
            StatusCode::INTERNAL_SERVER_ERROR,
            &Message::new(
                "生成这一页时程序出错，请报告；预览仍在运行",
                "the program failed while making this page, please report it; the preview goes on",
            ),
        ),
    }
}

/// One look at the preview.
struct Lookup {
    site: Arc<ServedSite>,
    path: String,
    query: Option<String>,
    wanted: Wanted,
    called: Authority,
}

impl Lookup {
    fn answer(&self) -> Answered {
        // Taken before, so that a change while the page is made is news to the page.
        let revision = self.site.hub.revision();
        match self.site.preview.file(&self.path) {
            Answer::Found(file) => match file.kind {
                FileKind::Page => self.page(&file.bytes, &file.media_type, revision),
                FileKind::Other => self.other(file.bytes, &file.media_type),
            },
            Answer::Missing(bytes) => {
                if self.is_folder() {
                    self.redirect(&format!("{}/", self.path))
                } else {
                    self.with_script(StatusCode::NOT_FOUND, &bytes, HTML, revision)
                }
            }
            Answer::Moved(path) => self.redirect(&path),
            Answer::Failed {
                problems,
                last_good,
            } => self.failed(&problems, last_good.as_deref(), revision),
        }
    }

    /// Whether the address lacks nothing but its last slash.
    fn is_folder(&self) -> bool {
        let has_index = || self.site.preview.file(&format!("{}/index.html", self.path));
        let is_index = self.path.ends_with("/index.html") || self.path == "index.html";
        !is_index && !matches!(has_index(), Answer::Missing(_))
    }

    fn redirect(&self, path: &str) -> Answered {
        let mut address = self.site.base.address(path);
        if let Some(query) = &self.query {
            address.push('?');
            address.push_str(query);
        }
        response::redirect(&address)
    }

    fn failed(&self, problems: &Problems, last_good: Option<&[u8]>, revision: u64) -> Answered {
        self.site.hub.publish_problems(problems);
        match last_good {
            Some(bytes) => self.page(bytes, HTML, revision),
            None => self.insert(
                StatusCode::INTERNAL_SERVER_ERROR,
                page::failed(problems).as_bytes(),
                HTML,
                "",
                revision,
            ),
        }
    }

    fn other(&self, bytes: Bytes, media_type: &str) -> Answered {
        let tag = tag(&page::fingerprint(&bytes));
        if self.wanted.has(&tag) {
            return response::not_modified(&tag);
        }
        let mut answered = response::bytes(StatusCode::OK, media_type, bytes);
        response::set(&mut answered, ETAG, &tag);
        // A picture or a document that is opened by itself is still not a place for scripts.
        let policy = "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'";
        response::set(&mut answered, CONTENT_SECURITY_POLICY, policy);
        answered
    }

    fn page(&self, bytes: &[u8], media_type: &str, revision: u64) -> Answered {
        let tag = tag(&page::fingerprint(bytes));
        if self.wanted.has(&tag) {
            return response::not_modified(&tag);
        }
        let mut answered = self.with_script(StatusCode::OK, bytes, media_type, revision);
        response::set(&mut answered, ETAG, &tag);
        answered
    }

    fn with_script(
        &self,
        status: StatusCode,
        bytes: &[u8],
        media_type: &str,
        revision: u64,
    ) -> Answered {
        let fingerprint = page::fingerprint(bytes);
        self.insert(status, bytes, media_type, &fingerprint, revision)
    }

    fn insert(
        &self,
        status: StatusCode,
        bytes: &[u8],
        media_type: &str,
        fingerprint: &str,
        revision: u64,
    ) -> Answered {
        let insertion = Insertion {
            base: &self.site.base,
            fingerprint,
            revision,
        };
        let mut answered = response::bytes(status, media_type, insertion.into_page(bytes));
        response::set(&mut answered, CONTENT_SECURITY_POLICY, &self.policy());
        answered
    }

    /// What a page may load: everything from here, and for scripts our own file alone.
    fn policy(&self) -> String {
        let script = match self.site.scripts {
            SiteScripts::Allowed => None,
            SiteScripts::Blocked => self.called.for_policy(),
        };
        let script = script.map_or_else(
            || "'self'".to_owned(),
            |host| format!("{host}{}{}", self.site.base.as_str(), page::SCRIPT),
        );
        let style = self.site.style;
        format!(
            "default-src 'none'; script-src {script}; style-src 'self' '{style}'; img-src 'self'; \
             font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; \
             base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )
    }
}

fn tag(fingerprint: &str) -> String {
    format!("\"{fingerprint}\"")
}

/// The tags that the client has, from `If-None-Match`.
struct Wanted(String);

impl Wanted {
    fn of(headers: &HeaderMap) -> Self {
        let lines = headers.get_all(IF_NONE_MATCH).iter();
        let lines: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
        Self(lines.join(","))
    }

    fn has(&self, tag: &str) -> bool {
        let mut tags = self.0.split(',').map(str::trim);
        tags.any(|has| has == "*" || has.strip_prefix("W/").unwrap_or(has) == tag)
    }
}
