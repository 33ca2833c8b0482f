//! The release sheet 发布审批单: what is released, what it changes, and the lines that are signed.
//!
//! It has everything that a superior answers for with a signature, and the hash that ties the paper to
//! the files. Whether a release may go out is decided elsewhere.

use duibiao_syntax::diagnostic::{Language, Message};
use jiff::civil::Date;

use super::markup::{HtmlTable, VisibleHtml};
use super::page::{self, StylePlace};
use super::words::say;
use super::{phrases, sections};
use crate::diff::Difference;

/// What is released.
#[derive(Clone, Copy, Debug)]
pub struct Release<'a> {
    /// The title of the site.
    pub site: &'a str,
    /// The number of the release.
    pub number: u32,
    /// The number of the release before; none for the first one.
    pub previous: Option<u32>,
    /// The day whose state is released.
    pub as_of: Date,
    /// The commit that the sources are; none outside of git.
    pub revision: Option<&'a str>,
    /// The version of this program.
    pub tool: &'a str,
    /// The hash of the manifest.
    pub manifest: &'a str,
    /// Addresses that lead on to others.
    pub redirects: &'a [Redirect<'a>],
    /// The signatures of the plans; empty when they are not asked for.
    pub reviews: &'a [Review<'a>],
}

/// An address that leads on, or is withdrawn.
#[derive(Clone, Copy, Debug)]
pub struct Redirect<'a> {
    /// The old address.
    pub from: &'a str,
    /// The new address; none when it was withdrawn.
    pub to: Option<&'a str>,
    /// Why.
    pub note: &'a str,
}

/// Where a page stands on its way through the reviews.
#[derive(Clone, Debug)]
pub struct Review<'a> {
    /// The page, by its title.
    pub page: &'a str,
    /// The step, e.g. 终审.
    pub step: &'a str,
    /// Who signed; empty when unsigned.
    pub by: &'a str,
    /// When.
    pub on: Option<Date>,
    /// What is to be said of it.
    pub state: Message,
}

/// The sheet of a release.
pub fn sheet(difference: &Difference<'_>, release: &Release<'_>, language: Language) -> String {
    let title = say(language, "发布审批单", "Release approval sheet");
    let mut html = VisibleHtml::default();
    html.element("<h1", title, "</h1>\n");
    html.element("<p class=\"under\"", release.site, "</p>\n");
    html.push(facts(difference, release, language));
    if difference.is_empty() {
        let same = say(
            language,
            "与上次发布相同，没有需要上传的文件",
            "The same as the last release: there is nothing to upload",
        );
        html.element("<p class=\"same\"", same, "</p>\n");
    } else {
        html.push(sections::counts(difference, language));
    }
    html.push(redirects(release.redirects, language));
    html.push(sections::all(difference, language));
    html.push(reviews(release.reviews, language));
    html.push(signatures(language));
    let number = release.number;
    let title = format!("{title} {number} {}", release.site);
    page::page(&title, html, StylePlace::Page, language)
}

/// The data sheet at the top.
fn facts(difference: &Difference<'_>, release: &Release<'_>, language: Language) -> VisibleHtml {
    let caption = VisibleHtml::text(say(language, "发布信息", "The release"));
    let heads = [
        say(language, "项目", "Field"),
        say(language, "内容", "Value"),
    ];
    let mut table = HtmlTable::new("facts", caption, &heads);
    let mut row = |zh, en, value: &str| {
        table.row([
            VisibleHtml::text(say(language, zh, en)),
            VisibleHtml::text(value),
        ]);
    };
    row("发布序号", "Release", &numbered(release, language));
    row("内容日期", "As of", &day(release.as_of, language));
    let outside = say(
        language,
        "没有对应的提交，以清单校验值为准",
        "not in git: the manifest counts",
    );
    row(
        "源文件版本",
        "Revision",
        release.revision.unwrap_or(outside),
    );
    row("生成程序", "Made by", &format!("duibiao {}", release.tool));
    row("清单校验值", "Manifest (BLAKE3)", release.manifest);
    row("需要上传", "To upload", &upload(difference, language));
    table.finish()
}

