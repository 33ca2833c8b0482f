//! One file at a time: the comparison while bytes come.

use super::compare::{Buffers, FileSink, Paths};
use super::*;

const CHUNK: usize = 64 << 10;

/// Bytes without a period that a chunk could hide.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    std::iter::repeat_with(&mut next).take(length).collect()
}

fn places(published: PathBuf, staged: &Path) -> Paths {
    Paths {
        published,
        compare: true,
        staged: staged.to_owned(),
    }
}

/// Sends `bytes` in pieces against a published file and returns whether it was staged.
fn send(published: Option<&[u8]>, bytes: &[u8], piece: usize) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old"), folder.path().join("deep/er/new"));
    if let Some(published) = published {
        fs::write(&old, published).unwrap();
    }
    let mut buffers = Buffers::default();
    let mut sink = FileSink::new(places(old, &new), &mut buffers).unwrap();
    bytes
        .chunks(piece)
        .for_each(|piece| sink.write_all(piece).unwrap());
    let produced = sink.finish().unwrap();
    assert_eq!(produced.bytes, bytes.len() as u64);
    assert_eq!(produced.hash, blake3::hash(bytes));
    if produced.changed {
        assert!(fs::read(&new).unwrap() == bytes, "staged other bytes");
    } else {
        assert!(!new.parent().unwrap().exists(), "staged without need");
    }
    produced.changed
}

#[test]
fn only_a_difference_stages_a_file() {
    for length in [
        0,
        1,
        5000,
        CHUNK - 1,
        CHUNK,
        CHUNK + 1,
        3 * CHUNK,
        3 * CHUNK + 7,
    ] {
        let bytes = noise(length);
        for piece in [997, CHUNK - 1, CHUNK, CHUNK + 1, usize::MAX] {
            assert!(send(None, &bytes, piece), "{length} in {piece}: new");
            assert!(
                !send(Some(&bytes), &bytes, piece),
                "{length} in {piece}: same"
            );
            for (what, other) in variants(&bytes) {
                assert!(
                    send(Some(&other), &bytes, piece),
                    "{length} in {piece}: {what}"
                );
            }
        }
    }
}

/// Published files that differ from the produced one in a single way.
fn variants(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let flipped = |at: usize| {
        let mut other = bytes.to_vec();
        other[at] ^= 1;
        other
    };
    let mut all = vec![("longer by a byte", [bytes, b"x"].concat())];
    all.push(("longer by a chunk", [bytes, &noise(CHUNK)].concat()));
    if !bytes.is_empty() {
        all.push(("shorter by a byte", bytes[..bytes.len() - 1].to_vec()));
        all.push(("empty", Vec::new()));
        all.push(("first byte", flipped(0)));
        all.push(("last byte", flipped(bytes.len() - 1)));
    }
    if bytes.len() > CHUNK {
        all.push(("last byte of the first chunk", flipped(CHUNK - 1)));
        all.push(("first byte of the second chunk", flipped(CHUNK)));
        all.push(("just the first chunk", bytes[..CHUNK].to_vec()));
    }
    all
}

#[test]
fn tiny_pieces_are_no_different() {
    let bytes = noise(2000);
    assert!(!send(Some(&bytes), &bytes, 1));
    assert!(send(Some(&bytes[..1999]), &bytes, 1));
}

#[test]
fn what_is_no_regular_file_counts_as_absent() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("folder")).unwrap();
    fs::write(at("file"), "x").unwrap();
    std::os::unix::fs::symlink(at("file"), at("link")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
    let fifo = std::process::Command::new("mkfifo")
        .arg(at("fifo"))
        .status();
    assert!(fifo.is_ok_and(|status| status.success()));
    for name in ["folder", "link", "socket", "fifo", "file/below", "absent"] {
        let mut buffers = Buffers::default();
        let staged = at(&format!("staged-{}", name.replace('/', "-")));
        let mut sink = FileSink::new(places(at(name), &staged), &mut buffers).unwrap();
        sink.write_all(b"x").unwrap();
        assert!(sink.finish().unwrap().changed, "{name}");
        assert_eq!(fs::read(staged).unwrap(), b"x");
    }
}

#[test]
fn a_long_file_streams_in_small_pieces() {
    const LENGTH: usize = 50_000_000;
    let project = Project::new();
    let block = noise(1009);
    let publish_ending = |ending: &'static [u8]| {
        let render = singly(|_, out| {
            let mut left = LENGTH;
            while left > 0 {
                let piece = &block[..left.min(block.len())];
                out.write_all(piece).map_err(Failure::Io)?;
                left -= piece.len();
            }
            out.write_all(ending).map_err(Failure::Io)
        });
        publish(
            &project.open(),
            &files(&[SitePath::new(["big.bin"])]),
            &render,
            &|_| {},
        )
        .unwrap()
    };
    assert_eq!(publish_ending(b"a").bytes, 50_000_001);
    assert_eq!(publish_ending(b"a").written, 0);
    assert_eq!(publish_ending(b"b").written, 1);
    assert_eq!(publish_ending(b"").written, 1);
    assert_eq!(
        fs::metadata(project.output.join("big.bin")).unwrap().len(),
        50_000_000
    );
}

