//! The working folder beside the output, and what a killed build left in it.
//!
//! `.duibiao-<output>/` holds
//!
//! - `lock`, which dies with the process that holds it;
//! - `stage/`, the files that were rendered and differ: there only during a build, and never trusted;
//! - `spare/`, the folders of the site before, with links to the files that still are what they were, on
//!   which the next site is built: never trusted either, and of no use but to be quick;
//! - `old/`, the site before, there only between the renames that do what one exchange does elsewhere,
//!   and whole whenever it is there.
//!
//! It stays between builds, because a lock file that comes and goes protects nothing. Removing it
//! while no build runs loses nothing.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::error::{FolderRefusal, WriteError, WriteProblem, WriteStep};
use super::manifest;

/// What the name of a working folder begins with.
pub(super) const WORK_PREFIX: &str = ".duibiao-";

/// The places a build works at. Its holder is the only build of this output.
#[derive(Debug)]
pub(super) struct Work {
    /// The published site.
    pub(super) output: PathBuf,
    /// What was rendered and differs; the first site is made there as a whole.
    pub(super) stage: PathBuf,
    /// The staged next site; between builds the folders of the one before.
    pub(super) spare: PathBuf,
    /// The site before, between two renames.
    pub(super) old: PathBuf,
    /// Locked until this is dropped.
    lock: File,
}

impl Work {
    /// Locks the output at an absolute path and clears up after a killed build.
    ///
    /// # Errors
    ///
    /// When another build holds the lock, or the disk says no.
    pub(super) fn enter(output: PathBuf) -> Result<Self, WriteError> {
        let folder = folder(&output);
        make(&folder)?;
        let lock = lock(&folder, &output)?;
        let work = Self {
            stage: folder.join("stage"),
            spare: folder.join("spare"),
            old: folder.join("old"),
            output,
            lock,
        };
        work.recover()?;
        Ok(work)
    }

    /// Brings the output back if a build was killed between two renames, and removes what it left.
    fn recover(&self) -> Result<(), WriteError> {
        remove(&self.stage)?;
        if !exists(&self.old)? {
            return Ok(());
        }
        if exists(&self.output.join(manifest::NAME))? {
            return self.discard_old();
        }
        // An empty folder may have been made where the site was; one that holds anything stays.
        let put_back = if exists(&self.output)? {
            fs::remove_dir(&self.output).and_then(|()| fs::rename(&self.old, &self.output))
        } else {
            fs::rename(&self.old, &self.output)
        };
        put_back.map_err(|cause| WriteError::failed(WriteStep::Recover, &self.output, cause))
    }

    /// Removes the site before. It goes by way of `stage/`, so that `old/` is never there in part.
    fn discard_old(&self) -> Result<(), WriteError> {
        fs::rename(&self.old, &self.stage)
            .map_err(|cause| WriteError::failed(WriteStep::Remove, &self.old, cause))?;
        remove(&self.stage)
    }
}

impl Drop for Work {
    /// Unlocks explicitly: a child process that is being started may hold a copy of the file handle.
    fn drop(&mut self) {
        self.lock.unlock().ok();
    }
}

fn folder(output: &Path) -> PathBuf {
    let mut name = OsString::from(WORK_PREFIX);
    name.push(output.file_name().unwrap_or_default());
    output.with_file_name(name)
}

/// Makes the folder, and those above it, with a note to git that nothing in it is worth keeping.
fn make(folder: &Path) -> Result<(), WriteError> {
    match fs::symlink_metadata(folder) {
        Ok(metadata) if metadata.is_dir() => return Ok(()),
        Ok(metadata) if metadata.is_symlink() => {
            return Err(WriteError::refused(folder, FolderRefusal::Link));
        }
        Ok(_) => return Err(WriteError::refused(folder, FolderRefusal::NotAFolder)),
        Err(_) => {}
    }
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(folder.join(".gitignore"), "*\n"))
        .map_err(|cause| WriteError::failed(WriteStep::MakeFolder, folder, cause))
}

fn lock(folder: &Path, output: &Path) -> Result<File, WriteError> {
    let path = folder.join("lock");
    let failed = |cause| WriteError::failed(WriteStep::Lock, &path, cause);
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(WriteError::new(output, WriteProblem::Locked)),
        Err(TryLockError::Error(cause)) => Err(failed(cause)),
    }
}

/// Removes a folder of ours with all it holds, or nothing if it is not there. A link is removed, not
/// what it leads to.
pub(super) fn remove(path: &Path) -> Result<(), WriteError> {
    let removed = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => Err(error),
        Ok(metadata) if !metadata.is_dir() => fs::remove_file(path),
        Ok(_) => fs::remove_dir_all(path),
    };
    removed.map_err(|cause| WriteError::failed(WriteStep::Remove, path, cause))
}

/// Whether anything lies at a path. Not being able to tell is an error, never a no: a site that is taken
/// for absent would be replaced by what is staged so far.
pub(super) fn exists(path: &Path) -> Result<bool, WriteError> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(cause) => Err(WriteError::failed(WriteStep::Inspect, path, cause)),
    }
}
