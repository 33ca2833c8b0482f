//! Which clause is which in two versions of a text.
//!
//! A clause that only moved or got another number is found by its words, so that a new clause at the
//! top does not make every one below it look rewritten. Likeness is measured by sketches: the smallest
//! hashes of the three-character pieces of a text. The work grows with the length of the texts.

use std::collections::{BTreeMap, BTreeSet};

use super::ItemChange;
use super::pairing::Pairing;
use crate::snapshot::{Clause, ClauseLine};

/// Hashes in a sketch.
const SKETCH: usize = 48;
/// A piece that more old clauses than this have in common tells nothing.
const COMMON: usize = 8;
/// Characters of a piece.
const PIECE: usize = 3;

/// What differs between two texts of the same clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClauseWeight {
    /// Only its number or its place.
    Place,
    /// Only cells of its tables, which may be figures that are told as such.
    Cells,
    /// Its words.
    Words,
}

/// How grave a change is. What is added or removed always weighs most.
pub fn weight(change: &ItemChange<'_, Clause>) -> ClauseWeight {
    let ItemChange::Changed { old, new } = change else {
        return ClauseWeight::Words;
    };
    if old.title != new.title || old.form != new.form {
        ClauseWeight::Words
    } else if old.lines == new.lines {
        ClauseWeight::Place
    } else if prose(old).eq(prose(new)) {
        ClauseWeight::Cells
    } else {
        ClauseWeight::Words
    }
}

/// The paragraphs of a clause, its tables left out.
fn prose(clause: &Clause) -> impl Iterator<Item = &str> {
    clause.lines.iter().filter_map(|line| match line {
        ClauseLine::Text(text) => Some(&**text),
        ClauseLine::Row(_) => None,
    })
}

/// The clauses of two versions side by side, the unchanged ones too.
pub(super) fn paired<'a>(old: &'a [Clause], new: &'a [Clause]) -> Vec<ItemChange<'a, Clause>> {
    let mut pairing = Pairing::new(old, new);
    pairing.by_same(Some);
    pairing.by_same(|clause| has_words(clause).then_some((&clause.title, &clause.lines)));
    pairing.by_same(|clause| titled(clause).map(|title| (title, &*clause.anchor)));
    pairing.by_unique(titled);
    pair_alike(&mut pairing, old, new);
    pairing.by_same(|clause| Some(&*clause.anchor));
    pairing.changes()
}

fn has_words(clause: &Clause) -> bool {
    !clause.lines.is_empty() || !clause.title.is_empty()
}

fn titled(clause: &Clause) -> Option<&str> {
    Some(&*clause.title).filter(|title| !title.is_empty())
}

/// Pairs the clauses that have most in common, the surest pairs first.
fn pair_alike<'a>(pairing: &mut Pairing<'a, Clause>, old: &'a [Clause], new: &'a [Clause]) {
    let (olds, news) = (pairing.old_left(), pairing.new_left());
    if olds.is_empty() || news.is_empty() {
        return;
    }
    let sketches: BTreeMap<usize, BTreeSet<u64>> =
        olds.iter().map(|at| (*at, sketch(&old[*at]))).collect();
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, sketch) in &sketches {
        for hash in sketch {
            holders.entry(*hash).or_default().push(*at);
        }
    }
    let mut alike: Vec<(usize, usize, usize)> = Vec::new();
    for at in news {
        let own = sketch(&new[at]);
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        let rare = own.iter().filter_map(|hash| holders.get(hash));
        for holder in rare.filter(|holders| holders.len() <= COMMON).flatten() {
            *shared.entry(*holder).or_default() += 1;
        }
        let is_alike = |old: usize, shared: usize| {
            let least = own.len().min(sketches.get(&old).map_or(0, BTreeSet::len));
            shared * 3 >= least
        };
        let likes = shared
            .into_iter()
            .filter(|(old, shared)| is_alike(*old, *shared));
        alike.extend(likes.map(|(old, shared)| (shared, old, at)));
    }
    alike.sort_by_key(|(shared, old, new)| (std::cmp::Reverse(*shared), *old, *new));
    let (mut taken_old, mut taken_new) = (BTreeSet::new(), BTreeSet::new());
    for (_, old, new) in alike {
        if !taken_old.contains(&old) && taken_new.insert(new) {
            taken_old.insert(old);
            pairing.pair(old, new);
        }
    }
}

/// The smallest hashes of the pieces of a text.
fn sketch(clause: &Clause) -> BTreeSet<u64> {
    let words = clause.words();
    let chars: Vec<char> = words.chars().filter(|c| !c.is_whitespace()).collect();
    let mut smallest = BTreeSet::new();
    for piece in chars.windows(PIECE) {
        let hash = hash(piece);
        if smallest.len() < SKETCH {
            smallest.insert(hash);
        } else if smallest.last().is_some_and(|last| hash < *last) && smallest.insert(hash) {
            smallest.pop_last();
        }
    }
    smallest
}

/// FNV-1a over the characters, its bits mixed so that the smallest hashes are a fair sample.
fn hash(piece: &[char]) -> u64 {
    let folded = piece.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
        (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (folded ^ (folded >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 29)
}
