//! One file of `content/` to one document, without looking at any other.
//!
//! Parsing never stops at a fault: whatever can be read is read, and everything wrong is said at once.
//! Which kind of document a file is follows from its folder. Names of other documents stay words here.

mod body;
mod cite;
mod column;
mod fields;
mod front_matter;
mod lint;
mod table;
mod yaml;

use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::document::{Body, Document, TextKind};
use crate::source::{Source, Sources};
use crate::span::{SourceId, Span, Spanned};

/// Parses sources in parallel; the documents come in the order of the ids.
pub fn documents(sources: &Sources, ids: &[SourceId]) -> Checked<Vec<Document>> {
    let parsed: Vec<Checked<Option<Document>>> = ids
        .par_iter()
        .map(|id| document(&sources.get(*id).opened()))
        .collect();
    let mut found = Vec::new();
    let documents = parsed
        .into_iter()
        .filter_map(|parsed| parsed.drain_into(&mut found))
        .collect();
    Checked::new(documents, found)
}

/// Parses one source. There is no document when a required key is missing or wrong.
pub fn document(source: &Source) -> Checked<Option<Document>> {
    let mut found = Vec::new();
    let document = read(source, &mut found);
    Checked::new(document, found)
}

fn read(source: &Source, found: &mut Vec<Diagnostic>) -> Option<Document> {
    let Some(place) = ContentPlace::of(source) else {
        found.push(stray(source));
        return None;
    };
    let head = front_matter::head(source, found)?;
    let stem = Spanned::new(place.stem.into(), source.span(0..0));
    let (fields, start) = (head.fields, head.body_start);
    if place.kind == ContentFolder::Plans {
        let plan = front_matter::plan(
            fields,
            &stem,
            place.topic,
            |period, text, found| {
                let whole_text = text == Some(TextKind::Full);
                body::body(source, start, body::BodyKind::Plan { period, whole_text })
                    .drain_into(found)
            },
            found,
        )?;
        return Some(Document::Plan(Arc::new(plan)));
    }
    let body: Body = body::body(source, start, body::BodyKind::Other).drain_into(found);
    match place.kind {
        ContentFolder::Topics => front_matter::topic(fields, &stem, body, found)
            .map(Arc::new)
            .map(Document::Topic),
        ContentFolder::Indicators => {
            front_matter::indicator(fields, &stem, place.topic, body, found)
                .map(Arc::new)
                .map(Document::Indicator)
        }
        ContentFolder::References => front_matter::reference(fields, &stem, body, found)
            .map(Arc::new)
            .map(Document::Reference),
        ContentFolder::Pages | ContentFolder::Plans => {
            front_matter::page(fields, &stem, body, found)
                .map(Arc::new)
                .map(Document::Page)
        }
    }
}

/// Where in `content/` a file lies.
struct ContentPlace<'a> {
    kind: ContentFolder,
    /// The folder below that of the kind; empty where there is none.
    topic: &'a str,
    /// The file name without `.md`.
    stem: &'a str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ContentFolder {
    Topics,
    Indicators,
    Plans,
    References,
    Pages,
}

impl<'a> ContentPlace<'a> {
    fn of(source: &'a Source) -> Option<Self> {
        let mut parts = source
            .path
            .strip_prefix("content/")?
            .strip_suffix(".md")?
            .split('/');
        let kind = match parts.next()? {
            "topics" => ContentFolder::Topics,
            "indicators" => ContentFolder::Indicators,
            "plans" => ContentFolder::Plans,
            "references" => ContentFolder::References,
            "pages" => ContentFolder::Pages,
            _ => return None,
        };
        let by_topic = matches!(kind, ContentFolder::Indicators | ContentFolder::Plans);
        let topic = if by_topic { parts.next()? } else { "" };
        let stem = parts.next()?;
        parts.next().is_none().then_some(Self { kind, topic, stem })
    }
}

fn stray(source: &Source) -> Diagnostic {
    Diagnostic::new(
        Code::StraySource,
        format!("`{}` 不在该放的文件夹里", source.path),
        format!("`{}` lies in no folder that gives it a meaning", source.path),
    )
    .at(Span::new(source.id, 0..0))
    .help(
        "放进 content/topics/、content/indicators/<领域>/、content/plans/<领域>/、content/references/ 或 content/pages/",
        "move it to content/topics/, content/indicators/<topic>/, content/plans/<topic>/, content/references/ or content/pages/",
    )
}
