//! From the disk to the page.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// A toy whose style sheet list is the text of a file, so that events tell what was read.
fn reader(file: PathBuf) -> Arc<Toy> {
    let toy = Toy::with([("index.html", page(PAGE))]);
    let mut last = fs::read_to_string(&file).unwrap_or_default();
    toy.on_refresh(move || {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let changed = text != last;
        last.clone_from(&text);
        Refreshed {
            styles: Vec::from_iter((changed && !text.is_empty()).then_some(text)),
            ..Refreshed::default()
        }
    });
    toy
}

fn watching(roots: Vec<Root>) -> Options {
    Options {
        watch: roots,
        ..options()
    }
}

fn start(toy: &Arc<Toy>, roots: Vec<Root>) -> Running {
    serve_with(toy, watching(roots), Limits::default())
}

#[test]
fn a_save_is_told_within_a_tenth_of_a_second() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.md");
    let toy = reader(file.clone());
    let server = start(&toy, vec![Root::Tree(folder.path().to_owned())]);
    let mut events = server.listen();
    let mut times: Vec<Duration> = (0..40)
        .map(|round| {
            let name = format!("n{round}.css");
            fs::write(&file, &name).unwrap();
            events.until(&name)
        })
        .collect();
    times.sort();
    assert!(times[36] < Duration::from_millis(100), "{times:?}");
}

#[test]
fn two_hundred_saves_are_few_looks_and_the_last_one_counts() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.md");
    fs::write(&file, "").unwrap();
    let toy = reader(file.clone());
    let server = start(&toy, vec![Root::Tree(folder.path().to_owned())]);
    let mut events = server.listen();
    for round in 0..200 {
        fs::write(&file, format!("n{round}.css")).unwrap();
        thread::sleep(Duration::from_millis(3));
    }
    fs::write(&file, "last.css").unwrap();
    events.until("last.css");
    let looks = toy.looks();
    assert!(looks.len() < 60, "{}", looks.len());
    assert!(
        looks
            .iter()
            .all(|look| look.as_deref() == Some(std::slice::from_ref(&file)))
    );
}

/// Puts a text into the watched file.
type Save<'a> = &'a dyn Fn(&str);

#[test]
fn all_ways_to_save_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.md");
    let beside = folder.path().join("a.md~");
    fs::write(&file, "").unwrap();
    let toy = reader(file.clone());
    let server = start(&toy, vec![Root::File(file.clone())]);
    let mut events = server.listen();
    let ways: [(&str, Save<'_>); 5] = [
        ("over.css", &|text| fs::write(&file, text).unwrap()),
        ("renamed.css", &|text| {
            fs::write(&beside, text).unwrap();
            fs::rename(&beside, &file).unwrap();
        }),
        ("backup.css", &|text| {
            fs::rename(&file, &beside).unwrap();
            fs::write(&file, text).unwrap();
        }),
        ("anew.css", &|text| {
            fs::remove_file(&file).unwrap();
            fs::write(&file, text).unwrap();
        }),
        ("appended.css", &|text| {
            let mut open = fs::OpenOptions::new().append(true).open(&file).unwrap();
            open.write_all(text.as_bytes()).unwrap();
        }),
    ];
    for (name, save) in ways {
        save(name);
        events.until(name);
    }
    fs::write(folder.path().join("other"), "x").unwrap();
    thread::sleep(Duration::from_millis(400));
    let before = toy.looks().len();
    fs::write(folder.path().join("other"), "y").unwrap();
    let _read = fs::read(&file).unwrap();
    thread::sleep(Duration::from_millis(300));
    assert_eq!(
        toy.looks().len(),
        before,
        "neither reading nor another file is a change"
    );
}

