//! From the cells of a row to a [`OriginalRow`]: numbers, units and footnote marks taken apart, groups carried on.
//!
//! A row without a name or without any target is never filled up: it becomes a problem that names it, and
//! its words go to the debris.

use crate::original::{ImportProblem, IndicatorTable, OriginalRow, PlacedText, RowTarget};

use crate::tables::column::ColumnRole;
use crate::tables::header::Header;
use crate::tables::number;
use crate::tables::value::{bracketed_unit, is_dash, without_marks};
use crate::tables::words::{is_blank, tidy, trimmed};

/// The cells of one row, one place for each column of the header.
pub(crate) type Record = Vec<Option<PlacedText>>;

/// The rows of a table while they are read.
#[derive(Debug, Default)]
pub(crate) struct TableBody {
    /// The rows so far.
    pub(crate) rows: Vec<OriginalRow>,
    /// Remarks: below the table, or in a column of their own.
    pub(crate) notes: Vec<PlacedText>,
    /// Words that belong to no row.
    pub(crate) debris: Vec<PlacedText>,
    /// What needs a person.
    pub(crate) problems: Vec<ImportProblem>,
    /// The number of the row before the first.
    start: u32,
    /// The number of the last row, readable or not; rows without a number count on.
    last: u32,
    group: Option<String>,
    /// The number or name of the row that parts below it would be parts of.
    whole: Option<String>,
    /// Whether the format says where each cell stands, so that an empty number is an empty cell.
    is_placed: bool,
}

impl TableBody {
    /// A table of which the format marks the cells.
    pub(crate) fn placed() -> Self {
        Self {
            is_placed: true,
            ..Self::default()
        }
    }

    /// A table whose first row has this number.
    pub(crate) fn counting_from(first: u32) -> Self {
        let before = first.saturating_sub(1);
        Self {
            start: before,
            last: before,
            ..Self::default()
        }
    }

    /// A row of its own that names the group of the rows below it.
    pub(crate) fn set_group(&mut self, words: &PlacedText) {
        let (text, marks) = without_marks(&tidy(&words.text));
        self.group = Some(text);
        self.debris.extend(marks.into_iter().map(|text| PlacedText {
            line: words.line,
            text,
        }));
    }

    /// Words that belong to no row.
    pub(crate) fn add_debris(&mut self, line: u32, text: &str) {
        if !is_blank(text) {
            self.debris.push(PlacedText {
                line,
                text: trimmed(text).to_owned(),
            });
        }
    }

    /// The number that the next row should have.
    pub(crate) const fn expected(&self) -> u32 {
        self.last + 1
    }

    /// Says that a row could not be read, and keeps its words.
    pub(crate) fn unreadable(&mut self, line: u32, cells: &[PlacedText]) {
        self.last += 1;
        let text: Vec<String> = cells.iter().map(|cell| tidy(&cell.text)).collect();
        let text = text.join(" ");
        self.problems.push(ImportProblem {
            line,
            code: "row-unreadable",
            zh: format!("这一行认不出名称和目标值，请人工补上：{text}"),
            en: format!("no name or no target can be told in this row; add it by hand: {text}"),
        });
        for cell in cells {
            self.add_debris(cell.line, &cell.text);
        }
    }

    /// Says that a row was read although a cell that the header announces is not there.
    pub(crate) fn doubt(&mut self, line: u32, name: &str) {
        self.problems.push(ImportProblem {
            line,
            code: "cell-missing",
            zh: format!("这一行少一格，请核对各值属于哪一列：{}", tidy(name)),
            en: format!(
                "this row lacks a cell; check which column its values belong to: {}",
                tidy(name)
            ),
        });
    }

    /// Says that it is not sure for which rows a group holds.
    pub(crate) fn doubt_group(&mut self, line: u32, group: &str) {
        self.problems.push(ImportProblem {
            line,
            code: "group-doubtful",
            zh: format!("分类从哪一行到哪一行不清楚，请核对：{group}"),
            en: format!("it is not clear for which rows this group holds; check it: {group}"),
        });
    }

    /// Says that a cell stands in no column.
    pub(crate) fn unplaced(&mut self, line: u32, text: &str) {
        let cell = trimmed(text);
        self.problems.push(ImportProblem {
            line,
            code: "words-unplaced",
            zh: format!("指标表里有文字没有归入任何一格，请核对：{cell}"),
            en: format!("words of the table stand in no cell; compare: {cell}"),
        });
        self.add_debris(line, text);
    }

