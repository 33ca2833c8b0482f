//! What a site says at one moment: its plans with every figure, clause and verdict, and its files.
//!
//! A snapshot is made from a compiled project ([`of`]) or read from a folder that was published
//! ([`crate::published`]); both go through the site's own data tables and its own HTML, so that the same site
//! gives the same snapshot on either way. It is kept with each release and compared with the next one
//! by [`crate::diff`]. It knows no layout, no theme and no address beyond those of plan pages, and it
//! holds no time and no name of a machine.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;

use duibiao_syntax::diagnostic::{Language, Message};
use serde::{Deserialize, Serialize};

pub use compiled::of;

pub(crate) mod body;
mod compiled;
pub(crate) mod tables;

const FORMAT: &str = "duibiao-edition";
const VERSION: u32 = 1;

/// What a site says at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The plans, in the order of the catalog.
    pub plans: Vec<SnapshotPlan>,
    /// The name of each indicator of the catalogue, by its id.
    pub indicators: BTreeMap<String, String>,
    /// Every file of the site by its path.
    pub files: BTreeMap<String, SnapshotFile>,
}

/// A file of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotFile {
    /// Its length.
    pub bytes: u64,
    /// The BLAKE3 hash of its bytes, in hexadecimal digits.
    pub blake3: String,
}

impl SnapshotFile {
    /// The record of a file with these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            blake3: blake3::hash(bytes).to_hex().to_string(),
        }
    }
}

/// One version of a plan. Fields that have the name of a column of `data/plans.json` are that column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotPlan {
    /// `topic/stem`.
    pub id: String,
    /// The full title.
    pub title: String,
    /// The code of its place.
    pub region_code: String,
    /// The full name of its place.
    pub region: String,
    /// The id of its topic.
    pub topic: String,
    /// The years, e.g. `2026-2030`.
    pub period: String,
    /// The legal state.
    pub status: String,
    /// 发文字号.
    pub doc_no: String,
    /// 发文机关, separated by `；`.
    pub issuers: String,
    /// 成文日期; empty when there is none.
    pub written: String,
    /// 发布日期; empty when there is none.
    pub published: String,
    /// 公开方式.
    pub openness: String,
    /// Whether its text is full, a digest or not held.
    pub text: String,
    /// What was read.
    pub source: String,
    /// Where its values were read.
    pub verification: String,
    /// The version it takes the place of.
    pub replaces: String,
    /// The version that takes its place.
    pub replaced_by: String,
    /// Whether default comparisons take it.
    pub in_default: bool,
    /// The path of its page.
    pub page: String,
    /// Baselines and targets of its tables, in their order.
    pub targets: Vec<SnapshotTarget>,
    /// Promises outside the tables, in their order.
    pub commitments: Vec<SnapshotTarget>,
    /// What its rows say beside others.
    pub verdicts: Vec<SnapshotVerdict>,
    /// Its text; none when it is not known, which is not the same as empty.
    pub clauses: Option<Vec<Clause>>,
}

/// A figure that a plan prints: a baseline or a target of a table, or a commitment of the text. The
/// fields are columns of `data/targets.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SnapshotTarget {
    /// 序号, as printed.
    pub no: String,
    /// Its place on the page.
    pub anchor: String,
    /// The indicator of the catalogue.
    pub indicator_id: String,
    /// The name, as printed; empty for a commitment.
    pub name_as_printed: String,
    /// Whether it is where one starts or where one goes.
    pub statistic: Statistic,
    /// The year; for a span the last one.
    pub year: Option<i64>,
    /// Whether it is for a year, an average, or the whole span.
    pub horizon: String,
    /// The unit, as printed.
    pub unit: String,
    /// The figure, as printed.
    pub text_as_printed: String,
    /// 约束性, 预期性 or empty.
    pub nature: String,
    /// Where it was read.
    pub verification: String,
    /// The clause in which it stands.
    pub clause: String,
}

/// What a figure is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Statistic {
    /// 基期值.
    Baseline,
    /// 目标值.
    #[default]
    Target,
}

impl Statistic {
    /// The word in data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::Target => "target",
        }
    }
}

/// What a row says beside another. The fields are columns of `data/verdicts.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SnapshotVerdict {
    /// The place of the own row; empty when the plan has none.
    pub anchor: String,
    /// The number of the own row.
    pub no: String,
    /// The indicator that joins the rows.
    pub indicator_id: String,
    /// The year of the own target.
    pub year: Option<i64>,
    /// The other plan; empty when the site does not hold one.
    pub against_plan_id: String,
    /// The place of the other plan.
    pub against_region_code: String,
    /// The place of the other row; empty when there is none.
    pub against_anchor: String,
    /// The number of the other row.
    pub against_no: String,
    /// `above`, `same-place` or `peer`.
    pub relation: String,
    /// Whether the strict view has it as well; the loose one always does.
    pub strict: bool,
    /// The verdict, of the closed set.
    pub verdict: String,
    /// `stricter`, `looser` or empty.
    pub strictness: String,
    /// The verdict as a sentence, in the language of the site.
    pub sentence: String,
}

