//! No circle among the files of a crate: what a file takes from another never leads back to it.
//!
//! A file may name the modules that it lies in, for a module and what lies below it are one concept; it
//! is everything else that is held to one direction. A module that only hands on names of those below
//! it (`pub use`) does not take them. Paths are read as text: `use` lines and paths that
//! begin with `crate`, `super`, `self` or a module below the file.

use std::collections::{BTreeMap, BTreeSet};

use crate::architecture::{File, sources};

/// A module by the parts of its path in its crate.
type Module = Vec<String>;

/// The modules of a crate, each with those that its file names.
type Graph = BTreeMap<Module, BTreeSet<Module>>;

#[test]
fn no_file_takes_from_a_file_that_takes_from_it() {
    let files = sources();
    let crates: BTreeSet<&str> = files.iter().map(|file| file.krate.as_str()).collect();
    let mut circles = Vec::new();
    for krate in crates {
        let graph = graph(files.iter().filter(|file| file.krate == krate));
        for module in graph.keys() {
            let back = reachable(&graph, module);
            if back.contains(module) {
                circles.push(format!("{krate}: {} takes from itself", module.join("::")));
            }
        }
    }
    assert!(circles.is_empty(), "\n{}", circles.join("\n"));
}

#[test]
fn a_circle_is_found() {
    let file = |inner: &str, text: &str| File {
        krate: "made-up".to_owned(),
        path: inner.to_owned(),
        inner: inner.to_owned(),
        text: text.to_owned(),
    };
    let files = [
        file("one.rs", "use crate::two::{three::Three, Two};\n"),
        file("two.rs", "mod three;\n"),
        file(
            "two/three.rs",
            "use super::super::one::One;\nuse super::Two;\n",
        ),
    ];
    let graph = graph(files.iter());
    let one = vec!["one".to_owned()];
    assert!(reachable(&graph, &one).contains(&one));
    let two = vec!["two".to_owned()];
    assert!(!reachable(&graph, &two).contains(&two));
}

fn graph<'f>(files: impl Iterator<Item = &'f File>) -> Graph {
    let files: BTreeMap<Module, &File> = files
        .filter(|file| !file.is_root() && !file.is_for_tests())
        .map(|file| (module(&file.inner), file))
        .collect();
    let modules: BTreeSet<&Module> = files.keys().collect();
    let named = |(at, file): (&Module, &&File)| {
        let taken = paths(at, file, &modules)
            .into_iter()
            .filter_map(|path| longest(&path, &modules))
            .filter(|taken| !at.starts_with(taken));
        (at.clone(), taken.collect())
    };
    files.iter().map(named).collect()
}

fn module(inner: &str) -> Module {
    let path = inner.strip_suffix(".rs").unwrap_or(inner);
    path.split('/').map(str::to_owned).collect()
}

/// Every path that a file names, from the root of its crate.
fn paths(at: &Module, file: &File, modules: &BTreeSet<&Module>) -> Vec<Module> {
    let code: Vec<&str> = file.code().map(|(_, line)| line).collect();
    let code = without_reexports(&code.join("\n"));
    let mut all = Vec::new();
    for (start, _) in code.match_indices(|c: char| c.is_alphabetic() || c == '_') {
        let before = code[..start].chars().next_back();
        let is_start = !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':');
        let rest = &code[start..];
        let first = rest
            .split(|c: char| !(c.is_alphanumeric() || c == '_'))
            .next();
        let Some(first) = first.filter(|first| is_start && rest[first.len()..].starts_with("::"))
        else {
            continue;
        };
        let below = [at.as_slice(), &[first.to_owned()]].concat();
        if matches!(first, "crate" | "super" | "self") || modules.contains(&below) {
            expand(rest, &mut Vec::new(), &mut all);
        }
    }
    all.iter().filter_map(|path| absolute(at, path)).collect()
}

fn without_reexports(code: &str) -> String {
    let statements = code.split_inclusive(';');
    let is_reexport = |statement: &&str| {
        let words = statement.trim_start();
        words.starts_with("pub use ") || (words.starts_with("pub(") && words.contains(") use "))
    };
    statements
        .filter(|statement| !is_reexport(statement))
        .collect()
}

/// The paths of `a::{b, c::{d, e}}`, part by part; gives back what stands behind them.
fn expand<'t>(text: &'t str, before: &mut Module, all: &mut Vec<Module>) -> &'t str {
    let depth = before.len();
    let mut text = text;
    loop {
        let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_'));
        let (part, rest) = text.split_at(end.unwrap_or(text.len()));
        before.push(part.to_owned());
        let Some(next) = rest.strip_prefix("::") else {
            text = rest;
            break;
        };
        let Some(mut inside) = next.strip_prefix('{') else {
            text = next;
            continue;
        };
        while !inside.starts_with('}') && !inside.is_empty() {
            inside = inside.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            if !inside.starts_with('}') {
                inside =
                    expand(inside, before, all).trim_start_matches(|c| !matches!(c, ',' | '}'));
            }
        }
        text = inside.strip_prefix('}').unwrap_or(inside);
        break;
    }
    all.push(before.clone());
    before.truncate(depth);
    text
}

/// A path as it stands in the file of `at`, from the root of the crate.
fn absolute(at: &Module, path: &[String]) -> Option<Module> {
    let ups = path.iter().take_while(|part| *part == "super").count();
    match path.first()?.as_str() {
        "crate" => Some(path[1..].to_vec()),
        "super" => Some([&at[..at.len().checked_sub(ups)?], &path[ups..]].concat()),
        "self" => Some([at, &path[1..]].concat()),
        _ => Some([at, path].concat()),
    }
}

/// The deepest module that a path leads into.
fn longest(path: &[String], modules: &BTreeSet<&Module>) -> Option<Module> {
    let mut ends = (1..=path.len()).rev();
    ends.find_map(|end| {
        let module = path[..end].to_vec();
        modules.contains(&module).then_some(module)
    })
}

/// What a module takes from, directly and through others.
fn reachable(graph: &Graph, from: &Module) -> BTreeSet<Module> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&Module> = graph[from].iter().collect();
    while let Some(module) = open.pop() {
        if seen.insert(module.clone()) {
            open.extend(graph.get(module).into_iter().flatten());
        }
    }
    seen
}
