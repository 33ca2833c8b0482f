//! What the commands do and return.

use super::*;

/// A line of configuration that is an error.
const WRONG: &str = "colour = \"red\"\n";

#[test]
fn the_starter_project_is_clean() {
    let folder = project("");
    let checked = run(folder.path(), "check --lang en --strict");
    assert_eq!(
        (checked.exit, checked.err.as_str()),
        (Exit::Clean, "nothing to complain about\n")
    );
    assert!(!folder.path().join("output").exists());
    let built = run(folder.path(), "build --lang en --jobs 2");
    assert_eq!(
        (built.exit, built.err.as_str()),
        (Exit::Clean, "nothing to complain about\n")
    );
    assert!(
        built.out.contains("\nPublished to output: "),
        "{}",
        built.out
    );
    assert!(folder.path().join("output/index.html").exists());
}

#[test]
fn an_error_publishes_nothing_and_keeps_what_is_there() {
    let folder = project(WRONG);
    fs::create_dir(folder.path().join("output")).unwrap();
    let ran = run(folder.path(), "build");
    assert_eq!(ran.exit, Exit::Findings);
    assert!(
        ran.err.contains("错误[DB0103]") && ran.err.contains("\n错误 1 处"),
        "{}",
        ran.err
    );
    assert!(
        ran.out.ends_with("没有发布；output 保持原样。\n"),
        "{}",
        ran.out
    );
    assert!(names(&folder.path().join("output")).is_empty());
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let folder = project("");
    fs::write(folder.path().join("output"), "a file").unwrap();
    let ran = run(folder.path(), "build --lang en");
    assert_eq!(ran.exit, Exit::Findings);
    assert!(ran.err.contains("\nerror: "), "{}", ran.err);
    assert!(
        ran.out
            .ends_with("Nothing was published; output is as it was.\n"),
        "{}",
        ran.out
    );
}

#[test]
fn the_project_is_looked_for_above_and_named() {
    let folder = project("");
    let inner = folder.path().join("content/plans");
    fs::create_dir_all(&inner).unwrap();
    let ran = run(&inner, "build");
    assert_eq!(ran.exit, Exit::Clean);
    let root = folder.path().display().to_string();
    assert!(ran.err.starts_with(&format!(
        "No duibiao.toml here; using the project in {root}\n"
    )));
    assert!(folder.path().join("output/index.html").exists());
}

#[test]
fn a_named_folder_is_taken_as_it_is() {
    let folder = project("");
    fs::create_dir(folder.path().join("inner")).unwrap();
    let ran = run(folder.path(), "check inner --lang en");
    assert_eq!(ran.exit, Exit::Findings);
    assert!(ran.err.starts_with("error[DB0101]"), "{}", ran.err);
    let absent = run(folder.path(), "check absent --lang en");
    assert_eq!(absent.exit, Exit::Findings);
    assert!(absent.err.contains("\nerror: "), "{}", absent.err);
}

#[test]
fn an_output_folder_counts_from_the_current_folder() {
    let folder = project("");
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let ran = run(&inner, "build --output www");
    assert!(ran.out.contains("已发布到 www：文件 "), "{}", ran.out);
    assert!(inner.join("www/index.html").exists() && !folder.path().join("output").exists());
}

#[test]
fn json_goes_to_standard_output_and_nothing_to_the_other() {
    let folder = project(WRONG);
    for line in [
        "check --format json",
        "build --format json",
        "check absent --format json",
    ] {
        let ran = run(folder.path(), line);
        assert_eq!((ran.exit, ran.err.as_str()), (Exit::Findings, ""), "{line}");
        let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert!(document["diagnostics"].is_array() && document["summary"]["errors"].is_number());
    }
}

#[test]
fn the_project_s_language_is_spoken_unless_another_is_asked_for() {
    let folder = project("");
    assert!(run(folder.path(), "check").out.starts_with("规划 3 部"));
    assert!(
        run(folder.path(), "check --lang en")
            .out
            .starts_with("3 plans")
    );
}

#[test]
fn colour_follows_terminal_environment_and_flag() {
    let folder = project(WRONG);
    let colored = |terminal: bool, variables: &[(&str, &str)], line: &str| {
        let mut surroundings = Surroundings::for_test(folder.path(), variables);
        surroundings.err_is_terminal = terminal;
        run_with(&surroundings, line).err.contains('\u{1b}')
    };
    assert!(colored(true, &[], "check"));
    assert!(!colored(false, &[], "check"));
    assert!(!colored(true, &[("NO_COLOR", "1")], "check"));
    assert!(!colored(true, &[("TERM", "dumb")], "check"));
    assert!(colored(false, &[("NO_COLOR", "1")], "check --color always"));
    assert!(!colored(true, &[], "--color never check"));
}

/// A reader that has gone away, or a full disk.
struct Broken(io::ErrorKind);

impl io::Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_who_goes_away_is_no_failure_but_a_full_disk_is() {
    let folder = project("");
    let surroundings = Surroundings::for_test(folder.path(), &[]);
    let exit = |kind| {
        let arguments = ["duibiao", "check"].map(OsString::from);
        run_in(&surroundings, arguments, &mut Broken(kind), &mut io::sink())
    };
    assert_eq!(exit(io::ErrorKind::BrokenPipe), Exit::Clean);
    assert_eq!(exit(io::ErrorKind::StorageFull), Exit::Findings);
}
