//! Why a site could not be published, for people.
//!
//! Every error says what is wrong, at which path, and what to do. The text of a plan is never the
//! reason here: that is a finding of the stages before.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use duibiao_syntax::diagnostic::{Language, Message};

/// A site that could not be published. The output folder is as it was before.
#[derive(Debug)]
pub struct WriteError {
    /// The file or folder it happened at.
    pub path: PathBuf,
    /// What the system said, when it was asked.
    pub cause: Option<io::Error>,
    problem: WriteProblem,
}

/// What went wrong.
#[derive(Debug)]
pub(super) enum WriteProblem {
    /// The output folder is none that may be written into.
    Refused(FolderRefusal),
    /// Another build is at work.
    Locked,
    /// The disk said no.
    Failed(WriteStep),
    /// Something that is not ours lies where a file of the site belongs.
    InTheWay,
    /// A disk is mounted inside the output folder, which can be neither linked nor exchanged.
    MountInside,
    /// The output folder was changed by another program while the site was built.
    ChangedMeanwhile,
    /// Rendering the file broke off with this message: a fault of the program.
    Panicked(String),
    /// Two files of the site have this path: a fault of the program.
    Twice,
}

/// Why a folder may not be written into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FolderRefusal {
    /// The root of a disk.
    DiskRoot,
    /// A folder of the system, or the one above the homes.
    SystemFolder,
    /// A user's home folder.
    Home,
    /// The project, or a folder that holds it.
    Project,
    /// A folder of sources, or one inside it.
    Sources,
    /// Inside `.git`.
    InsideGit,
    /// The root of a git work tree.
    GitWorkTree,
    /// A working folder of this program.
    WorkFolder,
    /// Inside the output of another site.
    InsideSite,
    /// A symbolic link.
    Link,
    /// The root of a mounted disk.
    MountPoint,
    /// A file.
    NotAFolder,
    /// A path through folders that do not exist and up again, or with the slashes of another system.
    Unclear,
    /// A folder with files that are not ours, of which this is one.
    Foreign(String),
    /// A folder whose manifest is damaged or not ours.
    Damaged(String),
}

/// What was tried when the disk said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WriteStep {
    /// Looking at a path.
    Inspect,
    /// Making a folder.
    MakeFolder,
    /// Locking the working folder.
    Lock,
    /// Producing the content of a file.
    Produce,
    /// Reading a file of the published site.
    ReadPublished,
    /// Writing a file.
    Write,
    /// Taking a file over from the published site.
    TakeOver,
    /// Putting the new site in the place of the old one.
    Swap,
    /// Putting the old site back after an interruption.
    Recover,
    /// Removing leftovers.
    Remove,
}

impl WriteError {
    pub(super) fn refused(path: &Path, refusal: FolderRefusal) -> Self {
        Self::new(path, WriteProblem::Refused(refusal))
    }

    pub(super) fn new(path: &Path, problem: WriteProblem) -> Self {
        Self {
            path: path.to_owned(),
            cause: None,
            problem,
        }
    }

    pub(super) fn failed(step: WriteStep, path: &Path, cause: io::Error) -> Self {
        Self {
            path: path.to_owned(),
            cause: Some(cause),
            problem: WriteProblem::Failed(step),
        }
    }

    /// Whether the folder itself was refused, which is a misuse, before anything was touched.
    pub const fn is_refusal(&self) -> bool {
        matches!(self.problem, WriteProblem::Refused(_))
    }

    /// Whether the disk said no.
    pub(super) const fn is_of_the_disk(&self) -> bool {
        matches!(self.problem, WriteProblem::Failed(_))
    }

    /// What is wrong and what to do, in one language.
    pub fn message(&self, language: Language) -> String {
        self.sentences().in_language(language).to_owned()
    }

    #[cfg(test)]
    pub(super) const fn problem(&self) -> &WriteProblem {
        &self.problem
    }

    fn sentences(&self) -> Message {
        let path = self.path.display();
        match &self.problem {
            WriteProblem::Refused(refusal) => refusal.sentences(&self.path),
            WriteProblem::Failed(step) => self.failure(*step),
            WriteProblem::Locked => Message::new(
                format!("另一次构建正在写入 {path}：等它结束后再试"),
                format!("another build is writing into {path}: wait for it to end, then try again"),
            ),
            WriteProblem::InTheWay => Message::new(
                format!(
                    "{path} 不是 duibiao 生成的，却占着网站文件的位置：请移走它再构建。原来的网站没有改动"
                ),
                format!(
                    "{path} is not a file of ours but lies where one belongs: move it away and build again. The published site is unchanged"
                ),
            ),
            WriteProblem::MountInside => Message::new(
                format!(
                    "{path} 在输出文件夹里面，却是挂载点：请先卸载它，或换一个输出文件夹。原来的网站没有改动"
                ),
                format!(
                    "{path} lies inside the output folder and is a mount point: unmount it first, or choose another output folder. The published site is unchanged"
                ),
            ),
            WriteProblem::ChangedMeanwhile => Message::new(
                format!("构建期间 {path} 被别的程序改动：请再构建一次"),
                format!("{path} was changed by another program during the build: build again"),
            ),
            WriteProblem::Panicked(words) => Message::new(
                format!("生成 {path} 时程序出错：{words}。原来的网站没有改动；请报告这个错误"),
                format!(
                    "the program failed while making {path}: {words}. The published site is unchanged; please report it"
                ),
            ),
            WriteProblem::Twice => Message::new(
                format!("网站的两个文件都要写到 {path}：这是程序的错误，请报告"),
                format!(
                    "two files of the site belong at {path}: a fault of the program, please report it"
                ),
            ),
        }
    }

