//! What setting one target beside another says.
//!
//! [`judge`] is a pure function of two targets, the indicator and how near the two rows are. It never
//! guesses: whatever cannot be compared by number gets a verdict that says so, and a reason. Which
//! targets are set side by side is not its business; that is [`crate::compare`].

mod comparable;

use rust_decimal::Decimal;

use duibiao_syntax::document::{Better, Grade, IndicatorMeasure};
use duibiao_syntax::quantity::Unit;
use duibiao_syntax::target::{Amount, AmountChange, Direction, Operator, Target, TargetKind};

/// The outcome of a comparison; a closed set, documented on the method page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// 高于, in value.
    Higher,
    /// 持平.
    Equal,
    /// 低于, in value.
    Lower,
    /// 仅符号不同: the same number with another sign.
    OperatorOnly,
    /// 分担: a part of the upper total, never a verdict of merit.
    Part,
    /// 随上级: no number of its own.
    FollowsUpper,
    /// 上级未定量: the reference has no number.
    UpperUnquantified,
    /// 口径不同: the rows do not cover the same.
    ScopeDiffers,
    /// 不可比: kinds or units differ.
    NotComparable,
    /// 定性一致.
    SameInKind,
    /// 定性不同.
    DiffersInKind,
    /// 新增: only the own plan has it.
    New,
    /// 未设: only the reference has it.
    NotSet,
    /// 上级未收录: the site holds no such plan.
    UpperMissing,
}

impl Verdict {
    /// Every verdict with its word in data.
    pub const ALL: [(Self, &'static str); 14] = [
        (Self::Higher, "higher"),
        (Self::Equal, "equal"),
        (Self::Lower, "lower"),
        (Self::OperatorOnly, "operator-only"),
        (Self::Part, "part"),
        (Self::FollowsUpper, "follows-upper"),
        (Self::UpperUnquantified, "upper-unquantified"),
        (Self::ScopeDiffers, "scope-differs"),
        (Self::NotComparable, "not-comparable"),
        (Self::SameInKind, "same-in-kind"),
        (Self::DiffersInKind, "differs-in-kind"),
        (Self::New, "new"),
        (Self::NotSet, "not-set"),
        (Self::UpperMissing, "upper-missing"),
    ];

    /// The word in data.
    pub fn id(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(verdict, _)| *verdict == self)
            .map_or("", |(_, id)| id)
    }

    /// Whether numbers were compared.
    pub const fn is_by_number(self) -> bool {
        matches!(
            self,
            Self::Higher | Self::Equal | Self::Lower | Self::OperatorOnly | Self::Part
        )
    }
}

/// Merit, where the indicator declares which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strictness {
    /// 更严.
    Stricter,
    /// 更宽.
    Looser,
}

impl Strictness {
    /// The word in data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Stricter => "stricter",
            Self::Looser => "looser",
        }
    }
}

/// Why a comparison came out without numbers; a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The printed row covers more than the indicator.
    Broader,
    /// It covers less.
    Narrower,
    /// It is another measure of a neighbouring thing.
    Related,
    /// The units count different things.
    Units,
    /// One is a level, the other a change or a total.
    Kinds,
    /// The levels belong to their territories.
    Territory,
    /// Both are totals of different places.
    Totals,
    /// The ranges overlap.
    Overlap,
    /// One rises, the other falls.
    Direction,
    /// The own row is a text or a trend, the reference a number.
    OwnUnquantified,
    /// The own cell holds a unit and no number.
    UnitOnly,
    /// A cell holds several values.
    Several,
    /// A dash or nothing is printed.
    NothingPrinted,
    /// 时限不同: a year, a yearly average and a total over the period do not measure the same.
    Horizon,
    /// 基期不同: the changes are against different states.
    Basis,
    /// One is a lower bound, the other an upper one.
    Side,
    /// What one leaves out or restricts itself to, the other does not.
    Proviso,
    /// 有数未读: a cell prints a number that could not be read.
    Unread,
}

