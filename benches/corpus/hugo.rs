//! A corpus as a site of Hugo that has the same files as duibiao's: every page and every data file but
//! duibiao's own list of them.
//!
//! Hugo is given less to do than duibiao. What stands beside what, each verdict with its sentence, every
//! address and the line of every list are taken from duibiao's finished site and put into front matter;
//! Hugo's templates only print them. What is left to Hugo is its own trade: Markdown, templates, escaping
//! and writing.

mod body;
mod front_matter;
mod list;
mod table;
mod words;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use duibiao_render::route::{DataFormat, Dataset, PageKey, Scope, View};
use include_dir::{Dir, include_dir};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::{Corpus, PlanKey, plan};
use front_matter::{front_matter, lean};
use words::Words;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Settings and templates.
static SITE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/benches/hugo");

/// Writes the site of a project into an empty folder.
pub(crate) fn write(corpus: &Corpus, project: &Path, root: &Path) -> Outcome<()> {
    fs::create_dir_all(root)?;
    SITE.extract(root)?;
    let (project, theme) = words::project(project)?;
    for (path, bytes) in &theme.files {
        if path.starts_with("static/") {
            put(&root.join("static").join(path), bytes)?;
        } else if path == "strings/zh-CN.toml" {
            put(&root.join("data/words.toml"), bytes)?;
        }
    }
    let writer = Writer {
        words: Words::new(&Arc::new(project))?,
        plans: plans(corpus),
        corpus,
        root,
    };
    let files = writer.words.files();
    let write = |(key, path): &(&PageKey, &str)| {
        let written = writer.file(key, path);
        // An error of this kind cannot go from one thread to another.
        written.map_err(|error| format!("{path}: {error}"))
    };
    Ok(files.par_iter().try_for_each(write)?)
}

fn is_page(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "html")
}

fn put(path: &Path, bytes: &[u8]) -> Outcome<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    Ok(fs::write(path, bytes)?)
}

/// The plans of a corpus by the part of their addresses behind `plans/`.
fn plans(corpus: &Corpus) -> BTreeMap<String, PlanKey> {
    let id = |key| format!("{}/{}", corpus.topic(key).id, corpus.stem(key));
    corpus.plans().map(|(_, key)| (id(key), key)).collect()
}

/// A page for Hugo.
struct Page {
    /// The words of its view.
    view: Value,
    /// The other entries of its front matter.
    params: Map<String, Value>,
    /// The forms in which Hugo writes it.
    outputs: &'static [&'static str],
    /// Its text in Markdown.
    text: String,
}

impl Page {
    fn new(view: Value) -> Self {
        Self {
            view,
            params: Map::new(),
            outputs: &[],
            text: String::new(),
        }
    }

    fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    const fn outputs(mut self, outputs: &'static [&'static str]) -> Self {
        self.outputs = outputs;
        self
    }

    /// Takes a piece of prepared HTML out of the view and makes it the text.
    fn text_of(mut self, field: &str) -> Self {
        if let Some(html) = self.view[field].take().as_str() {
            self.text = table::plain(html);
        }
        self
    }

    /// Its file in `content/`.
    fn file(self) -> String {
        let mut entries = Map::new();
        if let Some(title) = self.view["frame"]["title"].as_str() {
            entries.insert("title".to_owned(), title.into());
            entries.insert("view".to_owned(), lean(self.view));
        }
        if !self.outputs.is_empty() {
            entries.insert("outputs".to_owned(), json!(self.outputs));
        }
        entries.extend(self.params);
        format!("{}\n{}", front_matter(&entries), self.text)
    }
}

struct Writer<'a> {
    words: Words,
    plans: BTreeMap<String, PlanKey>,
    corpus: &'a Corpus,
    root: &'a Path,
}

