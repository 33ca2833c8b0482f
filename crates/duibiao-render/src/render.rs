//! A page key to the bytes of its file: pure, one file at a time.
//!
//! Nothing is kept between files and nothing is known of where the bytes go, so that a build can make
//! all of them in parallel and a preview only the one that is asked for. Templates see
//! [`view`]s and nothing else; data files are made without templates.

mod body;
mod cells;
mod chain;
mod cite;
mod crosswalk;
mod data;
mod feed;
mod index;
mod indicator;
mod matrix;
mod method;
mod page;
mod plan;
mod reference;
pub mod records;
pub mod sentence;
mod tables;
pub mod view;

use std::io;

use crate::concat::Concat;
use crate::html::Html;
use crate::redirect::{self, Redirects};
use crate::route::{DataFormat, PageKey, Routes};
use crate::theme::{RenderError, Theme};
use duibiao_compare::catalog::{Catalog, PlanId};
use duibiao_compare::compare::Comparisons;
use duibiao_syntax::audience::Audience;
use duibiao_syntax::config::Config;
use duibiao_syntax::diagnostic::Diagnostic;
use duibiao_syntax::document::TextKind;
use duibiao_syntax::source::Sources;

use page::PageContext;
use records::{PlanRecord, TargetRecord, VerdictRecord};
use tables::Prepared;
use view::View;

/// What every file of a site is made from.
#[derive(Debug)]
pub struct RenderContext<'a> {
    /// The settings of the site.
    pub config: &'a Config,
    /// The texts.
    pub sources: &'a Sources,
    /// The day for which the site is made, and for whom.
    pub audience: &'a Audience,
    /// Everything the site holds.
    pub catalog: &'a Catalog,
    /// What the targets say beside each other.
    pub comparisons: &'a Comparisons,
    /// Every file of the site.
    pub routes: &'a Routes,
    /// The theme.
    pub theme: &'a Theme,
    /// What became of addresses that were released once.
    pub redirects: &'a Redirects,
}

