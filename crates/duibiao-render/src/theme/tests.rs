//! Both engines behave alike, and what is wrong with a theme is said where it is.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::{RenderError, Theme, load};
use crate::html::Html;
use duibiao_syntax::diagnostic::{Code, Diagnostic};
use duibiao_syntax::project::ThemeFiles;

#[derive(Serialize)]
struct Sample {
    title: &'static str,
    body: Option<Html>,
    rows: Vec<u32>,
    nothing: Option<String>,
}

fn sample() -> Sample {
    Sample {
        title: "<script>alert('泰州')</script> & \"引号\" /",
        body: Some(Html::literal("<p>正文</p>")),
        rows: vec![1, 2, 3],
        nothing: None,
    }
}

fn files(engine: &str, template: &str) -> ThemeFiles {
    let manifest =
        format!("name = \"t\"\nengine = \"{engine}\"\nversion = \"1\"\ngeneric = \"page.html\"\n");
    let mut files = ThemeFiles {
        name: "t".to_owned(),
        files: BTreeMap::new(),
    };
    let mut add = |path: &str, text: &str| {
        files
            .files
            .insert(path.to_owned(), Cow::Owned(text.as_bytes().to_vec()));
    };
    add("theme.toml", &manifest);
    add("templates/page.html", template);
    files
}

fn theme(engine: &str, template: &str) -> Theme {
    load(&files(engine, template), "zh-CN").unwrap()
}

