//! Documents to plan files.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::known::{self, Known};
use super::place::{self, Existing, NewFile, NotWritten};
use crate::cli::Exit;
use crate::cli::arguments::{Import, OutputFormat, Repairs};
use crate::cli::console::Console;
use crate::cli::surroundings::Surroundings;
use duibiao_import::assemble::{self, Attachment, Context, Imported, NoticePlacement};
use duibiao_import::original::{Original, UnreadableOriginal};
use duibiao_import::readers::{self, Options};
use duibiao_import::repair::RepairMode;
use duibiao_import::{conserve, draw, promise, report, tables};
use duibiao_syntax::diagnostic::Language;

/// One document and what became of it.
struct Done {
    name: String,
    result: Result<Box<ReadDocument>, UnreadableOriginal>,
}

/// A document that was read.
struct ReadDocument {
    original: Original,
    imported: Imported,
    /// Its bytes, when they are kept, with the name that they get.
    kept: Option<(String, Vec<u8>)>,
}

pub(super) fn run(
    arguments: &Import,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> Exit {
    let known = known::read(
        arguments.dir.as_deref(),
        arguments.format,
        surroundings,
        console,
    );
    let Some(known) = known else {
        return Exit::Findings;
    };
    let language = console.language_for(known.language);
    if let Some(topic) = unknown_topic(arguments, &known) {
        console.fail(&match language {
            Language::Chinese => format!("--topic：项目里没有领域 {topic}"),
            Language::English => format!("--topic: the project has no topic {topic}"),
        });
        return Exit::Misuse;
    }
    let progress = console.work(arguments.files.len(), language, arguments.format);
    let done = AtomicUsize::new(0);
    let all: Vec<Done> = arguments
        .files
        .par_iter()
        .map(|file| {
            let one = read(&surroundings.folder.join(file), arguments, &known);
            progress.at(done.fetch_add(1, Ordering::Relaxed) + 1);
            one
        })
        .collect();
    progress.finish();
    let mut exit = Exit::Clean;
    let mut places = BTreeSet::new();
    for one in &all {
        if is_second(one, &mut places) {
            console.fail(&second(&one.name, language));
            exit = Exit::Findings;
        } else if !settle(one, arguments, &known, language, console) {
            exit = Exit::Findings;
        }
    }
    exit
}

/// Whether an earlier document of this run has the same place: one would go over the other.
fn is_second<'d>(one: &'d Done, places: &mut BTreeSet<&'d str>) -> bool {
    let path = one
        .result
        .as_ref()
        .ok()
        .and_then(|read| read.imported.path.as_deref());
    path.is_some_and(|path| !places.insert(path))
}

fn second(name: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!(
            "{name}：同一次导入里另一份文件已经是这个地区、领域和规划期，没有写入。请分开导入，或用 --region、--topic 说明"
        ),
        Language::English => format!(
            "{name}: another document of this run has the same region, topic and period; nothing was written of this one. Import them apart, or say --region or --topic"
        ),
    }
}

fn unknown_topic<'a>(arguments: &'a Import, known: &Known) -> Option<&'a str> {
    let topic = arguments.topic.as_deref()?;
    known
        .topics
        .iter()
        .all(|of_site| of_site.id != topic)
        .then_some(topic)
}

fn read(path: &Path, arguments: &Import, known: &Known) -> Done {
    let name = super::file_name(path);
    let result = document(path, &name, arguments, known).map(Box::new);
    Done { name, result }
}

fn document(
    path: &Path,
    name: &str,
    arguments: &Import,
    known: &Known,
) -> Result<ReadDocument, UnreadableOriginal> {
    let options = Options {
        accept_tracked_changes: arguments.accept_changes,
        ..Options::default()
    };
    let bytes = super::bytes(path, &options)?;
    let original = readers::read(name, &bytes, &options)?;
    let attachment = arguments.keep_original.then(|| attachment(path, &bytes));
    let context = Context {
        topics: &known.topics,
        catalogue: &known.catalogue,
        mode: mode(arguments.repair),
        region: arguments.region,
        topic: arguments.topic.as_deref(),
        notice: if arguments.keep_notice {
            NoticePlacement::Keep
        } else {
            NoticePlacement::SetApart
        },
        tables: &tables::find(&original),
        promises: &|paragraphs| promise::find(paragraphs, &known.catalogue),
        attachment: attachment.as_ref(),
    };
    let imported = assemble::import(&original, &context);
    Ok(ReadDocument {
        original,
        imported,
        kept: attachment.map(|attachment| (attachment.extension, bytes)),
    })
}

/// The original as a file for download. Its name is that of the plan, since names of offices tell about
/// offices.
fn attachment(path: &Path, bytes: &[u8]) -> Attachment {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    let is_plain = !extension.is_empty() && extension.bytes().all(|b| b.is_ascii_alphanumeric());
    let extension = match extension.to_ascii_lowercase().as_str() {
        // A Markdown file in `content/` would be taken for a document.
        "md" => "txt".to_owned(),
        other if is_plain => other.to_owned(),
        _ => "bin".to_owned(),
    };
    Attachment {
        extension,
        hash: blake3::hash(bytes).to_hex().to_string(),
    }
}

const fn mode(repairs: Repairs) -> RepairMode {
    match repairs {
        Repairs::None => RepairMode::None,
        Repairs::Safe => RepairMode::Safe,
        Repairs::All => RepairMode::All,
    }
}

