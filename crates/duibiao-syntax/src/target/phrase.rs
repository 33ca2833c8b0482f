//! A number and the words around it: 力争达到5%左右, 较2020年下降30%以上, 35—40, ≥98％（除危废外）.
//!
//! Words may come in any order, but two of them must not contradict each other (超过10家以上): then the
//! phrase is not read. It is read to its last sign or not at all.

use super::clauses;
use super::cursor::Cursor;
use super::dates::{self, When};
use super::numbers::NumberOrRange;
use super::words::{AFTER, AFTER_DIRECTION, BEFORE, Bound, LeadingWord};
use super::{Amount, AmountChange, Direction, Proviso, TargetKind, units};
use crate::quantity::Unit;

/// Whether the words of a cell make it a total or a mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    Total,
    Mean,
}

/// A text that was understood, with what only its own words say.
#[derive(Clone, Debug)]
pub(super) struct PhraseReading {
    pub(super) kind: TargetKind,
    pub(super) unit: Option<Unit>,
    pub(super) over: Option<Over>,
    pub(super) when: Option<When>,
    pub(super) hedge: Option<Box<str>>,
}

impl PhraseReading {
    /// A reading whose words add nothing.
    pub(super) const fn of(kind: TargetKind) -> Self {
        Self {
            kind,
            unit: None,
            over: None,
            when: None,
            hedge: None,
        }
    }
}

/// Reads all of the text.
pub(super) fn read(text: Cursor<'_>, row: Option<&Unit>) -> Option<PhraseReading> {
    let mut cursor = text;
    let mut phrase = NumberPhrase::default();
    phrase.read_before(&mut cursor)?;
    let mut numbers = phrase.read_numbers(&mut cursor, row)?;
    if numbers.take_per_year(row) {
        phrase.say(Over::Mean)?;
    }
    if let Some(bound) = numbers.rounding() {
        phrase.bind(bound)?;
    }
    phrase.read_after(&mut cursor)?;
    if numbers.is_all() {
        cursor.eat("全覆盖");
    }
    phrase.read_notes(&mut cursor)?;
    let is_level = row.is_none() && phrase.over.is_none();
    let is_bare = phrase.bound.is_none() && phrase.direction.is_none();
    let is_date = numbers.may_be_years() || is_bare && numbers.may_be_a_date();
    (cursor.is_done() && !(is_level && is_date)).then_some(())?;
    phrase.finish(numbers)
}

/// The words around a number.
#[derive(Clone, Copy, Debug, Default)]
struct NumberPhrase<'a> {
    hedge: Option<&'a str>,
    over: Option<Over>,
    when: Option<When>,
    bound: Option<Bound>,
    nearly: bool,
    direction: Option<Direction>,
    basis: Option<&'a str>,
    condition: Option<&'a str>,
    is_moved: bool,
}

impl<'a> NumberPhrase<'a> {
    fn read_before(&mut self, cursor: &mut Cursor<'a>) -> Option<()> {
        loop {
            let start = *cursor;
            if let Some(word) = cursor.eat_longest(BEFORE) {
                self.take(word, start.until(*cursor))?;
                if self.direction.is_some() {
                    let _filler = cursor.eat_longest(AFTER_DIRECTION);
                }
            } else if let Some(when) = dates::eat(cursor) {
                (self
                    .when
                    .replace(when)
                    .is_none_or(|earlier| earlier == when))
                .then_some(())?;
                cursor.eat_one_of(&[',', ':']);
            } else if let Some(basis) = clauses::eat_basis(cursor) {
                self.basis.replace(basis).is_none().then_some(())?;
                cursor.eat(",");
            } else if let Some(condition) = clauses::eat_exception(cursor) {
                self.condition.replace(condition).is_none().then_some(())?;
                cursor.eat(",");
            } else {
                return Some(());
            }
        }
    }

    /// None when the word contradicts an earlier one.
    fn take(&mut self, word: LeadingWord, printed: &'a str) -> Option<()> {
        match word {
            LeadingWord::Plain => Some(()),
            LeadingWord::Moved => {
                self.is_moved = true;
                Some(())
            }
            LeadingWord::Hedge => {
                self.hedge = self.hedge.or(Some(printed));
                Some(())
            }
            LeadingWord::Bound(bound) => self.bind(bound),
            LeadingWord::Nearly => {
                self.nearly = true;
                self.bind(Bound::About)
            }
            LeadingWord::Direction(direction) => {
                self.direction.replace(direction).is_none().then_some(())
            }
            LeadingWord::Cumulative => self.say(Over::Total),
            LeadingWord::Average => self.say(Over::Mean),
        }
    }

