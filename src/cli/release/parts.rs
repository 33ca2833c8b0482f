//! The parts of a release: what to upload, the sheet, the edition, the lines for servers.

use std::collections::BTreeMap;
use std::path::Path;

use crate::cli::{disk, editions};
use crate::diagnostic::{Language, Message};
use crate::diff::Difference;
use crate::diff::draw::sheet;
use crate::edition::{self, Edition};
use crate::published;
use crate::redirect::Redirects;
use crate::redirect::server::{self, BasePath};
use crate::release::Upload;
use crate::site::Site;
use crate::store::Store;
use crate::write;

/// What a release is made from, once the site is published.
pub(super) struct Parts<'a> {
    pub(super) site: &'a Site,
    pub(super) number: u32,
    pub(super) manifest: &'a [u8],
    pub(super) output: &'a Path,
    pub(super) redirects: &'a Redirects,
    pub(super) revision: (Option<String>, Option<Message>),
}

/// The texts of a release.
pub(super) struct Texts {
    pub(super) sheet: String,
    pub(super) edition: Vec<u8>,
    pub(super) edition_files: BTreeMap<String, edition::File>,
    pub(super) nginx: String,
    pub(super) caddy: String,
}

impl Parts<'_> {
    pub(super) fn files(&self) -> Result<BTreeMap<String, edition::File>, Message> {
        published::manifest(self.output).map_err(|error| error.message())
    }

    /// What differs from the release before, the manifest included.
    pub(super) fn upload(&self, store: &Store) -> Result<Upload<String>, Message> {
        let old = match store.last() {
            Some(last) => {
                let bytes = last.manifest().map_err(|error| editions::told(&error))?;
                published::parse_manifest(&bytes).map_err(|error| error.message())?
            }
            None => BTreeMap::new(),
        };
        let mut upload = Upload::between(&old, &self.files()?);
        if !upload.is_empty() {
            upload.changed.insert(write::MANIFEST.to_owned());
        }
        Ok(upload)
    }

    pub(super) fn texts(&self, store: &Store, language: Language) -> Result<Texts, Message> {
        let files = self.files()?;
        let new =
            edition::of(&self.site.materials(), files.clone()).map_err(|error| error.message())?;
        let old = match store.last() {
            Some(last) => {
                let bytes = last.edition().map_err(|error| editions::told(&error))?;
                Edition::parse(&bytes).map_err(|error| error.message())?
            }
            None => Edition::default(),
        };
        let mut bytes = Vec::new();
        new.write(&mut bytes)
            .map_err(|cause| Message::new(cause.to_string(), cause.to_string()))?;
        let base = BasePath::of(&self.site.project().config.base_url)?;
        Ok(Texts {
            sheet: self.sheet(&Difference::between(&old, &new), store, language),
            edition: bytes,
            edition_files: files,
            nginx: server::nginx(self.redirects, &base),
            caddy: server::caddy(self.redirects, &base),
        })
    }

    fn sheet(&self, difference: &Difference<'_>, store: &Store, language: Language) -> String {
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
            previous: store.log().last().map(|record| record.number),
            as_of: self.site.viewpoint().as_of,
            revision: self.revision.0.as_deref(),
            tool: env!("CARGO_PKG_VERSION"),
            manifest: hash.as_str(),
            redirects: &redirects,
            reviews: &reviews,
        };
        sheet::sheet(difference, &release, language)
    }
}

/// The signs of every document, for the sheet.
fn reviews(site: &Site) -> Vec<sheet::Review<'_>> {
    let catalog = site.catalog();
    let plans = catalog
        .plans
        .iter()
        .map(|plan| (&*plan.document.title.value, &plan.document.desk.review));
    let pages = catalog
        .pages
        .iter()
        .map(|page| (&*page.title, &page.desk.review));
    plans
        .chain(pages)
        .flat_map(|(title, signs)| {
            signs.iter().map(move |sign| sheet::Review {
                page: title,
                step: &sign.step.value,
                by: &sign.by,
                on: Some(sign.on),
                state: Message::new("已签", "signed"),
            })
        })
        .collect()
}

/// The files of the project itself, from which the release can be made again.
pub(super) fn sources(root: &Path) -> BTreeMap<Box<str>, u64> {
    let mut files = BTreeMap::new();
    for name in [crate::config::FILE_NAME, crate::ledger::NAME] {
        let path = root.join(name);
        if path.is_file() {
            files.insert(name.into(), disk::length(&path));
        }
    }
    for folder in ["content", "themes"] {
        for entry in walkdir::WalkDir::new(root.join(folder)).follow_links(true) {
            let Ok(entry) = entry else { continue };
            let below = entry.path().strip_prefix(root).ok().and_then(Path::to_str);
            if let Some(path) = below.filter(|_| entry.file_type().is_file()) {
                files.insert(path.replace('\\', "/").into(), disk::length(entry.path()));
            }
        }
    }
    files
}
