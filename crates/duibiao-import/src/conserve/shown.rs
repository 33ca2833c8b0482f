//! The words that a plan file shows, read with `duibiao`'s own Markdown.

use duibiao_syntax::markdown::{Markdown, MarkdownNode};
use pulldown_cmark::{Event, Tag, TagEnd};

use super::squeezed;
use crate::draw::Drawn;

/// What a file shows.
#[derive(Clone, Debug, Default)]
pub(super) struct ShownText {
    /// The characters outside the indicator tables.
    pub(super) prose: Vec<char>,
    tables: Vec<(usize, ShownTable)>,
}

/// What a file shows of an indicator table.
#[derive(Clone, Debug, Default)]
pub(super) struct ShownTable {
    /// The lines of cells, header first, white space taken out.
    pub(super) rows: Vec<Vec<String>>,
    /// The characters of caption and notes.
    pub(super) words: String,
}

impl ShownText {
    pub(super) fn of(drawn: &Drawn) -> Self {
        let mut shown = Self {
            prose: Vec::with_capacity(drawn.text.len() / 3),
            tables: drawn
                .tables
                .iter()
                .map(|table| (table.table, ShownTable::default()))
                .collect(),
        };
        let markdown = Markdown::new(&drawn.text, drawn.body);
        let mut in_cell = false;
        let mut next = 0;
        for piece in markdown.pieces() {
            while drawn
                .tables
                .get(next)
                .is_some_and(|table| table.range.end <= piece.range.start)
            {
                next += 1;
            }
            let inside = drawn
                .tables
                .get(next)
                .is_some_and(|table| table.range.contains(&piece.range.start));
            let Some((_, table)) = shown.tables.get_mut(next).filter(|_| inside) else {
                let source = &drawn.text;
                each(&piece.node, source, &mut |words| {
                    shown.prose.extend(squeezed(words));
                });
                continue;
            };
            match &piece.node {
                MarkdownNode::Event(Event::Start(Tag::TableHead | Tag::TableRow)) => {
                    table.rows.push(Vec::new());
                }
                MarkdownNode::Event(Event::Start(Tag::TableCell)) => {
                    in_cell = true;
                    if let Some(row) = table.rows.last_mut() {
                        row.push(String::new());
                    }
                }
                MarkdownNode::Event(Event::End(TagEnd::TableCell)) => in_cell = false,
                node => each(node, &drawn.text, &mut |words| {
                    let cell = table.rows.last_mut().and_then(|row| row.last_mut());
                    match cell.filter(|_| in_cell) {
                        Some(cell) => cell.extend(squeezed(words)),
                        None => table.words.extend(squeezed(words)),
                    }
                }),
            }
        }
        shown
    }

    pub(super) fn table(&self, index: usize) -> Option<&ShownTable> {
        self.tables
            .iter()
            .find(|(table, _)| *table == index)
            .map(|(_, shown)| shown)
    }
}

/// The words that a piece puts on the page.
fn each(node: &MarkdownNode<'_>, source: &str, take: &mut impl FnMut(&str)) {
    match node {
        MarkdownNode::BoxTitle(title) => {
            take(&source[title.label.clone()]);
            take(&source[title.title.clone()]);
        }
        MarkdownNode::Event(
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text),
        ) => take(text),
        MarkdownNode::Event(_) => {}
    }
}
