//! `duibiao import --verify PLAN --against ORIGINAL`: every cell of a plan file looked up in its original.

use std::fs;
use std::path::Path;

use jiff::civil::Date;

use super::known;
use super::place::{self, Existing, NewFile};
use crate::cli::Exit;
use crate::cli::arguments::{Import, OutputFormat};
use crate::cli::console::Console;
use crate::cli::surroundings::Surroundings;
use duibiao_import::original::UnreadableOriginal;
use duibiao_import::promise::CatalogueName;
use duibiao_import::readers::{self, Options};
use duibiao_import::report;
use duibiao_import::verify::{self, Verification};
use duibiao_import::{draw, tables};
use duibiao_syntax::diagnostic::Language;
use duibiao_syntax::document::{Document, Proof, fingerprint};
use duibiao_syntax::parse;
use duibiao_syntax::source::Sources;

pub(super) fn run(
    arguments: &Import,
    (plan, original): (&Path, &Path),
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
    let plan_path = surroundings.folder.join(plan);
    let original_path = surroundings.folder.join(original);
    let names = (super::file_name(plan), super::file_name(original));
    let proved = fs::read_to_string(&plan_path)
        .map_err(|cause| not_a_plan(&cause.to_string()))
        .and_then(|text| {
            prove(
                &plan_path,
                text,
                &original_path,
                &known.catalogue,
                arguments,
            )
        });
    let proved = match proved {
        Ok(proved) => proved,
        Err(unreadable) => {
            let words = match language {
                Language::Chinese => &unreadable.zh,
                Language::English => &unreadable.en,
            };
            console.fail(words);
            return Exit::Findings;
        }
    };
    tell(&proved, &names, arguments.format, language, console);
    if !proved.verification.is_complete() {
        return Exit::Findings;
    }
    if arguments.record
        && !record(
            &plan_path,
            &names.1,
            &proved,
            surroundings,
            language,
            console,
        )
    {
        return Exit::Findings;
    }
    Exit::Clean
}

fn tell(
    proved: &Proved,
    names: &(String, String),
    format: OutputFormat,
    language: Language,
    console: &mut Console<'_>,
) {
    let (names, verification) = ((&*names.0, &*names.1), &proved.verification);
    console.say(&match format {
        OutputFormat::Json => report::verification_line(names, verification),
        OutputFormat::Human => report::verification(names, verification, language),
    });
}

/// A plan file whose cells were looked up.
struct Proved {
    text: String,
    fingerprint: String,
    /// That of the original.
    hash: String,
    verification: Verification,
}

fn prove(
    plan: &Path,
    text: String,
    original: &Path,
    catalogue: &[CatalogueName],
    arguments: &Import,
) -> Result<Proved, UnreadableOriginal> {
    let mut sources = Sources::default();
    let id = sources.add(content_path(plan), text.as_str());
    let Some(Document::Plan(document)) = parse::document(sources.get(id)).value else {
        return Err(not_a_plan("`duibiao check`"));
    };
    let options = Options {
        accept_tracked_changes: arguments.accept_changes,
        ..Options::default()
    };
    let bytes = super::bytes(original, &options)?;
    let read = readers::read(&super::file_name(original), &bytes, &options)?;
    let cells = verify::cells(&document, sources.get(id), catalogue);
    if cells.rows.is_empty() && cells.promises.is_empty() {
        return Err(nothing_to_prove());
    }
    Ok(Proved {
        fingerprint: fingerprint(&document.body),
        hash: blake3::hash(&bytes).to_hex().to_string(),
        verification: verify::verify(&cells, &read, &tables::find(&read)),
        text,
    })
}

/// The path of a plan file from the root of its project, which says what kind of document it is.
fn content_path(plan: &Path) -> String {
    let parts: Vec<_> = plan
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    let from = parts
        .iter()
        .rposition(|part| part == "content")
        .unwrap_or(0);
    parts[from..].join("/")
}

/// Nothing found of nothing would be a proof of nothing.
fn nothing_to_prove() -> UnreadableOriginal {
    UnreadableOriginal {
        code: "nothing-to-prove",
        zh: "这份规划文件没有指标行，也没有承诺，没有可核对的单元格".to_owned(),
        en: "the plan file has neither rows nor promises: there is no cell to prove".to_owned(),
    }
}

fn not_a_plan(cause: &str) -> UnreadableOriginal {
    UnreadableOriginal {
        code: "no-plan",
        zh: format!("--verify 要的是 content/plans/ 里一份没有错误的规划文件：{cause}"),
        en: format!("--verify takes a plan file of content/plans/ without errors: {cause}"),
    }
}

/// Writes the proof into the front matter; whether that went well.
fn record(
    plan: &Path,
    original: &str,
    proved: &Proved,
    surroundings: &Surroundings,
    language: Language,
    console: &mut Console<'_>,
) -> bool {
    let count = u32::try_from(proved.verification.proofs.len()).unwrap_or(u32::MAX);
    let proof = Proof {
        original: original.into(),
        hash: proved.hash.as_str().into(),
        on: today(surroundings),
        proved: count,
        cells: count,
        fingerprint: proved.fingerprint.as_str().into(),
    };
    let Some(text) = draw::with_proof(&proved.text, &proof) else {
        console.fail(match language {
            Language::Chinese => "文件头没有结束，不能记录",
            Language::English => "the front matter is not closed, so nothing can be recorded",
        });
        return false;
    };
    let folder = plan.parent().unwrap_or(Path::new("."));
    let file = NewFile {
        path: super::file_name(plan),
        bytes: text.into_bytes(),
        existing: Existing::GivesWay,
    };
    match place::write(folder, &[file], true) {
        Ok(()) => {
            let words = match language {
                Language::Chinese => "已记入文件头 proof\n",
                Language::English => "recorded as `proof` in the front matter\n",
            };
            console.tell(words);
            true
        }
        Err(not_written) => {
            let (path, cause) = (not_written.path.display(), not_written.cause);
            console.fail(&format!("{path}: {cause}"));
            false
        }
    }
}

/// The day in China, where the plans are from; that of `SOURCE_DATE_EPOCH` when it is set.
fn today(surroundings: &Surroundings) -> Date {
    let given = surroundings
        .variable("SOURCE_DATE_EPOCH")
        .and_then(|seconds| seconds.parse().ok())
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    let now = given.unwrap_or_else(jiff::Timestamp::now);
    jiff::tz::Offset::constant(8).to_datetime(now).date()
}
