//! Front matter in TOML, each entry on a line of its own with inline tables.

use serde_json::{Map, Value};

/// Front matter with these entries.
pub(super) fn front_matter(entries: &Map<String, Value>) -> String {
    let mut toml = String::from("+++\n");
    for (name, value) in entries {
        toml.push_str(name);
        toml.push_str(" = ");
        push(&mut toml, value);
        toml.push('\n');
    }
    toml.push_str("+++\n");
    toml
}

/// Leaves out what is null, false or no text: templates see no difference, and Hugo has less to read.
pub(super) fn lean(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(name, value)| (name, lean(value)));
            fields.filter(|(_, value)| !is_nothing(value)).collect()
        }
        Value::Array(items) => items.into_iter().map(lean).collect(),
        value => value,
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

fn push(toml: &mut String, value: &Value) {
    match value {
        Value::Array(items) => {
            toml.push('[');
            for item in items {
                push(toml, item);
                toml.push(',');
            }
            toml.push(']');
        }
        Value::Object(fields) => push_table(toml, fields),
        // TOML has no null.
        Value::Null => toml.push_str("\"\""),
        // Numbers and texts are written as in JSON.
        value => toml.push_str(&value.to_string()),
    }
}

fn push_table(toml: &mut String, fields: &Map<String, Value>) {
    let mut before = '{';
    for (name, value) in fields {
        toml.push(before);
        toml.push_str(name);
        toml.push('=');
        push(toml, value);
        before = ',';
    }
    toml.push_str(if fields.is_empty() { "{}" } else { "}" });
}
