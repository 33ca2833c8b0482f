//! A project in memory: its settings, its texts, its theme, and the names of its other files.
//!
//! It is what `duibiao_publish::read` takes off the disk, and all that the stages after it know of a project.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use crate::span::SourceId;

/// A project as it lay on the disk.
#[derive(Clone, Debug)]
pub struct Project {
    /// Its folder, as it was given.
    pub root: PathBuf,
    /// Its settings.
    pub config: Config,
    /// Every text, in the order of the paths, and an empty one for each file that is only named in a
    /// finding.
    pub sources: Sources,
    /// The documents below `content/` that may be parsed, in the order of their paths.
    pub documents: Vec<SourceId>,
    /// The other files below `content/`: the path from the root, and the length in bytes.
    pub attachments: BTreeMap<Box<str>, u64>,
    /// The files of the theme.
    pub theme: ThemeFiles,
    /// The text of `permalinks.lock`: every address that was ever released; none before the first release.
    pub permalinks: Option<Arc<str>>,
}

/// The files of a theme, in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeFiles {
    /// The name of the theme.
    pub name: String,
    /// Its files by their paths in the theme, with `/` between the parts.
    pub files: BTreeMap<String, Cow<'static, [u8]>>,
}

/// A project that is being edited, as it lies on the disk now. Its sources keep their indices for as
/// long as it is open, so that what was read from other files stays true when one changes; a file that
/// is gone leaves an index behind that no document has.
#[derive(Clone, Debug)]
pub struct ProjectOnDisk {
    /// The project.
    pub project: Project,
    /// What was wrong with each file while it was read.
    pub diagnostics: BTreeMap<SourceId, Vec<Diagnostic>>,
    /// What was wrong with the settings.
    pub config_diagnostics: Vec<Diagnostic>,
    /// What was wrong with the files of the theme.
    pub theme_diagnostics: Vec<Diagnostic>,
}

/// What is other than it was in a [`ProjectOnDisk`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Documents whose text is another, or that are new.
    pub documents: Vec<SourceId>,
    /// Whether documents came or went, so that the list of them is another.
    pub listing: bool,
    /// Whether the other files of `content/` are others.
    pub attachments: bool,
    /// Whether the settings, or the permalinks file of addresses, are others.
    pub config: bool,
    /// The files of the theme that are others, by their paths in the theme.
    pub theme: Vec<String>,
}

impl Changes {
    /// Whether nothing is other than it was.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