fn render(theme: &Theme) -> String {
    let mut out = Vec::new();
    theme.render("page.html", &sample(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn failure(engine: &str, template: &str) -> Diagnostic {
    match theme(engine, template).render("page.html", &sample(), &mut io::sink()) {
        Err(RenderError::Template(diagnostic)) => *diagnostic,
        other => panic!("{other:?}"),
    }
}

fn refusal(files: &ThemeFiles) -> Vec<Diagnostic> {
    load(files, "zh-CN").unwrap_err()
}

const ENGINES: [&str; 2] = ["minijinja", "tera"];

#[test]
fn both_engines_escape_text_and_leave_prepared_html() {
    for engine in ENGINES {
        assert_eq!(
            render(&theme(engine, "<h1 title=\"{{ title }}\">{{ body }}</h1>")),
            "<h1 title=\"&lt;script&gt;alert(&#39;泰州&#39;)&lt;/script&gt; &amp; &quot;引号&quot; /\"><p>正文</p></h1>"
        );
    }
}

#[test]
fn prepared_html_without_words_is_nothing() {
    for engine in ENGINES {
        let theme = theme(engine, "{% if body %}{{ body }}{% else %}-{% endif %}");
        let shown = |words: &'static str| {
            let sample = Sample {
                body: Some(Html::literal(words)),
                ..sample()
            };
            let mut out = Vec::new();
            theme.render("page.html", &sample, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!((shown(""), shown("<b>")), ("-".into(), "<b>".into()));
    }
}

#[test]
fn every_template_is_escaped_whatever_its_name() {
    for engine in ENGINES {
        let mut files = files(engine, "{% include \"part.txt\" %}");
        let part = Cow::Borrowed(b"{{ title }}".as_slice());
        files.files.insert("templates/part.txt".to_owned(), part);
        assert!(
            !render(&load(&files, "zh-CN").unwrap()).contains('<'),
            "{engine}"
        );
    }
}

#[test]
fn words_and_slots_are_the_same_in_both_engines() {
    let template = r#"{{ t(key="nav.home") }} {{ t(key="verdict." ~ "higher") }} {{ t(key="count.rows", n=rows | length) }}"#;
    for engine in ENGINES {
        assert_eq!(render(&theme(engine, template)), "首页 高于 3 项");
    }
}

#[test]
fn a_fault_in_a_template_is_told_with_its_place() {
    for engine in ENGINES {
        let found = refusal(&files(engine, "<p>\n规划{% if %}\n"));
        assert_eq!(found[0].code, Code::TemplateSyntax, "{engine}");
        assert!(
            found[0]
                .message
                .zh
                .starts_with("themes/t/templates/page.html:2:"),
            "{}",
            found[0].message.zh
        );
        let failed = failure(engine, "<p>\n规划{{ titel }}\n");
        assert_eq!(failed.code, Code::TemplateFailed);
        assert!(
            failed
                .message
                .en
                .starts_with("themes/t/templates/page.html:2:6: "),
            "{}",
            failed.message.en
        );
        assert!(
            failed
                .message
                .en
                .contains("\n2 | 规划{{ titel }}\n  |        ^^^^^"),
            "{}",
            failed.message.en
        );
    }
}

#[test]
fn a_missing_word_is_told_when_the_theme_is_loaded() {
    for engine in ENGINES {
        let found = refusal(&files(
            engine,
            "\n{{ t(key=\"nav.hom\") }}{{ t(key=\"verdicts.\" ~ title) }}",
        ));
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].code, Code::StringMissing);
        assert!(
            found[0]
                .message
                .zh
                .starts_with("themes/t/templates/page.html:2:11：主题没有文字 nav.hom\n")
        );
        assert!(found[0].help.as_ref().unwrap().en.contains("nav.home"));
    }
}

#[test]
fn a_word_may_be_replaced_but_not_with_nonsense() {
    let mut files = files("minijinja", "{{ t(\"nav.home\") }}");
    let mut words = |text: &'static str| {
        let bytes = Cow::Borrowed(text.as_bytes());
        files.files.insert("strings/zh-CN.toml".to_owned(), bytes);
        load(&files, "zh-CN")
    };
    assert_eq!(render(&words("[nav]\nhome = \"主页\"\n").unwrap()), "主页");
    let found = words("[nav]\nhome = 3\n").unwrap_err();
    assert_eq!(found[0].code, Code::ThemeInvalid);
    assert!(
        found[0]
            .message
            .en
            .starts_with("themes/t/strings/zh-CN.toml:2:8: "),
        "{}",
        found[0].message.en
    );
}

#[test]
fn a_theme_says_what_it_is_and_has_every_template() {
    let mut nameless = files("minijinja", "");
    nameless.files.remove("theme.toml");
    assert_eq!(refusal(&nameless)[0].code, Code::ThemeInvalid);
    let unknown = files("mustache", "");
    assert!(
        refusal(&unknown)[0]
            .message
            .en
            .starts_with("themes/t/theme.toml:2:")
    );
    let mut whole = files("minijinja", "");
    let manifest = Cow::Borrowed(b"name = \"t\"\nengine = \"tera\"\nversion = \"1\"\n".as_slice());
    whole.files.insert("theme.toml".to_owned(), manifest);
    assert!(refusal(&whole)[0].message.zh.contains("matrix.html"));
    let mut broken = files("minijinja", "");
    let bytes = Cow::Borrowed(b"\xff".as_slice());
    broken.files.insert("templates/x.html".to_owned(), bytes);
    assert!(refusal(&broken)[0].message.en.contains("not UTF-8"));
}

#[test]
fn a_template_cannot_run_away() {
    let nested = "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}";
    assert!(failure("minijinja", nested).message.en.contains("fuel"));
    let endless = "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}";
    assert!(
        failure("minijinja", endless)
            .message
            .en
            .contains("recursion")
    );
    let long = "{% for a in range(end=9999) %}{% for b in range(end=9999) %}规划指标规划指标规划指标规划指标{% endfor %}{% endfor %}";
    assert!(failure("tera", long).message.en.contains("without end"));
}

#[test]
fn what_is_missing_is_never_printed() {
    assert!(
        failure("minijinja", "{{ nothing }}")
            .message
            .en
            .contains("none is printed")
    );
    for engine in ENGINES {
        assert_eq!(
            failure(engine, "{{ nothing.deeper }}").code,
            Code::TemplateFailed
        );
        let slot = "{{ t(key=\"count.rows\", n=nothing) }}";
        assert!(failure(engine, slot).message.en.contains("{n}"), "{engine}");
    }
}

struct Full;

impl io::Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_not_the_fault_of_the_template() {
    let long = "{% for a in range(end=9999) %}规划指标{% endfor %}";
    for (engine, template) in [
        ("minijinja", "短"),
        ("tera", "短"),
        ("tera", long),
        ("minijinja", &long.replace("end=", "")),
    ] {
        match theme(engine, template).render("page.html", &sample(), &mut Full) {
            Err(RenderError::Io(error)) => assert_eq!(error.kind(), io::ErrorKind::StorageFull),
            other => panic!("{other:?}"),
        }
    }
}
