//! Files that are broken, or made to break their reader. Each ends in bounded time with an answer.

#![expect(
    clippy::format_collect,
    reason = "the documents of tests are small, and a piece reads best where it stands"
)]

use std::time::Instant;

use super::{Random, codes, opened, outline};
use crate::readers::maker::{self, MadePart};
use crate::readers::{Limits, Options, read};

/// The id of the refusal of a file.
fn refused(name: &str, bytes: &[u8]) -> &'static str {
    let started = Instant::now();
    let code = opened(name, bytes)
        .expect_err("the file must be refused")
        .code;
    assert!(started.elapsed().as_secs() < 20, "{name} took too long");
    code
}

fn sample() -> Vec<MadePart> {
    vec![
        MadePart::Title("青禾市规划".to_owned()),
        MadePart::Paragraph("到2025年，挂牌率≥95%。".to_owned()),
        MadePart::Table(vec![
            vec!["指标".to_owned(), "目标".to_owned()],
            vec!["挂牌率".to_owned(), "95%".to_owned()],
        ]),
    ]
}

#[test]
fn truncated_files_are_refused() {
    let docx = maker::docx(&sample());
    for tenth in 1..10 {
        assert_eq!(
            refused("a.docx", &docx[..docx.len() * tenth / 10]),
            "truncated",
            "{tenth}"
        );
    }
    assert_eq!(refused("a.docx", b"PK\x03\x04"), "truncated");
    assert_eq!(refused("a.pdf", b"%PDF-1.4\n"), "truncated");
    assert_eq!(refused("a.txt", b""), "empty");
    assert_eq!(refused("a.txt", b" \n\t\n"), "empty");
    assert_eq!(refused("a.html", b"<html><body></body></html>"), "empty");
}

#[test]
fn zip_bombs_are_stopped() {
    let zeros = vec![b'0'; 200 << 20];
    let bomb = maker::zip(&[("word/document.xml", &zeros)]);
    assert!(bomb.len() < 2 << 20);
    assert_eq!(refused("a.docx", &bomb), "zip-bomb");
}

/// The directory claims ten bytes for a part that holds more; what comes out counts.
#[test]
fn wrong_sizes_in_the_directory_are_no_way_around_the_limits() {
    let zeros = vec![b' '; 8 << 20];
    let mut file = maker::zip(&[("word/document.xml", &zeros)]);
    let at = file
        .windows(4)
        .rposition(|window| window == b"PK\x01\x02")
        .unwrap();
    file[at + 24..at + 28].copy_from_slice(&10_u32.to_le_bytes());
    let code = refused("a.docx", &file);
    assert!(matches!(code, "zip-bomb" | "truncated"), "{code}");
}

#[test]
fn duplicate_parts_are_refused() {
    let mut file = maker::zip(&[
        ("word/document.xml", b"<a/>"),
        ("word/documenT.xml", b"<b/>"),
    ]);
    while let Some(at) = file
        .windows(17)
        .position(|window| window == b"word/documenT.xml")
    {
        file[at + 12] = b't';
    }
    assert_eq!(refused("a.docx", &file), "duplicate-parts");
}

#[test]
fn entity_bombs_are_refused() {
    let xml = r#"<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;">]><w:document>&c;</w:document>"#;
    assert_eq!(
        refused(
            "a.docx",
            &maker::zip(&[("word/document.xml", xml.as_bytes())])
        ),
        "xml-entities"
    );
    let body = "<w:p><w:r><w:t>&unknown;</w:t></w:r></w:p>";
    assert_eq!(
        refused("a.docx", &maker::docx_with(body, &[])),
        "xml-entities"
    );
}

