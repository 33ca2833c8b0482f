//! The cells of a row that stands on one line, taken off its end one after the other.

use crate::original::PlacedText;

use crate::tables::column::ColumnRole;
use crate::tables::header::Header;
use crate::tables::rows::Record;
use crate::tables::value::{is_dash, is_nature, is_unit, is_value, value_at_end};
use crate::tables::words::{is_space, length, letters, trimmed};

/// The cells of a row without its number.
pub(super) struct Cells {
    /// The cells by column.
    pub(super) record: Record,
    /// Whether a space stands before every one but the first.
    pub(super) is_spaced: bool,
    /// Whether a cell is missing or there is one too many.
    pub(super) is_doubtful: bool,
}

impl Cells {
    /// Takes cells off the end of the text, from the last column to the name. None without a target.
    pub(super) fn of(header: &Header, text: &str, line: u32) -> Option<Self> {
        let name = header
            .columns
            .iter()
            .position(|column| *column == ColumnRole::Name)?;
        let mut cells = Self {
            record: vec![None; header.columns.len()],
            is_spaced: true,
            is_doubtful: false,
        };
        let mut rest = trimmed(text);
        for (at, column) in header.columns.iter().enumerate().skip(name + 1).rev() {
            let Some(start) = cell_at_end(*column, rest) else {
                cells.is_doubtful |=
                    column.is_value() || matches!(column, ColumnRole::Unit | ColumnRole::Nature);
                continue;
            };
            let (before, cell) = rest.split_at(start);
            cells.is_spaced &= before.ends_with(is_space);
            rest = trimmed(before);
            cells.record[at] = Some(PlacedText {
                line,
                text: cell.to_owned(),
            });
        }
        let is_target = |(at, column): (usize, &ColumnRole)| {
            matches!(column, ColumnRole::Target(_)) && cells.record[at].is_some()
        };
        header
            .columns
            .iter()
            .enumerate()
            .any(is_target)
            .then_some(())?;
        (letters(rest) >= 2).then_some(())?;
        cells.is_doubtful |= ends_in_another_value(rest);
        cells.record[name] = Some(PlacedText {
            line,
            text: rest.to_owned(),
        });
        cells.take_group(header, name, line);
        Some(cells)
    }

    /// 经济发展 生产总值增速: the group is the first of two words.
    fn take_group(&mut self, header: &Header, name: usize, line: u32) {
        let group = header
            .columns
            .iter()
            .position(|column| *column == ColumnRole::Group);
        let Some(Some(words)) = self.record.get(name) else {
            return;
        };
        let text = words.text.clone();
        let parts = text
            .split_once(is_space)
            .filter(|(group, _)| length(group) <= 10);
        if let (Some(group), Some((before, after))) = (group, parts) {
            self.record[group] = Some(PlacedText {
                line,
                text: before.to_owned(),
            });
            self.record[name] = Some(PlacedText {
                line,
                text: trimmed(after).to_owned(),
            });
        }
    }
}

/// Where the cell of a column that ends the text begins.
fn cell_at_end(column: ColumnRole, text: &str) -> Option<usize> {
    let word = text.rfind(is_space).map(|at| {
        let space = text[at..].chars().next().map_or(1, char::len_utf8);
        at + space
    });
    let is_word = |test: fn(&str) -> bool| word.filter(|at| test(&text[*at..]));
    match column {
        ColumnRole::Target(_) | ColumnRole::Baseline(_) | ColumnRole::Actual(_) => {
            value_at_end(text)
                .or_else(|| is_word(is_dash))
                .or_else(|| dash_at_end(text))
        }
        ColumnRole::Nature => is_word(is_nature).or_else(|| nature_at_end(text)),
        ColumnRole::Unit => is_word(is_unit)
            .or_else(|| is_word(is_dash))
            .or_else(|| unit_at_end(text)),
        ColumnRole::Department | ColumnRole::Note | ColumnRole::Unknown => {
            is_word(|word| letters(word) >= 2 && !is_value(word) && !is_nature(word))
        }
        ColumnRole::Number | ColumnRole::Group | ColumnRole::Name => None,
    }
}

fn nature_at_end(text: &str) -> Option<usize> {
    let at = text.char_indices().rev().nth(2)?.0;
    is_nature(&text[at..]).then_some(at)
}

/// A percent sign that touches the name.
fn unit_at_end(text: &str) -> Option<usize> {
    let (at, last) = text.char_indices().next_back()?;
    matches!(last, '%' | '％' | '‰').then_some(at)
}

fn dash_at_end(text: &str) -> Option<usize> {
    let start = text.trim_end_matches(['—', '–', '―']).len();
    (start < text.len()).then_some(start)
}

/// Two values although the header has one: 覆盖率 85% 90%.
fn ends_in_another_value(name: &str) -> bool {
    value_at_end(name).is_some_and(|at| name[..at].ends_with(is_space) && letters(&name[..at]) > 1)
}
