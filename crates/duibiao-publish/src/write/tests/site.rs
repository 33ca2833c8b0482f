//! What a publish does to a site: what is written, kept and removed.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

const SITE: [(&str, &str); 4] = [
    ("index.html", "home"),
    ("plans/water/310000-2026/index.html", "plan"),
    ("plans/water/310000-2026/targets.csv", ""),
    ("search/a.json", "{}"),
];

#[test]
fn a_first_build_writes_all_and_a_second_nothing() {
    let project = Project::new();
    let first = project.publish(&SITE);
    assert_eq!(
        first,
        BuildReport {
            files: 4,
            bytes: 10,
            written: 4,
            unchanged: 0,
            removed: 0
        }
    );
    assert_eq!(project.published(), as_map(&SITE));
    project.assert_tidy();
    let before = stamps(&project.root);
    let second = project.publish(&SITE);
    assert_eq!(
        second,
        BuildReport {
            written: 0,
            unchanged: 4,
            ..first
        }
    );
    assert_eq!(before, stamps(&project.root), "something was touched");
}

#[test]
fn the_manifest_is_sorted_exact_and_the_same_for_any_order() {
    let project = Project::new();
    project.publish(&SITE);
    let path = project.output.join(manifest::NAME);
    let text = fs::read_to_string(&path).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let files = json["files"].as_object().unwrap();
    assert_eq!(
        files.keys().map(String::as_str).collect::<Vec<_>>(),
        SITE.map(|(path, _)| path)
    );
    for (path, content) in SITE {
        assert_eq!(files[path]["bytes"], content.len());
        assert_eq!(
            files[path]["blake3"],
            blake3::hash(content.as_bytes()).to_hex().as_str()
        );
    }
    assert!(text.ends_with("}\n") && !text.contains('\r'));
    let mut reversed = SITE;
    reversed.reverse();
    assert_eq!(project.publish(&reversed).unchanged, 4);
    assert_eq!(text, fs::read_to_string(&path).unwrap());
}

#[test]
fn a_change_touches_only_what_changed() {
    let project = Project::new();
    project.publish(&SITE);
    let before = stamps(&project.output);
    let mut site = SITE;
    site[1].1 = "Plan";
    let written = project.publish(&site);
    assert_eq!(
        (written.written, written.unchanged, written.removed),
        (1, 3, 0)
    );
    assert_eq!(project.published(), as_map(&site));
    let after = stamps(&project.output);
    for path in [
        "index.html",
        "plans/water/310000-2026/targets.csv",
        "search/a.json",
    ] {
        let path = project.output.join(path);
        assert_eq!(before[&path], after[&path], "{}", path.display());
    }
    project.assert_tidy();
}

#[test]
fn stale_files_and_emptied_folders_disappear() {
    let project = Project::new();
    project.publish(&SITE);
    let written = project.publish(&SITE[..1]);
    assert_eq!(
        (written.written, written.unchanged, written.removed),
        (0, 1, 3)
    );
    assert_eq!(project.published(), as_map(&SITE[..1]));
    let names: Vec<_> = fs::read_dir(&project.output)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
    let written = project.publish(&[]);
    assert_eq!((written.files, written.removed), (0, 1));
    assert_eq!(project.published(), as_map(&[]));
}

#[test]
fn a_file_that_was_changed_or_removed_is_mended() {
    let project = Project::new();
    project.publish(&SITE);
    fs::write(project.output.join("index.html"), "hacked").unwrap();
    fs::remove_file(project.output.join("search/a.json")).unwrap();
    assert_eq!(project.publish(&SITE).written, 2);
    assert_eq!(project.published(), as_map(&SITE));
    symlink("/etc/passwd", project.output.join("x")).unwrap();
    fs::rename(project.output.join("x"), project.output.join("index.html")).unwrap();
    assert_eq!(project.publish(&SITE).written, 1);
    assert_eq!(project.published(), as_map(&SITE));
}

#[test]
fn a_file_may_become_a_folder_and_back() {
    let project = Project::new();
    let (file, folder) = ([("a", "file")], [("a/b.html", "in a folder")]);
    for site in [&file, &folder, &file] {
        project.publish(site);
        assert_eq!(project.published(), as_map(site));
    }
}

#[test]
fn foreign_files_survive_with_their_inode() {
    let project = Project::new();
    project.publish(&SITE);
    let out = |name: &str| project.output.join(name);
    fs::create_dir_all(out("data/empty")).unwrap();
    for name in [
        "CNAME",
        ".htaccess",
        "plans/water/note.txt",
        "data/x.bin",
        "plans/water/310000-2026/draft",
    ] {
        fs::write(out(name), name).unwrap();
    }
    symlink("../nowhere", out("data/link")).unwrap();
    symlink("index.html", out("home")).unwrap();
    fs::set_permissions(out("data"), fs::Permissions::from_mode(0o775)).unwrap();
    fs::set_permissions(&project.output, fs::Permissions::from_mode(0o750)).unwrap();
    let before = stamps(&project.output);
    project.publish(&[("index.html", "new"), ("plans/other/index.html", "x")]);
    let after = stamps(&project.output);
    for name in [
        "CNAME",
        ".htaccess",
        "plans/water/note.txt",
        "data/x.bin",
        "plans/water/310000-2026/draft",
    ] {
        assert_eq!(before[&out(name)], after[&out(name)], "{name}");
    }
    assert_eq!(
        fs::read_link(out("data/link")).unwrap(),
        Path::new("../nowhere")
    );
    assert_eq!(fs::read_to_string(out("home")).unwrap(), "new");
    assert!(out("data/empty").is_dir());
    assert!(!out("search").exists());
    assert_eq!(after[&out("data")].mode & 0o777, 0o775);
    assert_eq!(after[&project.output].mode & 0o777, 0o750);
    project.assert_tidy();
}

