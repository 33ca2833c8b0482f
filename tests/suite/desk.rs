//! The preview: after any number of edits, saves, renames and deletes it serves, byte for byte, what a
//! clean build of the same texts makes; and whatever is written, it goes on serving.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use duibiao::scaffold;
use duibiao_preview::serve::without_insertion;
use duibiao_publish::read;
use duibiao_render::site::{self, SiteContent};
use duibiao_syntax::diagnostic::any_error;
use tempfile::TempDir;

use crate::support::{Tree, starter, today};

/// Something done to the project.
type Act<'a> = &'a dyn Fn();

/// How long the preview may take to notice the last of some edits.
const PATIENCE: Duration = Duration::from_secs(10);

/// The program, serving a project of its own.
struct Served {
    home: TempDir,
    program: Child,
    address: SocketAddr,
}

impl Served {
    fn new() -> Self {
        let home = starter();
        let mut program = Command::new(env!("CARGO_BIN_EXE_duibiao"))
            .args([
                "serve",
                "--format",
                "json",
                "--port",
                "0",
                "--as-of",
                "2026-11-22",
            ])
            .arg(home.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = program.stdout.as_mut().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let ready: serde_json::Value = serde_json::from_str(&line).unwrap();
        Self {
            home,
            program,
            address: ready["address"].as_str().unwrap().parse().unwrap(),
        }
    }

    /// The status and the body of an answer.
    fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(
            stream,
            "GET /{path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let head = answer
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap();
        let status = std::str::from_utf8(&answer[9..12])
            .unwrap()
            .parse()
            .unwrap();
        (status, answer.split_off(head + 4))
    }

    /// A page as it would be published.
    fn page(&self, path: &str) -> Vec<u8> {
        without_insertion(&self.get(path).1).into_owned()
    }

    /// What is served of the files of a site.
    fn files(&self, of: &Tree) -> Tree {
        let served = of.keys().map(|path| {
            let (status, body) = self.get(path);
            let body = without_insertion(&body).into_owned();
            (
                path.clone(),
                if status == 200 {
                    body
                } else {
                    format!("{status}").into()
                },
            )
        });
        served.collect()
    }

    /// What a build makes of the texts as they lie there; none when they have errors.
    fn built(&self) -> Option<Tree> {
        let checked = read::project(self.home.path()).unwrap();
        let project = Arc::new(checked.value);
        let site = site::compile(&project, &today()).value?;
        if any_error(&checked.diagnostics) {
            return None;
        }
        let files = site.paths().iter().enumerate().map(|(at, path)| {
            let mut bytes = Vec::new();
            if let SiteContent::CopyOf(copied) = site.render(at, &mut bytes).unwrap() {
                bytes = fs::read(copied).unwrap();
            }
            (path.to_string(), bytes)
        });
        Some(files.collect())
    }

    /// Waits until what is served is what a build makes.
    fn settles(&self, after: &str) {
        let Some(built) = self.built() else {
            assert_eq!(self.get("").0, 200, "nothing is served after {after}");
            return;
        };
        let began = Instant::now();
        let mut served = self.files(&built);
        while served != built && began.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(50));
            served = self.files(&built);
        }
        let differing: Vec<&String> = built
            .keys()
            .filter(|path| served.get(*path) != built.get(*path))
            .collect();
        assert_eq!(differing, Vec::<&String>::new(), "after {after}");
    }

    fn path(&self, path: &str) -> PathBuf {
        self.home.path().join(path)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
    }
}

/// A small generator of numbers: the same edits in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }
}

/// An editor who does not look at the result.
struct Hand<'a> {
    served: &'a Served,
    dice: Dice,
    /// The files of the starter, for putting them back.
    originals: BTreeMap<String, Vec<u8>>,
    made: usize,
}

