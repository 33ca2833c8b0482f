//! What a workspace shows after edits of every kind is what a build of the same texts makes.

use std::collections::BTreeMap;
use std::sync::Arc;

use duibiao::scaffold;
use duibiao_publish::read::WatchedFolder;
use duibiao_render::route::PageKey;
use duibiao_render::site::{self, Site};
use duibiao_render::workspace::{SiteUpdate, Workspace};
use duibiao_syntax::audience::Audience;
use duibiao_syntax::diagnostic::Code;
use jiff::civil::date;

const TODAY: Audience = Audience::public(date(2026, 11, 22));

/// The starter project in a folder that is being edited.
struct Desk {
    home: tempfile::TempDir,
    folder: WatchedFolder,
    workspace: Workspace,
    site: Option<Site>,
}

impl Desk {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        for (path, bytes) in scaffold::files() {
            let place = home.path().join(path);
            std::fs::create_dir_all(place.parent().unwrap()).unwrap();
            std::fs::write(place, bytes).unwrap();
        }
        let folder = WatchedFolder::open(home.path()).unwrap();
        let (workspace, site) = Workspace::open(folder.written(), TODAY);
        assert!(site.is_some());
        Self {
            home,
            folder,
            workspace,
            site,
        }
    }

    fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.home.path().join(path)).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        std::fs::write(self.home.path().join(path), text).unwrap();
    }

    fn remove(&self, path: &str) {
        std::fs::remove_file(self.home.path().join(path)).unwrap();
    }

    /// Looks at the disk, and says how the site was brought up to date.
    fn refresh(&mut self) -> &'static str {
        let changes = self.folder.refresh(None).unwrap();
        match self.workspace.update(self.folder.written(), &changes) {
            SiteUpdate::Keep => "keep",
            SiteUpdate::Replace(replacements) => {
                let site = self.site.as_mut().unwrap();
                for replacement in replacements {
                    site.replace(replacement);
                }
                "replace"
            }
            SiteUpdate::SetTheme(theme) => {
                self.site.as_mut().unwrap().set_theme(theme);
                "dress"
            }
            SiteUpdate::Swap(site) => {
                self.site = Some(*site);
                "swap"
            }
        }
    }

    fn codes(&self) -> Vec<Code> {
        let findings = self.workspace.findings(self.folder.written());
        let all = findings.iter().flat_map(|findings| &findings.diagnostics);
        all.map(|found| found.code).collect()
    }

    fn pages(&self) -> BTreeMap<String, Vec<u8>> {
        pages(self.site.as_ref().unwrap())
    }

    /// What a build of the folder makes.
    fn built(&self) -> BTreeMap<String, Vec<u8>> {
        let project = Arc::new(
            duibiao_publish::read::project(self.home.path())
                .unwrap()
                .value,
        );
        pages(&site::compile(&project, &TODAY).value.unwrap())
    }
}

fn pages(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let all = site.paths().iter().enumerate().map(|(at, path)| {
        let mut bytes = Vec::new();
        site.render(at, &mut bytes).unwrap();
        (path.to_string(), bytes)
    });
    all.collect()
}

/// A plan of the starter that has rows.
fn plan(desk: &Desk) -> String {
    let site = desk.site.as_ref().unwrap();
    let plans = &site.catalog().plans;
    let plan = plans.iter().find(|plan| plan.rows.len() > 1).unwrap();
    format!("content/plans/{}.md", plan.id())
}

#[test]
fn another_sentence_takes_the_place_of_the_old_one_and_nothing_is_linked_again() {
    let mut desk = Desk::new();
    let path = plan(&desk);
    desk.write(&path, &(desk.text(&path) + "\n另起一段，没有数字。\n"));
    assert_eq!(desk.refresh(), "replace");
    assert_eq!(desk.pages(), desk.built());
    assert_eq!(desk.refresh(), "keep");
}

#[test]
fn another_target_changes_what_other_plans_say_of_it() {
    let mut desk = Desk::new();
    for path in scaffold::files().keys() {
        if !path.starts_with("content/plans/") {
            continue;
        }
        let text = desk.text(path);
        let changed = text.replace("90", "91").replace("≥", "≤");
        desk.write(path, &changed);
        if changed != text {
            assert_eq!(desk.refresh(), "replace", "{path}");
        }
        assert_eq!(desk.pages(), desk.built(), "{path}");
    }
}

