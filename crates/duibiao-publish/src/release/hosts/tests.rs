//! What a browser would load from elsewhere by itself, and what it would not.

use super::*;

const BASE: Option<&str> = Some("https://own.invalid/gh/");

#[track_caller]
fn found(file: &str, text: &str) -> Vec<String> {
    let loads = of_file(file, text.as_bytes(), BASE).unwrap();
    loads
        .iter()
        .map(|load| format!("{} {}", load.what, load.address))
        .collect()
}

#[track_caller]
fn clean(file: &str, text: &str) {
    assert_eq!(found(file, text), [""; 0], "{text}");
}

#[test]
fn everything_a_page_loads_is_found() {
    for (page, expected) in [
        ("<img src=//h/a.png>", "<img src> //h/a.png"),
        (
            "<script src=http://h/a.js></script>",
            "<script src> http://h/a.js",
        ),
        (
            "<iframe src=https://h/></iframe>",
            "<iframe src> https://h/",
        ),
        ("<video poster=//h/p>", "<video poster> //h/p"),
        ("<object data=//h/o>", "<object data> //h/o"),
        ("<form action=https://h/f>", "<form action> https://h/f"),
        ("<button formaction=//h/f>", "<button formaction> //h/f"),
        ("<link rel=stylesheet href=//h/c>", "<link href> //h/c"),
        (
            "<link rel='ALTERNATE Icon' href=//h/i>",
            "<link href> //h/i",
        ),
        ("<link rel=preconnect href=//h>", "<link href> //h"),
        ("<base href=//h/>", "<base href> //h/"),
        ("<body background=//h/b>", "<body background> //h/b"),
        ("<p style='background:url(//h/b)'>", "<p style> url() //h/b"),
        ("<style>@import '//h/c.css';</style>", "@import //h/c.css"),
        (
            "<meta http-equiv=Refresh content=\"0; URL = '//h/x'\">",
            "<meta content> //h/x",
        ),
        ("<svg><use href=//h/s#a /></svg>", "<use href> //h/s#a"),
        (
            "<svg><image xlink:href=//h/s /></svg>",
            "<image xlink:href> //h/s",
        ),
        (
            "<svg><rect fill='url(//h/s#g)'/></svg>",
            "<rect fill> url() //h/s#g",
        ),
        (
            "<iframe srcdoc='<img src=//h/i>'></iframe>",
            "<img src> //h/i",
        ),
        ("<img src='ftp://h/x'>", "<img src> ftp://h/x"),
    ] {
        assert_eq!(found("a/index.html", page), [expected], "{page}");
    }
}

#[test]
fn every_candidate_of_a_srcset_is_read() {
    let page = "<img srcset='a.png 1x,//h/b.png 2x, data:image/png;base64,AA== 3x,https://h/c,d'>";
    assert_eq!(
        found("a.html", page),
        ["<img srcset> //h/b.png", "<img srcset> https://h/c,d"]
    );
    let page = "<img srcset='//h/a, //h/b'><link rel=preload imagesrcset='//h/c 1w'>";
    let expected = [
        "<img srcset> //h/a",
        "<img srcset> //h/b",
        "<link imagesrcset> //h/c",
    ];
    assert_eq!(found("a.html", page), expected);
}

#[test]
fn what_stays_here_or_is_only_a_link_is_no_load() {
    for page in [
        "<a href=https://h/>x</a><area href=//h/>",
        "<img src=a.png><img src=/a.png><img src='data:image/png;base64,//8='>",
        "<img src=https://own.invalid/gh/a.png><img src=//OWN.invalid/a.png>",
        "<link rel=canonical href=https://h/><link rel='alternate license' href=//h/>",
        "<meta name=description content='0; url=//h/'><meta http-equiv=refresh content=30>",
        "<blockquote cite=https://h/>",
        "<svg xmlns='http://www.w3.org/2000/svg'><a xlink:href=//h/ ><use href='#a'/></a></svg>",
        "<p title='url(//h/)'>url(//h/)</p><!-- <img src=//h/a> -->",
        "<style>a{b:url(#x)} @namespace url(http://www.w3.org/2000/svg); /* url(//h/) */</style>",
        "<form action='mailto:a@h'><img src='javascript:x'><img src=blob:https://h/x>",
    ] {
        clean("a/index.html", page);
    }
    clean("a.csv", "url(//h/) <img src=//h/a>");
}

#[test]
fn tricks_with_addresses_are_seen_through() {
    for address in [
        " //h/a",
        "\t/\n/h/a",
        "\\\\h/a",
        "/\\h/a",
        "HTTPS:h/a",
        "https:///h/a",
        "ht\ntp://h/a",
        "https://own.invalid@h/",
        "https://own.invalid.h/",
        "//own.invalidx/",
        "//own.invalid:81/",
    ] {
        let page = format!("<img src='{address}'>");
        assert_eq!(found("a.html", &page).len(), 1, "{address:?}");
    }
    assert_eq!(
        found("a.html", "<img src='&#47;&#47;h/a'>"),
        ["<img src> //h/a"]
    );
}

#[test]
fn style_sheets_are_read_as_browsers_read_them() {
    for (css, expected) in [
        ("a{b:url( '//h/a' )}", "url() //h/a"),
        ("a{b:\\75 RL(//h/a)}", "url() //h/a"),
        ("a{b:url(\\2f\\2f h/a)}", "url() //h/a"),
        ("@import url(//h/a) screen;", "@import //h/a"),
        ("@\\69mport/**/\"//h/a\";", "@import //h/a"),
        (
            "@font-face{src:local('x'),url(//h/a)format('woff2')}",
            "url() //h/a",
        ),
        ("a{b:image-set('//h/a' 1x)}", "url() //h/a"),
        ("a{--x:url(//h/a", "url() //h/a"),
        ("/* a */ a{b:url(//h/a)}", "url() //h/a"),
    ] {
        assert_eq!(found("s.css", css), [expected], "{css}");
    }
    for css in [
        "a{content:'//h/a'}",
        "a{b:url(data:x;y,//h)}",
        "a{b:url()}",
        "@media print{a{b:'//h'}}",
        "/* url(//h/a)",
    ] {
        clean("s.css", css);
    }
}

#[test]
fn pictures_are_pages_too() {
    assert_eq!(
        found(
            "x.SVG",
            "<?xml-stylesheet type='text/css' href=\"//h/c.css\"?><svg><style><![CDATA[@import '//h/d';]]></style></svg>"
        ),
        ["<?xml-stylesheet?> //h/c.css", "@import //h/d"]
    );
}

#[test]
fn pages_inside_pages_have_an_end() {
    let mut page = "<img src=//h/a>".to_owned();
    for _ in 0..6 {
        let quoted = page.replace('&', "&amp;").replace('"', "&quot;");
        page = format!("<iframe srcdoc=\"{quoted}\"></iframe>");
    }
    assert_eq!(
        of_file("a.html", page.as_bytes(), None),
        Err(UnreadablePage)
    );
}