/// Writes what is to be written of a document and tells about it; whether all went well.
fn settle(
    one: &Done,
    arguments: &Import,
    known: &Known,
    language: Language,
    console: &mut Console<'_>,
) -> bool {
    let read = match &one.result {
        Ok(read) => read,
        Err(unreadable) => {
            tell_unreadable(&one.name, unreadable, arguments.format, language, console);
            return false;
        }
    };
    let is_whole = !read
        .imported
        .problems
        .iter()
        .any(|problem| conserve::CODES.contains(&problem.code));
    let files = if is_whole {
        files(one, read, arguments, known)
    } else {
        Vec::new()
    };
    let written = if arguments.dry_run || files.is_empty() {
        Ok(())
    } else {
        place::write(&known.root, &files, arguments.force)
    };
    match arguments.format {
        OutputFormat::Json => console.say(&report::json_line(
            &one.name,
            &read.original,
            &read.imported,
        )),
        OutputFormat::Human => console.say(&report::terminal(
            &one.name,
            &read.original,
            &read.imported,
            language,
        )),
    }
    if arguments.format == OutputFormat::Human && written.is_ok() {
        let paths = files.iter().map(|file| file.path.as_str());
        console.say(&told(paths, arguments.dry_run, language));
        if files.is_empty() {
            console.say(nowhere(is_whole, language));
        }
    }
    if let Err(not_written) = &written {
        console.fail(&refusal(not_written, language));
    }
    is_whole && written.is_ok() && read.imported.path.is_some()
}

/// Why there is no file.
const fn nowhere(is_whole: bool, language: Language) -> &'static str {
    match (language, is_whole) {
        (Language::Chinese, true) => {
            "  没有写入：地区、领域、规划期要先齐全（--region、--topic）\n"
        }
        (Language::English, true) => {
            "  nothing to write: region, topic and period must be known first (--region, --topic)\n"
        }
        (Language::Chinese, false) => "  没有写入：不能证明原文全部保留，见上面各条\n",
        (Language::English, false) => {
            "  nothing to write: it is not proved that all of the original is kept, see above\n"
        }
    }
}

/// The plan file, its report and what was asked for besides. Without a region, topic and period a plan
/// has no place.
fn files(one: &Done, read: &ReadDocument, arguments: &Import, known: &Known) -> Vec<NewFile> {
    let Some(path) = &read.imported.path else {
        return Vec::new();
    };
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let file = |path: String, bytes: Vec<u8>, existing| NewFile {
        path,
        bytes,
        existing,
    };
    let page = report::markdown(&one.name, &read.original, &read.imported);
    let mut files = vec![
        file(
            path.clone(),
            read.imported.drawn.text.clone().into_bytes(),
            Existing::Stops,
        ),
        file(
            format!("{stem}.import.md"),
            page.into_bytes(),
            Existing::GivesWay,
        ),
    ];
    if let Some((extension, bytes)) = &read.kept {
        let path = format!("{stem}.{extension}");
        files.push(file(path, bytes.clone(), Existing::Stops));
    }
    if let (true, Some(topic)) = (arguments.stubs, &read.imported.metadata.topic) {
        let rows = assemble::unknown_rows(&read.imported.tables, &known.catalogue);
        files.extend(rows.into_iter().map(|row| {
            let hash = blake3::hash(row.name.as_bytes()).to_hex();
            let id = format!("{}-{}", topic.value, &hash[..8]);
            let (path, text) = draw::stub_indicator(row, &topic.value, &id);
            file(path, text.into_bytes(), Existing::Stays)
        }));
    }
    files
}

fn told<'a>(paths: impl Iterator<Item = &'a str>, is_dry: bool, language: Language) -> String {
    let label = match (language, is_dry) {
        (Language::Chinese, true) => "会写入",
        (Language::Chinese, false) => "已写入",
        (Language::English, true) => "would write",
        (Language::English, false) => "written",
    };
    let mut text = String::new();
    for path in paths {
        for word in ["  ", label, " ", path, "\n"] {
            text.push_str(word);
        }
    }
    text
}

fn refusal(not_written: &NotWritten, language: Language) -> String {
    let (path, cause) = (not_written.path.display(), &not_written.cause);
    let exists = cause.kind() == std::io::ErrorKind::AlreadyExists;
    match (language, exists) {
        (Language::Chinese, true) => format!("{path} 已经存在，没有写入。要覆盖就加 --force"),
        (Language::English, true) => {
            format!("{path} exists, nothing was written. Use --force to replace it")
        }
        (Language::Chinese, false) => format!("写不了 {path}：{cause}"),
        (Language::English, false) => format!("cannot write {path}: {cause}"),
    }
}

fn tell_unreadable(
    name: &str,
    unreadable: &UnreadableOriginal,
    format: OutputFormat,
    language: Language,
    console: &mut Console<'_>,
) {
    match (format, language) {
        (OutputFormat::Json, _) => console.say(&report::unreadable_line(name, unreadable)),
        (OutputFormat::Human, Language::Chinese) => {
            console.fail(&format!("{name}：{}", unreadable.zh));
        }
        (OutputFormat::Human, Language::English) => {
            console.fail(&format!("{name}: {}", unreadable.en));
        }
    }
}
