//! What keeps the shape of the code true: the order of modules, where the world may be touched, what is
//! documented, and that no fixture is forgotten.
//!
//! These tests read source text. Two conventions make that enough: `use` lines name one module of the
//! crate each, and tests stand at the end of a file or in files of their own.

use std::fs;

use duibiao_syntax::diagnostic::{Code, Severity};

use crate::support::{fixtures, package, tree};

/// The modules that may touch disk, clock, environment and terminal, by their crates; all of them where a
/// crate names none.
const EDGES: [(&str, &[&str]); 3] = [
    ("duibiao", &["cli"]),
    (
        "duibiao-publish",
        &["read", "write", "publish", "published", "revision", "store"],
    ),
    ("duibiao-preview", &["serve", "preview"]),
];

/// What only edges may name.
const WORLD: [&str; 10] = [
    "std::fs",
    "std::env::",
    "std::net",
    "std::process",
    "Instant",
    "SystemTime",
    "println!",
    "print!",
    "stdin",
    "stdout",
];

/// Where each code is explained.
const EXPLANATIONS: &str = "crates/duibiao-report/src/explain/diagnostics.md";

/// More lines than this are no longer read at once.
const LONGEST_FILE: usize = 700;

/// A file of the program's sources.
pub(crate) struct File {
    /// The name of its crate.
    pub(crate) krate: String,
    /// Its path from the root of the repository.
    pub(crate) path: String,
    /// Its path below the `src` of its crate.
    pub(crate) inner: String,
    /// What it says.
    pub(crate) text: String,
}

impl File {
    /// The module of the crate that it belongs to.
    fn module(&self) -> &str {
        let first = self.inner.split('/').next().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// How many modules deep it is: `site.rs` 1, `parse/body.rs` 2.
    fn depth(&self) -> usize {
        self.inner.split('/').count()
    }

    /// Whether it is the root of its crate.
    pub(crate) fn is_root(&self) -> bool {
        matches!(&*self.inner, "lib.rs" | "main.rs" | "embedded.rs")
    }

    /// Whether it is compiled for tests alone.
    pub(crate) fn is_for_tests(&self) -> bool {
        self.is_test()
            || self
                .inner
                .split('/')
                .any(|part| matches!(part.trim_end_matches(".rs"), "fixture" | "mock" | "maker"))
    }

    fn is_test(&self) -> bool {
        self.inner
            .split('/')
            .any(|part| matches!(part, "tests" | "tests.rs"))
    }

    fn is_edge(&self) -> bool {
        EDGES
            .iter()
            .any(|(krate, modules)| *krate == self.krate && modules.contains(&self.module()))
    }

    /// The lines that are neither comment nor test, with their numbers.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let own = self.text.find("#[cfg(test)]\nmod tests {");
        let text = &self.text[..own.unwrap_or(self.text.len())];
        let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// The modules of the crate that its code names, with the lines.
    fn named(&self) -> Vec<(usize, &str)> {
        let up = "super::".repeat(self.depth());
        self.code()
            .flat_map(|(at, line)| {
                let absolute = line
                    .match_indices("crate::")
                    .map(|(from, way)| from + way.len());
                let relative = line.match_indices(&up).map(|(from, way)| from + way.len());
                absolute
                    .chain(relative)
                    .map(move |from| (at, identifier(&line[from..])))
            })
            .collect()
    }
}

fn identifier(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_'));
    &text[..end.unwrap_or(text.len())]
}

/// The folders of Rust code, each a crate: its name and where its sources lie.
fn crates() -> Vec<(String, String)> {
    let mut crates = vec![
        ("duibiao".to_owned(), "src".to_owned()),
        ("duibiao-themes".to_owned(), "themes".to_owned()),
    ];
    for entry in fs::read_dir(package().join("crates")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let folder = format!("crates/{name}/src");
        crates.push((name, folder));
    }
    crates.sort();
    crates
}

/// All files of the program's sources, tests included.
pub(crate) fn sources() -> Vec<File> {
    let mut files = Vec::new();
    for (krate, folder) in crates() {
        let below = tree(&package().join(&folder)).into_iter();
        files.extend(
            below
                .filter(|(path, _)| path.strip_suffix(".rs").is_some())
                .map(|(inner, bytes)| File {
                    krate: krate.clone(),
                    path: format!("{folder}/{inner}"),
                    inner,
                    text: String::from_utf8(bytes).unwrap(),
                }),
        );
    }
    files
}

/// The modules of a crate in the order of its root.
fn order<'f>(files: &'f [File], krate: &str) -> Vec<&'f str> {
    let root = files
        .iter()
        .find(|file| file.krate == krate && matches!(&*file.inner, "lib.rs" | "embedded.rs"))
        .unwrap();
    let declared = root
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod "));
    declared.map(|name| name.trim_end_matches(';')).collect()
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// The code of the crates' modules, without the roots and without tests.
fn code(files: &[File]) -> impl Iterator<Item = &File> {
    files
        .iter()
        .filter(|file| !file.is_root() && !file.is_test())
}

