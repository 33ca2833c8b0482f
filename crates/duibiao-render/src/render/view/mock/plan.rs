//! Plans: 泰州 (city, province not held, nation unverified) and a draft with little.

use super::*;

pub(super) fn full(ui: Ui) -> Vec<Named> {
    vec![
        ("plan", taizhou_page(ui).into()),
        ("plan-draft", draft(ui).into()),
    ]
}

pub(super) fn minimal(ui: Ui) -> Vec<Named> {
    vec![("plan-minimal", bare_plan(ui).into())]
}

fn bare_plan(ui: Ui) -> PlanView {
    PlanView {
        frame: bare(ui, "plan", "阜新市职业病防治规划（2021-2025年）"),
        plan: PlanItem {
            chain: None,
            ..taizhou()
        },
        notices: Vec::new(),
        fields: Vec::new(),
        contents: Vec::new(),
        uppers: Vec::new(),
        columns: TargetColumns {
            unit: false,
            baseline: None,
            targets: vec![s("目标值")],
            nature: false,
            others: Vec::new(),
        },
        groups: Vec::new(),
        table_downloads: Vec::new(),
        peers: Vec::new(),
        matrix: None,
        commitments: Vec::new(),
        extent: "none",
        body: None,
        citations: Vec::new(),
        cited_by: Vec::new(),
        versions: Vec::new(),
        updates: Vec::new(),
        downloads: Vec::new(),
        cite: None,
        note: None,
    }
}

fn uppers() -> Vec<UpperHead> {
    vec![
        UpperHead {
            level: "province",
            region: link("江苏省"),
            plan: Some(link("江苏省“十四五”职业病防治规划")),
            held: false,
            marks: Vec::new(),
        },
        UpperHead {
            level: "nation",
            region: link("国家"),
            plan: Some(link("国家职业病防治规划（2021-2025年）")),
            held: true,
            marks: vec![mark("unverified", "数值没有与原文核对。")],
        },
    ]
}

fn fields() -> Vec<Field> {
    let text = |id, words: &str| Field::new(id, FieldValue::text(words));
    let date = |id, iso: &str, words: &str| {
        Field::new(
            id,
            FieldValue::Date {
                date: day(iso, words),
            },
        )
    };
    vec![
        text("index-no", "11321200MB1234567X/2022-00017"),
        Field::new(
            "topic",
            FieldValue::Link {
                link: link("职业病防治"),
            },
        ),
        text("title", "泰州市“十四五”职业病防治规划"),
        Field {
            id: "issuers",
            values: [
                "泰州市卫生健康委员会",
                "泰州市发展和改革委员会",
                "泰州市工业和信息化局",
                "泰州市人力资源和社会保障局",
            ]
            .map(FieldValue::text)
            .into(),
        },
        text("doc-no", "泰卫职健〔2022〕8号"),
        date("written", "2022-03-28", "2022年3月28日"),
        date("published", "2022-03-30T09:00:00+08:00", "2022-03-30 09:00"),
        Field::new(
            "status",
            FieldValue::Term {
                set: "status",
                id: "in-force",
            },
        ),
        text("openness", "主动公开"),
        text("period", "“十四五”（2021—2025年）"),
        Field::new(
            "source",
            FieldValue::Link {
                link: Link::external("https://example.org/", "据规划全文的文本抄录"),
            },
        ),
        Field::new(
            "verification",
            FieldValue::Term {
                set: "verification",
                id: "transcribed",
            },
        ),
    ]
}

fn row(number: &str, name: &str, target: &str, uppers: Vec<Vec<Against>>) -> TargetRow {
    TargetRow {
        anchor: format!("ind-{number}"),
        number: some(number),
        name: s(name),
        sub: false,
        indicators: vec![link(name)],
        unit: some("%"),
        baseline: Some(CellView::Absent(Absent {
            printed: some("—"),
            ..match CellView::absent("dash") {
                CellView::Absent(absent) => absent,
                CellView::Value(_) => unreachable!(),
            }
        })),
        targets: vec![CellView::printed(target)],
        nature: Some("expected"),
        others: Vec::new(),
        against: uppers,
    }
}

fn rate(id: &'static str, upper: &str, difference: Option<&str>) -> Vec<Vec<Against>> {
    let sentence = "泰州市的目标与国家规划相比。";
    vec![
        absent("upper-missing"),
        against(unverified(upper), verdict(id, difference, sentence)),
    ]
}

