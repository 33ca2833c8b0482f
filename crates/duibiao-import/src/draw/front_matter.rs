//! The front matter of a plan file.
//!
//! Keys are those of `duibiao_syntax::parse`; a required one that is not known is named in a comment, so that the
//! check of the project says it is missing.

use std::fmt::Write as _;

use crate::metadata::Metadata;

/// The original, kept beside the plan file under the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The extension of its file.
    pub extension: String,
    /// BLAKE3 of its bytes, in hexadecimal digits.
    pub hash: String,
}

/// Draws the front matter, with the lines of dashes.
pub(super) fn draw(metadata: &Metadata, attachment: Option<&Attachment>) -> String {
    let mut text = String::from("---\n");
    push_required(metadata, &mut text);
    text.push_str("text: full\nverification: transcribed\n");
    optional(
        &mut text,
        "doc_no",
        metadata.doc_no.as_ref().map(|found| &found.value),
    );
    if let Some(issuers) = &metadata.issuers {
        let issuers = &issuers.value;
        text.push_str("issuers:\n");
        if issuers.names.len() == issuers.count {
            for name in &issuers.names {
                push_item(&mut text, name);
            }
        } else {
            push_item(&mut text, &issuers.summary());
        }
    }
    optional(
        &mut text,
        "written",
        metadata.written.as_ref().map(|found| &found.value),
    );
    optional(
        &mut text,
        "openness",
        metadata.openness.as_ref().map(|found| &found.value),
    );
    if let (Some(attachment), Some(stem)) = (attachment, metadata.stem()) {
        let Attachment { extension, hash } = attachment;
        let _ = write!(
            text,
            "attachments:\n  - file: {stem}.{extension}\n    title: \"原件（BLAKE3 {}）\"\n",
            hash.get(..16).unwrap_or(hash)
        );
    }
    text.push_str("---\n");
    text
}

/// What a plan file must say.
fn push_required(metadata: &Metadata, text: &mut String) {
    let title = metadata.title.as_ref().map(|title| title.value.clone());
    let region = metadata
        .region
        .as_ref()
        .map(|region| region.value.to_string());
    let topic = metadata.topic.as_ref().map(|topic| topic.value.clone());
    let period = metadata
        .period
        .as_ref()
        .map(|period| period.value.to_string());
    required(text, "title", "标题", title.as_deref());
    required(text, "region", "行政区代码，六位数字", region.as_deref());
    required(text, "topic", "领域", topic.as_deref());
    required(text, "period", "规划期，如 2021-2025", period.as_deref());
    let status = metadata
        .status
        .as_ref()
        .map(|status| status.value.front_matter());
    required(text, "status", "有效性", status);
}

fn required(text: &mut String, key: &str, what: &str, value: Option<&str>) {
    if let Some(value) = value {
        push_key(text, key, value);
    } else {
        text.push_str("# 待填：");
        text.push_str(key);
        text.push('（');
        text.push_str(what);
        text.push_str("）\n");
    }
}

fn optional(text: &mut String, key: &str, value: Option<&String>) {
    if let Some(value) = value {
        push_key(text, key, value);
    }
}

fn push_key(text: &mut String, key: &str, value: &str) {
    text.push_str(key);
    text.push_str(": ");
    push_scalar(text, value);
    text.push('\n');
}

fn push_item(text: &mut String, value: &str) {
    text.push_str("  - ");
    push_scalar(text, value);
    text.push('\n');
}

/// A word or a date as it is, anything else in double quotes.
fn push_scalar(text: &mut String, value: &str) {
    let is_plain = value
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && value.contains('-') | value.bytes().all(|b| b.is_ascii_lowercase());
    if is_plain {
        text.push_str(value);
        return;
    }
    text.push('"');
    for c in value.chars() {
        match c {
            '"' | '\\' => {
                text.push('\\');
                text.push(c);
            }
            _ if c.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            _ => text.push(c),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_read_back_as_they_are() {
        let drawn = |value: &str| {
            let mut text = String::new();
            push_scalar(&mut text, value);
            text
        };
        assert_eq!(drawn("2021-2025"), "2021-2025");
        assert_eq!(drawn("heritage"), "heritage");
        assert_eq!(drawn("999999"), "\"999999\"");
        assert_eq!(
            drawn("某市“十五五”规划: \"甲\\乙\""),
            "\"某市“十五五”规划: \\\"甲\\\\乙\\\"\""
        );
    }
}
