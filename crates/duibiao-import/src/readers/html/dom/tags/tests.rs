//! Pages with too many attributes, and pages that only look like it.

use super::are_plain;

#[test]
fn only_words_of_tags_count() {
    let many = " a=1".repeat(4000);
    assert!(!are_plain(&format!("<p>x<div{many}>")));
    assert!(!are_plain(&format!("<div{many}")));
    assert!(!are_plain(&format!("<a{}", "/b".repeat(4000))));
    assert!(!are_plain(&format!("<a b=it's {many}>'")));
    assert!(!are_plain(&format!("<a {}>", "b='1'".repeat(4000))));
    assert!(are_plain(&format!(
        "<script>for(i=0;i<n;i++) a=b>c {many}</script><p>"
    )));
    assert!(are_plain(&format!("<div title=\"{many}\">1 < 2 {many}")));
    assert!(are_plain(&"<p class=a>x</p>".repeat(4000)));
}
