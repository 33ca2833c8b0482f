//! What is taken off a disk, and what is found on the way.

use std::os::unix::fs::symlink;

use tempfile::TempDir;

use super::*;

mod texts;

/// A project in a folder of its own that goes when it is dropped.
struct Disk {
    _folder: TempDir,
    root: PathBuf,
}

impl Disk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("project");
        let disk = Self {
            _folder: folder,
            root,
        };
        disk.put(
            "duibiao.toml",
            "title = \"t\"\nkind = \"research\"\nbase_url = \"https://x.cn/\"\n",
        );
        disk
    }

    fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn link(&self, path: &str, target: impl AsRef<Path>) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(target, path).unwrap();
    }

    fn read(&self) -> Checked<Project> {
        project(&self.root).unwrap()
    }

    /// The only finding: its code, file, byte range, and English message and help.
    fn finding(&self) -> (Code, String, std::ops::Range<usize>, String) {
        let checked = self.read();
        assert_eq!(checked.diagnostics.len(), 1, "{:?}", checked.diagnostics);
        tell(&checked, &checked.diagnostics[0])
    }
}

fn tell(
    checked: &Checked<Project>,
    found: &Diagnostic,
) -> (Code, String, std::ops::Range<usize>, String) {
    let place = found.place().unwrap();
    let file = checked.value.sources.get(place.source);
    assert!(
        file.text.get(place.range()).is_some(),
        "the span is not within the text"
    );
    let help = found.help.as_ref().map_or("", |help| help.en.as_str());
    let words = format!("{} | {help}", found.message.en);
    (found.code, file.path.to_string(), place.range(), words)
}

fn document_paths(project: &Project) -> Vec<&str> {
    let ids = project.documents.iter();
    ids.map(|id| &*project.sources.get(*id).path).collect()
}

#[test]
fn a_project_is_read_in_the_order_of_its_paths() {
    let disk = Disk::new();
    for path in [
        "plans/water/b.md",
        "plans/water/a.md",
        "plans/water-x/a.md",
        "topics/water.md",
        "indicators/w/é.MD",
    ] {
        disk.put(&format!("content/{path}"), path);
    }
    disk.put("content/plans/water/a.docx", "12345");
    disk.put("content/logo.png", "");
    disk.put("src/x.md", "not content");
    let Checked {
        value: project,
        diagnostics,
    } = disk.read();
    assert_eq!(diagnostics, []);
    assert_eq!(
        document_paths(&project),
        [
            "content/indicators/w/é.MD",
            "content/plans/water-x/a.md",
            "content/plans/water/a.md",
            "content/plans/water/b.md",
            "content/topics/water.md",
        ]
    );
    let attachments: Vec<(&str, u64)> = project
        .attachments
        .iter()
        .map(|(path, bytes)| (&**path, *bytes))
        .collect();
    assert_eq!(
        attachments,
        [("content/logo.png", 0), ("content/plans/water/a.docx", 5)]
    );
    let sources: Vec<&str> = project.sources.iter().map(|source| &*source.path).collect();
    assert_eq!(sources.last(), Some(&"duibiao.toml"));
    assert!(sources.is_sorted() && sources.len() == 6);
    assert_eq!(
        &*project.sources.get(project.documents[2]).text,
        "plans/water/a.md"
    );
    assert_eq!(
        (project.root, project.config.title.as_str()),
        (disk.root, "t")
    );
}

#[test]
fn debris_is_ignored() {
    let disk = Disk::new();
    for path in [
        ".hidden.md",
        ".obsidian/x.md",
        "plans/~$x.docx",
        "plans/Thumbs.db",
        "plans/thumbs.DB",
        "plans/.DS_Store",
        "plans/a.md.bak",
        "plans/a.TMP",
    ] {
        disk.put(&format!("content/{path}"), "x");
    }
    disk.link("content/plans/.#lock.md", "nobody@nowhere:1");
    let checked = disk.read();
    assert_eq!(checked.diagnostics, []);
    assert_eq!(
        (
            checked.value.documents.len(),
            checked.value.attachments.len()
        ),
        (0, 0)
    );
}

#[test]
fn a_project_without_content_or_settings() {
    let disk = Disk::new();
    assert_eq!(disk.read().diagnostics, []);
    fs::remove_file(disk.root.join("duibiao.toml")).unwrap();
    let checked = disk.read();
    assert_eq!(checked.diagnostics[0].code, Code::ConfigMissing);
    assert_eq!(
        (checked.diagnostics.len(), checked.diagnostics[0].place()),
        (1, None)
    );
    assert_eq!(checked.value.config, Config::default());
}

