//! The edge that reads the snapshot of a published folder.
//!
//! The manifest says which files the site has, the tables of each plan what it promises, and its page
//! what its text is. Files that are not what the manifest says are not believed: tables stop the
//! reading, a page only has no known text. Nothing is read that the manifest does not name.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge that reads a published folder"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use duibiao_syntax::diagnostic::{Language, Message};
use duibiao_syntax::site_path::is_segment;
use rayon::prelude::*;
use serde::Deserialize;

use crate::snapshot::tables::{self, PlanTables};
use crate::snapshot::{Clause, Snapshot, SnapshotFile, SnapshotPlan, UnreadableSnapshot, body};
use duibiao_render::render::records::PlanRecord;

/// The file that makes a folder one of ours.
const MANIFEST: &str = "duibiao-manifest.json";
const FORMAT: &str = "duibiao-manifest";
const VERSION: u32 = 1;

/// Why a folder could not be read.
#[derive(Debug)]
pub enum PublishedError {
    /// It has no manifest: it is no output folder of this program.
    NotOurs(PathBuf),
    /// A file could not be read.
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A file is not what it should be.
    Damaged {
        /// The folder.
        folder: PathBuf,
        /// What is wrong with which part of it.
        fault: UnreadableSnapshot,
    },
}

impl PublishedError {
    /// What is wrong and what to do, in both languages.
    pub fn message(&self) -> Message {
        match self {
            Self::NotOurs(folder) => {
                let folder = folder.display();
                Message::new(
                    format!(
                        "{folder} 里没有 {MANIFEST}，不是 duibiao 生成的网站文件夹。请给出 `duibiao build` 的输出文件夹"
                    ),
                    format!(
                        "{folder} has no {MANIFEST}: it is no site made by duibiao. Name the output folder of `duibiao build`"
                    ),
                )
            }
            Self::Io { path, cause } => {
                let path = path.display();
                Message::new(
                    format!("无法读取 {path}：{cause}"),
                    format!("cannot read {path}: {cause}"),
                )
            }
            Self::Damaged { folder, fault } => {
                let (folder, Message { zh, en }) = (folder.display(), fault.message());
                Message::new(
                    format!("{folder}：{zh}。请重新生成这个文件夹"),
                    format!("{folder}: {en}. Build the folder again"),
                )
            }
        }
    }
}

impl fmt::Display for PublishedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message().in_language(Language::English))
    }
}

impl std::error::Error for PublishedError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { cause, .. } => Some(cause),
            Self::Damaged { fault, .. } => Some(fault),
            Self::NotOurs(_) => None,
        }
    }
}

/// The snapshot of a published folder. Only pages that `wanted` asks for are read, by their path and
/// their record in the manifest; the text of the other plans is not known, and a page that is the same
/// in both snapshots need not be.
///
/// # Errors
///
/// When the folder is not one of ours, or its tables are not what its manifest says.
pub fn snapshot(
    folder: &Path,
    wanted: &(dyn Fn(&str, &SnapshotFile) -> bool + Sync),
) -> Result<Snapshot, PublishedError> {
    let site = PublishedSite {
        folder,
        files: manifest(folder)?,
    };
    let name = "data/plans.json";
    let lines = tables::plans(name, &site.exactly(name)?).map_err(|fault| site.damaged(fault))?;
    let mut ids = BTreeSet::new();
    if let Some(twice) = lines.iter().find(|line| !ids.insert(&*line.plan_id)) {
        return Err(site.damaged(UnreadableSnapshot::new(name, twice.plan_id.as_ref())));
    }
    drop(ids);
    let name = "data/indicators.json";
    let indicators =
        tables::indicators(name, &site.exactly(name)?).map_err(|fault| site.damaged(fault))?;
    let plans: Result<Vec<SnapshotPlan>, PublishedError> = lines
        .into_par_iter()
        .map(|line| site.plan(&line, wanted))
        .collect();
    Ok(Snapshot {
        plans: plans?,
        indicators,
        files: site.files,
    })
}

