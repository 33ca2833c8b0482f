//! The tables of indicators of a document: where one begins, which layout it has, what is lost.
//!
//! Tables are looked for from the first piece to the last; each reader goes on behind what it read, so
//! that the whole takes linear time. Tables of other kinds are passed over as a whole.

use crate::import::original::{Confidence, IndicatorTable, Indicators, Layout, Original, Problem};

use crate::import::tables::document::{Document, Kind};
use crate::import::tables::grid;
use crate::import::tables::header::{Header, Verdict, period_of};
use crate::import::tables::heads::{self, Head};
use crate::import::tables::line;
use crate::import::tables::lost;
use crate::import::tables::matrix::{self, Line, Reading};
use crate::import::tables::number;
use crate::import::tables::pipes;
use crate::import::tables::printed;
use crate::import::tables::rows::Body;
use crate::import::tables::run_on;
use crate::import::tables::stream;
use crate::import::tables::surroundings::{self, Above, Draft, Found, finish};
use crate::import::tables::tab_rows;
use crate::import::tables::value::{is_dash, is_nature, is_value};
use crate::import::tables::words::{length, trimmed};

/// Finds the tables of indicators of a document, and what looks like one and needs a person.
pub fn find(original: &Original) -> Indicators {
    let document = Document::of(original);
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
    document: &Document<'_>,
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
    document: &'a Document<'a>,
}

