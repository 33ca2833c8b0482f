//! The files of two sites side by side, kind by kind: a comparison of two programs is fair only while
//! both make the same.

use std::collections::BTreeMap;

/// Our own list of the files of a site, which another program need not have.
pub(crate) const MANIFEST: &str = "duibiao-manifest.json";

/// The files of a site by their paths, with their bytes.
pub(crate) type Files = BTreeMap<String, u64>;

/// Files of one kind in both sites.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kind {
    /// What they are, e.g. `chains/…/verdicts.csv`.
    pub(crate) name: String,
    /// How many duibiao wrote, and their bytes.
    pub(crate) ours: (u64, u64),
    /// How many the other program wrote, and their bytes.
    pub(crate) theirs: (u64, u64),
}

/// The kinds of files in two sites, our manifest left out.
///
/// # Errors
///
/// When the other site lacks a file of ours, or its files of a kind are more than a quarter smaller or
/// larger.
pub(crate) fn compare(ours: &Files, theirs: &Files) -> Result<Vec<Kind>, String> {
    let pages = |files: &Files| files.keys().filter(|path| is_page(path)).count();
    let ours: Files = ours
        .iter()
        .filter(|(path, _)| *path != MANIFEST)
        .map(|(path, bytes)| (path.clone(), *bytes))
        .collect();
    if let Some(missing) = ours.keys().find(|path| !theirs.contains_key(*path)) {
        return Err(format!(
            "no comparison: Hugo wrote {} pages and duibiao {}; Hugo's site lacks {missing}",
            pages(theirs),
            pages(&ours)
        ));
    }
    let mut kinds: BTreeMap<String, Kind> = BTreeMap::new();
    for (path, bytes) in &ours {
        let kind = kinds.entry(name(path)).or_default();
        kind.ours = (kind.ours.0 + 1, kind.ours.1 + bytes);
    }
    for (path, bytes) in theirs {
        let kind = kinds.entry(name(path)).or_default();
        kind.theirs = (kind.theirs.0 + 1, kind.theirs.1 + bytes);
    }
    let named = |(name, kind)| Kind { name, ..kind };
    let kinds: Vec<Kind> = kinds.into_iter().map(named).collect();
    match kinds.iter().find(|kind| !kind.is_alike()) {
        Some(Kind { name, ours, theirs }) => Err(format!(
            "no comparison: of {name}, duibiao wrote {} bytes and Hugo {}",
            ours.1, theirs.1
        )),
        None => Ok(kinds),
    }
}

impl Kind {
    /// Whether the bytes of one are those of the other within a quarter.
    const fn is_alike(&self) -> bool {
        self.theirs.1 * 4 >= self.ours.1 * 3 && self.theirs.1 * 4 <= self.ours.1 * 5
    }
}

fn is_page(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| extension == "html")
}

/// The first folder and the file; the strict views and the pages at the head of a folder are kinds of
/// their own, and so is each file of `data/`.
fn name(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        [folder, _, .., "strict", file] => format!("{folder}/…/strict/{file}"),
        [folder, _, .., file] => format!("{folder}/…/{file}"),
        _ => path.to_owned(),
    }
}
