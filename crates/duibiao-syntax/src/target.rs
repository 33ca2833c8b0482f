//! A promise as a plan prints it, and its typed form.
//!
//! The grammar covers the forms that plans really print and nothing else: a text that is not consumed
//! to its last character is [`TargetKind::Text`], kept and never guessed. What bounds include follows the
//! Civil Code, art. 1259: 以上、以下、以内 include the number, 超过、不满、以外 do not. Nothing is
//! compared or converted here, and nothing is said about whether a target is good.

mod canonical;
mod clauses;
mod value;
mod compound;
mod cursor;
mod dates;
mod delegated;
mod grammar;
mod numbers;
mod phrase;
mod qualitative;
#[cfg(test)]
mod tests;
mod units;
mod words;

use crate::period::Period;
use crate::quantity::{Decimal, Unit};

/// A promise as a plan prints it, and its typed form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The text of the cell or link, byte for byte, without surrounding white space.
    pub printed: Box<str>,
    /// What it promises.
    pub kind: TargetKind,
    /// When it is to hold.
    pub horizon: Horizon,
    /// The unit of its numbers: the cell's own, or else the row's.
    pub unit: Option<Unit>,
    /// What is said beside the promise, where anything is.
    aside: Option<Box<Aside>>,
}

/// What a cell says beside its promise; few do.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Aside {
    hedge: Option<Box<str>>,
    footnotes: Box<str>,
}

/// When a target is to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Horizon {
    /// At (the end of) a year.
    Year(u16),
    /// On average over the years of a period: 年均, 每年.
    Average(Period),
    /// In total over a period: 累计, 〔 〕.
    Cumulative(Period),
    /// At some time in a period: “十五五”期间.
    Period(Period),
}

/// What a printed target promises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// A level: a bound, a value, an approximate value, a range.
    Amount(Amount),
    /// A total over the period, printed in 〔 〕 ［ ］ [ ] or with 累计.
    Cumulative(Amount),
    /// A rise or fall by an amount, not a level.
    Change(Box<AmountChange>),
    /// A direction without a number: 稳步提升.
    Trend(Trend),
    /// The number is another's to set: 完成市下达目标.
    Delegated(Delegated),
    /// Bound to another's result: 不低于全市平均水平.
    Relative(Relative),
    /// Several labelled or dated values in one cell.
    Compound(Box<[CompoundPart]>),
    /// A value with a reservation: ≥98％（除危废外）.
    Proviso(Box<Proviso>),
    /// The cell holds a unit and no number: 张.
    UnitOnly,
    /// A dash or slash is printed: there is a cell, but no value.
    Dash,
    /// Nothing is printed.
    Blank,
    /// Anything else; kept, never guessed.
    Text,
}

/// How much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// On one side of a number.
    Bound(Operator, Decimal),
    /// The number.
    Exact(Decimal),
    /// Near the number: 左右, 约, 近.
    About(Decimal),
    /// From the first to the second number, the lower one first.
    Range(Decimal, Decimal),
}

/// Which side of a number, and whether the number itself is included (Civil Code, art. 1259).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// ≥, 不少于, 不低于, 至少, 以上.
    AtLeast,
    /// >, 超过, 高于, 大于.
    MoreThan,
    /// ≤, 不超过, 不高于, 不突破, 以下, 以内.
    AtMost,
    /// <, 低于, 小于, 少于, 不满.
    LessThan,
}

/// A rise or fall by an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountChange {
    /// Which way.
    pub direction: Direction,
    /// By how much.
    pub amount: Amount,
    /// Against what, as printed: 较“十二五”, 比2020年.
    pub basis: Option<Box<str>>,
}

/// Which way a value is to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// 增加, 增长, 提高, 提升, 新增.
    Rise,
    /// 下降, 降低, 减少.
    Fall,
}

/// A direction without a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    /// 稳步提升.
    Rising,
    /// 持续下降.
    Falling,
    /// 保持稳定.
    Stable,
    /// Work goes on: 稳步推进, 有序推进, 全面启动.
    Advancing,
    /// 动态调整.
    Adjusting,
}

/// A target that another level sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegated {
    /// Who sets it, as printed: 国家, 市, 省级.
    pub by: Box<str>,
    /// Numbers that are given all the same, for some years or as “其中”.
    pub parts: Box<[CompoundPart]>,
}

/// A target that is bound to another's result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relative {
    /// How it is bound.
    pub relation: Relation,
    /// To what, as printed: 全市平均水平, 经济增长.
    pub yardstick: Box<str>,
}

/// How a target is bound to another's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// 不低于.
    AtLeast,
    /// 高于.
    Above,
    /// 不高于.
    AtMost,
    /// 低于.
    Below,
    /// 同步, 持平.
    InStep,
}

