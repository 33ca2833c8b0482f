//! What a paragraph and a sentence say about time: what is, and what is to be.
//!
//! A chapter on the present state (发展现状) promises nothing, nor does what follows 截至2020年 or
//! “十三五”期间 in a sentence. Which years are past is read from the plan itself: the five years it
//! names most often are its own.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::original::Paragraph;
use duibiao_syntax::outline;

use super::lexicon::{FUTURE, LOOKING_AHEAD, LOOKING_BACK, PAST};
use super::sentence::Sentence;
use super::words::IndexedWords;

/// What is known of the time of a plan.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Times {
    /// Which five-year period it is for: 14 for “十四五”.
    ordinal: Option<u16>,
    /// The last year that is past for it.
    base: Option<u16>,
}

impl Times {
    /// Reads the time of a plan from all of its text.
    pub(super) fn of(paragraphs: &[Paragraph]) -> Self {
        let mut named: BTreeMap<u16, usize> = BTreeMap::new();
        for paragraph in paragraphs {
            for text in [&paragraph.text, &paragraph.heading] {
                for ordinal in five_years(text) {
                    *named.entry(ordinal).or_default() += 1;
                }
            }
        }
        // Of two that are named as often, the later one: plans look back more than they look beyond.
        let most = named
            .into_iter()
            .max_by_key(|(ordinal, count)| (*count, *ordinal));
        let ordinal = most.map(|(ordinal, _)| ordinal);
        Self {
            ordinal,
            // The 14th five years are 2021 to 2025.
            base: ordinal.map(|ordinal| 2020 + 5 * ordinal - 5 * 14),
        }
    }
}

/// The five-year periods that a text names: 14 for 十四五, 20 at most.
fn five_years(text: &str) -> impl Iterator<Item = u16> {
    text.match_indices("十").filter_map(|(at, _)| {
        let mut chars = text[at..].chars().skip(1);
        let ones = "一二三四五六七八九"
            .chars()
            .position(|c| Some(c) == chars.clone().next())?;
        let is_period = chars.nth(1) == Some('五');
        let ordinal = u16::try_from(ones + 11).ok()?;
        // 九十五五 is no period, nor is 第十四五.
        (is_period && text[..at].ends_with(['“', '"', '「', '\''])).then_some(ordinal)
    })
}

/// Which clauses look back, taken one paragraph after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Chapters {
    looking_back: Option<String>,
}

impl Chapters {
    /// Whether a paragraph stands in a chapter on the present state.
    pub(super) fn looks_back(&mut self, paragraph: &Paragraph) -> bool {
        if looks_back(&paragraph.heading) {
            self.looking_back = Some(paragraph.clause.clone());
            return true;
        }
        self.looking_back
            .as_ref()
            .is_some_and(|clause| is_within(&paragraph.clause, clause))
    }
}

fn looks_back(heading: &str) -> bool {
    let has = |words: &IndexedWords| words.iter().any(|word| heading.contains(word));
    has(&LOOKING_BACK) && !has(&LOOKING_AHEAD)
}

/// Whether a clause is a part of another: 一（二） of 一, but not 十一 of 十.
fn is_within(clause: &str, outer: &str) -> bool {
    let rest = clause.strip_prefix(outer);
    !outer.is_empty()
        && rest.is_some_and(|rest| {
            rest.starts_with(['（', '(']) || rest.starts_with(|c: char| c.is_ascii_digit())
        })
}

/// Where a sentence begins to speak of what is, and of what is to be.
#[derive(Clone, Debug, Default)]
pub(super) struct Tenses {
    marks: Vec<(usize, Tense)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tense {
    Past,
    Future,
}

impl Tenses {
    /// The marks of time in a sentence.
    pub(super) fn of(sentence: &Sentence, times: Times) -> Self {
        let mut marks = Vec::new();
        for at in 0..sentence.len() {
            if !sentence.is_quoted(at) || sentence.char(at) == '“' {
                marks.extend(mark(sentence, at, times).map(|tense| (at, tense)));
            }
        }
        Self { marks }
    }

    /// Whether what stands here is said to be already.
    pub(super) fn is_past(&self, at: usize) -> bool {
        self.last_before(at) == Some(Tense::Past)
    }

    /// Whether what stands here is said to be in the future, in so many words.
    pub(super) fn is_future(&self, at: usize) -> bool {
        self.last_before(at) == Some(Tense::Future)
    }

    fn last_before(&self, at: usize) -> Option<Tense> {
        let after = self.marks.partition_point(|(mark, _)| *mark < at);
        self.marks[..after].last().map(|(_, tense)| *tense)
    }
}

fn mark(sentence: &Sentence, at: usize, times: Times) -> Option<Tense> {
    if let Some(tense) = year(sentence, at, times).or_else(|| period(sentence, at, times)) {
        return Some(tense);
    }
    if sentence.longest_at(at, &PAST).is_some() {
        return Some(Tense::Past);
    }
    sentence.longest_at(at, &FUTURE).map(|_| Tense::Future)
}

/// A year, unless a value is only compared with its value: 比2020年增加.
fn year(sentence: &Sentence, at: usize, times: Times) -> Option<Tense> {
    let written = sentence.slice(at..(at + 4).min(sentence.len()));
    let is_year = written.len() == 4
        && written.iter().all(char::is_ascii_digit)
        && sentence.char(at + 4) == '年'
        && !sentence.char_before(at).is_ascii_digit();
    if !is_year || is_compared(sentence, at) {
        return None;
    }
    let year: u16 = sentence.text(at..at + 4).parse().ok()?;
    match times.base {
        Some(base) if year <= base => Some(Tense::Past),
        Some(_) => Some(Tense::Future),
        None => sentence.has_before(at, "到").then_some(Tense::Future),
    }
}

/// “十三五”, unless a value is only compared with its value.
fn period(sentence: &Sentence, at: usize, times: Times) -> Option<Tense> {
    let own = times.ordinal?;
    let named: String = sentence.text(at..(at + 5).min(sentence.len()));
    let ordinal = (sentence.char(at) == '“')
        .then(|| five_years(&named).next())
        .flatten()?;
    if is_compared(sentence, at) {
        return None;
    }
    // “十四五”规划 names a document; only the time is a mark of time.
    let is_time = sentence
        .longest_at(at + 5, &["期间", "时期", "末", "期末", "以来", "规划期"])
        .is_some();
    is_time.then_some(if ordinal < own {
        Tense::Past
    } else {
        Tense::Future
    })
}

fn is_compared(sentence: &Sentence, at: usize) -> bool {
    sentence
        .longest_before(at, &["比", "较", "以", "与", "在", "相比于", "从", "由"])
        .is_some()
}

/// Where the parts of a sentence between open commas, colons and semicolons lie.
pub(super) fn segments(sentence: &Sentence) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let words = after_marker(sentence);
    let mut start = words;
    for at in words..=sentence.len() {
        let parts = matches!(sentence.char(at), '，' | '；' | '：' | '。') && sentence.is_open(at);
        if parts || at == sentence.len() {
            found.push(start..at);
            start = at + 1;
        }
    }
    found
}

/// Where the words of a numbered item begin: after `2.` or （一）.
fn after_marker(sentence: &Sentence) -> usize {
    let bullet = usize::from(matches!(sentence.char(0), '-' | '—' | '●' | '■' | '·'));
    let beginning = sentence.text(bullet..sentence.len().min(bullet + 12));
    let number = outline::marker(&beginning).and_then(|marker| beginning.get(..marker.length));
    bullet + number.map_or(0, |number| number.chars().count())
}
