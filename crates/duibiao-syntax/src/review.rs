//! 三审三校: who has read a document before it is published, and whether they read what stands there now.
//!
//! Signs stand in the document itself, each for one step. A sign that names the fingerprint of what was
//! read is void once the words have changed. Names are taken as written: nothing proves that a person
//! wrote them, which is for the history of the project and the signed sheet.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::diagnostic::{Message, nearest};
use crate::document::Sign;

/// Which steps a document needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The names of the steps, in their order.
    pub steps: Vec<Box<str>>,
    /// Pairs of steps that may not be signed by one person.
    pub apart: Vec<(Box<str>, Box<str>)>,
}

impl Rules {
    /// Rules that ask for these steps. 初审 and 终审 are never the work of one person.
    pub fn new<'a>(steps: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            steps: steps.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }
}

impl Default for Rules {
    fn default() -> Self {
        let steps = ["初审", "复审", "终审", "一校", "二校", "三校"];
        Self {
            steps: steps.map(Into::into).into(),
            apart: vec![("初审".into(), "终审".into())],
        }
    }
}

/// What is true of one step, the best first: of several signs for it the best one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignState {
    /// Signed, for the words as they stand if the sign says for which.
    Signed,
    /// Signed on a day after the as-of date of the release.
    Future,
    /// Signed for other words.
    Outdated,
    /// Not signed.
    Missing,
}

/// What is true of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Every required step with its state, in the order of the rules.
    pub steps: Vec<(Box<str>, SignState)>,
    /// What stands in the way of a release; nothing when the review is complete.
    pub missing: Vec<Message>,
}

impl Review {
    /// Whether the document may be released.
    pub const fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }
}

/// Judges the signs of a document whose fingerprint is `present`, for a release as of a day.
pub fn judge(rules: &Rules, signs: &[Sign], present: &str, as_of: Date) -> Review {
    let mut best: BTreeMap<&str, (SignState, &Sign)> = BTreeMap::new();
    let mut missing: Vec<Message> = Vec::new();
    for sign in signs {
        if !rules.steps.contains(&sign.step.value) {
            missing.push(unknown(rules, sign));
        } else if sign.by.trim().is_empty() {
            missing.push(nameless(sign));
        } else {
            let state = state(sign, present, as_of);
            let place = best.entry(&sign.step.value).or_insert((state, sign));
            if (state, std::cmp::Reverse(sign.on)) < (place.0, std::cmp::Reverse(place.1.on)) {
                *place = (state, sign);
            }
        }
    }
    let of = |step: &str| {
        best.get(step)
            .map_or(SignState::Missing, |(state, _)| *state)
    };
    let steps: Vec<(Box<str>, SignState)> =
        rules.steps.iter().map(|s| (s.clone(), of(s))).collect();
    missing.extend(steps.iter().filter_map(|(step, state)| {
        let sign = best.get(&**step).map(|(_, sign)| *sign);
        wanting(step, *state, sign, present, as_of)
    }));
    missing.extend(rules.apart.iter().filter_map(|(one, other)| {
        let (_, first) = best.get(&**one)?;
        let (_, second) = best.get(&**other)?;
        same_person(first, second)
    }));
    Review { steps, missing }
}

fn state(sign: &Sign, present: &str, as_of: Date) -> SignState {
    if sign.holds(present, as_of) {
        SignState::Signed
    } else if sign.is_of(present) {
        SignState::Future
    } else {
        SignState::Outdated
    }
}

impl Sign {
    /// Whether it is for the words with this fingerprint. One that names none is for any.
    fn is_of(&self, present: &str) -> bool {
        self.of.as_ref().is_none_or(|of| **of == *present)
    }

    /// Whether it counts on a day, for the words with this fingerprint.
    pub fn holds(&self, present: &str, as_of: Date) -> bool {
        self.is_of(present) && self.on <= as_of
    }
}

