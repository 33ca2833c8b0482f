//! How redirects are read, followed, and written for servers and readers.

use std::fmt::Write as _;

use super::server::{BasePath, caddy, nginx};
use super::*;

fn to(from: &str, to: &str) -> Redirect {
    Redirect::parse(from, Some(to), None).unwrap()
}

fn gone(from: &str, why: &str) -> Redirect {
    Redirect::parse(from, None, Some(why)).unwrap()
}

fn all(redirects: impl IntoIterator<Item = Redirect>) -> Redirects {
    Redirects::new(redirects).unwrap()
}

fn place(text: &str) -> SitePlace {
    written::place("to", text).unwrap()
}

#[test]
fn an_address_is_read_as_people_write_it() {
    let redirect = to("plans/water/990299-2026/", "plans/water/990200-2026/#s3-2");
    assert_eq!(
        redirect.from.path.as_str(),
        "plans/water/990299-2026/index.html"
    );
    assert_eq!(redirect.from.anchor, None);
    let Destination::Place(place) = redirect.to else {
        panic!("not a place");
    };
    assert_eq!(place.to_string(), "plans/water/990200-2026/#s3-2");
    assert_eq!(to("a/t.csv", "b/t.csv").from.path.as_str(), "a/t.csv");
}

#[test]
fn what_is_no_address_of_this_site_is_refused() {
    for bad in [
        "",
        "/",
        "/plans/x/",
        "//host/x/",
        "https://host/x/",
        "javascript:x",
        "../x/",
        "plans/../x/",
        "plans//x/",
        "plans/x/?a=1",
        "plans\\x",
        "plans/\n/",
        "Plans/x/",
        "规划/",
        "plans/x/#",
        "plans/x/#a b",
        "plans/x/#a#b",
        "#s1",
        "plans/x/;}",
        "plans/x/\"",
        "plans/$x/",
        "./x/",
    ] {
        assert!(
            Redirect::parse(bad, Some("a/"), None).is_err(),
            "from {bad:?}"
        );
        assert!(
            Redirect::parse("a/", Some(bad), None).is_err(),
            "to {bad:?}"
        );
    }
    let long = format!("{}x", "a/".repeat(3000));
    assert!(Redirect::parse(&long, None, Some("原因")).is_err());
}

#[test]
fn exactly_one_of_to_and_gone_is_wanted() {
    assert!(Redirect::parse("a/", None, None).is_err());
    assert!(Redirect::parse("a/", Some("b/"), Some("原因")).is_err());
    assert!(Redirect::parse("a/", None, Some("  ")).is_err());
    assert!(Redirect::parse("a/", None, Some("一\n二")).is_err());
    assert!(Redirect::parse("a/", Some("a/"), None).is_err());
    assert!(Redirects::new([to("a/", "b/"), gone("a/", "原因")]).is_err());
}

#[test]
fn chains_are_followed_to_their_end() {
    let redirects = all([
        to("a/", "b/"),
        to("b/", "c/#x"),
        to("c/#x", "d/#y"),
        to("e/", "f/#z"),
        gone("f/", "撤销"),
    ]);
    let end = |text: &str| redirects.end(&place(text)).unwrap().unwrap();
    for from in ["a/", "b/", "c/#x"] {
        assert_eq!(*end(from), Destination::Place(place("d/#y")), "{from}");
    }
    assert_eq!(*end("e/"), Destination::Gone("撤销".into()));
    assert_eq!(redirects.end(&place("d/")), None);
}

#[test]
fn circles_have_no_end_and_neither_has_what_leads_into_one() {
    let redirects = all([
        to("a/", "b/"),
        to("b/", "c/"),
        to("c/", "b/"),
        to("d/", "e/"),
    ]);
    for from in ["a/", "b/", "c/"] {
        assert_eq!(redirects.end(&place(from)), Some(None), "{from}");
    }
    assert_eq!(redirects.pages().count(), 1);
}

#[test]
fn a_long_chain_is_walked_once() {
    let count = 50_000;
    let chain = (0..count).map(|at| to(&format!("p{at}/"), &format!("p{}/", at + 1)));
    let redirects = all(chain);
    let last = Destination::Place(place(&format!("p{count}/")));
    assert!(redirects.pages().all(|(_, end)| *end == last));
}

