//! The project's own content, where it is there: every front matter is valid.

use super::*;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

#[test]
fn every_document_of_the_project_is_valid() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let starter = repository.join("src/scaffold/starter");
    for root in [&repository, &starter] {
        let mut paths = Vec::new();
        files(&root.join("content"), &mut paths);
        for kind in DocumentKind::ALL {
            let validator = validator(&front_matter(kind));
            let mut tried = 0;
            for path in &paths {
                let inside = path.strip_prefix(root).unwrap().to_str().unwrap();
                if DocumentKind::of_path(inside) != Some(kind) {
                    continue;
                }
                let text = fs::read_to_string(path).unwrap();
                let front = as_json(front_matter_of(&text).unwrap());
                let errors: Vec<String> = validator
                    .iter_errors(&front)
                    .map(|error| error.to_string())
                    .collect();
                assert!(errors.is_empty(), "{inside}: {errors:#?}");
                tried += 1;
            }
            assert!(tried > 0 || root == &repository, "{kind:?}");
        }
        let Ok(text) = fs::read_to_string(root.join("duibiao.toml")) else {
            continue;
        };
        let value = serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap();
        assert!(validator(&config()).is_valid(&value));
    }
}
