//! The files of a new project.
//!
//! The starter is embedded in the program: three made-up plans, marked as examples, with what they need.
//! Where the files go is not known here.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

/// A title that is empty or has control characters, line breaks among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadTitle;

const CONFIG: &str = include_str!("scaffold/starter/duibiao.toml");

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/starter");

/// The line of the starter's `duibiao.toml` that a title replaces.
const TITLE_LINE: &str = "title = \"示例：规划对照\"";

/// All files of a new project: paths from its root with `/` between the parts, and what they hold.
pub fn files() -> BTreeMap<String, &'static [u8]> {
    let mut files = BTreeMap::new();
    collect(&STARTER, &mut files);
    files
}

fn collect(folder: &Dir<'static>, files: &mut BTreeMap<String, &'static [u8]>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        // Under its real name it would hide files of this repository.
        let path = if path == "gitignore" {
            ".gitignore".to_owned()
        } else {
            path
        };
        files.insert(path, file.contents());
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}

/// The `duibiao.toml` of a new project whose site has the title `title`.
pub fn config(title: &str) -> Result<String, BadTitle> {
    let title = title.trim();
    if title.is_empty() || title.chars().any(char::is_control) {
        return Err(BadTitle);
    }
    let quoted = title.replace('\\', "\\\\").replace('"', "\\\"");
    Ok(CONFIG.replacen(TITLE_LINE, &format!("title = \"{quoted}\""), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: &str) -> String {
        String::from_utf8(files()[path].to_vec()).unwrap()
    }

    #[test]
    fn a_project_has_all_its_parts() {
        let paths: Vec<String> = files().into_keys().collect();
        insta::assert_snapshot!(paths.join("\n"), @r"
        .gitignore
        README.md
        content/indicators/public-reading/new-reading-rooms.md
        content/indicators/public-reading/reader-card-rate.md
        content/pages/about.md
        content/plans/public-reading/100000-2026.md
        content/plans/public-reading/460000-2026.md
        content/plans/public-reading/460100-2026.md
        content/references/example-reading-regulation.md
        content/topics/public-reading.md
        duibiao.toml
        ");
    }

    #[test]
    fn a_title_is_quoted_for_toml() {
        let config: toml::Table = config(r#" A "B" \ 丙 "#).unwrap().parse().unwrap();
        assert_eq!(config["title"].as_str(), Some(r#"A "B" \ 丙"#));
        for wrong in ["", "  ", "a\nb", "a\u{7f}"] {
            assert_eq!(super::config(wrong), Err(BadTitle), "{wrong:?}");
        }
    }

    #[test]
    fn every_plan_says_that_it_is_an_example() {
        let files = files();
        for path in files
            .keys()
            .filter(|path| path.starts_with("content/plans/"))
        {
            let text = text(path);
            assert!(text.contains("\ntitle: 示例"), "{path}");
            assert!(text.contains("\nnote: 示例数据"), "{path}");
        }
    }

    #[test]
    fn every_file_ends_with_a_line_feed() {
        for (path, bytes) in files() {
            assert!(bytes.ends_with(b"\n") && !bytes.contains(&b'\r'), "{path}");
        }
    }
}
