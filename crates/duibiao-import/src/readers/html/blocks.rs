//! The lines and tables of an article.
//!
//! White space is folded as a browser does, but a line end of the source between two Chinese characters is
//! nothing at all: Word and editors break lines there.

use crate::original::{Block, GridCell, Style, UnreadableOriginal};

use super::dom::{self, Dom, NodeId};
use super::table;
use crate::readers::draft::OriginalBuilder;
use crate::readers::grid;
use crate::readers::limits::Limits;
use crate::readers::numeral::{self, Numeral};
use crate::readers::raised::shifted;

/// Reads blocks and fills the draft.
pub(super) struct BlockReader<'a> {
    pub(super) dom: &'a Dom,
    pub(super) limits: &'a Limits,
    pub(super) draft: &'a mut OriginalBuilder,
    /// How many tables are open.
    pub(super) depth: usize,
    text: String,
    /// The line of the source at which `text` begins.
    line: Option<u32>,
    style: Style,
    /// Pictures seen in the line that is being read.
    pictures: Vec<String>,
    /// What stands before the next words: the number of a list item.
    prefix: String,
    /// The open lists: the number of the last item and how it is written.
    lists: Vec<(i64, Option<Numeral>)>,
    is_preformatted: bool,
    /// White space that has not been written yet.
    gap: Gap,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    LineEnd,
}

impl<'a> BlockReader<'a> {
    pub(super) fn new(dom: &'a Dom, limits: &'a Limits, draft: &'a mut OriginalBuilder) -> Self {
        Self {
            dom,
            limits,
            draft,
            depth: 0,
            text: String::new(),
            line: None,
            style: Style::Plain,
            pictures: Vec::new(),
            prefix: String::new(),
            lists: Vec::new(),
            is_preformatted: false,
            gap: Gap::None,
        }
    }

    /// Reads the article below `root`.
    pub(super) fn article(mut self, root: NodeId) -> Result<(), UnreadableOriginal> {
        self.node(root)?;
        self.end_line();
        Ok(())
    }

    pub(super) fn children(&mut self, node: NodeId) -> Result<(), UnreadableOriginal> {
        self.dom
            .children(node)
            .try_for_each(|child| self.node(child))
    }

    fn node(&mut self, node: NodeId) -> Result<(), UnreadableOriginal> {
        if let Some(text) = self.dom.text(node) {
            self.words(text, self.dom.line(node));
            return Ok(());
        }
        if self.dom.is_machinery(node) {
            return Ok(());
        }
        if self.is_hidden(node) {
            self.draft
                .remove(self.dom.line(node), self.dom.words(node), "hidden-text");
            return Ok(());
        }
        match self.dom.name(node) {
            "nav" | "button" | "select" | "noscript" | "textarea" | "input" => {
                self.draft
                    .remove(self.dom.line(node), self.dom.words(node), "site-navigation");
                Ok(())
            }
            "table" => {
                self.end_line();
                read_table(self, node)
            }
            "pre" => self.preformatted(node),
            "br" => {
                self.break_line();
                Ok(())
            }
            "img" => {
                let words = self
                    .dom
                    .attribute(node, "alt")
                    .or_else(|| self.dom.attribute(node, "title"));
                self.pictures.push(words.unwrap_or_default().to_owned());
                Ok(())
            }
            "sup" => self.raised(node, "⁰¹²³⁴⁵⁶⁷⁸⁹"),
            "sub" => self.raised(node, "₀₁₂₃₄₅₆₇₈₉"),
            "ul" | "ol" | "dir" | "menu" => self.list(node),
            name if dom::is_block(name) => self.block(node),
            _ if self.style_has(node, "mso-list:ignore") => {
                self.word_mark(node);
                Ok(())
            }
            _ => self.children(node),
        }
    }

    fn is_hidden(&self, node: NodeId) -> bool {
        self.dom.attribute(node, "hidden").is_some()
            || self.style_has(node, "display:none")
            || self.style_has(node, "mso-hide:all")
    }

