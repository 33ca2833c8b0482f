//! The record that the cells of a plan were found in its original.
//!
//! A proof holds for the cells that were proved. It carries the fingerprint of what the plan then
//! printed; when a cell is changed afterwards, the fingerprint no longer fits and the proof is void. How
//! cells are proved is for the importer.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::{Body, IndicatorRow};

/// A proof that was recorded in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The name of the original.
    pub original: Box<str>,
    /// BLAKE3 of its bytes, in hexadecimal digits.
    pub hash: Box<str>,
    /// The day.
    pub on: Date,
    /// How many cells were found in it.
    pub proved: u32,
    /// How many cells the plan prints.
    pub cells: u32,
    /// The fingerprint of these cells.
    pub fingerprint: Box<str>,
}

/// What a plan prints in its tables and promises outside them, as 16 hexadecimal digits of a hash. The
/// order of the rows and the years of the columns count, white space around a cell and everything else in the file does not.
pub fn fingerprint(body: &Body) -> String {
    let mut printed = String::new();
    for row in body.rows() {
        add_row(row, &mut printed);
    }
    for commitment in &body.commitments {
        add("promise", &commitment.target.printed, &mut printed);
    }
    let hash = blake3::hash(printed.as_bytes()).to_hex();
    hash[..16].to_owned()
}

fn add_row(row: &IndicatorRow, printed: &mut String) {
    add("row", &row.number, printed);
    add("name", &row.name.value, printed);
    if let Some(unit) = &row.unit {
        add("unit", unit.as_printed(), printed);
    }
    if let Some(baseline) = &row.baseline {
        add("baseline", &baseline.value.printed, printed);
        add("of", &baseline.year, printed);
    }
    for target in &row.targets {
        add("target", &target.target.printed, printed);
        add("for", &target.target.horizon.year().to_string(), printed);
    }
    if let Some(nature) = row.nature {
        add("nature", nature.printed(), printed);
    }
}

/// One cell a line. No cell has a line break, so no two tables have the same lines.
fn add(kind: &str, words: &str, printed: &mut String) {
    let _ = writeln!(printed, "{kind}\t{}", words.trim());
}
