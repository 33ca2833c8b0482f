//! Why a release could not be made or read, for people.
//!
//! Every error says what is wrong, at which path, and what to do. What is wrong with the site itself is
//! never told here.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use duibiao_syntax::diagnostic::{Language, Message};

use duibiao_render::permalinks::LineFault;

/// What is done to the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreStep {
    /// Reading a file.
    Read,
    /// Making a folder.
    MakeFolder,
    /// Locking the releases.
    Lock,
    /// Writing a file.
    Write,
    /// Making what was written last.
    Sync,
    /// Putting something in its place.
    Rename,
    /// Removing something.
    Remove,
}

/// A failure; the releases are as they were before.
#[derive(Debug)]
pub struct StoreError {
    /// The file or folder it happened at.
    pub path: PathBuf,
    /// What the system said, when it was asked.
    pub cause: Option<io::Error>,
    problem: StoreProblem,
}

/// What went wrong.
#[derive(Debug)]
pub(super) enum StoreProblem {
    /// The disk said no.
    Failed(StoreStep),
    /// Another release is being made.
    Locked,
    /// A line of the log or of the permalinks file is not what the program wrote.
    Damaged(LineFault),
    /// The permalinks file is not the one that this release left.
    OtherLedger(u32),
    /// A part of a release is not the one that was released.
    NotAsReleased,
    /// A folder of a release that the log, which ends with this one, does not know.
    Unlogged(u32),
    /// A file in our place that is not ours.
    Foreign,
}

impl StoreError {
    pub(super) fn new(path: &Path, problem: StoreProblem) -> Self {
        Self {
            path: path.to_owned(),
            cause: None,
            problem,
        }
    }

    pub(super) fn failed(step: StoreStep, path: &Path, cause: io::Error) -> Self {
        Self {
            path: path.to_owned(),
            cause: Some(cause),
            problem: StoreProblem::Failed(step),
        }
    }

    /// The line of the file at fault, from 1, when it is the text of a file that is wrong.
    pub const fn line(&self) -> Option<usize> {
        match &self.problem {
            StoreProblem::Damaged(fault) => Some(fault.line),
            _ => None,
        }
    }

    /// What is wrong and what to do, in one language.
    pub fn message(&self, language: Language) -> String {
        self.sentences().in_language(language).to_owned()
    }

    #[cfg(test)]
    pub(super) const fn problem(&self) -> &StoreProblem {
        &self.problem
    }

    fn sentences(&self) -> Message {
        let path = self.path.display();
        match &self.problem {
            StoreProblem::Failed(step) => self.failure(*step),
            StoreProblem::Locked => Message::new(
                format!("{path} 正在进行另一次发布：等它结束后再试"),
                format!(
                    "another release is being made in {path}: wait for it to end, then try again"
                ),
            ),
            StoreProblem::Damaged(LineFault { line, message }) => Message::new(
                format!("{path}:{line}：{}", message.zh),
                format!("{path}:{line}: {}", message.en),
            ),
            StoreProblem::OtherLedger(number) => Message::new(
                format!(
                    "{path} 不是第 {number} 次发布留下的：从 git 恢复它和 releases/log.jsonl，使两者属于同一个提交"
                ),
                format!(
                    "{path} is not the one that release {number} left: restore it and releases/log.jsonl from the same commit of git"
                ),
            ),
            StoreProblem::NotAsReleased => Message::new(
                format!("{path} 与发布时的哈希不符，被改动过：请从备份恢复它"),
                format!(
                    "{path} has not the hash it was released with and was changed: restore it from a backup"
                ),
            ),
            StoreProblem::Unlogged(last) => Message::new(
                format!(
                    "{path} 已存在，但 releases/log.jsonl 只记到第 {last} 次发布：从 git 恢复较新的日志，或把这个文件夹移走"
                ),
                format!(
                    "{path} is there, but releases/log.jsonl ends with release {last}: restore the newer log from git, or move the folder away"
                ),
            ),
            StoreProblem::Foreign => Message::new(
                format!("{path} 不是本程序写的：请移走它再发布"),
                format!("{path} was not written by this program: move it away and release again"),
            ),
        }
    }

    fn failure(&self, step: StoreStep) -> Message {
        let path = self.path.display();
        let tried = words(step);
        let cause = self.cause.as_ref();
        let said = cause.map_or_else(String::new, io::Error::to_string);
        let way_out = way_out(cause.map(io::Error::kind));
        Message::new(
            format!(
                "{} {path} 时失败：{said}。{}。已有的发布没有改动",
                tried.zh, way_out.zh
            ),
            format!(
                "{} {path} failed: {said}. {}. The releases so far are unchanged",
                tried.en, way_out.en
            ),
        )
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::English))
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}

fn words(step: StoreStep) -> Message {
    match step {
        StoreStep::Read => Message::new("读取", "reading"),
        StoreStep::MakeFolder => Message::new("新建文件夹", "making the folder"),
        StoreStep::Lock => Message::new("锁定", "locking"),
        StoreStep::Write => Message::new("写入", "writing"),
        StoreStep::Sync => Message::new("落盘", "making lasting"),
        StoreStep::Rename => Message::new("替换", "replacing"),
        StoreStep::Remove => Message::new("删除", "removing"),
    }
}

/// What to do about an answer of the system.
fn way_out(kind: Option<io::ErrorKind>) -> Message {
    use io::ErrorKind::{
        InvalidData, NotFound, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull,
    };
    match kind {
        Some(NotFound) => Message::new(
            "文件不在：若是只取回了日志，请把这次发布的文件夹放回来",
            "It is not there: if only the log was fetched, put the folder of that release back",
        ),
        Some(StorageFull | QuotaExceeded) => Message::new(
            "磁盘空间不足或超出限额：请腾出空间再发布",
            "There is no space left, or a quota is used up: free some space and release again",
        ),
        Some(PermissionDenied | ReadOnlyFilesystem) => Message::new(
            "没有写入权限：请检查文件夹的所有者和权限",
            "It may not be written: check the owner and the permissions of the folder",
        ),
        Some(InvalidData) => Message::new(
            "内容不对或在发布期间被改动：请检查后再发布",
            "Its content is wrong, or was changed meanwhile: check it and release again",
        ),
        _ => Message::new(
            "请检查磁盘和路径后再试",
            "Check the disk and the path and try again",
        ),
    }
}
