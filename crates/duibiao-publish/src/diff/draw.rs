//! A difference as people and programs read it.
//!
//! [`terminal`] is for the editor who asks what would change, [`json`] for programs, [`html`] for
//! reading and printing, [`sheet`] for the superior who signs a release. Each takes finished facts and
//! decides nothing about them. What comes from a plan is escaped for where it goes, and characters that
//! would hide or turn around words on a screen are shown by their number.

pub mod html;
pub mod json;
mod markup;
mod page;
pub use page::{STYLE, StylePlace};
mod phrases;
mod sections;
pub mod sheet;
pub mod terminal;
mod visible;
mod words;

#[cfg(test)]
mod tests;
