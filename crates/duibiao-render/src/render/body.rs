//! The body of a document as safe HTML.
//!
//! The same events that [`duibiao_syntax::parse`] took its facts from are walked again, and the facts tell where
//! an anchor, a citation or a commitment stands. What the author wrote is escaped; the only elements are
//! those made here. Clause numbers stay in the text as printed, list numbers too.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};

use super::page::PageContext;
use crate::html::{Html, HtmlWriter};
use crate::route::PageKey;
use duibiao_compare::catalog::{Cited, IndicatorId, PlanId};
use duibiao_compare::link;
use duibiao_syntax::document::{
    Body, BoxMark, Citation, Clause, ClauseForm, Commitment, IndicatorRow, LinkKind,
};
use duibiao_syntax::markdown::{Markdown, MarkdownNode, SpannedEvent};
use duibiao_syntax::outline;

mod code;
mod words;

pub(super) use code::style as code_style;
pub(super) use words::{contents, heading_words, is_blank, text, words};

/// A body as safe HTML, with its headings from `h<first_level>` down.
pub(super) fn html(page: &PageContext<'_>, body: &Body, first_level: u8) -> Html {
    let source = page.source(body.span.source);
    let markdown = Markdown::new(&source.text, body.span.range().start);
    let mut writer = BodyWriter::new(page, body, &source.text, first_level);
    let pieces = markdown.pieces();
    let mut at = 0;
    while at < pieces.len() {
        at = writer.take(&pieces, at);
    }
    writer.html.finish()
}

/// Walks the events of a body.
struct BodyWriter<'a> {
    page: &'a PageContext<'a>,
    body: &'a Body,
    source: &'a str,
    /// What the level of a clause is raised by.
    lift: u8,
    plan: Option<PlanId>,
    html: HtmlWriter,
    /// The end tags of elements whose form was chosen when they began.
    closers: Vec<&'static str>,
    alignments: Vec<Alignment>,
    columns: usize,
    in_head: bool,
    /// How long the body was when the open cell began.
    cell_start: usize,
    /// Rows of the indicator table that is open.
    rows: std::slice::Iter<'a, IndicatorRow>,
    table_count: usize,
    notes: Vec<(String, usize)>,
    /// Whether the open element of a line is a heading made of a plain paragraph.
    line: Option<&'static str>,
}

impl<'a> BodyWriter<'a> {
    fn new(page: &'a PageContext<'a>, body: &'a Body, source: &'a str, first_level: u8) -> Self {
        let plan = page.context.catalog.plan_of_source(body.span.source);
        Self {
            page,
            body,
            source,
            lift: first_level.saturating_sub(1),
            plan,
            html: HtmlWriter::new((), body.span.range().len() * 5 / 4),
            closers: Vec::new(),
            alignments: Vec::new(),
            columns: 0,
            in_head: false,
            cell_start: 0,
            rows: [].iter(),
            table_count: 0,
            notes: Vec::new(),
            line: None,
        }
    }

