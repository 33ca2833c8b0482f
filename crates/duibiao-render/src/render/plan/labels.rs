//! `meta` elements about what a page holds: Highwire tags, which reference managers read, and the
//! 网页标签 of government sites (国办发〔2017〕47号, annex).
//!
//! A label without a value is left out: nothing official is ever made up. The labels of the site itself
//! are in [`crate::render::page`].

use jiff::civil::Date as Day;

use crate::render::page::PageContext;
use crate::render::view::Meta;
use crate::route::PageKey;
use duibiao_compare::catalog::{PlanId, TopicId};
use duibiao_syntax::config::SiteKind;
use duibiao_syntax::diagnostic::Language;
use duibiao_syntax::document::{PlanDocument, PlanStatus, PublicationTime};

/// The labels of a plan.
pub(super) fn of_plan(page: &PageContext<'_>, id: PlanId) -> Vec<Meta> {
    let plan = page.context.catalog.plan(id);
    let mut metas = highwire(page, id);
    let column = match plan.status() {
        PlanStatus::Consultation => "征集调查",
        _ => "政策文件",
    };
    metas.extend(government(page, plan.topic, column, &article(page, id)));
    filled(metas)
}

/// The labels of a page that sets plans side by side.
pub(in crate::render) fn of_comparison(
    page: &PageContext<'_>,
    topic: TopicId,
    title: &str,
    key: &PageKey,
    newest: Option<Day>,
) -> Vec<Meta> {
    let config = page.context.config;
    let article = Article {
        title: title.to_owned(),
        published: newest.map(|day| day.to_string()),
        source: config
            .publisher
            .clone()
            .unwrap_or_else(|| config.title.clone()),
        keywords: Vec::new(),
        summary: None,
        url: page.absolute(key),
    };
    filled(government(page, topic, "数据发布", &article))
}

/// Tags that make a reference manager file a plan as a report of its issuers.
fn highwire(page: &PageContext<'_>, id: PlanId) -> Vec<Meta> {
    let document = &page.context.catalog.plan(id).document;
    let published = document.published.as_ref().map(|published| published.date);
    let day = document
        .written
        .or(published)
        .map(|day| day.to_string().replace('-', "/"));
    let mut metas = vec![meta("citation_title", &*document.title.value)];
    metas.extend(
        document
            .issuers
            .iter()
            .map(|issuer| meta("citation_author", &**issuer)),
    );
    metas.extend(
        document
            .issuers
            .first()
            .map(|issuer| meta("citation_technical_report_institution", &**issuer)),
    );
    metas.extend(
        document
            .doc_no
            .as_ref()
            .map(|number| meta("citation_technical_report_number", &*number.value)),
    );
    metas.extend(day.map(|day| meta("citation_publication_date", day)));
    metas.push(meta("citation_language", "zh-CN"));
    metas.push(meta(
        "citation_public_url",
        page.absolute(&PageKey::Plan(id)),
    ));
    metas
}

/// What the labels of a content page say.
struct Article {
    title: String,
    published: Option<String>,
    source: String,
    keywords: Vec<String>,
    summary: Option<String>,
    url: String,
}

fn article(page: &PageContext<'_>, id: PlanId) -> Article {
    let document = &page.context.catalog.plan(id).document;
    Article {
        title: document.title.value.to_string(),
        published: document.published.as_ref().map(moment),
        source: source(document),
        keywords: document.keywords.iter().map(ToString::to_string).collect(),
        summary: document.summary.as_deref().map(str::to_owned),
        url: page.absolute(&PageKey::Plan(id)),
    }
}

/// `2022-03-30 09:00`; an hour that is not known is not made up.
fn moment(published: &PublicationTime) -> String {
    match &published.time {
        Some(time) => format!("{} {time}", published.date),
        None => published.date.to_string(),
    }
}

/// Who published it, or where it was read.
fn source(document: &PlanDocument) -> String {
    match &document.origin.title {
        Some(title) => title.to_string(),
        None => document.issuers.join(","),
    }
}

fn government(
    page: &PageContext<'_>,
    topic: TopicId,
    column: &str,
    article: &Article,
) -> Vec<Meta> {
    if page.context.config.kind != SiteKind::Government {
        return Vec::new();
    }
    let topic = page.topic_link(topic).text;
    let about = match page.language() {
        Language::Chinese => format!("{topic}规划及其指标对照。"),
        Language::English => format!("Plans on {topic} and their indicators side by side."),
    };
    let keywords: Vec<String> = std::iter::once(topic.clone())
        .chain(article.keywords.iter().cloned())
        .collect();
    vec![
        meta("ColumnName", topic),
        meta("ColumnDescription", about),
        meta("ColumnKeywords", keywords.join(",")),
        meta("ColumnType", column),
        meta("ArticleTitle", article.title.as_str()),
        meta("PubDate", article.published.as_deref().unwrap_or_default()),
        meta("ContentSource", article.source.as_str()),
        meta("Keywords", keywords.join(",")),
        meta(
            "Description",
            article.summary.as_deref().unwrap_or_default(),
        ),
        meta("Url", article.url.as_str()),
    ]
}

fn meta(name: &'static str, content: impl Into<String>) -> Meta {
    Meta {
        name,
        content: content.into(),
    }
}

fn filled(metas: Vec<Meta>) -> Vec<Meta> {
    metas
        .into_iter()
        .filter(|meta| !meta.content.trim().is_empty())
        .collect()
}
