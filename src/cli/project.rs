//! Finding and reading the project that a command is about.

use std::path::{Path, PathBuf};

use super::arguments::Format;
use super::console::Console;
use super::surroundings::Surroundings;
use crate::config::FILE_NAME;
use crate::diagnostic::{Checked, Language, Message};
use crate::project::Project;
use crate::read::{self, ReadError};
use crate::report::Outcome;
use crate::source::Sources;

/// The project in `dir`, or around the current folder. That it cannot be read at all is reported here,
/// and then there is nothing.
pub(super) fn open(
    dir: Option<&Path>,
    format: Format,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> Option<Checked<Project>> {
    let root = locate(dir, surroundings, console);
    match read::project(&root) {
        Ok(project) => Some(project),
        Err(error) => {
            let outcome = Outcome {
                failure: Some(message(&error)),
                ..Outcome::default()
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
    Message::new(
        error.message(Language::Chinese),
        error.message(Language::English),
    )
}
