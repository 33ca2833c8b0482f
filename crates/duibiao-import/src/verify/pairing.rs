//! Which row of the original a row of the plan is: the one of the same name, or else of the same number.
//!
//! Names are compared in their plain form. A row whose name is nowhere in the tables is paired with the
//! row of its number, if no other row has it: then the name is what differs. No row is paired by likeness.

use std::collections::{BTreeMap, VecDeque};

use crate::original::{Indicators, OriginalRow};

use super::cells::PlanRow;
use super::wording::plain;

/// The rows of a plan beside those of its original.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairing<'a> {
    /// For each row of the plan, its row in the original.
    pub(super) of_plan: Vec<Option<&'a OriginalRow>>,
    /// Rows of the original that are not in the plan.
    pub(super) extra: Vec<&'a OriginalRow>,
}

/// Pairs the rows: first those of the same name and number, for tables of two years or districts repeat
/// names; then those of the same name; then those of the same number.
pub(super) fn pair<'a>(plan: &[PlanRow], tables: &'a Indicators) -> Pairing<'a> {
    let originals: Vec<&OriginalRow> = tables.tables.iter().flat_map(|table| &table.rows).collect();
    let mut pairing = Pairing {
        of_plan: vec![None; plan.len()],
        extra: Vec::new(),
    };
    let mut free = vec![true; originals.len()];
    let both = |no: &str, name: &str| Some((plain(no), plain(name)));
    let name = |_: &str, name: &str| Some((String::new(), plain(name)));
    let number = |no: &str, _: &str| Some((plain(no), String::new())).filter(|_| !no.is_empty());
    let keys: [PairingKey; 3] = [both, name, number];
    for key in keys {
        let mut places = index(&originals, key);
        for (row, place) in plan.iter().zip(&mut pairing.of_plan) {
            if place.is_some() {
                continue;
            }
            let queue = key(&row.no, &row.name).and_then(|key| places.get_mut(&key));
            if let Some(at) = queue.and_then(|queue| next_free(queue, &free)) {
                free[at] = false;
                *place = originals.get(at).copied();
            }
        }
    }
    let left = originals.into_iter().zip(free);
    pairing.extra = left.filter(|(_, free)| *free).map(|(row, _)| row).collect();
    pairing
}

/// What two rows must share, made of number and name; None where a row has nothing to share.
type PairingKey = fn(&str, &str) -> Option<(String, String)>;

fn index(rows: &[&OriginalRow], key: PairingKey) -> BTreeMap<(String, String), VecDeque<usize>> {
    let mut index: BTreeMap<_, VecDeque<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        if let Some(key) = key(&row.no, &row.name) {
            index.entry(key).or_default().push_back(at);
        }
    }
    index
}

/// Takes places from a queue until one is free, so that a million rows of one name take no longer than
/// a million rows.
fn next_free(queue: &mut VecDeque<usize>, free: &[bool]) -> Option<usize> {
    std::iter::from_fn(|| queue.pop_front()).find(|at| free.get(*at) == Some(&true))
}