impl Writer<'_> {
    /// Writes what Hugo needs for one file of duibiao's, if that file is not one more form of a page.
    fn file(&self, key: &PageKey, path: &str) -> Outcome<()> {
        let page = match key {
            PageKey::NotFound => {
                let view = lean(self.view(key)?);
                return self.put("data/missing.json", &view.to_string());
            }
            PageKey::Home => self.home(key)?,
            PageKey::Plan(_) => self.plan(key, path)?,
            PageKey::Chain(..) => self.chain(key)?,
            PageKey::Matrix(scope, view) => self.matrix(scope, *view)?,
            PageKey::Indicator(_) => self.indicator(key)?,
            PageKey::Reference(_) => Page::new(self.view(key)?).text_of("note"),
            PageKey::Topic(_) => Page::new(self.view(key)?).text_of("description"),
            PageKey::Page(_) => Page::new(self.view(key)?).text_of("body"),
            PageKey::Data(dataset, DataFormat::Json) => self.dataset(*dataset)?,
            PageKey::DataPackage => self.package(key)?,
            PageKey::Crosswalk => Page::new(self.view(key)?).with("layout", "crosswalk"),
            PageKey::Method => Page::new(self.view(key)?).with("layout", "method"),
            PageKey::SiteMap => self.pages(key)?,
            _ if is_page(path) => Page::new(self.view(key)?),
            _ => return Ok(()),
        };
        self.put(&content_path(path), &page.file())
    }

    fn put(&self, path: &str, text: &str) -> Outcome<()> {
        put(&self.root.join(path), text.as_bytes())
    }

    fn view(&self, key: &PageKey) -> Outcome<Value> {
        let mut view = self.words.json(key)?;
        frame(&mut view["frame"]);
        table_of(&mut view, "fields", list::fields)?;
        table_of(&mut view, "citations", list::citations)?;
        if let Some(html) = view["legend"].as_str() {
            let [legend, marks] = list::legend(html);
            view["legend"] = legend;
            view["marks"] = marks;
        }
        Ok(view)
    }

    /// The first page, which the feed is another form of.
    fn home(&self, key: &PageKey) -> Outcome<Page> {
        let feed = self.words.text(&PageKey::Feed)?;
        let (head, entries) = feed.split_once("<entry>").unwrap_or((&feed, ""));
        let entries: Vec<Value> = entries.split("<entry>").map(entry).collect();
        let page = Page::new(self.view(key)?).outputs(&["html", "feed"]);
        Ok(page
            .with("updated", between(head, "<updated>", "<"))
            .with("entries", entries))
    }

    fn plan(&self, key: &PageKey, path: &str) -> Outcome<Page> {
        let PageKey::Plan(id) = key else {
            return Err("not a plan".into());
        };
        let mut view = self.view(key)?;
        table_of(&mut view, "targets", table::targets)?;
        table_of(&mut view, "promises", table::promises)?;
        if let Some(note) = view["note"].as_str() {
            view["note"] = table::plain(note).into();
        }
        let name = path.trim_start_matches("plans/");
        let name = name.trim_end_matches("/index.html");
        let made = self.plans.get(name).ok_or("no such plan in the corpus")?;
        let body = plan::plan(self.corpus, *made).body;
        let root = view["frame"]["root"].as_str().unwrap_or_default();
        let text = body::markdown(&body, &view, root);
        let rows = self
            .words
            .json(&PageKey::PlanTargets(*id, DataFormat::Json))?;
        let (promises, targets): (Vec<Value>, Vec<Value>) =
            rows_of(rows)?.into_iter().partition(is_promise);
        let citation = citation(name, &view);
        let page = Page::new(view)
            .outputs(&["html", "targetscsv", "targetsjson", "citebib", "citeris"])
            .with("targets", targets)
            .with("promises", promises)
            .with("cite", citation);
        Ok(Page { text, ..page })
    }

    fn chain(&self, key: &PageKey) -> Outcome<Page> {
        let mut view = self.view(key)?;
        let why = view["why"].take();
        table_of(&mut view, "table", |html| {
            table::chain(html, why.as_str().unwrap_or_default())
        })?;
        let page = Page::new(view);
        let PageKey::Chain(id, View::Loose) = key else {
            return Ok(page);
        };
        let rows = self
            .words
            .json(&PageKey::ChainVerdicts(*id, DataFormat::Json))?;
        Ok(page
            .outputs(&["html", "verdictscsv", "verdictsjson"])
            .with("rows", rows_of(rows)?))
    }

    fn matrix(&self, scope: &Scope, of: View) -> Outcome<Page> {
        let mut view = self.view(&PageKey::Matrix(scope.clone(), of))?;
        table_of(&mut view, "table", table::matrix)?;
        let page = Page::new(view);
        if of == View::Strict {
            return Ok(page);
        }
        let cells = PageKey::MatrixCells(scope.clone(), DataFormat::Json);
        Ok(page
            .outputs(&["html", "cellscsv", "cellsjson"])
            .with("rows", rows_of(self.words.json(&cells)?)?))
    }

    fn indicator(&self, key: &PageKey) -> Outcome<Page> {
        let PageKey::Indicator(id) = key else {
            return Err("not an indicator".into());
        };
        let mut view = self.view(key)?;
        let tables = match view["tables"].take() {
            Value::Array(tables) => tables,
            _ => Vec::new(),
        };
        for (section, html) in tables.iter().enumerate() {
            let html = html.as_str().unwrap_or_default();
            view["sections"][section]["table"] = table::indicator(html)?;
        }
        let rows = self
            .words
            .json(&PageKey::IndicatorRows(*id, DataFormat::Json))?;
        Ok(Page::new(view)
            .outputs(&["html", "rowscsv", "rowsjson"])
            .with("rows", rows_of(rows)?)
            .text_of("definition"))
    }

    /// The list of all pages.
    fn pages(&self, key: &PageKey) -> Outcome<Page> {
        let mut view = self.view(key)?;
        let lists = match view["lists"].take() {
            Value::Array(lists) => lists,
            _ => Vec::new(),
        };
        for (section, html) in lists.iter().enumerate() {
            let groups = list::pages(html.as_str().unwrap_or_default());
            view["sections"][section]["groups"] = groups;
        }
        Ok(Page::new(view).with("layout", "all-pages"))
    }

    /// A table of the whole site. Verdicts, targets and promises are those of the pages.
    fn dataset(&self, dataset: Dataset) -> Outcome<Page> {
        let rows = match dataset {
            Dataset::Verdicts | Dataset::Targets | Dataset::Commitments => Vec::new(),
            _ => rows_of(self.words.json(&PageKey::Data(dataset, DataFormat::Json))?)?,
        };
        let text = self.words.text(&PageKey::Data(dataset, DataFormat::Csv))?;
        let columns = text.lines().next().unwrap_or_default().split(',');
        Ok(Page::new(Value::Null)
            .outputs(&["datacsv", "datajson"])
            .with("layout", dataset.id())
            .with("columns", columns.collect::<Vec<_>>())
            .with("rows", rows))
    }

    /// The description of the data. It is data of the site, since Hugo would put the names of front
    /// matter into small letters.
    fn package(&self, key: &PageKey) -> Outcome<Page> {
        self.put("data/datapackage.json", &self.words.text(key)?)?;
        let page = Page::new(Value::Null).outputs(&["datajson"]);
        Ok(page.with("layout", "datapackage"))
    }
}

