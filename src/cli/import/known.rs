//! What the project knows that an import needs: its topics and its catalogue of indicators.
//!
//! The rest of the project may be as broken as it likes: an editor imports before everything is right.

use std::path::PathBuf;

use crate::cli::arguments::OutputFormat;
use crate::cli::console::Console;
use crate::cli::project;
use crate::cli::surroundings::Surroundings;
use duibiao_import::metadata::Topic;
use duibiao_import::promise::CatalogueName;
use duibiao_syntax::diagnostic::Language;
use duibiao_syntax::document::{Document, Grade, IndicatorDocument, TopicDocument};
use duibiao_syntax::parse;

/// What an import needs of a project.
pub(super) struct Known {
    /// Its folder.
    pub(super) root: PathBuf,
    /// Its language.
    pub(super) language: Language,
    pub(super) topics: Vec<Topic>,
    pub(super) catalogue: Vec<CatalogueName>,
}

/// Reads the project in `dir`; that it cannot be read is told here.
pub(super) fn read(
    dir: Option<&std::path::Path>,
    format: OutputFormat,
    surroundings: &Surroundings,
    console: &mut Console<'_>,
) -> Option<Known> {
    let project = project::open(dir, format, surroundings, console)?.value;
    let parsed = parse::documents(&project.sources, &project.documents);
    let mut known = Known {
        root: project.root,
        language: project.config.language,
        topics: Vec::new(),
        catalogue: Vec::new(),
    };
    for document in &parsed.value {
        match document {
            Document::Topic(found) => known.topics.push(topic(found)),
            Document::Indicator(found) => known.catalogue.push(entry(found)),
            _ => {}
        }
    }
    Some(known)
}

fn topic(topic: &TopicDocument) -> Topic {
    let names = std::iter::once(&topic.title).chain(&topic.name_en);
    Topic {
        id: topic.id.value.to_string(),
        names: names.map(ToString::to_string).collect(),
    }
}

/// Only names that say the same quantity: a broader or narrower one would make another promise of it.
fn entry(indicator: &IndicatorDocument) -> CatalogueName {
    let same = indicator
        .also
        .iter()
        .filter(|alias| alias.grade <= Grade::Wording && alias.plans.is_empty())
        .map(|alias| &alias.name.value);
    CatalogueName {
        id: indicator.id.value.to_string(),
        names: std::iter::once(&indicator.name.value)
            .chain(same)
            .map(ToString::to_string)
            .collect(),
    }
}
