//! Which of the old things is which of the new ones: pairs by one key after the other.
//!
//! The strictest key comes first; what it leaves over is offered to the next. Each key costs a sorted
//! map, so the whole grows with the number of things and never with its square. What a key *means* is
//! for the caller.

use std::collections::{BTreeMap, VecDeque};

use super::ItemChange;

/// Two lists and the pairs found so far.
pub(super) struct Pairing<'a, T> {
    old: &'a [T],
    new: &'a [T],
    /// For each old thing, its place among the new ones.
    of_old: Vec<Option<usize>>,
    /// For each new thing, its place among the old ones.
    of_new: Vec<Option<usize>>,
}

impl<'a, T> Pairing<'a, T> {
    /// Two lists without any pair.
    pub(super) fn new(old: &'a [T], new: &'a [T]) -> Self {
        Self {
            old,
            new,
            of_old: vec![None; old.len()],
            of_new: vec![None; new.len()],
        }
    }

    /// Pairs what has the same key, in the order of both lists. A thing without a key has no pair.
    pub(super) fn by<K: Ord>(
        &mut self,
        old_key: impl Fn(&'a T) -> Option<K>,
        new_key: impl Fn(&'a T) -> Option<K>,
    ) {
        let mut waiting: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
        for at in self.new_left() {
            if let Some(key) = new_key(&self.new[at]) {
                waiting.entry(key).or_default().push_back(at);
            }
        }
        for at in self.old_left() {
            let partner = old_key(&self.old[at]).and_then(|key| waiting.get_mut(&key)?.pop_front());
            if let Some(partner) = partner {
                self.pair(at, partner);
            }
        }
    }

    /// The same with one key for both sides.
    pub(super) fn by_same<K: Ord>(&mut self, key: impl Fn(&'a T) -> Option<K>) {
        self.by(&key, &key);
    }

    /// Pairs what has the same key, as long as nothing else has it on either side.
    pub(super) fn by_unique<K: Ord + Clone>(&mut self, key: impl Fn(&'a T) -> Option<K>) {
        let olds = single(self.old_left(), |at| key(&self.old[at]));
        let news = single(self.new_left(), |at| key(&self.new[at]));
        for (key, at) in olds {
            if let (Some(at), Some(Some(partner))) = (at, news.get(&key)) {
                self.pair(at, *partner);
            }
        }
    }

    /// Pairs two things that have no partner yet.
    pub(super) fn pair(&mut self, old: usize, new: usize) {
        self.of_old[old] = Some(new);
        self.of_new[new] = Some(old);
    }

    /// The old things without a partner.
    pub(super) fn old_left(&self) -> Vec<usize> {
        left(&self.of_old)
    }

    /// The new things without a partner.
    pub(super) fn new_left(&self) -> Vec<usize> {
        left(&self.of_new)
    }

    /// Everything, in the order of the new list; what was removed follows what it stood behind.
    pub(super) fn changes(&self) -> Vec<ItemChange<'a, T>> {
        let mut all: Vec<(usize, usize, ItemChange<'a, T>)> = Vec::new();
        let news = self.new.iter().zip(&self.of_new).enumerate();
        all.extend(news.map(|(at, (new, partner))| {
            let change = partner.map_or(ItemChange::Added(new), |old| ItemChange::Changed {
                old: &self.old[old],
                new,
            });
            // Before the first new thing there may be old ones.
            (at + 1, 0, change)
        }));
        let mut behind = 0;
        for (at, (old, partner)) in self.old.iter().zip(&self.of_old).enumerate() {
            match partner {
                Some(new) => behind = new + 1,
                None => all.push((behind, at + 1, ItemChange::Removed(old))),
            }
        }
        all.sort_by_key(|(new, old, _)| (*new, *old));
        all.into_iter().map(|(_, _, change)| change).collect()
    }
}

fn left(partners: &[Option<usize>]) -> Vec<usize> {
    let unpaired = partners.iter().enumerate();
    unpaired
        .filter_map(|(at, partner)| partner.is_none().then_some(at))
        .collect()
}

/// For each key the one thing that has it; none when there are several.
fn single<K: Ord>(
    places: Vec<usize>,
    key: impl Fn(usize) -> Option<K>,
) -> BTreeMap<K, Option<usize>> {
    let mut found: BTreeMap<K, Option<usize>> = BTreeMap::new();
    for at in places {
        if let Some(key) = key(at) {
            found
                .entry(key)
                .and_modify(|known| *known = None)
                .or_insert(Some(at));
        }
    }
    found
}
