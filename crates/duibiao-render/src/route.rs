//! Every file that a site has, before any of it is made.
//!
//! An address is a pure function of codes and ids ([`path`]), so a page can link to another without
//! asking whether it was made yet, and an address never moves because a title did. What stands in a
//! file is for [`crate::render`].

mod matrices;

use std::collections::{BTreeMap, BTreeSet};

use crate::permalinks::Addresses;
use crate::redirect::Redirects;
use duibiao_compare::catalog::{Catalog, IndicatorId, PlanId, ReferenceId, StubId, TopicId};
use duibiao_syntax::diagnostic::{Checked, Code, Diagnostic};
use duibiao_syntax::period::Period;
use duibiao_syntax::region::Region;
use duibiao_syntax::site_path::{self, SitePath};

pub use matrices::{MOST_COLUMNS, Matrices, Matrix};

/// What a file of the site holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKey {
    /// The first page.
    Home,
    /// All topics.
    Topics,
    /// A topic.
    Topic(TopicId),
    /// All regions.
    Regions,
    /// A region.
    Region(Region),
    /// A plan.
    Plan(PlanId),
    /// The targets of a plan as data.
    PlanTargets(PlanId, DataFormat),
    /// How to cite a plan.
    PlanCitation(PlanId, CitationFormat),
    /// A plan beside those above it.
    Chain(PlanId, View),
    /// The verdicts of a plan as data, both views.
    ChainVerdicts(PlanId, DataFormat),
    /// Indicators by regions.
    Matrix(Scope, View),
    /// The same as data, both views.
    MatrixCells(Scope, DataFormat),
    /// All indicators.
    Indicators,
    /// An indicator.
    Indicator(IndicatorId),
    /// The rows of an indicator as data.
    IndicatorRows(IndicatorId, DataFormat),
    /// A reference.
    Reference(ReferenceId),
    /// A cited document that is not held.
    Stub(StubId),
    /// The crosswalk.
    Crosswalk,
    /// What every word and sign means.
    Method,
    /// Every page as a list.
    SiteMap,
    /// The page for missing addresses.
    NotFound,
    /// An ordinary page, by its place in the catalog.
    Page(u32),
    /// A table of the whole site.
    Data(Dataset, DataFormat),
    /// The description of all tables (Data Package v2).
    DataPackage,
    /// The Atom feed.
    Feed,
    /// `sitemap.xml`.
    SiteMapXml,
    /// `robots.txt`.
    Robots,
    /// A static file of the theme.
    ThemeFile(Box<str>),
    /// The style sheet of highlighted code.
    CodeStyle,
    /// A file that a published page refers to, by its path in the project.
    Attachment(Box<str>),
    /// What stays where a page was: it leads on, or says why there is nothing to lead to.
    Moved(SitePath),
}

impl PageKey {
    /// The table that this is in CSV, in JSON.
    pub fn other_format(&self) -> Option<Self> {
        const TWIN: DataFormat = DataFormat::Json;
        match self {
            Self::Data(dataset, DataFormat::Csv) => Some(Self::Data(*dataset, TWIN)),
            Self::PlanTargets(id, DataFormat::Csv) => Some(Self::PlanTargets(*id, TWIN)),
            Self::ChainVerdicts(id, DataFormat::Csv) => Some(Self::ChainVerdicts(*id, TWIN)),
            Self::MatrixCells(scope, DataFormat::Csv) => {
                Some(Self::MatrixCells(scope.clone(), TWIN))
            }
            Self::IndicatorRows(id, DataFormat::Csv) => Some(Self::IndicatorRows(*id, TWIN)),
            _ => None,
        }
    }
}

/// The form of a table as data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DataFormat {
    /// RFC 4180, UTF-8, LF.
    Csv,
    /// An array of objects with the same columns.
    Json,
}

impl DataFormat {
    /// Both forms.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Json];

    /// The extension of a file.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// The form of a citation for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CitationFormat {
    /// BibTeX.
    BibTex,
    /// RIS.
    Ris,
}

/// Which rows a comparison takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// Also rows that the crosswalk joins.
    Loose,
    /// Only rows that print the same name.
    Strict,
}

impl View {
    /// Both views, the one that a plain address shows first.
    pub const ALL: [Self; 2] = [Self::Loose, Self::Strict];

    /// The word in addresses and data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Loose => "loose",
            Self::Strict => "strict",
        }
    }
}

