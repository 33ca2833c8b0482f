//! Whether a figure is promised: the rules that tell a promise from everything else that has a number.
//!
//! A figure must be promised by something (a verb, a bound, a label, a list whose first member is
//! promised) and must not be one of the many numbers of official texts that promise nothing: a count
//! of what is named already, the scope of another noun, the rate of a rule, how often something falls
//! due, a slogan. What looks back in time is told apart by [`super::setting`].

use std::ops::Range;

use super::figure::{FigureKind, only_joins};
use super::lexicon::{
    ABSTRACT, AFTER, BOUNDS, CHANGES, COUNTED_BEFORE, DEGREES, FREQUENCIES, LENGTHS, LEVELS,
    NEARLY, RANKS, REACHED, RULE_NOUNS, RULES, SIZES, TERRITORIES, VERBS, WEAK_BOUNDS, WHOLE_PLACE,
};
use super::phrase::{FigurePhrase, LONGEST_NAME};
use super::sentence::Sentence;
use super::setting::Tenses;

/// Whether a phrase promises its figure. `earlier` is the promise before it in the sentence.
pub(super) fn is_promised(
    sentence: &Sentence,
    phrase: &FigurePhrase,
    earlier: Option<&FigurePhrase>,
    tenses: &Tenses,
) -> bool {
    let figure = &phrase.figure;
    let is_free = sentence.is_open(figure.number.start)
        || (phrase.fills_brackets && !sentence.is_quoted(figure.number.start));
    is_free
        && !phrase.describes_next
        && !tenses.is_past(figure.number.start)
        && sentence.char_before(figure.before) != '了'
        && !is_counted_already(sentence, phrase)
        && !is_scope(sentence, phrase)
        && !is_rule(sentence, phrase)
        && !(figure.is_spelled && figure.kind == FigureKind::Count && is_slogan(sentence, phrase))
        && has_promise(sentence, phrase, earlier, tenses)
}

/// A number of what is named or known already: 等5个, 16个部门, 全市4个县.
fn is_counted_already(sentence: &Sentence, phrase: &FigurePhrase) -> bool {
    let figure = &phrase.figure;
    let known = sentence
        .longest_before(figure.number.start, &WHOLE_PLACE)
        .is_some()
        && sentence
            .longest_at(phrase.tail.start, &TERRITORIES)
            .is_some();
    known
        || matches!(sentence.char_before(figure.before), '经' | '由')
        || sentence
            .longest_before(figure.number.start, &COUNTED_BEFORE)
            .is_some()
        || sentence.longest_at(figure.unit_end, &ABSTRACT).is_some()
        || sentence.longest_at(phrase.tail.start, &ABSTRACT).is_some()
}

/// The figure only tells which things are meant: 100人以上的乡镇, 占地50亩的公园.
fn is_scope(sentence: &Sentence, phrase: &FigurePhrase) -> bool {
    let figure = &phrase.figure;
    if figure.kind == FigureKind::Share {
        return false;
    }
    let has_word_after = sentence.longest_at(figure.unit_end, &AFTER).is_some()
        && sentence
            .longest_at(figure.unit_end, &["左右", "上下"])
            .is_none();
    let describes = sentence
        .longest_at(figure.quantity.end, &["的", "规模"])
        .is_some();
    let has_noun = phrase.tail.start < phrase.tail.end;
    let is_size = sentence.longest_at(figure.unit_end, &SIZES).is_some();
    is_size || (has_word_after || describes) && has_noun && !is_made(sentence, phrase)
}

/// Whether something makes the counted, directly before the number: 新增10个以上基地.
fn is_made(sentence: &Sentence, phrase: &FigurePhrase) -> bool {
    let making = ["新增", "增加", "完成", "力争", "争取", "累计", "每年"];
    phrase.verb_is_next()
        || sentence.contains(phrase.figure.before..phrase.figure.number.start, &making)
}

/// The rate or the frequency of a rule: 按不低于50%的比例, 每年至少检查1次.
fn is_rule(sentence: &Sentence, phrase: &FigurePhrase) -> bool {
    let figure = &phrase.figure;
    let before = near(phrase);
    let places = [figure.quantity.end, phrase.tail.start];
    let is_rate = places
        .iter()
        .any(|at| sentence.longest_at(*at, &RULE_NOUNS).is_some())
        || sentence.contains(before.clone(), &RULES);
    let falls_due = sentence.text(figure.number.end..figure.unit_end) == "次"
        && sentence.contains(before.clone(), &["每"]);
    let is_daily = sentence.contains(before, &FREQUENCIES);
    is_rate
        || falls_due
        || is_daily
        || (figure.kind == FigureKind::Duration && is_term(sentence, phrase))
}

/// The words of its part of the sentence that stand before a figure, as far as they may speak of it.
pub(super) fn near(phrase: &FigurePhrase) -> Range<usize> {
    let number = phrase.figure.number.start;
    phrase
        .segment
        .start
        .max(number.saturating_sub(LONGEST_NAME))..number
}

