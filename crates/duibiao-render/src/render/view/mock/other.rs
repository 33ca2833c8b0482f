//! Every other kind of page.

use super::pages::{crosswalk, method, page, sitemap};
use super::*;

pub(super) fn full(ui: Ui) -> Vec<Named> {
    vec![
        ("home", home(ui).into()),
        (
            "topics",
            TopicIndexView {
                frame: frame(ui, "topics", "领域"),
                topics: topics(),
            }
            .into(),
        ),
        ("topic", topic(ui).into()),
        (
            "regions",
            RegionIndexView {
                frame: frame(ui, "regions", "地区"),
                roots: tree(),
            }
            .into(),
        ),
        ("region", region(ui).into()),
        ("indicators", indicators(ui).into()),
        ("indicator", indicator(ui).into()),
        ("reference", reference(ui).into()),
        ("crosswalk", crosswalk(ui).into()),
        ("method", method(ui).into()),
        ("sitemap", sitemap(ui).into()),
        (
            "404",
            NotFoundView {
                frame: frame(ui, "404", "没有找到页面"),
            }
            .into(),
        ),
        ("page", page(ui).into()),
    ]
}

pub(super) fn minimal(ui: Ui) -> Vec<Named> {
    let f = |kind, title| bare(ui, kind, title);
    vec![
        (
            "home-minimal",
            HomeView {
                frame: f("home", "对标"),
                figures: Vec::new(),
                topics: Vec::new(),
                latest: Vec::new(),
                examples: Vec::new(),
                legend: Vec::new(),
                stubs: Vec::new(),
                method: s("m.html"),
                feed: None,
            }
            .into(),
        ),
        (
            "topics-minimal",
            TopicIndexView {
                frame: f("topics", "领域"),
                topics: vec![],
            }
            .into(),
        ),
        (
            "topic-minimal",
            TopicView {
                frame: f("topic", "水务"),
                description: None,
                sections: Vec::new(),
                indicators: Vec::new(),
            }
            .into(),
        ),
        (
            "regions-minimal",
            RegionIndexView {
                frame: f("regions", "地区"),
                roots: Vec::new(),
            }
            .into(),
        ),
        (
            "region-minimal",
            RegionView {
                frame: f("region", "国家"),
                notices: Vec::new(),
                code: s("100000"),
                level: "nation",
                parents: Vec::new(),
                sections: Vec::new(),
                stubs: Vec::new(),
                children: Vec::new(),
            }
            .into(),
        ),
        (
            "indicators-minimal",
            IndicatorIndexView {
                frame: f("indicators", "指标"),
                sections: Vec::new(),
            }
            .into(),
        ),
        (
            "indicator-minimal",
            IndicatorView {
                frame: f("indicator", "首席专家"),
                id: s("chief-experts"),
                name_en: None,
                topic: link("职业病防治"),
                unit: None,
                better: "neither",
                measure: "total",
                definition: None,
                names: Vec::new(),
                sections: Vec::new(),
                downloads: Vec::new(),
            }
            .into(),
        ),
        (
            "reference-minimal",
            ReferenceView {
                frame: f("reference", "某文件"),
                kind: "other",
                stub: true,
                notices: Vec::new(),
                fields: Vec::new(),
                note: None,
                cited_by: Vec::new(),
                below: Vec::new(),
            }
            .into(),
        ),
        (
            "crosswalk-minimal",
            CrosswalkView {
                frame: f("crosswalk", "对应表"),
                sections: Vec::new(),
                downloads: Vec::new(),
            }
            .into(),
        ),
        (
            "method-minimal",
            MethodView {
                frame: f("method", "方法"),
                tables: Vec::new(),
                files: Vec::new(),
                crosswalk: s("c.html"),
            }
            .into(),
        ),
        (
            "sitemap-minimal",
            SitemapView {
                frame: f("sitemap", "网站地图"),
                sections: Vec::new(),
            }
            .into(),
        ),
        (
            "404-minimal",
            NotFoundView {
                frame: f("404", "没有找到页面"),
            }
            .into(),
        ),
        (
            "page-minimal",
            PageView {
                frame: f("page", "关于"),
                contents: Vec::new(),
                body: html("<p>一句话。</p>"),
                updates: Vec::new(),
            }
            .into(),
        ),
    ]
}

