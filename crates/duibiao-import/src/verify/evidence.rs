//! Where the prose of an original says what a plan promises.
//!
//! A promise is looked for among those that [`crate::promise`] finds, by the names of its indicator; a
//! row without a table also in sentences that hold its name. A name that the original shortens is found
//! by its words, and the proof says so. The number is never used to find the place, only to judge it:
//! otherwise a wrong one would be led to another promise that happens to have it.

use std::collections::{BTreeMap, BTreeSet};

use crate::original::OriginalCommitment;

use super::prose::Prose;
use super::wording::{Normalisation, plain, same};
use crate::promise::catalogue::normalised;
use crate::promise::sentence::{Sentence, sentences};
use crate::promise::{self, CatalogueName};

/// A place in the prose that speaks of something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct EvidencePlace {
    /// Its line.
    pub(super) line: u32,
    /// Its clause.
    pub(super) clause: String,
    /// What it says of the value.
    pub(super) words: String,
    /// What had to be overlooked for it to say what the plan says; None where it says something else.
    pub(super) same: Option<Vec<Normalisation>>,
    /// The name in the original, where it is not the plan's.
    pub(super) name: Option<String>,
}

/// The promises and sentences of a prose, ready for questions.
pub(super) struct Evidence<'a> {
    prose: &'a Prose,
    found: Vec<OriginalCommitment>,
    by_name: BTreeMap<String, Vec<usize>>,
    /// By the last two characters of the subject, which are the head of a Chinese name.
    by_head: BTreeMap<String, Vec<usize>>,
    names: Trie,
    /// For each name that was asked for, the sentences that hold it, as paragraph and sentence.
    said: BTreeMap<String, Vec<(usize, Sentence)>>,
}

/// More promises of one name or head are not compared: what stands further on counts as not found.
const MOST_PROMISES: usize = 500;
/// More sentences of one name are not kept.
const MOST_OF_ONE_NAME: usize = 50;

impl<'a> Evidence<'a> {
    /// Looks through the prose for all names that will be asked for.
    pub(super) fn of(prose: &'a Prose, names: &BTreeSet<String>) -> Self {
        let plain_names: BTreeSet<String> = names.iter().map(|name| normalised(name)).collect();
        let catalogue: Vec<CatalogueName> = plain_names
            .into_iter()
            .map(|name| CatalogueName {
                id: name.clone(),
                names: vec![name],
            })
            .collect();
        let found = promise::find(&prose.paragraphs, &catalogue);
        let (mut by_name, mut by_head) = (BTreeMap::new(), BTreeMap::new());
        for (at, commitment) in found.iter().enumerate() {
            if let Some(name) = &commitment.indicator {
                push(&mut by_name, name.clone(), at);
            }
            push(&mut by_head, head(&normalised(&commitment.subject)), at);
        }
        let mut evidence = Self {
            prose,
            found,
            by_name,
            by_head,
            names: Trie::of(names),
            said: BTreeMap::new(),
        };
        evidence.read_sentences();
        evidence
    }

    fn read_sentences(&mut self) {
        for (index, paragraph) in self.prose.paragraphs.iter().enumerate() {
            for sentence in sentences(&paragraph.text) {
                for name in self.names.names_in(&sentence) {
                    let said = self.said.entry(name).or_default();
                    if said.len() < MOST_OF_ONE_NAME {
                        said.push((index, sentence.clone()));
                    }
                }
            }
        }
    }

    /// What the prose says of a promise that goes by these names.
    pub(super) fn of_promise(&self, names: &[String], words: &str) -> Option<EvidencePlace> {
        let exact: Vec<usize> = names
            .iter()
            .filter_map(|name| self.by_name.get(&normalised(name)))
            .flatten()
            .copied()
            .take(MOST_PROMISES)
            .collect();
        if !exact.is_empty() {
            return self.best(&exact, words, false);
        }
        let near = names.iter().find_map(|name| self.shortened(name))?;
        self.best(&near, words, true)
    }

    /// What the prose says of a row that stands in no table.
    pub(super) fn of_row(&self, name: &str, words: &str) -> Option<EvidencePlace> {
        let promised = self
            .by_name
            .get(&normalised(name))
            .and_then(|found| self.best(found, words, false));
        let is_proved = promised.as_ref().is_some_and(|found| found.same.is_some());
        if is_proved {
            return promised;
        }
        let mut said = self.said.get(&folded(name)).into_iter().flatten();
        said.find_map(|(paragraph, sentence)| self.says(*paragraph, sentence, words))
            .or(promised)
    }

    /// The first of the promises that says the words, or else the first of all.
    fn best(
        &self,
        candidates: &[usize],
        words: &str,
        is_other_name: bool,
    ) -> Option<EvidencePlace> {
        let judged = candidates
            .iter()
            .filter_map(|at| self.found.get(*at))
            .map(|commitment| self.judged(commitment, words, is_other_name));
        let judged: Vec<EvidencePlace> = judged.collect();
        judged
            .iter()
            .find(|found| found.same.is_some())
            .or(judged.first())
            .cloned()
    }

    fn judged(
        &self,
        commitment: &OriginalCommitment,
        words: &str,
        is_other_name: bool,
    ) -> EvidencePlace {
        let paragraph = self.prose.paragraphs.get(commitment.paragraph);
        let up_to = paragraph
            .and_then(|paragraph| paragraph.text.get(..commitment.span.end))
            .unwrap_or_default();
        // The text as printed tells what was overlooked; where words stand apart only the quantity has all.
        let is_whole = plain(&commitment.text) == plain(&commitment.quantity);
        let printed = if is_whole {
            &commitment.text
        } else {
            &commitment.quantity
        };
        let mut same = same(words, printed).or_else(|| says_more(words, printed, up_to));
        if is_other_name && let Some(overlooked) = &mut same {
            overlooked.push(Normalisation::Name);
        }
        EvidencePlace {
            line: self.prose.line(commitment.paragraph, commitment.span.start),
            clause: commitment.clause.clone(),
            words: commitment.quantity.clone(),
            same,
            name: is_other_name.then(|| commitment.subject.clone()),
        }
    }