fn wanting(
    step: &str,
    state: SignState,
    sign: Option<&Sign>,
    present: &str,
    as_of: Date,
) -> Option<Message> {
    let (by, on) = sign.map_or(("", Date::ZERO), |sign| (&*sign.by, sign.on));
    Some(match state {
        SignState::Signed => return None,
        SignState::Missing => Message::new(
            format!(
                "缺{step}：在 review 里加上 {{ step: {step}, by: 姓名, on: 日期, of: {present} }}"
            ),
            format!(
                "{step} is missing: add {{ step: {step}, by: name, on: date, of: {present} }} to `review`"
            ),
        ),
        SignState::Outdated => Message::new(
            format!("{step}（{by}，{on}）之后内容有改动：请重新{step}，并把 of 改为 {present}"),
            format!(
                "the text was changed after {step} ({by}, {on}): have it read again, and set `of` to {present}"
            ),
        ),
        SignState::Future => Message::new(
            format!("{step}（{by}）的日期 {on} 晚于本次发布的截止日期 {as_of}：改正日期"),
            format!(
                "{step} ({by}) is dated {on}, after the as-of date {as_of} of this release: correct the date"
            ),
        ),
    })
}

fn same_person(first: &Sign, second: &Sign) -> Option<Message> {
    (person(&first.by) == person(&second.by)).then(|| {
        let (one, other, by) = (&first.step.value, &second.step.value, &first.by);
        Message::new(
            format!("{one}和{other}都是{by}：这两步要由不同的人完成"),
            format!("{one} and {other} are both signed by {by}: they must be two people"),
        )
    })
}

/// A name without the white space that is put into short Chinese names.
fn person(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

fn unknown(rules: &Rules, sign: &Sign) -> Message {
    let known: BTreeSet<&str> = rules.steps.iter().map(|step| &**step).collect();
    let near = nearest(&sign.step.value, known.into_iter());
    let proposals = if near.is_empty() {
        rules.steps.join("、")
    } else {
        near.join("、")
    };
    Message::new(
        format!(
            "review 里的“{}”不是规定的步骤：应为 {proposals}",
            sign.step.value
        ),
        format!(
            "“{}” in `review` is no step that is asked for: {proposals}?",
            sign.step.value
        ),
    )
}

fn nameless(sign: &Sign) -> Message {
    Message::new(
        format!("{}没有写姓名（by）", sign.step.value),
        format!("{} has no name (`by`)", sign.step.value),
    )
}

/// The fingerprint of a document: of all its text but the signs, so that signing does not change what was
/// signed. It is the same wherever the signs stand, and whichever line ends git has made.
pub fn fingerprint(text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut place = LinePlace::Before;
    for line in text.split_inclusive('\n') {
        let line = line.trim_end_matches(['\n', '\r']);
        place = place.then(line);
        if !matches!(place, LinePlace::Signs) {
            hasher.update(line.as_bytes()).update(b"\n");
        }
    }
    let hash = hasher.finalize().to_hex();
    hash[..16].to_owned()
}

/// Where a line of a document stands, as far as signs are concerned.
#[derive(Clone, Copy)]
enum LinePlace {
    /// Before the front matter.
    Before,
    /// In the front matter.
    Head,
    /// In the list of signs.
    Signs,
    /// In the body.
    Body,
}

impl LinePlace {
    /// Where the next line stands. The list of signs goes on as long as lines are indented, are items of
    /// a list, or are empty.
    fn then(self, line: &str) -> Self {
        let is_rule = matches!(line.trim_end(), "---" | "...");
        let is_key = |name: &str| {
            line.strip_prefix(name)
                .is_some_and(|rest| rest.trim_start().starts_with(':'))
        };
        match self {
            Self::Before if is_rule => Self::Head,
            Self::Head | Self::Signs if is_rule => Self::Body,
            Self::Head | Self::Signs if is_key("review") || is_key("审校") => Self::Signs,
            Self::Signs if line.is_empty() || line.starts_with([' ', '-']) => Self::Signs,
            Self::Signs => Self::Head,
            place => place,
        }
    }
}

#[cfg(test)]
mod tests;
