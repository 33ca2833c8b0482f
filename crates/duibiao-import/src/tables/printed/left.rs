//! What stands left of the values: a column of names, and often one of groups before it.

use std::collections::BTreeMap;

use super::region_line::RegionLine;
use crate::tables::words::{is_space, length, trimmed};

/// Whether there is a column of groups that the header does not name: some lines begin well before the
/// place where names begin, and either hold two segments or the names are in line.
pub(super) fn has_groups(lines: &[RegionLine<'_>]) -> bool {
    let two = lines
        .iter()
        .any(|line| line.has_value && line.left.len() > 1);
    let starts = starts(lines);
    let Some(name) = common(&starts) else {
        return false;
    };
    let has_before = starts.iter().any(|start| start + 3 <= name);
    let in_line = starts
        .iter()
        .filter(|start| start.abs_diff(name) <= 1)
        .count();
    has_before && (two || in_line * 2 > starts.len())
}

/// Where the lines begin.
fn starts(lines: &[RegionLine<'_>]) -> Vec<usize> {
    let first = |line: &RegionLine<'_>| line.left.first().map(|segment| segment.start);
    lines.iter().filter_map(first).collect()
}

/// The most frequent of some numbers, the smallest of equals.
fn common(numbers: &[usize]) -> Option<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for number in numbers {
        *counts.entry(*number).or_default() += 1;
    }
    let best = counts
        .iter()
        .max_by_key(|(number, count)| (**count, usize::MAX - **number));
    best.map(|(number, _)| *number)
}

/// Takes apart what stands in the column of groups and in that of names, on one page.
pub(super) fn split_groups(page: &mut [RegionLine<'_>], is_declared: bool) {
    let Some(name) = common(&starts(page)) else {
        return;
    };
    for at in 0..page.len() {
        let goes_on = |line: Option<&RegionLine<'_>>| {
            line.is_some_and(|line| !line.has_value && !line.left.is_empty())
        };
        let above = at.checked_sub(1).and_then(|above| page.get(above));
        let is_wrapped = goes_on(above) && goes_on(page.get(at + 1));
        if let Some(line) = page.get_mut(at) {
            split_group(line, name, is_declared || is_wrapped);
        }
    }
}

/// What begins before the place of names is a group, up to the first space if nothing else parts them.
/// A word alone beside a value may also be a name; `may_be_alone` says that it is not.
fn split_group(line: &mut RegionLine<'_>, name: usize, may_be_alone: bool) {
    let Some(first) = line
        .left
        .first()
        .copied()
        .filter(|first| first.start + 3 <= name)
    else {
        return;
    };
    let is_alone = line.left.len() == 1;
    match first.text.split_once(is_space) {
        Some((group, rest)) if is_alone && length(group) <= 8 => {
            line.group = Some(group);
            if let Some(place) = line.left.first_mut() {
                place.start = name;
                place.text = trimmed(rest);
            }
        }
        // What reaches into the place of names is one, set a little to the left.
        _ if first.end > name + 1 => {}
        _ if is_alone && line.has_value && !may_be_alone => {}
        _ => {
            line.group = Some(first.text);
            line.left.remove(0);
        }
    }
}
