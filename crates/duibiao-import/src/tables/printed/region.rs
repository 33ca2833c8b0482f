//! The lines of a table made with spaces, each taken apart into number, group, name and what is right of it.

use std::collections::BTreeMap;

use crate::original::PlacedText;

use super::left::{has_groups, split_groups};
use super::region_line::RegionLine;
use super::segment::{Counting, Segment, last_word, measured};
use super::{number_before, value_places};
use crate::tables::column::ColumnRole;
use crate::tables::document::{PieceKind, TableDocument};
use crate::tables::header::Header;
use crate::tables::line;
use crate::tables::number;
use crate::tables::value::{is_dash, is_nature, is_unit, is_value};
use crate::tables::words::{folded, length, trimmed};

/// Lines without a value after which the table is over.
const MOST_WITHOUT_VALUE: usize = 8;

/// The lines of a table.
pub(super) struct TableRegion<'a> {
    /// Its lines.
    pub(super) lines: Vec<RegionLine<'a>>,
    /// Page numbers and repeated headers.
    pub(super) debris: Vec<PlacedText>,
}

/// A line before its columns are known.
struct Raw<'a> {
    at: usize,
    line: u32,
    page: usize,
    height: usize,
    is_parted: bool,
    text: &'a str,
    segments: Vec<Segment<'a>>,
    /// How many of the last segments look like cells of value columns.
    typed: usize,
}

impl<'a> TableRegion<'a> {
    /// Reads the lines from `at` on. None when no line has a value.
    pub(super) fn read(document: &TableDocument<'a>, at: usize, header: &Header) -> Option<Self> {
        let columns: Vec<ColumnRole> = value_places(header)
            .into_iter()
            .filter_map(|at| header.columns.get(at).copied())
            .collect();
        let mut debris = Vec::new();
        let mut raws = gather(document, at, header, &columns, &mut debris);
        if spread(&raws, Counting::Screen) < spread(&raws, Counting::Characters) {
            for raw in &mut raws {
                raw.segments = cut(raw.text, Counting::Screen, &columns).0;
            }
        }
        raws.iter().find(|raw| raw.typed > 0)?;
        let rights = Rights::of(&raws);
        let has_numbers = header.columns.contains(&ColumnRole::Number) || is_numbered(&raws);
        let mut lines: Vec<RegionLine<'a>> = Vec::with_capacity(raws.len());
        let mut expected = 1;
        for raw in raws {
            lines.push(raw.into_line(&rights, has_numbers, &mut expected));
        }
        if header.columns.contains(&ColumnRole::Group) || has_groups(&lines) {
            for page in lines.chunk_by_mut(|a, b| a.page == b.page) {
                split_groups(page, header.columns.contains(&ColumnRole::Group));
            }
        }
        Some(Self { lines, debris })
    }
}

/// Where the columns right of the name begin, page by page.
struct Rights {
    pages: BTreeMap<usize, usize>,
}

impl Rights {
    /// Lines that also hold a name tell best; a line of nothing but values may hold the number of a row.
    fn of(raws: &[Raw<'_>]) -> Self {
        let mut pages = BTreeMap::new();
        for has_name in [true, false] {
            for raw in raws.iter().filter(|raw| raw.typed > 0) {
                let first = raw.segments.len() - raw.typed;
                let Some(segment) = raw.segments.get(first) else {
                    continue;
                };
                if has_name && first > 0 {
                    let start: &mut usize = pages.entry(raw.page).or_insert(segment.start);
                    *start = (*start).min(segment.start);
                } else if !has_name {
                    pages.entry(raw.page).or_insert(segment.start);
                }
            }
        }
        Self { pages }
    }

    fn is_right(&self, page: usize, segment: &Segment<'_>) -> bool {
        self.pages
            .get(&page)
            .is_some_and(|start| segment.start + 3 >= *start)
    }
}

impl<'a> Raw<'a> {
    fn into_line(self, rights: &Rights, has_numbers: bool, expected: &mut u32) -> RegionLine<'a> {
        let typed_from = self.segments.len() - self.typed;
        let mut left: Vec<Segment<'a>> = Vec::new();
        let mut right = Vec::new();
        for (at, segment) in self.segments.iter().enumerate() {
            let is_typed = at >= typed_from && typed_from > 0;
            let is_right = is_typed || rights.is_right(self.page, segment);
            let place = if is_right || !right.is_empty() {
                &mut right
            } else {
                &mut left
            };
            place.push(*segment);
        }
        let end = left.last().map_or(0, |segment| segment.end);
        let is_narrow = rights
            .pages
            .get(&self.page)
            .is_none_or(|right| end <= right + 2);
        let number = if has_numbers {
            take_number(&mut left, *expected)
        } else {
            None
        };
        *expected += u32::from(number.is_some());
        RegionLine {
            at: self.at,
            line: self.line,
            page: self.page,
            height: self.height,
            is_parted: self.is_parted,
            number,
            group: None,
            left,
            has_value: self.typed > 0,
            is_narrow,
            right,
        }
    }
}

/// The number of a row, in a segment of its own or before its name.
fn take_number<'a>(left: &mut Vec<Segment<'a>>, expected: u32) -> Option<&'a str> {
    let at = left
        .iter()
        .position(|segment| number_before(segment.text, expected).is_some())?;
    let segment = left.get(at).copied()?;
    let number = number_before(segment.text, expected)?;
    if number.rest.is_empty() {
        left.remove(at);
    } else if let Some(place) = left.get_mut(at) {
        place.start += segment.text.chars().count() - number.rest.chars().count();
        place.text = number.rest;
    }
    Some(number.printed)
}

