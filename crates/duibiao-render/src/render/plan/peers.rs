//! How the targets of a plan stand among those of its peers and of other plans of its place: one
//! sentence a row, with the places that come out alike named together.

use std::fmt::Write as _;

use crate::render::cells;
use crate::render::page::PageContext;
use crate::render::sentence;
use crate::render::view::{Link, PeerNote};
use crate::route::{PageKey, View};
use duibiao_compare::catalog::{PlanId, RowRef};
use duibiao_compare::compare::Pair;
use duibiao_compare::verdict::{Judgement, Standing, Verdict};
use duibiao_syntax::diagnostic::Language;
use duibiao_syntax::document::{Grade, PlanStatus, Verification};
use duibiao_syntax::region::{Level, Region};

/// A note for each row that has something beside it.
pub(super) fn peer_notes(page: &PageContext<'_>, id: PlanId) -> Vec<PeerNote> {
    let rows = page.context.catalog.plan(id).document.body.rows();
    (0..)
        .zip(rows)
        .filter_map(|(row, _)| note(page, RowRef { plan: id, row }))
        .collect()
}

fn note(page: &PageContext<'_>, row: RowRef) -> Option<PeerNote> {
    let pairs: Vec<&Pair> = cells::shown_pairs(page, row, View::Loose)
        .filter(|pair| pair.standing != Standing::Above)
        .collect();
    let indicator = pairs.first()?.indicator;
    let printed = page.context.catalog.row(row);
    let sentences: Vec<String> = (0..printed.targets.len())
        .filter_map(|target| {
            let of_target: Vec<&Pair> = pairs
                .iter()
                .copied()
                .filter(|pair| usize::from(pair.target) == target)
                .collect();
            (!of_target.is_empty()).then(|| of_one_target(page, row, target, &of_target))
        })
        .collect();
    let between = if page.language() == Language::Chinese {
        ""
    } else {
        " "
    };
    Some(PeerNote {
        // The row is known on this page by its printed name.
        indicator: Link::new(
            page.href(&PageKey::Indicator(indicator)),
            &*printed.name.value,
        ),
        sentence: sentences.join(between),
    })
}

/// “2027年 ≥95%，比阜新市、威海市（≥90%）高 5 个百分点；与云南省（征求意见稿，95%）口径不同。”
fn of_one_target(page: &PageContext<'_>, row: RowRef, target: usize, pairs: &[&Pair]) -> String {
    let targets = &page.context.catalog.row(row).targets;
    let mut sentence = String::new();
    if let Some(year) = cells::year_label(page, targets, target) {
        let _ = write!(sentence, "{year} ");
    }
    if let Some(own) = targets.get(target) {
        sentence.push_str(&sentence::quoted(&own.target));
    }
    let mut outcomes = outcomes(page, row.plan, pairs);
    outcomes.sort_by_key(PeerOutcome::order);
    let said: Vec<String> = outcomes
        .iter()
        .map(|outcome| outcome.sentence(page.language()))
        .collect();
    let (comma, semicolon, stop) = match page.language() {
        Language::Chinese => ("，", "；", "。"),
        Language::English => (", ", "; ", "."),
    };
    format!("{sentence}{comma}{}{stop}", said.join(semicolon))
}

/// Places that come out alike beside the own target.
struct PeerOutcome {
    verdict: Verdict,
    difference: Option<String>,
    reason: Option<String>,
    is_draft: bool,
    is_same_place: bool,
    /// Values with the places that print them.
    values: Vec<(String, Vec<String>)>,
}

fn outcomes(page: &PageContext<'_>, plan: PlanId, pairs: &[&Pair]) -> Vec<PeerOutcome> {
    let mut outcomes: Vec<PeerOutcome> = Vec::new();
    for pair in pairs {
        let new = outcome(page, plan, pair);
        match outcomes.iter_mut().find(|known| known.is_like(&new)) {
            Some(known) => known.take(new),
            None => outcomes.push(new),
        }
    }
    outcomes
}

fn outcome(page: &PageContext<'_>, plan: PlanId, pair: &Pair) -> PeerOutcome {
    let catalog = page.context.catalog;
    let other = catalog.plan(pair.against.plan);
    let row = catalog.row(pair.against);
    let is_same_place = pair.standing == Standing::SamePlace;
    let is_draft = other.status() == PlanStatus::Consultation;
    let printed = row.targets.get(usize::from(pair.against_target));
    let mut facts: Vec<String> = Vec::new();
    if is_draft {
        facts.push(page.word("mark.draft"));
    }
    facts.extend(printed.map(|printed| sentence::quoted(&printed.target).into_owned()));
    if other.verification(row) != Verification::Transcribed {
        facts.push(page.word("mark.unverified"));
    }
    let place = match (is_same_place, page.language()) {
        (false, _) => place_name(other.region()),
        (true, Language::Chinese) => format!("同地区另一规划《{}》", other.document.title.value),
        (true, Language::English) => format!(
            "another plan of the same place, 《{}》",
            other.document.title.value
        ),
    };
    let judgement = pair.judgement(catalog, plan);
    PeerOutcome {
        verdict: judgement.verdict,
        difference: sentence::difference(&judgement, page.language()),
        reason: reason(page, plan, pair, &judgement),
        is_draft,
        is_same_place,
        values: vec![(facts.join(&page.word("site.comma")), vec![place])],
    }
}

