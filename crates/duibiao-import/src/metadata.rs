//! What a document says about itself: its title, who issued it, when, under which number, for which
//! place and years, and whether it is open to the public.
//!
//! Each fact comes with the line where it was found and how sure that is. What is not in the document is
//! none: nothing is guessed. The passages that say only this (the issuing notice, the signature, the date)
//! are no part of the plan proper; [`Metadata::apart`] names them with the reason. The file name is not
//! looked at.

mod squeezed;
mod issuer_name;
mod front;
mod issuers;
mod marks;
mod place;
mod title;
mod years;

use crate::original::{Confidence, ImportProblem};
use duibiao_syntax::period::Period;
use duibiao_syntax::region::RegionCode;

use crate::repair::{Passage, RepairedPart};

pub use marks::disclosure;

/// A fact and where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact<T> {
    /// The fact.
    pub value: T,
    /// How sure it is.
    pub confidence: Confidence,
    /// The line; 0 when it follows from the whole document.
    pub line: u32,
}

impl<T> Fact<T> {
    pub(crate) fn new(value: T, confidence: Confidence, line: u32) -> Self {
        Self {
            value,
            confidence,
            line,
        }
    }
}

/// What a document says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The title of the plan, without 《》.
    pub title: Option<Fact<String>>,
    /// The place.
    pub region: Option<Fact<RegionCode>>,
    /// The topic's id.
    pub topic: Option<Fact<String>>,
    /// The planning period.
    pub period: Option<Fact<Period>>,
    /// Whether it is issued.
    pub status: Option<Fact<IssueStatus>>,
    /// 发文字号.
    pub doc_no: Option<Fact<String>>,
    /// 发文机关.
    pub issuers: Option<Fact<Issuers>>,
    /// 成文日期, `2022-03-28`.
    pub written: Option<Fact<String>>,
    /// 公开方式, as printed.
    pub openness: Option<Fact<String>>,
    /// 主送机关, as printed.
    pub addressees: Option<Fact<String>>,
    /// The parts that are no part of the plan proper, by index, and why.
    pub apart: Vec<(usize, &'static str)>,
    /// What needs a person.
    pub problems: Vec<ImportProblem>,
}

impl Metadata {
    /// The name of the plan's file, `<region>-<year>`, with a word behind it for a draft; none while region
    /// or period is unknown.
    pub fn stem(&self) -> Option<String> {
        let region = self.region.as_ref()?.value;
        let start = self.period.as_ref()?.value.start;
        let suffix = match self.status.as_ref().map(|status| status.value) {
            Some(IssueStatus::Issued) | None => "",
            Some(IssueStatus::Consultation | IssueStatus::Draft) => "-draft",
        };
        Some(format!("{region}-{start}{suffix}"))
    }
}

/// Whether a plan is issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IssueStatus {
    /// It is.
    Issued,
    /// 征求意见稿.
    Consultation,
    /// 送审稿, 讨论稿: not for the public.
    Draft,
}

impl IssueStatus {
    /// The word for it in reports.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Consultation => "consultation",
            Self::Draft => "draft",
        }
    }

    /// The word for it in front matter.
    pub const fn front_matter(self) -> &'static str {
        match self {
            Self::Issued => "in-force",
            Self::Consultation => "consultation",
            Self::Draft => "draft",
        }
    }
}

/// Who issued a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuers {
    /// The names that are printed, the first one first.
    pub names: Vec<String>,
    /// How many there are; more than there are names when only some are printed.
    pub count: usize,
}

impl Issuers {
    /// `某局等17部门`.
    pub fn summary(&self) -> String {
        match self.names.first() {
            Some(first) if self.count > 1 => format!("{first}等{}部门", self.count),
            Some(first) => first.clone(),
            None => String::new(),
        }
    }
}

/// A topic that the site has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its id.
    pub id: String,
    /// The words that a title about it has.
    pub names: Vec<String>,
}

