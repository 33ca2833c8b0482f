//! What the site would change against the last release, as a page of the desk.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use duibiao_publish::diff::Difference;
use duibiao_publish::diff::draw::StylePlace;
use duibiao_publish::diff::draw::html::{self, SheetHeading};
use duibiao_publish::snapshot::{self, Snapshot, SnapshotFile};
use duibiao_publish::store;
use duibiao_render::site::Site;
use duibiao_syntax::diagnostic::{Language, Message};

/// Of a larger site only the facts are compared: making every file takes longer than anybody waits.
const MOST_FILES: usize = 5_000;

/// The page.
pub(super) fn page(
    site: &Site,
    root: &Path,
    title: &str,
    language: Language,
) -> Result<String, Message> {
    let told = |error: store::StoreError| Message::in_each(|language| error.message(language));
    let Some(last) = store::last(root).map_err(told)? else {
        return Err(Message::new("还没有发布过", "nothing was released yet"));
    };
    let bytes = last.snapshot().map_err(told)?;
    let mut old = Snapshot::parse(&bytes).map_err(|error| error.message())?;
    let is_small = site.paths().len() <= MOST_FILES;
    if !is_small {
        old.files.clear();
    }
    let files = if is_small {
        files(site)
    } else {
        BTreeMap::new()
    };
    let new = snapshot::of(&site.context(), files).map_err(|error| error.message())?;
    let number = last.record.number;
    let before = Message::new(format!("第 {number} 次发布"), format!("release {number}"));
    let now = Message::new("预览", "preview");
    let heading = SheetHeading {
        site: title,
        old: before.in_language(language),
        new: now.in_language(language),
    };
    let style = StylePlace::Address("page.css");
    let difference = Difference::between(&old, &new);
    Ok(html::html(&difference, &heading, style, language))
}

fn files(site: &Site) -> BTreeMap<String, SnapshotFile> {
    let all = (0..site.paths().len()).into_par_iter().filter_map(|at| {
        let bytes = super::make(site, at).ok()?;
        Some((site.paths()[at].to_string(), SnapshotFile::of(&bytes)))
    });
    all.collect()
}
