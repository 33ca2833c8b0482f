//! Merged cells of a sheet: which cell shows, how far it spans, and which cells it hides.
//!
//! Merges never overlap in a file that a program wrote; one that does is passed over, so every question is
//! answered in logarithmic time.

use std::collections::BTreeMap;

/// A merged range. Rows and columns count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// A merge as far as the written rows go.
#[derive(Clone, Copy, Debug)]
struct Reach {
    /// The column after its last.
    to: usize,
    /// Its first row, and the row after its last, as indexes of written rows.
    begin: usize,
    end: usize,
}

/// The merges of a sheet, row by row.
pub(super) struct Merges {
    /// Merges not yet reached, by their first written row.
    begins: BTreeMap<usize, Vec<(usize, Reach)>>,
    /// Merges by their first column; one that has ended stays until its place is needed.
    open: BTreeMap<usize, Reach>,
}

impl Merges {
    /// `rows` are the written rows of the sheet, ascending.
    pub(super) fn new(merges: &[Merge], rows: &[usize]) -> Self {
        let mut begins = BTreeMap::<usize, Vec<_>>::new();
        for merge in merges {
            let begin = rows.partition_point(|&written| written < merge.row);
            let end =
                rows.partition_point(|&written| written < merge.row.saturating_add(merge.rows));
            let to = merge.column.saturating_add(merge.columns);
            if begin < end {
                begins
                    .entry(begin)
                    .or_default()
                    .push((merge.column, Reach { to, begin, end }));
            }
        }
        Self {
            begins,
            open: BTreeMap::new(),
        }
    }

    /// Goes to the next written row.
    pub(super) fn enter(&mut self, index: usize) {
        for (column, reach) in self.begins.remove(&index).unwrap_or_default() {
            while let Some((&known, &Reach { end, .. })) = self
                .open
                .range(..reach.to)
                .next_back()
                .filter(|(_, known)| known.to > column)
            {
                if end > index {
                    break;
                }
                self.open.remove(&known);
            }
            if self.at(index, column).is_none()
                && self.open.range(column..reach.to).next().is_none()
            {
                self.open.insert(column, reach);
            }
        }
    }

    /// The rows and columns that a cell spans; nothing if a merge hides it.
    pub(super) fn span(&self, index: usize, column: usize) -> Option<(usize, usize)> {
        match self.at(index, column) {
            None => Some((1, 1)),
            Some((from, reach)) if reach.begin == index && from == column => {
                Some((reach.end - index, reach.to - from))
            }
            Some(_) => None,
        }
    }

    /// The merge that a cell lies in.
    fn at(&self, index: usize, column: usize) -> Option<(usize, Reach)> {
        let (&from, &reach) = self.open.range(..=column).next_back()?;
        (reach.to > column && reach.end > index).then_some((from, reach))
    }
}