    /// Whether the style attribute holds a declaration, spaces aside.
    fn style_has(&self, node: NodeId, declaration: &str) -> bool {
        let Some(style) = self.dom.attribute(node, "style") else {
            return false;
        };
        let squeezed: String = style
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_ascii_lowercase())
            .collect();
        squeezed.split(';').any(|one| one == declaration)
    }

    fn block(&mut self, node: NodeId) -> Result<(), UnreadableOriginal> {
        self.end_line();
        match self.dom.name(node) {
            "li" => self.item(node),
            name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                self.style = Style::Heading(name.as_bytes()[1] - b'0');
            }
            _ => {}
        }
        self.children(node)?;
        self.end_line();
        self.style = Style::Plain;
        self.prefix.clear();
        Ok(())
    }

    fn list(&mut self, node: NodeId) -> Result<(), UnreadableOriginal> {
        self.end_line();
        let start = self
            .dom
            .attribute(node, "start")
            .and_then(|start| start.trim().parse::<i64>().ok())
            .unwrap_or(1);
        let numeral = match (self.dom.name(node), self.dom.attribute(node, "type")) {
            ("ol", Some("a")) => Some(Numeral::LatinLower),
            ("ol", Some("A")) => Some(Numeral::LatinUpper),
            ("ol", Some("i")) => Some(Numeral::RomanLower),
            ("ol", Some("I")) => Some(Numeral::RomanUpper),
            ("ol", _) => Some(Numeral::Decimal),
            _ => None,
        };
        self.lists.push((start.saturating_sub(1), numeral));
        let done = self.children(node);
        self.lists.pop();
        self.end_line();
        done
    }

    /// The mark of a list item: a number is written, a bullet is a style.
    fn item(&mut self, node: NodeId) {
        let value = self
            .dom
            .attribute(node, "value")
            .and_then(|value| value.trim().parse::<i64>().ok());
        let Some((count, numeral)) = self.lists.last_mut() else {
            return;
        };
        *count = value.unwrap_or_else(|| count.saturating_add(1));
        match numeral {
            Some(numeral) => self.prefix = format!("{}. ", numeral::write(*count, *numeral)),
            None => self.style = Style::Bullet,
        }
    }

    /// What Word pastes as the mark of a list item: a number is kept, the letter of a picture font is a bullet.
    fn word_mark(&mut self, node: NodeId) {
        let mark = self.dom.words(node);
        let mark = mark.trim();
        if matches!(
            mark,
            "·" | "•" | "Ø" | "l" | "n" | "u" | "ü" | "§" | "o" | "v" | "q" | "-" | "à"
        ) {
            self.style = Style::Bullet;
            self.draft.remove(self.dom.line(node), mark, "bullet-mark");
        } else {
            self.words(mark, self.dom.line(node));
        }
    }

    fn raised(&mut self, node: NodeId, digits: &str) -> Result<(), UnreadableOriginal> {
        let mut below = self.dom.children(node);
        match (below.next(), below.next()) {
            (Some(only), None) if self.dom.text(only).is_some() => {
                let text = shifted(self.dom.text(only).unwrap_or_default(), digits);
                self.words(&text, self.dom.line(only));
                Ok(())
            }
            _ => self.children(node),
        }
    }

    fn preformatted(&mut self, node: NodeId) -> Result<(), UnreadableOriginal> {
        self.end_line();
        let outside = std::mem::replace(&mut self.is_preformatted, true);
        let done = self.children(node);
        if !self.text.is_empty() {
            self.break_line();
        }
        self.is_preformatted = outside;
        self.end_line();
        done
    }

    /// Adds words to the line.
    fn words(&mut self, text: &str, mut line: u32) {
        for c in text.chars() {
            if self.is_preformatted {
                match c {
                    '\n' => {
                        self.line.get_or_insert(line);
                        self.break_line();
                        line = line.saturating_add(1);
                    }
                    c => self.put(c, line),
                }
                continue;
            }
            match c {
                '\n' => {
                    self.gap = Gap::LineEnd;
                    line = line.saturating_add(1);
                }
                ' ' | '\t' | '\r' | '\u{C}' => {
                    self.gap = if self.gap == Gap::None {
                        Gap::Space
                    } else {
                        self.gap
                    };
                }
                // A space that must not break is how editors indent; the plan file has one kind of space.
                '\u{A0}' => self.put(' ', line),
                '\u{200B}' | '\u{FEFF}' | '\u{AD}' => {}
                c => self.put(c, line),
            }
        }
    }

    fn put(&mut self, c: char, line: u32) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if let Some(before) = self.text.chars().last() {
            let is_between_wide = is_wide(before) && is_wide(c);
            if gap == Gap::Space || (gap == Gap::LineEnd && !is_between_wide) {
                self.text.push(' ');
            }
        }
        if self.line.is_none() {
            self.line = Some(line);
            self.text.push_str(&std::mem::take(&mut self.prefix));
        }
        self.text.push(c);
    }

    /// Ends the line even if it is empty, where empty lines mean something.
    fn break_line(&mut self) {
        if self.is_preformatted && self.text.is_empty() {
            let line = self.line.take().unwrap_or(self.draft.line);
            self.draft.push_line(line, String::new(), Style::Plain);
        }
        self.end_line();
    }

    /// Ends the line that is being read, if there is one.
    pub(super) fn end_line(&mut self) {
        self.gap = Gap::None;
        let text = std::mem::take(&mut self.text);
        let line = self.line.take().unwrap_or(self.draft.line);
        if !text.trim().is_empty() {
            self.draft.line = self.draft.line.max(line);
            self.draft.push_line(line, text, self.style);
        } else if self.is_preformatted && !text.is_empty() {
            self.draft.push_line(line, text, Style::Plain);
        }
        for description in std::mem::take(&mut self.pictures) {
            self.draft.push_picture(description);
        }
    }

    /// The words below `node` as the text of a cell, and whether a picture is among them.
    pub(super) fn cell_text(&mut self, node: NodeId) -> Result<(String, bool), UnreadableOriginal> {
        let outside = std::mem::take(&mut self.draft.blocks);
        let was_preformatted = std::mem::replace(&mut self.is_preformatted, false);
        let read = self.children(node);
        self.end_line();
        self.is_preformatted = was_preformatted;
        let inside = std::mem::replace(&mut self.draft.blocks, outside);
        read?;
        let mut has_picture = false;
        let mut lines = Vec::new();
        for block in inside {
            match block {
                Block::Line(line) => lines.push(line.text.trim().to_owned()),
                Block::Table(grid) => lines.push(grid::flat(&grid)),
                Block::Picture(_) => has_picture = true,
                Block::PageBreak { .. } => {}
            }
        }
        Ok((lines.join("\n"), has_picture))
    }
}

