//! The blocks of a text in order: paragraphs and tables, with what hangs on them.
//!
//! Notes come after the block that refers to them, text boxes after the paragraph that they are fixed to;
//! where they stand on the page is not known without laying it out.

use std::collections::{BTreeMap, BTreeSet};

use crate::original::{Block, Grid, GridCell, Style, UnreadableOriginal};

use super::notes::NoteRef;
use super::numbering::{Counters, NumberMark, NumberRef};
use super::runs::{self, Inline, Ongoing, ParagraphPiece};
use super::{DocxParts, table};
use crate::readers::draft::OriginalBuilder;
use crate::readers::limits::Limits;
use crate::readers::xml::{NodeId, Tree};
use crate::readers::{grid, refusal};

/// Walks the text and fills the draft.
pub(super) struct Walker<'a> {
    pub(super) parts: &'a DocxParts,
    pub(super) limits: &'a Limits,
    pub(super) draft: &'a mut OriginalBuilder,
    /// How many tables are open.
    pub(super) depth: usize,
    counters: Counters,
    ongoing: Ongoing,
    /// Notes referred to and not yet written, with their marks.
    notes: Vec<(NoteRef, String)>,
    /// Notes that were written: each is written once, however often it is referred to.
    written: BTreeSet<NoteRef>,
    /// Text of a paragraph whose end was deleted: it goes on in the next.
    carried: String,
}

impl<'a> Walker<'a> {
    pub(super) fn new(
        parts: &'a DocxParts,
        limits: &'a Limits,
        draft: &'a mut OriginalBuilder,
    ) -> Self {
        Self {
            parts,
            limits,
            draft,
            depth: 0,
            counters: Counters::default(),
            ongoing: Ongoing::default(),
            notes: Vec::new(),
            written: BTreeSet::new(),
            carried: String::new(),
        }
    }

    /// Walks a whole document.
    pub(super) fn document(mut self, tree: &Tree) -> Result<(), UnreadableOriginal> {
        let body = tree
            .descendants(0)
            .find(|&node| tree.name(node) == "w:body");
        let body = body.ok_or_else(|| refusal::damaged("w:body"))?;
        for child in tree.children(body) {
            self.block(tree, child)?;
            self.flush_notes()?;
        }
        if !self.carried.is_empty() {
            let (line, text) = (self.draft.next_line(), std::mem::take(&mut self.carried));
            self.draft.push_line(line, text, Style::Plain);
        }
        Ok(())
    }

    pub(super) fn blocks(&mut self, tree: &Tree, node: NodeId) -> Result<(), UnreadableOriginal> {
        for child in tree.children(node) {
            self.block(tree, child)?;
        }
        Ok(())
    }

    fn block(&mut self, tree: &Tree, node: NodeId) -> Result<(), UnreadableOriginal> {
        match tree.name(node) {
            "w:p" => self.paragraph(tree, node),
            "w:tbl" => read_table(self, tree, node),
            "w:altChunk" | "w:subDoc" => {
                self.draft.report(
                    self.draft.line,
                    "embedded-file",
                    "正文引用了另一个文件的内容，没有读取。".into(),
                    "The text takes in another file here; it was not read.".into(),
                );
                Ok(())
            }
            "mc:AlternateContent" => {
                let choice = tree
                    .child(node, "mc:Choice")
                    .or_else(|| tree.child(node, "mc:Fallback"));
                choice.map_or(Ok(()), |choice| self.blocks(tree, choice))
            }
            "w:sectPr" | "w:tblPr" | "w:tcPr" | "w:sdtPr" | "w:sdtEndPr" => Ok(()),
            _ => self.blocks(tree, node),
        }
    }

