//! Lines to paragraphs: what a page break or the width of a page cut apart is put together again.
//!
//! Two layouts are told apart. In a *wrapped* text every line is as wide as the page, and a paragraph
//! begins with an indent or a number. Otherwise a line is a paragraph, and only a page break can have
//! cut it: it ends without a stop and what follows cannot begin a paragraph.

use crate::original::{Original, Removed, Style, WordRepair};

use super::characters::visible;
use super::draft::{LineDraft, back, squeezed};
use super::sentence;
use super::{Item, Ledger, Passage, RepairMode, Repaired, RepairedPart, SourceEdit};

/// How the lines of a document are set.
#[derive(Clone, Copy, Debug)]
struct LineLayout {
    /// Whether lines end where the page does, and how many columns that is.
    wrapped: Option<usize>,
    /// Whether paragraphs begin with an indent.
    indented: bool,
    /// Whether the format itself parts paragraphs.
    has_paragraphs: bool,
}

/// Wider than the text of any page in columns.
const WIDEST_PAGE: usize = 140;

impl LineLayout {
    fn of(items: &[Item<'_>], has_paragraphs: bool) -> Self {
        let drafts: Vec<&LineDraft<'_>> = items
            .iter()
            .filter_map(|item| match item {
                Item::Line(draft) if draft.gone.is_none() => Some(draft),
                _ => None,
            })
            .collect();
        let mut widths: Vec<usize> = drafts.iter().map(|draft| draft.width).collect();
        widths.sort_unstable();
        let widest = widths.get(widths.len() * 19 / 20).copied().unwrap_or(0);
        let is_long = |draft: &&&LineDraft<'_>| draft.width * 10 >= widest * 8;
        let long = drafts.iter().filter(is_long).count();
        let open = |draft: &&&LineDraft<'_>| is_long(draft) && !sentence::ends(&draft.text);
        let open = drafts.iter().filter(open).count();
        let wrapped = (30..=WIDEST_PAGE).contains(&widest) && long >= 4 && open * 2 >= long;
        let indented = drafts.iter().filter(|draft| draft.indent >= 2).count();
        Self {
            wrapped: wrapped.then_some(widest),
            indented: indented * 12 >= drafts.len() && indented * 10 <= drafts.len() * 7,
            has_paragraphs,
        }
    }

    fn is_full(self, draft: &LineDraft<'_>) -> bool {
        self.wrapped
            .is_some_and(|width| draft.width * 10 >= width * 8)
    }
}

/// What lies between two lines.
#[derive(Clone, Copy, Debug, Default)]
struct Gap {
    blanks: u32,
    /// A page ends, or something that belongs to the page was taken out.
    turned: bool,
}

/// Puts the lines together.
pub(super) fn join(items: Vec<Item<'_>>, original: &Original, mode: RepairMode) -> Repaired {
    let layout = LineLayout::of(&items, original.format.has_paragraphs());
    let mut joiner = Joiner {
        layout,
        mode,
        gap: Gap::default(),
        open: None,
        edits: Vec::new(),
        done: Repaired::default(),
    };
    for item in items {
        match item {
            Item::Line(draft) => joiner.line(draft),
            Item::PageBreak => joiner.gap.turned = true,
            Item::Other(part) => {
                joiner.close();
                joiner.done.parts.push(part);
            }
        }
    }
    joiner.close();
    joiner.done.ledger = Ledger::new(joiner.edits);
    joiner.done
}

struct Joiner<'a> {
    layout: LineLayout,
    mode: RepairMode,
    /// What lies behind the open passage.
    gap: Gap,
    /// The passage that may go on, and its last line.
    open: Option<(Passage, LineDraft<'a>)>,
    edits: Vec<SourceEdit>,
    done: Repaired,
}

impl<'a> Joiner<'a> {
    fn line(&mut self, mut draft: LineDraft<'a>) {
        self.gap.blanks += draft.blanks;
        if let Some((reason, safe)) = draft.gone {
            if self.mode.does(safe) {
                self.take_out(&draft, reason);
                return;
            }
            self.done.repairs.push(proposal(&draft, reason, safe));
        }
        let gap = std::mem::take(&mut self.gap);
        self.done.repairs.extend(draft.repairs());
        let Some((mut passage, last)) = self.open.take() else {
            self.begin(draft, gap);
            return;
        };
        let Some((reason, safe)) = decide(&last, &draft, &passage.text, gap, self.layout) else {
            self.done.parts.push(RepairedPart::Passage(passage));
            self.begin(draft, gap);
            return;
        };
        let cut = gap.turned || gap.blanks > 0;
        let repeated = repeated(&passage.text, &draft.text).filter(|_| cut);
        if let Some((count, _)) = repeated.filter(|(_, safe)| self.mode.does(*safe)) {
            self.cut_repeated(&mut draft, count);
        }
        let glue = glue(&passage.text, &draft.text);
        let applied = self.mode.does(safe);
        self.done.repairs.push(WordRepair {
            line: last.line,
            before: seam(&passage.text, "\n", &draft.text),
            after: seam(&passage.text, glue, &draft.text),
            reason,
            applied,
            safe,
        });
        if !applied {
            self.done.parts.push(RepairedPart::Passage(passage));
            self.begin(draft, gap);
            return;
        }
        passage.text.push_str(glue);
        passage.text.push_str(&draft.text);
        self.note(&draft);
        passage.slices.push(draft.slice.clone());
        self.open = Some((passage, draft));
    }