impl Reason {
    /// Every reason with its word in data.
    pub const ALL: [(Self, &'static str); 18] = [
        (Self::Broader, "broader"),
        (Self::Narrower, "narrower"),
        (Self::Related, "related"),
        (Self::Units, "units"),
        (Self::Kinds, "kinds"),
        (Self::Territory, "territory"),
        (Self::Totals, "totals"),
        (Self::Overlap, "overlap"),
        (Self::Direction, "direction"),
        (Self::OwnUnquantified, "own-unquantified"),
        (Self::UnitOnly, "unit-only"),
        (Self::Several, "several"),
        (Self::NothingPrinted, "nothing-printed"),
        (Self::Horizon, "horizon"),
        (Self::Basis, "basis"),
        (Self::Side, "side"),
        (Self::Proviso, "proviso"),
        (Self::Unread, "unread"),
    ];

    /// The word in data.
    pub fn id(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(reason, _)| *reason == self)
            .map_or("", |(_, id)| id)
    }
}

/// How the two places stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The reference is of a place above.
    Above,
    /// The reference is another plan of the same place.
    SamePlace,
    /// The reference is of a place elsewhere.
    Peer,
}

/// The outcome with what the reader needs to check it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The outcome.
    pub verdict: Verdict,
    /// Merit, where there is any.
    pub strictness: Option<Strictness>,
    /// How far apart, always positive, in [`Judgement::unit`].
    pub difference: Option<Decimal>,
    /// For a part: its share of the upper total in percent, from lowest to highest, to one digit.
    pub share: Option<(Decimal, Decimal)>,
    /// The unit of the difference: 百分点 between percentages.
    pub unit: Option<Box<str>>,
    /// Why there is no verdict by number.
    pub reason: Option<Reason>,
    /// The factor by which one of the numbers was multiplied to get into the unit of the other.
    pub converted: Option<Decimal>,
}

impl Judgement {
    /// A verdict that needs no numbers.
    pub const fn plain(verdict: Verdict) -> Self {
        Self {
            verdict,
            strictness: None,
            difference: None,
            share: None,
            unit: None,
            reason: None,
            converted: None,
        }
    }

    /// A verdict with a reason.
    pub fn because(verdict: Verdict, reason: Reason) -> Self {
        Self {
            reason: Some(reason),
            ..Self::plain(verdict)
        }
    }
}

/// What is known of the two rows besides their targets.
#[derive(Clone, Copy, Debug)]
pub struct JudgementContext<'a> {
    /// How near the rows are, the farther of the two.
    pub grade: Grade,
    /// How the places stand to each other.
    pub standing: Standing,
    /// Which way is better.
    pub better: Better,
    /// What kind of quantity it is.
    pub measure: IndicatorMeasure,
    /// The catalogue's unit, for a number printed without one.
    pub unit: Option<&'a Unit>,
}

/// Sets `own` beside `reference`.
pub fn judge(own: &Target, reference: &Target, setting: &JudgementContext<'_>) -> Judgement {
    if let Some(judgement) = same_words(own, reference, setting) {
        return judgement;
    }
    if matches!(own.kind, TargetKind::Delegated(_) | TargetKind::Relative(_)) {
        return Judgement::plain(Verdict::FollowsUpper);
    }
    if let Some(reason) = scope(setting.grade) {
        return Judgement::because(Verdict::ScopeDiffers, reason);
    }
    if let Some(reason) = unreadable(own).or_else(|| unreadable(reference)) {
        return Judgement::because(Verdict::NotComparable, reason);
    }
    match (own.kind.is_quantified(), reference.kind.is_quantified()) {
        (true, true) => by_number(own, reference, setting),
        (true, false) => Judgement::plain(Verdict::UpperUnquantified),
        (false, true) => Judgement::because(Verdict::NotComparable, Reason::OwnUnquantified),
        (false, false) => in_kind(own, reference),
    }
}

