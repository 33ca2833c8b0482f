//! Putting a finished site in the place of the published one.
//!
//! One exchange of names, where the system can do that: a reader sees the old site or the new one, and
//! a kill leaves one of them. Elsewhere renames, with a moment between the first two in which there is
//! no site; a build killed in that moment is repaired by the next one. Nothing is made durable here: after
//! a power cut the manifest tells which files are whole, and the next build mends the others.

use std::fs;
use std::io;
use std::path::Path;

use super::error::{WriteError, WriteStep};
use super::work::Work;

/// Exchanges the names of two folders; [`io::ErrorKind::Unsupported`] where that cannot be done.
pub(super) type Exchange = fn(&Path, &Path) -> io::Result<()>;

/// Publishes the first site, which lies in `stage`. Fails if something has come to lie there since.
pub(super) fn publish_first(work: &Work) -> Result<(), WriteError> {
    fs::rename(&work.stage, &work.output)
        .map_err(|cause| WriteError::failed(WriteStep::Swap, &work.output, cause))
}

/// Publishes the site in `spare`. Afterwards the one before lies there.
pub(super) fn publish(work: &Work, exchange: Exchange) -> Result<(), WriteError> {
    match exchange(&work.spare, &work.output) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => rename_thrice(work),
        done => done,
    }
    .map_err(|cause| WriteError::failed(WriteStep::Swap, &work.output, cause))
}

fn rename_thrice(work: &Work) -> io::Result<()> {
    fs::rename(&work.output, &work.old)?;
    if let Err(error) = fs::rename(&work.spare, &work.output) {
        fs::rename(&work.old, &work.output)?;
        return Err(error);
    }
    // The new site is published. If this fails, the next build removes the old one.
    fs::rename(&work.old, &work.spare).ok();
    Ok(())
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
