//! PDF with a text layer: characters and their places -> lines with their columns, and ruled tables.
//!
//! Own object reader, because the libraries at hand compute with binary fractions, bring a tower of
//! cryptography or end the process on hostile files. Characters come from what the file says of its fonts,
//! never from the shape of glyphs: where it says nothing, U+FFFD stands and a problem tells so. Encrypted
//! files are refused; scanned pages have no text here.

mod cmap;
mod content;
mod file;
mod filter;
mod fixed;
mod font;
mod glyph_name;
mod layout;
mod lexer;
mod page;
mod radical;
mod ruled;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::original::{Original, OriginalFormat, UnreadableOriginal};

use self::content::{Interpreter, PageContent};
use self::file::PdfFile;
use crate::readers::draft::OriginalBuilder;
use crate::readers::limits::Limits;
use crate::readers::refusal;

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Original, UnreadableOriginal> {
    let file = PdfFile::open(bytes, limits)?;
    let pages = page::all(&file, limits)?;
    if pages.is_empty() {
        return Err(refusal::damaged("PDF"));
    }
    let mut interpreter = Interpreter::new(&file, limits);
    let mut contents = Vec::new();
    for page in &pages {
        contents.push(interpreter.page(page)?);
    }
    if contents.iter().all(|content| content.glyphs.is_empty()) {
        return Err(refusal::no_text_layer(pages.len()));
    }
    let mut draft = OriginalBuilder::default();
    let left = layout::left_edge(&contents);
    for (index, content) in contents.iter().enumerate() {
        if index > 0 {
            draft.page_break();
        }
        report_page(content, index + 1, &mut draft);
        layout::write(content, left, limits, &mut draft)?;
    }
    for (code, zh, en) in interpreter.font_reports() {
        draft.report(0, code, zh, en);
    }
    report_beside(&file, &mut draft);
    Ok(draft.finish(OriginalFormat::Pdf, None))
}

/// What an editor must know about one page.
fn report_page(content: &PageContent, number: usize, draft: &mut OriginalBuilder) {
    let line = draft.line.saturating_add(1);
    if content.glyphs.is_empty() && !content.images.is_empty() {
        draft.report(
            line,
            "no-text-layer",
            format!("第 {number} 页是扫描图，没有文字。"),
            format!("Page {number} is a scan without text."),
        );
    }
    if content.is_recognised {
        draft.report(
            line,
            "recognised-text",
            format!("第 {number} 页的文字是机器识别的（隐藏在扫描图下），请逐字核对。"),
            format!("The text of page {number} was recognised by a machine (hidden under a scan); compare every word."),
        );
    }
    if content.has_vertical_text {
        draft.report(
            line,
            "vertical-text",
            format!("第 {number} 页有竖排文字，字序可能不对，请核对。"),
            format!("Page {number} has vertical text; its order may be wrong. Check it."),
        );
    }
    if content.is_damaged {
        draft.report(
            line,
            "page-damaged",
            format!("第 {number} 页的内容不完整，可能缺字。"),
            format!("The content of page {number} is damaged; words may be missing."),
        );
    }
}

/// Words that a PDF keeps beside its pages: notes of reviewers and fields of forms.
fn report_beside(file: &PdfFile<'_>, draft: &mut OriginalBuilder) {
    let mut kinds = BTreeSet::new();
    let mut notes = 0_usize;
    for kind in file.annotation_kinds() {
        match kind.as_str() {
            "Widget" => {
                kinds.insert("form");
            }
            "Text" | "FreeText" | "Popup" | "Highlight" | "StrikeOut" | "Caret" => notes += 1,
            _ => {}
        }
    }
    if kinds.contains("form") {
        draft.report(
            0,
            "form-fields",
            "PDF 里有表单域，其中填写的内容没有读取。".into(),
            "The PDF has form fields; what is filled in was not read.".into(),
        );
    }
    if notes > 0 {
        draft.removed.push(crate::original::Removed {
            line: 0,
            text: notes.to_string(),
            reason: "comment",
        });
    }
}
