//! The facts of a Markdown body: its outline, boxes, indicator tables, commitments, citations and links.
//!
//! Facts are kept with their bytes; the words stay in the source, and the page is made from the same
//! events again when it is rendered. Whatever CommonMark would alter in a plan without a word is a
//! diagnostic here.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::cite;
use super::lint;
use super::table::{self, Grid, TableCell, TableLine, TableReading};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::document::{Body, BodyLink, BoxMark, Clause, ClauseForm, Commitment, IndicatorTable};
use crate::markdown::{BoxTitle, Markdown, MarkdownNode, SpannedEvent};
use crate::outline::{self, Outline, Placed};
use crate::period::Period;
use crate::source::Source;
use crate::span::Spanned;
use crate::target::{Context, Target, Trouble};

mod destination;

/// What the body belongs to.
#[derive(Clone, Copy)]
pub(super) enum BodyKind {
    /// A plan: tables and commitments are read, and nothing may be altered silently. In a digest or a
    /// body without text the outline may leave numbers out.
    Plan { period: Period, whole_text: bool },
    /// Anything else.
    Other,
}

/// Reads the body that begins at byte `start` of a source.
pub(super) fn body(source: &Source, start: usize, kind: BodyKind) -> Checked<Body> {
    let markdown = Markdown::new(&source.text, start);
    let pieces = markdown.pieces();
    let mut collector = Collector::new(source, kind);
    let mut at = 0;
    while at < pieces.len() {
        at = collector.take(&pieces, at);
    }
    let range = start..source.text.len();
    let mut citations = cite::citations(source, range.clone());
    citations.retain(|citation| {
        !collector
            .comments
            .iter()
            .any(|comment| comment.contains(&citation.span.range().start))
    });
    collector
        .found
        .extend(lint::lines(source, range.clone(), &collector.quiet));
    collector.clauses.sort_by_key(|clause| clause.extent.start);
    let body = Body {
        span: source.span(range),
        clauses: fitted(collector.clauses),
        clause_anchors: Box::from(&*collector.clause_anchors),
        boxes: fitted(collector.boxes),
        tables: fitted(collector.tables),
        commitments: fitted(collector.commitments),
        citations: fitted(citations),
        links: fitted(collector.links),
        has_code: collector.has_code,
    };
    Checked::new(body, collector.found)
}

/// A list in memory of just its length. Shrinking a vector in its place keeps up to twice of that, and
/// bodies are kept for as long as the program runs.
fn fitted<T>(list: Vec<T>) -> Box<[T]> {
    let mut fitted = Vec::with_capacity(list.len());
    fitted.extend(list);
    fitted.into()
}

struct Collector<'a> {
    source: &'a Source,
    kind: BodyKind,
    outline: Outline,
    /// Block quotes that are open, with the outline outside when the quote is a box.
    quotes: Vec<(Range<usize>, Option<Outline>)>,
    /// Lists that are open: whether each is numbered.
    lists: Vec<bool>,
    depth: usize,
    anchors: BTreeSet<String>,
    clauses: Vec<Clause>,
    /// The anchors of the clauses, each on a line.
    clause_anchors: String,
    boxes: Vec<BoxMark>,
    tables: Vec<IndicatorTable>,
    commitments: Vec<Commitment>,
    links: Vec<BodyLink>,
    comments: Vec<Range<usize>>,
    /// Code and tables, whose lines are not prose.
    quiet: Vec<Range<usize>>,
    has_code: bool,
    found: Vec<Diagnostic>,
}

/// Nothing in a plan is nested this deep; rendering recurses no deeper.
const DEEPEST: usize = 32;

impl<'a> Collector<'a> {
    fn new(source: &'a Source, kind: BodyKind) -> Self {
        Self {
            source,
            kind,
            outline: Outline::default(),
            quotes: Vec::new(),
            lists: Vec::new(),
            depth: 0,
            anchors: BTreeSet::new(),
            clauses: Vec::new(),
            clause_anchors: String::new(),
            boxes: Vec::new(),
            tables: Vec::new(),
            commitments: Vec::new(),
            links: Vec::new(),
            comments: Vec::new(),
            quiet: Vec::new(),
            has_code: false,
            found: Vec::new(),
        }
    }

    fn is_plan(&self) -> bool {
        matches!(self.kind, BodyKind::Plan { .. })
    }