    fn failure(&self, step: WriteStep) -> Message {
        let path = self.path.display();
        let tried = step.words();
        let cause = self
            .cause
            .as_ref()
            .map_or_else(String::new, io::Error::to_string);
        let way_out = way_out(self.cause.as_ref().map(io::Error::kind));
        Message::new(
            format!(
                "{} {path} 时失败：{cause}。{}。原来的网站没有改动",
                tried.zh, way_out.zh
            ),
            format!(
                "{} {path} failed: {cause}. {}. The published site is unchanged",
                tried.en, way_out.en
            ),
        )
    }
}

impl WriteStep {
    fn words(self) -> Message {
        match self {
            Self::Inspect => Message::new("查看", "looking at"),
            Self::MakeFolder => Message::new("新建文件夹", "making the folder"),
            Self::Lock => Message::new("锁定", "locking"),
            Self::Produce => Message::new("生成", "making"),
            Self::ReadPublished => Message::new("读取已发布的", "reading the published"),
            Self::Write => Message::new("写入", "writing"),
            Self::TakeOver => Message::new("沿用", "taking over"),
            Self::Swap => Message::new("替换", "replacing"),
            Self::Recover => Message::new("恢复", "restoring"),
            Self::Remove => Message::new("删除", "removing"),
        }
    }
}

/// What to do about an answer of the system.
fn way_out(kind: Option<io::ErrorKind>) -> Message {
    use io::ErrorKind::{
        CrossesDevices, FileTooLarge, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem,
        StorageFull,
    };
    match kind {
        Some(StorageFull | QuotaExceeded | FileTooLarge) => Message::new(
            "磁盘空间不足或超出限额：请腾出空间再构建",
            "There is no space left, or a quota is used up: free some space and build again",
        ),
        Some(PermissionDenied | ReadOnlyFilesystem) => Message::new(
            "没有写入权限：请检查文件夹的所有者和权限，或换一个输出文件夹",
            "It may not be written: check the owner and the permissions of the folder, or choose another output folder",
        ),
        Some(CrossesDevices) => Message::new(
            "这个文件夹不能改名，例如它来自容器镜像的下层：请删除它再构建",
            "The folder cannot be renamed, as when it comes from a lower layer of a container image: remove it and build again",
        ),
        _ => Message::new(
            "请检查磁盘和路径后再构建",
            "Check the disk and the path and build again",
        ),
    }
}

impl FolderRefusal {
    fn sentences(&self, path: &Path) -> Message {
        let path = path.display();
        let (why, way_out) = (self.why(), self.way_out());
        Message::new(
            format!("不能把网站写入 {path}：{}。{}", why.zh, way_out.zh),
            format!(
                "the site cannot be written into {path}: {}. {}",
                why.en, way_out.en
            ),
        )
    }

    fn why(&self) -> Message {
        match self {
            Self::DiskRoot => Message::new("这是磁盘的根", "it is the root of the disk"),
            Self::SystemFolder => Message::new("这是系统的文件夹", "it is a folder of the system"),
            Self::Home => Message::new("这是用户的主目录", "it is a user's home folder"),
            Self::Project => Message::new(
                "这是项目本身或包含项目的文件夹",
                "it is the project itself, or a folder that holds it",
            ),
            Self::Sources => Message::new(
                "这里放的是源文件（content、themes、src）",
                "sources live there (content, themes, src)",
            ),
            Self::InsideGit => Message::new("它在 .git 里面", "it lies inside .git"),
            Self::GitWorkTree => {
                Message::new("这是 git 仓库的根", "it is the root of a git work tree")
            }
            Self::WorkFolder => Message::new(
                "这是 duibiao 的工作文件夹",
                "it is a working folder of duibiao",
            ),
            Self::InsideSite => Message::new(
                "它在另一个网站的输出文件夹里面",
                "it lies inside the output of another site",
            ),
            Self::Link => Message::new("这是符号链接", "it is a symbolic link"),
            Self::MountPoint => Message::new("这是挂载点", "it is a mount point"),
            Self::NotAFolder => Message::new("这是文件，不是文件夹", "it is a file, not a folder"),
            Self::Unclear => Message::new(
                "路径经过不存在的文件夹又返回上级，或含有反斜杠",
                "the path goes through a folder that does not exist and up again, or has a backslash",
            ),
            Self::Foreign(name) => Message::new(
                format!("里面有不是 duibiao 生成的文件，例如 {name}"),
                format!("it holds files that duibiao did not make, e.g. {name}"),
            ),
            Self::Damaged(what) => Message::new(
                format!("其中的 duibiao-manifest.json 已损坏或不是本程序写的（{what}）"),
                format!("its duibiao-manifest.json is damaged or not ours ({what})"),
            ),
        }
    }

    fn way_out(&self) -> Message {
        match self {
            Self::Link => Message::new(
                "请写链接所指的真实文件夹",
                "Name the real folder that the link leads to",
            ),
            Self::MountPoint => Message::new(
                "请写挂载点下面的一个子文件夹",
                "Name a folder below the mount point",
            ),
            Self::Damaged(_) => Message::new(
                "请恢复这个文件，或在确认后自行删除整个文件夹，再构建",
                "Restore that file, or remove the whole folder yourself once you are sure, and build again",
            ),
            Self::Foreign(_) => Message::new(
                "请换一个空文件夹，或先移走这些文件",
                "Choose an empty folder, or move those files away first",
            ),
            Self::Unclear => Message::new(
                "请写不含 .. 和 \\ 的路径",
                "Write the path without .. and \\",
            ),
            _ => Message::new(
                "请换一个文件夹，例如项目里的 output",
                "Choose another folder, such as output in the project",
            ),
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::English))
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let cause = self.cause.as_ref()?;
        Some(cause)
    }
}
