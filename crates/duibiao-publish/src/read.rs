//! The edge that takes a project off the disk: sources, attachments, settings and theme, once.
//!
//! After it, nothing reads the project again, so a file that changes during a build cannot be half in
//! it. What is wrong with a file is a finding with a place, and the file is never skipped in silence;
//! only a folder that cannot be listed stops the reading. What the texts mean is not known here, and
//! the bytes of attachments are left where they are until they are published.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge that reads a project from the disk"
)]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use duibiao_render::permalinks;
use duibiao_syntax::config::{self, Config};
use duibiao_syntax::diagnostic::{self, Checked, Code, Diagnostic, Language, nearest};
use duibiao_syntax::project::{Project, ThemeFiles};
use duibiao_syntax::source::{SourceText, Sources};
use duibiao_syntax::span::{SourceId, Span};

pub use folder::WatchedFolder;

use text::{Loaded, Packing};
use walk::{Entry, EntryKind};

mod folder;
#[cfg(test)]
#[cfg(unix)]
mod tests;
mod text;
mod theme;
mod walk;

/// A build of more files than this packs their texts: together they are larger than all that is made
/// of them. A preview does not, because what it saves in room it would lose in waiting.
const MANY: usize = 4_000;

/// The folders of `content/` that give a document its meaning.
const FOLDERS: [&str; 5] = ["topics", "indicators", "plans", "references", "pages"];

/// A folder that could not be read. Files are told about in findings instead.
#[derive(Debug)]
pub struct ReadError {
    /// The folder.
    pub path: PathBuf,
    /// What the system said; of kind [`io::ErrorKind::NotADirectory`] when it is no folder.
    pub cause: io::Error,
}

impl ReadError {
    fn new(path: &Path, cause: impl Into<io::Error>) -> Self {
        Self {
            path: path.to_owned(),
            cause: cause.into(),
        }
    }

    /// What is wrong and what to do, in one language.
    pub fn message(&self, language: Language) -> String {
        use io::ErrorKind::{NotADirectory, NotFound};
        let (path, cause) = (self.path.display(), &self.cause);
        let no_folder = matches!(cause.kind(), NotFound | NotADirectory);
        match (language, no_folder) {
            (Language::Chinese, true) => {
                format!("{path} 不是文件夹：项目是一个文件夹，里面有 duibiao.toml 和 content/")
            }
            (Language::English, true) => {
                format!(
                    "{path} is not a folder: a project is a folder with duibiao.toml and content/"
                )
            }
            (Language::Chinese, false) => {
                format!("无法读取文件夹 {path}：{cause}。请检查权限和磁盘")
            }
            (Language::English, false) => {
                format!(
                    "cannot read the folder {path}: {cause}. Check its permissions and the disk"
                )
            }
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::English))
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

/// Reads the project in a folder.
///
/// # Errors
///
/// When `root` is no folder, or a folder of the project cannot be listed.
pub fn project(root: &Path) -> Result<Checked<Project>, ReadError> {
    let mut reader = ProjectReader::new(root)?;
    let content = reader.content()?;
    let config = reader.config();
    let theme = reader.theme(&config)?;
    diagnostic::sort(&mut reader.found);
    let project = Project {
        root: root.to_owned(),
        config,
        sources: reader.sources,
        documents: content.documents,
        attachments: content.attachments,
        theme,
        permalinks: permalinks(root),
    };
    Ok(Checked::new(project, reader.found))
}

/// The permalinks file of addresses, when there is one. That it is damaged is found where it is parsed.
fn permalinks(root: &Path) -> Option<Arc<str>> {
    let bytes = fs::read(root.join(permalinks::NAME)).ok()?;
    Some(String::from_utf8_lossy(&bytes).into())
}

/// What `content/` holds, apart from the texts.
#[derive(Default)]
struct ContentFiles {
    documents: Vec<SourceId>,
    attachments: BTreeMap<Box<str>, u64>,
}

/// Collects sources and findings.
#[derive(Debug)]
struct ProjectReader {
    root: PathBuf,
    /// The root without links, against which links are measured.
    real_root: PathBuf,
    sources: Sources,
    /// Whether texts are packed.
    packing: Packing,
    /// Whether the project is read again and again.
    stays_open: bool,
    /// The index of each path.
    ids: BTreeMap<Box<str>, SourceId>,
    found: Vec<Diagnostic>,
}

impl ProjectReader {
    fn new(root: &Path) -> Result<Self, ReadError> {
        let metadata = fs::metadata(root).map_err(|cause| ReadError::new(root, cause))?;
        if !metadata.is_dir() {
            return Err(ReadError::new(root, io::ErrorKind::NotADirectory));
        }
        let real_root = fs::canonicalize(root).map_err(|cause| ReadError::new(root, cause))?;
        Ok(Self {
            root: root.to_owned(),
            real_root,
            sources: Sources::default(),
            packing: Packing::Plain,
            stays_open: false,
            ids: BTreeMap::new(),
            found: Vec::new(),
        })
    }

