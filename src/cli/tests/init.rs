//! Making a project.

use super::*;

#[test]
fn a_new_project_appears_whole_and_says_what_is_next() {
    let folder = folder();
    let ran = run(folder.path(), "init sites/a --lang zh --title 甲\"乙");
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Clean, ""));
    assert!(
        ran.out.contains("cd sites/a && duibiao serve --open"),
        "{}",
        ran.out
    );
    let root = folder.path().join("sites/a");
    assert_eq!(
        names(&root),
        [
            ".gitignore",
            ".taplo.toml",
            ".vscode",
            "README.md",
            "content",
            "duibiao.toml"
        ]
    );
    assert_eq!(names(&folder.path().join("sites")), ["a"]);
    let config = fs::read_to_string(root.join("duibiao.toml")).unwrap();
    assert!(config.contains("title = \"甲\\\"乙\""), "{config}");
}

#[test]
fn an_empty_folder_or_one_with_dot_files_is_filled() {
    let folder = folder();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::write(folder.path().join(".gitignore"), "mine\n").unwrap();
    let ran = run(folder.path(), "init");
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    assert!(
        ran.out.contains("\n  duibiao serve --open\n"),
        "{}",
        ran.out
    );
    assert_eq!(
        names(folder.path()),
        [
            ".git",
            ".gitignore",
            ".taplo.toml",
            ".vscode",
            "README.md",
            "content",
            "duibiao.toml"
        ]
    );
    assert_eq!(
        fs::read_to_string(folder.path().join(".gitignore")).unwrap(),
        "mine\n"
    );
}

#[test]
fn a_folder_with_content_is_refused_and_left_alone() {
    let folder = folder();
    fs::write(folder.path().join("letter.txt"), "dear").unwrap();
    let ran = run(folder.path(), "init --lang en");
    assert_eq!((ran.exit, ran.out.as_str()), (Exit::Misuse, ""));
    assert!(ran.err.contains("it holds letter.txt"), "{}", ran.err);
    let file = run(folder.path(), "init letter.txt --lang en");
    assert_eq!(file.exit, Exit::Misuse);
    assert!(file.err.contains("is not a folder"), "{}", file.err);
    assert_eq!(names(folder.path()), ["letter.txt"]);
}

#[test]
fn documents_that_lie_there_are_no_obstacle_and_can_be_imported() {
    let folder = folder();
    fs::write(folder.path().join("规划.docx"), "PK").unwrap();
    fs::write(folder.path().join("CNAME"), "plans.example.gov.cn\n").unwrap();
    fs::write(folder.path().join("README.md"), "# 示例市规划对照\n").unwrap();
    let ran = run(folder.path(), "init --lang zh");
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    assert!(ran.out.contains("duibiao import"), "{}", ran.out);
    let config = fs::read_to_string(folder.path().join("duibiao.toml")).unwrap();
    assert!(config.contains("title = \"示例市规划对照\""), "{config}");
    assert!(config.contains("kind = \"government\""), "{config}");
    let readme = fs::read_to_string(folder.path().join("README.md")).unwrap();
    assert_eq!(readme, "# 示例市规划对照\n");
}

#[test]
fn a_title_needs_words() {
    let folder = folder();
    let ran = run(folder.path(), "init --title=");
    assert_eq!((ran.exit, names(folder.path()).len()), (Exit::Misuse, 0));
}
