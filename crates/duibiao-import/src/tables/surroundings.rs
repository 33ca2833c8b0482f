//! What belongs to a table but is not in it: the caption above, the remarks below; and the finished table.

use crate::original::{Confidence, ImportProblem, IndicatorTable, Original, PlacedText, RowLayout};

use crate::tables::conserve;
use crate::tables::document::{PieceKind, TableDocument};
use crate::tables::header::Header;
use crate::tables::line;
use crate::tables::rows::TableBody;
use crate::tables::words::{is_blank, length, tidy, trimmed};

/// What stands above a table.
#[derive(Debug, Default)]
pub(crate) struct Above {
    /// The first piece of it; the table's own first piece when nothing stands above.
    pub(crate) start: usize,
    /// The words that name the table.
    pub(crate) caption: Option<PlacedText>,
    /// 单位：…
    pub(crate) remarks: Vec<PlacedText>,
    /// Page numbers between.
    pub(crate) debris: Vec<PlacedText>,
}

/// A table, and where the search goes on.
#[derive(Debug)]
pub(crate) struct FoundTable {
    /// The first piece after it.
    pub(crate) end: usize,
    /// The table; none when it is a table of something else or cannot be read.
    pub(crate) table: Option<IndicatorTable>,
    /// What needs a person.
    pub(crate) problems: Vec<ImportProblem>,
}

impl FoundTable {
    /// Pieces in which there is no table of indicators.
    pub(crate) const fn nothing(end: usize) -> Self {
        Self {
            end,
            table: None,
            problems: Vec::new(),
        }
    }
}

/// Looks for the caption above a table, not before `floor`, where an earlier table ends.
pub(crate) fn above(document: &TableDocument<'_>, at: usize, floor: usize) -> Above {
    let mut above = Above {
        start: at,
        ..Above::default()
    };
    let mut from = at;
    while let Some(last) = document.last_printed(from, 4).filter(|last| *last >= floor) {
        let Some(piece) = document.get(last) else {
            break;
        };
        let Some(text) = piece.text() else { break };
        let words = PlacedText {
            line: piece.line,
            text: trimmed(text).to_owned(),
        };
        if line::is_unit_remark(text) {
            above.remarks.insert(0, words);
        } else if document.is_page_number(last) {
            above.debris.insert(0, words);
        } else if above.caption.is_none() && line::is_caption(text) {
            above.caption = Some(words);
        } else {
            if let Some(caption) = above.caption.as_mut().filter(|_| line::is_label(text))
                && is_label_alone(text)
            {
                caption.text.insert_str(0, &format!("{} ", words.text));
                caption.line = words.line;
                above.start = last;
            }
            break;
        }
        from = last;
        if above.caption.is_some() {
            above.start = last;
        }
    }
    if above.caption.is_none() {
        above.debris.clear();
        let first = above.remarks.first().map(|words| words.line);
        let is_first = |at: &usize| document.get(*at).map(|piece| piece.line) == first;
        above.start = (from..at).find(is_first).unwrap_or(at);
    }
    above
}

/// 专栏1 on a line of its own above the caption.
fn is_label_alone(text: &str) -> bool {
    length(text) <= 5
}

/// The remarks that follow a table: the first piece after them, and their words.
pub(crate) fn below(document: &TableDocument<'_>, at: usize) -> (usize, Vec<PlacedText>) {
    let mut notes: Vec<PlacedText> = Vec::new();
    let mut end = at;
    while let Some(next) = document.next_printed(end, 8) {
        let Some(piece) = document.get(next) else {
            break;
        };
        let PieceKind::Text(text) = piece.kind else {
            break;
        };
        let is_open = notes.last().is_some_and(|note| !is_finished(&note.text));
        let is_numbered = !notes.is_empty()
            && crate::tables::number::leading(text).is_some_and(|no| no.is_closed);
        if line::is_note(text) || is_numbered && next <= end + 2 {
            notes.push(PlacedText {
                line: piece.line,
                text: tidy(text),
            });
        } else if is_open && !line::is_heading(text) && !is_page_end(document, end, next) {
            if let Some(note) = notes.last_mut() {
                note.text.push_str(&tidy(text));
            }
        } else {
            break;
        }
        end = next + 1;
    }
    (end, notes)
}

fn is_finished(note: &str) -> bool {
    note.ends_with(['。', '；', ';', '.']) || length(note) > 600
}

/// An unfinished remark goes on over the end of a page only if nothing but the page parts it.
fn is_page_end(document: &TableDocument<'_>, from: usize, to: usize) -> bool {
    let breaks = document.pieces.get(from..to).unwrap_or_default().iter();
    breaks
        .filter(|piece| matches!(piece.kind, PieceKind::PageBreak))
        .count()
        > 1
}

/// What a layout read.
pub(crate) struct LayoutReading {
    /// Its header.
    pub(crate) header: Header,
    /// Its rows.
    pub(crate) body: TableBody,
    /// How it was laid out.
    pub(crate) layout: RowLayout,
    /// How sure the reading is.
    pub(crate) confidence: Confidence,
    /// The first piece after its rows.
    pub(crate) end: usize,
}

/// The finished table: with what stands above and below it, and with every word accounted for.
pub(crate) fn finish(
    original: &Original,
    document: &TableDocument<'_>,
    above: Above,
    mut draft: LayoutReading,
) -> FoundTable {
    let (end, mut notes) = below(document, draft.end);
    draft.body.notes.append(&mut notes);
    draft.header.words.splice(0..0, above.remarks);
    draft.body.debris.splice(0..0, above.debris);
    let block = |at: usize| document.get(at).map_or(0, |piece| piece.block);
    let mut problems = std::mem::take(&mut draft.body.problems);
    let last = end.saturating_sub(1).max(above.start);
    let table = IndicatorTable {
        blocks: block(above.start)..block(last) + 1,
        layout: draft.layout,
        confidence: draft.confidence,
        caption: above.caption,
        header: Vec::new(),
        rows: Vec::new(),
        notes: Vec::new(),
        debris: Vec::new(),
    };
    let mut table = draft.body.into_table(draft.header, table);
    if table.rows.is_empty() {
        problems.push(unread(table.caption.as_ref().or(table.header.first())));
    }
    let left = conserve::unplaced(original, &table);
    problems.extend(left.first().map(unplaced));
    table
        .debris
        .extend(left.into_iter().filter(|words| !is_blank(&words.text)));
    let after = document.pieces.get(end..).unwrap_or_default();
    let same_block = after
        .iter()
        .take_while(|piece| piece.block < table.blocks.end)
        .count();
    FoundTable {
        end: end + same_block,
        table: (!table.rows.is_empty()).then_some(table),
        problems,
    }
}

fn unplaced(words: &PlacedText) -> ImportProblem {
    ImportProblem {
        line: words.line,
        code: "words-unplaced",
        zh: format!("指标表里有文字没有归入任何一格，请核对：{}", words.text),
        en: format!(
            "words of the table stand in no cell; compare: {}",
            words.text
        ),
    }
}

/// A table that begins with these words and of which no row could be read.
pub(crate) fn unread(first: Option<&PlacedText>) -> ImportProblem {
    ImportProblem {
        line: first.map_or(0, |words| words.line),
        code: "table-unreadable",
        zh: "这里像是指标表，但一行也没有认出来，请人工录入".to_owned(),
        en: "this looks like a table of indicators, but no row of it could be read; enter it by hand"
            .to_owned(),
    }
}
