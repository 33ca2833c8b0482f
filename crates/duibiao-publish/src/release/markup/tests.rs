//! Pages of every kind are walked, hostile ones in bounded time.

use std::fmt::Write as _;

use super::*;

/// Writes down what it is shown.
#[derive(Default)]
struct Notes(String);

impl Visitor for Notes {
    fn tag(&mut self, tag: &StartTag<'_>) {
        write!(self.0, "<{}>", tag.name()).unwrap();
    }

    fn style(&mut self, css: &str) {
        write!(self.0, "[{css}]").unwrap();
    }

    fn comment(&mut self, text: &str) {
        write!(self.0, "!{text}!").unwrap();
    }
}

#[track_caller]
fn check(page: &str, expected: &str) {
    let mut notes = Notes::default();
    walk(page.as_bytes(), &mut notes).unwrap();
    assert_eq!(notes.0, expected, "{page}");
}

#[test]
fn tags_are_where_a_browser_sees_them() {
    check("<P ID=a>x<br/></p>", "<p><br>");
    check("<title><b></title><b>", "<title><b>");
    check("<textarea><b></textarea><i>", "<textarea><i>");
    check("<script>if (a<b) '<i>'</script><u>", "<script><u>");
    check("<style>a{} <b></style><u>", "<style>[a{} <b>]<u>");
    check("<style>a{", "<style>[a{]");
    check("<!-- <b> --><u>", "! <b> !<u>");
    check("<a title='<b>'>", "<a>");
    check(
        "<iframe><b></iframe><noscript><i></noscript>",
        "<iframe><noscript><i>",
    );
    check("\u{feff}<p", "");
}

#[test]
fn inside_a_picture_other_rules_hold() {
    check(
        "<svg><title><b></title><style>x<i>y</style></svg>",
        "<svg><title><b><style><i>[xy]",
    );
    check(
        "<svg><style/><u/></svg><style>a</style>",
        "<svg><style><u><style>[a]",
    );
    check("<svg><![CDATA[<b>]]></svg>", "<svg>");
    check("<svg><p><title><b></title>", "<svg><p><title>");
    check(
        "<svg><foreignObject><title><b></title></foreignObject><title><b>",
        "<svg><foreignobject><title><title><b>",
    );
}

#[test]
fn bytes_that_are_no_text_are_read_as_browsers_do() {
    let mut notes = Notes::default();
    walk(b"\xff<b>\0</b>\xe8\xa7", &mut notes).unwrap();
    assert_eq!(notes.0, "<b>");
}
