//! The way in: one function for every format.

use crate::original::{Original, OriginalFormat, UnreadableOriginal};

use crate::readers::options::Options;
use crate::readers::recognise::{self, FileKind};
use crate::readers::{docx, html, pdf, refusal, sheet, suspect, text};

/// Reads a document. The content decides on its format, the name only where the content does not.
pub fn read(
    file_name: &str,
    bytes: &[u8],
    options: &Options,
) -> Result<Original, UnreadableOriginal> {
    if bytes.is_empty() {
        return Err(refusal::empty());
    }
    let mut original = match recognise::kind(file_name, bytes)? {
        FileKind::Text => text::read(bytes, OriginalFormat::Text, &options.limits),
        FileKind::Markdown => text::read(bytes, OriginalFormat::Markdown, &options.limits),
        FileKind::Docx => docx::read(bytes, options),
        FileKind::Html => html::read(bytes, &options.limits),
        FileKind::Pdf => pdf::read(bytes, &options.limits),
        FileKind::Xlsx => sheet::read_xlsx(bytes, &options.limits),
        FileKind::Ods => sheet::read_ods(bytes, &options.limits),
    }?;
    original.problems.extend(suspect::characters(&original));
    Ok(original)
}
