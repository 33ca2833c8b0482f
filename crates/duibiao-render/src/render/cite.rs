//! How to cite a plan: one line for people, two files for programs.
//!
//! The line is that of GB/T 7714—2025; a plan that was issued with a number is cited as a report, any
//! other as a web page. Only what the plan's own front matter says is used: an author, a number or a day
//! that is not known is left out, and the day of access, which no page can know, stays open.

use std::io;

use jiff::civil::Date as Day;

use super::page::PageContext;
use crate::route::{CitationFormat, PageKey};
use duibiao_compare::catalog::PlanId;
use duibiao_syntax::document::{PlanDocument, PlanStatus};

/// GB/T 7714 names this many authors and says 等 for the others.
const MOST_AUTHORS: usize = 3;

/// The place of the day of access.
const ACCESSED: &str = "[____-__-__]";

/// The line of GB/T 7714—2025.
pub(super) fn line(page: &PageContext<'_>, id: PlanId) -> String {
    let document = &page.context.catalog.plan(id).document;
    let facts = Facts::new(page, id);
    let title = format!("{}{}{}", facts.authors(), facts.title, draft_note(document));
    let url = &facts.url;
    match (&facts.number, facts.issued, facts.posted) {
        (Some(number), Some(day), _) => format!("{title}：{number}[R/OL]. {day}. {url}"),
        (Some(number), None, _) => format!("{title}：{number}[R/OL]. {url}"),
        (None, _, Some(day)) => format!("{title}[EB/OL]. （{day}）{ACCESSED}. {url}"),
        (None, _, None) => format!("{title}[EB/OL]. {ACCESSED}. {url}"),
    }
}

/// A consultation draft whose title does not say so must not be cited as the plan itself.
fn draft_note(document: &PlanDocument) -> &'static str {
    let is_draft = document.status.value == PlanStatus::Consultation;
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
    /// When it was written, or else published: the day of a document.
    issued: Option<Day>,
    /// When it was published, or else written: the day of a web page.
    posted: Option<Day>,
    url: String,
    /// A word for a plan that is not simply in force.
    state: Option<&'static str>,
}