impl Hand<'_> {
    /// One edit of any kind; what it was comes back.
    fn edit(&mut self) -> String {
        let paths: Vec<String> = self
            .originals
            .keys()
            .filter(|path| path.starts_with("content/"))
            .cloned()
            .collect();
        let path = paths[self.dice.roll(paths.len())].clone();
        let place = self.served.path(&path);
        let text = fs::read_to_string(&place).unwrap_or_default();
        match self.dice.roll(12) {
            0..=2 => self.save(
                &place,
                &format!("{text}\n又写了第 {} 段。\n", self.dice.0 % 1000),
            ),
            3 | 4 => {
                let number = self.dice.roll(90) + 5;
                self.save(&place, &text.replacen("90", &number.to_string(), 1));
            }
            5 => drop(fs::remove_file(&place)),
            6 => {
                let other = place.with_extension("renamed.md");
                drop(fs::rename(&place, &other));
                drop(fs::rename(&other, &place));
            }
            7 => {
                // Half of a file, as a slow save leaves it.
                let half = text.floor_char_boundary(text.len() / 2);
                drop(fs::write(&place, &text[..half]));
            }
            8 => {
                self.made += 1;
                let page = self
                    .served
                    .path(&format!("content/pages/new-{}.md", self.made % 3));
                drop(fs::write(
                    page,
                    format!("---\ntitle: 新页{}\n---\n\n正文。\n", self.made),
                ));
            }
            9 => {
                let page = format!("content/pages/new-{}.md", self.dice.roll(3));
                drop(fs::remove_file(self.served.path(&page)));
            }
            10 => self.save(&place, &text.replacen("title:", "titel:", 1)),
            _ => self.mend(&path),
        }
        path
    }

    /// Writes as editors do: in place, or beside and then over.
    fn save(&mut self, place: &Path, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        if self.dice.roll(2) == 0 {
            fs::write(place, text).unwrap();
        } else {
            let beside = place.with_extension("tmp");
            fs::write(&beside, text).unwrap();
            fs::rename(&beside, place).unwrap();
        }
    }

    fn mend(&self, path: &str) {
        fs::write(self.served.path(path), &self.originals[path]).unwrap();
    }

    fn mend_all(&self) {
        for path in self.originals.keys() {
            let place = self.served.path(path);
            let is_whole = fs::read(&place).is_ok_and(|now| {
                let now = String::from_utf8_lossy(&now).into_owned();
                now.starts_with(&*String::from_utf8_lossy(&self.originals[path]))
            });
            if !is_whole {
                self.mend(path);
            }
        }
    }
}

#[test]
fn after_500_random_edits_the_served_pages_are_those_of_a_clean_build() {
    let served = Served::new();
    let originals = scaffold::files();
    let mut hand = Hand {
        served: &served,
        dice: Dice(0x9e37_79b9_7f4a_7c15),
        originals: originals
            .into_iter()
            .map(|(path, bytes)| (path, bytes.to_vec()))
            .collect(),
        made: 0,
    };
    served.settles("the start");
    let mut edits = 0;
    let mut compared = 0;
    while edits < 500 {
        let burst = hand.dice.roll(12) + 1;
        let mut last = String::new();
        for _ in 0..burst {
            last = hand.edit();
            let pause = u64::try_from(hand.dice.roll(25)).unwrap();
            std::thread::sleep(Duration::from_millis(pause));
        }
        edits += burst;
        if hand.dice.roll(3) > 0 {
            hand.mend_all();
        }
        compared += usize::from(served.built().is_some());
        served.settles(&format!("{edits} edits, the last of {last}"));
    }
    assert!(
        compared > 30,
        "only {compared} pauses had a site to compare with"
    );
}

#[test]
fn two_hundred_saves_in_a_second_end_with_the_last() {
    let served = Served::new();
    let page = served.path("content/pages/about.md");
    let text = fs::read_to_string(&page).unwrap();
    for number in 0..200 {
        fs::write(&page, format!("{text}\n第 {number} 次。\n")).unwrap();
        std::thread::sleep(Duration::from_millis(4));
    }
    served.settles("200 saves");
    let about = served.get("about/").1;
    assert!(String::from_utf8_lossy(&about).contains("第 199 次。"));
}

#[test]
fn whatever_is_broken_the_last_good_page_stays_and_comes_back() {
    let served = Served::new();
    let home = served.page("");
    let config = served.path("duibiao.toml");
    let settings = fs::read(&config).unwrap();
    let theme = served.path("themes/default");
    let content = served.path("content");
    let away = served.path("away");
    let faults: [(&str, Act<'_>, Act<'_>); 5] = [
        (
            "settings",
            &|| fs::write(&config, "title = [").unwrap(),
            &|| fs::write(&config, &settings).unwrap(),
        ),
        (
            "no settings",
            &|| fs::remove_file(&config).unwrap(),
            &|| fs::write(&config, &settings).unwrap(),
        ),
        (
            "a theme",
            &|| {
                fs::create_dir_all(theme.join("templates")).unwrap();
                fs::write(
                    theme.join("theme.toml"),
                    "name = \"default\"\nengine = \"minijinja\"\n",
                )
                .unwrap();
                fs::write(theme.join("templates/home.html"), "{% if %}").unwrap();
            },
            &|| fs::remove_dir_all(served.path("themes")).unwrap(),
        ),
        (
            "a file that is no text",
            &|| fs::write(content.join("pages/x.md"), b"\xff\xfe\x00").unwrap(),
            &|| fs::remove_file(content.join("pages/x.md")).unwrap(),
        ),
        (
            "no content at all",
            &|| fs::rename(&content, &away).unwrap(),
            &|| fs::rename(&away, &content).unwrap(),
        ),
    ];
    for (what, break_it, mend_it) in faults {
        break_it();
        std::thread::sleep(Duration::from_millis(400));
        assert_eq!(served.get("").0, 200, "{what}");
        mend_it();
        served.settles(what);
        assert!(served.page("") == home, "{what}");
    }
}