fn rows() -> Vec<TargetRow> {
    let mut wording = rate("equal", "100%", None);
    wording[1][0].name = some("职业卫生违法案件查处率");
    if let Some(verdict) = &mut wording[1][0].verdict {
        verdict.grade = "wording";
    }
    let mut first = row(
        "1",
        "工伤保险参保人数",
        "稳步提升",
        rate("same-in-kind", "稳步提升", None),
    );
    first.unit = None;
    first.nature = None;
    vec![
        first,
        row(
            "2",
            "工业企业职业病危害项目申报率",
            "≥95%",
            rate("higher", "≥90%", Some("5 个百分点")),
        ),
        row(
            "3",
            "工作场所职业病危害因素监测合格率",
            "≥90%",
            rate("higher", "≥85%", Some("5 个百分点")),
        ),
        row(
            "4",
            "非医疗放射工作人员个人剂量监测率",
            "≥95%",
            rate("higher", "≥90%", Some("5 个百分点")),
        ),
        row(
            "5",
            "重点人群职业健康知识知晓率",
            "≥90%",
            rate("lower", "≥95%", Some("5 个百分点")),
        ),
        row("6", "职业健康违法案件查处率", "100%", wording),
        row(
            "7",
            "泰州市级建设职业病防治院",
            "100%",
            vec![absent("upper-missing"), absent("not-set")],
        ),
    ]
}

fn commitments() -> Vec<CommitmentRow> {
    let commitment = |anchor: &str, name: &str, words: &str, clause: &str| CommitmentRow {
        anchor: s(anchor),
        indicator: link(name),
        targets: vec![TargetCell::only(CellView::Value(Printed {
            reading: some("至少 150 家"),
            ..printed(words)
        }))],
        clause: link(clause),
        against: vec![absent("upper-missing"), absent("no-table")],
    };
    vec![
        commitment(
            "com-1",
            "参与健康企业建设的企业",
            "不少于150家",
            "三（三）2",
        ),
        commitment("com-2", "首席专家", "1名", "专栏2"),
    ]
}

fn body() -> Html {
    html(concat!(
        "<p>规划依据<cite>《<a href=\"index.html\">中华人民共和国职业病防治法</a>》</cite>、《江苏省职业病防治条例》等制定。</p>\n",
        "<h3 id=\"s1\">一、泰州市职业健康现状和问题</h3>\n<p>《江苏省贯彻落实国家职业病防治规划行动方案》施行以来，支撑服务体系、专项治理、宣教培训和监管能力都有进展。2020年的现状调查估算，全市有危害的5人以上工业企业约1.05万家，接触危害的劳动者约19.80万人。</p>\n",
        "<h3 id=\"s2\">二、总体要求</h3>\n<h4 id=\"s2-3\">（三）规划目标</h4>\n<p>到2025年，治理体系更完善，劳动条件改善，企业责任落实，执法、技术支撑、信息化和救治保障的能力都有提高。</p>\n",
        "<section class=\"scroll\" tabindex=\"0\" aria-labelledby=\"cap-body-1\"><table><caption id=\"cap-body-1\"><span>“十四五”职业病防治指标</span></caption><thead><tr><th scope=\"col\">序号</th><th scope=\"col\">指标名称</th><th scope=\"col\">2025年目标值</th></tr></thead><tbody><tr><td>1</td><th scope=\"row\">工伤保险参保人数</th><td>稳步提升</td></tr><tr><td>2</td><th scope=\"row\">工业企业职业病危害项目申报率</th><td>≥95%</td></tr></tbody></table></section>\n",
        "<h3 id=\"s3\">三、主要任务</h3>\n<h4 id=\"s3-1\">（一）压实用人单位职业健康主体责任</h4>\n<h5 id=\"s3-1-1\">1.责任制度</h5>\n<p>单位要有管理机构或人员、计划、制度和资金，做好健康监护、检测评价、申报和“三同时”，并能应对突发的危害事件。到2025年，<a class=\"commitment\" href=\"#com-1\">不少于150家</a>企业参与江苏健康企业建设。</p>\n",
        "<h6 id=\"s3-1-1-1\">（1）源头管理</h6>\n<ul><li>重点行业专项治理；</li><li>淘汰落后工艺。</li></ul>\n",
        "<aside class=\"box\" id=\"box-2\" aria-labelledby=\"box-2-title\"><p class=\"box-title\" id=\"box-2-title\">专栏2 职业病防治技术支撑体系建设</p><p>监测评估、工程防护、诊断救治三类机构，以及<strong>首席专家</strong>1名。</p></aside>\n",
        "<blockquote><p>附注：数据截至2020年末。</p></blockquote>",
    ))
}