#[test]
fn external_relations_are_not_followed() {
    let relations = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="http://127.0.0.1:1/evil.xml" TargetMode="External"/></Relationships>"#;
    let document = maker::word_part(
        "document",
        "<w:body><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:body>",
    );
    let file = maker::zip(&[
        ("_rels/.rels", relations.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ]);
    assert_eq!(outline(&opened("a.docx", &file).unwrap()), ["正文"]);
}

#[test]
fn deep_documents_are_bounded() {
    let deep = |open: &str, close: &str, times: usize| {
        format!("{}文字{}", open.repeat(times), close.repeat(times))
    };
    let cell = "<w:tbl><w:tr><w:tc>";
    let body = deep(cell, "</w:tc></w:tr></w:tbl>", 10_000);
    assert_eq!(refused("a.docx", &maker::docx_with(&body, &[])), "too-deep");
    for (open, close) in [
        ("<table><tr><td>", "</td></tr></table>"),
        ("<div>", "</div>"),
        ("<b>", "</b>"),
        ("<p><b>", ""),
    ] {
        let page = format!("<html><body>{}", deep(open, close, 10_000));
        match opened("a.html", page.as_bytes()) {
            Ok(original) => assert!(outline(&original).concat().contains("文字")),
            Err(refusal) => assert_eq!(refusal.code, "too-deep"),
        }
    }
}

/// Just below the limits, where recursion is deepest.
#[test]
fn nearly_too_deep_documents_do_not_exhaust_the_stack() {
    let page = format!("<html><body>{}文字", "<div>".repeat(500));
    assert_eq!(
        outline(&opened("a.html", page.as_bytes()).unwrap()),
        ["文字"]
    );
    let page = format!("<html><body>{}文字", "<ul><li>".repeat(250));
    assert_eq!(
        outline(&opened("a.html", page.as_bytes()).unwrap()),
        ["文字"]
    );
    let open = "<w:sdt><w:sdtContent>".repeat(120);
    let close = "</w:sdtContent></w:sdt>".repeat(120);
    let body = format!("{open}<w:p><w:r><w:t>文字</w:t></w:r></w:p>{close}");
    assert_eq!(
        outline(&opened("a.docx", &maker::docx_with(&body, &[])).unwrap()),
        ["文字"]
    );
    let open = "<w:p><w:r><w:pict><w:txbxContent>".repeat(60);
    let close = "</w:txbxContent></w:pict></w:r></w:p>".repeat(60);
    let body = format!("{open}<w:p><w:r><w:t>文字</w:t></w:r></w:p>{close}");
    let text = outline(&opened("a.docx", &maker::docx_with(&body, &[])).unwrap()).concat();
    assert_eq!(text, "文字");
}

/// Inputs that cost a careless reader the square of their size.
#[test]
fn no_input_takes_quadratic_time() {
    let started = Instant::now();
    let times = |piece: &str, times: usize| piece.repeat(times);
    for body in [
        times("<table><a>x", 20_000),
        times("<p><b id=1><i id=2>x</p>", 5_000),
        times("<td rowspan=0 colspan=0>x", 50_000),
        times("<option>x<select>", 20_000),
        times("</p>", 100_000),
    ] {
        let _read = opened("a.html", format!("<html><body>文字{body}").as_bytes()).is_ok();
    }
    let attributes = format!(
        "<html><body><p{}>x",
        (0..300_000).map(|at| format!(" a{at}")).collect::<String>()
    );
    assert_eq!(refused("a.html", attributes.as_bytes()), "too-large");
    let begins = times("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>", 20_000);
    let texts = times("<w:p><w:r><w:t>x</w:t></w:r></w:p>", 20_000);
    assert!(
        opened(
            "a.docx",
            &maker::docx_with(&format!("<w:p>{begins}</w:p>{texts}"), &[])
        )
        .is_ok()
    );
    let small = "BT /F 12 Tf 1 0 0 1 50 700 Tm (".to_owned()
        + &times("x", 20_000)
        + ") Tj /F 5 Tf 3 Ts ("
        + &times("2", 20_000)
        + ") Tj ET";
    assert!(
        opened(
            "a.pdf",
            &pdf(
                &small,
                "/Resources << /Font << /F 5 0 R >> >>",
                &[HELVETICA]
            )
        )
        .is_ok()
    );
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

/// Deeper than the limit of tables, not deeper than the limit of elements: the words stay.
#[test]
fn tables_in_tables_keep_their_words() {
    let row = "<w:tc><w:p><w:r><w:t>左</w:t></w:r></w:p></w:tc>";
    let open = format!("<w:tbl><w:tr>{row}<w:tc>");
    let body = format!(
        "{}<w:p><w:r><w:t>内</w:t></w:r></w:p>{}",
        open.repeat(20),
        "</w:tc></w:tr></w:tbl>".repeat(20)
    );
    let original = opened("a.docx", &maker::docx_with(&body, &[])).unwrap();
    let text = outline(&original).concat();
    assert_eq!(
        (text.matches('左').count(), text.matches('内').count()),
        (20, 1)
    );
    assert!(codes(&original).contains(&"nested-table"));
}

#[test]
fn known_formats_are_refused_with_a_way_out() {
    let ole = [
        &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..],
        &[0; 600],
    ]
    .concat();
    let encrypted: Vec<u8> = [
        ole.clone(),
        "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
    ]
    .concat();
    for (name, bytes, code) in [
        ("规划.doc", ole.as_slice(), "format-not-read"),
        ("规划.docx", encrypted.as_slice(), "encrypted"),
        ("规划.rtf", b"{\\rtf1 x}", "format-not-read"),
        ("规划.jpg", b"\xFF\xD8\xFF\xE0rest", "scan"),
        ("规划.docx", b"\x89PNG\r\n\x1a\n", "scan"),
        ("规划.txt", b"ab\0\0\0\x01\x02cd", "binary"),
    ] {
        assert_eq!(refused(name, bytes), code, "{name}");
    }
    let ofd = maker::zip(&[("OFD.xml", b"<a/>")]);
    assert!(opened("规划.ofd", &ofd).unwrap_err().en.contains("OFD"));
    let bundle = maker::zip(&[("a.txt", b"a")]);
    assert_eq!(refused("规划.zip", &bundle), "format-not-read");
}

#[test]
fn undecodable_text_names_the_line() {
    let refusal = opened(
        "a.txt",
        "第一行\n第二行\n第三行".as_bytes().get(..25).unwrap(),
    )
    .unwrap_err();
    assert_eq!(refusal.code, "undecodable");
    assert!(refusal.en.contains("Line 3"), "{}", refusal.en);
}

/// A PDF whose only page has this description and these further objects.
fn pdf(content: &str, page: &str, more: &[&str]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 1 >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R /Contents 4 0 R {page} >>"),
        maker::pdf_stream(content),
    ];
    objects.extend(more.iter().map(|object| (*object).to_owned()));
    maker::pdf_of(&objects)
}

