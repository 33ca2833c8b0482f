//! Characters with places -> lines, in the manner of `pdftotext -layout`, and tables where rules make them.
//!
//! The order is from top to bottom. Columns of newspapers are not told apart: plans are set in one column,
//! and what stands side by side in them is a table.

mod columns;
mod line;
#[cfg(test)]
mod tests;

use crate::original::{Grid, GridCell, Style, UnreadableOriginal};

use self::line::GlyphLine;
use super::content::{Image, PageContent, PlacedGlyph};
use super::fixed::{Fixed, Matrix};
use super::ruled::{self, Ruled, RuledLine};
use crate::readers::draft::OriginalBuilder;
use crate::readers::limits::Limits;

/// Pictures smaller than this are ornaments, in points.
const ORNAMENT: i64 = 40;

/// The left edge of the text of a document, from which columns are counted.
pub(super) fn left_edge(pages: &[PageContent]) -> Fixed {
    let lefts = pages.iter().flat_map(|page| {
        let quarters = main_direction(&page.glyphs);
        page.glyphs
            .iter()
            .filter(move |glyph| glyph.quarters == quarters)
            .map(|glyph| glyph.left)
    });
    lefts.min().unwrap_or(Fixed::ZERO)
}

/// The direction of most characters of a page.
fn main_direction(glyphs: &[PlacedGlyph]) -> i64 {
    let count = |quarters: i64| {
        glyphs
            .iter()
            .filter(|glyph| glyph.quarters == quarters)
            .count()
    };
    (0..4)
        .rev()
        .max_by_key(|&quarters| count(quarters))
        .unwrap_or(0)
}

/// What stands on a page.
enum Item {
    Line(GlyphLine),
    Table(Ruled, Vec<PlacedGlyph>),
    Picture,
}

/// Writes a page.
pub(super) fn write(
    content: &PageContent,
    left: Fixed,
    limits: &Limits,
    draft: &mut OriginalBuilder,
) -> Result<(), UnreadableOriginal> {
    let quarters = main_direction(&content.glyphs);
    let (upright, turned): (Vec<PlacedGlyph>, Vec<PlacedGlyph>) = content
        .glyphs
        .iter()
        .cloned()
        .partition(|glyph| glyph.quarters == quarters);
    let turn = Matrix::turned(-quarters);
    let rules: Vec<RuledLine> = content
        .rules
        .iter()
        .filter_map(|rule| rule_turned(*rule, turn))
        .collect();
    let (tables, free) = split(ruled::tables(&rules), upright);
    let mut items: Vec<(Fixed, Item)> = Vec::new();
    items.extend(
        line::lines(free)
            .into_iter()
            .map(|line| (line.base, Item::Line(line))),
    );
    items.extend(
        tables
            .into_iter()
            .map(|(table, glyphs)| (table.top(), Item::Table(table, glyphs))),
    );
    items.extend(
        content
            .images
            .iter()
            .filter(|image| is_picture(image))
            .map(|image| (image.bottom, Item::Picture)),
    );
    items.sort_by_key(|(top, _)| std::cmp::Reverse(*top));
    write_items(items, left, limits, draft)?;
    if !turned.is_empty() {
        report_turned(draft);
    }
    for direction in (0..4).filter(|&direction| direction != quarters) {
        let glyphs: Vec<PlacedGlyph> = turned
            .iter()
            .filter(|glyph| glyph.quarters == direction)
            .cloned()
            .collect();
        for line in line::lines(glyphs) {
            let number = draft.next_line();
            draft.push_line(number, line.plain(), Style::Plain);
        }
    }
    Ok(())
}

fn report_turned(draft: &mut OriginalBuilder) {
    draft.report(
        draft.line,
        "turned-text",
        "这一页有转了方向的文字，放在该页末尾，请核对位置。".into(),
        "This page has text in another direction; it stands at the end of the page. Check its place.".into(),
    );
}

fn is_picture(image: &Image) -> bool {
    let least = Fixed::from_int(ORNAMENT);
    image.width >= least && image.top.minus(image.bottom) >= least
}

fn rule_turned(rule: RuledLine, turn: Matrix) -> Option<RuledLine> {
    let (one, other) = if rule.is_horizontal {
        ((rule.from, rule.at), (rule.to, rule.at))
    } else {
        ((rule.at, rule.from), (rule.at, rule.to))
    };
    RuledLine::between(turn.apply(one.0, one.1), turn.apply(other.0, other.1))
}

