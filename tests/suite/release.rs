//! Releases: what the sheet says, what is refused, what a draft leaves behind, and kills at any moment.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::{Tree, starter, tree};

const PLAN: &str = "content/plans/public-reading/460100-2026.md";

/// The starter as a project that is released.
struct Site {
    home: TempDir,
}

impl Site {
    fn new() -> Self {
        Self { home: starter() }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.home.path().join(path)
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    fn replace(&self, path: &str, old: &str, new: &str) {
        let text = self.text(path);
        assert!(text.contains(old), "{path} has no {old}");
        self.write(path, &text.replacen(old, new, 1));
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duibiao"));
        command
            .args(["--lang", "zh", "--as-of", "2026-11-22"])
            .args(arguments)
            .arg(self.home.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Releases, which must succeed, and gives back the folder of the release.
    fn release(&self) -> PathBuf {
        let output = self.run(&["release"]);
        assert!(output.status.success(), "{}", complaint(&output));
        let log = self.text("releases/log.jsonl");
        self.path(&format!("releases/{:04}", log.lines().count()))
    }

    /// Releases, which must be refused without changing anything.
    fn refused(&self) -> String {
        let before = tree(self.home.path());
        let output = self.run(&["release"]);
        assert_eq!(output.status.code(), Some(1), "{}", complaint(&output));
        let mut after = tree(self.home.path());
        after.retain(|path, _| before.contains_key(path));
        assert!(before == after, "a refused release changed something");
        complaint(&output)
    }
}

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

/// The names of the files in an archive.
fn names(archive: &Path) -> Vec<String> {
    let file = fs::File::open(archive).unwrap();
    let mut packed = tar::Archive::new(zstd::stream::read::Decoder::new(file).unwrap());
    let entries = packed.entries().unwrap();
    entries
        .map(|entry| entry.unwrap().path().unwrap().to_str().unwrap().to_owned())
        .collect()
}

/// The rows of changed targets on a sheet: those of the tables below the heading of targets.
fn target_rows(sheet: &str) -> Vec<String> {
    let after = sheet
        .split_once("一、指标和目标")
        .map_or("", |(_, after)| after);
    let section = after.split("<h2").next().unwrap_or_default();
    let bodies = section.split("<tbody>").skip(1);
    let bodies = bodies.filter_map(|body| body.split("</tbody>").next());
    bodies
        .flat_map(|body| body.split("<tr>").skip(1).map(str::to_owned))
        .collect()
}

#[test]
fn one_changed_target_is_one_row_and_no_change_is_an_empty_sheet() {
    let site = Site::new();
    let first = site.release();
    assert!(names(&first.join("changed.tar.zst")).len() > 60);

    let second = site.release();
    let sheet = fs::read_to_string(second.join("sheet.html")).unwrap();
    assert!(sheet.contains("与上次发布相同，没有需要上传的文件"));
    assert_eq!(target_rows(&sheet), Vec::<String>::new());
    assert!(names(&second.join("changed.tar.zst")).is_empty());
    assert_eq!(fs::read_to_string(second.join("deleted.txt")).unwrap(), "");

    site.replace(PLAN, "＞33", "≥44");
    let third = site.release();
    let sheet = fs::read_to_string(third.join("sheet.html")).unwrap();
    let rows = target_rows(&sheet);
    assert_eq!(rows.len(), 1, "{rows:#?}");
    assert!(
        rows[0].contains("＞33%") && rows[0].contains("≥44%"),
        "{rows:#?}"
    );
    assert!(!sheet.contains("与上次发布相同"));
    let changed = names(&third.join("changed.tar.zst"));
    assert!(changed.contains(&"plans/public-reading/460100-2026/index.html".to_owned()));
    assert!(!changed.contains(&"plans/public-reading/460000-2026/index.html".to_owned()));
    assert!(changed.contains(&"duibiao-manifest.json".to_owned()));
}

#[test]
fn a_deleted_plan_is_refused_until_its_addresses_lead_on() {
    let site = Site::new();
    site.release();
    fs::remove_file(site.path(PLAN)).unwrap();
    let said = site.refused();
    assert!(
        said.contains("DB0612") && said.contains("plans/public-reading/460100-2026/"),
        "{said}"
    );
    let settings = site.text("duibiao.toml")
        + "\n[[redirect]]\nfrom = \"plans/public-reading/460100-2026/\"\ngone = \"示例：已撤下\"\n"
        + "[[redirect]]\nfrom = \"chains/public-reading/460100-2026/\"\nto = \"plans/public-reading/460000-2026/\"\n"
        + "[[redirect]]\nfrom = \"regions/460100/\"\nto = \"regions/460000/\"\n";
    site.write("duibiao.toml", &settings);
    let folder = site.release();
    let stub = site.text("output/plans/public-reading/460100-2026/index.html");
    assert!(stub.contains("示例：已撤下"));
    let nginx = fs::read_to_string(folder.join("redirects.nginx.conf")).unwrap();
    assert!(nginx.contains("301") && nginx.contains("410"), "{nginx}");
    let deleted = fs::read_to_string(folder.join("deleted.txt")).unwrap();
    assert!(deleted.contains("plans/public-reading/460100-2026/targets.csv\n"));
    // Once released, the addresses stay redirected; without the redirects they would vanish again.
    site.release();
    site.write(
        "duibiao.toml",
        settings.split("\n[[redirect]]").next().unwrap(),
    );
    assert!(site.refused().contains("DB0612"));
}

#[test]
fn a_vanished_clause_is_refused_until_its_anchor_leads_on() {
    let site = Site::new();
    site.release();
    site.replace(PLAN, "# 二、任务\n", "");
    let said = site.refused();
    assert!(said.contains("DB0613") && said.contains("#s2"), "{said}");
    let settings = site.text("duibiao.toml")
        + "\n[[redirect]]\nfrom = \"plans/public-reading/460100-2026/#s2\"\nto = \"plans/public-reading/460100-2026/#s1\"\n";
    site.write("duibiao.toml", &settings);
    let output = site.run(&["release"]);
    assert!(output.status.success(), "{}", complaint(&output));
}

#[test]
fn a_damaged_release_is_told_before_anything_is_published() {
    let site = Site::new();
    let first = site.release();
    fs::write(first.join("manifest.json"), "{}").unwrap();
    site.replace(PLAN, "＞33", "≥44");
    let said = site.refused();
    assert!(said.contains("manifest.json"), "{said}");
}

#[test]
fn what_is_not_signed_is_refused_and_a_sign_holds_for_its_words_only() {
    let site = Site::new();
    let settings = site.text("duibiao.toml") + "\n[review]\nrequired = true\nsteps = [\"终审\"]\n";
    site.write("duibiao.toml", &settings);
    let said = site.refused();
    assert!(said.contains("DB0602") && said.contains("缺终审"), "{said}");
    let documents = ["content/pages/about.md", PLAN]
        .map(str::to_owned)
        .into_iter()
        .chain(
            ["100000-2026", "460000-2026"]
                .map(|name| format!("content/plans/public-reading/{name}.md")),
        );
    for path in documents {
        let text = site.text(&path);
        let of = duibiao_syntax::review::fingerprint(&text);
        let sign = format!("---\nreview: [{{ step: 终审, by: 甲, on: 2026-11-20, of: {of} }}]\n");
        site.write(&path, &text.replacen("---\n", &sign, 1));
    }
    site.release();
    site.replace(PLAN, "＞33", "≥44");
    let said = site.refused();
    assert!(
        said.contains("DB0602") && said.contains("内容有改动"),
        "{said}"
    );
}

#[test]
fn a_theme_that_loads_from_elsewhere_is_refused() {
    let site = Site::new();
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
    for (path, bytes) in tree(&theme) {
        let place = site.path("themes/default").join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }
    site.replace(
        "themes/default/templates/base.html",
        "</head>",
        "<script src=\"https://elsewhere.example/x.js\"></script></head>",
    );
    let said = site.refused();
    assert!(
        said.contains("DB0614") && said.contains("elsewhere.example"),
        "{said}"
    );
}

#[test]
fn a_release_is_made_again_from_what_was_kept() {
    let site = Site::new();
    site.release();
    let published = tree(&site.path("output"));
    site.replace(PLAN, "＞33", "≥44");
    site.release();
    let again = tempfile::tempdir().unwrap();
    let folder = again.path().join("site");
    let to = folder.to_str().unwrap();
    let output = site.run(&["release", "--rebuild", "1", "--output", to]);
    assert!(output.status.success(), "{}", complaint(&output));
    assert!(
        tree(&folder) == published,
        "the rebuilt site is another one"
    );
}

/// Words that nothing of a draft may leave anywhere.
const CANARIES: [&str; 5] = [
    "金丝雀标题",
    "金丝雀正文",
    "460200-2026-canary",
    "777.77",
    "canary-attachment",
];

#[test]
fn a_draft_leaves_nothing_behind() {
    let site = Site::new();
    let draft = "---\ntitle: 金丝雀标题\nregion: \"460200\"\ntopic: public-reading\nperiod: 2026-2030\nSTATUS\n\
                 text: digest\nverification: recalled\nattachments: [{ file: canary-attachment.txt }]\n---\n\n# 一、金丝雀正文\n\n\
                 | 序号 | 指标名称 | 单位 | 2030年目标值 | 属性 |\n|---|---|---|---|---|\n| 1 | 新建阅览室 | 间 | 777.77 | 预期性 |\n";
    let path = "content/plans/public-reading/460200-2026-canary.md";
    site.write(
        "content/plans/public-reading/canary-attachment.txt",
        "canary-attachment",
    );
    for status in [
        "status: draft",
        "status: in-force\ndraft: true",
        "status: in-force\npublished: 2026-11-23",
        "status: consultation\nconsultation: { opens: 2026-11-23, closes: 2026-12-23 }",
    ] {
        site.write(path, &draft.replace("STATUS", status));
        let folder = site.release();
        let output = site.run(&["build"]);
        assert!(output.status.success(), "{}", complaint(&output));
        let mut places = tree(&site.path("output"));
        let unpacked = names(&folder.join("changed.tar.zst")).join("\n");
        places.insert("names of the upload".to_owned(), unpacked.into_bytes());
        for name in [
            "sheet.html",
            "manifest.json",
            "deleted.txt",
            "redirects.caddy",
        ] {
            places.insert(name.to_owned(), fs::read(folder.join(name)).unwrap());
        }
        places.insert("edition".to_owned(), unpacked_edition(&folder));
        places.insert(
            "ledger".to_owned(),
            fs::read(site.path("permalinks.lock")).unwrap(),
        );
        for (place, bytes) in &places {
            let text = String::from_utf8_lossy(bytes);
            let leaked: Vec<&str> = CANARIES
                .into_iter()
                .filter(|canary| text.contains(canary) || place.contains(canary))
                .collect();
            assert!(leaked.is_empty(), "{status}: {leaked:?} in {place}");
        }
    }
    // On its day it is there.
    site.write(
        path,
        &draft.replace("STATUS", "status: in-force\npublished: 2026-11-22"),
    );
    site.release();
    assert!(site.text("output/data/targets.csv").contains("777.77"));
}

fn unpacked_edition(folder: &Path) -> Vec<u8> {
    let file = fs::File::open(folder.join("edition.json.zst")).unwrap();
    let mut bytes = Vec::new();
    zstd::stream::read::Decoder::new(file)
        .unwrap()
        .read_to_end(&mut bytes)
        .unwrap();
    bytes
}

/// The published files, without what belongs to work in progress.
fn published(site: &Site) -> Tree {
    tree(&site.path("output"))
}

#[test]
fn a_kill_at_any_of_a_hundred_moments_leaves_one_site_or_the_other() {
    let site = Site::new();
    let original = site.text(PLAN);
    let other = original.replacen("＞33", "≥44", 1);
    let mut whole = Vec::new();
    let mut spans = [Duration::ZERO; 2];
    for text in [&other, &original] {
        site.write(PLAN, text);
        let began = Instant::now();
        site.release();
        spans = [began.elapsed(); 2];
        whole.push(published(&site));
    }
    let mut seen = [0, 0];
    let mut killed = 0;
    for round in 0..100_u32 {
        let (command, text) = (
            ["build", "release"][round as usize % 2],
            [&other, &original][(round as usize / 2) % 2],
        );
        site.write(PLAN, text);
        let mut child = site
            .command(&[command])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Spread over the whole run. How long one takes now is learnt from those that ended by themselves.
        let span = &mut spans[round as usize % 2];
        std::thread::sleep(*span * ((round * 37) % 100) / 100);
        let is_under_way = child.try_wait().unwrap().is_none();
        *span = if is_under_way {
            *span * 104 / 100
        } else {
            *span * 80 / 100
        };
        killed += usize::from(is_under_way);
        child.kill().ok();
        child.wait().unwrap();
        let now = published(&site);
        let which = whole.iter().position(|tree| *tree == now);
        let which = which.unwrap_or_else(|| panic!("round {round}: a mixture after {command}"));
        seen[which] += 1;
    }
    assert!(killed > 40, "only {killed} were killed under way");
    assert!(seen.iter().all(|count| *count > 5), "{seen:?}");
    // Whatever was left, the next release is a whole one.
    site.write(PLAN, &other);
    site.release();
    assert!(published(&site) == whole[0]);
    let left: Vec<String> = fs::read_dir(site.path("releases"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with(".staging") || name.starts_with(".unfinished"))
        .collect();
    assert_eq!(left, Vec::<String>::new(), "left of killed releases");
}