    /// Takes the piece at `at`; returns the index of the next one to take.
    fn take(&mut self, pieces: &[SpannedEvent<'_>], at: usize) -> usize {
        let piece = &pieces[at];
        match &piece.node {
            MarkdownNode::BoxTitle(title) => self.box_title(title),
            MarkdownNode::Event(Event::Start(tag)) => {
                self.enter(&piece.range);
                if matches!(tag, Tag::Table(_)) {
                    let end = closing(pieces, at);
                    self.table(&pieces[at..end], &piece.range);
                    self.depth = self.depth.saturating_sub(1);
                    return end;
                }
                self.start(tag, piece, pieces, at);
            }
            MarkdownNode::Event(Event::End(tag)) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(*tag);
            }
            MarkdownNode::Event(Event::Html(html) | Event::InlineHtml(html)) => {
                self.html(html, &piece.range);
            }
            MarkdownNode::Event(Event::Text(text)) => self.text(text, &piece.range),
            MarkdownNode::Event(_) => {}
        }
        at + 1
    }

    fn enter(&mut self, range: &Range<usize>) {
        self.depth += 1;
        if self.depth == DEEPEST + 1 {
            self.found.push(
                Diagnostic::new(Code::TooDeep, "嵌套太深", "nested too deep")
                    .at(self.source.span(range.start..range.start + 1))
                    .help("引用、列表套得超过 32 层，多半是转换出的错", "quotes and lists are nested more than 32 deep: probably a slip of a conversion"),
            );
        }
    }

    fn start(
        &mut self,
        tag: &Tag<'_>,
        piece: &SpannedEvent<'_>,
        pieces: &[SpannedEvent<'_>],
        at: usize,
    ) {
        match tag {
            Tag::Heading { level, id, .. } => {
                let explicit = id.as_deref();
                self.heading(&piece.range, *level, explicit);
            }
            Tag::Paragraph if self.lists.is_empty() => self.paragraph(&piece.range),
            Tag::BlockQuote(_) => self.quotes.push((piece.range.clone(), None)),
            Tag::List(first) => self.lists.push(first.is_some()),
            Tag::Item => self.item(&piece.range),
            Tag::CodeBlock(CodeBlockKind::Indented) => self.indented(&piece.range),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                self.quiet.push(piece.range.clone());
                self.has_code |= !info.is_empty();
            }
            Tag::Link { dest_url, .. } => {
                let words = plain_text(&pieces[at..closing(pieces, at)], &self.source.text);
                self.link(dest_url, &words, &piece.range);
            }
            Tag::Image { dest_url, .. } => self.destination(dest_url, true, &piece.range),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) => {
                if let Some((_, Some(outside))) = self.quotes.pop() {
                    self.outline = outside;
                }
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            _ => {}
        }
    }

    fn heading(&mut self, range: &Range<usize>, level: HeadingLevel, explicit: Option<&str>) {
        let line = first_line(&self.source.text, range);
        let hashes = self.source.text[line.clone()].trim_start_matches([' ', '>']);
        let content = hashes.trim_start_matches('#').trim_start();
        let start = line.end - content.len();
        let without_id = content
            .rfind(" {")
            .filter(|_| content.trim_end().ends_with('}'));
        let end = start + without_id.map_or(content.len(), |at| content[..at].trim_end().len());
        let end = start
            + self.source.text[start..end]
                .trim_end_matches([' ', '#'])
                .len();
        let bare = self.source.text[start..end].trim_start_matches('*');
        let number = outline::marker(bare);
        let placed = match number {
            Some(marker) => self.outline.number(marker),
            None => self.outline.plain(level as u8),
        };
        let begin = end - bare.len();
        let number = begin..begin + number.map_or(0, |marker| marker.length);
        let title = trimmed(&self.source.text, number.end..end);
        self.clause(
            &placed,
            explicit,
            ClauseForm::Heading,
            number,
            title,
            range.start..end,
        );
    }

    /// Lines of a paragraph that begin with an outline number are clauses, marked as headings or not.
    fn paragraph(&mut self, range: &Range<usize>) {
        if self.boxed_badly(range) {
            return;
        }
        let source = self.source;
        for line in lines(&source.text, range) {
            let text = &source.text[line.clone()];
            let bare = text.trim_start_matches('*');
            let Some(marker) = outline::marker(bare) else {
                continue;
            };
            let stars = text.len() - bare.len();
            let number = line.start + stars..line.start + stars + marker.length;
            let rest = trimmed(&source.text, number.end..line.end);
            let is_heading =
                marker.form < outline::NumberForm::Arabic && is_title(&source.text[rest.clone()]);
            let form = if is_heading {
                ClauseForm::Heading
            } else {
                ClauseForm::Paragraph
            };
            let title = if is_heading {
                rest
            } else {
                first_words(&source.text, rest)
            };
            let placed = self.outline.number(marker);
            self.clause(&placed, None, form, number, title, line);
        }
    }