    fn content(&mut self) -> Result<ContentFiles, ReadError> {
        let entries = self.walk("content")?;
        let (attachments, sources): (Vec<Entry>, Vec<Entry>) = entries
            .into_iter()
            .partition(|entry| matches!(entry.found, EntryKind::Attachment(_)));
        let documents = self.add_all(&sources);
        let attachments = attachments.into_iter().filter_map(Entry::into_attachment);
        Ok(ContentFiles {
            documents,
            attachments: attachments.collect(),
        })
    }

    /// Reads the entries in parallel, adds each as a source and returns those that may be parsed.
    fn add_all(&mut self, entries: &[Entry]) -> Vec<SourceId> {
        if !self.stays_open && entries.len() > MANY {
            self.packing = Packing::Packed;
        }
        let loaded: Vec<Loaded> = entries
            .par_iter()
            .enumerate()
            .map(|(index, entry)| self.load(self.id_of(&entry.path, index), entry))
            .collect();
        let mut documents = Vec::new();
        for (entry, loaded) in entries.iter().zip(loaded) {
            let id = self.put(&entry.path, loaded.text);
            self.found.extend(loaded.found);
            if loaded.whole {
                documents.push(id);
            }
        }
        documents
    }

    /// The index that a path has, or will have when it is put in behind `before` others that are new.
    fn id_of(&self, path: &str, before: usize) -> SourceId {
        let next = || self.sources.as_slice().len() + before;
        let known = self.ids.get(path).copied();
        known.unwrap_or_else(|| SourceId(u32::try_from(next()).unwrap_or(u32::MAX)))
    }

    /// The text of a path, in the place of the one that it had before.
    fn put(&mut self, path: &str, text: SourceText) -> SourceId {
        if let Some(id) = self.ids.get(path) {
            self.sources.replace(*id, text);
            return *id;
        }
        let id = self.sources.add(path, text);
        self.ids.insert(path.into(), id);
        id
    }

    /// The text of an entry that will be the source `id`, or the finding that there is none.
    fn load(&self, id: SourceId, entry: &Entry) -> Loaded {
        let start = Span::new(id, 0..0);
        match &entry.found {
            EntryKind::File if is_stray(&entry.path) => {
                Loaded::nothing(stray(&entry.path).at(start))
            }
            EntryKind::File => text::load(id, &self.root.join(&entry.path), self.packing),
            EntryKind::Outside(target) => Loaded::nothing(outside(&entry.path, target).at(start)),
            EntryKind::Unreadable(cause) => {
                Loaded::nothing(unreadable(&entry.path, cause).at(start))
            }
            EntryKind::Attachment(_) => Loaded::default(),
        }
    }

    fn config(&mut self) -> Config {
        let entry = walk::one(&self.root, &self.real_root, config::FILE_NAME);
        let Some(entry) = entry else {
            self.found.push(config_missing());
            return Config::default();
        };
        let id = self.id_of(&entry.path, 0);
        let loaded = match entry.found {
            EntryKind::File => text::load(id, &self.root.join(&entry.path), Packing::Plain),
            _ => self.load(id, &entry),
        };
        self.put(&entry.path, loaded.text);
        self.found.extend(loaded.found);
        if !loaded.whole {
            return Config::default();
        }
        config::parse(self.sources.get(id)).drain_into(&mut self.found)
    }