    fn paragraph(&mut self, tree: &Tree, node: NodeId) -> Result<(), UnreadableOriginal> {
        let properties = tree.child(node, "w:pPr");
        let value =
            |name| properties.and_then(|properties| tree.child_value(properties, name, "w:val"));
        let style_id = value("w:pStyle");
        let outline = value("w:outlineLvl").and_then(|level| level.parse::<u8>().ok());
        let style = match (self.parts.styles.style(style_id), outline) {
            (Style::Plain, Some(level @ 0..=8)) => Style::Heading(level + 1),
            (style, _) => style,
        };
        let number = properties
            .map(|properties| NumberRef::read(tree, properties))
            .unwrap_or_default();
        let number = number.or(&self.parts.styles.number(style_id));
        let inline = runs::read(tree, node, self.parts, &mut self.ongoing);
        let mark = self
            .parts
            .numbering
            .mark(&number, style_id, &mut self.counters);
        if properties.is_some_and(|properties| runs::is_on(tree, properties, "w:pageBreakBefore")) {
            self.draft.page_break();
        }
        let run_marks = properties.and_then(|properties| tree.child(properties, "w:rPr"));
        let is_open = run_marks.is_some_and(|marks| {
            ["w:del", "w:moveFrom"]
                .iter()
                .any(|name| tree.child(marks, name).is_some())
        });
        self.lay_out(tree, inline, style, mark, is_open)
    }

    /// Puts the pieces of a paragraph where they belong.
    fn lay_out(
        &mut self,
        tree: &Tree,
        inline: Inline,
        style: Style,
        mark: Option<NumberMark>,
        is_open: bool,
    ) -> Result<(), UnreadableOriginal> {
        let line = self.draft.next_line();
        let (style, prefix) = match mark {
            Some(NumberMark::Bullet) if style == Style::Plain => (Style::Bullet, String::new()),
            Some(NumberMark::Number(number)) => (style, number),
            Some(NumberMark::Bullet) | None => (style, String::new()),
        };
        let mut text = std::mem::take(&mut self.carried) + &prefix;
        let (mut boxes, mut pictures, mut has_line) = (Vec::new(), Vec::new(), false);
        for piece in inline.pieces {
            match piece {
                ParagraphPiece::Text(words) => text.push_str(&words),
                ParagraphPiece::PageBreak => {
                    if !text.is_empty() {
                        self.draft.push_line(line, std::mem::take(&mut text), style);
                        has_line = true;
                    }
                    self.draft.page_break();
                }
                ParagraphPiece::Picture(description) => pictures.push(description),
                ParagraphPiece::TextBox(content) => boxes.push(content),
            }
        }
        for (words, reason) in inline.left_out {
            self.draft.remove(line, words, reason);
        }
        for (code, zh, en) in inline.reports {
            self.draft.report(line, code, zh, en);
        }
        self.notes.extend(inline.notes);
        if is_open {
            self.carried = text;
        } else if !text.is_empty() || !has_line {
            self.draft.push_line(line, text, style);
        }
        for description in pictures {
            self.draft.push_picture(description);
        }
        boxes
            .into_iter()
            .try_for_each(|content| self.text_box(tree, content))
    }

    fn text_box(&mut self, tree: &Tree, content: NodeId) -> Result<(), UnreadableOriginal> {
        self.draft.report(
            self.draft.line,
            "text-box",
            "文本框里的文字接在这一段之后，请核对位置。".into(),
            "The words of a text box follow this paragraph; check their place.".into(),
        );
        self.blocks(tree, content)
    }

    /// The words of everything below `node` as the text of a cell, and whether a picture is among them.
    pub(super) fn cell_text(
        &mut self,
        tree: &Tree,
        node: NodeId,
    ) -> Result<(String, bool), UnreadableOriginal> {
        let outside = std::mem::take(&mut self.draft.blocks);
        let read = self.blocks(tree, node);
        let inside = std::mem::replace(&mut self.draft.blocks, outside);
        read?;
        let mut has_picture = false;
        let mut lines = Vec::new();
        for block in inside {
            match block {
                Block::Line(line) => lines.push(line.text),
                Block::Table(grid) => lines.push(grid::flat(&grid)),
                Block::Picture(_) => has_picture = true,
                Block::PageBreak { .. } => {}
            }
        }
        Ok((lines.join("\n"), has_picture))
    }

    /// Writes the notes of the block that was just read. A note that refers to notes is not expected.
    fn flush_notes(&mut self) -> Result<(), UnreadableOriginal> {
        for (note, mark) in std::mem::take(&mut self.notes) {
            let Some((tree, node)) = self.parts.notes.find(&note) else {
                continue;
            };
            if !self.written.insert(note) {
                continue;
            }
            let line = self.draft.line.saturating_add(1);
            let (text, _) = self.cell_text(tree, node)?;
            self.draft
                .push_line(line, mark + text.trim(), Style::Footnote);
        }
        self.notes.clear();
        Ok(())
    }
}

