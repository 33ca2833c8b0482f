//! Differences that patch and git take.

use std::ops::Range;
use std::process::Command;

use super::*;

#[test]
fn a_change_has_three_lines_around_it() {
    let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    assert_eq!(
        unified_diff("content/甲 乙.md", old, &old.replace("5\n", "五\n")),
        "--- content/甲 乙.md\t\n+++ content/甲 乙.md\t\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+五\n 6\n 7\n 8\n"
    );
    assert_eq!(unified_diff("a", old, old), "");
}

#[test]
fn ends_and_carriage_returns_are_kept() {
    assert_eq!(
        unified_diff("a", "x\r\ny", "x\r\nz\n"),
        "--- a\n+++ a\n@@ -1,2 +1,2 @@\n x\r\n-y\n\\ No newline at end of file\n+z\n"
    );
    assert_eq!(
        unified_diff("a", "", "x\n"),
        "--- a\n+++ a\n@@ -0,0 +1 @@\n+x\n"
    );
}

#[test]
fn many_changes_take_no_time() {
    let lines = |numbers: Range<u32>| {
        let lines: Vec<String> = numbers.map(|n| format!("{n}\n")).collect();
        lines.concat()
    };
    let diff = unified_diff("a", &lines(0..20_000), &lines(50_000..70_000));
    assert_eq!(diff.lines().count(), 40_003);
}

/// The programs that are there take the diff as it is.
#[test]
fn patch_and_git_take_it() {
    let cases = [
        ("甲 乙.md", "一\n二\n三\n", "一\n2\n三\n四"),
        ("b.md", "x\r\ny", "z\r\ny\n"),
    ];
    let programs: [&[&str]; 2] = [
        &["patch", "-p0", "--binary", "-i", "d"],
        &["git", "apply", "-p0", "d"],
    ];
    for (name, old, new) in cases {
        for program in programs {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join(name), old).unwrap();
            fs::write(folder.path().join("d"), unified_diff(name, old, new)).unwrap();
            let run = Command::new(program[0])
                .args(&program[1..])
                .current_dir(folder.path())
                .output();
            let Ok(output) = run else { continue };
            assert!(output.status.success(), "{program:?}: {output:?}");
            assert_eq!(
                fs::read_to_string(folder.path().join(name)).unwrap(),
                new,
                "{program:?}"
            );
        }
    }
}
