//! Feeds and sitemaps that any XML parser reads, with no day that no document states.

use super::super::cells::fixture::World;
use super::super::index::fixture::{SHELF, plan, site};
use super::*;

/// A writer of one of the files.
type Write = fn(&PageContext<'_>, &mut dyn io::Write) -> io::Result<()>;

fn made(site: &World, key: &PageKey, write: Write) -> String {
    let context = site.context();
    let mut bytes = Vec::new();
    write(&PageContext::new(&context, key), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn feed(site: &World) -> String {
    made(site, &PageKey::Feed, atom)
}

/// Whether the elements of a text close in order and nothing in it is unescaped.
fn is_well_formed(text: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let body = text
        .strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .unwrap();
    for piece in body.split('<').skip(1) {
        let Some((tag, words)) = piece.split_once('>') else {
            return false;
        };
        let name = tag
            .split([' ', '/'])
            .find(|name| !name.is_empty())
            .unwrap_or_default();
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
        let bare = entities
            .iter()
            .fold(format!("{tag}{words}"), |text, entity| {
                text.replace(entity, "")
            });
        if bare.contains('&') || bare.chars().any(|c| c.is_control() && c != '\n') {
            return false;
        }
    }
    open.is_empty()
}

fn some_plans() -> World {
    let changed = plan(
        "市规划",
        "321200",
        "written: 2022-03-28\nchanges: [{ date: 2023-05-01, note: 改一处 }]\n",
        "≥95%",
    );
    let nation = plan(
        "\"国家 <b> & 'c' 规划\"",
        "100000",
        "published: 2022-12-07 10:30\nissuers: [甲 & 乙]\n",
        "≥90%",
    );
    let undated = plan("县规划", "321281", "", "≥90%");
    let documents = [
        ("plans/health/100000-2021.md", nation.as_str()),
        ("plans/health/321200-2021.md", changed.as_str()),
        ("plans/health/321281-2021.md", undated.as_str()),
    ];
    site(&[&SHELF[..], &documents].concat())
}

#[test]
fn the_parser_of_this_test_sees_what_is_wrong() {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    for (text, good) in [
        ("<a b=\"&amp;\"><c/>d</a>", true),
        ("<a><b></a></b>", false),
        ("<a>&</a>", false),
        ("<a>", false),
    ] {
        assert_eq!(is_well_formed(&format!("{head}{text}")), good, "{text}");
    }
}

#[test]
fn entries_are_the_dated_plans_newest_first() {
    let text = feed(&some_plans());
    assert!(is_well_formed(&text), "{text}");
    let entries: Vec<&str> = text.split("<entry>").skip(1).collect();
    assert_eq!(entries.len(), 2, "a plan without a day is left out");
    assert!(entries[0].contains("<updated>2023-05-01T00:00:00+08:00</updated>"));
    assert!(entries[0].contains("2023-05-01：改一处"));
    assert!(entries[1].contains("<published>2022-12-07T10:30:00+08:00</published>"));
    assert!(entries[1].contains("<title>国家 &lt;b&gt; &amp; &#39;c&#39; 规划</title>"));
    assert!(entries[1].contains("<id>https://example.org/db/plans/health/100000-2021/</id>"));
    let (head, _) = text.split_once("<entry>").unwrap();
    assert!(head.contains("<updated>2023-05-01T00:00:00+08:00</updated>"));
    assert!(head.contains(
        "rel=\"self\" type=\"application/atom+xml\" href=\"https://example.org/db/feed.xml\""
    ));
}

#[test]
fn a_feed_without_days_is_still_a_feed() {
    let text = feed(&site(&[]));
    assert!(is_well_formed(&text));
    assert!(text.contains(NEVER) && !text.contains("<entry>"));
}

#[test]
fn addresses_have_a_day_only_where_one_is_known() {
    let text = made(&some_plans(), &PageKey::SiteMapXml, sitemap);
    assert!(is_well_formed(&text), "{text}");
    let line = |path: &str| {
        let loc = format!("<loc>https://example.org/db/{path}</loc>");
        text.lines()
            .find(|line| line.contains(&loc))
            .map(|line| line.contains("<lastmod>"))
    };
    assert_eq!(line("plans/health/321200-2021/"), Some(true));
    assert_eq!(line("plans/health/321281-2021/"), Some(false));
    assert_eq!(
        line("chains/health/321281-2021/strict/"),
        Some(true),
        "made from the plans above as well"
    );
    assert_eq!(line("method/"), Some(false));
    assert_eq!(line("404.html"), None);
    assert_eq!(line("data/plans.csv"), None);
}

#[test]
fn robots_know_the_sitemap() {
    let text = made(&site(&[]), &PageKey::Robots, robots);
    assert_eq!(
        text,
        "User-agent: *\nAllow: /\n\nSitemap: https://example.org/db/sitemap.xml\n"
    );
}

#[test]
fn what_xml_cannot_hold_is_left_out() {
    assert_eq!(allowed("a\u{0}\u{B}b\tc\u{FFFE}<&"), "ab c<&");
}
