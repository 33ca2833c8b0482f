//! A project while people edit it: what its site shows, and what stands in the way of showing more.
//!
//! Files are parsed again one by one. An edit that linking does not notice takes the place of the
//! document before it; any other links everything again. A file with errors stays as it was when it last
//! had none, so that one slip does not take the site away. The result is always the site that a build
//! of the same texts makes. Nothing here reads the disk or knows that anybody watches.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::site::{self, Replacement, Site};
use crate::theme::Theme;
use duibiao_compare::link;
use duibiao_syntax::audience::Audience;
use duibiao_syntax::config::Config;
use duibiao_syntax::diagnostic::{self, Checked, Diagnostic, Severity, any_error};
use duibiao_syntax::document::{Document, LinkKind};
use duibiao_syntax::parse;
use duibiao_syntax::project::{Changes, Project, ProjectOnDisk};
use duibiao_syntax::source::{SourceText, Sources};
use duibiao_syntax::span::SourceId;

/// A project that is being edited.
#[derive(Debug)]
pub struct Workspace {
    audience: Audience,
    /// What each file says now.
    parsed: BTreeMap<SourceId, Checked<Option<Document>>>,
    /// What the site shows of each file.
    shown: BTreeMap<SourceId, ShownDocument>,
    /// The files of which the site shows an earlier state.
    behind: BTreeSet<SourceId>,
    /// Whether any document links to another, so that anchors matter to linking.
    has_links: bool,
    config: Option<Config>,
    theme: Option<Arc<Theme>>,
    found_theme: Vec<Diagnostic>,
    /// What linking found, and the texts that it is about.
    linked: Findings,
}

/// What the site shows of a file.
#[derive(Debug)]
struct ShownDocument {
    document: Document,
    text: SourceText,
}

/// Findings with the texts that they are about.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// What was found, in the order of the paths.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts.
    pub sources: Sources,
}

/// What an edit does to the site.
#[derive(Debug)]
pub enum SiteUpdate {
    /// Nothing: what changed cannot be shown, or shows nowhere.
    Keep,
    /// Documents take the place of others.
    Replace(Vec<Replacement>),
    /// It puts on another theme with the same static files.
    SetTheme(Arc<Theme>),
    /// The site is made anew.
    Swap(Box<Site>),
}

impl Workspace {
    /// The workspace of a project that was just read, and its site. Files with errors are not in it yet;
    /// there is none when what remains makes no site.
    pub fn open(written: &ProjectOnDisk, audience: Audience) -> (Self, Option<Site>) {
        let mut workspace = Self {
            audience,
            parsed: BTreeMap::new(),
            shown: BTreeMap::new(),
            behind: BTreeSet::new(),
            has_links: false,
            config: None,
            theme: None,
            found_theme: Vec::new(),
            linked: Findings::default(),
        };
        workspace.parse(written, &written.project.documents);
        workspace.load_theme(&written.project);
        let site = workspace.link(written);
        (workspace, site)
    }

    /// Brings the workspace up to date with what was written, and says what the site has to do.
    pub fn update(&mut self, written: &ProjectOnDisk, changes: &Changes) -> SiteUpdate {
        if changes.is_empty() {
            return SiteUpdate::Keep;
        }
        self.parse(written, &changes.documents);
        if !changes.theme.is_empty() {
            let before = self.theme.clone();
            self.load_theme(&written.project);
            let only_theme = Changes {
                theme: changes.theme.clone(),
                ..Changes::default()
            };
            if *changes == only_theme && !self.shown.is_empty() {
                return match (before, &self.theme) {
                    (Some(old), Some(new)) if Arc::ptr_eq(&old, new) => SiteUpdate::Keep,
                    (Some(old), Some(new)) if same_statics(&old, new) => {
                        SiteUpdate::SetTheme(Arc::clone(new))
                    }
                    _ => self.relink(written),
                };
            }
        }
        let only_texts = Changes {
            documents: changes.documents.clone(),
            ..Changes::default()
        };
        if *changes == only_texts
            && let Some(replacements) = self.replacements(written, &changes.documents)
        {
            return SiteUpdate::Replace(replacements);
        }
        self.relink(written)
    }

