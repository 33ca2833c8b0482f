//! What the header of an indicator table says about its columns.
//!
//! Columns are recognised by the vocabulary that plans use; a header cell that says nothing known is
//! [`TableColumn::Unknown`], shown on the page and named in a diagnostic. Cells below the header are read in
//! [`super::table`].

use unicode_normalization::UnicodeNormalization;

use crate::document::TableColumn;
use crate::period::Period;
use crate::quantity::Unit;
use crate::target::Horizon;

/// The column that a header cell announces, in a plan of this period.
pub(super) fn column(header: &str, period: Period) -> TableColumn {
    let text = folded(header);
    let plain = without_brackets(&text);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match plain.as_str() {
        "序号" | "编号" | "序" | "No" | "No." => return TableColumn::Number,
        "类别" | "分类" | "领域" | "维度" | "方面" | "一级指标" | "指标类别" | "指标分类"
        | "板块" => {
            return TableColumn::Group;
        }
        "单位" | "计量单位" => return TableColumn::Unit,
        "属性" | "指标属性" | "性质" | "指标性质" | "指标类型" => {
            return TableColumn::Nature;
        }
        "基期年" | "基期年份" | "基准年" => return TableColumn::BaselineYear,
        "目标年" | "目标年份" | "年份" | "时间" => return TableColumn::TargetYear,
        "核验" => return TableColumn::Verification,
        "来源" => return TableColumn::Source,
        "备注" | "说明" | "注" => return TableColumn::Note,
        _ => {}
    }
    if has(&["责任", "牵头", "配合"]) {
        TableColumn::Responsible
    } else if has(&["基期", "基础值", "基准值", "现状", "基数"]) {
        TableColumn::Baseline(year_label(&text).into())
    } else if has(&["目标", "规划值", "预期值"]) {
        TableColumn::Target(horizon(&text, period))
    } else if is_name(&plain) {
        TableColumn::Name
    } else {
        by_time(&text, period)
    }
}

fn is_name(plain: &str) -> bool {
    const EXACT: [&str; 4] = ["名称", "项目", "主要指标", "具体指标"];
    EXACT.contains(&plain) || plain.contains("指标")
}

/// A header that is only a year or a period: before the plan's period it is a baseline, inside it a
/// target.
fn by_time(text: &str, period: Period) -> TableColumn {
    let Some(last) = years(text)
        .last()
        .copied()
        .or_else(|| named_period(text).map(|named| named.end))
    else {
        return TableColumn::Unknown;
    };
    if text.contains("完成") && last < period.start {
        return TableColumn::Baseline(year_label(text).into());
    }
    if last < period.start {
        TableColumn::Baseline(year_label(text).into())
    } else {
        TableColumn::Target(horizon(text, period))
    }
}

/// What a header or a year cell says about time: `2025年`, `2026-2030年均`, `2026-2030累计`,
/// `“十五五”期间`.
pub(super) fn horizon(text: &str, period: Period) -> Option<Horizon> {
    let text = folded(text);
    let years = years(&text);
    let span = match years[..] {
        [start, end] if start < end => Some(Period { start, end }),
        _ => named_period(&text),
    };
    if text.contains("年均") {
        return Some(Horizon::Average(span.unwrap_or(period)));
    }
    if text.contains("累计") {
        return Some(Horizon::Cumulative(span.unwrap_or(period)));
    }
    match (span, &years[..]) {
        (Some(span), _) => Some(Horizon::Period(span)),
        (None, [year]) => Some(Horizon::Year(*year)),
        _ => None,
    }
}

/// The unit that stands in brackets behind a header or a name: 目标值（%）. Only words that can be
/// nothing else count, since names have brackets of many kinds.
pub(super) fn bracketed_unit(text: &str) -> Option<Unit> {
    const UNITS: [&str; 40] = [
        "%",
        "％",
        "‰",
        "个",
        "家",
        "人",
        "名",
        "件",
        "项",
        "处",
        "座",
        "栋",
        "张",
        "套",
        "户",
        "次",
        "人次",
        "万人",
        "万人次",
        "亿人次",
        "元",
        "万元",
        "亿元",
        "万亿元",
        "亿美元",
        "年",
        "岁",
        "亩",
        "万亩",
        "公顷",
        "公里",
        "平方米",
        "万平方米",
        "平方公里",
        "立方米",
        "亿立方米",
        "吨",
        "万吨",
        "亿吨",
        "微克/立方米",
    ];
    let text = text.trim_end();
    let inner = text.strip_suffix(['）', ')'])?;
    let open = inner.rfind(['（', '('])?;
    let unit = inner[open..].trim_start_matches(['（', '(']).trim();
    let unit = unit.strip_prefix("单位：").unwrap_or(unit);
    UNITS.contains(&unit).then(|| Unit::new(unit)).flatten()
}

