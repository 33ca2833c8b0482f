//! Putting the files of an import in their places: each whole or not at all, none over another unless the
//! user says so.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// A file to be written.
pub(super) struct NewFile {
    /// Its path from the root of the project.
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    /// What happens to one that is there.
    pub(super) existing: Existing,
}

/// What happens to a file in whose place another is to be written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Existing {
    /// It stays, and nothing is written at all, unless the user says so.
    Stops,
    /// It gives way: a report of an earlier import.
    GivesWay,
    /// It stays, and the others are written: an entry that another document has brought already.
    Stays,
}

/// Why nothing was written.
pub(super) struct NotWritten {
    pub(super) path: PathBuf,
    pub(super) cause: io::Error,
}

/// Writes all files or, when one is there already and `force` is not given, none.
pub(super) fn write(root: &Path, files: &[NewFile], force: bool) -> Result<(), NotWritten> {
    let stops = |file: &&NewFile| file.existing == Existing::Stops && !force;
    for file in files.iter().filter(stops) {
        let path = root.join(&file.path);
        if fs::symlink_metadata(&path).is_ok() {
            let cause = io::ErrorKind::AlreadyExists.into();
            return Err(NotWritten { path, cause });
        }
    }
    for file in files {
        let path = root.join(&file.path);
        if file.existing == Existing::Stays && fs::symlink_metadata(&path).is_ok() {
            continue;
        }
        let replaces = force || file.existing == Existing::GivesWay;
        one(&path, &file.bytes, replaces).map_err(|cause| NotWritten { path, cause })?;
    }
    Ok(())
}

/// Writes beside the place and moves there. A link does not go over a file that came in the meantime.
fn one(path: &Path, bytes: &[u8], replaces: bool) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&beside)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    let moved = written.and_then(|()| {
        if replaces {
            fs::rename(&beside, path)
        } else {
            fs::hard_link(&beside, path)
        }
    });
    if moved.is_err() || !replaces {
        fs::remove_file(&beside)?;
    }
    moved
}
