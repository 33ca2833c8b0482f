//! The staged site: files on disk that are not published yet.
//!
//! The first site is made as a tree, so that it costs no more than writing it. Later only what differs is
//! staged, under numbers, and put into the spare folders together with what stays; then the two change
//! places. Whatever is staged when this is dropped is removed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::carry::{Carry, Made, in_folder};
use super::compare::{Buffers, FileSink, Paths};
use super::error::{WriteError, WriteProblem, WriteStep};
use super::manifest::{self, PublishedFiles};
use super::produced::Produced;
use super::swap::{self, Exchange};
use super::work::{self, Work};
use duibiao_syntax::site_path::SitePath;

/// Into how many folders numbered files are spread, so that threads do not wait for one.
const FOLDERS: usize = 64;

/// The staged site.
pub(super) struct StagedSite<'a> {
    work: &'a Work,
    published: &'a PublishedFiles,
    /// Whether there is no output folder yet.
    first: bool,
    /// How many files the site has; also the number of the manifest.
    count: usize,
}

impl<'a> StagedSite<'a> {
    pub(super) fn new(
        work: &'a Work,
        count: usize,
        published: &'a PublishedFiles,
    ) -> Result<Self, WriteError> {
        let first = !work::exists(&work.output)?;
        Ok(Self {
            work,
            published,
            first,
            count,
        })
    }

    /// The places of the file with this index.
    pub(super) fn paths(&self, at: usize, path: &str) -> Paths {
        Paths {
            published: self.work.output.join(path),
            compare: !self.published.is_empty() || at == self.count,
            staged: self.staged(at, path),
        }
    }

    fn staged(&self, at: usize, path: &str) -> PathBuf {
        if self.first {
            return self.work.stage.join(path);
        }
        let folder = self.work.stage.join((at % FOLDERS).to_string());
        folder.join(at.to_string())
    }

    /// Stages the manifest of files that come in the order of their paths, if it differs from the
    /// published one, and tells whether it does.
    pub(super) fn manifest<'f>(
        &self,
        files: impl Iterator<Item = (&'f SitePath, &'f Produced)>,
    ) -> Result<bool, WriteError> {
        let paths = self.paths(self.count, manifest::NAME);
        let published = paths.published.clone();
        let mut buffers = Buffers::default();
        let mut sink = FileSink::new(paths, &mut buffers)?;
        match manifest::write(files, &mut sink) {
            Ok(()) => sink.finish().map(|manifest| manifest.changed),
            Err(cause) => Err(sink
                .into_error()
                .unwrap_or_else(|| WriteError::failed(WriteStep::Write, &published, cause))),
        }
    }

    /// Publishes what was staged with what stays as it is, and tells how many files of the site before
    /// are gone.
    pub(super) fn publish(
        &self,
        produced: &[Made<'_>],
        new_manifest: bool,
        exchange: Exchange,
    ) -> Result<usize, WriteError> {
        if self.first {
            swap::publish_first(self.work)?;
            return Ok(0);
        }
        let published = self.put_together(produced, new_manifest, exchange);
        if published.as_ref().is_err_and(WriteError::is_of_the_disk) {
            // It may be the room that is missing.
            work::remove(&self.work.spare).ok();
        }
        published
    }

    fn put_together(
        &self,
        produced: &[Made<'_>],
        new_manifest: bool,
        exchange: Exchange,
    ) -> Result<usize, WriteError> {
        let spare = &self.work.spare;
        if !fs::symlink_metadata(spare).is_ok_and(|metadata| metadata.is_dir()) {
            work::remove(spare)?;
        }
        let carry = Carry {
            from: &self.work.output,
            to: spare,
            produced,
            new_manifest,
            published: self.published,
        };
        let carried = carry.over()?;
        let staged = produced.par_iter().filter(|made| made.staged);
        staged.try_for_each(|made| self.put(made.at, made.path))?;
        if new_manifest {
            self.put(self.count, manifest::NAME)?;
        }
        swap::publish(self.work, exchange)?;
        self.trim(produced, new_manifest, &carried.foreign);
        Ok(carried.removed)
    }

    /// Moves a staged file to its place in the new site.
    fn put(&self, at: usize, path: &str) -> Result<(), WriteError> {
        let (from, to) = (self.staged(at, path), self.work.spare.join(path));
        in_folder(&to, || fs::rename(&from, &to)).map_err(|cause| {
            use io::ErrorKind::{AlreadyExists, DirectoryNotEmpty, IsADirectory, NotADirectory};
            let in_the_way = [
                AlreadyExists,
                DirectoryNotEmpty,
                IsADirectory,
                NotADirectory,
            ];
            let published = self.work.output.join(path);
            if in_the_way.contains(&cause.kind()) {
                WriteError::new(&published, WriteProblem::InTheWay)
            } else {
                WriteError::failed(WriteStep::Write, &published, cause)
            }
        })
    }

    /// Takes from the site before what the published one has not: what was withdrawn must not linger, and
    /// room is not taken twice. A failure is no failure of the build; the next one looks again.
    fn trim(&self, produced: &[Made<'_>], new_manifest: bool, foreign: &[PathBuf]) {
        let remove = |path: &Path| fs::remove_file(self.work.spare.join(path)).ok();
        produced
            .par_iter()
            .filter(|made| made.staged)
            .for_each(|made| remove(Path::new(made.path)).unwrap_or_default());
        for path in self.published.iter() {
            if produced
                .binary_search_by(|made| made.path.cmp(path))
                .is_err()
            {
                remove(Path::new(path));
            }
        }
        if new_manifest {
            remove(Path::new(manifest::NAME));
        }
        for path in foreign {
            if remove(path).is_none() {
                fs::remove_dir(self.work.spare.join(path)).ok();
            }
        }
    }
}

impl Drop for StagedSite<'_> {
    fn drop(&mut self) {
        work::remove(&self.work.stage).ok();
    }
}