    fn item(&mut self, range: &Range<usize>) {
        let source = self.source;
        let line = first_line(&source.text, range);
        let text = &source.text[line.clone()];
        match self.lists[..] {
            [true] => {
                if let Some(marker) = outline::marker(text) {
                    let number = line.start..line.start + marker.length;
                    let title =
                        first_words(&source.text, trimmed(&source.text, number.end..line.end));
                    let placed = self.outline.number(marker);
                    self.clause(&placed, None, ClauseForm::ListItem, number, title, line);
                }
            }
            [.., false] if lint::may_be_minus(text) => {
                self.found.push(lint::minus(source.span(line)));
            }
            _ => {}
        }
    }

    fn clause(
        &mut self,
        placed: &Placed,
        explicit: Option<&str>,
        form: ClauseForm,
        number: Range<usize>,
        title: Range<usize>,
        range: Range<usize>,
    ) {
        if let Some(expected) = placed.gap
            && matches!(
                self.kind,
                BodyKind::Plan {
                    whole_text: true,
                    ..
                }
            )
        {
            self.found
                .push(lint::gap(self.source.span(number.clone()), expected));
        }
        let anchor = self.unique(explicit.unwrap_or(&placed.anchor));
        let at = u32::try_from(self.clause_anchors.len()).unwrap_or(u32::MAX);
        self.clause_anchors.push_str(&anchor);
        self.clause_anchors.push('\n');
        self.clauses.push(Clause {
            anchor: at,
            level: placed.level,
            form,
            number: self.source.span(number).into(),
            title: self.source.span(title).into(),
            extent: self.source.span(range).into(),
        });
    }

    /// An anchor that no other place of this document has.
    fn unique(&mut self, wanted: &str) -> String {
        let mut anchor = wanted.to_owned();
        let mut count = 1;
        while !self.anchors.insert(anchor.clone()) {
            count += 1;
            anchor = format!("{wanted}-x{count}");
        }
        anchor
    }

    fn box_title(&mut self, title: &BoxTitle) {
        let label = &self.source.text[title.label.clone()];
        let digits: String = label.chars().filter(char::is_ascii_digit).collect();
        let number = if digits.is_empty() {
            (self.boxes.len() + 1).to_string()
        } else {
            digits
        };
        let anchor = self.unique(&format!("box-{number}"));
        let whole = self
            .quotes
            .last()
            .map_or(title.label.clone(), |(range, _)| range.clone());
        if let Some((_, outside)) = self.quotes.last_mut() {
            *outside = Some(self.outline.enter(&anchor));
        }
        self.boxes.push(BoxMark {
            anchor: anchor.into(),
            label: self.source.span(title.label.clone()),
            title: self.source.span(title.title.clone()),
            span: self.source.span(whole),
        });
    }

    fn boxed_badly(&mut self, range: &Range<usize>) -> bool {
        let bad = self.source.text[range.clone()].starts_with("[!") && self.is_plan();
        if bad {
            self.found.push(
                Diagnostic::new(
                    Code::BrokenBox,
                    "专栏的写法不对",
                    "the box is not written right",
                )
                .at(self.source.span(first_line(&self.source.text, range)))
                .help(
                    "写成 > [!专栏 1] 标题，正文每行前也有 >",
                    "write > [!专栏 1] title, and > before each line of it",
                ),
            );
        }
        bad
    }

