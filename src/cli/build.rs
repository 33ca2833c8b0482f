//! `duibiao build`: reads the project, compiles it and publishes the site.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Instant;

use rayon::ThreadPoolBuilder;

use super::Exit;
use super::arguments::Build;
use super::console::{Console, Progress};
use super::project;
use super::surroundings::Surroundings;
use crate::Site;
use crate::diagnostic::{self, Checked, Diagnostic, Language, Message};
use crate::read::Project;
use crate::report::{Outcome, Publication};
use crate::write::{self, Output, PublishError, WriteError, Written};

/// More threads than this only wait for each other.
const MOST_JOBS: usize = 256;

pub(super) fn run(
    arguments: &Build,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> Exit {
    let Some(jobs) = arguments.jobs else {
        return build(arguments, surroundings, console);
    };
    let threads = NonZeroUsize::get(jobs).min(MOST_JOBS);
    match ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(|| build(arguments, surroundings, console)),
        Err(error) => {
            console.fail(&format!("--jobs: {error}"));
            Exit::Misuse
        }
    }
}

fn build(arguments: &Build, surroundings: &Surroundings, console: &mut Console<'_>) -> Exit {
    let started = Instant::now();
    let opened = project::open(
        arguments.dir.as_deref(),
        arguments.format,
        surroundings,
        console,
    );
    let Some(Checked {
        value: project,
        mut diagnostics,
    }) = opened
    else {
        return Exit::Findings;
    };
    let language = console.language_for(project.config.language);
    let folder = output_folder(arguments.output.as_deref(), surroundings, &project);
    let shown = surroundings.shown(&folder);
    let site = crate::compile(&project).drain_into(&mut diagnostics);
    let mut outcome = Outcome {
        tally: site.as_ref().map(Site::tally),
        publication: Some(Publication::Withheld { folder: shown }),
        failure: None,
    };
    if let Some(site) = site
        .as_ref()
        .filter(|_| !diagnostic::any_error(&diagnostics))
    {
        let progress = console.progress(site.paths().len(), language, arguments.format);
        match publish(site, &folder, &project.root, progress) {
            Ok(written) => {
                outcome.publication = Some(Publication::Published {
                    written,
                    folder: shown,
                    took: started.elapsed(),
                });
            }
            Err(PublishError::Render(found)) => diagnostics.extend(found),
            Err(PublishError::Write(error)) => outcome.failure = Some(message(&error)),
        }
    }
    diagnostic::sort(&mut diagnostics);
    console.report(
        arguments.format,
        language,
        (&diagnostics, &project.sources),
        &outcome,
    );
    match outcome.publication {
        Some(Publication::Published { .. }) => Exit::Clean,
        _ => Exit::Findings,
    }
}

/// Where the site goes: `--output` counts from the current folder, the configured one from the project.
fn output_folder(given: Option<&Path>, surroundings: &Surroundings, project: &Project) -> PathBuf {
    match given {
        Some(folder) => surroundings.folder.join(folder),
        None => project.root.join(&project.config.output),
    }
}

#[expect(
    clippy::result_large_err,
    reason = "the error is the finding itself, and ends the build"
)]
fn publish(
    site: &Site<'_>,
    folder: &Path,
    root: &Path,
    progress: Progress,
) -> Result<Written, PublishError<Diagnostic>> {
    let output = Output::open(folder, root).map_err(PublishError::Write)?;
    let written = write::publish(
        &output,
        site.paths(),
        &|index, out| site.render(index, out),
        &|done| progress.at(done),
    );
    progress.finish();
    written
}

fn message(error: &WriteError) -> Message {
    Message::new(
        error.message(Language::Chinese),
        error.message(Language::English),
    )
}
