//! The way in: one function for every format.

use crate::original::{Format, Original, Unreadable};

use crate::readers::limits::Limits;
use crate::readers::recognise::{self, Kind};
use crate::readers::{docx, html, pdf, refusal, sheet, suspect, text};

/// What the caller decides about reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Read a Word file with tracked changes as if all of them were accepted. Otherwise such a file is
    /// refused, because what it says is not decided yet.
    pub accept_tracked_changes: bool,
    /// How much is read.
    pub limits: Limits,
}

/// Reads a document. The content decides on its format, the name only where the content does not.
pub fn read(file_name: &str, bytes: &[u8], options: &Options) -> Result<Original, Unreadable> {
    if bytes.is_empty() {
        return Err(refusal::empty());
    }
    let mut original = match recognise::kind(file_name, bytes)? {
        Kind::Text => text::read(bytes, Format::Text, &options.limits),
        Kind::Markdown => text::read(bytes, Format::Markdown, &options.limits),
        Kind::Docx => docx::read(bytes, options),
        Kind::Html => html::read(bytes, &options.limits),
        Kind::Pdf => pdf::read(bytes, &options.limits),
        Kind::Xlsx => sheet::read_xlsx(bytes, &options.limits),
        Kind::Ods => sheet::read_ods(bytes, &options.limits),
    }?;
    original.problems.extend(suspect::characters(&original));
    Ok(original)
}