const HELVETICA: &str =
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";

#[test]
fn pdf_loops_end() {
    let page = "/Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >>";
    let form = maker::pdf_stream("/X Do /X Do BT /F 9 Tf (in) Tj ET").replace("<< ", "<< /Type /XObject /Subtype /Form /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> ");
    let file = pdf(
        "BT /F 12 Tf 50 700 Td (out) Tj ET /X Do",
        page,
        &[HELVETICA, &form, "8 0 R", "7 0 R"],
    );
    let original = opened("a.pdf", &file).unwrap();
    assert!(codes(&original).contains(&"page-damaged"));
    assert!(outline(&original).concat().contains("out"));
    let file = pdf(
        "BT /F 12 Tf (x) Tj ET",
        "/Resources 7 0 R",
        &[HELVETICA, HELVETICA, "8 0 R", "7 0 R"],
    );
    assert_eq!(refused("a.pdf", &file), "no-text-layer");
}

#[test]
fn forms_that_call_forms_end() {
    let mut more = vec![HELVETICA.to_owned()];
    for next in 7..16 {
        let calls = "/X Do ".repeat(10);
        more.push(maker::pdf_stream(&calls).replace(
            "<< ",
            &format!("<< /Subtype /Form /Resources << /XObject << /X {next} 0 R >> >> "),
        ));
    }
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    let file = pdf(
        "BT /F 12 Tf (x) Tj ET /X Do",
        "/Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >>",
        &more,
    );
    let limits = Limits {
        pdf_operators: 100_000,
        ..Limits::default()
    };
    let options = Options {
        limits,
        ..Options::default()
    };
    assert_eq!(
        read("a.pdf", &file, &options).unwrap_err().code,
        "too-large"
    );
}