    fn begin(&mut self, draft: LineDraft<'a>, gap: Gap) {
        self.note(&draft);
        let passage = Passage {
            line: draft.line,
            text: draft.text.clone(),
            style: draft.style,
            tabbed: draft.tabbed,
            blanks: gap.blanks,
            slices: vec![draft.slice.clone()],
        };
        self.open = Some((passage, draft));
    }

    fn close(&mut self) {
        if let Some((passage, _)) = self.open.take() {
            self.done.parts.push(RepairedPart::Passage(passage));
        }
        self.gap = Gap::default();
    }

    /// Enters what was changed inside a line.
    fn note(&mut self, draft: &LineDraft<'_>) {
        self.edits.extend(draft.edits());
        let taken_out = draft
            .changes
            .iter()
            .filter(|change| change.applied && change.after.is_empty());
        for change in taken_out {
            self.done.removed.push(Removed {
                line: draft.line,
                text: visible(&draft.raw[change.range.clone()]),
                reason: change.reason,
            });
        }
    }

    fn take_out(&mut self, draft: &LineDraft<'_>, reason: &'static str) {
        self.gap.turned = true;
        self.done.removed.push(Removed {
            line: draft.line,
            text: draft.raw.trim().to_owned(),
            reason,
        });
        self.edits.push(SourceEdit {
            slice: draft.slice.clone(),
            after: String::new(),
        });
    }

