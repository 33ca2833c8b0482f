//! Comparisons: 青浦 beside 上海 and the nation, and a matrix of twelve columns.

use super::*;

pub(super) fn full(ui: Ui) -> Vec<Named> {
    vec![
        ("chain", qingpu(ui).into()),
        (
            "matrix",
            matrix(frame(
                ui,
                "matrix",
                "职业病防治“十四五”（2021—2025年）主要指标比较",
            ))
            .into(),
        ),
    ]
}

pub(super) fn minimal(ui: Ui) -> Vec<Named> {
    let mut chain = qingpu(ui);
    chain.frame = bare(ui, "chain", "对照");
    chain.uppers.clear();
    chain.modes.clear();
    chain.legend.clear();
    chain.marks.clear();
    chain.groups.clear();
    chain.downloads.clear();
    chain.notices.clear();
    chain.matrix = None;
    let mut bare_matrix = matrix(bare(ui, "matrix", "比较"));
    bare_matrix.scopes.clear();
    bare_matrix.periods.clear();
    bare_matrix.left_out.clear();
    bare_matrix.groups.clear();
    bare_matrix.legend.clear();
    bare_matrix.marks.clear();
    vec![
        ("chain-minimal", chain.into()),
        ("matrix-minimal", bare_matrix.into()),
    ]
}

fn modes() -> Vec<ModeChoice> {
    vec![
        ModeChoice {
            id: "loose",
            href: s("index.html"),
            current: true,
        },
        ModeChoice {
            id: "strict",
            href: s("strict.html"),
            current: false,
        },
    ]
}

fn head(level: &'static str, region: &str, plan: &str) -> UpperHead {
    UpperHead {
        level,
        region: link(region),
        plan: Some(link(plan)),
        held: true,
        marks: Vec::new(),
    }
}

fn row(
    anchor: &str,
    name: &str,
    unit: &str,
    nature: &'static str,
    own: &str,
    above: Vec<Vec<Against>>,
) -> ChainRow {
    ChainRow {
        anchor: s(anchor),
        name: link(name),
        sub: false,
        unit: some(unit),
        nature: Some(nature),
        own: vec![TargetCell::only(value(own))],
        against: above,
    }
}

