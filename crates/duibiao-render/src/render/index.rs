//! The pages that lead to others: the first page, topics, regions, the list of all pages, and the page
//! for addresses that do not exist.
//!
//! What lists of this kind have in common (the words above them, their labels on a government site, the
//! way to the matrix) is here too. What a single plan or indicator says is not.

use jiff::civil::Date as Day;

use super::body;
use super::page::{PageContext, PageMeta, newest_day};
use super::view::{Choice, Link, Meta, NotFoundView, PlanGroup};
use crate::route::{PageKey, Scope, View};
use duibiao_compare::catalog::{Catalog, Plan, PlanId, TopicId};
use duibiao_syntax::config::SiteKind;
use duibiao_syntax::diagnostic::Language;
use duibiao_syntax::document::Body;
use duibiao_syntax::period::Period;
use duibiao_syntax::region::Level;
use duibiao_syntax::span::Span;

mod examples;
#[cfg(test)]
pub(super) mod fixture;
mod home;
mod regions;
mod sitemap;
#[cfg(test)]
mod tests;
mod topics;

pub(super) use home::home;
pub(super) use regions::{plans_directly_below, region, regions};
pub(super) use sitemap::sitemap;
pub(super) use topics::{topic, topics};

/// The page for an address that does not exist.
pub(super) fn not_found(page: &PageContext<'_>) -> NotFoundView {
    let mut frame = page.frame(PageMeta::new("404", page.word("title.not-found")));
    // It shows at any address, so it stands nowhere, and a relative link would lead anywhere.
    frame.breadcrumb.clear();
    NotFoundView { frame }
}

/// A text of this program in the language of the site.
pub(super) fn say(
    page: &PageContext<'_>,
    zh: impl FnOnce() -> String,
    en: impl FnOnce() -> String,
) -> String {
    match page.language() {
        Language::Chinese => zh(),
        Language::English => en(),
    }
}

/// `1 plan`, `2 plans`.
pub(super) fn counted(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// Adds the labels that a list carries on a government site (网页标签, 国办发〔2017〕47号): its name, what
/// it is for, its keywords and one of the kinds of the rule. What is not known is left out.
pub(super) fn as_column(
    page: &PageContext<'_>,
    mut heading: PageMeta,
    kind: &'static str,
    keywords: &[String],
) -> PageMeta {
    if page.context.config.kind != SiteKind::Government {
        return heading;
    }
    let labels = [
        ("ColumnName", Some(heading.title.clone())),
        ("ColumnDescription", heading.description.clone()),
        ("ColumnKeywords", Some(keywords.join(","))),
        ("ColumnType", Some(kind.to_owned())),
    ];
    let given = labels.into_iter().filter_map(|(name, content)| {
        Some(Meta {
            name,
            content: content?,
        })
    });
    heading
        .metas
        .extend(given.filter(|meta| !meta.content.is_empty()));
    heading
}

/// The day of the newest text among plans.
pub(super) fn newest<'p>(plans: impl IntoIterator<Item = &'p Plan>) -> Option<Day> {
    plans.into_iter().filter_map(newest_day).max()
}

/// Both views of a matrix.
pub(super) fn matrix_choices(page: &PageContext<'_>, scope: &Scope) -> Vec<Choice> {
    let (what, open, close) = (
        page.word("text.see-matrix"),
        page.word("site.open"),
        page.word("site.close"),
    );
    let choice = |view: View| Choice {
        text: format!("{what}{open}{}{close}", page.word(mode_key(view))),
        href: page.href(&PageKey::Matrix(scope.clone(), view)),
        current: false,
    };
    View::ALL.map(choice).into()
}

const fn mode_key(view: View) -> &'static str {
    match view {
        View::Loose => "mode.loose",
        View::Strict => "mode.strict",
    }
}

/// The matrix of a whole topic and period; none while it would have no column.
pub(super) fn whole_matrix(catalog: &Catalog, topic: TopicId, period: Period) -> Option<Scope> {
    let has_column = catalog
        .plans_about(topic, period)
        .any(|id| catalog.plan(id).is_default());
    has_column.then_some(Scope {
        topic,
        period,
        within: None,
    })
}

/// The plans of a topic, the earliest period first.
fn plans_of_topic(catalog: &Catalog, topic: TopicId) -> impl Iterator<Item = (PlanId, &Plan)> {
    let from = catalog.plans.partition_point(|plan| plan.topic < topic);
    let until = catalog.plans.partition_point(|plan| plan.topic <= topic);
    (from..until).filter_map(|at| Some((PlanId(u32::try_from(at).ok()?), &catalog.plans[at])))
}

/// Plans level by level, the nation first, within a level by place.
fn by_level(page: &PageContext<'_>, mut plans: Vec<PlanId>) -> Vec<PlanGroup> {
    let catalog = page.context.catalog;
    let level = |id: &PlanId| catalog.plan(*id).region().level();
    plans.sort_by_cached_key(|id| (level(id), catalog.plan(*id).region().clone(), *id));
    plans
        .chunk_by(|a, b| level(a) == level(b))
        .map(|plans| PlanGroup {
            level: plans.first().map(|first| level(first).id()),
            plans: plans.iter().map(|id| page.plan_item(*id)).collect(),
        })
        .collect()
}

/// The word of a level of government.
fn level_word(page: &PageContext<'_>, level: Level) -> String {
    page.word(match level {
        Level::Nation => "level.nation",
        Level::Province => "level.province",
        Level::City => "level.city",
        Level::County => "level.county",
        Level::Zone => "level.zone",
    })
}

/// A link to one of the pages of the navigation.
fn nav_link(page: &PageContext<'_>, key: &PageKey, word: &str) -> Link {
    Link::new(page.href(key), page.word(word))
}

/// What a body says first: the first sentence of its first paragraph.
pub(super) fn first_sentence(page: &PageContext<'_>, text: &Body) -> Option<String> {
    let words = body::words(page, first_paragraph(page, text)?);
    let sentence = words.split_inclusive('。').next()?.trim();
    (!sentence.is_empty()).then(|| sentence.to_owned())
}

/// The first lines of a body that are neither a heading nor a table, list, quotation or code.
fn first_paragraph(page: &PageContext<'_>, body: &Body) -> Option<Span> {
    let text = page.slice(body.span);
    let mut at = body.span.range().start;
    let mut found: Option<(usize, usize)> = None;
    for line in text.split_inclusive('\n') {
        let end = at + line.trim_end().len();
        match (&mut found, is_prose(line)) {
            (None, true) => found = Some((at, end)),
            (Some((_, until)), true) => *until = end,
            (Some(_), false) => break,
            (None, false) => {}
        }
        at += line.len();
    }
    found.map(|(start, end)| Span::new(body.span.source, start..end))
}

fn is_prose(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with(['#', '|', '>', '<', '`', '~', '!', '-', '*', '+', '='])
}
