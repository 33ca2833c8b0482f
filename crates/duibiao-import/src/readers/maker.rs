//! Makes documents for tests: the same parts as Word file, web page and PDF.
//!
//! They look like what offices produce, not like what is easiest to read: the page has a site around it, the
//! PDF names its characters only through a map. Nothing here is read back to make something else.

#![expect(
    clippy::format_collect,
    clippy::format_push_string,
    reason = "the documents of tests are small, and a piece reads best where it stands"
)]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MadePart {
    Title(String),
    Heading(u8, String),
    Paragraph(String),
    Table(Vec<Vec<String>>),
    /// The line above a table.
    Caption(String),
}

impl MadePart {
    /// The words of the part, one piece for each paragraph or cell.
    pub(crate) fn words(&self) -> Vec<&str> {
        match self {
            Self::Title(text)
            | Self::Heading(_, text)
            | Self::Paragraph(text)
            | Self::Caption(text) => vec![text],
            Self::Table(rows) => rows.iter().flatten().map(String::as_str).collect(),
        }
    }
}

/// A zip file of named parts.
pub(crate) fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Characters with a meaning in XML and HTML, written out.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml""#;

/// The root element `w:{name}` of a Word part around `inner`.
pub(crate) fn word_part(name: &str, inner: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{name} {NAMESPACES}>{inner}</w:{name}>"#
    )
}

/// A Word file with this body and these further parts below `word/`.
pub(crate) fn docx_with(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let document = word_part("document", &format!("<w:body>{body}<w:sectPr/></w:body>"));
    let names: Vec<String> = more
        .iter()
        .map(|(name, _)| format!("word/{name}"))
        .collect();
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", CONTENT_TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ];
    parts.extend(
        names
            .iter()
            .zip(more)
            .map(|(name, (_, text))| (name.as_str(), text.as_bytes())),
    );
    zip(&parts)
}

