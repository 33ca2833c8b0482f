//! The pages of a file, in order, with what they inherit.

use std::collections::BTreeSet;

use crate::original::UnreadableOriginal;

use super::file::PdfFile;
use super::fixed::Fixed;
use super::lexer::{Dict, Object};
use crate::readers::limits::Limits;
use crate::readers::refusal;

/// A page.
#[derive(Debug)]
pub(super) struct PdfPage {
    pub(super) dict: Dict,
    pub(super) resources: Dict,
    /// Clockwise quarters that it is turned for the reader.
    pub(super) quarters: i64,
}

/// What a branch of the tree hands down.
#[derive(Clone, Default)]
struct Inherited {
    resources: Option<Object>,
    rotate: Option<Object>,
}

/// All pages: by the tree, or, if it is broken, every object that says it is a page.
pub(super) fn all(file: &PdfFile<'_>, limits: &Limits) -> Result<Vec<PdfPage>, UnreadableOriginal> {
    let root = file
        .get_dict(file.trailer(), "Root")
        .or_else(|| catalog(file));
    let tree = root.as_ref().and_then(|root| root.get("Pages"));
    let mut pages = tree
        .map(|tree| by_tree(file, tree, limits))
        .transpose()?
        .unwrap_or_default();
    if pages.is_empty() {
        for number in file.numbers() {
            if let Object::Dict(dict) = file.object(number)
                && is_type(file, &dict, "Page")
            {
                pages.push(page(file, dict, &Inherited::default()));
                check(&pages, limits)?;
            }
        }
    }
    Ok(pages)
}

fn check(pages: &[PdfPage], limits: &Limits) -> Result<(), UnreadableOriginal> {
    if pages.len() > limits.pdf_pages {
        return Err(refusal::too_large(
            "PDF 页数",
            "pages of a PDF",
            limits.pdf_pages,
        ));
    }
    Ok(())
}

fn catalog(file: &PdfFile<'_>) -> Option<Dict> {
    file.numbers().find_map(|number| match file.object(number) {
        Object::Dict(dict) if is_type(file, &dict, "Catalog") => Some(dict),
        _ => None,
    })
}

fn is_type(file: &PdfFile<'_>, dict: &Dict, name: &str) -> bool {
    file.get(dict, "Type").name() == Some(name)
}

/// Walks the tree without recursion; a node that was seen is not entered again.
fn by_tree(
    file: &PdfFile<'_>,
    tree: &Object,
    limits: &Limits,
) -> Result<Vec<PdfPage>, UnreadableOriginal> {
    let mut pages = Vec::new();
    let mut seen = BTreeSet::new();
    let mut stack = vec![(tree.clone(), Inherited::default())];
    while let Some((node, mut inherited)) = stack.pop() {
        if let Object::Reference(number) = node
            && !seen.insert(number)
        {
            continue;
        }
        let Object::Dict(dict) = file.resolve(&node) else {
            continue;
        };
        inherited.resources = dict.get("Resources").cloned().or(inherited.resources);
        inherited.rotate = dict.get("Rotate").cloned().or(inherited.rotate);
        match file.get(&dict, "Kids") {
            Object::Array(kids) => {
                stack.extend(kids.into_iter().rev().map(|kid| (kid, inherited.clone())));
            }
            _ => pages.push(page(file, dict, &inherited)),
        }
        check(&pages, limits)?;
    }
    Ok(pages)
}

fn page(file: &PdfFile<'_>, dict: Dict, inherited: &Inherited) -> PdfPage {
    let resources = dict.get("Resources").or(inherited.resources.as_ref());
    let resources = resources.map(|resources| file.resolve(resources));
    let rotate = dict.get("Rotate").or(inherited.rotate.as_ref());
    let degrees = rotate
        .and_then(|rotate| file.resolve(rotate).number())
        .map_or(0, Fixed::whole);
    let resources = match resources {
        Some(Object::Dict(resources)) => resources,
        _ => Dict::new(),
    };
    PdfPage {
        dict,
        resources,
        quarters: degrees / 90,
    }
}
