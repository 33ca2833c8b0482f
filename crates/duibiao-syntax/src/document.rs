//! What one file of `content/` says, before any name in it is looked up.
//!
//! A document is made from its file alone: regions and periods are values already, but a topic, an
//! indicator, another plan or a cited title is still the words that were written. Texts of the body are
//! not kept: [`Body`] holds the facts and where they stand, and the source keeps the words.

mod body;
mod proof;

use std::sync::Arc;

use jiff::civil::Date;

use crate::period::Period;
use crate::quantity::Unit;
use crate::region::Region;
use crate::span::{SourceId, Spanned};

pub use body::{
    Baseline, Body, BodyLink, BoxMark, Citation, Clause, ClauseForm, Commitment, IndicatorRow,
    IndicatorTable, LinkKind, Nature, Remarks, RowTarget, TableColumn,
};
pub use proof::{Proof, fingerprint};

/// A file of `content/`.
#[derive(Clone, Debug)]
pub enum Document {
    /// `content/topics/*.md`.
    Topic(Arc<TopicDocument>),
    /// `content/indicators/*/*.md`.
    Indicator(Arc<IndicatorDocument>),
    /// `content/plans/*/*.md`.
    Plan(Arc<PlanDocument>),
    /// `content/references/*.md`.
    Reference(Arc<ReferenceDocument>),
    /// `content/pages/*.md`.
    Page(Arc<PageDocument>),
}

impl Document {
    /// The facts of its body.
    pub fn body(&self) -> &Body {
        match self {
            Self::Topic(topic) => &topic.body,
            Self::Indicator(indicator) => &indicator.body,
            Self::Plan(plan) => &plan.body,
            Self::Reference(reference) => &reference.body,
            Self::Page(page) => &page.body,
        }
    }

    /// The file it was read from.
    pub fn source(&self) -> SourceId {
        self.body().span.source
    }
}

/// What plans are about.
#[derive(Clone, Debug)]
pub struct TopicDocument {
    /// The id, e.g. `water`.
    pub id: Spanned<Box<str>>,
    /// The name, e.g. 水务.
    pub title: Box<str>,
    /// The English name.
    pub name_en: Option<Box<str>>,
    /// What it covers.
    pub body: Body,
}

/// An entry of the catalogue.
#[derive(Clone, Debug)]
pub struct IndicatorDocument {
    /// The id, one for the whole site.
    pub id: Spanned<Box<str>>,
    /// The canonical printed name.
    pub name: Spanned<Box<str>>,
    /// The English name.
    pub name_en: Option<Box<str>>,
    /// The topic it is filed under, as written.
    pub topic: Spanned<Box<str>>,
    /// The unit; none for a pure number.
    pub unit: Option<Unit>,
    /// Which way is better.
    pub better: Better,
    /// What kind of quantity it is.
    pub measure: IndicatorMeasure,
    /// The crosswalk: other names under which plans print it or something near it.
    pub also: Vec<Alias>,
    /// The definition.
    pub body: Body,
}

/// Which direction of an indicator is merit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Better {
    /// A higher value is stricter.
    Higher,
    /// A lower value is stricter.
    Lower,
    /// Nothing is said about merit.
    Neither,
}

/// What kind of quantity an indicator is, which decides how levels of government may be set side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IndicatorMeasure {
    /// A ratio, a growth, a figure per head: the same yardstick everywhere.
    Rate,
    /// A level that belongs to its territory: shown, not ranked.
    Level,
    /// A count or an amount: a lower level's figure is a part of the upper one.
    Total,
}

/// One line of the crosswalk.
#[derive(Clone, Debug)]
pub struct Alias {
    /// The printed name.
    pub name: Spanned<Box<str>>,
    /// How near it is.
    pub grade: Grade,
    /// Why, for the reader to check.
    pub reason: Box<str>,
    /// Who judged.
    pub by: Option<Box<str>>,
    /// When.
    pub on: Option<Date>,
    /// Only in these plans, when not empty.
    pub plans: Vec<Spanned<Box<str>>>,
}

/// How near a printed name is to a catalogue indicator, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// The same name.
    Same,
    /// The same quantity in other words.
    Wording,
    /// The printed row covers more.
    Broader,
    /// The printed row covers less.
    Narrower,
    /// Another measure of a neighbouring thing.
    Related,
}

