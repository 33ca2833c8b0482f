//! The columns of each table. The first ones and their order are a contract and never change; more may
//! follow them.

use super::super::view::DataColumn;
use duibiao_syntax::diagnostic::Language;

/// A column.
#[derive(Clone, Copy, Debug)]
pub(super) struct ColumnSpec {
    pub(super) name: &'static str,
    pub(super) kind: CellType,
    zh: &'static str,
    en: &'static str,
}

/// What a cell of a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellType {
    /// Words or an id.
    Text,
    /// A whole number.
    Integer,
    /// An exact decimal.
    Decimal,
    /// `true` or `false`.
    Boolean,
    /// A day.
    Date,
}

impl CellType {
    /// The type of Table Schema.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "integer",
            Self::Decimal => "number",
            Self::Boolean => "boolean",
            Self::Date => "date",
        }
    }
}

impl ColumnSpec {
    pub(super) fn described(&self, language: Language) -> DataColumn {
        DataColumn {
            name: self.name.to_owned(),
            kind: self.kind.id().to_owned(),
            description: self.description(language).to_owned(),
        }
    }

    pub(super) const fn description(&self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }
}

const fn text(name: &'static str, zh: &'static str, en: &'static str) -> ColumnSpec {
    ColumnSpec {
        name,
        kind: CellType::Text,
        zh,
        en,
    }
}

const fn kind(
    name: &'static str,
    kind: CellType,
    zh: &'static str,
    en: &'static str,
) -> ColumnSpec {
    ColumnSpec { name, kind, zh, en }
}

pub(super) const PLANS: &[ColumnSpec] = &[
    text(
        "plan_id",
        "规划编号，也是网址 plans/ 之后的部分",
        "id of the plan, also its address behind plans/",
    ),
    text("title", "全称", "full title"),
    text(
        "region_code",
        "GB/T 2260 代码；功能区为所在地代码加编号",
        "GB/T 2260 code; for a zone with its id behind",
    ),
    text("region", "地区全名", "full name of the place"),
    text("level", "层级", "level of government"),
    text("topic", "领域编号", "id of the topic"),
    text("period", "规划期", "period"),
    text("status", "有效性", "legal state"),
    text("doc_no", "发文字号，原样", "document number as printed"),
    text(
        "issuers",
        "发文机关，按原顺序，以“；”分隔",
        "issuers in the printed order, separated by ；",
    ),
    kind("written", CellType::Date, "成文日期", "date of writing"),
    kind(
        "published",
        CellType::Date,
        "发布日期",
        "date of publication",
    ),
    text("openness", "公开方式，原样", "openness as printed"),
    text(
        "text",
        "正文是全文、摘要还是没有",
        "whether the body is full, a digest or none",
    ),
    text("source", "所据文本", "what was read"),
    text(
        "verification",
        "数值是抄自原文、转引还是凭记忆",
        "transcribed, reported or recalled",
    ),
    kind("rows", CellType::Integer, "指标行数", "indicator rows"),
    kind(
        "commitments",
        CellType::Integer,
        "表外承诺数",
        "commitments outside the tables",
    ),
    text("replaces", "替代的版本", "version it replaces"),
    text("replaced_by", "替代它的版本", "version that replaces it"),
    kind(
        "in_default",
        CellType::Boolean,
        "是否进入默认比较",
        "whether default comparisons take it",
    ),
];

const PLAN_ID: ColumnSpec = text("plan_id", "规划编号", "id of the plan");
const REGION_CODE: ColumnSpec = text("region_code", "地区代码", "region code");
const TOPIC: ColumnSpec = text("topic", "领域编号", "id of the topic");
const PERIOD: ColumnSpec = text("period", "规划期", "period");
const NO: ColumnSpec = text("no", "序号，原样", "number as printed");
const INDICATOR_ID: ColumnSpec = text("indicator_id", "指标编号", "id of the indicator");
const NAME: ColumnSpec = text("name_as_printed", "指标名称，原样", "name as printed");
const NATURE: ColumnSpec = text(
    "nature",
    "约束性、预期性或空",
    "约束性 (binding), 预期性 (expected) or empty",
);
const STATISTIC: ColumnSpec = text(
    "statistic",
    "baseline 基期值，target 目标值",
    "baseline or target",
);
const YEAR: ColumnSpec = kind(
    "year",
    CellType::Integer,
    "年份；跨年的为末年",
    "year; for a span the last one",
);
const HORIZON: ColumnSpec = text(
    "horizon",
    "某年、年均、累计或期间",
    "year, average, cumulative or period",
);
const KIND: ColumnSpec = text("kind", "目标的种类", "kind of target");
const OPERATOR: ColumnSpec = text(
    "operator",
    "= >= > <= < ~，区间为 range",
    "= >= > <= < ~, or range",
);
const VALUE: ColumnSpec = kind(
    "value",
    CellType::Decimal,
    "精确小数，不带符号、百分号和分隔",
    "exact decimal without sign, % or separators",
);
const VALUE_HIGH: ColumnSpec = kind(
    "value_high",
    CellType::Decimal,
    "区间的上端",
    "upper end of a range",
);
const UNIT: ColumnSpec = text("unit", "单位，原样", "unit as printed");
const PRINTED: ColumnSpec = text("text_as_printed", "目标原文", "target as printed");
const VERIFICATION: ColumnSpec = text(
    "verification",
    "抄自原文、转引还是凭记忆",
    "transcribed, reported or recalled",
);
const ANCHOR: ColumnSpec = text("anchor", "规划页上的位置", "place on the plan's page");
const DIRECTION: ColumnSpec = text(
    "direction",
    "趋势和变化的方向",
    "direction of a trend or change",
);
const BASIS: ColumnSpec = text("basis", "变化相对于什么", "what a change is against");
const GRADE: ColumnSpec = text(
    "grade",
    "名称与指标的对应等级",
    "how near the name is to the indicator",
);
const GROUP: ColumnSpec = text("group", "类别，原样", "group as printed");
const HEDGE: ColumnSpec = text("hedge", "力争、争取等", "words such as 力争");
const CLAUSE: ColumnSpec = text("clause", "所在条款的位置", "clause it stands in");

