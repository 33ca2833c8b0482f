//! A theme: templates compiled, words loaded, files at hand, and everything checked that can be
//! checked before there is a page.
//!
//! A theme is a folder: `theme.toml` (what it is and for which engine), `templates/*.html`,
//! `strings/<language>.toml` (words over the built-in ones) and `static/` (files for the site as they
//! are). Templates see a view and the function `t`, nothing else. Which views there are is not known
//! here beyond the names of their templates.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;

use duibiao_syntax::diagnostic::{Code, Diagnostic, nearest};
use duibiao_syntax::project::ThemeFiles;

pub use closed_sets::{CLOSED_SETS, ClosedSet};
pub use engine::Renderable;

use engine::{Engine, Fault, PageWriter, Templates};
use excerpt::Excerpt;
use strings::Strings;

mod closed_sets;
mod engine;
mod excerpt;
mod inline;
mod minijinja;
mod strings;
mod tera;

/// The template of each kind of page. A theme has them all, or a generic one for those it lacks.
pub const TEMPLATES: &[&str] = &[
    "home.html",
    "topics.html",
    "topic.html",
    "regions.html",
    "region.html",
    "plan.html",
    "chain.html",
    "matrix.html",
    "indicators.html",
    "indicator.html",
    "reference.html",
    "crosswalk.html",
    "method.html",
    "sitemap.html",
    "404.html",
    "page.html",
];

/// A theme that is ready to render pages in one language.
pub struct Theme {
    manifest: Manifest,
    files: ThemeParts,
    strings: Arc<Strings>,
    engine: Box<dyn Engine>,
}

/// What a theme says about itself in `theme.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Its name.
    pub name: String,
    /// The engine that its templates are written for.
    pub engine: EngineName,
    /// Its version.
    pub version: String,
    /// Who made it.
    #[serde(default)]
    pub author: Option<String>,
    /// Under which terms it may be used.
    #[serde(default)]
    pub license: Option<String>,
    /// The template for kinds of page that have none of their own.
    #[serde(default)]
    pub generic: Option<String>,
}

/// A template engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EngineName {
    /// <https://docs.rs/minijinja>
    Minijinja,
    /// <https://docs.rs/tera>
    Tera,
}

/// Why a page could not be rendered.
#[derive(Debug)]
pub enum RenderError {
    /// The template failed; the diagnostic says where.
    Template(Box<Diagnostic>),
    /// The page could not be written.
    Io(io::Error),
}

/// The files of a theme by what they are for.
#[derive(Default)]
struct ThemeParts {
    folder: String,
    manifest: Option<String>,
    templates: Templates,
    strings: Option<(String, String)>,
    statics: BTreeMap<String, Cow<'static, [u8]>>,
}

/// Loads a theme for one language of the interface.
pub fn load(files: &ThemeFiles, language: &str) -> Result<Theme, Vec<Diagnostic>> {
    let mut found = Vec::new();
    let files = sort(files, language, &mut found);
    let manifest = manifest(&files, &mut found);
    let strings = words(&files, language, &mut found);
    check_keys(&files, &strings, &mut found);
    let Some(manifest) = manifest else {
        return Err(found);
    };
    check_kinds(&files, &manifest, &mut found);
    let strings = Arc::new(strings);
    let compiled = match manifest.engine {
        EngineName::Minijinja => minijinja::engine(&files.templates, &strings),
        EngineName::Tera => tera::engine(&files.templates, &strings),
    };
    match compiled {
        Ok(engine) if found.is_empty() => Ok(Theme {
            manifest,
            files,
            strings,
            engine,
        }),
        Ok(_) => Err(found),
        Err(faults) => {
            found.extend(faults.iter().map(|fault| {
                files.told(
                    fault,
                    Code::TemplateSyntax,
                    "模板不能编译",
                    "the template cannot be compiled",
                )
            }));
            Err(found)
        }
    }
}

/// Puts the files of a theme in their places. Files that mean nothing to a theme are left alone.
fn sort(files: &ThemeFiles, language: &str, found: &mut Vec<Diagnostic>) -> ThemeParts {
    let mut sorted = ThemeParts {
        folder: format!("themes/{}", files.name),
        ..ThemeParts::default()
    };
    let strings = format!("strings/{language}.toml");
    for (path, bytes) in &files.files {
        if let Some(name) = path.strip_prefix("static/") {
            sorted.statics.insert(name.to_owned(), bytes.clone());
        } else if let Some(name) = path.strip_prefix("templates/") {
            if let Some(text) = text(&sorted.folder, path, bytes, found) {
                sorted.templates.insert(name.to_owned(), text);
            }
        } else if path == "theme.toml" {
            sorted.manifest = text(&sorted.folder, path, bytes, found);
        } else if *path == strings {
            let text = text(&sorted.folder, path, bytes, found);
            sorted.strings = text.map(|text| (strings.clone(), text));
        }
    }
    sorted
}

