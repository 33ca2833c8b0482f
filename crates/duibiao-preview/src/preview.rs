//! A project shown to its editors while they write: what [`crate::serve`] asks for, answered from memory.
//!
//! The project stays compiled ([`Workspace`]); a page is rendered when it is requested. Whatever
//! goes wrong — a half-saved file, a broken theme, a panic in a template — is a problem that is told, and
//! what was good last stays. Nothing is ever written to the disk here.
#![expect(
    clippy::disallowed_methods,
    reason = "an edge: it reads attachments and looks at the clock"
)]

use std::any::Any;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Instant;

use crate::desk::{self, Desk, Links, Papers};
use crate::serve::editor::Editor;
use crate::serve::problem::Problems;
use crate::serve::{self, Answer, Bytes, FileKind, Refreshed, ServedFile};
use duibiao_publish::diff::draw;
use duibiao_publish::read::{ReadError, WatchedFolder};
use duibiao_render::render::Failure;
use duibiao_render::route::PageKey;
use duibiao_render::site::{Site, SiteContent};
use duibiao_render::workspace::{Findings, SiteUpdate, Workspace};
use duibiao_report::explain;
use duibiao_report::report;
use duibiao_syntax::audience::Audience;
use duibiao_syntax::diagnostic::{Code, Diagnostic, Language, Message, any_error};
use duibiao_syntax::project::Changes;

use recent::Recent;

mod changes;
mod problems;
mod recent;
mod types;

/// How a project is previewed.
#[derive(Debug)]
pub struct Settings {
    /// The folder of the project, absolute.
    pub root: PathBuf,
    /// The day, and whether drafts are shown.
    pub audience: Audience,
    /// What opens a place of a file.
    pub editor: Editor,
    /// The language of messages; none for that of the project.
    pub language: Option<Language>,
    /// How findings are drawn on the terminal.
    pub style: report::Style,
}

/// A project that is previewed.
#[derive(Debug)]
pub struct Preview {
    settings: Settings,
    editing: Mutex<Editing>,
    shown: RwLock<PreviewState>,
    problems: RwLock<Problems>,
    recent: Mutex<Recent>,
}

/// The project as it is written.
#[derive(Debug)]
struct Editing {
    folder: WatchedFolder,
    workspace: Workspace,
    /// The I/O failure of the last look at the disk.
    refused: Option<Diagnostic>,
}

/// What is shown.
#[derive(Debug)]
struct PreviewState {
    site: Option<Site>,
    /// Grows whenever a file of the site may be different.
    revision: u64,
}

impl Preview {
    /// Reads and compiles a project.
    ///
    /// # Errors
    ///
    /// When the folder of the project cannot be read at all.
    pub fn open(settings: Settings) -> Result<Self, ReadError> {
        let folder = WatchedFolder::open(&settings.root)?;
        let (workspace, site) = Workspace::open(folder.written(), settings.audience);
        let editing = Editing {
            folder,
            workspace,
            refused: None,
        };
        let preview = Self {
            settings,
            editing: Mutex::new(editing),
            shown: RwLock::new(PreviewState { site, revision: 1 }),
            problems: RwLock::new(Problems::default()),
            recent: Mutex::new(Recent::default()),
        };
        preview.collect(&lock(&preview.editing));
        Ok(preview)
    }

    /// The address of the site in its settings, under whose path it is shown.
    pub fn base_url(&self) -> String {
        let editing = lock(&self.editing);
        editing.folder.written().project.config.base_url.clone()
    }

    /// The language of messages.
    pub fn language(&self) -> Language {
        let editing = lock(&self.editing);
        self.language_of(&editing)
    }

    /// What is wrong now, drawn for a terminal.
    pub fn drawn(&self) -> String {
        let editing = lock(&self.editing);
        self.drawn_of(&editing)
    }

    fn drawn_of(&self, editing: &Editing) -> String {
        let language = self.language_of(editing);
        drawn(&self.findings(editing), language, self.settings.style)
    }

    fn language_of(&self, editing: &Editing) -> Language {
        let project = &editing.folder.written().project;
        self.settings.language.unwrap_or(project.config.language)
    }

    /// Looks at the disk and brings the site up to date. Whether any page may be different comes back,
    /// and what changed.
    fn update(&self, editing: &mut Editing, paths: Option<&[PathBuf]>) -> (bool, Changes) {
        let changes = match editing.folder.refresh(paths) {
            Ok(changes) => changes,
            Err(error) => {
                editing.refused = Some(refused(&error));
                return (false, Changes::default());
            }
        };
        editing.refused = None;
        let step = editing.workspace.update(editing.folder.written(), &changes);
        (self.take(step), changes)
    }

