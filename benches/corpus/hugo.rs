//! A corpus as a site of Hugo: the same plans, and a page for every plan, chain, region, indicator and
//! topic.
//!
//! Hugo is given less to do than duibiao: what stands beside each row on the chain pages, which rows an
//! indicator has, where each citation leads and which plans a place has are all worked out here and put
//! into front matter, so that its templates only print them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::catalogue::{self, Indicator, PROMISES, SLOTS, Topic};
use super::plan::{Cited, Plan};
use super::row::{self, Row};
use super::{Corpus, PlanKey, plan};

/// Settings and templates.
static SITE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/benches/hugo");

/// Writes the site into an empty folder and says how many pages it has to have.
pub(crate) fn write(corpus: &Corpus, root: &Path) -> io::Result<usize> {
    fs::create_dir_all(root)?;
    SITE.extract(root)?;
    let mut site = Site {
        corpus,
        root,
        pages: 0,
        by_indicator: BTreeMap::new(),
        by_place: BTreeMap::new(),
        by_topic: BTreeMap::new(),
    };
    for (_, key) in corpus.plans() {
        site.plan(key)?;
    }
    site.regions()?;
    site.topics()?;
    site.indicators()?;
    site.references()?;
    Ok(site.pages)
}

/// The pages so far, and the lines of the lists that come last.
struct Site<'a> {
    corpus: &'a Corpus,
    root: &'a Path,
    pages: usize,
    by_indicator: BTreeMap<String, String>,
    by_place: BTreeMap<usize, String>,
    by_topic: BTreeMap<usize, String>,
}

