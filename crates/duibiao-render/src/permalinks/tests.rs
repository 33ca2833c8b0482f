//! Addresses that were released are never lost, over many releases.

use proptest::prelude::*;

use super::*;

fn path(text: &str) -> SitePath {
    crate::redirect::site_path(text).unwrap()
}

fn site(files: &[(&str, &[&str])]) -> Addresses {
    let anchors = |list: &[&str]| list.iter().map(|anchor| (*anchor).into()).collect();
    files
        .iter()
        .map(|(file, list)| (path(file), anchors(list)))
        .collect()
}

fn redirects(list: &[(&str, &str)]) -> Redirects {
    let parsed = list
        .iter()
        .map(|(from, to)| match to.strip_prefix("gone:") {
            Some(why) => Redirect::parse(from, None, Some(why)),
            None => Redirect::parse(from, Some(to), None),
        });
    Redirects::new(parsed.map(Result::unwrap)).unwrap()
}

const OLD: &[(&str, &[&str])] = &[
    ("index.html", &[]),
    ("plans/a/index.html", &["s1", "s2"]),
    ("plans/a/t.csv", &[]),
];

fn released() -> Permalinks {
    Permalinks::default().grow(&site(OLD), 1)
}

#[track_caller]
fn check(present: &[(&str, &[&str])], declared: &[(&str, &str)], expected: &[&str]) {
    let (permalinks, present, declared) = (released(), site(present), redirects(declared));
    let complete = permalinks.complete(&declared, &present);
    let found = permalinks.vanished(&present, &complete);
    let told: Vec<String> = found
        .iter()
        .map(|vanished| match vanished {
            Vanished::Address(path) => format!("address {path}"),
            Vanished::Anchor(place) => format!("anchor {place}"),
            Vanished::Target { from, to } => format!("target {from} {to}"),
            Vanished::StillThere(from) => format!("there {from}"),
            Vanished::Circle(from) => format!("circle {from}"),
        })
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn the_file_is_one_line_an_address() {
    let permalinks = released();
    assert_eq!(
        permalinks.print(),
        "duibiao-permalinks 1\nindex.html 1-\nplans/a/index.html 1- s1 s2\nplans/a/t.csv 1-\n"
    );
    assert_eq!(Permalinks::parse(&permalinks.print()).unwrap(), permalinks);
    let crlf = permalinks.print().replace('\n', "\r\n");
    assert_eq!(Permalinks::parse(&crlf).unwrap(), permalinks);
}

#[test]
fn growing_takes_nothing_out_and_says_until_when_it_was_there() {
    let second = released().grow(
        &site(&[("index.html", &["new"]), ("plans/a/index.html", &["s2"])]),
        4,
    );
    assert_eq!(
        second.print(),
        "duibiao-permalinks 1\nindex.html 1- new\nplans/a/index.html 1- s1 s2\nplans/a/t.csv 1-3\n"
    );
    assert_eq!(second.withdrawn(&path("plans/a/t.csv")), Some(4));
    assert_eq!(second.withdrawn(&path("index.html")), None);
    let third = second.grow(&site(&[("index.html", &[])]), 5);
    assert_eq!(
        third.withdrawn(&path("plans/a/t.csv")),
        Some(4),
        "told once"
    );
    assert_eq!(
        third.grow(&site(OLD), 6).withdrawn(&path("plans/a/t.csv")),
        None
    );
}

#[test]
fn what_vanished_is_told() {
    check(OLD, &[], &[]);
    check(
        &[("index.html", &[]), ("plans/a/index.html", &["s1"])],
        &[],
        &["address plans/a/t.csv", "anchor plans/a/#s2"],
    );
    check(
        &[("index.html", &[]), ("plans/a/index.html", &["s1"])],
        &[
            ("plans/a/#s2", "plans/a/#s1"),
            ("plans/a/t.csv", "gone:不再提供"),
        ],
        &[],
    );
}

#[test]
fn one_redirect_of_a_page_takes_its_files_along() {
    let renamed: &[(&str, &[&str])] = &[
        ("index.html", &[]),
        ("plans/b/index.html", &["s1", "s2"]),
        ("plans/b/t.csv", &[]),
    ];
    check(renamed, &[("plans/a/", "plans/b/")], &[]);
    let complete = released().complete(&redirects(&[("plans/a/", "plans/b/")]), &site(renamed));
    let table = complete
        .end(&SitePlace::page(path("plans/a/t.csv")))
        .unwrap();
    assert_eq!(
        *table.unwrap(),
        Destination::Place(SitePlace::page(path("plans/b/t.csv")))
    );
    // Without such a file beside the new page, that page is the next best.
    let without = site(&renamed[..2]);
    let complete = released().complete(&redirects(&[("plans/a/", "plans/b/")]), &without);
    let table = complete
        .end(&SitePlace::page(path("plans/a/t.csv")))
        .unwrap();
    assert_eq!(
        *table.unwrap(),
        Destination::Place(SitePlace::page(path("plans/b/index.html")))
    );
    check(&renamed[..2], &[("plans/a/", "gone:撤销")], &[]);
}

#[test]
fn wrong_redirects_are_told() {
    let present = OLD;
    check(present, &[("plans/a/", "index.html")], &["there plans/a/"]);
    check(
        present,
        &[("plans/a/#s1", "index.html")],
        &["there plans/a/#s1"],
    );
    check(present, &[("old/", "plans/z/")], &["target old/ plans/z/"]);
    check(
        present,
        &[("old/", "plans/a/#s9")],
        &["target old/ plans/a/#s9"],
    );
    check(
        present,
        &[("x/", "y/"), ("y/", "x/")],
        &["circle x/", "circle y/"],
    );
    check(present, &[("x/", "y/"), ("y/", "plans/a/#s1")], &[]);
}

#[track_caller]
fn faulty(text: &str, line: usize) {
    assert_eq!(Permalinks::parse(text).unwrap_err().line, line, "{text:?}");
}

#[test]
fn the_line_of_a_fault_is_told() {
    faulty("", 1);
    faulty("duibiao-permalinks 2\n", 1);
    faulty("duibiao-permalinks 1", 1);
    let lines = [
        "a",
        "a ",
        "a 1",
        "a 0-",
        "a 01-",
        "a 2-1",
        "a 1- ",
        "a 1- s2 s1",
        "a 1- s1 s1",
        "a 1-  s1",
        "a 1- s%2",
        "a 1- s%41",
        "a 1- s\u{a0}1",
        "a/../b 1-",
        "A 1-",
        "/a 1-",
        "<<<<<<< HEAD",
        "",
        "a 1-\0",
    ];
    for line in lines {
        faulty(&format!("duibiao-permalinks 1\n0 1-\n{line}\nz 1-\n"), 3);
    }
    faulty("duibiao-permalinks 1\nb 1-\na 1-\n", 3);
    faulty("duibiao-permalinks 1\nb 1-\nb 1-\n", 3);
    faulty("duibiao-permalinks 1\nb 1-\nc 1- s1", 3);
}

fn any_site() -> impl Strategy<Value = Addresses> {
    let path = "[a-b]{1,2}(/[a-b]{1,2}){0,2}(/index\\.html)?".prop_map(|text| path(&text));
    let anchor = prop_oneof!["s[1-9]", "[ %a-b\\t\u{85}规]{1,4}", any::<String>()];
    let anchor = anchor.prop_map(String::into_boxed_str);
    let anchors = prop::collection::btree_set(anchor, 0..6);
    prop::collection::btree_map(path, anchors, 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parsing_undoes_printing(first in any_site(), second in any_site()) {
        let permalinks = Permalinks::default().grow(&first, 1).grow(&second, 2);
        let printed = permalinks.print();
        prop_assert_eq!(Permalinks::parse(&printed).unwrap(), permalinks);
    }

    #[test]
    fn no_text_makes_parsing_panic(text in any::<String>(), line in any::<String>()) {
        drop(Permalinks::parse(&text));
        let text = format!("{HEADER}\n{line}\n");
        if let Ok(permalinks) = Permalinks::parse(&text) {
            prop_assert_eq!(permalinks.print(), text.replace('\r', ""));
        }
    }

    #[test]
    fn nothing_ever_leaves_the_ledger(first in any_site(), second in any_site()) {
        let permalinks = Permalinks::default().grow(&first, 1);
        let grown = permalinks.grow(&second, 2);
        prop_assert!(permalinks.addresses().all(|path| grown.lines.contains_key(path)));
        prop_assert!(permalinks.vanished(&first, &Redirects::default()).is_empty());
        let expected: usize = first
            .iter()
            .map(|(path, anchors)| match second.get(path) {
                None => 1,
                Some(here) => anchors.iter().filter(|a| !a.is_empty() && !here.contains(*a)).count(),
            })
            .sum();
        prop_assert_eq!(permalinks.vanished(&second, &Redirects::default()).len(), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fifty_releases_break_no_address(edits in prop::collection::vec(any::<[u16; 4]>(), 50)) {
        let mut work = Work::default();
        for (number, edit) in (1..).zip(edits) {
            work.edit(number, edit);
            work.release(number);
        }
        work.every_address_resolves();
    }
}

/// A project under edit: its site, its redirects, and its permalinks file.
#[derive(Default)]
struct Work {
    site: Addresses,
    declared: Vec<Redirect>,
    permalinks: Permalinks,
}

impl Work {
    fn edit(&mut self, number: u32, [rename, withdraw, anchor, merge]: [u16; 4]) {
        for at in 0..3 {
            let anchors = (1..=5).map(|n| format!("s{n}").into());
            let file = path(&format!("plans/p{number}-{at}/index.html"));
            self.site.insert(file, anchors.collect());
        }
        let new = path(&format!("plans/r{number}/index.html"));
        if let Some((old, anchors)) = self.take(rename) {
            self.site.insert(new.clone(), anchors);
            self.declare(&old, None, Some((&new, None)));
        }
        if withdraw % 3 == 0
            && let Some((old, _)) = self.take(withdraw)
        {
            self.declare(&old, None, None);
        }
        if let Some((file, gone, stays)) = self.drop_anchor(anchor) {
            self.declare(&file, Some(&gone), Some((&file, Some(&stays))));
        }
        if merge % 4 == 0
            && let Some((old, _)) = self.take(merge)
        {
            let Some((into, _)) = self.site.first_key_value() else {
                return;
            };
            let into = into.clone();
            self.declare(&old, None, Some((&into, None)));
        }
    }

    fn pick(&self, by: u16) -> Option<SitePath> {
        let at = usize::from(by).checked_rem(self.site.len())?;
        self.site.keys().nth(at).cloned()
    }

    fn take(&mut self, by: u16) -> Option<(SitePath, BTreeSet<Box<str>>)> {
        self.site.remove_entry(&self.pick(by)?)
    }

    fn drop_anchor(&mut self, by: u16) -> Option<(SitePath, Box<str>, Box<str>)> {
        let file = self.pick(by)?;
        let anchors = self.site.get_mut(&file)?;
        if anchors.len() < 2 {
            return None;
        }
        let gone = anchors.pop_last()?;
        let stays = anchors.first()?.clone();
        Some((file, gone, stays))
    }

    fn declare(
        &mut self,
        from: &SitePath,
        anchor: Option<&str>,
        to: Option<(&SitePath, Option<&str>)>,
    ) {
        let place = |path: &SitePath, anchor: Option<&str>| SitePlace {
            path: path.clone(),
            anchor: anchor.map(Into::into),
        };
        let to = match to {
            Some((path, anchor)) => Destination::Place(place(path, anchor)),
            None => Destination::Gone("撤销".into()),
        };
        let from = place(from, anchor);
        self.declared.push(Redirect { from, to });
    }

    fn release(&mut self, number: u32) {
        if let Some(left_out) = self.declared.pop() {
            let partly = Redirects::new(self.declared.clone()).unwrap();
            let before = self.permalinks.vanished(&self.site, &partly);
            let was_released = self
                .permalinks
                .addresses()
                .any(|path| *path == left_out.from.path);
            assert!(!was_released || !before.is_empty(), "{left_out:?}");
            self.declared.push(left_out);
        }
        let all = Redirects::new(self.declared.clone()).unwrap();
        assert_eq!(self.permalinks.vanished(&self.site, &all), []);
        self.permalinks = self.permalinks.grow(&self.site, number);
        self.permalinks = Permalinks::parse(&self.permalinks.print()).unwrap();
    }

    /// By the bare rules of a browser, not by those of the code.
    fn every_address_resolves(&self) {
        let all = Redirects::new(self.declared.clone()).unwrap();
        for (path, line) in &self.permalinks.lines {
            let page = std::iter::once(None);
            for anchor in page.chain(line.anchors().map(Some)) {
                let anchor = anchor.map(|anchor| (&*anchor).into());
                let mut at = SitePlace {
                    path: path.clone(),
                    anchor,
                };
                let is_there = |at: &SitePlace| {
                    let anchors = self.site.get(&at.path);
                    anchors.is_some_and(|all| at.anchor.as_ref().is_none_or(|a| all.contains(a)))
                };
                let mut hops = 0;
                while !is_there(&at) {
                    hops += 1;
                    assert!(hops < 200, "{at} goes round");
                    let own = self.declared.iter().find(|r| r.from == at);
                    let page = SitePlace::page(at.path.clone());
                    let rule = own.or_else(|| self.declared.iter().find(|r| r.from == page));
                    match &rule.unwrap_or_else(|| panic!("{at} is dead")).to {
                        Destination::Place(next) => at = next.clone(),
                        Destination::Gone(_) => break,
                    }
                }
            }
        }
        assert!(all.pages().count() > 10, "the edits did too little");
    }
}