impl<'a> Facts<'a> {
    fn new(page: &PageContext<'a>, id: PlanId) -> Self {
        let document = &page.context.catalog.plan(id).document;
        let published = document.published.as_ref().map(|published| published.date);
        Self {
            issuers: &document.issuers,
            title: one_line(&document.title.value),
            number: document
                .doc_no
                .as_ref()
                .map(|number| one_line(&number.value)),
            issued: document.written.or(published),
            posted: published.or(document.written),
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

const fn state(status: PlanStatus) -> Option<&'static str> {
    match status {
        PlanStatus::Draft | PlanStatus::Consultation => Some("征求意见稿"),
        PlanStatus::NotYetInForce => Some("尚未生效"),
        PlanStatus::Amended => Some("已修改"),
        PlanStatus::Repealed => Some("已废止"),
        PlanStatus::Expired => Some("已失效"),
        PlanStatus::InForce => None,
    }
}

/// The words with every run of white space as one space: a value must not end its line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A file for programs.
pub(super) fn file(
    page: &PageContext<'_>,
    id: PlanId,
    format: CitationFormat,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let facts = Facts::new(page, id);
    match format {
        CitationFormat::BibTex => bibtex(&facts, page.context.catalog.plan(id).id(), out),
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

#[cfg(test)]
mod tests {
    use super::super::cells::fixture::World;
    use super::super::index::fixture::{self, SHELF, plan};
    use super::*;

    const ID: &str = "health/510403-2021";

    fn site(title: &str, more: &str) -> World {
        let text = plan(title, "510403", more, "≥90%");
        fixture::site(&[&SHELF[..], &[("plans/health/510403-2021.md", &text)]].concat())
    }

    fn cited(site: &World) -> String {
        let (context, id) = (site.context(), site.plan(ID));
        line(&PageContext::new(&context, &PageKey::Plan(id)), id)
    }

    fn written(site: &World, format: CitationFormat) -> String {
        let (context, id) = (site.context(), site.plan(ID));
        let page = PageContext::new(&context, &PageKey::PlanCitation(id, format));
        let mut bytes = Vec::new();
        file(&page, id, format, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// What citeproc made of the style of GB/T 7714—2025, the day of access left open.
    #[test]
    fn the_line_is_that_of_the_standard() {
        let title = "攀枝花市西区“十四五”职业病防治规划";
        let office = "issuers: [攀枝花市西区卫生健康局]\n";
        let number = format!("{office}doc_no: 攀西卫发〔2022〕1号\nwritten: 2022-11-30\n");
        assert_eq!(
            cited(&site(title, &number)),
            "攀枝花市西区卫生健康局. 攀枝花市西区“十四五”职业病防治规划：攀西卫发〔2022〕1号[R/OL]. 2022-11-30. https://example.org/db/plans/health/510403-2021/"
        );
        let posted = format!("{office}published: 2022-11-30\n");
        assert_eq!(
            cited(&site(title, &posted)),
            "攀枝花市西区卫生健康局. 攀枝花市西区“十四五”职业病防治规划[EB/OL]. （2022-11-30）[____-__-__]. https://example.org/db/plans/health/510403-2021/"
        );
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        assert_eq!(
            cited(&site("某规划", "")),
            "某规划[EB/OL]. [____-__-__]. https://example.org/db/plans/health/510403-2021/"
        );
        assert_eq!(
            cited(&site("某规划", "issuers: [甲局, 乙局, 丙局, 丁局]\n")),
            "甲局，乙局，丙局，等. 某规划[EB/OL]. [____-__-__]. https://example.org/db/plans/health/510403-2021/"
        );
    }

    #[test]
    fn a_draft_is_cited_as_a_draft() {
        let text = plan("某规划", "510403", "", "≥90%").replace("in-force", "consultation");
        let site = fixture::site(&[&SHELF[..], &[("plans/health/510403-2021.md", &text)]].concat());
        assert!(cited(&site).starts_with("某规划（征求意见稿）[EB/OL]"));
        assert!(written(&site, CitationFormat::BibTex).contains("note = {征求意见稿}"));
        assert!(written(&site, CitationFormat::Ris).contains("N1  - 征求意见稿\r\n"));
    }

    #[test]
    fn bibtex_keeps_chinese_and_escapes_tex() {
        let more = "issuers: [甲局, \"R&D_局\"]\ndoc_no: 甲发〔2022〕1号\nwritten: 2022-03-28\n";
        insta::assert_snapshot!(written(&site("“十四五”规划 100% {a}", more), CitationFormat::BibTex), @r"
        @techreport{health-510403-2021,
          title = {{“十四五”规划 100\% \{a\}}},
          author = {{甲局} and {R\&D\_局}},
          institution = {{甲局，R\&D\_局}},
          number = {甲发〔2022〕1号},
          year = {2022},
          month = {3},
          date = {2022-03-28},
          url = {https://example.org/db/plans/health/510403-2021/},
          language = {zh-CN}
        }
        ");
    }

    #[test]
    fn ris_is_a_report() {
        let more = "issuers: [甲局, 乙局]\ndoc_no: 甲发〔2022〕1号\npublished: 2022-03-30 09:00\n";
        let text = written(&site("某规划", more), CitationFormat::Ris);
        assert!(text.lines().count() == text.matches("\r\n").count());
        insta::assert_snapshot!(text.replace("\r\n", "\n").replace("ER  - \n", "ER\n"), @r"
        TY  - RPRT
        AU  - 甲局
        AU  - 乙局
        TI  - 某规划
        PB  - 甲局，乙局
        SN  - 甲发〔2022〕1号
        PY  - 2022
        DA  - 2022/03/30
        LA  - zh-CN
        UR  - https://example.org/db/plans/health/510403-2021/
        ER
        ");
    }
}