fn text(folder: &str, path: &str, bytes: &[u8], found: &mut Vec<Diagnostic>) -> Option<String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.strip_prefix('\u{FEFF}').unwrap_or(text).to_owned()),
        Err(error) => {
            let offset = error.valid_up_to();
            let diagnostic = Diagnostic::new(
                Code::ThemeInvalid,
                format!("{folder}/{path}：不是 UTF-8 文本（第 {offset} 字节）"),
                format!("{folder}/{path}: not UTF-8 text (at byte {offset})"),
            );
            found.push(diagnostic.help("转换成 UTF-8", "convert it to UTF-8"));
            None
        }
    }
}

fn manifest(files: &ThemeParts, found: &mut Vec<Diagnostic>) -> Option<Manifest> {
    let Some(text) = &files.manifest else {
        let diagnostic = Diagnostic::new(
            Code::ThemeInvalid,
            format!("{}：主题没有 theme.toml", files.folder),
            format!("{}: the theme has no theme.toml", files.folder),
        );
        found.push(diagnostic.help(
            "新建 theme.toml，写 name、engine、version 三行",
            "write theme.toml with name, engine and version",
        ));
        return None;
    };
    match toml::from_str(text) {
        Ok(manifest) => Some(manifest),
        Err(error) => {
            found.push(files.bad_toml("theme.toml", text, &error));
            None
        }
    }
}

/// The words of the theme over the built-in ones.
fn words(files: &ThemeParts, language: &str, found: &mut Vec<Diagnostic>) -> Strings {
    let mut strings = Strings::built_in(language);
    if let Some((path, text)) = &files.strings
        && let Err(error) = strings.lay_over(text)
    {
        found.push(files.bad_toml(path, text, &error));
    }
    for (key, slot) in strings.foreign_slots(language) {
        let folder = &files.folder;
        let diagnostic = Diagnostic::new(
            Code::ThemeInvalid,
            format!("{folder}/strings/{language}.toml：{key} 用了没有的变量 {{{slot}}}"),
            format!(
                "{folder}/strings/{language}.toml: {key} uses a slot {{{slot}}} that it does not have"
            ),
        );
        found.push(diagnostic.help(
            "只用内置文字里有的变量",
            "use only the slots of the built-in text",
        ));
    }
    let missing = strings.missing_members();
    if !missing.is_empty() {
        let (folder, keys) = (&files.folder, missing.join(", "));
        found.push(Diagnostic::new(
            Code::StringMissing,
            format!("{folder}/strings/{language}.toml：缺少文字 {keys}"),
            format!("{folder}/strings/{language}.toml: no text for {keys}"),
        ));
    }
    strings
}

/// Every key that a template names must have a text.
fn check_keys(files: &ThemeParts, strings: &Strings, found: &mut Vec<Diagnostic>) {
    for (name, template) in &files.templates {
        for used in strings::uses(template) {
            if used.is_answered(strings) {
                continue;
            }
            let key = used.key;
            let excerpt = files.excerpt(name, template, Some(used.at..used.at + key.len()));
            let missing = excerpt.diagnostic(
                Code::StringMissing,
                &format!("主题没有文字 {key}"),
                &format!("the theme has no text {key}"),
            );
            let near = nearest(key, strings.keys()).join(", ");
            found.push(if near.is_empty() {
                missing.help(
                    format!("在主题的 strings/ 里给 {key} 写上文字"),
                    format!("write a text for {key} in the strings/ of the theme"),
                )
            } else {
                missing.help(format!("相近的有：{near}"), format!("similar: {near}"))
            });
        }
    }
}

/// Every kind of page must have a template.
fn check_kinds(files: &ThemeParts, manifest: &Manifest, found: &mut Vec<Diagnostic>) {
    let has = |name: &str| files.templates.contains_key(name);
    let lacking: Vec<&str> = match &manifest.generic {
        Some(generic) if has(generic) => Vec::new(),
        Some(generic) => vec![generic],
        None => TEMPLATES
            .iter()
            .copied()
            .filter(|name| !has(name))
            .collect(),
    };
    if !lacking.is_empty() {
        let (folder, lacking) = (&files.folder, lacking.join(", "));
        let diagnostic = Diagnostic::new(
            Code::ThemeInvalid,
            format!("{folder}/templates：缺少模板 {lacking}"),
            format!("{folder}/templates: no template {lacking}"),
        );
        found.push(diagnostic.help(
            "补上模板，或在 theme.toml 中用 generic 指定一个通用模板",
            "add them, or name a template for the rest with `generic` in theme.toml",
        ));
    }
}

