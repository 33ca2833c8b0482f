//! A project in memory: its settings, its texts, its theme, and the names of its other files.
//!
//! It is what [`crate::read`] takes off the disk, and all that the stages after it know of a project.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::config::Config;
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
}

/// The files of a theme, in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeFiles {
    /// The name of the theme.
    pub name: String,
    /// Its files by their paths in the theme, with `/` between the parts.
    pub files: BTreeMap<String, Cow<'static, [u8]>>,
}