/// One version of a plan.
#[derive(Clone, Debug)]
pub struct PlanDocument {
    /// `<topic>/<stem>`, e.g. `water/310000-2026`.
    pub id: Spanned<Box<str>>,
    /// The official title.
    pub title: Spanned<Box<str>>,
    /// The place.
    pub region: Spanned<Region>,
    /// The topic, as written.
    pub topic: Spanned<Box<str>>,
    /// The years it is for.
    pub period: Spanned<Period>,
    /// Whether it is in force.
    pub status: Spanned<PlanStatus>,
    /// What the body is.
    pub text: TextKind,
    /// Where its values were read.
    pub verification: Verification,
    /// 发文字号, as printed.
    pub doc_no: Option<Spanned<Box<str>>>,
    /// 索引号, as printed.
    pub index_no: Option<Box<str>>,
    /// 发文机关, in the printed order.
    pub issuers: Vec<Box<str>>,
    /// 成文日期.
    pub written: Option<Date>,
    /// 发布日期, with the time when it is known.
    pub published: Option<PublicationTime>,
    /// 实施日期.
    pub effective: Option<Date>,
    /// 废止日期.
    pub repealed: Option<Date>,
    /// 公开方式, as printed.
    pub openness: Option<Box<str>>,
    /// 主题词.
    pub keywords: Vec<Box<str>>,
    /// 内容概述.
    pub summary: Option<Box<str>>,
    /// Where the text was read.
    pub origin: Origin,
    /// Titles of the plans above that it names.
    pub implements: Vec<Spanned<Box<str>>>,
    /// The version that it takes the place of, as written.
    pub replaces: Option<Spanned<Box<str>>>,
    /// What changed on its page.
    pub changes: Vec<PageChange>,
    /// Files for download.
    pub attachments: Vec<Attachment>,
    /// The record that its cells were found in the original, as long as it holds.
    pub proof: Option<Proof>,
    /// A remark of the site's editors.
    pub note: Option<Box<str>>,
    /// Whether it is not for the public yet.
    pub draft: bool,
    /// When the public may comment on a consultation draft.
    pub consultation: Option<Consultation>,
    /// Who answers for the file and who has looked it over; never published.
    pub desk: DeskNotes,
    /// The facts of the body.
    pub body: Body,
}

/// The legal state of a plan; a closed set, so that a typing error cannot publish a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanStatus {
    /// Not for the public: contributes nothing to the site.
    Draft,
    /// 征求意见稿: shown with a mark and kept out of default comparisons.
    Consultation,
    /// 尚未生效.
    NotYetInForce,
    /// 现行有效.
    InForce,
    /// 已修改.
    Amended,
    /// 已废止.
    Repealed,
    /// 已失效.
    Expired,
}

impl PlanStatus {
    /// Every status with its word in front matter and data.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Draft, "draft"),
        (Self::Consultation, "consultation"),
        (Self::NotYetInForce, "not-yet-in-force"),
        (Self::InForce, "in-force"),
        (Self::Amended, "amended"),
        (Self::Repealed, "repealed"),
        (Self::Expired, "expired"),
    ];

    /// The word in front matter and data.
    pub fn id(self) -> &'static str {
        word(&Self::ALL, self)
    }
}

/// What the body of a plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextKind {
    /// The official words.
    Full,
    /// A summary in the site's own words.
    Digest,
    /// Only the table is held.
    None,
}

impl TextKind {
    /// Every kind with its word.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Full, "full"),
        (Self::Digest, "digest"),
        (Self::None, "none"),
    ];

    /// The word in front matter and data.
    pub fn id(self) -> &'static str {
        word(&Self::ALL, self)
    }
}

/// Where a value was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verification {
    /// In the original.
    Transcribed,
    /// In another text that reports it: 待核.
    Reported,
    /// Nowhere; from general knowledge: 待核.
    Recalled,
}

impl Verification {
    /// Every grade with its word.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Transcribed, "transcribed"),
        (Self::Reported, "reported"),
        (Self::Recalled, "recalled"),
    ];

    /// The word in front matter and data.
    pub fn id(self) -> &'static str {
        word(&Self::ALL, self)
    }
}

impl Better {
    /// Every direction with its word.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Higher, "higher"),
        (Self::Lower, "lower"),
        (Self::Neither, "neither"),
    ];

    /// The word in front matter and data.
    pub fn id(self) -> &'static str {
        word(&Self::ALL, self)
    }
}

impl IndicatorMeasure {
    /// Every measure with its word.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Rate, "rate"),
        (Self::Level, "level"),
        (Self::Total, "total"),
    ];

    /// The word in front matter and data.
    pub fn id(self) -> &'static str {
        word(&Self::ALL, self)
    }
}

