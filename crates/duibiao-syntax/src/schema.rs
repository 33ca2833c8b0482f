//! What editors are told about front matter and `duibiao.toml`: JSON Schema, and the files that wire it
//! into VS Code.
//!
//! The schemas say `draft-07` and use no keyword that means another thing in draft-04 or in 2020-12:
//! the YAML extension ships draft-07, the TOML one reads draft-04. They are for completion and early
//! warning. What is right is decided by the parser alone, and the tests hold the schemas to it.

use serde_json::Value;

use keys::DocumentKind;

pub mod editor;
pub mod keys;
pub mod words;

mod draw;

/// A schema and the file it belongs in.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// The name of the file, e.g. `plan.schema.json`.
    pub file: String,
    /// The schema.
    pub value: Value,
}

impl Schema {
    /// The schema as it is written to its file: indented, with a line feed at the end.
    pub fn text(&self) -> String {
        // A value that was made of strings, numbers and lists can always be written.
        let mut text = serde_json::to_string_pretty(&self.value).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// The schema of the front matter of one kind of document.
pub fn front_matter(kind: DocumentKind) -> Schema {
    Schema {
        file: format!("{}.schema.json", kind.id()),
        value: draw::front_matter(kind),
    }
}

/// The schema of `duibiao.toml`.
pub fn config() -> Schema {
    Schema {
        file: "duibiao.schema.json".to_owned(),
        value: draw::config(),
    }
}

/// All schemas.
pub fn all() -> Vec<Schema> {
    let kinds = DocumentKind::ALL.into_iter().map(front_matter);
    kinds.chain([config()]).collect()
}

#[cfg(test)]
mod tests;