impl Site<'_> {
    fn put(&mut self, path: &str, text: &str) -> io::Result<()> {
        let path = self.root.join("content").join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        self.pages += 1;
        fs::write(path, text)
    }

    fn url(&self, folder: &str, key: PlanKey) -> String {
        format!(
            "/{folder}/{}/{}/",
            self.corpus.topic(key).id,
            self.corpus.stem(key)
        )
    }

    fn path(&self, folder: &str, key: PlanKey) -> String {
        format!(
            "{folder}/{}/{}.md",
            self.corpus.topic(key).id,
            self.corpus.stem(key)
        )
    }

    fn plan(&mut self, key: PlanKey) -> io::Result<()> {
        let plan = plan::plan(self.corpus, key);
        let (url, place) = (self.url("plans", key), &self.corpus.place(key).name);
        let line = format!("  {{ title = '{}', url = '{url}' }},\n", plan.title);
        self.by_place.entry(key.place).or_default().push_str(&line);
        self.by_topic.entry(key.topic).or_default().push_str(&line);
        for row in &plan.rows {
            let Row {
                name,
                target,
                indicator,
                ..
            } = row;
            let line = format!(
                "  {{ region = '{place}', url = '{url}', name = '{name}', target = '{target}' }},\n"
            );
            self.by_indicator
                .entry(indicator.clone())
                .or_default()
                .push_str(&line);
        }
        let (page, chain) = (self.plan_page(key, &plan), self.chain_page(key, &plan));
        self.put(&self.path("plans", key), &page)?;
        self.put(&self.path("chains", key), &chain)
    }

    fn plan_page(&self, key: PlanKey, plan: &Plan) -> String {
        let citations = plan.citations.iter().map(|citation| {
            let url = match &citation.cited {
                Cited::Plan(key) => self.url("plans", *key),
                Cited::Reference(id) => format!("/references/{id}/"),
                Cited::Missing => String::new(),
            };
            format!("  {{ title = '{}', url = '{url}' }},\n", citation.title)
        });
        let citations: String = citations.collect();
        let Plan {
            title,
            doc_no,
            issuer,
            written,
            published,
            status,
            ..
        } = plan;
        let (place, chain) = (self.corpus.place(key), self.url("chains", key));
        let body = plan.body.replace("](indicator:", "](/indicators/");
        format!(
            "+++\ntitle = '{title}'\nregion = '{}'\nregion_url = '/regions/{}/'\ndoc_no = '{doc_no}'\nissuer = '{issuer}'\n\
             written = '{written}'\npublished = '{published}'\nstatus = '{status}'\nchain = '{chain}'\ncitations = [\n{citations}]\n+++\n\n{body}",
            place.name, place.code
        )
    }

    fn chain_page(&self, key: PlanKey, plan: &Plan) -> String {
        let above: Vec<PlanKey> = self.corpus.above(key).collect();
        let tables: Vec<Vec<Row>> = above.iter().map(|key| self.table(*key)).collect();
        let levels = above
            .iter()
            .map(|key| format!("'{}', ", self.corpus.place(*key).name));
        let levels: String = levels.collect();
        let mut rows = String::new();
        for row in &plan.rows {
            let Row {
                indicator,
                name,
                target,
                ..
            } = row;
            let values = tables
                .iter()
                .map(|table| format!("'{}', ", beside(row, table)));
            let values: String = values.collect();
            // Writing to a text does not fail.
            writeln!(rows, "  {{ name = '{name}', url = '/indicators/{indicator}/', own = '{target}', above = [{values}] }},").ok();
        }
        let (title, url) = (&plan.title, self.url("plans", key));
        format!(
            "+++\ntitle = '{title}：与上级对照'\nplan = '{url}'\nlevels = [{levels}]\nrows = [\n{rows}]\n+++\n"
        )
    }

    /// The table of a plan above; empty when there is no such plan.
    fn table(&self, key: PlanKey) -> Vec<Row> {
        if self.corpus.find(key).is_some() {
            row::rows(self.corpus, key)
        } else {
            Vec::new()
        }
    }

    fn regions(&mut self) -> io::Result<()> {
        let corpus = self.corpus;
        let mut wanted: BTreeSet<usize> = BTreeSet::new();
        for place in self.by_place.keys() {
            wanted.extend(std::iter::successors(Some(*place), |place| {
                corpus.places()[*place].parent
            }));
        }
        for at in wanted {
            let place = &corpus.places()[at];
            let above = place
                .parent
                .map(|parent| format!("/regions/{}/", corpus.places()[parent].code));
            let (above, plans) = (
                above.unwrap_or_default(),
                self.by_place.remove(&at).unwrap_or_default(),
            );
            let text = format!(
                "+++\ntitle = '{}'\nabove = '{above}'\nplans = [\n{plans}]\n+++\n",
                place.name
            );
            self.put(&format!("regions/{}.md", place.code), &text)?;
        }
        Ok(())
    }

    fn topics(&mut self) -> io::Result<()> {
        let corpus = self.corpus;
        let mut list = String::new();
        for (at, topic) in corpus.topics().iter().enumerate() {
            let Topic { id, title } = topic;
            let plans = self.by_topic.remove(&at).unwrap_or_default();
            self.put(
                &format!("topics/{id}.md"),
                &format!("+++\ntitle = '{title}'\nplans = [\n{plans}]\n+++\n"),
            )?;
            writeln!(list, "  {{ title = '{title}', url = '/topics/{id}/' }},").ok();
        }
        self.put(
            "_index.md",
            &format!("+++\ntitle = '示例规划对照'\ntopics = [\n{list}]\n+++\n"),
        )
    }

    fn references(&mut self) -> io::Result<()> {
        for reference in catalogue::references(self.corpus.topics()) {
            let catalogue::Reference { id, title, .. } = reference;
            let text = format!("+++\ntitle = '{title}'\n+++\n虚构的文件，供示例规划引用。\n");
            self.put(&format!("references/{id}.md"), &text)?;
        }
        Ok(())
    }

    fn indicators(&mut self) -> io::Result<()> {
        let corpus = self.corpus;
        for topic in corpus.topics() {
            for indicator in SLOTS.iter().flatten().chain(&PROMISES) {
                let (id, name) = (
                    indicator.id_in(topic),
                    Indicator::named(topic, indicator.name),
                );
                let rows = self.by_indicator.remove(&id).unwrap_or_default();
                let text = format!(
                    "+++\ntitle = '{name}'\nrows = [\n{rows}]\n+++\n虚构的指标，没有真实的计算方法。\n"
                );
                self.put(&format!("indicators/{id}.md"), &text)?;
            }
        }
        Ok(())
    }
}

/// What stands beside a row in a table above.
fn beside<'a>(row: &Row, table: &'a [Row]) -> &'a str {
    let found = table.iter().find(|other| other.indicator == row.indicator);
    found.map_or("未设", |other| &other.target)
}