/// Years and names of periods as printed, for the label of a baseline: `2020年` → 2020.
fn year_label(text: &str) -> String {
    if let Some(year) = years(text).first() {
        return year.to_string();
    }
    let quoted = text
        .find('“')
        .and_then(|open| Some(&text[open..open + text[open..].find('”')? + '”'.len_utf8()]));
    quoted.unwrap_or_default().to_owned()
}

/// The four-digit years of a text.
fn years(text: &str) -> Vec<u16> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .filter(|year| (1949..2200).contains(year))
        .collect()
}

/// The five-year period that a text names: “十五五”, 十五五时期.
fn named_period(text: &str) -> Option<Period> {
    let at = text
        .char_indices()
        .filter(|(_, c)| *c == '五')
        .map(|(at, _)| at + '五'.len_utf8());
    at.filter_map(|end| {
        let start = text[..end]
            .char_indices()
            .rev()
            .take_while(|(_, c)| "一二三四五六七八九十".contains(*c))
            .last()?
            .0;
        Period::from_five_year_name(&text[start..end])
    })
    .next_back()
}

/// Compatibility forms folded, spaces out, and quotation marks in one form.
fn folded(text: &str) -> String {
    text.nfkc()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '"' | '「' => '“',
            '」' => '”',
            other => other,
        })
        .collect()
}

fn without_brackets(text: &str) -> String {
    text.split(['(', '（'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERIOD: Period = Period {
        start: 2026,
        end: 2030,
    };

    #[test]
    fn headers_of_real_tables() {
        let last = Period {
            start: 2026,
            end: 2030,
        };
        for (header, wanted) in [
            ("序号", TableColumn::Number),
            ("类　别", TableColumn::Group),
            ("指标名称", TableColumn::Name),
            ("指标", TableColumn::Name),
            ("主要指标（5项）", TableColumn::Name),
            ("单位", TableColumn::Unit),
            ("2025年基期值", TableColumn::Baseline("2025".into())),
            ("“十四五”基期值", TableColumn::Baseline("“十四五”".into())),
            ("2025年", TableColumn::Baseline("2025".into())),
            ("基础值", TableColumn::Baseline("".into())),
            ("目标值", TableColumn::Target(None)),
            ("2030年", TableColumn::Target(Some(Horizon::Year(2030)))),
            (
                "2030年目标值",
                TableColumn::Target(Some(Horizon::Year(2030))),
            ),
            (
                "２０３０年目标值（%）",
                TableColumn::Target(Some(Horizon::Year(2030))),
            ),
            (
                "“十五五”目标值",
                TableColumn::Target(Some(Horizon::Period(last))),
            ),
            (
                "“十五五”期间目标值",
                TableColumn::Target(Some(Horizon::Period(last))),
            ),
            (
                "2026-2030年累计目标",
                TableColumn::Target(Some(Horizon::Cumulative(last))),
            ),
            (
                "年均目标",
                TableColumn::Target(Some(Horizon::Average(last))),
            ),
            ("目标年", TableColumn::TargetYear),
            ("指标属性", TableColumn::Nature),
            ("责任部门", TableColumn::Responsible),
            ("备注", TableColumn::Note),
            ("图示", TableColumn::Unknown),
        ] {
            assert_eq!(column(header, PERIOD), wanted, "{header}");
        }
    }

    #[test]
    fn time_cells() {
        let span = Period {
            start: 2026,
            end: 2030,
        };
        for (text, wanted) in [
            ("2030", Some(Horizon::Year(2030))),
            ("2026-2030", Some(Horizon::Period(span))),
            ("2026-2030年均", Some(Horizon::Average(span))),
            ("2026-2030累计", Some(Horizon::Cumulative(span))),
            ("“十五五”期间", Some(Horizon::Period(span))),
            ("以后", None),
        ] {
            assert_eq!(horizon(text, PERIOD), wanted, "{text}");
        }
    }

    #[test]
    fn units_in_brackets() {
        assert!(bracketed_unit("目标值（%）").is_some());
        assert!(bracketed_unit("更新商业设施面积（含改扩建）").is_none());
        assert!(bracketed_unit("细颗粒物（PM2.5）浓度").is_none());
    }
}
