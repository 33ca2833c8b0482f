//! `duibiao init`: puts the starter project into a folder, whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Exit;
use super::arguments::Init;
use super::console::Console;
use super::surroundings::Surroundings;
use crate::diagnostic::Message;
use crate::scaffold;

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
    match create(&folder, arguments.title.as_deref()) {
        Ok(()) => {
            let shown = surroundings.shown(&folder);
            console.say(next_step(shown).in_language(language));
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
type Files<'f> = BTreeMap<String, &'f [u8]>;

/// Why there is no new project.
enum Refusal {
    /// The title cannot stand in a line.
    Title,
    /// The folder holds something.
    NotEmpty(PathBuf),
    /// The path is a file.
    NotAFolder,
    /// The disk did not want to.
    Disk(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl Refusal {
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

fn create(folder: &Path, title: Option<&str>) -> Result<(), Refusal> {
    let config = title
        .map(scaffold::config)
        .transpose()
        .map_err(|scaffold::BadTitle| Refusal::Title)?;
    let mut files = scaffold::files();
    if let Some(config) = &config {
        files.insert("duibiao.toml".to_owned(), config.as_bytes());
    }
    match fs::read_dir(folder) {
        Ok(entries) => {
            refuse_content(entries)?;
            fill(folder, &files)?;
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => place(folder, &files)?,
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(Refusal::NotAFolder);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// Files with a leading dot belong to other tools, e.g. a fresh repository, and may be there.
fn refuse_content(entries: fs::ReadDir) -> Result<(), Refusal> {
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name());
    }
    names.sort();
    match names
        .into_iter()
        .find(|name| !name.as_encoded_bytes().starts_with(b"."))
    {
        Some(name) => Err(Refusal::NotEmpty(name.into())),
        None => Ok(()),
    }
}

/// Makes a new folder: complete beside its place first, then renamed.
fn place(folder: &Path, files: &Files<'_>) -> io::Result<()> {
    let parent = folder.parent().unwrap_or(folder);
    fs::create_dir_all(parent)?;
    let stage = Stage::new(parent)?;
    stage.write(files)?;
    fs::rename(&stage.folder, folder)
}

/// Fills a folder that exists: everything is written into a hidden folder inside first, then its entries
/// are moved up, `duibiao.toml` last, so that half a project is none.
fn fill(folder: &Path, files: &Files<'_>) -> io::Result<()> {
    let stage = Stage::new(folder)?;
    stage.write(files)?;
    let mut entries: Vec<&str> = files
        .keys()
        .map(|path| path.split('/').next().unwrap_or(path))
        .collect();
    entries.dedup();
    entries.sort_by_key(|entry| *entry == "duibiao.toml");
    for entry in entries {
        let target = folder.join(entry);
        // Only dot files can be there; what the user has wins.
        if !target.exists() {
            fs::rename(stage.folder.join(entry), target)?;
        }
    }
    Ok(())
}

/// A hidden folder for work in progress, gone when the work is over.
struct Stage {
    folder: PathBuf,
}

impl Stage {
    fn new(parent: &Path) -> io::Result<Self> {
        let folder = parent.join(format!(".duibiao-init-{}", std::process::id()));
        fs::create_dir(&folder)?;
        Ok(Self { folder })
    }

    fn write(&self, files: &Files<'_>) -> io::Result<()> {
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

impl Drop for Stage {
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
        format!("已在 {shown} 新建项目，里面是示例规划。下一步：\n\n  {enter}duibiao build\n"),
        format!(
            "Created a project with example plans in {shown}. Next:\n\n  {enter}duibiao build\n"
        ),
    )
}
