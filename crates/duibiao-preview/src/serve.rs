//! The edge that shows a site to its editor while it is written: an HTTP server on the own machine, a
//! watcher of the disk, and a script in the page that puts the new page in the place of the old one.
//!
//! What is shown comes from a [`Preview`], which this module asks for files by their site path and tells
//! that something on the disk has changed. It knows nothing of plans, renders nothing, and never makes a
//! path of the disk from an address. Nothing of it ever reaches a published site: what it adds to a page
//! is one element between two comments, which [`without_insertion`] takes out again to the byte.
//!
//! ```text
//! disk ─watch→ Preview::refresh ─hub→ events ─script→ conditional request ─http→ Preview::file
//! ```

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use connections::{Limits, Server};
use events::Hub;
use signals::Signals;

pub use error::ServeError;
pub use host::{AllowedHost, HostError};
pub use hyper::body::Bytes;
pub use page::without_insertion;
pub use path::{BasePath, BasePathError};
pub use watch::Root;

mod bind;
pub mod browser;
mod admission;
mod connections;
pub mod editor;
mod error;
mod events;
mod guard;
mod host;
mod http;
mod page;
mod path;
pub mod problem;
mod response;
mod signals;
mod steady;
#[cfg(test)]
mod tests;
mod watch;

use problem::Problems;

/// What is previewed. It is called from many threads at once, and may take its time.
pub trait Preview: Send + Sync + 'static {
    /// The file at a path of the site, such as `plans/water/330200-2026/index.html` or
    /// `_desk/index.html`: decoded, relative, without `.`, `..` or empty segments. An address that ends
    /// with `/` arrives with `index.html` added.
    ///
    /// The path is untrusted input. It is a key to look up, never a path of the disk.
    fn file(&self, path: &str) -> Answer;

    /// Brings the preview up to date with the disk, and says what is different now.
    ///
    /// `paths` are hints, absolute: these have changed, perhaps more than once, and may be gone. `None`
    /// means that anything may have changed. Calls never overlap.
    fn refresh(&self, paths: Option<&[PathBuf]>) -> Refreshed;

    /// What is wrong now.
    fn problems(&self) -> Problems;
}

/// What there is at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A file.
    Found(ServedFile),
    /// No such file; the bytes are those of the page that says so.
    Missing(Bytes),
    /// Another site path has it, e.g. `plans/water/index.html`.
    Moved(String),
    /// The page cannot be made now.
    Failed {
        /// All that is wrong now, as [`Preview::problems`] tells it.
        problems: Problems,
        /// What was shown here before, which then stays.
        last_good: Option<Bytes>,
    },
}

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServedFile {
    /// The bytes, as a build would write them.
    pub bytes: Bytes,
    /// The media type, e.g. `text/html; charset=utf-8`.
    pub media_type: String,
    /// Whether it is a page of the site, which gets our script, or a file that is left as it is.
    pub kind: FileKind,
}

/// What a file is to the person who looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A page in HTML.
    Page,
    /// Anything else.
    Other,
}

/// What a look at the disk brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refreshed {
    /// Whether any page may be different now, one that failed and can be made now included.
    pub site_changed: bool,
    /// Site paths of the style sheets that are different now. When `site_changed` is false, they alone
    /// are, and no page is loaded again.
    pub styles: Vec<String>,
    /// What is wrong now.
    pub problems: Problems,
    /// What to say on the terminal; nothing when empty.
    pub log: String,
    /// Whether to look again shortly, as when a file was being written.
    pub again: bool,
}

/// How to serve.
pub struct Options {
    /// The address to listen at. Only a loopback address keeps drafts on this machine.
    pub address: IpAddr,
    /// The port to listen at.
    pub port: Port,
    /// Names by which the server may be called besides those of this machine.
    pub allowed_hosts: Vec<AllowedHost>,
    /// What to watch.
    pub watch: Vec<Root>,
    /// Where the site stands below its host.
    pub base: BasePath,
    /// Whether scripts of the site itself run.
    pub site_scripts: SiteScripts,
    /// The hash of the one style that pages of the site carry themselves.
    pub site_style: &'static str,
    /// Takes lines for the terminal. It is called from the watcher's thread.
    pub log: LogLine,
}

/// Takes a line for the terminal.
pub type LogLine = Arc<dyn Fn(&str) + Send + Sync>;

/// The port to listen at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one; when it is taken, one of the next, then any.
    Preferred(u16),
    /// This one and no other. 0 is any.
    Exactly(u16),
}

/// The port when none is named.
pub const DEFAULT_PORT: u16 = 4000;

/// Whether scripts of the site itself run in the preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SiteScripts {
    /// Only the script of the preview does.
    #[default]
    Blocked,
    /// Script files of the site do, for themes that bring some.
    Allowed,
}

/// Serves until Ctrl-C or a signal to end, and then returns with the port released. A second Ctrl-C does
/// not wait for answers under way.
///
/// `on_ready` is told the address that is listened at, and the one to open in a browser.
///
/// # Errors
///
/// When the port is taken or the system gives no sockets or threads.
pub fn run(
    preview: Arc<dyn Preview>,
    options: Options,
    on_ready: impl FnOnce(SocketAddr, &str),
) -> Result<(), ServeError> {
    let runtime = runtime()?;
    let served = runtime.block_on(async {
        let mut signals = Signals::listen().map_err(ServeError::start)?;
        let stop = async || signals.next().await;
        live(preview, options, Limits::default(), on_ready, stop).await
    });
    // A refresh under way may take long; it writes nothing, so it need not be waited for.
    runtime.shutdown_background();
    served
}

fn runtime() -> Result<tokio::runtime::Runtime, ServeError> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(64)
        .thread_name("preview")
        .build()
        .map_err(ServeError::start)
}

/// Serves until `stop` is over. The second time it is called, it cuts the end short.
async fn live(
    preview: Arc<dyn Preview>,
    options: Options,
    limits: Limits,
    on_ready: impl FnOnce(SocketAddr, &str),
    mut stop: impl AsyncFnMut(),
) -> Result<(), ServeError> {
    let (listener, local) = bind::listen(options.address, options.port)?;
    let base_url = http::url(local, &options.base);
    let hub = Arc::new(Hub::new(&options.base, &preview.problems()));
    let looker = watch::Looker::new(Arc::clone(&preview), Arc::clone(&hub), options.log.clone());
    let _watching = watch::start(options.watch, looker, options.log).map_err(ServeError::start)?;
    let site = Arc::new(http::ServedSite {
        preview,
        hub: Arc::clone(&hub),
        hosts: host::Hosts::new(local, options.allowed_hosts),
        base: options.base,
        scripts: options.site_scripts,
        style: options.site_style,
    });
    on_ready(local, &base_url);
    let server = Server::new(listener, site, limits);
    tokio::select! {
        () = stop() => {}
        () = server.accept() => {}
    }
    hub.stop();
    tokio::select! {
        () = stop() => {}
        () = server.drain() => {}
    }
    Ok(())
}
