//! Tables of printed targets and how they are read, and properties that hold for every text.

mod forms;
mod levels;
mod others;
mod properties;

use super::*;

pub(super) const PERIOD: Period = Period {
    start: 2026,
    end: 2030,
};

/// Reads every line of a table (printed, unit of the row, expected reading) in a plan for 2026–2030.
pub(super) fn check(table: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .filter_map(|(printed, row, expected)| {
            let read = reading(printed, row);
            (read != *expected).then(|| format!("{printed:?} [{row}]: {read:?}, not {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

pub(super) fn reading(printed: &str, row: &str) -> String {
    let unit = Unit::new(row);
    let context = Context {
        unit: unit.as_ref(),
        period: PERIOD,
        horizon: None,
    };
    let (target, trouble) = Target::parse(printed, &context);
    assert_eq!(&*target.printed, printed.trim());
    describe(&target, trouble.as_ref())
}

/// `bound ≥90 % @average hedge 力争 note ① !unit`; the year 2030 and an absent unit are left out.
pub(super) fn describe(target: &Target, trouble: Option<&Trouble>) -> String {
    let horizon = match target.horizon {
        Horizon::Year(2030) => String::new(),
        Horizon::Year(year) => format!(" @{year}"),
        Horizon::Average(PERIOD) | Horizon::Cumulative(PERIOD) => {
            format!(" @{}", target.horizon.id())
        }
        Horizon::Average(period) | Horizon::Cumulative(period) | Horizon::Period(period) => {
            format!(" @{} {period}", target.horizon.id())
        }
    };
    let hedge = target
        .hedge()
        .map(|words| format!(" hedge {words}"))
        .unwrap_or_default();
    let note = match target.footnotes() {
        "" => String::new(),
        marks => format!(" note {marks}"),
    };
    let trouble = match trouble {
        None => "",
        Some(Trouble::UnitContradiction { .. }) => " !unit",
        Some(Trouble::UnitOnly) => " !only",
    };
    format!(
        "{}{horizon}{hedge}{note}{trouble}",
        describe_kind(&target.kind, target.unit.as_ref())
    )
}

fn describe_kind(kind: &TargetKind, unit: Option<&Unit>) -> String {
    let unit = unit
        .map(|unit| format!(" {}", unit.as_printed()))
        .unwrap_or_default();
    match kind {
        TargetKind::Amount(amount) => format!("{} {}{unit}", kind.id(), describe_amount(amount)),
        TargetKind::Cumulative(amount) => format!("cumulative {}{unit}", describe_amount(amount)),
        TargetKind::Change(change) => {
            let basis = change
                .basis
                .as_ref()
                .map(|basis| format!(" {basis}"))
                .unwrap_or_default();
            let direction = if change.direction == Direction::Rise {
                "rise"
            } else {
                "fall"
            };
            format!(
                "{direction} {}{unit}{basis}",
                describe_amount(&change.amount)
            )
        }
        TargetKind::Trend(trend) => format!("{trend:?}").to_lowercase(),
        TargetKind::Delegated(delegated) => {
            format!(
                "delegated {}{}",
                delegated.by,
                describe_parts(&delegated.parts)
            )
        }
        TargetKind::Relative(relative) => format!("{:?} {}", relative.relation, relative.yardstick),
        TargetKind::Compound(parts) => format!("compound{}", describe_parts(parts)),
        TargetKind::Proviso(proviso) => {
            let kind = describe_kind(&proviso.kind, None);
            format!("proviso {kind}{unit} ({})", proviso.condition)
        }
        TargetKind::UnitOnly => format!("unit-only{unit}"),
        TargetKind::Dash | TargetKind::Blank | TargetKind::Text => kind.id().to_owned(),
    }
}

fn describe_amount(amount: &Amount) -> String {
    match amount {
        Amount::Bound(operator, value) => format!("{}{value}", operator.sign()),
        Amount::Exact(value) | Amount::About(value) => value.to_string(),
        Amount::Range(low, high) => format!("{low}..{high}"),
    }
}

fn describe_parts(parts: &[CompoundPart]) -> String {
    let described =
        |CompoundPart {
             label, kind, unit, ..
         }: &CompoundPart| { format!(" {label}: {};", describe_kind(kind, unit.as_ref())) };
    parts.iter().map(described).collect::<Vec<_>>().concat()
}
