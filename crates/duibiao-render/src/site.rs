//! A project compiled to a site: every file it has, and the means to make each of them.
//!
//! [`compile`] runs all stages but the last; [`Site::render`] makes one file when it is asked for. A
//! site exists only when nothing is wrong with its project: a half-published plan is worse than none.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::concat::Concat;
use crate::permalinks::Permalinks;
use crate::redirect::{Redirect, Redirects};
use crate::render::{self, Failure, RenderContext};
use crate::route::{self, PageKey, Routes};
use crate::theme::{self, Theme};
use duibiao_compare::catalog::{Catalog, PlanId};
use duibiao_compare::compare::{self, Comparisons};
use duibiao_compare::link;
use duibiao_syntax::audience::Audience;
use duibiao_syntax::diagnostic::{self, Checked, Code, Diagnostic, Message, any_error, nearest};
use duibiao_syntax::document::{Document, PlanStatus, TextKind, Verification};
use duibiao_syntax::parse;
use duibiao_syntax::project::Project;
use duibiao_syntax::site_path::SitePath;
use duibiao_syntax::source::SourceText;
use duibiao_syntax::span::Spanned;
use duibiao_syntax::target::Target;

pub use duibiao_compare::catalog::LeftOutDocument;

/// A compiled project.
#[derive(Debug)]
pub struct Site {
    project: Arc<Project>,
    audience: Audience,
    catalog: Catalog,
    comparisons: Comparisons,
    routes: Routes,
    theme: Arc<Theme>,
    redirects: Redirects,
}

/// Another reading of a file that a site was made from.
#[derive(Clone, Debug)]
pub struct Replacement {
    /// What the site shows of it.
    pub old: Document,
    /// What it says now.
    pub new: Document,
    /// Its text now.
    pub text: SourceText,
}

/// Whether two readings of a plan have the same targets, so that comparing gives the same.
fn alike_targets(old: &Document, new: &Document) -> bool {
    let rows = |document: &'_ Document| -> Vec<(Option<Verification>, Vec<Target>)> {
        let rows = document.body().rows();
        rows.map(|row| {
            let targets = row.targets.iter().map(|target| target.target.clone());
            (row.verification, targets.collect())
        })
        .collect()
    };
    rows(old) == rows(new)
}

/// A file of a site.
#[derive(Debug)]
pub enum SiteContent {
    /// Its bytes were written.
    Made,
    /// It is a copy of this file of the project, which the caller reads.
    CopyOf(PathBuf),
}

/// Compiles a project. There is no site when anything is an error.
pub fn compile(project: &Arc<Project>, audience: &Audience) -> Checked<Option<Site>> {
    let mut found = Vec::new();
    let documents = parse::documents(&project.sources, &project.documents).drain_into(&mut found);
    let theme = theme(project).drain_into(&mut found);
    let is_whole = !any_error(&found);
    let site = assemble(project, documents, theme, audience).drain_into(&mut found);
    diagnostic::sort(&mut found);
    Checked::new(site.filter(|_| is_whole), found)
}

/// The theme of a project; none when it has faults.
pub fn theme(project: &Project) -> Checked<Option<Arc<Theme>>> {
    match theme::load(&project.theme, project.config.language.tag()) {
        Ok(theme) => Checked::clean(Some(Arc::new(theme))),
        Err(faults) => Checked::new(None, faults),
    }
}

