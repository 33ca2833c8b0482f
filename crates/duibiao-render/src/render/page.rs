//! The page that is being made: where it stands, and how to get from it to anything else.
//!
//! Every address a view carries is made here, from a [`PageKey`]; nothing else joins paths. What all
//! pages share (head, navigation, footer) is made here too. What a page is about is not.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date as Day;

use super::RenderContext;
use super::view::{
    Alternate, Crumb, Date, FooterMark, Frame, Link, MarkView, Meta, NavItem, PlanItem, SiteView,
};
use crate::route::{self, PageKey, View};
use duibiao_compare::catalog::{
    Catalog, Cited, IndicatorId, Plan, PlanId, ReferenceId, Successor, TopicId,
};
use duibiao_syntax::audience::Withheld;
use duibiao_syntax::config::SiteKind;
use duibiao_syntax::diagnostic::Language;
use duibiao_syntax::document::{PlanStatus, PublicationTime, Verification};
use duibiao_syntax::period::Period;
use duibiao_syntax::region::Region;
use duibiao_syntax::site_path::SitePath;
use duibiao_syntax::source::Source;

mod look;

/// The state of a page while it is rendered.
pub(super) struct PageContext<'a> {
    /// What pages are made from.
    pub(super) context: &'a RenderContext<'a>,
    /// Its address.
    pub(super) path: SitePath,
    /// Why the public does not see what it is about; always none but in a preview.
    withheld: Option<Withheld>,
    /// What it is about.
    key: PageKey,
    /// The addresses that it named, which tables name again in every row.
    named: Mutex<BTreeMap<PageKey, Box<str>>>,
    /// The source that it looked into first, which is its own, and the other one that it looked into last.
    opened: Mutex<[Option<Source>; 2]>,
}

/// A page of a thousand plans names each of them once or twice; to remember more would not pay.
const MOST_NAMED: usize = 128;

/// What sets one page's frame apart from another's.
pub(super) struct PageMeta {
    /// The kind of page, e.g. `plan`.
    pub(super) kind: &'static str,
    /// The title, also the `h1`.
    pub(super) title: String,
    /// One or two sentences.
    pub(super) description: Option<String>,
    /// The places above, without the first page and without this one.
    pub(super) above: Vec<Crumb>,
    /// Which entry of the navigation this page lies below.
    pub(super) section: Option<PageKey>,
    /// Metas beyond those of every page.
    pub(super) metas: Vec<Meta>,
    /// Other forms of this page.
    pub(super) alternates: Vec<Alternate>,
    /// The day of the newest text that it was made from.
    pub(super) updated: Option<Day>,
}

impl PageMeta {
    /// A page of a kind with a title and nothing else to say.
    pub(super) fn new(kind: &'static str, title: impl Into<String>) -> Self {
        Self {
            kind,
            title: title.into(),
            description: None,
            above: Vec::new(),
            section: None,
            metas: Vec::new(),
            alternates: Vec::new(),
            updated: None,
        }
    }
}

impl<'a> PageContext<'a> {
    /// The page at the address of a key.
    pub(super) fn new(context: &'a RenderContext<'a>, key: &PageKey) -> Self {
        Self {
            context,
            path: route::path(context.catalog, key),
            key: key.clone(),
            withheld: withheld(context.catalog, key),
            named: Mutex::default(),
            opened: Mutex::default(),
        }
    }

    /// The language of the interface.
    pub(super) fn language(&self) -> Language {
        self.context.config.language
    }

    /// A word of the theme, e.g. `nav.topics`.
    pub(super) fn word(&self, key: &str) -> String {
        self.context.theme.text(key, &[])
    }

    /// The relative address of another file.
    pub(super) fn href(&self, key: &PageKey) -> String {
        self.path.link_to(&route::path(self.context.catalog, key))
    }

    /// The relative address of a place in another page; of this page only the place.
    pub(super) fn href_at(&self, key: &PageKey, anchor: &str) -> String {
        if self.is_of(key) {
            return ["#", anchor].concat();
        }
        let mut named = self.named.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(page) = named.get(key) {
            return [page, "#", anchor].concat();
        }
        let page = self.href(key).into_boxed_str();
        let href = [&page, "#", anchor].concat();
        if named.len() < MOST_NAMED {
            named.insert(key.clone(), page);
        }
        href
    }