/// Which columns a matrix has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scope {
    /// The topic.
    pub topic: TopicId,
    /// The period.
    pub period: Period,
    /// The place whose lower level it shows; none for the whole topic.
    pub within: Option<Region>,
}

/// A table of the whole site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dataset {
    /// One line a plan.
    Plans,
    /// One line a baseline or target.
    Targets,
    /// One line a commitment.
    Commitments,
    /// One line a verdict and view.
    Verdicts,
    /// One line a citation.
    Citations,
    /// One line a printed name and indicator.
    Crosswalk,
    /// One line an indicator.
    Indicators,
}

impl Dataset {
    /// All tables.
    pub const ALL: [Self; 7] = [
        Self::Plans,
        Self::Targets,
        Self::Commitments,
        Self::Verdicts,
        Self::Citations,
        Self::Crosswalk,
        Self::Indicators,
    ];

    /// The name of the file without its extension.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Plans => "plans",
            Self::Targets => "targets",
            Self::Commitments => "commitments",
            Self::Verdicts => "verdicts",
            Self::Citations => "citations",
            Self::Crosswalk => "crosswalk",
            Self::Indicators => "indicators",
        }
    }
}

/// Every file of the site, by path.
#[derive(Debug)]
pub struct Routes {
    /// The paths, in order.
    pub paths: Vec<SitePath>,
    /// What each of them holds.
    pub keys: Vec<PageKey>,
    /// The matrices and their columns.
    pub matrices: Matrices,
}

impl Routes {
    /// Every address, without what stays where pages were.
    pub fn addresses(&self) -> Addresses {
        let all = self.paths.iter().zip(&self.keys);
        let held = all.filter(|(_, key)| !matches!(key, PageKey::Moved(_)));
        held.map(|(path, _)| (path.clone(), BTreeSet::new()))
            .collect()
    }

    /// The place of a file among all of them.
    pub fn index_of(&self, path: &SitePath) -> Option<usize> {
        self.paths.binary_search(path).ok()
    }

    /// Puts what stays where pages were among the files. A page that is there again is left as it is.
    pub fn add_redirects(&mut self, redirects: &Redirects) {
        let pages = redirects.pages().map(|(path, _)| path);
        let left: Vec<SitePath> = pages
            .filter(|path| path.as_str().strip_suffix(".html").is_some())
            .filter(|path| self.index_of(path).is_none())
            .cloned()
            .collect();
        for path in left {
            let at = self.paths.partition_point(|known| *known < path);
            self.paths.insert(at, path.clone());
            self.keys.insert(at, PageKey::Moved(path));
        }
    }
}

/// All files of a site; `theme_files` are the names of the theme's static files.
pub fn routes<'a>(
    catalog: &Catalog,
    theme_files: impl Iterator<Item = &'a str>,
) -> Checked<Routes> {
    let mut keys = fixed();
    keys.extend(
        (0..)
            .map(TopicId)
            .zip(&catalog.topics)
            .map(|(id, _)| PageKey::Topic(id)),
    );
    keys.extend(regions(catalog).into_iter().map(PageKey::Region));
    for (id, _) in catalog.plan_ids() {
        keys.extend(plan_pages(id));
    }
    let matrices = Matrices::of(catalog);
    for Matrix { scope, .. } in matrices.iter() {
        keys.extend(View::ALL.map(|view| PageKey::Matrix(scope.clone(), view)));
        keys.extend(DataFormat::ALL.map(|format| PageKey::MatrixCells(scope.clone(), format)));
    }
    for (id, _) in (0..).map(IndicatorId).zip(&catalog.indicators) {
        keys.push(PageKey::Indicator(id));
        keys.extend(DataFormat::ALL.map(|format| PageKey::IndicatorRows(id, format)));
    }
    keys.extend(
        (0..)
            .map(ReferenceId)
            .zip(&catalog.references)
            .map(|(id, _)| PageKey::Reference(id)),
    );
    keys.extend(
        (0..)
            .map(StubId)
            .zip(&catalog.stubs)
            .map(|(id, _)| PageKey::Stub(id)),
    );
    keys.extend((0..).zip(&catalog.pages).map(|(at, _)| PageKey::Page(at)));
    keys.extend(
        catalog
            .attachments
            .iter()
            .map(|path| PageKey::Attachment(path.clone())),
    );
    keys.extend(theme_files.map(|name| PageKey::ThemeFile(name.into())));
    if has_code(catalog) {
        keys.push(PageKey::CodeStyle);
    }
    sorted(catalog, keys, matrices)
}

