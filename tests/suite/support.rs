//! What several test files need: folders on disk, projects in memory, and findings as they are drawn.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use duibiao::scaffold;
use duibiao_compare::catalog::{Catalog, PlanId};
use duibiao_compare::link;
use duibiao_report::report::{self, Style};
use duibiao_syntax::audience::Audience;
use duibiao_syntax::diagnostic::{Code, Diagnostic, Language, Severity};
use duibiao_syntax::parse;
use duibiao_syntax::source::Sources;
use tempfile::TempDir;

/// The folder of the package.
pub(crate) fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of `tests/fixtures/`.
pub(crate) fn fixtures(name: &str) -> PathBuf {
    package().join("tests/fixtures").join(name)
}

/// A tree of files by their paths, `/` between the parts; a link counts as the path written in it.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// Everything below a folder.
pub(crate) fn tree(folder: &Path) -> Tree {
    let mut found = Tree::new();
    collect(folder, "", &mut found);
    found
}

fn collect(folder: &Path, prefix: &str, found: &mut Tree) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            collect(&entry.path(), &format!("{path}/"), found);
        } else if kind.is_symlink() {
            let target = fs::read_link(entry.path()).unwrap();
            found.insert(path, target.to_str().unwrap().into());
        } else if kind.is_file() {
            found.insert(path, fs::read(entry.path()).unwrap());
        } else {
            found.insert(path, Vec::new());
        }
    }
}

/// Writes a tree into a folder, over what is there.
pub(crate) fn lay(tree: &Tree, folder: &Path) {
    for (path, bytes) in tree {
        put(folder, path, bytes);
    }
}

/// Writes one file and the folders it needs.
pub(crate) fn put(folder: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Findings as a Chinese reader sees them on a plain terminal of a hundred columns.
pub(crate) fn drawn(found: &[Diagnostic], sources: &Sources) -> String {
    let style = Style {
        color: false,
        width: 100,
    };
    report::draw(found, sources, Language::Chinese, style)
}

/// The codes of findings that stop a build.
pub(crate) fn errors(found: &[Diagnostic]) -> Vec<Code> {
    let errors = found
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error);
    errors.map(|diagnostic| diagnostic.code).collect()
}

/// A small project in memory: one topic, `sample`, and whatever a test adds.
pub(crate) struct World {
    files: Vec<(String, String)>,
    attachments: BTreeMap<Box<str>, u64>,
}

/// A world after linking.
pub(crate) struct Linked {
    pub(crate) sources: Sources,
    pub(crate) catalog: Catalog,
    pub(crate) found: Vec<Diagnostic>,
}

impl World {
    /// A world with nothing but its topic.
    pub(crate) fn new() -> Self {
        let world = Self {
            files: Vec::new(),
            attachments: BTreeMap::new(),
        };
        world.file(
            "content/topics/sample.md",
            "---\nid: sample\ntitle: 示例领域\n---\n",
        )
    }

    /// Adds a document as it stands.
    pub(crate) fn file(mut self, path: &str, text: &str) -> Self {
        self.files.push((path.to_owned(), text.to_owned()));
        self
    }

    /// Adds a file that is no document.
    pub(crate) fn attachment(mut self, path: &str) -> Self {
        self.attachments.insert(path.into(), 1);
        self
    }

    /// Adds an indicator; `keys` are the lines from `unit` on.
    pub(crate) fn indicator(self, id: &str, name: &str, keys: &str) -> Self {
        let text = format!("---\nid: {id}\nname: {name}\ntopic: sample\n{keys}\n---\n");
        self.file(&format!("content/indicators/sample/{id}.md"), &text)
    }

    /// Adds a rate of which more is better.
    pub(crate) fn rate(self, id: &str, name: &str) -> Self {
        self.indicator(id, name, "unit: \"%\"\nbetter: higher\nmeasure: rate")
    }

    /// Adds a count of which more is better.
    pub(crate) fn total(self, id: &str, name: &str) -> Self {
        self.indicator(id, name, "unit: 个\nbetter: higher\nmeasure: total")
    }

    /// Adds a plan in force whose place and period are those of its file name.
    pub(crate) fn plan(self, stem: &str, body: &str) -> Self {
        self.plan_with(stem, "status: in-force\n", body)
    }

    /// Adds a plan with further lines of front matter, its `status` among them.
    pub(crate) fn plan_with(self, stem: &str, keys: &str, body: &str) -> Self {
        let title = format!("示例规划{stem}");
        self.titled_plan(stem, &title, keys, body)
    }

    /// Adds a plan with a title of its own.
    pub(crate) fn titled_plan(self, stem: &str, title: &str, keys: &str, body: &str) -> Self {
        let (region, start) = (&stem[..6], stem[7..11].parse::<u16>().unwrap());
        let verification = if keys.contains("verification:") {
            ""
        } else {
            "verification: transcribed\n"
        };
        let text = format!(
            "---\ntitle: {title}\nregion: \"{region}\"\ntopic: sample\nperiod: {start}-{end}\n\
             text: digest\n{verification}{keys}---\n\n{body}\n",
            end = start + 4,
        );
        self.file(&format!("content/plans/sample/{stem}.md"), &text)
    }

    /// Parses and links everything.
    pub(crate) fn linked(self) -> Linked {
        let mut sources = Sources::default();
        let ids: Vec<_> = self
            .files
            .into_iter()
            .map(|(path, text)| sources.add(path, text))
            .collect();
        let mut found = Vec::new();
        let documents = parse::documents(&sources, &ids).drain_into(&mut found);
        let catalog =
            link::catalog(documents, &sources, &self.attachments, today()).drain_into(&mut found);
        Linked {
            sources,
            catalog,
            found,
        }
    }
}

impl Linked {
    /// The plan with this file name.
    pub(crate) fn plan(&self, stem: &str) -> PlanId {
        self.catalog.plan_by_id(&format!("sample/{stem}")).unwrap()
    }

    /// The findings of a code: the words at the first label of each, and its help.
    pub(crate) fn of(&self, code: Code) -> Vec<(&str, &str)> {
        let of_code = self
            .found
            .iter()
            .filter(|diagnostic| diagnostic.code == code);
        of_code
            .map(|diagnostic| {
                let place = diagnostic.place().unwrap();
                let help = diagnostic.help.as_ref();
                (
                    self.sources.slice(place),
                    help.map_or("", |help| help.zh.as_str()),
                )
            })
            .collect()
    }

    /// Fails with the drawings when anything is an error.
    #[track_caller]
    pub(crate) fn sound(self) -> Self {
        let sound = errors(&self.found).is_empty();
        assert!(sound, "{}", drawn(&self.found, &self.sources));
        self
    }
}

/// A table with a name and a target of 2025 in each row, and headers fit for a plan of 2021.
pub(crate) fn table(rows: &[(&str, &str)]) -> String {
    let lines = rows
        .iter()
        .map(|(name, target)| format!("| {name} | {target} |\n"));
    let body: String = lines.collect();
    format!("| 指标名称 | 2025年目标值 |\n|---|---|\n{body}")
}

/// The day for which every test compiles, so that none depends on the clock.
pub(crate) const fn today() -> Audience {
    Audience::public(jiff::civil::date(2026, 11, 22))
}

/// The starter project in a folder of its own.
pub(crate) fn starter() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    for (path, bytes) in scaffold::files() {
        let place = home.path().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }
    home
}