    /// Whether it is the page of a key.
    pub(super) fn is_of(&self, key: &PageKey) -> bool {
        self.key == *key
    }

    /// The absolute address of a file.
    pub(super) fn absolute(&self, key: &PageKey) -> String {
        format!(
            "{}{}",
            self.context.config.base_url,
            route::path(self.context.catalog, key).address()
        )
    }

    /// What every page has around its own content.
    pub(super) fn frame(&self, heading: PageMeta) -> Frame {
        let config = self.context.config;
        let depth = self.path.as_str().matches('/').count();
        let is_missing = heading.kind == "404";
        let root = if is_missing {
            base_path(&config.base_url)
        } else {
            "../".repeat(depth)
        };
        let mut breadcrumb = Vec::new();
        if heading.kind != "home" {
            breadcrumb.push(Crumb {
                text: self.word("nav.home"),
                href: Some(self.href(&PageKey::Home)),
            });
            breadcrumb.extend(heading.above);
        }
        let mut metas = self.site_metas();
        metas.extend(heading.metas);
        let mut alternates = vec![Alternate {
            media_type: "application/atom+xml",
            title: config.title.clone(),
            href: format!("{root}feed.xml"),
        }];
        alternates.extend(heading.alternates);
        Frame {
            site: self.site(&root),
            kind: heading.kind,
            title: heading.title,
            description: heading.description.or_else(|| config.description.clone()),
            canonical: (!is_missing).then(|| format!("{}{}", config.base_url, self.path.address())),
            nav: self.nav(heading.section.as_ref(), &root),
            root,
            breadcrumb,
            metas,
            alternates,
            scripts: Vec::new(),
            withheld: self
                .withheld
                .map(|why| why.reason().in_language(config.language).to_owned()),
            updated: heading.updated.map(|day| self.date(day)),
            generator: format!("duibiao {}", env!("CARGO_PKG_VERSION")),
        }
    }

    fn site(&self, root: &str) -> SiteView {
        let config = self.context.config;
        SiteView {
            title: config.title.clone(),
            description: config.description.clone(),
            kind: site_kind(config.kind),
            language: config.language.tag().to_owned(),
            home: format!("{root}index.html"),
            publisher: config.publisher.clone(),
            license: config.license.clone(),
            contact: config.contact.clone(),
            marks: self.footer_marks(),
        }
    }

    fn nav(&self, section: Option<&PageKey>, root: &str) -> Vec<NavItem> {
        let entries = [
            ("nav.home", PageKey::Home),
            ("nav.topics", PageKey::Topics),
            ("nav.regions", PageKey::Regions),
            ("nav.indicators", PageKey::Indicators),
            ("nav.crosswalk", PageKey::Crosswalk),
            ("nav.method", PageKey::Method),
            ("nav.sitemap", PageKey::SiteMap),
        ];
        let built_in = entries
            .into_iter()
            .map(|(word, key)| (self.word(word), key));
        let pages = self.context.config.nav.iter().filter_map(|entry| {
            let at = self
                .context
                .catalog
                .pages
                .iter()
                .position(|page| *page.id.value == *entry.page.value)?;
            Some((entry.title.clone(), PageKey::Page(u32::try_from(at).ok()?)))
        });
        built_in
            .chain(pages)
            .map(|(text, key)| {
                let path = route::path(self.context.catalog, &key);
                NavItem {
                    current: section == Some(&key) || path == self.path,
                    href: format!("{root}{path}"),
                    text,
                }
            })
            .collect()
    }

