//! The text of a plan read back from the HTML of its body.
//!
//! Only the markup that this program itself writes is read: one `div` of the classes `body clauses`,
//! clauses that carry their anchor. A page that is made otherwise has a text that is *not known*; it is
//! never guessed at. Words are kept, their emphasis, links and layout are not.

use std::cell::RefCell;
use std::fmt::Write as _;

use duibiao_syntax::outline;
use duibiao_syntax::tokens::{self, UnreadablePage};
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};

use super::{Clause, ClauseForm, ClauseLine};

/// The clauses of the one body on a page; none when there is no body, or more than one, or when the page is
/// not one that can be read.
pub(crate) fn clauses(page: &str) -> Option<Vec<Clause>> {
    let sink = BodySink(RefCell::default());
    let sink = tokens::tokenize(page, sink, |_| Ok::<_, UnreadablePage>(())).ok()?;
    let reader = sink.0.into_inner();
    match reader.place {
        PagePlace::After => Some(reader.text.finish()),
        PagePlace::Before | PagePlace::Inside { .. } | PagePlace::Twice => None,
    }
}

struct BodySink(RefCell<BodyReader>);

impl TokenSink for BodySink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let raw = raw_kind(&tag);
                reader.tag(&tag);
                raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
            }
            Token::CharacterTokens(words) => {
                reader.words(&words);
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

/// Elements whose content is no markup: a script may hold anything.
fn raw_kind(tag: &Tag) -> Option<RawKind> {
    if tag.kind == TagKind::EndTag {
        return None;
    }
    match &*tag.name {
        "script" => Some(RawKind::ScriptData),
        "style" | "noscript" | "iframe" | "xmp" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        "title" | "textarea" => Some(RawKind::Rcdata),
        _ => None,
    }
}

/// Where on the page the reader is.
#[derive(Default)]
enum PagePlace {
    #[default]
    Before,
    /// In the body, with this many of its `div`s open.
    Inside {
        divs: usize,
    },
    After,
    /// A second body: nothing tells which one is the text.
    Twice,
}

#[derive(Default)]
struct BodyReader {
    place: PagePlace,
    /// What is passed over, and how many elements of that name are open.
    passed: Option<(String, usize)>,
    text: TextBuilder,
}

impl BodyReader {
    fn words(&mut self, words: &str) {
        if matches!(self.place, PagePlace::Inside { .. }) && self.passed.is_none() {
            self.text.words(words);
        }
    }

    fn tag(&mut self, tag: &Tag) {
        let name = &*tag.name;
        let starts = tag.kind == TagKind::StartTag;
        match &mut self.place {
            PagePlace::Inside { divs } if name == "div" => {
                *divs = if starts { *divs + 1 } else { *divs - 1 };
                if *divs == 0 {
                    self.place = PagePlace::After;
                }
            }
            PagePlace::Inside { .. } => self.inside(tag, name, starts),
            PagePlace::Before if starts && is_body(tag) => {
                self.place = PagePlace::Inside { divs: 1 }
            }
            PagePlace::After if starts && is_body(tag) => self.place = PagePlace::Twice,
            PagePlace::Before | PagePlace::After | PagePlace::Twice => {}
        }
    }

    /// A tag of the body. Captions and the words for an empty cell are the program's, not the plan's.
    fn inside(&mut self, tag: &Tag, name: &str, starts: bool) {
        if let Some((passed, open)) = &mut self.passed {
            if passed == name {
                *open = if starts { *open + 1 } else { *open - 1 };
                if *open == 0 {
                    self.passed = None;
                }
            }
        } else if starts && (name == "caption" || name == "span" && has_class(tag, "absent")) {
            self.passed = Some((name.to_owned(), 1));
        } else if starts {
            self.text.start(tag, name);
        } else {
            self.text.end(name);
        }
    }
}

fn is_body(tag: &Tag) -> bool {
    &*tag.name == "div" && has_class(tag, "body") && has_class(tag, "clauses")
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> &'t str {
    let found = tag
        .attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name);
    found.map_or("", |attribute| &attribute.value)
}

fn has_class(tag: &Tag, class: &str) -> bool {
    attribute(tag, "class")
        .split_ascii_whitespace()
        .any(|word| word == class)
}

/// What the line that is being read will be.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Role {
    #[default]
    Line,
    Heading,
    BoxLabel,
}

/// Builds the text of a clause.
struct TextBuilder {
    clauses: Vec<Clause>,
    /// The clause that lines go to.
    current: usize,
    /// The clauses to come back to when a box ends.
    outer: Vec<usize>,
    line: String,
    role: Role,
    row: Option<Vec<String>>,
    /// How many `pre` are open: their line breaks are kept.
    code: usize,
}

impl Default for TextBuilder {
    fn default() -> Self {
        Self {
            clauses: vec![Clause::default()],
            current: 0,
            outer: Vec::new(),
            line: String::new(),
            role: Role::Line,
            row: None,
            code: 0,
        }
    }
}

