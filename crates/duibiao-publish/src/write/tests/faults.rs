//! Failures while building: the published site stays as it is.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::*;

const OLD: [(&str, &str); 3] = [("index.html", "old"), ("a/b.html", "b"), ("a/c.html", "c")];
const NEW: [(&str, &str); 3] = [("index.html", "new"), ("a/b.html", "B"), ("d/e.html", "e")];

/// Publishes OLD, then tries NEW with a renderer that fails somewhere, and checks that OLD stays.
fn fails(
    render: impl Fn(usize, &mut dyn io::Write) -> Result<(), Failure<Finding>> + Sync,
) -> PublishError<Finding> {
    let render = singly(render);
    let project = Project::new();
    project.publish(&OLD);
    let before = stamps(&project.output);
    let error = publish(&project.open(), &files(&paths(&NEW)), &render, &|_| {}).unwrap_err();
    assert_eq!(before, stamps(&project.output), "the site was touched");
    project.assert_tidy();
    project.publish(&NEW);
    assert_eq!(project.published(), as_map(&NEW));
    error
}

fn text(at: usize, out: &mut dyn io::Write) -> Result<(), Failure<Finding>> {
    out.write_all(NEW[at].1.as_bytes()).map_err(Failure::Io)
}

#[test]
fn all_findings_come_in_the_order_of_the_files() {
    let error = fails(|at, out| {
        text(at, out)?;
        if at == 1 {
            Ok(())
        } else {
            Err(Failure::Render(format!("finding {at}")))
        }
    });
    match error {
        PublishError::Render(findings) => assert_eq!(findings, ["finding 0", "finding 2"]),
        PublishError::Write(error) => panic!("{error}"),
    }
}