impl Finder<'_> {
    /// What begins at a piece, if it is a table of any kind.
    fn at(&self, at: usize, floor: usize) -> Option<Found> {
        let piece = self.document.get(at)?;
        match piece.kind {
            Kind::Table(grid) => {
                let lines = grid::lines(grid);
                self.marked(&lines, at, at + 1, floor, Layout::Grid)
            }
            Kind::Text(text) if text.trim().is_empty() => None,
            Kind::Text(text) => self
                .pipes(at, floor)
                .or_else(|| self.tabs(at, floor, text))
                .or_else(|| self.headed(at, floor))
                .or_else(|| self.headless(at, text)),
            Kind::Styled(_) | Kind::Picture(_) | Kind::PageBreak => None,
        }
    }

    fn pipes(&self, at: usize, floor: usize) -> Option<Found> {
        let (lines, end) = pipes::lines(self.document, at)?;
        let found = self.marked(&lines, at, end, floor, Layout::Pipes);
        found.or(Some(Found::nothing(end)))
    }

    /// A table whose cells have places. The next table goes on with it when it has no header of its own.
    fn marked(
        &self,
        lines: &[Line<'_>],
        at: usize,
        end: usize,
        floor: usize,
        layout: Layout,
    ) -> Option<Found> {
        let above = surroundings::above(self.document, at, floor);
        let reading = self.reading(lines, &above)?;
        let mut draft = Draft {
            header: reading.header,
            body: reading.body,
            layout,
            confidence: if layout == Layout::TabRows {
                Confidence::Medium
            } else {
                Confidence::High
            },
            end,
        };
        let mut above = above;
        above.caption = above.caption.take().or(reading.caption);
        match reading.verdict {
            Verdict::Indicators => {
                if layout == Layout::Grid {
                    self.go_on(&mut draft);
                }
                Some(finish(self.original, self.document, above, draft))
            }
            verdict => Some(self.passed_over(verdict, at, end)),
        }
    }

    fn reading(&self, lines: &[Line<'_>], above: &Above) -> Option<Reading> {
        let caption = above.caption.as_ref().map(|words| words.text.as_str());
        matrix::read(lines, caption, period_of(caption, self.document.period))
    }

    /// Grids that a page end has cut in two: the same width, no header, nothing printed between.
    fn go_on(&self, draft: &mut Draft) {
        while let Some(next) = self.document.next_printed(draft.end, 6)
            && let Some(Kind::Table(grid)) = self.document.get(next).map(|piece| piece.kind)
        {
            let lines = grid::lines(grid);
            let width = lines.first().map_or(0, |line| line.slots.len());
            let is_own = matrix::read(&lines, None, self.document.period).is_some();
            if is_own || width != draft.header.columns.len() {
                return;
            }
            matrix::read_on(&draft.header, &lines, &mut draft.body);
            draft.end = next + 1;
        }
    }

    /// A table of another kind, with the remarks below it.
    fn passed_over(&self, verdict: Verdict, at: usize, end: usize) -> Found {
        let (end, _) = surroundings::below(self.document, end);
        let mut found = Found::nothing(end);
        if verdict == Verdict::WithoutTarget {
            found.problems.push(Problem {
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
    fn tabs(&self, at: usize, floor: usize, text: &str) -> Option<Found> {
        if !tab_rows::is_row(text) {
            return None;
        }
        let rows = tab_rows::read(self.document, at);
        let first = rows.lines.first()?;
        let is_head = matrix::is_head(first);
        if rows.lines.len() < 2 || !is_head {
            // The rows are one table, whatever it is of; a header without rows may have other rows.
            return (!is_head).then(|| Found::nothing(self.before_head(at, rows.end)));
        }
        let found = self.marked(&rows.lines, at, rows.end, floor, Layout::TabRows)?;
        Some(found)
    }

    /// The first line of cells that is a header, or the end.
    fn before_head(&self, at: usize, end: usize) -> usize {
        let rest = at + 1..end;
        let is_head = |at: &usize| heads::at(self.document, *at).is_some();
        rest.clone().find(is_head).unwrap_or(end)
    }

    /// A header in lines of text, and rows of whatever kind below it.
    fn headed(&self, at: usize, floor: usize) -> Option<Found> {
        let head = heads::at(self.document, at)?;
        let above = surroundings::above(self.document, at, floor);
        let caption = above.caption.as_ref().map(|words| words.text.clone());
        let period = period_of(caption.as_deref(), self.document.period);
        let mut header = head.header(period);
        let verdict = header.judge(caption.as_deref(), period);
        let draft = self.rows(&head, header)?;
        if verdict != Verdict::Indicators {
            return Some(self.passed_over(verdict, at, draft.end));
        }
        Some(finish(self.original, self.document, above, draft))
    }

    fn rows(&self, head: &Head, header: Header) -> Option<Draft> {
        let form = form(self.document, head.end)?;
        let draft = match form {
            Form::Tabs => {
                let rows = tab_rows::read(self.document, head.end);
                let mut body = Body::default();
                let mut header = header;
                if rows
                    .lines
                    .iter()
                    .any(|line| matrix::begins_with_number(line))
                {
                    header = header.with_number_column();
                }
                matrix::read_on(&header, &rows.lines, &mut body);
                body.debris.extend(rows.debris);
                (header, body, Layout::TabRows, Confidence::Medium, rows.end)
            }
            Form::Cells => {
                let stream = stream::read(self.document, head.end, header);
                (
                    stream.header,
                    stream.body,
                    stream.layout,
                    Confidence::Medium,
                    stream.end,
                )
            }
            Form::RunOn => {
                let rows = run_on::read(self.document, head.end, header);
                let sure = if rows.is_spaced {
                    Confidence::Medium
                } else {
                    Confidence::Low
                };
                (rows.header, rows.body, Layout::RunOn, sure, rows.end)
            }
            Form::Columns => {
                let rows = printed::read(self.document, head.end, header);
                (
                    rows.header,
                    rows.body,
                    Layout::Columns,
                    Confidence::Medium,
                    rows.end,
                )
            }
        };
        let (header, body, layout, confidence, end) = draft;
        Some(Draft {
            header,
            body,
            layout,
            confidence,
            end,
        })
    }

    /// Rows right below a caption, without a header: only numbered rows of a name and one value.
    fn headless(&self, at: usize, text: &str) -> Option<Found> {
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
        let draft = Draft {
            header: rows.header,
            body: rows.body,
            layout: Layout::RunOn,
            confidence: Confidence::Low,
            end: rows.end,
        };
        let line = self.document.get(at).map_or(0, |piece| piece.line);
        let above = Above {
            start: at,
            caption: Some(crate::import::original::Words {
                line,
                text: trimmed(text).to_owned(),
            }),
            ..Above::default()
        };
        Some(finish(self.original, self.document, above, draft))
    }
}

/// How the rows below a header are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Tabs,
    Cells,
    RunOn,
    Columns,
}

/// Looks at the next lines. None when they are no rows.
fn form(document: &Document<'_>, at: usize) -> Option<Form> {
    let (mut tabs, mut gaps, mut alone, mut run_on, mut lines) = (0, 0, 0, 0, 0);
    let mut at = at;
    while lines < 14
        && let Some(next) = document.next_printed(at, 6)
        && let Some(text) = document.text(next)
    {
        let bare = trimmed(text);
        if line::is_prose(text) || line::is_label(text) || line::is_contents(text) {
            break;
        }
        lines += 1;
        let is_cell =
            is_value(bare) || is_dash(bare) || is_nature(bare) || number::alone(bare).is_some();
        tabs += usize::from(tab_rows::is_row(text));
        gaps += usize::from(printed::segments(text).len() > 1 && !tab_rows::is_row(text));
        alone += usize::from(is_cell && length(bare) <= 30);
        run_on += usize::from(!is_cell && run_on::is_row(text));
        at = next + 1;
    }
    if tabs * 3 >= lines && tabs > 0 {
        Some(Form::Tabs)
    } else if gaps * 5 >= lines && gaps > 0 {
        Some(Form::Columns)
    } else if alone * 4 >= lines && alone > run_on {
        Some(Form::Cells)
    } else if run_on > 0 {
        Some(Form::RunOn)
    } else {
        None
    }
}
