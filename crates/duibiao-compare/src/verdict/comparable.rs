//! Whether two numbers may be set against each other at all: everything that they say besides their size is
//! the same. How large they are is not asked here.

use duibiao_syntax::document::IndicatorMeasure;
use duibiao_syntax::target::{Amount, Horizon, Operator, Target, TargetKind};

use super::{Judgement, JudgementContext, Reason, Verdict, measured};

/// What two numbers say besides their size, where it is not the same on both sides: what they leave out, the
/// time they are for, what they are changes of, and on which side of the number they hold.
pub(super) fn differs_in_measure(
    own: &Target,
    reference: &Target,
    setting: &JudgementContext<'_>,
) -> Option<Judgement> {
    let (mine, theirs) = (measured(&own.kind)?, measured(&reference.kind)?);
    let conditions = [condition(&own.kind), condition(&reference.kind)];
    if conditions[0] != conditions[1] {
        let leaves_out = conditions.iter().flatten().any(|words| is_exception(words));
        let verdict = if leaves_out {
            Verdict::ScopeDiffers
        } else {
            Verdict::NotComparable
        };
        return Some(Judgement::because(verdict, Reason::Proviso));
    }
    let bases = [mine.change, theirs.change].map(|change| change?.basis.as_deref());
    let may_sum_up = mine.change.is_some() || setting.measure == IndicatorMeasure::Total;
    let reason = if !is_same_time(own, reference, may_sum_up) {
        Reason::Horizon
    } else if are_other_states(bases[0], bases[1]) {
        Reason::Basis
    } else if are_opposite(mine.amount, theirs.amount) {
        Reason::Side
    } else {
        return None;
    };
    Some(Judgement::because(Verdict::NotComparable, reason))
}

fn condition(kind: &TargetKind) -> Option<&str> {
    match kind {
        TargetKind::Proviso(proviso) => Some(&proviso.condition),
        _ => None,
    }
}

fn is_exception(condition: &str) -> bool {
    ["除", "不", "剔除", "扣除", "含", "包"]
        .iter()
        .any(|word| condition.starts_with(word))
}

/// A total and a change of the whole period may be printed with 累计 or without it (`may_sum_up`), and what
/// holds throughout a period holds for its mean; everything else is for a year, a yearly average or a total,
/// and all is for the same year.
fn is_same_time(own: &Target, reference: &Target, may_sum_up: bool) -> bool {
    let over = |target: &Target| match target.horizon {
        Horizon::Average(_) => Over::Mean,
        Horizon::Cumulative(_) if !may_sum_up => Over::Total,
        Horizon::Cumulative(_) | Horizon::Year(_) | Horizon::Period(_) => Over::Nothing,
    };
    let is_throughout = |target: &Target| matches!(target.horizon, Horizon::Period(_));
    let is_alike = over(own) == over(reference) || is_throughout(own) || is_throughout(reference);
    is_alike && own.horizon.year() == reference.horizon.year()
}

/// What a number sums up.
#[derive(PartialEq, Eq)]
enum Over {
    Nothing,
    Mean,
    Total,
}

/// Whether two changes name states that differ: other years, or the year before against a year.
fn are_other_states(own: Option<&str>, reference: Option<&str>) -> bool {
    let (Some(own), Some(reference)) = (own, reference) else {
        return false;
    };
    let year = |basis: &str| {
        let digits: String = basis.chars().filter(char::is_ascii_digit).collect();
        (digits.len() == 4).then_some(digits)
    };
    let is_year_before = |basis: &str| {
        ["同比", "环比", "上年"]
            .iter()
            .any(|word| basis.contains(word))
    };
    match (year(own), year(reference)) {
        (Some(own), Some(reference)) => own != reference,
        _ => is_year_before(own) != is_year_before(reference),
    }
}

/// A lower bound and an upper one say nothing of each other.
const fn are_opposite(own: &Amount, reference: &Amount) -> bool {
    let (Amount::Bound(own, _), Amount::Bound(reference, _)) = (own, reference) else {
        return false;
    };
    is_lower_bound(*own) != is_lower_bound(*reference)
}

const fn is_lower_bound(operator: Operator) -> bool {
    matches!(operator, Operator::AtLeast | Operator::MoreThan)
}

/// Whether a text prints digits that are not those of a year: 至2030年，基本完成改造 has no number.
pub(super) fn has_number(text: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let mut rest = text;
    while let Some(start) = rest.find(is_digit) {
        let run = &rest[start..];
        let length = run.find(|c| !is_digit(c)).unwrap_or(run.len());
        let (digits, behind) = run.split_at(length);
        let is_dated = behind.starts_with(['年', '-', '—', '–', '~', '～', '至', '到']);
        let is_year = digits.chars().count() == 4 && digits.starts_with(['1', '2', '１', '２']);
        if !(is_year && is_dated) {
            return true;
        }
        rest = behind;
    }
    false
}