    /// Takes the first `count` characters, which stand at the end of the page before, out of a line.
    fn cut_repeated(&mut self, draft: &mut LineDraft<'_>, count: usize) {
        let length = draft.raw_length(count);
        self.done.removed.push(Removed {
            line: draft.line,
            text: draft.raw[..length].trim().to_owned(),
            reason: "repeated-fragment",
        });
        draft.changes.retain(|change| change.range.start >= length);
        self.edits.push(SourceEdit {
            slice: draft.part(0, length),
            after: String::new(),
        });
        let mut left = count;
        let rest = draft.text.char_indices().find(|(_, c)| {
            let is_rest = left == 0;
            left -= usize::from(!c.is_whitespace() && left > 0);
            is_rest
        });
        let at = rest.map_or(draft.text.len(), |(at, _)| at);
        draft.text = draft.text[at..].trim_start().to_owned();
    }
}

fn proposal(draft: &LineDraft<'_>, reason: &'static str, safe: bool) -> WordRepair {
    WordRepair {
        line: draft.line,
        before: draft.raw.trim().to_owned(),
        after: String::new(),
        reason,
        applied: false,
        safe,
    }
}

/// Why a line goes on with the paragraph before it, and whether that is beyond doubt.
fn decide(
    last: &LineDraft<'_>,
    next: &LineDraft<'_>,
    paragraph: &str,
    gap: Gap,
    layout: LineLayout,
) -> Option<(&'static str, bool)> {
    if next.continues {
        let parted = sentence::ends(paragraph) || sentence::begins(&next.text);
        return (!parted).then_some(("soft-line-break", true));
    }
    let may_go_on = matches!(last.style, Style::Plain | Style::Bullet);
    if !may_go_on || next.style != Style::Plain || sentence::is_box(&next.text) {
        return None;
    }
    let reason = if gap.turned || gap.blanks > 0 {
        "page-break"
    } else {
        "line-wrap"
    };
    let safe = match layout.wrapped {
        Some(_) => goes_on_wrapped(last, next, paragraph, gap, layout).then_some(true),
        None => goes_on(next, paragraph, gap, layout),
    };
    safe.map(|safe| (reason, safe))
}

/// Whether a line of a wrapped text goes on with the one before it.
fn goes_on_wrapped(
    last: &LineDraft<'_>,
    next: &LineDraft<'_>,
    paragraph: &str,
    gap: Gap,
    layout: LineLayout,
) -> bool {
    let at_margin = next.indent < 2;
    let full = layout.is_full(last);
    if sentence::ends(&last.text) {
        // A full line may end with a stop by chance.
        let parted = gap.blanks > 0 && !gap.turned;
        return layout.indented && full && at_margin && !parted && !sentence::begins(&next.text);
    }
    if sentence::breaks_off(&last.text) {
        return (full || !sentence::is_heading(&last.text)) && !sentence::begins(&next.text)
            || full && at_margin;
    }
    if !full {
        return false;
    }
    let same_block = next.indent == last.indent && gap.blanks == 0;
    (at_margin && layout.indented && sentence::is_prose(paragraph))
        || (at_margin || same_block) && !sentence::begins(&next.text)
}

/// Whether a line of a text that is not wrapped goes on with the paragraph before it, and whether that
/// is beyond doubt.
fn goes_on(next: &LineDraft<'_>, paragraph: &str, gap: Gap, layout: LineLayout) -> Option<bool> {
    if sentence::ends(paragraph)
        || sentence::is_heading(paragraph)
        || sentence::begins(&next.text)
        || !sentence::is_prose(paragraph)
            && !sentence::breaks_off(paragraph)
            && repeated(paragraph, &next.text).is_none()
    {
        return None;
    }
    let cut = gap.turned || gap.blanks > 0;
    let is_rest = sentence::is_prose(&next.text) || sentence::ends(&next.text);
    if layout.has_paragraphs {
        return is_rest.then_some(false);
    }
    if sentence::breaks_off(paragraph) {
        return Some(cut || is_rest);
    }
    is_rest.then_some(cut)
}

/// How many characters at the beginning of `next` repeat the end of `text`, and whether that is beyond
/// doubt. Two will do when they bring a closing bracket for which nothing is open.
fn repeated(text: &str, next: &str) -> Option<(usize, bool)> {
    const MOST: usize = 120;
    let mut end: Vec<char> = squeezed_back(text).take(MOST).collect();
    end.reverse();
    let start: Vec<char> = squeezed(next).take(MOST).collect();
    let same = |count: &usize| end[end.len() - count..] == start[..*count];
    let count = (2..=end.len().min(start.len())).rev().find(same)?;
    let closes = matches!(start[count - 1], '》' | '”' | '）') && !sentence::breaks_off(text);
    (closes || count >= 6).then_some((count, closes || count >= 8))
}

fn squeezed_back(text: &str) -> impl Iterator<Item = char> {
    text.chars().rev().filter(|c| !c.is_whitespace())
}

/// A space between two Latin words or numbers, nothing between Chinese characters.
fn glue(text: &str, next: &str) -> &'static str {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if is_latin(text.chars().next_back()) && is_latin(next.chars().next()) {
        " "
    } else {
        ""
    }
}

/// The last words of one line and the first of the next.
fn seam(text: &str, between: &str, next: &str) -> String {
    let start = back(text, text.len(), 8);
    let end = next.char_indices().nth(8).map_or(next.len(), |(at, _)| at);
    format!("{}{between}{}", &text[start..], &next[..end])
}