    /// Says that only the last of several starting values is the baseline.
    fn earlier(&mut self, line: u32, name: &str) {
        self.problems.push(ImportProblem {
            line,
            code: "earlier-baseline",
            zh: format!("“{name}”有几个基期值，取最后一个，其余写在表后，请核对"),
            en: format!(
                "“{name}” has several starting values: the last one is taken, the others stand below the table; check them"
            ),
        });
    }

    /// Reads one row.
    pub(crate) fn add(&mut self, header: &Header, record: &[Option<PlacedText>]) {
        let Some(line) = record.iter().flatten().map(|cell| cell.line).min() else {
            return;
        };
        self.take_group(header, record);
        let mut draft = RawRow::of(header, record);
        draft.split_name(
            self.expected(),
            header.columns.contains(&ColumnRole::Number),
        );
        if draft.row.name.is_empty() || !draft.has_target() {
            let is_group = |at: usize| header.columns.get(at) == Some(&ColumnRole::Group);
            let cells = record.iter().enumerate().filter(|(at, _)| !is_group(*at));
            let cells: Vec<PlacedText> = cells.filter_map(|(_, cell)| cell.clone()).collect();
            if !cells.is_empty() {
                self.unreadable(line, &cells);
            }
            return;
        }
        let needs_number =
            header.columns.contains(&ColumnRole::Number) && !draft.is_part && !self.is_placed;
        self.count(line, &draft.row, needs_number);
        draft.row.line = line;
        draft.row.group.clone_from(&self.group);
        if draft.is_part {
            draft.row.part_of.clone_from(&self.whole);
        } else {
            let row = &draft.row;
            self.whole = Some(if row.no.is_empty() {
                row.name.clone()
            } else {
                row.no.clone()
            });
        }
        if draft.has_earlier {
            self.earlier(line, &draft.row.name);
        }
        self.notes.append(&mut draft.notes);
        self.rows.push(draft.row);
    }

    /// Rows count on, or begin again in a new group; where they do not, a row may be missing.
    fn count(&mut self, line: u32, row: &OriginalRow, needs_number: bool) {
        let number = number::alone(&row.no).map(|number| number.ordinal);
        let Some(number) = number else {
            self.last += 1;
            if needs_number {
                self.out_of_order(line, &row.name);
            }
            return;
        };
        let is_first = self.rows.is_empty() && self.last == self.start;
        let goes_on = number == self.last + 1 || number == self.last && !is_first;
        let begins_again = number == 1 && !is_first;
        if !goes_on && !begins_again || is_first && number != 1 {
            self.out_of_order(line, &row.no);
        }
        self.last = number;
    }

    fn out_of_order(&mut self, line: u32, what: &str) {
        self.problems.push(ImportProblem {
            line,
            code: "number-out-of-order",
            zh: format!("序号不连续，这里或前面可能缺行：{what}"),
            en: format!(
                "the numbers of the rows do not go on; a row may be missing here or before: {what}"
            ),
        });
    }

    /// A cell of a group column holds for this row and those below it; 其中 is no group.
    fn take_group(&mut self, header: &Header, record: &[Option<PlacedText>]) {
        let cells = header.columns.iter().zip(record);
        let groups: Vec<&PlacedText> = cells
            .filter(|(column, _)| **column == ColumnRole::Group)
            .filter_map(|(_, cell)| cell.as_ref())
            .filter(|cell| !is_blank(&cell.text) && !is_part(&cell.text))
            .collect();
        let text: Vec<&str> = groups.iter().map(|group| group.text.as_str()).collect();
        if let Some(first) = groups.first() {
            self.set_group(&PlacedText {
                line: first.line,
                text: text.join(" / "),
            });
        }
    }

    /// The finished table.
    pub(crate) fn into_table(self, header: Header, mut table: IndicatorTable) -> IndicatorTable {
        table.header = header.words;
        table.rows = self.rows;
        table.notes = self.notes;
        table.debris = self.debris;
        table
    }
}

/// 其中, 其中：女性.
fn is_part(text: &str) -> bool {
    tidy(text)
        .trim_start_matches(['#', '-', '—'])
        .starts_with("其中")
}

/// A row whose cells are known but not yet taken apart.
struct RawRow {
    row: OriginalRow,
    is_part: bool,
    notes: Vec<PlacedText>,
    /// Whether there were several starting values.
    has_earlier: bool,
}