    /// Does to the site what an edit asks for.
    fn take(&self, step: SiteUpdate) -> bool {
        let mut shown = write(&self.shown);
        let mut before = None;
        match (step, &mut shown.site) {
            (SiteUpdate::Replace(replacements), Some(site)) => {
                for replacement in replacements {
                    site.replace(replacement);
                }
            }
            (SiteUpdate::SetTheme(theme), Some(site)) => site.set_theme(theme),
            (SiteUpdate::Keep, _) | (SiteUpdate::Replace(_) | SiteUpdate::SetTheme(_), None) => {
                return false;
            }
            (SiteUpdate::Swap(site), slot) => before = slot.replace(*site),
        }
        shown.revision += 1;
        drop(shown);
        // A large site takes a moment to take down; no request waits for it.
        drop(before);
        true
    }

    /// After a fault of this program the project is read from the beginning.
    fn start_again(&self, editing: &mut Editing) {
        let opened = WatchedFolder::open(&self.settings.root);
        let Ok(folder) = opened else { return };
        let (workspace, site) = Workspace::open(folder.written(), self.settings.audience);
        *editing = Editing {
            folder,
            workspace,
            refused: None,
        };
        if let Some(site) = site {
            self.take(SiteUpdate::Swap(Box::new(site)));
        }
    }

    /// Everything that is wrong: reading, parsing, linking, and making the pages that are looked at.
    fn findings(&self, editing: &Editing) -> Vec<Findings> {
        let mut all = Vec::from(editing.workspace.findings(editing.folder.written()));
        let mut rest: Vec<Diagnostic> = editing.refused.iter().cloned().collect();
        rest.extend(lock(&self.recent).failures());
        if !rest.is_empty() {
            all.push(Findings {
                diagnostics: rest,
                sources: duibiao_syntax::source::Sources::default(),
            });
        }
        all
    }

    /// Says anew what is wrong; whether it is other than before.
    fn collect(&self, editing: &Editing) -> bool {
        let findings = self.findings(editing);
        let link = |path: &str, line: usize, column: usize| self.editor_link(path, line, column);
        let collected = problems::collect(&findings, &link);
        let mut known = write_problems(&self.problems);
        let differs = (known.errors, known.warnings) != (collected.errors, collected.warnings)
            || known.list != collected.list;
        if differs {
            *known = Problems {
                revision: known.revision + 1,
                ..collected
            };
        }
        differs
    }

    fn editor_link(&self, path: &str, line: usize, column: usize) -> Option<String> {
        let place = self.settings.root.join(path);
        let clamp = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        self.settings
            .editor
            .link(place.to_str()?, clamp(line), clamp(column))
    }

    /// A file of the site as it is now.
    fn site_file(&self, path: &str) -> Answer {
        let shown = read(&self.shown);
        let Some(site) = &shown.site else {
            return Answer::Failed {
                problems: read_problems(&self.problems).clone(),
                last_good: None,
            };
        };
        let Some(at) = site.find(path) else {
            return missing(site, path);
        };
        if let Some(bytes) = lock(&self.recent).get(path, shown.revision) {
            return found(path, bytes);
        }
        match make(site, at) {
            Ok(bytes) => {
                let is_copy = matches!(site.keys()[at], PageKey::Attachment(_));
                let mut recent = lock(&self.recent);
                recent.put(path, shown.revision, &bytes, !is_copy);
                drop(recent);
                found(path, bytes)
            }
            Err(failure) => {
                let problems = self.with(&failure);
                let last_good = lock(&self.recent).fail(path, *failure);
                Answer::Failed {
                    problems,
                    last_good,
                }
            }
        }
    }

    /// What is wrong, with a failure that was not reported yet.
    fn with(&self, failure: &Diagnostic) -> Problems {
        let alone = [Findings {
            diagnostics: vec![failure.clone()],
            sources: duibiao_syntax::source::Sources::default(),
        }];
        let mut all = read_problems(&self.problems).clone();
        let new = problems::collect(&alone, &|_, _, _| None).list;
        let unknown = new
            .into_iter()
            .filter(|problem| !all.list.contains(problem));
        let unknown: Vec<_> = unknown.collect();
        all.errors += unknown.len();
        all.list.splice(0..0, unknown);
        all
    }