#[test]
fn encrypted_and_empty_pdfs_are_refused() {
    let text = String::from_utf8_lossy(&maker::pdf(&sample()))
        .replace("/Root 1 0 R", "/Root 1 0 R /Encrypt 9 0 R");
    assert_eq!(refused("a.pdf", text.as_bytes()), "encrypted");
    let image = maker::pdf_stream("xx").replace("<< ", "<< /Subtype /Image /Width 1 /Height 1 ");
    let file = pdf(
        "q 500 0 0 700 0 0 cm /I Do Q",
        "/Resources << /XObject << /I 5 0 R >> >>",
        &[&image],
    );
    assert_eq!(refused("a.pdf", &file), "no-text-layer");
}

#[test]
fn deep_arrays_and_open_strings_of_a_pdf_end() {
    let deep = format!("BT {} ET", "[".repeat(200_000));
    assert_eq!(refused("a.pdf", &pdf(&deep, "", &[])), "no-text-layer");
    let open = "9 0 obj ( stream\nendstream\n".repeat(20_000);
    let file = [maker::pdf(&sample()), open.into_bytes()].concat();
    assert!(opened("a.pdf", &file).is_ok());
}

#[test]
fn large_texts_take_bounded_time() {
    let started = Instant::now();
    let text = "到2025年\t90%\r".repeat(600_000);
    assert_eq!(
        opened("a.txt", text.as_bytes()).unwrap().blocks.len(),
        600_000
    );
    let cells = "<tr><td rowspan=1000 colspan=1000>a</td><td>b</td></tr>".repeat(20_000);
    let page = format!("<html><body><p>标题文字</p><table>{cells}</table></body></html>");
    assert!(opened("a.html", page.as_bytes()).is_ok());
    assert!(started.elapsed().as_secs() < 60);
    let over = vec![b'a'; (64 << 20) + 1];
    assert_eq!(refused("a.txt", &over), "too-large");
}

fn mutated(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(8) {
        let at = random.below(bytes.len());
        match random.below(5) {
            0 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
            1 => bytes[at] ^= 1 << random.below(8),
            2 => drop(bytes.drain(at..(at + random.below(40)).min(bytes.len()))),
            3 => {
                let piece = bytes[at..(at + random.below(80)).min(bytes.len())].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            _ => bytes.truncate(at.max(1)),
        }
        if bytes.is_empty() {
            bytes.push(b'x');
        }
    }
    bytes
}

/// Documents with wrong bytes at random places, in the packed and in the open form.
#[test]
fn mutations_never_panic() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let body = String::from_utf8(maker::html(&sample()).into_bytes()).unwrap();
    let word = maker::word_part(
        "document",
        &format!(
            "<w:body>{}</w:body>",
            crate::readers::docx::tests::EVERYTHING
        ),
    );
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("a.docx", maker::docx(&sample())),
        ("a.html", body.into_bytes()),
        ("a.pdf", maker::pdf(&sample())),
        (
            "a.txt",
            maker::gb18030("青禾市规划\n到2025年，挂牌率≥95%。\u{c}第二页"),
        ),
        ("a.xlsx", crate::readers::sheet::tests::sample_xlsx()),
        ("a.ods", crate::readers::sheet::tests::sample_ods()),
    ];
    for (name, bytes) in files {
        for _ in 0..200 {
            let _read = opened(name, &mutated(&bytes, &mut random)).is_ok();
        }
    }
    for _ in 0..200 {
        let part = mutated(word.as_bytes(), &mut random);
        let file = maker::zip(&[("word/document.xml", &part)]);
        let _read = read(
            "a.docx",
            &file,
            &Options {
                accept_tracked_changes: true,
                ..Options::default()
            },
        )
        .is_ok();
    }
}
