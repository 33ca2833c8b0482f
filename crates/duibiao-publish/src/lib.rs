//! Projects read from disk, sites written to it, and what becomes of a site once it is public.
//!
//! [`read`] and [`mod@write`] are the two ends of a build, and [`mod@publish`] takes a compiled site to the
//! second. [`snapshot`] says what a site says at one moment, [`diff`] how two moments differ, [`release`]
//! and [`store`] keep what was published. What a page looks like is not known here.

// Pure.
pub mod snapshot;
pub mod diff;
pub mod release;

// Edges: they touch the disk, and nothing above names them.
pub mod read;
pub mod write;
pub mod publish;
pub mod published;
pub mod revision;
pub mod store;
