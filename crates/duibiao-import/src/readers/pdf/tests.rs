//! Pages, fonts and packings of PDF.

#![expect(
    clippy::format_collect,
    reason = "the documents of tests are small, and a piece reads best where it stands"
)]

use crate::original::{Block, Original};

use super::filter::{Unpacked, undo};
use super::fixed::Fixed;
use crate::readers::maker::{pdf_of, pdf_stream, pdf_with};
use crate::readers::tests::{codes, opened, outline};

/// A page with this description, where `/F` is the font `font`.
fn page_with(content: &str, page: &str, font: &[&str]) -> Original {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> {page} >>"
        ),
        pdf_stream(content),
    ];
    objects.extend(font.iter().map(|object| (*object).to_owned()));
    opened("a.pdf", &pdf_of(&objects)).unwrap()
}

const HELVETICA: &str =
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";

#[test]
fn the_symbol_font_is_named_and_reported() {
    let text = "BT /F 12 Tf 50 700 Td <B33930A36D> Tj ET";
    for font in [
        "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>",
        "<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+SymbolMT /FontDescriptor << /Flags 4 /FontFile2 9 0 R >> >>",
    ] {
        let original = page_with(text, "", &[font]);
        assert_eq!(outline(&original), ["≥90≤μ"]);
        assert_eq!(codes(&original), ["symbol-font"]);
    }
}

#[test]
fn fonts_that_say_nothing_are_reported() {
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+SimSun /Encoding /Identity-H /DescendantFonts [<< /Subtype /CIDFontType2 /DW 1000 >>] >>";
    let original = page_with("BT /F 12 Tf 50 700 Td <00210022> Tj ET", "", &[font]);
    assert_eq!(outline(&original), ["\u{FFFD}\u{FFFD}"]);
    assert!(codes(&original).contains(&"font-without-unicode"));
    let embedded = "<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Song /FontDescriptor << /Flags 4 /FontFile2 9 0 R >> >>";
    assert!(
        codes(&page_with("BT /F 12 Tf (90) Tj ET", "", &[embedded]))
            .contains(&"font-without-unicode")
    );
}

#[test]
fn predefined_maps_of_chinese_fonts() {
    for (encoding, string) in [
        ("UniGB-UCS2-H", "6302724C7387"),
        ("UniGB-UTF16-H", "6302724C7387"),
        ("GBK-EUC-H", "B9D2C5C6C2CA"),
        ("GB-EUC-H", "B9D2C5C6C2CA"),
    ] {
        let font = format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{encoding} /DescendantFonts [<< /Subtype /CIDFontType0 >>] >>"
        );
        let original = page_with(
            &format!("BT /F 12 Tf 50 700 Td <{string}> Tj ET"),
            "",
            &[&font],
        );
        assert_eq!(outline(&original), ["挂牌率"], "{encoding}");
    }
}

#[test]
fn names_of_glyphs() {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /X /Encoding << /Differences [1 /greaterequal /nine /zero /percent /uni6302 /g37] >> >>";
    let original = page_with("BT /F 12 Tf <010203040506> Tj ET", "", &[font]);
    assert_eq!(outline(&original), ["≥90%挂\u{FFFD}"]);
}

#[test]
fn every_way_to_move_and_show() {
    let content = "q 1 0 0 1 10 10 cm BT /F 10 Tf 14 TL 50 700 Td (a) Tj T* (b) Tj (c) ' 0 0 (d) \" 0 -14 TD [(e) -100 (f) -2000 (g)] TJ ET Q BT /F 10 Tf 100 Tz 1 0 0 1 60 500 Tm (h\\(i\\)\\101) Tj ET";
    let original = page_with(content, "", &[HELVETICA]);
    let lines: Vec<String> = outline(&original)
        .into_iter()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(lines, ["a", "b", "c", "d", "ef g", "h(i)A"]);
}

#[test]
fn turned_pages_are_read_upright() {
    for (rotate, matrix) in [
        (90, "0 1 -1 0 300 100"),
        (270, "0 -1 1 0 300 700"),
        (180, "-1 0 0 -1 400 400"),
    ] {
        let [first, second] = [
            matrix,
            &matrix
                .replace("300 1", "320 1")
                .replace("300 7", "280 7")
                .replace("400 400", "400 420"),
        ];
        let content = format!("BT /F 12 Tf {first} Tm (first) Tj {second} Tm (second) Tj ET");
        let original = page_with(&content, &format!("/Rotate {rotate}"), &[HELVETICA]);
        assert_eq!(
            outline(&original).concat().replace(' ', ""),
            "firstsecond",
            "{rotate}"
        );
        // The same without the entry: most text decides.
        let original = page_with(&content, "", &[HELVETICA]);
        assert_eq!(
            outline(&original).concat().replace(' ', ""),
            "firstsecond",
            "{rotate}"
        );
        assert!(original.problems.is_empty());
    }
}

#[test]
fn exponents_keep_their_height() {
    let content = "BT /F 12 Tf 50 700 Td (10) Tj /F 7 Tf 5 Ts (4) Tj 0 Ts /F 12 Tf ( m) Tj /F 7 Tf 5 Ts (2) Tj ET";
    assert_eq!(outline(&page_with(content, "", &[HELVETICA])), ["10⁴ m²"]);
}