fn qingpu_rows() -> Vec<ChainRow> {
    let follows = |upper: &str| {
        against(
            value(upper),
            verdict("follows-upper", None, "青浦区不另定数，完成市下达目标。"),
        )
    };
    let mut research = against(
        value("> 5.0"),
        verdict(
            "follows-upper",
            None,
            "青浦区与全市保持同步增长，上海市为 > 5.0%。",
        ),
    );
    research[0].name = some("全社会研发经费支出相当于地区生产总值比例");
    let mut scope = verdict(
        "scope-differs",
        None,
        "上海市的“每万人口高价值发明专利拥有量”与青浦区的“每万人口发明专利拥有量”口径不同，只并列。",
    );
    scope.grade = "narrower";
    scope.reason = some("区的行名去掉了“高价值”，范围更宽，73 不是从 85 退步。");
    let mut patents = against(value("85左右"), scope.clone());
    patents[0].name = some("每万人口高价值发明专利拥有量");
    let mut reported = against(unverified("＞22"), scope);
    reported[0].name = some("每万人口高价值发明专利拥有量");
    let mut unemployment = against(
        value("低于5.5%"),
        verdict(
            "lower",
            Some("0.5 个百分点"),
            "上海市 < 5.0%，比国家规划（低于5.5%）低 0.5 个百分点，要求更严。",
        ),
    );
    if let Some(verdict) = &mut unemployment[0].verdict {
        verdict.merit = Some("stricter");
    }
    vec![
        row(
            "ind-1",
            "地区生产总值年均增速",
            "%",
            "expected",
            "不低于全市平均水平",
            vec![
                against(
                    value("力争达到5%左右"),
                    verdict(
                        "follows-upper",
                        None,
                        "青浦区不低于全市平均水平，上海市为 5% 左右。",
                    ),
                ),
                against(
                    value("保持在合理区间、各年度视情提出"),
                    verdict("upper-unquantified", None, "国家规划没有定数。"),
                ),
            ],
        ),
        row(
            "ind-5",
            "千亿产业集群规模",
            "亿元",
            "expected",
            "新一代信息技术：1300亿元 高端装备制造：1200亿元 现代物流：5500亿元",
            vec![absent("not-set"), absent("not-set")],
        ),
        row(
            "ind-7",
            "全社会研发经费支出相当于地区生产总值比例",
            "%",
            "expected",
            "与全市保持同步增长",
            vec![
                research,
                against(
                    value("年均增长7%以上"),
                    verdict(
                        "not-comparable",
                        None,
                        "国家规划是年均增长，这里是占地区生产总值的比例，不能比较。",
                    ),
                ),
            ],
        ),
        row(
            "ind-9",
            "每万人口发明专利拥有量",
            "件",
            "expected",
            "73",
            vec![patents, reported],
        ),
        row(
            "ind-14",
            "养老机构护理型床位占比",
            "%",
            "expected",
            "75",
            vec![
                against(
                    value("＞75"),
                    verdict(
                        "operator-only",
                        None,
                        "数值都是 75%，上海市不含 75%，青浦区含 75%。",
                    ),
                ),
                against(
                    unverified("73%"),
                    verdict(
                        "higher",
                        Some("2 个百分点"),
                        "青浦区 75%，比国家（73%）高 2 个百分点，要求更严。",
                    ),
                ),
            ],
        ),
        row(
            "ind-15",
            "新增供应保障性租赁住房数量",
            "套（间）",
            "expected",
            "完成市下达目标",
            vec![follows("［25—27］"), absent("not-set")],
        ),
        row(
            "ind-16",
            "单位生产总值二氧化碳排放降低",
            "%",
            "binding",
            "完成市下达目标",
            vec![
                follows("［完成国家审核衔接后确定的目标］"),
                follows("降低17%"),
            ],
        ),
        row(
            "ind-20",
            "单位生产总值生产安全事故死亡率",
            "人/亿元",
            "binding",
            "≤0.018",
            vec![
                against(
                    value("< 0.006"),
                    verdict(
                        "higher",
                        Some("0.012 人/亿元"),
                        "青浦区 ≤0.018 人/亿元，比上海市（< 0.006）高 0.012 人/亿元，要求更宽。",
                    ),
                ),
                absent("not-set"),
            ],
        ),
        row(
            "ind-21",
            "新增绿道",
            "公里",
            "expected",
            "10",
            vec![
                against(
                    value("〔500〕"),
                    verdict(
                        "part",
                        Some("占 2%"),
                        "青浦区的 10 公里是上海市五年 500 公里的一部分，占 2%。",
                    ),
                ),
                absent("not-set"),
            ],
        ),
        row(
            "ind-22",
            "城镇调查失业率",
            "%",
            "expected",
            "< 5.0",
            vec![
                against(value("< 5.0"), verdict("equal", None, "与上海市相同。")),
                unemployment,
            ],
        ),
    ]
}

fn qingpu(ui: Ui) -> ChainView {
    let above = ChainRow {
        anchor: s("up-1"),
        own: vec![TargetCell::only(CellView::absent("not-set"))],
        ..row(
            "up-1",
            "社区公共服务设施15分钟步行可达覆盖率",
            "%",
            "expected",
            "x",
            vec![
                against(
                    value("95"),
                    verdict("not-set", None, "上海市有此指标，青浦区没有。"),
                ),
                absent("not-set"),
            ],
        )
    };
    let mut reported = head(
        "nation",
        "国家",
        "中华人民共和国国民经济和社会发展第十五个五年规划纲要",
    );
    reported.marks.push(mark("unverified", "部分数值转引。"));
    ChainView {
        frame: frame(
            ui,
            "chain",
            "上海市青浦区国民经济和社会发展第十五个五年规划纲要：与上级规划对照",
        ),
        plan: plan_item(
            "上海市青浦区国民经济和社会发展第十五个五年规划纲要",
            "青浦区",
            "county",
        ),
        notices: Vec::new(),
        modes: modes(),
        counted: Counted {
            comparable: 9,
            total: 11,
        },
        uppers: vec![
            head(
                "province",
                "上海市",
                "上海市国民经济和社会发展第十五个五年规划纲要",
            ),
            reported,
        ],
        legend: vec![
            "higher",
            "lower",
            "equal",
            "operator-only",
            "part",
            "follows-upper",
            "upper-unquantified",
            "scope-differs",
            "not-comparable",
            "not-set",
        ],
        marks: vec!["unverified"],
        groups: vec![
            ChainRowGroup {
                title: some("本规划的指标"),
                rows: qingpu_rows(),
            },
            ChainRowGroup {
                title: some("仅上级规划设定"),
                rows: vec![above],
            },
        ],
        downloads: vec![
            Download::new("x.csv", "CSV"),
            Download::new("x.json", "JSON"),
        ],
        matrix: Some(link("与各地比较")),
    }
}

