//! What a new project can know, and what it does not dare to.

use super::*;
use duibiao_syntax::source::Sources;

fn seen(folder: &str) -> Seen {
    Seen {
        folder: folder.to_owned(),
        ..Seen::default()
    }
}

#[test]
fn a_title_comes_from_the_readme_or_the_folder() {
    let title = |seen: &Seen| propose(seen).title.map(|guess| guess.value);
    assert_eq!(title(&seen("示例市规划")).as_deref(), Some("示例市规划"));
    assert_eq!(title(&seen("city-plans")).as_deref(), Some("city plans"));
    for habit in ["website", "tmp", ".hidden", "", "x", "2026"] {
        assert_eq!(title(&seen(habit)), None, "{habit}");
    }
    let mut seen = seen("repo");
    for (readme, wanted) in [
        ("\u{FEFF}\n# **示例**市规划\n文字", "示例市规划"),
        ("# [![badge](x)](y)\n", "repo"),
        ("没有标题", "repo"),
    ] {
        seen.readme = Some(readme.to_owned());
        assert_eq!(title(&seen).as_deref(), Some(wanted));
    }
}

/// The address and the kind that come of a `CNAME` file and a remote.
fn url(cname: Option<&str>, remote: Option<&str>) -> (Option<String>, SiteKind) {
    let seen = Seen {
        cname: cname.map(str::to_owned),
        remote: remote.map(str::to_owned),
        ..Seen::default()
    };
    let proposal = propose(&seen);
    (
        proposal.base_url.map(|guess| guess.value),
        proposal.kind.value,
    )
}

fn research(url: &str) -> (Option<String>, SiteKind) {
    (Some(url.to_owned()), SiteKind::Research)
}

#[test]
fn an_address_comes_from_a_cname_or_a_page_host() {
    assert_eq!(
        url(Some("Plans.Example.GOV.cn\n"), None),
        (
            Some("https://plans.example.gov.cn/".to_owned()),
            SiteKind::Government
        )
    );
    assert_eq!(
        url(Some("gov.cn.example.org"), None),
        research("https://gov.cn.example.org/")
    );
    for remote in [
        "git@github.com:Office/plans.git",
        "https://user:secret@github.com/office/plans",
        "ssh://git@github.com:22/office/plans.git/",
    ] {
        assert_eq!(
            url(None, Some(remote)),
            research("https://office.github.io/plans/"),
            "{remote}"
        );
    }
    assert_eq!(
        url(None, Some("https://gitlab.com/office/office.gitlab.io.git")),
        research("https://office.gitlab.io/")
    );
}

#[test]
fn other_addresses_say_nothing() {
    let nothing = (None, SiteKind::Research);
    for remote in [
        "https://example.org/a/b",
        "/srv/git/plans",
        "https://github.com/office",
        "https://github.com/a/b/c",
        "git@github.com:a b/c",
        "https://github.com/../x",
    ] {
        assert_eq!(url(None, Some(remote)), nothing, "{remote}");
    }
    for cname in [
        "",
        "a b.org",
        "one.org\ntwo.org",
        "localhost",
        "https://x.org",
        "127.0.0.1",
        "-a.org",
    ] {
        assert_eq!(url(Some(cname), None), nothing, "{cname}");
    }
}

#[test]
fn a_language_comes_from_the_locale() {
    let language = |locale: Option<&str>| {
        let seen = Seen {
            locale: locale.map(str::to_owned),
            ..Seen::default()
        };
        propose(&seen).language.value
    };
    assert_eq!(language(Some("en_GB.UTF-8")), Language::English);
    for locale in [
        None,
        Some("zh_CN.UTF-8"),
        Some("C"),
        Some("C.UTF-8"),
        Some("fr_FR"),
    ] {
        assert_eq!(language(locale), Language::Chinese, "{locale:?}");
    }
}

#[test]
fn a_publisher_is_an_office_and_never_a_person() {
    let publisher = |user: &str| {
        let seen = Seen {
            user: Some(user.to_owned()),
            ..Seen::default()
        };
        propose(&seen).publisher.map(|guess| guess.value)
    };
    assert_eq!(
        publisher("示例市发展研究中心").as_deref(),
        Some("示例市发展研究中心")
    );
    for person in [
        "张示例",
        "Example Person",
        "root",
        "王局",
        "",
        "某局\n长期办公室",
    ] {
        assert_eq!(publisher(person), None, "{person}");
    }
}

#[test]
fn documents_that_lie_there_are_named_with_the_command() {
    let files = [
        "b.PDF",
        "a 1.docx",
        "README.md",
        "old.doc",
        "content/pages/about.md",
        ".git/x.md",
        "~$a.docx",
        "in/it's.txt",
        "x.png",
        "-x.md",
    ];
    let files: Vec<String> = files.into_iter().map(str::to_owned).collect();
    let found = propose(&Seen {
        files,
        ..Seen::default()
    })
    .found;
    assert_eq!(
        found.importable,
        ["-x.md", "a 1.docx", "b.PDF", "in/it's.txt"]
    );
    let hint = found.hint().unwrap();
    assert!(
        hint.zh
            .contains("duibiao import --dry-run './-x.md' 'a 1.docx' b.PDF 'in/it'\\''s.txt'\n"),
        "{}",
        hint.zh
    );
    assert!(
        hint.en.contains(".docx or .xlsx first: old.doc\n"),
        "{}",
        hint.en
    );
    assert_eq!(ExistingDocuments::default().hint(), None);
}

#[test]
fn settings_are_taken_by_the_project() {
    let proposal = propose(&Seen {
        folder: "甲 \"乙\" \\丙".to_owned(),
        cname: Some("plans.example.gov.cn".to_owned()),
        user: Some("示例市发展研究中心".to_owned()),
        ..Seen::default()
    });
    let mut sources = Sources::default();
    let id = sources.add("duibiao.toml", proposal.settings());
    let checked = duibiao_syntax::config::parse(sources.get(id));
    assert!(checked.diagnostics.is_empty(), "{}", proposal.settings());
    assert_eq!(checked.value.title, "甲 \"乙\" \\丙");
    assert_eq!(checked.value.kind, SiteKind::Government);
    assert_eq!(
        checked.value.publisher.as_deref(),
        Some("示例市发展研究中心")
    );
}
