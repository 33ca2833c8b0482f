//! Files that are full of findings, and the broken projects of the suite where they are there.

use std::path::{Path, PathBuf};

use super::*;

/// Each of these would take minutes if something were looked up again for every finding.
#[test]
fn files_full_of_findings_take_no_time() {
    let front = PLAN.split_once("\n\n").unwrap().0;
    let many = |line: &str| line.repeat(20_000);
    let bodies = [
        many("| 甲 | 1 |\n"),
        many("| 甲 | 1 |\n\n"),
        format!("| 甲 | 乙 |\n|---|---|\n{}", many("文字\n")),
        format!("| 甲 | 乙 |\n|---|---|\n{}", many("| 1 | 2 | |\n")),
        many("    缩进\n\n"),
        many("[!专栏 1] 甲\n\n"),
        many("**一是\n\n"),
        format!("{}\n", many("** 甲")),
        many("[bookmark: _Toc1]甲\n"),
    ];
    for body in bodies {
        mended(PLAN_PATH, &format!("{front}\n\n{body}"));
    }
    let heads = [
        many("titel: 甲\n"),
        many("- {}\n"),
        format!("also:\n{}", many("- { nmae: 甲 }\n")),
        format!("changes: [\n{}]\n", many("{},\n")),
        many("title：甲\n"),
        many("\ttitle: 甲\n"),
    ];
    for head in heads {
        mended(PLAN_PATH, &format!("---\n{head}---\n"));
        mended("content/indicators/a/b.md", &format!("---\n{head}---\n"));
        mended(PLAN_PATH, &format!("---\n{head}"));
    }
    mended(config::FILE_NAME, &many("titel = 1\n[footer]\n"));
    mended(config::FILE_NAME, &many("a = \"1\"\n"));
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
    found.sort_unstable();
}

#[test]
fn a_broken_project_has_less_wrong_with_it_afterwards() {
    let root = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/fixtures/broken"
    ));
    let mut paths = Vec::new();
    files(root, &mut paths);
    let mut repaired = 0;
    for path in paths {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let inside: PathBuf = path
            .strip_prefix(root)
            .unwrap()
            .components()
            .skip(1)
            .collect();
        let inside = inside.to_str().unwrap();
        let (before, sources) = findings(inside, &text);
        let fixes = propose(&before, &sources);
        let after = findings(inside, &mended(inside, &text)).0;
        let gone = |fix: &Fix| counts(&after).get(&fix.code) < counts(&before).get(&fix.code);
        assert!(fixes.iter().all(gone), "{}: {fixes:#?}", path.display());
        repaired += fixes.len();
    }
    assert!(repaired > 8, "{repaired}");
}
