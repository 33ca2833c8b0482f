//! How long it takes to import a text of 30 KB and a Word file of 5 MB, made up by chance.
//!
//! `cargo bench --bench import` prints the best of several runs and what is demanded: 50 ms and 2 s. Without
//! `--bench`, which cargo adds, nothing is run: tests are not timed.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it found")]
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark is what measures time"
)]

use std::error::Error;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use duibiao_import::assemble::{self, Context, NoticePlacement};
use duibiao_import::readers::{self, Options};
use duibiao_import::repair::RepairMode;
use duibiao_import::{promise, tables};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The allocator of the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn Error>> {
    if std::env::args().all(|argument| argument != "--bench") {
        return Ok(());
    }
    let text = text(30 << 10);
    report(
        "text",
        &text.into_bytes(),
        "a.txt",
        20,
        Duration::from_millis(50),
    )?;
    let word = word_file(5 << 20)?;
    report("Word file", &word, "a.docx", 3, Duration::from_secs(2))
}

fn report(
    what: &str,
    bytes: &[u8],
    name: &str,
    runs: usize,
    demand: Duration,
) -> Result<(), Box<dyn Error>> {
    let mut best = Duration::MAX;
    for _ in 0..runs {
        let started = Instant::now();
        import(name, bytes)?;
        best = best.min(started.elapsed());
    }
    let word = if best <= demand { "met   " } else { "MISSED" };
    println!(
        "{word} {what} of {} KB: {best:.1?}, at most {demand:?}",
        bytes.len() >> 10
    );
    Ok(())
}

fn import(name: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let original =
        readers::read(name, bytes, &Options::default()).map_err(|unreadable| unreadable.en)?;
    let context = Context {
        topics: &[],
        catalogue: &[],
        mode: RepairMode::Safe,
        region: None,
        topic: None,
        notice: NoticePlacement::SetApart,
        tables: &tables::find(&original),
        promises: &|paragraphs| promise::find(paragraphs, &[]),
        attachment: None,
    };
    let imported = assemble::import(&original, &context);
    std::hint::black_box(imported.drawn.text.len());
    Ok(())
}

/// Characters in the order of a generator that always begins alike, so that every run measures one text.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from(self.0 % u64::from(limit)).unwrap_or_default()
    }

    fn words(&mut self, count: u32) -> String {
        (0..count)
            .filter_map(|_| char::from_u32(0x4E00 + self.below(5000)))
            .collect()
    }
}

/// Clauses, prose and one table of indicators.
fn text(bytes: usize) -> String {
    let mut chance = Chance(88_172_645_463_325_252);
    let mut text = String::from(
        "示例市“十四五”示例规划\n\n一、规划目标\n\n示例市“十四五”主要指标\n\n\t指标名称\n\t目标值\n\n",
    );
    for row in 1..=12 {
        let name = chance.words(9);
        let _ = write!(text, "\t（{row}）\n\t{name}率\n\t≥{}%\n\n", 50 + row);
    }
    while text.len() < bytes {
        let paragraph = chance.words(120);
        let _ = write!(
            text,
            "{paragraph}，建成{}个示例点。\n\n",
            chance.below(90) + 2
        );
    }
    text
}

/// A Word file of so many bytes as packed: paragraphs, and a table in every hundredth place.
fn word_file(bytes: usize) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut chance = Chance(88_172_645_463_325_252);
    let mut body = String::new();
    let paragraph = |body: &mut String, words: &str| {
        let _ = write!(body, "<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    };
    // Chance packs to about two thirds of its three bytes a character.
    let mut count = 0;
    while body.len() < bytes * 3 / 2 {
        count += 1;
        let words = chance.words(150);
        paragraph(&mut body, &words);
        if count % 100 == 0 {
            body.push_str("<w:tbl>");
            for _ in 0..10 {
                body.push_str("<w:tr>");
                for _ in 0..4 {
                    body.push_str("<w:tc>");
                    let words = chance.words(6);
                    paragraph(&mut body, &words);
                    body.push_str("</w:tc>");
                }
                body.push_str("</w:tr>");
            }
            body.push_str("</w:tbl>");
        }
    }
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let xml = format!("<w:document xmlns:w=\"{space}\"><w:body>{body}</w:body></w:document>");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", SimpleFileOptions::default())?;
    writer.write_all(xml.as_bytes())?;
    Ok(writer.finish()?.into_inner())
}
