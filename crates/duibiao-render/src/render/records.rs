//! The records of the tables: one struct a table, whose fields are its columns.
//!
//! A record is all there is to know of a table: its columns in their order, the type of each and what it
//! means. CSV, JSON, `datapackage.json` and the method page are made of it, and `diff` reads published
//! JSON back into it. The first columns and their order are a contract and never change; more may follow
//! them, which is why columns that are not known are passed over when a table is read.

use std::borrow::Cow;

use duibiao_syntax::diagnostic::Language;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::view::DataColumn;

/// A line of a table.
pub trait Record {
    /// The columns of the table.
    const COLUMNS: &'static [ColumnSpec];

    /// What stands in them, as text; an empty text where there is nothing.
    fn cells(&self) -> Vec<Cow<'_, str>>;
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct ColumnSpec {
    /// Its name in CSV and JSON.
    pub name: &'static str,
    /// What its cells are.
    pub kind: CellType,
    zh: &'static str,
    en: &'static str,
}

/// What a cell of a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellType {
    /// Words or an id.
    Text,
    /// A whole number.
    Integer,
    /// An exact decimal, which is a text in JSON.
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

/// The type of a field, by the type of its column.
macro_rules! field {
    (Text, $life:lifetime) => { Cow<$life, str> };
    (Integer, $life:lifetime) => { Option<i64> };
    (Decimal, $life:lifetime) => { Option<Decimal> };
    (Boolean, $life:lifetime) => { bool };
    (Date, $life:lifetime) => { Option<Date> };
}

/// The cell of a field, by the type of its column.
macro_rules! cell {
    (Text, $value:expr) => {
        Cow::Borrowed(&**$value)
    };
    (Boolean, $value:expr) => {
        Cow::Borrowed(if *$value { "true" } else { "false" })
    };
    ($other:ident, $value:expr) => {
        shown(*$value)
    };
}

/// A record: its name, and for each column name, type and meaning in Chinese and English.
macro_rules! records {
    ($(
        $(#[doc = $doc:literal])*
        pub struct $record:ident {
            $($name:ident: $kind:ident = $zh:literal, $en:literal;)*
        }
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default, PartialEq, Deserialize)]
        pub struct $record<'a> {
            $(#[doc = $en] pub $name: field!($kind, 'a),)*
        }

        impl Record for $record<'_> {
            const COLUMNS: &'static [ColumnSpec] = &[$(ColumnSpec {
                name: stringify!($name),
                kind: CellType::$kind,
                zh: $zh,
                en: $en,
            }),*];

            fn cells(&self) -> Vec<Cow<'_, str>> {
                vec![$(cell!($kind, &self.$name)),*]
            }
        }
    )*};
}

/// A value that may be missing, as text.
fn shown<T: ToString>(value: Option<T>) -> Cow<'static, str> {
    value.map_or(Cow::Borrowed(""), |value| Cow::Owned(value.to_string()))
}

