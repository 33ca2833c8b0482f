//! Made-up projects of any size, the same bytes for the same seed.
//!
//! The places are real (GB/T 2260), everything that is said about them is not: topics, titles, offices
//! and values are named 示例 or are plainly invented, so that no line of a corpus looks like a fact. The
//! shapes follow the real plans of `content/`: front matter, the outline 一、（一）1., a table of twelve
//! rows with every kind of printed target, a box, promises in prose, citations of plans above, of laws
//! and of documents that are not held. A few plans in the middle are left out, so that the plans below
//! them stand under a place without one.
//!
//! What a plan says is made here and in the modules below; [`project`] and [`hugo`] write it down as two
//! programs want it.

pub(crate) mod catalogue;
pub(crate) mod hugo;
pub(crate) mod place;
pub(crate) mod plan;
pub(crate) mod project;
pub(crate) mod prose;
pub(crate) mod rng;
pub(crate) mod row;

use std::collections::BTreeMap;

use catalogue::Topic;
use place::{Level, Place};
use rng::Rng;

/// The first and the last year of every plan.
pub(crate) const PERIOD: (u16, u16) = (2021, 2025);

/// Which plans there are; what they say is made when it is asked for.
#[derive(Debug)]
pub(crate) struct Corpus {
    seed: u64,
    places: Vec<Place>,
    topics: Vec<Topic>,
    plans: Vec<PlanKey>,
    by_key: BTreeMap<PlanKey, usize>,
}

/// A place and a topic, by their indices: there is one plan of each at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PlanKey {
    /// The index of the place.
    pub(crate) place: usize,
    /// The index of the topic.
    pub(crate) topic: usize,
}

impl Corpus {
    /// A corpus of this many plans, or of as many as there are places and topics for.
    pub(crate) fn new(plans: usize, seed: u64) -> Self {
        let places = place::all();
        let topics = catalogue::topics(plans.div_ceil(places.len()).max(4));
        let mut corpus = Self {
            seed,
            places,
            topics,
            plans: Vec::with_capacity(plans),
            by_key: BTreeMap::new(),
        };
        corpus.choose(plans);
        corpus
    }

    /// Takes places, each with those above it, from all over the country until there are enough plans.
    fn choose(&mut self, wanted: usize) {
        let mut taken = vec![false; self.places.len()];
        for place in place::spread(&self.places) {
            if std::mem::replace(&mut taken[place], true) {
                continue;
            }
            for topic in 0..self.topics.len() {
                let key = PlanKey { place, topic };
                if self.is_left_out(key) {
                    continue;
                }
                if self.plans.len() == wanted {
                    return;
                }
                self.by_key.insert(key, self.plans.len());
                self.plans.push(key);
            }
        }
    }

    /// One city in twelve has no plan of a topic.
    fn is_left_out(&self, key: PlanKey) -> bool {
        self.places[key.place].level == Level::City && self.rng(key, "left out").below(12) == 0
    }

    /// How many plans there are.
    pub(crate) const fn len(&self) -> usize {
        self.plans.len()
    }

    /// The plans, each with its index.
    pub(crate) fn plans(&self) -> impl Iterator<Item = (usize, PlanKey)> + '_ {
        self.plans.iter().copied().enumerate()
    }

    /// The index of a plan, when there is one.
    pub(crate) fn find(&self, key: PlanKey) -> Option<usize> {
        self.by_key.get(&key).copied()
    }

    /// The plan with this index.
    pub(crate) fn key(&self, plan: usize) -> PlanKey {
        self.plans[plan]
    }

    /// A place.
    pub(crate) fn place(&self, key: PlanKey) -> &Place {
        &self.places[key.place]
    }

    /// A topic.
    pub(crate) fn topic(&self, key: PlanKey) -> &Topic {
        &self.topics[key.topic]
    }

    /// All topics.
    pub(crate) fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The same topic in the places above, the nearest first; each may have a plan or not.
    pub(crate) fn above(&self, key: PlanKey) -> impl Iterator<Item = PlanKey> + '_ {
        let parent = |place: &usize| self.places[*place].parent;
        std::iter::successors(self.places[key.place].parent, parent).map(move |place| PlanKey {
            place,
            topic: key.topic,
        })
    }

    /// The title of a plan, whether there is one or not.
    pub(crate) fn title(&self, key: PlanKey) -> String {
        let (place, topic) = (self.place(key), self.topic(key));
        format!("{}“十四五”{}规划", place.name, topic.title)
    }

    /// The name of a plan's file.
    pub(crate) fn stem(&self, key: PlanKey) -> String {
        format!("{}-{}", self.place(key).code, PERIOD.0)
    }

    /// Chances for one purpose in one plan: they do not depend on how many plans there are.
    pub(crate) fn rng(&self, key: PlanKey, purpose: &str) -> Rng {
        let (place, topic) = (self.place(key), self.topic(key));
        Rng::new(self.seed, &[place.code, topic.id, purpose])
    }
}