pub(super) const TARGETS: &[ColumnSpec] = &[
    PLAN_ID,
    REGION_CODE,
    TOPIC,
    PERIOD,
    NO,
    INDICATOR_ID,
    NAME,
    NATURE,
    STATISTIC,
    YEAR,
    HORIZON,
    KIND,
    OPERATOR,
    VALUE,
    VALUE_HIGH,
    UNIT,
    PRINTED,
    VERIFICATION,
    ANCHOR,
    DIRECTION,
    BASIS,
    GRADE,
    GROUP,
    HEDGE,
    CLAUSE,
];

pub(super) const COMMITMENTS: &[ColumnSpec] = TARGETS;

pub(super) const VERDICTS: &[ColumnSpec] = &[
    PLAN_ID,
    REGION_CODE,
    INDICATOR_ID,
    NO,
    text("against_plan_id", "对照的规划", "plan it is set beside"),
    text(
        "against_region_code",
        "对照的地区",
        "place it is set beside",
    ),
    text(
        "against_no",
        "对照行的序号",
        "number of the row it is set beside",
    ),
    text("view", "strict 严格，loose 宽松", "strict or loose"),
    text(
        "verdict",
        "判定，封闭集合，见方法页",
        "verdict, a closed set: see the method page",
    ),
    kind(
        "difference",
        CellType::Decimal,
        "相差多少，总是正数",
        "how far apart, always positive",
    ),
    text(
        "difference_unit",
        "差的单位；百分数之间为百分点",
        "unit of the difference; percentage points between percentages",
    ),
    text(
        "reason",
        "不按数值比较的原因，封闭集合",
        "why not by number, a closed set",
    ),
    text("sentence", "判定的句子", "the verdict as a sentence"),
    text(
        "strictness",
        "stricter 更严，looser 更宽",
        "stricter or looser",
    ),
    text("grade", "两行的对应等级", "how near the two rows are"),
    text(
        "relation",
        "above 上级，same-place 同地区，peer 别的地区",
        "above, same-place or peer",
    ),
    kind(
        "share_low",
        CellType::Decimal,
        "分担的份额，百分数，低端",
        "share in percent, lower end",
    ),
    kind(
        "share_high",
        CellType::Decimal,
        "分担的份额，百分数，高端",
        "share in percent, upper end",
    ),
    YEAR,
    ANCHOR,
    text(
        "against_anchor",
        "对照行在其规划页上的位置",
        "place of the other row on its plan's page",
    ),
    text(
        "marks",
        "draft 征求意见稿，unverified 待核，以“;”分隔",
        "draft and unverified, separated by ;",
    ),
    kind(
        "in_default",
        CellType::Boolean,
        "是否属于默认比较",
        "whether it belongs to default comparisons",
    ),
];

pub(super) const CITATIONS: &[ColumnSpec] = &[
    PLAN_ID,
    ANCHOR,
    text("written", "引文原样", "the citation as written"),
    text(
        "kind",
        "plan、reference、stub 或 self",
        "plan, reference, stub or self",
    ),
    text("target_id", "所引文件的编号", "id of the cited document"),
    text(
        "target_title",
        "所引文件的标题",
        "title of the cited document",
    ),
    text("doc_no", "引文里的文号", "document number in the citation"),
];

pub(super) const CROSSWALK: &[ColumnSpec] = &[
    INDICATOR_ID,
    text("indicator", "指标名称", "name of the indicator"),
    text("name", "印出的名称", "printed name"),
    GRADE,
    text("reason", "理由", "reason"),
    text("by", "判定人", "who judged"),
    kind("on", CellType::Date, "日期", "when"),
    text(
        "plans",
        "只限这些规划，以“;”分隔",
        "only in these plans, separated by ;",
    ),
    kind(
        "printed",
        CellType::Integer,
        "有几行这样印",
        "how many rows print it",
    ),
];

pub(super) const INDICATORS: &[ColumnSpec] = &[
    INDICATOR_ID,
    text("name", "名称", "name"),
    text("name_en", "英文名称", "English name"),
    TOPIC,
    UNIT,
    text("better", "哪个方向更好", "which way is better"),
    text("measure", "rate、level 或 total", "rate, level or total"),
    kind("rows", CellType::Integer, "有几行", "how many rows"),
];
