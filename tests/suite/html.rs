//! Every file of the real site: pages that read well without sight, mouse or script, with no dead link
//! and nothing loaded from elsewhere; data that parse.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use rayon::prelude::*;
use scraper::{ElementRef, Html, Selector};

use duibiao_publish::read;
use duibiao_render::site::{self, SiteContent};

use crate::support::{Tree, drawn, package, today};

/// The files of the site of this project. Copied files hold nothing here.
static SITE: LazyLock<Tree> = LazyLock::new(site);

fn site() -> Tree {
    let read = read::project(package()).unwrap();
    let project = Arc::new(read.value);
    let compiled = site::compile(&project, &today());
    let findings = drawn(&compiled.diagnostics, &project.sources);
    let site = compiled.value.unwrap_or_else(|| panic!("{findings}"));
    let files = (0..site.paths().len()).into_par_iter().map(|at| {
        let mut bytes = Vec::new();
        if let SiteContent::CopyOf(path) = site.render(at, &mut bytes).unwrap() {
            assert!(path.is_file(), "{}", path.display());
        }
        (site.paths()[at].to_string(), bytes)
    });
    files.collect()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// Collects what is wrong with a page.
struct Page<'a> {
    path: &'a str,
    document: Html,
    faults: Vec<String>,
}

impl Page<'_> {
    fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.document
            .select(&Selector::parse(selector).unwrap())
            .collect()
    }

    fn check(&mut self, good: bool, fault: impl FnOnce() -> String) {
        if !good {
            self.faults.push(format!("{}: {}", self.path, fault()));
        }
    }

    /// Each element that the selector finds is a fault.
    fn none(&mut self, selector: &str) {
        let found: Vec<String> = self
            .all(selector)
            .iter()
            .map(|element| opening(*element))
            .collect();
        for element in found {
            self.check(false, || format!("{selector}: {element}"));
        }
    }
}

