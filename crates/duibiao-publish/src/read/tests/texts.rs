//! What is found in the bytes of one file.

use super::*;

const PATH: &str = "content/plans/water/a.md";

/// The only finding about a document with these bytes, and the text that was kept.
fn found(bytes: impl AsRef<[u8]>) -> (Code, std::ops::Range<usize>, String, String) {
    let disk = Disk::new();
    disk.put(PATH, bytes);
    let (code, path, range, words) = disk.finding();
    assert_eq!(path, PATH);
    let project = disk.read().value;
    let text = project.sources.as_slice()[0].text.to_string();
    (code, range, words, text)
}

fn is_clean(text: &str) -> bool {
    let disk = Disk::new();
    disk.put(PATH, text);
    let checked = disk.read();
    checked.diagnostics.is_empty() && &*checked.value.sources.as_slice()[0].text == text
}

#[test]
fn texts_are_kept_to_the_byte() {
    for text in [
        "x",
        "\u{FEFF}标题\r\n\t〔70〕 ≥90％ “a” 𠮷\r\n",
        "a\rb",
        "ends without a newline",
        "\u{2028} e\u{301} \u{3000}",
    ] {
        assert!(is_clean(text), "{text:?}");
    }
}

#[test]
fn empty_files_are_told() {
    for text in ["", " \r\n\t", "\u{FEFF}", "\u{FEFF}\n\n", "\u{3000}"] {
        let (code, range, _, kept) = found(text);
        assert_eq!(
            (code, range, kept.as_str()),
            (Code::EmptySource, 0..text.len(), text)
        );
    }
    let disk = Disk::new();
    disk.put(PATH, "");
    assert!(disk.read().value.documents.is_empty());
}

#[test]
fn text_in_gb18030_is_told_at_its_first_byte() {
    // 标题：规划
    let (code, range, words, kept) = found(b"title: \xB1\xEA\xCC\xE2\xA3\xBA\xB9\xE6\xBB\xAE\n");
    assert_eq!(
        (code, range, kept.as_str()),
        (Code::NotUtf8, 7..7, "title: ")
    );
    assert!(
        words.starts_with("the file is not UTF-8: byte 8 is 0xB1"),
        "{words}"
    );
    assert!(
        words.contains("it looks like GB18030; convert it to UTF-8"),
        "{words}"
    );
    // A character of four bytes, and one that is cut off at the end.
    assert!(found(b"x\x81\x30\x81\x30\xB1").2.contains("GB18030"));
}

#[test]
fn the_place_is_right_behind_chinese_text() {
    let (_, range, words, kept) = found([("规划\r\n".as_bytes()), b"\xFF\xFF"].concat());
    assert_eq!((range, kept.as_str()), (8..8, "规划\r\n"));
    assert!(
        words.contains("it looks neither like UTF-8 nor like GB18030"),
        "{words}"
    );
}

#[test]
fn other_encodings_are_told() {
    let (code, range, words, _) = found(b"\xFF\xFEa\0b\0");
    assert_eq!((code, range), (Code::NotUtf8, 0..0));
    assert!(words.contains("it looks like UTF-16"), "{words}");
    assert!(found(b"\xFE\xFF\0a").2.contains("UTF-16"));
    // A text in UTF-8 that was cut inside a character.
    assert_eq!(found(&"规划".as_bytes()[..5]).1, 3..3);
    // Surrogates and overlong forms are not UTF-8 either.
    assert_eq!(found(b"ab\xED\xA0\x80").1, 2..2);
    assert_eq!(found(b"ab\xC0\xAF").1, 2..2);
}

#[test]
fn long_files_are_not_kept() {
    let (code, range, words, kept) = found(vec![b'x'; (5 << 20) + 1]);
    assert_eq!((code, range), (Code::SourceTooLong, 0..0));
    assert!(
        kept.len() < 300 && words.contains("longer than 5 MiB"),
        "{words}"
    );
    // As long as may be, in lines; the bytes need not even be text when there are too many.
    assert!(is_clean(&"x\n".repeat((5 << 20) / 2)));
    assert_eq!(found(vec![0xFF; 6 << 20]).3, "");
}

