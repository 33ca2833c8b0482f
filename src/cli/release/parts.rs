//! The parts of a release: what to upload, the sheet, the snapshot, the lines for servers.

use std::collections::BTreeMap;
use std::path::Path;

use crate::cli::snapshots;
use duibiao_publish::diff::Difference;
use duibiao_publish::diff::draw::sheet;
use duibiao_publish::published;
use duibiao_publish::release::Upload;
use duibiao_publish::snapshot::{self, Snapshot};
use duibiao_publish::store::Store;
use duibiao_publish::write;
use duibiao_render::redirect::Redirects;
use duibiao_render::redirect::server::{self, BasePath};
use duibiao_render::site::Site;
use duibiao_syntax::diagnostic::{Language, Message};
use duibiao_syntax::review;

/// The release before: what it said, and what was on the server after it. Nothing before the first one.
#[derive(Default)]
pub(super) struct PreviousRelease {
    number: Option<u32>,
    files: BTreeMap<String, snapshot::SnapshotFile>,
    snapshot: Snapshot,
}

impl PreviousRelease {
    /// Reads the last release of a store.
    pub(super) fn read(store: &Store) -> Result<Self, Message> {
        let Some(last) = store.last() else {
            return Ok(Self::default());
        };
        let manifest = last.manifest().map_err(|error| snapshots::told(&error))?;
        let snapshot = last.snapshot().map_err(|error| snapshots::told(&error))?;
        Ok(Self {
            number: Some(last.record.number),
            files: published::parse_manifest(&manifest).map_err(|error| error.message())?,
            snapshot: Snapshot::parse(&snapshot).map_err(|error| error.message())?,
        })
    }
}

/// What a release is made from, once the site is published.
pub(super) struct ReleaseParts<'a> {
    pub(super) site: &'a Site,
    pub(super) number: u32,
    pub(super) before: &'a PreviousRelease,
    pub(super) base: &'a BasePath,
    pub(super) manifest: &'a [u8],
    pub(super) output: &'a Path,
    pub(super) redirects: &'a Redirects,
    pub(super) revision: (Option<String>, Option<Message>),
}

/// The texts of a release.
pub(super) struct Texts {
    pub(super) sheet: String,
    pub(super) snapshot: Vec<u8>,
    pub(super) files: BTreeMap<String, snapshot::SnapshotFile>,
    pub(super) nginx: String,
    pub(super) caddy: String,
}

impl ReleaseParts<'_> {
    /// What differs from the release before, the manifest included.
    pub(super) fn upload(
        &self,
        files: &BTreeMap<String, snapshot::SnapshotFile>,
    ) -> Upload<String> {
        let mut upload = Upload::between(&self.before.files, files);
        if !upload.is_empty() {
            upload.changed.insert(write::MANIFEST.to_owned());
        }
        upload
    }

    pub(super) fn texts(&self, language: Language) -> Result<Texts, Message> {
        let files = published::manifest(self.output).map_err(|error| error.message())?;
        let new =
            snapshot::of(&self.site.context(), files.clone()).map_err(|error| error.message())?;
        let mut bytes = Vec::new();
        new.write(&mut bytes)
            .map_err(|cause| Message::new(cause.to_string(), cause.to_string()))?;
        Ok(Texts {
            sheet: self.sheet(&Difference::between(&self.before.snapshot, &new), language),
            snapshot: bytes,
            files,
            nginx: server::nginx(self.redirects, self.base),
            caddy: server::caddy(self.redirects, self.base),
        })
    }

    fn sheet(&self, difference: &Difference<'_>, language: Language) -> String {
        let config = &self.site.project().config;
        let redirects = config.redirects.iter().map(|entry| sheet::Redirect {
            from: &entry.from.value,
            to: entry.to.as_ref().map(|to| to.value.as_str()),
            note: entry.gone.as_ref().map_or("", |why| why.value.as_str()),
        });
        let redirects: Vec<sheet::Redirect<'_>> = redirects.collect();
        let reviews = if config.review.required {
            reviews(self.site)
        } else {
            Vec::new()
        };
        let hash = blake3::hash(self.manifest).to_hex();
        let release = sheet::Release {
            site: &config.title,
            number: self.number,
            previous: self.before.number,
            as_of: self.site.audience().as_of,
            revision: self.revision.0.as_deref(),
            tool: env!("CARGO_PKG_VERSION"),
            manifest: hash.as_str(),
            redirects: &redirects,
            reviews: &reviews,
        };
        sheet::sheet(difference, &release, language)
    }
}

/// The signs that count, for the sheet.
fn reviews(site: &Site) -> Vec<sheet::Review<'_>> {
    let catalog = site.catalog();
    let sources = &site.project().sources;
    let as_of = site.audience().as_of;
    let plans = catalog.plans.iter().map(|plan| {
        let document = &plan.document;
        (
            &*document.title.value,
            &document.desk.review,
            document.body.span.source,
        )
    });
    let pages = catalog
        .pages
        .iter()
        .map(|page| (&*page.title, &page.desk.review, page.body.span.source));
    plans
        .chain(pages)
        .flat_map(|(title, signs, source)| {
            let present = review::fingerprint(&sources.get(source).opened().text);
            let counting = signs.iter().filter(move |sign| sign.holds(&present, as_of));
            counting.map(move |sign| sheet::Review {
                page: title,
                step: &sign.step.value,
                by: &sign.by,
                on: Some(sign.on),
                state: Message::new("已签", "signed"),
            })
        })
        .collect()
}
