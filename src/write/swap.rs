//! Putting a finished site in the place of the published one.
//!
//! One exchange of names, where the system can do that: a reader sees the old site or the new one, and
//! a kill leaves one of them. Elsewhere two renames, with a moment between them in which there is no
//! site; a build killed in that moment is repaired by the next one. Nothing is made durable here: after
//! a power cut the manifest tells which files are whole, and the next build mends the others.

use std::fs;
use std::io;
use std::path::Path;

use super::error::{Step, WriteError};
use super::work::{Work, exists};

/// Exchanges the names of two folders; [`io::ErrorKind::Unsupported`] where that cannot be done.
pub(super) type Exchange = fn(&Path, &Path) -> io::Result<()>;

/// Publishes `stage`. Afterwards the site before lies in `stage` or `old`, if there was one.
pub(super) fn publish(work: &Work, exchange: Exchange) -> Result<(), WriteError> {
    let failed = |cause| WriteError::failed(Step::Swap, &work.output, cause);
    if !exists(&work.output) {
        return fs::rename(&work.stage, &work.output).map_err(failed);
    }
    match exchange(&work.stage, &work.output) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            rename_twice(work).map_err(failed)
        }
        done => done.map_err(failed),
    }
}

fn rename_twice(work: &Work) -> io::Result<()> {
    fs::rename(&work.output, &work.old)?;
    fs::rename(&work.stage, &work.output).or_else(|error| {
        fs::rename(&work.old, &work.output)?;
        Err(error)
    })
}

/// The exchange of this system.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        // Some file systems know the call and not the flag.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Err(io::ErrorKind::Unsupported.into()),
        done => Ok(done?),
    }
}

/// This system has none.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