/// Makes a site of documents that are parsed already. They stand in the order of their paths.
pub fn assemble(
    project: &Arc<Project>,
    documents: Vec<Document>,
    theme: Option<Arc<Theme>>,
    audience: &Audience,
) -> Checked<Option<Site>> {
    let mut found = Vec::new();
    let (sources, files) = (&project.sources, &project.attachments);
    let catalog = link::catalog(documents, sources, files, *audience).drain_into(&mut found);
    check_nav(project, &catalog, &mut found);
    check_signs(project, &catalog, &mut found);
    let site = theme.filter(|_| !any_error(&found)).map(|theme| {
        let statics = theme.statics().map(|(name, _)| name);
        let (comparisons, routes) = rayon::join(
            || compare::all(&catalog),
            || route::routes(&catalog, statics),
        );
        let mut routes = routes.drain_into(&mut found);
        let redirects = redirects(project, &routes, &mut found);
        routes.add_redirects(&redirects);
        Site {
            project: Arc::clone(project),
            audience: *audience,
            routes,
            redirects,
            catalog,
            comparisons,
            theme,
        }
    });
    let site = site.filter(|_| !any_error(&found));
    Checked::new(site, found)
}

/// Every sign is for one of the steps of the review.
fn check_signs(project: &Project, catalog: &Catalog, found: &mut Vec<Diagnostic>) {
    let steps = &project.config.review.steps;
    let plans = catalog.plans.iter().map(|plan| &plan.document.desk);
    let notes = plans.chain(catalog.pages.iter().map(|page| &page.desk));
    for sign in notes.flat_map(|notes| &notes.review) {
        let written = &*sign.step.value;
        if steps.iter().any(|step| step == written) {
            continue;
        }
        let near = nearest(written, steps.iter().map(String::as_str)).join("、");
        let all = steps.join("、");
        let known = if near.is_empty() { all } else { near };
        found.push(
            Diagnostic::new(
                Code::UnknownReviewStep,
                format!("审校里没有“{written}”这个环节"),
                format!("“{written}” is no step of the review"),
            )
            .at(sign.step.span)
            .help(format!("应为：{known}"), format!("it should be: {known}")),
        );
    }
}

/// What became of addresses: as the settings say, and what follows from it for the files beside a page.
fn redirects(project: &Project, routes: &Routes, found: &mut Vec<Diagnostic>) -> Redirects {
    let mut declared = Vec::new();
    for entry in &project.config.redirects {
        let text = |value: &Option<Spanned<String>>| value.as_ref().map(|text| text.value.clone());
        let (to, gone) = (text(&entry.to), text(&entry.gone));
        match Redirect::parse(&entry.from.value, to.as_deref(), gone.as_deref()) {
            Ok(redirect) => declared.push(redirect),
            Err(message) => found.push(invalid_redirect(message).at(entry.from.span)),
        }
    }
    let declared = Redirects::new(declared).unwrap_or_else(|message| {
        let first = project.config.redirects.first();
        let wrong = invalid_redirect(message);
        found.push(first.map_or(wrong.clone(), |entry| wrong.at(entry.from.span)));
        Redirects::default()
    });
    if declared.is_empty() {
        return declared;
    }
    let text = project.permalinks.as_deref().unwrap_or_default();
    match Permalinks::parse(text) {
        Ok(permalinks) => permalinks.complete(&declared, &routes.addresses()),
        // A damaged permalinks file is for the release to complain of; the declared pages lead on without it.
        Err(_) => declared,
    }
}

fn invalid_redirect(message: Message) -> Diagnostic {
    Diagnostic::new(Code::RedirectInvalid, message.zh, message.en).help(
        "写成 from = \"旧地址/\" 和 to = \"新地址/\"，都从网站的根开始写",
        "write from = \"old/\" and to = \"new/\", both from the root of the site",
    )
}

/// Every entry of the navigation must be one of the ordinary pages.
fn check_nav(project: &Project, catalog: &Catalog, found: &mut Vec<Diagnostic>) {
    let pages = || catalog.pages.iter().map(|page| &*page.id.value);
    for entry in &project.config.nav {
        let written = &entry.page.value;
        if pages().any(|page| page == written) {
            continue;
        }
        let near = nearest(written, pages()).join(", ");
        let missing = Diagnostic::new(
            Code::ConfigInvalid,
            format!("导航里的页面 {written} 不存在"),
            format!("the navigation names a page {written} that does not exist"),
        )
        .at(entry.page.span);
        found.push(if near.is_empty() {
            missing.help(
                format!(
                    "写 content/pages/ 里的文件名（不带 .md），或新建 content/pages/{written}.md"
                ),
                format!(
                    "name a file of content/pages/ without .md, or make content/pages/{written}.md"
                ),
            )
        } else {
            missing.help(
                format!("是否要写 {near}？"),
                format!("did you mean {near}?"),
            )
        });
    }
}

