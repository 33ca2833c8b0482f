//! The command line: what was asked, in which language to answer, and where the answer goes.
//!
//! Results go to standard output, findings and everything about the work itself to standard error. The
//! program ends with 0 when all is well, with 1 when something was found or could not be written, and
//! with 2 when the command makes no sense. What a command does is in `cli/`; nothing of the work on
//! plans is here.
#![expect(
    clippy::disallowed_methods,
    reason = "the command line is where environment, clock and the folder of a new project enter"
)]

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};

use arguments::{Arguments, Command};
use console::Console;
use surroundings::Surroundings;

mod arguments;
mod build;
mod check;
mod chinese;
mod console;
mod diff;
mod disk;
mod snapshots;
mod explain;
#[cfg(feature = "import")]
mod import;
mod init;
mod language;
mod misuse;
mod project;
mod rebuild;
mod release;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod surroundings;

/// Does what `arguments` ask; the first of them is the name of the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    // What is written has colour only where it is wanted; these only make old Windows consoles obey it.
    let mut out = AutoStream::new(io::stdout(), ColorChoice::Always);
    let mut err = AutoStream::new(io::stderr(), ColorChoice::Always);
    let exit = run_in(&Surroundings::of_process(), arguments, &mut out, &mut err);
    ExitCode::from(exit as u8)
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// Nothing to complain about.
    Clean = 0,
    /// There are errors, or I/O failed.
    Findings = 1,
    /// The command line makes no sense.
    Misuse = 2,
}

fn run_in(
    surroundings: &Surroundings,
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut (dyn io::Write + Send),
    err: &mut (dyn io::Write + Send),
) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let language = language::chosen(&arguments, surroundings);
    let mut console = Console::new(surroundings, language, out, err);
    let exit = match arguments::parse(arguments, language, surroundings.width()) {
        Ok(arguments) => dispatch(&arguments, surroundings, &mut console),
        Err(error) => misuse::answer(&error, &mut console),
    };
    console.close(exit)
}

fn dispatch(arguments: &Arguments, surroundings: &Surroundings, console: &mut Console<'_>) -> Exit {
    console.color(arguments.color);
    match &arguments.command {
        Command::Init(init) => init::run(init, surroundings, console),
        Command::Check(check) => check::run(check, arguments.as_of, surroundings, console),
        Command::Build(build) => build::run(build, arguments.as_of, surroundings, console),
        Command::Diff(diff) => diff::run(diff, arguments.as_of, surroundings, console),
        Command::Release(release) => release::run(release, arguments.as_of, surroundings, console),
        Command::Explain(explain) => explain::run(explain, console),
        Command::Schema(schema) => schema::run(schema, surroundings, console),
        #[cfg(feature = "serve")]
        Command::Serve(serve) => serve::run(serve, arguments.as_of, surroundings, console),
        #[cfg(feature = "import")]
        Command::Import(import) => import::run(import, surroundings, console),
    }
}

#[cfg(test)]
mod tests;