/// Why a file could not be made.
#[derive(Debug)]
pub enum Failure {
    /// A template failed.
    Template(Box<Diagnostic>),
    /// The bytes could not be passed on.
    Io(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<RenderError> for Failure {
    fn from(error: RenderError) -> Self {
        match error {
            RenderError::Template(diagnostic) => Self::Template(diagnostic),
            RenderError::Io(error) => Self::Io(error),
        }
    }
}

/// Makes one file, in many small pieces, which the receiver gathers. Attachments are not made but
/// copied, which is not done here.
pub fn file(
    context: &RenderContext<'_>,
    key: &PageKey,
    out: &mut dyn io::Write,
) -> Result<(), Failure> {
    let page = PageContext::new(context, key);
    let view: View = match key {
        PageKey::Home => index::home(&page).into(),
        PageKey::Topics => index::topics(&page).into(),
        PageKey::Topic(id) => index::topic(&page, *id).into(),
        PageKey::Regions => index::regions(&page).into(),
        PageKey::Region(region) => index::region(&page, region).into(),
        PageKey::Plan(id) => plan::plan(&page, *id).into(),
        PageKey::Chain(id, view) => chain::chain(&page, *id, *view).into(),
        PageKey::Matrix(scope, view) => matrix::matrix(&page, scope, *view).into(),
        PageKey::Indicators => indicator::indicators(&page).into(),
        PageKey::Indicator(id) => indicator::indicator(&page, *id).into(),
        PageKey::Reference(id) => reference::reference(&page, *id).into(),
        PageKey::Stub(id) => reference::stub(&page, *id).into(),
        PageKey::Crosswalk => crosswalk::crosswalk(&page).into(),
        PageKey::Method => method::method(&page).into(),
        PageKey::SiteMap => index::sitemap(&page).into(),
        PageKey::NotFound => index::not_found(&page).into(),
        PageKey::Page(at) => reference::ordinary(&page, *at).into(),
        other => return plain_file(&page, other, out),
    };
    let prepared = Prepared::new(context.theme, &view);
    context.theme.render(view.template_name(), &prepared, out)?;
    Ok(())
}

/// Makes a table as CSV and as JSON in one go; `key` is that of the CSV, and the other its
/// [other format](PageKey::other_format).
pub fn format_pair(
    context: &RenderContext<'_>,
    key: &PageKey,
    [csv, json]: [&mut dyn io::Write; 2],
) -> Result<(), Failure> {
    let outs = vec![(DataFormat::Csv, csv), (DataFormat::Json, json)];
    Ok(data::table(&PageContext::new(context, key), key, outs)?)
}

/// How a file is put together from others, when it holds what they hold. [`file()`] makes the same of it.
pub fn concat(catalog: &Catalog, routes: &Routes, key: &PageKey) -> Option<Concat> {
    match key {
        PageKey::Data(dataset, format) => data::concat(catalog, routes, *dataset, *format),
        _ => None,
    }
}

/// What the tables say of a plan, its figures and verdicts apart.
pub fn plan_record<'a>(context: &'a RenderContext<'a>, id: PlanId) -> PlanRecord<'a> {
    data::plan(&PageContext::new(context, &PageKey::Plan(id)), id)
}

/// Hands over what the tables say of a plan's figures: first those of its own tables, then its commitments.
///
/// # Errors
///
/// Those of the takers.
pub fn plan_figures(
    context: &RenderContext<'_>,
    id: PlanId,
    target: &mut dyn FnMut(&TargetRecord<'_>) -> io::Result<()>,
    commitment: &mut dyn FnMut(&TargetRecord<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let page = PageContext::new(context, &PageKey::Plan(id));
    data::targets(&page, id, target)?;
    data::commitments(&page, id, commitment)
}

/// Hands over what the table of verdicts says of a plan.
///
/// # Errors
///
/// Those of the taker.
pub fn plan_verdicts(
    context: &RenderContext<'_>,
    id: PlanId,
    take: &mut dyn FnMut(&VerdictRecord<'_>) -> io::Result<()>,
) -> io::Result<()> {
    data::verdicts(&PageContext::new(context, &PageKey::Plan(id)), id, take)
}

/// The text of a plan as its page shows it; empty when only its table is held.
pub fn plan_text(context: &RenderContext<'_>, id: PlanId) -> Html {
    let page = PageContext::new(context, &PageKey::Plan(id));
    let document = &context.catalog.plan(id).document;
    if document.text == TextKind::None {
        return Html::default();
    }
    body::html(&page, &document.body, 2)
}

/// Files that no template makes.
fn plain_file(
    page: &PageContext<'_>,
    key: &PageKey,
    out: &mut dyn io::Write,
) -> Result<(), Failure> {
    match key {
        PageKey::Data(_, format)
        | PageKey::PlanTargets(_, format)
        | PageKey::ChainVerdicts(_, format)
        | PageKey::MatrixCells(_, format)
        | PageKey::IndicatorRows(_, format) => data::table(page, key, vec![(*format, out)])?,
        PageKey::DataPackage => data::package(page, out)?,
        PageKey::PlanCitation(id, format) => cite::file(page, *id, *format, out)?,
        PageKey::Feed => feed::atom(page, out)?,
        PageKey::SiteMapXml => feed::sitemap(page, out)?,
        PageKey::Robots => feed::robots(page, out)?,
        PageKey::Moved(path) => {
            let base = Some(page.context.config.base_url.as_str());
            let stub = redirect::stub::html(page.context.redirects, path, base);
            out.write_all(&stub.unwrap_or_default())?;
        }
        PageKey::CodeStyle => out.write_all(body::code_style().as_bytes())?,
        PageKey::ThemeFile(name) => {
            if let Some((_, bytes)) = page
                .context
                .theme
                .statics()
                .find(|(path, _)| *path == &**name)
            {
                out.write_all(bytes)?;
            }
        }
        _ => {}
    }
    Ok(())
}
