//! Rendering all files of a site, in parallel.
//!
//! What is wrong with the site is collected from all files; what the disk says ends the work. A renderer
//! that panics is the fault of one file, not the end of the program. Twins are rendered in one go. Files
//! that are put together from others come when those are done. Where the bytes go is the business of the
//! stage.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use rayon::prelude::*;

use super::compare::{Buffers, FileSink};
use super::error::{WriteError, WriteProblem, WriteStep};
use super::produced::Produced;
use super::stage::StagedSite;
use super::{Failure, Progress, PublishError, Render, SiteFiles};
use duibiao_render::concat::Concat;

/// How many parts of a file are read at a time.
const READ_AHEAD: usize = 16;

/// The rendering of all files.
pub(super) struct Job<'a, E> {
    stage: &'a StagedSite<'a>,
    files: &'a SiteFiles<'a>,
    render: &'a Render<'a, E>,
    on_progress: &'a Progress<'a>,
    /// Set when going on is of no use.
    stop: AtomicBool,
    done: AtomicUsize,
    /// Memory that no file is using at the moment.
    idle: Mutex<Vec<Buffers>>,
    /// What became of each file, once it is made.
    produced: Vec<OnceLock<Produced>>,
    /// What went wrong, with the index of the file.
    troubles: Mutex<Vec<(usize, Trouble<E>)>>,
}

enum Trouble<E> {
    Render(E),
    Write(WriteError),
}

impl<'a, E: Send> Job<'a, E> {
    pub(super) fn new(
        stage: &'a StagedSite<'a>,
        files: &'a SiteFiles<'a>,
        render: &'a Render<'a, E>,
        on_progress: &'a Progress<'a>,
    ) -> Self {
        Self {
            stage,
            files,
            render,
            on_progress,
            stop: AtomicBool::new(false),
            done: AtomicUsize::new(0),
            idle: Mutex::default(),
            produced: files.paths.iter().map(|_| OnceLock::new()).collect(),
            troubles: Mutex::default(),
        }
    }