    fn take(&mut self, pieces: &[SpannedEvent<'_>], at: usize) -> usize {
        let piece = &pieces[at];
        match &piece.node {
            MarkdownNode::BoxTitle(_) => self.box_title(&piece.range),
            MarkdownNode::Event(event) => match event {
                Event::Start(Tag::CodeBlock(kind)) => return self.code_block(kind, pieces, at),
                Event::Start(Tag::Image { dest_url, .. }) => {
                    return self.picture(dest_url, pieces, at);
                }
                Event::Start(tag) => self.start(tag, &piece.range),
                Event::End(tag) => self.end(*tag),
                Event::Text(text) => self.text(text, &piece.range),
                Event::Code(text) => {
                    self.html.element("<code", text, "</code>");
                }
                Event::InlineMath(text) | Event::DisplayMath(text) => self.formula(text),
                Event::Html(text) | Event::InlineHtml(text) => self.raw(text),
                Event::SoftBreak => self.soft_break(pieces.get(at + 1)),
                Event::HardBreak => self.tag("<br>"),
                Event::Rule => self.tag("<hr>"),
                Event::FootnoteReference(name) => self.note_reference(name),
                Event::TaskListMarker(_) => {}
            },
        }
        at + 1
    }

    fn tag(&mut self, markup: &'static str) {
        self.html.raw(markup);
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph => self.open_line(range.start),
            Tag::Heading { .. } => self.heading(range.start),
            Tag::BlockQuote(_) => self.quote(range),
            Tag::List(first) => self.list(*first),
            Tag::Item => self.item(range.start),
            Tag::Table(alignments) => self.table(alignments, range),
            Tag::TableHead => {
                self.in_head = true;
                self.columns = 0;
                self.tag("<thead><tr>");
            }
            Tag::TableRow => self.table_row(),
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.tag("<em>"),
            Tag::Strong => self.tag("<strong>"),
            Tag::Strikethrough => self.tag("<del>"),
            Tag::Link { dest_url, .. } => self.link(dest_url, range),
            Tag::FootnoteDefinition(name) => self.note(name),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.close_line(),
            TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Link
            | TagEnd::FootnoteDefinition => {
                let closer = self.closers.pop().unwrap_or_default();
                self.html.raw(closer);
            }
            TagEnd::Table => self.tag("</tbody></table></div>"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.html.raw("</tr></thead><tbody>");
            }
            TagEnd::TableRow => self.tag("</tr>"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.tag("</em>"),
            TagEnd::Strong => self.tag("</strong>"),
            TagEnd::Strikethrough => self.tag("</del>"),
            _ => {}
        }
    }

    fn clause_at(&self, start: usize) -> Option<&'a Clause> {
        let at = self
            .body
            .clauses
            .partition_point(|clause| (clause.extent.start as usize) < start);
        self.body
            .clauses
            .get(at)
            .filter(|clause| clause.extent.start as usize == start)
    }

    /// Opens the element of a line of prose: a heading where the line is one, marked or not.
    fn open_line(&mut self, start: usize) {
        let start = start + self.source[start..].len()
            - self.source[start..]
                .trim_start_matches([' ', '\t', '>', '\u{3000}'])
                .len();
        match self.clause_at(start) {
            Some(clause) if clause.form == ClauseForm::Heading => {
                let (open, close) = heading_tags(clause.level.saturating_add(self.lift));
                self.html.open(open).attr("id", self.body.anchor(clause));
                self.line = Some(close);
            }
            Some(clause) => {
                let anchor = self.body.anchor(clause);
                self.html
                    .open("<p")
                    .attr("id", anchor)
                    .attr("class", "clause");
                self.line = Some("</p>");
            }
            None => {
                self.html.raw("<p>");
                self.line = Some("</p>");
            }
        }
    }

    fn close_line(&mut self) {
        if let Some(close) = self.line.take() {
            self.html.raw(close);
        }
    }

