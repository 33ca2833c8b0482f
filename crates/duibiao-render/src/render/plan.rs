//! The page of one plan: what it is, what it promises, how that stands to the levels above, its text,
//! and everything that names it.

use super::body;
use super::cells;
use super::cite;
use super::page::{PageContext, PageMeta, newest_day};
use super::view::{Alternate, Download, Frame, HowToCite, Link, PlanView, Update};
use crate::route::{CitationFormat, DataFormat, PageKey, View};
use duibiao_compare::catalog::PlanId;
use duibiao_compare::link;
use duibiao_syntax::diagnostic::Language;

mod citations;
mod clauses;
mod commitments;
mod fields;
mod groups;
mod labels;
mod notices;
mod peers;
mod sheet;
mod table;
#[cfg(test)]
mod tests;

pub(super) use citations::cited_by;
pub(super) use groups::{grouped, titles as group_titles};
pub(super) use labels::of_comparison as comparison_labels;
pub(super) use notices::of_targets as target_notices;
pub(super) use table::nature_id;

/// The page of a plan.
pub(super) fn plan(page: &PageContext<'_>, id: PlanId) -> PlanView {
    let document = &page.context.catalog.plan(id).document;
    let text = &document.body;
    let table = table::target_table(page, id);
    PlanView {
        frame: frame(page, id),
        plan: page.plan_item(id),
        notices: notices::all(page, id),
        fields: fields::fields(page, id),
        contents: body::contents(page, text),
        uppers: cells::upper_heads(page, id),
        columns: table.columns,
        table_downloads: if table.groups.is_empty() {
            Vec::new()
        } else {
            data(page, |format| PageKey::PlanTargets(id, format))
        },
        groups: table.groups,
        peers: peers::peer_notes(page, id),
        matrix: Some(matrix_link(page, id)),
        commitments: commitments::commitments(page, id),
        extent: document.text.id(),
        body: (!body::is_blank(page, text)).then(|| body::html(page, text, 2)),
        citations: citations::citations(page, id),
        cited_by: cited_by(page, duibiao_compare::catalog::Cited::Plan(id)),
        versions: citations::versions(page, id),
        updates: updates(page, id),
        downloads: downloads(page, id),
        cite: Some(how_to_cite(page, id)),
        note: document.note.as_deref().map(body::text),
    }
}

fn frame(page: &PageContext<'_>, id: PlanId) -> Frame {
    let plan = page.context.catalog.plan(id);
    let topic = page.topic_link(plan.topic);
    let csv = page.href(&PageKey::PlanTargets(id, DataFormat::Csv));
    let json = page.href(&PageKey::PlanTargets(id, DataFormat::Json));
    page.frame(PageMeta {
        description: Some(description(page, id)),
        above: vec![
            page.crumb(&PageKey::Topics, page.word("nav.topics")),
            page.crumb(&PageKey::Topic(plan.topic), topic.text),
        ],
        section: Some(PageKey::Topics),
        metas: labels::of_plan(page, id),
        alternates: vec![
            alternate("text/csv", csv),
            alternate("application/json", json),
        ],
        updated: newest_day(plan),
        ..PageMeta::new("plan", &*plan.document.title.value)
    })
}

/// Another form of a page, called by what it is.
pub(super) fn alternate(media_type: &'static str, href: String) -> Alternate {
    let title = if media_type == "text/csv" {
        "CSV"
    } else {
        "JSON"
    };
    Alternate {
        media_type,
        title: title.to_owned(),
        href,
    }
}

/// What the editors say the plan is about, or else what the page holds.
fn description(page: &PageContext<'_>, id: PlanId) -> String {
    let plan = page.context.catalog.plan(id);
    if let Some(summary) = &plan.document.summary {
        return summary.to_string();
    }
    let (title, count) = (&plan.document.title.value, plan.rows.len());
    let is_top = page.context.comparisons.of(id).levels.is_empty();
    match (page.language(), is_top) {
        (Language::Chinese, false) => format!("{title}：{count} 项指标，与上级规划逐项对照。"),
        (Language::Chinese, true) => format!("{title}：{count} 项指标。"),
        (Language::English, false) => {
            format!("{title}: {count} indicators, row by row beside the plans above.")
        }
        (Language::English, true) => format!("{title}: {count} indicators."),
    }
}

/// The matrix in which the plan stands beside others of its level.
pub(super) fn matrix_link(page: &PageContext<'_>, id: PlanId) -> Link {
    let plan = page.context.catalog.plan(id);
    let scope = page.context.routes.matrices.home(plan);
    let key = PageKey::Matrix(scope, View::Loose);
    Link::new(page.href(&key), page.word("text.see-matrix"))
}

/// A table as files.
pub(super) fn data(page: &PageContext<'_>, key: impl Fn(DataFormat) -> PageKey) -> Vec<Download> {
    let file = |format: DataFormat| {
        Download::new(
            page.href(&key(format)),
            format.extension().to_ascii_uppercase(),
        )
    };
    DataFormat::ALL.into_iter().map(file).collect()
}

fn updates(page: &PageContext<'_>, id: PlanId) -> Vec<Update> {
    let mut changes: Vec<_> = page
        .context
        .catalog
        .plan(id)
        .document
        .changes
        .iter()
        .collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.date));
    changes
        .into_iter()
        .map(|change| Update {
            date: page.date(change.date),
            note: change.note.to_string(),
        })
        .collect()
}

/// The attachments under their titles, then the data of the plan.
fn downloads(page: &PageContext<'_>, id: PlanId) -> Vec<Download> {
    let catalog = page.context.catalog;
    let document = &catalog.plan(id).document;
    let from = &*page.context.sources.get(document.title.span.source).path;
    let attachments = document.attachments.iter().filter_map(|attachment| {
        let path = link::files::beside(from, &attachment.file.value)?;
        let published = catalog.attachments.get(&*path)?;
        let href = page.href(&PageKey::Attachment(published.clone()));
        let title = if attachment.title.is_empty() {
            &attachment.file.value
        } else {
            &attachment.title
        };
        Some(Download::new(href, &**title))
    });
    let has_rows = document.body.rows().next().is_some();
    let tables = DataFormat::ALL
        .into_iter()
        .filter(|_| has_rows)
        .map(|format| {
            let name = format!("targets.{}", format.extension());
            Download::new(page.href(&PageKey::PlanTargets(id, format)), name)
        });
    attachments.chain(tables).collect()
}

fn how_to_cite(page: &PageContext<'_>, id: PlanId) -> HowToCite {
    let file = |format: CitationFormat, name: &str| {
        Download::new(page.href(&PageKey::PlanCitation(id, format)), name)
    };
    HowToCite {
        line: cite::line(page, id),
        files: vec![
            file(CitationFormat::BibTex, "BibTeX"),
            file(CitationFormat::Ris, "RIS"),
        ],
    }
}
