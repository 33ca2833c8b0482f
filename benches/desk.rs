//! How soon an edit is seen, and whether the preview grows.
//!
//! `cargo bench --bench desk -- [SIZE …] [--edits N] [--dir FOLDER] [--check]` starts the program itself
//! (`duibiao serve`) on a copy of this project and on corpora of the sizes (10,000 plans when none is
//! named), asks for the first page, and then edits: half of the edits change a target, the others a
//! sentence of a plan. An edit lasts from before the file is written until the new page has come, as a
//! browser asks for it: after the event that says that something changed. Memory is read before and
//! after. With `--check` a demand that is not met is a failure. Without `--bench`, which cargo adds,
//! nothing is run.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it found")]
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark makes files and looks at the clock"
)]
#![expect(dead_code, reason = "the corpus has parts that only the stages need")]

use std::error::Error;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use corpus::{Corpus, project};

mod corpus;
mod measure;
mod pipeline;
mod usage;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The allocator of the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How long anything may take before the benchmark gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// What was asked for.
struct Options {
    sizes: Vec<usize>,
    edits: usize,
    folder: PathBuf,
    check: bool,
}

/// What is demanded of a size.
struct Demand {
    start: Duration,
    p95: Duration,
}

fn main() -> Outcome<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        println!("nothing is measured without --bench; use cargo bench");
        return Ok(ExitCode::SUCCESS);
    }
    let options = options(&arguments)?;
    let mut met = true;
    let home = tempfile::Builder::new()
        .prefix("duibiao-desk-")
        .tempdir_in(&options.folder)?;
    let real = home.path().join("real");
    copy(Path::new(env!("CARGO_MANIFEST_DIR")), &real)?;
    let quick = Demand {
        start: Duration::from_secs(3),
        p95: Duration::from_millis(30),
    };
    met &= size("this project", &real, &options, &quick)?;
    for plans in &options.sizes {
        let folder = home.path().join(plans.to_string());
        project::write(&Corpus::new(*plans, 1), &folder)?;
        let demand = Demand {
            start: Duration::from_secs(3),
            p95: Duration::from_millis(100),
        };
        met &= size(&format!("{plans} plans"), &folder, &options, &demand)?;
        fs::remove_dir_all(&folder)?;
    }
    Ok(if met || !options.check {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn options(arguments: &[String]) -> Outcome<Options> {
    let mut options = Options {
        sizes: Vec::new(),
        edits: 5_000,
        folder: std::env::temp_dir(),
        check: false,
    };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--bench" => {}
            "--check" => options.check = true,
            "--edits" => options.edits = value()?.parse()?,
            "--dir" => options.folder = value()?.into(),
            size => options.sizes.push(size.replace([',', '_'], "").parse()?),
        }
    }
    if options.sizes.is_empty() {
        options.sizes.push(10_000);
    }
    Ok(options)
}

/// Copies what a project is made from.
fn copy(from: &Path, to: &Path) -> Outcome<()> {
    fs::create_dir_all(to)?;
    fs::copy(from.join("duibiao.toml"), to.join("duibiao.toml"))?;
    for entry in walkdir::WalkDir::new(from.join("content")) {
        let entry = entry?;
        let place = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(place)?;
        } else {
            fs::copy(entry.path(), place)?;
        }
    }
    Ok(())
}

/// Measures one project and prints a line of each thing.
fn size(name: &str, folder: &Path, options: &Options, demand: &Demand) -> Outcome<bool> {
    let plans = plans(folder)?;
    let began = Instant::now();
    let mut served = Served::start(folder)?;
    let _page = served.get("")?;
    let start = began.elapsed();
    let before = served.memory();
    let mut took = Vec::with_capacity(options.edits);
    let mut dice = corpus::rng::Rng::new(7, &["edits"]);
    let mut held = Vec::new();
    for edit in 0..options.edits {
        if edit.is_multiple_of((options.edits / 10).max(1)) {
            held.push(served.memory() / 1024);
        }
        let plan = &plans[dice.below(plans.len())];
        took.extend(served.edit(plan, edit, &mut dice)?);
    }
    took.sort_unstable();
    let at = |share: usize| took[(took.len() - 1) * share / 100];
    let after = served.memory();
    println!("\n{name}");
    println!("  start to first page   {start:.2?}");
    println!(
        "  edit to new page      p50 {:.1?}, p95 {:.1?}, p99 {:.1?}, longest {:.1?} of {} edits",
        at(50),
        at(95),
        at(99),
        at(100),
        took.len()
    );
    println!(
        "  memory                {} MiB, then {} MiB; on the way {held:?}",
        before / 1024,
        after / 1024
    );
    // What the allocator keeps for next time is no growth.
    let is_flat = after <= before + before / 4 + 16 * 1024;
    let met = [
        (
            start <= demand.start,
            format!("first page within {:.0?}", demand.start),
        ),
        (
            at(95) <= demand.p95,
            format!("p95 within {:.0?}", demand.p95),
        ),
        (is_flat, "memory is flat".to_owned()),
    ];
    for (is_met, what) in &met {
        println!("  {} {what}", if *is_met { "met   " } else { "MISSED" });
    }
    Ok(met.iter().all(|(is_met, _)| *is_met))
}

