//! duibiao 对标: a compiler from government plans to a public website. This is the program: arguments
//! in, exit code out.
//!
//! The stages are crates of their own: `duibiao-syntax`, `duibiao-compare`, `duibiao-render`,
//! `duibiao-import`, `duibiao-publish`, `duibiao-report` and `duibiao-preview`.

pub mod inference;
pub mod scaffold;
pub mod cli;
