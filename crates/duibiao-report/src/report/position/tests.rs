//! Places in UTF-16 columns, under Chinese text and odd line ends.

use super::*;

fn region(text: &str, start: usize, end: usize) -> [usize; 4] {
    let mut sources = Sources::default();
    let id = sources.add("x.md", text);
    let span = Span::new(id, start..end);
    let region = Positions::of([span], &sources).region(span);
    let PositionRange { start, end } = region;
    [start.line, start.column, end.line, end.column]
}

#[test]
fn columns_are_utf_16_and_a_byte_order_mark_is_none() {
    let text = "\u{FEFF}标题\r\n𠀀a𠀁\n";
    let at = |needle: &str| text.find(needle).unwrap();
    assert_eq!(region(text, 3, 9), [1, 1, 1, 3]);
    assert_eq!(region(text, at("a"), at("a") + 1), [2, 3, 2, 4]);
    assert_eq!(region(text, text.len(), text.len()), [3, 1, 3, 1]);
}

#[test]
fn offsets_inside_a_character_or_behind_the_text_are_no_fault() {
    assert_eq!(region("标", 1, 900), [1, 1, 1, 2]);
    assert_eq!(region("", 0, 0), [1, 1, 1, 1]);
}

#[test]
fn a_line_full_of_places_is_walked_once() {
    let text = "标".repeat(300_000);
    let mut sources = Sources::default();
    let id = sources.add("x.md", text);
    let spans = || (0..300_000).map(move |n| Span::new(id, n * 3..n * 3 + 3));
    let positions = Positions::of(spans(), &sources);
    let last = Span::new(id, 299_999 * 3..900_000);
    assert_eq!(positions.region(last).end.column, 300_001);
}
