//! A line of the log that was touched is found.

use jiff::civil::date;

use super::*;

fn facts(number: i8) -> Facts {
    Facts {
        as_of: date(2026, 11, number),
        revision: (number % 2 == 0).then(|| "0123abcd".into()),
        tool: "duibiao 0.1.0".into(),
        files: 374,
        bytes: 13_000_000,
        changed: 7,
        deleted: 0,
    }
}

fn digests(number: i8) -> Digests {
    let of = |part: &str| Digest::of(format!("{part}{number}").as_bytes());
    Digests {
        sources: of("sources"),
        manifest: of("manifest"),
        snapshot: of("edition"),
        sheet: of("sheet"),
        archive: of("archive"),
        permalinks: of("ledger"),
    }
}

fn five() -> ReleaseLog {
    (1..=5).fold(ReleaseLog::default(), |log, number| {
        log.append(facts(number), digests(number)).0
    })
}

#[test]
fn a_log_is_read_as_it_was_written() {
    let log = five();
    assert_eq!(log.records().len(), 5);
    assert_eq!(log.next_number(), 6);
    assert_eq!(ReleaseLog::parse(log.print()).unwrap(), log);
    assert_eq!(
        ReleaseLog::parse(&log.print().replace('\n', "\r\n")).unwrap(),
        log
    );
    assert_eq!(ReleaseLog::parse("").unwrap(), ReleaseLog::default());
    let first = log.print().lines().next().unwrap();
    assert!(first.starts_with(
        r#"{"number":1,"previous":null,"facts":{"as_of":"2026-11-01","revision":null,"#
    ));
    assert_eq!(
        log.records()[1].previous,
        Some(Digest::of(first.as_bytes()))
    );
}

#[track_caller]
fn faulty(lines: &[&str], line: usize) {
    let text = [lines, &[""]].concat().join("\n");
    assert_eq!(ReleaseLog::parse(&text).unwrap_err().line, line);
}

#[test]
fn whatever_is_done_to_a_line_is_noticed() {
    let log = five();
    let lines: Vec<&str> = log.print().lines().collect();
    for at in 0..5 {
        let without = [&lines[..at], &lines[at + 1..]].concat();
        if at < 4 {
            faulty(&without, at + 1);
        }
        faulty(&[&lines[..=at], &lines[at..]].concat(), at + 2);
        let changed = lines[at].replace("374", "375");
        let mut other = lines.clone();
        other[at] = &changed;
        if at < 4 {
            faulty(&other, at + 1);
        }
        let spaced = lines[at].replacen(':', ": ", 1);
        other[at] = &spaced;
        faulty(&other, at + 1);
        other[at] = "";
        faulty(&other, at + 1);
    }
    let mut swapped = lines.clone();
    swapped.swap(2, 3);
    faulty(&swapped, 3);
}

#[test]
fn a_log_that_was_cut_is_noticed() {
    let text = five().print().to_owned();
    let last = text.trim_end().rfind('\n').unwrap() + 1;
    for end in last + 1..text.len() {
        assert_eq!(ReleaseLog::parse(&text[..end]).unwrap_err().line, 5);
    }
}

#[test]
fn the_tip_tells_a_changed_last_line() {
    let log = five();
    let changed = ReleaseLog::parse(&log.print().replace("2026-11-05", "2026-11-06")).unwrap();
    assert_ne!(changed.tip(), log.tip());
}

#[test]
fn what_is_no_record_is_refused() {
    let line = five().print().lines().next().unwrap().to_owned();
    for bad in [
        line.replace("2026-11-01", "2026-13-01"),
        line.replace("\"files\":374", "\"files\":-1"),
        line.replacen('{', "{\"more\":1,", 1),
        "[]".to_owned(),
    ] {
        faulty(&[&bad], 1);
    }
}
