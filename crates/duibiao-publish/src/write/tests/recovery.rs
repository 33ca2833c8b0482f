//! What a kill leaves on the disk, state by state, and what the next build makes of it.

use super::*;

const OLD: [(&str, &str); 2] = [("index.html", "old"), ("a/b.html", "b")];
const NEW: [(&str, &str); 2] = [("index.html", "new"), ("c.html", "c")];

/// A project with OLD published and NEW built beside it, as `stage`.
fn between() -> Project {
    let project = Project::new();
    project.publish(&NEW);
    let kept = project.root.join("kept");
    fs::rename(&project.output, &kept).unwrap();
    project.publish(&OLD);
    fs::write(project.output.join("CNAME"), "foreign").unwrap();
    fs::rename(kept, project.work("stage")).unwrap();
    project
}

fn assert_old(project: &Project) {
    let mut expected = as_map(&OLD);
    expected.insert("CNAME".to_owned(), "foreign".to_owned());
    assert_eq!(project.published(), expected);
    project.assert_tidy();
    project.publish(&NEW);
    assert!(project.output.join("CNAME").exists());
}

#[test]
fn killed_while_staging() {
    let project = between();
    fs::remove_file(project.work("stage").join(manifest::NAME)).unwrap();
    project.open();
    assert_old(&project);
}

#[test]
fn killed_while_staging_the_first_site() {
    let project = between();
    fs::remove_dir_all(&project.output).unwrap();
    project.open();
    assert!(!project.output.exists());
    project.assert_tidy();
    project.publish(&NEW);
    assert_eq!(project.published(), as_map(&NEW));
}

#[test]
fn killed_before_the_swap() {
    let project = between();
    project.open();
    assert_old(&project);
}

#[test]
fn killed_between_the_two_renames() {
    let project = between();
    fs::rename(&project.output, project.work("old")).unwrap();
    project.open();
    assert_old(&project);
}

#[test]
fn killed_between_the_two_renames_and_an_empty_folder_made_since() {
    let project = between();
    fs::rename(&project.output, project.work("old")).unwrap();
    fs::create_dir(&project.output).unwrap();
    project.open();
    assert_old(&project);
}

#[test]
fn killed_between_the_two_renames_and_the_place_taken_since() {
    let project = between();
    fs::rename(&project.output, project.work("old")).unwrap();
    fs::create_dir(&project.output).unwrap();
    fs::write(project.output.join(".keep"), "").unwrap();
    let error = Output::open(&project.output, &project.root).unwrap_err();
    assert!(
        matches!(error.problem(), WriteProblem::Failed(WriteStep::Recover)),
        "{error}"
    );
    assert!(project.work("old").join("CNAME").exists());
    fs::remove_file(project.output.join(".keep")).unwrap();
    project.open();
    assert_old(&project);
}

#[test]
fn killed_after_the_two_renames() {
    let project = between();
    fs::rename(&project.output, project.work("old")).unwrap();
    fs::rename(project.work("stage"), &project.output).unwrap();
    project.open();
    assert_eq!(project.published(), as_map(&NEW));
    project.assert_tidy();
}

#[test]
fn killed_while_the_site_before_is_removed() {
    let project = between();
    swap::exchange(&project.output, &project.work("stage")).unwrap();
    fs::remove_file(project.work("stage/index.html")).unwrap();
    project.open();
    assert_eq!(project.published(), as_map(&NEW));
    project.assert_tidy();
}

#[test]
fn leftovers_that_are_no_folders_are_removed_and_links_not_followed() {
    let project = Project::new();
    project.publish(&OLD);
    fs::write(project.work("stage"), "a file").unwrap();
    project.open();
    project.assert_tidy();
    std::os::unix::fs::symlink(project.root.join("content"), project.work("stage")).unwrap();
    project.open();
    project.assert_tidy();
    assert!(project.root.join("content/plans/a.md").exists());
}

#[test]
fn the_working_folder_is_nothing_for_git() {
    let project = Project::new();
    project.open();
    assert_eq!(
        fs::read_to_string(project.work(".gitignore")).unwrap(),
        "*\n"
    );
}
