//! What a repair would change, as a unified diff: to be read before it is made, and to be taken by
//! `patch -p0` or `git apply -p0`.
//!
//! The path stands as it is, without `a/` and `b/`. Where a text changes in more lines than can be
//! compared quickly, the whole stretch is shown as replaced; the diff is still right.

use std::fmt::Write as _;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices, group_diff_ops};

/// Lines shown around a change.
const CONTEXT: usize = 3;
/// Past so many pairs of lines a comparison is no longer worth its time.
const MOST_PAIRS: usize = 50_000_000;

/// The lines in which `old` and `new` differ; empty when they do not.
pub fn unified_diff(path: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let name = name(path);
    let mut diff = format!("--- {name}\n+++ {name}\n");
    for hunk in group_diff_ops(operations(&old, &new), CONTEXT) {
        draw(&hunk, &old, &new, &mut diff);
    }
    diff
}

/// A name with a space ends with a tab, so that it is not cut at the space.
fn name(path: &str) -> String {
    let plain: String = path.chars().filter(|c| !c.is_control()).collect();
    let tab = if plain.contains(' ') { "\t" } else { "" };
    plain + tab
}

/// How the new lines come from the old ones. What both have at the beginning and at the end is never
/// compared twice.
fn operations(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let head = old.iter().zip(new).take_while(same).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(same)
        .count();
    let old_middle = &old_rest[..old_rest.len() - tail];
    let new_middle = &new_rest[..new_rest.len() - tail];
    let mut operations = Vec::new();
    if head > 0 {
        operations.push(equal(0, 0, head));
    }
    if old_middle.len().saturating_mul(new_middle.len()) > MOST_PAIRS {
        operations.push(DiffOp::Replace {
            old_index: head,
            old_len: old_middle.len(),
            new_index: head,
            new_len: new_middle.len(),
        });
    } else {
        let inner = capture_diff_slices(Algorithm::Myers, old_middle, new_middle);
        operations.extend(inner.into_iter().map(|operation| moved(operation, head)));
    }
    if tail > 0 {
        operations.push(equal(old.len() - tail, new.len() - tail, tail));
    }
    operations
}

const fn equal(old_index: usize, new_index: usize, len: usize) -> DiffOp {
    DiffOp::Equal {
        old_index,
        new_index,
        len,
    }
}

/// An operation of the middle, counted from the beginning of the text.
fn moved(operation: DiffOp, by: usize) -> DiffOp {
    let (tag, old, new) = operation.as_tag_tuple();
    let (old_index, new_index) = (old.start + by, new.start + by);
    match tag {
        similar::DiffTag::Equal => equal(old_index, new_index, old.len()),
        similar::DiffTag::Delete => DiffOp::Delete {
            old_index,
            old_len: old.len(),
            new_index,
        },
        similar::DiffTag::Insert => DiffOp::Insert {
            old_index,
            new_index,
            new_len: new.len(),
        },
        similar::DiffTag::Replace => DiffOp::Replace {
            old_index,
            old_len: old.len(),
            new_index,
            new_len: new.len(),
        },
    }
}

fn draw(hunk: &[DiffOp], old: &[&str], new: &[&str], diff: &mut String) {
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else {
        return;
    };
    let old_range = first.old_range().start..last.old_range().end;
    let new_range = first.new_range().start..last.new_range().end;
    let _ = writeln!(
        diff,
        "@@ -{} +{} @@",
        counted(&old_range),
        counted(&new_range)
    );
    for operation in hunk {
        let (tag, old_range, new_range) = operation.as_tag_tuple();
        if tag == similar::DiffTag::Equal {
            lines(' ', &old[old_range], diff);
        } else {
            lines('-', &old[old_range], diff);
            lines('+', &new[new_range], diff);
        }
    }
}

/// `start,count`, lines counted from one; an empty range is named by the line before it.
fn counted(range: &Range<usize>) -> String {
    match range.len() {
        0 => format!("{},0", range.start),
        1 => (range.start + 1).to_string(),
        count => format!("{},{count}", range.start + 1),
    }
}

fn lines(sign: char, lines: &[&str], diff: &mut String) {
    for line in lines {
        diff.push(sign);
        diff.push_str(line);
        if !line.ends_with('\n') {
            diff.push_str("\n\\ No newline at end of file\n");
        }
    }
}
