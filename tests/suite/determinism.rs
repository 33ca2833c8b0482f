//! The same project gives the same bytes: twice, in any order of reading, with any number of threads.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use duibiao_publish::read;
use duibiao_render::site::{self, SiteContent};
use duibiao_syntax::project::Project;
use duibiao_syntax::region::{self, Level};
use duibiao_syntax::site_path::SitePath;
use duibiao_syntax::source::Sources;

use crate::support::{Tree, drawn, lay, package, put, today};

/// A project as it is read from a folder.
fn project(root: &Path) -> Project {
    let read = read::project(root).unwrap();
    assert!(
        read.diagnostics.is_empty(),
        "{}",
        drawn(&read.diagnostics, &read.value.sources)
    );
    read.value
}

/// Every file of the site, made by so many threads; a copied file counts as the path it is copied from.
fn built(project: &Project, threads: usize) -> Tree {
    let pool = ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap();
    pool.install(|| {
        let compiled = site::compile(&Arc::new(project.clone()), &today());
        let findings = drawn(&compiled.diagnostics, &project.sources);
        let site = compiled.value.unwrap_or_else(|| panic!("{findings}"));
        let files = (0..site.paths().len()).into_par_iter().map(|at| {
            let mut bytes = Vec::new();
            let content = site.render(at, &mut bytes).unwrap();
            if let SiteContent::CopyOf(path) = content {
                bytes = path.to_str().unwrap().into();
            }
            (site.paths()[at].to_string(), bytes)
        });
        let mut files: Tree = files.collect();
        files.insert("(findings)".to_owned(), findings.into_bytes());
        files.insert(
            "(tally)".to_owned(),
            format!("{:?}", site.tally()).into_bytes(),
        );
        files
    })
}

/// The same texts read in another order. Places of findings follow the order of reading, so only
/// projects without findings may be shuffled.
fn shuffled(project: &Project) -> Project {
    let mut order: Vec<usize> = (0..project.sources.as_slice().len()).collect();
    // A fixed shuffle: by the remainders of a multiplication.
    order.sort_by_key(|at| (at * 7919 + 13) % 1009);
    let mut sources = Sources::default();
    let mut ids = BTreeMap::new();
    for at in order {
        let source = &project.sources.as_slice()[at];
        ids.insert(
            source.id,
            sources.add(source.path.clone(), source.text.clone()),
        );
    }
    let mut documents: Vec<_> = project.documents.iter().map(|id| ids[id]).collect();
    documents.reverse();
    Project {
        sources,
        documents,
        ..project.clone()
    }
}

#[track_caller]
fn assert_same(first: &Tree, second: &Tree) {
    let differing: Vec<&String> = first
        .keys()
        .chain(second.keys())
        .filter(|path| first.get(*path) != second.get(*path))
        .collect();
    assert!(
        differing.is_empty(),
        "{} differ: {:?}",
        differing.len(),
        &differing[..differing.len().min(10)]
    );
}

/// Thirty plans of one topic, at all levels, each with a table, a box and citations of others.
fn thirty_plans(root: &Path) {
    put(
        root,
        "duibiao.toml",
        "title = \"示例站\"\nkind = \"government\"\nbase_url = \"https://duibiao.example/a/\"\n",
    );
    put(
        root,
        "content/topics/sample.md",
        "---\nid: sample\ntitle: 示例领域\n---\n",
    );
    for at in 0..8 {
        let measure = ["rate", "total", "level"][at % 3];
        let text = format!(
            "---\nid: sample-{at}\nname: 示例指标{at}号\ntopic: sample\nunit: \"%\"\nbetter: higher\n\
             measure: {measure}\nalso:\n  - {{ name: 示例别名{at}号, grade: wording, reason: 只供测试。 }}\n---\n"
        );
        put(
            root,
            &format!("content/indicators/sample/sample-{at}.md"),
            text,
        );
    }
    for (at, stem) in stems().iter().enumerate() {
        put(
            root,
            &format!("content/plans/sample/{stem}.md"),
            plan(at, stem),
        );
    }
}

fn stems() -> Vec<String> {
    let level = |level: Level, count: usize| {
        region::all()
            .filter(move |entry| entry.level == level && entry.retired.is_none())
            .take(count)
            .map(|entry| format!("{}-2021", entry.code))
    };
    let plans = level(Level::Nation, 1).chain(level(Level::Province, 4));
    plans
        .chain(level(Level::City, 10))
        .chain(level(Level::County, 15))
        .collect()
}

