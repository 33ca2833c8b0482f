//! Views with real words, for looking at themes and for tests: rich ones, and ones with no more than
//! every page must have.
#![expect(
    clippy::too_many_lines,
    clippy::unnecessary_wraps,
    reason = "pages written out, piece by piece, as an author would see them"
)]

use super::*;
use crate::html::Html;

mod compare;
mod other;
mod pages;
mod plan;

/// A language of the interface.
#[derive(Clone, Copy)]
pub(crate) enum Ui {
    Zh,
    En,
}

/// A page and the name under which to look at it.
pub(crate) type Named = (&'static str, View);

/// Every kind of page with everything it can have, some in several cases.
pub(crate) fn full(ui: Ui) -> Vec<Named> {
    let mut pages = other::full(ui);
    pages.extend(plan::full(ui));
    pages.extend(compare::full(ui));
    pages
}

/// Every kind of page with as little as it can have.
pub(crate) fn minimal(ui: Ui) -> Vec<Named> {
    let mut pages = other::minimal(ui);
    pages.extend(plan::minimal(ui));
    pages.extend(compare::minimal(ui));
    pages
}

fn s(text: &str) -> String {
    text.to_owned()
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn link(text: &str) -> Link {
    Link::new("index.html", text)
}

fn day(iso: &str, text: &str) -> Date {
    Date {
        iso: s(iso),
        text: s(text),
    }
}

fn mark(id: &'static str, reason: &str) -> MarkView {
    MarkView {
        id,
        reason: some(reason),
    }
}

fn html(text: &'static str) -> Html {
    Html::literal(text)
}

fn nav(ui: Ui) -> Vec<NavItem> {
    let words = match ui {
        Ui::Zh => ["首页", "领域", "地区", "指标", "对应表", "方法", "网站地图"],
        Ui::En => [
            "Home",
            "Topics",
            "Regions",
            "Indicators",
            "Crosswalk",
            "Method",
            "Site map",
        ],
    };
    words
        .iter()
        .enumerate()
        .map(|(place, word)| NavItem {
            text: s(word),
            href: s("index.html"),
            current: place == 1,
        })
        .collect()
}

fn site(ui: Ui, kind: &'static str) -> SiteView {
    let mark = |id, text: &str, href: Option<&str>| FooterMark {
        id,
        text: s(text),
        href: href.map(s),
    };
    let marks = vec![
        mark("host", "泰州市卫生健康委员会", None),
        mark("site-id-code", "3212000001", None),
        mark(
            "icp",
            "苏ICP备00000000号",
            Some("https://beian.miit.gov.cn/"),
        ),
        mark(
            "police",
            "苏公网安备 00000000000000号",
            Some("https://beian.mps.gov.cn/#/query/webSearch?code=0"),
        ),
        mark(
            "error-report",
            "我为政府网站找错",
            Some("https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=0"),
        ),
    ];
    SiteView {
        title: s("对标"),
        description: some(match ui {
            Ui::Zh => {
                "把不同地方、不同层级的政府规划放在一起对照：一个地方的目标旁边，是它的上级和国家的目标。每个数值都指向印出它的那一行。"
            }
            Ui::En => {
                "Government plans of different places and levels, side by side: beside the targets of a place stand those of the levels above and of the nation. Every value leads to the row that prints it."
            }
        }),
        kind,
        language: s(match ui {
            Ui::Zh => "zh-CN",
            Ui::En => "en",
        }),
        home: s("index.html"),
        publisher: some("对标编者"),
        license: some("CC BY 4.0"),
        contact: None,
        marks: if kind == "government" {
            marks
        } else {
            Vec::new()
        },
    }
}

fn frame(ui: Ui, kind: &'static str, title: &str) -> Frame {
    Frame {
        site: site(ui, "research"),
        kind,
        title: s(title),
        description: some("一句话的说明 \"引号\" <尖括号>。"),
        canonical: some("https://example.org/duibiao/plans/occupational-health/321200-2021/"),
        root: String::new(),
        nav: nav(ui),
        breadcrumb: vec![
            Crumb {
                text: s("首页"),
                href: some("index.html"),
            },
            Crumb {
                text: s("领域"),
                href: some("index.html"),
            },
            Crumb {
                text: s("职业病防治"),
                href: some("index.html"),
            },
            Crumb {
                text: s("“十四五”"),
                href: None,
            },
        ],
        metas: vec![Meta {
            name: "citation_title",
            content: s(title),
        }],
        alternates: vec![Alternate {
            media_type: "application/atom+xml",
            title: s("更新"),
            href: s("feed.xml"),
        }],
        scripts: Vec::new(),
        updated: Some(day("2026-11-22", "2026年11月22日")),
        withheld: None,
        generator: s("duibiao 0.1.0"),
    }
}

/// A frame without anything that may be missing.
fn bare(ui: Ui, kind: &'static str, title: &str) -> Frame {
    let mut frame = frame(ui, kind, title);
    frame.site = SiteView {
        description: None,
        publisher: None,
        license: None,
        contact: None,
        ..site(ui, "government")
    };
    frame.description = None;
    frame.canonical = None;
    frame.breadcrumb.clear();
    frame.metas.clear();
    frame.alternates.clear();
    frame.updated = None;
    frame
}

fn plan_item(title: &str, region: &str, level: &'static str) -> PlanItem {
    PlanItem {
        title: link(title),
        region: link(region),
        level,
        topic: link("职业病防治"),
        period: s("“十四五”（2021—2025年）"),
        status: "in-force",
        rows: 7,
        date: Some(day("2022-03-28", "2022年3月28日")),
        marks: Vec::new(),
        chain: some("chain.html"),
    }
}

fn taizhou() -> PlanItem {
    PlanItem {
        date: None,
        ..plan_item("泰州市“十四五”职业病防治规划", "泰州市", "city")
    }
}

fn value(text: &str) -> CellView {
    CellView::Value(Printed {
        href: some("index.html#ind-3"),
        ..printed(text)
    })
}

fn printed(text: &str) -> Printed {
    Printed {
        text: s(text),
        reading: None,
        unit: None,
        horizon: None,
        marks: Vec::new(),
        href: None,
    }
}

fn unverified(text: &str) -> CellView {
    CellView::Value(Printed {
        marks: vec![mark("unverified", "数值出自一般了解，没有与原文核对。")],
        ..printed(text)
    })
}

fn verdict(id: &'static str, difference: Option<&str>, sentence: &str) -> VerdictView {
    VerdictView {
        id,
        merit: match id {
            "higher" => Some("stricter"),
            "lower" => Some("looser"),
            _ => None,
        },
        difference: difference.map(s),
        sentence: s(sentence),
        grade: "same",
        reason: None,
        marks: Vec::new(),
        href: some("#why-ind-2"),
    }
}

fn against(cell: CellView, verdict: VerdictView) -> Vec<Against> {
    vec![Against {
        year: None,
        name: None,
        cell,
        verdict: Some(verdict),
    }]
}

fn absent(id: &'static str) -> Vec<Against> {
    vec![Against::absent(id)]
}
