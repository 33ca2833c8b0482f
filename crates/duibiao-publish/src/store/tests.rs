//! Releases on the disk, stopped at every step.

#![expect(
    clippy::disallowed_methods,
    reason = "the tests look at what the store left on the disk"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use duibiao_syntax::site_path::SitePath;
use jiff::civil::date;
use tempfile::TempDir;

use super::*;
use duibiao_render::permalinks::Addresses;

/// What the second release is asked to be; the first is the same with other words.
struct Parts {
    number: u32,
    permalinks: Permalinks,
}

impl Parts {
    fn first() -> Self {
        let permalinks = Permalinks::default().grow(&site(&["a", "b"]), 1);
        Self {
            number: 1,
            permalinks,
        }
    }

    fn second() -> Self {
        let permalinks = Self::first().permalinks.grow(&site(&["b", "c"]), 2);
        Self {
            number: 2,
            permalinks,
        }
    }

    fn release(
        &self,
        store: &mut Store,
        before: &mut disk::BeforeStep<'_>,
    ) -> Result<ReleaseRecord, StoreError> {
        let words = format!("release {}", self.number);
        let lengths = BTreeMap::from([("a.md".into(), words.len() as u64)]);
        let open = || |_: &str| Ok(Box::new(io::Cursor::new(words.clone())) as Box<dyn Read>);
        let (mut changed, mut sources) = (open(), open());
        let (lengths, sheet) = (&lengths, words.as_bytes());
        let draft = ReleaseDraft {
            facts: facts(self.number),
            sheet,
            manifest: sheet,
            snapshot: sheet,
            deleted: "",
            nginx: "",
            caddy: "",
            changed: ArchiveFiles {
                lengths,
                open: &mut changed,
            },
            sources: ArchiveFiles {
                lengths,
                open: &mut sources,
            },
            permalinks: &self.permalinks,
        };
        store.release_in_steps(draft, before)
    }
}

fn facts(number: u32) -> Facts {
    Facts {
        as_of: date(2026, 11, 22),
        revision: None,
        tool: "duibiao 0.1.0".into(),
        files: 2,
        bytes: 10,
        changed: u64::from(number),
        deleted: 0,
    }
}

fn site(pages: &[&'static str]) -> Addresses {
    let page = |name: &&'static str| (SitePath::page([*name]), BTreeSet::new());
    pages.iter().map(page).collect()
}

/// A project with so many releases.
fn project(releases: u32) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for parts in [Parts::first(), Parts::second()]
        .iter()
        .take(releases as usize)
    {
        let mut store = Store::open(root.path()).unwrap();
        parts.release(&mut store, &mut |_| Ok(())).unwrap();
    }
    root
}

