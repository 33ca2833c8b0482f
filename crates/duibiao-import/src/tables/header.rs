//! The header of a table: its columns, and whether the table is one of indicators at all.
//!
//! A table of what the last period reached has the same words as one of targets. It is told apart by
//! its caption, by columns of what was really done, and by years before the plan.

use crate::original::PlacedText;
use duibiao_syntax::period::Period;

use crate::tables::column::{self, ColumnRole};
use crate::tables::value::bracketed_unit;
use crate::tables::words::{folded, has_any};

/// More columns than any table of indicators has.
pub(crate) const MOST_COLUMNS: usize = 32;

/// The header of an indicator table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Header {
    /// Its printed words, in reading order.
    pub(crate) words: Vec<PlacedText>,
    /// What the columns of the body hold; there may be more of them than printed words.
    pub(crate) columns: Vec<ColumnRole>,
    /// The unit that a column's head gives in brackets: 目标值（%）.
    pub(crate) units: Vec<Option<String>>,
}

/// What a table is, by its header and caption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeaderVerdict {
    /// Indicators and their targets.
    Indicators,
    /// Indicators with all that belongs to them but a column of targets.
    WithoutTarget,
    /// What the last period reached.
    LooksBack,
    /// Something else.
    Other,
}

impl Header {
    /// The header whose columns have these words, one for each column.
    pub(crate) fn of(texts: &[String], words: Vec<PlacedText>, period: Option<Period>) -> Self {
        let units = texts
            .iter()
            .map(|text| bracketed_unit(text).map(|(_, unit)| unit.to_owned()))
            .collect();
        Self {
            words,
            columns: column::columns(texts, period),
            units,
        }
    }

    /// A table without a header: a name and a target are the least that a row has.
    pub(crate) fn absent() -> Self {
        Self {
            words: Vec::new(),
            columns: vec![ColumnRole::Name, ColumnRole::Target(None)],
            units: vec![None, None],
        }
    }

    /// Adds a column in which the rows print their numbers although the header says nothing of it.
    pub(crate) fn with_number_column(mut self) -> Self {
        if !self.columns.contains(&ColumnRole::Number) {
            self.columns.insert(0, ColumnRole::Number);
            self.units.insert(0, None);
        }
        self
    }

    /// Adds a column of groups that the header does not name.
    pub(crate) fn with_group_column(mut self) -> Self {
        if !self.columns.contains(&ColumnRole::Group) {
            self.columns.insert(0, ColumnRole::Group);
            self.units.insert(0, None);
        }
        self
    }

    /// The unit in brackets at the head of a column.
    pub(crate) fn unit(&self, column: usize) -> Option<&str> {
        self.units.get(column).and_then(Option::as_deref)
    }

    /// Judges the table, and makes of a column of what was reached the start that it is when targets for
    /// a later time follow.
    pub(crate) fn judge(&mut self, caption: Option<&str>, period: Option<Period>) -> HeaderVerdict {
        if self.columns.len() > MOST_COLUMNS || !self.columns.contains(&ColumnRole::Name) {
            return HeaderVerdict::Other;
        }
        let looks_back = caption.is_some_and(|caption| is_about_the_past(caption, period));
        if looks_back || self.is_past(period) || !self.settle_actual() {
            return HeaderVerdict::LooksBack;
        }
        self.kind()
    }

    /// Whether every target is for a time before the plan.
    fn is_past(&self, period: Option<Period>) -> bool {
        let Some(period) = period else { return false };
        let mut years = self.columns.iter().filter_map(|column| match column {
            ColumnRole::Target(year) => Some(*year),
            _ => None,
        });
        let is_past = |year: Option<u16>| year.is_some_and(|year| year < period.start);
        years.next().is_some_and(is_past) && years.all(is_past)
    }

    /// False when what was reached is measured against targets of its own time.
    fn settle_actual(&mut self) -> bool {
        let is_actual = |column: &ColumnRole| matches!(column, ColumnRole::Actual(_));
        let Some(actual) = self.columns.iter().position(is_actual) else {
            return true;
        };
        let reached = match self.columns[actual] {
            ColumnRole::Actual(year) => year,
            _ => None,
        };
        let mut targets = self.columns.iter().enumerate().filter_map(|(at, column)| {
            matches!(column, ColumnRole::Target(_)).then_some((at, *column))
        });
        let is_start = targets.all(|(at, target)| match (reached, target) {
            (Some(reached), ColumnRole::Target(Some(year))) => reached < year,
            _ => actual < at,
        });
        let has_target = self
            .columns
            .iter()
            .any(|column| matches!(column, ColumnRole::Target(_)));
        for column in &mut self.columns {
            if let ColumnRole::Actual(year) = column {
                *column = ColumnRole::Baseline(*year);
            }
        }
        is_start && has_target
    }

    fn kind(&self) -> HeaderVerdict {
        let has = |wanted: fn(&ColumnRole) -> bool| self.columns.iter().any(wanted);
        let says_indicator = self
            .words
            .iter()
            .any(|word| folded(&word.text).contains("指标"));
        let has_target = has(|column| matches!(column, ColumnRole::Target(_)));
        let has_start = has(|column| matches!(column, ColumnRole::Baseline(_)));
        let has_nature = has(|column| *column == ColumnRole::Nature);
        let has_unit = has(|column| *column == ColumnRole::Unit);
        if has_target && (says_indicator || has_start || has_nature || has_unit) {
            HeaderVerdict::Indicators
        } else if says_indicator && (has_start || has_nature) {
            HeaderVerdict::WithoutTarget
        } else {
            HeaderVerdict::Other
        }
    }
}

/// 完成情况, or a period that ended before the plan's.
fn is_about_the_past(caption: &str, period: Option<Period>) -> bool {
    let bare = folded(caption);
    let says_so = has_any(
        &bare,
        &["完成情况", "实现情况", "执行情况", "落实情况", "达成情况"],
    );
    let named = column::span(&bare);
    let is_earlier = named
        .zip(period)
        .is_some_and(|(named, period)| named.end < period.start);
    let plans_too = bare.contains("及目标") || bare.contains("和目标") || bare.contains("与目标");
    (says_so || is_earlier) && !plans_too
}

/// The period that holds for a table: its caption's before the document's.
pub(crate) fn period_of(caption: Option<&str>, document: Option<Period>) -> Option<Period> {
    let named = caption.and_then(column::span);
    let later = named.filter(|named| document.is_none_or(|period| named.end >= period.start));
    later.or(document)
}
