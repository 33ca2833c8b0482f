//! Which folders are taken and which are refused.

use std::os::unix::fs::symlink;

use super::error::FolderRefusal;
use super::*;

/// Opens a path that must be refused and returns why, after checking that nothing was touched.
fn refusal(project: &Project, output: &Path) -> FolderRefusal {
    let around = project.root.parent().unwrap();
    let before = stamps(around);
    let error = Output::open(output, &project.root).unwrap_err();
    assert_eq!(before, stamps(around), "{} was touched", output.display());
    assert!(error.is_refusal(), "{error}");
    for language in [Language::Chinese, Language::English] {
        assert!(error.message(language).len() > 40, "{error}");
    }
    match error.problem() {
        WriteProblem::Refused(refusal) => refusal.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn sources_and_their_surroundings_are_refused() {
    let project = Project::new();
    let root = &project.root;
    for below in [
        ".",
        "content/..",
        "..",
        "content/plans/../../",
        "./",
        "../project/",
    ] {
        assert_eq!(
            refusal(&project, &root.join(below)),
            FolderRefusal::Project,
            "{below}"
        );
    }
    for below in [
        "content",
        "content/",
        "content/.",
        "content/plans",
        "content/new/deep",
        "src/../content",
        "themes",
        "src",
        "themes/default",
        "themes/new",
        "src/new",
    ] {
        assert_eq!(
            refusal(&project, &root.join(below)),
            FolderRefusal::Sources,
            "{below}"
        );
    }
}

#[test]
fn unclear_and_hidden_folders_are_refused() {
    let project = Project::new();
    let root = &project.root;
    assert_eq!(
        refusal(&project, &root.join("gone/../../x")),
        FolderRefusal::Unclear
    );
    for path in ["~", "~/site", "site/~"] {
        assert_eq!(
            refusal(&project, &root.join(path)),
            FolderRefusal::Home,
            "{path}"
        );
    }
    for path in ["\\\\server\\share", "C:\\site"] {
        assert_eq!(
            refusal(&project, &root.join(path)),
            FolderRefusal::Unclear,
            "{path}"
        );
    }
    assert_eq!(
        refusal(&project, &root.join(".git/site")),
        FolderRefusal::InsideGit
    );
    assert_eq!(
        refusal(&project, &root.join(".duibiao-output/stage")),
        FolderRefusal::WorkFolder
    );
}

#[test]
fn sources_that_do_not_exist_yet_are_refused() {
    let project = Project::new();
    fs::remove_dir_all(project.root.join("themes")).unwrap();
    assert_eq!(
        refusal(&project, &project.root.join("themes")),
        FolderRefusal::Sources
    );
}

#[test]
fn sources_behind_a_link_are_refused() {
    let project = Project::new();
    let elsewhere = project.root.with_file_name("texts");
    fs::rename(project.root.join("content"), &elsewhere).unwrap();
    symlink(&elsewhere, project.root.join("content")).unwrap();
    assert_eq!(refusal(&project, &elsewhere), FolderRefusal::Sources);
    assert_eq!(
        refusal(&project, &elsewhere.join("plans/new")),
        FolderRefusal::Sources
    );
    assert_eq!(
        refusal(&project, &project.root.join("content/new")),
        FolderRefusal::Sources
    );
}

#[test]
fn places_of_the_system_are_refused() {
    let project = Project::new();
    assert_eq!(refusal(&project, Path::new("/")), FolderRefusal::DiskRoot);
    assert_eq!(refusal(&project, Path::new("/..")), FolderRefusal::DiskRoot);
    for path in ["/usr", "/home", "/Users", "/root/", "/etc/../tmp"] {
        let why = refusal(&project, Path::new(path));
        assert!(
            matches!(why, FolderRefusal::SystemFolder | FolderRefusal::Project),
            "{path}: {why:?}"
        );
    }
    assert_eq!(
        refusal(&project, Path::new("/home/nobody-of-this-name")),
        FolderRefusal::Home
    );
    assert_eq!(
        refusal(&project, Path::new("/Users/nobody-of-this-name")),
        FolderRefusal::Home
    );
}

#[test]
fn links_files_and_mounts_are_refused() {
    let project = Project::new();
    let root = &project.root;
    fs::create_dir(root.join("real")).unwrap();
    for (link, target) in [
        ("to-content", "content"),
        ("to-real", "real"),
        ("to-nothing", "nothing"),
    ] {
        symlink(root.join(target), root.join(link)).unwrap();
        assert_eq!(refusal(&project, &root.join(link)), FolderRefusal::Link);
        assert_eq!(
            refusal(&project, &root.join(format!("{link}/"))),
            FolderRefusal::Link
        );
    }
    assert_eq!(
        refusal(&project, &root.join("duibiao.toml")),
        FolderRefusal::NotAFolder
    );
    let is_mount_point = |path: &Path| {
        let above = fs::symlink_metadata(path.parent().unwrap_or(path));
        let own = fs::symlink_metadata(path);
        matches!((own, above), (Ok(own), Ok(above)) if guard::is_mount_point(path, &own, &above))
    };
    if is_mount_point(Path::new("/dev/shm")) {
        assert_eq!(
            refusal(&project, Path::new("/dev/shm")),
            FolderRefusal::MountPoint
        );
    }
    assert!(is_mount_point(Path::new("/")));
    assert!(!is_mount_point(root));
}

#[test]
fn folders_of_others_are_refused() {
    let project = Project::new();
    let with = |name: &str| {
        let folder = project
            .root
            .join(format!("with-{}", name.replace('/', "-")));
        let file = folder.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, "mine").unwrap();
        refusal(&project, &folder)
    };
    assert_eq!(
        with("thesis.docx"),
        FolderRefusal::Foreign("thesis.docx".to_owned())
    );
    assert_eq!(
        with("folder/x"),
        FolderRefusal::Foreign("folder".to_owned())
    );
    assert_eq!(with(".git"), FolderRefusal::GitWorkTree);
    assert_eq!(with(".git/HEAD"), FolderRefusal::GitWorkTree);
    assert_eq!(with(".ssh/id"), FolderRefusal::Home);
    assert_eq!(with(".bashrc"), FolderRefusal::Home);
}

#[test]
fn damaged_manifests_are_refused() {
    let project = Project::new();
    let file = |path: &str, hash: &str| {
        format!(
            "{{\"format\":\"duibiao-manifest\",\"version\":1,\"files\":{{\"{path}\":{{\"bytes\":1,\"blake3\":\"{hash}\"}}}}}}"
        )
    };
    let hash = "0".repeat(64);
    fs::create_dir(&project.output).unwrap();
    fs::write(project.output.join("a.html"), "a").unwrap();
    let texts = [
        String::new(),
        "{}".to_owned(),
        "[1]".to_owned(),
        file("a.html", &hash).replace("duibiao-manifest", "other"),
        file("a.html", &hash).replace(":1,\"files", ":2,\"files"),
        file("a.html", "00"),
        file("../a.html", &hash),
        file("/etc/passwd", &hash),
        file(".git", &hash),
        file("a.html", &hash)[..100].to_owned(),
    ];
    for text in texts {
        fs::write(project.output.join(manifest::NAME), &text).unwrap();
        let why = refusal(&project, &project.output);
        assert!(matches!(why, FolderRefusal::Damaged(_)), "{text}: {why:?}");
    }
    fs::remove_file(project.output.join(manifest::NAME)).unwrap();
    symlink("a.html", project.output.join(manifest::NAME)).unwrap();
    assert!(matches!(
        refusal(&project, &project.output),
        FolderRefusal::Damaged(_)
    ));
    fs::remove_file(project.output.join(manifest::NAME)).unwrap();
    fs::write(project.output.join(manifest::NAME), file("a.html", &hash)).unwrap();
    project.open();
}

#[test]
fn a_git_work_tree_and_a_nested_site_are_refused_even_with_a_manifest() {
    let project = Project::new();
    project.publish(&[("a.html", "a")]);
    assert_eq!(
        refusal(&project, &project.output.join("below")),
        FolderRefusal::InsideSite
    );
    fs::create_dir(project.output.join(".git")).unwrap();
    assert_eq!(
        refusal(&project, &project.output),
        FolderRefusal::GitWorkTree
    );
}

#[test]
fn absent_empty_and_hidden_only_folders_are_taken() {
    let project = Project::new();
    let take = |output: &str| {
        let path = project.root.join(output);
        let opened = Output::open(&path, &project.root).unwrap();
        publish_site(&opened, &[("a.html", "a")]).unwrap();
        assert_eq!(fs::read(path.join("a.html")).unwrap(), b"a");
    };
    take("output");
    take("output");
    take("build/deep/site");
    take("网站 输出");
    fs::create_dir(project.root.join("empty")).unwrap();
    take("empty");
    take("./empty/../empty/");
    fs::create_dir(project.root.join("hidden")).unwrap();
    fs::write(project.root.join("hidden/.nojekyll"), "").unwrap();
    take("hidden");
    assert!(project.root.join("hidden/.nojekyll").exists());
}

#[test]
fn a_link_above_the_output_is_resolved() {
    let project = Project::new();
    fs::create_dir(project.root.join("real")).unwrap();
    symlink(project.root.join("real"), project.root.join("link")).unwrap();
    let opened = Output::open(&project.root.join("link/site"), &project.root).unwrap();
    publish_site(&opened, &[("a.html", "a")]).unwrap();
    assert!(project.root.join("real/site/a.html").exists());
}

#[test]
fn a_second_build_is_told_to_wait() {
    let project = Project::new();
    let first = project.open();
    let error = Output::open(&project.output, &project.root).unwrap_err();
    assert!(matches!(error.problem(), WriteProblem::Locked), "{error}");
    assert!(error.message(Language::Chinese).contains("另一次构建"));
    drop(first);
    project.open();
}

#[test]
fn the_working_folder_must_be_a_real_folder() {
    let project = Project::new();
    let elsewhere = project.root.join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    symlink(&elsewhere, project.root.join(".duibiao-output")).unwrap();
    assert_eq!(refusal(&project, &project.output), FolderRefusal::Link);
    fs::remove_file(project.root.join(".duibiao-output")).unwrap();
    fs::write(project.root.join(".duibiao-output"), "").unwrap();
    assert_eq!(
        refusal(&project, &project.output),
        FolderRefusal::NotAFolder
    );
}