/// A length of time that is no level: 3年内, 使用5年.
fn is_term(sentence: &Sentence, phrase: &FigurePhrase) -> bool {
    let figure = &phrase.figure;
    !(figure.is_bounded && sentence.contains(phrase.lead.clone(), &LENGTHS))
}

/// 一 is an article and 三项 begins a slogan, unless a bound or a rank makes them numbers.
fn is_slogan(sentence: &Sentence, phrase: &FigurePhrase) -> bool {
    let figure = &phrase.figure;
    let counted = sentence.text(figure.number.end..figure.unit_end);
    let bound = sentence.contains(figure.before..figure.number.start, &BOUNDS)
        || sentence.contains(phrase.lead.clone(), &["至少", "不少于"]);
    let is_ranked = sentence
        .longest_at(phrase.tail.start, &RANKS)
        .is_some_and(|length| length > 1);
    let is_concrete = ["家", "所", "座", "处", "名", "台", "辆"].contains(&counted.as_str())
        && (!figure.is_one || counted != "名");
    let is_listed = phrase.lead.is_empty();
    let is_many = figure.is_one && ["批", "支", "类", "种", "次"].contains(&counted.as_str());
    is_many
        || !(bound
            || (phrase.verb_is_next() || is_listed || figure.is_bounded)
                && (is_ranked || is_concrete))
}

/// What promises: a bound, a verb, a promised list that goes on, a label, the future.
fn has_promise(
    sentence: &Sentence,
    phrase: &FigurePhrase,
    earlier: Option<&FigurePhrase>,
    tenses: &Tenses,
) -> bool {
    phrase.verb.is_some()
        || is_bound_to(sentence, phrase)
        || (phrase.figure.kind == FigureKind::Share
            && sentence
                .longest_at(phrase.figure.quantity.end, &REACHED)
                .is_some())
        || earlier.is_some_and(|earlier| goes_on(sentence, earlier, phrase))
        || is_labelled(sentence, phrase)
        || (tenses.is_future(phrase.figure.number.start) && !phrase.lead.is_empty())
}

/// Whether the words at the number bind: not 约 alone, and not 超过 alone where things are counted, for
/// these describe as often as they promise.
fn is_bound_to(sentence: &Sentence, phrase: &FigurePhrase) -> bool {
    let figure = &phrase.figure;
    let words = figure.before..figure.number.start;
    let weak = if figure.kind == FigureKind::Count {
        &WEAK_BOUNDS
    } else {
        &NEARLY
    };
    let is_firm = |at: usize| {
        let length = sentence.longest_at(at, &BOUNDS);
        length.is_some() && length != sentence.longest_at(at, weak)
    };
    words.clone().any(is_firm)
        || [&CHANGES, &DEGREES, &LEVELS]
            .iter()
            .any(|set| sentence.contains(words.clone(), *set))
        || sentence.contains(words, &["力争", "争取", "努力"])
        || figure.quantity.end > figure.unit_end
        || sentence.contains(phrase.lead.clone(), &["至少", "不少于"])
}

/// Whether a phrase is the next member of a list whose earlier member is promised.
pub(super) fn goes_on(sentence: &Sentence, earlier: &FigurePhrase, phrase: &FigurePhrase) -> bool {
    phrase.verb.is_none() && is_next_to(sentence, earlier, phrase) && phrase.lead.len() <= 30
}

/// Whether nothing stands between two phrases but what joins them.
pub(super) fn is_next_to(
    sentence: &Sentence,
    earlier: &FigurePhrase,
    phrase: &FigurePhrase,
) -> bool {
    only_joins(sentence, earlier.end()..phrase.lead.start)
}

/// A label stands no further than this many characters before what it labels.
const LONGEST_LABELLED: usize = 300;

/// The label before a phrase: what stands before the last open colon of its sentence.
pub(super) fn label(sentence: &Sentence, phrase: &FigurePhrase) -> Option<Range<usize>> {
    let near = phrase.segment.start.saturating_sub(LONGEST_LABELLED)..phrase.segment.start;
    let colon = near
        .rev()
        .find(|at| sentence.char(*at) == '：' && sentence.is_open(*at))?;
    let far = colon.saturating_sub(LONGEST_NAME);
    // A list in a label stays whole: 首席专家、领军人才培养.
    let is_break = |at: &usize| matches!(sentence.char(*at), '，' | '；' | '：' | '.');
    let start = (far..colon)
        .rev()
        .find(|at| is_break(at) && sentence.is_open(*at));
    Some(start.map_or(far, |at| at + 1)..colon)
}

/// Whether a label that speaks of building or training stands before it: 示范书屋建设：….
fn is_labelled(sentence: &Sentence, phrase: &FigurePhrase) -> bool {
    let is_verb = |at: usize| {
        sentence
            .longest_at(at, &VERBS)
            .is_some_and(|length| length > 1)
    };
    let speaks = |mut label: Range<usize>| label.any(is_verb);
    label(sentence, phrase).is_some_and(speaks)
}
