//! What stands around a figure: the verb, the name before it, the noun after it.
//!
//! Official Chinese puts a number after its thing (`首席专家1名`) or before it (`1名首席专家`); a phrase
//! holds both sides, cut at commas, at other figures and after verbs. Which side names the thing is for
//! [`super::subject`], and whether anything is promised is for [`super::frame`].

use std::ops::Range;

use super::figure::{Figure, FigureKind};
use super::lexicon::{
    BEFORE_VERBS, CAUSING, DOINGS, EMPTY_NOUNS, NOUN_MAKERS, SHORT_VERBS, VERBAL_NOUNS, VERBS,
    WHOLE_PLACE,
};
use super::sentence::Sentence;

/// A figure with the words around it. Positions are characters of the sentence.
#[derive(Clone, Debug)]
pub(super) struct FigurePhrase {
    /// The figure.
    pub(super) figure: Figure,
    /// The part of the sentence between commas that it stands in.
    pub(super) segment: Range<usize>,
    /// The words before it that belong to no other figure.
    pub(super) lead: Range<usize>,
    /// The last verb among them.
    pub(super) verb: Option<Range<usize>>,
    /// The words between that verb and the figure.
    pub(super) name: Range<usize>,
    /// The noun after the figure.
    pub(super) tail: Range<usize>,
    /// Whether these words tell what the counted are to do: 50家参与创建.
    pub(super) tail_is_doing: bool,
    /// Whether it only tells the size of what the next figure counts: 超100亿元企业5家.
    pub(super) describes_next: bool,
    /// Whether it is all that stands in a pair of brackets: 首席专家（1名）.
    pub(super) fills_brackets: bool,
}

/// No noun phrase is longer than this many characters, and nothing further away says anything of a figure.
pub(super) const LONGEST_NAME: usize = 60;

/// The phrases of a sentence, one for each figure.
pub(super) fn phrases(
    sentence: &Sentence,
    figures: &[Figure],
    segments: &[Range<usize>],
) -> Vec<FigurePhrase> {
    let mut found: Vec<FigurePhrase> = Vec::new();
    for (index, figure) in figures.iter().enumerate() {
        let segment = segment_of(segments, figure.number.start);
        let next = figures
            .get(index + 1)
            .map_or(sentence.len(), |next| next.before);
        let floor = found.last().map_or(0, |earlier| {
            if earlier.describes_next {
                earlier.lead.start
            } else {
                earlier.end()
            }
        });
        let floor = floor.max(segment.start);
        found.push(phrase(sentence, figure, segment, floor..next));
    }
    found
}

fn segment_of(segments: &[Range<usize>], at: usize) -> Range<usize> {
    let after = segments.partition_point(|segment| segment.start <= at);
    segments[..after].last().cloned().unwrap_or_default()
}

/// `room` is what the figures on both sides leave.
fn phrase(
    sentence: &Sentence,
    figure: &Figure,
    segment: Range<usize>,
    room: Range<usize>,
) -> FigurePhrase {
    let fills_brackets = fills_brackets(sentence, figure);
    let lead_end = if fills_brackets {
        figure.quantity.start.min(figure.before) - 1
    } else {
        figure.before
    };
    let lead = lead(sentence, room.start..lead_end.max(room.start));
    let has_no_tail = fills_brackets || figure.kind == FigureKind::Duration;
    let tail = if has_no_tail {
        figure.quantity.end..figure.quantity.end
    } else {
        tail(sentence, figure, segment.end.min(sentence.len()), room.end)
    };
    let verb = governing_verb(sentence, &lead, figure.kind, tail.is_empty());
    let name = verb.as_ref().map_or(lead.start, |verb| verb.end)..lead.end;
    FigurePhrase {
        figure: figure.clone(),
        describes_next: !tail.is_empty() && tail.end == room.end && room.end < sentence.len(),
        tail_is_doing: sentence.longest_at(tail.start, &DOINGS).is_some() && !tail.is_empty(),
        segment,
        lead,
        verb,
        name,
        tail,
        fills_brackets,
    }
}

impl FigurePhrase {
    /// Where the words that belong to it end.
    pub(super) fn end(&self) -> usize {
        let end = self.tail.end.max(self.figure.quantity.end);
        if self.fills_brackets { end + 1 } else { end }
    }

    /// Whether its verb stands directly before the figure.
    pub(super) fn verb_is_next(&self) -> bool {
        self.verb
            .as_ref()
            .is_some_and(|verb| verb.end == self.lead.end)
    }
}

fn fills_brackets(sentence: &Sentence, figure: &Figure) -> bool {
    let start = figure.quantity.start.min(figure.before);
    sentence.char_before(start) == '（' && sentence.char(figure.quantity.end) == '）'
}

/// The words before a figure, without what joins them to an earlier one.
fn lead(sentence: &Sentence, range: Range<usize>) -> Range<usize> {
    let mut start = range.start.max(range.end.saturating_sub(LONGEST_NAME));
    while start < range.end
        && let Some(length) = sentence.longest_at(
            start,
            &["、", "，", "和", "及", "以及", "与", "；", "并", "："],
        )
    {
        start += length;
    }
    start.min(range.end)..range.end
}