    /// Makes the pages again that were looked at last, so that what is wrong with them is known at once
    /// and they are there when they are asked for.
    fn warm(&self) {
        let paths = lock(&self.recent).latest();
        for path in paths {
            self.site_file(&path);
        }
    }

    fn desk(&self) -> String {
        let editing = lock(&self.editing);
        let shown = read(&self.shown);
        let written = editing.folder.written();
        let findings = self.findings(&editing);
        let sources = &written.project.sources;
        let behind = editing.workspace.behind().iter();
        let papers = Papers {
            site: shown.site.as_ref(),
            title: &written.project.config.title,
            audience: &self.settings.audience,
            review: &written.project.config.review,
            sources,
            documents: editing.workspace.documents().collect(),
            findings: &findings,
            behind: behind
                .map(|id| Arc::clone(&sources.get(*id).path))
                .collect(),
        };
        let links = Links {
            root: "../",
            editor: &|path, line, column| self.editor_link(path, line, column),
        };
        desk::html(&Desk::new(&papers), self.language_of(&editing), &links)
    }
}

impl Preview {
    /// What the site would change against the last release.
    fn changes(&self) -> String {
        let root = &self.settings.root;
        let editing = lock(&self.editing);
        let language = self.language_of(&editing);
        let title = editing.folder.written().project.config.title.clone();
        drop(editing);
        let shown = read(&self.shown);
        let compared = match &shown.site {
            Some(site) => changes::page(site, root, &title, language),
            None => Err(Message::new(
                "现在没有可以比较的网站",
                "there is no site to compare",
            )),
        };
        compared.unwrap_or_else(|why| desk::plain(&title, why.in_language(language), language))
    }

    /// The page that explains a code.
    fn explained(&self, code: Code) -> String {
        let language = self.language();
        desk::explained(&explain::page(code).html(language), language)
    }
}

/// The code that a page of the desk explains.
fn code_page(path: &str) -> Option<Code> {
    let written = path
        .strip_prefix("_desk/codes/")?
        .strip_suffix("/index.html")?;
    explain::find(written).ok()
}

impl serve::Preview for Preview {
    fn file(&self, path: &str) -> Answer {
        match path {
            "_desk/index.html" => found(path, self.desk().into()),
            "_desk/desk.css" => found(path, Bytes::from_static(desk::STYLE.as_bytes())),
            // Browsers ask for it of themselves; a site need not have one.
            "favicon.ico" => found(path, Bytes::new()),
            "_desk/changes/index.html" => found(path, self.changes().into()),
            "_desk/changes/page.css" => found(path, draw::STYLE.into()),
            _ => match code_page(path) {
                Some(code) => found(path, self.explained(code).into()),
                None => self.site_file(path),
            },
        }
    }

    fn refresh(&self, paths: Option<&[PathBuf]>) -> Refreshed {
        let started = Instant::now();
        let mut editing = lock(&self.editing);
        let updated = catch_unwind(AssertUnwindSafe(|| self.update(&mut editing, paths)));
        let (site_changed, changes) = updated.unwrap_or_else(|_| {
            self.start_again(&mut editing);
            (true, Changes::default())
        });
        if site_changed {
            self.warm();
        }
        let problems_changed = self.collect(&editing);
        let took = started.elapsed();
        let styles = only_styles(&changes);
        let mut log = String::new();
        if site_changed || problems_changed {
            let language = self.language_of(&editing);
            let errors = read_problems(&self.problems).errors;
            log = line(&editing, &changes, (took.as_millis(), errors), language);
            if problems_changed {
                log.push('\n');
                log.push_str(self.drawn_of(&editing).trim_end());
            }
        }
        Refreshed {
            site_changed: site_changed && styles.is_empty(),
            styles: if site_changed { styles } else { Vec::new() },
            problems: read_problems(&self.problems).clone(),
            log,
            again: false,
        }
    }

    fn problems(&self) -> Problems {
        read_problems(&self.problems).clone()
    }
}

/// The style sheets that changed, when nothing else did.
fn only_styles(changes: &Changes) -> Vec<String> {
    let only_theme = Changes {
        theme: changes.theme.clone(),
        ..Changes::default()
    };
    let is_style = |path: &String| {
        path.starts_with("static/")
            && Path::new(path)
                .extension()
                .is_some_and(|ending| ending == "css")
    };
    if *changes == only_theme && changes.theme.iter().all(is_style) {
        changes.theme.clone()
    } else {
        Vec::new()
    }
}