#[test]
fn settings_are_read_like_any_text() {
    let disk = Disk::new();
    disk.put("content/plans/a/b.md", "x");
    disk.put("duibiao.toml", b"title = \"\xB6\xD4\"");
    let (code, path, range, _) = disk.finding();
    assert_eq!(
        (code, path.as_str(), range),
        (Code::NotUtf8, "duibiao.toml", 9..9)
    );
    disk.put(
        "duibiao.toml",
        "title = \"t\"\nkind = \"x\"\nbase_url = \"https://x.cn/\"",
    );
    let (code, path, range, _) = disk.finding();
    assert_eq!(
        (code, path.as_str(), range),
        (Code::ConfigInvalid, "duibiao.toml", 19..22)
    );
    fs::remove_file(disk.root.join("duibiao.toml")).unwrap();
    fs::create_dir(disk.root.join("duibiao.toml")).unwrap();
    assert_eq!(disk.finding().0, Code::Unreadable);
}

#[test]
fn documents_that_are_nowhere_are_strays() {
    let disk = Disk::new();
    disk.put("content/a.md", "x");
    disk.put("content/plan/a/b.md", "x");
    disk.put("content/drafts/a.md", "x");
    let checked = disk.read();
    let found: Vec<_> = checked
        .diagnostics
        .iter()
        .map(|found| tell(&checked, found))
        .collect();
    let paths: Vec<&str> = found.iter().map(|found| found.1.as_str()).collect();
    assert_eq!(
        paths,
        ["content/a.md", "content/drafts/a.md", "content/plan/a/b.md"]
    );
    assert!(
        found
            .iter()
            .all(|found| (found.0, &found.2) == (Code::StraySource, &(0..0)))
    );
    assert!(
        found[2].3.ends_with("| move it to content/plans/<topic>/"),
        "{}",
        found[2].3
    );
    assert!(
        found[0].3.contains("content/topics/, content/indicators/"),
        "{}",
        found[0].3
    );
    assert!(checked.value.documents.is_empty());
}

#[test]
fn links_that_stay_inside_are_followed() {
    let disk = Disk::new();
    disk.put("texts/a.md", "linked");
    disk.link("content/plans/water/a.md", "../../../texts/a.md");
    disk.link("content/plans/more", disk.root.join("texts"));
    let checked = disk.read();
    assert_eq!(checked.diagnostics, []);
    assert_eq!(
        document_paths(&checked.value),
        ["content/plans/more/a.md", "content/plans/water/a.md"]
    );
}

#[test]
fn links_that_lead_out_are_not_followed() {
    let targets = [
        "/etc/passwd",
        "/etc",
        "../../../outside.md",
        "../../..",
        "/nowhere/at/all",
    ];
    for target in targets {
        for name in ["a.md", "a.pdf", "a"] {
            let disk = Disk::new();
            fs::write(disk.root.with_file_name("outside.md"), "secret").unwrap();
            disk.link(&format!("content/plans/{name}"), target);
            let (code, path, range, words) = disk.finding();
            assert_eq!((code, range), (Code::LinkOutside, 0..0), "{target}");
            assert_eq!(path, format!("content/plans/{name}"));
            assert!(
                words.contains(" is a link out of the project: /"),
                "{words}"
            );
            let project = disk.read().value;
            assert!(project.documents.is_empty() && project.attachments.is_empty());
        }
    }
}

#[test]
fn chains_loops_and_whole_folders_out_are_told() {
    let disk = Disk::new();
    disk.link("content/plans/chain.md", "hop");
    disk.link("content/plans/hop", "/etc/passwd");
    disk.link("content/plans/loop", "../plans");
    disk.link("content/plans/self.md", "self.md");
    disk.link("content/plans/broken.md", "gone.md");
    let checked = disk.read();
    let found: Vec<_> = checked
        .diagnostics
        .iter()
        .map(|found| tell(&checked, found))
        .collect();
    let told: Vec<(Code, &str)> = found
        .iter()
        .map(|found| (found.0, found.1.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Code::Unreadable, "content/plans/broken.md"),
            (Code::LinkOutside, "content/plans/chain.md"),
            (Code::LinkOutside, "content/plans/hop"),
            (Code::Unreadable, "content/plans/loop"),
            (Code::Unreadable, "content/plans/self.md"),
        ]
    );
    let disk = Disk::new();
    disk.link("content", "/etc");
    assert_eq!(disk.finding().0, Code::LinkOutside);
    let disk = Disk::new();
    fs::remove_file(disk.root.join("duibiao.toml")).unwrap();
    disk.link("duibiao.toml", "/etc/passwd");
    let (code, path, _, _) = disk.finding();
    assert_eq!((code, path.as_str()), (Code::LinkOutside, "duibiao.toml"));
}

#[test]
fn files_that_cannot_be_read_are_told() {
    let disk = Disk::new();
    disk.put("content/plans/fine.md", "x");
    let _socket = std::os::unix::net::UnixListener::bind(disk.root.join("content/plans/socket.md"));
    let (code, path, range, words) = disk.finding();
    assert_eq!((code, range), (Code::Unreadable, 0..0));
    assert_eq!(path, "content/plans/socket.md");
    assert!(words.contains("not a regular file"), "{words}");
    assert_eq!(
        document_paths(&disk.read().value),
        ["content/plans/fine.md"]
    );
}

