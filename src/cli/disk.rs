//! The few things that commands do with the disk themselves, with their failures in words.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use tempfile::TempDir;

use duibiao_syntax::diagnostic::Message;

/// The bytes of a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Message> {
    fs::read(path).map_err(|cause| unreadable(path, &cause))
}

/// Opens a file for an archive.
pub(super) fn open(path: &Path) -> io::Result<Box<dyn io::Read>> {
    Ok(Box::new(File::open(path)?))
}

/// The length of a file; 0 when it is not there.
pub(super) fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}

/// A folder that is gone when it is dropped.
pub(super) fn temporary() -> Result<TempDir, Message> {
    tempfile::Builder::new()
        .prefix("duibiao-")
        .tempdir()
        .map_err(|cause| unwritable(&std::env::temp_dir(), &cause))
}

/// Puts a text in the place of a file: beside it first, then over it, so that a kill leaves one or the
/// other.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Message> {
    let folder = path.parent().unwrap_or(path);
    let failed = |cause: &io::Error| unwritable(path, cause);
    fs::create_dir_all(folder).map_err(|cause| failed(&cause))?;
    let mut beside = tempfile::Builder::new()
        .prefix(".duibiao-")
        .tempfile_in(folder)
        .map_err(|cause| failed(&cause))?;
    io::Write::write_all(&mut beside, text.as_bytes()).map_err(|cause| failed(&cause))?;
    if let Ok(metadata) = fs::metadata(path) {
        // A file keeps its rights; that this fails leaves it readable for its owner.
        beside
            .as_file()
            .set_permissions(metadata.permissions())
            .ok();
    }
    beside.persist(path).map_err(|error| failed(&error.error))?;
    Ok(())
}

fn unreadable(path: &Path, cause: &io::Error) -> Message {
    let path = path.display();
    Message::new(
        format!("无法读取 {path}：{cause}"),
        format!("cannot read {path}: {cause}"),
    )
}

fn unwritable(path: &Path, cause: &io::Error) -> Message {
    let path = path.display();
    Message::new(
        format!("无法写入 {path}：{cause}"),
        format!("cannot write {path}: {cause}"),
    )
}