fn topics() -> Vec<TopicSummary> {
    let topic =
        |title: &str, other: &str, about: &str, plans, indicators, periods: &[&str]| TopicSummary {
            title: link(title),
            other_name: some(other),
            description: some(about),
            plans,
            indicators,
            regions: plans,
            periods: periods.iter().map(|period| link(period)).collect(),
        };
    vec![
        topic(
            "职业病防治",
            "Occupational disease prevention",
            "各级政府怎样减少劳动者因工作而得的病。",
            6,
            34,
            &["“十四五”（2021—2025年）"],
        ),
        topic(
            "国民经济和社会发展",
            "National economic and social development",
            "五年一次的总规划，各级都有，别的专项规划大多从这里取数。",
            4,
            62,
            &["“十五五”（2026—2030年）"],
        ),
        topic(
            "城市更新和住房",
            "Urban renewal and housing",
            "旧住房和城中村改造、住房供应、商业商办更新和社区配套。",
            5,
            41,
            &["“十四五”（2021—2025年）", "“十五五”（2026—2030年）"],
        ),
    ]
}

fn home(ui: Ui) -> HomeView {
    let figure = |id, value| SiteCount {
        id,
        value,
        href: some("index.html"),
    };
    let example = |indicator: &str, place: &str, verdict| Example {
        indicator: link(indicator),
        place: s(place),
        verdict,
    };
    let mut home = frame(ui, "home", "对标");
    home.breadcrumb.clear();
    HomeView {
        frame: home,
        figures: vec![
            figure("plans", 24),
            figure("rows", 293),
            figure("verdicts", 149),
            figure("regions", 17),
            figure("indicators", 188),
            figure("stubs", 31),
        ],
        topics: topics(),
        latest: vec![
            plan_item(
                "中华人民共和国国民经济和社会发展第十五个五年规划纲要",
                "国家",
                "nation",
            ),
            PlanItem {
                marks: vec![MarkView::new("draft")],
                status: "consultation",
                chain: None,
                ..plan_item(
                    "云南省职业病防治规划（2021-2025年）（征求意见稿）",
                    "云南省",
                    "province",
                )
            },
            taizhou(),
        ],
        examples: vec![
            example(
                "工业企业职业病危害项目申报率",
                "泰州市",
                verdict(
                    "higher",
                    None,
                    "泰州市 ≥95%，比国家规划（≥90%）高 5 个百分点，要求更严。",
                ),
            ),
            example(
                "新增绿道",
                "青浦区",
                verdict(
                    "part",
                    None,
                    "青浦区的 10 公里是上海市五年 500 公里的一部分，占 2%。",
                ),
            ),
            example(
                "每万人口发明专利拥有量",
                "青浦区",
                verdict(
                    "scope-differs",
                    None,
                    "区的行名去掉了“高价值”，与上海市的口径不同，只并列。",
                ),
            ),
        ],
        legend: vec![
            "higher",
            "lower",
            "equal",
            "part",
            "follows-upper",
            "scope-differs",
            "not-set",
            "upper-missing",
        ],
        stubs: vec![
            StubItem {
                title: link("四川省“十四五”职业病防治规划"),
                cited: 3,
            },
            StubItem {
                title: link("江苏省“十四五”职业病防治规划"),
                cited: 2,
            },
        ],
        method: s("method.html"),
        feed: some("feed.xml"),
    }
}

