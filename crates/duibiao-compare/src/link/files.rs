//! Links of bodies to other documents and to files, and which files are published.
//!
//! A file is published only when a published document refers to it; every other file stays where it is
//! and is named.

use std::collections::{BTreeMap, BTreeSet};

use super::DocumentsByKind;
use crate::catalog::LeftOutDocument;
use duibiao_syntax::diagnostic::{Code, Diagnostic, Message, nearest};
use duibiao_syntax::document::{Body, LinkKind};
use duibiao_syntax::source::Sources;
use duibiao_syntax::span::Span;

/// Which files go to the site.
pub(super) struct PublishedAttachments {
    /// The paths of files that published documents refer to.
    pub(super) attachments: BTreeSet<Box<str>>,
    /// The others.
    pub(super) left_out: Vec<LeftOutDocument>,
}

/// Checks the links of all bodies and collects the files to publish.
pub(super) fn link(
    shelves: &DocumentsByKind,
    sources: &Sources,
    files: &BTreeMap<Box<str>, u64>,
    found: &mut Vec<Diagnostic>,
) -> PublishedAttachments {
    // Anchors are only collected when something links to a document at all.
    let linked = may_be_linked(shelves);
    let paths: BTreeMap<&str, BTreeSet<&str>> = bodies(shelves)
        .filter(|_| linked)
        .map(|body| {
            let path = &*sources.get(body.span.source).path;
            (path, body.anchors().collect())
        })
        .collect();
    let mut attachments = BTreeSet::new();
    for body in bodies(shelves) {
        let from = &*sources.get(body.span.source).path;
        for link in &body.links {
            match link.kind {
                LinkKind::External => {}
                LinkKind::Document => {
                    check_document(from, &link.destination, link.span, &paths, found);
                }
                LinkKind::File | LinkKind::Picture => {
                    attachments.extend(file(from, &link.destination, link.span, files, found));
                }
            }
        }
    }
    for plan in &shelves.plans {
        let from = &*sources.get(plan.title.span.source).path;
        for attachment in &plan.attachments {
            let written = &attachment.file;
            attachments.extend(file(from, &written.value, written.span, files, found));
        }
    }
    let unused = files.keys().filter(|path| !attachments.contains(*path));
    let left_out = unused
        .map(|path| LeftOutDocument {
            what: path.to_string(),
            why: Message::new("没有发布的页面引用它", "no published page refers to it"),
        })
        .collect();
    PublishedAttachments {
        attachments,
        left_out,
    }
}

/// Whether any body links to a document, so that the anchors of all have to be known.
fn may_be_linked(shelves: &DocumentsByKind) -> bool {
    bodies(shelves).any(|body| {
        body.links
            .iter()
            .any(|link| link.kind == LinkKind::Document)
    })
}

fn bodies(shelves: &DocumentsByKind) -> impl Iterator<Item = &Body> {
    let topics = shelves.topics.iter().map(|topic| &topic.body);
    let indicators = shelves.indicators.iter().map(|indicator| &indicator.body);
    let plans = shelves.plans.iter().map(|plan| &plan.body);
    let references = shelves.references.iter().map(|reference| &reference.body);
    let pages = shelves.pages.iter().map(|page| &page.body);
    topics
        .chain(indicators)
        .chain(plans)
        .chain(references)
        .chain(pages)
}

fn check_document(
    from: &str,
    destination: &str,
    span: Span,
    paths: &BTreeMap<&str, BTreeSet<&str>>,
    found: &mut Vec<Diagnostic>,
) {
    let (path, anchor) = destination.split_once('#').unwrap_or((destination, ""));
    let target = if path.is_empty() {
        Some(from.to_owned())
    } else {
        beside(from, path)
    };
    let Some(anchors) = target.as_deref().and_then(|target| paths.get(target)) else {
        let near = target.map(|target| {
            nearest(&target, paths.keys().copied())
                .first()
                .map(|near| relative(from, near))
        });
        found.push(broken(destination, span, near.flatten()));
        return;
    };
    if !anchor.is_empty() && !anchors.contains(anchor) {
        found.push(broken_anchor(destination, anchor, anchors, span));
    }
}

fn broken_anchor(
    destination: &str,
    anchor: &str,
    anchors: &BTreeSet<&str>,
    span: Span,
) -> Diagnostic {
    let near = nearest(anchor, anchors.iter().copied());
    if let Some(near) = near.first() {
        return broken(destination, span, Some(format!("#{near}")));
    }
    let some: Vec<String> = anchors
        .iter()
        .take(8)
        .map(|anchor| format!("#{anchor}"))
        .collect();
    let mut diagnostic = broken(destination, span, None);
    diagnostic.help = Some(if some.is_empty() {
        Message::new(
            "那份文件里没有可以链接的位置",
            "that document has no place to link to",
        )
    } else {
        Message::new(
            format!("那份文件里的位置有：{}", some.join("、")),
            format!("places in that document: {}", some.join(", ")),
        )
    });
    diagnostic
}

/// The way from a file of `content/` to another.
fn relative(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    let folders = from.len() - 1;
    let shared = from[..folders]
        .iter()
        .zip(&to[..to.len() - 1])
        .take_while(|(a, b)| a == b)
        .count();
    "../".repeat(folders - shared) + &to[shared..].join("/")
}

fn broken(destination: &str, span: Span, near: Option<String>) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        Code::BrokenLink,
        format!("链接 `{destination}` 没有对应的页面或位置"),
        format!("the link `{destination}` leads nowhere"),
    )
    .at(span);
    match near {
        Some(near) => diagnostic.help(
            format!("是不是 `{near}`？"),
            format!("did you mean `{near}`?"),
        ),
        None => diagnostic.help(
            "写从这份文件出发的相对路径，例如 ../water/310000-2026.md#s1",
            "write a path from this file, e.g. ../water/310000-2026.md#s1",
        ),
    }
}

fn file(
    from: &str,
    destination: &str,
    span: Span,
    files: &BTreeMap<Box<str>, u64>,
    found: &mut Vec<Diagnostic>,
) -> Option<Box<str>> {
    let path = beside(from, destination);
    if let Some((known, _)) = path.as_deref().and_then(|path| files.get_key_value(path)) {
        return Some(known.clone());
    }
    let near = path.and_then(|path| {
        nearest(&path, files.keys().map(|file| &**file))
            .first()
            .map(|near| relative(from, near))
    });
    let diagnostic = Diagnostic::new(
        Code::MissingAttachment,
        format!("没有文件 `{destination}`"),
        format!("there is no file `{destination}`"),
    )
    .at(span);
    found.push(match near {
        Some(near) => diagnostic.help(
            format!("是不是 `{near}`？"),
            format!("did you mean `{near}`?"),
        ),
        None => diagnostic.help(
            "把文件放在这份文档旁边",
            "put the file beside this document",
        ),
    });
    None
}

/// A relative path from a file of `content/`; none when it leads out of it.
pub fn beside(from: &str, destination: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in destination.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    (parts.first() == Some(&"content")).then(|| parts.join("/"))
}
