//! Rendering all files of a site, in parallel.
//!
//! What is wrong with the site is collected from all files; what the disk says ends the work. A renderer
//! that panics is the fault of one file, not the end of the program. Files that are put together from
//! others come when those are done. Where the bytes go is the business of the stage.

use std::any::Any;
use std::fs;
use std::io::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::compare::{Buffers, Produced, Sink};
use super::error::{Problem, Step, WriteError};
use super::stage::Stage;
use super::{Failure, Files, Progress, PublishError, Render};
use crate::joint::Joint;

/// The rendering of all files.
pub(super) struct Job<'a, E> {
    stage: &'a Stage<'a>,
    files: &'a Files<'a>,
    render: &'a Render<'a, E>,
    on_progress: &'a Progress<'a>,
    /// Set when going on is of no use.
    stop: AtomicBool,
    done: AtomicUsize,
    /// Memory that no file is using at the moment.
    idle: Mutex<Vec<Buffers>>,
    /// What went wrong, with the index of the file.
    troubles: Mutex<Vec<(usize, Trouble<E>)>>,
}

enum Trouble<E> {
    Render(E),
    Write(WriteError),
}

impl<'a, E: Send> Job<'a, E> {
    pub(super) fn new(
        stage: &'a Stage<'a>,
        files: &'a Files<'a>,
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
            troubles: Mutex::default(),
        }
    }

    /// Renders all files and tells what became of each, in their order.
    pub(super) fn run(self) -> Result<Vec<Produced>, PublishError<E>> {
        let mut produced = self.rendered();
        if lock(&self.troubles).is_empty() {
            for (at, file) in self.joined(&produced) {
                produced[at] = file;
            }
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
            Ok(produced.into_iter().flatten().collect())
        } else {
            Err(PublishError::Render(findings))
        }
    }

    /// Every file but those that are put together from others.
    fn rendered(&self) -> Vec<Option<Produced>> {
        (0..self.files.paths.len())
            .into_par_iter()
            // Files take from microseconds to tenths of a second. In pieces of any length one thread
            // would be left with the last of them, and the others with nothing.
            .with_max_len(1)
            .map(|at| {
                let is_joint = self.files.joints.contains_key(&at);
                let render = |sink: &mut Sink<'_>| (self.render)(at, sink);
                (!is_joint).then(|| self.file(at, render))?
            })
            .collect()
    }

    /// The files that are put together from others, with their indices.
    fn joined(&self, produced: &[Option<Produced>]) -> Vec<(usize, Option<Produced>)> {
        let joints = self.files.joints.par_iter();
        joints
            .map(|(at, joint)| {
                let join = |sink: &mut Sink<'_>| self.join(joint, produced, sink);
                (*at, self.file(*at, join))
            })
            .collect()
    }

    /// Puts a file together from others that were produced.
    fn join(
        &self,
        joint: &Joint,
        produced: &[Option<Produced>],
        sink: &mut Sink<'_>,
    ) -> Result<(), Failure<E>> {
        sink.write_all(&joint.head)?;
        let mut is_first = true;
        for at in &joint.parts {
            let bytes = self.part(*at, produced[*at].as_ref())?;
            let Some(kept) = joint.kept(&bytes) else {
                continue;
            };
            if !is_first {
                sink.write_all(joint.between)?;
            }
            is_first = false;
            sink.write_all(kept)?;
        }
        Ok(sink.write_all(joint.tail)?)
    }

    /// The bytes of a file that was produced, as long as nobody has laid hands on it since.
    fn part(&self, at: usize, produced: Option<&Produced>) -> io::Result<Vec<u8>> {
        let path = self.files.paths[at].as_str();
        let about = |what: &str| io::Error::other(format!("{path}: {what}"));
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

    fn file(
        &self,
        at: usize,
        make: impl Fn(&mut Sink<'_>) -> Result<(), Failure<E>>,
    ) -> Option<Produced> {
        if self.stop.load(Ordering::Relaxed) {
            return None;
        }
        let mut buffers = lock(&self.idle).pop().unwrap_or_default();
        let produced = self.produce(at, &mut buffers, make);
        lock(&self.idle).push(buffers);
        match produced {
            Ok(produced) => {
                (self.on_progress)(self.done.fetch_add(1, Ordering::Relaxed) + 1);
                Some(produced)
            }
            Err(trouble) => {
                if matches!(trouble, Trouble::Write(_)) {
                    self.stop.store(true, Ordering::Relaxed);
                }
                lock(&self.troubles).push((at, trouble));
                None
            }
        }
    }

    fn produce(
        &self,
        at: usize,
        buffers: &mut Buffers,
        make: impl Fn(&mut Sink<'_>) -> Result<(), Failure<E>>,
    ) -> Result<Produced, Trouble<E>> {
        let path = self.files.paths[at].as_str();
        let mut sink = Sink::new(self.stage.paths(at, path), buffers).map_err(Trouble::Write)?;
        let rendered = catch_unwind(AssertUnwindSafe(|| make(&mut sink)));
        let path = Path::new(path);
        let trouble = match rendered {
            Ok(Ok(())) => return sink.finish().map_err(Trouble::Write),
            Ok(Err(Failure::Render(finding))) => Trouble::Render(finding),
            Ok(Err(Failure::Io(cause))) => {
                Trouble::Write(WriteError::failed(Step::Produce, path, cause))
            }
            Err(payload) => {
                let panicked = Problem::Panicked(words(payload.as_ref()));
                Trouble::Write(WriteError::new(path, panicked))
            }
        };
        // The first cause is what the disk said, whatever became of it on the way through a template.
        Err(sink.into_error().map_or(trouble, Trouble::Write))
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
