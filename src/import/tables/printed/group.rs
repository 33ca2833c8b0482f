//! Which rows a group holds for, when its name is printed once, beside the middle of them.
//!
//! Groups take turns without a gap. Of all ways to divide the rows among them the one is taken in which
//! their names stand nearest to the middle of their rows.

use super::region::Line;
use super::wrap::Row;
use crate::import::tables::words::{is_balanced, length, tidy};

/// Ends of a group that are tried.
const MOST_ENDS: usize = 48;

/// The name of a group and where it stands.
#[derive(Clone, Debug)]
struct Label {
    text: String,
    /// Twice the height of its middle.
    middle: usize,
    /// Its last line.
    last: usize,
    /// The row beside it.
    row: usize,
}

/// The group of every row.
pub(super) fn groups(lines: &[Line<'_>], rows: &[Row], end: usize) -> Vec<Option<String>> {
    let labels = labels(lines, rows, end);
    let mut groups = Vec::with_capacity(rows.len());
    for (label, end) in labels.iter().zip(ends(lines, rows, &labels)) {
        while groups.len() < end {
            groups.push(Some(label.text.clone()));
        }
    }
    groups.resize(rows.len(), None);
    groups
}

/// The names of groups, those of several lines put together.
fn labels(lines: &[Line<'_>], rows: &[Row], end: usize) -> Vec<Label> {
    let all = || lines.iter().enumerate().take(end + 1);
    let longest = all()
        .filter_map(|(_, line)| line.group)
        .map(length)
        .max()
        .unwrap_or(0);
    let mut labels: Vec<Label> = Vec::new();
    for (at, line) in all() {
        let Some(text) = line.group else { continue };
        let row = rows
            .partition_point(|row| row.last < at)
            .min(rows.len().saturating_sub(1));
        let goes_on = labels.last().is_some_and(|last| {
            let distance = lines
                .get(last.last)
                .map_or(0, |above| line.height - above.height);
            let is_open = last.text.ends_with(['、', '与', '和']) || !is_balanced(&last.text);
            is_open && distance <= 4 || distance <= 2 && (last.row == row || longest <= 3)
        });
        match labels.last_mut().filter(|_| goes_on) {
            Some(last) => {
                last.text.push_str(&tidy(text));
                last.middle = last.middle.midpoint(line.height * 2);
                last.last = at;
            }
            None => labels.push(Label {
                text: tidy(text),
                middle: line.height * 2,
                last: at,
                row,
            }),
        }
    }
    labels
}

/// The row after the last of every group.
fn ends(lines: &[Line<'_>], rows: &[Row], labels: &[Label]) -> Vec<usize> {
    let Some(last) = labels.last() else {
        return Vec::new();
    };
    let mut table: Vec<Vec<(usize, usize, usize)>> = Vec::new();
    let mut begins = vec![(0_usize, 0_usize)];
    for (at, label) in labels.iter().enumerate() {
        let candidates = match labels.get(at + 1) {
            Some(next) => candidates(label.row + 1, next.row.max(label.row + 1)),
            None => vec![rows.len()],
        };
        let step: Vec<(usize, usize, usize)> = candidates
            .into_iter()
            .map(|end| {
                let ways = begins.iter().enumerate().map(|(from, (begin, cost))| {
                    (cost + distance(lines, rows, label, *begin, end), from)
                });
                let (cost, from) = ways.min().unwrap_or((0, 0));
                (end, cost, from)
            })
            .collect();
        begins = step.iter().map(|(end, cost, _)| (*end, *cost)).collect();
        table.push(step);
    }
    debug_assert!(last.row < rows.len() || rows.is_empty());
    let mut at = 0;
    let mut ends: Vec<usize> = table
        .iter()
        .rev()
        .filter_map(|step| {
            let (end, _, from) = step.get(at).copied()?;
            at = from;
            Some(end)
        })
        .collect();
    ends.reverse();
    ends
}

/// Where a group may end: after its own row and not after that of the next. Of very many only those in
/// the middle are tried.
fn candidates(first: usize, last: usize) -> Vec<usize> {
    let count = last - first + 1;
    let skip = count.saturating_sub(MOST_ENDS) / 2;
    (first..=last).skip(skip).take(MOST_ENDS).collect()
}

/// How far a label is from the middle of the rows from `begin` up to `end`, and whether the rows are
/// parted from the next by a gap.
fn distance(lines: &[Line<'_>], rows: &[Row], label: &Label, begin: usize, end: usize) -> usize {
    let line = |at: usize| lines.get(at).map_or(0, |line| line.height);
    let top = rows.get(begin).map_or(0, |row| line(row.first));
    let bottom = end
        .checked_sub(1)
        .and_then(|at| rows.get(at))
        .map_or(0, |row| line(row.last));
    let next = rows.get(end).and_then(|row| lines.get(row.first));
    let joins = next.is_some_and(|line| !line.is_parted);
    if begin >= end {
        return 1000;
    }
    (top + bottom).abs_diff(label.middle) * 2 + usize::from(joins)
}
