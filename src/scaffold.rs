//! The files of a new project.
//!
//! The starter is embedded in the program: three made-up plans, marked as examples, with what they need.
//! Where the files go is not known here.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::inference::Proposal;

/// A title that is empty or has control characters, line breaks among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadTitle;

const CONFIG: &str = include_str!("scaffold/starter/duibiao.toml");

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/starter");

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

/// The `duibiao.toml` of a new project: that of the starter with what is known of this one, each with
/// its reason beside it, and the title that was given.
pub fn config(known: &Proposal, title: Option<&str>) -> Result<String, BadTitle> {
    let title = title.map(str::trim);
    if title.is_some_and(|title| title.is_empty() || title.chars().any(char::is_control)) {
        return Err(BadTitle);
    }
    let settings = known.settings();
    let mut lines: Vec<String> = CONFIG.lines().map(str::to_owned).collect();
    let mut reason = "";
    for line in settings.lines() {
        match line.split_once(" = ") {
            Some((key, _)) => put(&mut lines, key, &format!("{line}  {reason}")),
            None => reason = line,
        }
    }
    if let Some(title) = title {
        let quoted = title.replace('\\', "\\\\").replace('"', "\\\"");
        put(&mut lines, "title", &format!("title = \"{quoted}\""));
    }
    Ok(lines.join("\n") + "\n")
}

/// Puts a line in the place of the one for its key, or at the end.
fn put(lines: &mut Vec<String>, key: &str, line: &str) {
    let is_key = |line: &&mut String| line.split(" = ").next() == Some(key);
    match lines.iter_mut().find(is_key) {
        Some(known) => line.clone_into(known),
        None => lines.push(line.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inference::{Seen, propose};

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
        let known = propose(&Seen::default());
        let title = r#" A "B" \ 丙 "#;
        let config: toml::Table = config(&known, Some(title)).unwrap().parse().unwrap();
        assert_eq!(config["title"].as_str(), Some(r#"A "B" \ 丙"#));
        for wrong in ["", "  ", "a\nb", "a\u{7f}"] {
            assert_eq!(
                super::config(&known, Some(wrong)),
                Err(BadTitle),
                "{wrong:?}"
            );
        }
    }

    #[test]
    fn what_is_known_of_a_project_stands_in_its_settings() {
        let seen = Seen {
            folder: "示例市规划".to_owned(),
            cname: Some("plans.example.gov.cn\n".to_owned()),
            ..Seen::default()
        };
        let text = config(&propose(&seen), None).unwrap();
        let settings: toml::Table = text.parse().unwrap();
        assert_eq!(settings["title"].as_str(), Some("示例市规划"));
        assert_eq!(settings["kind"].as_str(), Some("government"));
        assert_eq!(
            settings["base_url"].as_str(),
            Some("https://plans.example.gov.cn/")
        );
        assert!(settings.contains_key("description"), "{text}");
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