/// The opening tag of an element.
fn opening(element: ElementRef<'_>) -> String {
    let html = element.html();
    html.split_inclusive('>')
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

/// Runs checks over all pages and fails with everything that they found.
fn over_pages(files: &Tree, checks: &[fn(&mut Page<'_>)]) {
    let pages: Vec<(&String, &Vec<u8>)> = files
        .iter()
        .filter(|(path, _)| path.strip_suffix(".html").is_some())
        .collect();
    assert!(pages.len() > 100, "only {} pages", pages.len());
    let faults: Vec<String> = pages
        .par_iter()
        .flat_map_iter(|(path, bytes)| {
            let mut page = Page {
                path,
                document: Html::parse_document(text(bytes)),
                faults: Vec::new(),
            };
            for check in checks {
                check(&mut page);
            }
            page.faults
        })
        .collect();
    let shown = &faults[..faults.len().min(40)];
    assert!(
        faults.is_empty(),
        "{} faults, e.g.\n{}",
        faults.len(),
        shown.join("\n")
    );
}

fn outline(page: &mut Page<'_>) {
    let titles = page.all("h1").len();
    page.check(titles == 1, || format!("{titles} h1"));
    let levels: Vec<u8> = page
        .all("h1, h2, h3, h4, h5, h6")
        .iter()
        .map(|heading| heading.value().name().as_bytes()[1] - b'0')
        .collect();
    page.check(levels.first() == Some(&1), || {
        format!("begins with h{:?}", levels.first())
    });
    for pair in levels.windows(2) {
        page.check(pair[1] <= pair[0] + 1, || {
            format!("h{} behind h{}", pair[1], pair[0])
        });
    }
    let empty = page
        .all("h1, h2, h3, h4, h5, h6, title, caption")
        .iter()
        .filter(|of| words(**of).is_empty())
        .count();
    page.check(empty == 0, || format!("{empty} empty headings"));
}

fn head(page: &mut Page<'_>) {
    let lang = page
        .document
        .root_element()
        .attr("lang")
        .unwrap_or_default()
        .to_owned();
    page.check(lang == "zh-CN", || format!("lang is {lang:?}"));
    for selector in ["title", "meta[charset]", "meta[name=viewport]", "main"] {
        let count = page.all(selector).len();
        page.check(count == 1, || format!("{count} {selector}"));
    }
}

fn tables(page: &mut Page<'_>) {
    page.none("table:not(:has(> caption))");
    page.none("thead th:not([scope=col]):not([scope=colgroup])");
    page.none("tbody th:not([scope=row]):not([scope=rowgroup])");
    page.none("table:not(:has(th))");
    let empty = |cell: &ElementRef<'_>| {
        let shows = Selector::parse("img[alt], svg, input").unwrap();
        words(*cell).is_empty() && cell.select(&shows).next().is_none()
    };
    let cells: Vec<String> = page
        .all("td, th")
        .into_iter()
        .filter(empty)
        .map(opening)
        .collect();
    for cell in cells {
        page.check(false, || format!("an empty {cell}"));
    }
}

fn ids(page: &mut Page<'_>) {
    let ids: Vec<String> = page
        .all("[id]")
        .iter()
        .filter_map(|of| of.attr("id"))
        .map(str::to_owned)
        .collect();
    let mut seen = BTreeSet::new();
    for id in &ids {
        page.check(seen.insert(id) && !id.is_empty(), || {
            format!("id {id:?} twice")
        });
    }
}

fn nothing_active(page: &mut Page<'_>) {
    page.none("[style]");
    page.none("style");
    page.none("iframe, object, embed, base, meta[http-equiv=refresh]");
    page.none("script:not([src]):not([type='application/json']):not([type='application/ld+json'])");
    let handlers: Vec<String> = page
        .all("*")
        .into_iter()
        .filter(|element| {
            element
                .value()
                .attrs()
                .any(|(name, _)| name.starts_with("on"))
        })
        .map(opening)
        .collect();
    for element in handlers {
        page.check(false, || format!("a handler in {element}"));
    }
}

fn nothing_from_elsewhere(page: &mut Page<'_>) {
    let is_elsewhere = |address: &str| {
        address.contains("://") || address.starts_with("//") || address.starts_with("data:")
    };
    let mut foreign = Vec::new();
    for element in page.all("[src], [href], [srcset], [poster], [action], [data]") {
        let name = element.value().name();
        let says_only = matches!(
            element.attr("rel"),
            Some("canonical" | "license" | "alternate")
        );
        for (attribute, address) in element.value().attrs() {
            let loads = matches!(
                attribute,
                "src" | "href" | "srcset" | "poster" | "action" | "data"
            );
            let scheme = address.trim().to_ascii_lowercase();
            if scheme.starts_with("javascript:") || scheme.starts_with("vbscript:") {
                foreign.push(opening(element));
            }
            if loads && is_elsewhere(address) && name != "a" && !(name == "link" && says_only) {
                foreign.push(opening(element));
            }
        }
    }
    for element in foreign {
        page.check(false, || element.clone());
    }
}

#[test]
fn pages_are_sound() {
    let checks: [fn(&mut Page<'_>); 6] = [
        outline,
        head,
        tables,
        ids,
        nothing_active,
        nothing_from_elsewhere,
    ];
    over_pages(&SITE, &checks);
}

/// The addresses that a page refers to and the ids it has.
fn references(html: &str) -> (Vec<String>, BTreeSet<String>) {
    let document = Html::parse_document(html);
    let selector = Selector::parse("[href], [src], [id]").unwrap();
    let (mut addresses, mut ids) = (Vec::new(), BTreeSet::new());
    for element in document.select(&selector) {
        addresses.extend(
            ["href", "src"]
                .iter()
                .filter_map(|of| element.attr(of))
                .map(str::to_owned),
        );
        ids.extend(element.attr("id").map(str::to_owned));
    }
    (addresses, ids)
}

/// The file that an address on a page leads to.
fn resolved(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    if path.is_empty() {
        return Some(from.to_owned());
    }
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    let joined = parts.join("/");
    Some(match (joined.is_empty(), path.ends_with('/')) {
        (true, _) => "index.html".to_owned(),
        (false, true) => format!("{joined}/index.html"),
        (false, false) => joined,
    })
}

#[test]
fn every_link_leads_somewhere() {
    let files = &*SITE;
    let pages: BTreeMap<&str, (Vec<String>, BTreeSet<String>)> = files
        .iter()
        .filter(|(path, _)| path.strip_suffix(".html").is_some())
        .map(|(path, bytes)| (path.as_str(), references(text(bytes))))
        .collect();
    let mut dead = Vec::new();
    for (from, (addresses, _)) in &pages {
        for address in addresses {
            if !leads_somewhere(from, address, files, &pages) {
                dead.push(format!("{from}: {address}"));
            }
        }
    }
    dead.dedup();
    let shown = &dead[..dead.len().min(40)];
    assert!(
        dead.is_empty(),
        "{} dead links, e.g.\n{}",
        dead.len(),
        shown.join("\n")
    );
}

fn leads_somewhere(
    from: &str,
    address: &str,
    files: &Tree,
    pages: &BTreeMap<&str, (Vec<String>, BTreeSet<String>)>,
) -> bool {
    let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
    if path.contains("://") || path.starts_with("mailto:") || path.starts_with("tel:") {
        return true;
    }
    // The page for wrong addresses is shown anywhere, so its own links begin at the root.
    let target = match path.strip_prefix('/') {
        Some(rooted) if from == "404.html" => resolved("index.html", rooted),
        Some(_) => None,
        None => resolved(from, path),
    };
    let Some(target) = target.filter(|target| files.contains_key(target)) else {
        return false;
    };
    let has = |(_, ids): &(_, BTreeSet<String>)| ids.contains(anchor);
    anchor.is_empty() || pages.get(target.as_str()).is_some_and(has)
}

#[test]
fn every_page_can_be_reached_from_the_first() {
    let files = &*SITE;
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut open = vec!["index.html".to_owned()];
    while let Some(page) = open.pop() {
        let (addresses, _) = references(text(&files[&page]));
        for address in addresses.iter().filter(|address| !address.contains("://")) {
            let path = address.split('#').next().unwrap_or_default();
            let target =
                resolved(&page, path).filter(|target| target.strip_suffix(".html").is_some());
            if let Some(target) = target.filter(|target| files.contains_key(target))
                && reached.insert(target.clone())
            {
                open.push(target);
            }
        }
    }
    let lost: Vec<&String> = files
        .keys()
        .filter(|path| path.strip_suffix(".html").is_some() && !reached.contains(*path))
        .filter(|path| *path != "404.html")
        .collect();
    assert!(
        lost.is_empty(),
        "{} pages cannot be reached: {lost:?}",
        lost.len()
    );
}

#[test]
fn data_files_parse() {
    let files = &*SITE;
    let mut counts = (0, 0);
    for (path, bytes) in files {
        match path.rsplit_once('.').map(|(_, extension)| extension) {
            Some("json") => {
                counts.0 += 1;
                let parsed: Result<serde_json::Value, _> = serde_json::from_slice(bytes);
                assert!(parsed.is_ok(), "{path}: {parsed:?}");
            }
            Some("csv") => {
                counts.1 += 1;
                csv(path, bytes);
            }
            _ => {}
        }
    }
    assert!(counts.0 > 50 && counts.1 > 50, "{counts:?}");
}

/// UTF-8 with a mark for spreadsheets or without; as many fields in each record; no field that a
/// spreadsheet takes for a formula.
fn csv(path: &str, bytes: &[u8]) {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let mut fields = None;
    for (at, record) in reader.records().enumerate() {
        let record = record.unwrap_or_else(|error| panic!("{path}: {error}"));
        let wanted = *fields.get_or_insert(record.len());
        assert_eq!(record.len(), wanted, "{path}, record {}", at + 1);
        let formula = record
            .iter()
            .find(|field| field.len() > 1 && field.starts_with(['=', '@', '\t', '\r']));
        assert_eq!(formula, None, "{path}, record {}", at + 1);
    }
    assert!(fields.is_some(), "{path} is empty");
}

#[test]
fn feeds_are_well_formed() {
    let files = &*SITE;
    for path in ["feed.xml", "sitemap.xml"] {
        let xml = text(&files[path]);
        assert!(
            xml.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>")
                || xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"),
            "{path}"
        );
        well_formed(path, xml);
    }
    let pages = files
        .keys()
        .filter(|path| path.strip_suffix(".html").is_some() && *path != "404.html");
    let listed = text(&files["sitemap.xml"]).matches("<loc>").count();
    assert_eq!(listed, pages.count(), "sitemap.xml lists every page");
}

/// Tags close in order, and every ampersand begins an entity. Enough for what a program writes.
fn well_formed(path: &str, xml: &str) {
    let mut open = Vec::new();
    for piece in xml.split('<').skip(1) {
        let (tag, rest) = piece
            .split_once('>')
            .unwrap_or_else(|| panic!("{path}: <{piece}"));
        assert!(!rest.contains('>'), "{path}: {piece}");
        let name = tag
            .split([' ', '\n', '/'])
            .find(|name| !name.is_empty())
            .unwrap_or_default();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{path}: </{name}>");
        } else if !tag.starts_with(['?', '!']) && !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{path}: {open:?} left open");
    for piece in xml.split('&').skip(1) {
        let entity = piece.split(';').next().unwrap_or_default();
        let known =
            ["amp", "lt", "gt", "quot", "apos"].contains(&entity) || entity.starts_with('#');
        assert!(known, "{path}: &{entity}");
    }
}