    /// 网页标签 that every page of a government site carries (国办发〔2017〕47号, annex).
    fn site_metas(&self) -> Vec<Meta> {
        let config = self.context.config;
        if config.kind != SiteKind::Government {
            return Vec::new();
        }
        let host = config
            .base_url
            .trim_start_matches("https://")
            .trim_start_matches("http://");
        let domain = host.split('/').next().unwrap_or_default();
        let code = config.footer.site_id_code.clone();
        [
            ("SiteName", Some(config.title.clone())),
            ("SiteDomain", Some(domain.to_owned())),
            ("SiteIDCode", code),
        ]
        .into_iter()
        .filter_map(|(name, content)| {
            Some(Meta {
                name,
                content: content?.trim().to_owned(),
            })
        })
        .filter(|meta| !meta.content.is_empty())
        .collect()
    }

    fn footer_marks(&self) -> Vec<FooterMark> {
        let footer = &self.context.config.footer;
        let police = footer
            .police_code
            .as_ref()
            .map(|code| format!("https://beian.mps.gov.cn/#/query/webSearch?code={code}"));
        let icp = footer
            .icp
            .as_ref()
            .map(|_| "https://beian.miit.gov.cn/".to_owned());
        [
            ("host", &footer.host, None),
            ("contact", &footer.contact, None),
            ("site-id-code", &footer.site_id_code, None),
            ("icp", &footer.icp, icp),
            ("police", &footer.police, police),
            (
                "error-report",
                &footer.error_report,
                footer
                    .error_report
                    .clone()
                    .filter(|text| text.starts_with("http")),
            ),
        ]
        .into_iter()
        .filter_map(|(id, text, href)| {
            Some(FooterMark {
                id,
                text: text.clone()?,
                href,
            })
        })
        .collect()
    }

    /// A day for readers of the site's language.
    pub(super) fn date(&self, day: Day) -> Date {
        Date {
            iso: day.to_string(),
            text: match self.language() {
                Language::Chinese => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
                Language::English => day.to_string(),
            },
        }
    }

    /// 发布日期, with its time when that is known.
    pub(super) fn published(&self, published: &PublicationTime) -> Date {
        match &published.time {
            Some(time) => Date {
                iso: format!("{}T{time}:00+08:00", published.date),
                text: format!("{} {time}", published.date),
            },
            None => self.date(published.date),
        }
    }

    /// A period for readers: “十四五”（2021—2025年）.
    pub(super) fn period(&self, period: Period) -> String {
        let Period { start, end } = period;
        match (period.five_year_name(), self.language()) {
            (Some(name), Language::Chinese) => format!("“{name}”（{start}—{end}年）"),
            (None, Language::Chinese) => format!("{start}—{end}年"),
            (_, Language::English) => format!("{start}–{end}"),
        }
    }

    /// A link to a plan under its title.
    pub(super) fn plan_link(&self, id: PlanId) -> Link {
        let plan = self.context.catalog.plan(id);
        Link::new(self.href(&PageKey::Plan(id)), &*plan.document.title.value)
    }

    /// A link to a region under its short name; the full name is for those who hover.
    pub(super) fn region_link(&self, region: &Region) -> Link {
        Link::new(self.href(&PageKey::Region(region.clone())), region.name())
            .titled(region.full_name())
    }

    /// A link to a region under its full name.
    pub(super) fn full_region_link(&self, region: &Region) -> Link {
        Link::new(
            self.href(&PageKey::Region(region.clone())),
            region.full_name(),
        )
    }

    /// A link to a topic.
    pub(super) fn topic_link(&self, id: TopicId) -> Link {
        let topic = self.context.catalog.topic(id);
        let title = match (self.language(), &topic.name_en) {
            (Language::English, Some(name)) => name,
            _ => &topic.title,
        };
        Link::new(self.href(&PageKey::Topic(id)), &**title)
    }

    /// A link to an indicator under its canonical name.
    pub(super) fn indicator_link(&self, id: IndicatorId) -> Link {
        let indicator = &self.context.catalog.indicator(id).document;
        Link::new(self.href(&PageKey::Indicator(id)), &*indicator.name.value)
    }

    /// A link to a reference under its title.
    pub(super) fn reference_link(&self, id: ReferenceId) -> Link {
        let reference = self.context.catalog.reference(id);
        Link::new(self.href(&PageKey::Reference(id)), &*reference.title.value)
    }

