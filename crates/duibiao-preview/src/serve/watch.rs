//! The watcher: tells the preview when something on the disk has changed.
//!
//! Events gather while the preview looks, so looks never overlap and their number does not grow with the
//! number of saves. What the events say is a hint; what is true is found by looking. When the system
//! cannot watch, the preview looks every second instead.
#![expect(
    clippy::disallowed_methods,
    reason = "events are gathered for a few milliseconds, and folders may come back after some"
)]

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use duibiao_syntax::diagnostic::Message;
use notify::{Config, Event, EventKind, RecommendedWatcher, Watcher};

use super::events::Hub;
use super::{LogLine, Preview};

use batch::{Batch, Hints, PathKind, Taken};
use roots::{Mended, Roots, Scope};

pub use roots::Root;

mod batch;
mod roots;
#[cfg(test)]
mod tests;

/// A save is over when nothing more came for so long.
const SILENCE: Duration = Duration::from_millis(5);

/// The longest wait for silence.
const LONGEST: Duration = Duration::from_millis(40);

/// After names have changed, files may appear in folders before those are watched.
const ONCE_MORE: Duration = Duration::from_millis(150);

/// A preview that wants to look again and again waits longer each time, up to this.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often the names of the roots are looked at, and how often when one is missing.
const ROUND: Duration = Duration::from_secs(1);
const ROUND_WHEN_MISSING: Duration = Duration::from_millis(200);

/// How often the preview looks when the system cannot watch.
const POLL: Duration = Duration::from_secs(1);

/// Looks at the disk, and tells the pages and the terminal what came of it.
pub(super) struct Looker {
    preview: Arc<dyn Preview>,
    hub: Arc<Hub>,
    log: LogLine,
}

impl Looker {
    pub(super) const fn new(preview: Arc<dyn Preview>, hub: Arc<Hub>, log: LogLine) -> Self {
        Self { preview, hub, log }
    }

    /// Looks, and says whether to look again shortly. A panic of the preview is told and survived.
    fn look(&self, hints: &Hints) -> bool {
        let refresh = || self.preview.refresh(hints.paths());
        if let Ok(refreshed) = catch_unwind(AssertUnwindSafe(refresh)) {
            self.hub.publish(&refreshed);
            if !refreshed.log.is_empty() {
                (self.log)(&refreshed.log);
            }
            refreshed.again
        } else {
            say(
                &self.log,
                &Message::new(
                    "更新预览时程序出错，请报告；页面仍是上一次的样子，下次保存时再试",
                    "the program failed while bringing the preview up to date, please report it; pages stay as they were until the next save",
                ),
            );
            false
        }
    }
}

fn say(log: &LogLine, message: &Message) {
    log(&format!("{}\n{}", message.zh, message.en));
}

/// A watcher at work; it ends when this is dropped.
pub(super) struct Watching(Arc<Inbox>);

impl Drop for Watching {
    fn drop(&mut self) {
        self.0.tell(|news| news.closed = true);
    }
}

/// Starts to watch.
pub(super) fn start(roots: Vec<Root>, looker: Looker, log: LogLine) -> io::Result<Watching> {
    let inbox = Arc::new(Inbox::default());
    let scope = Scope::new(roots);
    let worker = Worker {
        inbox: Arc::clone(&inbox),
        looker,
        log,
        again: None,
        pause: ONCE_MORE,
    };
    // Begun here and not on the worker's thread, so that nothing after the start is missed.
    let watched = begin(&scope, &inbox);
    thread::Builder::new()
        .name("watch".to_owned())
        .spawn(move || worker.run(watched))?;
    Ok(Watching(inbox))
}

/// Begins to watch, or says why that is not possible.
fn begin(scope: &Scope, inbox: &Arc<Inbox>) -> Result<Roots, String> {
    let (scope_of_events, inbox) = (scope.clone(), Arc::clone(inbox));
    let take = move |event: notify::Result<Event>| inbox.take_in(event, &scope_of_events);
    // A link inside a project leads nowhere that may be read, so it is not followed here either.
    let config = Config::default().with_follow_symlinks(false);
    let watcher = RecommendedWatcher::new(take, config).map_err(|error| error.to_string())?;
    let mut roots = Roots::new(watcher, scope);
    match roots.mend() {
        Mended::Impossible(cause) => Err(cause),
        Mended::Same | Mended::Changed => Ok(roots),
    }
}

/// What has come in and was not looked at yet.
#[derive(Default)]
struct Inbox {
    news: Mutex<News>,
    came: Condvar,
}

#[derive(Default)]
struct News {
    batch: Batch,
    /// A watched folder itself was removed or renamed.
    lost_root: bool,
    /// Why the system watches no more.
    impossible: Option<String>,
    closed: bool,
}

impl News {
    fn is_empty(&self) -> bool {
        self.batch.is_empty() && !self.lost_root && self.impossible.is_none() && !self.closed
    }
}

