//! The anchors that a page really has: the `id` of every tag of its bytes.
//!
//! The permalinks file is checked against these and not against what the renderer believed it wrote. An `id` is
//! taken as it stands; whether two elements share one is for those who check pages.

use std::collections::BTreeSet;

use duibiao_syntax::tokens::UnreadablePage;

use super::markup::{self, StartTag, Visitor};

#[cfg(test)]
mod tests;

/// Collects the anchors of a page.
#[derive(Debug, Default)]
pub struct Anchors(BTreeSet<Box<str>>);

impl Anchors {
    /// What was found so far.
    pub fn into_set(self) -> BTreeSet<Box<str>> {
        self.0
    }
}

impl Visitor for Anchors {
    fn tag(&mut self, tag: &StartTag<'_>) {
        // Browsers also jump to the old `name` of a link.
        let name = (tag.name() == "a").then(|| tag.attribute("name")).flatten();
        for anchor in tag.attribute("id").into_iter().chain(name) {
            if !anchor.is_empty() && !self.0.contains(anchor) {
                self.0.insert(anchor.into());
            }
        }
    }
}

/// The anchors of a page.
///
/// # Errors
///
/// When the page is [`UnreadablePage`].
pub fn anchors(page: &[u8]) -> Result<BTreeSet<Box<str>>, UnreadablePage> {
    let mut anchors = Anchors::default();
    markup::walk(page, &mut anchors)?;
    Ok(anchors.into_set())
}