/// A section of a text with everything up to the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Clause {
    /// Its place on the page; empty for what stands before the first clause.
    pub anchor: String,
    /// How it stands in the text.
    pub form: ClauseForm,
    /// The number as printed; for a box its label.
    pub number: String,
    /// The heading without its number; empty when the number opens a paragraph.
    pub title: String,
    /// Paragraphs and rows of tables.
    pub lines: Vec<ClauseLine>,
}

/// How a clause stands in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClauseForm {
    /// What stands before the first clause.
    #[default]
    Opening,
    /// Below a heading.
    Heading,
    /// A numbered paragraph or item.
    Paragraph,
    /// A box 专栏.
    Box,
}

/// A line of a clause.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ClauseLine {
    /// A paragraph.
    Text(String),
    /// The cells of a row.
    Row(Vec<String>),
}

impl fmt::Display for ClauseLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Row(cells) => f.write_str(&cells.join(" │ ")),
        }
    }
}

impl Clause {
    /// The whole text, heading and all, line by line.
    pub fn words(&self) -> String {
        let text = self.text();
        if !self.has_heading() {
            return format!("{}{text}", self.number);
        }
        let glue = if text.is_empty() { "" } else { "\n" };
        format!("{}{glue}{text}", self.heading())
    }

    /// The text below the heading, or behind the number, line by line.
    pub fn text(&self) -> String {
        let lines: Vec<String> = self.lines.iter().map(ToString::to_string).collect();
        lines.join("\n")
    }

    /// Whether it has a heading on a line of its own.
    pub fn has_heading(&self) -> bool {
        !self.title.is_empty() || self.form == ClauseForm::Box
    }

    /// The heading as printed: 一、目标 and 第一章　总则.
    pub fn heading(&self) -> String {
        let needs_gap = self.number.ends_with(char::is_alphanumeric);
        let gap = if needs_gap { "\u{3000}" } else { "" };
        format!("{}{gap}{}", self.number, self.title)
    }
}

impl SnapshotPlan {
    /// The places of its page that people cite: clauses, boxes, rows and commitments. None when its
    /// text is not known.
    pub fn anchors(&self) -> Option<BTreeSet<&str>> {
        let clauses = self.clauses.as_ref()?.iter().map(|clause| &*clause.anchor);
        let figures = self.targets.iter().chain(&self.commitments);
        let all = clauses.chain(figures.map(|figure| &*figure.anchor));
        Some(all.filter(|anchor| !anchor.is_empty()).collect())
    }
}

impl Snapshot {
    /// The plan of an id.
    pub fn plan(&self, id: &str) -> Option<&SnapshotPlan> {
        self.plans.iter().find(|plan| plan.id == id)
    }

    /// Writes it as JSON, one line; the same snapshot gives the same bytes.
    pub fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let kept = Kept {
            format: FORMAT.into(),
            version: VERSION,
            snapshot: self,
        };
        serde_json::to_writer(&mut *out, &kept)?;
        out.write_all(b"\n")
    }

    /// Reads what [`Snapshot::write`] wrote.
    pub fn parse(bytes: &[u8]) -> Result<Self, UnreadableSnapshot> {
        let damaged = |error: serde_json::Error| UnreadableSnapshot::new(FORMAT, error.to_string());
        let head: SnapshotHead = serde_json::from_slice(bytes).map_err(damaged)?;
        if head.format != FORMAT || head.version != VERSION {
            let found = format!("{} {}", head.format, head.version);
            return Err(UnreadableSnapshot::new(FORMAT, found));
        }
        let kept: Kept<Self> = serde_json::from_slice(bytes).map_err(damaged)?;
        Ok(kept.snapshot)
    }
}

/// A snapshot as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept<E> {
    format: String,
    version: u32,
    snapshot: E,
}

/// What is looked at before the rest: another version may have any content.
#[derive(Deserialize)]
struct SnapshotHead {
    format: String,
    version: u32,
}

/// Why something is not a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableSnapshot {
    /// Which part: a path, or a name of a format.
    pub what: String,
    /// What is wrong with it.
    pub cause: String,
}

impl UnreadableSnapshot {
    pub(crate) fn new(what: impl Into<String>, cause: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            cause: cause.into(),
        }
    }

    /// What is wrong, in both languages.
    pub fn message(&self) -> Message {
        let Self { what, cause } = self;
        Message::new(
            format!("{what} 不能读作网站的内容：{cause}"),
            format!("{what} cannot be read as the content of a site: {cause}"),
        )
    }
}

impl fmt::Display for UnreadableSnapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message().in_language(Language::English))
    }
}

impl std::error::Error for UnreadableSnapshot {}

#[cfg(test)]
pub(crate) mod tests;