    /// Makes all files and tells what became of each, in their order.
    pub(super) fn run(self) -> Result<Vec<Produced>, PublishError<E>> {
        self.render();
        if lock(&self.troubles).is_empty() {
            self.join_all();
        }
        let troubles = self.troubles.into_inner();
        let mut troubles = troubles.unwrap_or_else(PoisonError::into_inner);
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
            let made = |file: OnceLock<_>| file.into_inner().expect("every file was made");
            Ok(self.produced.into_iter().map(made).collect())
        } else {
            Err(PublishError::Render(findings))
        }
    }

    /// Makes every file but those that are put together from others.
    fn render(&self) {
        let SiteFiles {
            paths,
            concats,
            format_pairs,
        } = self.files;
        let is_joint = |at: &usize| concats.contains_key(at);
        let format_pairs = format_pairs
            .iter()
            .filter(|(first, second)| !is_joint(first) && !is_joint(second));
        let format_pairs: BTreeMap<usize, usize> = format_pairs
            .map(|(first, second)| (*first, *second))
            .collect();
        let seconds: BTreeSet<usize> = format_pairs.values().copied().collect();
        (0..paths.len())
            .into_par_iter()
            // Files take from microseconds to tenths of a second. In pieces of any length one thread
            // would be left with the last of them, and the others with nothing.
            .with_max_len(1)
            .filter(|at| !seconds.contains(at) && !is_joint(at))
            .for_each(|at| match format_pairs.get(&at) {
                Some(second) => self.render_together(&[at, *second]),
                None => self.render_together(&[at]),
            });
    }

    fn render_together(&self, files: &[usize]) {
        self.make(files, |sinks| {
            let outs = sinks.iter_mut().map(|sink| sink as &mut dyn io::Write);
            (self.render)(files, &mut outs.collect::<Vec<_>>())
        });
    }

    /// Makes the files that are put together from others.
    fn join_all(&self) {
        let concats = self.files.concats.par_iter();
        concats
            .for_each(|(at, concat)| self.make(&[*at], |sinks| self.join(concat, &mut sinks[0])));
    }

    /// Puts a file together from others that were produced. Some are read while those before are written:
    /// at the end of a build there is nothing else to do.
    fn join(&self, concat: &Concat, sink: &mut FileSink<'_>) -> Result<(), Failure<E>> {
        sink.write_all(&concat.head)?;
        let mut is_first = true;
        let mut batches = concat.parts.chunks(READ_AHEAD);
        let mut current = self.parts(batches.next())?;
        while !current.is_empty() {
            let mut write = || -> io::Result<()> {
                for kept in current.iter().filter_map(|bytes| concat.kept(bytes)) {
                    if !is_first {
                        sink.write_all(concat.between)?;
                    }
                    is_first = false;
                    sink.write_all(kept)?;
                }
                Ok(())
            };
            let (written, next) = rayon::join(&mut write, || self.parts(batches.next()));
            written?;
            current = next?;
        }
        Ok(sink.write_all(concat.tail)?)
    }

    fn parts(&self, batch: Option<&[usize]>) -> io::Result<Vec<Vec<u8>>> {
        let files = batch.unwrap_or_default().par_iter();
        files.map(|at| self.part(*at)).collect()
    }

    /// The bytes of a file that was produced, as long as it was not changed since.
    fn part(&self, at: usize) -> io::Result<Vec<u8>> {
        let path = self.files.paths[at].as_str();
        let about = |what: &str| io::Error::other(format!("{path}: {what}"));
        let produced = self.produced[at].get();
        let produced = produced.ok_or_else(|| about("no file that was rendered"))?;
        let paths = self.stage.paths(at, path);
        let place = if produced.changed {
            paths.staged
        } else {
            paths.published
        };
        let bytes = fs::read(place).map_err(|cause| about(&cause.to_string()))?;
        if blake3::hash(&bytes) == produced.hash {
            Ok(bytes)
        } else {
            Err(about("changed while the site was built"))
        }
    }

    /// Makes these files, and keeps what became of each.
    fn make(&self, files: &[usize], write: impl Fn(&mut [FileSink<'_>]) -> Result<(), Failure<E>>) {
        if self.stop.load(Ordering::Relaxed) {
            return;
        }
        let mut buffers = self.buffers(files.len());
        let produced = self.produce(files, &mut buffers, write);
        lock(&self.idle).append(&mut buffers);
        if let Err(trouble) = produced {
            if matches!(trouble, Trouble::Write(_)) {
                self.stop.store(true, Ordering::Relaxed);
            }
            lock(&self.troubles).push((files[0], trouble));
            return;
        }
        let before = self.done.fetch_add(files.len(), Ordering::Relaxed);
        (self.on_progress)(before + files.len());
    }

    /// Memory for as many files.
    fn buffers(&self, count: usize) -> Vec<Buffers> {
        let mut idle = lock(&self.idle);
        let unused = idle.len().saturating_sub(count);
        let mut buffers = idle.split_off(unused);
        buffers.resize_with(count, Buffers::default);
        buffers
    }

    fn produce(
        &self,
        files: &[usize],
        buffers: &mut [Buffers],
        write: impl Fn(&mut [FileSink<'_>]) -> Result<(), Failure<E>>,
    ) -> Result<(), Trouble<E>> {
        let path = |at: usize| self.files.paths[at].as_str();
        let sinks = files.iter().zip(buffers);
        let sinks =
            sinks.map(|(at, buffers)| FileSink::new(self.stage.paths(*at, path(*at)), buffers));
        let mut sinks: Vec<FileSink<'_>> =
            sinks.collect::<Result<_, _>>().map_err(Trouble::Write)?;
        let written = catch_unwind(AssertUnwindSafe(|| write(&mut sinks)));
        // What fails in the second format is told of the first.
        let path = Path::new(path(files[0]));
        let trouble = match written {
            Ok(Ok(())) => return self.finish(files, sinks).map_err(Trouble::Write),
            Ok(Err(Failure::Render(finding))) => Trouble::Render(finding),
            Ok(Err(Failure::Io(cause))) => {
                Trouble::Write(WriteError::failed(WriteStep::Produce, path, cause))
            }
            Err(payload) => {
                let panicked = WriteProblem::Panicked(words(payload.as_ref()));
                Trouble::Write(WriteError::new(path, panicked))
            }
        };
        // The first cause is what the disk said, whatever became of it on the way through a template.
        let said = sinks.into_iter().find_map(FileSink::into_error);
        Err(said.map_or(trouble, Trouble::Write))
    }

    fn finish(&self, files: &[usize], sinks: Vec<FileSink<'_>>) -> Result<(), WriteError> {
        for (at, sink) in files.iter().zip(sinks) {
            let produced = sink.finish()?;
            let is_first = self.produced[*at].set(produced).is_ok();
            debug_assert!(is_first, "a file is made once");
        }
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a panic said.
fn words(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("panic").to_owned()
}
