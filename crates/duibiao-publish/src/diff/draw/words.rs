//! The names of fields and the members of closed sets in Chinese and English.

use std::borrow::Cow;

use duibiao_syntax::diagnostic::Language;

use crate::diff::{PlanField, TargetField};

/// One of two wordings.
pub(super) const fn say(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// A member of a closed set in words; what is not known stays as it is.
fn member<'v>(
    table: &[(&str, &'static str, &'static str)],
    value: &'v str,
    language: Language,
) -> Cow<'v, str> {
    let found = table.iter().find(|(id, ..)| *id == value);
    found.map_or(Cow::Borrowed(value), |(_, zh, en)| {
        say(language, zh, en).into()
    })
}

/// A verdict and its merit in words.
pub(super) fn verdict(id: &str, strictness: &str, language: Language) -> String {
    let word = member(&VERDICTS, id, language);
    match member(&STRICTNESS, strictness, language) {
        none if none.is_empty() => word.into_owned(),
        merit => format!("{word}{}{merit}", say(language, "，", ", ")),
    }
}

const STRICTNESS: [(&str, &str, &str); 2] = [
    ("stricter", "更严", "stricter"),
    ("looser", "更宽", "looser"),
];

const VERDICTS: [(&str, &str, &str); 14] = [
    ("higher", "高于", "Higher"),
    ("lower", "低于", "Lower"),
    ("equal", "持平", "Equal"),
    ("operator-only", "仅符号不同", "Sign differs"),
    ("part", "分担", "Share"),
    ("follows-upper", "随上级", "Follows above"),
    ("upper-unquantified", "上级未定量", "No figure above"),
    ("scope-differs", "口径不同", "Scope differs"),
    ("not-comparable", "不可比", "Not comparable"),
    ("same-in-kind", "定性一致", "Same direction"),
    ("differs-in-kind", "定性不同", "Other direction"),
    ("new", "新增", "New"),
    ("not-set", "未设", "Not set"),
    ("upper-missing", "上级未收录", "Upper plan not held"),
];

const STATUSES: [(&str, &str, &str); 7] = [
    ("draft", "内部草稿", "internal draft"),
    ("consultation", "征求意见稿", "draft for comment"),
    ("not-yet-in-force", "尚未生效", "not yet in force"),
    ("in-force", "现行有效", "in force"),
    ("amended", "已修改", "amended"),
    ("repealed", "已废止", "repealed"),
    ("expired", "已失效", "expired"),
];

const EXTENTS: [(&str, &str, &str); 3] = [
    ("full", "全文", "full text"),
    ("digest", "摘要", "digest"),
    ("none", "未收录正文", "no text"),
];

const VERIFICATIONS: [(&str, &str, &str); 3] = [
    ("transcribed", "抄自原文", "transcribed"),
    ("reported", "转引，待核", "reported, unverified"),
    ("recalled", "未见原文，待核", "recalled, unverified"),
];

const HORIZONS: [(&str, &str, &str); 4] = [
    ("year", "当年值", "of the year"),
    ("average", "年均", "average"),
    ("cumulative", "累计", "cumulative"),
    ("period", "期间", "over the period"),
];

const STATISTICS: [(&str, &str, &str); 2] = [
    ("baseline", "基期值", "baseline"),
    ("target", "目标值", "target"),
];

/// The name of a field of a plan.
pub(super) const fn plan_field(field: PlanField, language: Language) -> &'static str {
    let (zh, en) = match field {
        PlanField::Id => ("编号（网址）", "id (address)"),
        PlanField::Title => ("标题", "title"),
        PlanField::Region => ("地区", "place"),
        PlanField::Topic => ("领域", "topic"),
        PlanField::Period => ("规划期", "period"),
        PlanField::Status => ("有效性", "status"),
        PlanField::DocNo => ("发文字号", "document number"),
        PlanField::Issuers => ("发文机关", "issuers"),
        PlanField::Written => ("成文日期", "written"),
        PlanField::Published => ("发布日期", "published"),
        PlanField::Openness => ("公开方式", "openness"),
        PlanField::Text => ("正文", "text"),
        PlanField::Source => ("所据文本", "source"),
        PlanField::Verification => ("核验", "verification"),
        PlanField::Replaces => ("替代的版本", "replaces"),
        PlanField::ReplacedBy => ("替代它的版本", "replaced by"),
    };
    say(language, zh, en)
}

/// The value of a field of a plan; an empty one is said to be empty.
pub(super) fn plan_value(field: PlanField, value: &str, language: Language) -> Cow<'_, str> {
    match field {
        _ if value.is_empty() => say(language, "（空）", "(none)").into(),
        PlanField::Status => member(&STATUSES, value, language),
        PlanField::Text => member(&EXTENTS, value, language),
        PlanField::Verification => member(&VERIFICATIONS, value, language),
        _ => value.into(),
    }
}

/// The name of a part of a figure.
pub(super) const fn target_field(field: TargetField, language: Language) -> &'static str {
    let (zh, en) = match field {
        TargetField::Text => ("数值改变", "another figure"),
        TargetField::Unit => ("单位改变", "another unit"),
        TargetField::Indicator => ("指标编号", "indicator"),
        TargetField::Statistic => ("类别", "kind"),
        TargetField::Year => ("年份", "year"),
        TargetField::Horizon => ("时间口径", "span"),
        TargetField::Name => ("名称改变", "another name"),
        TargetField::Nature => ("属性", "nature"),
        TargetField::Verification => ("核验", "verification"),
        TargetField::Number => ("序号", "number"),
        TargetField::Anchor => ("页内位置", "anchor"),
        TargetField::Clause => ("所在条款", "clause"),
    };
    say(language, zh, en)
}

/// The value of a part of a figure.
pub(super) fn target_value(field: TargetField, value: &str, language: Language) -> Cow<'_, str> {
    match field {
        _ if value.is_empty() => say(language, "（空）", "(none)").into(),
        TargetField::Statistic => member(&STATISTICS, value, language),
        TargetField::Horizon => member(&HORIZONS, value, language),
        TargetField::Verification => member(&VERIFICATIONS, value, language),
        _ => value.into(),
    }
}