    fn relink(&mut self, written: &ProjectOnDisk) -> SiteUpdate {
        match self.link(written) {
            Some(site) => SiteUpdate::Swap(Box::new(site)),
            None => SiteUpdate::Keep,
        }
    }

    /// The files of which the site shows an earlier state, because what is written now has errors.
    pub const fn behind(&self) -> &BTreeSet<SourceId> {
        &self.behind
    }

    /// What the files say now, as far as they can be read.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        let parsed = self.parsed.values();
        parsed.filter_map(|parsed| parsed.value.as_ref())
    }

    /// What is wrong now: first what the files say by themselves, then what linking them found.
    pub fn findings(&self, written: &ProjectOnDisk) -> [Findings; 2] {
        let mut own: Vec<Diagnostic> = written.config_diagnostics.clone();
        own.extend(written.theme_diagnostics.iter().cloned());
        own.extend(self.found_theme.iter().cloned());
        own.extend(written.diagnostics.values().flatten().cloned());
        let parsed = self.parsed.values();
        own.extend(parsed.flat_map(|parsed| parsed.diagnostics.iter().cloned()));
        by_path(&mut own, &written.project.sources);
        let sources = written.project.sources.clone();
        let own = Findings {
            diagnostics: own,
            sources,
        };
        [own, self.linked.clone()]
    }

    fn parse(&mut self, written: &ProjectOnDisk, ids: &[SourceId]) {
        let sources = &written.project.sources;
        let documents = &written.project.documents;
        let parsed: Vec<_> = ids
            .par_iter()
            .filter(|id| documents.len() == ids.len() || documents.contains(id))
            .map(|id| (*id, parse::document(&sources.get(*id).opened())))
            .collect();
        for id in ids {
            self.parsed.remove(id);
        }
        self.parsed.extend(parsed);
    }

    fn load_theme(&mut self, project: &Project) {
        let theme = site::theme(project);
        self.found_theme = theme.diagnostics;
        self.theme = theme.value.or_else(|| self.theme.take());
    }

    /// The documents that may take the place of the shown ones without linking anything again; none
    /// when one of them may not.
    fn replacements(
        &mut self,
        written: &ProjectOnDisk,
        ids: &[SourceId],
    ) -> Option<Vec<Replacement>> {
        let spoken_of = |id: SourceId| {
            let labels = self
                .linked
                .diagnostics
                .iter()
                .flat_map(|found| &found.labels);
            labels.into_iter().any(|label| label.span.source == id)
        };
        let mut replacements = Vec::new();
        for id in ids {
            let shown = self.shown.get(id)?;
            let parsed = self.parsed.get(id)?;
            let document = parsed.value.as_ref()?;
            let is_fit = !any_error(&parsed.diagnostics)
                && !has_error(written, *id)
                && !self.behind.contains(id)
                && !spoken_of(*id)
                && link::alike(
                    &shown.document,
                    document,
                    self.audience.as_of,
                    self.has_links,
                );
            if !is_fit {
                return None;
            }
            replacements.push(Replacement {
                old: shown.document.clone(),
                new: document.clone(),
                text: written.project.sources.get(*id).text.clone(),
            });
        }
        for replacement in &replacements {
            // Nothing that linking found is about this text, so the old one need not be kept for it.
            let id = replacement.new.source();
            self.linked.sources.replace(id, replacement.text.clone());
            let shown = ShownDocument {
                document: replacement.new.clone(),
                text: replacement.text.clone(),
            };
            self.shown.insert(id, shown);
        }
        Some(replacements)
    }

    /// Links everything that has no errors of its own; when that fails, once more with the files that
    /// linking complains of as they were.
    fn link(&mut self, written: &ProjectOnDisk) -> Option<Site> {
        let first = self.candidate(written, &BTreeSet::new());
        let (found, site) = self.assemble(&first);
        let complained: BTreeSet<SourceId> = found
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .flat_map(|finding| &finding.labels)
            .map(|label| label.span.source)
            .collect();
        self.linked = Findings {
            diagnostics: found,
            sources: first.project.sources.clone(),
        };
        if let Some(site) = site {
            self.accept(first);
            return Some(site);
        }
        if self.shown.is_empty() || complained.is_empty() {
            return None;
        }
        let second = self.candidate(written, &complained);
        let (_, site) = self.assemble(&second);
        if site.is_some() {
            self.accept(second);
        }
        site
    }

    fn assemble(&self, candidate: &Candidate) -> (Vec<Diagnostic>, Option<Site>) {
        let documents = candidate
            .documents
            .iter()
            .map(|(_, document)| document.clone());
        let theme = self.theme.clone();
        let checked = site::assemble(
            &candidate.project,
            documents.collect(),
            theme,
            &self.audience,
        );
        let mut found = checked.diagnostics;
        by_path(&mut found, &candidate.project.sources);
        (found, checked.value)
    }

    /// What the site would be made of now, with `held` files as they were.
    fn candidate(&self, written: &ProjectOnDisk, held: &BTreeSet<SourceId>) -> Candidate {
        let mut project = written.project.clone();
        if any_error(&written.config_diagnostics)
            && let Some(config) = &self.config
        {
            project.config = config.clone();
        }
        let mut ids = project.documents.clone();
        let unreadable = written
            .diagnostics
            .keys()
            .filter(|id| has_error(written, **id));
        let unreadable = unreadable.filter(|id| !project.documents.contains(id));
        ids.extend(unreadable.copied());
        ids.sort_by_key(|id| Arc::clone(&written.project.sources.get(*id).path));
        let mut documents = Vec::new();
        let mut behind = BTreeSet::new();
        for id in ids {
            let sound = self.sound(written, id).filter(|_| !held.contains(&id));
            if let Some(document) = sound {
                documents.push((id, document.clone()));
                continue;
            }
            behind.insert(id);
            if let Some(shown) = self.shown.get(&id) {
                project.sources.replace(id, shown.text.clone());
                documents.push((id, shown.document.clone()));
            }
        }
        project.documents = documents.iter().map(|(id, _)| *id).collect();
        Candidate {
            project: Arc::new(project),
            documents,
            behind,
        }
    }

    /// What a file says now, when it has no errors of its own.
    fn sound(&self, written: &ProjectOnDisk, id: SourceId) -> Option<&Document> {
        let parsed = self.parsed.get(&id)?;
        let is_sound = !any_error(&parsed.diagnostics) && !has_error(written, id);
        parsed.value.as_ref().filter(|_| is_sound)
    }

    fn accept(&mut self, candidate: Candidate) {
        let sources = &candidate.project.sources;
        self.has_links = candidate.documents.iter().any(|(_, document)| {
            let mut links = document.body().links.iter();
            links.any(|link| link.kind == LinkKind::Document)
        });
        let shown = candidate.documents.into_iter().map(|(id, document)| {
            let text = sources.get(id).text.clone();
            (id, ShownDocument { document, text })
        });
        self.shown = shown.collect();
        self.behind = candidate.behind;
        self.config = Some(candidate.project.config.clone());
    }
}

/// What a site would be made of.
struct Candidate {
    project: Arc<Project>,
    /// In the order of the paths.
    documents: Vec<(SourceId, Document)>,
    behind: BTreeSet<SourceId>,
}

fn same_statics(old: &Theme, new: &Theme) -> bool {
    let names = |theme: &Theme| -> Vec<String> {
        theme.statics().map(|(name, _)| name.to_owned()).collect()
    };
    names(old) == names(new)
}

fn has_error(written: &ProjectOnDisk, id: SourceId) -> bool {
    written
        .diagnostics
        .get(&id)
        .is_some_and(|found| any_error(found))
}

/// Puts findings in the order of their texts. Indices do not say it: a new file has the last one.
fn by_path(found: &mut [Diagnostic], sources: &Sources) {
    diagnostic::sort(found);
    found.sort_by_key(|finding| {
        let place = finding.place();
        place.map(|span| Arc::clone(&sources.get(span.source).path))
    });
}