#[test]
fn a_failure_while_reading_what_goes_in_is_told_with_the_path() {
    let error = fails(|at, out| match at {
        2 => Err(Failure::Io(io::ErrorKind::StorageFull.into())),
        _ => text(at, out),
    });
    let error = write_error(Err::<BuildReport, _>(error));
    assert_eq!(error.path, Path::new("d/e.html"));
    assert!(
        error.message(Language::Chinese).contains("磁盘空间不足"),
        "{error}"
    );
    assert!(error.to_string().contains("no space left"), "{error}");
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn a_panic_is_caught_and_told() {
    let error = fails(|at, out| {
        text(at, out)?;
        assert!(at != 1, "boom {at}");
        Ok(())
    });
    let error = write_error(Err::<BuildReport, _>(error));
    assert!(
        matches!(error.problem(), WriteProblem::Panicked(words) if words == "boom 1"),
        "{error}"
    );
    assert_eq!(error.path, Path::new("a/b.html"));
}

#[test]
fn a_stage_that_cannot_be_written_is_told_even_when_the_renderer_hides_it() {
    let project = Project::new();
    project.publish(&OLD);
    let before = stamps(&project.output);
    let output = project.open();
    let stage = project.work("stage");
    let block = |out: &mut dyn io::Write| {
        fs::write(&stage, "in the way").unwrap();
        // More than a chunk, so that the failure meets the renderer.
        out.write_all(&vec![b'x'; 1 << 20])
    };
    for hide in [0, 1, 2] {
        let render = singly(|_, out| match (block(out), hide) {
            (Err(error), 0) => Err(Failure::Io(error)),
            (Err(error), 1) => Err(Failure::Render(error.to_string())),
            (_, _) => Ok(()),
        });
        let error = write_error(publish(
            &output,
            &files(&paths(&NEW[..1])),
            &render,
            &|_| {},
        ));
        assert!(
            matches!(error.problem(), WriteProblem::Failed(WriteStep::Write)),
            "{error}"
        );
        assert_eq!(error.path, project.output.join("index.html"));
        assert_eq!(before, stamps(&project.output));
        project.assert_tidy();
    }
}

/// Builds a site of which one file changed, while the folder is changed once all were compared.
fn build_while(
    project: &Project,
    change: &(dyn Fn() + Sync),
) -> Result<BuildReport, PublishError<Finding>> {
    let render = singly(|at, out| {
        let text = if at == 0 { "changed" } else { OLD[at].1 };
        out.write_all(text.as_bytes()).map_err(Failure::Io)
    });
    let when_done = |done| {
        if done == OLD.len() {
            change();
        }
    };
    publish(&project.open(), &files(&paths(&OLD)), &render, &when_done)
}

#[test]
fn a_site_that_vanishes_during_the_build_is_no_reason_to_publish_half() {
    let project = Project::new();
    let vanish: [&(dyn Fn() + Sync); 4] = [
        &|| fs::remove_file(project.output.join("a/c.html")).unwrap(),
        &|| fs::remove_dir_all(project.output.join("a")).unwrap(),
        &|| fs::remove_dir_all(&project.output).unwrap(),
        &|| {
            fs::remove_dir_all(&project.output).unwrap();
            fs::write(&project.output, "a file").unwrap();
        },
    ];
    for change in vanish {
        project.publish(&OLD);
        let error = write_error(build_while(&project, change));
        assert!(
            matches!(error.problem(), WriteProblem::ChangedMeanwhile),
            "{error}"
        );
        project.assert_tidy();
    }
    assert_eq!(fs::read(&project.output).unwrap(), b"a file");
}

#[test]
fn a_foreign_file_that_appears_during_the_build_survives() {
    let project = Project::new();
    project.publish(&OLD);
    let change = || fs::write(project.output.join("a/note"), "mine").unwrap();
    build_while(&project, &change).unwrap();
    assert_eq!(fs::read(project.output.join("a/note")).unwrap(), b"mine");
}

#[test]
fn an_output_that_becomes_a_link_during_the_build_is_not_followed() {
    let project = Project::new();
    project.publish(&OLD);
    let elsewhere = project.root.join("elsewhere");
    let change = || {
        fs::rename(&project.output, &elsewhere).unwrap();
        std::os::unix::fs::symlink(&elsewhere, &project.output).unwrap();
    };
    let error = write_error(build_while(&project, &change));
    assert!(
        matches!(error.problem(), WriteProblem::ChangedMeanwhile),
        "{error}"
    );
    assert_eq!(contents(&elsewhere).len(), OLD.len() + 1);
    project.assert_tidy();
}

#[test]
fn a_swap_that_fails_half_way_is_taken_back() {
    let project = Project::new();
    project.publish(&OLD);
    let before = stamps(&project.output);
    let output = project.open();
    let error = swap::publish(&output.work, no_exchange).unwrap_err();
    assert!(
        matches!(error.problem(), WriteProblem::Failed(WriteStep::Swap)),
        "{error}"
    );
    assert_eq!(before, stamps(&project.output));
    project.assert_tidy();
}

#[test]
fn an_exchange_that_fails_leaves_the_site() {
    let project = Project::new();
    project.publish(&OLD);
    let before = stamps(&project.output);
    let exchange = |_: &Path, _: &Path| Err(io::ErrorKind::PermissionDenied.into());
    let output = Output {
        exchange,
        ..project.open()
    };
    let error = write_error(publish_site(&output, &NEW));
    assert!(
        error.message(Language::Chinese).contains("没有写入权限"),
        "{error}"
    );
    assert_eq!(before, stamps(&project.output));
    project.assert_tidy();
}

#[test]
fn a_panic_in_the_progress_bar_leaves_no_stage() {
    let project = Project::new();
    project.publish(&OLD);
    let before = stamps(&project.output);
    let output = project.open();
    let broken = |_| panic!("progress");
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        publish(&output, &files(&paths(&NEW)), &singly(text), &broken)
    }));
    assert!(outcome.is_err());
    assert_eq!(before, stamps(&project.output));
    project.assert_tidy();
}

#[test]
fn every_error_has_two_languages() {
    let errors = [
        WriteError::new(Path::new("x"), WriteProblem::Locked),
        WriteError::new(Path::new("x"), WriteProblem::InTheWay),
        WriteError::new(Path::new("x"), WriteProblem::ChangedMeanwhile),
        WriteError::new(Path::new("x"), WriteProblem::MountInside),
        WriteError::new(Path::new("x"), WriteProblem::Twice),
        WriteError::failed(
            WriteStep::Swap,
            Path::new("x"),
            io::ErrorKind::CrossesDevices.into(),
        ),
        WriteError::new(Path::new("x"), WriteProblem::Panicked("p".to_owned())),
        WriteError::failed(WriteStep::Lock, Path::new("x"), io::ErrorKind::Other.into()),
    ];
    for error in errors {
        let (zh, en) = (
            error.message(Language::Chinese),
            error.message(Language::English),
        );
        assert!(
            zh.chars().any(|c| c > '\u{2E80}') && en.is_ascii(),
            "{zh} / {en}"
        );
        assert!(zh.contains('x') && en.contains('x') && !error.is_refusal());
    }
}
