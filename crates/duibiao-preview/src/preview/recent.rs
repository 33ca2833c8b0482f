//! The files that were looked at last: as they are, as they were when they could last be made, and why
//! they cannot be made now. Bounded, so that a preview that runs for weeks does not grow.

use std::collections::{BTreeMap, VecDeque};

use crate::serve::Bytes;
use duibiao_syntax::diagnostic::Diagnostic;

/// So many files are remembered.
const MOST_FILES: usize = 48;

/// Longer files are made anew each time.
const LONGEST: usize = 1 << 20;

/// So many pages are made ahead of being asked for.
const WARM: usize = 2;

/// The files that were looked at last.
#[derive(Debug, Default)]
pub(super) struct Recent {
    files: BTreeMap<String, Looked>,
    /// The latest last.
    order: VecDeque<String>,
}

/// A file that was looked at.
#[derive(Debug)]
struct Looked {
    /// The revision of the site that it was made from; none when it must not be used again.
    revision: Option<u64>,
    good: Option<Bytes>,
    failure: Option<Diagnostic>,
}

impl Recent {
    /// The file as of a revision, when it was made from it.
    pub(super) fn get(&mut self, path: &str, revision: u64) -> Option<Bytes> {
        let looked = self.files.get(path)?;
        let is_fresh = looked.revision == Some(revision) && looked.failure.is_none();
        let bytes = looked.good.clone().filter(|_| is_fresh)?;
        self.touch(path);
        Some(bytes)
    }

    /// Remembers a file that was made; one that is not `lasting` only in case it cannot be made again.
    pub(super) fn put(&mut self, path: &str, revision: u64, bytes: &Bytes, lasting: bool) {
        if bytes.len() > LONGEST {
            self.forget(path);
            return;
        }
        let looked = Looked {
            revision: lasting.then_some(revision),
            good: Some(bytes.clone()),
            failure: None,
        };
        self.files.insert(path.to_owned(), looked);
        self.touch(path);
    }

    /// Notes that a file could not be made, and hands out how it was last.
    pub(super) fn fail(&mut self, path: &str, failure: Diagnostic) -> Option<Bytes> {
        let looked = self.files.entry(path.to_owned()).or_insert(Looked {
            revision: None,
            good: None,
            failure: None,
        });
        looked.failure = Some(failure);
        let good = looked.good.clone();
        self.touch(path);
        good
    }

    /// Why files cannot be made, each reason once.
    pub(super) fn failures(&self) -> Vec<Diagnostic> {
        let mut all: Vec<Diagnostic> = Vec::new();
        for failure in self
            .files
            .values()
            .filter_map(|looked| looked.failure.as_ref())
        {
            if !all.contains(failure) {
                all.push(failure.clone());
            }
        }
        all
    }

    /// The pages that were looked at last, and all that could not be made.
    pub(super) fn latest(&self) -> Vec<String> {
        let is_page = |path: &&String| path.strip_suffix(".html").is_some();
        let latest = self.order.iter().rev().filter(is_page).take(WARM);
        let failed = self
            .files
            .iter()
            .filter(|(_, looked)| looked.failure.is_some());
        let mut all: Vec<String> = latest
            .chain(failed.map(|(path, _)| path))
            .cloned()
            .collect();
        all.sort();
        all.dedup();
        all
    }

    fn touch(&mut self, path: &str) {
        self.order.retain(|known| known != path);
        self.order.push_back(path.to_owned());
        while self.order.len() > MOST_FILES {
            if let Some(oldest) = self.order.pop_front() {
                self.files.remove(&oldest);
            }
        }
    }

    fn forget(&mut self, path: &str) {
        self.files.remove(path);
        self.order.retain(|known| known != path);
    }
}