#[test]
fn modules_name_only_modules_above_them() {
    let files = sources();
    let mut faults = Vec::new();
    for (krate, _) in crates() {
        let order = order(&files, &krate);
        let place = |module: &str| order.iter().position(|name| *name == module);
        for file in code(&files).filter(|file| file.krate == krate) {
            let (own, path) = (file.module(), &file.path);
            let Some(here) = place(own) else {
                faults.push(format!("{path}: the crate has no module {own}"));
                continue;
            };
            for (line, named) in file.named() {
                if place(named).is_none_or(|there| there > here) {
                    faults.push(format!(
                        "{path}:{line}: {own} names {named}, which is not above it"
                    ));
                }
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn only_edges_touch_the_world() {
    let files = sources();
    let core = code(&files).filter(|file| !file.is_edge());
    let mut faults = Vec::new();
    for file in core {
        for (line, text) in file.code() {
            let touched = WORLD.iter().filter(|word| text.contains(**word));
            faults.extend(touched.map(|word| format!("{}:{line}: {word}", file.path)));
        }
    }
    assert_none(&faults);
}

#[test]
fn imports_name_one_module_each() {
    let files = sources();
    let faults: Vec<String> = code(&files)
        .flat_map(|file| file.code().map(move |(line, text)| (file, line, text)))
        .filter(|(_, _, text)| text.contains("crate::{") || text.contains("crate::*"))
        .map(|(file, line, _)| format!("{}:{line}: a `use` of several modules", file.path))
        .collect();
    assert_none(&faults);
}

#[test]
fn every_file_says_what_it_is_and_can_be_read() {
    let mut faults = Vec::new();
    for File { path, text, .. } in &sources() {
        if !text.starts_with("//! ") {
            faults.push(format!("{path}: does not begin with //!"));
        }
        if text.lines().count() > LONGEST_FILE {
            faults.push(format!("{path}: longer than {LONGEST_FILE} lines"));
        }
        let tests = text.split("#[cfg(test)]\nmod tests {").nth(1);
        if tests
            .is_some_and(|tests| tests.lines().filter(|line| line.starts_with('}')).count() != 1)
        {
            faults.push(format!("{path}: something stands behind its tests"));
        }
        if path.rsplit('/').next() == Some("mod.rs") {
            faults.push(format!("{path}: write {path} as a file beside its folder"));
        }
    }
    assert_none(&faults);
}

#[test]
fn tests_say_what_they_are_too() {
    let suite = tree(&package().join("tests/suite"));
    let files = suite
        .iter()
        .filter(|(path, _)| path.strip_suffix(".rs").is_some());
    let faults: Vec<String> = files
        .filter(|(_, bytes)| {
            !bytes.starts_with(b"//! ") || bytes.split(|byte| *byte == b'\n').count() > LONGEST_FILE
        })
        .map(|(path, _)| format!("tests/suite/{path}: no //! or too long"))
        .collect();
    assert_none(&faults);
}

/// Where HTML is written.
const HTML_WRITER: &str = "crates/duibiao-render/src/html.rs";

/// What puts a literal into a text without escaping what stands beside it.
const UNESCAPED: [&str; 6] = [
    "write!(",
    "writeln!(",
    "format!(",
    "format_args!(",
    "push_str(",
    "String::from(",
];

/// The literals of calls that put one into a text, each with its line.
fn unescaped_literals(file: &File) -> Vec<(usize, String)> {
    let lines: Vec<(usize, &str)> = file.code().collect();
    let text: String = lines.iter().flat_map(|(_, line)| [*line, "\n"]).collect();
    let mut found = Vec::new();
    for call in UNESCAPED {
        for (at, _) in text.match_indices(call) {
            let mut arguments = &text[at + call.len()..];
            if call.starts_with("write") {
                arguments = arguments.split_once(',').unwrap().1;
            }
            let (line, _) = lines[text[..at].matches('\n').count()];
            found.extend(literal(arguments.trim_start()).map(|words| (line, words)));
        }
    }
    found
}

/// The literal that a text begins with, as it is written.
fn literal(text: &str) -> Option<String> {
    let written = text
        .strip_prefix('"')
        .or_else(|| text.strip_prefix("r#\""))?;
    let mut is_escaped = false;
    let words = written.chars().take_while(|c| {
        let ends = *c == '"' && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        !ends
    });
    Some(words.collect())
}

/// Whether a literal is markup: a tag, or the beginning of an attribute before a value. A name in brackets
/// behind a slash is a part of a path.
fn is_markup(literal: &str) -> bool {
    let tag = literal.match_indices('<').any(|(at, _)| {
        let behind = literal[at + 1..].trim_start_matches('/');
        behind.starts_with(|c: char| c.is_ascii_alphabetic()) && !literal[..at].ends_with('/')
    });
    tag || literal.contains("=\\\"{")
}

#[test]
fn html_is_written_by_its_writer_alone() {
    let files = sources();
    let mut faults = Vec::new();
    for file in code(&files).filter(|file| !file.is_for_tests() && file.path != HTML_WRITER) {
        for (line, literal) in unescaped_literals(file) {
            if is_markup(&literal) {
                let path = &file.path;
                faults.push(format!(
                    "{path}:{line}: markup beside the writer: {literal}"
                ));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn markup_is_told_from_other_text() {
    for markup in [
        "<p>",
        "{a}</p>",
        " href=\\\"{link}\\\"",
        "x<br",
        "\n<a href",
    ] {
        assert!(is_markup(markup), "{markup}");
    }
    for other in [
        "content/plans/<topic>/{id}.md",
        "a < b",
        "{a} => \\\"{b}\\\"",
    ] {
        assert!(!is_markup(other), "{other}");
    }
}

/// A section of the page of codes.
struct Section<'a> {
    heading: &'a str,
    text: &'a str,
}

fn sections(text: &str) -> Vec<Section<'_>> {
    let parts = text.split("\n## ").skip(1);
    parts
        .map(|part| {
            let (heading, rest) = part.split_once('\n').unwrap();
            Section {
                heading,
                text: rest,
            }
        })
        .collect()
}

#[test]
fn every_code_is_explained_in_order() {
    let text = fs::read_to_string(package().join(EXPLANATIONS)).unwrap();
    let sections = sections(&text);
    let headings: Vec<&str> = sections.iter().map(|section| section.heading).collect();
    let codes: Vec<String> = Code::ALL
        .iter()
        .map(|code| format!("{code} {code:?}"))
        .collect();
    assert_eq!(headings, codes);
    let faults: Vec<String> = Code::ALL
        .iter()
        .zip(&sections)
        .flat_map(|(code, section)| unexplained(*code, section.text))
        .collect();
    assert_none(&faults);
}

/// What the section of a code lacks.
fn unexplained(code: Code, text: &str) -> Vec<String> {
    let severity = match code.severity() {
        Severity::Error => "错误：",
        Severity::Warning => "警告：",
        Severity::Note => "提示：",
    };
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let has = |start: &str| {
        lines
            .iter()
            .any(|line| line.starts_with(start) && line.len() > start.len())
    };
    let meaning = code.meaning();
    let wanted = [
        (
            lines.first().is_some_and(|line| line.starts_with(severity)),
            severity,
        ),
        (lines.contains(&meaning), meaning),
        (text.matches("```").count() == 2, "one example in a fence"),
        (has("改法："), "改法："),
    ];
    let lacking = wanted.into_iter().filter(|(there, _)| !there);
    lacking
        .map(|(_, what)| format!("{EXPLANATIONS}, {code}: no {what}"))
        .collect()
}

#[test]
fn every_code_is_used() {
    let files = sources();
    let used = |code: Code| {
        let name = format!("Code::{code:?}");
        let mut lines = code_lines(&files);
        lines.any(|line| {
            line.match_indices(&name).any(|(at, _)| {
                identifier(&line[at + "Code::".len()..]).len() == name.len() - "Code::".len()
            })
        })
    };
    let unused: Vec<Code> = Code::ALL
        .iter()
        .copied()
        .filter(|code| !used(*code))
        .collect();
    assert_eq!(unused, [], "nothing emits them");
}

fn code_lines(files: &[File]) -> impl Iterator<Item = &str> {
    code(files).flat_map(|file| file.code().map(|(_, line)| line))
}

#[test]
fn no_fixture_is_forgotten() {
    let suite = tree(&package().join("tests/suite"));
    let tests: Vec<String> = suite
        .into_iter()
        .chain(tree(&package().join("src")))
        .chain(tree(&package().join("crates")))
        .filter(|(path, _)| path.strip_suffix(".rs").is_some())
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect();
    for entry in fs::read_dir(fixtures("")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let named = |text: &String| {
            ["\"{}\"", "\"{}/", "fixtures/{}/", "fixtures/{}\""]
                .iter()
                .any(|form| text.contains(&form.replace("{}", &name)))
        };
        assert!(
            tests.iter().any(named),
            "no test names tests/fixtures/{name}"
        );
    }
}
