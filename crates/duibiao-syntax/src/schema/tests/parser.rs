//! The schema and the parser know the same keys.

use super::*;

/// A front matter with every required key and these lines.
fn with(kind: DocumentKind, lines: &str) -> String {
    let name = |line: &str| line.split(':').next().unwrap().to_owned();
    let written: Vec<String> = lines.lines().map(name).collect();
    let is_written = |key: &&SchemaKey| written.iter().any(|name| key.is(name));
    let required = kind
        .keys()
        .iter()
        .filter(|key| key.required && !is_written(key));
    pairs(required) + lines
}

/// A line for each key.
fn pairs<'k>(keys: impl Iterator<Item = &'k SchemaKey>) -> String {
    let lines: Vec<String> = keys
        .map(|key| format!("{}: {}\n", key.name, sample(key)))
        .collect();
    lines.concat()
}

/// A good value in one line.
fn sample(key: &SchemaKey) -> String {
    let inner = |keys: &[SchemaKey]| {
        let pairs: Vec<String> = keys
            .iter()
            .map(|key| format!("{}: {}", key.name, sample(key)))
            .collect();
        format!("{{ {} }}", pairs.join(", "))
    };
    match key.shape {
        Shape::Map(keys) => inner(keys),
        Shape::Maps(keys) => format!("[{}]", inner(keys)),
        Shape::Texts => format!("[\"{}\"]", key.example),
        Shape::Flag => key.example.to_owned(),
        _ => format!("\"{}\"", key.example),
    }
}

fn document(front: &str) -> String {
    format!("---\n{front}---\n")
}

#[test]
fn every_key_under_both_names_is_one_of_the_parser() {
    for kind in DocumentKind::ALL {
        for key in kind.keys() {
            for name in key.names() {
                let mut lines = format!("{name}: {}\n", sample(key));
                if kind == DocumentKind::Reference
                    && ["region", "topic", "period", "zone"].contains(&key.name)
                {
                    let place = kind.keys().iter().filter(|other| {
                        ["region", "topic", "period"].contains(&other.name)
                            && other.name != key.name
                    });
                    lines += &pairs(place);
                }
                let front = with(kind, &lines);
                let found = findings(&path(kind), &document(&front));
                let grave: Vec<_> = found
                    .iter()
                    .filter(|found| {
                        !matches!(
                            found.code,
                            Code::ProofOutdated | Code::StemMismatch | Code::ConsultationPeriod
                        )
                    })
                    .collect();
                assert!(grave.is_empty(), "{kind:?} {name}: {grave:#?}\n{front}");
                assert!(is_valid(kind, &front), "{kind:?} {name}:\n{front}");
            }
        }
    }
}

#[test]
fn inner_keys_have_both_names_too() {
    for kind in DocumentKind::ALL {
        for outer in kind.keys() {
            for key in outer.shape.inner() {
                let pairs: Vec<String> = outer
                    .shape
                    .inner()
                    .iter()
                    .map(|other| {
                        let name = if other.name == key.name {
                            other.alias
                        } else {
                            other.name
                        };
                        format!("{name}: {}", sample(other))
                    })
                    .collect();
                let line = format!("{}: {{ {} }}\n", outer.name, pairs.join(", "));
                let extra = if kind == DocumentKind::Reference && outer.name == "zone" {
                    "region: \"460100\"\ntopic: public-reading\nperiod: 2026-2030\n"
                } else {
                    ""
                };
                let front = with(kind, &format!("{line}{extra}"));
                let found = findings(&path(kind), &document(&front));
                assert!(
                    found
                        .iter()
                        .all(|found| !matches!(found.code, Code::UnknownKey | Code::MissingKey)),
                    "{front}: {found:#?}"
                );
                assert!(is_valid(kind, &front), "{kind:?} {}:\n{front}", key.alias);
            }
        }
    }
}

/// The parser lists all keys it asks for when one is far from all of them.
fn asked(found: &[Diagnostic]) -> BTreeSet<String> {
    let help = |start: &str| {
        found
            .iter()
            .filter_map(|found| found.help.as_ref())
            .find_map(|help| help.en.strip_prefix(start).map(str::to_owned))
    };
    let list = help("known keys: ").or_else(|| help("allowed: ")).unwrap();
    list.split(", ").map(str::to_owned).collect()
}

fn names(keys: &[SchemaKey]) -> BTreeSet<String> {
    keys.iter().map(|key| key.name.to_owned()).collect()
}

#[test]
fn the_parser_asks_for_no_other_key() {
    const FAR: &str = "wwwwwwwwwwwwwwwwwwwwwwww";
    for kind in DocumentKind::ALL {
        let place = if kind == DocumentKind::Reference {
            "region: \"460100\"\ntopic: a\nperiod: 2026-2030\n"
        } else {
            ""
        };
        let found = findings(
            &path(kind),
            &document(&with(kind, &format!("{FAR}: x\n{place}"))),
        );
        assert_eq!(asked(&found), names(kind.keys()), "{kind:?}");
        for key in kind
            .keys()
            .iter()
            .filter(|key| !key.shape.inner().is_empty())
        {
            let lines = format!("{place}{}: {{ {FAR}: x }}\n", key.name);
            let found = findings(&path(kind), &document(&with(kind, &lines)));
            assert_eq!(
                asked(&found),
                names(key.shape.inner()),
                "{kind:?} {}",
                key.name
            );
        }
    }
    for (text, keys) in [
        (format!("{FAR} = 1\n"), CONFIG),
        (format!("[footer]\n{FAR} = 1\n"), FOOTER),
        (format!("[[nav]]\n{FAR} = 1\n"), NAV),
        (format!("[review]\n{FAR} = 1\n"), REVIEW),
        (format!("[[redirect]]\n{FAR} = 1\n"), REDIRECT),
    ] {
        assert_eq!(asked(&findings(settings::FILE_NAME, &text)), names(keys));
    }
}

#[test]
fn required_keys_are_those_of_the_parser() {
    for kind in DocumentKind::ALL {
        for key in kind.keys() {
            let front = with(kind, "");
            let start = format!("{}:", key.name);
            let others = front
                .split_inclusive('\n')
                .filter(|line| !line.starts_with(&start));
            let front: String = others.collect();
            let missing = findings(&path(kind), &document(&front))
                .iter()
                .any(|found| found.code == Code::MissingKey);
            assert_eq!(missing, key.required, "{kind:?} {}", key.name);
            assert_eq!(
                is_valid(kind, &front),
                !key.required,
                "{kind:?} {}",
                key.name
            );
        }
    }
}

#[test]
fn settings_with_every_key_are_taken_by_both() {
    let line = |key: &SchemaKey| format!("{} = \"{}\"\n", key.name, key.example);
    let plain = |keys: &[SchemaKey]| {
        keys.iter()
            .filter(|key| key.shape.inner().is_empty())
            .map(line)
            .collect::<String>()
    };
    let text = format!(
        "{}[footer]\n{}[[nav]]\n{}[review]\nrequired = true\nsteps = [\"甲\"]\n\
         [[redirect]]\nfrom = \"a/\"\nto = \"b/\"\n",
        plain(CONFIG),
        plain(FOOTER),
        plain(NAV)
    );
    assert!(findings(settings::FILE_NAME, &text).is_empty());
    let value: Value = serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap();
    assert!(validator(&config()).is_valid(&value));
}