impl TextBuilder {
    fn words(&mut self, words: &str) {
        if self.code == 0 {
            self.line.push_str(words);
            return;
        }
        for (at, line) in words.split('\n').enumerate() {
            if at > 0 {
                self.flush();
            }
            self.line.push_str(line);
        }
    }

    fn start(&mut self, tag: &Tag, name: &str) {
        let id = attribute(tag, "id");
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                if !id.is_empty() {
                    self.open(id, ClauseForm::Heading);
                    self.role = Role::Heading;
                }
            }
            "p" if has_class(tag, "box-title") => {
                self.flush();
                self.role = Role::Heading;
            }
            "p" => {
                self.flush();
                if has_class(tag, "clause") {
                    self.open(id, ClauseForm::Paragraph);
                }
            }
            "li" => self.item(id, attribute(tag, "value")),
            "section" => {
                self.flush();
                self.outer.push(self.current);
                self.open(id, ClauseForm::Box);
            }
            "span" if has_class(tag, "box-label") => self.role = Role::BoxLabel,
            "tr" => {
                self.flush();
                self.row = Some(Vec::new());
            }
            "th" | "td" => self.line.clear(),
            "br" if self.row.is_some() || self.role == Role::Heading => self.line.push(' '),
            "img" => {
                let _ = write!(self.line, "［{}］", attribute(tag, "alt"));
            }
            "pre" => {
                self.flush();
                self.code += 1;
            }
            "hr" => {
                self.flush();
                self.line.push_str("——");
                self.flush();
            }
            "br" | "ul" | "ol" | "aside" | "blockquote" | "table" => self.flush(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "li" | "ul" | "ol" | "aside"
            | "blockquote" => self.flush(),
            "section" => {
                self.flush();
                self.current = self.outer.pop().unwrap_or(0);
            }
            "span" if self.role == Role::BoxLabel => {
                let label = plain(&self.line);
                self.line.clear();
                self.clauses[self.current].number = label;
                self.role = Role::Heading;
            }
            "th" | "td" => {
                let cell = plain(&self.line);
                self.line.clear();
                if let Some(row) = &mut self.row {
                    row.push(cell);
                }
            }
            "tr" => {
                if let Some(row) = self.row.take() {
                    self.clauses[self.current].lines.push(ClauseLine::Row(row));
                }
            }
            "pre" => {
                self.flush();
                self.code = self.code.saturating_sub(1);
            }
            _ => {}
        }
    }

    /// An item of a list: its number is an attribute, for Markdown would count anew.
    fn item(&mut self, id: &str, value: &str) {
        self.flush();
        let number = if value.is_empty() {
            String::new()
        } else {
            format!("{value}.")
        };
        if id.is_empty() {
            self.line.push_str(&number);
        } else {
            self.open(id, ClauseForm::Paragraph);
            self.clauses[self.current].number = number;
        }
    }

    fn open(&mut self, anchor: &str, form: ClauseForm) {
        self.current = self.clauses.len();
        self.clauses.push(Clause {
            anchor: anchor.to_owned(),
            form,
            ..Clause::default()
        });
    }

    /// Ends the line that is being read. In a row of a table nothing ends but its cells.
    fn flush(&mut self) {
        if self.row.is_some() {
            return;
        }
        let words = plain(&self.line);
        self.line.clear();
        let role = std::mem::take(&mut self.role);
        let clause = &mut self.clauses[self.current];
        if role == Role::Heading && clause.form == ClauseForm::Box {
            clause.title = words;
        } else if role == Role::Heading {
            (clause.number, clause.title) = numbered(&words);
        } else if !words.is_empty() {
            let opens = clause.form == ClauseForm::Paragraph
                && clause.number.is_empty()
                && clause.lines.is_empty();
            let words = if opens {
                let (number, words) = numbered(&words);
                clause.number = number;
                words
            } else {
                words
            };
            clause.lines.push(ClauseLine::Text(words));
        }
    }

    fn finish(mut self) -> Vec<Clause> {
        self.row = None;
        self.flush();
        if self.clauses[0].lines.is_empty() {
            self.clauses.remove(0);
        }
        self.clauses
    }
}

/// A line by its number and the rest.
fn numbered(line: &str) -> (String, String) {
    let length = outline::marker(line).map_or(0, |marker| marker.length);
    let (number, rest) = line.split_at(length);
    (number.to_owned(), rest.trim_start().to_owned())
}

/// Words with their white space as a reader sees it: a run of it is one space, and a line break of the
/// source between Chinese characters is nothing.
fn plain(line: &str) -> String {
    let mut words = String::with_capacity(line.len());
    let mut rest = line.trim_matches(is_space);
    while let Some(at) = rest.find(is_space) {
        let (before, gap) = rest.split_at(at);
        let after = gap.trim_start_matches(is_space);
        words.push_str(before);
        let is_break = gap[..gap.len() - after.len()].contains('\n');
        let wide = |c: Option<char>| c.is_none_or(|c| !c.is_ascii());
        if !(is_break && (wide(before.chars().next_back()) || wide(after.chars().next()))) {
            words.push(' ');
        }
        rest = after;
    }
    words.push_str(rest);
    words
}

const fn is_space(c: char) -> bool {
    c.is_ascii_whitespace()
}
