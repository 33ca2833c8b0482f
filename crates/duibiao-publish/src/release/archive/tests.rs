//! Archives are the same every time and unpack to what went in.

use std::path::Path;
use std::process::Command;

use super::*;

type Tree = BTreeMap<Box<str>, Vec<u8>>;

fn tree() -> Tree {
    let deep = format!("{}长名.html", "很深的文件夹/".repeat(20));
    let files: [(&str, &[u8]); 5] = [
        ("index.html", b"<p>\n"),
        ("empty.txt", b""),
        ("a/b/c.css", &[7; 10_000]),
        (&deep, "深".as_bytes()),
        ("a b/引 号\"'.txt", b"\r\n"),
    ];
    files
        .map(|(path, bytes)| (path.into(), bytes.to_vec()))
        .into()
}

fn archive(tree: &Tree, lengths: &BTreeMap<Box<str>, u64>) -> io::Result<Vec<u8>> {
    let mut open = |path: &str| Ok(Box::new(io::Cursor::new(tree[path].clone())) as Box<dyn Read>);
    let mut out = Vec::new();
    let open = &mut open;
    write(&mut ArchiveFiles { lengths, open }, &mut out)?;
    Ok(out)
}

fn lengths(tree: &Tree) -> BTreeMap<Box<str>, u64> {
    tree.iter()
        .map(|(path, bytes)| (path.clone(), bytes.len() as u64))
        .collect()
}

fn packed(tree: &Tree) -> Vec<u8> {
    archive(tree, &lengths(tree)).unwrap()
}

#[test]
fn an_archive_holds_the_files_and_nothing_of_the_machine() {
    let tree = tree();
    let bytes = packed(&tree);
    assert_eq!(bytes, packed(&tree));
    let tar = zstd::decode_all(&*bytes).unwrap();
    let mut found = Tree::new();
    let mut order = Vec::new();
    for entry in tar::Archive::new(&*tar).entries().unwrap() {
        let mut entry = entry.unwrap();
        let header = entry.header();
        assert_eq!(header.mode().unwrap(), 0o644);
        assert_eq!(
            (
                header.uid().unwrap(),
                header.gid().unwrap(),
                header.mtime().unwrap()
            ),
            (0, 0, 0)
        );
        assert_eq!(
            (header.username(), header.groupname()),
            (Ok(Some("")), Ok(Some("")))
        );
        let path: Box<str> = entry.path().unwrap().to_str().unwrap().into();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        order.push(path.clone());
        found.insert(path, content);
    }
    assert!(order.is_sorted());
    assert_eq!(found, tree);
}

#[test]
fn the_hash_of_each_file_comes_back() {
    let tree = tree();
    let lengths = lengths(&tree);
    let mut open = |path: &str| Ok(Box::new(io::Cursor::new(tree[path].clone())) as Box<dyn Read>);
    let mut files = ArchiveFiles {
        lengths: &lengths,
        open: &mut open,
    };
    let digests = write(&mut files, &mut io::sink()).unwrap();
    let expected: Vec<Digest> = tree.values().map(|bytes| Digest::of(bytes)).collect();
    assert_eq!(digests, expected);
}

/// The programs of the system, where there are any.
#[test]
fn tar_and_zstd_unpack_it() {
    let has = |program: &str| Command::new(program).arg("--version").output().is_ok();
    if !has("tar") || !has("zstd") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (name, tree) in [("full", tree()), ("empty", Tree::new())] {
        let archive = folder.path().join(format!("{name}.tar.zst"));
        let out = folder.path().join(name);
        put(&archive, &packed(&tree));
        make(&out);
        let status = Command::new("tar")
            .arg("--zstd")
            .arg("-xf")
            .arg(&archive)
            .arg("-C")
            .arg(&out)
            .status();
        assert!(status.unwrap().success());
        for (path, bytes) in &tree {
            assert_eq!(get(&out.join(&**path)), *bytes, "{path}");
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the test gives files to programs of the system"
)]
fn put(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap();
}

#[expect(
    clippy::disallowed_methods,
    reason = "the test gives files to programs of the system"
)]
fn make(path: &Path) {
    std::fs::create_dir(path).unwrap();
}

#[expect(
    clippy::disallowed_methods,
    reason = "the test gives files to programs of the system"
)]
fn get(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

#[test]
fn an_empty_change_is_an_archive_too() {
    let tar = zstd::decode_all(&*packed(&Tree::new())).unwrap();
    assert_eq!(tar, [0; 1024]);
    assert_eq!(deletions(&BTreeSet::<String>::new()), "");
}

#[test]
fn a_file_that_changes_meanwhile_is_an_error() {
    let tree = tree();
    for length in [0, 3, 5, u64::MAX] {
        let lengths = BTreeMap::from([("index.html".into(), length)]);
        assert!(archive(&tree, &lengths).is_err(), "{length}");
    }
}

#[test]
fn no_path_leads_out() {
    for path in [
        "../a", "/a", "a/../b", "a//b", "./a", "", "a\\b", "C:a", "a\nb", "a/",
    ] {
        let tree = Tree::from([(path.into(), Vec::new())]);
        assert!(archive(&tree, &lengths(&tree)).is_err(), "{path:?}");
    }
}

#[test]
fn deletions_are_one_a_line() {
    assert_eq!(
        deletions(&BTreeSet::from(["b/index.html", "a.csv"])),
        "a.csv\nb/index.html\n"
    );
}
