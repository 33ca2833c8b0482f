//! Requests, good and bad.

use super::super::page::without_insertion;
use super::*;

fn toy() -> Arc<Toy> {
    Toy::with([
        ("index.html", page(PAGE)),
        ("plans/index.html", page(PAGE)),
        ("a.css", file("a{}", "text/css", FileKind::Other)),
        ("moved.html", Answer::Moved("plans/index.html".to_owned())),
        ("odd", file("x", "not a\r\ntype", FileKind::Other)),
        (
            "kept.html",
            Answer::Failed {
                problems: Problems::default(),
                last_good: Some(PAGE.into()),
            },
        ),
        (
            "failed.html",
            Answer::Failed {
                problems: Problems {
                    revision: 9,
                    errors: 1,
                    ..Problems::default()
                },
                last_good: None,
            },
        ),
    ])
}

/// What every answer of ours says.
fn assert_headers(reply: &Reply) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        ("x-frame-options", "deny"),
        ("referrer-policy", "no-referrer"),
        ("x-robots-tag", "noindex"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(reply.header(name), Some(value), "{reply:?}");
    }
    let policy = reply.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'"));
    assert!(!policy.contains("unsafe"));
    assert!(!reply.head.contains("access-control"));
}

#[test]
fn who_asks_for_what_and_from_where() {
    let server = serve(&toy());
    let port = server.local.port();
    let hosts = [
        (format!("localhost:{port}"), true),
        (format!("127.0.0.1:{port}"), true),
        (format!("[::1]:{port}"), true),
        ("evil.example".to_owned(), false),
        (format!("evil.example:{port}"), false),
        (format!("localhost:{}", port.wrapping_add(1)), false),
        ("localhost".to_owned(), false),
        (String::new(), false),
    ];
    let methods = [
        "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "PROPFIND", "X",
    ];
    for (host, is_ours) in &hosts {
        for (origin, is_own) in [
            (String::new(), true),
            (format!("Origin: http://{host}\r\n"), true),
            ("Origin: http://evil.example\r\n".to_owned(), false),
            ("Origin: null\r\n".to_owned(), false),
        ] {
            for method in methods {
                let reads = matches!(method, "GET" | "HEAD");
                let expected = match (is_ours, reads, is_own) {
                    (false, ..) => 421,
                    (true, false, _) => 405,
                    (true, true, false) => 403,
                    (true, true, true) => 200,
                };
                let request = format!(
                    "{method} / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{origin}\r\n"
                );
                let reply = server.raw(request.as_bytes());
                assert_eq!(reply.status, expected, "{request}");
                assert_headers(&reply);
                assert_eq!(reply.body.is_empty(), method == "HEAD", "{request}");
            }
        }
    }
    let allow = server.raw(server.request("POST", "/", "").as_bytes());
    assert_eq!(allow.header("allow"), Some("get, head"));
}

/// How an address that wants out begins.
const BEGINNINGS: [&str; 30] = [
    "/..",
    "/../..",
    "/%2e%2e",
    "/%2e%2e/%2e%2e",
    "/.%2e",
    "/%2E.",
    "/%252e%252e",
    "/..%2f..",
    "/..%5c..",
    "/..\\..",
    "/%c0%ae%c0%ae",
    "/%c0%ae%c0%ae%c0%af",
    "/%e0%80%ae%e0%80%ae",
    "/%uff0e%uff0e",
    "/．．",
    "//",
    "//..",
    "/./..",
    "/plans/..",
    "/plans/../..",
    "/c:",
    "/c%3a",
    "/file:",
    "/\\\\host",
    "/%00",
    "/%00/..",
    "/plans%00",
    "/~root",
    "/proc/self",
    "/.git",
];

/// And how it goes on.
const ENDS: [&str; 5] = [
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "\\windows\\win.ini",
    "",
    "/Cargo.toml",
];