    fn bind(&mut self, bound: Bound) -> Option<()> {
        (self
            .bound
            .replace(bound)
            .is_none_or(|earlier| earlier == bound))
        .then_some(())
    }

    fn say(&mut self, over: Over) -> Option<()> {
        (self
            .over
            .replace(over)
            .is_none_or(|earlier| earlier == over))
        .then_some(())
    }

    /// The number, or a number in 〔 〕 with the words that stand inside as well.
    fn read_numbers(
        &mut self,
        cursor: &mut Cursor<'a>,
        row: Option<&Unit>,
    ) -> Option<NumberOrRange> {
        if !cursor.eat("[") {
            return NumberOrRange::read(cursor, row);
        }
        self.say(Over::Total)?;
        self.read_before(cursor)?;
        let mut numbers = NumberOrRange::read(cursor, row)?;
        self.read_after(cursor)?;
        cursor.eat("]").then_some(())?;
        numbers.unit = numbers.unit.or_else(|| units::eat(cursor, row));
        Some(numbers)
    }

    fn read_after(&mut self, cursor: &mut Cursor<'a>) -> Option<()> {
        while let Some(bound) = cursor.eat_longest(AFTER) {
            self.bind(bound)?;
        }
        Some(())
    }

    /// （除危废外）, （累计）, （2025年较2020年下降）; an exception may also follow without brackets.
    fn read_notes(&mut self, cursor: &mut Cursor<'a>) -> Option<()> {
        while let Some(note) = clauses::eat_note(cursor) {
            self.take_note(note)?;
        }
        let mut ahead = *cursor;
        ahead.eat(",");
        if let Some(condition) = clauses::eat_exception(&mut ahead) {
            self.condition.replace(condition).is_none().then_some(())?;
            *cursor = ahead;
        }
        Some(())
    }

    fn take_note(&mut self, note: Cursor<'a>) -> Option<()> {
        if clauses::is_condition(note) {
            return self
                .condition
                .replace(note.printed())
                .is_none()
                .then_some(());
        }
        let bound_before = self.bound;
        let mut rest = note;
        self.read_before(&mut rest)?;
        let says_when_or_which_way = rest.len() < note.len() && self.bound == bound_before;
        if rest.is_done() && says_when_or_which_way {
            return Some(());
        }
        clauses::is_scope(note).then_some(())?;
        let scope = self.condition.replace(note.printed());
        scope.is_none().then_some(())
    }

    fn finish(self, numbers: NumberOrRange) -> Option<PhraseReading> {
        let counts = |word: &str| {
            let unit = numbers.unit.as_ref();
            unit.is_some_and(|unit| unit.normalised() == word)
        };
        let is_unclear = self.nearly && counts("年") || self.is_moved && counts("倍");
        (!is_unclear).then_some(())?;
        let kind = self.kind(numbers.amount(self.bound)?, numbers.is_negative())?;
        let kind = match self.condition {
            Some(condition) => TargetKind::Proviso(Box::new(Proviso {
                kind,
                condition: condition.into(),
            })),
            None => kind,
        };
        let hedge = self.hedge.map(Into::into);
        Some(PhraseReading {
            kind,
            unit: numbers.unit,
            over: self.over,
            when: self.when,
            hedge,
        })
    }

    /// A basis without a direction (较2020年提高到85%) is not understood, nor a fall by less than nothing.
    fn kind(&self, amount: Amount, is_negative: bool) -> Option<TargetKind> {
        let Some(direction) = self.direction else {
            self.basis.is_none().then_some(())?;
            let is_total = self.over == Some(Over::Total);
            return Some(if is_total {
                TargetKind::Cumulative(amount)
            } else {
                TargetKind::Amount(amount)
            });
        };
        let basis = self.basis.map(Into::into);
        (!is_negative).then(|| {
            TargetKind::Change(Box::new(AmountChange {
                direction,
                amount,
                basis,
            }))
        })
    }
}