#[test]
fn servers_are_told_the_end_of_each_chain_below_the_base_path() {
    let redirects = all([
        to("plans/a/", "plans/b/"),
        to("plans/b/", "plans/c/#s1"),
        to("plans/c/#s2", "plans/c/#s1"),
        gone("old/t.csv", "并入新表"),
    ]);
    let base = BasePath::of("https://example.invalid/gh/").unwrap();
    let lines: Vec<String> = nginx(&redirects, &base)
        .lines()
        .skip(1)
        .map(str::to_owned)
        .collect();
    assert_eq!(
        lines,
        [
            r#"location = "/gh/old/t.csv" { return 410; }"#,
            r#"location = "/gh/plans/a/" { return 301 "/gh/plans/c/#s1"; }"#,
            r#"location = "/gh/plans/a/index.html" { return 301 "/gh/plans/c/#s1"; }"#,
            r#"location = "/gh/plans/b/" { return 301 "/gh/plans/c/#s1"; }"#,
            r#"location = "/gh/plans/b/index.html" { return 301 "/gh/plans/c/#s1"; }"#,
        ]
    );
    let lines: Vec<String> = caddy(&redirects, &base)
        .lines()
        .skip(1)
        .map(str::to_owned)
        .collect();
    assert_eq!(lines[0], r#"respond "/gh/old/t.csv" 410"#);
    assert_eq!(
        lines[1],
        r#"redir "/gh/plans/a/" "/gh/plans/c/#s1" permanent"#
    );
    assert_eq!(lines.len(), 5);
}

#[test]
fn no_word_of_a_project_ends_a_directive() {
    let redirects = all([to("a/", "b/#x\";}$host{{*}}\\规")]);
    for file in [
        nginx(&redirects, &BasePath::root()),
        caddy(&redirects, &BasePath::root()),
    ] {
        assert!(
            file.contains("/b/#x%22%3B%7D%24host%7B%7B%2A%7D%7D%5C%E8%A7%84\""),
            "{file}"
        );
    }
    for bad in [
        "https://h/a b/",
        "https://h/$x/",
        "https://h/a%0A/",
        "https://h/a/../b/",
        "https://h/*/",
    ] {
        assert!(BasePath::of(bad).is_err(), "{bad}");
    }
    assert_eq!(BasePath::of("https://h").unwrap(), BasePath::root());
    assert_eq!(BasePath::of("https://h/").unwrap(), BasePath::root());
}

fn stub(redirects: &Redirects, path: &str) -> Option<String> {
    let path = site_path(path).unwrap();
    let bytes = stub::html(redirects, &path, Some("https://example.invalid/gh/"))?;
    Some(String::from_utf8(bytes).unwrap())
}

#[test]
fn the_stub_of_a_moved_page_leads_on_without_a_server() {
    let redirects = all([
        to("plans/a/", "plans/b/#s1"),
        to("plans/a/#s9", "plans/c/#s2"),
        to("plans/a/t.csv", "plans/b/t.csv"),
    ]);
    let page = stub(&redirects, "plans/a/index.html").unwrap();
    for part in [
        "<meta http-equiv=\"refresh\" content=\"0; url=../b/index.html#s1\">",
        "<link rel=\"canonical\" href=\"https://example.invalid/gh/plans/b/\">",
        "<meta name=\"robots\" content=\"noindex\">",
        "<p>本页现在的地址是 <a href=\"../b/index.html#s1\">plans/b/#s1</a>。</p>",
        "<p lang=\"en\">",
        "<li id=\"s9\">#s9 → <a href=\"../c/index.html#s2\">plans/c/#s2</a></li>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert_eq!(stub(&redirects, "plans/a/t.csv"), None);
    assert_eq!(stub(&redirects, "plans/z/index.html"), None);
}

#[test]
fn a_tombstone_says_why_and_nothing_is_markup() {
    let redirects = all([
        gone("plans/a/", "<script>x</script> & \"被取代\""),
        gone("plans/a/#\"><img>", "'"),
    ]);
    let page = stub(&redirects, "plans/a/index.html").unwrap();
    assert!(page.contains("&lt;script&gt;x&lt;/script&gt; &amp; &quot;被取代&quot;"));
    assert!(page.contains("本站不再提供 plans/a/。"));
    assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("http-equiv"));
}

#[test]
fn the_first_page_is_shown_by_its_file() {
    let mut words = String::new();
    write!(words, "{}", SitePlace::page(SitePath::page([]))).unwrap();
    assert_eq!(words, "index.html");
}
