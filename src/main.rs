//! The `duibiao` program: hands its arguments to [`duibiao::cli::run`] and returns what that answers.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use std::process::ExitCode;

fn main() -> ExitCode {
    duibiao::cli::run(std::env::args_os())
}