/// The verb whose object the figure counts.
fn governing_verb(
    sentence: &Sentence,
    lead: &Range<usize>,
    kind: FigureKind,
    nothing_after: bool,
) -> Option<Range<usize>> {
    let last = last_verb(sentence, lead, kind)?;
    let is_noun = sentence.longest_at(last.start, &VERBAL_NOUNS) == Some(last.len());
    // 完成小区改造5个: with nothing after the number, the last word is what is completed. 建立覆盖各类的5个
    // 站点: a clause before 的 describes.
    let ends_name = nothing_after && last.end == lead.end;
    let describes = sentence.char_before(lead.end) == '的' && last.end < lead.end;
    let before = lead.start..last.start;
    let earlier =
        last_verb(sentence, &before, kind).filter(|earlier| describes || earlier.end < last.start);
    earlier
        .filter(|_| is_noun && (ends_name || describes))
        .or(Some(last))
}

/// The last verb of a range that is one in its place.
fn last_verb(sentence: &Sentence, lead: &Range<usize>, kind: FigureKind) -> Option<Range<usize>> {
    let words = if kind == FigureKind::Count {
        &VERBS
    } else {
        &CAUSING
    };
    let mut last: Option<Range<usize>> = None;
    let mut at = lead.start;
    while at < lead.end {
        let length = sentence.longest_at(at, words).unwrap_or(0);
        let word = at..at + length;
        if length == 0 || word.end > lead.end {
            at += 1;
            continue;
        }
        let follows_verb = last.as_ref().is_some_and(|verb| verb.end == at);
        if sentence.is_open(at) && is_verb(sentence, &word, lead, follows_verb) {
            last = Some(word.clone());
        }
        at = word.end;
    }
    last
}

fn is_verb(
    sentence: &Sentence,
    word: &Range<usize>,
    lead: &Range<usize>,
    follows_verb: bool,
) -> bool {
    let is_next_to_figure = word.end == lead.end;
    if sentence.longest_at(word.start, &SHORT_VERBS) == Some(word.len()) {
        return is_next_to_figure;
    }
    if sentence.longest_at(word.end, &NOUN_MAKERS).is_some() && !is_next_to_figure {
        return false;
    }
    let is_verbal_noun = sentence.longest_at(word.start, &VERBAL_NOUNS) == Some(word.len());
    !is_verbal_noun
        || is_next_to_figure
        || follows_verb
        || word.start == lead.start
        || sentence.longest_before(word.start, &BEFORE_VERBS).is_some()
        || sentence.longest_before(word.start, &WHOLE_PLACE).is_some()
}

/// The noun after a figure: to the end of its part of the sentence or to what begins something new.
fn tail(
    sentence: &Sentence,
    figure: &Figure,
    segment_end: usize,
    next_figure: usize,
) -> Range<usize> {
    let mut start = figure.quantity.end;
    if sentence.char(start) == '的' {
        start += 1;
    }
    let limit = segment_end
        .min(next_figure)
        .min(start + LONGEST_NAME)
        .max(start);
    let mut end = piece_end(sentence, start, limit);
    // 1名教师、医生: further members of the noun, unless they have a figure or a verb of their own.
    while end < limit && sentence.char(end) == '、' {
        let next = piece_end(sentence, end + 1, limit);
        let has_figure = next >= limit && limit == next_figure && limit < segment_end;
        let has_verb = sentence
            .longest_at(end + 1, &VERBS)
            .is_some_and(|length| length > 1);
        if has_figure || has_verb {
            break;
        }
        end = next;
    }
    if end == next_figure {
        // 每5所幼儿园配备1名督学: the verb before the next figure begins something new.
        end = last_verb(sentence, &(start..end), figure.kind)
            .map_or(end, |verb| first_of_verbs(sentence, start, verb.start));
    }
    while end > start
        && matches!(
            sentence.char_before(end),
            '、' | '和' | '及' | '与' | '，' | '并'
        )
    {
        end -= 1;
    }
    let is_empty_noun = sentence.longest_at(start, &EMPTY_NOUNS) == Some(end - start);
    start..if is_empty_noun { start } else { end }
}

/// Where the row of verbs begins whose last one begins at `at`: 遴选推荐.
fn first_of_verbs(sentence: &Sentence, floor: usize, at: usize) -> usize {
    match sentence
        .longest_before(at, &VERBS)
        .filter(|length| *length > 1 && at - length > floor)
    {
        Some(length) => first_of_verbs(sentence, floor, at - length),
        None => at,
    }
}

/// Where a piece of a noun ends: at an open 、 or closing mark, or where a new clause begins.
fn piece_end(sentence: &Sentence, start: usize, limit: usize) -> usize {
    let ends = |at: &usize| {
        let sign = matches!(sentence.char(*at), '、' | '。' | '！' | '？');
        let turn = sentence
            .longest_at(
                *at,
                &[
                    "并建", "并推", "并完", "并形", "并开", "并实", "同时", "并在", "，",
                ],
            )
            .is_some();
        (sign || turn) && sentence.is_open(*at)
            || matches!(sentence.char(*at), '）' | '”')
                && !is_closing_of_inside(sentence, start, *at)
    };
    (start..limit).find(ends).unwrap_or(limit)
}

/// Whether a closing mark belongs to an opening one after `start`.
fn is_closing_of_inside(sentence: &Sentence, start: usize, at: usize) -> bool {
    let opening = if sentence.char(at) == '）' {
        '（'
    } else {
        '“'
    };
    sentence.slice(start..at).contains(&opening)
}