/// The styles of a Chinese template: ids are numbers, names are English, as Word writes them.
pub(crate) fn word_styles() -> String {
    let mut inner = String::from(
        r#"<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:basedOn w:val="a"/></w:style><w:style w:type="paragraph" w:styleId="a5"><w:name w:val="caption"/><w:basedOn w:val="a"/></w:style>"#,
    );
    for level in 1..=6 {
        let outline = level - 1;
        write!(inner, r#"<w:style w:type="paragraph" w:styleId="{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="{outline}"/></w:pPr></w:style>"#).unwrap();
    }
    word_part("styles", &inner)
}

/// A paragraph of Word with this style.
pub(crate) fn word_paragraph(style: Option<&str>, text: &str) -> String {
    let style = style.map_or(String::new(), |id| {
        format!(r#"<w:pPr><w:pStyle w:val="{id}"/></w:pPr>"#)
    });
    // Word cuts a paragraph into runs wherever it was edited.
    let cut = text
        .char_indices()
        .nth(text.chars().count() / 2)
        .map_or(0, |(at, _)| at);
    let (one, other) = (escaped(&text[..cut]), escaped(&text[cut..]));
    format!(
        r#"<w:p>{style}<w:r><w:t xml:space="preserve">{one}</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t xml:space="preserve">{other}</w:t></w:r></w:p>"#
    )
}

/// A Word file.
pub(crate) fn docx(parts: &[MadePart]) -> Vec<u8> {
    let mut body = String::new();
    for part in parts {
        match part {
            MadePart::Title(text) => body += &word_paragraph(Some("a3"), text),
            MadePart::Heading(level, text) => {
                body += &word_paragraph(Some(&level.to_string()), text);
            }
            MadePart::Paragraph(text) => body += &word_paragraph(None, text),
            MadePart::Caption(text) => body += &word_paragraph(Some("a5"), text),
            MadePart::Table(rows) => {
                body += "<w:tbl><w:tblPr/><w:tblGrid/>";
                for row in rows {
                    let cells: String = row
                        .iter()
                        .map(|cell| format!("<w:tc><w:tcPr/>{}</w:tc>", word_paragraph(None, cell)))
                        .collect();
                    body += &format!("<w:tr>{cells}</w:tr>");
                }
                body += "</w:tbl>";
            }
        }
    }
    docx_with(&body, &[("styles.xml", &word_styles())])
}

/// A web page of a government site, its text pasted from Word.
pub(crate) fn html(parts: &[MadePart]) -> String {
    let mut article = String::new();
    let mut title = String::new();
    for part in parts {
        match part {
            MadePart::Title(text) => title = escaped(text),
            MadePart::Heading(level, text) => {
                writeln!(article, "<h{level}>{}</h{level}>", escaped(text)).unwrap();
            }
            MadePart::Paragraph(text) | MadePart::Caption(text) => {
                let text = escaped(text);
                writeln!(article, "<p class=\"MsoNormal\" style=\"text-indent:32pt\"><span lang=\"EN-US\" style=\"font-family:仿宋_GB2312\">{text}<o:p></o:p></span></p>").unwrap();
            }
            MadePart::Table(rows) => {
                article += "<table border=\"1\" cellspacing=\"0\"><tbody>\n";
                for row in rows {
                    let cells: String = row
                        .iter()
                        .map(|cell| {
                            format!(
                                "<td><p align=\"center\"><span>{}</span></p></td>",
                                escaped(cell)
                            )
                        })
                        .collect();
                    writeln!(article, "<tr>{cells}</tr>").unwrap();
                }
                article += "</tbody></table>\n";
            }
        }
    }
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{title}_示例市政府门户</title>\n<style>p{{margin:0}}</style></head>\n<body>\n<div class=\"top\"><ul><li><a href=\"/\">首页</a></li><li><a href=\"/zw\">政务公开</a></li></ul></div>\n<div class=\"crumbs\">当前位置：<a href=\"/\">首页</a> &gt; <a href=\"/gh\">规划</a></div>\n<h1>{title}</h1>\n<div class=\"info\">浏览次数：<span id=\"hits\">0</span></div>\n<div class=\"TRS_Editor\">\n{article}</div>\n<div class=\"share\"><a href=\"#\">打印</a> <a href=\"#\">关闭</a></div>\n<div class=\"footer\">主办：示例市人民政府办公室 备案号：示ICP备00000000号</div>\n<script>var pv = 1 < 2;</script>\n</body></html>\n"
    )
}

/// One PDF object a string; the numbers are 1, 2, 3, … and number 1 is the catalog.
pub(crate) fn pdf_of(objects: &[String]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.5\n%\u{e2}\u{e3}\n");
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        write!(file, "{} 0 obj\n{object}\nendobj\n", index + 1).unwrap();
    }
    let start = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for offset in offsets {
        writeln!(file, "{offset:010} 00000 n ").unwrap();
    }
    write!(
        file,
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    )
    .unwrap();
    file.into_bytes()
}

/// A stream object.
pub(crate) fn pdf_stream(content: &str) -> String {
    format!(
        "<< /Length {} >>\nstream\n{content}\nendstream",
        content.len()
    )
}

/// A PDF of A4 pages: 12 point, 32 lines a page, tables as columns.
pub(crate) fn pdf(parts: &[MadePart]) -> Vec<u8> {
    // Codes are given in order of first use, so that without the map nothing can be read.
    let mut codes: Vec<char> = Vec::new();
    let mut lines: Vec<Vec<(u32, String)>> = Vec::new();
    for part in parts {
        match part {
            MadePart::Title(text) => lines.push(vec![(200, text.clone())]),
            MadePart::Heading(_, text) | MadePart::Caption(text) => {
                lines.push(vec![(96, text.clone())]);
            }
            MadePart::Paragraph(text) => {
                let chars: Vec<char> = text.chars().collect();
                for (index, piece) in chars.chunks(34).enumerate() {
                    lines.push(vec![(
                        if index == 0 { 96 } else { 72 },
                        piece.iter().collect(),
                    )]);
                }
            }
            MadePart::Table(rows) => lines.extend(pdf_table(rows)),
        }
    }
    let contents: Vec<String> = lines
        .chunks(32)
        .map(|lines| pdf_page(lines, &mut codes))
        .collect();
    pdf_with(&contents, &codes)
}

