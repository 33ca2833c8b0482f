//! The bytes of a theme: from its folder, or those built into the program.
//!
//! What the files mean is the business of the theme's reader; here they are bytes with names.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use duibiao_themes::DEFAULT;
use include_dir::Dir;

use super::walk::{self, Entry, EntryKind};
use super::{outside, unreadable};
use duibiao_syntax::diagnostic::Diagnostic;
use duibiao_syntax::project::ThemeFiles;

/// The name of the theme that needs no folder.
pub(super) use duibiao_themes::DEFAULT_NAME as BUILT_IN;

/// The built-in theme.
pub(super) fn built_in() -> ThemeFiles {
    let mut files = BTreeMap::new();
    collect(&DEFAULT, &mut files);
    ThemeFiles {
        name: BUILT_IN.to_owned(),
        files,
    }
}

fn collect(folder: &Dir<'static>, files: &mut BTreeMap<String, Cow<'static, [u8]>>) {
    for file in folder.files().filter(|file| !walk::is_debris(file.path())) {
        let parts: Vec<_> = file
            .path()
            .iter()
            .map(|part| part.to_string_lossy())
            .collect();
        files.insert(parts.join("/"), Cow::Borrowed(file.contents()));
    }
    for below in folder.dirs().filter(|below| !walk::is_debris(below.path())) {
        collect(below, files);
    }
}

/// The bytes of one file of a theme.
pub(super) fn bytes(root: &Path, entry: &Entry) -> Result<Vec<u8>, Box<Diagnostic>> {
    let path = &entry.path;
    match &entry.found {
        EntryKind::Outside(target) => Err(Box::new(outside(path, target))),
        EntryKind::Unreadable(cause) => Err(Box::new(unreadable(path, cause))),
        EntryKind::File | EntryKind::Attachment(_) => {
            fs::read(root.join(path)).map_err(|cause| Box::new(unreadable(path, &cause)))
        }
    }
}
