//! The edge to git: a project as it was at a revision, and which revision it is at now.
//!
//! The revision is unpacked into a folder that the caller gives and takes away again; the working tree
//! and the index are never touched. Files are as `git archive` gives them, which heeds `export-ignore`
//! in `.gitattributes`. Only plain files and folders come out of an archive.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge that unpacks a revision to the disk"
)]

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use duibiao_syntax::diagnostic::{Language, Message};
use tar::{Archive, Entry, EntryType};

/// Where a project stands in its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GitHead {
    /// The full id of the commit.
    pub commit: String,
    /// Whether every tracked file of the project is as in that commit.
    pub is_clean: bool,
}

/// Why a revision could not be had.
#[derive(Debug)]
pub enum RevisionError {
    /// The program `git` could not be started.
    NoGit(io::Error),
    /// The project does not lie in a git repository.
    NotARepository(PathBuf),
    /// There is no such revision.
    NoSuchRevision(String),
    /// Git failed in another way.
    Git(String),
    /// The archive holds something that is not unpacked.
    Refused(String),
    /// The disk failed.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
}

impl RevisionError {
    /// What is wrong and what to do, in both languages.
    pub fn message(&self) -> Message {
        match self {
            Self::NoGit(cause) => Message::new(
                format!("不能运行 git：{cause}。请安装 git，或改用 --against 文件夹"),
                format!("cannot run git: {cause}. Install git, or compare with a folder"),
            ),
            Self::NotARepository(root) => Message::new(
                format!("{} 不在 git 仓库里，没有历史版本可比", root.display()),
                format!(
                    "{} is in no git repository: it has no revisions",
                    root.display()
                ),
            ),
            Self::NoSuchRevision(name) => Message::new(
                format!("没有版本 {name:?}。请给出提交号、标签或分支名"),
                format!("there is no revision {name:?}. Name a commit, a tag or a branch"),
            ),
            Self::Git(said) => {
                Message::new(format!("git 出错：{said}"), format!("git failed: {said}"))
            }
            Self::Refused(path) => Message::new(
                format!("这个版本里的 {path:?} 不是普通文件，或指向文件夹之外，不能取出"),
                format!("{path:?} of this revision is no plain file, or leads out of the folder"),
            ),
            Self::Io { path, cause } => Message::new(
                format!("{}：{cause}", path.display()),
                format!("{}: {cause}", path.display()),
            ),
        }
    }

    fn io(path: &Path, cause: io::Error) -> Self {
        Self::Io {
            path: path.to_owned(),
            cause,
        }
    }
}

impl fmt::Display for RevisionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message().in_language(Language::English))
    }
}

impl std::error::Error for RevisionError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NoGit(cause) | Self::Io { cause, .. } => Some(cause),
            _ => None,
        }
    }
}

/// A setting of git in a folder, e.g. `remote.origin.url`; none when there is no git or no such setting.
pub fn setting(folder: &Path, name: &str) -> Option<String> {
    let value = run(folder, &["config", "--get", name]).ok()?;
    let text = String::from_utf8(value.stdout).ok()?;
    let text = text.trim();
    (value.status.success() && !text.is_empty()).then(|| text.to_owned())
}

/// The commit that the project in `root` stands at, and whether all that a site is made from is in it.
///
/// # Errors
///
/// When it lies in no repository, or the repository has no commit.
pub fn head(root: &Path) -> Result<GitHead, RevisionError> {
    let commit = commit(root, "HEAD")?;
    let status = [
        "status",
        "--porcelain",
        "--untracked-files=all",
        "-z",
        "--",
        "content",
        "themes",
        "duibiao.toml",
        "permalinks.lock",
    ];
    let is_clean = answer(root, &status)?.is_empty();
    Ok(GitHead { commit, is_clean })
}

/// Puts the project in `root`, as it was at `revision`, into the empty folder `into`. Returns the full
/// id of the commit.
///
/// # Errors
///
/// When there is no such revision, the project was not there yet, or the folder cannot be written.
pub fn unpack(root: &Path, revision: &str, into: &Path) -> Result<String, RevisionError> {
    let commit = commit(root, revision)?;
    let mut entries = fs::read_dir(into).map_err(|cause| RevisionError::io(into, cause))?;
    if entries.next().is_some() {
        let cause = io::ErrorKind::DirectoryNotEmpty.into();
        return Err(RevisionError::io(into, cause));
    }
    // Run in a folder of a repository, `git archive` takes that folder and nothing beside it.
    let mut child = git(root, &["archive", "--format=tar", &commit])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(RevisionError::NoGit)?;
    let unpacked = match child.stdout.take() {
        Some(stdout) => unpack_archive(stdout, into),
        None => Ok(()),
    };
    let finished = finish(child);
    match unpacked {
        // Git then fails as well, for its pipe was closed.
        Err(refused @ RevisionError::Refused(_)) => Err(refused),
        unpacked => finished.and(unpacked).map(|()| commit),
    }
}