fn numbered(release: &Release<'_>, language: Language) -> String {
    let number = release.number;
    match (language, release.previous) {
        (Language::Chinese, Some(last)) => format!("第 {number} 次（与第 {last} 次对照）"),
        (Language::Chinese, None) => format!("第 {number} 次（首次发布）"),
        (Language::English, Some(last)) => format!("{number} (compared with {last})"),
        (Language::English, None) => format!("{number} (the first one)"),
    }
}

fn day(date: Date, language: Language) -> String {
    match language {
        Language::Chinese => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        Language::English => date.to_string(),
    }
}

fn upload(difference: &Difference<'_>, language: Language) -> String {
    let files = &difference.files;
    let (up, gone) = (files.added.len() + files.changed.len(), files.removed.len());
    let bytes = phrases::grouped(usize::try_from(files.upload_bytes()).unwrap_or(usize::MAX));
    match language {
        Language::Chinese => {
            format!("{up} 个文件，共 {bytes} 字节，另加清单；从服务器删除 {gone} 个文件")
        }
        Language::English => format!("{up} files, {bytes} bytes; {gone} files to delete"),
    }
}

fn redirects(all: &[Redirect<'_>], language: Language) -> VisibleHtml {
    let caption = VisibleHtml::text(say(language, "网址跳转", "Redirects"));
    let heads = match language {
        Language::Chinese => ["原网址", "跳转到", "说明"],
        Language::English => ["From", "To", "Why"],
    };
    let mut table = HtmlTable::new("redirects", caption, &heads);
    for redirect in all {
        let withdrawn = say(language, "（已撤下）", "(withdrawn)");
        let to = redirect
            .to
            .map_or_else(|| withdrawn.to_owned(), phrases::shown_address);
        table.row([
            VisibleHtml::text(&phrases::shown_address(redirect.from)),
            VisibleHtml::text(&to),
            VisibleHtml::text(redirect.note),
        ]);
    }
    table.finish()
}

fn reviews(all: &[Review<'_>], language: Language) -> VisibleHtml {
    let caption = VisibleHtml::text(say(language, "三审三校", "Reviews"));
    let heads = match language {
        Language::Chinese => ["页面", "环节", "签署人", "日期", "状态"],
        Language::English => ["Page", "Step", "By", "On", "State"],
    };
    let mut table = HtmlTable::new("reviews", caption, &heads);
    for review in all {
        table.row([
            VisibleHtml::text(review.page),
            VisibleHtml::text(review.step),
            VisibleHtml::text(if review.by.is_empty() {
                "—"
            } else {
                review.by
            }),
            VisibleHtml::text(
                &review
                    .on
                    .map_or_else(|| "—".to_owned(), |on| day(on, language)),
            ),
            VisibleHtml::text(review.state.in_language(language)),
        ]);
    }
    table.finish()
}

/// The lines to sign, each with room for a name, an opinion and a day.
fn signatures(language: Language) -> VisibleHtml {
    let heads = match language {
        Language::Chinese => ["环节", "意见和签名", "日期"],
        Language::English => ["Step", "Opinion and signature", "Date"],
    };
    let caption = VisibleHtml::text(say(language, "签批", "Signatures"));
    let mut table = HtmlTable::new("signatures", caption, &heads);
    let date = say(language, "年　　月　　日", "");
    let steps = match language {
        Language::Chinese => ["拟稿", "审核", "签发"],
        Language::English => ["Drafted", "Checked", "Released"],
    };
    for step in steps {
        table.row([
            VisibleHtml::text(step),
            VisibleHtml::default(),
            VisibleHtml::text(date),
        ]);
    }
    let mut html = VisibleHtml::default();
    html.raw("<section class=\"sign\">\n");
    html.push(table.finish());
    html.raw("</section>\n");
    html
}
