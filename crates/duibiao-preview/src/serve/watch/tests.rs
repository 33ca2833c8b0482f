//! Changes are noticed, whatever becomes of the folders.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::problem::Problems;
use super::super::{Answer, Bytes, Refreshed};
use super::*;

/// A preview that counts looks at everything.
#[derive(Default)]
struct Counter(AtomicUsize);

impl Preview for Counter {
    fn file(&self, _: &str) -> Answer {
        Answer::Missing(Bytes::new())
    }

    fn refresh(&self, paths: Option<&[std::path::PathBuf]>) -> Refreshed {
        assert_eq!(paths, None);
        self.0.fetch_add(1, Ordering::Relaxed);
        Refreshed::default()
    }

    fn problems(&self) -> Problems {
        Problems::default()
    }
}

#[test]
fn without_a_watcher_the_preview_looks_every_second_and_says_so_once() {
    let counter = Arc::new(Counter::default());
    let said = Arc::new(Mutex::new(Vec::new()));
    let lines = Arc::clone(&said);
    let log: LogLine = Arc::new(move |line| lines.lock().unwrap().push(line.to_owned()));
    let base = "/".parse().unwrap();
    let hub = Arc::new(Hub::new(&base, &Problems::default()));
    let preview: Arc<dyn Preview> = Arc::clone(&counter) as Arc<dyn Preview>;
    let inbox = Arc::new(Inbox::default());
    let worker = Worker {
        inbox: Arc::clone(&inbox),
        looker: Looker::new(preview, hub, Arc::clone(&log)),
        log,
        again: None,
        pause: ONCE_MORE,
    };
    let watching = Watching(inbox);
    let thread = thread::spawn(move || worker.run(Err("no more watches".to_owned())));
    thread::sleep(POLL * 3 + POLL / 2);
    assert!((2..=3).contains(&counter.0.load(Ordering::Relaxed)));
    drop(watching);
    thread.join().unwrap();
    let said = said.lock().unwrap();
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("no more watches") && said[0].contains("max_user_watches"));
}

#[test]
fn a_limit_that_is_met_later_is_told_too() {
    let inbox = Inbox::default();
    let scope = Scope::new(Vec::new());
    let error = notify::Error::new(notify::ErrorKind::MaxFilesWatch);
    inbox.take_in(Err(error), &scope);
    let mut news = inbox.wait(Instant::now());
    assert!(news.impossible.is_some());
    assert_eq!(news.batch.take().hints, Hints::Everything);
}
