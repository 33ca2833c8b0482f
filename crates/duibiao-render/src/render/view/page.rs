//! Pages that mostly are text: cited documents, the method, ordinary pages, the missing page.

use serde::Serialize;

use crate::html::Html;

use super::{CitedBy, Contents, Field, Frame, Link, NoticeView, PlanItem, Update};

/// A law or document that is cited, or a stub of one.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceView {
    /// What all pages share; its title is the document's.
    pub frame: Frame,
    /// What it is, of the closed set `reference`.
    pub kind: &'static str,
    /// Whether nothing but its name is known.
    pub stub: bool,
    /// What must be said first.
    pub notices: Vec<NoticeView>,
    /// What is known of it. Templates have it prepared, under the same name.
    #[serde(skip)]
    pub fields: Vec<Field>,
    /// Our own words about it, as prepared safe HTML.
    pub note: Option<Html>,
    /// Documents of the site that name it.
    pub cited_by: Vec<CitedBy>,
    /// Plans below it, when it is a plan that the site does not hold.
    pub below: Vec<PlanItem>,
}

/// What every word and sign of the site means.
#[derive(Clone, Debug, Serialize)]
pub struct MethodView {
    /// What all pages share.
    pub frame: Frame,
    /// The closed sets, each as a table of sign, word, id and meaning.
    pub tables: Vec<TermTable>,
    /// The data files of the site.
    pub files: Vec<DataFile>,
    /// The page of the crosswalk.
    pub crosswalk: String,
}

/// A closed set to explain: its name is `t("set." ~ set)`, a word `t(set ~ "." ~ id)`, and what that
/// means `t(set ~ "-text." ~ id)`.
#[derive(Clone, Debug, Serialize)]
pub struct TermTable {
    /// The set, one of those for which the theme has explanations.
    pub set: &'static str,
    /// Its members, in order.
    pub ids: Vec<&'static str>,
}

/// A data file of the site.
#[derive(Clone, Debug, Serialize)]
pub struct DataFile {
    /// Its path and address.
    pub file: Link,
    /// What it holds.
    pub description: String,
    /// Its columns.
    pub columns: Vec<DataColumn>,
}

/// A column of a data file.
#[derive(Clone, Debug, Serialize)]
pub struct DataColumn {
    /// Its name.
    pub name: String,
    /// Its type, e.g. `string`.
    pub kind: String,
    /// What it holds.
    pub description: String,
}

/// The page for an address that does not exist.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    /// What all pages share.
    pub frame: Frame,
}

/// An ordinary page.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// What all pages share.
    pub frame: Frame,
    /// Its headings; empty when it is short. Templates have them prepared, under the same name.
    #[serde(skip)]
    pub contents: Vec<Contents>,
    /// Its text, as prepared safe HTML; its headings begin at `h2`.
    pub body: Html,
    /// Its changes, newest first.
    pub updates: Vec<Update>,
}
