//! The page of the method: every closed set with its words, and every data file with its columns.
//!
//! The explanations themselves are the theme's words, the columns those of [`super::data`]; here they
//! are only put together.

use super::data;
use super::index::as_column;
use super::page::{PageContext, PageMeta};
use super::view::{DataFile, Link, MethodView, TermTable};
use crate::route::{self, DataFormat, Dataset, PageKey};
use crate::theme::CLOSED_SETS;

/// What every word and sign of the site means.
pub(super) fn method(page: &PageContext<'_>) -> MethodView {
    let heading = PageMeta {
        description: Some(page.word("text.method-intro")),
        section: Some(PageKey::Method),
        ..PageMeta::new("method", page.word("title.method"))
    };
    let explained = || CLOSED_SETS.iter().filter(|set| set.explained);
    let names: Vec<String> = explained()
        .map(|set| page.word(&format!("set.{}", set.name)))
        .collect();
    MethodView {
        frame: page.frame(as_column(page, heading, "数据发布", &names)),
        tables: explained()
            .map(|set| TermTable {
                set: set.name,
                ids: set.ids.to_vec(),
            })
            .collect(),
        files: Dataset::ALL
            .into_iter()
            .map(|dataset| file(page, dataset))
            .collect(),
        crosswalk: page.href(&PageKey::Crosswalk),
    }
}

fn file(page: &PageContext<'_>, dataset: Dataset) -> DataFile {
    let key = PageKey::Data(dataset, DataFormat::Csv);
    let (description, columns) = data::describe(dataset, page.language());
    DataFile {
        file: Link::new(
            page.href(&key),
            route::path(page.context.catalog, &key).to_string(),
        ),
        description,
        columns,
    }
}
