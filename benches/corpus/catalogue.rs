//! What the plans of a corpus are about: topics, their indicators with crosswalk names, and the
//! documents that are cited.

/// How the targets of an indicator are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// ≥90%.
    AtLeastShare,
    /// 不少于150家.
    AtLeastCount,
    /// ≤9.
    AtMost,
    /// 100%.
    Exact,
    /// 约50.
    About,
    /// 35-40.
    Range,
    /// 〔70〕.
    Cumulative,
    /// 较“十三五”下降30%以上.
    Change,
    /// 稳步提升.
    Trend,
    /// 完成省下达任务.
    Delegated,
    /// 不低于全市平均水平.
    Relative,
    /// 2023年60%，2025年80%.
    Steps,
    /// 室内：3处 室外：7处.
    Labelled,
    /// ≥98％（除停用的外）.
    Proviso,
    /// A number in prose.
    Promise,
}

/// A topic.
#[derive(Clone, Debug)]
pub(crate) struct Topic {
    /// Its id.
    pub(crate) id: &'static str,
    /// Its name. Any two names differ in two characters or more, because the program takes a title that
    /// differs in one for a slip of the pen.
    pub(crate) title: &'static str,
}

const TOPICS: [Topic; 10] = [
    Topic {
        id: "sample-reading",
        title: "示例书房",
    },
    Topic {
        id: "sample-footpaths",
        title: "示例步道",
    },
    Topic {
        id: "sample-lanterns",
        title: "示例灯火",
    },
    Topic {
        id: "sample-ferries",
        title: "示例渡口",
    },
    Topic {
        id: "sample-orchards",
        title: "示例果园",
    },
    Topic {
        id: "sample-post",
        title: "示例邮路",
    },
    Topic {
        id: "sample-clocks",
        title: "示例钟楼",
    },
    Topic {
        id: "sample-fairs",
        title: "示例集市",
    },
    Topic {
        id: "sample-meadows",
        title: "示例草甸",
    },
    Topic {
        id: "sample-bridges",
        title: "示例廊桥",
    },
];

/// The first so many topics, or all.
pub(crate) fn topics(count: usize) -> Vec<Topic> {
    TOPICS.into_iter().take(count).collect()
}

/// An indicator that every topic has in its own words.
#[derive(Debug)]
pub(crate) struct Indicator {
    /// The last part of its id.
    pub(crate) id: &'static str,
    /// Its name behind that of the topic.
    pub(crate) name: &'static str,
    /// The unit.
    pub(crate) unit: &'static str,
    /// Which way is better.
    pub(crate) better: &'static str,
    /// What kind of quantity it is.
    pub(crate) measure: &'static str,
    /// How plans print its targets.
    pub(crate) form: Form,
    /// Other words for the same.
    pub(crate) wording: &'static str,
    /// Another name and how near it is.
    pub(crate) near: (&'static str, &'static str),
}