impl Inbox {
    fn lock(&self) -> MutexGuard<'_, News> {
        self.news.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, what: impl FnOnce(&mut News)) {
        what(&mut self.lock());
        self.came.notify_one();
    }

    /// Takes in what the system says.
    fn take_in(&self, event: notify::Result<Event>, scope: &Scope) {
        match event {
            Ok(event) => {
                let concerns = event.paths.iter().any(|path| scope.has(path));
                let lost = is_about_names(event.kind)
                    && event.paths.iter().any(|path| scope.is_watched_folder(path));
                if concerns || lost || event.paths.is_empty() || event.need_rescan() {
                    self.tell(|news| {
                        news.batch.add(&event, kind_of);
                        news.lost_root |= lost;
                    });
                }
            }
            Err(error) => self.tell(|news| {
                news.batch.add_everything();
                if matches!(error.kind, notify::ErrorKind::MaxFilesWatch) {
                    news.impossible = Some(error.to_string());
                }
            }),
        }
    }

    /// Waits until something came and is over, or until it is time.
    fn wait(&self, until: Instant) -> MutexGuard<'_, News> {
        let mut news = self.lock();
        while news.is_empty() {
            let Some(left) = until.checked_duration_since(Instant::now()) else {
                return news;
            };
            news = self.pause(news, left);
        }
        let begun = Instant::now();
        while !news.closed && begun.elapsed() < LONGEST {
            let before = news.batch.events();
            let silent_from = Instant::now();
            while news.batch.events() == before && silent_from.elapsed() < SILENCE {
                news = self.pause(news, SILENCE);
            }
            if news.batch.events() == before {
                break;
            }
        }
        news
    }

    fn pause<'a>(&self, news: MutexGuard<'a, News>, time: Duration) -> MutexGuard<'a, News> {
        let waited = self.came.wait_timeout(news, time);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

/// Whether a folder that is named may be gone or another one now.
const fn is_about_names(kind: EventKind) -> bool {
    use notify::event::ModifyKind;
    matches!(
        kind,
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
    )
}

fn kind_of(path: &Path) -> PathKind {
    match path.symlink_metadata() {
        Ok(metadata) if metadata.is_dir() => PathKind::Folder,
        Ok(_) => PathKind::File,
        Err(_) => PathKind::Gone,
    }
}

/// The thread that looks.
struct Worker {
    inbox: Arc<Inbox>,
    looker: Looker,
    log: LogLine,
    /// When to look again without being told, and at what.
    again: Option<(Instant, Hints)>,
    /// How long the preview has to wait when it wants to look again.
    pause: Duration,
}

impl Worker {
    fn run(mut self, watched: Result<Roots, String>) {
        let cause = match watched {
            Ok(roots) => self.watch(roots),
            Err(cause) => Some(cause),
        };
        if let Some(cause) = cause {
            say(&self.log, &unwatchable(&cause));
            self.poll();
        }
    }

    /// Watches until the end, or says why that is no longer possible.
    fn watch(&mut self, mut roots: Roots) -> Option<String> {
        let mut round = Instant::now() + ROUND;
        loop {
            let until = self.again.as_ref().map_or(round, |(at, _)| round.min(*at));
            let inbox = Arc::clone(&self.inbox);
            let mut news = inbox.wait(until);
            if news.closed {
                return None;
            }
            if let Some(cause) = news.impossible.take() {
                return Some(cause);
            }
            let lost = std::mem::take(&mut news.lost_root);
            let mut taken = (!news.batch.is_empty()).then(|| news.batch.take());
            drop(news);
            if lost {
                roots.lose();
            }
            if lost || Instant::now() >= round {
                match roots.mend() {
                    Mended::Same => {}
                    Mended::Changed => taken = Some(everything()),
                    Mended::Impossible(cause) => return Some(cause),
                }
            }
            self.look(taken);
            let missing = roots.is_incomplete();
            round = Instant::now() + if missing { ROUND_WHEN_MISSING } else { ROUND };
        }
    }

    /// Looks at what came, and at what was to be looked at again by now.
    fn look(&mut self, taken: Option<Taken>) {
        let due = self.again.take_if(|(at, _)| *at <= Instant::now());
        if let Some((_, hints)) = due {
            self.look_at(&hints, false);
        }
        if let Some(Taken { hints, renamed }) = taken {
            self.look_at(&hints, renamed);
        }
    }

    fn look_at(&mut self, hints: &Hints, renamed: bool) {
        let wants_again = self.looker.look(hints);
        let (pause, hints) = match (wants_again, renamed) {
            (true, _) => (self.pause, Hints::Everything),
            (false, true) => (ONCE_MORE, hints.clone()),
            (false, false) => {
                self.pause = ONCE_MORE;
                return;
            }
        };
        self.pause = if wants_again {
            PATIENCE.min(self.pause * 2)
        } else {
            ONCE_MORE
        };
        let hints = match &self.again {
            None => hints,
            Some((_, earlier)) if *earlier == hints => hints,
            Some(_) => Hints::Everything,
        };
        self.again = Some((Instant::now() + pause, hints));
    }

    /// Looks every second until the end.
    fn poll(&mut self) {
        loop {
            let until = Instant::now() + POLL;
            {
                let mut news = self.inbox.wait(until);
                // What a watcher that gave up still has to say is found by looking anyway.
                let closed = news.closed;
                *news = News::default();
                if closed {
                    return;
                }
            }
            thread::sleep(until.saturating_duration_since(Instant::now()));
            self.looker.look(&Hints::Everything);
        }
    }
}

const fn everything() -> Taken {
    Taken {
        hints: Hints::Everything,
        renamed: true,
    }
}

fn unwatchable(cause: &str) -> Message {
    Message::new(
        format!(
            "系统无法监视文件（{cause}），改为每秒查看一次；Linux 上可调高 fs.inotify.max_user_watches"
        ),
        format!(
            "the system cannot watch the files ({cause}), so they are looked at every second; on Linux, raise fs.inotify.max_user_watches"
        ),
    )
}