/// Two targets without a number that say the same are the same, whatever they are bound to.
fn same_words(
    own: &Target,
    reference: &Target,
    setting: &JudgementContext<'_>,
) -> Option<Judgement> {
    let same = match (&own.kind, &reference.kind) {
        (TargetKind::Relative(a), TargetKind::Relative(b)) => {
            a == b && !is_of_a_place(&a.yardstick)
        }
        (TargetKind::Trend(a), TargetKind::Trend(b)) => a == b,
        _ => false,
    };
    (same && scope(setting.grade).is_none()).then(|| Judgement::plain(Verdict::SameInKind))
}

/// Whether a yardstick is the result of a place (全市平均水平), which is another one at every level.
fn is_of_a_place(yardstick: &str) -> bool {
    [
        "全国", "全省", "全区", "全市", "全县", "本市", "本省", "国家", "上级",
    ]
    .iter()
    .any(|place| yardstick.contains(place))
}

fn scope(grade: Grade) -> Option<Reason> {
    match grade {
        Grade::Same | Grade::Wording => None,
        Grade::Broader => Some(Reason::Broader),
        Grade::Narrower => Some(Reason::Narrower),
        Grade::Related => Some(Reason::Related),
    }
}

fn unreadable(target: &Target) -> Option<Reason> {
    match target.kind {
        TargetKind::UnitOnly => Some(Reason::UnitOnly),
        TargetKind::Compound(_) => Some(Reason::Several),
        TargetKind::Dash | TargetKind::Blank => Some(Reason::NothingPrinted),
        TargetKind::Text if comparable::has_number(&target.printed) => Some(Reason::Unread),
        _ => None,
    }
}

fn in_kind(own: &Target, reference: &Target) -> Judgement {
    if matches!(
        reference.kind,
        TargetKind::Delegated(_) | TargetKind::Relative(_)
    ) {
        return Judgement::plain(Verdict::UpperUnquantified);
    }
    let same = match (&own.kind, &reference.kind) {
        (TargetKind::Text, TargetKind::Text) => own.printed == reference.printed,
        (own, reference) => own == reference,
    };
    Judgement::plain(if same {
        Verdict::SameInKind
    } else {
        Verdict::DiffersInKind
    })
}

/// A number with its interval and how it is meant.
struct Measured<'a> {
    amount: &'a Amount,
    change: Option<&'a AmountChange>,
}

fn measured(kind: &TargetKind) -> Option<Measured<'_>> {
    match kind {
        TargetKind::Amount(amount) | TargetKind::Cumulative(amount) => Some(Measured {
            amount,
            change: None,
        }),
        TargetKind::Change(change) => Some(Measured {
            amount: &change.amount,
            change: Some(change),
        }),
        TargetKind::Proviso(proviso) => measured(&proviso.kind),
        _ => None,
    }
}

fn by_number(own: &Target, reference: &Target, setting: &JudgementContext<'_>) -> Judgement {
    let (Some(mine), Some(theirs)) = (measured(&own.kind), measured(&reference.kind)) else {
        return Judgement::because(Verdict::NotComparable, Reason::Kinds);
    };
    match (mine.change, theirs.change) {
        (Some(a), Some(b)) if a.direction != b.direction => {
            return Judgement::because(Verdict::NotComparable, Reason::Direction);
        }
        (Some(_), None) | (None, Some(_)) => {
            return Judgement::because(Verdict::NotComparable, Reason::Kinds);
        }
        _ => {}
    }
    if let Some(judgement) = comparable::differs_in_measure(own, reference, setting) {
        return judgement;
    }
    let mut own_unit = own.unit.as_ref().or(setting.unit);
    let mut their_unit = reference.unit.as_ref().or(setting.unit);
    // Nothing is nothing in every unit.
    if own_unit.is_none() && is_zero(mine.amount) {
        own_unit = their_unit;
    } else if their_unit.is_none() && is_zero(theirs.amount) {
        their_unit = own_unit;
    }
    let Some(common) = common_unit(own_unit, their_unit, setting.measure) else {
        return Judgement::because(Verdict::NotComparable, Reason::Units);
    };
    let numbers = Intervals {
        own: scaled(bounds(mine.amount), common.own),
        reference: scaled(bounds(theirs.amount), common.reference),
        same_form: form(mine.amount) == form(theirs.amount),
        is_range: [mine.amount, theirs.amount]
            .iter()
            .any(|amount| matches!(amount, Amount::Range(..))),
    };
    let judgement = match (setting.measure, setting.standing) {
        (IndicatorMeasure::Total, Standing::Above) if mine.change.is_none() => numbers.part(),
        (IndicatorMeasure::Total, Standing::Peer) => {
            Judgement::because(Verdict::NotComparable, Reason::Totals)
        }
        (IndicatorMeasure::Level, Standing::Above | Standing::Peer) if mine.change.is_none() => {
            Judgement::because(Verdict::NotComparable, Reason::Territory)
        }
        _ => {
            let better = mine.change.map_or(setting.better, |change| {
                merit_of_change(change, setting.better)
            });
            numbers.compare(
                better,
                mine.amount,
                theirs.amount,
                difference_unit(common.unit),
            )
        }
    };
    Judgement {
        converted: [common.own, common.reference]
            .into_iter()
            .find(|factor| *factor != Decimal::ONE),
        ..judgement
    }
}

