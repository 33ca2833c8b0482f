//! The folders that are watched, kept watched while they go and come back.
//!
//! A watch belongs to the folder that had the name when it began. When another folder gets the name, the
//! system tells nothing more, so the names are looked at from time to time.
#![expect(
    clippy::disallowed_methods,
    reason = "whether a watched folder is still the same is asked of the disk"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher};

/// Something to watch. The path should be absolute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// A folder with all that is below it.
    Tree(PathBuf),
    /// A folder and the files right in it.
    Folder(PathBuf),
    /// One file, however it is saved.
    File(PathBuf),
}

impl Root {
    /// Whether a path belongs to it.
    fn has(&self, path: &Path) -> bool {
        match self {
            Self::Tree(folder) => path.starts_with(folder),
            Self::Folder(folder) => path == folder || path.parent() == Some(folder),
            Self::File(file) => path == file,
        }
    }

    /// The folder that the system watches for it. A file itself is not watched, because saving it mostly
    /// puts another one in its place.
    fn folder(&self) -> Option<(&Path, RecursiveMode)> {
        match self {
            Self::Tree(folder) => Some((folder, RecursiveMode::Recursive)),
            Self::Folder(folder) => Some((folder, RecursiveMode::NonRecursive)),
            Self::File(file) => Some((file.parent()?, RecursiveMode::NonRecursive)),
        }
    }

    fn absolute(self) -> Self {
        let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
        match self {
            Self::Tree(path) => Self::Tree(absolute(path)),
            Self::Folder(path) => Self::Folder(absolute(path)),
            Self::File(path) => Self::File(absolute(path)),
        }
    }
}

/// What belongs to the roots.
#[derive(Clone, Debug)]
pub(super) struct Scope(Vec<Root>);

impl Scope {
    pub(super) fn new(roots: Vec<Root>) -> Self {
        Self(roots.into_iter().map(Root::absolute).collect())
    }

    /// Whether a path is to be looked at.
    pub(super) fn has(&self, path: &Path) -> bool {
        self.0.iter().any(|root| root.has(path))
    }

    /// Whether a path is one of the folders that the system watches.
    pub(super) fn is_watched_folder(&self, path: &Path) -> bool {
        let mut folders = self.0.iter().filter_map(Root::folder);
        folders.any(|(folder, _)| folder == path)
    }
}

/// The state of the watched folders.
pub(super) struct Roots {
    watcher: RecommendedWatcher,
    folders: BTreeMap<PathBuf, WatchRoot>,
}

struct WatchRoot {
    mode: RecursiveMode,
    /// What is watched; nothing while there is no such folder.
    watched: Option<Identity>,
}

/// What tells a folder from another one of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Identity {
    device: u64,
    inode: u64,
}

/// What became of the roots.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Mended {
    /// All is as it was.
    Same,
    /// A folder went or came.
    Changed,
    /// The system does not watch any more.
    Impossible(String),
}

impl Roots {
    pub(super) fn new(watcher: RecommendedWatcher, scope: &Scope) -> Self {
        let mut folders = BTreeMap::new();
        for (path, mode) in scope.0.iter().filter_map(Root::folder) {
            let folder = folders.entry(path.to_owned()).or_insert(WatchRoot {
                mode,
                watched: None,
            });
            if mode == RecursiveMode::Recursive {
                folder.mode = mode;
            }
        }
        Self { watcher, folders }
    }

    /// Whether a folder is missing.
    pub(super) fn is_incomplete(&self) -> bool {
        self.folders.values().any(|folder| folder.watched.is_none())
    }

    /// Forgets what is watched under a name, because that was removed or renamed.
    pub(super) fn lose(&mut self) {
        for (path, folder) in &mut self.folders {
            unwatch(&mut self.watcher, path, folder);
        }
    }

    /// Watches what is there now.
    pub(super) fn mend(&mut self) -> Mended {
        let mut mended = Mended::Same;
        for (path, folder) in &mut self.folders {
            let now = identity(path);
            if now == folder.watched {
                continue;
            }
            unwatch(&mut self.watcher, path, folder);
            mended = Mended::Changed;
            if now.is_some() {
                match self.watcher.watch(path, folder.mode) {
                    Ok(()) => folder.watched = now,
                    // It went or changed while it was walked: the next look finds out.
                    Err(error) if is_passing(&error) => {}
                    Err(error) => return Mended::Impossible(error.to_string()),
                }
            }
        }
        mended
    }
}

fn unwatch(watcher: &mut RecommendedWatcher, path: &Path, folder: &mut WatchRoot) {
    if folder.watched.take().is_some() {
        // Fails when the system dropped it already.
        let _is_dropped = watcher.unwatch(path).is_ok();
    }
}

fn is_passing(error: &notify::Error) -> bool {
    use std::io::ErrorKind::{NotADirectory, NotFound, PermissionDenied};
    match &error.kind {
        ErrorKind::PathNotFound | ErrorKind::WatchNotFound => true,
        ErrorKind::Io(cause) => {
            matches!(cause.kind(), NotFound | NotADirectory | PermissionDenied)
        }
        _ => false,
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_dir)?;
    Some(Identity {
        device: metadata.dev(),
        inode: metadata.ino(),
    })
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    // Events about the folder itself tell here; a folder that is swapped in one go is not noticed.
    let is_folder = fs::metadata(path).is_ok_and(|metadata| metadata.is_dir());
    is_folder.then_some(Identity {
        device: 0,
        inode: 0,
    })
}
