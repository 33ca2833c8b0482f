//! Plan documents read exactly.
//!
//! Bytes of one file go in; a [`document::Document`] comes out, whose every fact has its place in the
//! text, together with all that is wrong with the file. Numbers are the decimals that were printed. What
//! a name refers to is not known here, nor is any other file; nothing here touches the disk.

pub mod span;
pub mod source;
pub mod diagnostic;
pub mod tokens;
pub mod region;
pub mod period;
pub mod quantity;
pub mod target;
pub mod site_path;
pub mod config;
pub mod project;
pub mod document;
pub mod audience;
pub mod review;
pub mod markdown;
pub mod outline;
pub mod parse;
pub mod schema;
