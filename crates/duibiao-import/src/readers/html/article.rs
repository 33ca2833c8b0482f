//! Which part of a web page is the article.
//!
//! First by the names that publishing systems give to the container of a text, then by where the words are
//! that are not links. The choice is cautious: a part too large only adds lines that a person can delete.

use super::dom::{Dom, NodeId};

/// Names of the container, as class or id, in lower case.
const CONTAINERS: [&str; 44] = [
    "trs_editor",
    "trs_ueditor",
    "view",
    "ucapcontent",
    "article-content",
    "articlecontent",
    "article_content",
    "article-con",
    "article_con",
    "pages_content",
    "pages-content",
    "zoom",
    "zoomcon",
    "content",
    "contents",
    "con",
    "main-content",
    "main_content",
    "maincontent",
    "news_content",
    "news-content",
    "newscontent",
    "detail-content",
    "detail_content",
    "detailcontent",
    "article",
    "art_con",
    "arc_cont",
    "arc-content",
    "xxgk_content",
    "info-content",
    "info_content",
    "bt_content",
    "bt-content",
    "content_body",
    "text_content",
    "contenttext",
    "vsb_content",
    "wp_articlecontent",
    "contxt",
    "mainbody",
    "divcontent",
    "conn",
    "text",
];

/// Names of the element with the title.
const TITLES: [&str; 14] = [
    "title",
    "arti_title",
    "arti-title",
    "article-title",
    "article_title",
    "articletitle",
    "bt",
    "tit",
    "con_title",
    "con-title",
    "contitle",
    "xxgk_title",
    "news_title",
    "bigtitle",
];

/// Characters of the shortest title.
const LEAST_TITLE: usize = 6;

/// Characters of an element that are too few to be an article.
const SHORT: usize = 60;

/// The article of a page.
#[derive(Debug)]
pub(super) struct Article {
    pub(super) root: NodeId,
    /// The title, if it stands outside of it.
    pub(super) title: Option<NodeId>,
    /// Whether a good part of the words lies outside.
    pub(super) is_doubtful: bool,
}

/// Finds the article.
pub(super) fn find(dom: &Dom) -> Article {
    let solid = solid_text(dom);
    let body = dom
        .descendants(Dom::ROOT)
        .find(|&node| dom.name(node) == "body")
        .unwrap_or(Dom::ROOT);
    let root = by_name(dom, body, &solid).unwrap_or_else(|| by_density(dom, body, &solid));
    let outside = solid[body].saturating_sub(solid[root]);
    Article {
        root,
        title: title(dom, root),
        is_doubtful: outside > SHORT && outside * 4 > solid[body],
    }
}

/// For each node the number of characters below it that are not links or furniture.
fn solid_text(dom: &Dom) -> Vec<usize> {
    let mut solid = vec![0; dom.len()];
    let order: Vec<NodeId> = dom.descendants(Dom::ROOT).collect();
    for &node in order.iter().rev() {
        let own = dom.text(node).map_or(0, |text| {
            text.chars().filter(|c| !c.is_whitespace()).count()
        });
        let below: usize = dom.children(node).map(|child| solid[child]).sum();
        let is_furniture = dom.is_machinery(node)
            || matches!(
                dom.name(node),
                "a" | "nav" | "footer" | "select" | "button" | "noscript" | "textarea"
            );
        solid[node] = if is_furniture { 0 } else { own + below };
    }
    solid
}

/// The named container with the most text, and within it the innermost one that still holds nearly all.
fn by_name(dom: &Dom, body: NodeId, solid: &[usize]) -> Option<NodeId> {
    let named: Vec<NodeId> = dom
        .descendants(body)
        .filter(|&node| has_name(dom, node, &CONTAINERS))
        .collect();
    let most = named.iter().map(|&node| solid[node]).max()?;
    if most * 2 < solid[body] {
        return None;
    }
    let enough = most - most / 10;
    named.into_iter().rfind(|&node| solid[node] >= enough)
}

/// Goes down while one child holds nearly everything and the rest is small.
fn by_density(dom: &Dom, body: NodeId, solid: &[usize]) -> NodeId {
    let mut here = body;
    loop {
        let richest = dom.children(here).max_by_key(|&child| solid[child]);
        let Some(richest) =
            richest.filter(|&child| dom.text(child).is_none() && !is_text_element(dom.name(child)))
        else {
            return here;
        };
        let others = dom.children(here).filter(|&child| child != richest);
        let is_rest_small = others
            .into_iter()
            .all(|child| solid[child] < SHORT && !holds_structure(dom, child));
        if !is_rest_small || solid[richest] * 5 < solid[here] * 4 || solid[richest] == 0 {
            return here;
        }
        here = richest;
    }
}

/// Elements that are text themselves and not a container of it.
fn is_text_element(name: &str) -> bool {
    matches!(
        name,
        "p" | "pre"
            | "table"
            | "ul"
            | "ol"
            | "span"
            | "font"
            | "b"
            | "strong"
            | "h1"
            | "h2"
            | "h3"
            | "a"
    )
}

fn holds_structure(dom: &Dom, node: NodeId) -> bool {
    dom.descendants(node)
        .any(|node| matches!(dom.name(node), "table" | "h1" | "h2" | "h3" | "pre"))
}

fn has_name(dom: &Dom, node: NodeId, names: &[&str]) -> bool {
    if dom.name(node) == "ucapcontent" && names.contains(&"ucapcontent") {
        return true;
    }
    let words = [dom.attribute(node, "class"), dom.attribute(node, "id")];
    words
        .into_iter()
        .flatten()
        .flat_map(str::split_whitespace)
        .any(|word| names.contains(&word.to_ascii_lowercase().as_str()))
}

/// The title outside the article: a main heading, or an element named so, whose words are in the title of the
/// window; failing that, the only main heading of the page.
fn title(dom: &Dom, root: NodeId) -> Option<NodeId> {
    let is_inside = |node: NodeId| node == root || dom.ancestors(node).any(|above| above == root);
    let is_heading =
        |node: NodeId| dom.name(node) == "h1" && squeezed(dom, node).chars().count() >= LEAST_TITLE;
    let window = dom
        .descendants(Dom::ROOT)
        .find(|&node| dom.name(node) == "title");
    let window = window.map(|node| squeezed(dom, node)).unwrap_or_default();
    let named = dom
        .descendants(Dom::ROOT)
        .filter(|&node| dom.name(node) == "h1" || has_name(dom, node, &TITLES));
    let mut in_window = named.filter(|&node| {
        let words = squeezed(dom, node);
        words.chars().count() >= LEAST_TITLE && window.contains(&words)
    });
    if let Some(first) = in_window.next() {
        let is_repeated = is_inside(first) || in_window.any(is_inside);
        return (!is_repeated).then_some(first);
    }
    let mut headings = dom.descendants(Dom::ROOT).filter(|&node| is_heading(node));
    headings
        .next()
        .filter(|&first| !is_inside(first) && headings.next().is_none())
}

fn squeezed(dom: &Dom, node: NodeId) -> String {
    dom.descendants(node)
        .filter_map(|node| dom.text(node))
        .flat_map(str::chars)
        .filter(|c| !c.is_whitespace())
        .collect()
}
