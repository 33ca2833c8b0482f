//! What of a site stands in the way of its release: addresses that would vanish, loads from elsewhere, and
//! signs that are missing.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::cli::snapshots;
use duibiao_publish::release::addresses::Anchors;
use duibiao_publish::release::hosts::{self, Finder, Load};
use duibiao_publish::release::markup;
use duibiao_render::permalinks::Addresses;
use duibiao_render::route::PageKey;
use duibiao_render::site::{Site, SiteContent};
use duibiao_syntax::diagnostic::{Code, Diagnostic, Message};
use duibiao_syntax::document::{Document, Sign};
use duibiao_syntax::review;
use duibiao_syntax::site_path::SitePath;
use duibiao_syntax::span::Span;
use duibiao_syntax::tokens::UnreadablePage;

/// The anchors of every page as it was really rendered, and what pages would load from elsewhere. What
/// stays where pages were is no address of the site.
pub(super) fn survey(site: &Site) -> Result<(Addresses, Vec<Load>), Message> {
    let base = site.project().config.base_url.as_str();
    let surveyed: Result<Vec<_>, Message> = (0..site.paths().len())
        .into_par_iter()
        .map(|at| look(site, at, base))
        .collect();
    let mut present = Addresses::new();
    let mut all = Vec::new();
    for (path, anchors, loads) in surveyed? {
        all.extend(loads);
        present.extend(anchors.map(|anchors| (path, anchors)));
    }
    Ok((present, all))
}

/// A file: its path, its anchors unless it only stands where a page was, and what it loads.
type Look = (SitePath, Option<BTreeSet<Box<str>>>, Vec<Load>);

fn look(site: &Site, at: usize, base: &str) -> Result<Look, Message> {
    let path = site.paths()[at].clone();
    let mut bytes = Vec::new();
    let content = site
        .render(at, &mut bytes)
        .map_err(|failure| snapshots::failed(&failure))?;
    if matches!(content, SiteContent::CopyOf(_)) {
        return Ok((path, Some(BTreeSet::new()), Vec::new()));
    }
    let is_page = path.as_str().strip_suffix(".html").is_some();
    if !is_page {
        let loads = hosts::of_file(path.as_str(), &bytes, Some(base));
        let loads = loads.map_err(UnreadablePage::message)?;
        return Ok((path, Some(BTreeSet::new()), loads));
    }
    let name = path.to_string();
    let mut visitors = (Anchors::default(), Finder::new(&name, Some(base)));
    markup::walk(&bytes, &mut visitors).map_err(UnreadablePage::message)?;
    let loads = visitors.1.into_loads().map_err(UnreadablePage::message)?;
    let mut anchors = visitors.0.into_set();
    let promised = promised(site, &site.keys()[at]);
    anchors.retain(|anchor| promised.contains(&**anchor));
    let is_left = matches!(site.keys()[at], PageKey::Moved(_));
    Ok((path, (!is_left).then_some(anchors), loads))
}

/// The anchors of a page that are promised to last: those of the text and the rows. What else has an id,
/// a heading of a list or a caption, belongs to the page of the day.
fn promised<'s>(site: &'s Site, key: &PageKey) -> BTreeSet<&'s str> {
    let catalog = site.catalog();
    let body = match key {
        PageKey::Plan(id) | PageKey::Chain(id, _) => &catalog.plan(*id).document.body,
        PageKey::Page(at) => &catalog.pages[*at as usize].body,
        PageKey::Topic(id) => &catalog.topic(*id).body,
        PageKey::Reference(id) => &catalog.reference(*id).body,
        _ => return BTreeSet::new(),
    };
    body.anchors().collect()
}

pub(super) fn foreign(load: &Load) -> Diagnostic {
    let message = load.message();
    Diagnostic::new(Code::ForeignHost, message.zh, message.en)
}

/// What lacks a sign that the rules ask for, and signs of steps that do not exist.
pub(super) fn unsigned(site: &Site) -> Vec<Diagnostic> {
    let config = &site.project().config;
    if !config.review.required {
        return Vec::new();
    }
    let rules = review::Rules::new(config.review.steps.iter().map(String::as_str));
    let mut found = Vec::new();
    for document in reviewed(site) {
        let Some((signs, span)) = signs(&document) else {
            continue;
        };
        let source = site.project().sources.get(span.source).opened();
        let judged = review::judge(
            &rules,
            signs,
            &review::fingerprint(&source.text),
            site.audience().as_of,
        );
        let missing = judged.missing.into_iter();
        found.extend(
            missing.map(|missing| {
                Diagnostic::new(Code::UnsignedPage, missing.zh, missing.en).at(span)
            }),
        );
    }
    found
}

/// The documents that are reviewed: plans and pages.
fn reviewed(site: &Site) -> impl Iterator<Item = Document> {
    let catalog = site.catalog();
    let plans = catalog
        .plans
        .iter()
        .map(|plan| Document::Plan(Arc::clone(&plan.document)));
    let pages = catalog
        .pages
        .iter()
        .map(|page| Document::Page(Arc::clone(page)));
    plans.chain(pages)
}

fn signs(document: &Document) -> Option<(&[Sign], Span)> {
    match document {
        Document::Plan(plan) => Some((&plan.desk.review, plan.title.span)),
        Document::Page(page) => Some((&page.desk.review, page.id.span)),
        Document::Topic(_) | Document::Indicator(_) | Document::Reference(_) => None,
    }
}
