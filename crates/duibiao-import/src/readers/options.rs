//! What the caller decides about reading.

use crate::readers::limits::Limits;

/// What the caller decides about reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Read a Word file with tracked changes as if all of them were accepted. Otherwise such a file is
    /// refused, because what it says is not decided yet.
    pub accept_tracked_changes: bool,
    /// How much is read.
    pub limits: Limits,
}