impl Site {
    /// The files, in order.
    pub fn paths(&self) -> &[SitePath] {
        &self.routes.paths
    }

    /// What each file holds, in the order of [`Site::paths`].
    pub fn keys(&self) -> &[PageKey] {
        &self.routes.keys
    }

    /// What the site holds in numbers.
    pub fn tally(&self) -> Tally {
        Tally::of(&self.catalog, &self.comparisons, &self.routes)
    }

    /// The project it was made from.
    pub const fn project(&self) -> &Arc<Project> {
        &self.project
    }

    /// The day for which it was made, and for whom.
    pub const fn audience(&self) -> &Audience {
        &self.audience
    }

    /// Everything the site holds.
    pub const fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// What its targets say beside each other.
    pub const fn comparisons(&self) -> &Comparisons {
        &self.comparisons
    }

    /// What its files are made from.
    pub fn context(&self) -> RenderContext<'_> {
        RenderContext {
            config: &self.project.config,
            sources: &self.project.sources,
            audience: &self.audience,
            catalog: &self.catalog,
            comparisons: &self.comparisons,
            routes: &self.routes,
            theme: &self.theme,
            redirects: &self.redirects,
        }
    }

    /// Takes another reading of a file in the place of the one that it was made from. Linking must make
    /// the same of both ([`link::alike`]).
    pub fn replace(&mut self, replacement: Replacement) {
        let Replacement { old, new, text } = replacement;
        let project = Arc::make_mut(&mut self.project);
        project.sources.replace(new.source(), text);
        let same_targets = alike_targets(&old, &new);
        let plan = self.catalog.replace(new);
        if let Some(plan) = plan.filter(|_| !same_targets) {
            let again = compare::dependents(&self.catalog, plan);
            self.comparisons.refresh(&self.catalog, &again);
        }
    }

    /// Puts on another theme that has the same static files.
    pub fn set_theme(&mut self, theme: Arc<Theme>) {
        self.theme = theme;
    }

    /// The index of a file in [`Site::paths`].
    pub fn find(&self, path: &str) -> Option<usize> {
        let paths = &self.routes.paths;
        paths
            .binary_search_by(|known| known.as_str().cmp(path))
            .ok()
    }

    /// The files that may be put together from others once those are made, by their indices in
    /// [`Site::paths`]. Rendering one gives the same bytes.
    pub fn concats(&self) -> BTreeMap<usize, Concat> {
        let keys = self.routes.keys.iter().enumerate();
        keys.filter_map(|(at, key)| {
            let concat = render::concat(&self.catalog, &self.routes, key);
            concat.map(|concat| (at, concat))
        })
        .collect()
    }

    /// The files that can be made in one go with another, by the index of the other ([`Site::render_format_pair`]).
    pub fn format_pairs(&self) -> BTreeMap<usize, usize> {
        // The two formats of a table lie side by side, and names are in their order.
        let pairs = self.routes.keys.windows(2).enumerate();
        pairs
            .filter(|(_, pair)| pair[0].other_format().as_ref() == Some(&pair[1]))
            .map(|(at, _)| (at, at + 1))
            .collect()
    }

    /// Makes the file at `index` of [`Site::paths`] and its other format.
    pub fn render_format_pair(
        &self,
        index: usize,
        outs: [&mut dyn io::Write; 2],
    ) -> Result<(), Failure> {
        render::format_pair(&self.context(), &self.routes.keys[index], outs)
    }

    /// Makes the file at `index` of [`Site::paths`], or says which file of the project it is a copy of.
    pub fn render(&self, index: usize, out: &mut dyn io::Write) -> Result<SiteContent, Failure> {
        let key = &self.routes.keys[index];
        if let PageKey::Attachment(path) = key {
            return Ok(SiteContent::CopyOf(self.project.root.join(&**path)));
        }
        render::file(&self.context(), key, out)?;
        Ok(SiteContent::Made)
    }
}

