//! duibiao 对标: a compiler from government plans to a public website.
//!
//! ```text
//! read     directory                              -> Project
//! parse    Source                                 -> Checked<Document>
//! link     Vec<Document>                          -> Checked<Catalog>
//! compare  &Catalog                               -> Comparisons
//! route    &Catalog                               -> Checked<Routes>
//! render   PageKey, Catalog, Comparisons, Theme   -> bytes
//! write    Routes × render                        -> Written
//! ```
//!
//! [`site::compile`] runs all of it but the first and the last. A module names only modules above it in
//! this file; only the edges (`read`, `write`, `published`, `revision`, `store`, `report`, `serve`,
//! `preview`, `cli`) touch disk, clock, network, environment and terminal. `tests/suite/architecture.rs`
//! holds both true.

// Vocabulary.
pub mod span;
pub mod source;
pub mod diagnostic;
pub mod region;
pub mod period;
pub mod quantity;
pub mod target;
pub mod site_path;
pub mod joint;
pub mod redirect;
pub mod ledger;
pub mod config;
pub mod project;
pub mod document;
pub mod publicity;
pub mod markdown;
pub mod outline;

// The pipeline.
pub mod read;
pub mod parse;
pub mod catalog;
pub mod link;
pub mod verdict;
pub mod compare;
pub mod route;
pub mod theme;
pub mod render;
pub mod site;
pub mod write;

// Beside the pipeline: other users of the same values.
pub mod schema;
pub mod fix;
pub mod explain;
pub mod workspace;
pub mod review;
pub mod desk;
pub mod edition;
pub mod published;
pub mod revision;
pub mod diff;
pub mod release;
pub mod store;
pub mod inference;
pub mod scaffold;
#[cfg(feature = "import")]
pub mod import;
pub mod report;
#[cfg(feature = "serve")]
pub mod serve;
#[cfg(feature = "serve")]
pub mod preview;
pub mod cli;