/// Two parts and what is put together from them. A part that is `-` cannot be rendered.
fn publish_joint(
    project: &Project,
    parts: [&str; 2],
    on_progress: &Progress<'_>,
) -> Result<BuildReport, PublishError<Finding>> {
    let paths = paths(&[("a.json", ""), ("all.json", ""), ("b.json", "")]);
    let concat = Concat {
        head: b"[".to_vec(),
        between: b",",
        tail: b"]",
        cut: (1, 1),
        parts: vec![0, 2],
    };
    let files = SiteFiles {
        paths: &paths,
        concats: BTreeMap::from([(1, concat)]),
        // No pair, because one of them is put together.
        format_pairs: BTreeMap::from([(0, 1)]),
    };
    let render = singly(|at, out| {
        assert_ne!(at, 1, "what is put together is not rendered");
        match parts[at / 2] {
            "-" => Err(Failure::Render("broken".to_owned())),
            text => Ok(out.write_all(text.as_bytes())?),
        }
    });
    publish(&project.open(), &files, &render, on_progress)
}

#[test]
fn a_joint_holds_what_its_parts_hold_whether_they_were_written_now_or_before() {
    let project = Project::new();
    let joined = || fs::read_to_string(project.output.join("all.json")).unwrap();
    let written = |parts| publish_joint(&project, parts, &|_| {}).unwrap().written;
    assert_eq!(written(["[1]", "[2,3]"]), 3);
    assert_eq!(joined(), "[1,2,3]");
    assert_eq!(written(["[1]", "[2,3]"]), 0);
    assert_eq!(written(["[1]", "[4]"]), 2);
    assert_eq!(joined(), "[1,4]");
    assert_eq!(written(["[]", "[4]"]), 2);
    assert_eq!(joined(), "[4]");
    project.assert_tidy();
}

#[test]
fn a_part_that_is_not_there_or_not_as_it_was_ends_the_build() {
    let project = Project::new();
    publish_joint(&project, ["[1]", "[2]"], &|_| {}).unwrap();
    let failed = publish_joint(&project, ["[1]", "-"], &|_| {}).unwrap_err();
    assert!(matches!(failed, PublishError::Render(found) if found == ["broken"]));
    // Both parts are compared when two files are done; then one is shortened.
    let shorten = |done: usize| {
        if done == 2 {
            fs::write(project.output.join("a.json"), "[").unwrap();
        }
    };
    let error = write_error(publish_joint(&project, ["[1]", "[2]"], &shorten));
    let message = error.message(Language::English);
    assert!(message.contains("a.json: changed while"), "{message}");
    project.assert_tidy();
}

/// Publishes two files in one go, and one between them alone; what the second of the two meets is given.
fn publish_twins(
    project: &Project,
    second: fn(&mut dyn io::Write) -> Result<(), Failure<Finding>>,
) -> Result<BuildReport, PublishError<Finding>> {
    let paths = paths(&[("a.csv", ""), ("a.html", ""), ("a.json", "")]);
    let files = SiteFiles {
        format_pairs: BTreeMap::from([(0, 2)]),
        ..files(&paths)
    };
    let render = |files: &[usize], outs: &mut [&mut dyn io::Write]| match (files, outs) {
        ([0, 2], [csv, json]) => {
            csv.write_all(b"csv")?;
            second(*json)
        }
        ([1], [page]) => Ok(page.write_all(b"page")?),
        (files, _) => panic!("{files:?} in one go"),
    };
    publish(&project.open(), &files, &render, &|_| {})
}

#[test]
fn twins_are_rendered_in_one_go_and_compared_each_for_itself() {
    let project = Project::new();
    let json = |text: fn(&mut dyn io::Write) -> Result<(), Failure<Finding>>| {
        publish_twins(&project, text).unwrap()
    };
    assert_eq!(json(|out| Ok(out.write_all(b"json")?)).written, 3);
    let again = json(|out| Ok(out.write_all(b"other")?));
    assert_eq!((again.written, again.unchanged), (1, 2));
    assert_eq!(
        project.published(),
        BTreeMap::from(
            [("a.csv", "csv"), ("a.html", "page"), ("a.json", "other")]
                .map(|(path, text)| (path.to_owned(), text.to_owned()))
        )
    );
    project.assert_tidy();
}

#[test]
fn what_fails_in_the_second_of_twins_publishes_neither() {
    let project = Project::new();
    publish_twins(&project, |out| Ok(out.write_all(b"json")?)).unwrap();
    let before = stamps(&project.output);
    let found = publish_twins(&project, |_| Err(Failure::Render("broken".to_owned())));
    assert!(matches!(found, Err(PublishError::Render(found)) if found == ["broken"]));
    let panicked = publish_twins(&project, |_| panic!("no words"));
    assert!(matches!(
        write_error(panicked).problem(),
        WriteProblem::Panicked(_)
    ));
    assert_eq!(stamps(&project.output), before);
    project.assert_tidy();
}
