//! Finding and reading the project that a command is about.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::OutputFormat;
use super::console::Console;
use super::surroundings::Surroundings;
use duibiao_publish::read::{self, ReadError};
use duibiao_render::site::{self, Site};
use duibiao_report::report::CommandOutcome;
use duibiao_syntax::audience::Audience;
use duibiao_syntax::config::FILE_NAME;
use duibiao_syntax::diagnostic::{self, Checked, Diagnostic, Language, Message};
use duibiao_syntax::project::Project;
use duibiao_syntax::source::Sources;

/// A project that was read and compiled.
pub(super) struct CompiledProject {
    pub(super) project: Arc<Project>,
    /// None when anything is an error.
    pub(super) site: Option<Site>,
    /// What was found, in the order of the texts.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The language to speak about it.
    pub(super) language: Language,
}

/// Reads and compiles the project in `dir`, or around the current folder. That it cannot be read at all is
/// reported here, and then there is nothing.
pub(super) fn compile(
    dir: Option<&Path>,
    audience: Audience,
    format: OutputFormat,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> Option<CompiledProject> {
    let Checked {
        value: project,
        mut diagnostics,
    } = open(dir, format, surroundings, console)?;
    let project = Arc::new(project);
    let site = site::compile(&project, &audience).drain_into(&mut diagnostics);
    diagnostic::sort(&mut diagnostics);
    let is_sound = !diagnostic::any_error(&diagnostics);
    let language = console.language_for(project.config.language);
    Some(CompiledProject {
        project,
        site: site.filter(|_| is_sound),
        diagnostics,
        language,
    })
}

/// The project in `dir`, or around the current folder. That it cannot be read at all is reported here,
/// and then there is nothing.
pub(super) fn open(
    dir: Option<&Path>,
    format: OutputFormat,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> Option<Checked<Project>> {
    let root = locate(dir, surroundings, console);
    match read::project(&root) {
        Ok(project) => Some(project),
        Err(error) => {
            let outcome = CommandOutcome {
                failure: Some(message(&error)),
                ..CommandOutcome::default()
            };
            console.report(
                format,
                console.language(),
                (&[], &Sources::default()),
                &outcome,
            );
            None
        }
    }
}

/// `dir` when it was given, else the current folder or the nearest above it that is a project. A folder
/// that the user did not name or stand in is told.
pub(super) fn locate(
    dir: Option<&Path>,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> PathBuf {
    let here = surroundings.folder.as_path();
    if let Some(dir) = dir {
        return here.join(dir);
    }
    let is_project = |folder: &&Path| folder.join(FILE_NAME).is_file();
    let root = here.ancestors().find(is_project).unwrap_or(here);
    if root != here {
        let root = root.display();
        console.tell(&match console.language() {
            Language::Chinese => {
                format!("当前文件夹没有 duibiao.toml，使用上级文件夹的项目：{root}\n")
            }
            Language::English => format!("No duibiao.toml here; using the project in {root}\n"),
        });
    }
    root.to_owned()
}

fn message(error: &ReadError) -> Message {
    Message::in_each(|language| error.message(language))
}
