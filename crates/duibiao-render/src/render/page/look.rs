//! How a page looks into texts: unpacked for it alone, and only the one it needs.

use std::sync::{Mutex, PoisonError};

use super::PageContext;
use duibiao_syntax::source::Source;
use duibiao_syntax::span::{SourceId, Span};

impl PageContext<'_> {
    /// The same page for a thread that looks into other sources than the rest of it.
    pub(in crate::render) fn part(&self) -> Self {
        Self {
            context: self.context,
            path: self.path.clone(),
            key: self.key.clone(),
            named: Mutex::default(),
            withheld: self.withheld,
            opened: Mutex::default(),
        }
    }

    /// A source with its text, which is unpacked for this page alone.
    pub(in crate::render) fn source(&self, id: SourceId) -> Source {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let known = opened.iter().flatten().find(|source| source.id == id);
        if let Some(source) = known {
            return source.clone();
        }
        let source = self.context.sources.get(id).opened();
        let [first, last] = &mut *opened;
        let place = if first.is_none() { first } else { last };
        place.insert(source).clone()
    }

    /// The words of a place.
    pub(in crate::render) fn slice(&self, span: Span) -> String {
        self.source(span.source).text[span.range()].to_owned()
    }
}
