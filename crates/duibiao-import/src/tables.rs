//! Indicator tables of a foreign document: `Original` -> `Indicators`.

// Vocabulary.
mod words;
mod value;
mod number;
mod column;
mod line;
mod document;

// A table, whatever its layout.
mod header;
mod rows;
mod align;
mod matrix;
pub mod conserve;
mod surroundings;

// The layouts.
mod grid;
mod pipes;
mod tab_rows;
mod stream;
mod run_on;
mod printed;

// All together.
mod lost;
mod heads;
mod form;
mod find;
#[cfg(test)]
mod tests;

pub use find::find;
