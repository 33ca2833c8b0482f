//! The longest common subsequence of two lists, as far as counted steps allow.
//!
//! The greedy algorithm of Myers (1986) on interned pieces. Lists that differ by more than
//! [`MOST_EDITS`], or take more than a fixed number of steps for their length, have only their common
//! beginning and end: what differs so much is rewritten, not edited.

use std::collections::BTreeMap;

/// A stretch that both lists have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) length: usize,
}

/// Insertions and deletions between two lists that are still aligned. The memory is their square.
const MOST_EDITS: usize = 400;
/// Steps for each piece of both lists.
const STEPS: usize = 64;
/// Steps that even the shortest lists may take.
const LEAST_STEPS: usize = 200_000;

/// The stretches that both lists have, in order.
pub(super) fn matches(old: &[&str], new: &[&str]) -> Vec<Match> {
    let (old, new) = interned(old, new);
    let head = common(old.iter(), new.iter());
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = common(old_rest.iter().rev(), new_rest.iter().rev());
    let inner = edited(
        &old_rest[..old_rest.len() - tail],
        &new_rest[..new_rest.len() - tail],
    );
    let first = Match {
        old: 0,
        new: 0,
        length: head,
    };
    let last = Match {
        old: old.len() - tail,
        new: new.len() - tail,
        length: tail,
    };
    let inner = inner.into_iter().map(|found| Match {
        old: found.old + head,
        new: found.new + head,
        length: found.length,
    });
    let all = [first].into_iter().chain(inner).chain([last]);
    all.filter(|found| found.length > 0).collect()
}

fn common<'a>(old: impl Iterator<Item = &'a usize>, new: impl Iterator<Item = &'a usize>) -> usize {
    old.zip(new).take_while(|(old, new)| old == new).count()
}

/// Each piece as a number, so that comparing two takes the same time whatever their length.
fn interned(old: &[&str], new: &[&str]) -> (Vec<usize>, Vec<usize>) {
    let mut numbers = BTreeMap::new();
    let mut number = |piece| {
        let next = numbers.len();
        *numbers.entry(piece).or_insert(next)
    };
    let old = old.iter().map(|piece| number(*piece)).collect();
    let new = new.iter().map(|piece| number(*piece)).collect();
    (old, new)
}

/// For each number of edits, how many old pieces were read on each diagonal; none where a diagonal leads
/// out of the lists. On diagonal `at`, after `edits` edits and `old` old pieces, `old + edits - 2 * at`
/// new pieces were read.
type Trace = Vec<Vec<Option<usize>>>;

/// The stretches that two lists have which begin and end differently.
fn edited(old: &[usize], new: &[usize]) -> Vec<Match> {
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let pieces = old.len() + new.len();
    let steps = pieces.saturating_mul(STEPS).max(LEAST_STEPS);
    search(old, new, steps).map_or_else(Vec::new, |(trace, at)| walk_back(&trace, at, old.len()))
}

/// Reads both lists with ever more edits until both are read to their ends; there the last diagonal is.
fn search(old: &[usize], new: &[usize], mut steps: usize) -> Option<(Trace, usize)> {
    let mut trace: Trace = Vec::new();
    for edits in 0..=MOST_EDITS {
        let mut reached = Vec::with_capacity(edits + 1);
        for at in 0..=edits {
            let begin = start(&trace, at).map(|(begin, _)| begin);
            let inside = begin.and_then(|begin| {
                let by = (begin + edits).checked_sub(2 * at)?;
                (begin <= old.len() && by <= new.len()).then_some((begin, by))
            });
            let Some((begin, by)) = inside else {
                reached.push(None);
                continue;
            };
            let slide = common(old[begin..].iter(), new[by..].iter());
            steps = steps.checked_sub(slide + 1)?;
            reached.push(Some(begin + slide));
            if begin + slide == old.len() && by + slide == new.len() {
                trace.push(reached);
                return Some((trace, at));
            }
        }
        trace.push(reached);
    }
    None
}

/// Where a diagonal begins after the edits of `trace` and one more, and the diagonal it comes from.
fn start(trace: &[Vec<Option<usize>>], at: usize) -> Option<(usize, usize)> {
    let Some(before) = trace.last() else {
        return Some((0, 0));
    };
    // One more new piece stays on the diagonal of that number, one more old piece leads to the next.
    let put_in = before.get(at).copied().flatten().map(|old| (old, at));
    let from = at.checked_sub(1);
    let taken_out = from.and_then(|from| Some((before.get(from).copied()?? + 1, from)));
    match (put_in, taken_out) {
        (Some(put_in), Some(taken_out)) if taken_out.0 > put_in.0 => Some(taken_out),
        (Some(put_in), _) => Some(put_in),
        (None, taken_out) => taken_out,
    }
}

/// The matches on the way from the ends back to the beginnings.
fn walk_back(trace: &[Vec<Option<usize>>], last: usize, old: usize) -> Vec<Match> {
    let mut found = Vec::new();
    let (mut at, mut end) = (last, old);
    for edits in (0..trace.len()).rev() {
        let Some((begin, from)) = start(&trace[..edits], at) else {
            break;
        };
        if end > begin {
            found.push(Match {
                old: begin,
                new: begin + edits - 2 * at,
                length: end - begin,
            });
        }
        end = if from == at { begin } else { begin - 1 };
        at = from;
    }
    found.reverse();
    found
}
