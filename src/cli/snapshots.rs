//! The snapshots that commands compare: of the project as it is, of a release, a folder or a revision.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use duibiao_publish::published;
use duibiao_publish::read;
use duibiao_publish::revision;
use duibiao_publish::snapshot::{self, Snapshot, SnapshotFile};
use duibiao_publish::store::{self, StoreError};
use duibiao_render::render;
use duibiao_render::site::{self, Site, SiteContent};
use duibiao_syntax::audience::Audience;
use duibiao_syntax::diagnostic::{Message, any_error};

/// The snapshot that a site is.
pub(super) fn of_site(site: &Site) -> Result<Snapshot, Message> {
    let files: Result<BTreeMap<String, SnapshotFile>, Message> = (0..site.paths().len())
        .into_par_iter()
        .map(|at| {
            let bytes = bytes(site, at)?;
            Ok((site.paths()[at].to_string(), SnapshotFile::of(&bytes)))
        })
        .collect();
    snapshot::of(&site.context(), files?).map_err(|error| error.message())
}

/// The bytes of a file of a site.
pub(super) fn bytes(site: &Site, at: usize) -> Result<Vec<u8>, Message> {
    let mut bytes = Vec::new();
    match site
        .render(at, &mut bytes)
        .map_err(|failure| failed(&failure))?
    {
        SiteContent::Made => Ok(bytes),
        SiteContent::CopyOf(path) => super::disk::read(&path),
    }
}

/// Why a file could not be made.
pub(super) fn failed(failure: &render::Failure) -> Message {
    match failure {
        render::Failure::Template(diagnostic) => diagnostic.message.clone(),
        render::Failure::Io(cause) => Message::new(
            format!("页面没有生成：{cause}"),
            format!("a page was not made: {cause}"),
        ),
    }
}

/// The snapshot that was released last, and its number; none before the first release.
pub(super) fn of_last_release(root: &Path) -> Result<Option<(u32, Snapshot)>, Message> {
    let Some(last) = store::last(root).map_err(|error| told(&error))? else {
        return Ok(None);
    };
    let bytes = last.snapshot().map_err(|error| told(&error))?;
    let snapshot = Snapshot::parse(&bytes).map_err(|error| error.message())?;
    Ok(Some((last.record.number, snapshot)))
}

/// The snapshot of a folder that a build wrote. Texts of pages that are as in `new` are not read.
pub(super) fn of_folder(folder: &Path, new: &Snapshot) -> Result<Snapshot, Message> {
    let wanted = |page: &str, file: &SnapshotFile| new.files.get(page) != Some(file);
    published::snapshot(folder, &wanted).map_err(|error| error.message())
}

/// The snapshot of the project as it was at a revision of git, and the full id of the commit.
pub(super) fn of_revision(
    root: &Path,
    revision: &str,
    as_of: Date,
) -> Result<(String, Snapshot), Message> {
    let folder = super::disk::temporary()?;
    let commit =
        revision::unpack(root, revision, folder.path()).map_err(|error| error.message())?;
    let snapshot = of_project(folder.path(), as_of)?;
    Ok((commit, snapshot))
}

/// The snapshot of a project in a folder.
fn of_project(root: &Path, as_of: Date) -> Result<Snapshot, Message> {
    let checked = read::project(root)
        .map_err(|error| Message::in_each(|language| error.message(language)))?;
    let compiled = site::compile(&Arc::new(checked.value), &Audience::public(as_of));
    let whole = !any_error(&checked.diagnostics);
    match compiled.value.filter(|_| whole) {
        Some(site) => of_site(&site),
        None => Err(Message::new(
            "那一版的内容有错误，不能生成网站",
            "the project of that revision has errors and makes no site",
        )),
    }
}

/// A failure of the store in both languages.
pub(super) fn told(error: &StoreError) -> Message {
    Message::in_each(|language| error.message(language))
}
