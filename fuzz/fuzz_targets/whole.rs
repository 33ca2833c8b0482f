//! From a document that was read to its plan file, with the proof that nothing was lost.

use duibiao::import::assemble::{self, Context, Notice};
use duibiao::import::original::Original;
use duibiao::import::repair::RepairMode;
use duibiao::import::{conserve, promise, tables};

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
    let imported = assemble::import(original, &context);
    let lost = imported
        .problems
        .iter()
        .find(|problem| conserve::CODES.contains(&problem.code));
    assert!(lost.is_none(), "{lost:?}");
}
