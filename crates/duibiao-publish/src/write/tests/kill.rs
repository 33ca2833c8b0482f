//! A build in a process of its own: killed at any moment, without rights, or without space.
//!
//! The tests run this very program again, told by the environment to play the part of the build.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use super::*;

const PROJECT: &str = "DUIBIAO_TEST_PROJECT";
const PART: &str = "DUIBIAO_TEST_PART";
const FILES: usize = 200;

/// One of two sites that differ in half of the files and in which files there are.
fn site(second: bool) -> Vec<(String, String)> {
    let text = |at: usize| {
        format!(
            "page {at} {}",
            if second && at.is_multiple_of(2) {
                "B"
            } else {
                "A"
            }
        )
    };
    let mut site: Vec<_> = (0..FILES)
        .map(|at| (format!("p{}/{at}/index.html", at % 7), text(at)))
        .collect();
    site.push((
        format!("only-{}/x.html", if second { "b" } else { "a" }),
        "x".to_owned(),
    ));
    site
}

fn borrowed(site: &[(String, String)]) -> Vec<(&str, &str)> {
    site.iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect()
}

/// Not a test of its own: the part of the build, played when the environment says so.
#[test]
fn part_of_the_build() {
    let (Some(root), Ok(part)) = (std::env::var_os(PROJECT), std::env::var(PART)) else {
        return;
    };
    let root = PathBuf::from(root);
    let output = Output::open(&root.join("output"), &root);
    match part.as_str() {
        "once" => tell(
            &output
                .map_err(PublishError::Write)
                .and_then(|output| publish_site(&output, &borrowed(&site(true)))),
        ),
        "again" => again(output.unwrap(), swap::exchange),
        _ => again(output.unwrap(), no_exchange),
    }
}

/// Publishes the two sites in turn until it is killed.
fn again(output: Output, exchange: Exchange) {
    let output = Output { exchange, ..output };
    let (a, b) = (site(false), site(true));
    say("ready");
    loop {
        publish_site(&output, &borrowed(&b)).unwrap();
        publish_site(&output, &borrowed(&a)).unwrap();
    }
}

fn tell(outcome: &Result<BuildReport, PublishError<Finding>>) {
    match outcome {
        Err(PublishError::Write(error)) => say(&format!("outcome {error}")),
        other => say(&format!("outcome {other:?}")),
    }
}

fn say(line: &str) {
    let mut out = io::stdout();
    writeln!(out, "{line}").and_then(|()| out.flush()).unwrap();
}

/// The arguments that make this program play a part.
fn arguments() -> [&'static str; 4] {
    [
        "write::tests::kill::part_of_the_build",
        "--exact",
        "--nocapture",
        "--test-threads=1",
    ]
}

fn start(mut command: Command, project: &Project, part: &str) -> io::Result<Child> {
    command
        .env(PROJECT, &project.root)
        .env(PART, part)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// What the build said: the rest of the line that begins with `word`.
fn hear(child: &mut Child, word: &str) -> Option<String> {
    let lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    let mut lines = lines.map_while(Result::ok);
    // The harness may have begun the line.
    lines.find_map(|line| {
        line.split_once(word)
            .map(|(_, rest)| rest.trim().to_owned())
    })
}

fn myself() -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(arguments());
    command
}

/// Whether the output is wholly one of the two sites, the manifest included.
fn assert_whole(project: &Project) {
    let published = project.published();
    let mut expected: Vec<_> = [false, true]
        .map(site)
        .map(|site| as_map(&borrowed(&site)))
        .into();
    for site in &mut expected {
        site.insert("CNAME".to_owned(), "foreign".to_owned());
    }
    assert!(
        expected.contains(&published),
        "a mixed site of {} files",
        published.len()
    );
    let manifest = fs::read_to_string(project.output.join(manifest::NAME)).unwrap();
    for (path, text) in published.iter().filter(|(path, _)| *path != "CNAME") {
        let hash = blake3::hash(text.as_bytes()).to_hex();
        let line = format!(
            "\"{path}\": {{ \"bytes\": {}, \"blake3\": \"{hash}\" }}",
            text.len()
        );
        assert!(manifest.contains(&line), "{line}");
    }
}