/// Why two rows cannot be compared, without the crosswalk's own words: those are too long for a list,
/// and the page of the indicator has them.
fn reason(
    page: &PageContext<'_>,
    plan: PlanId,
    pair: &Pair,
    judgement: &Judgement,
) -> Option<String> {
    let without_grade = Pair {
        grade: Grade::Same,
        ..*pair
    };
    let is_wanted = judgement.verdict == Verdict::NotComparable;
    is_wanted
        .then(|| {
            let judgement = without_grade.judgement(page.context.catalog, plan);
            sentence::reason(page.context, plan, &without_grade, &judgement)
        })
        .flatten()
}

/// A county with its city, since there are many 西区; other places by their own name.
fn place_name(region: &Region) -> String {
    match region.parent() {
        Some(parent) if parent.level() == Level::City => {
            format!("{}{}", parent.name(), region.name())
        }
        _ => region.name().to_owned(),
    }
}

impl PeerOutcome {
    fn is_like(&self, other: &Self) -> bool {
        let key = |outcome: &Self| {
            (
                outcome.verdict,
                outcome.difference.clone(),
                outcome.reason.clone(),
                outcome.is_draft,
                outcome.is_same_place,
            )
        };
        key(self) == key(other)
    }

    fn take(&mut self, other: Self) {
        for (value, places) in other.values {
            match self.values.iter_mut().find(|(known, _)| *known == value) {
                Some((_, known)) => {
                    for place in places {
                        if !known.contains(&place) {
                            known.push(place);
                        }
                    }
                }
                None => self.values.push((value, places)),
            }
        }
    }

    /// Peers before other plans of the place, drafts last, otherwise in the order of the verdicts.
    const fn order(&self) -> (bool, bool, Verdict) {
        (self.is_draft, self.is_same_place, self.verdict)
    }

    fn sentence(&self, language: Language) -> String {
        let difference = self.difference.as_deref().unwrap_or_default();
        let reason = self.reason.as_deref();
        match language {
            Language::Chinese => chinese(
                self.verdict,
                &self.list("、", "（", "）"),
                difference,
                reason,
            ),
            Language::English => english(
                self.verdict,
                &self.list(", ", " (", ")"),
                difference,
                reason,
            ),
        }
    }

    /// 阜新市、威海市（≥90%）、云南省（95%）
    fn list(&self, comma: &str, open: &str, close: &str) -> String {
        let of_value = |(value, places): &(String, Vec<String>)| {
            format!("{}{open}{value}{close}", places.join(comma))
        };
        self.values
            .iter()
            .map(of_value)
            .collect::<Vec<_>>()
            .join(comma)
    }
}

fn chinese(verdict: Verdict, places: &str, difference: &str, reason: Option<&str>) -> String {
    match verdict {
        Verdict::Higher => format!("比{places}高 {difference}"),
        Verdict::Lower => format!("比{places}低 {difference}"),
        Verdict::Equal => format!("与{places}持平"),
        Verdict::OperatorOnly => format!("与{places}仅符号不同"),
        Verdict::Part => format!("相当于{places}的一部分，{difference}"),
        Verdict::FollowsUpper => format!("随上级，没有自己的数值，不与{places}比较"),
        Verdict::UpperUnquantified => format!("{places}没有定量"),
        Verdict::ScopeDiffers => format!("与{places}口径不同"),
        Verdict::SameInKind => format!("与{places}定性一致"),
        Verdict::DiffersInKind => format!("与{places}定性不同"),
        Verdict::NotComparable | Verdict::New | Verdict::NotSet | Verdict::UpperMissing => {
            match reason {
                Some(reason) => format!("与{places}不可比，{reason}"),
                None => format!("与{places}不可比"),
            }
        }
    }
}

fn english(verdict: Verdict, places: &str, difference: &str, reason: Option<&str>) -> String {
    match verdict {
        Verdict::Higher => format!("{difference} higher than {places}"),
        Verdict::Lower => format!("{difference} lower than {places}"),
        Verdict::Equal => format!("equal to {places}"),
        Verdict::OperatorOnly => format!("the same number as {places} with another sign"),
        Verdict::Part => format!("a part of {places}, {difference}"),
        Verdict::FollowsUpper => format!("no number of its own to set beside {places}"),
        Verdict::UpperUnquantified => format!("no number in {places}"),
        Verdict::ScopeDiffers => format!("not covering the same as {places}"),
        Verdict::SameInKind => format!("the same in kind as {places}"),
        Verdict::DiffersInKind => format!("different in kind from {places}"),
        Verdict::NotComparable | Verdict::New | Verdict::NotSet | Verdict::UpperMissing => {
            match reason {
                Some(reason) => format!("not comparable with {places}: {reason}"),
                None => format!("not comparable with {places}"),
            }
        }
    }
}
