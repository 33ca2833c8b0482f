//! How long each stage of a build takes, and the whole beside the floor and, where it is there, Hugo.
//!
//! `cargo bench --bench stages -- [SIZE …] [--floor PROGRAM] [--hugo PROGRAM] [--runs N] [--dir FOLDER]
//! [--seed N] [--check] [--keep]` makes a corpus of each size (100, 1,000 and 10,000 plans when none is
//! named) in a temporary folder, builds it and prints tables; `scripts/bench` finds the other two
//! programs. Hugo makes the same pages and data files as duibiao, all but the manifest, from a site of its
//! own (`corpus::hugo`), which is made from duibiao's finished words before anything is timed; when it
//! lacks a file, or its files of a kind are not about as large, the benchmark fails ([`kinds`]).
//! With `--check` a demand that is not met is a failure; with `--keep` the corpora stay. Each
//! build runs in a process of its own, so that its memory and its user time are its own; all programs
//! have two threads, the floor also one, and take turns, so that a busy machine slows all of them. Without `--bench`, which
//! cargo adds, nothing is run: tests are not timed.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it found")]
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark makes files and folders of its own"
)]

use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use tempfile::TempDir;

use corpus::{Corpus, hugo, project};
use kinds::Files;
use measure::{Run, run, typical};
use report::Measured;

mod corpus;
mod kinds;
mod measure;
mod pipeline;
mod report;
mod usage;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The allocator of the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
/// Memory that Hugo may need for a plan: it took 3 MiB, and a system must not come to its end.
const HUGO_KIB: u64 = 4 << 10;

