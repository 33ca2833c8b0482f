//! Which verdicts and marks a table shows, so that its legend explains these and no others.

use crate::render::view::{Against, CellView, MarkView, VerdictView};
use crate::theme::CLOSED_SETS;

/// The ids that occur.
#[derive(Default)]
pub(in crate::render) struct Legend {
    verdicts: Vec<&'static str>,
    marks: Vec<&'static str>,
}

impl Legend {
    /// Takes what stands in a place beside an own target.
    pub(in crate::render) fn against(&mut self, against: &Against) {
        self.cell(&against.cell);
        against
            .verdict
            .iter()
            .for_each(|verdict| self.verdict(verdict));
    }

    /// Takes the marks of a cell.
    pub(in crate::render) fn cell(&mut self, cell: &CellView) {
        self.marks(match cell {
            CellView::Value(printed) => &printed.marks,
            CellView::Absent(absent) => &absent.marks,
        });
    }

    /// Takes marks.
    pub(in crate::render) fn marks<'a>(&mut self, marks: impl IntoIterator<Item = &'a MarkView>) {
        for mark in marks {
            if !self.marks.contains(&mark.id) {
                self.marks.push(mark.id);
            }
        }
    }

    fn verdict(&mut self, verdict: &VerdictView) {
        if !self.verdicts.contains(&verdict.id) {
            self.verdicts.push(verdict.id);
        }
        self.marks(&verdict.marks);
    }

    /// The verdicts, in the order in which they are explained.
    pub(in crate::render) fn verdict_ids(&self) -> Vec<&'static str> {
        in_order("verdict", &self.verdicts)
    }

    /// The marks, in the order in which they are explained.
    pub(in crate::render) fn mark_ids(&self) -> Vec<&'static str> {
        in_order("mark", &self.marks)
    }
}

fn in_order(set: &str, found: &[&'static str]) -> Vec<&'static str> {
    let ids = CLOSED_SETS
        .iter()
        .find(|closed| closed.name == set)
        .map_or(&[][..], |closed| closed.ids);
    ids.iter()
        .copied()
        .filter(|id| found.contains(id))
        .collect()
}
