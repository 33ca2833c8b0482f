//! A compiled site on its way to its folder, for all that publish one.
//!
//! A site knows which of its files are rendered, put together or copied, and no disk; [`mod@write`] knows
//! the disk and no sites. Here the two meet. What is told of it to people is not known here.

use std::io;
use std::path::Path;

use duibiao_render::render;
use duibiao_render::site::{Site, SiteContent};
use duibiao_syntax::diagnostic::{Diagnostic, Message};

use crate::write::{self, BuildReport, Failure, Output, Progress, PublishError, SiteFiles};

/// Why a site was not published: all that is wrong with its pages, or one failure of the disk.
pub type SiteError = PublishError<Box<Diagnostic>>;

impl SiteError {
    /// One sentence of it: the first of what is wrong.
    pub fn message(&self) -> Message {
        match self {
            Self::Render(found) => found
                .first()
                .map_or_else(|| Message::new("", ""), |found| found.message.clone()),
            Self::Write(error) => Message::in_each(|language| error.message(language)),
        }
    }
}

/// Publishes a site of the project at `root` as the whole of `folder`.
///
/// # Errors
///
/// When the folder is none that may be written into, a file cannot be rendered or the disk says no. What
/// was published before is untouched then.
pub fn publish(
    site: &Site,
    folder: &Path,
    root: &Path,
    on_progress: &Progress<'_>,
) -> Result<BuildReport, SiteError> {
    let output = Output::open(folder, root)?;
    let make = |files: &[usize], outs: &mut [&mut dyn io::Write]| make(site, files, outs);
    write::publish(&output, &files(site), &make, on_progress)
}

/// The files of a site and what is known of them before they are made.
pub fn files(site: &Site) -> SiteFiles<'_> {
    SiteFiles {
        paths: site.paths(),
        concats: site.concats(),
        format_pairs: site.format_pairs(),
    }
}

/// Makes the two formats of a table, or a file of the site, or copies the one that it is a copy of.
///
/// # Errors
///
/// When a template fails, or what is read or written.
pub fn make(
    site: &Site,
    files: &[usize],
    outs: &mut [&mut dyn io::Write],
) -> Result<(), Failure<Box<Diagnostic>>> {
    let made = match outs {
        [first, second] => site.render_format_pair(files[0], [*first, *second]),
        _ => file(site, files[0], outs[0]),
    };
    made.map_err(|failure| match failure {
        render::Failure::Template(diagnostic) => Failure::Render(diagnostic),
        render::Failure::Io(error) => Failure::Io(error),
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "attachments go into the site as they are"
)]
fn file(site: &Site, at: usize, out: &mut dyn io::Write) -> Result<(), render::Failure> {
    if let SiteContent::CopyOf(path) = site.render(at, out)? {
        io::copy(&mut std::fs::File::open(path)?, out)?;
    }
    Ok(())
}
