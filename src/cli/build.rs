//! `duibiao build`: reads the project, compiles it and publishes the site.

use std::fs::File;
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::civil::Date;
use rayon::ThreadPoolBuilder;

use super::Exit;
use super::arguments::{Build, OutputFormat};
use super::console::{Console, Progress};
use super::project::{self, CompiledProject};
use super::surroundings::Surroundings;
use duibiao_publish::write::{self, BuildReport, Output, PublishError, SiteFiles, WriteError};
use duibiao_render::render::Failure;
use duibiao_render::site::{Site, SiteContent};
use duibiao_report::report::{CommandOutcome, Publication};
use duibiao_syntax::audience::Audience;
use duibiao_syntax::diagnostic::{self, Diagnostic, Language, Message, Severity};
use duibiao_syntax::project::Project;

/// More threads than this only wait for each other.
const MOST_JOBS: usize = 256;

pub(super) fn run(
    arguments: &Build,
    as_of: Option<Date>,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> Exit {
    let Some(jobs) = arguments.jobs else {
        return build(arguments, as_of, surroundings, console);
    };
    let threads = NonZeroUsize::get(jobs).min(MOST_JOBS);
    match ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(|| build(arguments, as_of, surroundings, console)),
        Err(error) => {
            console.fail(&format!("--jobs: {error}"));
            Exit::Misuse
        }
    }
}

fn build(
    arguments: &Build,
    as_of: Option<Date>,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> Exit {
    let started = Instant::now();
    let compiled = project::compile(
        arguments.dir.as_deref(),
        Audience::public(surroundings.day(as_of)),
        arguments.format,
        surroundings,
        console,
    );
    let Some(CompiledProject {
        project,
        site,
        mut diagnostics,
        language,
    }) = compiled
    else {
        return Exit::Findings;
    };
    let folder = output_folder(arguments.output.as_deref(), surroundings, &project);
    let tally = site.as_ref().map(Site::tally);
    let written = match &site {
        Some(site) if !diagnostic::any_error(&diagnostics) => {
            let progress = console.progress(site.paths().len(), language, arguments.format);
            publish(site, &folder, &project.root, progress).map(Some)
        }
        _ => Ok(None),
    };
    let outcome = CommandOutcome {
        tally: tally.as_ref(),
        ..outcome(
            written,
            surroundings.shown(&folder),
            started.elapsed(),
            &mut diagnostics,
        )
    };
    diagnostic::sort(&mut diagnostics);
    // A fault of a template is found again on every page that it makes.
    diagnostics.dedup();
    let drawn = worth_drawing(diagnostics, arguments.format);
    let found = (drawn.as_slice(), &project.sources);
    console.report(arguments.format, language, found, &outcome);
    let exit = match outcome.publication {
        Some(Publication::Published { .. }) => Exit::Clean,
        _ => Exit::Findings,
    };
    // The caller of the program need not wait until a large site is taken apart.
    rayon::spawn(move || drop((site, project)));
    exit
}

/// Who builds wants to see what is wrong; notes are for `check`, and for machines.
fn worth_drawing(mut diagnostics: Vec<Diagnostic>, format: OutputFormat) -> Vec<Diagnostic> {
    if format == OutputFormat::Human {
        diagnostics.retain(|diagnostic| diagnostic.severity != Severity::Note);
    }
    diagnostics
}

/// What became of the site; what rendering found goes to `diagnostics`.
fn outcome<'a>(
    written: Result<Option<BuildReport>, PublishError<Box<Diagnostic>>>,
    folder: &'a Path,
    took: Duration,
    diagnostics: &mut Vec<Diagnostic>,
) -> CommandOutcome<'a> {
    let mut outcome = CommandOutcome {
        publication: Some(Publication::Withheld { folder }),
        ..CommandOutcome::default()
    };
    match written {
        Ok(Some(written)) => {
            outcome.publication = Some(Publication::Published {
                written,
                folder,
                took,
            });
        }
        Ok(None) => {}
        Err(PublishError::Render(found)) => {
            diagnostics.extend(found.into_iter().map(|found| *found));
        }
        Err(PublishError::Write(error)) => outcome.failure = Some(message(&error)),
    }
    outcome
}

/// Where the site goes: `--output` counts from the current folder, the configured one from the project.
fn output_folder(given: Option<&Path>, surroundings: &Surroundings, project: &Project) -> PathBuf {
    match given {
        Some(folder) => surroundings.folder.join(folder),
        None => project.root.join(&project.config.output),
    }
}

fn publish(
    site: &Site,
    folder: &Path,
    root: &Path,
    progress: Progress,
) -> Result<BuildReport, PublishError<Box<Diagnostic>>> {
    let output = Output::open(folder, root).map_err(PublishError::Write)?;
    let written = write::publish(
        &output,
        &files(site),
        &|files, outs| make(site, files, outs),
        &|done| progress.at(done),
    );
    progress.finish();
    written
}

/// Publishes a site without a word.
pub(super) fn publish_quietly(site: &Site, folder: &Path, root: &Path) -> Result<(), Message> {
    let output = Output::open(folder, root).map_err(|error| message(&error))?;
    let written = write::publish(
        &output,
        &files(site),
        &|files, outs| make(site, files, outs),
        &|_| (),
    );
    match written {
        Ok(_) => Ok(()),
        Err(PublishError::Render(found)) => {
            let first = found.into_iter().next();
            Err(first.map_or_else(|| Message::new("", ""), |found| found.message))
        }
        Err(PublishError::Write(error)) => Err(message(&error)),
    }
}

fn files(site: &Site) -> SiteFiles<'_> {
    SiteFiles {
        paths: site.paths(),
        concats: site.concats(),
        format_pairs: site.format_pairs(),
    }
}

/// Makes the two formats of a table, or a file of the site, or copies the one that it is a copy of.
fn make(
    site: &Site,
    files: &[usize],
    outs: &mut [&mut dyn io::Write],
) -> Result<(), write::Failure<Box<Diagnostic>>> {
    let made = match outs {
        [first, second] => site.render_format_pair(files[0], [*first, *second]),
        _ => file(site, files[0], outs[0]),
    };
    made.map_err(|failure| match failure {
        Failure::Template(diagnostic) => write::Failure::Render(diagnostic),
        Failure::Io(error) => write::Failure::Io(error),
    })
}

fn file(site: &Site, index: usize, out: &mut dyn io::Write) -> Result<(), Failure> {
    if let SiteContent::CopyOf(path) = site.render(index, out)? {
        io::copy(&mut File::open(path)?, out)?;
    }
    Ok(())
}

fn message(error: &WriteError) -> Message {
    Message::new(
        error.message(Language::Chinese),
        error.message(Language::English),
    )
}