fn fixed() -> Vec<PageKey> {
    let mut keys = vec![
        PageKey::Home,
        PageKey::Topics,
        PageKey::Regions,
        PageKey::Indicators,
        PageKey::Crosswalk,
        PageKey::Method,
        PageKey::SiteMap,
        PageKey::NotFound,
        PageKey::DataPackage,
        PageKey::Feed,
        PageKey::SiteMapXml,
        PageKey::Robots,
    ];
    for dataset in Dataset::ALL {
        keys.extend(DataFormat::ALL.map(|format| PageKey::Data(dataset, format)));
    }
    keys
}

fn plan_pages(id: PlanId) -> impl Iterator<Item = PageKey> {
    let tables = DataFormat::ALL.into_iter().flat_map(move |format| {
        [
            PageKey::PlanTargets(id, format),
            PageKey::ChainVerdicts(id, format),
        ]
    });
    [
        PageKey::Plan(id),
        PageKey::Chain(id, View::Loose),
        PageKey::Chain(id, View::Strict),
        PageKey::PlanCitation(id, CitationFormat::BibTex),
        PageKey::PlanCitation(id, CitationFormat::Ris),
    ]
    .into_iter()
    .chain(tables)
}

/// Whether any body has a block of code; only then there is a style sheet for it.
pub fn has_code(catalog: &Catalog) -> bool {
    let plans = catalog.plans.iter().map(|plan| &plan.document.body);
    let pages = catalog.pages.iter().map(|page| &page.body);
    plans.chain(pages).any(|body| body.has_code)
}

/// The regions that have a page: those with a plan, held or known to exist, and all above them.
pub fn regions(catalog: &Catalog) -> BTreeSet<Region> {
    let held = catalog.by_region.keys().cloned();
    let known = catalog.known.keys().map(|(region, _, _)| region.clone());
    let mut all = BTreeSet::new();
    for region in held.chain(known) {
        all.extend(region.ancestors());
        all.insert(region);
    }
    all
}

/// The address of a file.
pub fn path(catalog: &Catalog, key: &PageKey) -> SitePath {
    match key {
        PageKey::Home => SitePath::page([]),
        PageKey::Topics => SitePath::page(["topics"]),
        PageKey::Topic(id) => SitePath::page(["topics", &*catalog.topic(*id).id.value]),
        PageKey::Regions => SitePath::page(["regions"]),
        PageKey::Region(region) => SitePath::page(["regions", &region.id()]),
        PageKey::Plan(id) => plan_path(catalog, "plans", *id, "index.html"),
        PageKey::PlanTargets(id, format) => plan_path(
            catalog,
            "plans",
            *id,
            &format!("targets.{}", format.extension()),
        ),
        PageKey::PlanCitation(id, CitationFormat::BibTex) => {
            plan_path(catalog, "plans", *id, "cite.bib")
        }
        PageKey::PlanCitation(id, CitationFormat::Ris) => {
            plan_path(catalog, "plans", *id, "cite.ris")
        }
        PageKey::Chain(id, View::Loose) => plan_path(catalog, "chains", *id, "index.html"),
        PageKey::Chain(id, View::Strict) => plan_path(catalog, "chains", *id, "strict/index.html"),
        PageKey::ChainVerdicts(id, format) => plan_path(
            catalog,
            "chains",
            *id,
            &format!("verdicts.{}", format.extension()),
        ),
        PageKey::Matrix(scope, View::Loose) => matrix_path(catalog, scope, "index.html"),
        PageKey::Matrix(scope, View::Strict) => matrix_path(catalog, scope, "strict/index.html"),
        PageKey::MatrixCells(scope, format) => {
            matrix_path(catalog, scope, &format!("cells.{}", format.extension()))
        }
        PageKey::Indicators => SitePath::page(["indicators"]),
        PageKey::Indicator(id) => SitePath::page(["indicators", indicator_id(catalog, *id)]),
        PageKey::IndicatorRows(id, format) => SitePath::new([
            "indicators",
            indicator_id(catalog, *id),
            &format!("rows.{}", format.extension()),
        ]),
        PageKey::Reference(id) => SitePath::page(["references", &*catalog.reference(*id).id.value]),
        PageKey::Stub(id) => SitePath::page(["references", &catalog.stub(*id).id]),
        PageKey::Page(at) => SitePath::page([&*catalog.pages[*at as usize].id.value]),
        PageKey::Attachment(path) => attachment_path(path),
        PageKey::Moved(path) => path.clone(),
        other => site_file(other),
    }
}