    /// Promises whose subject is the end of the name, or whose words are the name's, in order.
    fn shortened(&self, name: &str) -> Option<Vec<usize>> {
        let name = normalised(name);
        let of_head = self.by_head.get(&head(&name))?;
        let fits = |at: &&usize| {
            self.found
                .get(**at)
                .is_some_and(|c| is_shortened(&name, &normalised(&c.subject)))
        };
        let fitting: Vec<usize> = of_head
            .iter()
            .take(MOST_PROMISES)
            .filter(fits)
            .copied()
            .collect();
        let subject = |at: &usize| {
            self.found
                .get(*at)
                .map(|c| normalised(&c.subject))
                .unwrap_or_default()
        };
        let longest = fitting.iter().map(subject).max_by_key(String::len)?;
        Some(
            fitting
                .into_iter()
                .filter(|at| subject(at) == longest)
                .collect(),
        )
    }

    /// The words of a cell in a sentence, whole.
    fn says(&self, paragraph: usize, sentence: &Sentence, words: &str) -> Option<EvidencePlace> {
        let wanted = folded(words);
        let length = wanted.chars().count();
        let is_here = |at: &usize| {
            length > 0 && sentence.has_at(*at, &wanted) && is_whole(sentence, *at, length)
        };
        let at = (0..sentence.len()).find(is_here)?;
        let bytes = sentence.bytes(&(at..at + length));
        let text = self.prose.paragraphs.get(paragraph)?;
        let printed = text.text.get(bytes.clone())?;
        Some(EvidencePlace {
            line: self.prose.line(paragraph, bytes.start),
            clause: text.in_box.clone().unwrap_or_else(|| text.clause.clone()),
            words: printed.to_owned(),
            same: same(words, printed),
            name: None,
        })
    }
}

fn push(index: &mut BTreeMap<String, Vec<usize>>, key: String, at: usize) {
    index.entry(key).or_default().push(at);
}

/// The last two characters.
fn head(name: &str) -> String {
    let length = name.chars().count();
    name.chars().skip(length.saturating_sub(2)).collect()
}

/// Whether the plan's words are those of the original with more of the words before them: 达到85%以上.
fn says_more(words: &str, quantity: &str, up_to: &str) -> Option<Vec<Normalisation>> {
    let last: String = up_to
        .chars()
        .rev()
        .take(words.chars().count() * 2)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let (words, quantity, last) = (plain(words), plain(quantity), plain(&last));
    let is_whole = !quantity.is_empty() && words.len() > quantity.len();
    (is_whole && words.ends_with(&quantity) && last.ends_with(&words)).then(Vec::new)
}

/// 青年馆员 for 阅读推广青年馆员, or 州市、县级书屋 for 市县级书屋.
fn is_shortened(name: &str, subject: &str) -> bool {
    let is_long = |text: &str| text.chars().nth(2).is_some();
    let ends =
        (is_long(subject) && name.ends_with(subject)) || (is_long(name) && subject.ends_with(name));
    let mut rest = subject.chars();
    ends || (is_long(name) && name.chars().all(|c| rest.any(|other| other == c)))
}

/// Whether neither the number nor the bound of the words goes on outside them.
fn is_whole(sentence: &Sentence, at: usize, length: usize) -> bool {
    let (before, after) = (sentence.char_before(at), sentence.char(at + length));
    let begins_with_digit = sentence.char(at).is_ascii_digit();
    let bounds = [
        "≥", "≤", ">", "<", "少于", "低于", "超过", "高于", "大于", "小于", "至少", "不足", "近",
        "约", "—", "-",
    ];
    let is_bounded = begins_with_digit && bounds.iter().any(|bound| sentence.has_before(at, bound));
    let goes_on = ["以上", "以下", "以内", "左右", "多", "余", "个百分点"]
        .iter()
        .any(|word| sentence.has_at(at + length, word));
    let is_number = begins_with_digit && (before.is_ascii_digit() || before == '.')
        || (after.is_ascii_digit() || after == '.' || after == '%')
            && sentence.char(at + length - 1).is_ascii_digit();
    !is_number && !is_bounded && !goes_on
}

/// A text in the form that sentences have.
fn folded(text: &str) -> String {
    sentences(text)
        .iter()
        .map(|sentence| sentence.text(0..sentence.len()))
        .collect()
}

/// Names by their characters, so that a text is read once for all of them.
#[derive(Clone, Debug, Default)]
struct Trie {
    next: BTreeMap<char, Trie>,
    is_name: bool,
}

/// No name is looked for beyond this many characters.
const LONGEST_NAME: usize = 120;

impl Trie {
    fn of(names: &BTreeSet<String>) -> Self {
        let mut root = Self::default();
        for name in names {
            let folded = folded(name);
            let mut node = &mut root;
            for c in folded.chars().take(LONGEST_NAME) {
                node = node.next.entry(c).or_default();
            }
            node.is_name = !folded.is_empty();
        }
        root
    }

    /// Every name that a sentence holds, once.
    fn names_in(&self, sentence: &Sentence) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for start in 0..sentence.len() {
            let mut node = self;
            let mut at = start;
            while let Some(next) = node
                .next
                .get(&sentence.char(at))
                .filter(|_| at < sentence.len())
            {
                (node, at) = (next, at + 1);
                if node.is_name {
                    found.insert(sentence.text(start..at));
                }
            }
        }
        found
    }
}