/// One of several values in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompoundPart {
    /// Its label, as printed: 2027年, 新一代信息技术.
    pub label: Box<str>,
    /// Its text, as printed.
    pub printed: Box<str>,
    /// What it promises; never a compound.
    pub kind: TargetKind,
    /// Its own unit, or else the row's.
    pub unit: Option<Unit>,
}

/// A value with a reservation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proviso {
    /// The value: an amount, a total or a change.
    pub kind: TargetKind,
    /// The reservation, as printed, without its brackets: 除危废外.
    pub condition: Box<str>,
}

/// What is known around a cell when it is read.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The row's unit: its unit column, or “（%）” in the name or the header.
    pub unit: Option<&'a Unit>,
    /// The period that “累计” and “年均” mean here: the plan's; for a baseline, the period before.
    pub period: Period,
    /// What the column header or a year cell says; None: the period's end.
    pub horizon: Option<Horizon>,
}

/// What is wrong with a cell although it could be read; the caller makes a diagnostic of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The cell prints a unit that counts something else than the row's.
    UnitContradiction {
        /// The unit in the cell.
        cell: Unit,
        /// The unit of the row.
        row: Unit,
    },
    /// The cell holds a unit and no number.
    UnitOnly,
}

impl Target {
    /// Reads what a cell or a commitment prints.
    pub fn parse(printed: &str, context: &Context<'_>) -> (Self, Option<Trouble>) {
        grammar::read(printed, context)
    }

    /// Words that weaken it, as printed: 力争, 争取, 努力, 预计.
    pub fn hedge(&self) -> Option<&str> {
        self.aside.as_ref()?.hedge.as_deref()
    }

    /// Footnote marks (①②③ and *), taken off before reading; often empty.
    pub fn footnotes(&self) -> &str {
        self.aside.as_ref().map_or("", |aside| &aside.footnotes)
    }

    /// The level or total that it promises: through a proviso, but not that of a change.
    pub fn amount(&self) -> Option<&Amount> {
        self.kind.amount()
    }

    /// The typed form in one spelling: `≥90%`, `约7`, `35—40`, `〔70〕`, `下降30%以上`. Reading it in
    /// the same context gives the same kind. What is not typed is printed as it stands.
    pub fn canonical(&self) -> String {
        canonical::target(self)
    }
}

impl TargetKind {
    /// A stable word for data files and style sheets.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Amount(amount) => amount.id(),
            Self::Cumulative(_) => "cumulative",
            Self::Change(_) => "change",
            Self::Trend(_) => "trend",
            Self::Delegated(_) => "delegated",
            Self::Relative(_) => "relative",
            Self::Compound(_) => "compound",
            Self::Proviso(_) => "proviso",
            Self::UnitOnly => "unit-only",
            Self::Dash => "dash",
            Self::Blank => "blank",
            Self::Text => "text",
        }
    }

    /// Whether it holds one number or range of its own. Several values in a cell are not one.
    pub fn is_quantified(&self) -> bool {
        match self {
            Self::Amount(_) | Self::Cumulative(_) | Self::Change(_) => true,
            Self::Proviso(proviso) => proviso.kind.is_quantified(),
            Self::Trend(_)
            | Self::Delegated(_)
            | Self::Relative(_)
            | Self::Compound(_)
            | Self::UnitOnly
            | Self::Dash
            | Self::Blank
            | Self::Text => false,
        }
    }

    fn amount(&self) -> Option<&Amount> {
        match self {
            Self::Amount(amount) | Self::Cumulative(amount) => Some(amount),
            Self::Proviso(proviso) => proviso.kind.amount(),
            Self::Change(_)
            | Self::Trend(_)
            | Self::Delegated(_)
            | Self::Relative(_)
            | Self::Compound(_)
            | Self::UnitOnly
            | Self::Dash
            | Self::Blank
            | Self::Text => None,
        }
    }
}

impl Amount {
    /// A stable word for data files and style sheets.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Bound(..) => "bound",
            Self::Exact(_) => "exact",
            Self::About(_) => "about",
            Self::Range(..) => "range",
        }
    }
}

impl Operator {
    /// The mathematical sign: ≥ > ≤ <.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::MoreThan => ">",
            Self::AtMost => "≤",
            Self::LessThan => "<",
        }
    }
}

impl Horizon {
    /// A stable word for data files and style sheets.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Year(_) => "year",
            Self::Average(_) => "average",
            Self::Cumulative(_) => "cumulative",
            Self::Period(_) => "period",
        }
    }

    /// The year, or the last year of the period.
    pub const fn year(&self) -> u16 {
        match self {
            Self::Year(year) => *year,
            Self::Average(period) | Self::Cumulative(period) | Self::Period(period) => period.end,
        }
    }
}
