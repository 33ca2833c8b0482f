//! Every template renders with a full and with a minimal view, in both languages.

use std::borrow::Cow;
use std::collections::BTreeMap;

use scraper::{Html as Page, Selector};

use super::super::tables::Prepared;
use super::View;
use super::mock::{Ui, full, minimal};
use crate::theme::{self, Theme};
use duibiao_syntax::project::ThemeFiles;

fn collect(dir: &include_dir::Dir<'static>, files: &mut ThemeFiles) {
    for file in dir.files() {
        let path = file.path().to_str().unwrap().to_owned();
        files.files.insert(path, Cow::Borrowed(file.contents()));
    }
    for dir in dir.dirs() {
        collect(dir, files);
    }
}

fn default_theme(ui: Ui) -> Theme {
    let mut files = ThemeFiles {
        name: "default".to_owned(),
        files: BTreeMap::new(),
    };
    collect(&duibiao_themes::DEFAULT, &mut files);
    let language = match ui {
        Ui::Zh => "zh-CN",
        Ui::En => "en",
    };
    theme::load(&files, language).unwrap_or_else(|found| {
        panic!(
            "{}",
            found
                .iter()
                .map(|d| d.message.en.clone())
                .collect::<Vec<_>>()
                .join("\n")
        )
    })
}

fn render(theme: &Theme, view: &View) -> String {
    let mut out = Vec::new();
    let prepared = Prepared::new(theme, view);
    match theme.render(view.template_name(), &prepared, &mut out) {
        Ok(()) => String::from_utf8(out).unwrap(),
        Err(theme::RenderError::Template(diagnostic)) => panic!("{}", diagnostic.message.en),
        Err(theme::RenderError::Io(error)) => panic!("{error}"),
    }
}

fn texts(page: &Page, selector: &str) -> Vec<String> {
    page.select(&Selector::parse(selector).unwrap())
        .map(|element| element.text().collect::<String>().trim().to_owned())
        .collect()
}

fn check(name: &str, html: &str) {
    let page = Page::parse_document(html);
    assert_eq!(texts(&page, "h1").len(), 1, "{name}");
    for cell in texts(&page, "td, th, caption, li, dd, h2, h3") {
        assert_ne!(cell, "", "{name}: an empty element\n{html}");
    }
    let captions = texts(&page, "caption");
    let mut unique = captions.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(captions.len(), unique.len(), "{name}: {captions:?}");
    assert!(!html.contains("\n\n"), "{name}: blank lines");
    for forbidden in [" style=", "<script>", " onclick", "http-equiv=\"refresh\""] {
        assert!(!html.contains(forbidden), "{name}: {forbidden}");
    }
}

#[test]
fn every_template_renders_every_view() {
    for ui in [Ui::Zh, Ui::En] {
        let theme = default_theme(ui);
        for (name, view) in full(ui).iter().chain(&minimal(ui)) {
            check(name, &render(&theme, view));
        }
    }
}

static TERA: include_dir::Dir<'_> =
    include_dir::include_dir!("$CARGO_MANIFEST_DIR/../../tests/fixtures/themes/tera-minimal");

#[test]
fn a_theme_for_the_other_engine_shows_the_same_views() {
    let mut files = ThemeFiles {
        name: "tera-minimal".to_owned(),
        files: BTreeMap::new(),
    };
    collect(&TERA, &mut files);
    for (ui, language) in [(Ui::Zh, "zh-CN"), (Ui::En, "en")] {
        let theme = theme::load(&files, language).unwrap();
        for (name, view) in full(ui).iter().chain(&minimal(ui)) {
            let html = render(&theme, view);
            assert_eq!(texts(&Page::parse_document(&html), "h1").len(), 1, "{name}");
            assert!(
                texts(&Page::parse_document(&html), "td, th")
                    .iter()
                    .all(|cell| !cell.is_empty())
            );
        }
    }
}

#[test]
fn the_kinds_of_pages_are_those_that_a_theme_must_show() {
    assert_eq!(View::TEMPLATES, theme::TEMPLATES);
}
