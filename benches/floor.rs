//! The floor: a bare program that does what no program for the same work can leave out. It reads the
//! same sources, runs pulldown-cmark over them and writes as many files of the same sizes, one after the
//! other as a plain program does, or on several threads. It knows nothing of plans, checks nothing and
//! compares nothing.
//!
//! `floor THREADS CONTENT LIST OUTPUT`: `LIST` has a line `BYTES PATH` for each file to write. Its last line of
//! output says what it used, for the bench `stages`, which calls it.
#![expect(clippy::print_stdout, reason = "this is a program of its own")]
#![expect(
    clippy::disallowed_methods,
    reason = "it does nothing but read and write"
)]

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag};
use rayon::prelude::*;

#[expect(dead_code, reason = "only the memory is told here")]
mod usage;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let [threads, content, list, output] = &arguments[..] else {
        println!("floor THREADS CONTENT LIST OUTPUT: called by the bench `stages`");
        return Ok(());
    };
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.parse()?)
        .build_global()?;
    build(Path::new(content), Path::new(list), Path::new(output))?;
    println!("bench peak_kib {}", usage::peak_kib("self").unwrap_or(0));
    Ok(())
}

fn build(content: &Path, list: &Path, output: &Path) -> Result<(), Box<dyn Error>> {
    let mut sources = Vec::new();
    find(content, &mut sources)?;
    sources.sort();
    let list = fs::read_to_string(list)?;
    let files: Vec<(usize, &str)> = list.lines().filter_map(file).collect();
    fs::create_dir_all(output)?;
    let (count, total) = (sources.len(), files.len());
    sources
        .par_iter()
        .enumerate()
        .try_for_each(|(at, source)| {
            let html = html(&fs::read_to_string(source)?);
            // Each source brings its share of the files, those beside each other in one folder.
            let share = &files[at * total / count..(at + 1) * total / count];
            share
                .iter()
                .try_for_each(|(bytes, path)| write(&output.join(path), *bytes, html.as_bytes()))
        })?;
    Ok(())
}

fn find(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            find(&entry.path(), found)?;
        } else {
            found.push(entry.path());
        }
    }
    Ok(())
}

fn file(line: &str) -> Option<(usize, &str)> {
    let (bytes, path) = line.split_once(' ')?;
    Some((bytes.parse().ok()?, path))
}

/// The text behind the front matter as simple HTML.
fn html(source: &str) -> String {
    let body = source
        .get(3..)
        .and_then(|rest| rest.split_once("\n---\n"))
        .map_or(source, |(_, body)| body);
    let mut html = String::with_capacity(body.len() + body.len() / 4);
    for event in Parser::new_ext(body, Options::ENABLE_TABLES) {
        match event {
            Event::Start(tag) => html.push_str(name(&tag)),
            Event::Text(text) | Event::Code(text) => html.push_str(&text),
            Event::End(_) => html.push_str("</>\n"),
            _ => {}
        }
    }
    html
}

fn name(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::Heading { .. } => "<h2>",
        Tag::Table(_) => "<table>",
        Tag::TableRow => "<tr>",
        Tag::TableCell => "<td>",
        Tag::Link { .. } => "<a>",
        _ => "<p>",
    }
}

/// Writes a file of so many bytes, the same text again and again.
fn write(path: &Path, bytes: usize, text: &[u8]) -> io::Result<()> {
    let mut file = create(path)?;
    let text = if text.is_empty() { b"\n" } else { text };
    let mut left = bytes;
    while left > 0 {
        let piece = &text[..left.min(text.len())];
        file.write_all(piece)?;
        left -= piece.len();
    }
    Ok(())
}

fn create(path: &Path) -> io::Result<File> {
    match File::create(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            File::create(path)
        }
        file => file,
    }
}
