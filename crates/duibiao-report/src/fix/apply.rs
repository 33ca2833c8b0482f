//! Putting edits into a text: nothing but the edited bytes changes, line endings included.

use std::fmt;

use super::TextEdit;

/// Two edits that meet, or an edit that does not lie in the text. Nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Where the edit that cannot be made begins.
    pub at: usize,
}

impl fmt::Display for Overlap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the edit at byte {} cannot be made", self.at)
    }
}

impl std::error::Error for Overlap {}

/// The text with `edits` made. They may come in any order; insertions at one place go in the given one.
pub fn apply(text: &str, edits: &[TextEdit]) -> Result<String, Overlap> {
    let mut order: Vec<&TextEdit> = edits.iter().collect();
    order.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let grown: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut edited = String::with_capacity(text.len() + grown);
    let mut at = 0;
    for edit in order {
        let range = edit.span.range();
        let refused = Overlap { at: range.start };
        let inside = text.is_char_boundary(range.start) && text.is_char_boundary(range.end);
        if range.start < at || range.end < range.start || !inside {
            return Err(refused);
        }
        edited.push_str(&text[at..range.start]);
        edited.push_str(&edit.text);
        at = range.end;
    }
    edited.push_str(&text[at..]);
    Ok(edited)
}