/// Reads the table `node`.
fn read_table(
    walker: &mut Walker<'_>,
    tree: &Tree,
    node: NodeId,
) -> Result<(), UnreadableOriginal> {
    if walker.depth >= walker.limits.table_depth {
        report_depth(walker);
        let text = table::flat_text(tree, node);
        let line = walker.draft.next_line();
        walker.draft.push_line(line, text, Style::Plain);
        return Ok(());
    }
    walker.depth += 1;
    let rows = table::found(tree, node, "w:tr");
    let done = if table::is_frame(tree, &rows) {
        rows.iter()
            .flat_map(|&row| table::found(tree, row, "w:tc"))
            .try_for_each(|cell| walker.blocks(tree, cell))
    } else {
        table(walker, tree, &rows)
    };
    walker.depth -= 1;
    done
}

fn table(walker: &mut Walker<'_>, tree: &Tree, rows: &[NodeId]) -> Result<(), UnreadableOriginal> {
    let mut grid = Grid {
        line: walker.draft.line.saturating_add(1),
        rows: Vec::new(),
    };
    // For each column the cell whose merge may go on: its row and place.
    let mut open = BTreeMap::new();
    for &row in rows {
        if table::is_deleted(tree, row) {
            let text = table::flat_text(tree, row);
            walker
                .draft
                .remove(walker.draft.line, text, "tracked-deletion");
            continue;
        }
        let cells = table_row(walker, tree, row, &mut grid, &mut open)?;
        grid.rows.push(cells);
    }
    if walker.depth > 1 {
        walker.draft.report(
            grid.line,
            "nested-table",
            "单元格里还有表格，已按行列写进单元格文字，请核对。".into(),
            "There is a table in a cell; its rows became lines of the cell. Check it.".into(),
        );
    }
    walker.draft.push_table(grid);
    Ok(())
}

fn table_row(
    walker: &mut Walker<'_>,
    tree: &Tree,
    row: NodeId,
    grid: &mut Grid,
    open: &mut table::OpenCells,
) -> Result<Vec<GridCell>, UnreadableOriginal> {
    let index = grid.rows.len();
    let skipped = tree
        .child(row, "w:trPr")
        .and_then(|node| tree.child_value(node, "w:gridBefore", "w:val"));
    let mut column = table::count(skipped, walker.limits.columns).unwrap_or(0);
    let mut cells: Vec<GridCell> = Vec::new();
    for cell in table::found(tree, row, "w:tc") {
        walker.draft.count_cells(1, walker.limits)?;
        let properties = tree.child(cell, "w:tcPr");
        let span = properties.and_then(|node| tree.child_value(node, "w:gridSpan", "w:val"));
        let columns = table::count(span, walker.limits.columns)
            .unwrap_or(1)
            .max(1);
        let line = walker.draft.line.saturating_add(1);
        let (text, has_picture) = walker.cell_text(tree, cell)?;
        let here = GridCell {
            line,
            text,
            column,
            columns,
            rows: 1,
            has_picture,
        };
        column = column.saturating_add(columns).min(walker.limits.columns);
        if table::joined_sideways(tree, properties, &mut cells, &here) {
            continue;
        }
        match (
            table::merge(tree, properties),
            open.get(&here.column).copied(),
        ) {
            (table::Merge::GoesOn, Some((from, place)))
                if table::grows(grid, from, place, index) =>
            {
                walker.draft.remove(line, here.text, "hidden-text");
            }
            (merge, _) => {
                open.remove(&here.column);
                if merge == table::Merge::Begins {
                    open.insert(here.column, (index, cells.len()));
                }
                cells.push(here);
            }
        }
    }
    Ok(cells)
}

fn report_depth(walker: &mut Walker<'_>) {
    let limit = walker.limits.table_depth;
    walker.draft.report(
        walker.draft.line,
        "nested-table",
        format!("表格嵌套超过 {limit} 层，更深处只保留了文字。"),
        format!("Tables are nested deeper than {limit}; below that only the words were kept."),
    );
}
