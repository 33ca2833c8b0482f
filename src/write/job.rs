//! Rendering all files of a site, in parallel.
//!
//! What is wrong with the site is collected from all files; what the disk says ends the work. A renderer
//! that panics is the fault of one file, not the end of the program. Where the bytes go is the business
//! of the stage.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::compare::{Buffers, Produced, Sink};
use super::error::{Problem, Step, WriteError};
use super::stage::Stage;
use super::{Failure, Progress, PublishError, Render};
use crate::site_path::SitePath;

/// The rendering of all files.
pub(super) struct Job<'a, E> {
    stage: &'a Stage<'a>,
    files: &'a [SitePath],
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

impl<'a, E: Send> Job<'a, E> {
    pub(super) fn new(
        stage: &'a Stage<'a>,
        files: &'a [SitePath],
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
            troubles: Mutex::default(),
        }
    }

    /// Renders all files and tells what became of each, in their order.
    pub(super) fn run(self) -> Result<Vec<Produced>, PublishError<E>> {
        let produced: Vec<Option<Produced>> = (0..self.files.len())
            .into_par_iter()
            .map_init(Buffers::default, |buffers, at| self.file(at, buffers))
            .collect();
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

    fn produce(&self, at: usize, buffers: &mut Buffers) -> Result<Produced, Trouble<E>> {
        let path = self.files[at].as_str();
        let mut sink = Sink::new(self.stage.paths(at, path), buffers).map_err(Trouble::Write)?;
        let rendered = catch_unwind(AssertUnwindSafe(|| (self.render)(at, &mut sink)));
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

/// What a panic said.
fn words(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("panic").to_owned()
}