/// Reads what the parts of a document say about it.
pub fn read(parts: &[RepairedPart], topics: &[Topic]) -> Metadata {
    let passages = leading(parts);
    let front = front::Front::of(&passages);
    let mut metadata = Metadata {
        title: front.title.clone(),
        status: status(&front, &passages),
        apart: front.apart(&passages),
        ..Metadata::default()
    };
    for (index, passage) in &passages[..front.body] {
        marks::read(passage, &mut metadata);
        if marks::is_mark(&passage.text) && !metadata.apart.iter().any(|(at, _)| at == index) {
            metadata.apart.push((*index, "front-matter"));
        }
    }
    metadata.issuers = issuers::read(&front, &passages);
    metadata.addressees = front.addressees(&passages);
    marks::tail(parts, &mut metadata);
    metadata.apart.sort_unstable();
    let title = metadata.title.clone();
    metadata.period = years::period(title.as_ref(), &passages);
    metadata.topic = title.as_ref().and_then(|title| topic(title, topics));
    place::read(&passages, &mut metadata);
    missing(&mut metadata);
    unconfirmed(&mut metadata);
    metadata
}

/// Without a notice nothing says that a plan was issued.
fn unconfirmed(metadata: &mut Metadata) {
    let Some(status) = metadata.status.as_ref() else {
        return;
    };
    if status.value == IssueStatus::Issued && status.confidence == Confidence::Low {
        metadata.problems.push(ImportProblem {
            line: status.line,
            code: "status-unconfirmed",
            zh: "文中没有印发通知，有效性暂按已印发写，请确认".into(),
            en: "there is no issuing notice; the plan is taken as issued, which must be confirmed"
                .into(),
        });
    }
}

/// The passages that may come before the text of the plan, with their place among the parts.
fn leading(parts: &[RepairedPart]) -> Vec<(usize, &Passage)> {
    const MOST: usize = 200;
    parts
        .iter()
        .enumerate()
        .take(MOST)
        .map_while(|(index, part)| match part {
            RepairedPart::Passage(passage) => Some(Some((index, passage))),
            RepairedPart::Grid(_) | RepairedPart::Picture(_) => Some(None),
            RepairedPart::Indicators(_) => None,
        })
        .flatten()
        .collect()
}

fn status(front: &front::Front, passages: &[(usize, &Passage)]) -> Option<Fact<IssueStatus>> {
    const DRAFTS: [&str; 4] = ["送审稿", "讨论稿", "报批稿", "审议稿"];
    let title = front.title.as_ref()?;
    let near = passages[..front.body]
        .iter()
        .map(|(_, passage)| (passage.text.as_str(), passage.line))
        .chain([(title.value.as_str(), title.line)]);
    let mut found = Fact::new(
        IssueStatus::Issued,
        if front.notice.is_some() {
            Confidence::High
        } else {
            Confidence::Low
        },
        title.line,
    );
    for (text, line) in near {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if text.chars().nth(80).is_some() {
            continue;
        }
        if text.contains("征求意见") || text.contains("征集意见") {
            found = Fact::new(IssueStatus::Consultation, Confidence::High, line);
        } else if DRAFTS.iter().any(|draft| text.contains(draft)) {
            found = Fact::new(IssueStatus::Draft, Confidence::High, line);
        }
    }
    Some(found)
}

/// The topic whose longest name is in the title.
fn topic(title: &Fact<String>, topics: &[Topic]) -> Option<Fact<String>> {
    let name_in_title = |topic: &Topic| {
        topic
            .names
            .iter()
            .filter(|name| !name.is_empty() && title.value.contains(name.as_str()))
            .map(|name| name.chars().count())
            .max()
    };
    topics
        .iter()
        .filter_map(|topic| Some((name_in_title(topic)?, topic)))
        .max_by_key(|(length, _)| *length)
        .map(|(_, topic)| Fact::new(topic.id.clone(), Confidence::High, title.line))
}

/// Names what a plan file must have and the document does not say.
fn missing(metadata: &mut Metadata) {
    let facts = [
        (metadata.title.is_none(), "title-unknown", "标题", "title"),
        (
            metadata.region.is_none(),
            "region-unknown",
            "行政区",
            "region",
        ),
        (metadata.topic.is_none(), "topic-unknown", "领域", "topic"),
        (
            metadata.period.is_none(),
            "period-unknown",
            "规划期",
            "period",
        ),
    ];
    for (_, code, zh, en) in facts.into_iter().filter(|fact| fact.0) {
        let said = metadata
            .problems
            .iter()
            .any(|problem| problem.code.starts_with("region-") && code.starts_with("region-"));
        if !said {
            metadata.problems.push(ImportProblem {
                line: 0,
                code,
                zh: format!("文中没有找到{zh}，要由人填写"),
                en: format!("the {en} was not found in the document and must be filled in"),
            });
        }
    }
}

#[cfg(test)]
mod tests;
