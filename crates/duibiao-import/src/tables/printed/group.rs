//! Which rows a group holds for, when its name is printed once, beside the middle of them.
//!
//! Groups take turns without a gap. Of all ways to divide the rows among them the one is taken in which
//! their names stand nearest to the middle of their rows.

use super::region_line::RegionLine;
use super::wrap::WrappedRow;
use crate::tables::words::{is_balanced, length, tidy};

/// Half lines that a name may be off: rounding of lines and gaps.
const MOST_OFF: usize = 4;
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

/// The groups of the rows.
pub(super) struct Groups {
    /// One for every row.
    pub(super) of_rows: Vec<Option<String>>,
    /// Those whose names stand so far from the middle of their rows that they may hold for others.
    pub(super) doubtful: Vec<String>,
}

/// The group of every row.
pub(super) fn groups(lines: &[RegionLine<'_>], rows: &[WrappedRow], end: usize) -> Groups {
    let labels = labels(lines, rows, end);
    let (middle, far) = by_middle(lines, rows, &labels);
    let ends = match by_first_row(lines, rows, &labels) {
        Some((ends, cost)) if cost < far => ends,
        _ => middle,
    };
    let mut groups = Groups {
        of_rows: Vec::with_capacity(rows.len()),
        doubtful: Vec::new(),
    };
    for (label, end) in labels.iter().zip(ends) {
        let begin = groups.of_rows.len();
        while groups.of_rows.len() < end {
            groups.of_rows.push(Some(label.text.clone()));
        }
        let off = off_middle(lines, rows, label, begin, end);
        let off = off.min(off_first(lines, rows, label));
        if off > MOST_OFF && labels.len() > 1 {
            groups.doubtful.push(label.text.clone());
        }
    }
    groups.of_rows.resize(rows.len(), None);
    groups
}

/// Names at the head of their groups: each group begins in the row beside its name.
fn by_first_row(
    lines: &[RegionLine<'_>],
    rows: &[WrappedRow],
    labels: &[Label],
) -> Option<(Vec<usize>, usize)> {
    let is_first = labels.first().is_some_and(|label| label.row == 0);
    let cost = labels
        .iter()
        .map(|label| off_first(lines, rows, label) * 2)
        .sum();
    let next = labels.iter().skip(1).map(|label| label.row);
    is_first.then(|| (next.chain([rows.len()]).collect(), cost))
}

/// The names of groups, those of several lines put together.
fn labels(lines: &[RegionLine<'_>], rows: &[WrappedRow], end: usize) -> Vec<Label> {
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

/// The row after the last of every group, names in the middle, and what this costs.
fn by_middle(
    lines: &[RegionLine<'_>],
    rows: &[WrappedRow],
    labels: &[Label],
) -> (Vec<usize>, usize) {
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
    let cost = begins.first().map_or(0, |(_, cost)| *cost);
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
    (ends, cost)
}

/// Where a group may end: after its own row and not after that of the next. Of very many only those in
/// the middle are tried.
fn candidates(first: usize, last: usize) -> Vec<usize> {
    let count = last - first + 1;
    let skip = count.saturating_sub(MOST_ENDS) / 2;
    (first..=last).skip(skip).take(MOST_ENDS).collect()
}

/// What it costs that a label holds for the rows from `begin` up to `end`: how far it is from their middle,
/// and whether no gap parts them from the next.
fn distance(
    lines: &[RegionLine<'_>],
    rows: &[WrappedRow],
    label: &Label,
    begin: usize,
    end: usize,
) -> usize {
    if begin >= end {
        return 1000;
    }
    let next = rows.get(end).and_then(|row| lines.get(row.first));
    let joins = next.is_some_and(|line| !line.is_parted);
    off_middle(lines, rows, label, begin, end) * 2 + usize::from(joins)
}

/// How many half lines a label is off the middle of its rows.
fn off_middle(
    lines: &[RegionLine<'_>],
    rows: &[WrappedRow],
    label: &Label,
    begin: usize,
    end: usize,
) -> usize {
    let height = |at: usize| lines.get(at).map_or(0, |line| line.height);
    let top = rows.get(begin).map_or(0, |row| height(row.first));
    let last = end.checked_sub(1).and_then(|at| rows.get(at));
    let bottom = last.map_or(0, |row| height(row.last));
    (top + bottom).abs_diff(label.middle)
}

/// How many half lines a label is off the first line of the row beside it.
fn off_first(lines: &[RegionLine<'_>], rows: &[WrappedRow], label: &Label) -> usize {
    let first = rows.get(label.row).and_then(|row| lines.get(row.first));
    first.map_or(0, |line| (line.height * 2).abs_diff(label.middle))
}