    /// A line break of the source: a new clause begins a new element, any other line goes on. Between
    /// Chinese characters there is no space.
    fn soft_break(&mut self, next: Option<&SpannedEvent<'_>>) {
        let Some(next) = next else { return };
        let begins_clause = self.line.is_some() && self.clause_at(next.range.start).is_some();
        if begins_clause {
            self.close_line();
            self.open_line(next.range.start);
        } else if self.html.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            self.html.raw(" ");
        } else {
            self.html.raw("\n");
        }
    }

    fn heading(&mut self, start: usize) {
        let clause = self.clause_at(start);
        let level = clause
            .map_or(1, |clause| clause.level)
            .saturating_add(self.lift);
        let (open, close) = heading_tags(level);
        self.html.open(open);
        if let Some(clause) = clause {
            self.html.attr("id", self.body.anchor(clause));
        }
        self.closers.push(close);
    }

    fn quote(&mut self, range: &Range<usize>) {
        let mark: Option<&BoxMark> = self
            .body
            .boxes
            .iter()
            .find(|mark| mark.span.range() == *range);
        if let Some(mark) = mark {
            self.html
                .open("<section class=\"box\"")
                .attr("id", &mark.anchor)
                .attr_of("aria-labelledby", &[&mark.anchor, "-title"]);
            self.closers.push("</section>");
        } else {
            self.html.raw("<blockquote>");
            self.closers.push("</blockquote>");
        }
    }

    fn box_title(&mut self, range: &Range<usize>) {
        let Some(mark) = self
            .body
            .boxes
            .iter()
            .find(|mark| mark.label.range().start == range.start)
        else {
            return;
        };
        let label = self.page.slice(mark.label);
        let title = words(self.page, mark.title);
        self.html
            .open("<p class=\"box-title\"")
            .attr_of("id", &[&mark.anchor, "-title"])
            .element("<span class=\"box-label\"", &label, "</span> ")
            .text(&title)
            .raw("</p>");
    }

    fn list(&mut self, first: Option<u64>) {
        if first.is_some() {
            self.html.raw("<ol>");
            self.closers.push("</ol>");
        } else {
            self.html.raw("<ul>");
            self.closers.push("</ul>");
        }
    }

    /// Items keep the numbers that are printed: Markdown would count 3. 5. 10. as 3, 4, 5.
    fn item(&mut self, start: usize) {
        let marker = outline::marker(self.source[start..].trim_start());
        let numbered = self.closers.last() == Some(&"</ol>");
        self.html.open("<li");
        if let Some(clause) = self.clause_at(start) {
            self.html.attr("id", self.body.anchor(clause));
        }
        if let Some(marker) = marker.filter(|_| numbered) {
            self.html.attr("value", &marker.ordinal.to_string());
        }
        self.closers.push("</li>");
    }

    fn table(&mut self, alignments: &[Alignment], range: &Range<usize>) {
        self.alignments = alignments.to_vec();
        self.table_count += 1;
        let indicator_table = self
            .body
            .tables
            .iter()
            .find(|table| table.span.range() == *range);
        self.rows = indicator_table.map_or([].iter(), |table| table.rows.iter());
        let label = match self.page.language() {
            duibiao_syntax::diagnostic::Language::Chinese => format!("正文表 {}", self.table_count),
            duibiao_syntax::diagnostic::Language::English => {
                format!("Table {} of the text", self.table_count)
            }
        };
        self.html
            .open("<div class=\"scroll\" tabindex=\"0\" role=\"region\"")
            .attr("aria-label", &label)
            .element("<table><caption", &label, "</caption>");
    }

    fn table_row(&mut self) {
        self.columns = 0;
        self.html.raw("<tr>");
    }

    fn cell(&mut self) {
        let class = match self.alignments.get(self.columns) {
            Some(Alignment::Right) => Some("right"),
            Some(Alignment::Center) => Some("center"),
            _ => None,
        };
        self.html.open(match (self.in_head, self.columns) {
            (true, _) => "<th scope=\"col\"",
            (false, 0) => "<th scope=\"row\"",
            (false, _) => "<td",
        });
        if let Some(class) = class {
            self.html.attr("class", class);
        }
        self.cell_start = self.html.len();
    }

    fn end_cell(&mut self) {
        // A blank that is printed is said to be blank: an empty cell would look like a fault.
        if self.html.len() == self.cell_start {
            let blank = self.page.word("absence.blank");
            self.html
                .element("<span class=\"absent\"", &blank, "</span>");
        }
        let close = if self.in_head || self.columns == 0 {
            "</th>"
        } else {
            "</td>"
        };
        self.html.raw(close);
        self.columns += 1;
    }

    fn link(&mut self, destination: &str, range: &Range<usize>) {
        let commitment = self.commitment_at(range);
        if let (Some((commitment, indicator)), true) =
            (commitment, destination.starts_with("indicator:"))
        {
            let href = self.page.href(&PageKey::Indicator(indicator));
            self.html
                .open("<a class=\"commitment\"")
                .attr("id", &commitment.anchor)
                .attr("href", &href);
            self.closers.push("</a>");
            return;
        }
        match self.destination(destination, range) {
            Some((href, external)) => {
                self.html.open("<a").attr("href", &href);
                if external {
                    self.html.attr("rel", "noopener external");
                }
                self.closers.push("</a>");
            }
            None => self.closers.push(""),
        }
    }

    fn commitment_at(&self, range: &Range<usize>) -> Option<(&'a Commitment, IndicatorId)> {
        let at = self
            .body
            .commitments
            .iter()
            .position(|commitment| commitment.span.range() == *range)?;
        let plan = self.page.context.catalog.plan(self.plan?);
        Some((&self.body.commitments[at], *plan.commitments.get(at)?))
    }

    /// The address of a link, and whether it leaves the site.
    fn destination(&self, destination: &str, range: &Range<usize>) -> Option<(String, bool)> {
        let known = self
            .body
            .links
            .iter()
            .find(|link| link.span.range() == *range)?;
        let from = &*self.page.context.sources.get(self.body.span.source).path;
        match known.kind {
            LinkKind::External => Some((destination.to_owned(), true)),
            LinkKind::File | LinkKind::Picture => {
                let path = link::files::beside(from, destination)?;
                Some((self.page.href(&PageKey::Attachment(path.into())), false))
            }
            LinkKind::Document => {
                let (path, anchor) = destination.split_once('#').unwrap_or((destination, ""));
                let target = if path.is_empty() {
                    from.to_owned()
                } else {
                    link::files::beside(from, path)?
                };
                let key = self.page.context.key_of_source(&target)?;
                let href = if anchor.is_empty() {
                    self.page.href(&key)
                } else {
                    self.page.href_at(&key, anchor)
                };
                Some((href, false))
            }
        }
    }

    fn picture(&mut self, destination: &str, pieces: &[SpannedEvent<'_>], at: usize) -> usize {
        let range = pieces[at].range.clone();
        let mut alt = String::new();
        let mut end = at + 1;
        while end < pieces.len()
            && !matches!(
                pieces[end].node,
                MarkdownNode::Event(Event::End(TagEnd::Image))
            )
        {
            if let MarkdownNode::Event(Event::Text(text)) = &pieces[end].node {
                alt.push_str(text);
            }
            end += 1;
        }
        if let Some((href, _)) = self.destination(destination, &range) {
            self.html.open("<img").attr("src", &href).attr("alt", &alt);
        }
        end + 1
    }

    fn code_block(
        &mut self,
        kind: &CodeBlockKind<'_>,
        pieces: &[SpannedEvent<'_>],
        at: usize,
    ) -> usize {
        let mut code = String::new();
        let mut end = at + 1;
        while end < pieces.len()
            && !matches!(
                pieces[end].node,
                MarkdownNode::Event(Event::End(TagEnd::CodeBlock))
            )
        {
            if let MarkdownNode::Event(Event::Text(text)) = &pieces[end].node {
                code.push_str(text);
            }
            end += 1;
        }
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        code::block(&code, language, &mut self.html);
        end + 1
    }

    /// Words, with the citations in them as links.
    fn text(&mut self, text: &str, range: &Range<usize>) {
        let verbatim = self.source.get(range.clone()) == Some(text);
        let Some(plan) = self.plan.filter(|_| verbatim) else {
            self.html.text(text);
            return;
        };
        let mut at = range.start;
        let first = self
            .body
            .citations
            .partition_point(|citation| (citation.span.start as usize) < range.start);
        let all = &self.page.context.catalog.plan(plan).citations;
        for (citation, cited) in self.body.citations.iter().zip(all).skip(first) {
            let span = citation.span.range();
            if span.end > range.end {
                break;
            }
            self.html.text(&self.source[at..span.start]);
            self.citation(citation, *cited, plan, &self.source[span.clone()]);
            at = span.end;
        }
        self.html.text(&self.source[at..range.end]);
    }

    fn citation(&mut self, _: &Citation, cited: Cited, plan: PlanId, written: &str) {
        if cited == Cited::Plan(plan) || self.is_in_link() {
            self.html.text(written);
            return;
        }
        let open = match cited {
            Cited::Stub(_) => "<a class=\"cite stub\"",
            Cited::Plan(_) | Cited::Reference(_) => "<a class=\"cite\"",
        };
        let href = self.page.cited_link(cited).href.unwrap_or_default();
        self.html
            .open(open)
            .attr("href", &href)
            .text(written)
            .raw("</a>");
    }

    fn is_in_link(&self) -> bool {
        self.closers.last() == Some(&"</a>")
    }

    /// Signs that plans write as formulas are shown as signs; any other formula as it was written.
    fn formula(&mut self, tex: &str) {
        let mut plain = tex.to_owned();
        for (command, sign) in [
            ("\\geqslant", "≥"),
            ("\\geq", "≥"),
            ("\\ge", "≥"),
            ("\\leqslant", "≤"),
            ("\\leq", "≤"),
            ("\\le", "≤"),
            ("\\times", "×"),
            ("\\pm", "±"),
            ("\\%", "%"),
            ("\\sim", "～"),
        ] {
            plain = plain.replace(command, sign);
        }
        let text = if plain.contains('\\') {
            format!("${tex}$")
        } else {
            plain.split_whitespace().collect::<String>()
        };
        self.html.text(&text);
    }

    /// Raw HTML is text; comments are nothing.
    fn raw(&mut self, html: &str) {
        let mut rest = html;
        while let Some(open) = rest.find("<!--") {
            self.html.text(&rest[..open]);
            rest = rest[open..]
                .find("-->")
                .map_or("", |close| &rest[open + close + "-->".len()..]);
        }
        self.html.text(rest);
    }

    fn note_reference(&mut self, name: &str) {
        let number = self.note_number(name);
        let uses = self
            .notes
            .iter_mut()
            .find(|(known, _)| known == name)
            .map_or(1, |(_, uses)| {
                *uses += 1;
                *uses
            });
        self.html
            .open("<sup><a class=\"noteref\"")
            .attr("id", &format!("fnref-{number}-{uses}"))
            .attr("href", &format!("#fn-{number}"))
            .text(&format!("[{number}]"))
            .raw("</a></sup>");
    }

    fn note(&mut self, name: &str) {
        let number = self.note_number(name);
        self.html
            .open("<aside class=\"note\"")
            .attr("id", &format!("fn-{number}"));
        let number = format!("[{number}]");
        let open = "<span class=\"note-number\"";
        self.html.element(open, &number, "</span>");
        self.closers.push("</aside>");
    }

    fn note_number(&mut self, name: &str) -> usize {
        if let Some(at) = self.notes.iter().position(|(known, _)| known == name) {
            return at + 1;
        }
        self.notes.push((name.to_owned(), 0));
        self.notes.len()
    }
}

/// The tags of a heading; HTML has six levels, and deeper ones stay at the last.
const fn heading_tags(level: u8) -> (&'static str, &'static str) {
    match level {
        0 | 1 => ("<h1", "</h1>"),
        2 => ("<h2", "</h2>"),
        3 => ("<h3", "</h3>"),
        4 => ("<h4", "</h4>"),
        5 => ("<h5", "</h5>"),
        _ => ("<h6", "</h6>"),
    }
}

impl super::RenderContext<'_> {
    /// The page that a file of `content/` becomes.
    pub(super) fn key_of_source(&self, path: &str) -> Option<PageKey> {
        let rest = path.strip_prefix("content/")?.strip_suffix(".md")?;
        let (kind, name) = rest.split_once('/')?;
        let stem = name.rsplit('/').next()?;
        let catalog = self.catalog;
        let find = |at: Result<usize, usize>| at.ok().and_then(|at| u32::try_from(at).ok());
        match kind {
            "plans" => catalog.plan_by_id(name).map(PageKey::Plan),
            "topics" => find(
                catalog
                    .topics
                    .binary_search_by(|topic| (*topic.id.value).cmp(stem)),
            )
            .map(|at| PageKey::Topic(duibiao_compare::catalog::TopicId(at))),
            "indicators" => find(
                catalog
                    .indicators
                    .binary_search_by(|indicator| (*indicator.document.id.value).cmp(stem)),
            )
            .map(|at| PageKey::Indicator(IndicatorId(at))),
            "references" => find(
                catalog
                    .references
                    .binary_search_by(|reference| (*reference.id.value).cmp(stem)),
            )
            .map(|at| PageKey::Reference(duibiao_compare::catalog::ReferenceId(at))),
            "pages" => find(
                catalog
                    .pages
                    .binary_search_by(|page| (*page.id.value).cmp(stem)),
            )
            .map(PageKey::Page),
            _ => None,
        }
    }
}