fn main() -> Outcome<ExitCode> {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    match arguments.first().and_then(|first| first.to_str()) {
        Some("--child-build") => {
            pipeline::build(Path::new(&arguments[1]), Path::new(&arguments[2]))
                .map(|()| ExitCode::SUCCESS)
        }
        Some("--child-stages") => child_stages(&arguments[1..]).map(|()| ExitCode::SUCCESS),
        _ if arguments.iter().any(|argument| argument == "--bench") => {
            bench(&Options::of(&arguments)?)
        }
        _ => {
            println!("nothing is measured without --bench; use cargo bench");
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn child_stages(arguments: &[OsString]) -> Outcome<()> {
    let runs = arguments[2].to_str().and_then(|runs| runs.parse().ok());
    pipeline::stages(
        Path::new(&arguments[0]),
        Path::new(&arguments[1]),
        runs.unwrap_or(1),
    )
}

/// What was asked for.
#[derive(Debug)]
struct Options {
    sizes: Vec<usize>,
    floor: Option<PathBuf>,
    hugo: Option<PathBuf>,
    runs: Option<usize>,
    folder: PathBuf,
    seed: u64,
    check: bool,
    keep: bool,
}

impl Options {
    fn of(arguments: &[OsString]) -> Outcome<Self> {
        let mut options = Self {
            sizes: Vec::new(),
            floor: None,
            hugo: None,
            runs: None,
            folder: std::env::temp_dir(),
            seed: 1,
            check: false,
            keep: false,
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let name = argument.to_str().unwrap_or_default();
            let mut value = || {
                rest.next()
                    .cloned()
                    .ok_or_else(|| format!("{name} needs a value"))
            };
            match name {
                "--bench" => {}
                "--check" => options.check = true,
                "--keep" => options.keep = true,
                "--floor" => options.floor = Some(value()?.into()),
                "--hugo" => options.hugo = Some(value()?.into()),
                "--dir" => options.folder = value()?.into(),
                "--runs" => options.runs = Some(number(&value()?)?),
                "--seed" => options.seed = u64::try_from(number(&value()?)?)?,
                _ => options.sizes.push(number(argument)?),
            }
        }
        if options.sizes.is_empty() {
            options.sizes = vec![100, 1_000, 10_000];
        }
        Ok(options)
    }

    /// Fewer runs of what takes long.
    fn runs(&self, plans: usize) -> usize {
        self.runs.unwrap_or(if plans > 2_000 { 3 } else { 5 })
    }
}

fn number(text: &OsString) -> Outcome<usize> {
    let digits = text.to_string_lossy().replace([',', '_'], "");
    digits
        .parse()
        .map_err(|error| format!("{}: no option, and {error}", text.display()).into())
}

fn bench(options: &Options) -> Outcome<ExitCode> {
    let mut all = Vec::new();
    let mut met = true;
    for plans in &options.sizes {
        let mut bench = Bench::new(options, *plans)?;
        let measured = bench.measure()?;
        met &= report::size(&measured);
        all.push(measured);
        if options.keep {
            bench.folder.disable_cleanup(true);
            println!("  kept {}", bench.path("project").display());
        }
    }
    met &= report::growth(&all);
    Ok(if met || !options.check {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// One size.
struct Bench<'a> {
    options: &'a Options,
    plans: usize,
    corpus: Corpus,
    size: project::Size,
    folder: TempDir,
}

impl<'a> Bench<'a> {
    fn new(options: &'a Options, plans: usize) -> Outcome<Self> {
        let folder = tempfile::Builder::new()
            .prefix("duibiao-bench-")
            .tempdir_in(&options.folder)?;
        let corpus = Corpus::new(plans, options.seed);
        let size = project::write(&corpus, &folder.path().join("project"))?;
        Ok(Self {
            options,
            plans: corpus.len(),
            corpus,
            size,
            folder,
        })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn measure(&self) -> Outcome<Measured> {
        let stages = self.stages()?;
        let hugo_program = self.hugo_program();
        if hugo_program.is_some() {
            hugo::write(&self.corpus, &self.path("project"), &self.path("hugo"))?;
        }
        let mut kinds = Vec::new();
        let (mut cold, mut again, mut hugo) = (vec![], vec![], vec![]);
        let (mut floor, mut floor_of_two) = (vec![], vec![]);
        for round in 0..self.options.runs(self.plans) {
            cold.push(self.build()?);
            again.push(self.build()?);
            let files = self.published()?;
            let ours: Files = files.iter().cloned().collect();
            fs::remove_dir_all(self.path("site"))?;
            if let Some(program) = &self.options.floor {
                floor.push(self.floor(program, 1, files.clone())?);
                floor_of_two.push(self.floor(program, 2, files)?);
            }
            // Hugo takes its time; three runs are enough, and one of many plans.
            let rounds = if self.plans > 2_000 { 1 } else { 3 };
            if let Some(program) = hugo_program.filter(|_| round < rounds) {
                let (run, theirs) = self.hugo(program)?;
                kinds = kinds::compare(&ours, &theirs)?;
                hugo.push(run);
            }
        }
        Ok(Measured {
            plans: self.plans,
            source_bytes: self.size.bytes,
            plan_bytes: self.size.plan_bytes,
            stages,
            cold: typical(&cold),
            again: typical(&again),
            floor: (!floor.is_empty()).then(|| typical(&floor)),
            floor_of_two: (!floor_of_two.is_empty()).then(|| typical(&floor_of_two)),
            hugo: (!hugo.is_empty()).then(|| typical(&hugo)),
            kinds,
        })
    }

    /// This program in a process of its own.
    fn child(&self, mode: &str) -> Outcome<Command> {
        let mut command = Command::new(std::env::current_exe()?);
        command
            .arg(mode)
            .arg(self.path("project"))
            .arg(self.path("site/output"));
        command.env("RAYON_NUM_THREADS", "2");
        Ok(command)
    }

    fn stages(&self) -> Outcome<Vec<(String, Duration)>> {
        fs::create_dir_all(self.path("site"))?;
        let facts = run(self
            .child("--child-stages")?
            .arg(self.options.runs(self.plans).to_string()))?
        .facts;
        fs::remove_dir_all(self.path("site"))?;
        let stage = |(name, micros): (String, u64)| {
            let name = name
                .split_once(' ')
                .map_or(name.as_str(), |(_, stage)| stage);
            (name.to_owned(), Duration::from_micros(micros))
        };
        Ok(facts.into_iter().map(stage).collect())
    }

    fn build(&self) -> Outcome<Run> {
        fs::create_dir_all(self.path("site"))?;
        run(&mut self.child("--child-build")?)
    }

    /// The bare program, writing the files that were just built.
    fn floor(&self, program: &Path, threads: usize, mut files: Vec<(String, u64)>) -> Outcome<Run> {
        let (list, output) = (self.path("list"), self.path("floor"));
        let lines: Vec<String> = files
            .iter()
            .map(|(path, bytes)| format!("{bytes} {path}"))
            .collect();
        fs::write(&list, lines.join("\n"))?;
        let mut floor = run(Command::new(program)
            .arg(threads.to_string())
            .arg(self.path("project/content"))
            .arg(&list)
            .arg(&output))?;
        fs::remove_dir_all(&output)?;
        // The manifest is not one of its own files.
        files.pop();
        floor.facts.insert("files".to_owned(), files.len() as u64);
        floor.facts.insert(
            "bytes".to_owned(),
            files.iter().map(|(_, bytes)| bytes).sum(),
        );
        Ok(floor)
    }

    /// The files of the site with their sizes, as its manifest tells, and the manifest.
    fn published(&self) -> Outcome<Vec<(String, u64)>> {
        let text = fs::read_to_string(self.path("site/output").join(kinds::MANIFEST))?;
        let manifest: serde_json::Value = serde_json::from_str(&text)?;
        let files = manifest["files"]
            .as_object()
            .ok_or("the manifest names no files")?;
        let size = |(path, file): (&String, &serde_json::Value)| {
            Some((path.clone(), file["bytes"].as_u64()?))
        };
        let mut all: Vec<(String, u64)> = files.iter().filter_map(size).collect();
        all.push((kinds::MANIFEST.to_owned(), text.len() as u64));
        Ok(all)
    }

    /// Hugo, unless it is not to be measured or the memory is too small for it.
    fn hugo_program(&self) -> Option<&Path> {
        let program = self.options.hugo.as_deref()?;
        let (needed, free) = (HUGO_KIB * self.plans as u64, usage::free_kib());
        if free.is_some_and(|free| free < needed) {
            println!(
                "SKIP Hugo at {} plans: it takes up to {} MiB of memory, and {} MiB are free",
                self.plans,
                needed >> 10,
                free.unwrap_or(0) >> 10
            );
            return None;
        }
        Some(program)
    }

    /// Hugo, and the files that it wrote.
    fn hugo(&self, program: &Path) -> Outcome<(Run, Files)> {
        let output = self.path("hugo-output");
        let mut command = Command::new(program);
        command
            .arg("--source")
            .arg(self.path("hugo"))
            .arg("--destination")
            .arg(&output);
        command
            .args(["--logLevel", "error", "--noBuildLock"])
            .env("HUGO_CACHEDIR", self.path("hugo-cache"));
        let mut hugo = run(command.env("GOMAXPROCS", "2"))?;
        let files = files(&output)?;
        hugo.facts.extend([
            ("files".to_owned(), files.len() as u64),
            ("bytes".to_owned(), files.values().sum()),
        ]);
        fs::remove_dir_all(&output)?;
        Ok((hugo, files))
    }
}

/// The files below a folder.
fn files(folder: &Path) -> Outcome<Files> {
    let mut all = Files::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry?;
        let metadata = entry.metadata()?;
        if metadata.is_file() {
            let path = entry.path().strip_prefix(folder)?;
            all.insert(path.to_string_lossy().into_owned(), metadata.len());
        }
    }
    Ok(all)
}