/// The full id of a commit.
fn commit(root: &Path, revision: &str) -> Result<String, RevisionError> {
    let inside = run(root, &["rev-parse", "--is-inside-work-tree"])?;
    if !inside.status.success() {
        let said = said(&inside.stderr);
        return Err(if said.contains("not a git repository") {
            RevisionError::NotARepository(root.to_owned())
        } else {
            RevisionError::Git(said)
        });
    }
    let wanted = format!("{revision}^{{commit}}");
    let ask = [
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &wanted,
    ];
    let found = run(root, &ask)?;
    let id = String::from_utf8_lossy(&found.stdout).trim().to_owned();
    let is_id = id.len() >= 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    if found.status.success() && is_id {
        Ok(id)
    } else {
        Err(RevisionError::NoSuchRevision(revision.to_owned()))
    }
}

/// Git in a folder, in plain English, and heedless of a repository that a hook may have named.
fn git(root: &Path, arguments: &[impl AsRef<OsStr>]) -> Command {
    let mut command = Command::new("git");
    command
        .current_dir(root)
        .args(arguments)
        .env("LC_ALL", "C")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null());
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    command
}

fn run(root: &Path, arguments: &[&str]) -> Result<Output, RevisionError> {
    git(root, arguments).output().map_err(|cause| {
        // A missing folder is reported by the same error as a missing program.
        if root.is_dir() {
            RevisionError::NoGit(cause)
        } else {
            RevisionError::io(root, cause)
        }
    })
}

fn answer(root: &Path, arguments: &[&str]) -> Result<Vec<u8>, RevisionError> {
    let output = run(root, arguments)?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(RevisionError::Git(said(&output.stderr)))
    }
}

fn finish(child: Child) -> Result<(), RevisionError> {
    let output = child.wait_with_output().map_err(RevisionError::NoGit)?;
    match said(&output.stderr) {
        _ if output.status.success() => Ok(()),
        nothing if nothing.is_empty() => Err(RevisionError::Git(output.status.to_string())),
        said => Err(RevisionError::Git(said)),
    }
}

fn said(stderr: &[u8]) -> String {
    String::from_utf8_lossy(stderr).trim().to_owned()
}

/// Unpacks an archive: plain files and folders, nothing that leads elsewhere, no file twice.
fn unpack_archive(archive: impl Read, into: &Path) -> Result<(), RevisionError> {
    let damaged = |cause| RevisionError::io(into, cause);
    let mut archive = Archive::new(archive);
    for entry in archive.entries().map_err(damaged)? {
        unpack_entry(entry.map_err(damaged)?, into)?;
    }
    Ok(())
}

fn unpack_entry(mut entry: Entry<'_, impl Read>, into: &Path) -> Result<(), RevisionError> {
    let kind = entry.header().entry_type();
    if kind == EntryType::XGlobalHeader {
        return Ok(());
    }
    let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
    let refused = || RevisionError::Refused(name.clone());
    let inner = entry.path().ok().and_then(|path| inner_path(&path));
    let path = into.join(inner.ok_or_else(refused)?);
    match kind {
        EntryType::Directory => {
            fs::create_dir_all(&path).map_err(|cause| RevisionError::io(&path, cause))
        }
        EntryType::Regular => {
            write(&mut entry, &path).map_err(|cause| RevisionError::io(&path, cause))
        }
        _ => Err(refused()),
    }
}

/// A path that has only names in it, so that it stays in its folder.
fn inner_path(path: &Path) -> Option<PathBuf> {
    let names = path.components().map(|component| match component {
        Component::Normal(name) => Some(name),
        _ => None,
    });
    let inner: Option<PathBuf> = names.collect();
    inner.filter(|inner| !inner.as_os_str().is_empty())
}

fn write(entry: &mut impl Read, path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)?;
    io::copy(entry, &mut file)?;
    Ok(())
}
