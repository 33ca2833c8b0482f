//! Running a program and seeing how long it took and what it used.
#![expect(clippy::disallowed_methods, reason = "a benchmark looks at the clock")]

use std::collections::BTreeMap;
use std::error::Error;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::usage;

/// What running a program once told.
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    /// From start to end.
    pub(crate) wall: Duration,
    /// User time of all its threads.
    pub(crate) user: Duration,
    /// Its largest memory.
    pub(crate) peak_kib: u64,
    /// The other numbers that it printed, by name.
    pub(crate) facts: BTreeMap<String, u64>,
}

/// Runs a program to its end. Programs of ours say themselves what memory they used; others are watched.
///
/// # Errors
///
/// When it cannot be started or does not end well.
pub(crate) fn run(command: &mut Command) -> Result<Run, Box<dyn Error>> {
    // What others have written must not be put on the disk on this program's time.
    rustix::fs::sync();
    let user_before = usage::user_time_of_children().unwrap_or_default();
    let started = Instant::now();
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    let (ended, number) = (AtomicBool::new(false), child.id().to_string());
    let (output, wall, seen) = thread::scope(|scope| {
        let watcher = scope.spawn(|| watch(&number, &ended));
        let output = child.wait_with_output();
        let wall = started.elapsed();
        ended.store(true, Ordering::Relaxed);
        (output, wall, watcher.join().unwrap_or(0))
    });
    let output = output?;
    if !output.status.success() {
        return Err(format!(
            "{} ended with {}",
            command.get_program().display(),
            output.status
        )
        .into());
    }
    let mut facts = facts(&String::from_utf8_lossy(&output.stdout));
    let told = facts.remove("peak_kib");
    let user = usage::user_time_of_children().unwrap_or_default();
    Ok(Run {
        wall,
        user: user.saturating_sub(user_before),
        peak_kib: told.unwrap_or(seen),
        facts,
    })
}

/// The largest memory seen until the process has ended. It is looked at so rarely that looking costs
/// nothing, and the kernel keeps the peak between two looks.
fn watch(process: &str, ended: &AtomicBool) -> u64 {
    let mut peak = 0;
    while !ended.load(Ordering::Relaxed) {
        peak = usage::peak_kib(process).unwrap_or(0).max(peak);
        thread::sleep(Duration::from_millis(20));
    }
    peak
}

/// Lines `bench NAME NUMBER`.
fn facts(output: &str) -> BTreeMap<String, u64> {
    let fact = |line: &str| {
        let (name, number) = line.strip_prefix("bench ")?.rsplit_once(' ')?;
        Some((name.to_owned(), number.parse().ok()?))
    };
    output.lines().filter_map(fact).collect()
}

/// The middle one of several durations; none of none is zero.
pub(crate) fn median(mut durations: Vec<Duration>) -> Duration {
    durations.sort_unstable();
    durations
        .get(durations.len() / 2)
        .copied()
        .unwrap_or_default()
}

/// One run out of several: the median times and the largest memory.
pub(crate) fn typical(runs: &[Run]) -> Run {
    let Some(last) = runs.last() else {
        return Run::default();
    };
    Run {
        wall: median(runs.iter().map(|run| run.wall).collect()),
        user: median(runs.iter().map(|run| run.user).collect()),
        peak_kib: runs.iter().map(|run| run.peak_kib).max().unwrap_or(0),
        facts: last.facts.clone(),
    }
}