/// All files and what they hold, but for the lock, sorted.
fn tree(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_owned();
            if path.is_dir() {
                found.insert(name, Vec::new());
                folders.push(path);
            } else if !path.ends_with(".lock") {
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Says no at one step, and counts.
fn stopping_at(at: usize) -> impl FnMut(StoreStep) -> io::Result<()> {
    let mut count = 0;
    move |_| {
        count += 1;
        if count == at {
            Err(io::Error::other("killed"))
        } else {
            Ok(())
        }
    }
}

/// What a power cut does to a file that was being written.
fn tear(root: &Path) {
    for path in tree(root).keys().map(|path| root.join(path)) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_file() && name.starts_with('.') && name.strip_suffix(".new").is_some() {
            fs::write(path, b"torn").unwrap();
        }
    }
}

#[test]
fn a_release_is_kept_with_all_its_parts() {
    let root = project(2);
    let names: Vec<String> = disk::names(&root.path().join("releases/0002")).unwrap();
    assert_eq!(
        names,
        [
            "changed.tar.zst",
            "deleted.txt",
            "edition.json.zst",
            "manifest.json",
            "redirects.caddy",
            "redirects.nginx.conf",
            "sheet.html",
            "sources.tar.zst"
        ]
    );
    let last = last(root.path()).unwrap().unwrap();
    assert_eq!(last.record.number, 2);
    assert_eq!(last.manifest().unwrap(), b"release 2");
    assert_eq!(last.snapshot().unwrap(), b"release 2");
    let archive = fs::read(last.folder.join("changed.tar.zst")).unwrap();
    assert_eq!(last.record.blake3.archive, Digest::of(&archive));
    assert_eq!(permalinks(root.path()).unwrap(), Parts::second().permalinks);
    assert_eq!(
        tree(root.path()),
        tree(project(2).path()),
        "the same everywhere"
    );
    let hidden: Vec<String> = disk::names(&root.path().join("releases")).unwrap();
    assert_eq!(hidden, [".gitignore", ".lock", "0001", "0002", "log.jsonl"]);
}

#[test]
fn a_project_without_releases_has_none() {
    let root = project(0);
    assert_eq!(last(root.path()).unwrap(), None);
    assert!(permalinks(root.path()).unwrap().is_empty());
    assert_eq!(tree(root.path()).len(), 0, "looking changes nothing");
}

/// Whatever can be read after a kill, before anything is repaired, is one of the two states.
#[track_caller]
fn is_whole(root: &Path, old: u32) -> u32 {
    let last = last(root).unwrap();
    let number = last.as_ref().map_or(0, |last| last.record.number);
    assert!(number == old || number == old + 1);
    if let Some(last) = last {
        assert_eq!(
            last.manifest().unwrap(),
            format!("release {number}").as_bytes()
        );
        assert_eq!(
            last.snapshot().unwrap(),
            format!("release {number}").as_bytes()
        );
    }
    let expected = match number {
        0 => Permalinks::default(),
        1 => Parts::first().permalinks,
        _ => Parts::second().permalinks,
    };
    assert_eq!(permalinks(root).unwrap(), expected);
    number
}

fn kill_everywhere(old: u32, parts: &Parts) {
    let (without, with) = (tree(project(old).path()), tree(project(old + 1).path()));
    for at in 1.. {
        let root = project(old);
        let mut store = Store::open(root.path()).unwrap();
        let released = parts.release(&mut store, &mut stopping_at(at));
        drop(store);
        tear(root.path());
        let number = is_whole(root.path(), old);
        assert!(number > old || released.is_err());
        drop(Store::open(root.path()).unwrap());
        assert_eq!(is_whole(root.path(), old), number);
        let mut expected = if number == old {
            without.clone()
        } else {
            with.clone()
        };
        let note = PathBuf::from("releases/.gitignore");
        expected.insert("releases".into(), Vec::new());
        expected.insert(note, b"/.*\n!/.gitignore\n".to_vec());
        assert_eq!(tree(root.path()), expected, "step {at}");
        if number == old {
            let mut store = Store::open(root.path()).unwrap();
            parts.release(&mut store, &mut |_| Ok(())).unwrap();
            drop(store);
        }
        assert_eq!(tree(root.path()), with, "step {at}");
        if released.is_ok() {
            assert!(at > 20, "there are more steps than {at}");
            return;
        }
    }
}

#[test]
fn a_kill_at_any_step_of_the_first_release_leaves_nothing_or_all() {
    kill_everywhere(0, &Parts::first());
}

#[test]
fn a_kill_at_any_step_of_a_later_release_leaves_the_old_or_the_new() {
    kill_everywhere(1, &Parts::second());
}

/// A project whose second release was killed at the first step after which this is true.
fn killed_when(is_so: impl Fn(&Path) -> bool) -> TempDir {
    for at in 1..100 {
        let root = project(1);
        let mut store = Store::open(root.path()).unwrap();
        let killed = Parts::second().release(&mut store, &mut stopping_at(at));
        if killed.is_err() && is_so(root.path()) {
            return root;
        }
    }
    panic!("it is never so");
}

#[test]
fn undoing_can_be_killed_too() {
    let expected = tree(project(1).path());
    for at in 1.. {
        // The new log is written and not yet in its place: there is no more to undo than then.
        let root = killed_when(|root| root.join("releases/.log.jsonl.new").exists());
        let undone = Store::open_in_steps(root.path(), &mut stopping_at(at)).map(drop);
        assert_eq!(is_whole(root.path(), 1), 1);
        drop(Store::open(root.path()).unwrap());
        assert_eq!(tree(root.path()), expected, "step {at}");
        if undone.is_ok() {
            assert!(at > 5, "there was more to undo than {at}");
            return;
        }
    }
}

#[test]
fn a_release_that_fails_is_undone_at_once() {
    let root = project(1);
    let expected = tree(root.path());
    let mut store = Store::open(root.path()).unwrap();
    let parts = Parts::second();
    let lengths = BTreeMap::from([("a.md".into(), 5)]);
    let mut missing = |_: &str| Err(io::ErrorKind::NotFound.into());
    let mut none = |_: &str| Err(io::ErrorKind::NotFound.into());
    let draft = ReleaseDraft {
        facts: facts(2),
        sheet: b"",
        manifest: b"",
        snapshot: b"",
        deleted: "",
        nginx: "",
        caddy: "",
        changed: ArchiveFiles {
            lengths: &lengths,
            open: &mut missing,
        },
        sources: ArchiveFiles {
            lengths: &lengths,
            open: &mut none,
        },
        permalinks: &parts.permalinks,
    };
    let error = store.release(draft).unwrap_err();
    assert!(
        matches!(error.problem(), StoreProblem::Failed(StoreStep::Write)),
        "{error}"
    );
    assert_eq!(tree(root.path()), expected);
    parts.release(&mut store, &mut |_| Ok(())).unwrap();
}

#[test]
fn a_release_whose_line_is_in_the_log_exists_whatever_fails_then() {
    for at in 1.. {
        let root = project(1);
        let mut store = Store::open(root.path()).unwrap();
        let Err(error) = Parts::second().release(&mut store, &mut stopping_at(at)) else {
            break;
        };
        let is_logged = last(root.path()).unwrap().unwrap().record.number == 2;
        assert_eq!(store.after(2, error).is_ok(), is_logged, "step {at}");
        assert_eq!(store.log().next_number(), if is_logged { 3 } else { 2 });
        assert_eq!(is_whole(root.path(), 1), 1 + u32::from(is_logged));
    }
}

#[test]
fn a_ledger_that_came_from_elsewhere_after_a_kill_is_not_overwritten() {
    let root = killed_when(|root| {
        let permalinks = fs::read(root.join(permalinks::NAME)).unwrap();
        permalinks == Parts::second().permalinks.print().as_bytes()
    });
    let path = root.path().join(permalinks::NAME);
    fs::write(&path, "duibiao-permalinks 1\n").unwrap();
    let error = Store::open(root.path()).unwrap_err();
    assert!(
        matches!(error.problem(), StoreProblem::OtherLedger(1)),
        "{error}"
    );
    assert_eq!(fs::read(&path).unwrap(), b"duibiao-permalinks 1\n");
}

#[track_caller]
fn refused(root: &Path, expected: impl Fn(&StoreProblem) -> bool) {
    let before = tree(root);
    let error = Store::open(root).unwrap_err();
    assert!(expected(error.problem()), "{error}");
    assert_eq!(tree(root), before, "nothing is touched");
}

#[test]
fn what_is_damaged_is_refused_and_left_as_it_is() {
    let root = project(2);
    let log = root.path().join("releases/log.jsonl");
    let text = fs::read_to_string(&log).unwrap();
    fs::write(&log, text.replacen("\"files\":2", "\"files\":3", 1)).unwrap();
    refused(
        root.path(),
        |problem| matches!(problem, StoreProblem::Damaged(fault) if fault.line == 1),
    );
    fs::write(&log, text.lines().next().unwrap().to_owned() + "\n").unwrap();
    // An older log: the folder 0002 is a release that exists.
    refused(root.path(), |problem| {
        matches!(problem, StoreProblem::Unlogged(1))
    });
    fs::write(&log, &text).unwrap();
    drop(Store::open(root.path()).unwrap());
    let permalinks = root.path().join(permalinks::NAME);
    let lines = fs::read_to_string(&permalinks).unwrap();
    fs::write(&permalinks, lines.replace("a/index.html 1-1\n", "")).unwrap();
    refused(root.path(), |problem| {
        matches!(problem, StoreProblem::OtherLedger(2))
    });
    fs::write(&permalinks, &lines[..lines.len() - 1]).unwrap();
    refused(root.path(), |problem| {
        matches!(problem, StoreProblem::Damaged(_))
    });
    fs::remove_file(&permalinks).unwrap();
    refused(root.path(), |problem| {
        matches!(problem, StoreProblem::OtherLedger(2))
    });
    fs::write(&permalinks, lines.replace('\n', "\r\n")).unwrap();
    drop(Store::open(root.path()).unwrap());
}

#[test]
fn parts_that_were_changed_or_taken_away_are_told() {
    let root = project(1);
    let last = last(root.path()).unwrap().unwrap();
    fs::write(last.folder.join("manifest.json"), "other").unwrap();
    assert!(matches!(
        last.manifest().unwrap_err().problem(),
        StoreProblem::NotAsReleased
    ));
    fs::write(last.folder.join("edition.json.zst"), "other").unwrap();
    assert!(last.snapshot().is_err());
    fs::remove_dir_all(&last.folder).unwrap();
    assert!(last.manifest().is_err());
    // The log alone is enough to go on: archives need not be kept on every machine.
    let mut store = Store::open(root.path()).unwrap();
    Parts::second()
        .release(&mut store, &mut |_| Ok(()))
        .unwrap();
}

#[test]
fn two_releases_do_not_run_at_once() {
    let root = project(0);
    let store = Store::open(root.path()).unwrap();
    let error = Store::open(root.path()).unwrap_err();
    assert!(matches!(error.problem(), StoreProblem::Locked));
    assert!(
        error
            .message(duibiao_syntax::diagnostic::Language::Chinese)
            .contains("另一次发布")
    );
    drop(store);
    drop(Store::open(root.path()).unwrap());
}
