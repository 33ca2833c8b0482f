//! Which format some bytes are in.
//!
//! Names lie: a web page saved as `.doc` is common, so what the bytes say comes first. Formats that are known
//! and not read are refused here, with a way out.

#[cfg(test)]
mod tests;

use crate::original::UnreadableOriginal;

use crate::readers::refusal;

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    Text,
    Markdown,
    Docx,
    Html,
    Pdf,
    Xlsx,
    Ods,
}

/// How far into a file its head is looked for.
const HEAD: usize = 4096;

/// Recognises the format of a file.
pub(crate) fn kind(file_name: &str, bytes: &[u8]) -> Result<FileKind, UnreadableOriginal> {
    if let Some(refusal) = known_and_not_read(bytes) {
        return Err(refusal);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return package_kind(file_name, bytes);
    }
    // Some programs put a few bytes before the mark of a PDF; readers accept it within the first 1024.
    let head = &bytes[..bytes.len().min(1024)];
    if contains(head, b"%PDF-") && !is_html(head) {
        return Ok(FileKind::Pdf);
    }
    let extension = extension(file_name);
    let is_markdown = matches!(extension.as_str(), "md" | "markdown");
    if is_markdown && !is_whole_page(bytes) {
        return Ok(FileKind::Markdown);
    }
    if is_html(bytes)
        || (matches!(extension.as_str(), "htm" | "html" | "xhtml") && has_tags(bytes, 1))
    {
        return Ok(FileKind::Html);
    }
    Ok(FileKind::Text)
}

fn extension(file_name: &str) -> String {
    file_name
        .rsplit_once('.')
        .map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

/// Formats with a mark at their beginning that other programs must turn into something readable.
fn known_and_not_read(bytes: &[u8]) -> Option<UnreadableOriginal> {
    const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    const PICTURES: [(&[u8], &str); 6] = [
        (b"\x89PNG\r\n", "PNG"),
        (b"\xFF\xD8\xFF", "JPEG"),
        (b"II*\0", "TIFF"),
        (b"MM\0*", "TIFF"),
        (b"GIF8", "GIF"),
        (b"BM", "BMP"),
    ];
    if bytes.starts_with(OLE) {
        return Some(ole(bytes));
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(refusal::foreign(
            "RTF",
            "请另存为 .docx 后再导入",
            "save it as .docx",
        ));
    }
    if bytes.starts_with(b"7z\xBC\xAF") || bytes.starts_with(b"Rar!") {
        return Some(refusal::foreign(
            "压缩包",
            "请先解压，再导入其中的文件",
            "unpack it and import the file inside",
        ));
    }
    let (_, name) = PICTURES.iter().find(|(mark, name)| {
        bytes.starts_with(mark) && (*name != "BMP" || bytes.get(6..10) == Some(&[0; 4]))
    })?;
    Some(refusal::picture(name))
}

/// The container of `.doc`, `.xls`, `.wps` — and of encrypted `.docx`.
fn ole(bytes: &[u8]) -> UnreadableOriginal {
    let is_named = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        contains(bytes, &wide)
    };
    if is_named("EncryptedPackage") {
        return refusal::encrypted();
    }
    if is_named("Workbook") {
        return refusal::foreign(
            ".xls（旧版 Excel）",
            "请另存为 .xlsx 后再导入",
            "save it as .xlsx",
        );
    }
    refusal::foreign(
        ".doc/.wps（旧版 Word）",
        "请另存为 .docx 后再导入",
        "save it as .docx",
    )
}

/// A zip file by the names in it. The names lie open in the bytes, so nothing has to be unpacked.
fn package_kind(file_name: &str, bytes: &[u8]) -> Result<FileKind, UnreadableOriginal> {
    let extension = extension(file_name);
    match () {
        () if contains(bytes, b"word/document") => Ok(FileKind::Docx),
        () if contains(bytes, b"xl/workbook.xml") => Ok(FileKind::Xlsx),
        () if contains(bytes, b"xl/workbook.bin") => Err(refusal::foreign(
            ".xlsb",
            "请另存为 .xlsx 后再导入",
            "save it as .xlsx",
        )),
        () if contains(bytes, b"application/vnd.oasis.opendocument.spreadsheet") => {
            Ok(FileKind::Ods)
        }
        () if contains(bytes, b"application/vnd.oasis.opendocument.text") => Err(refusal::foreign(
            ".odt",
            "请另存为 .docx 后再导入",
            "save it as .docx",
        )),
        () if contains(bytes, b"OFD.xml") => Err(refusal::foreign(
            "OFD（版式文件）",
            "请向发文单位索取 Word 文件，或转换为带文字的 PDF",
            "ask the issuer for the Word file, or convert it to a PDF with text",
        )),
        () if contains(bytes, b"ppt/presentation.xml") => Err(refusal::foreign(
            ".pptx",
            "请把文字另存为 .docx",
            "save its text as .docx",
        )),
        () if extension == "docx" => Ok(FileKind::Docx),
        () if extension == "xlsx" => Ok(FileKind::Xlsx),
        () if extension == "ods" => Ok(FileKind::Ods),
        () => Err(refusal::foreign(
            "zip 压缩包",
            "请先解压，再导入其中的文件",
            "unpack it and import the file inside",
        )),
    }
}

/// A document type or root element near the beginning, or a page torn out of its frame.
fn is_html(bytes: &[u8]) -> bool {
    let head = lower_head(bytes);
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if !start.starts_with('<') {
        return false;
    }
    head.contains("<!doctype html")
        || [
            "<html", "<head", "<body", "<meta", "<div", "<p>", "<p ", "<table", "<pre", "<h1",
        ]
        .iter()
        .any(|tag| start.starts_with(tag))
        || (start.starts_with("<!--") || start.starts_with("<?xml")) && has_tags(bytes, 3)
}

/// Markdown may begin with a tag, but not with a whole page.
fn is_whole_page(bytes: &[u8]) -> bool {
    let head = lower_head(bytes);
    head.contains("<!doctype html") || head.contains("<html")
}

fn has_tags(bytes: &[u8], least: usize) -> bool {
    let head = lower_head(bytes);
    let tags = [
        "<html", "<head", "<body", "<div", "<p>", "<p ", "<table", "<br", "<span", "<td", "<meta",
        "<title",
    ];
    tags.iter()
        .map(|tag| head.matches(tag).count())
        .sum::<usize>()
        >= least
}

/// The beginning in lower case; NUL bytes of UTF-16 are dropped.
fn lower_head(bytes: &[u8]) -> String {
    bytes[..bytes.len().min(HEAD)]
        .iter()
        .filter(|&&byte| byte != 0)
        .map(|&byte| {
            if byte < 0x80 {
                char::from(byte.to_ascii_lowercase())
            } else {
                '\u{FEFF}'
            }
        })
        .collect()
}

/// Whether `needle` occurs, in linear time for the short needles used here.
fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
