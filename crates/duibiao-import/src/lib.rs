//! Foreign documents in, plan files out: what an office has (Word, a web page, PDF, a spreadsheet, pasted
//! text) becomes a file for `content/`, and nothing is lost on the way.
//!
//! ```text
//! readers    bytes                      -> Original      any format: lines, tables, pictures
//! tables     &Original                  -> Indicators    the indicator tables, cell by cell
//! repair     &Original, &Indicators     -> Repaired      what the conversion broke, each change listed
//! metadata   &[Part]                    -> Metadata      title, issuers, dates, place, …
//! structure  &[Part]                    -> Structure     outline and boxes
//! promise    &[Paragraph]               -> Commitments   promises with a number
//! draw       all of these               -> Drawn         the plan file
//! conserve   &Original, &Account        -> Problems      proof that every character is somewhere
//! ```
//!
//! `assemble` runs them in this order and `report` tells what was done. `verify` goes the other way: it
//! looks for every cell of an existing plan file in its original. There is no disk here; the command
//! line brings bytes and takes text away.

pub mod original;
pub mod readers;
pub mod tables;
pub mod repair;
pub mod metadata;
pub mod structure;
pub mod promise;
pub mod draw;
pub mod conserve;
pub mod assemble;
pub mod verify;
pub mod report;

#[cfg(test)]
mod tests;