/// Kills a build at thirty moments spread over several builds and checks what it leaves.
fn kill_often(part: &str, may_be_missing: bool) {
    let project = Project::new();
    project.publish(&borrowed(&site(false)));
    fs::write(project.output.join("CNAME"), "foreign").unwrap();
    let foreign = stamps(&project.output.join("CNAME"));
    let mut state = u64::from(std::process::id());
    for _ in 0..30 {
        let mut child = start(myself(), &project, part).unwrap();
        hear(&mut child, "ready").unwrap();
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        thread::sleep(Duration::from_micros((state >> 33) % 100_000));
        child.kill().unwrap();
        child.wait().unwrap();
        if !may_be_missing || project.output.exists() {
            assert_whole(&project);
        }
        drop(project.open());
        assert_whole(&project);
        project.assert_tidy();
        assert_eq!(foreign, stamps(&project.output.join("CNAME")));
    }
}

#[test]
fn a_kill_leaves_the_old_site_or_the_new_one() {
    kill_often("again", false);
}

#[test]
fn a_kill_without_exchange_is_repaired_by_the_next_build() {
    kill_often("fallback", true);
}

#[test]
fn builds_at_the_same_time_publish_one_after_the_other_or_wait() {
    let project = Project::new();
    let children: Vec<Child> = (0..4)
        .map(|_| start(myself(), &project, "once").unwrap())
        .collect();
    let mut outcomes = Vec::new();
    for mut child in children {
        outcomes.push(hear(&mut child, "outcome").unwrap());
        child.wait().unwrap();
    }
    assert!(
        outcomes
            .iter()
            .any(|outcome| outcome.contains("BuildReport")),
        "{outcomes:?}"
    );
    let fine =
        |outcome: &String| outcome.contains("BuildReport") || outcome.contains("another build");
    assert!(outcomes.iter().all(fine), "{outcomes:?}");
    assert_eq!(project.published(), as_map(&borrowed(&site(true))));
}

/// Runs one build of the second site over the first with a command and returns what it said, after
/// checking that the first is untouched and no stage is left.
fn fails_with(command: Command, project: &Project) -> Option<String> {
    let before = stamps(&project.output);
    let mut child = start(command, project, "once").ok()?;
    let outcome = hear(&mut child, "outcome");
    child.wait().unwrap();
    assert_eq!(before, stamps(&project.output));
    project.assert_tidy();
    outcome
}

#[test]
fn a_write_that_fails_for_want_of_space_leaves_the_site() {
    let project = Project::new();
    let mut small = site(false);
    project.publish(&borrowed(&small));
    small.clear();
    // No file may be longer than a block; the manifest is.
    let mut command = Command::new("sh");
    let script = "ulimit -f 8; trap '' XFSZ; exec \"$0\" \"$@\"";
    command
        .args(["-c", script])
        .arg(std::env::current_exe().unwrap())
        .args(arguments());
    let outcome = fails_with(command, &project).unwrap();
    assert!(outcome.contains("no space left"), "{outcome}");
}

#[test]
fn a_folder_without_rights_leaves_the_site() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;
    let project = Project::new();
    project.publish(&borrowed(&site(false)));
    let mut command = myself();
    // Rights mean nothing to root, so the build runs as nobody.
    if fs::metadata(&project.root).unwrap().uid() == 0 {
        command.uid(65534).gid(65534);
        fs::set_permissions(
            project.root.parent().unwrap(),
            fs::Permissions::from_mode(0o755),
        )
        .unwrap();
    } else {
        fs::set_permissions(project.work(""), fs::Permissions::from_mode(0o555)).unwrap();
    }
    if let Some(outcome) = fails_with(command, &project) {
        assert!(
            outcome.contains("check the owner and the permissions"),
            "{outcome}"
        );
    }
    fs::set_permissions(project.work(""), fs::Permissions::from_mode(0o755)).unwrap();
}
