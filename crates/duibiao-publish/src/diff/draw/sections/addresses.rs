//! Pages, addresses and files that came, went or changed.
//!
//! Long lists are cut, with a word about it: every file is in the manifests of both sides. What is
//! gone is listed to the last line, for it may have been cited.

use duibiao_syntax::diagnostic::Language;

use crate::diff::draw::markup::VisibleHtml;
use crate::diff::draw::phrases;
use crate::diff::{Difference, is_page};

/// Paths of a list that are shown, where not every one of them counts.
const MOST_PATHS: usize = 500;

pub(super) fn addresses(difference: &Difference<'_>, language: Language) -> VisibleHtml {
    let files = &difference.files;
    let pages = |list: &[(&str, _)]| -> Vec<String> {
        let pages = list.iter().filter(|(path, _)| is_page(path));
        pages
            .map(|(path, _)| phrases::shown_address(path))
            .collect()
    };
    let vanished: Vec<String> = difference
        .vanished()
        .iter()
        .map(|gone| phrases::shown_address(gone))
        .collect();
    let mut html = VisibleHtml::default();
    let titles = match language {
        Language::Chinese => ["消失的网址和页内位置", "新增的网页", "修改的网页"],
        Language::English => [
            "Addresses and anchors that are gone",
            "New pages",
            "Changed pages",
        ],
    };
    let lists = [vanished, pages(&files.added), pages(&files.changed)];
    for (at, (title, list)) in titles.into_iter().zip(lists).enumerate() {
        // What is gone is shown to the last line.
        let most = if at == 0 { list.len() } else { MOST_PATHS };
        html.push(paths(title, &list, most, language));
    }
    html
}

pub(super) fn files(difference: &Difference<'_>, language: Language) -> VisibleHtml {
    let files = &difference.files;
    let other = |list: &[(&str, _)]| -> Vec<String> {
        let other = list.iter().filter(|(path, _)| !is_page(path));
        other.map(|(path, _)| format!("/{path}")).collect()
    };
    let titles = match language {
        Language::Chinese => ["新增的其他文件", "删除的其他文件", "修改的其他文件"],
        Language::English => [
            "Other new files",
            "Other files that are gone",
            "Other changed files",
        ],
    };
    let lists = [
        other(&files.added),
        other(&files.removed),
        other(&files.changed),
    ];
    let mut html = VisibleHtml::default();
    for (title, list) in titles.into_iter().zip(lists) {
        html.push(paths(title, &list, MOST_PATHS, language));
    }
    html
}

/// A list of paths under its title and number.
fn paths(title: &str, list: &[String], most: usize, language: Language) -> VisibleHtml {
    let mut html = VisibleHtml::default();
    if list.is_empty() {
        return html;
    }
    let heading = match language {
        Language::Chinese => format!("{title}（{}）", list.len()),
        Language::English => format!("{title} ({})", list.len()),
    };
    html.element("<h3", &heading, "</h3>\n<ul class=\"paths\">");
    for path in list.iter().take(most) {
        html.element("<li", path, "</li>");
    }
    html.raw("</ul>\n");
    if let Some(more) = list.len().checked_sub(most).filter(|more| *more > 0) {
        let line = match language {
            Language::Chinese => format!("其余 {more} 个未列出，见清单 duibiao-manifest.json。"),
            Language::English => format!("{more} more are not listed: see duibiao-manifest.json."),
        };
        html.element("<p class=\"note\"", &line, "</p>\n");
    }
    html
}