#[test]
fn a_file_with_an_error_stays_as_it_was_while_others_go_on() {
    let mut desk = Desk::new();
    let path = plan(&desk);
    let good = desk.text(&path);
    let before = desk.pages();
    desk.write(&path, &good.replacen("status:", "statsu:", 1));
    desk.refresh();
    assert_eq!(desk.pages(), before);
    assert!(
        desk.codes().contains(&Code::UnknownKey),
        "{:?}",
        desk.codes()
    );
    let page = "content/pages/about.md";
    desk.write(page, &(desk.text(page) + "\n新的一段。\n"));
    desk.refresh();
    let about = &desk.pages()["about/index.html"];
    assert!(String::from_utf8_lossy(about).contains("新的一段。"));
    desk.write(&path, &good);
    desk.refresh();
    assert_eq!(desk.codes(), []);
    assert_eq!(desk.pages(), desk.built());
}

#[test]
fn what_linking_complains_of_is_held_back_until_it_is_mended() {
    let mut desk = Desk::new();
    let path = plan(&desk);
    let good = desk.text(&path);
    let before = desk.pages();
    let mut lines: Vec<&str> = good.lines().collect();
    let row = lines
        .iter()
        .rposition(|line| line.starts_with("| "))
        .unwrap();
    let broken = lines[row].replacen("| ", "| 9 | 没有这个指标 | ", 1);
    let cells = lines[row].matches('|').count();
    let broken: String = broken.split_inclusive('|').take(cells).collect();
    lines[row] = &broken;
    desk.write(&path, &(lines.join("\n") + "\n"));
    desk.refresh();
    assert_eq!(desk.pages(), before);
    assert!(!desk.codes().is_empty());
    desk.write(&path, &good);
    desk.refresh();
    assert_eq!(desk.codes(), []);
    assert_eq!(desk.pages(), desk.built());
}

#[test]
fn files_come_and_go() {
    let mut desk = Desk::new();
    let path = plan(&desk);
    let text = desk.text(&path);
    let page = "content/pages/aaa.md";
    desk.write(page, "---\ntitle: 新页\n---\n\n正文。\n");
    assert_eq!(desk.refresh(), "swap");
    assert_eq!(desk.pages(), desk.built());
    desk.remove(page);
    assert_eq!(desk.refresh(), "swap");
    assert_eq!(desk.pages(), desk.built());
    desk.write(page, "---\ntitle: 又一页\n---\n\n正文。\n");
    desk.write(&path, &(text + "\n再加一段。\n"));
    assert_eq!(desk.refresh(), "swap");
    assert_eq!(desk.pages(), desk.built());
}

#[test]
fn settings_and_theme_are_read_again() {
    let mut desk = Desk::new();
    let config = desk.text("duibiao.toml");
    desk.write(
        "duibiao.toml",
        &config.replacen("title = \"", "title = \"另一个", 1),
    );
    assert_eq!(desk.refresh(), "swap");
    assert_eq!(desk.pages(), desk.built());
    desk.write("duibiao.toml", "title = [");
    desk.refresh();
    assert!(desk.codes().contains(&Code::ConfigInvalid));
    assert!(desk.pages().contains_key("index.html"));
    desk.write("duibiao.toml", &config);
    desk.refresh();
    assert_eq!(desk.codes(), []);
    assert_eq!(desk.pages(), desk.built());
}

#[test]
fn a_broken_theme_leaves_the_last_good_one() {
    let mut desk = Desk::new();
    let before = desk.pages();
    let theme = desk.home.path().join("themes/default");
    std::fs::create_dir_all(&theme).unwrap();
    std::fs::write(theme.join("theme.toml"), "name = ").unwrap();
    desk.refresh();
    assert!(!desk.codes().is_empty());
    let now = desk.pages();
    assert_eq!(now["index.html"], before["index.html"]);
    std::fs::remove_dir_all(&theme).unwrap();
    desk.refresh();
    assert_eq!(desk.codes(), []);
    assert_eq!(desk.pages(), before);
}

#[test]
fn a_draft_is_in_no_site_but_that_of_editors() {
    let mut desk = Desk::new();
    let path = plan(&desk);
    let text = desk
        .text(&path)
        .replacen("status:", "draft: true\nstatus:", 1);
    desk.write(&path, &text);
    assert_eq!(desk.refresh(), "swap");
    let id = path
        .trim_start_matches("content/plans/")
        .trim_end_matches(".md");
    let key = |site: &Site| {
        site.keys()
            .iter()
            .any(|key| matches!(key, PageKey::Plan(plan) if site.catalog().plan(*plan).id() == id))
    };
    assert!(!key(desk.site.as_ref().unwrap()));
    let editors = Audience {
        drafts: true,
        ..TODAY
    };
    let (_, site) = Workspace::open(desk.folder.written(), editors);
    assert!(key(site.as_ref().unwrap()));
    assert_eq!(site.unwrap().catalog().withheld.len(), 1);
}
