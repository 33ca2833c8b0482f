//! Which folders a site may be written into.
//!
//! A generator that empties the wrong folder destroys a year of work, so the answer is no unless the
//! folder is absent, empty, or carries our manifest. There is no way round it, and nothing is touched
//! before the answer. Links in the folders above are resolved first, so that no spelling of a path
//! leads past the rules.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Component, Path, PathBuf};

use super::error::{FolderRefusal, WriteError, WriteStep};
use super::manifest;
use super::work::{WORK_PREFIX, exists};

/// The folders of a project that hold sources.
const SOURCES: [&str; 3] = ["content", "themes", "src"];

/// Files that only a home folder has.
const HOME_MARKS: [&str; 9] = [
    ".bashrc",
    ".bash_profile",
    ".bash_history",
    ".profile",
    ".zshrc",
    ".ssh",
    ".gnupg",
    ".config",
    ".local",
];

/// Folders at the root of a disk that no site may take over.
const SYSTEM: [&str; 25] = [
    "bin",
    "boot",
    "dev",
    "etc",
    "home",
    "lib",
    "lib32",
    "lib64",
    "media",
    "mnt",
    "opt",
    "proc",
    "root",
    "run",
    "sbin",
    "srv",
    "sys",
    "tmp",
    "usr",
    "var",
    "Applications",
    "Library",
    "System",
    "Users",
    "Windows",
];

/// The output folder as an absolute path without links, if a site may be written there.
pub(super) fn check(output: &Path, project_root: &Path) -> Result<PathBuf, WriteError> {
    let inspect = |cause| WriteError::failed(WriteStep::Inspect, output, cause);
    // Collecting the components takes off a slash at the end, behind which a link would be followed.
    let given: PathBuf = std::path::absolute(output)
        .map_err(inspect)?
        .components()
        .collect();
    let refuse = |refusal| Err(WriteError::refused(&given, refusal));
    if let Some(refusal) = by_letters(output) {
        return refuse(refusal);
    }
    let there = match fs::symlink_metadata(&given) {
        Ok(metadata) if metadata.is_symlink() => return refuse(FolderRefusal::Link),
        Ok(metadata) if !metadata.is_dir() => return refuse(FolderRefusal::NotAFolder),
        Ok(_) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(inspect(error)),
    };
    let Some(path) = resolve(&given).map_err(inspect)? else {
        return refuse(FolderRefusal::Unclear);
    };
    let root = fs::canonicalize(project_root)
        .map_err(|cause| WriteError::failed(WriteStep::Inspect, project_root, cause))?;
    if let Some(refusal) = by_place(&path).or_else(|| by_project(&path, &root)) {
        return Err(WriteError::refused(&path, refusal));
    }
    if is_inside_site(&path)? {
        return Err(WriteError::refused(&path, FolderRefusal::InsideSite));
    }
    if there {
        contents(&path)?;
    }
    Ok(path)
}

/// Refuses a folder for what it is or holds.
fn contents(path: &Path) -> Result<(), WriteError> {
    let refuse = |refusal| Err(WriteError::refused(path, refusal));
    let inspect = |cause| WriteError::failed(WriteStep::Inspect, path, cause);
    let own = fs::symlink_metadata(path).map_err(inspect)?;
    let above = fs::symlink_metadata(path.parent().unwrap_or(path)).map_err(inspect)?;
    if is_mount_point(path, &own, &above) {
        return refuse(FolderRefusal::MountPoint);
    }
    if exists(&path.join(".git"))? {
        return refuse(FolderRefusal::GitWorkTree);
    }
    if manifest::read(path)?.is_some() {
        return Ok(());
    }
    for mark in HOME_MARKS {
        if exists(&path.join(mark))? {
            return refuse(FolderRefusal::Home);
        }
    }
    match first_visible(path).map_err(inspect)? {
        Some(name) => refuse(FolderRefusal::Foreign(name)),
        None => Ok(()),
    }
}

/// Refuses a path that a shell or another system would have read in another way.
fn by_letters(path: &Path) -> Option<FolderRefusal> {
    let has_tilde = path.components().any(|part| part.as_os_str() == "~");
    let has_backslash = cfg!(unix) && path.to_string_lossy().contains('\\');
    match (has_tilde, has_backslash) {
        (true, _) => Some(FolderRefusal::Home),
        (false, true) => Some(FolderRefusal::Unclear),
        (false, false) => None,
    }
}

/// The path without links, of which the last parts may not exist yet; none when they go up again.
fn resolve(path: &Path) -> io::Result<Option<PathBuf>> {
    let mut missing: Vec<&OsStr> = Vec::new();
    let mut existing = path;
    loop {
        match fs::canonicalize(existing) {
            Ok(real) => {
                let rest = missing.iter().rev();
                return Ok(Some(rest.fold(real, |path, part| path.join(part))));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        // A path that ends in `..` has no name.
        let (Some(parent), Some(name)) = (existing.parent(), existing.file_name()) else {
            return Ok(None);
        };
        missing.push(name);
        existing = parent;
    }
}

/// Refuses a folder for where it lies on the disk.
fn by_place(path: &Path) -> Option<FolderRefusal> {
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return Some(FolderRefusal::DiskRoot);
    };
    let top = parent.parent().is_none();
    if top && SYSTEM.iter().any(|system| name == *system) {
        return Some(FolderRefusal::SystemFolder);
    }
    let below_homes = matches!(
        parent.file_name().and_then(OsStr::to_str),
        Some("home" | "Users")
    );
    if below_homes
        && parent
            .parent()
            .is_some_and(|above| above.parent().is_none())
    {
        return Some(FolderRefusal::Home);
    }
    let mut parts = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    if parts.clone().any(|name| name == ".git") {
        return Some(FolderRefusal::InsideGit);
    }
    parts
        .any(|name| name.starts_with(WORK_PREFIX))
        .then_some(FolderRefusal::WorkFolder)
}

/// Refuses a folder for where it lies in relation to the project.
fn by_project(path: &Path, root: &Path) -> Option<FolderRefusal> {
    if root.starts_with(path) {
        return Some(FolderRefusal::Project);
    }
    for name in SOURCES {
        let written = root.join(name);
        let real = fs::canonicalize(&written).unwrap_or_else(|_| written.clone());
        let holds = path.starts_with(&written) || path.starts_with(&real);
        if holds || real.starts_with(path) {
            return Some(FolderRefusal::Sources);
        }
    }
    None
}

/// Whether one of the folders above has a manifest of ours.
fn is_inside_site(path: &Path) -> Result<bool, WriteError> {
    for folder in path.ancestors().skip(1) {
        if exists(&folder.join(manifest::NAME))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The name of some file or folder that is not hidden.
fn first_visible(path: &Path) -> io::Result<Option<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            names.push(name);
        }
    }
    Ok(names.into_iter().min())
}

/// Whether another disk, or another part of this one, begins at a folder of which this is known, in a
/// folder of which that is known.
pub(super) fn is_mount_point(path: &Path, folder: &Metadata, above: &Metadata) -> bool {
    disk(folder) != disk(above) || is_mount_root(path)
}

/// Linux knows, also for a part of the same disk.
#[cfg(target_os = "linux")]
fn is_mount_root(path: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let answer = statx(CWD, path, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty());
    answer.is_ok_and(|answer| answer.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(not(target_os = "linux"))]
fn is_mount_root(_: &Path) -> bool {
    false
}

#[cfg(unix)]
fn disk(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::dev(metadata)
}

/// Nothing tells.
#[cfg(not(unix))]
fn disk(_: &Metadata) -> u64 {
    0
}