/// The files of the manifest in a folder, without reading any of them.
///
/// # Errors
///
/// When the folder is not one of ours, or its manifest is damaged.
pub fn manifest(folder: &Path) -> Result<BTreeMap<String, SnapshotFile>, PublishedError> {
    let path = folder.join(MANIFEST);
    let bytes = fs::read(&path).map_err(|cause| match cause.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            PublishedError::NotOurs(folder.to_owned())
        }
        _ => PublishedError::Io { path, cause },
    })?;
    parse_manifest(&bytes).map_err(|fault| PublishedError::Damaged {
        folder: folder.to_owned(),
        fault,
    })
}

#[derive(Deserialize)]
struct Manifest {
    format: String,
    version: u32,
    files: BTreeMap<String, SnapshotFile>,
}

/// The files of a manifest.
///
/// # Errors
///
/// When it is not one of ours, or names a path that leads out of the folder.
pub fn parse_manifest(bytes: &[u8]) -> Result<BTreeMap<String, SnapshotFile>, UnreadableSnapshot> {
    let manifest: Manifest = serde_json::from_slice(bytes)
        .map_err(|error| UnreadableSnapshot::new(MANIFEST, error.to_string()))?;
    if manifest.format != FORMAT || manifest.version != VERSION {
        let found = format!("{} {}", manifest.format, manifest.version);
        return Err(UnreadableSnapshot::new(MANIFEST, found));
    }
    // A path is joined to the folder, so it must not lead out of it.
    let stray = manifest
        .files
        .keys()
        .find(|path| !path.split('/').all(is_segment));
    match stray {
        Some(path) => Err(UnreadableSnapshot::new(MANIFEST, path.as_str())),
        None => Ok(manifest.files),
    }
}

struct PublishedSite<'f> {
    folder: &'f Path,
    files: BTreeMap<String, SnapshotFile>,
}

impl PublishedSite<'_> {
    fn plan(
        &self,
        line: &PlanRecord<'_>,
        wanted: &(dyn Fn(&str, &SnapshotFile) -> bool + Sync),
    ) -> Result<SnapshotPlan, PublishedError> {
        let id = &line.plan_id;
        let page = format!("plans/{id}/index.html");
        let (targets, verdicts) = (
            format!("plans/{id}/targets.json"),
            format!("chains/{id}/verdicts.json"),
        );
        let (target_lines, verdict_lines) = (self.exactly(&targets)?, self.exactly(&verdicts)?);
        let tables = PlanTables {
            targets: (&targets, &target_lines),
            verdicts: (&verdicts, &verdict_lines),
        };
        let is_wanted = self
            .files
            .get(&page)
            .is_some_and(|file| wanted(&page, file));
        let text = if is_wanted {
            self.as_listed(&page)?
        } else {
            None
        };
        let clauses = text.and_then(|bytes| body::clauses(&String::from_utf8_lossy(&bytes)));
        let mut plan =
            tables::plan(line, page, &tables, clauses).map_err(|fault| self.damaged(fault))?;
        plan.clauses = plan.clauses.take().filter(|clauses| holds(clauses, &plan));
        Ok(plan)
    }

    /// The bytes of a file that must be what the manifest says.
    fn exactly(&self, name: &str) -> Result<Vec<u8>, PublishedError> {
        let unlike = || self.damaged(UnreadableSnapshot::new(name, "not as the manifest says"));
        self.as_listed(name)?.ok_or_else(unlike)
    }

    /// The bytes of a file; none when the manifest does not name it or says otherwise of it.
    fn as_listed(&self, name: &str) -> Result<Option<Vec<u8>>, PublishedError> {
        let Some(listed) = self.files.get(name) else {
            return Ok(None);
        };
        let path = self.folder.join(name);
        let bytes = fs::read(&path).map_err(|cause| PublishedError::Io { path, cause })?;
        Ok((SnapshotFile::of(&bytes) == *listed).then_some(bytes))
    }

    fn damaged(&self, fault: UnreadableSnapshot) -> PublishedError {
        PublishedError::Damaged {
            folder: self.folder.to_owned(),
            fault,
        }
    }
}

/// Whether a text has every clause in which a figure of the plan stands. If not, the page is the work
/// of a theme that we do not know.
fn holds(clauses: &[Clause], plan: &SnapshotPlan) -> bool {
    let anchors: BTreeSet<&str> = clauses.iter().map(|clause| &*clause.anchor).collect();
    let mut figures = plan.targets.iter().chain(&plan.commitments);
    figures.all(|figure| figure.clause.is_empty() || anchors.contains(&*figure.clause))
}
