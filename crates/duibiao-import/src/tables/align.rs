//! Which cell belongs to which column, when only their order is known.
//!
//! Cells come one after the other; a row leaves out what is merged with the row above or was empty. The
//! cheapest way through all cells is found (Viterbi): a cell costs what it looks unlike its column, and
//! so does a column that is left out. Time is linear in the cells.

use crate::tables::column::ColumnRole;
use crate::tables::number;
use crate::tables::value::{is_dash, is_nature, is_unit, is_value};
use crate::tables::words::{is_blank, length, letters, trimmed};

/// A cell of which the column is not known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnalignedCell<'a> {
    /// Its words.
    pub(crate) text: &'a str,
    /// Whether something parts it from the cell before it: a blank line.
    pub(crate) is_parted: bool,
    /// Whether it can only be the name of a group.
    pub(crate) is_group: bool,
}

/// What becomes of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CellPlace {
    /// It begins a row, in this column.
    Begins(usize),
    /// It is the next cell of the row.
    Next(usize),
    /// It goes on with the words of the cell before it.
    GoesOn(usize),
    /// It belongs to no row.
    Outside,
}

type Cost = u32;

/// A cell that cannot stand in a column, or a column that cannot be left out.
const IMPOSSIBLE: Cost = 60;
const OUTSIDE: Cost = 40;

/// The places of all cells.
pub(crate) fn places(columns: &[ColumnRole], cells: &[UnalignedCell<'_>]) -> Vec<CellPlace> {
    if columns.is_empty() {
        return vec![CellPlace::Outside; cells.len()];
    }
    let skips = Skips::of(columns);
    let mut costs: Vec<Cost> = Vec::new();
    let mut back: Vec<(CellPlace, u8)> = Vec::with_capacity(cells.len() * columns.len());
    let mut previous: Option<Look> = None;
    for cell in cells {
        let look = Look {
            is_group: cell.is_group,
            ..Look::of(cell.text)
        };
        costs = if costs.is_empty() {
            first(columns, &skips, &look, &mut back)
        } else {
            let step = AlignStep {
                columns,
                skips: &skips,
                look: &look,
                previous: previous.as_ref(),
                is_parted: cell.is_parted,
            };
            step.advance(&costs, &mut back)
        };
        previous = Some(look);
    }
    trace(&costs, &skips, &back, columns.len())
}

/// The columns of the cells of one row, if they fit well.
pub(crate) fn fit(columns: &[ColumnRole], cells: &[&str]) -> Option<Vec<usize>> {
    let cells: Vec<UnalignedCell<'_>> = cells
        .iter()
        .map(|text| UnalignedCell {
            text,
            is_parted: false,
            is_group: false,
        })
        .collect();
    let mut fitted = Vec::with_capacity(cells.len());
    for (at, place) in places(columns, &cells).into_iter().enumerate() {
        match place {
            CellPlace::Begins(column) if at == 0 => fitted.push(column),
            CellPlace::Next(column) => fitted.push(column),
            CellPlace::Begins(_) | CellPlace::GoesOn(_) | CellPlace::Outside => return None,
        }
    }
    let fits = |(cell, column): (&UnalignedCell<'_>, &usize)| {
        columns
            .get(*column)
            .is_some_and(|column| Look::of(cell.text).cost(*column) < 10)
    };
    cells.iter().zip(&fitted).all(fits).then_some(fitted)
}

/// Whether cells can stand in the columns that they are in.
pub(crate) fn suits(columns: &[ColumnRole], cells: &[&str]) -> bool {
    columns.iter().zip(cells).all(|(column, text)| {
        is_blank(text)
            || match column {
                ColumnRole::Name | ColumnRole::Nature => Look::of(text).cost(*column) < IMPOSSIBLE,
                ColumnRole::Target(_) | ColumnRole::Baseline(_) => !is_nature(text),
                _ => true,
            }
    })
}

/// The cost of leaving out columns, summed from the left.
struct Skips {
    sums: Vec<Cost>,
}

impl Skips {
    fn of(columns: &[ColumnRole]) -> Self {
        let mut sums = vec![0];
        let mut sum = 0;
        for column in columns {
            sum += match column {
                ColumnRole::Note => 0,
                ColumnRole::Group | ColumnRole::Unknown => 1,
                ColumnRole::Number => 3,
                ColumnRole::Unit | ColumnRole::Nature | ColumnRole::Department => 4,
                ColumnRole::Baseline(_) | ColumnRole::Actual(_) => 7,
                ColumnRole::Target(_) => 20,
                ColumnRole::Name => 30,
            };
            sums.push(sum);
        }
        Self { sums }
    }

    /// Leaving out the columns from `from` up to `to`, `to` not among them.
    fn between(&self, from: usize, to: usize) -> Cost {
        let at = |index: usize| self.sums.get(index).copied().unwrap_or_default();
        at(to).saturating_sub(at(from))
    }

    fn rest(&self, after: usize) -> Cost {
        self.between(after + 1, self.sums.len() - 1)
    }
}

fn first(
    columns: &[ColumnRole],
    skips: &Skips,
    look: &Look,
    back: &mut Vec<(CellPlace, u8)>,
) -> Vec<Cost> {
    columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            back.push((CellPlace::Begins(at), 0));
            skips.between(0, at) + look.cost(*column)
        })
        .collect()
}

/// From one cell to the next.
struct AlignStep<'a> {
    columns: &'a [ColumnRole],
    skips: &'a Skips,
    look: &'a Look,
    previous: Option<&'a Look>,
    is_parted: bool,
}