/// `a/b/index.html` is made from `content/a/b.md`. The pages at the head of a folder that has pages of
/// its own are the `_index.md` of it.
fn content_path(path: &str) -> String {
    let folder = path
        .trim_end_matches("index.html")
        .trim_end_matches(".json")
        .trim_end_matches('/');
    match folder {
        "" => "content/_index.md".to_owned(),
        "topics" | "regions" | "indicators" => format!("content/{folder}/_index.md"),
        _ => format!("content/{folder}.md"),
    }
}

/// Leaves out of a frame what is the same on every page and stands in the templates: the site, the
/// program, and the navigation but for the entry that the page belongs to.
fn frame(frame: &mut Value) {
    let mut entries = frame["nav"].as_array().into_iter().flatten();
    let current = entries.find(|entry| entry["current"] == true);
    let current = current.map(|entry| entry["text"].clone());
    if let Value::Object(fields) = frame {
        for shared in ["site", "nav", "generator", "scripts"] {
            fields.remove(shared);
        }
        fields.insert("entry".to_owned(), current.unwrap_or_default());
    }
}

/// Puts a table as values in the place of its HTML.
fn table_of(view: &mut Value, field: &str, read: impl Fn(&str) -> Outcome<Value>) -> Outcome<()> {
    let Some(html) = view[field].as_str() else {
        return Ok(());
    };
    view[field] = read(html)?;
    Ok(())
}

/// The lines of a data file. Hugo's templates put no quotation marks around values in CSV, so that none
/// may need them.
fn rows_of(rows: Value) -> Outcome<Vec<Value>> {
    let Value::Array(rows) = rows else {
        return Err("a data file is not a list".into());
    };
    let needs_quoting = |value: &Value| {
        let text = value.as_str().unwrap_or_default();
        text.contains([',', '"', '\n', '\r'])
    };
    let mut fields = rows
        .iter()
        .filter_map(Value::as_object)
        .flat_map(Map::values);
    match fields.find(|value| needs_quoting(value)) {
        Some(value) => Err(format!("{value} needs quotation marks in CSV").into()),
        None => Ok(rows),
    }
}

/// Whether a line of a plan's targets is a promise outside its table.
fn is_promise(row: &Value) -> bool {
    row["anchor"]
        .as_str()
        .is_some_and(|anchor| anchor.starts_with("c-"))
}

/// What the files for reference managers say.
fn citation(name: &str, view: &Value) -> Value {
    let metas = view["frame"]["metas"].as_array().into_iter().flatten();
    let metas: Map<String, Value> = metas
        .filter_map(|meta| Some((meta["name"].as_str()?.to_owned(), meta["content"].clone())))
        .collect();
    let date = metas["citation_publication_date"].as_str();
    let date = date.unwrap_or_default();
    let mut parts = date.split('/');
    let year = parts.next();
    let month = parts.next().map(|month| month.trim_start_matches('0'));
    json!({
        "key": name.replace('/', "-"),
        "title": metas.get("citation_title"),
        "author": metas.get("citation_author"),
        "number": metas.get("citation_technical_report_number"),
        "year": year,
        "month": month,
        "day": date,
        "date": date.replace('/', "-"),
        "url": metas.get("citation_public_url"),
    })
}

/// An entry of the feed.
fn entry(text: &str) -> Value {
    json!({
        "url": between(text, "<id>", "<"),
        "title": between(text, "<title>", "<"),
        "updated": between(text, "<updated>", "<"),
        "published": between(text, "<published>", "<"),
        "author": between(text, "<name>", "<"),
        "term": between(text, "term=\"", "\""),
        "label": between(text, "label=\"", "\""),
        "summary": between(text, "<summary>", "<"),
    })
}

fn between(text: &str, start: &str, end: &str) -> String {
    let found = text.split_once(start).map_or("", |(_, rest)| rest);
    found.split(end).next().unwrap_or_default().to_owned()
}
