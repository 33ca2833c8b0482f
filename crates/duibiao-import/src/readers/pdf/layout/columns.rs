//! Places on a page -> columns of text, so that what stands below each other stays below each other.
//!
//! A character of text takes one column, however wide it was printed; so a column begins where all that
//! ends before it has ended.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::fixed::Fixed;
use super::line::{GlyphLine, Segment, median};

/// Spaces that part two columns at least.
const GAP: i64 = 2;

/// Columns that a page can have; places beyond come from broken files.
const MOST: i64 = 400;

/// The lines as text, indented and parted by spaces.
pub(super) fn texts(lines: &[&GlyphLine], left: Fixed) -> Vec<String> {
    let em = median(lines.iter().map(|line| line.size).collect()).max(Fixed::ONE);
    let segments: Vec<Vec<Segment>> = lines.iter().map(|line| line.segments()).collect();
    let columns = columns(&segments, left, em);
    segments
        .iter()
        .zip(columns)
        .map(|(segments, columns)| text(segments, &columns))
        .collect()
}

/// The column of each segment.
fn columns(lines: &[Vec<Segment>], left: Fixed, em: Fixed) -> Vec<Vec<i64>> {
    let mut columns: Vec<Vec<i64>> = lines.iter().map(|line| vec![0; line.len()]).collect();
    let mut order: Vec<(Fixed, usize, usize)> = lines
        .iter()
        .enumerate()
        .flat_map(|(row, line)| {
            line.iter()
                .enumerate()
                .map(move |(at, segment)| (segment.left, row, at))
        })
        .collect();
    order.sort_unstable();
    // Segments whose end has not been reached yet: end and the column after the last character.
    let mut open: BinaryHeap<Reverse<(Fixed, i64)>> = BinaryHeap::new();
    let mut ended = 0;
    let slack = em.over(4);
    for (start, row, at) in order {
        while let Some(&Reverse((end, column))) = open.peek()
            && end <= start.plus(slack)
        {
            ended = ended.max(column + GAP);
            open.pop();
        }
        let segment = &lines[row][at];
        let place = start.minus(left).units(em);
        // An indent is no column: it needs no second space, and none at all away from tables.
        let column = match at {
            0 if !is_tabular(lines, row) => place,
            0 => place.max(ended - 1),
            _ => place.max(ended),
        };
        let column = column.clamp(0, MOST);
        columns[row][at] = column;
        let length = i64::try_from(segment.text.chars().count()).unwrap_or(MOST);
        open.push(Reverse((segment.right, column.saturating_add(length))));
    }
    columns
}

/// Whether a line is near one with several segments, so that its place among columns matters.
fn is_tabular(lines: &[Vec<Segment>], row: usize) -> bool {
    let from = row.saturating_sub(3);
    lines[from..(row + 4).min(lines.len())]
        .iter()
        .any(|line| line.len() > 1)
}

fn text(segments: &[Segment], columns: &[i64]) -> String {
    let mut text = String::new();
    let mut at = 0;
    for (segment, &column) in segments.iter().zip(columns) {
        let least = usize::from(at > 0);
        let spaces = usize::try_from(column - at).unwrap_or(0).max(least);
        text.push_str(&" ".repeat(spaces));
        text.push_str(&segment.text);
        let added = spaces + segment.text.chars().count();
        at = at.saturating_add(i64::try_from(added).unwrap_or(0));
    }
    text
}
