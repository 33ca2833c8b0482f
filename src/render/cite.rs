//! How to cite a plan: one line for people, two files for programs.
//!
//! The line is that of GB/T 7714—2025; a plan that was issued with a number is cited as a report, any
//! other as a web page. Only what the plan's own front matter says is used: an author, a number or a day
//! that is not known is left out, and the day of access, which no page can know, stays open.

use std::io;

use jiff::civil::Date as Day;

use super::page::Page;
use crate::catalog::PlanId;
use crate::document::{PlanDocument, Status};
use crate::route::{CitationFormat, PageKey};

/// GB/T 7714 names this many authors and says 等 for the others.
const MOST_AUTHORS: usize = 3;

/// The place of the day of access.
const ACCESSED: &str = "[____-__-__]";

/// The line of GB/T 7714—2025.
pub(super) fn line(page: &Page<'_>, id: PlanId) -> String {
    let document = &page.materials.catalog.plan(id).document;
    let facts = Facts::new(page, id);
    let author = facts.authors();
    let (title, url) = (&facts.title, &facts.url);
    match (&facts.number, facts.issued) {
        (Some(number), Some(day)) => format!("{author}{title}：{number}[R/OL]. {day}. {url}"),
        (Some(number), None) => format!("{author}{title}：{number}[R/OL]. {url}"),
        (None, Some(day)) => format!(
            "{author}{title}{}[EB/OL]. （{day}）{ACCESSED}. {url}",
            draft_note(document)
        ),
        (None, None) => format!(
            "{author}{title}{}[EB/OL]. {ACCESSED}. {url}",
            draft_note(document)
        ),
    }
}

/// A consultation draft whose title does not say so must not be cited as the plan itself.
fn draft_note(document: &PlanDocument) -> &'static str {
    let is_draft = document.status.value == Status::Consultation;
    if is_draft && !document.title.value.contains("征求意见") {
        "（征求意见稿）"
    } else {
        ""
    }
}

/// The facts of a plan that a citation is made of.
struct Facts<'a> {
    issuers: &'a [Box<str>],
    title: String,
    number: Option<String>,
    issued: Option<Day>,
    url: String,
    /// A word for a plan that is not simply in force.
    state: Option<&'static str>,
}

impl<'a> Facts<'a> {
    fn new(page: &Page<'a>, id: PlanId) -> Self {
        let document = &page.materials.catalog.plan(id).document;
        let published = document.published.as_ref().map(|published| published.date);
        Self {
            issuers: &document.issuers,
            title: one_line(&document.title.value),
            number: document
                .doc_no
                .as_ref()
                .map(|number| one_line(&number.value)),
            issued: published.or(document.written),
            url: page.absolute(&PageKey::Plan(id)),
            state: state(document.status.value),
        }
    }

    /// The authors with their full stop.
    fn authors(&self) -> String {
        if self.issuers.is_empty() {
            return String::new();
        }
        let named: Vec<&str> = self
            .issuers
            .iter()
            .take(MOST_AUTHORS)
            .map(AsRef::as_ref)
            .collect();
        let others = if self.issuers.len() > MOST_AUTHORS {
            "，等"
        } else {
            ""
        };
        format!("{}{others}. ", named.join("，"))
    }
}

const fn state(status: Status) -> Option<&'static str> {
    match status {
        Status::Draft | Status::Consultation => Some("征求意见稿"),
        Status::NotYetInForce => Some("尚未生效"),
        Status::Amended => Some("已修改"),
        Status::Repealed => Some("已废止"),
        Status::Expired => Some("已失效"),
        Status::InForce => None,
    }
}

/// The words with every run of white space as one space: a value must not end its line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A file for programs.
pub(super) fn file(
    page: &Page<'_>,
    id: PlanId,
    format: CitationFormat,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let facts = Facts::new(page, id);
    match format {
        CitationFormat::BibTex => bibtex(&facts, page.materials.catalog.plan(id).id(), out),
        CitationFormat::Ris => ris(&facts, out),
    }
}

/// A report where a number and an issuer make it one, otherwise an entry that asks for neither.
fn bibtex(facts: &Facts<'_>, id: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let is_report = facts.number.is_some() && !facts.issuers.is_empty();
    let kind = if is_report { "techreport" } else { "misc" };
    let authors = braced(facts.issuers).join(" and ");
    let institution = facts.issuers.join("，");
    writeln!(out, "@{kind}{{{},", id.replace('/', "-"))?;
    writeln!(out, "  title = {{{{{}}}}},", escaped(&facts.title))?;
    if !facts.issuers.is_empty() {
        writeln!(out, "  author = {{{authors}}},")?;
        writeln!(
            out,
            "  {} = {{{{{}}}}},",
            if is_report {
                "institution"
            } else {
                "organization"
            },
            escaped(&institution)
        )?;
    }
    if let Some(number) = &facts.number {
        writeln!(out, "  number = {{{}}},", escaped(number))?;
    }
    if let Some(day) = facts.issued {
        writeln!(
            out,
            "  year = {{{}}},\n  month = {{{}}},\n  date = {{{day}}},",
            day.year(),
            day.month()
        )?;
    }
    if let Some(state) = facts.state {
        writeln!(out, "  note = {{{state}}},")?;
    }
    writeln!(out, "  url = {{{}}},", facts.url)?;
    writeln!(out, "  language = {{zh-CN}}\n}}")
}

/// Every issuer in braces, so that no program takes it for a family name and a given name.
fn braced(issuers: &[Box<str>]) -> Vec<String> {
    issuers
        .iter()
        .map(|issuer| format!("{{{}}}", escaped(&one_line(issuer))))
        .collect()
}

/// The words with the characters escaped that mean something to TeX.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => safe.push_str("\\textbackslash{}"),
            '~' => safe.push_str("\\textasciitilde{}"),
            '^' => safe.push_str("\\textasciicircum{}"),
            '{' | '}' | '%' | '#' | '&' | '$' | '_' => safe.extend(['\\', c]),
            c => safe.push(c),
        }
    }
    safe
}

/// RIS, with the tags in which reference managers look for the number (SN) and the institution (PB) of a
/// report; its lines end as its specification says.
fn ris(facts: &Facts<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut tag = |name: &str, value: &str| write!(out, "{name}  - {value}\r\n");
    tag("TY", "RPRT")?;
    for issuer in facts.issuers {
        tag("AU", &one_line(issuer).replace(',', "，"))?;
    }
    tag("TI", &facts.title)?;
    if !facts.issuers.is_empty() {
        tag("PB", &one_line(&facts.issuers.join("，")))?;
    }
    if let Some(number) = &facts.number {
        tag("SN", number)?;
    }
    if let Some(day) = facts.issued {
        tag("PY", &day.year().to_string())?;
        tag(
            "DA",
            &format!("{}/{:02}/{:02}", day.year(), day.month(), day.day()),
        )?;
    }
    if let Some(state) = facts.state {
        tag("N1", state)?;
    }
    tag("LA", "zh-CN")?;
    tag("UR", &facts.url)?;
    tag("ER", "")
}
