//! Who is connected: how many, for how long, and how it ends.
//!
//! Ordinary connections and those that listen to events have places of their own, so that many open pages
//! do not keep the next one from loading. Nothing here reads a request; see [`http`].

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::{sleep, timeout};

use super::admission::Admission;
use super::http::{self, ServedSite};
use super::response;
use super::steady::Steady;

/// How much anybody may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Ordinary connections at once.
    pub(super) connections: usize,
    /// Connections that listen to events at once.
    pub(super) listeners: usize,
    /// How long the head of a request may take, and a kept connection wait for the next one.
    pub(super) head: Duration,
    /// How long nothing at all may move on a connection.
    pub(super) silence: Duration,
    /// Bytes of a head.
    pub(super) head_bytes: usize,
    /// How long answers under way are waited for at the end.
    pub(super) farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1_000,
            listeners: 1_000,
            head: Duration::from_secs(10),
            silence: Duration::from_mins(1),
            head_bytes: 16 * 1024,
            farewell: Duration::from_millis(500),
        }
    }
}

/// So many clients that find no place are told so at once; further ones are just cut off.
const TURNED_AWAY: usize = 64;

/// How long to wait when the system has no more sockets.
const BREATH: Duration = Duration::from_millis(50);

/// A server that listens.
pub(super) struct Server {
    listener: TcpListener,
    site: Arc<ServedSite>,
    limits: Limits,
    places: Arc<Semaphore>,
    listeners: Arc<Semaphore>,
    porch: Arc<Semaphore>,
    /// Held by every connection; nothing is ever sent.
    alive: mpsc::Sender<Infallible>,
    all_gone: mpsc::Receiver<Infallible>,
}

impl Server {
    pub(super) fn new(listener: TcpListener, site: Arc<ServedSite>, limits: Limits) -> Self {
        let (alive, all_gone) = mpsc::channel(1);
        Self {
            listener,
            site,
            limits,
            places: Arc::new(Semaphore::new(limits.connections)),
            listeners: Arc::new(Semaphore::new(limits.listeners)),
            porch: Arc::new(Semaphore::new(TURNED_AWAY)),
            alive,
            all_gone,
        }
    }

    /// Takes connections for ever.
    pub(super) async fn accept(&self) {
        loop {
            match self.listener.accept().await {
                Ok((stream, _)) => self.seat(stream),
                // Too many open files, or a client that left meanwhile: neither ends the server.
                Err(_) => sleep(BREATH).await,
            }
        }
    }

    /// Releases the port and waits until the answers under way are given, for a short while.
    pub(super) async fn drain(self) {
        let Self {
            listener,
            alive,
            mut all_gone,
            limits,
            ..
        } = self;
        drop((listener, alive));
        // Connections left after that are cut off.
        let _in_time = timeout(limits.farewell, all_gone.recv()).await.is_ok();
    }

    fn seat(&self, stream: TcpStream) {
        if let Ok(permit) = Arc::clone(&self.places).try_acquire_owned() {
            let seat = Admission {
                permit: Mutex::new(permit),
                listeners: Arc::clone(&self.listeners),
            };
            let (site, alive) = (Arc::clone(&self.site), self.alive.clone());
            tokio::spawn(converse(stream, site, Arc::new(seat), self.limits, alive));
        } else if let Ok(porch) = Arc::clone(&self.porch).try_acquire_owned() {
            tokio::spawn(turn_away(stream, porch));
        }
    }
}

/// Answers the requests of one connection.
async fn converse(
    stream: TcpStream,
    site: Arc<ServedSite>,
    seat: Arc<Admission>,
    limits: Limits,
    alive: mpsc::Sender<Infallible>,
) {
    // Events are small and must not wait for more.
    let _is_set = stream.set_nodelay(true).is_ok();
    let io = TokioIo::new(Steady::new(stream, limits.silence));
    let hub = Arc::clone(&site.hub);
    let service =
        service_fn(move |request| http::answer(Arc::clone(&site), Arc::clone(&seat), request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(limits.head_bytes)
        .serve_connection(io, service);
    tokio::pin!(connection);
    // How a conversation ended is of no interest to anybody.
    let _ended = tokio::select! {
        ended = connection.as_mut() => ended.is_ok(),
        () = hub.stopped() => {
            connection.as_mut().graceful_shutdown();
            connection.await.is_ok()
        }
    };
    drop(alive);
}

/// Says that there is no place, and waits a moment for the client to read it.
async fn turn_away(mut stream: TcpStream, porch: OwnedSemaphorePermit) {
    let farewell = async {
        stream.write_all(response::full_house().as_bytes()).await?;
        stream.shutdown().await?;
        // Closing with unread bytes would take the answer back.
        let mut unread = [0; 1024];
        while stream.read(&mut unread).await? > 0 {}
        std::io::Result::Ok(())
    };
    let _in_time = timeout(Duration::from_secs(1), farewell).await.is_ok();
    drop(porch);
}
