//! A printed target, a place without one, and what comparing two of them says.
//!
//! A cell is one of two things, so an empty one cannot be made by forgetting a field.

use serde::Serialize;

/// A place in a table of targets.
#[derive(Clone, Debug)]
pub enum CellView {
    /// Something is printed there.
    Value(Printed),
    /// Nothing is, and this is why.
    Absent(Absent),
}

impl CellView {
    /// A value of which no more is known than its words.
    pub fn printed(text: impl Into<String>) -> Self {
        Self::Value(Printed {
            text: text.into(),
            reading: None,
            unit: None,
            horizon: None,
            marks: Vec::new(),
            href: None,
        })
    }

    /// Nothing, for a reason of the closed set `absence`.
    pub const fn absent(id: &'static str) -> Self {
        Self::Absent(Absent {
            id,
            printed: None,
            href: None,
            marks: Vec::new(),
        })
    }
}

/// A target or baseline, as it is printed.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The words of the document, never empty.
    pub text: String,
    /// What they were read as, when that is not plain from the words, e.g. `至少 90%`.
    pub reading: Option<String>,
    /// The unit, when the words do not hold it and no column or row head of the table does.
    pub unit: Option<String>,
    /// For which time it holds, when the column does not say so.
    pub horizon: Option<Horizon>,
    /// What a reader must know before using it.
    pub marks: Vec<MarkView>,
    /// The row of the plan in which it stands.
    pub href: Option<String>,
}

/// Why there is no value.
#[derive(Clone, Debug)]
pub struct Absent {
    /// The reason, of the closed set `absence`.
    pub id: &'static str,
    /// The sign that stands in the document, for `dash`: “—”, “/”.
    pub printed: Option<String>,
    /// The document that is missing, or the row that is blank.
    pub href: Option<String>,
    /// What a reader must know before relying on it.
    pub marks: Vec<MarkView>,
}

/// For which time a target holds.
#[derive(Clone, Debug)]
pub struct Horizon {
    /// Of the closed set `horizon`: `year`, `average`, `cumulative`, `period`.
    pub id: &'static str,
    /// The year or span it speaks of, e.g. `2027` or `2026—2030`; the text of the set may use it.
    pub years: String,
}

/// A warning that goes with a value, a plan or a verdict.
#[derive(Clone, Debug, Serialize)]
pub struct MarkView {
    /// Which one, of the closed set `mark`: `draft`, `unverified`.
    pub id: &'static str,
    /// Why, in a sentence.
    pub reason: Option<String>,
}

impl MarkView {
    /// A mark that needs no reason.
    pub const fn new(id: &'static str) -> Self {
        Self { id, reason: None }
    }
}

/// One target of a row that may have several, one for each target year.
#[derive(Clone, Debug)]
pub struct TargetCell {
    /// The year, when the row has several.
    pub year: Option<String>,
    /// The target.
    pub cell: CellView,
}

impl TargetCell {
    /// The only target of its row.
    pub const fn only(cell: CellView) -> Self {
        Self { year: None, cell }
    }
}

/// A target of another plan, set against a row.
#[derive(Clone, Debug)]
pub struct Against {
    /// The target year, when the row has several.
    pub year: Option<String>,
    /// The name of the row over there, when it is printed in other words.
    pub name: Option<String>,
    /// What is printed there. An absence needs no verdict beside it.
    pub cell: CellView,
    /// What the comparison says.
    pub verdict: Option<VerdictView>,
}

impl Against {
    /// Nothing to set against the row, for a reason of the closed set `absence`.
    pub const fn absent(id: &'static str) -> Self {
        Self {
            year: None,
            name: None,
            cell: CellView::absent(id),
            verdict: None,
        }
    }
}

/// What comparing a target with another one says.
#[derive(Clone, Debug, Serialize)]
pub struct VerdictView {
    /// Which one, of the closed set `verdict`. Its sign is `t("symbol." ~ id)`.
    pub id: &'static str,
    /// `stricter` or `looser`, of the closed set `merit`; only where the indicator says what is better.
    pub merit: Option<&'static str>,
    /// The difference or the share, e.g. `5 个百分点`, `占 10%`.
    pub difference: Option<String>,
    /// The whole finding as a sentence.
    pub sentence: String,
    /// How nearly the two rows speak of the same thing, of the closed set `grade`.
    pub grade: &'static str,
    /// Why the grade is not `same`, or why the two cannot be compared.
    pub reason: Option<String>,
    /// What a reader must know before relying on it.
    pub marks: Vec<MarkView>,
    /// Where the sentence stands: on a chain `#why-ind-3`, elsewhere the chain page with that anchor.
    pub href: Option<String>,
}
