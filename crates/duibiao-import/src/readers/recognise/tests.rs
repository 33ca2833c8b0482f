//! Formats by content.

use super::{FileKind, kind};
use crate::readers::maker;

#[test]
fn content_comes_before_the_name() {
    let docx = maker::docx(&[]);
    for (name, bytes, expected) in [
        ("规划.doc", docx.as_slice(), FileKind::Docx),
        ("规划.doc", b"<html><body>x", FileKind::Html),
        ("规划.txt", b"\n  <!DOCTYPE HTML PUBLIC>", FileKind::Html),
        ("规划", b"%PDF-1.7", FileKind::Pdf),
        ("规划.txt", b"junk%PDF-1.7", FileKind::Pdf),
        ("规划.md", b"# a", FileKind::Markdown),
        ("规划.md", b"<div align=center>a</div>", FileKind::Markdown),
        ("规划.md", b"<!doctype html><p>a", FileKind::Html),
        ("规划.txt", "≥90% <95%".as_bytes(), FileKind::Text),
        ("规划.pdf", "只是文字".as_bytes(), FileKind::Text),
        (
            "规划.html",
            "<font>甲<br>乙</font>".as_bytes(),
            FileKind::Html,
        ),
    ] {
        assert_eq!(kind(name, bytes).unwrap(), expected, "{name}");
    }
    let wide: Vec<u8> = "<html><body>甲"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(kind("a", &wide).unwrap(), FileKind::Html);
}