fn plan_section() -> PlanSection {
    let choice = |text: &str| Choice {
        text: s(text),
        href: s("index.html"),
        current: false,
    };
    PlanSection {
        anchor: s("p2021-2025"),
        title: s("“十四五”（2021—2025年）"),
        matrices: vec![choice("各地比较（宽松）"), choice("各地比较（严格）")],
        groups: vec![
            PlanGroup {
                level: Some("nation"),
                plans: vec![PlanItem {
                    marks: vec![MarkView::new("unverified")],
                    chain: None,
                    ..plan_item("国家职业病防治规划（2021-2025年）", "国家", "nation")
                }],
            },
            PlanGroup {
                level: Some("city"),
                plans: vec![
                    taizhou(),
                    plan_item("阜新市职业病防治规划（2021-2025年）", "阜新市", "city"),
                ],
            },
        ],
    }
}

fn topic(ui: Ui) -> TopicView {
    TopicView {
        frame: frame(ui, "topic", "职业病防治"),
        description: Some(html(
            "<p>各级政府怎样减少劳动者因工作而得的病：申报和监测工作场所的危害，查处违法，诊断、救治和康复患者。</p>",
        )),
        sections: vec![plan_section()],
        indicators: [
            "工业企业职业病危害项目申报率",
            "工作场所职业病危害因素监测合格率",
            "重点人群职业健康知识知晓率",
            "依托现有医疗资源，省级设立职业病防治院所",
            "首席专家",
        ]
        .map(link)
        .into(),
    }
}

fn node(
    name: &str,
    code: &str,
    level: &'static str,
    plans: usize,
    stubs: usize,
    children: Vec<RegionNode>,
) -> RegionNode {
    RegionNode {
        region: link(name),
        code: s(code),
        level,
        plans,
        stubs,
        children,
    }
}

fn tree() -> Vec<RegionNode> {
    vec![node(
        "国家",
        "100000",
        "nation",
        3,
        1,
        vec![
            node(
                "江苏省",
                "320000",
                "province",
                0,
                1,
                vec![node("泰州市", "321200", "city", 1, 0, Vec::new())],
            ),
            node(
                "上海市",
                "310000",
                "province",
                4,
                0,
                vec![
                    node("青浦区", "310118", "county", 2, 0, Vec::new()),
                    node("长宁区", "310105", "county", 3, 0, Vec::new()),
                ],
            ),
            node(
                "四川省",
                "510000",
                "province",
                0,
                2,
                vec![node(
                    "攀枝花市",
                    "510400",
                    "city",
                    0,
                    1,
                    vec![node("西区", "510403", "county", 1, 0, Vec::new())],
                )],
            ),
        ],
    )]
}

fn region(ui: Ui) -> RegionView {
    RegionView {
        frame: frame(ui, "region", "江苏省泰州市"),
        notices: vec![NoticeView {
            text: some("1996年以前为 329001。"),
            ..NoticeView::new("retired-code")
        }],
        code: s("321200"),
        level: "city",
        parents: vec![link("国家"), link("江苏省")],
        sections: vec![plan_section()],
        stubs: vec![StubItem {
            title: link("泰州市“十四五”卫生健康发展规划"),
            cited: 1,
        }],
        children: vec![node("靖江市", "321282", "county", 1, 0, Vec::new())],
    }
}

fn indicators(ui: Ui) -> IndicatorIndexView {
    let item = |name: &str, unit: Option<&str>, better, measure| IndicatorItem {
        indicator: link(name),
        name_en: some("Declaration rate of occupational hazard items by industrial enterprises"),
        unit: unit.map(s),
        better,
        measure,
        plans: 6,
        names: 2,
    };
    let section = |anchor: &str, topic: &str| IndicatorIndexSection {
        anchor: s(anchor),
        topic: link(topic),
        items: vec![
            item("工业企业职业病危害项目申报率", Some("%"), "higher", "rate"),
            item("首席专家", None, "neither", "total"),
        ],
    };
    IndicatorIndexView {
        frame: frame(ui, "indicators", "指标"),
        sections: vec![
            section("occupational-health", "职业病防治"),
            section("water", "水务"),
        ],
    }
}

