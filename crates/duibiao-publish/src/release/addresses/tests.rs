//! Anchors as pages really have them.

use super::*;

#[track_caller]
fn check(page: &str, expected: &[&str]) {
    let found = anchors(page.as_bytes()).unwrap();
    let found: Vec<&str> = found.iter().map(|anchor| &**anchor).collect();
    assert_eq!(found, expected, "{page}");
}

#[test]
fn anchors_are_the_ids_that_are_there() {
    check(
        "<h2 id=s2>二</h2><tr ID='ind-1'><p id=\"s1\">",
        &["ind-1", "s1", "s2"],
    );
    check("<p id=''><p id><p class=id>", &[]);
    check("<p id=a id=b>", &["a"]);
    check("<p id='a&amp;b'><p id=' c d'>", &[" c d", "a&b"]);
    check("<a name=old href=x></a><input name=q>", &["old"]);
    check("<svg><g id=bar></g></svg>", &["bar"]);
}

#[test]
fn what_only_looks_like_an_id_is_none() {
    check("<!-- <p id=a> --><script>'<p id=b>'</script>", &[]);
    check("<p title='<p id=c>'>&lt;p id=d&gt;</p id=e>", &[]);
    check("<title><p id=f></title><textarea><p id=g></textarea>", &[]);
}
