//! A line without its spaces, in which the words of title pages and notices are looked for.

use crate::repair::{self, RepairMode, Script};

/// The words without white space and without what a conversion left in them, also when no repair was
/// asked for.
pub(super) fn squeezed(text: &str) -> String {
    let (clean, _) = repair::clean(text, Script::Other, RepairMode::Safe);
    clean.chars().filter(|c| !c.is_whitespace()).collect()
}