    /// A link to whatever a citation leads to.
    pub(super) fn cited_link(&self, cited: Cited) -> Link {
        match cited {
            Cited::Plan(id) => self.plan_link(id),
            Cited::Reference(id) => self.reference_link(id),
            Cited::Stub(id) => Link::new(
                self.href(&PageKey::Stub(id)),
                &*self.context.catalog.stub(id).title,
            ),
        }
    }

    /// A link to the document that took the place of a plan.
    pub(super) fn successor_link(&self, successor: Successor) -> Link {
        match successor {
            Successor::Plan(id) => self.plan_link(id),
            Successor::Reference(id) => self.reference_link(id),
        }
    }

    /// What a reader must know before using a plan at all: a closed set of marks.
    pub(super) fn plan_marks(&self, plan: &Plan) -> Vec<MarkView> {
        let status = match plan.status() {
            PlanStatus::Draft | PlanStatus::Consultation => Some("draft"),
            PlanStatus::NotYetInForce => Some("not-yet-in-force"),
            PlanStatus::Amended => Some("amended"),
            PlanStatus::Repealed => Some("repealed"),
            PlanStatus::Expired => Some("expired"),
            PlanStatus::InForce => None,
        };
        status
            .map(MarkView::new)
            .into_iter()
            .chain(self.verification_mark(plan.document.verification))
            .collect()
    }

    /// 待核, with how the value came here.
    pub(super) fn verification_mark(&self, verification: Verification) -> Option<MarkView> {
        let key = match verification {
            Verification::Transcribed => return None,
            Verification::Reported => "verification-text.reported",
            Verification::Recalled => "verification-text.recalled",
        };
        Some(MarkView {
            id: "unverified",
            reason: Some(self.word(key)),
        })
    }

    /// A plan as lists show it.
    pub(super) fn plan_item(&self, id: PlanId) -> PlanItem {
        let plan = self.context.catalog.plan(id);
        let document = &plan.document;
        let date = document
            .published
            .as_ref()
            .map(|published| self.published(published))
            .or_else(|| document.written.map(|day| self.date(day)));
        PlanItem {
            title: self.plan_link(id),
            region: self.full_region_link(plan.region()),
            level: plan.region().level().id(),
            topic: self.topic_link(plan.topic),
            period: self.period(plan.period()),
            status: plan.status().id(),
            rows: plan.rows.len(),
            date,
            marks: self.plan_marks(plan),
            chain: Some(self.href(&PageKey::Chain(id, View::Loose))),
        }
    }

    /// A place above the page.
    pub(super) fn crumb(&self, key: &PageKey, text: impl Into<String>) -> Crumb {
        Crumb {
            text: text.into(),
            href: Some(self.href(key)),
        }
    }
}

/// Why the document that a page is about is withheld.
fn withheld(catalog: &Catalog, key: &PageKey) -> Option<Withheld> {
    let source = match key {
        PageKey::Plan(id) | PageKey::Chain(id, _) => catalog.plan(*id).document.title.span.source,
        PageKey::Reference(id) => catalog.reference(*id).title.span.source,
        PageKey::Page(at) => catalog.pages[*at as usize].body.span.source,
        _ => return None,
    };
    catalog.withheld.get(&source).copied()
}

/// The day of a plan's newest text: its last change, or when it was published or written.
pub(super) fn newest_day(plan: &Plan) -> Option<Day> {
    let document = &plan.document;
    let changes = document.changes.iter().map(|change| change.date);
    let published = document.published.as_ref().map(|published| published.date);
    changes.chain(published).chain(document.written).max()
}

const fn site_kind(kind: SiteKind) -> &'static str {
    match kind {
        SiteKind::Government => "government",
        SiteKind::Research => "research",
    }
}

/// The path of the site on its host, for the one page that does not know where it shows.
fn base_path(base_url: &str) -> String {
    let host = base_url.find("://").map_or(0, |at| at + "://".len());
    base_url[host..]
        .find('/')
        .map_or("/", |slash| &base_url[host + slash..])
        .to_owned()
}
