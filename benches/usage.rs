//! What a process used and may use, as Linux tells it; nothing is known elsewhere.
#![expect(
    clippy::disallowed_methods,
    reason = "these are files of the kernel, not of a project"
)]

use std::fs;
use std::time::Duration;

/// Linux counts in hundredths of a second here, on every machine.
const TICK: Duration = Duration::from_millis(10);

/// The largest memory that a process has held so far, in KiB. `process` is a number or `self`.
pub(crate) fn peak_kib(process: &str) -> Option<u64> {
    kib(&format!("/proc/{process}/status"), "VmHWM:")
}

/// The memory that a new process may have, in KiB.
pub(crate) fn free_kib() -> Option<u64> {
    kib("/proc/meminfo", "MemAvailable:")
}

fn kib(file: &str, name: &str) -> Option<u64> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The user time of all processes that this one started and that have ended.
pub(crate) fn user_time_of_children() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is a name in brackets and may hold spaces; cutime is the 16th.
    let after_name = stat.rsplit_once(')')?.1;
    let ticks: u32 = after_name.split_whitespace().nth(13)?.parse().ok()?;
    Some(TICK * ticks)
}