impl ThemeParts {
    fn excerpt<'a>(&self, name: &str, text: &'a str, place: Option<Range<usize>>) -> Excerpt<'a> {
        Excerpt {
            path: format!("{}/templates/{name}", self.folder),
            text,
            place,
        }
    }

    fn bad_toml(&self, path: &str, text: &str, error: &toml::de::Error) -> Diagnostic {
        let excerpt = Excerpt {
            path: format!("{}/{path}", self.folder),
            text,
            place: error.span(),
        };
        let reason = error.message();
        excerpt.diagnostic(
            Code::ThemeInvalid,
            &format!("不能读取：{reason}"),
            &format!("cannot be read: {reason}"),
        )
        .help(
            "theme.toml 写 name、engine（minijinja 或 tera）、version；文本都放在引号里",
            "theme.toml has name, engine (minijinja or tera) and version; texts stand in quotation marks",
        )
    }

    /// A fault of an engine as a diagnostic.
    fn told(&self, fault: &Fault, code: Code, zh: &str, en: &str) -> Diagnostic {
        let text = self
            .templates
            .get(&fault.template)
            .map_or("", String::as_str);
        let place = fault.place.clone().filter(|range| range.end <= text.len());
        let reason = fault.reason.trim();
        self.excerpt(&fault.template, text, place).diagnostic(
            code,
            &format!("{zh}：{reason}"),
            &format!("{en}: {reason}"),
        )
        .help(
            "按所指的位置改正模板；可能没有的值，先用 {% if … %} 判断",
            "mend the template there; ask with {% if … %} before using a value that may be absent",
        )
    }
}

impl Theme {
    /// Writes `view` as the template of its kind shows it, in many small pieces.
    pub fn render(
        &self,
        template: &str,
        view: &dyn Renderable,
        out: &mut dyn io::Write,
    ) -> Result<(), RenderError> {
        let template = self.template(template);
        let mut page = PageWriter::new(out);
        let rendered = self.engine.render(template, view, &mut page);
        if page.is_too_long() {
            let fault = Fault {
                template: template.to_owned(),
                place: None,
                reason: "the page grows without end".to_owned(),
            };
            return Err(self.failed(&fault));
        }
        match rendered {
            Ok(()) => Ok(()),
            Err(fault) => Err(page
                .into_failure()
                .map_or_else(|| self.failed(&fault), RenderError::Io)),
        }
    }

    /// The template for a kind of page: its own, or the generic one.
    fn template<'a>(&'a self, name: &'a str) -> &'a str {
        match &self.manifest.generic {
            Some(generic) if !self.files.templates.contains_key(name) => generic,
            _ => name,
        }
    }

    fn failed(&self, fault: &Fault) -> RenderError {
        let diagnostic = self.files.told(
            fault,
            Code::TemplateFailed,
            "模板出错",
            "the template failed",
        );
        RenderError::Template(Box::new(diagnostic))
    }

    /// The text for a key, with values for its slots, for views that need it finished.
    ///
    /// # Panics
    ///
    /// When there is no such key or a slot is left open: the program asks only for built-in texts,
    /// which every theme has.
    pub fn text(&self, key: &str, slots: &[(&str, &str)]) -> String {
        let value = |name: &str| {
            let slot = slots.iter().find(|(slot, _)| *slot == name);
            slot.map(|(_, value)| (*value).to_owned())
        };
        match self.strings.text(key, value) {
            Ok(text) => text.into_owned(),
            Err(missing) => panic!("{missing}"),
        }
    }

    /// The text of a key that has no slots.
    ///
    /// # Panics
    ///
    /// As [`Theme::text`].
    pub fn word(&self, key: &str) -> &str {
        match self.strings.word(key) {
            Some(text) => text,
            None => panic!("no text without slots has the key \"{key}\""),
        }
    }

    /// What the theme says about itself.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The files that go to the site as they are, below `static/`.
    pub fn statics(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .statics
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_ref()))
    }
}

impl fmt::Debug for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Theme")
            .field("manifest", &self.manifest)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
