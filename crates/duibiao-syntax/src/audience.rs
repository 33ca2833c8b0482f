//! Which documents the public may see on a day, and why not the others.
//!
//! A draft is not for the public, nor is what is published on a later day, nor a consultation before it
//! opens. A site is compiled for a [`Audience`]: what is withheld contributes nothing to it, unless
//! the audience is an editor's, who sees it marked. What is wrong with a document is not asked here.

use jiff::civil::Date;

use crate::diagnostic::Message;
use crate::document::{Document, PlanDocument, PlanStatus};

/// The day for which a site is compiled, and whether what is withheld is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Audience {
    /// The day.
    pub as_of: Date,
    /// Whether withheld documents are shown with a mark; only ever true in a preview.
    pub drafts: bool,
}

impl Audience {
    /// What the public sees on a day.
    pub const fn public(as_of: Date) -> Self {
        Self {
            as_of,
            drafts: false,
        }
    }
}

/// Why the public does not see a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Withheld {
    /// `draft: true`.
    Draft,
    /// `status: draft`.
    DraftStatus,
    /// It is published on this later day.
    Until(Date),
    /// Its consultation opens on this later day.
    OpensOn(Date),
}

impl Withheld {
    /// The reason, for editors.
    pub fn reason(self) -> Message {
        match self {
            Self::Draft => Message::new("标了 draft: true，不发布", "it says draft: true"),
            Self::DraftStatus => Message::new("状态是 draft，不发布", "its status is draft"),
            Self::Until(day) => Message::new(
                format!("发布日期是 {day}，还没有到"),
                format!("it is published on {day}, which is still to come"),
            ),
            Self::OpensOn(day) => Message::new(
                format!("征求意见从 {day} 开始，还没有到"),
                format!("its consultation opens on {day}, which is still to come"),
            ),
        }
    }
}

/// Why a document is withheld on a day; none when the public may see it.
pub fn withheld(document: &Document, as_of: Date) -> Option<Withheld> {
    match document {
        Document::Plan(plan) => plan_withheld(plan, as_of),
        Document::Page(page) => page.draft.then_some(Withheld::Draft),
        Document::Reference(reference) => reference.draft.then_some(Withheld::Draft),
        Document::Topic(_) | Document::Indicator(_) => None,
    }
}

fn plan_withheld(plan: &PlanDocument, as_of: Date) -> Option<Withheld> {
    if plan.draft {
        return Some(Withheld::Draft);
    }
    if plan.status.value == PlanStatus::Draft {
        return Some(Withheld::DraftStatus);
    }
    let published = plan.published.as_ref().map(|published| published.date);
    if let Some(day) = published.filter(|day| *day > as_of) {
        return Some(Withheld::Until(day));
    }
    let opens = plan.consultation.as_ref().map(|period| period.opens);
    opens.filter(|day| *day > as_of).map(Withheld::OpensOn)
}

/// How a consultation stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConsultationStage {
    /// It opens later; only editors see it.
    Upcoming,
    /// 征求意见中.
    Open,
    /// 征求意见已结束.
    Closed,
}

impl ConsultationStage {
    /// The stage of a consultation that opens and closes on these days, both included.
    pub fn on(as_of: Date, opens: Date, closes: Date) -> Self {
        if as_of < opens {
            Self::Upcoming
        } else if as_of <= closes {
            Self::Open
        } else {
            Self::Closed
        }
    }

    /// The word in views.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Upcoming => "upcoming",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_consultation_includes_its_first_and_its_last_day() {
        let (opens, closes) = (date(2026, 3, 1), date(2026, 3, 31));
        for (day, stage) in [
            (date(2026, 2, 28), ConsultationStage::Upcoming),
            (opens, ConsultationStage::Open),
            (closes, ConsultationStage::Open),
            (date(2026, 4, 1), ConsultationStage::Closed),
        ] {
            assert_eq!(ConsultationStage::on(day, opens, closes), stage);
        }
    }
}
