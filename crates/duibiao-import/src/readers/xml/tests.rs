//! Trees of XML.

#![expect(
    clippy::format_collect,
    reason = "the documents of tests are small, and a piece reads best where it stands"
)]

use super::{Tree, parse};
use crate::readers::Limits;

fn tree(xml: &str) -> Tree {
    parse(xml, "test", &Limits::default()).unwrap()
}

fn refused(xml: &str) -> &'static str {
    parse(xml, "test", &Limits::default()).unwrap_err().code
}

#[test]
fn references_are_part_of_the_text() {
    let tree = tree("<a b='x&amp;y'>1&lt;2<![CDATA[<3>]]>&#x4E00;</a>");
    let root = tree.children(0).next().unwrap();
    assert_eq!(tree.own_text(root), "1<2<3>一");
    assert_eq!(tree.attribute(root, "b"), Some("x&y"));
}

#[test]
fn names_do_not_depend_on_prefixes() {
    let tree = tree(
        r#"<x xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><y xmlns:q="http://schemas.openxmlformats.org/officeDocument/2006/math"><q:t q:val="1"/></y><z:t xmlns:z="urn:other"/></x>"#,
    );
    let names: Vec<&str> = tree
        .descendants(0)
        .map(|node| tree.name(node))
        .filter(|name| !name.is_empty())
        .collect();
    assert_eq!(names, ["w:x", "w:y", "m:t", "z:t"]);
}

#[test]
fn broken_xml_is_refused() {
    assert_eq!(refused("<a><b></a>"), "truncated");
    assert_eq!(refused("<a>"), "truncated");
    assert_eq!(refused(""), "truncated");
    assert_eq!(refused("<!DOCTYPE a><a/>"), "xml-entities");
    assert_eq!(refused("<a>&b;</a>"), "xml-entities");
    assert_eq!(
        refused(&("<a>".repeat(300) + &"</a>".repeat(300))),
        "too-deep"
    );
    let many: String = (0..1000).map(|at| format!(" a{at}=''")).collect();
    assert_eq!(refused(&format!("<a{many}/>")), "too-large");
    let spaces: String = (0..400).map(|at| format!(" xmlns:a{at}='u'")).collect();
    assert_eq!(
        refused(&format!("<a{spaces}><b{spaces}><c{spaces}/></b></a>")),
        "too-large"
    );
}