fn indicator(ui: Ui) -> IndicatorView {
    let row = |region: &str, target: CellView, verdict, marks| IndicatorRow {
        region: link(region),
        plan: link("职业病防治规划（2021-2025年）"),
        name: s("工业企业职业病危害项目申报率"),
        grade: "same",
        baseline: Some(CellView::absent("not-stated")),
        targets: vec![TargetCell::only(target)],
        nature: Some("expected"),
        verdict,
        marks,
    };
    let choice = |text: &str| Choice {
        text: s(text),
        href: s("index.html"),
        current: false,
    };
    let mut two = row(
        "泰州市",
        value("≥95%"),
        Some(verdict("higher", Some("5 个百分点"), "泰州市更高。")),
        Vec::new(),
    );
    two.targets = vec![
        TargetCell {
            year: some("2023年"),
            cell: value("≥93%"),
        },
        TargetCell {
            year: some("2025年"),
            cell: value("≥95%"),
        },
    ];
    IndicatorView {
        frame: frame(ui, "indicator", "工业企业职业病危害项目申报率"),
        id: s("hazard-declaration-rate"),
        name_en: some("Declaration rate of occupational hazard items by industrial enterprises"),
        topic: link("职业病防治"),
        unit: some("%"),
        better: "higher",
        measure: "rate",
        definition: Some(html(
            "<p>应当申报职业病危害项目的工业企业中，已经申报的占多少。规划没有写明分母怎样确定。</p>",
        )),
        names: vec![
            PrintedName {
                name: s("工业企业职业病危害项目申报率"),
                grade: "same",
                reason: None,
                by: None,
                on: None,
                plans: vec![link("国家"), link("泰州市")],
            },
            PrintedName {
                name: s("职业病危害项目申报率"),
                grade: "wording",
                reason: some("省去“工业企业”，正文的范围相同。"),
                by: some("duibiao editors"),
                on: Some(day("2026-11-22", "2026年11月22日")),
                plans: Vec::new(),
            },
        ],
        sections: vec![IndicatorSection {
            anchor: s("p2021-2025"),
            period: s("“十四五”（2021—2025年）"),
            matrices: vec![choice("各地比较（宽松）"), choice("各地比较（严格）")],
            baseline: true,
            groups: vec![
                IndicatorGroup {
                    level: "nation",
                    rows: vec![row(
                        "国家",
                        unverified("≥90%"),
                        None,
                        vec![MarkView::new("unverified")],
                    )],
                },
                IndicatorGroup {
                    level: "city",
                    rows: vec![
                        two,
                        row(
                            "阜新市",
                            value("≥90%"),
                            Some(verdict("equal", None, "相同。")),
                            Vec::new(),
                        ),
                    ],
                },
            ],
        }],
        downloads: vec![Download::new("x.csv", "CSV")],
    }
}

fn reference(ui: Ui) -> ReferenceView {
    ReferenceView {
        frame: frame(ui, "reference", "江苏省“十四五”职业病防治规划"),
        kind: "plan",
        stub: true,
        notices: vec![NoticeView::new("stub")],
        fields: vec![
            Field::new(
                "region",
                FieldValue::Link {
                    link: link("江苏省"),
                },
            ),
            Field::new(
                "topic",
                FieldValue::Link {
                    link: link("职业病防治"),
                },
            ),
            Field::new("period", FieldValue::text("“十四五”（2021—2025年）")),
        ],
        note: Some(html("<p>泰州市的规划以它为上级。本站没有收录。</p>")),
        cited_by: vec![CitedBy {
            document: link("泰州市“十四五”职业病防治规划"),
            clauses: vec![link("导语"), link("三（二）")],
        }],
        below: vec![taizhou()],
    }
}
