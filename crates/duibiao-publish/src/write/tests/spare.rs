//! The folders that one build leaves to the next: quick, never trusted, and never a place where
//! withdrawn words live on.

use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::*;

const A: [(&str, &str); 4] = [
    ("index.html", "home"),
    ("plans/a/index.html", "a"),
    ("plans/b/index.html", "b"),
    ("data/x.json", "{}"),
];
const B: [(&str, &str); 4] = [
    ("index.html", "home!"),
    ("plans/a/index.html", "a"),
    ("plans/c/index.html", "c"),
    ("data/x.json", "{}"),
];

#[test]
fn the_spare_holds_only_files_that_are_published() {
    let project = Project::new();
    project.publish(&A);
    assert!(
        !project.work("spare").exists(),
        "a first site needs no spare"
    );
    fs::write(project.output.join("CNAME"), "foreign").unwrap();
    symlink("CNAME", project.output.join("link")).unwrap();
    fs::create_dir_all(project.output.join("empty/folder")).unwrap();
    project.publish(&B);
    let kept = [("data/x.json", "{}"), ("plans/a/index.html", "a")];
    assert_eq!(contents(&project.work("spare")), as_map(&kept));
    assert!(
        !project.work("spare/link").is_symlink() && !project.work("spare/empty/folder").exists()
    );
    for (path, _) in kept {
        let inode = |folder: &Path| fs::metadata(folder.join(path)).unwrap().ino();
        assert_eq!(inode(&project.output), inode(&project.work("spare")));
    }
    let foreign = stamps(&project.output.join("CNAME"));
    project.publish(&A);
    assert_eq!(foreign, stamps(&project.output.join("CNAME")));
    assert!(
        project.output.join("empty/folder").is_dir() && project.output.join("link").is_symlink()
    );
}

#[test]
fn folders_are_used_again() {
    let project = Project::new();
    let inode = |path: &str| fs::metadata(project.output.join(path)).unwrap().ino();
    project.publish(&A);
    let first = (inode(""), inode("plans/a"));
    project.publish(&B);
    let second = (inode(""), inode("plans/a"));
    project.publish(&A);
    assert_eq!((inode(""), inode("plans/a")), first);
    project.publish(&B);
    assert_eq!((inode(""), inode("plans/a")), second);
}

#[test]
fn nothing_in_the_spare_is_trusted() {
    let project = Project::new();
    project.publish(&A);
    let spare = |path: &str| project.work("spare").join(path);
    let spoils: [&dyn Fn(); 10] = [
        &|| fs::write(spare("data/x.json"), "wrong").unwrap(),
        &|| {
            fs::remove_file(spare("data/x.json")).unwrap();
            fs::create_dir_all(spare("data/x.json/deep")).unwrap();
        },
        &|| {
            fs::remove_dir_all(spare("data")).unwrap();
            fs::write(spare("data"), "a file").unwrap();
        },
        &|| {
            fs::remove_dir_all(spare("data")).unwrap();
            symlink(project.root.join("content"), spare("data")).unwrap();
        },
        &|| {
            fs::remove_file(spare("data/x.json")).unwrap();
            fs::hard_link(project.output.join("index.html"), spare("data/x.json")).unwrap();
        },
        &|| fs::write(spare("secret.html"), "stray").unwrap(),
        &|| fs::create_dir_all(spare("stray/folder")).unwrap(),
        &|| fs::set_permissions(spare("plans"), fs::Permissions::from_mode(0o700)).unwrap(),
        &|| fs::remove_dir_all(project.work("spare")).unwrap(),
        &|| {
            fs::remove_dir_all(project.work("spare")).unwrap();
            symlink(project.root.join("content"), project.work("spare")).unwrap();
        },
    ];
    let mode = |path: &str| fs::metadata(project.output.join(path)).unwrap().mode();
    let wanted = mode("plans");
    for (at, spoil) in spoils.iter().enumerate() {
        project.publish(&B);
        // A file with another inode, so that writing to it in the spare harms nothing.
        if at == 0 {
            fs::remove_file(spare("data/x.json")).unwrap();
        }
        spoil();
        project.publish(&A);
        assert_eq!(project.published(), as_map(&A), "{at}");
        assert_eq!(mode("plans"), wanted, "{at}");
        assert!(
            !project.output.join("stray").exists() && !project.output.join("data").is_symlink()
        );
        assert_eq!(
            fs::read(project.root.join("content/plans/a.md")).unwrap(),
            b"a",
            "{at}"
        );
    }
}

#[test]
fn a_disk_error_gives_the_room_of_the_spare_back() {
    let project = Project::new();
    project.publish(&A);
    project.publish(&B);
    let exchange = |_: &Path, _: &Path| Err(io::ErrorKind::StorageFull.into());
    let output = Output {
        exchange,
        ..project.open()
    };
    write_error(publish_site(&output, &A));
    assert!(!project.work("spare").exists());
    assert_eq!(project.published(), as_map(&B));
}

#[test]
fn many_sites_one_after_the_other() {
    let project = Project::new();
    let mut state = 7_u32;
    let mut next = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % below
    };
    for round in 0..60 {
        let mut site: BTreeMap<String, String> = BTreeMap::new();
        for _ in 0..next(12) {
            let depth = 1 + next(3);
            let folders: Vec<String> = (0..depth).map(|_| format!("f{}", next(3))).collect();
            site.insert(
                format!("{}/p{}.html", folders.join("/"), next(3)),
                format!("{}", next(2)),
            );
        }
        let files: Vec<(&str, &str)> = site
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        let exchange = if round % 2 == 0 {
            swap::exchange
        } else {
            no_exchange
        };
        let output = Output {
            exchange,
            ..project.open()
        };
        publish_site(&output, &files).unwrap();
        let mut published = project.published();
        published.retain(|path, _| !path.starts_with("mine"));
        assert_eq!(published, site, "round {round}");
        let folder = project.output.join(format!("mine{}", next(3)));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("note"), format!("{round}")).unwrap();
        let kept = match project.work("spare") {
            spare if spare.exists() => contents(&spare),
            _ => BTreeMap::new(),
        };
        assert!(
            kept.iter().all(|(path, text)| site.get(path) == Some(text)),
            "round {round}: {kept:?}"
        );
    }
}