impl AlignStep<'_> {
    fn advance(&self, costs: &[Cost], back: &mut Vec<(CellPlace, u8)>) -> Vec<Cost> {
        let ends = costs.iter().enumerate();
        let (finished, last) = ends
            .map(|(at, cost)| (cost + self.skips.rest(at), at))
            .min()
            .unwrap_or((IMPOSSIBLE, 0));
        let boundary = Cost::from(!self.is_parted && !self.look.is_number);
        let mut next = Vec::with_capacity(costs.len());
        for (at, column) in self.columns.iter().enumerate() {
            let own = self.look.cost(*column);
            let begins = finished + boundary + self.skips.between(0, at) + own;
            let mut best = (begins, CellPlace::Begins(at), last);
            for (from, cost) in costs.iter().enumerate().take(at) {
                let cost = cost + self.skips.between(from + 1, at) + own;
                best = cheaper(best, (cost, CellPlace::Next(at), from));
            }
            if let Some(cost) = costs.get(at) {
                let goes_on = cost + self.going_on(*column);
                best = cheaper(best, (goes_on, CellPlace::GoesOn(at), at));
                best = cheaper(best, (cost + OUTSIDE, CellPlace::Outside, at));
            }
            back.push((best.1, u8::try_from(best.2).unwrap_or(u8::MAX)));
            next.push(best.0);
        }
        next
    }

    /// Words may go on in the next line, and so may a number in its unit.
    fn going_on(&self, column: ColumnRole) -> Cost {
        let parted = if self.is_parted { 6 } else { 0 };
        let is_words = !self.look.is_value
            && !self.look.is_nature
            && !self.look.is_number
            && !self.look.is_group
            && !self.look.is_unit;
        let after_number = self.previous.is_some_and(|look| look.ends_in_digit);
        match column {
            ColumnRole::Name if is_words && !self.look.is_dash => 8 + parted,
            ColumnRole::Department | ColumnRole::Note if is_words => 4 + parted,
            ColumnRole::Baseline(_) | ColumnRole::Target(_)
                if self.look.is_unit && after_number =>
            {
                1 + parted
            }
            _ => IMPOSSIBLE,
        }
    }
}

fn cheaper(a: (Cost, CellPlace, usize), b: (Cost, CellPlace, usize)) -> (Cost, CellPlace, usize) {
    if b.0 < a.0 { b } else { a }
}

fn trace(costs: &[Cost], skips: &Skips, back: &[(CellPlace, u8)], width: usize) -> Vec<CellPlace> {
    let ends = costs.iter().enumerate();
    let Some((_, mut at)) = ends.map(|(at, cost)| (cost + skips.rest(at), at)).min() else {
        return Vec::new();
    };
    let mut places: Vec<CellPlace> = back
        .chunks(width)
        .rev()
        .map(|row| {
            let (place, from) = row.get(at).copied().unwrap_or((CellPlace::Outside, 0));
            at = usize::from(from);
            place
        })
        .collect();
    places.reverse();
    places
}

/// What a cell looks like; it can look like several things at once.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own about the words"
)]
#[derive(Clone, Copy, Debug)]
struct Look {
    is_group: bool,
    is_number: bool,
    is_value: bool,
    is_dash: bool,
    is_nature: bool,
    is_unit: bool,
    is_office: bool,
    ends_in_digit: bool,
    letters: usize,
    length: usize,
}

impl Look {
    fn of(text: &str) -> Self {
        const OFFICES: [&str; 12] = [
            "局", "委", "办", "部", "厅", "院", "中心", "政府", "公司", "单位", "各县", "各区",
        ];
        let text = trimmed(text);
        let is_short = length(text) <= 60;
        Self {
            is_group: false,
            is_number: is_short && number::alone(text).is_some(),
            is_value: is_short && is_value(text),
            is_dash: is_short && (is_dash(text) || is_blank(text)),
            is_nature: is_short && is_nature(text),
            is_unit: is_short && is_unit(text),
            is_office: OFFICES.iter().any(|word| text.contains(word)),
            ends_in_digit: text.ends_with(|c: char| c.is_numeric()),
            letters: letters(text),
            length: length(text),
        }
    }

    /// What it costs to stand in a column.
    fn cost(&self, column: ColumnRole) -> Cost {
        let is_words = self.letters > 0 && !self.is_value && !self.is_nature;
        match column {
            ColumnRole::Group if self.is_group => 0,
            _ if self.is_group => IMPOSSIBLE,
            ColumnRole::Number if self.is_number => 0,
            ColumnRole::Group if is_words && !self.is_number && self.length <= 24 => 1,
            ColumnRole::Name if is_words && self.letters >= 2 && !self.is_unit => 0,
            ColumnRole::Name if self.letters >= 2 && !self.is_nature => 9,
            ColumnRole::Unit if self.is_unit => 0,
            ColumnRole::Unit if self.is_dash => 1,
            ColumnRole::Unit if is_words && self.length <= 8 => 4,
            ColumnRole::Baseline(_) | ColumnRole::Target(_) | ColumnRole::Actual(_) => {
                self.value_cost()
            }
            ColumnRole::Nature if self.is_nature => 0,
            ColumnRole::Nature if self.is_dash => 2,
            ColumnRole::Department if self.is_office && !self.is_value => 0,
            ColumnRole::Department if is_words => 4,
            ColumnRole::Note | ColumnRole::Unknown => 3,
            ColumnRole::Number
            | ColumnRole::Group
            | ColumnRole::Name
            | ColumnRole::Unit
            | ColumnRole::Nature
            | ColumnRole::Department => IMPOSSIBLE,
        }
    }

    fn value_cost(&self) -> Cost {
        match () {
            () if self.is_value => 0,
            () if self.is_dash => 1,
            () if self.is_nature || self.length > 60 => IMPOSSIBLE,
            () if self.is_unit => 12,
            () => 6,
        }
    }
}
