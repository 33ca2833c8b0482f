//! Packages.

use super::Package;
use crate::readers::{Limits, maker};

#[test]
fn parts_are_read_by_exact_name() {
    let file = maker::zip(&[
        ("a.xml", b"<a/>"),
        ("../../evil", b"x"),
        ("B.xml", b"\xEF\xBB\xBF<b/>"),
    ]);
    let limits = Limits::default();
    let mut package = Package::open(&file, &limits).unwrap();
    assert_eq!(package.text("a.xml").unwrap().as_deref(), Some("<a/>"));
    assert_eq!(package.text("B.xml").unwrap().as_deref(), Some("<b/>"));
    assert_eq!(package.text("b.xml").unwrap(), None);
    assert!(package.has("a.xml") && !package.has("evil"));
}

#[test]
fn the_number_of_parts_and_all_bytes_are_bounded() {
    let names: Vec<String> = (0..20).map(|at| format!("{at}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), &b"<a/>"[..]))
        .collect();
    let file = maker::zip(&parts);
    let few = Limits {
        entries: 10,
        ..Limits::default()
    };
    assert_eq!(Package::open(&file, &few).err().unwrap().code, "too-large");
    let small = Limits {
        package_bytes: 6,
        ..Limits::default()
    };
    let mut package = Package::open(&file, &small).unwrap();
    assert!(package.part("1.xml").is_ok());
    assert_eq!(package.part("2.xml").unwrap_err().code, "zip-bomb");
}
