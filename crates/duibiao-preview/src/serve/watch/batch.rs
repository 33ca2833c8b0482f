//! What changed on the disk since it was looked at last.
//!
//! Gathered from the watcher's events, and of bounded size whatever happens on the disk: when it is too
//! much or not clear, it is everything. Pure: what a path is now comes as an argument.

use std::collections::BTreeSet;
use std::mem;
use std::path::{Path, PathBuf};

use notify::Event;
use notify::event::{
    AccessKind, AccessMode, CreateKind, EventKind, MetadataKind, ModifyKind, RemoveKind, RenameMode,
};

/// More paths than this are everything.
const MOST: usize = 256;

/// What a path is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PathKind {
    /// A folder.
    Folder,
    /// A file, or anything else that is no folder.
    File,
    /// Nothing.
    Gone,
}

/// What there is to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Hints {
    /// These paths.
    Paths(Vec<PathBuf>),
    /// All of it.
    Everything,
}

impl Hints {
    /// In the form that a preview takes.
    pub(super) fn paths(&self) -> Option<&[PathBuf]> {
        match self {
            Self::Paths(paths) => Some(paths),
            Self::Everything => None,
        }
    }
}

/// What was gathered.
#[derive(Debug, Default)]
pub(super) struct Batch {
    paths: BTreeSet<PathBuf>,
    everything: bool,
    /// Renames of which only the first half came yet.
    half_renamed: BTreeSet<usize>,
    /// Whether names came, went or changed.
    renamed: bool,
    /// How many events came.
    events: u64,
}

/// A batch that is taken away to be looked at.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Taken {
    /// What to look at.
    pub(super) hints: Hints,
    /// Whether names came, went or changed, so that more may come up shortly.
    pub(super) renamed: bool,
}

impl Batch {
    pub(super) const fn is_empty(&self) -> bool {
        self.events == 0
    }

    /// A number that grows while events come.
    pub(super) const fn events(&self) -> u64 {
        self.events
    }

    /// Everything may have changed.
    pub(super) fn add_everything(&mut self) {
        self.events += 1;
        self.everything = true;
        self.paths.clear();
    }

    /// Adds what an event says.
    pub(super) fn add(&mut self, event: &Event, kind_of: impl Fn(&Path) -> PathKind) {
        let is_unclear = event.need_rescan() || event.paths.is_empty();
        match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => self.add_paths(event),
            // Reading is no change; taking it for one would make each look cause the next.
            EventKind::Access(_) => {}
            _ if is_unclear => self.add_everything(),
            EventKind::Modify(ModifyKind::Name(mode)) => self.add_rename(event, mode, kind_of),
            EventKind::Modify(ModifyKind::Metadata(
                MetadataKind::Any | MetadataKind::Permissions | MetadataKind::Ownership,
            )) => self.add_unless_folder(event, kind_of),
            // A folder that was modified says only that something in it was, which is told by itself.
            EventKind::Modify(ModifyKind::Any) => {
                if event
                    .paths
                    .iter()
                    .all(|path| kind_of(path) != PathKind::Folder)
                {
                    self.add_paths(event);
                }
            }
            EventKind::Create(kind) => {
                self.renamed = true;
                match kind {
                    CreateKind::File => self.add_paths(event),
                    CreateKind::Folder => self.add_everything(),
                    CreateKind::Any | CreateKind::Other => self.add_unless_folder(event, kind_of),
                }
            }
            EventKind::Remove(kind) => {
                self.renamed = true;
                match kind {
                    RemoveKind::File => self.add_paths(event),
                    _ => self.add_everything(),
                }
            }
            EventKind::Modify(_) | EventKind::Any | EventKind::Other => self.add_paths(event),
        }
    }

    /// Takes away what was gathered.
    pub(super) fn take(&mut self) -> Taken {
        let batch = mem::take(self);
        // A name that went without another that came may have been that of a folder.
        let hints = if batch.everything || !batch.half_renamed.is_empty() {
            Hints::Everything
        } else {
            Hints::Paths(batch.paths.into_iter().collect())
        };
        Taken {
            hints,
            renamed: batch.renamed,
        }
    }

    fn add_rename(&mut self, event: &Event, mode: RenameMode, kind_of: impl Fn(&Path) -> PathKind) {
        self.renamed = true;
        match (mode, event.tracker()) {
            (RenameMode::From, Some(tracker)) => {
                self.half_renamed.insert(tracker);
                self.add_paths(event);
            }
            (RenameMode::From, None) => self.add_everything(),
            (RenameMode::To | RenameMode::Both, tracker) => {
                if let Some(tracker) = tracker {
                    self.half_renamed.remove(&tracker);
                }
                match event.paths.last().map(|path| kind_of(path)) {
                    Some(PathKind::File) => self.add_paths(event),
                    _ => self.add_everything(),
                }
            }
            (RenameMode::Any | RenameMode::Other, _) => {
                if event
                    .paths
                    .iter()
                    .all(|path| kind_of(path) == PathKind::File)
                {
                    self.add_paths(event);
                } else {
                    self.add_everything();
                }
            }
        }
    }

    fn add_unless_folder(&mut self, event: &Event, kind_of: impl Fn(&Path) -> PathKind) {
        if event
            .paths
            .iter()
            .any(|path| kind_of(path) == PathKind::Folder)
        {
            self.add_everything();
        } else {
            self.add_paths(event);
        }
    }

    fn add_paths(&mut self, event: &Event) {
        self.events += 1;
        if !self.everything {
            self.paths.extend(event.paths.iter().cloned());
        }
        if self.paths.len() > MOST || self.half_renamed.len() > MOST {
            self.everything = true;
            self.paths.clear();
            self.half_renamed.clear();
        }
    }
}

#[cfg(test)]
mod tests;
