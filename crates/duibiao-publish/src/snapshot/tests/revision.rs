//! Projects as they were at a revision.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::revision::{GitHead, RevisionError, head, unpack};
use crate::snapshot::tests::fixture::{Fixture, PROVINCE};

fn git(folder: &Path, arguments: &[&str]) {
    let fixed = [
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@example.org",
        "-c",
        "commit.gpgsign=false",
    ];
    let status = Command::new("git")
        .current_dir(folder)
        .args(fixed)
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        status.status.success(),
        "{}",
        String::from_utf8_lossy(&status.stderr)
    );
}

/// A repository whose folder `站` is a project, committed.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "-q"]);
    Fixture::default().write(&folder.path().join("站"));
    fs::write(folder.path().join("beside.txt"), "x").unwrap();
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-qm", "first"]);
    folder
}

#[test]
fn the_project_is_unpacked_as_it_was() {
    let repository = repository();
    let root = repository.path().join("站");
    fs::write(root.join(PROVINCE), "changed").unwrap();
    let into = tempfile::tempdir().unwrap();
    let commit = unpack(&root, "HEAD", into.path()).unwrap();
    assert_eq!(commit.len(), 40);
    let again = tempfile::tempdir().unwrap();
    Fixture::default().write(again.path());
    let text = |folder: &Path| fs::read_to_string(folder.join(PROVINCE)).unwrap();
    assert_eq!(text(into.path()), text(again.path()));
    assert!(
        !into.path().join("beside.txt").exists(),
        "only the project's own folder"
    );
    let full = unpack(&root, "HEAD", into.path()).unwrap_err();
    assert!(matches!(full, RevisionError::Io { .. }), "{full}");
}

#[test]
fn the_head_says_whether_anything_tracked_is_changed() {
    let repository = repository();
    let root = repository.path().join("站");
    let clean = head(&root).unwrap();
    assert!(clean.is_clean);
    fs::write(root.join("untracked.txt"), "x").unwrap();
    fs::write(repository.path().join("beside.txt"), "y").unwrap();
    assert_eq!(
        head(&root).unwrap(),
        clean,
        "what is not the project's does not count"
    );
    fs::write(root.join(PROVINCE), "changed").unwrap();
    let dirty = GitHead {
        is_clean: false,
        ..clean
    };
    assert_eq!(head(&root).unwrap(), dirty);
}

#[test]
fn what_is_no_revision_is_told_as_such() {
    let repository = repository();
    let root = repository.path().join("站");
    let into = tempfile::tempdir().unwrap();
    for name in [
        "",
        "nothing",
        "--output=x",
        "-h",
        "HEAD:duibiao.toml",
        "HEAD..HEAD",
        "a b",
    ] {
        let error = unpack(&root, name, into.path()).unwrap_err();
        assert!(
            matches!(&error, RevisionError::NoSuchRevision(told) if told == name),
            "{error}"
        );
    }
    let outside = tempfile::tempdir().unwrap();
    let error = head(outside.path()).unwrap_err();
    assert!(matches!(error, RevisionError::NotARepository(_)), "{error}");
}

#[cfg(unix)]
#[test]
fn links_are_refused() {
    let repository = repository();
    let root = repository.path().join("站");
    std::os::unix::fs::symlink("/etc/passwd", root.join("content/link.md")).unwrap();
    git(&root, &["add", "-A"]);
    git(&root, &["commit", "-qm", "link"]);
    let into = tempfile::tempdir().unwrap();
    let error = unpack(&root, "HEAD", into.path()).unwrap_err();
    assert!(
        matches!(&error, RevisionError::Refused(path) if path == "content/link.md"),
        "{error}"
    );
}
