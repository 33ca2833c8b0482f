//! The edge that puts a site on the disk: wholly, or not at all.
//!
//! Files are rendered in parallel and compared with the published ones while they come; only what
//! differs is written, into a folder beside the output. When all is well the two change places, so a
//! reader, a failure and a kill all see either the old site or the new one. What the files say is not
//! known here, and nothing but the manifest is held in memory.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge that writes a site to the disk"
)]

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::site_path::SitePath;

use carry::{Carried, Carry};
use compare::{Buffers, Paths, Produced, Sink};
use error::{Problem, Step};
use manifest::Published;
use swap::Exchange;
use work::Work;

pub use error::WriteError;

mod carry;
mod compare;
mod error;
mod guard;
mod manifest;
mod swap;
#[cfg(test)]
mod tests;
mod work;

/// An output folder that was checked and is locked for as long as this is held.
#[derive(Debug)]
pub struct Output {
    work: Work,
    exchange: Exchange,
}

impl Output {
    /// Checks and locks the folder that a site is to be written into.
    ///
    /// It must be absent, empty but for hidden files, or carry our manifest. What a killed build left is
    /// cleared up, and the site it interrupted is brought back.
    ///
    /// # Errors
    ///
    /// When the folder is none that may be written into ([`WriteError::is_refusal`]; nothing has been
    /// touched then), another build holds it, or the disk says no.
    pub fn open(output: &Path, project_root: &Path) -> Result<Self, WriteError> {
        let path = guard::check(output, project_root)?;
        // What another build made of the folder since it was checked is a site of ours, and publishing
        // reads the manifest again.
        let work = Work::enter(path)?;
        Ok(Self {
            work,
            exchange: swap::exchange,
        })
    }
}

/// Why one file could not be rendered.
#[derive(Debug)]
pub enum Failure<E> {
    /// What is wrong with the site: collected from all files.
    Render(E),
    /// The world: reading what goes into the file, or writing the file. Ends the build.
    Io(io::Error),
}

/// Why a site was not published. The one before is untouched.
#[derive(Debug)]
pub enum PublishError<E> {
    /// What is wrong with the site, in the order of the files.
    Render(Vec<E>),
    /// The world.
    Write(WriteError),
}

impl<E> From<WriteError> for PublishError<E> {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

/// What was published. The manifest is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Files of the site.
    pub files: usize,
    /// Their length together, in bytes.
    pub bytes: u64,
    /// Those that are new or differ from the published ones.
    pub written: usize,
    /// Those that are as they were.
    pub unchanged: usize,
    /// Files of the site before that are gone.
    pub removed: usize,
}

/// Writes the file with this index to a stream. Called from many threads, once for each file.
pub type Render<'a, E> = dyn Fn(usize, &mut dyn io::Write) -> Result<(), Failure<E>> + Sync + 'a;

/// Told how many files are done, from many threads, so numbers may arrive out of order.
pub type Progress<'a> = dyn Fn(usize) + Sync + 'a;

/// Renders the files and publishes them as the whole site.
///
/// Files of the site before that are not among them disappear; files that are not ours stay. If nothing
/// differs, nothing on the disk is touched.
///
/// # Errors
///
/// When a file cannot be rendered or the disk says no. The published site is untouched then, and what
/// was staged is removed.
pub fn publish<E: Send>(
    output: &Output,
    files: &[SitePath],
    render: &Render<'_, E>,
    on_progress: &Progress<'_>,
) -> Result<Written, PublishError<E>> {
    let work = &output.work;
    let order = order(files, work)?;
    let published = manifest::read(&work.output)?.unwrap_or_default();
    let stage = Stage(work);
    let job = Job {
        work,
        files,
        compare: !published.is_empty(),
        render,
        on_progress,
        stop: AtomicBool::new(false),
        done: AtomicUsize::new(0),
        troubles: Mutex::default(),
    };
    let produced = job.run()?;
    let new_manifest = stage.manifest(files, &order, &produced)?;
    let written = produced.iter().filter(|file| file.changed).count();
    let mut removed = 0;
    if written > 0 || new_manifest {
        let sorted = order
            .iter()
            .map(|at| (files[*at].as_str(), produced[*at].changed));
        let sorted: Vec<(&str, bool)> = sorted.collect();
        removed = stage.complete(&sorted, new_manifest, &published)?.removed;
        swap::publish(work, output.exchange)?;
        stage.discard_site_before();
    }
    Ok(Written {
        files: files.len(),
        bytes: produced.iter().map(|file| file.bytes).sum(),
        written,
        unchanged: files.len() - written,
        removed,
    })
}

/// The indices of the files in the order of their paths.
fn order(files: &[SitePath], work: &Work) -> Result<Vec<usize>, WriteError> {
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_unstable_by_key(|at| files[*at].as_str());
    let twice = order
        .windows(2)
        .find(|pair| files[pair[0]] == files[pair[1]]);
    let twice = twice.map(|pair| files[pair[0]].as_str());
    let manifest = files.iter().find(|path| path.as_str() == manifest::NAME);
    match twice.or(manifest.map(SitePath::as_str)) {
        Some(path) => Err(WriteError::new(&work.output.join(path), Problem::Twice)),
        None => Ok(order),
    }
}

