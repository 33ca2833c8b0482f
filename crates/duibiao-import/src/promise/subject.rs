//! What is promised: the name of the things that a figure counts, with its qualifiers.
//!
//! Lists share words: `1个省级、16个市级技术指导中心` has one head for two, `信息领域1名首席专家、2名领军
//! 人才` one field. A name that is only a rank (省级) takes its head from its neighbour, its label or the
//! promise before it. Words are put together, never made up.

use std::ops::Range;

use super::figure::FigureKind;
use super::frame::{goes_on, is_next_to, label};
use super::lexicon::{CAUSING, FIELDS};
use super::name::{cleaned, inverted, long_verb, rank_of, without_ranks, without_verbs};
use super::phrase::{FigurePhrase, LONGEST_NAME};
use super::sentence::Sentence;

/// What a promise is about, and how it came to it.
#[derive(Clone, Debug, Default)]
pub(super) struct Subject {
    /// The name.
    pub(super) text: String,
    /// The part of it that the next member of a list shares.
    shared: String,
    /// The name without ranks.
    head: String,
}

impl Subject {
    fn new(text: String, shared: String) -> Self {
        let head = without_ranks(&text).to_owned();
        Self { text, shared, head }
    }

    /// A name of which nothing is shared.
    fn alone(text: String) -> Self {
        Self::new(text, String::new())
    }
}

/// A phrase and what it may share words with.
#[derive(Clone, Copy, Debug)]
struct PhrasePlace<'a> {
    sentence: &'a Sentence,
    phrase: &'a FigurePhrase,
    /// The phrase before it, promised or not.
    before: Option<&'a FigurePhrase>,
    /// The phrase after it.
    after: Option<&'a FigurePhrase>,
    /// The subject of the earlier member of its list.
    sibling: Option<&'a Subject>,
    /// The subject before it in the paragraph.
    last: Option<&'a Subject>,
}

/// The subject of the phrase at `index`. `earlier` is the promise before it in the sentence with its
/// subject, `last` the subject before it in the paragraph.
pub(super) fn subject(
    sentence: &Sentence,
    phrases: &[FigurePhrase],
    index: usize,
    earlier: Option<(&FigurePhrase, &Subject)>,
    last: Option<&Subject>,
) -> Subject {
    let Some(phrase) = phrases.get(index) else {
        return Subject::default();
    };
    if let Some(text) = distributed(sentence, phrases, index) {
        return Subject::alone(text);
    }
    let place = PhrasePlace {
        sentence,
        phrase,
        before: index.checked_sub(1).and_then(|at| phrases.get(at)),
        after: phrases.get(index + 1),
        sibling: earlier
            .filter(|(before, _)| goes_on(sentence, before, phrase))
            .map(|(_, subject)| subject),
        last,
    };
    let name = cleaned(&sentence.text(phrase.name.clone()));
    let has_noun_after = !phrase.tail.is_empty() && !phrase.tail_is_doing;
    if has_noun_after && (phrase.figure.kind == FigureKind::Count || name.is_empty()) {
        noun_after(place, &name)
    } else {
        name_before(place, name)
    }
}

/// 5名青年人才, 信息领域1名首席专家. The name before the figure qualifies the noun.
fn noun_after(place: PhrasePlace<'_>, name: &str) -> Subject {
    let PhrasePlace {
        sentence, phrase, ..
    } = place;
    let mut noun = cleaned(&sentence.text(phrase.tail.clone()));
    if is_caused(sentence, phrase) {
        noun = inverted(&noun);
    }
    let generic = without_ranks(&noun);
    if generic.is_empty() {
        let head = head_after(place).or_else(|| label_object(sentence, phrase));
        return Subject::alone(format!(
            "{noun}{}",
            head.unwrap_or_else(|| place.last_head())
        ));
    }
    if let Some(object) = label_object(sentence, phrase).filter(|object| object.ends_with(generic))
    {
        let rank = noun.strip_suffix(generic).unwrap_or_default();
        return Subject::alone(format!("{rank}{object}"));
    }
    // 建设图书馆、1个书屋: what stands before the comma is another thing and no qualifier.
    let is_apart = matches!(
        sentence.char_before(phrase.name.end),
        '、' | '和' | '及' | '与'
    );
    let qualifier = if is_apart { "" } else { name };
    let shared = match place.sibling {
        Some(sibling) if qualifier.is_empty() => sibling.shared.clone(),
        // 覆盖各类的站点 keeps its 的, which belongs to the clause; 领域的专家 does without.
        _ if long_verb(qualifier).is_some() => format!("{qualifier}的"),
        _ => qualifier.to_owned(),
    };
    Subject::new(format!("{shared}{noun}"), shared)
}

/// 首席专家1名, 省级企业不少于1家, 合格率达到85%.
fn name_before(place: PhrasePlace<'_>, name: String) -> Subject {
    let PhrasePlace {
        sentence, phrase, ..
    } = place;
    if name.is_empty() {
        let found = verb_as_noun(sentence, phrase)
            .or_else(|| label_object(sentence, phrase))
            .or_else(|| segment_before(sentence, phrase))
            .or_else(|| place.last.map(|last| last.text.clone()))
            .or_else(|| named_before(sentence, place.before?));
        return Subject::alone(found.unwrap_or_default());
    }
    if without_ranks(&name).is_empty() {
        let head = label_object(sentence, phrase).map(|object| without_ranks(&object).to_owned());
        let head = head.filter(|head| !head.is_empty());
        return Subject::alone(format!(
            "{name}{}",
            head.unwrap_or_else(|| place.last_head())
        ));
    }
    if is_added(sentence, phrase) {
        return Subject::alone(format!("新增{name}"));
    }
    let field = FIELDS.iter().find_map(|field| {
        let at = name.find(field)? + field.len();
        (at < name.len()).then(|| name[..at].to_owned())
    });
    match (field, place.sibling) {
        (None, Some(sibling))
            if phrase.figure.kind == FigureKind::Count && !sibling.shared.is_empty() =>
        {
            Subject::new(format!("{}{name}", sibling.shared), sibling.shared.clone())
        }
        (field, _) => Subject::new(name, field.unwrap_or_default()),
    }
}