/// The unit in which two numbers are compared, and the factors that bring them there.
struct Common<'a> {
    unit: Option<&'a Unit>,
    own: Decimal,
    reference: Decimal,
}

/// The reference's unit; the own one where only that way has a finite factor: 10 亩 in 公顷 has none.
fn common_unit<'a>(
    own: Option<&'a Unit>,
    reference: Option<&'a Unit>,
    measure: IndicatorMeasure,
) -> Option<Common<'a>> {
    if let Some(factor) = factor(own, reference, measure) {
        return Some(Common {
            unit: reference,
            own: factor,
            reference: Decimal::ONE,
        });
    }
    factor(reference, own, measure).map(|factor| Common {
        unit: own,
        own: Decimal::ONE,
        reference: factor,
    })
}

/// Which size of a change is merit. A fall is written as a positive number, so the larger fall is the
/// stricter one, whether the indicator is the falling level itself or the size of its fall.
const fn merit_of_change(change: &AmountChange, better: Better) -> Better {
    match (change.direction, better) {
        (Direction::Fall, Better::Lower) => Better::Higher,
        (_, better) => better,
    }
}

/// The factor from one unit to another. 个 stands for any measure word of things that are counted.
fn factor(
    own: Option<&Unit>,
    reference: Option<&Unit>,
    measure: IndicatorMeasure,
) -> Option<Decimal> {
    match (own, reference) {
        (None, None) => Some(Decimal::ONE),
        (Some(own), None) => multiplier_alone(own),
        (None, Some(reference)) => Decimal::ONE
            .checked_div(multiplier_alone(reference)?)
            .filter(|factor| !factor.is_zero()),
        (Some(own), Some(reference)) => own.factor_to(reference).or_else(|| {
            let general =
                measure == IndicatorMeasure::Total && (is_general(own) || is_general(reference));
            (general && is_measure_word(own) && is_measure_word(reference)).then_some(Decimal::ONE)
        }),
    }
}

/// The number that a unit of only a multiplier (万) stands for.
fn multiplier_alone(unit: &Unit) -> Option<Decimal> {
    let (multiplier, counted) = unit.scale();
    counted.is_empty().then_some(multiplier)
}

fn is_zero(amount: &Amount) -> bool {
    bounds(amount) == (Decimal::ZERO, Decimal::ZERO)
}

fn is_general(unit: &Unit) -> bool {
    unit.normalised() == "个"
}

fn is_measure_word(unit: &Unit) -> bool {
    const WORDS: [&str; 12] = [
        "个", "家", "处", "座", "栋", "项", "件", "所", "台", "块", "条", "名",
    ];
    WORDS.contains(&unit.normalised())
}

