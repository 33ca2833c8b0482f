//! `data/datapackage.json`: what the tables hold, for programs (Data Package v2).

use std::io;

use serde_json::{Value, json};

use super::super::page::PageContext;
use super::super::records::ColumnSpec;
use super::columns;
use super::describe;
use crate::route::{DataFormat, Dataset, PageKey, path};

/// Writes the description of all tables. It has no date: the same input gives the same bytes.
pub(in crate::render) fn package(
    page: &PageContext<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let config = page.context.config;
    let resources: Vec<Value> = Dataset::ALL
        .into_iter()
        .map(|dataset| resource(page, dataset))
        .collect();
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "duibiao-data",
        "title": config.title,
        "homepage": config.base_url,
        "languages": [config.language.tag()],
        "resources": resources,
    });
    if let Some(description) = &config.description {
        package["description"] = json!(description);
    }
    if let Some(license) = &config.license {
        package["licenses"] = json!([{ "name": "other", "title": license }]);
    }
    serde_json::to_writer_pretty(&mut *out, &package)?;
    out.write_all(b"\n")
}

fn resource(page: &PageContext<'_>, dataset: Dataset) -> Value {
    let language = page.language();
    let (description, _) = describe(dataset, language);
    let csv = path(
        page.context.catalog,
        &PageKey::Data(dataset, DataFormat::Csv),
    );
    let fields: Vec<Value> = columns(dataset)
        .iter()
        .map(|column| field(column, page))
        .collect();
    let mut schema = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": fields,
        "missingValues": [{ "value": "", "label": "not stated or not applicable" }],
    });
    let (key, foreign) = keys(dataset);
    if let Some(key) = key {
        schema["primaryKey"] = json!([key]);
    }
    if let Some((field, table)) = foreign {
        schema["foreignKeys"] = json!([{
            "fields": [field],
            "reference": { "resource": table, "fields": [field] },
        }]);
    }
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": dataset.id(),
        "type": "table",
        "path": csv.as_str().trim_start_matches("data/"),
        "description": description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    })
}

fn field(column: &ColumnSpec, page: &PageContext<'_>) -> Value {
    json!({
        "name": column.name,
        "type": column.kind.id(),
        "description": column.description(page.language()),
    })
}

/// A field, and the table whose key it is.
type Foreign = (&'static str, &'static str);

/// A table's own key, and the field by which it belongs to another table.
const fn keys(dataset: Dataset) -> (Option<&'static str>, Option<Foreign>) {
    match dataset {
        Dataset::Plans => (Some("plan_id"), None),
        Dataset::Indicators => (Some("indicator_id"), None),
        Dataset::Targets | Dataset::Commitments | Dataset::Verdicts | Dataset::Citations => {
            (None, Some(("plan_id", "plans")))
        }
        Dataset::Crosswalk => (None, Some(("indicator_id", "indicators"))),
    }
}
