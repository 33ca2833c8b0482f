//! What must be said of a plan before anything else, the gravest first.
//!
//! Nothing here looks at a clock: a period is over when the site holds the plan of the next one.

use crate::render::page::Page;
use crate::render::view::Notice;
use crate::route::PageKey;
use duibiao_compare::catalog::{Plan, PlanId};
use duibiao_syntax::diagnostic::Language;
use duibiao_syntax::document::{Status, TextKind, Verification};
use duibiao_syntax::publicity::Stage;
use duibiao_syntax::region;

/// Everything that is to be said of a plan and its text.
pub(super) fn all(page: &Page<'_>, id: PlanId) -> Vec<Notice> {
    let plan = page.materials.catalog.plan(id);
    let mut notices = standing(page, id);
    notices.extend(text(plan));
    notices.extend(doubt(plan));
    notices.extend(retired(page, plan));
    notices
}

/// What is to be said of its targets wherever they stand: whether they hold, and whether they were read.
pub(in crate::render) fn of_targets(page: &Page<'_>, id: PlanId) -> Vec<Notice> {
    let mut notices = standing(page, id);
    notices.extend(doubt(page.materials.catalog.plan(id)));
    notices
}

/// Whether the plan is in force, and what took its place.
fn standing(page: &Page<'_>, id: PlanId) -> Vec<Notice> {
    let plan = page.materials.catalog.plan(id);
    let successor = plan
        .replaced_by
        .map(|successor| page.successor_link(successor));
    let mut notices = Vec::new();
    if let Some(notice) = status(page, plan) {
        // A draft that became final says so in its own notice.
        let is_draft = plan.status() == Status::Consultation;
        notices.push(Notice {
            link: successor.clone().filter(|_| is_draft),
            ..notice
        });
    }
    if successor.is_some() && plan.status() != Status::Consultation {
        notices.push(Notice {
            link: successor,
            ..Notice::new("replaced")
        });
    }
    notices.extend(period_over(page, plan));
    notices
}

fn status(page: &Page<'_>, plan: &Plan) -> Option<Notice> {
    let document = &plan.document;
    let (id, day) = match plan.status() {
        Status::Consultation => {
            return Some(Notice {
                text: consultation(page, plan),
                ..Notice::new("consultation")
            });
        }
        Status::Repealed => (
            "repealed",
            document.repealed.map(|day| ("field.repealed", day)),
        ),
        Status::Expired => (
            "expired",
            document.repealed.map(|day| ("field.repealed", day)),
        ),
        Status::Amended => ("amended", None),
        Status::NotYetInForce => (
            "not-yet-in-force",
            document.effective.map(|day| ("field.effective", day)),
        ),
        // Why a draft is withheld stands at the head of the page.
        Status::Draft | Status::InForce => return None,
    };
    let text = day.map(|(label, day)| {
        format!(
            "{}{}{}",
            page.word(label),
            page.word("site.colon"),
            page.date(day).text
        )
    });
    Some(Notice {
        text,
        ..Notice::new(id)
    })
}

/// When the public may comment, whether it may on the day of the site, and how.
fn consultation(page: &Page<'_>, plan: &Plan) -> Option<String> {
    let period = plan.document.consultation.as_ref()?;
    let stage = Stage::on(page.materials.viewpoint.as_of, period.opens, period.closes);
    let (opens, closes) = (page.date(period.opens).text, page.date(period.closes).text);
    let how = period.respond.as_deref().unwrap_or_default();
    Some(match (page.language(), stage) {
        (Language::Chinese, Stage::Upcoming) => {
            format!("{opens}至{closes}征求意见，还没有开始。{how}")
        }
        (Language::Chinese, Stage::Open) => format!("{opens}至{closes}公开征求意见。{how}"),
        (Language::Chinese, Stage::Closed) => format!("{opens}至{closes}征求意见，已经结束。"),
        (Language::English, Stage::Upcoming) => {
            format!("Open for comment from {opens} to {closes}; not yet. {how}")
        }
        (Language::English, Stage::Open) => {
            format!("Open for comment from {opens} to {closes}. {how}")
        }
        (Language::English, Stage::Closed) => {
            format!("Was open for comment from {opens} to {closes}.")
        }
    })
}

/// 规划期已结束, when a plan of the same place and topic for later years is held.
fn period_over(page: &Page<'_>, plan: &Plan) -> Option<Notice> {
    let catalog = page.materials.catalog;
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
    Some(Notice {
        id: "period-over",
        text: Some(text),
        link: Some(page.plan_link(*newest)),
    })
}

/// That the body is not the official text.
fn text(plan: &Plan) -> Option<Notice> {
    match plan.document.text {
        TextKind::Full => None,
        TextKind::Digest => Some(Notice::new("digest")),
        TextKind::None => Some(Notice::new("no-text")),
    }
}

/// That its values were not read in the original.
fn doubt(plan: &Plan) -> Option<Notice> {
    match plan.document.verification {
        Verification::Transcribed => None,
        Verification::Reported => Some(Notice::new("reported")),
        Verification::Recalled => Some(Notice::new("recalled")),
    }
}

/// That the code of its place is no longer current, and which one is.
fn retired(page: &Page<'_>, plan: &Plan) -> Option<Notice> {
    let retired = region::entry(plan.region().code)?.retired?;
    let now = region::Region::of(retired.replaced_by);
    let text = format!("{} {}", retired.replaced_by, now.full_name());
    // A region has a page only when something on the site stands in it.
    let has_page = page
        .materials
        .routes
        .paths
        .binary_search(&crate::route::path(
            page.materials.catalog,
            &PageKey::Region(now.clone()),
        ))
        .is_ok();
    let link = has_page.then(|| page.full_region_link(&now));
    Some(Notice {
        text: Some(text),
        link,
        ..Notice::new("retired-code")
    })
}