#[test]
fn long_lines_are_not_kept() {
    let before = "规划\n".repeat(10);
    let (code, range, words, kept) = found(format!("{before}{}\nend", "长".repeat(400_000)));
    assert_eq!((code, range.clone()), (Code::SourceTooLong, 70..70 + 240));
    assert!(
        words.contains("longer than 1 MiB") && kept.len() == range.end,
        "{words}"
    );
    assert!(is_clean(&format!("a\n{}\r\nb", "x".repeat(1 << 20))));
    assert_eq!(found("x".repeat((1 << 20) + 1)).0, Code::SourceTooLong);
}

#[test]
fn forbidden_characters_are_told_by_name_and_place() {
    for (c, name) in [
        ('\0', "U+0000 (NULL)"),
        ('\u{1}', "U+0001 (CONTROL CHARACTER)"),
        ('\u{8}', "U+0008 (BACKSPACE)"),
        ('\u{B}', "U+000B (LINE TABULATION)"),
        ('\u{C}', "U+000C (FORM FEED)"),
        ('\u{1F}', "U+001F (CONTROL CHARACTER)"),
        ('\u{7F}', "U+007F (DELETE)"),
        ('\u{80}', "U+0080 (CONTROL CHARACTER)"),
        ('\u{85}', "U+0085 (NEXT LINE)"),
        ('\u{9F}', "U+009F (CONTROL CHARACTER)"),
        ('\u{61C}', "U+061C (ARABIC LETTER MARK)"),
        ('\u{200B}', "U+200B (ZERO WIDTH SPACE)"),
        ('\u{200F}', "U+200F (RIGHT-TO-LEFT MARK)"),
        ('\u{202E}', "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
        ('\u{2060}', "U+2060 (WORD JOINER)"),
        ('\u{2069}', "U+2069 (POP DIRECTIONAL ISOLATE)"),
        ('\u{FDD0}', "U+FDD0 (NONCHARACTER)"),
        ('\u{FDD1}', "U+FDD1 (NONCHARACTER)"),
        (
            '\u{FEFF}',
            "U+FEFF (ZERO WIDTH NO-BREAK SPACE, the byte-order mark)",
        ),
        ('\u{FFFE}', "U+FFFE (NONCHARACTER)"),
        ('\u{E0001}', "U+E0001 (TAG CHARACTER)"),
        ('\u{E007F}', "U+E007F (TAG CHARACTER)"),
    ] {
        let (code, range, words, _) = found(format!("≥90％\n规{c}划"));
        assert_eq!(
            (code, range),
            (Code::ForbiddenCharacter, 12..12 + c.len_utf8()),
            "{name}"
        );
        assert!(
            words.starts_with(&format!("invisible character {name} |")),
            "{words}"
        );
    }
}

#[test]
fn characters_that_look_alike_are_allowed() {
    for c in [
        '\t', '\u{A0}', '\u{AD}', '\u{2010}', '\u{2028}', '\u{202F}', '\u{205F}', '\u{3000}',
        '\u{FE0F}',
    ] {
        assert!(is_clean(&format!("x{c}y")), "U+{:04X}", u32::from(c));
    }
    for c in [
        '\u{FDCF}',
        '\u{FDD2}',
        '\u{FFFD}',
        '\u{E0080}',
        '\u{E0100}',
        '\u{A0}',
        '\u{200A}',
        '\u{2010}',
    ] {
        assert!(is_clean(&format!("x{c}y")), "U+{:04X}", u32::from(c));
    }
}

#[test]
fn at_most_ten_characters_are_told_and_the_rest_counted() {
    let disk = Disk::new();
    disk.put(PATH, "x\u{200B}".repeat(25));
    let checked = disk.read();
    assert_eq!(checked.diagnostics.len(), 10);
    assert_eq!(tell(&checked, &checked.diagnostics[9]).2, 37..40);
    assert!(
        checked.diagnostics[9]
            .message
            .en
            .ends_with("(15 more after it)")
    );
    assert!(
        checked.diagnostics[9]
            .message
            .zh
            .ends_with("（此后还有 15 处）")
    );
    assert_eq!(checked.value.documents.len(), 1);
    disk.put(PATH, "x\u{200B}".repeat(10));
    assert!(!disk.read().diagnostics[9].message.en.contains("more"));
}

#[test]
fn a_text_that_is_packed_has_all_its_bytes() {
    let disk = Disk::new();
    disk.put(PATH, "规划".repeat(1000));
    let loaded = text::load(SourceId(0), &disk.root.join(PATH), Packing::Packed);
    assert_eq!((loaded.text.len(), loaded.whole), (6000, true));
    assert!(*loaded.text == *"规划".repeat(1000));
}
