//! A printed line of a table made with spaces, taken apart.

use super::segment::Segment;

/// A printed line of the table.
#[derive(Clone, Debug)]
pub(super) struct RegionLine<'a> {
    /// Its piece.
    pub(super) at: usize,
    /// Its line.
    pub(super) line: u32,
    /// How many pages ended before it.
    pub(super) page: usize,
    /// Its height on the page, blank lines counted, page numbers not.
    pub(super) height: usize,
    /// Whether a blank line is above it.
    pub(super) is_parted: bool,
    /// The number of the row.
    pub(super) number: Option<&'a str>,
    /// What stands in the column of groups.
    pub(super) group: Option<&'a str>,
    /// What stands in the column of names.
    pub(super) left: Vec<Segment<'a>>,
    /// What stands right of the name.
    pub(super) right: Vec<Segment<'a>>,
    /// Whether the name ends before the place where values begin.
    pub(super) is_narrow: bool,
    /// Whether something right of the name is a value or goes with one.
    pub(super) has_value: bool,
}

impl RegionLine<'_> {
    /// The words of the name.
    pub(super) fn name(&self) -> String {
        let texts: Vec<&str> = self.left.iter().map(|segment| segment.text).collect();
        texts.join(" ")
    }
}