/// Chinese characters and their punctuation.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}'
        | '“' | '”' | '‘' | '’' | '—' | '…' | '\u{20000}'..='\u{3FFFF}')
}

/// Reads the table `node`.
fn read_table(reader: &mut BlockReader<'_>, node: NodeId) -> Result<(), UnreadableOriginal> {
    if reader.depth >= reader.limits.table_depth {
        let (line, text) = (reader.dom.line(node), reader.dom.words(node));
        reader.draft.push_line(line, text, Style::Plain);
        report_nested(reader, line);
        return Ok(());
    }
    reader.depth += 1;
    let done = table(reader, node);
    reader.depth -= 1;
    done
}

fn table(reader: &mut BlockReader<'_>, node: NodeId) -> Result<(), UnreadableOriginal> {
    let rows = table::rows(reader.dom, node);
    for caption in reader
        .dom
        .children(node)
        .filter(|&child| reader.dom.name(child) == "caption")
        .collect::<Vec<_>>()
    {
        reader.children(caption)?;
        reader.end_line();
    }
    if table::is_layout(reader.dom, &rows) {
        for cell in rows.iter().flat_map(|&row| table::cells(reader.dom, row)) {
            reader.children(cell)?;
            reader.end_line();
        }
        return Ok(());
    }
    let line = reader.dom.line(node);
    let mut placed = Vec::with_capacity(rows.len());
    for row in rows {
        placed.push(table_row(reader, row)?);
    }
    reader.draft.line = reader.draft.line.max(line);
    let grid = grid::place(line, placed, reader.limits.columns);
    if reader.depth > 1 {
        report_nested(reader, line);
    }
    reader.draft.push_table(grid);
    Ok(())
}

fn table_row(
    reader: &mut BlockReader<'_>,
    row: NodeId,
) -> Result<Vec<GridCell>, UnreadableOriginal> {
    let mut found = Vec::new();
    for cell in table::cells(reader.dom, row) {
        reader.draft.count_cells(1, reader.limits)?;
        let (text, has_picture) = reader.cell_text(cell)?;
        let columns = table::span(reader.dom, cell, "colspan").max(1);
        let rows = table::span(reader.dom, cell, "rowspan");
        found.push(GridCell {
            line: reader.dom.line(cell),
            text,
            column: 0,
            columns,
            rows,
            has_picture,
        });
    }
    Ok(found)
}

fn report_nested(reader: &mut BlockReader<'_>, line: u32) {
    reader.draft.report(
        line,
        "nested-table",
        "单元格里还有表格，已按行列写进单元格文字，请核对。".into(),
        "There is a table in a cell; its rows became lines of the cell. Check it.".into(),
    );
}
