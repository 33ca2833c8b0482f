//! The tables of indicators of a document: where one begins, which layout it has, what is lost.
//!
//! Tables are looked for from the first piece to the last; each reader goes on behind what it read, so
//! that the whole takes linear time. Tables of other kinds are passed over as a whole.

use crate::original::{Confidence, ImportProblem, IndicatorTable, Indicators, Original, RowLayout};

use crate::tables::document::{PieceKind, TableDocument};
use crate::tables::form::{RowForm, form};
use crate::tables::grid;
use crate::tables::header::{Header, HeaderVerdict, period_of};
use crate::tables::heads::{self, HeadRows};
use crate::tables::line;
use crate::tables::lost;
use crate::tables::matrix::{self, MatrixLine, MatrixReading};
use crate::tables::number;
use crate::tables::pipes;
use crate::tables::printed;
use crate::tables::rows::TableBody;
use crate::tables::run_on;
use crate::tables::stream;
use crate::tables::surroundings::{self, Above, FoundTable, LayoutReading, finish};
use crate::tables::tab_rows;
use crate::tables::words::trimmed;

/// Finds the tables of indicators of a document, and what looks like one and needs a person.
pub fn find(original: &Original) -> Indicators {
    let document = TableDocument::of(original);
    let finder = Finder {
        original,
        document: &document,
    };
    let mut found = Indicators::default();
    let mut taken = Vec::new();
    let (mut at, mut floor) = (0, 0);
    while at < document.pieces.len() {
        let Some(next) = finder.at(at, floor) else {
            at += 1;
            continue;
        };
        let end = next.end.max(at + 1);
        taken.push(at..end);
        found.problems.extend(next.problems);
        found.tables.extend(next.table);
        at = end;
        floor = end;
    }
    let starts = captions(&document, &found.tables, taken);
    found.problems.extend(lost::problems(&document, &starts));
    found.problems.sort_by_key(|problem| problem.line);
    found
}

/// The places that were taken, from the captions on.
fn captions(
    document: &TableDocument<'_>,
    tables: &[IndicatorTable],
    taken: Vec<std::ops::Range<usize>>,
) -> Vec<std::ops::Range<usize>> {
    let mut tables = tables.iter().peekable();
    taken
        .into_iter()
        .map(|range| {
            let block = document.get(range.start).map_or(0, |piece| piece.block);
            while tables.peek().is_some_and(|table| table.blocks.end <= block) {
                tables.next();
            }
            let first = tables.peek().filter(|table| table.blocks.contains(&block));
            let first = first.map(|table| table.blocks.start);
            let before = document
                .pieces
                .get(..range.start)
                .unwrap_or_default()
                .iter()
                .rev();
            let above = before.take_while(|piece| first.is_some_and(|first| piece.block >= first));
            range.start - above.count()..range.end
        })
        .collect()
}

struct Finder<'a> {
    original: &'a Original,
    document: &'a TableDocument<'a>,
}