#[test]
fn new_folders_are_looked_into() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("x/y/z");
    let file = deep.join("a.md");
    let toy = reader(file.clone());
    let server = start(&toy, vec![Root::Tree(folder.path().to_owned())]);
    let mut events = server.listen();
    fs::create_dir_all(&deep).unwrap();
    fs::write(&file, "deep.css").unwrap();
    events.until("deep.css");
    thread::sleep(Duration::from_millis(300));
    fs::write(&file, "deeper.css").unwrap();
    assert!(events.until("deeper.css") < Duration::from_secs(1));
    assert!(toy.looks().iter().any(Option::is_none));
}

fn comes_back(make: impl Fn(&Path), away: impl Fn(&Path)) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("content");
    let file = root.join("a.md");
    make(&root);
    let toy = reader(file.clone());
    let server = start(&toy, vec![Root::Tree(root.clone())]);
    let mut events = server.listen();
    for round in 0..3 {
        away(&root);
        if round > 0 {
            thread::sleep(Duration::from_millis(300));
        }
        make(&root);
        let (first, second) = (format!("first{round}.css"), format!("second{round}.css"));
        fs::write(&file, &first).unwrap();
        events.until(&first);
        fs::write(&file, &second).unwrap();
        events.until(&second);
    }
}

#[test]
fn a_root_that_is_removed_and_made_again() {
    comes_back(
        |root| fs::create_dir(root).unwrap(),
        |root| fs::remove_dir_all(root).unwrap(),
    );
}

#[test]
fn a_root_that_is_renamed_and_made_again() {
    let names = AtomicUsize::new(0);
    comes_back(
        |root| fs::create_dir(root).unwrap(),
        |root| {
            let name = format!("old{}", names.fetch_add(1, Ordering::Relaxed));
            fs::rename(root, root.with_file_name(name)).unwrap();
        },
    );
}

#[test]
fn a_root_that_comes_later() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("content");
    let toy = reader(root.join("a.md"));
    let server = start(&toy, vec![Root::Tree(root.clone())]);
    let mut events = server.listen();
    thread::sleep(Duration::from_millis(300));
    fs::create_dir(&root).unwrap();
    fs::write(root.join("a.md"), "late.css").unwrap();
    events.until("late.css");
}

#[test]
fn a_panic_of_the_preview_is_survived() {
    let folder = tempfile::tempdir().unwrap();
    let toy = Toy::with([("index.html", page(PAGE))]);
    let mut round = 0;
    toy.on_refresh(move || {
        round += 1;
        assert!(round > 1, "the toy panics at the first look");
        Refreshed {
            site_changed: true,
            ..Refreshed::default()
        }
    });
    let said = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&said);
    let mut options = watching(vec![Root::Folder(folder.path().to_owned())]);
    options.log = Arc::new(move |line| log.lock().unwrap().push(line.to_owned()));
    let server = serve_with(&toy, options, Limits::default());
    let mut events = server.listen();
    fs::write(folder.path().join("a"), "1").unwrap();
    thread::sleep(Duration::from_millis(100));
    toy.on_refresh(|| Refreshed {
        site_changed: true,
        ..Refreshed::default()
    });
    fs::write(folder.path().join("a"), "2").unwrap();
    events.until("event: changed");
    assert!(said.lock().unwrap()[0].contains("程序出错"));
}

#[test]
fn who_wants_to_look_again_waits_longer_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let toy = Toy::with([]);
    toy.on_refresh(|| Refreshed {
        again: true,
        ..Refreshed::default()
    });
    let server = start(&toy, vec![Root::Tree(folder.path().to_owned())]);
    fs::write(folder.path().join("a"), "1").unwrap();
    thread::sleep(Duration::from_millis(1200));
    let looks = toy.looks().len();
    assert!((3..=6).contains(&looks), "{looks}");
    toy.on_refresh(Refreshed::default);
    thread::sleep(Duration::from_millis(2200));
    let settled = toy.looks().len();
    thread::sleep(Duration::from_millis(1500));
    assert_eq!(toy.looks().len(), settled);
    drop(server);
}