const COLUMNS: [(&str, &[&str]); 4] = [
    ("nation", &["国家"]),
    (
        "province",
        &["辽宁省", "江苏省", "山东省", "云南省", "四川省"],
    ),
    ("city", &["阜新市", "泰州市", "威海市", "攀枝花市"]),
    ("county", &["西区", "青浦区"]),
];

const ROWS: [(&str, &str, [&str; 5]); 6] = [
    (
        "工伤保险参保人数",
        "人",
        ["稳步提升", "稳步提升", "稳步提升", "稳步提升", "稳步提升"],
    ),
    (
        "工业企业职业病危害项目申报率",
        "%",
        ["≥90%", "≥90%", "≥95%", "≥90%", "≥90%"],
    ),
    (
        "工作场所职业病危害因素监测合格率",
        "%",
        ["≥85%", "≥85%", "≥90%", "≥85%", "≥85%"],
    ),
    (
        "非医疗放射工作人员个人剂量监测率",
        "%",
        ["≥90%", "≥90%", "≥95%", "≥90%", "≥90%"],
    ),
    (
        "重点人群职业健康知识知晓率",
        "%",
        ["≥85%", "≥85%", "≥90%", "≥85%", "≥85%"],
    ),
    (
        "依托现有医疗资源，省级设立职业病防治院所",
        "%",
        ["100%", "", "", "", ""],
    ),
];

fn matrix_cells(values: [&str; 5]) -> Vec<Vec<Against>> {
    let nation = vec![Against {
        verdict: None,
        ..against(unverified(values[0]), verdict("equal", None, "")).remove(0)
    }];
    let own = |text: &str| {
        if text.is_empty() {
            return absent("not-set");
        }
        let id = match (text == values[0], text) {
            (true, "稳步提升") => "same-in-kind",
            (true, _) => "equal",
            (false, _) => "higher",
        };
        against(value(text), verdict(id, None, "与国家规划相比。"))
    };
    let missing = || absent("no-table");
    vec![
        nation,
        missing(),
        missing(),
        missing(),
        own(values[1]),
        missing(),
        own(values[1]),
        own(values[2]),
        own(values[3]),
        missing(),
        own(values[4]),
        absent("not-applicable"),
    ]
}

fn matrix(frame: Frame) -> MatrixView {
    let column = |name: &&str| MatrixColumn {
        plan: link(name).titled("职业病防治规划"),
        within: (*name == "西区").then(|| s("攀枝花市")),
        marks: if *name == "云南省" {
            vec![MarkView::new("draft")]
        } else {
            Vec::new()
        },
    };
    let choice = |text: &str, current| Choice {
        text: s(text),
        href: s("index.html"),
        current,
    };
    MatrixView {
        frame,
        topic: link("职业病防治"),
        period: s("“十四五”（2021—2025年）"),
        scope: s("全部地区"),
        scopes: vec![
            choice("全部地区", true),
            choice("四川省", false),
            choice("江苏省", false),
        ],
        modes: modes(),
        counted: Counted {
            comparable: 25,
            total: 31,
        },
        legend: vec!["higher", "equal", "same-in-kind"],
        marks: vec!["draft", "unverified"],
        columns: COLUMNS
            .iter()
            .map(|(level, names)| ColumnGroup {
                level,
                columns: names.iter().map(column).collect(),
            })
            .collect(),
        groups: vec![MatrixRowGroup {
            title: None,
            rows: ROWS
                .iter()
                .enumerate()
                .map(|(place, (name, unit, values))| MatrixRow {
                    anchor: format!("row-{place}"),
                    indicator: link(name),
                    unit: some(unit),
                    cells: matrix_cells(*values),
                })
                .collect(),
        }],
        left_out: vec![
            LeftOutPlan {
                plan: link("云南省职业病防治规划（2021-2025年）（征求意见稿）"),
                reason: "draft",
                text: None,
            },
            LeftOutPlan {
                plan: link("四川省“十四五”职业病防治规划"),
                reason: "missing",
                text: some("攀枝花市西区的规划引用了它"),
            },
        ],
        downloads: vec![
            Download::new("x.csv", "CSV"),
            Download::new("x.json", "JSON"),
        ],
        periods: vec![choice("“十四五”", true), choice("“十五五”", false)],
    }
}
