//! Plans whose names are resolved, and what setting one target beside another says.
//!
//! [`link::catalog`] makes a [`catalog::Catalog`] of documents; [`compare::all`] sets its rows side by
//! side and [`verdict`] judges each pair. All of it is pure: nothing here knows an address of the site, a
//! theme or a word of the interface.

pub mod catalog;
pub mod link;
pub mod verdict;
pub mod compare;