/// The rendering of all files.
struct Job<'a, E> {
    work: &'a Work,
    files: &'a [SitePath],
    /// Whether there is a site to compare with.
    compare: bool,
    render: &'a Render<'a, E>,
    on_progress: &'a Progress<'a>,
    /// Set when going on is of no use.
    stop: AtomicBool,
    done: AtomicUsize,
    /// What went wrong, with the index of the file.
    troubles: Mutex<Vec<(usize, Trouble<E>)>>,
}

enum Trouble<E> {
    Render(E),
    Write(WriteError),
}

impl<E: Send> Job<'_, E> {
    fn run(self) -> Result<Vec<Produced>, PublishError<E>> {
        let produced: Vec<Option<Produced>> = (0..self.files.len())
            .into_par_iter()
            .map_init(Buffers::default, |buffers, at| self.file(at, buffers))
            .collect();
        let mut troubles = self
            .troubles
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        troubles.sort_by_key(|(at, _)| *at);
        let mut findings = Vec::new();
        for (_, trouble) in troubles {
            match trouble {
                Trouble::Render(finding) => findings.push(finding),
                // The other findings are not all there, because the others were stopped.
                Trouble::Write(error) => return Err(PublishError::Write(error)),
            }
        }
        if findings.is_empty() {
            Ok(produced.into_iter().flatten().collect())
        } else {
            Err(PublishError::Render(findings))
        }
    }

    fn file(&self, at: usize, buffers: &mut Buffers) -> Option<Produced> {
        if self.stop.load(Ordering::Relaxed) {
            return None;
        }
        match self.produce(at, buffers) {
            Ok(produced) => {
                (self.on_progress)(self.done.fetch_add(1, Ordering::Relaxed) + 1);
                Some(produced)
            }
            Err(trouble) => {
                if matches!(trouble, Trouble::Write(_)) {
                    self.stop.store(true, Ordering::Relaxed);
                }
                let mut troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner);
                troubles.push((at, trouble));
                None
            }
        }
    }

    fn paths(&self, path: &str) -> Paths {
        Paths {
            published: self.compare.then(|| self.work.output.join(path)),
            staged: self.work.stage.join(path),
        }
    }

    fn produce(&self, at: usize, buffers: &mut Buffers) -> Result<Produced, Trouble<E>> {
        let path = self.files[at].as_str();
        let mut sink = Sink::new(self.paths(path), buffers).map_err(Trouble::Write)?;
        let rendered = catch_unwind(AssertUnwindSafe(|| (self.render)(at, &mut sink)));
        let problem = match rendered {
            Ok(Ok(())) => return sink.finish().map_err(Trouble::Write),
            Ok(Err(failure)) => Ok(failure),
            Err(payload) => Err(Problem::Panicked(words(payload.as_ref()))),
        };
        // The first cause is what the disk said, whatever became of it on the way through a template.
        if let Some(error) = sink.into_error() {
            return Err(Trouble::Write(error));
        }
        Err(match problem {
            Ok(Failure::Render(finding)) => Trouble::Render(finding),
            Ok(Failure::Io(cause)) => {
                Trouble::Write(WriteError::failed(Step::Produce, Path::new(path), cause))
            }
            Err(panicked) => Trouble::Write(WriteError::new(Path::new(path), panicked)),
        })
    }
}

/// What a panic said.
fn words(payload: &(dyn Any + Send)) -> String {
    let text = payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned());
    let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "panic".to_owned())
}

/// The site in the making. Whatever is left of it when this is dropped is removed.
struct Stage<'a>(&'a Work);

impl Stage<'_> {
    /// Stages the manifest if it differs from the published one, and tells whether it does.
    fn manifest(
        &self,
        files: &[SitePath],
        order: &[usize],
        produced: &[Produced],
    ) -> Result<bool, WriteError> {
        let staged = self.0.stage.join(manifest::NAME);
        let paths = Paths {
            published: Some(self.0.output.join(manifest::NAME)),
            staged: staged.clone(),
        };
        let mut buffers = Buffers::default();
        let mut sink = Sink::new(paths, &mut buffers)?;
        let lines = order.iter().map(|at| (&files[*at], &produced[*at]));
        match manifest::write(lines, &mut sink) {
            Ok(()) => sink.finish().map(|manifest| manifest.changed),
            Err(cause) => Err(sink
                .into_error()
                .unwrap_or_else(|| WriteError::failed(Step::Write, &staged, cause))),
        }
    }

    /// Adds what stays as it is.
    fn complete(
        &self,
        produced: &[(&str, bool)],
        new_manifest: bool,
        published: &Published,
    ) -> Result<Carried, WriteError> {
        if !work::exists(&self.0.output) {
            return Ok(Carried::default());
        }
        let carry = Carry {
            from: &self.0.output,
            to: &self.0.stage,
            produced,
            new_manifest,
            published,
        };
        carry.over()
    }

    /// Removes the site before. The new one is published already, so a failure here is no failure of the
    /// build; the next one tries again.
    fn discard_site_before(&self) {
        if work::exists(&self.0.old) {
            self.0.discard_old().ok();
        }
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        work::remove(&self.0.stage).ok();
    }
}
