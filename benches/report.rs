//! What was measured, as tables on the terminal, each demand with the figure beside it.
#![expect(clippy::print_stdout, reason = "this is what the benchmark is for")]

use std::time::Duration;

use crate::kinds::Kind;
use crate::measure::Run;

/// What was measured at one size.
#[derive(Debug)]
pub(crate) struct Measured {
    /// How many plans.
    pub(crate) plans: usize,
    /// Their bytes, and those of the other sources.
    pub(crate) source_bytes: usize,
    /// The bytes of the plans alone.
    pub(crate) plan_bytes: usize,
    /// Each stage with its median, in order.
    pub(crate) stages: Vec<(String, Duration)>,
    /// A build into an empty folder.
    pub(crate) cold: Run,
    /// The same again.
    pub(crate) again: Run,
    /// The bare program.
    pub(crate) floor: Option<Run>,
    /// The same with the work dealt out to two threads.
    pub(crate) floor_of_two: Option<Run>,
    /// Hugo.
    pub(crate) hugo: Option<Run>,
    /// What Hugo wrote beside what was written here.
    pub(crate) kinds: Vec<Kind>,
}

/// The most that a cold build may take, in times of the floor.
const MOST_FLOORS: f64 = 3.0;
/// The least that Hugo has to take, in times of a cold build.
const LEAST_HUGO: f64 = 4.0;
/// The most that user time of a plan may grow from the smallest corpus above a thousand to the largest.
const MOST_GROWTH: f64 = 1.25;
/// Memory that a build may use whatever its size.
const FIXED_KIB: u64 = 60 << 10;

/// Prints the tables of one size and says whether every demand was met.
pub(crate) fn size(measured: &Measured) -> bool {
    let each = measured.plan_bytes / measured.plans.max(1);
    println!(
        "\n{} plans of {} bytes on average, {} of sources",
        grouped(measured.plans as u64),
        grouped(each as u64),
        megabytes(measured.source_bytes as u64)
    );
    println!("  {:<14}{:>12}{:>12}", "stage", "median", "a plan");
    for (stage, took) in &measured.stages {
        println!(
            "  {stage:<14}{:>12}{:>12}",
            time(*took),
            time(each_of(*took, measured.plans))
        );
    }
    println!(
        "  {:<14}{:>12}{:>12}{:>10}{:>10}{:>12}",
        "program", "wall", "user", "peak", "files", "output"
    );
    program("duibiao", &measured.cold);
    program("… once more", &measured.again);
    if let Some(floor) = &measured.floor {
        program("floor", floor);
    }
    if let Some(floor) = &measured.floor_of_two {
        program("… on 2 threads", floor);
    }
    if let Some(hugo) = &measured.hugo {
        program("Hugo", hugo);
        kinds(&measured.kinds);
    }
    demands(measured)
}

fn program(name: &str, run: &Run) {
    let fact = |name| run.facts.get(name).copied().unwrap_or(0);
    println!(
        "  {name:<14}{:>12}{:>12}{:>10}{:>10}{:>12}",
        time(run.wall),
        time(run.user),
        megabytes(run.peak_kib << 10),
        grouped(fact("files")),
        megabytes(fact("bytes"))
    );
}

/// The files of both sites by their kinds.
fn kinds(all: &[Kind]) {
    println!(
        "  {:<32}{:>8}{:>14}{:>8}{:>14}",
        "kind", "files", "bytes", "Hugo", "bytes"
    );
    for Kind { name, ours, theirs } in all {
        println!(
            "  {name:<32}{:>8}{:>14}{:>8}{:>14}",
            grouped(ours.0),
            grouped(ours.1),
            grouped(theirs.0),
            grouped(theirs.1)
        );
    }
}

fn demands(measured: &Measured) -> bool {
    let mut all = true;
    let cold = &measured.cold;
    if let Some(floor) = &measured.floor {
        let ratio = cold.wall.div_duration_f64(floor.wall);
        all &= demand(
            &format!("cold build: {ratio:.2} × the floor, at most {MOST_FLOORS}"),
            ratio <= MOST_FLOORS,
        );
    }
    if let Some(floor) = &measured.floor_of_two {
        let ratio = cold.wall.div_duration_f64(floor.wall);
        println!("         that is {ratio:.2} × the floor on two threads");
    }
    if let Some(hugo) = &measured.hugo {
        let ratio = hugo.wall.div_duration_f64(cold.wall);
        all &= demand(
            &format!("Hugo: {ratio:.1} × a cold build, at least {LEAST_HUGO}"),
            ratio >= LEAST_HUGO,
        );
    }
    let limit = FIXED_KIB + (measured.source_bytes as u64 * 3 / 2 / 1024);
    let (peak, most) = (megabytes(cold.peak_kib << 10), megabytes(limit << 10));
    all &= demand(
        &format!("peak memory: {peak}, at most {most}"),
        cold.peak_kib <= limit,
    );
    let written = measured
        .again
        .facts
        .get("written")
        .copied()
        .unwrap_or(u64::MAX);
    all & demand(
        &format!("nothing changed: {written} files written"),
        written == 0,
    )
}

fn demand(words: &str, met: bool) -> bool {
    println!("  {} {words}", if met { "met   " } else { "MISSED" });
    met
}

/// Compares the user time of a plan between corpora of a thousand plans and more.
pub(crate) fn growth(all: &[Measured]) -> bool {
    let large: Vec<&Measured> = all
        .iter()
        .filter(|measured| measured.plans >= 1000)
        .collect();
    let [first, .., last] = large[..] else {
        return true;
    };
    let each = |measured: &Measured| each_of(measured.cold.user, measured.plans);
    let ratio = each(last).div_duration_f64(each(first));
    println!();
    demand(
        &format!(
            "user time a plan: {} of {}, {} of {}: × {ratio:.2}, at most {MOST_GROWTH}",
            time(each(first)),
            grouped(first.plans as u64),
            time(each(last)),
            grouped(last.plans as u64)
        ),
        ratio <= MOST_GROWTH,
    )
}

fn each_of(took: Duration, plans: usize) -> Duration {
    took / u32::try_from(plans.max(1)).unwrap_or(u32::MAX)
}

fn time(took: Duration) -> String {
    let seconds = took.as_secs_f64();
    match took.as_micros() {
        0..1_000 => format!("{} µs", took.as_micros()),
        1_000..1_000_000 => format!("{:.1} ms", took.div_duration_f64(Duration::from_millis(1))),
        _ => format!("{seconds:.2} s"),
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{} MiB", grouped(bytes.div_ceil(1 << 20)))
}

/// A number with commas between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
