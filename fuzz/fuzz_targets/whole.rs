//! From a document that was read to its plan file.

use duibiao_import::assemble::{self, Context, Notice};
use duibiao_import::original::Original;
use duibiao_import::repair::RepairMode;
use duibiao_import::{promise, tables};

pub fn import(original: &Original) {
    let context = Context {
        topics: &[],
        catalogue: &[],
        mode: RepairMode::Safe,
        region: None,
        topic: None,
        notice: Notice::SetApart,
        tables: &tables::find(original),
        promises: &|paragraphs| promise::find(paragraphs, &[]),
        attachment: None,
    };
    // Of bytes that are no document much may be lost; then the proof says so, and nothing is written.
    let imported = assemble::import(original, &context);
    assert!(imported.drawn.body <= imported.drawn.text.len());
}
