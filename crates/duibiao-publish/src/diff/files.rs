//! Which files and addresses came, went or changed.
//!
//! Files are known by their path and their hash only; what is in them is told by the facts.

use std::collections::BTreeMap;

use crate::snapshot::SnapshotFile;

/// The files that differ, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileChanges<'a> {
    /// Files that were not there.
    pub added: Vec<(&'a str, &'a SnapshotFile)>,
    /// Files that are no longer there.
    pub removed: Vec<(&'a str, &'a SnapshotFile)>,
    /// Files with other bytes.
    pub changed: Vec<(&'a str, &'a SnapshotFile)>,
}

impl<'a> FileChanges<'a> {
    /// What differs between two lists of files.
    pub(super) fn between(
        old: &'a BTreeMap<String, SnapshotFile>,
        new: &'a BTreeMap<String, SnapshotFile>,
    ) -> Self {
        let mut found = Self::default();
        for (path, file) in new {
            match old.get(path) {
                None => found.added.push((path, file)),
                Some(before) if before != file => found.changed.push((path, file)),
                Some(_) => {}
            }
        }
        let gone = old.iter().filter(|(path, _)| !new.contains_key(*path));
        found.removed = gone.map(|(path, file)| (&**path, file)).collect();
        found
    }

    /// Whether both have the same files.
    pub const fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// How many bytes have to be uploaded.
    pub fn upload_bytes(&self) -> u64 {
        let files = self.added.iter().chain(&self.changed);
        files.fold(0, |sum, (_, file)| sum.saturating_add(file.bytes))
    }
}

/// Whether a file is a page that people read.
pub fn is_page(path: &str) -> bool {
    path.strip_suffix(".html").is_some()
}

/// The address of a file as people know it: without `index.html`.
pub fn address(path: &str) -> &str {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    }
}