/// The lines of a table as a word processor prints it: columns as wide as their cells, long cells broken,
/// shorter ones in the middle of their row, white between the rows.
fn pdf_table(rows: &[Vec<String>]) -> Vec<Vec<(u32, String)>> {
    const LONGEST: usize = 20;
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut lefts = Vec::new();
    let mut left = 72;
    for column in 0..columns {
        lefts.push(left);
        let cells = rows.iter().filter_map(|row| row.get(column));
        let longest = cells.map(|cell| cell.chars().count()).max();
        left += 12 * (2 + u32::try_from(longest.unwrap_or_default().min(LONGEST)).unwrap());
    }
    let mut lines = Vec::new();
    for row in rows {
        let cells: Vec<Vec<String>> = row
            .iter()
            .map(|cell| {
                let chars: Vec<char> = cell.chars().collect();
                chars
                    .chunks(LONGEST)
                    .map(|piece| piece.iter().collect())
                    .collect()
            })
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or_default();
        for at in 0..height {
            let pieces = cells.iter().zip(&lefts).filter_map(|(cell, left)| {
                let above = (height - cell.len()) / 2;
                Some((*left, cell.get(at.checked_sub(above)?)?.clone()))
            });
            lines.push(pieces.collect());
        }
        lines.push(Vec::new());
    }
    lines
}

/// The description of one page.
fn pdf_page(lines: &[Vec<(u32, String)>], codes: &mut Vec<char>) -> String {
    let mut content = String::from("BT /F1 12 Tf\n");
    for (index, line) in lines.iter().enumerate() {
        let height = 780 - 22 * index;
        for (left, text) in line {
            let hex: String = text
                .chars()
                .map(|c| format!("{:04X}", code(codes, c)))
                .collect();
            writeln!(content, "1 0 0 1 {left} {height} Tm <{hex}> Tj").unwrap();
        }
    }
    content + "ET"
}

fn code(codes: &mut Vec<char>, c: char) -> usize {
    let known = codes.iter().position(|&known| known == c);
    17 + known.unwrap_or_else(|| {
        codes.push(c);
        codes.len() - 1
    })
}

/// Pages with these descriptions and a font whose codes 17, 18, … stand for `codes`.
pub(crate) fn pdf_with(contents: &[String], codes: &[char]) -> Vec<u8> {
    let kids: String = (0..contents.len())
        .map(|index| format!("{} 0 R ", 6 + 2 * index))
        .collect();
    let widths: String = codes
        .iter()
        .map(|c| {
            if u32::from(*c) < 0x2000 {
                "500 "
            } else {
                "1000 "
            }
        })
        .collect();
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n",
    );
    for chunk in codes.iter().enumerate().collect::<Vec<_>>().chunks(100) {
        writeln!(map, "{} beginbfchar", chunk.len()).unwrap();
        for (index, c) in chunk {
            let units: String = c
                .encode_utf16(&mut [0; 2])
                .iter()
                .map(|unit| format!("{unit:04X}"))
                .collect();
            writeln!(map, "<{:04X}> <{units}>", 17 + index).unwrap();
        }
        map += "endbfchar\n";
    }
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Count {} /Kids [ {kids}] /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> >>", contents.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+FangSong /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>".to_owned(),
        format!("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+FangSong /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [17 [{widths}]] >>"),
        pdf_stream(&map),
    ];
    for (index, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /Contents {} 0 R >>",
            7 + 2 * index
        ));
        objects.push(pdf_stream(content));
    }
    pdf_of(&objects)
}

/// The text in the encoding of older Chinese programs.
pub(crate) fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}
