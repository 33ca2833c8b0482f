//! `duibiao build`: reads the project, compiles it and publishes the site.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::civil::Date;
use rayon::ThreadPoolBuilder;

use super::Exit;
use super::arguments::{Build, OutputFormat};
use super::console::Console;
use super::project::{self, CompiledProject};
use super::surroundings::Surroundings;
use duibiao_publish::publish::{self, SiteError};
use duibiao_publish::write::BuildReport;
use duibiao_render::site::Site;
use duibiao_report::report::{CommandOutcome, Publication};
use duibiao_syntax::audience::Audience;
use duibiao_syntax::diagnostic::{self, Diagnostic, Severity};
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
            let written = publish::publish(site, &folder, &project.root, &|done| progress.at(done));
            progress.finish();
            written.map(Some)
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
    written: Result<Option<BuildReport>, SiteError>,
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
        Err(SiteError::Render(found)) => {
            diagnostics.extend(found.into_iter().map(|found| *found));
        }
        Err(error) => outcome.failure = Some(error.message()),
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
