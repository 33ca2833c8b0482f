//! The original as a row of pieces: lines of text, tables, pictures and page breaks in order.
//!
//! A paragraph with line breaks inside gives a piece for each of its lines, and a form feed gives a page
//! break, so that every layout sees the lines that a reader of the page sees.

use crate::original::{Block, Grid, Original, Picture, Style};
use duibiao_syntax::period::Period;

use crate::tables::column;
use crate::tables::line;
use crate::tables::words::{folded, has_any, is_blank, trimmed};

/// A document to look for tables in.
pub(crate) struct TableDocument<'a> {
    /// Its pieces.
    pub(crate) pieces: Vec<DocumentPiece<'a>>,
    /// The period of the plan, if its title or the text near it says so.
    pub(crate) period: Option<Period>,
}

/// A piece of a document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DocumentPiece<'a> {
    /// The block that it belongs to.
    pub(crate) block: usize,
    /// Its line.
    pub(crate) line: u32,
    /// What it is.
    pub(crate) kind: PieceKind<'a>,
}

/// What a piece is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PieceKind<'a> {
    /// A line, possibly blank.
    Text(&'a str),
    /// A line that the format calls a heading, a title or a footnote.
    Styled(&'a str),
    /// A table of the format.
    Table(&'a Grid),
    /// A picture.
    Picture(&'a Picture),
    /// The end of a page.
    PageBreak,
}

impl<'a> DocumentPiece<'a> {
    /// The words of a plain line.
    pub(crate) fn text(&self) -> Option<&'a str> {
        match self.kind {
            PieceKind::Text(text) => Some(text),
            PieceKind::Styled(_)
            | PieceKind::Table(_)
            | PieceKind::Picture(_)
            | PieceKind::PageBreak => None,
        }
    }

    /// The words of a line of any kind.
    pub(crate) fn words(&self) -> Option<&'a str> {
        match self.kind {
            PieceKind::Text(text) | PieceKind::Styled(text) => Some(text),
            PieceKind::Table(_) | PieceKind::Picture(_) | PieceKind::PageBreak => None,
        }
    }

    /// Whether no word is printed: a blank line, a drawn line or the end of a page.
    pub(crate) fn is_blank(&self) -> bool {
        match self.kind {
            PieceKind::Text(text) | PieceKind::Styled(text) => {
                is_blank(text) || line::is_rule(text)
            }
            PieceKind::PageBreak => true,
            PieceKind::Table(_) | PieceKind::Picture(_) => false,
        }
    }
}

impl<'a> TableDocument<'a> {
    /// The pieces of an original.
    pub(crate) fn of(original: &'a Original) -> Self {
        let mut pieces = Vec::with_capacity(original.blocks.len());
        for (block, content) in original.blocks.iter().enumerate() {
            add(&mut pieces, block, content);
        }
        let period = period(&pieces);
        Self { pieces, period }
    }

    /// The piece at a place.
    pub(crate) fn get(&self, at: usize) -> Option<&DocumentPiece<'a>> {
        self.pieces.get(at)
    }

    /// The plain line at a place.
    pub(crate) fn text(&self, at: usize) -> Option<&'a str> {
        self.get(at).and_then(DocumentPiece::text)
    }

    /// The first place from `at` on that is not blank, at most `limit` places away.
    pub(crate) fn next_printed(&self, at: usize, limit: usize) -> Option<usize> {
        let ahead = self.pieces.get(at..)?.iter().take(limit);
        ahead
            .enumerate()
            .find(|(_, piece)| !piece.is_blank())
            .map(|(offset, _)| at + offset)
    }

    /// The last place before `at` that is not blank, at most `limit` places away.
    pub(crate) fn last_printed(&self, at: usize, limit: usize) -> Option<usize> {
        let from = at.saturating_sub(limit);
        let behind = self.pieces.get(from..at)?;
        behind
            .iter()
            .rposition(|piece| !piece.is_blank())
            .map(|offset| from + offset)
    }

    /// Whether the line is the number of a page: dressed as one, or bare where a page ends or begins.
    pub(crate) fn is_page_number(&self, at: usize) -> bool {
        let Some(text) = self.text(at) else {
            return false;
        };
        if line::is_dressed_page_number(text) {
            return true;
        }
        line::is_bare_number(text) && self.is_at_page_turn(at)
    }

    /// Whether only blank lines lie between a line and the end or the beginning of its page.
    fn is_at_page_turn(&self, at: usize) -> bool {
        let turns = |piece: &DocumentPiece<'_>| matches!(piece.kind, PieceKind::PageBreak);
        let is_line = |piece: &&DocumentPiece<'_>| turns(piece) || !piece.is_blank();
        let after = self.pieces.iter().skip(at + 1).take(4).find(is_line);
        let from = at.saturating_sub(4);
        let before = self.pieces[from..at].iter().rev().find(is_line);
        after.is_some_and(turns) || before.is_some_and(turns)
    }
}

fn add<'a>(pieces: &mut Vec<DocumentPiece<'a>>, block: usize, content: &'a Block) {
    let mut push = |line, kind| pieces.push(DocumentPiece { block, line, kind });
    match content {
        Block::Table(grid) => push(grid.line, PieceKind::Table(grid)),
        Block::Picture(picture) => push(picture.line, PieceKind::Picture(picture)),
        Block::PageBreak { line } => push(*line, PieceKind::PageBreak),
        Block::Line(content) => {
            for (at, page) in content.text.split('\u{c}').enumerate() {
                if at > 0 {
                    push(content.line, PieceKind::PageBreak);
                }
                for text in page.split('\n') {
                    let is_plain = matches!(content.style, Style::Plain | Style::Bullet);
                    let kind = if is_plain {
                        PieceKind::Text(text)
                    } else {
                        PieceKind::Styled(text)
                    };
                    push(content.line, kind);
                }
            }
        }
    }
}

/// The period of the plan: what its title says, the first line that names both a plan and a period.
fn period(pieces: &[DocumentPiece<'_>]) -> Option<Period> {
    const PLANS: [&str; 6] = ["规划", "计划", "纲要", "方案", "行动", "指标"];
    let lines = pieces
        .iter()
        .filter_map(DocumentPiece::words)
        .filter(|text| !is_blank(text));
    lines.take(60).map(trimmed).find_map(|text| {
        let bare = folded(text);
        let is_title =
            bare.chars().count() <= 60 && has_any(&bare, &PLANS) && !bare.contains("完成");
        is_title.then(|| column::span(&bare)).flatten()
    })
}