fn plan(at: usize, stem: &str) -> String {
    let region = &stem[..6];
    let mut text = format!(
        "---\ntitle: 示例规划{at}\nregion: \"{region}\"\ntopic: sample\nperiod: 2021-2025\nstatus: in-force\n\
         text: digest\nverification: transcribed\n---\n\n# 一、目标\n\n\
         | 序号 | 指标名称 | 2025年目标值 |\n|---|---|---|\n"
    );
    for row in 0..5 {
        let indicator = (at + row) % 8;
        let name = if (at + row).is_multiple_of(3) {
            "别名"
        } else {
            "指标"
        };
        let value = 50 + (at * 7 + row * 3) % 50;
        let _ = writeln!(
            text,
            "| {} | 示例{name}{indicator}号 | ≥{value}% |",
            row + 1
        );
    }
    let _ = write!(
        text,
        "\n# 二、任务\n\n> [!专栏 1] 示例\n> 落实《示例规划{}》和《未收录{}》，达到[{at}%以上](indicator:sample-{})。\n",
        (at + 3) % 30,
        at % 5,
        at % 8
    );
    text
}

#[test]
fn the_real_project_is_always_the_same() {
    let project = project(package());
    let first = built(&project, 1);
    assert_same(&first, &built(&project, 4));
    assert_same(&first, &built(&project, 1));
}

#[test]
fn thirty_plans_are_the_same_from_anywhere_in_any_order() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    thirty_plans(here.path());
    let mut files = crate::support::tree(here.path());
    let last = files.pop_last().unwrap();
    lay(&Tree::from([last]), there.path());
    lay(&files, there.path());
    let first = built(&project(here.path()), 1);
    assert!(first.len() > 200, "{} files", first.len());
    assert_eq!(
        first["(findings)"],
        "没有发现问题\n".as_bytes(),
        "shuffled places would differ"
    );
    assert_same(&first, &built(&project(there.path()), 3));
    assert_same(&first, &built(&shuffled(&project(here.path())), 2));
}

#[test]
fn a_change_changes_bytes() {
    let folder = tempfile::tempdir().unwrap();
    thirty_plans(folder.path());
    let first = built(&project(folder.path()), 1);
    let path = format!("content/plans/sample/{}.md", stems()[0]);
    let text = std::fs::read_to_string(folder.path().join(&path)).unwrap();
    put(folder.path(), &path, text.replace("≥50%", "≥51%"));
    assert_ne!(first, built(&project(folder.path()), 1));
}

/// A build puts some files together from others; a preview renders them.
#[test]
fn what_is_put_together_is_what_is_rendered() {
    let project = Arc::new(project(package()));
    let compiled = site::compile(&project, &today());
    let site = compiled.value.unwrap();
    let rendered = |at: usize| {
        let mut bytes = Vec::new();
        site.render(at, &mut bytes).unwrap();
        bytes
    };
    let concats = site.concats();
    assert_eq!(concats.len(), 2, "the verdicts, as CSV and as JSON");
    for (at, concat) in concats {
        let parts: Vec<Vec<u8>> = concat.parts.iter().map(|part| rendered(*part)).collect();
        let kept: Vec<&[u8]> = parts.iter().filter_map(|part| concat.kept(part)).collect();
        let mut together = concat.head.clone();
        together.extend(kept.join(concat.between));
        together.extend(concat.tail);
        assert!(together == rendered(at), "{}", site.paths()[at]);
    }
}

/// A build makes both formats of a table in one go; a preview makes the one that is asked for.
#[test]
fn twins_are_what_each_is_alone() {
    let project = Arc::new(project(package()));
    let site = site::compile(&project, &today()).value.unwrap();
    let format_pairs = site.format_pairs();
    let is_csv = |path: &&SitePath| path.as_str().strip_suffix(".csv").is_some();
    assert_eq!(
        format_pairs.len(),
        site.paths().iter().filter(is_csv).count(),
        "every CSV has a twin"
    );
    for (csv, json) in format_pairs {
        let (mut first, mut second) = (Vec::new(), Vec::new());
        site.render_format_pair(csv, [&mut first, &mut second])
            .unwrap();
        for (at, bytes) in [(csv, first), (json, second)] {
            let mut alone = Vec::new();
            site.render(at, &mut alone).unwrap();
            assert!(bytes == alone, "{}", site.paths()[at]);
        }
    }
}