/// What a site holds, counted where it is made and not where it is hoped for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Plans, each version for itself.
    pub plans: usize,
    /// Rows of indicator tables.
    pub rows: usize,
    /// Targets of those rows: a row may have several.
    pub targets: usize,
    /// Commitments outside the tables.
    pub commitments: usize,
    /// Citations.
    pub citations: usize,
    /// Verdicts, each view for itself.
    pub verdicts: usize,
    /// Entries of the catalogue.
    pub indicators: usize,
    /// References.
    pub references: usize,
    /// Cited documents that are not held.
    pub stubs: usize,
    /// Regions with a page.
    pub regions: usize,
    /// Pages, data files and others not counted.
    pub pages: usize,
    /// What is not in the site, and why.
    pub left_out: Vec<LeftOutDocument>,
    /// Each plan.
    pub by_plan: Vec<PlanTally>,
}

/// What a plan holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanTally {
    /// `topic/stem`.
    pub id: String,
    /// The title.
    pub title: String,
    /// Rows of its tables.
    pub rows: usize,
    /// Its commitments.
    pub commitments: usize,
    /// Whether the site holds its text or a digest of it, and not only its table.
    pub has_text: bool,
    /// 征求意见稿, 待核.
    pub marks: Vec<Message>,
}

impl Tally {
    fn of(catalog: &Catalog, comparisons: &Comparisons, routes: &Routes) -> Self {
        let by_plan: Vec<PlanTally> = catalog
            .plan_ids()
            .map(|(id, _)| PlanTally::of(catalog, id))
            .collect();
        let bodies = || catalog.plans.iter().map(|plan| &plan.document.body);
        Self {
            plans: catalog.plans.len(),
            rows: by_plan.iter().map(|plan| plan.rows).sum(),
            targets: bodies()
                .flat_map(duibiao_syntax::document::Body::rows)
                .map(|row| row.targets.len())
                .sum(),
            commitments: by_plan.iter().map(|plan| plan.commitments).sum(),
            citations: bodies().map(|body| body.citations.len()).sum(),
            verdicts: catalog
                .plan_ids()
                .map(|(id, _)| comparisons.verdicts(catalog, id))
                .sum(),
            indicators: catalog.indicators.len(),
            references: catalog.references.len(),
            stubs: catalog.stubs.len(),
            regions: routes
                .keys
                .iter()
                .filter(|key| matches!(key, PageKey::Region(_)))
                .count(),
            pages: routes
                .paths
                .iter()
                .filter(|path| path.as_str().strip_suffix(".html").is_some())
                .count(),
            left_out: catalog.left_out.clone(),
            by_plan,
        }
    }
}

impl PlanTally {
    fn of(catalog: &Catalog, id: PlanId) -> Self {
        let plan = catalog.plan(id);
        let draft = (plan.status() == PlanStatus::Consultation)
            .then(|| Message::new("征求意见稿", "consultation draft"));
        let mut rows = plan.document.body.rows();
        let unverified = rows
            .any(|row| plan.verification(row) != Verification::Transcribed)
            .then(|| Message::new("有数值待核", "with values not verified"));
        Self {
            id: plan.id().to_owned(),
            title: plan.document.title.value.to_string(),
            rows: plan.rows.len(),
            commitments: plan.commitments.len(),
            has_text: plan.document.text != TextKind::None,
            marks: draft.into_iter().chain(unverified).collect(),
        }
    }
}
