//! What a release is made of, and what stands in its way.
//!
//! [`Upload`] says what differs from the release before; [`addresses`] and [`hosts`] read the pages as
//! they were really written; [`archive`], [`sources`] and [`log`] are the
//! files of a release. Nothing here touches a disk; [`crate::store`] does. Which findings refuse a
//! release is for the command that collects them, and so are all words on a terminal.

use std::collections::{BTreeMap, BTreeSet};

pub mod addresses;
pub mod archive;
pub mod digest;
pub mod hosts;
pub mod log;
pub mod markup;
pub mod sources;

/// What to carry to the server so that it has the new site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload<P: Ord> {
    /// Files that are new or differ.
    pub changed: BTreeSet<P>,
    /// Files that are gone.
    pub deleted: BTreeSet<P>,
}

impl<P: Ord + Clone> Upload<P> {
    /// What differs between two sites, each given as its files with anything that tells their contents
    /// apart. A stub that takes the place of a page is a file of the new site.
    pub fn between<C: PartialEq>(old: &BTreeMap<P, C>, new: &BTreeMap<P, C>) -> Self {
        let differs = |(path, content): &(&P, &C)| old.get(*path) != Some(*content);
        Self {
            changed: new
                .iter()
                .filter(differs)
                .map(|(path, _)| path.clone())
                .collect(),
            deleted: old
                .keys()
                .filter(|path| !new.contains_key(*path))
                .cloned()
                .collect(),
        }
    }

    /// Whether the server has the site already.
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.deleted.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upload_is_what_differs() {
        let old = BTreeMap::from([("a", 1), ("b", 1), ("c", 1)]);
        let new = BTreeMap::from([("b", 2), ("c", 1), ("d", 1)]);
        let upload = Upload::between(&old, &new);
        assert_eq!(upload.changed, BTreeSet::from(["b", "d"]));
        assert_eq!(upload.deleted, BTreeSet::from(["a"]));
        assert!(Upload::between(&new, &new).is_empty());
    }
}
