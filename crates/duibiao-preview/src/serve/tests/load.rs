//! Many clients, slow clients, and the end.

use std::net::TcpListener;

use super::*;

fn small() -> Limits {
    Limits {
        connections: 8,
        listeners: 4,
        head: Duration::from_millis(300),
        silence: Duration::from_millis(600),
        ..Limits::default()
    }
}

fn toy() -> Arc<Toy> {
    Toy::with([
        ("index.html", page(PAGE)),
        (
            "large",
            file(&"x".repeat(64 << 20), "text/plain", FileKind::Other),
        ),
    ])
}

#[test]
fn who_sends_a_head_byte_by_byte_is_cut() {
    let server = serve_with(&toy(), options(), small());
    let begun = Instant::now();
    let mut slow = server.connect();
    let mut sent = 0;
    while slow.write_all(b"G").is_ok() && begun.elapsed() < Duration::from_secs(5) {
        sent += 1;
        thread::sleep(Duration::from_millis(50));
    }
    assert!(
        begun.elapsed() < Duration::from_secs(2),
        "{sent} bytes were taken"
    );
    let mut idle = server.connect();
    assert_eq!(idle.read(&mut [0; 8]).unwrap_or(0), 0);
    assert!(begun.elapsed() < Duration::from_secs(4));
}

#[test]
fn who_never_reads_is_cut() {
    let server = serve_with(&toy(), options(), small());
    let mut lazy = server.connect();
    lazy.write_all(server.request("GET", "/large", "").as_bytes())
        .unwrap();
    thread::sleep(Duration::from_millis(1500));
    assert!(Reply::read(&mut lazy).body.len() < 64 << 20);
    assert_eq!(server.get("/large").body.len(), 64 << 20);
}

#[test]
fn who_finds_no_place_is_told_so() {
    let mut limits = small();
    limits.head = Duration::from_secs(10);
    limits.silence = Duration::from_secs(10);
    let server = serve_with(&toy(), options(), limits);
    let mut listeners: Vec<Events> = (0..4).map(|_| server.listen()).collect();
    // Listeners have places of their own.
    assert_eq!(server.get("/").status, 200);
    let fifth = server.get("/_desk/events");
    assert_eq!(fifth.status, 503);

    let idle: Vec<TcpStream> = (0..8).map(|_| server.connect()).collect();
    thread::sleep(Duration::from_millis(100));
    let refused = server.get("/");
    assert_eq!(
        (refused.status, refused.header("retry-after")),
        (503, Some("1"))
    );
    assert_eq!(refused.header("x-content-type-options"), Some("nosniff"));
    drop(idle);
    thread::sleep(Duration::from_millis(100));
    assert_eq!(server.get("/").status, 200);

    listeners.pop();
    thread::sleep(Duration::from_millis(100));
    listeners.push(server.listen());
}

#[test]
fn a_thousand_pages_are_told_and_a_sleeping_one_holds_up_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let toy = toy();
    let mut revision = 0;
    toy.on_refresh(move || {
        revision += 1;
        let problem = super::super::problem::ProblemView {
            code: "x".repeat(100_000),
            severity: super::super::problem::Severity::Error,
            message: duibiao_syntax::diagnostic::Message::new("错", "wrong").into(),
            place: None,
            excerpt: Vec::new(),
            help: None,
            editor: None,
            explanation: None,
        };
        Refreshed {
            site_changed: true,
            problems: Problems {
                revision,
                errors: 1,
                warnings: 0,
                list: vec![problem],
            },
            ..Refreshed::default()
        }
    });
    let mut watching = options();
    watching.watch = vec![Root::Tree(folder.path().to_owned())];
    let server = serve_with(&toy, watching, Limits::default());
    let _asleep: Vec<Events> = (0..20).map(|_| server.listen()).collect();
    let mut awake: Vec<Events> = (0..980).map(|_| server.listen()).collect();
    for round in 0..30 {
        std::fs::write(folder.path().join("a"), round.to_string()).unwrap();
        thread::sleep(Duration::from_millis(20));
    }
    let begun = Instant::now();
    for events in &mut awake {
        events.until("event: problems");
    }
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!(server.get("/").status, 200);
    let ended = server.stop();
    assert!(ended < Duration::from_millis(1500), "{ended:?}");
}

#[test]
fn the_end_is_quick_and_releases_the_port() {
    let server = serve(&toy());
    let mut listener = server.listen();
    let _idle = server.connect();
    let local = server.local;
    let ended = server.stop();
    assert!(ended < Duration::from_secs(1), "{ended:?}");
    let mut rest = Vec::new();
    listener.stream.read_to_end(&mut rest).unwrap();
    assert!(TcpListener::bind(local).is_ok());
}