impl PhrasePlace<'_> {
    fn last_head(&self) -> String {
        self.last.map(|last| last.head.clone()).unwrap_or_default()
    }
}

/// The head of the noun after the next figure of a list: 中心 in 1个省级、2个市级中心.
fn head_after(place: PhrasePlace<'_>) -> Option<String> {
    let after = place
        .after
        .filter(|after| is_next_to(place.sentence, place.phrase, after))?;
    let noun = cleaned(&place.sentence.text(after.tail.clone()));
    let head = without_ranks(&noun);
    (!head.is_empty()).then(|| head.to_owned())
}

/// Whether the counted are made to do something.
fn is_caused(sentence: &Sentence, phrase: &FigurePhrase) -> bool {
    let words = phrase.lead.start..phrase.figure.number.start;
    phrase.figure.kind != FigureKind::Count || sentence.contains(words, &CAUSING)
}

/// 专家推荐1名: a verb directly before the figure whose object stands before it.
fn verb_as_noun(sentence: &Sentence, phrase: &FigurePhrase) -> Option<String> {
    let verb = phrase.verb.clone()?;
    let name = cleaned(&sentence.text(phrase.lead.start..verb.start));
    (!name.is_empty() && verb.len() > 1).then_some(name)
}

/// What the label before a phrase speaks of: 技术中心 in 建设技术中心：1个.
fn label_object(sentence: &Sentence, phrase: &FigurePhrase) -> Option<String> {
    let label = sentence.text(label(sentence, phrase)?);
    let label = label
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | '-' | '—'));
    let mut object = without_verbs(label);
    if object == label {
        object = ["建设", "培养", "创建", "培育", "培训", "遴选", "评选"]
            .iter()
            .find_map(|verb| label.strip_suffix(verb))
            .unwrap_or(label);
    }
    (!object.is_empty()).then(|| object.to_owned())
}

/// The part of the sentence before a phrase that has no name of its own: 创建有序推进，达到50家.
fn segment_before(sentence: &Sentence, phrase: &FigurePhrase) -> Option<String> {
    let end = phrase
        .segment
        .start
        .checked_sub(1)
        .filter(|at| sentence.char(*at) == '，')?;
    let far = end.saturating_sub(LONGEST_NAME);
    let start = (far..end)
        .rev()
        .find(|at| matches!(sentence.char(*at), '，' | '；' | '：'))
        .map_or(far, |at| at + 1);
    let words = cleaned(&sentence.text(start..end));
    let has_figure = words.contains(|c: char| c.is_ascii_digit());
    let object = without_verbs(&words);
    (!object.is_empty() && !has_figure && words.chars().count() <= 30).then(|| object.to_owned())
}

/// The name of a figure that is not promised itself: 医院由8家增加到12家.
fn named_before(sentence: &Sentence, before: &FigurePhrase) -> Option<String> {
    let name = cleaned(&sentence.text(before.name.clone()));
    let name = ["由", "从"]
        .iter()
        .find_map(|from| name.split_once(from))
        .map_or(name.as_str(), |(name, _)| name);
    (!name.is_empty()).then(|| name.to_owned())
}

/// 新增学位5个 promises five more, not five.
fn is_added(sentence: &Sentence, phrase: &FigurePhrase) -> bool {
    phrase
        .verb
        .as_ref()
        .is_some_and(|verb| sentence.text(verb.clone()) == "新增")
}

/// No list gives its members their numbers by 分别 beyond this many.
const LONGEST_LIST: usize = 12;

/// The member of a list that a number belongs to by its place: 甲、乙分别达到5家、10家.
fn distributed(sentence: &Sentence, phrases: &[FigurePhrase], index: usize) -> Option<String> {
    let is_run = |at: usize| {
        let pair = at
            .checked_sub(1)
            .and_then(|before| phrases.get(before))
            .zip(phrases.get(at));
        pair.is_some_and(|(before, phrase)| {
            phrase.lead.is_empty() && is_next_to(sentence, before, phrase)
        })
    };
    let start = (index.saturating_sub(LONGEST_LIST)..=index)
        .rev()
        .find(|at| !is_run(*at))?;
    let end = (index + 1..=index + LONGEST_LIST).find(|at| !is_run(*at))?;
    let first = phrases.get(start)?;
    let spread = first.figure.before..first.figure.number.start;
    if !sentence.contains(spread, &["分别"]) {
        return None;
    }
    let name = cleaned(&sentence.text(first.name.clone()));
    let parts: Vec<&str> = name.split(['、', '和']).collect();
    let (part, last) = (parts.get(index - start)?, parts.last()?);
    if parts.len() != end - start {
        return None;
    }
    match rank_of(last) {
        // 省、市、县级书屋 shares its 级 and its head.
        Some(rank) if index + 1 < end => Some(format!(
            "{}级{}",
            part.trim_end_matches('级'),
            &last[rank.len()..]
        )),
        _ => Some((*part).to_owned()),
    }
}

/// The bytes of a range that a name covers, cleaned at its beginning.
pub(super) fn start_of_name(sentence: &Sentence, range: &Range<usize>) -> usize {
    let text = sentence.text(range.clone());
    let clean = cleaned(&text);
    let skipped = text.find(&clean).map_or(0, |at| text[..at].chars().count());
    range.start + skipped
}