/// The plan files of a project, sorted.
fn plans(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut plans = Vec::new();
    for entry in walkdir::WalkDir::new(folder.join("content/plans")) {
        let entry = entry?;
        if entry
            .path()
            .extension()
            .is_some_and(|ending| ending == "md")
        {
            plans.push(entry.into_path());
        }
    }
    plans.sort();
    Ok(plans)
}

/// The program, serving a project.
struct Served {
    program: Child,
    address: SocketAddr,
    events: BufReader<TcpStream>,
    folder: PathBuf,
}

impl Served {
    fn start(folder: &Path) -> Outcome<Self> {
        let mut program = Command::new(env!("CARGO_BIN_EXE_duibiao"))
            .args(["serve", "--format", "json", "--port", "0"])
            .arg(folder)
            .env("RAYON_NUM_THREADS", "2")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        let stdout = program.stdout.as_mut().ok_or("no output")?;
        BufReader::new(stdout).read_line(&mut line)?;
        let ready: serde_json::Value = serde_json::from_str(&line)?;
        let address = ready["address"].as_str().ok_or("no address")?.parse()?;
        Ok(Self {
            events: BufReader::new(asked(address, "_desk/events")?),
            program,
            address,
            folder: folder.to_owned(),
        })
    }

    fn get(&self, path: &str) -> Outcome<Vec<u8>> {
        let mut answer = Vec::new();
        asked(self.address, path)?.read_to_end(&mut answer)?;
        Ok(answer)
    }

    /// Edits a plan and waits for its page. Nothing when there was nothing to edit.
    fn edit(
        &mut self,
        plan: &Path,
        edit: usize,
        dice: &mut corpus::rng::Rng,
    ) -> Outcome<Option<Duration>> {
        let text = fs::read_to_string(plan)?;
        let changed = if edit.is_multiple_of(2) {
            another_target(&text, dice.below(90) + 5)
        } else {
            another_sentence(&text, edit)
        };
        if changed == text {
            return Ok(None);
        }
        let id = plan
            .strip_prefix(self.folder.join("content"))?
            .with_extension("");
        let page = format!("{}/", id.to_str().ok_or("a path is not UTF-8")?);
        let began = Instant::now();
        fs::write(plan, changed)?;
        self.wait_for_change()?;
        let answer = self.get(&page)?;
        let took = began.elapsed();
        if !answer.starts_with(b"HTTP/1.1 200") {
            return Err(format!("{page} is not served").into());
        }
        Ok(Some(took))
    }

    fn wait_for_change(&mut self) -> Outcome<()> {
        let mut line = String::new();
        while !line.starts_with("event: changed") {
            line.clear();
            if self.events.read_line(&mut line)? == 0 {
                return Err("the events ended".into());
            }
        }
        Ok(())
    }

    /// The memory that it holds now, in KiB.
    fn memory(&self) -> u64 {
        let status = format!("/proc/{}/status", self.program.id());
        let text = fs::read_to_string(status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = line.and_then(|line| line.split_whitespace().next());
        number.and_then(|number| number.parse().ok()).unwrap_or(0)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if self.program.kill().is_ok() {
            drop(self.program.wait());
        }
    }
}

/// A connection on which something was asked for.
fn asked(address: SocketAddr, path: &str) -> Outcome<TcpStream> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "GET /{path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )?;
    Ok(stream)
}

/// The first number behind a sign of comparison is another one.
fn another_target(text: &str, number: usize) -> String {
    let Some(at) = text.find('≥').map(|at| at + '≥'.len_utf8()) else {
        return text.to_owned();
    };
    let end = text[at..]
        .find(|c: char| !c.is_ascii_digit())
        .map_or(text.len(), |length| at + length);
    format!("{}{number}{}", &text[..at], &text[end..])
}

/// The last sentence is another one; the text does not grow.
fn another_sentence(text: &str, edit: usize) -> String {
    const MARK: &str = "\n又改了一次：";
    let text = text.find(MARK).map_or(text, |at| &text[..at]);
    format!("{}\n{MARK}{edit}。\n", text.trim_end())
}