    fn theme(&mut self, config: &Config) -> Result<ThemeFiles, ReadError> {
        let name = &config.theme.value;
        let folder = format!("themes/{name}");
        let path = self.root.join(&folder);
        if !walk::exists(&path)? || path.is_file() {
            if name != theme::BUILT_IN {
                let missing = self.theme_missing(name)?;
                self.found.push(missing.at(config.theme.span));
            }
            return Ok(theme::built_in());
        }
        let mut files = BTreeMap::new();
        for entry in self.walk(&folder)? {
            match theme::bytes(&self.root, &entry) {
                Ok(bytes) => {
                    let path = entry.path[folder.len()..].trim_start_matches('/');
                    files.insert(path.to_owned(), Cow::Owned(bytes));
                }
                Err(diagnostic) => self.name_in_finding(&entry.path, *diagnostic),
            }
        }
        Ok(ThemeFiles {
            name: name.clone(),
            files,
        })
    }

    /// Adds a finding about a file that is no source otherwise.
    fn name_in_finding(&mut self, path: &str, diagnostic: Diagnostic) {
        let id = self.put(path, SourceText::default());
        self.found.push(diagnostic.at(Span::new(id, 0..0)));
    }

    fn theme_missing(&self, name: &str) -> Result<Diagnostic, ReadError> {
        let mut names = walk::folders(&self.root.join("themes"))?;
        names.push(theme::BUILT_IN.to_owned());
        names.sort_unstable();
        names.dedup();
        let missing = Diagnostic::new(
            Code::ThemeMissing,
            format!("没有主题 {name}：themes/{name} 不是文件夹"),
            format!("there is no theme {name}: themes/{name} is not a folder"),
        );
        let near = nearest(name, names.iter().map(String::as_str)).join(", ");
        Ok(if near.is_empty() {
            let all = names.join(", ");
            missing.help(
                format!("现有的主题：{all}"),
                format!("themes there are: {all}"),
            )
        } else {
            missing.help(
                format!("是否要写 {near}？"),
                format!("did you mean {near}?"),
            )
        })
    }

    fn walk(&self, folder: &str) -> Result<Vec<Entry>, ReadError> {
        walk::all(&self.root, &self.real_root, folder)
    }
}

/// Whether a document lies where nothing says what it is.
fn is_stray(path: &str) -> bool {
    let below = path.strip_prefix("content/").unwrap_or(path);
    below
        .split_once('/')
        .is_none_or(|(folder, _)| !FOLDERS.contains(&folder))
}

fn stray(path: &str) -> Diagnostic {
    let below = path.strip_prefix("content/").unwrap_or(path);
    let folder = below.split_once('/').map_or("", |(folder, _)| folder);
    let near = nearest(folder, FOLDERS.into_iter());
    let folders = if near.is_empty() {
        FOLDERS.to_vec()
    } else {
        near
    };
    let folders = folders.iter().map(|name| match *name {
        "plans" | "indicators" => format!("content/{name}/<topic>/"),
        _ => format!("content/{name}/"),
    });
    let folders = folders.collect::<Vec<_>>().join(", ");
    Diagnostic::new(
        Code::StraySource,
        format!("{path} 不在任何有意义的文件夹里"),
        format!("{path} is in no folder that gives it a meaning"),
    )
    .help(format!("移到 {folders}"), format!("move it to {folders}"))
}

fn outside(path: &str, target: &Path) -> Diagnostic {
    let target = target.display();
    Diagnostic::new(
        Code::LinkOutside,
        format!("{path} 是通向项目之外的链接：{target}"),
        format!("{path} is a link out of the project: {target}"),
    )
    .help(
        "把文件本身放进项目，代替链接",
        "put the file itself in the project instead of the link",
    )
}

fn unreadable(path: &str, cause: &io::Error) -> Diagnostic {
    Diagnostic::new(
        Code::Unreadable,
        format!("无法读取 {path}：{cause}"),
        format!("cannot read {path}: {cause}"),
    )
    .help(
        "检查文件的权限、名称和磁盘；不需要的文件请移出 content/ 和 themes/",
        "check the permissions and the name of the file, and the disk; move what is not needed out of content/ and themes/",
    )
}

fn config_missing() -> Diagnostic {
    let name = config::FILE_NAME;
    Diagnostic::new(
        Code::ConfigMissing,
        format!("项目里没有 {name}"),
        format!("the project has no {name}"),
    )
    .help(
        format!("运行 duibiao init 新建项目，或在项目根目录写 {name}：title、kind、base_url 三行"),
        format!("run duibiao init, or write {name} at the project root: title, kind and base_url"),
    )
}
