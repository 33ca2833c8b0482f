//! Promises with a number outside the indicator tables: 培养青年人才5名, 合格率达到85%以上.
//!
//! Each is proposed with its subject, its quantity as printed and the words to be linked; a person
//! decides. The rules are those of official Chinese in general: what is promised stands with a verb, a
//! bound or a label, in the future, and has a measure word. Promises without a number are left alone
//! (建成一批基地), and so are the tables, which are read elsewhere. Values are not interpreted here:
//! [`duibiao_syntax::target`] reads the quantity.

pub(crate) mod catalogue;
mod figure;
mod frame;
mod lexicon;
mod name;
mod phrase;
mod words;
pub(crate) mod sentence;
mod setting;
mod subject;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::original::{OriginalCommitment, Paragraph};
use duibiao_syntax::outline;

pub use catalogue::CatalogueName;

use catalogue::Names;
use lexicon::{BOUNDS, CARRIED, EACH_ENDS, NOT_EACH};
use phrase::FigurePhrase;
use sentence::Sentence;
use setting::{Chapters, Tenses, Times};
use subject::Subject;

/// Finds the promises of a plan, in the order of its text.
pub fn find(paragraphs: &[Paragraph], catalogue: &[CatalogueName]) -> Vec<OriginalCommitment> {
    let times = Times::of(paragraphs);
    let names = Names::of(catalogue);
    let mut chapters = Chapters::default();
    let mut found = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if chapters.looks_back(paragraph) {
            continue;
        }
        let mut last = None;
        for sentence in sentence::sentences(&paragraph.text) {
            let promises = promises(&sentence, times, &mut last);
            found.extend(
                promises
                    .iter()
                    .filter_map(|promise| commitment(promise, index, paragraph, &sentence, &names)),
            );
        }
    }
    found
}

/// A promise in a sentence.
#[derive(Clone, Debug)]
struct Promise {
    phrase: FigurePhrase,
    subject: Subject,
    /// Words that hold for the number from a distance: 每年争创企业1家.
    carried: Vec<Range<usize>>,
}

/// The promises of a sentence. `last` is the subject of the one before, from sentence to sentence.
fn promises(sentence: &Sentence, times: Times, last: &mut Option<Subject>) -> Vec<Promise> {
    let figures = figure::figures(sentence);
    if figures.is_empty() {
        return Vec::new();
    }
    let tenses = Tenses::of(sentence, times);
    let phrases = phrase::phrases(sentence, &figures, &setting::segments(sentence));
    let mut found: Vec<Promise> = Vec::new();
    for (index, phrase) in phrases.iter().enumerate() {
        let earlier = found.last();
        if !frame::is_promised(
            sentence,
            phrase,
            earlier.map(|promise| &promise.phrase),
            &tenses,
        ) {
            continue;
        }
        let subject = subject::subject(
            sentence,
            &phrases,
            index,
            earlier.map(|promise| (&promise.phrase, &promise.subject)),
            last.as_ref(),
        );
        let carried = carried(sentence, phrase, earlier);
        *last = Some(subject.clone());
        found.push(Promise {
            phrase: phrase.clone(),
            subject,
            carried,
        });
    }
    found
}

/// Words like 每年 and 至少 that stand apart from the number that they hold for.
fn carried(
    sentence: &Sentence,
    phrase: &FigurePhrase,
    earlier: Option<&Promise>,
) -> Vec<Range<usize>> {
    let has_own = sentence.contains(phrase.figure.quantity.clone(), &BOUNDS);
    let mut found = Vec::new();
    for at in phrase.lead.clone() {
        let length = sentence.longest_at(at, &CARRIED).unwrap_or(0);
        let is_bound = sentence.longest_at(at, &BOUNDS).is_some();
        let is_apart = at + length <= phrase.figure.before;
        if length > 0 && is_apart && sentence.is_open(at) && !(has_own && is_bound) {
            found.push(at..at + length);
        }
    }
    if let Some(each) = each(sentence, phrase) {
        found.retain(|word| word.start >= each.end);
        found.insert(0, each);
    }
    match earlier {
        Some(earlier)
            if found.is_empty() && frame::is_next_to(sentence, &earlier.phrase, phrase) =>
        {
            let own_verb = phrase.verb.is_some();
            let is_bound = |word: &Range<usize>| sentence.contains(word.clone(), &BOUNDS);
            let holds = |word: &&Range<usize>| !((has_own || own_verb) && is_bound(word));
            earlier.carried.iter().filter(holds).cloned().collect()
        }
        _ => found,
    }
}

