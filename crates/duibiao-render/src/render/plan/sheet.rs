//! A table of indicators as it is printed, head and lines, with all its words.
//!
//! The facts of a body keep what was read from a table; this reads again what was not: the words of its
//! heads and of the columns that carry no data.

use pulldown_cmark::{Event, Tag};

use crate::render::page::PageContext;
use duibiao_syntax::document::{IndicatorRow, IndicatorTable, TableColumn};
use duibiao_syntax::markdown::{Markdown, MarkdownNode};

/// A table as it is printed.
pub(super) struct PrintedTable<'a> {
    pub(super) table: &'a IndicatorTable,
    /// What each column is to the page, and its head.
    columns: Vec<(Role, PrintedHead)>,
    /// The body lines that are rows.
    body: Vec<Vec<String>>,
}

/// What a printed column is to the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Said in the cells of the row itself: number, category, name, unit, nature.
    Own,
    Baseline,
    Target,
    /// Shown as it stands.
    Other,
}

impl<'a> PrintedTable<'a> {
    pub(super) fn read(page: &PageContext<'a>, table: &'a IndicatorTable) -> Self {
        let mut lines = printed_lines(&page.slice(table.span)).into_iter();
        let first = lines.next().unwrap_or_default();
        let second = if table.second_header {
            lines.next()
        } else {
            None
        };
        let name = table
            .columns
            .iter()
            .position(|column| *column == TableColumn::Name);
        let has_name = |line: &Vec<String>| {
            name.and_then(|at| line.get(at))
                .is_some_and(|text| !text.is_empty())
        };
        Self {
            table,
            columns: columns(&table.columns, heads(first, second)),
            body: lines.filter(has_name).collect(),
        }
    }

    /// The rows with the words of their lines.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&[String], &'a IndicatorRow)> {
        const NONE: &[String] = &[];
        let lines = self
            .body
            .iter()
            .map(Vec::as_slice)
            .chain(std::iter::repeat(NONE));
        self.table
            .rows
            .iter()
            .zip(lines)
            .map(|(row, line)| (line, row))
    }

    /// The columns of a role.
    pub(super) fn of(&self, role: Role) -> impl Iterator<Item = (usize, &PrintedHead)> {
        let all = self.columns.iter().enumerate();
        all.filter(move |(_, (known, _))| *known == role)
            .map(|(at, (_, head))| (at, head))
    }

    /// The place of the column with this role and head.
    pub(super) fn column(&self, role: Role, head: &PrintedHead) -> Option<usize> {
        self.of(role)
            .find(|(_, known)| *known == head)
            .map(|(at, _)| at)
    }

    pub(super) fn has(&self, column: &TableColumn) -> bool {
        self.table.columns.contains(column)
    }
}

/// A printed head; how many of the same words stood before it.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct PrintedHead {
    pub(super) text: String,
    count: usize,
}

/// The role and head of each column.
fn columns(kinds: &[TableColumn], heads: Vec<String>) -> Vec<(Role, PrintedHead)> {
    let mut columns: Vec<(Role, PrintedHead)> = Vec::new();
    let heads = heads.into_iter().chain(std::iter::repeat(String::new()));
    for (at, (kind, text)) in kinds.iter().zip(heads).enumerate() {
        let count = columns.iter().filter(|(_, head)| head.text == text).count();
        columns.push((role(kinds, at, kind), PrintedHead { text, count }));
    }
    columns
}

/// The first column of each kind is read into the row; what is left over is shown as it stands.
fn role(kinds: &[TableColumn], at: usize, kind: &TableColumn) -> Role {
    let of_kind =
        |other: &TableColumn| std::mem::discriminant(other) == std::mem::discriminant(kind);
    let is_first = !kinds.iter().take(at).any(of_kind);
    match kind {
        TableColumn::Target(_) => Role::Target,
        TableColumn::Baseline(_) if is_first => Role::Baseline,
        // Where a value was read is said by its mark.
        TableColumn::Verification => Role::Own,
        TableColumn::Number
        | TableColumn::Group
        | TableColumn::Name
        | TableColumn::Unit
        | TableColumn::Nature
            if is_first =>
        {
            Role::Own
        }
        _ => Role::Other,
    }
}

/// The words of a second header stand behind those above them, which may span several columns.
fn heads(first: Vec<String>, second: Option<Vec<String>>) -> Vec<String> {
    let Some(second) = second else { return first };
    let mut above = String::new();
    let below = second.into_iter().chain(std::iter::repeat(String::new()));
    first
        .into_iter()
        .zip(below)
        .map(|(text, below)| {
            if !text.is_empty() {
                above.clone_from(&text);
            }
            if below.is_empty() || below == text {
                text
            } else {
                format!("{above}{below}")
            }
        })
        .collect()
}

/// The cells of a table, line by line, marks of emphasis taken off. Inside a box each line begins with
/// the mark of the quote, which is no part of the table.
fn printed_lines(table: &str) -> Vec<Vec<String>> {
    let text: Vec<&str> = table
        .lines()
        .map(|line| line.trim_start_matches([' ', '\t', '>']))
        .collect();
    let text = text.join("\n");
    let mut lines: Vec<Vec<String>> = Vec::new();
    for piece in Markdown::new(&text, 0).pieces() {
        let MarkdownNode::Event(event) = &piece.node else {
            continue;
        };
        match (event, lines.last_mut()) {
            (Event::Start(Tag::TableHead | Tag::TableRow), _) => lines.push(Vec::new()),
            (Event::Start(Tag::TableCell), Some(line)) => line.push(String::new()),
            (event, Some(line)) => {
                if let Some(cell) = line.last_mut() {
                    push_words(cell, event, text.get(piece.range).unwrap_or_default());
                }
            }
            (_, None) => {}
        }
    }
    for cell in lines.iter_mut().flatten() {
        *cell = cell.trim().to_owned();
    }
    lines
}

/// Adds what an event says; a formula stays as it was written.
fn push_words(cell: &mut String, event: &Event<'_>, written: &str) {
    match event {
        Event::Text(words) | Event::Code(words) => cell.push_str(words),
        Event::InlineMath(_) | Event::DisplayMath(_) => cell.push_str(written),
        Event::InlineHtml(html) if !html.starts_with("<!--") => cell.push_str(html),
        Event::SoftBreak | Event::HardBreak => cell.push(' '),
        _ => {}
    }
}
