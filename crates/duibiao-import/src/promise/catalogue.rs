//! Which indicator of the catalogue a promise is about: the one that has its very name.
//!
//! Names are compared without white space and punctuation and in one width (NFKC), and a rank in
//! brackets at the end is the rank at the beginning. Nothing is matched by likeness: what has no such
//! name stays without an indicator, for a person to decide.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::lexicon::{RANKS, WHOLE_PLACE};

/// An indicator of the catalogue and every name it goes by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogueName {
    /// The id.
    pub id: String,
    /// Its name and its other names.
    pub names: Vec<String>,
}

/// The names of a catalogue, made comparable.
#[derive(Clone, Debug, Default)]
pub(super) struct Names<'a> {
    /// None where two indicators go by one name.
    ids: BTreeMap<String, Option<&'a str>>,
}

impl<'a> Names<'a> {
    /// Makes the names of a catalogue comparable.
    pub(super) fn of(catalogue: &'a [CatalogueName]) -> Self {
        let mut ids: BTreeMap<String, Option<&str>> = BTreeMap::new();
        for entry in catalogue {
            for name in &entry.names {
                let known = ids.entry(normalised(name)).or_insert(Some(&entry.id));
                if *known != Some(entry.id.as_str()) {
                    *known = None;
                }
            }
        }
        ids.remove("");
        Self { ids }
    }

    /// The indicator that has the name of a subject, or its name with the verb or without the place.
    pub(super) fn find(&self, subject: &str, verb: &str) -> Option<&'a str> {
        let local = WHOLE_PLACE
            .iter()
            .find_map(|place| subject.strip_prefix(place));
        let forms = [
            Some(subject.to_owned()),
            Some(format!("{verb}{subject}")),
            local.map(str::to_owned),
        ];
        let mut known = forms.into_iter().flatten().map(|form| normalised(&form));
        known.find_map(|form| self.ids.get(&form).copied().flatten())
    }
}

/// The one form of a name.
pub(crate) fn normalised(name: &str) -> String {
    let folded: String = name.nfkc().filter(|c| !c.is_whitespace()).collect();
    let moved = rank_to_front(&folded);
    moved
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '%')
        .collect()
}

/// 技术中心(市级) is 市级技术中心.
fn rank_to_front(name: &str) -> String {
    let parts = name
        .strip_suffix(')')
        .and_then(|inner| inner.rsplit_once('('));
    match parts {
        Some((head, rank)) if RANKS.has(rank) && rank.ends_with('级') => {
            format!("{rank}{head}")
        }
        _ => name.to_owned(),
    }
}