#[test]
fn no_address_leads_out_of_the_site() {
    let toy = toy();
    let server = serve(&toy);
    let mut probes = 0;
    for beginning in BEGINNINGS {
        for end in ENDS {
            let path = format!("{beginning}{end}");
            let reply = server.get(&path);
            assert!(matches!(reply.status, 400 | 404), "{path}: {reply:?}");
            match reply.status {
                // A line that hyper cannot even split is refused by it without words.
                400 => assert!(reply.body.is_empty() || reply.text().starts_with("400 网址")),
                _ => assert_eq!(without_insertion(&reply.body), MISSING.as_bytes(), "{path}"),
            }
            probes += 1;
        }
    }
    assert!(probes >= 60);
    for target in [
        "*",
        "http://evil.example/",
        "file:///etc/passwd",
        "etc/passwd",
        "/ /x",
        "?",
        "",
    ] {
        let reply = server.get(target);
        assert!(
            matches!(reply.status, 0 | 400 | 404 | 421),
            "{target}: {reply:?}"
        );
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn what_is_no_request_of_a_browser_is_refused_and_survived() {
    let server = serve(&toy());
    let own = server.local;
    let long = "x".repeat(1_000_000);
    for request in [
        format!("GET / HTTP/1.1\r\nHost: {own}\r\nX: {long}\r\n\r\n"),
        format!("GET /{long} HTTP/1.1\r\nHost: {own}\r\n\r\n"),
        format!(
            "GET / HTTP/1.1\r\nHost: {own}\r\n{}\r\n",
            "A: b\r\n".repeat(5000)
        ),
        format!("GET / HTTP/1.1\r\nHost: {own}\r\nContent-Length: 5\r\n\r\nhello"),
        format!("GET / HTTP/1.1\r\nHost: {own}\r\nContent-Length: 99999999999999999999\r\n\r\n"),
        format!(
            "GET / HTTP/1.1\r\nHost: {own}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
        ),
        format!(
            "GET / HTTP/1.1\r\nHost: {own}\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
        ),
        format!("GET / HTTP/1.1\r\nHost: {own}\r\nHost: {own}\r\n\r\n"),
        "GET / HTTP/1.1\r\n\r\n".to_owned(),
        "GET /\r\n".to_owned(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        "\0\0\0\r\n\r\n".to_owned(),
        format!("CONNECT {own} HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n"),
    ] {
        let reply = server.raw(request.as_bytes());
        let shown = &request[..request.len().min(80)];
        assert!(!reply.head.contains("100 continue"), "{shown}");
        assert!(matches!(reply.status, 0 | 400..500), "{shown}: {reply:?}");
    }
    let storm = "Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
    let request = format!("GET / HTTP/1.1\r\nHost: {own}\r\n{storm}\r\n");
    assert_eq!(server.raw(request.as_bytes()).status, 200);
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn several_requests_on_one_connection() {
    let server = serve(&toy());
    let first = format!("GET /a.css HTTP/1.1\r\nHost: {}\r\n\r\n", server.local);
    let both = first + &server.request("GET", "/a.css", "");
    let reply = server.raw(both.as_bytes());
    assert_eq!(reply.text().matches("a{}").count(), 2);
}

#[test]
fn a_page_is_the_page_and_our_script() {
    let server = serve(&toy());
    let reply = server.get("/");
    assert_eq!(reply.status, 200);
    assert_headers(&reply);
    assert_eq!(without_insertion(&reply.body), PAGE.as_bytes());
    assert!(reply.text().contains("<script src=\"/_desk/preview.js\""));
    let script = format!("script-src {}/_desk/preview.js;", server.local);
    assert!(reply.head.contains(&script), "{}", reply.head);

    let head = server.raw(server.request("HEAD", "/", "").as_bytes());
    assert_eq!(
        head.header("content-length"),
        reply.header("content-length")
    );
    assert_eq!(head.header("etag"), reply.header("etag"));
    assert!(head.body.is_empty());

    let script = server.get("/_desk/preview.js");
    assert_eq!(
        script.header("content-type"),
        Some("text/javascript; charset=utf-8")
    );
    let style = server.get("/a.css");
    assert_eq!((style.status, &*style.body), (200, &b"a{}"[..]));
    assert_eq!(
        server.get("/odd").header("content-type"),
        Some("application/octet-stream")
    );
}

#[test]
fn who_has_it_already_is_told_so() {
    let server = serve(&toy());
    for path in ["/", "/a.css", "/kept.html"] {
        let tag = server.get(path).header("etag").unwrap().to_owned();
        for given in [
            tag.clone(),
            format!("W/{tag}"),
            format!("\"x\", {tag}"),
            "*".to_owned(),
        ] {
            let reply = server.get_with(path, &format!("If-None-Match: {given}\r\n"));
            assert_eq!(reply.status, 304, "{path} {given}");
            assert_headers(&reply);
            assert_eq!(reply.header("etag"), Some(&*tag));
            assert!(reply.body.is_empty());
        }
        assert_eq!(
            server.get_with(path, "If-None-Match: \"x\"\r\n").status,
            200
        );
    }
}

#[test]
fn the_way_to_a_page_is_shown() {
    let server = serve(&toy());
    for (path, to) in [
        ("/plans", "/plans/"),
        ("/plans?a=b", "/plans/?a=b"),
        ("/moved.html", "/plans/"),
    ] {
        let reply = server.get(path);
        assert_eq!((reply.status, reply.header("location")), (307, Some(to)));
        assert_headers(&reply);
    }
    let missing = server.get("/nowhere");
    assert_eq!(missing.status, 404);
    assert_eq!(without_insertion(&missing.body), MISSING.as_bytes());
}

#[test]
fn a_page_that_fails_stays_as_it_was() {
    let server = serve(&toy());
    let kept = server.get("/kept.html");
    assert_eq!(kept.status, 200);
    assert_eq!(without_insertion(&kept.body), PAGE.as_bytes());

    let failed = server.get("/failed.html");
    assert_eq!(failed.status, 500);
    assert_headers(&failed);
    assert!(failed.text().contains("此页暂时无法生成"));
    assert!(failed.text().contains("data-page=\"\""));
    // What was found while the page was made is told to everybody.
    assert!(
        server
            .get("/_desk/problems.json")
            .text()
            .contains("\"revision\":9,\"errors\":1")
    );

    let panicked = server.get("/panic.html");
    assert_eq!(panicked.status, 500);
    assert_headers(&panicked);
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn a_site_below_its_host() {
    let mut below = options();
    below.base = "sub".parse().unwrap();
    let server = serve_with(&toy(), below, Limits::default());
    assert_eq!(server.url, format!("http://{}/sub/", server.local));
    for path in ["/", "/sub"] {
        assert_eq!(server.get(path).header("location"), Some("/sub/"));
    }
    let reply = server.get("/sub/");
    assert_eq!(without_insertion(&reply.body), PAGE.as_bytes());
    assert!(reply.text().contains("src=\"/sub/_desk/preview.js\""));
    assert_eq!(
        server.get("/sub/plans").header("location"),
        Some("/sub/plans/")
    );
    assert_eq!(server.get("/sub/_desk/preview.js").status, 200);
    assert_eq!(server.get("/sub/_desk/problems.json").status, 200);
    for outside in ["/_desk/preview.js", "/a.css", "/subway/", "/sub/../a.css"] {
        assert!(server.get(outside).status >= 400, "{outside}");
    }
}

#[test]
fn scripts_of_the_site_run_when_they_may() {
    let mut allowing = options();
    allowing.site_scripts = SiteScripts::Allowed;
    let server = serve_with(&toy(), allowing, Limits::default());
    assert!(server.get("/").head.contains("script-src 'self';"));
}

#[test]
fn a_port_that_is_taken_is_told() {
    let toy = toy();
    let first = serve(&toy);
    let mut same = options();
    same.port = Port::Exactly(first.local.port());
    let runtime = runtime().unwrap();
    let served = runtime.block_on(live(toy, same, Limits::default(), |_, _| {}, async || {}));
    assert!(served.unwrap_err().is_port_taken());
}
