//! What must be said of a plan before anything else, the gravest first.
//!
//! Nothing here looks at a clock: a period is over when the site holds the plan of the next one.

use crate::render::page::PageContext;
use crate::render::view::NoticeView;
use crate::route::PageKey;
use duibiao_compare::catalog::{Plan, PlanId};
use duibiao_syntax::audience::ConsultationStage;
use duibiao_syntax::diagnostic::Language;
use duibiao_syntax::document::{PlanStatus, TextKind, Verification};
use duibiao_syntax::region;

/// Everything that is to be said of a plan and its text.
pub(super) fn all(page: &PageContext<'_>, id: PlanId) -> Vec<NoticeView> {
    let plan = page.context.catalog.plan(id);
    let mut notices = standing(page, id);
    notices.extend(text(plan));
    notices.extend(doubt(plan));
    notices.extend(retired(page, plan));
    notices
}

/// What is to be said of its targets wherever they stand: whether they hold, and whether they were read.
pub(in crate::render) fn of_targets(page: &PageContext<'_>, id: PlanId) -> Vec<NoticeView> {
    let mut notices = standing(page, id);
    notices.extend(doubt(page.context.catalog.plan(id)));
    notices
}

/// Whether the plan is in force, and what took its place.
fn standing(page: &PageContext<'_>, id: PlanId) -> Vec<NoticeView> {
    let plan = page.context.catalog.plan(id);
    let successor = plan
        .replaced_by
        .map(|successor| page.successor_link(successor));
    let mut notices = Vec::new();
    if let Some(notice) = status(page, plan) {
        // A draft that became final says so in its own notice.
        let is_draft = plan.status() == PlanStatus::Consultation;
        notices.push(NoticeView {
            link: successor.clone().filter(|_| is_draft),
            ..notice
        });
    }
    if successor.is_some() && plan.status() != PlanStatus::Consultation {
        notices.push(NoticeView {
            link: successor,
            ..NoticeView::new("replaced")
        });
    }
    notices.extend(period_over(page, plan));
    notices
}

fn status(page: &PageContext<'_>, plan: &Plan) -> Option<NoticeView> {
    let document = &plan.document;
    let (id, day) = match plan.status() {
        PlanStatus::Consultation => {
            return Some(NoticeView {
                text: consultation(page, plan),
                ..NoticeView::new("consultation")
            });
        }
        PlanStatus::Repealed => (
            "repealed",
            document.repealed.map(|day| ("field.repealed", day)),
        ),
        PlanStatus::Expired => (
            "expired",
            document.repealed.map(|day| ("field.repealed", day)),
        ),
        PlanStatus::Amended => ("amended", None),
        PlanStatus::NotYetInForce => (
            "not-yet-in-force",
            document.effective.map(|day| ("field.effective", day)),
        ),
        // Why a draft is withheld stands at the head of the page.
        PlanStatus::Draft | PlanStatus::InForce => return None,
    };
    let text = day.map(|(label, day)| {
        format!(
            "{}{}{}",
            page.word(label),
            page.word("site.colon"),
            page.date(day).text
        )
    });
    Some(NoticeView {
        text,
        ..NoticeView::new(id)
    })
}

/// When the public may comment, whether it may on the day of the site, and how.
fn consultation(page: &PageContext<'_>, plan: &Plan) -> Option<String> {
    let period = plan.document.consultation.as_ref()?;
    let stage = ConsultationStage::on(page.context.audience.as_of, period.opens, period.closes);
    let (opens, closes) = (page.date(period.opens).text, page.date(period.closes).text);
    let how = period.respond.as_deref().unwrap_or_default();
    Some(match (page.language(), stage) {
        (Language::Chinese, ConsultationStage::Upcoming) => {
            format!("{opens}至{closes}征求意见，还没有开始。{how}")
        }
        (Language::Chinese, ConsultationStage::Open) => {
            format!("{opens}至{closes}公开征求意见。{how}")
        }
        (Language::Chinese, ConsultationStage::Closed) => {
            format!("{opens}至{closes}征求意见，已经结束。")
        }
        (Language::English, ConsultationStage::Upcoming) => {
            format!("Open for comment from {opens} to {closes}; not yet. {how}")
        }
        (Language::English, ConsultationStage::Open) => {
            format!("Open for comment from {opens} to {closes}. {how}")
        }
        (Language::English, ConsultationStage::Closed) => {
            format!("Was open for comment from {opens} to {closes}.")
        }
    })
}

/// 规划期已结束, when a plan of the same place and topic for later years is held.
fn period_over(page: &PageContext<'_>, plan: &Plan) -> Option<NoticeView> {
    let catalog = page.context.catalog;
    let is_later = |id: &&PlanId| {
        let other = catalog.plan(**id);
        other.topic == plan.topic && other.is_default() && other.period().start > plan.period().end
    };
    let newest = catalog
        .plans_of(plan.region())
        .iter()
        .filter(is_later)
        .max_by_key(|id| catalog.plan(**id).period().start)?;
    let end = plan.period().end;
    let text = match page.language() {
        Language::Chinese => format!("规划期至{end}年。"),
        Language::English => format!("The period ended in {end}."),
    };
    Some(NoticeView {
        id: "period-over",
        text: Some(text),
        link: Some(page.plan_link(*newest)),
    })
}

/// That the body is not the official text.
fn text(plan: &Plan) -> Option<NoticeView> {
    match plan.document.text {
        TextKind::Full => None,
        TextKind::Digest => Some(NoticeView::new("digest")),
        TextKind::None => Some(NoticeView::new("no-text")),
    }
}

/// That its values were not read in the original.
fn doubt(plan: &Plan) -> Option<NoticeView> {
    match plan.document.verification {
        Verification::Transcribed => None,
        Verification::Reported => Some(NoticeView::new("reported")),
        Verification::Recalled => Some(NoticeView::new("recalled")),
    }
}

/// That the code of its place is no longer current, and which one is.
fn retired(page: &PageContext<'_>, plan: &Plan) -> Option<NoticeView> {
    let retired = region::entry(plan.region().code)?.retired?;
    let now = region::Region::of(retired.replaced_by);
    let text = format!("{} {}", retired.replaced_by, now.full_name());
    // A region has a page only when something on the site stands in it.
    let has_page = page
        .context
        .routes
        .paths
        .binary_search(&crate::route::path(
            page.context.catalog,
            &PageKey::Region(now.clone()),
        ))
        .is_ok();
    let link = has_page.then(|| page.full_region_link(&now));
    Some(NoticeView {
        text: Some(text),
        link,
        ..NoticeView::new("retired-code")
    })
}
