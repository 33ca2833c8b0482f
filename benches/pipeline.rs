//! The work that is measured, in a process of its own: a whole build, or each stage by itself.
//!
//! A corpus has neither errors nor warnings; a build that finds one is no measurement and fails.
#![expect(
    clippy::print_stdout,
    reason = "its results go to the process that measures"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark looks at the clock and clears up after itself"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use duibiao_compare::compare;
use duibiao_compare::link;
use duibiao_publish::publish::{self, SiteError};
use duibiao_publish::read;
use duibiao_publish::write::{self, BuildReport, Failure, Output, SiteFiles};
use duibiao_render::route;
use duibiao_render::site::{Site, compile};
use duibiao_syntax::audience::Audience;
use duibiao_syntax::diagnostic::{Diagnostic, Severity};
use duibiao_syntax::parse;
use duibiao_syntax::project::Project;
use rayon::prelude::*;

use crate::measure::median;
use crate::usage;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Any day: nothing of a corpus has a date to come.
pub(crate) const VIEWPOINT: Audience = Audience::public(jiff::civil::date(2026, 11, 22));

/// Builds the project as the program does, and prints what was written.
///
/// # Errors
///
/// When the build fails or finds something.
pub(crate) fn build(project: &Path, output: &Path) -> Outcome<()> {
    let mut found = Vec::new();
    let project = Arc::new(read::project(project)?.drain_into(&mut found));
    let site = site(&project, &mut found)?;
    let written = published(publish::publish(&site, output, &project.root, &|_| ()))?;
    for (name, number) in [
        ("files", written.files),
        ("written", written.written),
        ("removed", written.removed),
    ] {
        println!("bench {name} {number}");
    }
    println!("bench bytes {}", written.bytes);
    println!("bench peak_kib {}", usage::peak_kib("self").unwrap_or(0));
    // As the program does.
    rayon::spawn(move || drop((site, project)));
    Ok(())
}

fn site(project: &Arc<Project>, found: &mut Vec<Diagnostic>) -> Outcome<Site> {
    let site = compile(project, &VIEWPOINT).drain_into(found);
    quiet(found, project)?;
    site.ok_or_else(|| "the corpus makes no site".into())
}

/// Nothing but notes may be found.
fn quiet(found: &[Diagnostic], project: &Project) -> Outcome<()> {
    let Some(first) = found
        .iter()
        .find(|diagnostic| diagnostic.severity != Severity::Note)
    else {
        return Ok(());
    };
    let place = first.place().map(|span| {
        let source = project.sources.get(span.source);
        let position = source.position(span.range().start);
        format!("{}:{}: ", source.path, position.line)
    });
    Err(format!(
        "{}{} {}",
        place.unwrap_or_default(),
        first.code,
        first.message.en
    )
    .into())
}

fn published(written: Result<BuildReport, SiteError>) -> Outcome<BuildReport> {
    written.map_err(|error| error.message().en.into())
}

/// The stages in their order, and how long each took in each run.
#[derive(Default)]
struct Clock {
    order: Vec<&'static str>,
    laps: BTreeMap<&'static str, Vec<Duration>>,
}

impl Clock {
    fn lap<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let value = work();
        let took = started.elapsed();
        if !self.order.contains(&stage) {
            self.order.push(stage);
        }
        self.laps.entry(stage).or_default().push(took);
        value
    }
}

/// Times each stage and prints the medians in microseconds, numbered so that they stay in order.
///
/// # Errors
///
/// When the build fails or finds something.
pub(crate) fn stages(project: &Path, output: &Path, runs: usize) -> Outcome<()> {
    let mut clock = Clock::default();
    for _ in 0..runs {
        let read = clock.lap("read", || read::project(project))?;
        let project = Arc::new(read.drain_into(&mut Vec::new()));
        analysis(&project, &mut clock);
        output_stages(&project, output, &mut clock)?;
        fs::remove_dir_all(output)?;
    }
    for (at, stage) in clock.order.iter().enumerate() {
        let took = median(clock.laps.remove(stage).unwrap_or_default());
        println!("bench {at} {stage} {}", took.as_micros());
    }
    Ok(())
}

/// From texts to the list of files.
fn analysis(project: &Project, clock: &mut Clock) {
    let documents = clock
        .lap("parse", || {
            parse::documents(&project.sources, &project.documents)
        })
        .value;
    let catalog = clock
        .lap("link", || {
            link::catalog(documents, &project.sources, &project.attachments, VIEWPOINT)
        })
        .value;
    let comparisons = clock.lap("compare", || compare::all(&catalog));
    let files = project.theme.files.keys();
    let statics = files.filter_map(|path| path.strip_prefix("static/"));
    let routes = clock
        .lap("route", || route::routes(&catalog, statics))
        .value;
    clock.lap("drop", || drop((catalog, comparisons, routes)));
}

/// Rendering without writing, writing without rendering, and writing once more what is there already.
fn output_stages(project: &Arc<Project>, output: &Path, clock: &mut Clock) -> Outcome<()> {
    let site = site(project, &mut Vec::new())?;
    let all = SiteFiles {
        concats: BTreeMap::new(),
        ..publish::files(&site)
    };
    let sizes = clock.lap("render", || sizes(&site, &all));
    let fill = |files: &[usize], outs: &mut [&mut dyn Write]| {
        let mut files = files.iter().zip(outs);
        files.try_for_each(|(at, out)| filler(sizes[*at], *out).map_err(Failure::Io))
    };
    for stage in ["write", "write again"] {
        let folder = Output::open(output, &project.root)?;
        published(clock.lap(stage, || write::publish(&folder, &all, &fill, &|_| ())))?;
    }
    Ok(())
}

/// Renders all files and tells how long each is.
fn sizes(site: &Site, files: &SiteFiles<'_>) -> Vec<u64> {
    let sizes: Vec<AtomicU64> = files.paths.iter().map(|_| AtomicU64::new(0)).collect();
    let seconds: BTreeSet<usize> = files.format_pairs.values().copied().collect();
    let firsts = (0..sizes.len()).filter(|at| !seconds.contains(at));
    let firsts: Vec<usize> = firsts.collect();
    firsts.into_par_iter().with_max_len(1).for_each(|at| {
        let (mut first, mut second) = (Counter(0), Counter(0));
        let other_format = files.format_pairs.get(&at);
        let made = match other_format {
            Some(other_format) => {
                publish::make(site, &[at, *other_format], &mut [&mut first, &mut second])
            }
            None => publish::make(site, &[at], &mut [&mut first]),
        };
        if made.is_ok() {
            sizes[at].store(first.0, Ordering::Relaxed);
            if let Some(other_format) = other_format {
                sizes[*other_format].store(second.0, Ordering::Relaxed);
            }
        }
    });
    sizes.into_iter().map(AtomicU64::into_inner).collect()
}

/// Forgets what it is given, but not how much it was.
struct Counter(u64);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += u64::try_from(bytes.len()).unwrap_or(0);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// So many bytes, in pieces as a template writes them.
fn filler(bytes: u64, out: &mut dyn Write) -> io::Result<()> {
    const PIECE: &[u8] = &[b'x'; 4096];
    let mut left = usize::try_from(bytes).unwrap_or(usize::MAX);
    while left > 0 {
        let piece = &PIECE[..left.min(PIECE.len())];
        out.write_all(piece)?;
        left -= piece.len();
    }
    Ok(())
}
