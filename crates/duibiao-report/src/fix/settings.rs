//! Repairs of `duibiao.toml`.

use duibiao_syntax::config::FILE_NAME;
use duibiao_syntax::diagnostic::Diagnostic;

use super::page::FileWithFindings;
use super::value::{meant_key, unquoted};
use super::{RepairText, TextEdit, line};
use duibiao_syntax::schema::keys::{self, CONFIG, FOOTER, NAV, SchemaKey, Shape};

/// An unknown setting that is a slip of a known one.
pub(super) fn rename(found: &Diagnostic, page: &mut FileWithFindings<'_>) -> Option<RepairText> {
    let span = found.place()?;
    if !is_settings(page) || !page.is_at_margin(span.range().start) {
        return None;
    }
    let written = page.words(span)?.trim_matches('"');
    let section = page.section_at(span.range().start);
    let (key, name) = meant_key(written, keys_of(section.map_or("", |(_, name)| name)))?;
    let map = section.map(|(line, _)| line);
    let is_table = !key.shape.inner().is_empty();
    if is_table || page.has(map, key) {
        return None;
    }
    page.add(map, key);
    let text = name.to_owned();
    Some(RepairText::new(
        format!("把 `{written}` 改成 `{name}`"),
        format!("rename `{written}` to `{name}`"),
        vec![TextEdit { span, text }],
    ))
}

/// A word of a closed set in other letters or in Chinese.
pub(super) fn word(found: &Diagnostic, page: &FileWithFindings<'_>) -> Option<RepairText> {
    let whole = found.place()?;
    if !is_settings(page) || whole.range().is_empty() {
        return None;
    }
    let span = unquoted(whole, page).filter(|span| *span != whole)?;
    let written = page.words(span)?;
    let text = page.line(page.line_at(span.range().start));
    let Shape::OneOf(set) = keys::find(CONFIG, line::key(text)?)?.shape else {
        return None;
    };
    let word = set.meant(written).filter(|word| *word != written)?;
    Some(RepairText::new(
        format!("把 `{written}` 改成 `{word}`"),
        format!("write `{word}` for `{written}`"),
        vec![TextEdit {
            span,
            text: word.to_owned(),
        }],
    ))
}

fn is_settings(page: &FileWithFindings<'_>) -> bool {
    &*page.source.path == FILE_NAME
}

fn keys_of(section: &str) -> &'static [SchemaKey] {
    match section {
        "" => CONFIG,
        "footer" => FOOTER,
        "nav" => NAV,
        _ => &[],
    }
}
