//! The `duibiao` program: hands its arguments to [`duibiao::cli::run`] and returns what that answers.

use std::process::ExitCode;

fn main() -> ExitCode {
    duibiao::cli::run(std::env::args_os())
}
