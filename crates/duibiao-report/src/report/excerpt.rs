//! The lines of the sources that a diagnostic is about, with its labels under them.
//!
//! A label that would draw more than fits is shortened to its beginning, and labels too far apart for
//! one window get an excerpt each: a line may be a megabyte long, a drawing never is. Cutting the line
//! itself, around the labels, is the renderer's work.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Snippet};

use super::text::{boundary, char_width, readable, visible};
use duibiao_syntax::diagnostic::{Label, Language};
use duibiao_syntax::source::{Source, Sources};

/// A label over more lines points at the first one only.
const MOST_LINES: usize = 6;
/// Columns that line number, margin and the dots of a cut line take.
const FRAME: usize = 16;
/// Narrower terminals get drawings of this width.
const LEAST_ROOM: usize = 24;

/// The excerpts for `labels`, the primary one's first.
pub(super) fn snippets<'a>(
    labels: &'a [Label],
    sources: &'a Sources,
    language: Language,
    width: usize,
) -> Vec<Snippet<'a, Annotation<'a>>> {
    let room = width.saturating_sub(FRAME).max(LEAST_ROOM);
    let marks = labels.iter().enumerate().map(|(index, label)| LabelMark {
        primary: index == 0,
        words: readable(label.message.in_language(language)),
        ..LabelMark::new(sources.get(label.span.source), label.span.range(), room)
    });
    let mut windows: Vec<Window<'a>> = Vec::new();
    for mark in marks {
        match windows
            .iter_mut()
            .find(|window| window.has_room_for(&mark, room))
        {
            Some(window) => window.marks.push(mark),
            None => windows.push(Window { marks: vec![mark] }),
        }
    }
    windows.into_iter().map(Window::into_snippet).collect()
}

/// A label, cut to what can be drawn.
struct LabelMark<'a> {
    source: &'a Source,
    /// The bytes that are underlined.
    bytes: Range<usize>,
    /// The columns they take.
    columns: Range<usize>,
    primary: bool,
    words: String,
}

impl<'a> LabelMark<'a> {
    fn new(source: &'a Source, bytes: Range<usize>, room: usize) -> Self {
        let bytes = drawable(&source.text, bytes, room);
        let columns = if source.text[bytes.clone()].contains('\n') {
            0..room
        } else {
            let line = line_start(&source.text, bytes.start);
            let start = columns(&source.text[line..bytes.start]);
            start..start + columns(&source.text[bytes.clone()])
        };
        Self {
            source,
            bytes,
            columns,
            primary: false,
            words: String::new(),
        }
    }
}

/// Labels of one file that are shown in one excerpt.
struct Window<'a> {
    marks: Vec<LabelMark<'a>>,
}

impl<'a> Window<'a> {
    /// Whether the columns of all labels still fit side by side.
    fn has_room_for(&self, mark: &LabelMark<'a>, room: usize) -> bool {
        let all = || self.marks.iter().chain([mark]);
        let left = all().map(|mark| mark.columns.start).min().unwrap_or(0);
        let right = all().map(|mark| mark.columns.end).max().unwrap_or(0);
        self.marks
            .iter()
            .all(|other| other.source.id == mark.source.id)
            && right - left <= room
    }

    fn into_snippet(mut self) -> Snippet<'a, Annotation<'a>> {
        self.marks
            .sort_by_key(|mark| (mark.bytes.start, mark.bytes.end));
        let source = self.marks[0].source;
        let last = self
            .marks
            .iter()
            .map(|mark| mark.bytes.end)
            .max()
            .unwrap_or(0);
        let start = line_start(&source.text, self.marks[0].bytes.start);
        let end = line_end(&source.text, last);
        let shown = VisibleText::of(&source.text[start..end]);
        let annotations: Vec<Annotation<'a>> = self
            .marks
            .into_iter()
            .map(|mark| {
                let bytes =
                    shown.offset(mark.bytes.start - start)..shown.offset(mark.bytes.end - start);
                let kind = if mark.primary {
                    AnnotationKind::Primary
                } else {
                    AnnotationKind::Context
                };
                let words = Some(mark.words).filter(|words| !words.is_empty());
                kind.span(bytes).label(words)
            })
            .collect();
        Snippet::source(shown.text)
            .path(readable(&source.path))
            .line_start(source.position(start).line)
            .annotations(annotations)
    }
}

/// A text with every character made visible, one for one, and where its bytes went.
struct VisibleText {
    text: String,
    /// Offsets of the original after which the two differ in length, and the same places here.
    shifts: Vec<(usize, usize)>,
}

impl VisibleText {
    fn of(original: &str) -> Self {
        let mut shown = Self {
            text: String::with_capacity(original.len()),
            shifts: vec![(0, 0)],
        };
        for (offset, c) in original.char_indices() {
            let replacement = visible(c);
            // A byte-order mark is no character of the line, nor is the first half of a line end:
            // editors do not count them.
            let is_mark = offset == 0 && c == '\u{FEFF}';
            let is_line_end =
                c == '\r' && matches!(original.as_bytes().get(offset + 1), None | Some(b'\n'));
            if !(is_mark || is_line_end) {
                shown.text.push(replacement);
            }
            if replacement != c || is_line_end {
                shown.shifts.push((offset + c.len_utf8(), shown.text.len()));
            }
        }
        // The empty line after the last line feed is a line to an editor, but not to the renderer.
        if original.ends_with('\n') {
            shown.text.push('\n');
        }
        shown
    }

    /// The offset here of an offset in the original.
    fn offset(&self, original: usize) -> usize {
        let after = self
            .shifts
            .partition_point(|(offset, _)| *offset <= original);
        let (offset, shown) = self.shifts[after - 1];
        shown + (original - offset)
    }
}

/// The part of a label that is drawn: inside the text, on whole characters, and its beginning only when
/// the whole does not fit.
fn drawable(text: &str, bytes: Range<usize>, room: usize) -> Range<usize> {
    let start = boundary(text, bytes.start);
    let end = boundary(text, bytes.end).max(start);
    let end = start + text[start..end].trim_end_matches(['\n', '\r']).len();
    if fits(text, start..end, room) {
        return start..end;
    }
    let mut used = 0;
    let shown: usize = text[start..end]
        .chars()
        .take_while(|c| {
            used += char_width(*c);
            *c != '\n' && used <= room / 2
        })
        .map(char::len_utf8)
        .sum();
    start..start + shown
}

/// Whether a label can be drawn whole. Of one over several lines, all of each line is drawn.
fn fits(text: &str, bytes: Range<usize>, room: usize) -> bool {
    let drawn = if text[bytes.clone()].contains('\n') {
        line_start(text, bytes.start)..line_end(text, bytes.end)
    } else {
        bytes
    };
    let mut lines = text[drawn].lines().take(MOST_LINES + 1).enumerate();
    lines.all(|(index, line)| index < MOST_LINES && columns(line) <= room)
}

/// How many columns a part of a line takes in the drawing.
fn columns(text: &str) -> usize {
    text.chars().map(|c| char_width(visible(c))).sum()
}

fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind('\n').map_or(0, |newline| newline + 1)
}

fn line_end(text: &str, offset: usize) -> usize {
    text[offset..]
        .find('\n')
        .map_or(text.len(), |newline| offset + newline)
}