#[test]
fn a_name_that_is_not_utf8_is_told() {
    use std::os::unix::ffi::OsStrExt as _;
    let disk = Disk::new();
    disk.put("content/plans/a.md", "x");
    let name = std::ffi::OsStr::from_bytes(b"\xB9\xE6\xBB\xAE.md");
    fs::write(disk.root.join("content/plans").join(name), "x").unwrap();
    let (code, path, _, words) = disk.finding();
    assert_eq!(code, Code::Unreadable);
    assert!(path.starts_with("content/plans/\u{FFFD}"), "{path}");
    assert!(words.contains("the name is not UTF-8"), "{words}");
}

#[test]
fn without_rights_files_are_findings_and_folders_errors() {
    use std::os::unix::fs::PermissionsExt as _;
    let disk = Disk::new();
    disk.put("content/plans/a.md", "x");
    disk.put("content/plans/b.pdf", "x");
    let set = |path: &str, mode| {
        let permissions = fs::Permissions::from_mode(mode);
        fs::set_permissions(disk.root.join(path), permissions).unwrap();
    };
    set("content/plans/a.md", 0);
    set("content/plans/b.pdf", 0);
    if fs::read(disk.root.join("content/plans/a.md")).is_ok() {
        return; // Rights mean nothing to root.
    }
    let codes: Vec<Code> = disk
        .read()
        .diagnostics
        .iter()
        .map(|found| found.code)
        .collect();
    assert_eq!(codes, [Code::Unreadable, Code::Unreadable]);
    set("content/plans", 0);
    let error = project(&disk.root).unwrap_err();
    set("content/plans", 0o755);
    assert_eq!(error.path, disk.root.join("content/plans"));
}

#[test]
fn a_root_that_is_no_folder_is_an_error() {
    let disk = Disk::new();
    for root in [disk.root.join("nowhere"), disk.root.join("duibiao.toml")] {
        let error = project(&root).unwrap_err();
        assert_eq!(error.path, root);
        assert!(error.message(Language::Chinese).contains("不是文件夹"));
        assert!(error.to_string().contains("is not a folder"));
    }
    disk.put("content", "a file");
    assert!(project(&disk.root).is_err());
}

#[test]
fn the_built_in_theme_needs_no_folder() {
    let disk = Disk::new();
    let theme = disk.read().value.theme;
    assert_eq!(theme.name, "default");
    assert!(theme.files.contains_key("theme.toml"));
    assert!(
        theme
            .files
            .values()
            .all(|file| matches!(file, Cow::Borrowed(_)))
    );
}

#[test]
fn a_theme_of_the_project_goes_before_the_built_in_one() {
    let disk = Disk::new();
    disk.put("themes/default/templates/page.html", "<p>");
    disk.put("themes/default/static/logo.md", b"\xFF");
    disk.put("themes/default/.git/x", "");
    let checked = disk.read();
    assert_eq!(checked.diagnostics, []);
    let files = checked.value.theme.files;
    let paths: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(paths, ["static/logo.md", "templates/page.html"]);
    assert_eq!(&*files["static/logo.md"], b"\xFF");
    disk.link("themes/default/secret.html", "/etc/passwd");
    let (code, path, _, _) = disk.finding();
    assert_eq!(
        (code, path.as_str()),
        (Code::LinkOutside, "themes/default/secret.html")
    );
    for target in ["/etc", "/nowhere/at/all"] {
        let disk = Disk::new();
        disk.link("themes/default", target);
        assert_eq!(disk.finding().0, Code::LinkOutside);
    }
}

#[test]
fn a_theme_that_does_not_exist_is_pointed_at() {
    let disk = Disk::new();
    disk.put("themes/official/theme.toml", "");
    disk.put("themes/readme.txt", "");
    let settings = fs::read_to_string(disk.root.join("duibiao.toml")).unwrap();
    disk.put("duibiao.toml", format!("{settings}theme = \"oficial\"\n"));
    let (code, path, range, words) = disk.finding();
    assert_eq!((code, path.as_str()), (Code::ThemeMissing, "duibiao.toml"));
    let start = settings.len() + "theme = ".len();
    assert_eq!(range, start..start + "\"oficial\"".len());
    assert!(words.ends_with("| did you mean official?"), "{words}");
    disk.put(
        "duibiao.toml",
        format!("{settings}theme = \"readme.txt\"\n"),
    );
    assert_eq!(disk.finding().0, Code::ThemeMissing);
    disk.put("duibiao.toml", format!("{settings}theme = \"other\"\n"));
    assert!(
        disk.finding()
            .3
            .ends_with("| themes there are: default, official")
    );
    assert_eq!(disk.read().value.theme.name, "default");
}
