//! The text of one file of a project, and the set of them.
//!
//! A source is UTF-8 already; bytes that are not are refused where files are read. It knows nothing
//! of what the text means.

use std::ops::Range;
use std::sync::Arc;

use crate::span::{SourceId, Span};

pub use text::SourceText;

mod text;

/// One text file of a project.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its index in [`Sources`].
    pub id: SourceId,
    /// Its path from the project root, with `/` between the parts.
    pub path: Arc<str>,
    /// Its whole text, unchanged.
    pub text: SourceText,
}

/// A position as an editor shows it: both count from one, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl Source {
    /// The same source with its text unpacked for as long as this value lives: for a walk through
    /// many sources and comes back to none.
    #[must_use]
    pub fn opened(&self) -> Self {
        Self {
            id: self.id,
            path: Arc::clone(&self.path),
            text: self.text.opened(),
        }
    }

    /// The span of a byte range of this source.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.id, range)
    }

    /// The line and column of a byte offset.
    pub fn position(&self, offset: usize) -> Position {
        let before = &self.text[..self.text.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[line_start..]
                .chars()
                .filter(|c| *c != '\u{FEFF}')
                .count()
                + 1,
        }
    }
}

/// All sources of a project, in the order of their paths.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    all: Vec<Source>,
}

impl Sources {
    /// Adds a file and returns its index.
    pub fn add(&mut self, path: impl Into<Arc<str>>, text: impl Into<SourceText>) -> SourceId {
        let id = SourceId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.all.push(Source {
            id,
            path: path.into(),
            text: text.into(),
        });
        id
    }

    /// Puts another text in the place of a file's. Spans of the old text mean nothing any more.
    ///
    /// # Panics
    ///
    /// When the index was not made by this set.
    pub fn replace(&mut self, id: SourceId, text: impl Into<SourceText>) {
        self.all[id.0 as usize].text = text.into();
    }

    /// The source with this index.
    ///
    /// # Panics
    ///
    /// When the index was not made by this set.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.all[id.0 as usize]
    }

    /// The text under a span. Its whole source stays unpacked after this.
    pub fn slice(&self, span: Span) -> &str {
        &self.get(span.source).text[span.range()]
    }

    /// All sources, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Source> {
        self.all.iter()
    }

    /// All sources as a slice, for parallel work.
    pub fn as_slice(&self) -> &[Source] {
        &self.all
    }

    /// How many bytes the sources hold together.
    pub fn bytes(&self) -> usize {
        self.all.iter().map(|source| source.text.len()).sum()
    }
}

impl<'a> IntoIterator for &'a Sources {
    type Item = &'a Source;
    type IntoIter = std::slice::Iter<'a, Source>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