impl RawRow {
    fn of(header: &Header, record: &[Option<PlacedText>]) -> Self {
        let mut draft = Self {
            row: OriginalRow::default(),
            is_part: false,
            notes: Vec::new(),
            has_earlier: false,
        };
        for (at, column) in header.columns.iter().enumerate() {
            let cell = record.get(at).and_then(Option::as_ref);
            let cell = cell.filter(|cell| !is_blank(&cell.text));
            match (column, cell) {
                (ColumnRole::Target(year), None) => draft.row.targets.push(RowTarget {
                    year: *year,
                    ..RowTarget::default()
                }),
                (_, None) => {}
                (column, Some(cell)) => draft.take(*column, cell, header.unit(at)),
            }
        }
        draft
    }

    fn take(&mut self, column: ColumnRole, cell: &PlacedText, unit: Option<&str>) {
        let text = tidy(&cell.text);
        let row = &mut self.row;
        match column {
            ColumnRole::Number => {
                row.no = number::alone(&text).map_or_else(|| text.clone(), |no| no.printed.into());
            }
            ColumnRole::Group if is_part(&text) => {
                self.is_part = true;
                row.name.insert_str(0, &text);
            }
            ColumnRole::Group => {}
            ColumnRole::Name => row.name.push_str(&cell.text),
            ColumnRole::Unit if is_dash(&text) || text == "无" => self.note(cell.line, text),
            ColumnRole::Unit => row.unit = Some(text),
            ColumnRole::Baseline(year) | ColumnRole::Actual(year) => {
                let (value, mut marks) = without_marks(&text);
                // Of several starting values the last is that of the plan; the others are remarks.
                let earlier = row.baseline.replace(value);
                row.baseline_year = year;
                row.marks.append(&mut marks);
                if let Some(earlier) = earlier {
                    self.has_earlier = true;
                    self.note(cell.line, earlier);
                }
            }
            ColumnRole::Target(year) => {
                let (text, mut marks) = without_marks(&text);
                row.marks.append(&mut marks);
                let line = cell.line;
                row.targets.push(RowTarget { year, text, line });
            }
            ColumnRole::Nature => row.nature = Some(text),
            ColumnRole::Department => {
                let department = row.department.get_or_insert_default();
                if !department.is_empty() {
                    department.push('；');
                }
                department.push_str(&text);
            }
            ColumnRole::Note | ColumnRole::Unknown => self.note(cell.line, text),
        }
        if let (ColumnRole::Target(_), Some(unit)) = (column, unit)
            && self.row.unit.is_none()
        {
            self.row.unit = Some(unit.to_owned());
        }
    }

    fn note(&mut self, line: u32, text: String) {
        self.notes.push(PlacedText { line, text });
    }

    /// Takes number, unit and footnote marks off the name.
    fn split_name(&mut self, expected: u32, has_number_column: bool) {
        let mut name = trimmed(&std::mem::take(&mut self.row.name)).to_owned();
        if !has_number_column && let Some(no) = number::leading(&name) {
            let is_number = no.is_closed || no.ordinal == expected;
            if is_number && !no.rest.is_empty() {
                no.printed.clone_into(&mut self.row.no);
                name = no.rest.to_owned();
            }
        }
        let (mut name, mut marks) = without_marks(&tidy(&name));
        if let Some((before, unit)) = bracketed_unit(&name) {
            if self.row.unit.is_none() || self.row.unit.as_deref() == Some(unit) {
                self.row.unit = Some(unit.to_owned());
                name = before.to_owned();
            }
            let (bare, mut more) = without_marks(&name);
            name = bare;
            marks.append(&mut more);
        }
        marks.append(&mut self.row.marks);
        self.row.marks = marks;
        self.is_part = self.is_part || is_part(&name);
        // A stop that ends a name is kept like the mark of a note: nothing printed may be lost.
        let bare = trimmed(&name).trim_end_matches(['。', '；', '，', '、', ';', '：', ':']);
        let stops = trimmed(&name)[bare.len()..].trim();
        if !stops.is_empty() {
            self.row.marks.push(stops.to_owned());
        }
        bare.clone_into(&mut self.row.name);
    }

    fn has_target(&self) -> bool {
        self.row
            .targets
            .iter()
            .any(|target| !target.text.is_empty())
    }
}