/// The first line with a value begins with 1, or most of them with closed numbers.
fn is_numbered(raws: &[Raw<'_>]) -> bool {
    let with_value = raws.iter().filter(|raw| raw.typed > 0).take(40);
    let begins = |raw: &&Raw<'_>| {
        let mut left = raw.segments.iter().take(raw.segments.len() - raw.typed);
        left.any(|segment| number::leading(segment.text).is_some())
    };
    let numbered = with_value.clone().filter(begins).count();
    numbered > 0 && numbered * 2 > with_value.count()
}

fn gather<'a>(
    document: &TableDocument<'a>,
    at: usize,
    header: &Header,
    columns: &[ColumnRole],
    debris: &mut Vec<PlacedText>,
) -> Vec<Raw<'a>> {
    let head: String = header
        .words
        .iter()
        .map(|words| folded(&words.text))
        .collect();
    let mut raws: Vec<Raw<'a>> = Vec::new();
    let (mut next, mut page, mut height, mut without) = (at, 0, 0, 0);
    let mut is_parted = false;
    while let Some(piece) = document.get(next) {
        match piece.kind {
            PieceKind::PageBreak => page += 1,
            PieceKind::Text(text) if piece.is_blank() => {
                is_parted = true;
                height += usize::from(text.len() < 400);
            }
            PieceKind::Text(text) => {
                if document.is_page_number(next) || folded(text) == head {
                    debris.push(PlacedText {
                        line: piece.line,
                        text: trimmed(text).to_owned(),
                    });
                } else {
                    let (segments, typed) = cut(text, Counting::Characters, columns);
                    without = if typed > 0 { 0 } else { without + 1 };
                    if without > MOST_WITHOUT_VALUE || ends(text, typed) {
                        break;
                    }
                    height += 1;
                    let line = piece.line;
                    let at = next;
                    raws.push(Raw {
                        at,
                        line,
                        page,
                        height,
                        is_parted,
                        text,
                        segments,
                        typed,
                    });
                    is_parted = false;
                }
            }
            PieceKind::Styled(_) | PieceKind::Table(_) | PieceKind::Picture(_) => break,
        }
        next += 1;
        if raws.last().map_or(at, |raw| raw.at) + 12 < next {
            break;
        }
    }
    raws
}

fn ends(text: &str, typed: usize) -> bool {
    let is_title = line::is_heading(text) || line::is_label(text) || line::promises_table(text);
    let is_other = is_title || line::is_note(text) || line::is_prose(text);
    is_other && typed == 0 || line::is_contents(text)
}

/// The segments of a line and how many of the last ones can stand in these columns. A single space may be
/// all that parts the last of the name from the first value.
fn cut<'a>(text: &'a str, measure: Counting, columns: &[ColumnRole]) -> (Vec<Segment<'a>>, usize) {
    let mut segments = measured(text, measure);
    let count = |segments: &[Segment<'_>]| typed_at_end(segments, columns);
    let mut typed = count(&segments);
    while typed < columns.len() && typed < segments.len() {
        let at = segments.len() - typed - 1;
        let split = segments.get(at).copied().and_then(last_word);
        let Some((before, after)) = split.filter(|(before, after)| {
            is_typed(after.text, columns)
                && (typed > 0 || !after.text.chars().all(char::is_alphanumeric))
                && !is_typed(before.text, columns)
        }) else {
            break;
        };
        if let Some(place) = segments.get_mut(at) {
            *place = before;
        }
        segments.insert(at + 1, after);
        typed = count(&segments);
    }
    (segments, typed)
}

/// How many of the last segments are cells right of the name: values and what goes with them. Words may
/// stand behind the values where the header has a column for them, never instead of values.
fn typed_at_end(segments: &[Segment<'_>], columns: &[ColumnRole]) -> usize {
    let is_free = |column: &&ColumnRole| {
        matches!(
            column,
            ColumnRole::Department | ColumnRole::Note | ColumnRole::Unknown
        )
    };
    let mut free = columns.iter().filter(is_free).count();
    let mut typed = 0;
    for (at, segment) in segments.iter().rev().take(columns.len()).enumerate() {
        if is_closed(segment.text, columns) || typed > 0 && is_typed(segment.text, columns) {
            typed = at + 1;
        } else if typed == 0 && free > 0 && at + 1 < segments.len() {
            free -= 1;
        } else {
            break;
        }
    }
    typed
}

/// Whether a cell is a value or a nature: there is one in every row.
fn is_closed(text: &str, columns: &[ColumnRole]) -> bool {
    let has_nature = columns.contains(&ColumnRole::Nature);
    is_value(text) || is_dash(text) || has_nature && is_nature(text)
}

fn is_typed(text: &str, columns: &[ColumnRole]) -> bool {
    let has = |wanted: ColumnRole| columns.contains(&wanted);
    is_closed(text, columns)
        || has(ColumnRole::Unit) && is_unit(text)
        || has(ColumnRole::Department) && is_office(text)
}

fn is_office(text: &str) -> bool {
    length(text) >= 3 && text.ends_with(['局', '委', '办', '部', '厅', '院'])
}

/// How far the beginnings of the last cells are from each other: the better measure has them in line.
fn spread(raws: &[Raw<'_>], measure: Counting) -> usize {
    let starts = raws.iter().filter(|raw| raw.typed > 0 && raw.page == 0);
    let starts = starts.filter_map(|raw| {
        let segment = measured(raw.text, measure).pop()?;
        Some(segment.start)
    });
    let (low, high) = starts.fold((usize::MAX, 0), |(low, high), start| {
        (low.min(start), high.max(start))
    });
    high.saturating_sub(low)
}
