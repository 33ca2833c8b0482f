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

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use duibiao_render::concat::Concat;
use duibiao_syntax::site_path::SitePath;

use carry::Made;
use error::WriteProblem;
use job::Job;
use stage::StagedSite;
use swap::Exchange;
use work::Work;

pub use error::WriteError;
pub use manifest::NAME as MANIFEST;

mod carry;
mod produced;
mod compare;
mod error;
mod guard;
mod job;
mod manifest;
mod stage;
mod swap;
#[cfg(test)]
#[cfg(unix)]
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
    /// I/O: reading what goes into the file, or writing the file. Ends the build.
    Io(io::Error),
}

impl<E> From<io::Error> for Failure<E> {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Why a site was not published. The one before is untouched.
#[derive(Debug)]
pub enum PublishError<E> {
    /// What is wrong with the site, in the order of the files.
    Render(Vec<E>),
    /// I/O failed.
    Write(WriteError),
}

impl<E> From<WriteError> for PublishError<E> {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

/// What was published. The manifest is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuildReport {
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

/// What is published.
#[derive(Debug)]
pub struct SiteFiles<'a> {
    /// Where each file goes.
    pub paths: &'a [SitePath],
    /// Those that are put together from others and not rendered, by their indices.
    pub concats: BTreeMap<usize, Concat>,
    /// Which file is rendered in one go with another, by the index of the other. A file is in one pair
    /// at most; a pair with a file that is put together is none.
    pub format_pairs: BTreeMap<usize, usize>,
}

/// Writes the files with these indices, each to the stream at its place: a file, or the two formats of a table. Called
/// from many threads, once for each file.
pub type Render<'a, E> =
    dyn Fn(&[usize], &mut [&mut dyn io::Write]) -> Result<(), Failure<E>> + Sync + 'a;

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
    files: &SiteFiles<'_>,
    render: &Render<'_, E>,
    on_progress: &Progress<'_>,
) -> Result<BuildReport, PublishError<E>> {
    let work = &output.work;
    let paths = files.paths;
    let order = order(paths, work)?;
    let published = manifest::read(&work.output)?.unwrap_or_default();
    let stage = StagedSite::new(work, paths.len(), &published)?;
    let produced = Job::new(&stage, files, render, on_progress).run()?;
    let new_manifest = stage.manifest(order.iter().map(|at| (&paths[*at], &produced[*at])))?;
    let written = produced.iter().filter(|file| file.changed).count();
    let mut removed = 0;
    if written > 0 || new_manifest {
        let made = order.iter().map(|at| Made {
            path: paths[*at].as_str(),
            at: *at,
            staged: produced[*at].changed,
        });
        let made: Vec<Made<'_>> = made.collect();
        removed = stage.publish(&made, new_manifest, output.exchange)?;
    }
    Ok(BuildReport {
        files: paths.len(),
        bytes: produced.iter().map(|file| file.bytes).sum(),
        written,
        unchanged: paths.len() - written,
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
        Some(path) => Err(WriteError::new(
            &work.output.join(path),
            WriteProblem::Twice,
        )),
        None => Ok(order),
    }
}
