//! The one spelling of a typed target.
//!
//! Reading it in the same context gives the same kind again. Dates and the words that weaken a promise
//! are not part of the kind and are left out.

use super::{
    Amount, AmountChange, CompoundPart, Delegated, Direction, Horizon, Operator, Relation,
    Relative, TargetKind,
};
use super::{Target, Trend};
use crate::quantity::Unit;

/// See [`Target::canonical`].
pub(super) fn target(target: &Target) -> String {
    kind(&target.kind, target)
}

fn kind(kind: &TargetKind, target: &Target) -> String {
    let unit = unit(target.unit.as_ref());
    match kind {
        TargetKind::Amount(of) => format!("{}{}{unit}", mean(target.horizon), amount(of)),
        TargetKind::Cumulative(of) => format!("〔{}〕{unit}", amount(of)),
        TargetKind::Change(of) => change(of, target),
        TargetKind::Trend(of) => trend(*of).to_owned(),
        TargetKind::Delegated(of) => delegated(of),
        TargetKind::Relative(of) => relative(of),
        TargetKind::Compound(parts) => join(parts),
        TargetKind::Proviso(of) => format!("{}（{}）", self::kind(&of.kind, target), of.condition),
        TargetKind::Dash => "—".to_owned(),
        TargetKind::UnitOnly | TargetKind::Blank | TargetKind::Text => target.printed.to_string(),
    }
}

/// A unit that begins with a digit or a sign (1/10万) is kept apart from the number.
fn unit(unit: Option<&Unit>) -> String {
    let Some(unit) = unit.filter(|unit| unit.is_countable()) else {
        return String::new();
    };
    let printed = unit.as_printed();
    let stands_close = printed.starts_with(|c: char| c.is_alphabetic() || "%％‰℃".contains(c));
    if stands_close {
        printed.to_owned()
    } else {
        format!(" {printed}")
    }
}

const fn mean(horizon: Horizon) -> &'static str {
    match horizon {
        Horizon::Average(_) => "年均",
        Horizon::Year(_) | Horizon::Cumulative(_) | Horizon::Period(_) => "",
    }
}

fn amount(amount: &Amount) -> String {
    match amount {
        Amount::Bound(operator, value) => format!("{}{value}", operator.sign()),
        Amount::Exact(value) => value.to_string(),
        Amount::About(value) => format!("约{value}"),
        Amount::Range(low, high) => format!("{low}—{high}"),
    }
}

fn change(change: &AmountChange, target: &Target) -> String {
    let over = match target.horizon {
        Horizon::Cumulative(_) => "累计",
        other => mean(other),
    };
    let basis = change.basis.as_deref().unwrap_or_default();
    let word = match (change.direction, target.unit.as_ref().map(Unit::normalised)) {
        (Direction::Fall, _) => "下降",
        (Direction::Rise, Some("%")) => "增长",
        (Direction::Rise, Some("百分点")) => "提高",
        (Direction::Rise, _) => "增加",
    };
    format!(
        "{basis}{over}{word}{}",
        changed_amount(&change.amount, &unit(target.unit.as_ref()))
    )
}

fn changed_amount(changed: &Amount, unit: &str) -> String {
    match changed {
        Amount::Bound(Operator::AtLeast, value) => format!("{value}{unit}以上"),
        Amount::Bound(Operator::MoreThan, value) => format!("超过{value}{unit}"),
        Amount::Bound(Operator::AtMost, value) => format!("{value}{unit}以内"),
        Amount::Bound(Operator::LessThan, value) => format!("低于{value}{unit}"),
        Amount::Exact(_) | Amount::About(_) | Amount::Range(..) => {
            format!("{}{unit}", amount(changed))
        }
    }
}

const fn trend(trend: Trend) -> &'static str {
    match trend {
        Trend::Rising => "稳步提升",
        Trend::Falling => "持续下降",
        Trend::Stable => "保持稳定",
        Trend::Advancing => "稳步推进",
        Trend::Adjusting => "动态调整",
    }
}

fn delegated(delegated: &Delegated) -> String {
    let Delegated { by, parts } = delegated;
    let target = format!("完成{by}下达目标");
    if parts.is_empty() {
        target
    } else {
        format!("{target}（其中{}）", join(parts))
    }
}

fn relative(relative: &Relative) -> String {
    let yardstick = &relative.yardstick;
    match relative.relation {
        Relation::AtLeast => format!("不低于{yardstick}"),
        Relation::Above => format!("高于{yardstick}"),
        Relation::AtMost => format!("不高于{yardstick}"),
        Relation::Below => format!("低于{yardstick}"),
        Relation::InStep => format!("与{yardstick}同步"),
    }
}

fn join(parts: &[CompoundPart]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|CompoundPart { label, printed, .. }| format!("{label}：{printed}"))
        .collect();
    parts.join("；")
}