#[test]
fn foreign_files_survive_where_links_are_impossible() {
    let project = Project::new();
    let (from, to) = (project.root.join("from"), project.root.join("new/to"));
    fs::write(&from, "bytes").unwrap();
    let kind = fs::metadata(&from).unwrap().file_type();
    let refuse = |_: &Path, _: &Path| Err(io::ErrorKind::Unsupported.into());
    carry::take_over_with(&from, kind, &to, refuse).unwrap();
    assert_eq!(fs::read(&to).unwrap(), b"bytes");
    assert_ne!(
        fs::metadata(&from).unwrap().ino(),
        fs::metadata(&to).unwrap().ino()
    );
}

#[test]
fn a_foreign_file_is_never_overwritten() {
    let project = Project::new();
    project.publish(&SITE[..1]);
    let foreign = project.output.join("search");
    let in_the_way = |site: &[(&str, &str)]| {
        let before = stamps(&project.output);
        let error = write_error(publish_site(&project.open(), site));
        assert!(matches!(error.problem(), WriteProblem::InTheWay), "{error}");
        assert!(error.path.starts_with(&foreign), "{error}");
        assert_eq!(before, stamps(&project.output));
        project.assert_tidy();
    };
    fs::write(&foreign, "mine").unwrap();
    in_the_way(&SITE);
    in_the_way(&[("search", "ours")]);
    fs::remove_file(&foreign).unwrap();
    fs::create_dir(&foreign).unwrap();
    in_the_way(&[("search", "ours")]);
    fs::write(foreign.join("a.json"), "mine").unwrap();
    in_the_way(&SITE);
    fs::remove_dir_all(&foreign).unwrap();
    symlink(&project.root, &foreign).unwrap();
    in_the_way(&SITE);
}

#[test]
fn a_foreign_file_with_our_bytes_becomes_ours() {
    let project = Project::new();
    project.publish(&SITE[..1]);
    fs::create_dir(project.output.join("search")).unwrap();
    fs::write(project.output.join("search/a.json"), "{}").unwrap();
    assert_eq!(project.publish(&SITE).written, 2);
    assert_eq!(project.publish(&SITE[..1]).removed, 3);
}

#[test]
fn one_output_can_publish_again_and_again() {
    let project = Project::new();
    let output = project.open();
    for text in ["a", "b", "b", "a"] {
        publish_site(&output, &[("index.html", text)]).unwrap();
        assert_eq!(project.published(), as_map(&[("index.html", text)]));
    }
}

#[test]
fn the_fallback_publishes_just_the_same() {
    let project = Project::new();
    let publish_twice = |site: &[(&str, &str)]| {
        let output = Output {
            exchange: no_exchange,
            ..project.open()
        };
        publish_site(&output, site).unwrap()
    };
    publish_twice(&SITE);
    fs::write(project.output.join("CNAME"), "x").unwrap();
    let foreign = stamps(&project.output.join("CNAME"));
    let written = publish_twice(&SITE[..2]);
    assert_eq!((written.unchanged, written.removed), (2, 2));
    assert_eq!(foreign, stamps(&project.output.join("CNAME")));
    project.assert_tidy();
    let before = stamps(&project.root);
    publish_twice(&SITE[..2]);
    assert_eq!(before, stamps(&project.root));
}

#[test]
fn progress_counts_every_file() {
    let project = Project::new();
    let (calls, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let tell = |done| {
        calls.fetch_add(1, Ordering::Relaxed);
        most.fetch_max(done, Ordering::Relaxed);
    };
    let nothing = singly(|_, _| Ok(()));
    publish(&project.open(), &files(&paths(&SITE)), &nothing, &tell).unwrap();
    assert_eq!((calls.into_inner(), most.into_inner()), (4, 4));
}

#[test]
fn two_files_at_one_path_are_a_fault() {
    let project = Project::new();
    for site in [
        &[("a", "1"), ("b", ""), ("a", "2")][..],
        &[(manifest::NAME, "x")][..],
    ] {
        let error = write_error(publish_site(&project.open(), site));
        assert!(matches!(error.problem(), WriteProblem::Twice), "{error}");
    }
    write_error(publish_site(&project.open(), &[("a", "1"), ("a/b", "2")]));
    assert!(!project.output.exists());
    project.assert_tidy();
}
