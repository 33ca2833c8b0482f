//! Footnotes and endnotes: which mark stands in the text, and where their words lie.

use std::collections::BTreeMap;

use crate::readers::numeral;
use crate::readers::xml::{NodeId, Tree};

/// A reference in the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NoteRef {
    /// A footnote by its id.
    Foot(String),
    /// An endnote by its id.
    End(String),
}

/// The notes of a document.
#[derive(Debug, Default)]
pub(super) struct Notes {
    feet: Source,
    ends: Source,
}

#[derive(Debug, Default)]
struct Source {
    tree: Option<Tree>,
    by_id: BTreeMap<String, NodeId>,
}

impl Notes {
    pub(super) fn read(footnotes: Option<Tree>, endnotes: Option<Tree>) -> Self {
        Self {
            feet: Source::read(footnotes, "w:footnote"),
            ends: Source::read(endnotes, "w:endnote"),
        }
    }

    /// The tree and the node with the words of a note.
    pub(super) fn find(&self, note: &NoteRef) -> Option<(&Tree, NodeId)> {
        let (source, id) = match note {
            NoteRef::Foot(id) => (&self.feet, id),
            NoteRef::End(id) => (&self.ends, id),
        };
        Some((source.tree.as_ref()?, *source.by_id.get(id)?))
    }
}

impl Source {
    /// The lines that part notes from text are notes as well; they have a type.
    fn read(tree: Option<Tree>, name: &str) -> Self {
        let Some(tree) = tree else {
            return Self::default();
        };
        let by_id = tree
            .descendants(0)
            .filter(|&node| tree.name(node) == name)
            .filter(|&node| matches!(tree.attribute(node, "w:type"), None | Some("normal")))
            .filter_map(|node| Some((tree.attribute(node, "w:id")?.to_owned(), node)))
            .collect();
        Self {
            tree: Some(tree),
            by_id,
        }
    }
}

/// The mark of the `count`th note: ① for footnotes, `[1]` for endnotes. Word would show a raised digit, which
/// in plain text is one digit more of the number before it.
pub(super) fn mark(note: &NoteRef, count: u32) -> String {
    match note {
        NoteRef::Foot(_) => {
            numeral::circled(count).map_or_else(|| format!("[{count}]"), String::from)
        }
        NoteRef::End(_) => format!("[{count}]"),
    }
}
