//! Bytes of a foreign document -> [`crate::original::Original`]: [`read`] is the way in.
//!
//! One module for each format, below it what they share. No disk, no network, no clock: what a document
//! points to is never followed.

mod refusal;
mod limits;
mod options;
mod draft;
mod grid;
mod raised;
mod symbol;
mod numeral;
mod suspect;
mod encoding;
mod text;
mod package;
mod xml;
mod docx;
mod html;
mod pdf;
mod sheet;
mod recognise;
mod open;
#[cfg(test)]
pub(crate) mod maker;
#[cfg(test)]
mod tests;

pub use limits::Limits;
pub use open::read;
pub use options::Options;
