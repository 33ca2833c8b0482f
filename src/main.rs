//! The `duibiao` program: hands its arguments to [`duibiao::cli::run`] and returns what that answers.

use std::process::ExitCode;

/// Pages are made of many small strings on many threads, which this allocator hands out fastest.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    duibiao::cli::run(std::env::args_os())
}