/// Files that there is one of.
fn site_file(key: &PageKey) -> SitePath {
    match key {
        PageKey::Crosswalk => SitePath::page(["crosswalk"]),
        PageKey::Method => SitePath::page(["method"]),
        PageKey::SiteMap => SitePath::page(["sitemap"]),
        PageKey::NotFound => SitePath::new(["404.html"]),
        PageKey::Data(dataset, format) => {
            SitePath::new(["data", &format!("{}.{}", dataset.id(), format.extension())])
        }
        PageKey::DataPackage => SitePath::new(["data", "datapackage.json"]),
        PageKey::Feed => SitePath::new(["feed.xml"]),
        PageKey::SiteMapXml => SitePath::new(["sitemap.xml"]),
        PageKey::Robots => SitePath::new(["robots.txt"]),
        PageKey::ThemeFile(name) => SitePath::new(["static", name]),
        PageKey::CodeStyle => SitePath::new(["static", "code.css"]),
        _ => SitePath::page([]),
    }
}

fn indicator_id(catalog: &Catalog, id: IndicatorId) -> &str {
    &catalog.indicator(id).document.id.value
}

fn plan_path(catalog: &Catalog, root: &'static str, id: PlanId, file: &str) -> SitePath {
    SitePath::new([root, catalog.plan(id).id(), file])
}

fn matrix_path(catalog: &Catalog, scope: &Scope, file: &str) -> SitePath {
    let period = scope.period.to_string();
    let within = scope.within.as_ref().map(Region::id);
    let place = ["matrix", &*catalog.topic(scope.topic).id.value, &period];
    SitePath::new(place.into_iter().chain(within.as_deref()).chain([file]))
}

/// An attachment lies in `files/` under the hash of its path, so that no name of a file can make an
/// address; the page keeps its name.
fn attachment_path(path: &str) -> SitePath {
    let hash = blake3::hash(path.as_bytes()).to_hex();
    let name = path
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let extension = name
        .rsplit_once('.')
        .map(|(_, extension)| extension)
        .filter(|extension| site_path::is_id(extension));
    let name = if site_path::is_segment(&name) {
        name.clone()
    } else {
        format!("file.{}", extension.unwrap_or("bin"))
    };
    SitePath::new(["files", &hash[..8], &name])
}

/// Puts the files in the order of their paths and reports the ones that share one.
fn sorted(catalog: &Catalog, keys: Vec<PageKey>, matrices: Matrices) -> Checked<Routes> {
    let mut all: Vec<(SitePath, PageKey)> = keys
        .into_iter()
        .map(|key| (path(catalog, &key), key))
        .collect();
    all.sort();
    let mut found = Vec::new();
    for pair in all.windows(2) {
        if pair[0].0 == pair[1].0 {
            found.push(collision(catalog, &pair[0], &pair[1]));
        }
    }
    let (paths, keys) = all.into_iter().unzip();
    Checked::new(
        Routes {
            paths,
            keys,
            matrices,
        },
        found,
    )
}

fn collision(
    catalog: &Catalog,
    first: &(SitePath, PageKey),
    second: &(SitePath, PageKey),
) -> Diagnostic {
    let address = &first.0;
    let mut diagnostic = Diagnostic::new(
        Code::SitePathCollision,
        format!("两个页面的地址都是 `{address}`"),
        format!("two pages have the address `{address}`"),
    )
    .help(
        "改其中一份的编号；pages/ 的编号不能和 plans、regions 等栏目同名",
        "change the id of one of them; a page cannot be called plans, regions and so on",
    );
    for key in [&first.1, &second.1] {
        let span = match key {
            PageKey::Page(at) => Some(catalog.pages[*at as usize].id.span),
            PageKey::Reference(id) => Some(catalog.reference(*id).id.span),
            PageKey::Indicator(id) => Some(catalog.indicator(*id).document.id.span),
            _ => None,
        };
        if let Some(span) = span {
            diagnostic = diagnostic.at(span);
        }
    }
    diagnostic
}

/// The places of all plans that are known but not held, by region: for lists of regions.
pub fn known_by_region(catalog: &Catalog) -> BTreeMap<Region, Vec<ReferenceId>> {
    let mut known: BTreeMap<Region, Vec<ReferenceId>> = BTreeMap::new();
    for ((region, _, _), id) in &catalog.known {
        known.entry(region.clone()).or_default().push(*id);
    }
    known
}