/// The rows of a table: each takes one of its two indicators.
pub(crate) const SLOTS: [[Indicator; 2]; 12] = [
    [
        indicator(
            "registered-share",
            "登记覆盖率",
            ("%", "higher", "rate"),
            Form::AtLeastShare,
            "登记的覆盖比例",
            ("重点单位登记覆盖率", "narrower"),
        ),
        indicator(
            "online-share",
            "网上办理率",
            ("%", "higher", "rate"),
            Form::AtLeastShare,
            "在线办理比例",
            ("网上与现场办理率", "broader"),
        ),
    ],
    [
        indicator(
            "service-points",
            "服务点数量",
            ("家", "higher", "total"),
            Form::AtLeastCount,
            "服务网点数",
            ("服务点和流动点数量", "broader"),
        ),
        indicator(
            "trained-people",
            "专职人员数量",
            ("人", "higher", "total"),
            Form::AtLeastCount,
            "专职工作人员数",
            ("专职和兼职人员数量", "broader"),
        ),
    ],
    [
        indicator(
            "waiting-days",
            "平均等候时间",
            ("天", "lower", "rate"),
            Form::AtMost,
            "平均等候天数",
            ("最长等候时间", "related"),
        ),
        indicator(
            "repair-days",
            "平均修缮时间",
            ("天", "lower", "rate"),
            Form::AtMost,
            "平均修缮天数",
            ("平均修缮和验收时间", "broader"),
        ),
    ],
    [
        indicator(
            "answered-share",
            "来件答复率",
            ("%", "neither", "rate"),
            Form::Exact,
            "来信来件答复比例",
            ("来件按期答复率", "narrower"),
        ),
        indicator(
            "inspected-share",
            "年度查验率",
            ("%", "neither", "rate"),
            Form::Exact,
            "每年查验比例",
            ("重点部位年度查验率", "narrower"),
        ),
    ],
    [
        indicator(
            "visitors",
            "年度到访量",
            ("万人次", "neither", "total"),
            Form::About,
            "全年到访人次",
            ("年度到访和预约量", "broader"),
        ),
        indicator(
            "open-days",
            "每年开放天数",
            ("天", "higher", "level"),
            Form::About,
            "全年开放日数",
            ("每周开放天数", "related"),
        ),
    ],
    [
        indicator(
            "service-radius",
            "平均服务半径",
            ("公里", "neither", "level"),
            Form::Range,
            "服务半径均值",
            ("城区平均服务半径", "narrower"),
        ),
        indicator(
            "per-thousand",
            "每千人座位数",
            ("个", "higher", "rate"),
            Form::Range,
            "千人座位数",
            ("每百人座位数", "related"),
        ),
    ],
    [
        indicator(
            "new-sites",
            "新增点位",
            ("处", "higher", "total"),
            Form::Cumulative,
            "新建点位数",
            ("新增和改建点位", "broader"),
        ),
        indicator(
            "renewed-sites",
            "修缮点位",
            ("处", "higher", "total"),
            Form::Cumulative,
            "完成修缮的点位数",
            ("修缮和清理点位", "broader"),
        ),
    ],
    [
        indicator(
            "complaints-change",
            "投诉件数降幅",
            ("%", "higher", "rate"),
            Form::Change,
            "投诉数量下降幅度",
            ("重复投诉件数降幅", "narrower"),
        ),
        indicator(
            "energy-change",
            "单位用能降幅",
            ("%", "higher", "rate"),
            Form::Change,
            "用能强度下降幅度",
            ("单位用电降幅", "narrower"),
        ),
    ],
    [
        indicator(
            "satisfaction-trend",
            "公众满意程度",
            ("—", "neither", "level"),
            Form::Trend,
            "群众满意程度",
            ("来访者满意程度", "narrower"),
        ),
        indicator(
            "volunteers-trend",
            "志愿者参与程度",
            ("—", "neither", "level"),
            Form::Trend,
            "志愿参与程度",
            ("常年志愿者参与程度", "narrower"),
        ),
    ],
    [
        indicator(
            "assigned-task",
            "年度任务完成率",
            ("%", "higher", "rate"),
            Form::Delegated,
            "年度任务完成比例",
            ("重点任务完成率", "narrower"),
        ),
        indicator(
            "average-growth",
            "投入增长水平",
            ("%", "higher", "rate"),
            Form::Relative,
            "投入增长幅度",
            ("财政投入增长水平", "narrower"),
        ),
    ],
    [
        indicator(
            "stepwise-share",
            "分步达标率",
            ("%", "higher", "rate"),
            Form::Steps,
            "逐年达标比例",
            ("一次达标率", "related"),
        ),
        indicator(
            "kinds-of-sites",
            "各类点位数量",
            ("处", "neither", "total"),
            Form::Labelled,
            "分类点位数",
            ("各类点位和站点数量", "broader"),
        ),
    ],
    [
        indicator(
            "kept-share",
            "完好率",
            ("%", "higher", "rate"),
            Form::Proviso,
            "设施完好比例",
            ("主要设施完好率", "narrower"),
        ),
        indicator(
            "marked-share",
            "标识设置率",
            ("%", "higher", "rate"),
            Form::Proviso,
            "标识标牌设置率",
            ("标识和说明设置率", "broader"),
        ),
    ],
];

/// Indicators that only stand in prose.
pub(crate) const PROMISES: [Indicator; 3] = [
    indicator(
        "model-sites",
        "示范点",
        ("个", "neither", "total"),
        Form::Promise,
        "示范点位",
        ("示范点和试点", "broader"),
    ),
    indicator(
        "lecturers",
        "讲解员",
        ("名", "neither", "total"),
        Form::Promise,
        "讲解人员",
        ("讲解员和志愿者", "broader"),
    ),
    indicator(
        "yearly-events",
        "公众活动",
        ("场", "neither", "total"),
        Form::Promise,
        "面向公众的活动",
        ("公众活动和展览", "broader"),
    ),
];

const fn indicator(
    id: &'static str,
    name: &'static str,
    (unit, better, measure): (&'static str, &'static str, &'static str),
    form: Form,
    wording: &'static str,
    near: (&'static str, &'static str),
) -> Indicator {
    Indicator {
        id,
        name,
        unit,
        better,
        measure,
        form,
        wording,
        near,
    }
}

impl Indicator {
    /// Its id in a topic.
    pub(crate) fn id_in(&self, topic: &Topic) -> String {
        format!("{}-{}", topic.id, self.id)
    }

    /// A printed name in a topic.
    pub(crate) fn named(topic: &Topic, name: &str) -> String {
        format!("{}{name}", topic.title)
    }
}

/// A document that is cited and is no plan.
#[derive(Debug)]
pub(crate) struct Reference {
    /// Its id.
    pub(crate) id: String,
    /// Its title.
    pub(crate) title: String,
    /// What it is.
    pub(crate) kind: &'static str,
}

/// The documents that plans of these topics cite.
pub(crate) fn references(topics: &[Topic]) -> Vec<Reference> {
    let of_topic = topics.iter().flat_map(|topic| {
        KINDS.iter().map(|(id, name, kind)| Reference {
            id: format!("{}-{id}", topic.id),
            title: format!("{}{name}", topic.title),
            kind,
        })
    });
    of_topic.collect()
}

/// How many references each topic has.
pub(crate) const REFERENCES_EACH: usize = KINDS.len();

const KINDS: [(&str, &str, &str); 8] = [
    ("act", "促进法", "law"),
    ("protection-act", "保护与利用法", "law"),
    ("rules", "管理条例", "regulation"),
    ("safety-rules", "安全管理办法", "regulation"),
    ("opinions", "工作若干意见", "policy"),
    ("funding", "资金使用细则", "policy"),
    ("standard", "建设标准", "standard"),
    ("service-standard", "服务质量评价规范", "standard"),
];
