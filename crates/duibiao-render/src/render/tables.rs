//! The tables of targets as prepared HTML, made from a finished view and the words of a theme.
//!
//! A site has thousands of these tables and they are nearly all that it writes, so they are written here,
//! straight to text, and a template only says where they stand. So are the other lists of thousands of
//! pages: 公开信息, contents, citations and legends, and the list of all pages. Their markup is a
//! contract with style sheets: `table.targets`, `.own`, `.upper`, `.v` (a value), `.j` (a verdict), `.badge.v-<verdict>`,
//! `.mark.m-<mark>`, `.none` (nothing, with its reason). What is in a cell was decided before; nothing
//! here looks at a plan.

use serde::Serialize;

use super::view::View;
use crate::html::Html;
use crate::theme::Theme;

mod cell;
mod chain;
mod citations;
mod contents;
mod fields;
mod indicator;
mod legend;
mod markup;
mod matrix;
mod plan;
mod sitemap;

/// A view with its prepared tables: all that a template sees.
#[derive(Debug, Serialize)]
pub(super) struct Prepared<'a> {
    #[serde(flatten)]
    view: &'a View,
    #[serde(flatten)]
    tables: Tables,
}

impl<'a> Prepared<'a> {
    /// Writes the tables of a page in the words of a theme.
    pub(super) fn new(theme: &Theme, view: &'a View) -> Self {
        Self {
            tables: tables(theme, view),
            view,
        }
    }
}

/// The prepared tables of a page, for each kind of page that has some.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Tables {
    Chain {
        table: Html,
        why: Html,
        legend: Html,
    },
    Matrix {
        table: Html,
        legend: Html,
    },
    Plan {
        fields: Option<Html>,
        contents: Option<Html>,
        targets: Option<Html>,
        promises: Option<Html>,
        citations: Option<Html>,
    },
    Reference {
        fields: Option<Html>,
    },
    Page {
        contents: Option<Html>,
    },
    Indicator {
        tables: Vec<Html>,
    },
    Sitemap {
        lists: Vec<Html>,
    },
    Other {},
}

fn tables(theme: &Theme, view: &View) -> Tables {
    match view {
        View::Chain(view) => Tables::Chain {
            table: chain::table(theme, view),
            why: chain::why(theme, view),
            legend: legend::list(theme, &view.legend, &view.marks),
        },
        View::Matrix(view) => Tables::Matrix {
            table: matrix::table(theme, view),
            legend: legend::list(theme, &view.legend, &view.marks),
        },
        View::Plan(view) => Tables::Plan {
            fields: fields::table(theme, "caption.fields", &view.fields),
            contents: contents::list(theme, &view.contents),
            targets: plan::targets(theme, view),
            promises: plan::commitments(theme, view),
            citations: citations::table(theme, &view.citations),
        },
        View::Reference(view) => Tables::Reference {
            fields: fields::table(theme, "caption.known", &view.fields),
        },
        View::Page(view) => Tables::Page {
            contents: contents::list(theme, &view.contents),
        },
        View::Indicator(view) => Tables::Indicator {
            tables: indicator::tables(theme, view),
        },
        View::Sitemap(view) => Tables::Sitemap {
            lists: sitemap::lists(theme, view),
        },
        _ => Tables::Other {},
    }
}