impl Finder<'_> {
    /// What begins at a piece, if it is a table of any kind.
    fn at(&self, at: usize, floor: usize) -> Option<FoundTable> {
        let piece = self.document.get(at)?;
        match piece.kind {
            PieceKind::Table(grid) => {
                let lines = grid::lines(grid);
                self.marked(&lines, at, at + 1, floor, RowLayout::Grid)
            }
            PieceKind::Text(text) if text.trim().is_empty() => None,
            PieceKind::Text(text) => self
                .pipes(at, floor)
                .or_else(|| self.tabs(at, floor, text))
                .or_else(|| self.headed(at, floor))
                .or_else(|| self.headless(at, text)),
            PieceKind::Styled(_) | PieceKind::Picture(_) | PieceKind::PageBreak => None,
        }
    }

    fn pipes(&self, at: usize, floor: usize) -> Option<FoundTable> {
        let (lines, end) = pipes::lines(self.document, at)?;
        let found = self.marked(&lines, at, end, floor, RowLayout::Pipes);
        found.or(Some(FoundTable::nothing(end)))
    }

    /// A table whose cells have places. The next table goes on with it when it has no header of its own.
    fn marked(
        &self,
        lines: &[MatrixLine<'_>],
        at: usize,
        end: usize,
        floor: usize,
        layout: RowLayout,
    ) -> Option<FoundTable> {
        let above = surroundings::above(self.document, at, floor);
        let body = if layout == RowLayout::TabRows {
            TableBody::default()
        } else {
            TableBody::placed()
        };
        let reading = self.reading(lines, &above, body)?;
        let mut draft = LayoutReading {
            header: reading.header,
            body: reading.body,
            layout,
            confidence: if layout == RowLayout::TabRows {
                Confidence::Medium
            } else {
                Confidence::High
            },
            end,
        };
        let mut above = above;
        above.caption = above.caption.take().or(reading.caption);
        match reading.verdict {
            HeaderVerdict::Indicators => {
                if layout == RowLayout::Grid {
                    self.go_on(&mut draft);
                }
                Some(finish(self.original, self.document, above, draft))
            }
            verdict => Some(self.passed_over(verdict, at, end)),
        }
    }

    fn reading(
        &self,
        lines: &[MatrixLine<'_>],
        above: &Above,
        body: TableBody,
    ) -> Option<MatrixReading> {
        let caption = above.caption.as_ref().map(|words| words.text.as_str());
        matrix::read(
            lines,
            caption,
            period_of(caption, self.document.period),
            body,
        )
    }

    /// Grids that a page end has cut in two: the same width, no other header, nothing printed between but
    /// a page number or 续表. With 续表 the header may be printed again.
    fn go_on(&self, draft: &mut LayoutReading) {
        let mut at = draft.end;
        let mut between = Vec::new();
        while let Some(next) = self.document.next_printed(at, 6)
            && let Some(piece) = self.document.get(next)
        {
            match piece.kind {
                PieceKind::Text(text)
                    if self.document.is_page_number(next) || line::is_continuation(text) =>
                {
                    between.push((piece.line, text));
                }
                PieceKind::Table(grid) => {
                    let lines = grid::lines(grid);
                    let width = lines.first().map_or(0, |line| line.slots.len());
                    let is_other = matrix::has_other_head(&lines, &draft.header);
                    if is_other || width != draft.header.columns.len() {
                        return;
                    }
                    for (line, text) in between.drain(..) {
                        draft.body.add_debris(line, text);
                    }
                    matrix::read_on(&draft.header, &lines, &mut draft.body);
                    draft.end = next + 1;
                }
                PieceKind::Text(_)
                | PieceKind::Styled(_)
                | PieceKind::Picture(_)
                | PieceKind::PageBreak => return,
            }
            at = next + 1;
        }
    }

    /// A table of another kind, with the remarks below it.
    fn passed_over(&self, verdict: HeaderVerdict, at: usize, end: usize) -> FoundTable {
        let (end, _) = surroundings::below(self.document, end);
        let mut found = FoundTable::nothing(end);
        if verdict == HeaderVerdict::WithoutTarget {
            found.problems.push(ImportProblem {
                line: self.document.get(at).map_or(0, |piece| piece.line),
                code: "target-column-missing",
                zh: "这张指标表没有目标值一列，没有读入，请核对".to_owned(),
                en: "this table of indicators has no column of targets and was not read; check it"
                    .to_owned(),
            });
        }
        found
    }

    /// Rows parted by tabs, the header among them.
    fn tabs(&self, at: usize, floor: usize, text: &str) -> Option<FoundTable> {
        if !tab_rows::is_row(text) {
            return None;
        }
        let rows = tab_rows::read(self.document, at);
        let first = rows.lines.first()?;
        let is_head = matrix::has_head(std::slice::from_ref(first));
        if rows.lines.len() < 2 || !is_head {
            // The rows are one table, whatever it is of; a header without rows may have other rows.
            return (!is_head).then(|| FoundTable::nothing(self.before_head(at, rows.end)));
        }
        let found = self.marked(&rows.lines, at, rows.end, floor, RowLayout::TabRows)?;
        Some(found)
    }

    /// The first line of cells that is a header, or the end.
    fn before_head(&self, at: usize, end: usize) -> usize {
        let is_head = |at: &usize| heads::at(self.document, *at).is_some();
        (at + 1..end).find(is_head).unwrap_or(end)
    }

    /// A header in lines of text, and rows of whatever kind below it.
    fn headed(&self, at: usize, floor: usize) -> Option<FoundTable> {
        let head = heads::at(self.document, at)?;
        let above = surroundings::above(self.document, at, floor);
        let caption = above.caption.as_ref().map(|words| words.text.clone());
        let period = period_of(caption.as_deref(), self.document.period);
        let mut header = head.header(period);
        let verdict = header.judge(caption.as_deref(), period);
        let Some(draft) = self.rows(&head, header) else {
            return Some(self.without_rows(&head, verdict));
        };
        if verdict != HeaderVerdict::Indicators {
            return Some(self.passed_over(verdict, at, draft.end));
        }
        Some(finish(self.original, self.document, above, draft))
    }

    /// A header below which nothing is a row.
    fn without_rows(&self, head: &HeadRows, verdict: HeaderVerdict) -> FoundTable {
        let mut found = FoundTable::nothing(head.end);
        let next = self
            .document
            .next_printed(head.end, 4)
            .and_then(|next| self.document.get(next));
        let is_marked = next.is_some_and(|piece| matches!(piece.kind, PieceKind::Table(_)));
        if verdict == HeaderVerdict::Indicators && !is_marked {
            found
                .problems
                .push(surroundings::unread(head.words.first()));
        }
        found
    }

    fn rows(&self, head: &HeadRows, header: Header) -> Option<LayoutReading> {
        let form = form(self.document, head.end, &header)?;
        let draft = match form {
            RowForm::Tabs => {
                let (header, body, end) = self.tab_rows(head.end, header);
                (header, body, RowLayout::TabRows, Confidence::Medium, end)
            }
            RowForm::Cells => {
                let stream = stream::read(self.document, head.end, header);
                (
                    stream.header,
                    stream.body,
                    stream.layout,
                    Confidence::Medium,
                    stream.end,
                )
            }
            RowForm::RunOn => {
                let rows = run_on::read(self.document, head.end, header);
                let sure = if rows.is_spaced {
                    Confidence::Medium
                } else {
                    Confidence::Low
                };
                (rows.header, rows.body, RowLayout::RunOn, sure, rows.end)
            }
            RowForm::Columns => {
                let rows = printed::read(self.document, head.end, header);
                (
                    rows.header,
                    rows.body,
                    RowLayout::Columns,
                    Confidence::Medium,
                    rows.end,
                )
            }
        };
        let (header, body, layout, confidence, end) = draft;
        Some(LayoutReading {
            header,
            body,
            layout,
            confidence,
            end,
        })
    }

    /// Rows whose cells are apart by tabs, below the line at `start`, and where they end.
    fn tab_rows(&self, start: usize, mut header: Header) -> (Header, TableBody, usize) {
        let rows = tab_rows::read(self.document, start);
        let mut body = TableBody::default();
        if rows
            .lines
            .iter()
            .any(|line| matrix::begins_with_number(line))
        {
            header = header.with_number_column();
        }
        matrix::read_on(&header, &rows.lines, &mut body);
        body.debris.extend(rows.debris);
        (header, body, rows.end)
    }

    /// Rows right below a caption, without a header: only numbered rows of a name and one value.
    fn headless(&self, at: usize, text: &str) -> Option<FoundTable> {
        if !line::promises_table(text) {
            return None;
        }
        let first = self.document.next_printed(at + 1, 4)?;
        let second = self.document.next_printed(first + 1, 4)?;
        let is_row = |at: usize| {
            let text = self.document.text(at).unwrap_or_default();
            let bare = text.trim_start_matches(['-', '•', ' ']);
            number::leading(bare).is_some_and(|no| no.ordinal <= 2) && run_on::is_row(text)
        };
        if !(is_row(first) && is_row(second)) {
            return None;
        }
        let rows = run_on::read(self.document, first, Header::absent());
        let draft = LayoutReading {
            header: rows.header,
            body: rows.body,
            layout: RowLayout::RunOn,
            confidence: Confidence::Low,
            end: rows.end,
        };
        let line = self.document.get(at).map_or(0, |piece| piece.line);
        let above = Above {
            start: at,
            caption: Some(crate::original::PlacedText {
                line,
                text: trimmed(text).to_owned(),
            }),
            ..Above::default()
        };
        Some(finish(self.original, self.document, above, draft))
    }
}
