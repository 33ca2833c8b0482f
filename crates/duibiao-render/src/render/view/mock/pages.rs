//! The crosswalk, the method, the site map and ordinary pages.

use super::*;

pub(super) fn crosswalk(ui: Ui) -> CrosswalkView {
    let row = |name: &str, grade, reason: Option<&str>| CrosswalkRow {
        name: s(name),
        indicator: link("职业卫生违法案件查处率"),
        grade,
        reason: reason.map(s),
        by: reason.map(|_| s("duibiao editors")),
        on: reason.map(|_| day("2026-11-22", "2026年11月22日")),
        plans: 3,
    };
    CrosswalkView {
        frame: frame(ui, "crosswalk", "指标名称对应表"),
        sections: vec![CrosswalkSection {
            anchor: s("occupational-health"),
            topic: link("职业病防治"),
            rows: vec![
                row("职业卫生违法案件查处率", "same", None),
                row(
                    "职业健康违法案件查处率",
                    "wording",
                    Some("“职业卫生”改称“职业健康”，查处的是同一类案件。"),
                ),
            ],
        }],
        downloads: vec![
            Download::new("x.csv", "CSV"),
            Download::new("x.json", "JSON"),
        ],
    }
}

pub(super) fn method(ui: Ui) -> MethodView {
    let tables = crate::theme::CLOSED_SETS
        .iter()
        .filter(|set| set.explained)
        .map(|set| TermTable {
            set: set.name,
            ids: set.ids.to_vec(),
        })
        .collect();
    let column = |name: &str, description: &str| DataColumn {
        name: s(name),
        kind: s("string"),
        description: s(description),
    };
    MethodView {
        frame: frame(ui, "method", "方法与数据"),
        tables,
        files: vec![DataFile {
            file: link("data/targets.csv"),
            description: s("每行一个目标值。"),
            columns: vec![
                column("plan_id", "规划的代码"),
                column("indicator_id", "指标的代码"),
                column("text_as_printed", "原文"),
            ],
        }],
        crosswalk: s("crosswalk.html"),
    }
}

pub(super) fn sitemap(ui: Ui) -> SitemapView {
    let group = |title: Option<Link>| SitemapGroup {
        title,
        links: [
            "泰州市“十四五”职业病防治规划",
            "阜新市职业病防治规划（2021-2025年）",
        ]
        .map(link)
        .into(),
    };
    SitemapView {
        frame: frame(ui, "sitemap", "网站地图"),
        sections: vec![
            SitemapSection {
                title: link("领域"),
                groups: vec![group(Some(link("职业病防治"))), group(Some(link("水务")))],
            },
            SitemapSection {
                title: link("指标"),
                groups: vec![group(None)],
            },
        ],
    }
}

pub(super) fn page(ui: Ui) -> PageView {
    let entry = |text: &str, href: &str| Contents {
        text: s(text),
        href: s(href),
        children: Vec::new(),
    };
    PageView {
        frame: frame(ui, "page", "关于本站"),
        contents: vec![entry("这是什么", "#s1"), entry("数值怎样读", "#s2")],
        body: html(
            "<h2 id=\"s1\">这是什么</h2>\n<p>对标把不同地方、不同层级的政府规划放在一起对照。</p>\n<h2 id=\"s2\">数值怎样读</h2>\n<ul><li>目标值先照原样显示，再读成可以比较的形式。</li><li>名称相同的指标才直接比较。</li></ul>",
        ),
        updates: vec![Update {
            date: day("2026-11-22", "2026年11月22日"),
            note: s("写成。"),
        }],
    }
}