fn taizhou_page(ui: Ui) -> PlanView {
    let entry = |text: &str, href: &str, children: Vec<Contents>| Contents {
        text: s(text),
        href: s(href),
        children,
    };
    PlanView {
        frame: frame(ui, "plan", "泰州市“十四五”职业病防治规划"),
        plan: taizhou(),
        notices: vec![
            NoticeView {
                text: some("规划期至2025年。"),
                ..NoticeView::new("period-over")
            },
            NoticeView::new("digest"),
        ],
        fields: fields(),
        contents: vec![
            entry("一、泰州市职业健康现状和问题", "#s1", Vec::new()),
            entry(
                "二、总体要求",
                "#s2",
                vec![entry("（三）规划目标", "#s2-3", Vec::new())],
            ),
            entry(
                "三、主要任务",
                "#s3",
                vec![entry(
                    "（一）压实用人单位职业健康主体责任",
                    "#s3-1",
                    Vec::new(),
                )],
            ),
        ],
        uppers: uppers(),
        columns: TargetColumns {
            unit: true,
            baseline: some("2020年基期值"),
            targets: vec![s("2025年目标值")],
            nature: true,
            others: Vec::new(),
        },
        groups: vec![TargetRowGroup {
            title: None,
            rows: rows(),
        }],
        table_downloads: vec![
            Download::new("x.csv", "CSV"),
            Download::new("x.json", "JSON"),
        ],
        peers: vec![PeerNote {
            indicator: link("工业企业职业病危害项目申报率"),
            sentence: s("同级 3 个地区中，2 个低于本地，1 个持平。"),
        }],
        matrix: Some(link("与各地比较")),
        commitments: commitments(),
        extent: "digest",
        body: Some(body()),
        citations: citations(),
        cited_by: vec![CitedBy {
            document: link("泰州市“十四五”卫生健康发展规划"),
            clauses: vec![link("三（二）")],
        }],
        versions: vec![
            PlanVersion {
                title: link("泰州市“十四五”职业病防治规划"),
                status: "in-force",
                date: Some(day("2022-03-28", "2022年3月28日")),
                current: true,
                changes: some("diff.html"),
            },
            PlanVersion {
                title: link("泰州市“十四五”职业病防治规划（征求意见稿）"),
                status: "consultation",
                date: None,
                current: false,
                changes: None,
            },
        ],
        updates: vec![
            Update {
                date: day("2026-11-22", "2026年11月22日"),
                note: s("补收表外承诺两项。"),
            },
            Update {
                date: day("2026-11-21", "2026年11月21日"),
                note: s("收录。"),
            },
        ],
        downloads: vec![Download {
            size: some("84 KB"),
            ..Download::new("a.docx", "规划全文（docx）")
        }],
        cite: Some(HowToCite {
            line: s(
                "泰州市卫生健康委员会. 泰州市“十四五”职业病防治规划：泰卫职健〔2022〕8号[R/OL]. 2022-03-28. https://example.org/duibiao/plans/occupational-health/321200-2021/",
            ),
            files: vec![
                Download::new("c.bib", "BibTeX"),
                Download::new("c.ris", "RIS"),
                Download::new("c.csl.json", "CSL-JSON"),
            ],
        }),
        note: Some(html(
            "<p>所读文本没有印发通知，发文机关、文号和日期不详。原表的目标列表头是“目标值”，年份按规划目标一节“到2025年”补写。</p>",
        )),
    }
}

fn citations() -> Vec<Citation> {
    let citation = |written: &str, target: Option<Link>, kind| Citation {
        written: s(written),
        target,
        kind,
        clauses: vec![link("一"), link("三（一）1")],
    };
    vec![
        citation(
            "《中华人民共和国职业病防治法》",
            Some(link("中华人民共和国职业病防治法")),
            "reference",
        ),
        citation(
            "《江苏省“十四五”职业病防治规划》",
            Some(link("江苏省“十四五”职业病防治规划")),
            "stub",
        ),
        citation("苏卫职健〔2020〕7号", None, "unresolved"),
    ]
}

/// A consultation draft with the widest table: groups, sub rows, two target years, other columns.
fn draft(ui: Ui) -> PlanView {
    let mut page = taizhou_page(ui);
    page.frame.title = s("云南省职业病防治规划（2021-2025年）（征求意见稿）");
    page.plan = PlanItem {
        status: "consultation",
        marks: vec![MarkView::new("draft")],
        ..plan_item(&page.frame.title, "云南省", "province")
    };
    page.notices = vec![
        NoticeView {
            link: Some(link("云南省“十四五”职业病防治规划（正式稿）")),
            ..NoticeView::new("consultation")
        },
        NoticeView::new("reported"),
        NoticeView::new("repealed"),
    ];
    page.uppers.remove(0);
    page.columns.targets = vec![s("2023年目标值"), s("2025年目标值")];
    page.columns.others = vec![s("责任部门")];
    let mut rows = rows();
    for row in &mut rows {
        row.against.remove(0);
        row.targets = vec![
            CellView::absent("blank"),
            value(&match &row.targets[0] {
                CellView::Value(printed) => printed.text.clone(),
                CellView::Absent(_) => String::from("x"),
            }),
        ];
        row.others = vec![CellView::printed("省卫生健康委、省人力资源社会保障厅")];
    }
    rows[2].sub = true;
    let tail = rows.split_off(4);
    page.groups = vec![
        TargetRowGroup {
            title: some("危害治理"),
            rows,
        },
        TargetRowGroup {
            title: some("服务保障"),
            rows: tail,
        },
    ];
    page.commitments.clear();
    page.extent = "full";
    page
}
