//! How the text of a page is cut into clauses.

use super::super::body::clauses;
use super::super::{Clause, ClauseForm, ClauseLine};

/// The clauses of a body, each as `anchor: words`.
fn read(body: &str) -> Vec<String> {
    let page = format!("<main><div class=\"body clauses\">{body}</div></main>");
    let clauses = clauses(&page).unwrap();
    let line = |clause: &Clause| format!("{}: {}", clause.anchor, clause.words());
    clauses.iter().map(line).collect()
}

#[test]
fn text_after_a_box_belongs_to_the_clause_around_it() {
    let body = "<h3 id=\"s1\">一、甲</h3><p>前。</p>\
        <section class=\"box\" id=\"box-1\"><p class=\"box-title\" id=\"box-1-title\"><span class=\"box-label\">专栏 1</span> 乙</p><p>内。</p></section>\
        <p>后。</p>";
    assert_eq!(
        read(body),
        ["s1: 一、甲\n前。\n后。", "box-1: 专栏 1\u{3000}乙\n内。"]
    );
}

#[test]
fn what_the_program_says_itself_is_left_out() {
    let body = "<div class=\"scroll\"><table><caption>正文表 1</caption><thead><tr><th>名称</th><th>值</th></tr></thead>\
        <tbody><tr><th>甲<br>乙</th><td><span class=\"absent\">未印</span></td></tr></tbody></table></div>";
    let page = format!("<div class=\"body clauses\">{body}</div>");
    let rows = &clauses(&page).unwrap()[0].lines;
    let row = |cells: [&str; 2]| ClauseLine::Row(cells.map(str::to_owned).into());
    assert_eq!(*rows, [row(["名称", "值"]), row(["甲 乙", ""])]);
}

#[test]
fn numbers_of_lists_and_notes_are_kept() {
    let body = "<ol><li id=\"s1-n0-0-3\" value=\"3\">丙</li><li value=\"5\">戊</li></ol>\
        <p>文<sup><a class=\"noteref\" id=\"fnref-1-1\" href=\"#fn-1\">[1]</a></sup></p>\
        <aside class=\"note\" id=\"fn-1\"><span class=\"note-number\">[1]</span><p>注。</p></aside>";
    assert_eq!(read(body), ["s1-n0-0-3: 3.丙\n5.戊\n文[1]\n[1]\n注。"]);
}

#[test]
fn lines_are_joined_as_a_reader_sees_them() {
    assert_eq!(
        read("<p>前一行\n后一行，use\nof  words</p><pre>a\n  b</pre>"),
        [": 前一行后一行，use of words\na\nb"]
    );
    let opening = &clauses("<div class=\"body clauses\"><p>甲&amp;乙</p></div>").unwrap()[0];
    assert_eq!(opening.form, ClauseForm::Opening);
    assert_eq!(opening.lines, [ClauseLine::Text("甲&乙".to_owned())]);
}

#[test]
fn a_page_of_another_making_has_no_known_text() {
    for page in [
        "",
        "<article><h2 id=\"s1\">一、甲</h2></article>",
        "<div class=\"body\"><h2 id=\"s1\">一、甲</h2></div>",
        "<div class=\"body clauses\"></div><div class=\"clauses body\"></div>",
        "<div class=\"body clauses\"><p>没有结尾",
        "<script>\"<div class='body clauses'></div>\"</script>",
        "<!-- <div class=\"body clauses\"></div> -->",
    ] {
        assert_eq!(clauses(page), None, "{page}");
    }
}

#[test]
fn stray_tags_do_no_harm() {
    let body = "</section></td></tr></li></p><tr><td>甲<section><section></table><span class=\"box-label\">乙</span><h9 id=\"x\">丙</h9>";
    assert_eq!(
        clauses(&format!("<div class=\"body clauses\">{body}</div>")).map(|all| all.is_empty()),
        Some(false)
    );
}

#[test]
fn a_hostile_tag_is_not_read() {
    use std::fmt::Write as _;
    let mut tag = String::new();
    for at in 0..200_000 {
        let _ = write!(tag, " a{at}");
    }
    for before in ["<p", "<p a=\">\""] {
        let page = format!("<div class=\"body clauses\">{before}{tag}></p></div>");
        assert_eq!(clauses(&page), None);
    }
}