/// What happened, for the terminal.
fn line(
    editing: &Editing,
    changes: &Changes,
    (took, errors): (u128, usize),
    language: Language,
) -> String {
    let sources = &editing.folder.written().project.sources;
    let mut names: Vec<&str> = changes
        .documents
        .iter()
        .map(|id| &*sources.get(*id).path)
        .collect();
    names.extend(changes.theme.iter().map(String::as_str));
    if changes.config {
        names.push(duibiao_syntax::config::FILE_NAME);
    }
    let more = names.len().saturating_sub(3);
    names.truncate(3);
    let names = names.join(", ");
    match language {
        Language::Chinese => {
            let more = if more > 0 {
                format!(" 等 {} 个文件", more + 3)
            } else {
                String::new()
            };
            format!("已更新 {names}{more}（{took} 毫秒），错误 {errors} 处")
        }
        Language::English => {
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            format!("updated {names}{more} in {took} ms; errors: {errors}")
        }
    }
}

/// All findings with their excerpts.
fn drawn(findings: &[Findings], language: Language, style: report::Style) -> String {
    findings
        .iter()
        .filter(|findings| any_error(&findings.diagnostics))
        .map(|findings| report::draw(&findings.diagnostics, &findings.sources, language, style))
        .collect()
}

/// Makes a file. A panic in a template function is a failure like any other.
fn make(site: &Site, at: usize) -> Result<Bytes, Box<Diagnostic>> {
    let mut bytes = Vec::new();
    let made = catch_unwind(AssertUnwindSafe(|| site.render(at, &mut bytes)));
    match made {
        Ok(Ok(SiteContent::Made)) => Ok(bytes.into()),
        Ok(Ok(SiteContent::CopyOf(path))) => fs::read(&path).map(Bytes::from).map_err(|cause| {
            let path = path.display();
            Box::new(Diagnostic::new(
                Code::Unreadable,
                format!("无法读取 {path}：{cause}"),
                format!("cannot read {path}: {cause}"),
            ))
        }),
        Ok(Err(Failure::Template(diagnostic))) => Err(diagnostic),
        Ok(Err(Failure::Io(cause))) => Err(Box::new(Diagnostic::new(
            Code::TemplateFailed,
            format!("页面没有生成：{cause}"),
            format!("the page was not made: {cause}"),
        ))),
        Err(panic) => Err(Box::new(panicked(&*panic, &site.paths()[at].to_string()))),
    }
}

fn panicked(panic: &(dyn Any + Send), path: &str) -> Diagnostic {
    let words = panic
        .downcast_ref::<&str>()
        .map(|words| (*words).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    Diagnostic::new(
        Code::TemplateFailed,
        format!("生成 {path} 时程序出错：{words}"),
        format!("the program failed while making {path}: {words}"),
    )
    .help(
        "这是 duibiao 的缺陷，请报告；改动最近编辑的文件可以绕开它",
        "this is a fault of duibiao, please report it; changing the file you edited last may avoid it",
    )
}

fn refused(error: &ReadError) -> Diagnostic {
    Diagnostic::new(
        Code::Unreadable,
        error.message(Language::Chinese),
        error.message(Language::English),
    )
}

/// Nothing at an address: perhaps a folder of the site was meant.
fn missing(site: &Site, path: &str) -> Answer {
    let folder = format!("{path}/index.html");
    if site.find(&folder).is_some() {
        return Answer::Moved(folder);
    }
    let page = site.find("404.html").and_then(|at| make(site, at).ok());
    Answer::Missing(page.unwrap_or_default())
}

fn found(path: &str, bytes: Bytes) -> Answer {
    let is_page = path.strip_suffix(".html").is_some();
    Answer::Found(ServedFile {
        bytes,
        media_type: types::media_type(path).to_owned(),
        kind: if is_page {
            FileKind::Page
        } else {
            FileKind::Other
        },
    })
}

// A panic while a lock was held leaves a value that is whole: each is changed in one step.

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read(shown: &RwLock<PreviewState>) -> RwLockReadGuard<'_, PreviewState> {
    shown.read().unwrap_or_else(PoisonError::into_inner)
}

fn write(shown: &RwLock<PreviewState>) -> RwLockWriteGuard<'_, PreviewState> {
    shown.write().unwrap_or_else(PoisonError::into_inner)
}

fn read_problems(problems: &RwLock<Problems>) -> RwLockReadGuard<'_, Problems> {
    problems.read().unwrap_or_else(PoisonError::into_inner)
}

fn write_problems(problems: &RwLock<Problems>) -> RwLockWriteGuard<'_, Problems> {
    problems.write().unwrap_or_else(PoisonError::into_inner)
}