/// The characters inside each table that has some, and the others.
fn split(
    tables: Vec<Ruled>,
    glyphs: Vec<PlacedGlyph>,
) -> (Vec<(Ruled, Vec<PlacedGlyph>)>, Vec<PlacedGlyph>) {
    let mut full: Vec<(Ruled, Vec<PlacedGlyph>)> = tables
        .into_iter()
        .map(|table| (table, Vec::new()))
        .collect();
    let mut free = Vec::new();
    for glyph in glyphs {
        let (x, y) = middle(&glyph);
        let inside = full
            .iter_mut()
            .find(|(table, _)| table.cell_at(x, y).is_some());
        match inside {
            Some((_, glyphs)) => glyphs.push(glyph),
            None => free.push(glyph),
        }
    }
    full.retain(|(_, glyphs)| !glyphs.is_empty());
    (full, free)
}

/// The middle of a character, a little above its base line.
fn middle(glyph: &PlacedGlyph) -> (Fixed, Fixed) {
    (
        glyph.left.plus(glyph.right).over(2),
        glyph.base.plus(glyph.size.over(3)),
    )
}

fn write_items(
    items: Vec<(Fixed, Item)>,
    left: Fixed,
    limits: &Limits,
    draft: &mut OriginalBuilder,
) -> Result<(), UnreadableOriginal> {
    let lines: Vec<&GlyphLine> = items
        .iter()
        .filter_map(|(_, item)| match item {
            Item::Line(line) => Some(line),
            Item::Table(..) | Item::Picture => None,
        })
        .collect();
    let pitch = line::pitch(&lines);
    let mut texts = columns::texts(&lines, left).into_iter();
    let mut before: Option<Fixed> = None;
    for (_, item) in items {
        match item {
            Item::Line(line) => {
                let gap = before
                    .replace(line.base)
                    .map(|before| before.minus(line.base));
                if gap.is_some_and(|gap| {
                    pitch > Fixed::ZERO
                        && gap.times(Fixed::from_int(2)) > pitch.times(Fixed::from_int(3))
                }) {
                    let number = draft.next_line();
                    draft.push_line(number, String::new(), Style::Plain);
                }
                let number = draft.next_line();
                draft.push_line(number, texts.next().unwrap_or_default(), Style::Plain);
            }
            Item::Table(table, glyphs) => {
                before = None;
                write_table(&table, glyphs, limits, draft)?;
            }
            Item::Picture => draft.push_picture(String::new()),
        }
    }
    Ok(())
}

fn write_table(
    table: &Ruled,
    glyphs: Vec<PlacedGlyph>,
    limits: &Limits,
    draft: &mut OriginalBuilder,
) -> Result<(), UnreadableOriginal> {
    draft.count_cells(table.cells.len(), limits)?;
    let mut inside: Vec<Vec<PlacedGlyph>> = vec![Vec::new(); table.cells.len()];
    for glyph in glyphs {
        let (x, y) = middle(&glyph);
        inside[table.cell_at(x, y).unwrap_or(0)].push(glyph);
    }
    let first = draft.line.saturating_add(1);
    let mut grid = Grid {
        line: first,
        rows: vec![Vec::new(); table.rows()],
    };
    let numbers: Vec<u32> = (0..table.rows()).map(|_row| draft.next_line()).collect();
    for (cell, glyphs) in table.cells.iter().zip(inside) {
        let text = cell_text(line::lines(glyphs), cell.right);
        grid.rows[cell.row].push(GridCell {
            line: numbers[cell.row],
            text,
            column: cell.column,
            columns: cell.columns,
            rows: cell.rows,
            has_picture: false,
        });
    }
    draft.push_table(grid);
    Ok(())
}

/// The words of a cell. A line that reaches the right edge goes on in the next; another one ends there.
fn cell_text(lines: Vec<GlyphLine>, right: Fixed) -> String {
    let mut text = String::new();
    let mut goes_on = false;
    for line in lines {
        let words = line.plain();
        let parts_words = text.ends_with(|c: char| c.is_ascii_alphanumeric())
            && words.starts_with(|c: char| c.is_ascii_alphanumeric());
        if !text.is_empty() && !goes_on {
            text.push('\n');
        } else if parts_words {
            text.push(' ');
        }
        text.push_str(&words);
        goes_on = line.right.plus(line.size.times(Fixed::from_int(2))) > right;
    }
    text
}