    fn table(&mut self, pieces: &[SpannedEvent<'_>], range: &Range<usize>) {
        self.quiet.push(range.clone());
        let counts = lint::table_rows(self.source, range);
        let sound = counts.is_empty();
        self.found.extend(counts);
        for piece in pieces {
            match &piece.node {
                MarkdownNode::Event(Event::Html(html) | Event::InlineHtml(html)) => {
                    self.html(html, &piece.range);
                }
                MarkdownNode::Event(Event::Text(text)) => self.text(text, &piece.range),
                _ => {}
            }
        }
        self.links_in_table(pieces);
        let BodyKind::Plan { period, .. } = self.kind else {
            return;
        };
        if !sound {
            return;
        }
        let grid = grid(pieces, range, &self.source.text);
        let reading = TableReading {
            source: self.source,
            period,
            before: self.tables.len(),
        };
        if let Some(table) = table::indicator_table(&grid, &reading, &mut self.found) {
            self.anchors
                .extend(table.rows.iter().map(|row| row.anchor.to_string()));
            self.tables.push(table);
        }
    }

    fn links_in_table(&mut self, pieces: &[SpannedEvent<'_>]) {
        for (at, piece) in pieces.iter().enumerate() {
            match &piece.node {
                MarkdownNode::Event(Event::Start(Tag::Link { dest_url, .. })) => {
                    let words = plain_text(&pieces[at..closing(pieces, at)], &self.source.text);
                    self.link(dest_url, &words, &piece.range);
                }
                MarkdownNode::Event(Event::Start(Tag::Image { dest_url, .. })) => {
                    self.destination(dest_url, true, &piece.range);
                }
                _ => {}
            }
        }
    }

    fn link(&mut self, destination: &str, words: &str, range: &Range<usize>) {
        match (destination.strip_prefix("indicator:"), self.kind) {
            (Some(id), BodyKind::Plan { period, .. }) => self.commitment(id, words, period, range),
            _ => self.destination(destination, false, range),
        }
    }

    fn commitment(&mut self, id: &str, words: &str, period: Period, range: &Range<usize>) {
        let span = self.source.span(range.clone());
        let id_start = self.source.text[range.clone()]
            .find("indicator:")
            .map_or(range.start, |at| range.start + at + "indicator:".len());
        let id_span = self
            .source
            .span(id_start..(id_start + id.len()).min(range.end));
        let context = Context {
            unit: None,
            period,
            horizon: None,
        };
        let (target, trouble) = Target::parse(words, &context);
        let quantified = target.kind.is_quantified() && trouble.is_none();
        if !quantified || matches!(trouble, Some(Trouble::UnitOnly)) {
            self.found.push(
                Diagnostic::new(
                    Code::TargetIsText,
                    format!("承诺“{words}”没有读成数值，按文字保留"),
                    format!("the commitment “{words}” was not read as a value and is kept as text"),
                )
                .at(span)
                .help("方括号里只放数和它的比较词、单位，例如 [不少于150家](indicator:…)", "put only the number with its comparator and unit in the brackets, e.g. [不少于150家](indicator:…)"),
            );
        }
        self.commitments.push(Commitment {
            anchor: format!("c-{}", self.commitments.len() + 1).into(),
            indicator: Spanned::new(id.into(), id_span),
            target,
            span,
        });
    }

    fn destination(&mut self, destination: &str, picture: bool, range: &Range<usize>) {
        let span = self.source.span(range.clone());
        match destination::link_kind(destination, picture) {
            Some(kind) => self.links.push(BodyLink {
                destination: destination.into(),
                kind,
                span,
            }),
            None if picture => self.found.push(lint::foreign_picture(destination, span)),
            None => self.found.push(lint::unsafe_link(destination, span)),
        }
    }

    fn html(&mut self, html: &str, range: &Range<usize>) {
        let span = self.source.span(range.clone());
        if html.trim_start().starts_with("<!--") {
            self.comments.push(range.clone());
            self.found.push(
                Diagnostic::new(
                    Code::HtmlComment,
                    "注释不进入网页",
                    "a comment is left out of the page",
                )
                .at(span),
            );
        } else {
            self.found.push(
                Diagnostic::new(
                    Code::RawHtml,
                    "HTML 标签按文字显示",
                    "an HTML tag is shown as text",
                )
                .at(span)
                .help(
                    "小于号写成 ＜ 或 &lt;；排版用 Markdown 的写法",
                    "write < as ＜ or &lt;; use Markdown for layout",
                ),
            );
        }
    }

    fn indented(&mut self, range: &Range<usize>) {
        self.quiet.push(range.clone());
        if self.is_plan() {
            self.found.push(
                Diagnostic::new(
                    Code::IndentedCode,
                    "缩进四格的段落会变成代码",
                    "a paragraph indented by four spaces would become code",
                )
                .at(self.source.span(first_line(&self.source.text, range)))
                .help(
                    "删去行首的空格；段首缩进由样式负责",
                    "delete the spaces; the style sheet indents paragraphs",
                ),
            );
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        let source = &self.source.text;
        let alone = text == "*"
            && source[range.end..].starts_with('*')
            && !source[..range.start].ends_with(['*', '\\']);
        if alone || text.contains("**") {
            self.found.push(
                Diagnostic::new(
                    Code::EmphasisUnclosed,
                    "加粗的星号没有配对，照样显示",
                    "the ** has no partner and is shown as it is",
                )
                .at(self.source.span(range.clone()))
                .help(
                    "补上另一半 **，或删去",
                    "add the other ** or delete this one",
                ),
            );
        }
    }
}

/// The index behind the end event that closes the start event at `at`.
fn closing(pieces: &[SpannedEvent<'_>], at: usize) -> usize {
    let mut depth = 0_usize;
    for (offset, piece) in pieces[at..].iter().enumerate() {
        match piece.node {
            MarkdownNode::Event(Event::Start(_)) => depth += 1,
            MarkdownNode::Event(Event::End(_)) => {
                depth -= 1;
                if depth == 0 {
                    return at + offset + 1;
                }
            }
            _ => {}
        }
    }
    pieces.len()
}

/// The words of some pieces, marks taken off; a formula stays as it was written.
fn plain_text(pieces: &[SpannedEvent<'_>], source: &str) -> String {
    let mut words = String::new();
    for piece in pieces {
        match &piece.node {
            MarkdownNode::Event(Event::Text(text) | Event::Code(text)) => words.push_str(text),
            MarkdownNode::Event(Event::InlineMath(_) | Event::DisplayMath(_)) => {
                words.push_str(&source[piece.range.clone()]);
            }
            MarkdownNode::Event(Event::SoftBreak | Event::HardBreak) => words.push(' '),
            MarkdownNode::Event(Event::InlineHtml(html)) if !html.starts_with("<!--") => {
                words.push_str(html);
            }
            _ => {}
        }
    }
    words.trim().to_owned()
}

fn grid(pieces: &[SpannedEvent<'_>], range: &Range<usize>, source: &str) -> Grid {
    let mut lines: Vec<TableLine> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match &piece.node {
            MarkdownNode::Event(Event::Start(Tag::TableHead | Tag::TableRow)) => {
                lines.push(TableLine {
                    range: piece.range.start
                        ..piece.range.start + source[piece.range.clone()].trim_end().len(),
                    cells: Vec::new(),
                });
            }
            MarkdownNode::Event(Event::Start(Tag::TableCell)) => {
                if let Some(line) = lines.last_mut() {
                    let text = plain_text(&pieces[at..closing(pieces, at)], source);
                    line.cells.push(TableCell {
                        text,
                        range: trimmed(source, piece.range.clone()),
                    });
                }
            }
            _ => {}
        }
    }
    Grid {
        range: range.clone(),
        lines,
    }
}

/// The lines of a block, without quote marks and blanks around them.
fn lines(source: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut at = range.start;
    source[range.clone()]
        .split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            let content = line.trim_start_matches([' ', '\t', '>', '\u{3000}']);
            let begin = start + line.len() - content.len();
            begin..begin + content.trim_end().len()
        })
        .collect()
}

fn first_line(source: &str, range: &Range<usize>) -> Range<usize> {
    lines(source, range)
        .into_iter()
        .next()
        .unwrap_or_else(|| range.clone())
}

fn trimmed(source: &str, range: Range<usize>) -> Range<usize> {
    let text = &source[range.clone()];
    let start = range.end
        - text
            .trim_start_matches(|c: char| c.is_whitespace() || c == '*')
            .len();
    let text = &source[start..range.end];
    start
        ..start
            + text
                .trim_end_matches(|c: char| c.is_whitespace() || c == '*')
                .len()
}

/// Whether the words behind a number are a heading rather than a sentence.
fn is_title(words: &str) -> bool {
    (1..=40).contains(&words.chars().count())
        && !words.ends_with(['。', '；', '：', '，', ';', ',', ':'])
}

/// The words of a paragraph up to its first stop, at most thirty characters.
fn first_words(source: &str, range: Range<usize>) -> Range<usize> {
    let text = &source[range.clone()];
    let stop = text
        .find(['。', '；', '，', '：', '*', '['])
        .unwrap_or(text.len());
    let thirty = text.char_indices().nth(30).map_or(text.len(), |(at, _)| at);
    range.start..range.start + stop.min(thirty)
}