records! {
    /// A line of `data/plans`: one version of a plan.
    pub struct PlanRecord {
        plan_id: Text = "规划编号，也是网址 plans/ 之后的部分", "id of the plan, also its address behind plans/";
        title: Text = "全称", "full title";
        region_code: Text = "GB/T 2260 代码；功能区为所在地代码加编号", "GB/T 2260 code; for a zone with its id behind";
        region: Text = "地区全名", "full name of the place";
        level: Text = "层级", "level of government";
        topic: Text = "领域编号", "id of the topic";
        period: Text = "规划期", "period";
        status: Text = "有效性", "legal state";
        doc_no: Text = "发文字号，原样", "document number as printed";
        issuers: Text = "发文机关，按原顺序，以“；”分隔", "issuers in the printed order, separated by ；";
        written: Date = "成文日期", "date of writing";
        published: Date = "发布日期", "date of publication";
        openness: Text = "公开方式，原样", "openness as printed";
        text: Text = "正文是全文、摘要还是没有", "whether the body is full, a digest or none";
        source: Text = "所据文本", "what was read";
        verification: Text = "数值是抄自原文、转引还是凭记忆", "transcribed, reported or recalled";
        rows: Integer = "指标行数", "indicator rows";
        commitments: Integer = "表外承诺数", "commitments outside the tables";
        replaces: Text = "替代的版本", "version it replaces";
        replaced_by: Text = "替代它的版本", "version that replaces it";
        in_default: Boolean = "是否进入默认比较", "whether default comparisons take it";
    }

    /// A line of `data/targets` and `data/commitments`: a baseline, a target or a commitment.
    pub struct TargetRecord {
        plan_id: Text = "规划编号", "id of the plan";
        region_code: Text = "地区代码", "region code";
        topic: Text = "领域编号", "id of the topic";
        period: Text = "规划期", "period";
        no: Text = "序号，原样", "number as printed";
        indicator_id: Text = "指标编号", "id of the indicator";
        name_as_printed: Text = "指标名称，原样", "name as printed";
        nature: Text = "约束性、预期性或空", "约束性 (binding), 预期性 (expected) or empty";
        statistic: Text = "baseline 基期值，target 目标值", "baseline or target";
        year: Integer = "年份；跨年的为末年", "year; for a span the last one";
        horizon: Text = "某年、年均、累计或期间", "year, average, cumulative or period";
        kind: Text = "目标的种类", "kind of target";
        operator: Text = "= >= > <= < ~，区间为 range", "= >= > <= < ~, or range";
        value: Decimal = "精确小数，不带符号、百分号和分隔", "exact decimal without sign, % or separators";
        value_high: Decimal = "区间的上端", "upper end of a range";
        unit: Text = "单位，原样", "unit as printed";
        text_as_printed: Text = "目标原文", "target as printed";
        verification: Text = "抄自原文、转引还是凭记忆", "transcribed, reported or recalled";
        anchor: Text = "规划页上的位置", "place on the plan's page";
        direction: Text = "趋势和变化的方向", "direction of a trend or change";
        basis: Text = "变化相对于什么", "what a change is against";
        grade: Text = "名称与指标的对应等级", "how near the name is to the indicator";
        group: Text = "类别，原样", "group as printed";
        hedge: Text = "力争、争取等", "words such as 力争";
        clause: Text = "所在条款的位置", "clause it stands in";
    }

    /// A line of `data/verdicts`: what a row says beside another, in one view.
    pub struct VerdictRecord {
        plan_id: Text = "规划编号", "id of the plan";
        region_code: Text = "地区代码", "region code";
        indicator_id: Text = "指标编号", "id of the indicator";
        no: Text = "序号，原样", "number as printed";
        against_plan_id: Text = "对照的规划", "plan it is set beside";
        against_region_code: Text = "对照的地区", "place it is set beside";
        against_no: Text = "对照行的序号", "number of the row it is set beside";
        view: Text = "strict 严格，loose 宽松", "strict or loose";
        verdict: Text = "判定，封闭集合，见方法页", "verdict, a closed set: see the method page";
        difference: Decimal = "相差多少，总是正数", "how far apart, always positive";
        difference_unit: Text = "差的单位；百分数之间为百分点", "unit of the difference; percentage points between percentages";
        reason: Text = "不按数值比较的原因，封闭集合", "why not by number, a closed set";
        sentence: Text = "判定的句子", "the verdict as a sentence";
        strictness: Text = "stricter 更严，looser 更宽", "stricter or looser";
        grade: Text = "两行的对应等级", "how near the two rows are";
        relation: Text = "above 上级，same-place 同地区，peer 别的地区", "above, same-place or peer";
        share_low: Decimal = "分担的份额，百分数，低端", "share in percent, lower end";
        share_high: Decimal = "分担的份额，百分数，高端", "share in percent, upper end";
        year: Integer = "年份；跨年的为末年", "year; for a span the last one";
        anchor: Text = "规划页上的位置", "place on the plan's page";
        against_anchor: Text = "对照行在其规划页上的位置", "place of the other row on its plan's page";
        marks: Text = "draft 征求意见稿，unverified 待核，以“;”分隔", "draft and unverified, separated by ;";
        in_default: Boolean = "是否属于默认比较", "whether it belongs to default comparisons";
    }

    /// A line of `data/citations`: a document that a plan names.
    pub struct CitationRecord {
        plan_id: Text = "规划编号", "id of the plan";
        anchor: Text = "规划页上的位置", "place on the plan's page";
        written: Text = "引文原样", "the citation as written";
        kind: Text = "plan、reference、stub 或 self", "plan, reference, stub or self";
        target_id: Text = "所引文件的编号", "id of the cited document";
        target_title: Text = "所引文件的标题", "title of the cited document";
        doc_no: Text = "引文里的文号", "document number in the citation";
    }

    /// A line of `data/crosswalk`: a printed name and its indicator.
    pub struct CrosswalkRecord {
        indicator_id: Text = "指标编号", "id of the indicator";
        indicator: Text = "指标名称", "name of the indicator";
        name: Text = "印出的名称", "printed name";
        grade: Text = "名称与指标的对应等级", "how near the name is to the indicator";
        reason: Text = "理由", "reason";
        by: Text = "判定人", "who judged";
        on: Date = "日期", "when";
        plans: Text = "只限这些规划，以“;”分隔", "only in these plans, separated by ;";
        printed: Integer = "有几行这样印", "how many rows print it";
    }

    /// A line of `data/indicators`: an entry of the catalogue.
    pub struct IndicatorRecord {
        indicator_id: Text = "指标编号", "id of the indicator";
        name: Text = "名称", "name";
        name_en: Text = "英文名称", "English name";
        topic: Text = "领域编号", "id of the topic";
        unit: Text = "单位，原样", "unit as printed";
        better: Text = "哪个方向更好", "which way is better";
        measure: Text = "rate、level 或 total", "rate, level or total";
        rows: Integer = "有几行", "how many rows";
    }
}
