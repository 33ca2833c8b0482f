//! Steps on the disk that last: what one has done is there after a power cut, before the next begins.
//!
//! A hook is called before each step and may refuse it, which is how the tests kill a release everywhere.
//! What the files are for is not known here.
#![expect(
    clippy::disallowed_methods,
    reason = "these are the steps of the edge that keeps releases"
)]

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::error::{StoreError, StoreStep};

/// Asked before each step.
pub(super) type BeforeStep<'a> = dyn FnMut(StoreStep) -> io::Result<()> + 'a;

/// The disk, step by step.
pub(super) struct Disk<'a> {
    pub(super) before: &'a mut BeforeStep<'a>,
}

impl Disk<'_> {
    fn step<T>(
        &mut self,
        step: StoreStep,
        path: &Path,
        work: impl FnOnce() -> io::Result<T>,
    ) -> Result<T, StoreError> {
        (self.before)(step)
            .and_then(|()| work())
            .map_err(|cause| StoreError::failed(step, path, cause))
    }

    pub(super) fn make_folder(&mut self, path: &Path) -> Result<(), StoreError> {
        self.step(StoreStep::MakeFolder, path, || fs::create_dir_all(path))
    }

    /// Writes a new file.
    pub(super) fn write<T>(
        &mut self,
        path: &Path,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<T>,
    ) -> Result<T, StoreError> {
        let (written, value) = self.step(StoreStep::Write, path, || {
            let mut out = BufWriter::new(File::create(path)?);
            let value = fill(&mut out)?;
            let written = out.into_inner().map_err(io::IntoInnerError::into_error)?;
            Ok((written, value))
        })?;
        self.step(StoreStep::Sync, path, || written.sync_all())?;
        Ok(value)
    }

    /// Puts a file with this content in the place of another, or where there was none.
    pub(super) fn replace(&mut self, path: &Path, content: &[u8]) -> Result<(), StoreError> {
        let new = beside(path);
        self.write(&new, |out| out.write_all(content))?;
        self.rename(&new, path)
    }

    pub(super) fn rename(&mut self, from: &Path, to: &Path) -> Result<(), StoreError> {
        self.step(StoreStep::Rename, to, || fs::rename(from, to))?;
        self.sync_folder(to.parent().unwrap_or(to))
    }

    /// Makes the names in a folder last.
    pub(super) fn sync_folder(&mut self, path: &Path) -> Result<(), StoreError> {
        self.step(StoreStep::Sync, path, || sync_folder(path))
    }

    /// Removes a file, a link or a folder with all it holds, or nothing if it is not there.
    pub(super) fn remove(&mut self, path: &Path) -> Result<(), StoreError> {
        self.step(StoreStep::Remove, path, || {
            match fs::symlink_metadata(path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                Err(error) => Err(error),
                Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path),
                Ok(_) => fs::remove_file(path),
            }
        })?;
        self.sync_folder(path.parent().unwrap_or(path))
    }
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// A folder cannot be opened as a file there, and the file system keeps names by itself.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Where the new content of a file is written before it takes its place.
pub(super) fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".new");
    path.with_file_name(name)
}

/// Whether anything lies at a path. Not being able to tell is an error, never a no.
pub(super) fn exists(path: &Path) -> Result<bool, StoreError> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(cause) => Err(StoreError::failed(StoreStep::Read, path, cause)),
    }
}

/// The bytes of a file; none when there is no such file.
pub(super) fn try_read(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(StoreError::failed(StoreStep::Read, path, cause)),
    }
}

/// The names in a folder, sorted.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, StoreError> {
    let listed = || -> io::Result<Vec<String>> {
        let entries = fs::read_dir(folder)?;
        entries
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect()
    };
    let mut names = listed().map_err(|cause| StoreError::failed(StoreStep::Read, folder, cause))?;
    names.sort();
    Ok(names)
}