/// Between percentages the difference is in percentage points.
fn difference_unit(unit: Option<&Unit>) -> Option<Box<str>> {
    let unit = unit?;
    Some(if unit.is_percent() {
        "百分点".into()
    } else {
        unit.as_printed().into()
    })
}

const fn bounds(amount: &Amount) -> (Decimal, Decimal) {
    match amount {
        Amount::Bound(_, value) | Amount::Exact(value) | Amount::About(value) => (*value, *value),
        Amount::Range(low, high) => (*low, *high),
    }
}

fn scaled((low, high): (Decimal, Decimal), factor: Decimal) -> (Decimal, Decimal) {
    if factor == Decimal::ONE {
        return (low, high);
    }
    (low.saturating_mul(factor), high.saturating_mul(factor))
}

/// How a number is meant, without the number.
#[derive(PartialEq, Eq)]
enum TargetForm {
    Bound(Operator),
    /// The number itself; 约 and 左右 are no signs.
    Exact,
    Range,
}

const fn form(amount: &Amount) -> TargetForm {
    match amount {
        Amount::Bound(operator, _) => TargetForm::Bound(*operator),
        Amount::Exact(_) | Amount::About(_) => TargetForm::Exact,
        Amount::Range(..) => TargetForm::Range,
    }
}

/// Two intervals in one unit.
struct Intervals {
    own: (Decimal, Decimal),
    reference: (Decimal, Decimal),
    /// Whether both numbers carry the same sign.
    same_form: bool,
    /// Whether one of them is a range.
    is_range: bool,
}

impl Intervals {
    /// The own total as a share of the upper one.
    fn part(&self) -> Judgement {
        let percent = |own: Decimal, whole: Decimal| {
            let share = own.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
            Some(
                share
                    .round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
                    .normalize(),
            )
        };
        let low = percent(self.own.0, self.reference.1);
        let high = percent(self.own.1, self.reference.0);
        Judgement {
            share: low.zip(high),
            ..Judgement::plain(Verdict::Part)
        }
    }

    fn compare(
        &self,
        better: Better,
        own: &Amount,
        reference: &Amount,
        unit: Option<Box<str>>,
    ) -> Judgement {
        if self.own == self.reference {
            return if self.same_form {
                Judgement::plain(Verdict::Equal)
            } else {
                Judgement {
                    strictness: by_operator(better, own, reference),
                    ..Judgement::plain(Verdict::OperatorOnly)
                }
            };
        }
        let touches = self.own.0 <= self.reference.1 && self.own.1 >= self.reference.0;
        if self.is_range && touches {
            return Judgement::because(Verdict::NotComparable, Reason::Overlap);
        }
        let (verdict, difference) = if self.own.0 > self.reference.1 {
            (Verdict::Higher, self.own.0 - self.reference.1)
        } else {
            (Verdict::Lower, self.reference.0 - self.own.1)
        };
        Judgement {
            strictness: merit(better, verdict == Verdict::Higher),
            difference: Some(difference.normalize()),
            unit,
            ..Judgement::plain(verdict)
        }
    }
}

const fn merit(better: Better, higher: bool) -> Option<Strictness> {
    match (better, higher) {
        (Better::Higher, true) | (Better::Lower, false) => Some(Strictness::Stricter),
        (Better::Higher, false) | (Better::Lower, true) => Some(Strictness::Looser),
        (Better::Neither, _) => None,
    }
}

/// With equal numbers only a sign that shuts the number itself out makes a difference of merit:
/// ＞75 asks for more than 75 or ≥75 do.
fn by_operator(better: Better, own: &Amount, reference: &Amount) -> Option<Strictness> {
    let excludes = |amount: &Amount| match better {
        Better::Higher => matches!(amount, Amount::Bound(Operator::MoreThan, _)),
        Better::Lower => matches!(amount, Amount::Bound(Operator::LessThan, _)),
        Better::Neither => false,
    };
    match (excludes(own), excludes(reference)) {
        (true, false) => Some(Strictness::Stricter),
        (false, true) => Some(Strictness::Looser),
        _ => None,
    }
}
