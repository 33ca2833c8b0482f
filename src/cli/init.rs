//! `duibiao init`: puts the starter project into a folder, whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Exit;
use super::arguments::Init;
use super::console::Console;
use super::surroundings::Surroundings;
use crate::inference::{self, Proposal, Seen};
use crate::scaffold;
use duibiao_publish::revision;
use duibiao_syntax::diagnostic::Message;
use duibiao_syntax::schema::editor;

pub(super) fn run(
    arguments: &Init,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> Exit {
    let language = console.language();
    let folder = match &arguments.dir {
        Some(dir) => surroundings.folder.join(dir),
        None => surroundings.folder.clone(),
    };
    let known = inference::propose(&seen(&folder, surroundings));
    match create(&folder, &known, arguments.title.as_deref()) {
        Ok(()) => {
            let shown = surroundings.shown(&folder);
            console.say(next_step(shown).in_language(language));
            if let Some(hint) = known.found.hint() {
                console.say(&format!("\n{}", hint.in_language(language)));
            }
            Exit::Clean
        }
        Err(refusal) => {
            let (message, exit) = refusal.told(surroundings.shown(&folder));
            console.fail(message.in_language(language));
            exit
        }
    }
}

/// What the project will hold, by path.
type NewFiles<'f> = BTreeMap<String, &'f [u8]>;

/// Why there is no new project.
enum InitRefusal {
    /// The title cannot stand in a line.
    Title,
    /// The folder holds something.
    NotEmpty(PathBuf),
    /// The path is a file.
    NotAFolder,
    /// The disk did not want to.
    Disk(io::Error),
}

impl From<io::Error> for InitRefusal {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl InitRefusal {
    fn told(self, folder: &Path) -> (Message, Exit) {
        let folder = folder.display();
        match self {
            Self::Title => (
                Message::new(
                    "标题要有文字，且只有一行",
                    "a title has words and no line breaks",
                ),
                Exit::Misuse,
            ),
            Self::NotEmpty(found) => (
                Message::new(
                    format!(
                        "{folder} 不是空文件夹（里面有 {}）；请换一个新文件夹",
                        found.display()
                    ),
                    format!(
                        "{folder} is not empty (it holds {}); choose a new folder",
                        found.display()
                    ),
                ),
                Exit::Misuse,
            ),
            Self::NotAFolder => (
                Message::new(
                    format!("{folder} 不是文件夹"),
                    format!("{folder} is not a folder"),
                ),
                Exit::Misuse,
            ),
            Self::Disk(error) => (
                Message::new(
                    format!("无法写入 {folder}：{error}"),
                    format!("cannot write {folder}: {error}"),
                ),
                Exit::Findings,
            ),
        }
    }
}

fn create(folder: &Path, known: &Proposal, title: Option<&str>) -> Result<(), InitRefusal> {
    let config = scaffold::config(known, title).map_err(|scaffold::BadTitle| InitRefusal::Title)?;
    let editors = editor::vscode_settings();
    let mut files: NewFiles<'_> = scaffold::files();
    files.insert("duibiao.toml".to_owned(), config.as_bytes());
    files.extend(
        editors
            .iter()
            .map(|file| (file.path.clone(), file.text.as_bytes())),
    );
    match fs::read_dir(folder) {
        Ok(entries) => {
            refuse_content(entries)?;
            fill(folder, &files)?;
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => place(folder, &files)?,
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(InitRefusal::NotAFolder);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// What lies around a new project and says something about it.
fn seen(folder: &Path, surroundings: &Surroundings) -> Seen {
    let name = folder
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let text = |name: &str| fs::read_to_string(folder.join(name)).ok();
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter();
    let mut locale = locale.filter_map(|name| surroundings.variable(name));
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    Seen {
        folder: name.unwrap_or_default(),
        readme: text("README.md"),
        locale: locale.find(|locale| !locale.is_empty()).map(str::to_owned),
        cname: text("CNAME"),
        remote: folder
            .is_dir()
            .then(|| revision::setting(folder, "remote.origin.url"))
            .flatten(),
        user: folder
            .is_dir()
            .then(|| revision::setting(folder, "user.name"))
            .flatten(),
        files: files.collect(),
    }
}

/// Files with a leading dot belong to other tools, e.g. a fresh repository, and may be there; so may what
/// tells of a project, and documents of offices that are to become its plans.
fn may_be_there(name: &str) -> bool {
    const ABOUT: [&str; 4] = ["README", "LICENSE", "CNAME", "CHANGELOG"];
    const OFFICE: [&str; 8] = ["docx", "pdf", "xlsx", "ods", "doc", "wps", "xls", "et"];
    let ending = Path::new(name)
        .extension()
        .and_then(|ending| ending.to_str());
    name.starts_with('.')
        || ABOUT.iter().any(|word| name.starts_with(word))
        || ending.is_some_and(|ending| {
            OFFICE
                .iter()
                .any(|known| ending.eq_ignore_ascii_case(known))
        })
}

fn refuse_content(entries: fs::ReadDir) -> Result<(), InitRefusal> {
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name());
    }
    names.sort();
    match names
        .into_iter()
        .find(|name| !may_be_there(&name.to_string_lossy()))
    {
        Some(name) => Err(InitRefusal::NotEmpty(name.into())),
        None => Ok(()),
    }
}

/// Makes a new folder: complete beside its place first, then renamed.
fn place(folder: &Path, files: &NewFiles<'_>) -> io::Result<()> {
    let parent = folder.parent().unwrap_or(folder);
    fs::create_dir_all(parent)?;
    let stage = StagingFolder::new(parent)?;
    stage.write(files)?;
    fs::rename(&stage.folder, folder)
}

/// Fills a folder that exists: everything is written into a hidden folder inside first, then its entries
/// are moved up, `duibiao.toml` last, so that half a project is none.
fn fill(folder: &Path, files: &NewFiles<'_>) -> io::Result<()> {
    let stage = StagingFolder::new(folder)?;
    stage.write(files)?;
    let mut entries: Vec<&str> = files
        .keys()
        .map(|path| path.split('/').next().unwrap_or(path))
        .collect();
    entries.dedup();
    entries.sort_by_key(|entry| *entry == "duibiao.toml");
    for entry in entries {
        let target = folder.join(entry);
        // What the user has wins.
        if !target.exists() {
            fs::rename(stage.folder.join(entry), target)?;
        }
    }
    Ok(())
}

/// A hidden folder for work in progress, gone when the work is over.
struct StagingFolder {
    folder: PathBuf,
}

impl StagingFolder {
    fn new(parent: &Path) -> io::Result<Self> {
        let folder = parent.join(format!(".duibiao-init-{}", std::process::id()));
        fs::create_dir(&folder)?;
        Ok(Self { folder })
    }

    fn write(&self, files: &NewFiles<'_>) -> io::Result<()> {
        for (path, bytes) in files {
            let path = self.folder.join(path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(path, bytes)?;
        }
        Ok(())
    }
}

impl Drop for StagingFolder {
    fn drop(&mut self) {
        // After the rename of a whole project there is nothing left to remove.
        drop(fs::remove_dir_all(&self.folder));
    }
}

fn next_step(folder: &Path) -> Message {
    let shown = folder.display();
    let enter = if folder == Path::new(".") {
        String::new()
    } else {
        format!("cd {shown} && ")
    };
    Message::new(
        format!(
            "已在 {shown} 新建项目，里面是示例规划。下一步：\n\n  {enter}duibiao serve --open\n"
        ),
        format!(
            "Created a project with example plans in {shown}. Next:\n\n  {enter}duibiao serve --open\n"
        ),
    )
}
