//! Tests of the command line as a whole.

use std::fs;
use std::path::Path;

use super::*;

mod commands;
mod help;
mod init;

/// What a run of the program left: its exit, standard output and standard error.
struct Ran {
    exit: Exit,
    out: String,
    err: String,
}

/// Runs `line`, split at spaces, in `folder`, with nothing in the environment but the width.
fn run(folder: &Path, line: &str) -> Ran {
    run_with(&Surroundings::for_test(folder, &[("COLUMNS", "100")]), line)
}

fn run_with(surroundings: &Surroundings, line: &str) -> Ran {
    let arguments = ["duibiao"]
        .into_iter()
        .chain(line.split(' ').filter(|word| !word.is_empty()));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = run_in(
        surroundings,
        arguments.map(OsString::from),
        &mut out,
        &mut err,
    );
    Ran {
        exit,
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
    }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// The starter project, with `lines` added to its configuration.
fn project(lines: &str) -> tempfile::TempDir {
    let folder = folder();
    assert_eq!(run(folder.path(), "init").exit, Exit::Clean);
    let config = folder.path().join("duibiao.toml");
    let text = fs::read_to_string(&config).unwrap() + lines;
    fs::write(config, text).unwrap();
    folder
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
