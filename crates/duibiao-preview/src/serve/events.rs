//! What pages are told while they are open, as server-sent events.
//!
//! There is no queue. The hub holds the present state, a client remembers what it has seen of it, and a
//! client that comes late or reads slowly is told the difference between the two. So no client is flooded,
//! no client holds up another, and 200 saves in a second are one event to a page that was busy.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame};
use serde::Serialize;
use tokio::sync::watch;
use tokio::time::timeout;

use super::Refreshed;
use super::path::BasePath;
use super::problem::Problems;

/// A line that says nothing goes out so often, by which both ends see that the other is there.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The present state of the preview, and those who want to hear of it.
pub(super) struct Hub {
    state: watch::Sender<EventState>,
    base: BasePath,
}

#[derive(Clone, Debug)]
struct EventState {
    /// Grows with every change of a page or a style sheet.
    revision: u64,
    /// The revision at which pages changed last.
    pages: u64,
    /// The address of each style sheet that ever changed, with the revision at which it did last.
    styles: BTreeMap<String, u64>,
    /// Grows with every change of the problems.
    problems_revision: u64,
    /// The problems as JSON, written once for all clients.
    problems: Arc<str>,
    /// Whether the server is about to end.
    stopped: bool,
}

impl Hub {
    pub(super) fn new(base: &BasePath, problems: &Problems) -> Self {
        let state = EventState {
            revision: 0,
            pages: 0,
            styles: BTreeMap::new(),
            problems_revision: problems.revision,
            problems: problems.to_json().into(),
            stopped: false,
        };
        Self {
            state: watch::Sender::new(state),
            base: base.clone(),
        }
    }

    /// Tells everybody what a look at the disk brought.
    pub(super) fn publish(&self, refreshed: &Refreshed) {
        self.state.send_if_modified(|state| {
            let changed = refreshed.site_changed || !refreshed.styles.is_empty();
            if changed {
                state.revision += 1;
            }
            if refreshed.site_changed {
                state.pages = state.revision;
            }
            for path in &refreshed.styles {
                state.styles.insert(self.base.address(path), state.revision);
            }
            state.take(&refreshed.problems) || changed
        });
    }

    /// Tells everybody what is wrong, when that was found while a page was made.
    pub(super) fn publish_problems(&self, problems: &Problems) {
        self.state.send_if_modified(|state| state.take(problems));
    }

    /// The present revision.
    pub(super) fn revision(&self) -> u64 {
        self.state.borrow().revision
    }

    /// The present problems as JSON.
    pub(super) fn problems(&self) -> Arc<str> {
        Arc::clone(&self.state.borrow().problems)
    }

    /// Ends all streams.
    pub(super) fn stop(&self) {
        self.state.send_modify(|state| state.stopped = true);
    }

    /// Waits until all streams are to end.
    pub(super) async fn stopped(&self) {
        let mut state = self.state.subscribe();
        // The sender lives as long as the hub, so this ends only with the stop.
        let _ended = state.wait_for(|state| state.stopped).await.is_ok();
    }

    /// A stream for one client.
    pub(super) fn listen(&self) -> EventStream {
        let listener = Listener {
            state: self.state.subscribe(),
            seen: None,
        };
        EventStream {
            next: Box::pin(listener.next()),
        }
    }
}

/// What a client has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
    revision: u64,
    problems: u64,
}

/// One client.
struct Listener {
    state: watch::Receiver<EventState>,
    seen: Option<Seen>,
}

impl Listener {
    /// Waits for news, or until it is time for a sign of life. Nothing when the server ends.
    async fn next(mut self) -> Option<(Self, Bytes)> {
        loop {
            let news = {
                let state = self.state.borrow_and_update();
                if state.stopped {
                    return None;
                }
                state.news(self.seen.replace(state.seen()))
            };
            if !news.is_empty() {
                return Some((self, news.into()));
            }
            match timeout(HEARTBEAT, self.state.changed()).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return None,
                Err(_) => return Some((self, Bytes::from_static(b":\n\n"))),
            }
        }
    }
}

impl EventState {
    /// Takes problems if they are newer, for they may come late from a slow thread.
    fn take(&mut self, problems: &Problems) -> bool {
        let newer = problems.revision > self.problems_revision;
        if newer {
            self.problems_revision = problems.revision;
            self.problems = problems.to_json().into();
        }
        newer
    }

    const fn seen(&self) -> Seen {
        Seen {
            revision: self.revision,
            problems: self.problems_revision,
        }
    }

    /// What to tell a client that has seen so much.
    fn news(&self, seen: Option<Seen>) -> String {
        let Some(seen) = seen else {
            return self.present();
        };
        let mut news = String::new();
        let newer = self.styles.iter().filter(|(_, at)| **at > seen.revision);
        let styles: Vec<&str> = newer.map(|(address, _)| &**address).collect();
        if !styles.is_empty() {
            let revision = self.revision;
            push(&mut news, "style", &json(&Styles { revision, styles }));
        }
        if self.pages > seen.revision {
            let revision = self.revision;
            push(&mut news, "changed", &json(&Changed { revision }));
        }
        if self.problems_revision != seen.problems {
            push(&mut news, "problems", &self.problems);
        }
        news
    }

    fn present(&self) -> String {
        let Self {
            revision,
            pages,
            styles,
            ..
        } = self;
        let head = json(&Present {
            revision: *revision,
            pages: *pages,
            styles,
        });
        // The problems are JSON already.
        let head = head.strip_suffix('}').unwrap_or_default();
        let mut news = String::new();
        let data = format!("{head},\"problems\":{}}}", self.problems);
        push(&mut news, "state", &data);
        news
    }
}

#[derive(Serialize)]
struct Changed {
    revision: u64,
}

#[derive(Serialize)]
struct Styles<'a> {
    revision: u64,
    styles: Vec<&'a str>,
}

/// The problems are not among the fields because they are written already.
#[derive(Serialize)]
struct Present<'a> {
    revision: u64,
    pages: u64,
    styles: &'a BTreeMap<String, u64>,
}

/// JSON on one line. Keys are strings, so writing it cannot fail.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

fn push(news: &mut String, event: &str, data: &str) {
    news.push_str("event: ");
    news.push_str(event);
    news.push_str("\ndata: ");
    news.push_str(data);
    news.push_str("\n\n");
}

/// The next piece, and the listener for the one after it.
type Next = Pin<Box<dyn Future<Output = Option<(Listener, Bytes)>> + Send>>;

/// The body of an answer that never ends by itself. The next piece is made when the last one is gone.
pub(super) struct EventStream {
    next: Next,
}

impl Body for EventStream {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let Some((listener, piece)) = ready!(self.next.as_mut().poll(context)) else {
            // A future that is over must not be asked again.
            self.next = Box::pin(std::future::pending());
            return Poll::Ready(None);
        };
        self.next = Box::pin(listener.next());
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }
}

#[cfg(test)]
mod tests;