/// For each of what the number holds: 每个乡镇, 每5所幼儿园.
fn each(sentence: &Sentence, phrase: &FigurePhrase) -> Option<Range<usize>> {
    let end = phrase
        .verb
        .as_ref()
        .map_or(phrase.figure.before, |verb| verb.start);
    let gives =
        |at: &usize| sentence.char(*at) == '每' && sentence.longest_at(at + 1, &NOT_EACH).is_none();
    let start = (frame::near(phrase).start..end).rev().find(gives)?;
    let bound = (start..end)
        .find(|at| sentence.longest_at(*at, &EACH_ENDS).is_some())
        .unwrap_or(end);
    let is_apart = phrase.verb.is_some() || bound < end;
    (is_apart && start + 1 < bound).then_some(start..bound)
}

fn commitment(
    promise: &Promise,
    index: usize,
    paragraph: &Paragraph,
    sentence: &Sentence,
    names: &Names<'_>,
) -> Option<OriginalCommitment> {
    let Promise {
        phrase,
        subject,
        carried,
    } = promise;
    let span = sentence.bytes(&linked(sentence, phrase, carried));
    let text = paragraph.text.get(span.clone())?;
    let words = carried
        .iter()
        .cloned()
        .chain([phrase.figure.quantity.clone()]);
    let verb = phrase
        .verb
        .clone()
        .map_or_else(String::new, |verb| sentence.text(verb));
    (!subject.text.is_empty()).then(|| OriginalCommitment {
        paragraph: index,
        text: text.to_owned(),
        line: paragraph.line,
        clause: clause(paragraph),
        subject: subject.text.clone(),
        quantity: words.map(|word| sentence.text(word)).collect(),
        indicator: names.find(&subject.text, &verb).map(str::to_owned),
        span,
    })
}

/// The words to be linked: the quantity, or as many more as it takes not to lose a word that holds for it.
/// A link to 2家 alone would promise 2, where the text promises 2 every year.
fn linked(sentence: &Sentence, phrase: &FigurePhrase, carried: &[Range<usize>]) -> Range<usize> {
    let quantity = phrase.figure.quantity.clone();
    match carried.iter().map(|word| word.start).min() {
        None => quantity,
        Some(start) if start >= phrase.segment.start => start..quantity.end,
        Some(_) if phrase.verb.is_some() => phrase.lead.start..quantity.end,
        Some(_) if phrase.name.is_empty() => quantity.start..phrase.tail.end.max(quantity.end),
        Some(_) => subject::start_of_name(sentence, &phrase.name)..quantity.end,
    }
}

/// The clause of a paragraph; in a box, the box and the number of its item.
fn clause(paragraph: &Paragraph) -> String {
    let words = paragraph
        .text
        .trim_start_matches(['-', ' ', '\t', '　', '*']);
    let item = outline::marker(words).filter(|marker| marker.form >= outline::NumberForm::Arabic);
    let clause = &paragraph.clause;
    match (&paragraph.in_box, item) {
        (Some(name), Some(item)) => format!("{name}.{}", item.ordinal),
        (Some(name), None) => name.clone(),
        (None, Some(item)) => {
            let printed = words.get(..item.length).unwrap_or_default();
            let number = printed.trim_end_matches(['.', '．', '、']);
            // A numbered paragraph may be counted among the headings already.
            let is_said = clause.ends_with(number);
            if is_said {
                clause.clone()
            } else {
                format!("{clause}{number}")
            }
        }
        (None, None) => clause.clone(),
    }
}
