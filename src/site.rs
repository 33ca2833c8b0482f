//! A project compiled to a site: every file it has, and the means to make each of them.
//!
//! [`compile`] runs all stages but the last; [`Site::render`] makes one file when it is asked for. A
//! site exists only when nothing is wrong with its project: a half-published plan is worse than none.

use std::io;
use std::path::PathBuf;

use crate::catalog::{Catalog, PlanId};
use crate::compare::{self, Comparisons};
use crate::diagnostic::{self, Checked, Code, Diagnostic, Language, Message, any_error, nearest};
use crate::document::{Status, TextKind, Verification};
use crate::link;
use crate::parse;
use crate::project::Project;
use crate::render::{self, Failure, Materials};
use crate::route::{self, PageKey, Routes};
use crate::site_path::SitePath;
use crate::theme::{self, Theme};

pub use crate::catalog::LeftOut;

/// A compiled project.
#[derive(Debug)]
pub struct Site<'p> {
    project: &'p Project,
    catalog: Catalog,
    comparisons: Comparisons,
    routes: Routes,
    theme: Theme,
    tally: Tally,
}

/// A file of a site.
#[derive(Debug)]
pub enum Content {
    /// Its bytes were written.
    Made,
    /// It is a copy of this file of the project, which the caller reads.
    CopyOf(PathBuf),
}

/// Compiles a project. There is no site when anything is an error.
pub fn compile(project: &Project) -> Checked<Option<Site<'_>>> {
    let mut found = Vec::new();
    let documents = parse::documents(&project.sources, &project.documents).drain_into(&mut found);
    let catalog =
        link::catalog(documents, &project.sources, &project.attachments).drain_into(&mut found);
    check_nav(project, &catalog, &mut found);
    let theme = match theme::load(&project.theme, language_tag(project.config.language)) {
        Ok(theme) => Some(theme),
        Err(faults) => {
            found.extend(faults);
            None
        }
    };
    let site = theme.filter(|_| !any_error(&found)).map(|theme| {
        let comparisons = compare::all(&catalog);
        let statics = theme.statics().map(|(name, _)| name);
        let routes = route::routes(&catalog, statics).drain_into(&mut found);
        let tally = Tally::of(&catalog, &comparisons, &routes);
        Site {
            project,
            catalog,
            comparisons,
            routes,
            theme,
            tally,
        }
    });
    let site = site.filter(|_| !any_error(&found));
    diagnostic::sort(&mut found);
    Checked::new(site, found)
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

const fn language_tag(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    }
}

impl Site<'_> {
    /// The files, in order.
    pub fn paths(&self) -> &[SitePath] {
        &self.routes.paths
    }

    /// What each file holds, in the order of [`Site::paths`].
    pub fn keys(&self) -> &[PageKey] {
        &self.routes.keys
    }

    /// What the site holds in numbers.
    pub const fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Everything the site holds.
    pub const fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// What its targets say beside each other.
    pub const fn comparisons(&self) -> &Comparisons {
        &self.comparisons
    }

    /// Makes the file at `index` of [`Site::paths`], or says which file of the project it is a copy of.
    pub fn render(&self, index: usize, out: &mut dyn io::Write) -> Result<Content, Failure> {
        let key = &self.routes.keys[index];
        if let PageKey::Attachment(path) = key {
            return Ok(Content::CopyOf(self.project.root.join(&**path)));
        }
        let materials = Materials {
            config: &self.project.config,
            sources: &self.project.sources,
            catalog: &self.catalog,
            comparisons: &self.comparisons,
            routes: &self.routes,
            theme: &self.theme,
        };
        render::file(&materials, key, out)?;
        Ok(Content::Made)
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
    pub left_out: Vec<LeftOut>,
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
                .flat_map(super::document::Body::rows)
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
        let draft = (plan.status() == Status::Consultation)
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
