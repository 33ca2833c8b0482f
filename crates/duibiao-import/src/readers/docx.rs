//! Word, `.docx`: paragraphs, tables, notes, text boxes and automatic numbers of a package.
//!
//! What Word shows is read, not what it stores beside it: instructions of fields, hidden text, headers and
//! the words of reviewers stay out, the first three with a note of it and the last with their count only.
//! Nothing outside of the package is ever opened.

mod body;
mod math;
mod numbering;
mod notes;
mod runs;
mod styles;
mod table;

#[cfg(test)]
pub(crate) mod tests;

use std::collections::BTreeSet;

use crate::original::{Original, OriginalFormat, Removed, UnreadableOriginal};

use self::body::Walker;
use self::notes::Notes;
use self::numbering::Numbering;
use self::styles::Styles;
use crate::readers::draft::OriginalBuilder;
use crate::readers::options::Options;
use crate::readers::package::Package;
use crate::readers::refusal;
use crate::readers::xml::{self, Tree};

/// Elements that mark a tracked change of words or rows.
const CHANGES: [&str; 6] = [
    "w:ins",
    "w:del",
    "w:moveFrom",
    "w:moveTo",
    "w:cellIns",
    "w:cellDel",
];

/// What the other parts of the package say about paragraphs of the text.
pub(super) struct DocxParts {
    styles: Styles,
    numbering: Numbering,
    notes: Notes,
}

/// Reads a Word file.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Original, UnreadableOriginal> {
    let mut package = Package::open(bytes, &options.limits)?;
    let main = main_part(&mut package, options)?;
    let folder = main
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder)
        .to_owned();
    let document = tree(&mut package, &main, options)?.ok_or_else(|| refusal::damaged(&main))?;
    let mut beside = |name: &str| tree(&mut package, &format!("{folder}/{name}"), options);
    let styles = beside("styles.xml")?;
    let numbering = beside("numbering.xml")?;
    let footnotes = beside("footnotes.xml")?;
    let endnotes = beside("endnotes.xml")?;
    let texts = [Some(&document), footnotes.as_ref(), endnotes.as_ref()];
    let changes = texts
        .iter()
        .flatten()
        .map(|tree| tree.count(&CHANGES))
        .sum::<usize>();
    if changes > 0 && !options.accept_tracked_changes {
        return Err(refusal::tracked_changes(changes));
    }
    let parts = DocxParts {
        styles: styles.as_ref().map(Styles::read).unwrap_or_default(),
        numbering: numbering.as_ref().map(Numbering::read).unwrap_or_default(),
        notes: Notes::read(footnotes, endnotes),
    };
    let mut draft = OriginalBuilder::default();
    Walker::new(&parts, &options.limits, &mut draft).document(&document)?;
    leave_out_margins(&mut package, &folder, options, &mut draft)?;
    report_foreign_parts(&mut package, &folder, options, &mut draft)?;
    Ok(draft.finish(OriginalFormat::Docx, None))
}

fn tree(
    package: &mut Package<'_>,
    name: &str,
    options: &Options,
) -> Result<Option<Tree>, UnreadableOriginal> {
    match package.text(name.trim_start_matches('/'))? {
        Some(text) => xml::parse(&text, name, &options.limits).map(Some),
        None => Ok(None),
    }
}

/// The name of the part with the text, as the package itself says.
fn main_part(package: &mut Package<'_>, options: &Options) -> Result<String, UnreadableOriginal> {
    let relations = tree(package, "_rels/.rels", options)?;
    let target = relations.as_ref().and_then(|tree| {
        tree.descendants(0)
            .filter(|&node| tree.attribute(node, "TargetMode") != Some("External"))
            .find(|&node| {
                tree.attribute(node, "Type")
                    .is_some_and(|kind| kind.ends_with("/officeDocument"))
            })
            .and_then(|node| tree.attribute(node, "Target"))
    });
    let target = target
        .unwrap_or("word/document.xml")
        .trim_start_matches('/')
        .to_owned();
    Ok(if package.has(&target) {
        target
    } else {
        "word/document.xml".to_owned()
    })
}

/// Headers and footers are furniture of the page; comments are not for the public.
fn leave_out_margins(
    package: &mut Package<'_>,
    folder: &str,
    options: &Options,
    draft: &mut OriginalBuilder,
) -> Result<(), UnreadableOriginal> {
    let mut margins = BTreeSet::new();
    for name in package.names() {
        let Some(file) = name
            .strip_prefix(folder)
            .map(|rest| rest.trim_start_matches('/'))
        else {
            continue;
        };
        let is_margin =
            (file.starts_with("header") || file.starts_with("footer")) && ends_with_xml(file);
        if is_margin && let Some(tree) = tree(package, &name, options)? {
            margins.insert(plain_text(&tree));
        }
        if file == "comments.xml"
            && let Some(tree) = tree(package, &name, options)?
        {
            let count = tree.count(&["w:comment"]);
            if count > 0 {
                draft.removed.push(Removed {
                    line: 0,
                    text: count.to_string(),
                    reason: "comment",
                });
            }
        }
    }
    for text in margins {
        draft.remove(0, text, "header-footer");
    }
    Ok(())
}

/// The words of a part, a line for a paragraph, cached field results included.
fn plain_text(tree: &Tree) -> String {
    let mut text = String::new();
    for node in tree.descendants(0) {
        match tree.name(node) {
            "w:p" | "a:p" if !text.is_empty() && !text.ends_with('\n') => text.push('\n'),
            "w:t" | "a:t" | "c:v" => text.push_str(&tree.own_text(node)),
            "w:tab" | "c:pt" => text.push('\t'),
            _ => {}
        }
    }
    text.trim().to_owned()
}

/// Drawings with words, charts and embedded files live in parts of their own. Their words are shown to the
/// editor in full, because no reader can tell where they belong.
fn report_foreign_parts(
    package: &mut Package<'_>,
    folder: &str,
    options: &Options,
    draft: &mut OriginalBuilder,
) -> Result<(), UnreadableOriginal> {
    for name in package.names() {
        let file = name
            .strip_prefix(folder)
            .unwrap_or(&name)
            .trim_start_matches('/');
        let is_words = ends_with_xml(file)
            && (file.starts_with("diagrams/data") || file.starts_with("charts/chart"));
        if is_words {
            let words = tree(package, &name, options)?
                .as_ref()
                .map(plain_text)
                .unwrap_or_default();
            if !words.is_empty() {
                draft.report(
                    0,
                    "drawn-text",
                    format!("图形或图表 {file} 里有文字，没有并入正文：{words}"),
                    format!(
                        "The drawing or chart {file} holds words that are not in the text: {words}"
                    ),
                );
            }
        } else if file.starts_with("embeddings/") || file.starts_with("afchunk") {
            draft.report(
                0,
                "embedded-file",
                format!("文件里嵌有另一个文件 {file}，没有读取。"),
                format!("Another file is embedded, {file}; it was not read."),
            );
        }
    }
    Ok(())
}

fn ends_with_xml(file: &str) -> bool {
    std::path::Path::new(file)
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("xml"))
}