#[test]
fn text_printed_twice_is_read_once() {
    let content = "BT /F 12 Tf 50 700 Td (90%) Tj 0.3 0 Td (90%) Tj ET";
    assert_eq!(outline(&page_with(content, "", &[HELVETICA])), ["90%"]);
}

#[test]
fn text_under_a_scan_is_reported() {
    let image = pdf_stream("x").replace("<< ", "<< /Subtype /Image ");
    let content = "q 595 0 0 842 0 0 cm /I Do Q BT 3 Tr /F 12 Tf 50 700 Td (90%) Tj ET";
    let original = page_with(
        content,
        "/Resources << /Font << /F 5 0 R >> /XObject << /I 6 0 R >> >>",
        &[HELVETICA, &image],
    );
    assert_eq!(codes(&original), ["recognised-text"]);
}

#[test]
fn ruled_tables_become_grids() {
    let codes: Vec<char> = "序号指标目值1挂牌率≥95%注：前言".chars().collect();
    let at = |text: &str, x: u32, y: u32| {
        let hex: String = text
            .chars()
            .map(|c| {
                format!(
                    "{:04X}",
                    17 + codes.iter().position(|&known| known == c).unwrap()
                )
            })
            .collect();
        format!("BT /F1 12 Tf 1 0 0 1 {x} {y} Tm <{hex}> Tj ET\n")
    };
    let rules = "100 600 300 0.5 re f 100 560 300 0.5 re f 100 520 m 400 520 l S 100 520 0.5 80 re f 160 520 0.5 80 re f 400 520 0.5 80 re f 280 520 0.5 40 re f\n";
    let content = [
        at("前言", 100, 700),
        rules.to_owned(),
        at("序号", 105, 575),
        at("指标目标值", 200, 575),
        at("1", 110, 540),
        at("挂牌率挂牌率", 170, 545),
        at("挂牌率", 170, 530),
        at("≥95%", 300, 540),
        at("注：", 100, 490),
    ]
    .concat();
    let original = opened("a.pdf", &pdf_with(&[content], &codes)).unwrap();
    assert_eq!(
        outline(&original)
            .iter()
            .map(|line| line.trim())
            .collect::<Vec<_>>(),
        [
            "前言",
            "序号|指标目标值",
            "1|挂牌率挂牌率\n挂牌率|≥95%",
            "注："
        ]
    );
    let Block::Table(grid) = &original.blocks[1] else {
        panic!("no table")
    };
    assert_eq!((grid.rows[0][1].columns, grid.rows[1][2].column), (2, 2));
}

#[test]
fn a_frame_is_no_table() {
    let original = page_with(
        "50 600 400 200 re S BT /F 12 Tf 60 700 Td (in) Tj ET",
        "",
        &[HELVETICA],
    );
    assert!(matches!(&original.blocks[..], [Block::Line(line)] if line.text == "in"));
}

#[test]
fn objects_in_object_streams_and_updates() {
    let pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
    let held = format!("2 0 5 {} {pages} {HELVETICA}", pages.len() + 1);
    let first = held.find("<<").unwrap();
    let stream = format!(
        "<< /Type /ObjStm /N 2 /First {first} /Length {} >>\nstream\n{held}\nendstream",
        held.len()
    );
    let page =
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>";
    let file = format!(
        "%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n3 0 obj {page} endobj\n4 0 obj\n{}\nendobj\n6 0 obj\n{stream}\nendobj\n4 0 obj\n{}\nendobj\ntrailer << /Root 1 0 R >>\n",
        pdf_stream("BT /F 12 Tf (old) Tj ET"),
        pdf_stream("BT /F 12 Tf (new) Tj ET")
    );
    assert_eq!(outline(&opened("a.pdf", file.as_bytes()).unwrap()), ["new"]);
}

#[test]
fn packings() {
    let undone = |name, bytes: &[u8]| match undo(name, bytes, 1000) {
        Unpacked::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
        other => format!("{other:?}"),
    };
    assert_eq!(undone("ASCIIHexDecode", b"48 65 6C6C 6F>"), "Hello");
    assert_eq!(undone("ASCII85Decode", b"87cURDZ~>"), "Hello");
    assert_eq!(
        undone("RunLengthDecode", &[1, b'a', b'b', 254, b'c', 128]),
        "abccc"
    );
    assert_eq!(
        undone(
            "LZWDecode",
            &[0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01]
        ),
        "-----A---B"
    );
    assert_eq!(undone("DCTDecode", b"x"), "Foreign");
    assert_eq!(
        undone("RunLengthDecode", &[129, b'a'].repeat(10)),
        "TooLarge"
    );
}

#[test]
fn numbers_are_exact() {
    for (text, shown) in [
        ("12.5", "Fixed(12500000)"),
        ("-.002", "Fixed(-2000)"),
        ("--5", "Fixed(-5000000)"),
        ("+3", "Fixed(3000000)"),
        ("0.0000001", "Fixed(0)"),
    ] {
        assert_eq!(
            format!("{:?}", Fixed::parse(text.as_bytes()).unwrap()),
            shown,
            "{text}"
        );
    }
    assert_eq!(
        Fixed::parse(b"99999999999999999999999").map(|number| number.times(number)),
        Fixed::parse(b"1000000000")
    );
    assert_eq!(Fixed::parse(b"1e5"), None);
}
