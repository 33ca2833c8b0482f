//! The finished words of every file that duibiao makes for a corpus: the view of each page and the rows
//! of each data file, as JSON.
//!
//! The views come out of duibiao itself, through a theme whose one template prints what it was given.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use duibiao_publish::read;
use duibiao_render::render::Failure;
use duibiao_render::route::PageKey;
use duibiao_render::site::{Site, compile};
use duibiao_syntax::project::{Project, ThemeFiles};
use serde_json::Value;

use super::Outcome;
use crate::pipeline::VIEWPOINT;

/// Every field that a view has, with the tables that the program writes for templates.
const FIELDS: &str = "frame figures topics latest examples legend stubs method feed description sections \
    indicators roots notices code level parents children plan fields uppers table_downloads peers matrix \
    extent citations cited_by versions updates downloads cite note modes counted marks topic period scope \
    scopes left_out periods id name_en unit better measure definition names kind stub below tables files \
    crosswalk table why targets promises lists body";

/// Reads a project and puts the printing theme in the place of its own, whose files are handed back.
pub(super) fn project(root: &Path) -> Outcome<(Project, ThemeFiles)> {
    let mut project = read::project(root)?.drain_into(&mut Vec::new());
    let theme = std::mem::replace(&mut project.theme, printing());
    Ok((project, theme))
}

fn printing() -> ThemeFiles {
    const MANIFEST: &str =
        "name = \"words\"\nengine = \"minijinja\"\nversion = \"1\"\ngeneric = \"view.html\"\n";
    let field = |name: &str| {
        format!("{{% if {name} is defined %}}\"{name}\":{{{{ {name}|tojson }}}},{{% endif %}}")
    };
    let fields: String = FIELDS.split_whitespace().map(field).collect();
    let template = format!("{{\n{fields}\"end\":0}}");
    let file = |name: &str, text: String| (name.to_owned(), Cow::Owned(text.into_bytes()));
    ThemeFiles {
        name: "words".to_owned(),
        files: BTreeMap::from([
            file("theme.toml", MANIFEST.to_owned()),
            file("templates/view.html", template),
        ]),
    }
}

/// The site with its printing theme.
pub(super) struct Words {
    site: Site,
    places: BTreeMap<PageKey, usize>,
}

impl Words {
    /// Compiles a project that [`project`] has read.
    pub(super) fn new(project: &Arc<Project>) -> Outcome<Self> {
        let mut found = Vec::new();
        let site = compile(project, &VIEWPOINT)
            .drain_into(&mut found)
            .ok_or_else(|| {
                let first = found.first();
                first.map_or_else(String::new, |first| first.message.en.clone())
            })?;
        let keys = site.keys().iter().cloned();
        let places = keys.enumerate().map(|(at, key)| (key, at)).collect();
        Ok(Self { site, places })
    }

    /// Every file with its address.
    pub(super) fn files(&self) -> Vec<(&PageKey, &str)> {
        let paths = self.site.paths().iter();
        let files = self.site.keys().iter().zip(paths);
        files.map(|(key, path)| (key, path.as_str())).collect()
    }

    /// The file as JSON: the view of a page, the rows of a data file.
    pub(super) fn json(&self, key: &PageKey) -> Outcome<Value> {
        Ok(serde_json::from_slice(&self.bytes(key)?)?)
    }

    /// The file as text.
    pub(super) fn text(&self, key: &PageKey) -> Outcome<String> {
        Ok(String::from_utf8(self.bytes(key)?)?)
    }

    fn bytes(&self, key: &PageKey) -> Outcome<Vec<u8>> {
        let at = self.places.get(key).ok_or("the site lacks a data file")?;
        let mut bytes = Vec::new();
        match self.site.render(*at, &mut bytes) {
            Ok(_) => Ok(bytes),
            Err(Failure::Template(found)) => Err(found.message.en.into()),
            Err(Failure::Io(error)) => Err(error.into()),
        }
    }
}
