//! Any bytes as the body of a Word file, and as the file itself.
#![no_main]

use std::io::{Cursor, Write};

use duibiao_import::readers::{self, Options};
use libfuzzer_sys::fuzz_target;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

mod whole;

fuzz_target!(|bytes: &[u8]| {
    let raw = [b"PK\x03\x04", bytes].concat();
    let _ = readers::read("a.docx", &raw, &Options::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let begun = writer.start_file("word/document.xml", SimpleFileOptions::default());
    if begun.is_err() || writer.write_all(bytes).is_err() {
        return;
    }
    let Ok(file) = writer.finish() else { return };
    let options = Options {
        accept_tracked_changes: true,
        ..Options::default()
    };
    if let Ok(original) = readers::read("a.docx", &file.into_inner(), &options) {
        whole::import(&original);
    }
});