impl Grade {
    /// Every grade with its word.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Same, "same"),
        (Self::Wording, "wording"),
        (Self::Broader, "broader"),
        (Self::Narrower, "narrower"),
        (Self::Related, "related"),
    ];

    /// The word in front matter and data.
    pub fn id(self) -> &'static str {
        word(&Self::ALL, self)
    }
}

/// The word of a value in the table of its set.
fn word<T: PartialEq + Copy>(table: &[(T, &'static str)], value: T) -> &'static str {
    table
        .iter()
        .find(|(candidate, _)| *candidate == value)
        .map_or("", |(_, word)| word)
}

/// The days on which the public may comment on a consultation draft, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consultation {
    /// The first day.
    pub opens: Date,
    /// The last day.
    pub closes: Date,
    /// How to comment, as printed.
    pub respond: Option<Box<str>>,
}

/// What editors write to each other in a file. It is for the desk and the release, never for a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeskNotes {
    /// 责任编辑.
    pub editor: Option<Box<str>>,
    /// The steps of 三审三校 that were done.
    pub review: Vec<Sign>,
}

/// One step of a review with its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// 初审, 复审 and so on, as written.
    pub step: Spanned<Box<str>>,
    /// Who.
    pub by: Box<str>,
    /// When.
    pub on: Date,
    /// The fingerprint of what was signed; a sign without one holds for any text.
    pub of: Option<Box<str>>,
}

/// A day, and the time of day when it is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicationTime {
    /// The day.
    pub date: Date,
    /// `09:00`.
    pub time: Option<Box<str>>,
}

/// Where the text of a document was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The address.
    pub url: Option<Box<str>>,
    /// The title of what was read.
    pub title: Option<Box<str>>,
    /// When it was seen.
    pub seen: Option<Date>,
    /// More about it.
    pub note: Option<Box<str>>,
}

/// One entry of a page's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageChange {
    /// The day.
    pub date: Date,
    /// What changed.
    pub note: Box<str>,
}

/// A file that a plan offers for download.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// The file, as written, beside the plan.
    pub file: Spanned<Box<str>>,
    /// What it is.
    pub title: Box<str>,
}

/// A law or a document that is cited but is not a plan of this site.
#[derive(Clone, Debug)]
pub struct ReferenceDocument {
    /// The id.
    pub id: Spanned<Box<str>>,
    /// The full title.
    pub title: Spanned<Box<str>>,
    /// What kind of document it is.
    pub kind: ReferenceKind,
    /// Other titles under which it is cited.
    pub also: Vec<Spanned<Box<str>>>,
    /// 发文字号, as printed.
    pub doc_no: Option<Spanned<Box<str>>>,
    /// 发文机关.
    pub issuers: Vec<Box<str>>,
    /// When it was issued.
    pub issued: Option<Date>,
    /// When it was posted.
    pub published: Option<PublicationTime>,
    /// Where it was seen.
    pub origin: Origin,
    /// For a plan that is known to exist but not held: where it stands.
    pub place: Option<PlanPlace>,
    /// For such a plan: the version held here that it takes the place of.
    pub replaces: Option<Spanned<Box<str>>>,
    /// Whether it is not for the public yet.
    pub draft: bool,
    /// What it is.
    pub body: Body,
}

/// Region, topic and period of a plan.
#[derive(Clone, Debug)]
pub struct PlanPlace {
    /// The place.
    pub region: Spanned<Region>,
    /// The topic, as written.
    pub topic: Spanned<Box<str>>,
    /// The years.
    pub period: Spanned<Period>,
}

/// What kind of document a reference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReferenceKind {
    /// 法律.
    Law,
    /// 法规、规章.
    Regulation,
    /// 规划: known to exist, not held.
    Plan,
    /// 政策文件.
    Policy,
    /// 标准.
    Standard,
    /// Anything else.
    Other,
}

impl ReferenceKind {
    /// Every kind with its word.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Law, "law"),
        (Self::Regulation, "regulation"),
        (Self::Plan, "plan"),
        (Self::Policy, "policy"),
        (Self::Standard, "standard"),
        (Self::Other, "other"),
    ];

    /// The word in front matter and data.
    pub fn id(self) -> &'static str {
        word(&Self::ALL, self)
    }
}

/// An ordinary page.
#[derive(Clone, Debug)]
pub struct PageDocument {
    /// The id, which is also its address.
    pub id: Spanned<Box<str>>,
    /// The title.
    pub title: Box<str>,
    /// Whether it is not for the public yet.
    pub draft: bool,
    /// Who answers for the file and who has looked it over; never published.
    pub desk: DeskNotes,
    /// The facts of the body.
    pub body: Body,
}
