//! Findings drawn for terminals and machines, explained, and mended.
//!
//! Everything comes back as text: nothing here prints or knows the terminal.

pub mod explain;
pub mod fix;
pub mod report;
