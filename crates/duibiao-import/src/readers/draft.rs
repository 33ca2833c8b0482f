//! A document while it is built: what every reader fills, and the number of the line that it is at.
//!
//! It adds and counts, nothing else; what a block means is for the readers to say.

use std::collections::BTreeMap;

use crate::original::{
    Block, Grid, ImportProblem, Original, OriginalFormat, Picture, Removed, Style, TextLine,
    UnreadableOriginal,
};

use crate::readers::limits::Limits;
use crate::readers::refusal;

/// How many problems of one kind are told one by one; the rest is summed up.
const TOLD: usize = 50;

/// Builds an [`Original`].
#[derive(Debug, Default)]
pub(crate) struct OriginalBuilder {
    pub(crate) blocks: Vec<Block>,
    pub(crate) removed: Vec<Removed>,
    problems: Vec<ImportProblem>,
    /// How often each code was reported.
    told: BTreeMap<&'static str, usize>,
    /// Cells of tables so far.
    cells: usize,
    /// The number of the last line.
    pub(crate) line: u32,
}

impl OriginalBuilder {
    /// Counts one line more and gives its number.
    pub(crate) fn next_line(&mut self) -> u32 {
        self.line = self.line.saturating_add(1);
        self.line
    }

    pub(crate) fn push_line(&mut self, line: u32, text: String, style: Style) {
        self.blocks
            .push(Block::Line(TextLine { line, text, style }));
    }

    /// Counts cells before they are made.
    pub(crate) fn count_cells(
        &mut self,
        count: usize,
        limits: &Limits,
    ) -> Result<(), UnreadableOriginal> {
        self.cells = self.cells.saturating_add(count);
        if self.cells > limits.cells {
            return Err(refusal::too_large(
                "表格单元格数",
                "table cells",
                limits.cells,
            ));
        }
        Ok(())
    }

    pub(crate) fn push_table(&mut self, grid: Grid) {
        if !grid.rows.is_empty() {
            self.blocks.push(Block::Table(grid));
        }
    }

    pub(crate) fn push_picture(&mut self, description: String) {
        self.blocks.push(Block::Picture(Picture {
            line: self.line,
            description,
        }));
    }

    pub(crate) fn page_break(&mut self) {
        self.blocks.push(Block::PageBreak { line: self.line });
    }

    /// Leaves `text` out, unless there is nothing in it.
    pub(crate) fn remove(&mut self, line: u32, text: impl Into<String>, reason: &'static str) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.removed.push(Removed { line, text, reason });
        }
    }

    /// Reports something. After [`TOLD`] reports with one code the rest is only counted.
    pub(crate) fn report(&mut self, line: u32, code: &'static str, zh: String, en: String) {
        let count = self.told.entry(code).or_default();
        *count += 1;
        if *count <= TOLD {
            self.problems.push(ImportProblem { line, code, zh, en });
        }
    }

    /// The finished document.
    pub(crate) fn finish(self, format: OriginalFormat, encoding: Option<&'static str>) -> Original {
        let Self {
            blocks,
            removed,
            mut problems,
            told,
            cells: _,
            line: _,
        } = self;
        let untold = told.into_iter().filter(|&(_, count)| count > TOLD);
        problems.extend(untold.map(|(code, count)| ImportProblem {
            line: 0,
            code,
            zh: format!("同类问题还有 {} 处未逐一列出。", count - TOLD),
            en: format!(
                "{} more of the same kind are not listed one by one.",
                count - TOLD
            ),
        }));
        Original {
            format,
            encoding,
            blocks,
            removed,
            problems,
        }
    }
}
